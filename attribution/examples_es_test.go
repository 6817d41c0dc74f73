package attribution_test

import (
	"os"
	"strings"
	"testing"

	"tocsin"
	"tocsin/attribution"
	"tocsin/nlp"
)

// TestSpanishExamples runs the examples of the Spanish cue table, read by the
// engine. A wrong tree costs an example, so not all can hold.
func TestSpanishExamples(t *testing.T) {
	e, err := nlp.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	a, err := attribution.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("data/es.cues.tsv")
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	for row := range strings.Lines(string(b)) {
		c := strings.Split(strings.TrimSpace(row), "\t")
		if row[0] == '#' || len(c) < 7 {
			continue
		}
		doc := &tocsin.Doc{Text: c[6], Lang: "es"}
		e.Annotate(doc)
		a.Annotate(doc)
		all++
		if cued(doc, tocsin.Span{Start: 0, End: len(doc.Tokens)}, c[1], c[3]) {
			right++
			continue
		}
		got := ""
		for _, q := range doc.Quotes {
			got += " " + q.CueLemma + "/" + q.Stance
		}
		t.Logf("%s %s: no quote in %q:%s", c[0], c[1], c[6], got)
	}
	t.Logf("%d of %d examples hold", right, all)
	if float64(right) < 0.8*float64(all) {
		t.Errorf("%d of %d examples hold", right, all)
	}
}
