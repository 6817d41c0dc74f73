package web

import (
	"strconv"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

// homeDyads is how many pairs the first page shows.
const homeDyads = 30

// homeEvents is how many of the latest events it shows.
const homeEvents = 8

// A homeRow is one pair on the first page.
type homeRow struct {
	dyad
	AB, BA watch.Rung `json:"-"`
	Rungs  [2]string  `json:"rungs"` // of a towards b and of b towards a, in the last two weeks
	Weeks  []week     `json:"-"`
}

// home lists the pairs by activity, and what came last.
func home(r *request) (*answer, error) {
	rows, err := r.pairs(homeDyads)
	if err != nil {
		return nil, err
	}
	events, _, err := r.read.Events(r.ctx, store.Query{Limit: homeEvents})
	if err != nil {
		return nil, err
	}
	cells := &table{head: []string{"a", "b", "events", "recent", "conflict", "cooperation", "last", "rung_ab", "rung_ba"}}
	for _, d := range rows {
		cells.rows = append(cells.rows, []string{d.A, d.B, strconv.Itoa(d.Events), strconv.Itoa(d.Recent), strconv.Itoa(d.Conflict),
			strconv.Itoa(d.Cooperation), d.Last.String(), d.Rungs[0], d.Rungs[1]})
	}
	data := struct {
		Dyads  []homeRow
		Latest []tocsin.Event
		Counts [4]int
	}{rows, events, [4]int{len(r.index.Reports), len(r.index.Outlets), r.index.events, r.index.past}}
	return &answer{view: "home", title: r.words.T("home.title"), data: data, json: rows, rows: cells, events: events}, nil
}

// pairs are the busiest pairs with where they stand.
func (r *request) pairs(limit int) ([]homeRow, error) {
	out := []homeRow{}
	for _, d := range r.index.Dyads[:min(limit, len(r.index.Dyads))] {
		s, err := r.standing(d.A, d.B)
		if err != nil {
			return nil, err
		}
		row := homeRow{dyad: d, Weeks: s.weeks}
		row.AB, row.BA = last(s.ab), last(s.ba)
		row.Rungs = [2]string{row.AB.String(), row.BA.String()}
		out = append(out, row)
	}
	return out, nil
}

// last is the rung on which a ladder ends.
func last(ladder []watch.Place) watch.Rung {
	if len(ladder) == 0 {
		return watch.Rung{}
	}
	return ladder[len(ladder)-1].Rung
}
