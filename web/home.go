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

// home lists the situations that are followed, the pairs by activity, and
// what came last.
func home(r *request) (*answer, error) {
	situations, err := r.situationRows()
	if err != nil {
		return nil, err
	}
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
		Situations []situationRow
		Dyads      []homeRow
		Latest     []tocsin.Event
		Counts     [4]int
	}{situations, rows, events, [4]int{r.sum.Reports, r.sum.Outlets, r.sum.Events, r.sum.Background}}
	return &answer{view: "home", title: r.words.T("home.title"), data: data, json: struct {
		Situations []situationRow `json:"situations"`
		Dyads      []homeRow      `json:"pairs"`
	}{situations, rows}, rows: cells, events: events}, nil
}

// pairs are the busiest pairs with where they stand.
func (r *request) pairs(limit int) ([]homeRow, error) {
	busiest, err := r.read.Tallies(r.ctx, store.Dyads, r.recentDay(), 0, limit)
	if err != nil {
		return nil, err
	}
	out := []homeRow{}
	for i := range busiest {
		row := homeRow{dyad: dyadOf(&busiest[i])}
		if row.AB, row.BA, err = r.rungs(row.A, row.B); err != nil {
			return nil, err
		}
		if row.Weeks, err = r.sparkWeeks(row.A, row.B); err != nil {
			return nil, err
		}
		row.Rungs = [2]string{row.AB.String(), row.BA.String()}
		out = append(out, row)
	}
	return out, nil
}

// rungs are those of a pair in both directions, by what it did lately: a pair
// that was quiet for longer is not among the busiest.
func (r *request) rungs(a, b string) (ab, ba watch.Rung, err error) {
	es, _, err := r.between([2]string{a, b}, r.daysBack(2*watch.Window))
	return last(watch.Ladder(watch.Pair{From: a, To: b}, es)), last(watch.Ladder(watch.Pair{From: b, To: a}, es)), err
}

// sparkWeeks are the weeks of a pair that the first page draws.
func (r *request) sparkWeeks(a, b string) ([]week, error) {
	if r.sum.Latest.IsZero() {
		return nil, nil
	}
	first := monday(r.sum.Latest).AddDays(-7 * (sparkShown - 1))
	days, err := r.read.Days(r.ctx, store.Query{Dyad: [2]string{a, b}, Since: first})
	out := make([]week, sparkShown)
	for i := range out {
		out[i].Start = first.AddDays(7 * i)
	}
	for _, d := range days {
		if k := d.Day.Sub(first) / 7; k < sparkShown {
			out[k].Conflict += d.DoneConflict
			out[k].Cooperation += d.Done - d.DoneConflict
		}
	}
	return out, err
}

// last is the rung on which a ladder ends.
func last(ladder []watch.Place) watch.Rung {
	if len(ladder) == 0 {
		return watch.Rung{}
	}
	return ladder[len(ladder)-1].Rung
}
