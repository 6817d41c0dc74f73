package storetest

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"tocsin"
	"tocsin/store"
)

// quads gives an event a quad, and what it says of a place.
func quad(e *tocsin.Event, quad string) *tocsin.Event {
	e.Quad, e.Place.Name = quad, "a strait"
	return e
}

func summaries(t *testing.T, s store.Store) {
	add(t, s, report("r1", "One."), store.Print{})
	other := report("r2", "Two.")
	other.Publisher, other.Published, other.Lang, other.Title = "Herald", day.AddDays(2), "es", "Dos"
	add(t, s, other, store.Print{})
	past := event("past", day.AddDays(-400), "XXA", "XXB")
	past.Background = true
	putEvents(t, s, past, quad(event("old", day.AddDays(-30), "XXA", "XXB"), "verbal conflict"), quad(event("new", day, "XXC", "XXA"), "material cooperation"))
	update(t, s, func(ctx context.Context, w store.Writer) error {
		return errors.Join(w.PutCopy(ctx, "r2", &store.Copy{Of: "r1"}), w.AddChange(ctx, &store.Change{At: noon, Kind: "new", Event: "old"}))
	})
	view(t, s, func(ctx context.Context, r store.Reader) error {
		sum, err := r.Summary(ctx)
		if want := (store.Summary{Reports: 2, Outlets: 2, Events: 2, Background: 1, Changes: 1, Latest: day.AddDays(2)}); sum != want {
			t.Errorf("summary %+v", sum)
		}
		outlets, err2 := r.Outlets(ctx, 1, 5)
		if want := []store.Outlet{{Name: "Herald", Reports: 1, Copies: 1, First: day.AddDays(2), Last: day.AddDays(2), Langs: []string{"es"}}}; !reflect.DeepEqual(outlets, want) {
			t.Errorf("outlets %+v", outlets)
		}
		name := "Herald"
		lines, err3 := r.Lines(ctx, store.LineQuery{Outlet: &name})
		want := []store.Line{{ID: "r2", Seq: 2, Published: day.AddDays(2), Publisher: "Herald", Title: "Dos", Lang: "es", CopyOf: "r1"}}
		if !reflect.DeepEqual(lines, want) {
			t.Errorf("lines %+v", lines)
		}
		copies, err4 := r.Lines(ctx, store.LineQuery{CopyOf: "r1", Limit: 1})
		some, err5 := r.LinesOf(ctx, []tocsin.ReportID{"none", "r2"})
		if !reflect.DeepEqual(copies, want) || !reflect.DeepEqual(some, want) {
			t.Errorf("copies %+v, some %+v", copies, some)
		}
		all, err6 := r.Lines(ctx, store.LineQuery{Before: 2})
		if len(all) != 1 || all[0].ID != "r1" {
			t.Errorf("lines before the second: %+v", all)
		}
		return errors.Join(err, err2, err3, err4, err5, err6)
	})
}

// tallies: counts follow what is written, what is written anew, and what is
// taken out.
func tallies(t *testing.T, s store.Store) {
	lone := event("lone", day, "", "")
	lone.Actors, lone.Recipients, lone.Place = []tocsin.Participant{{Name: "Reef Guard"}}, nil, &tocsin.Site{Name: "the strait"}
	putEvents(t, s, quad(event("a", day.AddDays(-30), "XXA", "XXB"), "verbal conflict"), quad(event("b", day.AddDays(-31), "XXB", "XXA"), "verbal cooperation"),
		quad(event("c", day, "XXC", "XXA"), "material conflict"), lone)
	check := func(kind store.TallyKind, want ...store.Tally) {
		t.Helper()
		view(t, s, func(ctx context.Context, r store.Reader) error {
			var got []store.Tally
			for i := range want {
				one, err := r.Tallies(ctx, kind, day.AddDays(-1), i, 1)
				if err != nil {
					return err
				}
				got = append(got, one...)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %+v\nwant %+v", kind, got, want)
			}
			for _, x := range want {
				if one, err := r.Tally(ctx, kind, x.A, x.B, day.AddDays(-1)); err != nil || one != x {
					t.Errorf("%s: %+v, %v, want %+v", kind, one, err, x)
				}
			}
			rest, err := r.Tallies(ctx, kind, day.AddDays(-1), len(want), 5)
			if len(rest) != 0 {
				t.Errorf("%s: more: %+v", kind, rest)
			}
			return err
		})
	}
	ab := store.Tally{A: "XXA", B: "XXB", Events: 2, Conflict: 1, Cooperation: 1, Last: day.AddDays(-30)}
	check(store.Dyads, store.Tally{A: "XXA", B: "XXC", Events: 1, Recent: 1, Conflict: 1, Last: day}, ab)
	check(store.Parties, store.Tally{A: "XXA", Events: 3, Recent: 1, Conflict: 2, Cooperation: 1, Acts: 1, Suffered: 2, Last: day},
		store.Tally{A: "Reef Guard", Events: 1, Recent: 1, Cooperation: 1, Acts: 1, Last: day},
		store.Tally{A: "XXC", Events: 1, Recent: 1, Conflict: 1, Acts: 1, Last: day},
		store.Tally{A: "XXB", Events: 2, Conflict: 1, Cooperation: 1, Acts: 1, Suffered: 1, Last: day.AddDays(-30)})
	check(store.Places, store.Tally{A: "XXA", Events: 2, Recent: 1, Conflict: 1, Cooperation: 1, Last: day},
		store.Tally{A: store.NoCountry, Events: 1, Recent: 1, Cooperation: 1, Last: day},
		store.Tally{A: "XXB", Events: 1, Conflict: 1, Last: day.AddDays(-30)})
	putEvents(t, s, quad(event("c", day.AddDays(-40), "XXA", "XXB"), "material conflict"))
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.DropEvent(ctx, "b", "a") })
	ab = store.Tally{A: "XXA", B: "XXB", Events: 2, Conflict: 2, Last: day.AddDays(-30)}
	check(store.Dyads, ab)
	view(t, s, func(ctx context.Context, r store.Reader) error {
		with, err := r.TalliesWith(ctx, "XXB", 5)
		if ab.Last = (tocsin.Day{}); !reflect.DeepEqual(with, []store.Tally{ab}) {
			t.Errorf("with XXB: %+v", with)
		}
		sites, err2 := r.Sites(ctx, "XXB", 5)
		if !reflect.DeepEqual(sites, []store.Site{{Name: "a strait", Events: 2}}) {
			t.Errorf("sites %+v", sites)
		}
		return errors.Join(err, err2)
	})
}

// selections: parties without a country, places in none, history alone, acts
// on nobody, and events in short.
func selections(t *testing.T, s store.Store) {
	add(t, s, report("r1", "One."), store.Print{})
	lone := event("lone", day, "", "")
	lone.Actors, lone.Recipients, lone.Place = []tocsin.Participant{{Name: "Reef Guard"}}, nil, &tocsin.Site{Name: "the strait"}
	lone.Members = []tocsin.Member{{Mention: "m1", Report: "r1", Why: "same day"}, {Mention: "m2", Report: "r1"}, {Mention: "m3", Report: "r2"}}
	lone.Comparisons, lone.Quad = []tocsin.Comparison{{What: "killed"}}, "material conflict"
	show := event("show", day, "XXA", "")
	show.Recipients, show.Holders = nil, []string{"Élan Agency"}
	past := event("past", day.AddDays(-9), "XXA", "XXB")
	past.Background = true
	siege := event("siege", day.AddDays(-300), "XXD", "XXE")
	siege.Last = day
	putEvents(t, s, lone, show, past, siege, event("hit", day.AddDays(-8), "XXA", "XXB"))
	for _, c := range []struct {
		q    store.Query
		want []string
	}{
		{store.Query{Actor: "Reef Guard"}, []string{"lone"}},
		{store.Query{Place: store.NoCountry}, []string{"lone"}},
		{store.Query{Past: true}, []string{"past"}},
		{store.Query{Dyad: [2]string{"XXA", "XXB"}, Past: true}, []string{"past"}},
		{store.Query{Dyad: [2]string{"XXA", "XXB"}, Background: true}, []string{"hit", "past"}},
		{store.Query{Actor: "XXA", Alone: true}, []string{"show"}},
		{store.Query{Alone: true}, []string{"show", "lone"}},
		{store.Query{Conflict: true}, []string{"lone"}},
		{store.Query{Holder: "elan"}, []string{"show"}},
		{store.Query{Holder: "GAZ", Actor: "XXA"}, []string{"hit"}},
		{store.Query{Holder: "nobody"}, nil},
		{store.Query{Since: day}, []string{"show", "lone", "siege"}},
		{store.Query{Told: day}, []string{"lone"}},
		{store.Query{Told: day.AddDays(1)}, nil},
		{store.Query{Told: day, Actor: "Reef Guard", Dyad: [2]string{"XXA", "XXB"}}, nil},
		{store.Query{Dyad: [2]string{"XXE", "XXD"}, Since: day}, []string{"siege"}},
		{store.Query{Dyad: [2]string{"XXE", "XXD"}, Since: day.AddDays(1)}, nil},
		{store.Query{Dyad: [2]string{"XXA", "XXB"}, Actor: "XXC"}, nil},
	} {
		view(t, s, func(ctx context.Context, r store.Reader) error {
			es, _, err := r.Events(ctx, c.q)
			short, _, err2 := r.Acts(ctx, c.q)
			if !reflect.DeepEqual(ids(es), c.want) || !reflect.DeepEqual(ids(short), c.want) {
				t.Errorf("%+v: %v, in short %v, want %v", c.q, ids(es), ids(short), c.want)
			}
			return errors.Join(err, err2)
		})
	}
	view(t, s, func(ctx context.Context, r store.Reader) error {
		es, _, err := r.Acts(ctx, store.Query{Actor: "Reef Guard"})
		if len(es) != 1 || es[0].Comparisons != nil || !reflect.DeepEqual(es[0].Members, []tocsin.Member{{Report: "r1"}, {Report: "r2"}}) || es[0].Actors[0].Name != "Reef Guard" {
			t.Errorf("in short: %+v", es)
		}
		days, err2 := r.Days(ctx, store.Query{Actor: "XXA", Background: true})
		if want := []store.DayCount{{Day: day.AddDays(-9), Events: 1, Done: 1, Level: 1}, {Day: day.AddDays(-8), Events: 1, Done: 1, Level: 1}, {Day: day, Events: 1, Done: 1, Level: 1}}; !reflect.DeepEqual(days, want) {
			t.Errorf("days %+v", days)
		}
		days, err3 := r.Days(ctx, store.Query{Type: "ASSAULT", Since: day.AddDays(-8), Until: day.AddDays(-1)})
		if want := []store.DayCount{{Day: day.AddDays(-8), Events: 1, Done: 1, Level: 1}}; !reflect.DeepEqual(days, want) {
			t.Errorf("days %+v", days)
		}
		return errors.Join(err, err2, err3)
	})
}

// states: what changes the record counts it on, what does not leaves it.
func states(t *testing.T, s store.Store) {
	at := func() (n int64) {
		view(t, s, func(ctx context.Context, r store.Reader) (err error) { n, err = r.State(ctx); return err })
		return n
	}
	last := at()
	for name, write := range map[string]func(context.Context, store.Writer) error{
		"a report": func(ctx context.Context, w store.Writer) error {
			_, err := w.AddReport(ctx, report("r", "Words."), store.Print{})
			return err
		},
		"an event": func(ctx context.Context, w store.Writer) error { return w.PutEvent(ctx, event("e", day, "XXA", "XXB")) },
		"a change": func(ctx context.Context, w store.Writer) error {
			return w.AddChange(ctx, &store.Change{Kind: "new", Event: "e"})
		},
		"a correction": func(ctx context.Context, w store.Writer) error {
			return w.AddCorrection(ctx, &store.Correction{Kind: store.Remark})
		},
	} {
		update(t, s, write)
		if now := at(); now <= last {
			t.Errorf("%s: state %d after %d", name, now, last)
		} else {
			last = now
		}
	}
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.Set(ctx, "k", "v") })
	if now := at(); now != last {
		t.Errorf("a setting: state %d after %d", now, last)
	}
	view(t, s, func(ctx context.Context, r store.Reader) error {
		cs, err := r.ChangesOf(ctx, "e")
		if len(cs) != 1 || cs[0].Kind != "new" {
			t.Errorf("changes of the event: %+v", cs)
		}
		none, err2 := r.ChangesOf(ctx, "other")
		if len(none) != 0 {
			t.Errorf("changes of no event: %+v", none)
		}
		return errors.Join(err, err2)
	})
}
