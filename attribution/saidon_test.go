package attribution_test

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/attribution"
	"tocsin/nlp/conllu"
)

// sentence builds a report of one sentence from form/lemma/UPOS/XPOS/head/rel words.
func sentence(t *testing.T, words string) *tocsin.Doc {
	t.Helper()
	var b strings.Builder
	for i, w := range strings.Fields(words) {
		c := strings.Split(w, "/")
		if len(c) != 6 {
			t.Fatalf("word %q", w)
		}
		b.WriteString(strings.Join([]string{string(rune('1' + i)), c[0], c[1], c[2], c[3], "_", c[4], c[5], "_", "_"}, "\t") + "\n")
	}
	doc, err := conllu.Parse(b.String() + "\n")
	if err != nil {
		t.Fatal(err)
	}
	doc.Lang = "en"
	return doc
}

// TestSaidOn: the day right behind the cue is that of saying where a clause
// with a subject of its own follows, even if the tree hangs it on that clause.
func TestSaidOn(t *testing.T) {
	a, err := attribution.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		words   string
		day     tocsin.When
		said    int
		content string
	}{
		{"Peru/Peru/PROPN/NNP/2/nsubj said/say/VERB/VBD/0/root on/on/ADP/IN/4/case Monday/Monday/PROPN/NNP/7/obl it/it/PRON/PRP/7/nsubj would/would/AUX/MD/7/aux attack/attack/VERB/VB/2/ccomp",
			tocsin.When{Span: tocsin.Span{Start: 2, End: 4}, Head: 3, Kind: "DATE"}, 0, "it would attack"},
		{"Peru/Peru/PROPN/NNP/2/nsubj said/say/VERB/VBD/0/root it/it/PRON/PRP/5/nsubj would/would/AUX/MD/5/aux attack/attack/VERB/VB/2/ccomp on/on/ADP/IN/7/case Monday/Monday/PROPN/NNP/5/obl",
			tocsin.When{Span: tocsin.Span{Start: 5, End: 7}, Head: 6, Kind: "DATE"}, -1, "it would attack on Monday"},
	} {
		doc := sentence(t, c.words)
		doc.Times = []tocsin.When{c.day}
		a.Annotate(doc)
		if len(doc.Quotes) != 1 {
			t.Fatalf("%s: %d quotes", doc.Text, len(doc.Quotes))
		}
		q, content := doc.Quotes[0], ""
		for _, s := range doc.Quotes[0].Content {
			content += doc.Slice(s)
		}
		if q.SaidOn != c.said || content != c.content {
			t.Errorf("%s: said on %d %q, want %d %q", doc.Text, q.SaidOn, content, c.said, c.content)
		}
	}
}
