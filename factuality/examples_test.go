package factuality_test

import (
	"os"
	"strings"
	"testing"

	"tocsin"
	"tocsin/factuality"
	"tocsin/nlp/conllu"
)

// trees reads the parsed examples: text to sentence.
func trees(t testing.TB) (*tocsin.Doc, map[string]tocsin.Span) {
	f, err := os.Open("testdata/examples.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := conllu.ReadDoc(f)
	if err != nil {
		t.Fatal(err)
	}
	doc.Lang = "en"
	out := map[string]tocsin.Span{}
	for _, s := range doc.Sents {
		out[doc.Slice(s)] = s
	}
	return doc, out
}

// TestExamples runs the examples of the table on trees that the project's own
// parser made of them. A wrong tree costs an example, so not all can hold.
func TestExamples(t *testing.T) {
	b, err := os.ReadFile("data/en.tsv")
	if err != nil {
		t.Fatal(err)
	}
	a, err := factuality.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	doc, sents := trees(t)
	for _, s := range doc.Sents { // who says so is for another stage to find
		doc.Quotes = append(doc.Quotes, speaker(doc, s)...)
	}
	a.Annotate(doc)
	right, all := 0, 0
	for row := range strings.Lines(string(b)) {
		c := strings.Split(strings.TrimSpace(row), "\t")
		if row[0] == '#' || len(c) < 5 {
			continue
		}
		before, rest, _ := strings.Cut(c[4], "[")
		word, after, ok := strings.Cut(rest, "]")
		s, known := sents[before+word+after]
		if !ok || !known {
			t.Errorf("%s: example %q has no tree", c[1], c[4])
			continue
		}
		all++
		if told(doc, s, c[0], tocsin.Status(c[3]), len(before), len(before)+len(word)) {
			right++
		} else {
			t.Logf("%s %s: not %s in %q", c[0], c[1], c[3], c[4])
		}
	}
	t.Logf("%d of %d examples hold", right, all)
	if float64(right) < 0.88*float64(all) {
		t.Errorf("%d of %d examples hold", right, all)
	}
}

// speaker makes a quote of a sentence whose verb is "said".
func speaker(doc *tocsin.Doc, s tocsin.Span) []tocsin.Quote {
	for i := s.Start; i < s.End; i++ {
		if n := doc.Child(i, "nsubj"); doc.Tokens[i].Lemma == "say" && n >= 0 {
			return []tocsin.Quote{{Head: n, Party: -1, Outer: -1, Content: []tocsin.Span{{Start: i + 1, End: s.End}}}}
		}
	}
	return nil
}

// told reports whether the sentence has the status that the row promises: at
// the bracketed word for words that govern it; anywhere for words that are
// themselves in brackets.
func told(doc *tocsin.Doc, s tocsin.Span, pos string, want tocsin.Status, from, to int) bool {
	if want == "-" {
		want = tocsin.Planned // examples of light verbs all have "will"
	}
	base := doc.Tokens[s.Start].Start
	for i := s.Start; i < s.End; i++ {
		at := doc.Tokens[i].Start - base
		inside := at >= from && at < to
		if oneWord := pos == "v" || pos == "n" || pos == "a" || pos == "t"; oneWord && !inside {
			continue
		}
		if doc.StatusOf(i).Status == want && (pos != "l" || doc.Tokens[i].UPOS == "NOUN") {
			return true
		}
	}
	return false
}
