package record_test

import (
	"errors"
	"testing"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

// TestExplain: every member of an event with several has a tie, and no event
// that looks alike is one that would have been joined.
func TestExplain(t *testing.T) {
	r, s := open(t)
	addAll(t, r, entries(t))
	err := s.View(t.Context(), func(rd store.Reader) error {
		near := 0
		for _, e := range all(t, s) {
			x, err := record.Explain(t.Context(), rd, e.ID)
			if err != nil {
				return err
			}
			if len(x.Members) != len(e.Members) {
				t.Errorf("%s: %d of %d members", e.ID, len(x.Members), len(e.Members))
			}
			for _, m := range x.Members {
				if (m.To == "") != (len(e.Members) == 1) {
					t.Errorf("%s: %s is tied to %q", e.ID, m.Mention.ID, m.To)
				}
			}
			for _, n := range x.Near {
				if near++; n.Event.ID == e.ID || n.Mean > 0.01 && !n.Barred {
					t.Errorf("%s: %s is near with a mean of %.2f", e.ID, n.Event.ID, n.Mean)
				}
			}
		}
		if near == 0 {
			t.Error("no event looks like another")
		}
		_, err := record.Explain(t.Context(), rd, "none")
		if !errors.Is(err, tocsin.ErrNotFound) {
			t.Errorf("an event that is not there: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
