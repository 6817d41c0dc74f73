package web

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

// A tally counts news: events, by what they are.
type tally struct {
	Events      int        `json:"events"`
	Recent      int        `json:"recent"` // in the last watch.Window days of the record
	Conflict    int        `json:"conflict"`
	Cooperation int        `json:"cooperation"`
	Last        tocsin.Day `json:"last"`
}

func tallyOf(t *store.Tally) tally {
	return tally{t.Events, t.Recent, t.Conflict, t.Cooperation, t.Last}
}

func conflict(quad string) bool { return quad == "verbal conflict" || quad == "material conflict" }

// A dyad is a pair of countries with what happened between them.
type dyad struct {
	A string `json:"a"`
	B string `json:"b"`
	tally
}

func dyadOf(t *store.Tally) dyad { return dyad{t.A, t.B, tallyOf(t)} }

// A party is a country, or a party that has none, with what it did.
type party struct {
	Code     string `json:"code"`
	Acts     int    `json:"acts"`
	Suffered int    `json:"suffered"`
	tally
}

func partyOf(t *store.Tally) party { return party{t.A, t.Acts, t.Suffered, tallyOf(t)} }

// A place is a country in which events took place, with the busiest places in
// it.
type place struct {
	Country string         `json:"country"`
	Names   map[string]int `json:"names"`
	tally
}

// noCountry stands for the places that belong to no country.
const noCountry = store.NoCountry

// A dayCount is what one day saw.
type dayCount struct {
	Events   int `json:"events"`
	Conflict int `json:"conflict"`
	Level    int `json:"level"` // highest hostility of what is asserted
}

// recentDay is the first day of what counts as recent.
func (r *request) recentDay() tocsin.Day {
	if r.sum.Latest.IsZero() {
		return tocsin.Day{}
	}
	return r.sum.Latest.AddDays(1 - watch.Window)
}

// A memory keeps what was worked out for the states of the record that were
// asked for last: one for each sort of reader, and that of a reader whom a
// change has overtaken.
type memory struct {
	mu      sync.Mutex
	shelves []*shelf // the latest used last
}

// maxShelves is how many states are remembered.
const maxShelves = 4

// A shelf is what was worked out for one state of the record.
type shelf struct {
	state int64
	sum   store.Summary
	pairs sync.Map // standings, by pair
	pages pages
	memo  sync.Map // situations and back-tests
}

// at is the shelf for the state that read sees.
func (m *memory) at(ctx context.Context, read store.Reader) (*shelf, error) {
	state, err := read.State(ctx)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if k := slices.IndexFunc(m.shelves, func(s *shelf) bool { return s.state == state }); k >= 0 {
		s := m.shelves[k]
		m.shelves = append(slices.Delete(m.shelves, k, k+1), s)
		return s, nil
	}
	s := &shelf{state: state}
	if s.sum, err = read.Summary(ctx); err != nil {
		return nil, err
	}
	if len(m.shelves) == maxShelves {
		m.shelves = slices.Delete(m.shelves, 0, 1)
	}
	m.shelves = append(m.shelves, s)
	return s, nil
}

// lines are reports in short, by ID.
func (r *request) lines(ids []tocsin.ReportID) (map[tocsin.ReportID]store.Line, error) {
	slices.Sort(ids)
	ls, err := r.read.LinesOf(r.ctx, slices.Compact(ids))
	out := make(map[tocsin.ReportID]store.Line, len(ls))
	for _, l := range ls {
		out[l.ID] = l
	}
	return out, err
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

// entry is the value under a key, put there first if there is none.
func entry[K comparable, V any](by map[K]*V, k K, fresh V) *V {
	if by[k] == nil {
		by[k] = &fresh
	}
	return by[k]
}
