package framing

import "testing"

// TestSpanish runs the examples and counter-examples of the Spanish lexicon.
func TestSpanish(t *testing.T) {
	a, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	for n, e := range a.Entries() {
		doc := crudeDoc(a, e.Example, false)
		a.Annotate(doc)
		if len(doc.Frames) == 0 {
			t.Errorf("%s: nothing found in %q", e.Phrase, e.Example)
		}
		if e.Counter == "" {
			continue
		}
		doc = crudeDoc(a, e.Counter, false)
		a.Annotate(doc)
		for _, f := range doc.Frames {
			for _, w := range a.patterns[doc.Tokens[f.Start].Lemma] {
				if w.entry == n {
					t.Errorf("%s: found in %q", e.Phrase, e.Counter)
				}
			}
		}
	}
}
