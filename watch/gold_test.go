package watch

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tocsin"
)

// A dossier is the gold record of one crisis: its events and the ladder and
// the alerts that they make.
type dossier struct {
	Dyads   [][2]string
	Reports []tocsin.Report
	Events  []struct {
		ID, Type           string
		Modes              []string
		Actors, Recipients []string
		First, Last        tocsin.Day
		Background         bool
		Status             tocsin.Status `json:"status_final"`
		Level              int           `json:"mid_level"`
		Step               string        `json:"mid_step"`
		Mentions           []struct {
			Report tocsin.ReportID
			Claims []struct{ Status tocsin.Status }
		}
	}
	Ladder []goldRung
	Alerts []goldRung
}

type goldRung struct {
	Dyad      [2]string
	Date      tocsin.Day
	Level     int
	Step      string
	Events    []string
	Contested bool
	Reported  tocsin.Day `json:"first_reported"`
}

// goldDossiers are the dossiers beside the repository, if they are there.
func goldDossiers(t *testing.T) []string {
	t.Helper()
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	files, err := filepath.Glob(filepath.Join(dir, "gold", "dossiers", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("no gold dossiers")
	}
	return files
}

// events are the gold events as the record has them. Gold says the step of
// level 1 but no CAMEO code; relations broken off are 161 there.
func (d *dossier) events() (out []tocsin.Event) {
	published := map[tocsin.ReportID]tocsin.Day{}
	for _, r := range d.Reports {
		published[r.ID] = r.Published
	}
	parties := func(countries []string) (out []tocsin.Participant) {
		for _, c := range countries {
			out = append(out, tocsin.Participant{Country: c})
		}
		return out
	}
	for _, g := range d.Events {
		e := tocsin.Event{ID: g.ID, Type: g.Type, Modes: g.Modes, Actors: parties(g.Actors), Recipients: parties(g.Recipients),
			First: g.First, Last: g.Last, Background: g.Background, Status: g.Status}
		// A plan is reported before its act: what counts is the first report
		// that tells it as done.
		for _, m := range g.Mentions {
			for _, c := range m.Claims {
				done := c.Status == tocsin.Occurred || c.Status == tocsin.Ongoing
				if day := published[m.Report]; done && (e.Reported.IsZero() || day.Before(e.Reported)) {
					e.Reported = day
				}
			}
		}
		if g.Level > 1 {
			e.MID = &tocsin.MID{Level: g.Level}
		}
		if g.Step == "1d" {
			e.CAMEO = "161"
		}
		out = append(out, e)
	}
	return out
}

// TestGold: from the events of the gold dossiers, the ladder and its alerts
// are those of gold, every row of them.
func TestGold(t *testing.T) {
	for _, file := range goldDossiers(t) {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var d dossier
		if err := json.Unmarshal(b, &d); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		last := tocsin.Day{}
		for _, r := range d.Reports {
			if last.Before(r.Published) {
				last = r.Published
			}
		}
		events := d.events()
		// The ladder ends with the last report, also where that tells nothing.
		events = append(events, tocsin.Event{ID: "end", Type: "CONSULT", First: last, Last: last, Reported: last})
		for _, dyad := range d.Dyads {
			ladder := Ladder(Pair{dyad[0], dyad[1]}, events)
			d.compare(t, filepath.Base(file), dyad, ladder)
		}
	}
}

func (d *dossier) compare(t *testing.T, file string, dyad [2]string, ladder []Place) {
	t.Helper()
	var got, rises []goldRung
	for _, p := range ladder {
		slices.Sort(p.Events)
		got = append(got, goldRung{dyad, p.Day, p.Rung.Level, p.Rung.Step, p.Events, p.Contested, p.Reported})
	}
	for _, r := range Rises(ladder) {
		slices.Sort(r.Events)
		rises = append(rises, goldRung{Dyad: dyad, Date: r.Day, Events: r.Events, Reported: r.Reported})
	}
	same := func(what string, got, want []goldRung, equal func(a, b goldRung) bool) {
		var of []goldRung
		for _, w := range want {
			if w.Dyad == dyad {
				slices.Sort(w.Events)
				of = append(of, w)
			}
		}
		if !slices.EqualFunc(got, of, equal) {
			t.Errorf("%s: %s of %s towards %s:\n%+v\nwant\n%+v", file, what, dyad[0], dyad[1], got, of)
		}
	}
	same("ladder", got, d.Ladder, func(a, b goldRung) bool {
		return a.Date == b.Date && a.Level == b.Level && a.Step == b.Step && a.Contested == b.Contested && a.Reported == b.Reported && slices.Equal(a.Events, b.Events)
	})
	same("alerts", rises, d.Alerts, func(a, b goldRung) bool { return a.Date == b.Date && a.Reported == b.Reported })
}
