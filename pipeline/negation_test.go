package pipeline_test

import (
	"testing"

	"tocsin"
	"tocsin/pipeline"
)

// TestNegation: whom a word empties did not act, whatever the word hangs on.
func TestNegation(t *testing.T) {
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang, text string
		want       tocsin.Status
	}{
		{"en", "No soldiers crossed the border.", tocsin.Negated},
		{"en", "Neither Greece nor Turkey sent ships to the island.", tocsin.Negated},
		{"en", "Neither country will hold exercises there.", tocsin.Negated},
		{"en", "Soldiers crossed the border.", tocsin.Occurred},
		{"en", "The ship seized by Peru was no frigate.", tocsin.Occurred},
		{"es", "Ni Grecia ni Turquía enviaron barcos a la isla.", tocsin.Negated},
		{"es", "Ninguno de los dos países enviará tropas a la zona.", tocsin.Negated},
		{"es", "Grecia envió barcos a la isla y no al puerto.", tocsin.Occurred},
	} {
		_, ms, err := p.Code(tocsin.Report{ID: "r", Lang: c.lang, Published: tocsin.Day{Year: 2024, Month: 1, Date: 5}, Text: c.text})
		if err != nil || len(ms) == 0 || len(ms[0].Claims) == 0 {
			t.Errorf("%q: %d mentions, %v", c.text, len(ms), err)
			continue
		}
		if got := ms[0].Claims[0].Status; got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}
