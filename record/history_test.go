package record_test

import (
	"reflect"
	"testing"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

// TestHistory: what was known on a day is the record of the reports up to
// then, and on the last day it is the record.
func TestHistory(t *testing.T) {
	es := entries(t)
	r, s := open(t)
	addAll(t, r, es)
	var h *record.History
	view := func(s store.Store, read func(store.Reader) error) {
		t.Helper()
		if err := s.View(t.Context(), read); err != nil {
			t.Fatal(err)
		}
	}
	view(s, func(rd store.Reader) (err error) { h, err = record.ReadHistory(t.Context(), rd); return err })
	first := es[0].Report.Published
	for _, e := range es {
		if e.Report.Published.Before(first) {
			first = e.Report.Published
		}
	}
	err := h.Days(first, h.Last(), func(k *record.Known) error {
		part, ps := open(t)
		n := 0
		for _, e := range es {
			if !k.Day.Before(e.Report.Published) {
				addAll(t, part, []record.Entry{e})
				n += 1
			}
		}
		want := map[string]tocsin.Event{}
		view(ps, func(rd store.Reader) error {
			all, _, err := rd.Events(t.Context(), store.Query{Background: true, Limit: 10_000})
			for _, e := range all {
				want[e.ID] = e
			}
			return err
		})
		if len(k.Events) != len(want) {
			t.Errorf("%s: %d events, want %d", k.Day, len(k.Events), len(want))
		}
		for _, e := range k.Events {
			if w := want[e.ID]; !reflect.DeepEqual(w.Members, e.Members) || w.Status != e.Status || w.First != e.First {
				t.Errorf("%s: event %s: %s with %d members, want %s with %d", k.Day, e.ID, e.Status, len(e.Members), w.Status, len(w.Members))
			}
		}
		sum := 0
		for _, v := range k.Volume {
			sum += v
		}
		if sum != n {
			t.Errorf("%s: volume %d of %d reports", k.Day, sum, n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
