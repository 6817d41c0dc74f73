package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tocsin"
	"tocsin/api"
	"tocsin/auth"
	"tocsin/store"
	"tocsin/watch"
)

// TestSituations: situations are made, changed and removed at the desk; those
// of the file are not.
func TestSituations(t *testing.T) {
	d := start(t, nil, nil)
	d.fill()
	var s watch.Situation
	d.ask("PUT", "/api/v1/situations/gulf", object{"dyads": [][]string{{"FIN", "EST"}}, "words": []string{"Trawler"}, "rules": []object{{"kind": "ears"}}, "author": "ana"}, &s, 200)
	if s.Origin != "desk" || s.Author != "ana" || s.Words[0] != "trawler" || s.Rules[0].Threshold != 3 || s.Visibility != watch.Public {
		t.Errorf("%+v", s)
	}
	var list items[watch.Situation]
	d.ask("GET", "/api/v1/situations", nil, &list, 200)
	if len(list.Items) != 2 || list.Items[0].Origin != "file" {
		t.Errorf("%+v", list)
	}
	var p struct {
		Errors []struct{ Location, Message string }
	}
	d.ask("PUT", "/api/v1/situations/bad", object{"dyads": [][]string{{"FIN", "FIN"}}, "places": []string{"Gulf"}}, &p, 422)
	if len(p.Errors) != 2 || p.Errors[0].Location != "body.dyads" || p.Errors[1].Location != "body.places" || !strings.Contains(p.Errors[1].Message, "Gulf") {
		t.Errorf("%+v", p)
	}
	d.ask("PUT", "/api/v1/situations/strait", object{"places": []string{"FIN"}}, nil, 409)
	d.ask("DELETE", "/api/v1/situations/strait", nil, nil, 409)
	d.ask("DELETE", "/api/v1/situations/gulf", nil, nil, 204)
	d.ask("DELETE", "/api/v1/situations/gulf", nil, nil, 404)
	d.ask("PUT", "/api/v1/situations/strait/arrow", object{"day": "2031-05-08", "days": 7, "direction": "unchanged", "note": "an old quarrel", "author": "ana"}, nil, 200)
	d.ask("PUT", "/api/v1/situations/strait/arrow", object{"day": "2031-05-08", "days": 7, "direction": "unchanged"}, nil, 422)
	d.ask("PUT", "/api/v1/situations/none/arrow", object{"day": "2031-05-08", "days": 7, "direction": "unchanged", "note": "x"}, nil, 404)
	var pic struct{ Arrow watch.Arrow }
	d.ask("GET", "/api/v1/situations/strait", nil, &pic, 200)
	if pic.Arrow.Direction != watch.Deteriorated || pic.Arrow.Override == nil || pic.Arrow.Override.Direction != watch.Unchanged || len(pic.Arrow.Events) == 0 {
		t.Errorf("%+v", pic.Arrow)
	}
}

// rung raises alerts in the record: an open and a closed one.
func (d *desk) rung() {
	d.Helper()
	err := d.store.Update(d.Context(), func(w store.Writer) error {
		for i, open := range []bool{false, true} {
			a := store.Alert{Key: "strait/ladder/DNK>NOR", Situation: "strait", Rule: "ladder", From: "DNK", To: "NOR", Open: open, Opened: tocsin.Day{Year: 2031, Month: 5, Date: 6 + i}}
			if err := w.PutAlert(d.Context(), &a); err != nil {
				return err
			}
			if err := w.AddNotice(d.Context(), &store.Notice{Day: a.Opened, Kind: store.NoticeAlert, Alert: a}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.Fatal(err)
	}
}

func TestAlerts(t *testing.T) {
	d := start(t, nil, nil)
	d.rung()
	for query, want := range map[string]int{"": 2, "?state=open": 1, "?open=true": 1, "?state=closed": 1, "?rule=ladder&situation=strait": 2, "?rule=ears": 0, "?pair=DNK%3ENOR": 2, "?pair=NOR%3EDNK": 0, "?since=2031-05-07": 1, "?until=2031-05-06": 1, "?limit=1": 1} {
		var list items[store.Alert]
		d.ask("GET", "/api/v1/alerts"+query, nil, &list, 200)
		if len(list.Items) != want {
			t.Errorf("%s: %+v", query, list.Items)
		}
		if query == "?limit=1" {
			d.ask("GET", "/api/v1/alerts?after="+list.Next, nil, &list, 200)
			if len(list.Items) != 1 || list.Items[0].Number != 1 || list.Next != "" {
				t.Errorf("second page: %+v", list)
			}
		}
	}
	var notices items[store.Notice]
	d.ask("GET", "/api/v1/alerts/2/notices", nil, &notices, 200)
	if len(notices.Items) != 1 || notices.Items[0].Alert.Number != 2 {
		t.Errorf("%+v", notices)
	}
	d.ask("GET", "/api/v1/alerts/9/notices", nil, nil, 404)
}

// TestBackTest: what would have rung, with the marks of analysts.
func TestBackTest(t *testing.T) {
	d := start(t, nil, nil)
	d.fill()
	var test watch.Test
	d.ask("GET", "/api/v1/backtest?from=2031-05-01&to=2031-05-10&situation=strait", nil, &test, 200)
	if len(test.Rings) == 0 || test.Total.Unmarked != len(test.Rings) || test.Rings[0].Alert.Rule != "ladder" || test.Rings[0].Alert.Headline == "" || len(test.Rings[0].Alert.Events) == 0 {
		t.Fatalf("%+v", test)
	}
	a := test.Rings[0].Alert
	d.ask("PUT", "/api/v1/marks", object{"key": a.Key, "day": a.Opened, "verdict": "hit", "note": "it went on", "author": "ana"}, nil, 200)
	d.ask("PUT", "/api/v1/marks", object{"key": a.Key, "day": a.Opened, "verdict": "perhaps"}, nil, 422)
	d.ask("GET", "/api/v1/backtest?from=2031-05-01", nil, &test, 200)
	if test.Total.Hits != 1 || test.Rings[0].Mark.Author != "ana" {
		t.Errorf("%+v", test)
	}
	var marks items[watch.Mark]
	d.ask("GET", "/api/v1/marks", nil, &marks, 200)
	if len(marks.Items) != 1 || marks.Items[0].Note != "it went on" {
		t.Errorf("%+v", marks)
	}
	d.ask("GET", "/api/v1/backtest?from=2031-05-01&situation=none", nil, nil, 404)
	d.ask("GET", "/api/v1/backtest?from=2031-05-10&to=2031-05-01", nil, nil, 422)
	d.ask("GET", "/api/v1/backtest?from=1931-05-10", nil, nil, 422)
	d.ask("GET", "/api/v1/backtest", nil, nil, 422)
}

// TestLists: what is counted over the record, and search.
func TestLists(t *testing.T) {
	d := start(t, nil, nil)
	d.fill()
	for path, want := range map[string]int{"search?q=trawler": 2, "search?q=piracy": 1, "search?q=zebra": 0, "dyads": 1, "places": 1, "calendar": 4, "calendar?type=COERCE": 1, "sources": 3, "sources?limit=2": 2} {
		var list items[object]
		d.ask("GET", "/api/v1/"+path, nil, &list, 200)
		if len(list.Items) != want {
			t.Errorf("%s: %+v", path, list.Items)
		}
	}
	var sum struct{ Reports, Outlets, Events int }
	d.ask("GET", "/api/v1/summary", nil, &sum, 200)
	if sum.Reports != 3 || sum.Outlets != 3 || sum.Events == 0 {
		t.Errorf("%+v", sum)
	}
	var stairs items[struct {
		From, Now string
		Steps     []struct {
			Rung   string
			Events []string
		}
		Rises []object
	}]
	d.ask("GET", "/api/v1/dyads/nor-dnk/ladder", nil, &stairs, 200)
	if len(stairs.Items) != 2 || stairs.Items[1].From != "DNK" || stairs.Items[1].Now != "4" || len(stairs.Items[1].Steps[0].Events) == 0 || len(stairs.Items[1].Rises) != 1 {
		t.Errorf("%+v", stairs)
	}
	d.ask("GET", "/api/v1/dyads/NOR-NOR/ladder", nil, nil, 422)
	d.ask("GET", "/api/v1/search?q=", nil, nil, 422)
}

// TestViewers: a restricted situation is there for editors only, and so are
// its events, reports and alerts; no change of roles is missed by an ETag.
func TestViewers(t *testing.T) {
	var who *auth.Person
	d := start(t, func(o *api.Options) { o.Login = true; o.Config.Situations[0].Visibility = watch.Restricted }, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if who != nil {
				r = r.WithContext(auth.With(r.Context(), *who))
			}
			next.ServeHTTP(w, r)
		})
	})
	eva := &auth.Person{Name: "eva", Role: auth.Editor}
	who = eva
	d.fill()
	d.rung()
	paths := []string{"situations", "events", "events?background=true", "reports", "alerts", "notices", "changes", "claims", "search?q=trawler", "dyads", "calendar"}
	size := func(path string) int {
		var list items[object]
		d.ask("GET", "/api/v1/"+path, nil, &list, 200)
		return len(list.Items)
	}
	for _, path := range paths {
		if size(path) == 0 {
			t.Errorf("an editor finds nothing under %s", path)
		}
	}
	for _, who = range []*auth.Person{nil, {Name: "rita", Role: auth.Reader}} {
		for _, path := range paths {
			if n := size(path); n != 0 {
				t.Errorf("%v finds %d under %s", who, n, path)
			}
		}
		for path, status := range map[string]int{"situations/strait": 404, "situations/strait?day=2031-05-09": 404, "alerts/2": 404, "reports/a": 404, "backtest?from=2031-05-01": 403, "dyads/NOR-DNK/ladder": 200} {
			d.ask("GET", "/api/v1/"+path, nil, nil, status)
		}
		res, err := d.Client().Get(d.URL + "/api/v1/export?format=jsonl")
		if err != nil || res.ContentLength > 0 {
			t.Errorf("export: %v, %v", res, err)
		}
		res.Body.Close()
		for method, path := range map[string]string{"PUT": "situations/x", "DELETE": "situations/strait"} {
			status := http.StatusForbidden
			if who == nil {
				status = http.StatusUnauthorized
			}
			d.ask(method, "/api/v1/"+path, map[string]object{"PUT": {"places": []string{"FIN"}}}[method], nil, status)
		}
	}
	who = eva
	d.ask("GET", "/api/v1/alerts/2", nil, nil, 200)
}
