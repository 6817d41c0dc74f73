package attribution_test

import "testing"

// TestSigned: a quotation alone in its paragraph with a name behind a dash is
// that person's; a dash inside a sentence signs nothing.
func TestSigned(t *testing.T) {
	for _, c := range []struct {
		text, source string
	}{
		{"Readers wrote in.\n\n“They closed the harbour and nobody told us why.” ― Carla Benítez\n\nThe port opens on Friday.", "Carla Benítez"},
		{"Readers wrote in.\n\n“They closed the harbour and nobody told us why.” — Carla Benítez.\n\nThe port opens on Friday.", "Carla Benítez"},
		{"Readers wrote in.\n\nThe “harbour that nobody loved” — Port Alba — closed on Friday.\n\nIt will open again.", ""},
	} {
		doc := read(t, c.text)
		got := ""
		for i := range doc.Quotes {
			if f := doc.Quotes[i].CueLemma; f == ":" {
				got = doc.Slice(doc.Quotes[i].Source)
			}
		}
		if got != c.source {
			t.Errorf("%q: signed by %q, want %q", c.text, got, c.source)
		}
	}
}

// TestSingular: a verb in the singular has one speaker, whatever nouns the
// tree joins to him.
func TestSingular(t *testing.T) {
	doc := read(t, "The man is a liar, crook and thief who has pledged to close the port.")
	n := 0
	for i := range doc.Quotes {
		if doc.Quotes[i].CueLemma == "pledge" {
			n++
		}
	}
	if n > 1 {
		t.Errorf("%d pledge", n)
	}
}
