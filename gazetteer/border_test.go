package gazetteer_test

import (
	"strings"
	"testing"
)

// TestBorderOfSubject: who sends troops to "the border" sends them to its own
// side; an act upon a neighbour "near the border" may be on either.
func TestBorderOfSubject(t *testing.T) {
	annotate := chained(t)
	for _, c := range []struct{ text, country string }{
		{"Kenyan jets bombed a range near the border.", "KEN"},
		{"Kenya expelled the Ugandan ambassador and sent 300 troops to the border.", "KEN"},
		{"Kenya recalled its envoy from Kampala and closed the western border.", "KEN"},
		{"Kenyan agents abducted a Ugandan officer near the border.", ""},
	} {
		d, err := annotate(c.text)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range d.Places {
			if strings.HasSuffix(d.Slice(p.Span), "border") {
				got = p.Country
			}
		}
		if got != c.country {
			t.Errorf("%q: border of %q, want %q", c.text, got, c.country)
		}
	}
}
