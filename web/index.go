package web

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

// An index is what lists need to know of the whole record, kept beside it and
// brought up to date from its changes, so that a page need not walk it.
type index struct {
	mu      sync.Mutex
	current *snapshot
	events  map[string]*row
	history map[string][]int64
	reports []reportRow
	change  int64 // last one read
	report  int64 // sequence number of the last one read
}

// A row is one event in short.
type row struct {
	id                 string
	first, last        tocsin.Day
	quad               string
	status             tocsin.Status
	rung               watch.Rung
	background         bool
	actors, recipients []string // countries, or names of parties that have none
	country, place     string
}

// A reportRow is one report in short.
type reportRow struct {
	ID        tocsin.ReportID `json:"id"`
	Seq       int64           `json:"seq"`
	Published tocsin.Day      `json:"published"`
	Publisher string          `json:"publisher"`
	Title     string          `json:"title"`
	Lang      string          `json:"lang"`
	CopyOf    tocsin.ReportID `json:"copy_of,omitempty"`
}

// A snapshot is one state of the index; it does not change.
type snapshot struct {
	Today   tocsin.Day // latest day of publication: the record knows no other
	Reports []reportRow
	Outlets []outlet
	Dyads   []dyad
	Parties []party
	Places  []place
	Days    map[tocsin.Day]*dayCount
	events  int
	past    int // events told as history only
	change  int64
	history map[string][]int64
	days    map[tocsin.ReportID]tocsin.Day
	langs   map[tocsin.ReportID]string
	named   map[string][]string // events of parties and places that no query selects, the latest first
	memo    *sync.Map           // of dyads looked at closely
}

// A tally counts news: events, by what they are.
type tally struct {
	Events      int        `json:"events"`
	Recent      int        `json:"recent"` // in the last watch.Window days of the record
	Conflict    int        `json:"conflict"`
	Cooperation int        `json:"cooperation"`
	Last        tocsin.Day `json:"last"`
}

func (t *tally) add(r *row, today tocsin.Day) {
	t.Events++
	if today.Sub(r.last) < watch.Window {
		t.Recent++
	}
	if conflict(r.quad) {
		t.Conflict++
	} else {
		t.Cooperation++
	}
	if t.Last.Before(r.first) {
		t.Last = r.first
	}
}

func conflict(quad string) bool { return quad == "verbal conflict" || quad == "material conflict" }

// A dyad is a pair of countries with what happened between them.
type dyad struct {
	A string `json:"a"`
	B string `json:"b"`
	tally
}

// A party is a country, or a party that has none, with what it did.
type party struct {
	Code     string `json:"code"`
	Acts     int    `json:"acts"`
	Suffered int    `json:"suffered"`
	tally
}

// A place is a country in which events took place.
type place struct {
	Country string         `json:"country"`
	Names   map[string]int `json:"names"`
	tally
}

// An outlet is a source with its reports.
type outlet struct {
	Name    string     `json:"outlet"`
	Reports int        `json:"reports"`
	Copies  int        `json:"copies"` // reports in another outlet's words
	First   tocsin.Day `json:"first"`
	Last    tocsin.Day `json:"last"`
	Langs   []string   `json:"langs"`
}

// A dayCount is what one day saw.
type dayCount struct {
	Events   int `json:"events"`
	Conflict int `json:"conflict"`
	Level    int `json:"level"` // highest hostility of what is asserted
}

func newIndex() *index {
	return &index{events: map[string]*row{}, history: map[string][]int64{}}
}

// indexPage is how many reports or changes are read at once.
const indexPage = 500

// refresh brings the index up to what read sees.
func (x *index) refresh(ctx context.Context, read store.Reader) (*snapshot, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	moved, err := x.readReports(ctx, read)
	if err != nil {
		return nil, err
	}
	touched, err := x.readChanges(ctx, read)
	if err != nil {
		return nil, err
	}
	for id := range touched {
		if err := x.readEvent(ctx, read, id); err != nil {
			return nil, err
		}
	}
	if x.current == nil || moved || len(touched) > 0 {
		x.current = x.sum()
	}
	return x.current, nil
}

func (x *index) readReports(ctx context.Context, read store.Reader) (moved bool, err error) {
	for {
		rs, err := read.Reports(ctx, x.report, indexPage)
		if err != nil || len(rs) == 0 {
			return moved, err
		}
		for i := range rs {
			r := reportRow{rs[i].ID, rs[i].Seq, rs[i].Published, rs[i].Publisher, rs[i].Title, rs[i].Lang, ""}
			if rs[i].Copy != nil {
				r.CopyOf = rs[i].Copy.Of
			}
			x.reports = append(x.reports, r)
		}
		x.report, moved = rs[len(rs)-1].Seq, true
	}
}

func (x *index) readChanges(ctx context.Context, read store.Reader) (map[string]bool, error) {
	touched := map[string]bool{}
	for {
		cs, err := read.Changes(ctx, x.change, indexPage)
		if err != nil || len(cs) == 0 {
			return touched, err
		}
		for _, c := range cs {
			if c.Event != "" {
				touched[c.Event] = true
				x.history[c.Event] = append(x.history[c.Event], c.Number)
			}
		}
		x.change = cs[len(cs)-1].Number
	}
}

func (x *index) readEvent(ctx context.Context, read store.Reader, id string) error {
	e, err := read.Event(ctx, id)
	if errors.Is(err, tocsin.ErrNotFound) || err == nil && e.ID != id {
		delete(x.events, id)
		return nil
	}
	if err != nil {
		return err
	}
	x.events[id] = rowOf(&e)
	return nil
}

// rowOf is an event in short.
func rowOf(e *tocsin.Event) *row {
	r := &row{id: e.ID, first: e.First, last: e.Last, quad: e.Quad, status: e.Status, rung: watch.RungOf(e),
		background: e.Background, actors: codes(e.Actors), recipients: codes(e.Recipients)}
	if e.Place != nil {
		r.country, r.place = e.Place.Country, e.Place.Name
	}
	return r
}

// codes are the countries of parties, or the names of those without one.
func codes(ps []tocsin.Participant) []string {
	var out []string
	for _, p := range ps {
		if c := cmp.Or(p.Country, p.Name); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// isCountry tells codes of countries and of what is none from names.
func isCountry(code string) bool {
	if len(code) != 3 {
		return false
	}
	for i := range len(code) {
		if code[i] < 'A' || code[i] > 'Z' {
			return false
		}
	}
	return true
}
