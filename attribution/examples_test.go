package attribution_test

import (
	"os"
	"strings"
	"testing"

	"tocsin"
	"tocsin/attribution"
	"tocsin/nlp/conllu"
)

// TestExamples runs the examples of the cue table on trees that the project's
// own parser made of them. A wrong tree costs an example, so not all can hold.
func TestExamples(t *testing.T) {
	b, err := os.ReadFile("data/en.cues.tsv")
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open("testdata/examples.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := conllu.ReadDoc(f)
	if err != nil {
		t.Fatal(err)
	}
	a, err := attribution.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	doc.Lang = "en"
	a.Annotate(doc)
	sents := map[string]tocsin.Span{}
	for _, s := range doc.Sents {
		sents[doc.Slice(s)] = s
	}
	right, all := 0, 0
	for row := range strings.Lines(string(b)) {
		c := strings.Split(strings.TrimSpace(row), "\t")
		if row[0] == '#' || len(c) < 7 {
			continue
		}
		s, ok := sents[c[6]]
		if !ok {
			t.Errorf("%s: example %q has no tree", c[1], c[6])
			continue
		}
		all++
		if cued(doc, s, c[1], c[3]) {
			right++
		} else {
			t.Logf("%s %s: no quote in %q", c[0], c[1], c[6])
		}
	}
	t.Logf("%d of %d examples hold", right, all)
	if float64(right) < 0.88*float64(all) {
		t.Errorf("%d of %d examples hold", right, all)
	}
}

func cued(doc *tocsin.Doc, s tocsin.Span, cue, stance string) bool {
	for _, q := range doc.Quotes {
		if s.Contains(q.Cue.Start) && q.CueLemma == cue && q.Stance == stance {
			return true
		}
	}
	return false
}
