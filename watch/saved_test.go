package watch_test

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"tocsin"
	"tocsin/store"
	"tocsin/store/sqlite"
	"tocsin/watch"
)

func empty(t *testing.T) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// do writes, and wants no error.
func do(t *testing.T, s store.Store, write func(context.Context, store.Writer) error) {
	t.Helper()
	if err := s.Update(t.Context(), func(w store.Writer) error { return write(t.Context(), w) }); err != nil {
		t.Fatal(err)
	}
}

// look reads, and wants no error.
func look[T any](t *testing.T, s store.Store, read func(context.Context, store.Reader) (T, error)) (out T) {
	t.Helper()
	err := s.View(t.Context(), func(r store.Reader) (err error) { out, err = read(t.Context(), r); return err })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSaved(t *testing.T) {
	s := empty(t)
	if got := look(t, s, watch.Saved); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
	for _, name := range []string{"strait", "border", "strait"} {
		do(t, s, func(ctx context.Context, w store.Writer) error {
			return watch.Save(ctx, w, &watch.Situation{Name: name, Dyads: [][2]string{{"XXA", "XXB"}}, Words: []string{"Trawler"}, Author: "eva"})
		})
	}
	got := look(t, s, watch.Saved)
	if len(got) != 2 || got[0].Name != "border" || got[1].Title != "strait" || got[1].Origin != "desk" || got[1].Visibility != watch.Public || got[1].Words[0] != "trawler" || len(got[1].Rules) != 2 || got[1].Rules[0].Memory != 180 {
		t.Fatalf("%+v", got)
	}
	file, err := watch.ParseConfig("w.toml", []byte("[[situation]]\nname = 'strait'\ntitle = 'Of the file'\nplaces = ['XXC']\nvisibility = 'limited'\n"))
	if err != nil {
		t.Fatal(err)
	}
	all, hidden := file.With(got)
	if len(all.Situations) != 2 || all.Situation("strait").Title != "Of the file" || all.Situation("strait").Origin != "file" || !reflect.DeepEqual(hidden, []string{"strait"}) || len(file.Situations) != 1 {
		t.Errorf("%+v, hidden %v", all, hidden)
	}
	if all, hidden := (*watch.Config)(nil).With(got); len(all.Situations) != 2 || hidden != nil {
		t.Errorf("without a file: %+v, %v", all, hidden)
	}
	do(t, s, func(ctx context.Context, w store.Writer) error { return watch.Forget(ctx, w, "strait") })
	err = s.Update(t.Context(), func(w store.Writer) error { return watch.Forget(t.Context(), w, "strait") })
	if !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("forgotten twice: %v", err)
	}
}

// TestProblems: each field says what is wrong with it, in both languages.
func TestProblems(t *testing.T) {
	s := watch.Situation{Name: "The Strait", Dyads: [][2]string{{"XXA", "XXA"}, {"xxa", "XXB"}}, Places: []string{"Gulf"}, Words: []string{""}, Visibility: "secret", Embargo: -1,
		Rules: []watch.Rule{{Kind: "hunch"}, {Kind: "surprise", Threshold: 2}, {Kind: "ladder", Release: 5}, {Kind: "ladder"}}}
	got := map[string]int{}
	for _, p := range s.Problems() {
		got[p.Field+" "+p.Code]++
		for _, lang := range []string{"en", "es"} {
			w, err := watch.LoadWords(lang)
			if err != nil {
				t.Fatal(err)
			}
			if text := w.Problem(p); text == "problem."+p.Code || w.Field(p.Field) == "field."+p.Field {
				t.Errorf("%s has no words for %+v", lang, p)
			}
		}
	}
	want := map[string]int{"name form": 1, "dyads same": 1, "dyads country": 1, "places country": 1, "words empty": 1, "visibility choice": 1, "embargo range": 1,
		"rules kind": 1, "rules range": 1, "rules release": 1, "rules twice": 1}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
	if ps := (&watch.Situation{Name: "x"}).Problems(); len(ps) != 1 || ps[0].Code != "needed" || !errors.Is(ps, tocsin.ErrInvalid) {
		t.Errorf("%v", ps)
	}
	err := empty(t).Update(t.Context(), func(w store.Writer) error { return watch.Save(t.Context(), w, &watch.Situation{Name: "x"}) })
	var ps watch.Problems
	if !errors.As(err, &ps) {
		t.Errorf("saved: %v", err)
	}
}

func TestAlertList(t *testing.T) {
	s, first := empty(t), tocsin.Day{Year: 2031, Month: 5, Date: 1}
	do(t, s, func(ctx context.Context, w store.Writer) error {
		for i := range 6 {
			a := store.Alert{Key: string(rune('a' + i)), Situation: []string{"strait", "border"}[i%2], Rule: []string{"ladder", "record", "ears"}[i%3], From: "XXA", To: "XXB", Open: i > 2, Opened: first.AddDays(i)}
			if err := w.PutAlert(ctx, &a); err != nil {
				return err
			}
			for range 2 {
				if err := w.AddNotice(ctx, &store.Notice{Day: first, Kind: store.NoticeAlert, Alert: a}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for _, c := range []struct {
		q    watch.AlertQuery
		want string
		next int64
	}{
		{watch.AlertQuery{}, "fedcba", 0}, {watch.AlertQuery{Limit: 2}, "fe", 5}, {watch.AlertQuery{Limit: 4, Before: 5}, "dcba", 0},
		{watch.AlertQuery{Situation: "strait"}, "eca", 0}, {watch.AlertQuery{Rule: "ladder", State: "open"}, "d", 0}, {watch.AlertQuery{State: "closed"}, "cba", 0},
		{watch.AlertQuery{Since: first.AddDays(2), Until: first.AddDays(3)}, "dc", 0}, {watch.AlertQuery{Pair: watch.Pair{From: "XXB", To: "XXA"}}, "", 0},
	} {
		got, next := "", int64(0)
		look(t, s, func(ctx context.Context, r store.Reader) (struct{}, error) {
			as, n, err := watch.Alerts(ctx, r, c.q)
			for _, a := range as {
				got += a.Key
			}
			next = n
			return struct{}{}, err
		})
		if got != c.want || next != c.next {
			t.Errorf("%+v: %s, next %d", c.q, got, next)
		}
	}
	ns := look(t, s, func(ctx context.Context, r store.Reader) ([]store.Notice, error) { return watch.History(ctx, r, 3) })
	if len(ns) != 2 || ns[0].Alert.Key != "c" {
		t.Errorf("%+v", ns)
	}
}

// TestBackTest: what rang is the replay's, marks are found again with other
// days of opening, and each ring is counted once.
func TestBackTest(t *testing.T) {
	s, c := desk(t, 0), config(t)
	from, to := tocsin.Day{Year: 2031, Month: 5, Date: 1}, tocsin.Day{Year: 2031, Month: 6, Date: 10}
	archive := watch.NewArchive(s)
	test := func() *watch.Test {
		t.Helper()
		h, err := archive.History(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		out, err := watch.BackTest(c, h, from, to, look(t, s, watch.Marks))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	before := test()
	if len(before.Rings) < 2 || before.Total.Unmarked != len(before.Rings) || before.Days != 41 {
		t.Fatalf("%+v", before)
	}
	rang := 0
	for _, line := range replay(t, s, c) {
		if len(line) > 16 && line[11:16] == "alert" {
			rang++
		}
	}
	if rang != len(before.Rings) {
		t.Errorf("%d rang, the back-test has %d", rang, len(before.Rings))
	}
	a, b := before.Rings[0].Alert, before.Rings[1].Alert
	for _, m := range []watch.Mark{{Key: a.Key, Day: a.Opened, Verdict: watch.FalseAlarm}, {Key: b.Key, Day: b.Opened.AddDays(1), Verdict: watch.Hit, Note: "it was so"}, {Key: a.Key, Day: a.Opened, Verdict: watch.Hit, Author: "eva"}} {
		m.At = time.Date(2031, 7, 1, 0, 0, 0, 0, time.UTC)
		do(t, s, func(ctx context.Context, w store.Writer) error { return watch.PutMark(ctx, w, m) })
	}
	after := test()
	if after.Total.Hits != 2 || after.Total.False != 0 || after.Total.Unmarked != len(after.Rings)-2 || after.Rings[0].Mark.Author != "eva" || after.Total.Precision() != 1 {
		t.Errorf("%+v", after.Total)
	}
	do(t, s, func(ctx context.Context, w store.Writer) error {
		return watch.PutMark(ctx, w, watch.Mark{Key: a.Key, Day: a.Opened})
	})
	if got := test(); got.Total.Hits != 1 {
		t.Errorf("taken back: %+v", got.Total)
	}
	err := s.Update(t.Context(), func(w store.Writer) error {
		return watch.PutMark(t.Context(), w, watch.Mark{Key: "k", Day: from, Verdict: "perhaps"})
	})
	if !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("a verdict that is none: %v", err)
	}
}

func TestArrowNotes(t *testing.T) {
	s, day := empty(t), tocsin.Day{Year: 2031, Month: 5, Date: 9}
	note := watch.ArrowNote{Situation: "strait", Day: day, Days: 7, Direction: watch.Improved, Note: "talks behind closed doors", Author: "eva"}
	put := func(n watch.ArrowNote) error {
		return s.Update(t.Context(), func(w store.Writer) error { return watch.PutArrowNote(t.Context(), w, n) })
	}
	if err := put(note); err != nil {
		t.Fatal(err)
	}
	a := watch.Arrow{Situation: "strait", Day: day.AddDays(6), Days: 7, Direction: watch.Deteriorated}
	if got := a.With(look(t, s, watch.ArrowNotes)); got.Final() != watch.Improved || got.Override.Author != "eva" {
		t.Errorf("%+v", got)
	}
	a.Day = day.AddDays(7)
	if got := a.With(look(t, s, watch.ArrowNotes)); got.Final() != watch.Deteriorated {
		t.Errorf("a week later: %+v", got)
	}
	for _, bad := range []func(*watch.ArrowNote){func(n *watch.ArrowNote) { n.Note = "" }, func(n *watch.ArrowNote) { n.Direction = "up" }, func(n *watch.ArrowNote) { n.Days = 0 }} {
		n := note
		bad(&n)
		if err := put(n); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%+v: %v", n, err)
		}
	}
	note.Direction, note.Note = "", ""
	if err := put(note); err != nil {
		t.Fatal(err)
	}
	if got := look(t, s, watch.ArrowNotes); len(got) != 0 {
		t.Errorf("taken back: %+v", got)
	}
}
