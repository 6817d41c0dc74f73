package attribution_test

import (
	"os"
	"testing"

	"tocsin/attribution"
	"tocsin/nlp/conllu"
)

func BenchmarkAnnotate(b *testing.B) {
	f, err := os.Open("testdata/examples.conllu")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	doc, err := conllu.ReadDoc(f)
	if err != nil {
		b.Fatal(err)
	}
	doc.Lang = "en"
	a, err := attribution.Load("en")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		a.Annotate(doc)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(doc.Tokens)), "ns/word")
}
