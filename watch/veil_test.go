package watch_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tocsin"
	"tocsin/store"
	"tocsin/store/sqlite"
	"tocsin/watch"
)

// sees is the decision on each method of a reader: what a veil leaves out of
// it. A new method needs one here.
var sees = map[string]string{
	"Report": "hidden", "Copy": "hidden", "Reports": "hidden", "Versions": "hidden", "Prints": "none", "Mentions": "hidden", "MentionsOf": "hidden",
	"Near": "none", "Component": "none", "Event": "hidden", "Events": "hidden", "Acts": "hidden", "Corrections": "hidden", "Changes": "hidden", "ChangesOf": "hidden",
	"Edit": "hidden", "Setting": "hidden", "Search": "hidden", "State": "its own", "Lines": "hidden", "LinesOf": "hidden", "Tallies": "hidden", "Tally": "hidden",
	"TalliesWith": "hidden", "Sites": "hidden", "Days": "hidden", "Alert": "hidden", "Alerts": "hidden", "Notices": "hidden",
	// Feeds and pages are where reports come from; counts of outlets and of the
	// whole name no event; people are not of the record.
	"Sources": "all", "Source": "all", "Page": "all", "Summary": "all", "Outlets": "all", "Outlet": "all",
	"Person": "all", "People": "all", "Ticket": "all", "Deeds": "all",
}

func TestVeilDecides(t *testing.T) {
	r := reflect.TypeFor[store.Reader]()
	for i := range r.NumMethod() {
		if sees[r.Method(i).Name] == "" {
			t.Errorf("nobody has decided what a veil leaves out of %s", r.Method(i).Name)
		}
	}
	if len(sees) != r.NumMethod() {
		t.Errorf("%d methods, %d decisions", r.NumMethod(), len(sees))
	}
}

// twoCrises is the crisis between Denmark and Norway and another one, with an
// alert, a mark and a situation made at the desk for each.
func twoCrises(t *testing.T) *sqlite.Store {
	t.Helper()
	s := desk(t, 2)
	add(t, s, "other", "Baltic Post", 12, "Finland deployed three frigates off Tallinn on Sunday. Estonia accused Finland of ignoring fishing quotas on Sunday.")
	add(t, s, "mix", "Baltic Herald", 12, "Finland sent three frigates to waters off Tallinn on Sunday. Norway accused Denmark of piracy on Sunday.")
	do(t, s, func(ctx context.Context, w store.Writer) error {
		for _, name := range []string{"skagerrak", "gulf"} {
			a := store.Alert{Key: name + "/ladder/all", Situation: name, Open: true, Opened: tocsin.Day{Year: 2031, Month: 5, Date: 9}, Headline: "about " + name}
			n := store.Notice{Day: a.Opened, Kind: store.NoticeAlert, Text: a.Headline}
			err := errors.Join(w.PutAlert(ctx, &a), watch.PutMark(ctx, w, watch.Mark{Key: a.Key, Day: a.Opened, Verdict: watch.Hit}),
				watch.PutArrowNote(ctx, w, watch.ArrowNote{Situation: name, Day: a.Opened, Days: 7, Direction: watch.Improved, Note: "note on " + name}))
			n.Alert = a
			if err := errors.Join(err, w.AddNotice(ctx, &n)); err != nil {
				return err
			}
		}
		return watch.Save(ctx, w, &watch.Situation{Name: "skagerrak", Title: "about skagerrak", Dyads: [][2]string{{"DNK", "NOR"}}, Visibility: watch.Restricted})
	})
	return s
}

// everythingOf is all that a reader tells, as JSON by method.
func everythingOf(t *testing.T, s store.Store, reports []tocsin.ReportID, events, mentions []string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := s.View(t.Context(), func(r store.Reader) error {
		ctx := t.Context()
		note := func(method string, a answer) {
			switch {
			case a.err == nil:
				out[method] += string(mustJSON(t, a.v))
			case !errors.Is(a.err, tocsin.ErrNotFound): // that names what was asked for
				t.Errorf("%s: %v", method, a.err)
			}
		}
		for _, id := range reports {
			note("Report", two(r.Report(ctx, id)))
			note("Copy", two(r.Copy(ctx, id)))
			note("MentionsOf", two(r.MentionsOf(ctx, id)))
			note("Edit", two(r.Edit(ctx, id)))
		}
		for _, id := range events {
			note("Event", two(r.Event(ctx, id)))
			note("ChangesOf", two(r.ChangesOf(ctx, id)))
		}
		for i := range 3 {
			note("Alert", two(r.Alert(ctx, int64(i))))
		}
		for _, name := range []string{"watch.situations", "watch.marks", "watch.arrows"} {
			note("Setting", two(r.Setting(ctx, name)))
		}
		note("Reports", two(r.Reports(ctx, 0, 2)))
		note("Reports", two(r.Reports(ctx, 0, 100)))
		note("Versions", two(r.Versions(ctx, "")))
		note("Mentions", two(r.Mentions(ctx, mentions)))
		note("Events", three(r.Events(ctx, store.Query{Background: true, Limit: 3})))
		note("Acts", three(r.Acts(ctx, store.Query{Background: true})))
		note("Corrections", two(r.Corrections(ctx)))
		note("Changes", two(r.Changes(ctx, 0, 100)))
		note("Search", three(r.Search(ctx, "quotas", 10, "")))
		note("Search", three(r.Search(ctx, "trawler", 10, "")))
		note("Lines", two(r.Lines(ctx, store.LineQuery{Limit: 50})))
		note("LinesOf", two(r.LinesOf(ctx, reports)))
		note("Tallies", two(r.Tallies(ctx, store.Dyads, tocsin.Day{}, 0, 50)))
		note("TalliesWith", two(r.TalliesWith(ctx, "NOR", 10)))
		note("TalliesWith", two(r.TalliesWith(ctx, "FIN", 10)))
		note("Sites", two(r.Sites(ctx, "DNK", 10)))
		note("Days", two(r.Days(ctx, store.Query{})))
		note("Alerts", two(r.Alerts(ctx, true, 0, 10)))
		note("Notices", two(r.Notices(ctx, 0, 10)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// An answer is what a method returned.
type answer struct {
	v   any
	err error
}

func two[T any](v T, err error) answer             { return answer{v, err} }
func three[T any](v T, _ string, err error) answer { return answer{v, err} }

// veil makes the record as a viewer sees it under a configuration.
func veil(s store.Store, c *watch.Config, v watch.Viewer) *watch.Veil {
	return &watch.Veil{Store: s, Viewer: func(context.Context) watch.Viewer { return v }, Today: func() tocsin.Day { return tocsin.Day{Year: 2031, Month: 5, Date: 14} },
		Config: func(ctx context.Context, r store.Reader) (*watch.Config, error) {
			all, _, err := watch.Load(ctx, r, c)
			return all, err
		}}
}

// all lists the identifiers of a record: of the first crisis and of the second.
func all(t *testing.T, s store.Store) (reports []tocsin.ReportID, events, mentions []string, words []string) {
	t.Helper()
	look(t, s, func(ctx context.Context, r store.Reader) (struct{}, error) {
		rs, err := r.Reports(ctx, 0, 100)
		for _, rep := range rs {
			reports = append(reports, rep.ID)
			ms, err := r.MentionsOf(ctx, rep.ID)
			if err != nil {
				return struct{}{}, err
			}
			for _, m := range ms {
				mentions = append(mentions, m.ID)
				// An event may bear the ID of a mention that is hidden.
				if rep.ID != "other" {
					words = append(words, m.Sentence.Text)
				}
				if rep.ID != "other" && rep.ID != "mix" {
					words = append(words, m.ID, m.Event)
				}
			}
		}
		es, _, e := r.Events(ctx, store.Query{Background: true})
		for _, x := range es {
			events = append(events, x.ID)
		}
		return struct{}{}, errors.Join(err, e)
	})
	return reports, events, mentions, append(words, "skagerrak", "Herald", `"mix"`, `"r0"`, `"r1"`, "DNK")
}

// TestVeil: nothing of a restricted situation is told by any method to those
// who may not see it, and the rest is.
func TestVeil(t *testing.T) {
	s := twoCrises(t)
	reports, events, mentions, words := all(t, s)
	if both := look(t, s, func(ctx context.Context, r store.Reader) (bool, error) {
		ms, err := r.MentionsOf(ctx, "other")
		if err != nil {
			return false, err
		}
		e, err := r.Event(ctx, ms[0].Event)
		return e.Reports == 2, err
	}); !both {
		t.Fatal("no event is told by an open and by a hidden report")
	}
	full := everythingOf(t, veil(s, nil, watch.Viewer{Member: true, Editor: true}), reports, events, mentions)
	if !reflect.DeepEqual(full, everythingOf(t, s, reports, events, mentions)) {
		t.Error("an editor does not see everything")
	}
	for _, viewer := range []watch.Viewer{{}, {Member: true}} {
		got := everythingOf(t, veil(s, nil, viewer), reports, events, mentions)
		for method, text := range got {
			for _, w := range words {
				if w != "" && strings.Contains(text, strings.Trim(string(mustJSON(t, w)), `"`)) && method != "Sites" {
					t.Errorf("%+v: %s tells %q: %.300s", viewer, method, w, text)
				}
			}
		}
		for method, decision := range sees {
			if decision == "hidden" && full[method] != "" && strings.Contains(full[method], "FIN") && !strings.Contains(got[method], "FIN") {
				t.Errorf("%+v: %s does not tell what is open: %.300s", viewer, method, got[method])
			}
		}
		if !strings.Contains(got["Alerts"], "about gulf") || !strings.Contains(got["Report"], "other") || !strings.Contains(got["Days"], `"Day":"2031-05-1`) {
			t.Errorf("%+v: alerts %s, days %s", viewer, got["Alerts"], got["Days"])
		}
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func eventsOf(t *testing.T, s store.Store) []tocsin.Event {
	t.Helper()
	return look(t, s, func(ctx context.Context, r store.Reader) ([]tocsin.Event, error) {
		es, _, err := r.Events(ctx, store.Query{})
		return es, err
	})
}

// TestVeiledDays: where something is hidden that no event belongs to, days are
// counted as the record itself counts them.
func TestVeiledDays(t *testing.T) {
	s := twoCrises(t)
	c, err := watch.ParseConfig("w.toml", []byte("[[situation]]\nname = 'skagerrak'\ndyads = [['XXA', 'XXB']]\nvisibility = 'restricted'\n"))
	if err != nil {
		t.Fatal(err)
	}
	days := func(s store.Store) []store.DayCount {
		return look(t, s, func(ctx context.Context, r store.Reader) ([]store.DayCount, error) {
			return r.Days(ctx, store.Query{Background: true})
		})
	}
	do(t, s, func(ctx context.Context, w store.Writer) error { return watch.Forget(ctx, w, "skagerrak") })
	if got, want := days(veil(s, c, watch.Viewer{Member: true})), days(s); len(want) < 3 || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

// TestVisibility: who sees a situation, by label, embargo and words.
func TestVisibility(t *testing.T) {
	s := desk(t, 0)
	n := len(eventsOf(t, s))
	for _, c := range []struct {
		label, more string
		viewer      watch.Viewer
		hidden      string
	}{
		{"public", "", watch.Viewer{}, "none"},
		{"limited", "", watch.Viewer{}, "all"}, {"limited", "", watch.Viewer{Member: true}, "none"},
		{"restricted", "", watch.Viewer{Member: true}, "all"}, {"restricted", "", watch.Viewer{Editor: true}, "none"},
		{"public", "embargo = 5", watch.Viewer{Member: true}, "some"}, {"public", "embargo = 5", watch.Viewer{Editor: true}, "none"}, {"public", "embargo = 90", watch.Viewer{}, "all"},
		{"restricted", "words = ['trawler']", watch.Viewer{}, "some"}, {"restricted", "words = ['submarine']", watch.Viewer{}, "none"},
	} {
		conf, err := watch.ParseConfig("w.toml", fmt.Appendf(nil, "[[situation]]\nname = 'x'\ndyads = [['DNK', 'NOR']]\nvisibility = %q\n%s\n", c.label, c.more))
		if err != nil {
			t.Fatal(err)
		}
		got := len(eventsOf(t, veil(s, conf, c.viewer)))
		if ok := map[string]bool{"none": got == n, "all": got == 0, "some": got > 0 && got < n}[c.hidden]; !ok {
			t.Errorf("%s, %s, %+v: %d of %d events seen, want %s hidden", c.label, c.more, c.viewer, got, n, c.hidden)
		}
	}
}

// TestCoarse: strangers see displays of force to a whole degree.
func TestCoarse(t *testing.T) {
	s := desk(t, 0)
	add(t, s, "north", "Fjord Wire", 13, "Norway deployed 300 soldiers in Tromsø on Monday.")
	places := func(v watch.Viewer) (whole, exact int) {
		for _, e := range eventsOf(t, veil(s, nil, v)) {
			if e.Place == nil || e.Place.Lat == nil || e.Type != "MOBILIZE" && !slices.ContainsFunc(e.Comparisons, func(c tocsin.Comparison) bool { return c.What == tocsin.WhatVessel }) {
				continue
			}
			if *e.Place.Lat == float64(int(*e.Place.Lat)) {
				whole++
				if e.Place.Gazetteer != "" || slices.Contains([]tocsin.Precision{tocsin.PrecisionPoint, tocsin.PrecisionCity}, e.Place.Precision) {
					t.Errorf("%+v", e.Place)
				}
			} else {
				exact++
			}
		}
		return whole, exact
	}
	if whole, exact := places(watch.Viewer{Member: true}); exact == 0 || whole > 0 {
		t.Errorf("a member: %d whole, %d exact", whole, exact)
	}
	if whole, exact := places(watch.Viewer{}); exact > 0 || whole == 0 {
		t.Errorf("a stranger: %d whole, %d exact", whole, exact)
	}
}

// TestVeilState: what is kept for one viewer is not shown to another.
func TestVeilState(t *testing.T) {
	s := twoCrises(t)
	states := map[int64]string{}
	for name, v := range map[string]watch.Viewer{"stranger": {}, "member": {Member: true}, "editor": {Member: true, Editor: true}} {
		n := look(t, veil(s, nil, v), func(ctx context.Context, r store.Reader) (int64, error) { return r.State(ctx) })
		if states[n] != "" {
			t.Errorf("%s and %s have one state", states[n], name)
		}
		states[n] = name
	}
}
