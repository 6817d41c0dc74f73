package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"

	"tocsin"
	"tocsin/store"
)

// told is a report with a title and sentences.
func told(id tocsin.ReportID, title string, sentences ...string) *store.Report {
	r := report(id, "")
	r.Title = title
	at := 0
	for _, s := range sentences {
		n := len([]rune(s))
		r.Excerpts = append(r.Excerpts, tocsin.Segment{Start: at, End: at + n, Text: s})
		at += n + 1
	}
	return r
}

func found(t *testing.T, s store.Store, words string) (out []string) {
	t.Helper()
	view(t, s, func(ctx context.Context, r store.Reader) error {
		hits, _, err := r.Search(ctx, words, 10, "")
		for _, h := range hits {
			out = append(out, string(h.ID))
		}
		return err
	})
	return out
}

func search(t *testing.T, s store.Store) {
	add(t, s, told("r1", "Patrol boats at the reef", "The navy said so.", "Three patrol boats ringed the reef."), store.Print{})
	add(t, s, told("r2", "La Armada, otra vez", "La Armada cercó el arrecife.", "Nadie lo dudó."), store.Print{})
	add(t, s, told("r3", "Talks", "The boats left.", "A patrol came back."), store.Print{})
	m := mention("m", 0)
	m.Actors = []tocsin.Party{{Name: "Government of Xanadu"}}
	m.Place = &tocsin.EventPlace{Name: "Coral Strait"}
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.PutMentions(ctx, "r2", []store.Mention{m}) })
	for words, want := range map[string][]string{
		"boats": {"r1", "r3"}, "BOATS": {"r1", "r3"}, "patrol boats": {"r1", "r3"}, `"patrol boats"`: {"r1"}, "cerco": {"r2"}, "CERCÓ": {"r2"}, "Armáda": {"r2"},
		"boats -talks": {"r1"}, "-boats": nil, "arrec*": {"r2"}, "arrec": nil, "xanadu strait": {"r2"}, `"so three"`: nil, "": nil, "()*\"'": nil,
		"title:boats": nil, "boats AND": nil, "NEAR(boats reef)": nil, "boats-left": {"r3"}, "\x00boats": {"r1", "r3"},
	} {
		if got := found(t, s, words); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, want %v", words, got, want)
		}
	}
	view(t, s, func(ctx context.Context, r store.Reader) error {
		hits, _, err := r.Search(ctx, "reef patrol*", 1, "")
		if len(hits) != 1 || hits[0].Text != "Three patrol boats ringed the reef." || hits[0].Start != 18 || !reflect.DeepEqual(hits[0].Marks, [][2]int{{6, 12}, {30, 34}}) {
			t.Errorf("hit %+v", hits)
		}
		_, _, wrong := r.Search(ctx, "reef", 1, "nonsense")
		if !errors.Is(wrong, tocsin.ErrInvalid) {
			t.Errorf("a cursor that is none: %v", wrong)
		}
		return err
	})
}

// searchUpdates: what is found follows what is written, replaced and taken
// down.
func searchUpdates(t *testing.T, s store.Store) {
	add(t, s, told("r", "Reef", "A raid was told."), store.Print{})
	with := func(name string) store.Mention {
		m := mention("m", 0)
		m.Actors = []tocsin.Party{{Name: name}}
		return m
	}
	put := func(ms ...store.Mention) {
		update(t, s, func(ctx context.Context, w store.Writer) error { return w.PutMentions(ctx, "r", ms) })
	}
	put(with("Azure Front"))
	put(with("Green Front"))
	if got := found(t, s, "azure"); got != nil {
		t.Errorf("found by a party that is told no more: %v", got)
	}
	if got := found(t, s, "green raid"); len(got) != 1 {
		t.Errorf("not found by the party told now: %v", got)
	}
	stop := errors.New("stop")
	err := s.Update(t.Context(), func(w store.Writer) error {
		ok, err := w.AddReport(t.Context(), told("q", "Squall", "A squall rose."), store.Print{})
		hits, _, err2 := w.Search(t.Context(), "squall", 5, "")
		if !ok || len(hits) != 1 {
			t.Errorf("an update does not find what it wrote: %v", hits)
		}
		return errors.Join(err, err2, stop)
	})
	if !errors.Is(err, stop) || found(t, s, "squall") != nil {
		t.Errorf("found after it was not written, %v", err)
	}
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.DropText(ctx, "r") })
	for _, words := range []string{"green", "raid", "reef"} {
		if got := found(t, s, words); got != nil {
			t.Errorf("%s: found though its words were taken down: %v", words, got)
		}
	}
}

// searchPrivate: persons whom mentions leave unnamed are not found by name.
func searchPrivate(t *testing.T, s store.Store) {
	add(t, s, told("r", "Ramón Ortiz freed", "The teacher Ramón Ortiz was freed by Minister Vega.", "Ortiz went home to Lakeside."), store.Print{})
	m := mention("m", 0)
	m.Recipients = []tocsin.Party{{Segment: tocsin.Segment{Start: 0, End: 23, Text: "The teacher Ramón Ortiz"}, Sectors: []string{"EDU"}}}
	m.Actors = []tocsin.Party{{Name: "Vega", Segment: tocsin.Segment{Start: 38, End: 51, Text: "Minister Vega"}, Sectors: []string{"GOV"}}}
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.PutMentions(ctx, "r", []store.Mention{m}) })
	for _, words := range []string{"ortiz", "Ramón", `"ramon ortiz"`, "orti*", "teacher ortiz"} {
		if got := found(t, s, words); got != nil {
			t.Errorf("%s: a private person is found: %v", words, got)
		}
	}
	for _, words := range []string{"vega", "teacher freed", "lakeside"} {
		if got := found(t, s, words); len(got) != 1 {
			t.Errorf("%s: %v", words, got)
		}
	}
}

// searchPages: pages hold every report once, the latest window first.
func searchPages(t *testing.T, s store.Store) {
	const n = 2*store.SearchWindow + 30
	update(t, s, func(ctx context.Context, w store.Writer) error {
		for i := range n {
			if _, err := w.AddReport(ctx, told(tocsin.ReportID(fmt.Sprintf("r%03d", i)), "Title", fmt.Sprintf("Boat %d of many.", i)), store.Print{}); err != nil {
				return err
			}
		}
		return nil
	})
	seen, after := map[tocsin.ReportID]bool{}, ""
	for pages := 0; pages < n; pages++ {
		view(t, s, func(ctx context.Context, r store.Reader) error {
			hits, next, err := r.Search(ctx, "boat", 45, after)
			for _, h := range hits {
				if seen[h.ID] {
					t.Errorf("%s twice", h.ID)
				}
				seen[h.ID] = true
			}
			after = next
			return err
		})
		if after == "" {
			break
		}
	}
	if len(seen) != n {
		t.Errorf("%d of %d reports", len(seen), n)
	}
}
