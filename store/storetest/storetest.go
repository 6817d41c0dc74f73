// Package storetest is the suite that every store passes: call [Run] with a
// function that opens an empty one.
package storetest

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"tocsin"
	"tocsin/store"
)

// Run tests the stores that open makes; each call opens an empty one.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for name, test := range map[string]func(*testing.T, store.Store){
		"reports": reports, "chain": chain, "prints": prints, "mentions": mentions, "keys": keys,
		"events": events, "pages": pages, "heirs": heirs, "corrections": corrections, "changes": changes,
		"rollback": rollback, "backup": backup, "dropText": dropText, "alerts": alerts, "people": people, "sources": sources, "memory": memory,
		"summaries": summaries, "tallies": tallies, "selections": selections, "states": states,
		"search": search, "searchUpdates": searchUpdates, "searchPrivate": searchPrivate, "searchPages": searchPages,
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			defer func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}()
			test(t, s)
		})
	}
}

var (
	day  = tocsin.Day{Year: 2031, Month: 5, Date: 9}
	noon = time.Date(2031, 5, 9, 12, 0, 0, 0, time.UTC)
)

func update(t *testing.T, s store.Store, write func(ctx context.Context, w store.Writer) error) {
	t.Helper()
	if err := s.Update(t.Context(), func(w store.Writer) error { return write(t.Context(), w) }); err != nil {
		t.Fatal(err)
	}
}

func view(t *testing.T, s store.Store, read func(ctx context.Context, r store.Reader) error) {
	t.Helper()
	if err := s.View(t.Context(), func(r store.Reader) error { return read(t.Context(), r) }); err != nil {
		t.Fatal(err)
	}
}

func report(id tocsin.ReportID, text string) *store.Report {
	return &store.Report{
		Report:  tocsin.Report{ID: id, URL: "https://gazette.example/" + string(id), Publisher: "Gazette", Published: day, Lang: "en", Text: text},
		Custody: store.Custody{Fetched: noon, RawSHA256: "ab", TextSHA256: "cd", Tool: "test", Headers: map[string]string{"Etag": "x"}},
	}
}

func add(t *testing.T, s store.Store, r *store.Report, p store.Print) {
	t.Helper()
	update(t, s, func(ctx context.Context, w store.Writer) error {
		ok, err := w.AddReport(ctx, r, p)
		if err == nil && !ok {
			t.Errorf("%s was there already", r.ID)
		}
		return err
	})
}

func reports(t *testing.T, s store.Store) {
	r := report("r1", "Two ships met.")
	r.Excerpts = []tocsin.Segment{{Start: 0, End: 14, Text: "Two ships met."}}
	add(t, s, r, store.Print{})
	update(t, s, func(ctx context.Context, w store.Writer) error {
		if ok, err := w.AddReport(ctx, report("r1", "Other words."), store.Print{}); ok || err != nil {
			t.Errorf("a second r1: %v, %v", ok, err)
		}
		if err := w.PutExcerpts(ctx, "r9", nil, nil); !errors.Is(err, tocsin.ErrNotFound) {
			t.Errorf("excerpts of no report: %v", err)
		}
		r.Excerpts, r.Withheld = []tocsin.Segment{{Start: 4, End: 9, Text: "█████"}}, store.Withheld{{4, 9}}
		if err := w.PutExcerpts(ctx, "r1", r.Excerpts, r.Withheld); err != nil {
			return err
		}
		return w.PutCopy(ctx, "r1", &store.Copy{Of: "r0", Outlet: "Wire", How: "all of it"})
	})
	view(t, s, func(ctx context.Context, rd store.Reader) error {
		got, err := rd.Report(ctx, "r1")
		r.Copy = &store.Copy{Of: "r0", Outlet: "Wire", How: "all of it"}
		if err != nil || !reflect.DeepEqual(got, *r) {
			t.Errorf("got %+v\nwant %+v, %v", got, *r, err)
		}
		if _, err := rd.Report(ctx, "r2"); !errors.Is(err, tocsin.ErrNotFound) {
			t.Errorf("a report that is not there: %v", err)
		}
		if c, err := rd.Copy(ctx, "r1"); err != nil || !reflect.DeepEqual(c, r.Copy) {
			t.Errorf("copy: %+v, %v", c, err)
		}
		vs, err := rd.Versions(ctx, r.URL)
		if len(vs) != 1 || err != nil {
			t.Errorf("%d versions, %v", len(vs), err)
		}
		return nil
	})
}

func chain(t *testing.T, s store.Store) {
	a, b := report("a", "One."), report("b", "Two.")
	add(t, s, a, store.Print{})
	add(t, s, b, store.Print{})
	if a.Seq != 1 || b.Seq != 2 || a.Previous != "" || b.Previous != a.Hash || a.Hash == b.Hash || len(a.Hash) != 64 {
		t.Errorf("links %+v, %+v", a.Custody, b.Custody)
	}
	view(t, s, func(ctx context.Context, r store.Reader) error {
		rs, err := r.Reports(ctx, 1, 10)
		if len(rs) != 1 || rs[0].ID != "b" {
			t.Errorf("reports after the first: %v", rs)
		}
		return err
	})
}

func prints(t *testing.T, s store.Store) {
	add(t, s, report("a", "One."), store.Print{Signature: []byte{1, 2}, Bands: []uint64{1, 1 << 63}})
	add(t, s, report("b", "Two."), store.Print{Signature: []byte{3}, Bands: []uint64{2}})
	view(t, s, func(ctx context.Context, r store.Reader) error {
		got, err := r.Prints(ctx, []uint64{1 << 63, 7})
		want := []store.Print{{Report: "a", Published: day, Publisher: "Gazette", Signature: []byte{1, 2}}}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v", got)
		}
		return err
	})
}

func mention(id string, start int) store.Mention {
	return store.Mention{Mention: tocsin.Mention{ID: id, Type: "ASSAULT", Trigger: tocsin.Segment{Start: start, End: start + 4, Text: "fire"}}}
}

func mentions(t *testing.T, s store.Store) {
	add(t, s, report("r", "They fire."), store.Print{})
	update(t, s, func(ctx context.Context, w store.Writer) error {
		if err := w.PutMentions(ctx, "r", []store.Mention{mention("m9", 5), mention("m2", 0)}); err != nil {
			return err
		}
		return w.PutComponent(ctx, "c", map[string]string{"m9": "e"})
	})
	view(t, s, func(ctx context.Context, r store.Reader) error {
		ms, err := r.MentionsOf(ctx, "r")
		if err != nil || len(ms) != 2 || ms[0].ID != "m2" || ms[1].Component != "c" || ms[1].Event != "e" {
			t.Errorf("%+v, %v", ms, err)
		}
		ms, err = r.Mentions(ctx, []string{"m9", "none", "m2"})
		if err != nil || len(ms) != 2 || ms[0].ID != "m9" {
			t.Errorf("%+v, %v", ms, err)
		}
		ids, err := r.Component(ctx, []string{"c"})
		if err != nil || !reflect.DeepEqual(ids, []string{"m9"}) {
			t.Errorf("%v, %v", ids, err)
		}
		return nil
	})
	update(t, s, func(ctx context.Context, w store.Writer) error {
		return w.PutMentions(ctx, "r", []store.Mention{mention("m3", 1)})
	})
	view(t, s, func(ctx context.Context, r store.Reader) error {
		ms, err := r.MentionsOf(ctx, "r")
		if len(ms) != 1 || ms[0].ID != "m3" {
			t.Errorf("after replacing: %+v", ms)
		}
		return err
	})
}

func keys(t *testing.T, s store.Store) {
	add(t, s, report("r", "They fire."), store.Print{})
	with := func(id string, start, lo, hi int, name string) store.Mention {
		m := mention(id, start)
		m.Component, m.Keys = "of "+id, []store.Key{{Family: 3, Name: name, Lo: lo, Hi: hi}}
		return m
	}
	update(t, s, func(ctx context.Context, w store.Writer) error {
		return w.PutMentions(ctx, "r", []store.Mention{
			with("day", 0, 100, 100, "XXA"), with("month", 1, 80, 110, "XXA"), with("year", 2, 0, 365, "XXA"), with("other", 3, 100, 100, "XXB"),
		})
	})
	view(t, s, func(ctx context.Context, r store.Reader) error {
		for _, c := range []struct {
			lo, hi int
			want   []string
		}{
			{100, 100, []string{"of day", "of month", "of year"}},
			{105, 200, []string{"of month", "of year"}},
			{101, 104, []string{"of month", "of year"}},
			{300, 900, []string{"of year"}},
			{366, 400, nil},
		} {
			got, err := r.Near(ctx, slices.Repeat([]store.Key{{Family: 3, Name: "XXA", Lo: c.lo, Hi: c.hi}, {Family: 4, Name: "XXB", Lo: c.lo, Hi: c.hi}}, 5))
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("%d to %d: %v, %v, want %v", c.lo, c.hi, got, err, c.want)
			}
		}
		return nil
	})
}

func event(id string, first tocsin.Day, actor, recipient string) *tocsin.Event {
	return &tocsin.Event{
		ID: id, Type: "ASSAULT", Status: tocsin.Occurred, First: first, Last: first, Holders: []string{"Gazette"},
		Actors:     []tocsin.Participant{{Country: actor}},
		Recipients: []tocsin.Participant{{Country: recipient}},
		Place:      &tocsin.Site{Country: recipient},
	}
}

func putEvents(t *testing.T, s store.Store, es ...*tocsin.Event) {
	t.Helper()
	update(t, s, func(ctx context.Context, w store.Writer) error {
		for _, e := range es {
			if err := w.PutEvent(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

func ids(es []tocsin.Event) []string {
	var out []string
	for _, e := range es {
		out = append(out, e.ID)
	}
	return out
}

func events(t *testing.T, s store.Store) {
	old := event("old", day.AddDays(-400), "XXA", "XXB")
	old.Background = true
	back := event("back", day.AddDays(1), "XXB", "XXA")
	back.Type, back.Status, back.Holders = "THREATEN", tocsin.Planned, []string{"The Ministry"}
	putEvents(t, s, old, back, event("hit", day, "XXA", "XXB"), event("third", day, "XXA", "XXC"))
	for _, c := range []struct {
		q    store.Query
		want []string
	}{
		{store.Query{}, []string{"back", "third", "hit"}},
		{store.Query{Background: true}, []string{"back", "third", "hit", "old"}},
		{store.Query{Dyad: [2]string{"XXB", "XXA"}}, []string{"back", "hit"}},
		{store.Query{Dyad: [2]string{"XXA", "XXB"}, Type: "ASSAULT"}, []string{"hit"}},
		{store.Query{Actor: "XXC"}, []string{"third"}},
		{store.Query{Status: tocsin.Planned}, []string{"back"}},
		{store.Query{Place: "XXB"}, []string{"hit"}},
		{store.Query{Holder: "ministry"}, []string{"back"}},
		{store.Query{Since: day.AddDays(1)}, []string{"back"}},
		{store.Query{Until: day}, []string{"third", "hit"}},
		{store.Query{Type: "AID"}, nil},
	} {
		view(t, s, func(ctx context.Context, r store.Reader) error {
			es, next, err := r.Events(ctx, c.q)
			if !reflect.DeepEqual(ids(es), c.want) || next != "" {
				t.Errorf("%+v: %v, next %q", c.q, ids(es), next)
			}
			return err
		})
	}
	hit := event("hit", day, "XXC", "XXD")
	putEvents(t, s, hit)
	view(t, s, func(ctx context.Context, r store.Reader) error {
		es, _, err := r.Events(ctx, store.Query{Dyad: [2]string{"XXA", "XXB"}})
		if !reflect.DeepEqual(ids(es), []string{"back"}) {
			t.Errorf("after its parties changed: %v", ids(es))
		}
		got, err2 := r.Event(ctx, "hit")
		if err2 != nil || !reflect.DeepEqual(&got, hit) {
			t.Errorf("%+v, %v", got, err2)
		}
		return err
	})
}

func pages(t *testing.T, s store.Store) {
	var want []string
	for i := range 7 {
		id := string(rune('g' - i))
		putEvents(t, s, event(id, day.AddDays(-i/3), "XXA", "XXB"))
		want = append(want, id)
	}
	for _, q := range []store.Query{{Limit: 3}, {Limit: 2, Dyad: [2]string{"XXA", "XXB"}}} {
		var got []string
		for {
			done := false
			view(t, s, func(ctx context.Context, r store.Reader) error {
				es, next, err := r.Events(ctx, q)
				if len(es) > q.Limit {
					t.Errorf("%d on a page of %d", len(es), q.Limit)
				}
				got = append(got, ids(es)...)
				q.After, done = next, next == ""
				return err
			})
			if done {
				break
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("pages have %v, want %v", got, want)
		}
	}
	err := s.View(t.Context(), func(r store.Reader) error {
		_, _, err := r.Events(t.Context(), store.Query{After: "nonsense"})
		return err
	})
	if !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("a cursor that is none: %v", err)
	}
}

func heirs(t *testing.T, s store.Store) {
	putEvents(t, s, event("a", day, "XXA", "XXB"), event("b", day, "XXA", "XXB"), event("c", day, "XXA", "XXB"))
	update(t, s, func(ctx context.Context, w store.Writer) error {
		return errors.Join(w.DropEvent(ctx, "a", "b"), w.DropEvent(ctx, "b", "c"))
	})
	view(t, s, func(ctx context.Context, r store.Reader) error {
		e, err := r.Event(ctx, "a")
		if e.ID != "c" {
			t.Errorf("a leads to %q", e.ID)
		}
		return err
	})
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.DropEvent(ctx, "c", "") })
	view(t, s, func(ctx context.Context, r store.Reader) error {
		if _, err := r.Event(ctx, "a"); !errors.Is(err, tocsin.ErrNotFound) {
			t.Errorf("an event without heir: %v", err)
		}
		return nil
	})
	putEvents(t, s, event("a", day, "XXA", "XXB")) // comes back
	view(t, s, func(ctx context.Context, r store.Reader) error {
		e, err := r.Event(ctx, "a")
		if e.ID != "a" {
			t.Errorf("a leads to %q", e.ID)
		}
		return err
	})
}

func corrections(t *testing.T, s store.Store) {
	c := &store.Correction{At: noon, Author: "ana", Kind: store.Merge, Mentions: []string{"m1", "m2"}, Reason: "same raid"}
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.AddCorrection(ctx, c) })
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.Undo(ctx, c.Number, "ben", noon) })
	err := s.Update(t.Context(), func(w store.Writer) error { return w.Undo(t.Context(), c.Number, "ben", noon) })
	if !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("undone twice: %v", err)
	}
	err = s.Update(t.Context(), func(w store.Writer) error { return w.Undo(t.Context(), 99, "ben", noon) })
	if !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("undone, not there: %v", err)
	}
	view(t, s, func(ctx context.Context, r store.Reader) error {
		cs, err := r.Corrections(ctx)
		if len(cs) != 1 || cs[0].UndoneBy != "ben" || cs[0].Author != "ana" || cs[0].Number != c.Number {
			t.Errorf("%+v", cs)
		}
		return err
	})
}

func changes(t *testing.T, s store.Store) {
	update(t, s, func(ctx context.Context, w store.Writer) error {
		for _, kind := range []string{"new", "status", "grown"} {
			if err := w.AddChange(ctx, &store.Change{At: noon, Kind: kind, Event: "e"}); err != nil {
				return err
			}
		}
		return errors.Join(w.Set(ctx, "k", "1"), w.Set(ctx, "k", "2"))
	})
	view(t, s, func(ctx context.Context, r store.Reader) error {
		cs, err := r.Changes(ctx, 1, 1)
		if len(cs) != 1 || cs[0].Kind != "status" || cs[0].Number != 2 {
			t.Errorf("%+v", cs)
		}
		if v, err := r.Setting(ctx, "k"); v != "2" || err != nil {
			t.Errorf("setting %q, %v", v, err)
		}
		if v, err := r.Setting(ctx, "none"); v != "" || err != nil {
			t.Errorf("setting %q, %v", v, err)
		}
		return err
	})
}

func rollback(t *testing.T, s store.Store) {
	stop := errors.New("stop")
	err := s.Update(t.Context(), func(w store.Writer) error {
		if _, err := w.AddReport(t.Context(), report("r", "Words."), store.Print{}); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("error %v", err)
	}
	view(t, s, func(ctx context.Context, r store.Reader) error {
		if rs, err := r.Reports(ctx, 0, 10); len(rs) != 0 || err != nil {
			t.Errorf("%d reports are left, %v", len(rs), err)
		}
		return nil
	})
}

func backup(t *testing.T, s store.Store) {
	add(t, s, report("r", "Words."), store.Print{})
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), file); err == nil {
		t.Error("a backup over an older one")
	}
}

func dropText(t *testing.T, s store.Store) {
	r := report("r", "Words.")
	add(t, s, r, store.Print{})
	update(t, s, func(ctx context.Context, w store.Writer) error {
		return errors.Join(w.PutMentions(ctx, "r", []store.Mention{mention("m", 0)}), w.DropText(ctx, "r"))
	})
	view(t, s, func(ctx context.Context, rd store.Reader) error {
		got, err := rd.Report(ctx, "r")
		if got.Text != "" || got.Hash != r.Hash {
			t.Errorf("%+v", got)
		}
		if ms, err := rd.MentionsOf(ctx, "r"); len(ms) != 0 || err != nil {
			t.Errorf("%d mentions are left, %v", len(ms), err)
		}
		return err
	})
}
