package actor_test

import (
	"os"
	"path/filepath"
	"testing"

	"tocsin"
)

// BenchmarkAnnotate measures the stage alone on parsed reports; ns/word is the
// figure that counts.
func BenchmarkAnnotate(b *testing.B) {
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	file := filepath.Join(dir, "gold", "types-en.dev.jsonl")
	if _, err := os.Stat(file); err != nil {
		b.Skip("no gold records")
	}
	prepare, stage := stages(b)
	var docs []*tocsin.Doc
	words := 0
	for _, g := range readGold(b, file) {
		day, _ := tocsin.ParseDay(g.Report.Published)
		doc := &tocsin.Doc{Text: g.Report.Text, Title: g.Report.Title, Lang: "en", Date: day}
		prepare(doc)
		docs = append(docs, doc)
		words += len(doc.Tokens)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, doc := range docs {
			stage.Annotate(doc)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(words), "ns/word")
}
