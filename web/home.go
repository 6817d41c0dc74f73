package web

import (
	"slices"
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
	l, err := r.lately()
	if err != nil {
		return nil, err
	}
	out := []homeRow{}
	for i := range busiest {
		row := homeRow{dyad: dyadOf(&busiest[i])}
		row.AB, row.BA = l.rungs(row.A, row.B)
		if row.Weeks, err = r.sparkWeeks(row.A, row.B); err != nil {
			return nil, err
		}
		row.Rungs = [2]string{row.AB.String(), row.BA.String()}
		out = append(out, row)
	}
	return out, nil
}

// A lately is what happened in the last days of the record, for the ladders
// of all pairs at once.
type lately struct {
	events []tocsin.Event
	aims   map[string][]string
	by     map[string][]int // events by country of an actor
}

// latelyMost bounds what is read for the ladders of the first page. Where more
// happens in two windows, their first days are left out.
const latelyMost = 10_000

// lately reads what happened in the last two windows, once for each state of
// the record: a pair that was quiet for longer is not among the busiest.
func (r *request) lately() (*lately, error) {
	const key = "lately"
	if l, ok := r.shelf.pairs.Load(key); ok {
		return l.(*lately), nil
	}
	es, _, err := r.read.Acts(r.ctx, store.Query{Since: r.daysBack(2 * watch.Window), Limit: latelyMost})
	if err != nil {
		return nil, err
	}
	l := &lately{events: es, aims: watch.Aims(es), by: map[string][]int{}}
	for i := range es {
		for _, c := range codes(es[i].Actors) {
			l.by[c] = append(l.by[c], i)
		}
	}
	r.shelf.pairs.Store(key, l)
	return l, nil
}

// rungs are those of a pair in both directions.
func (l *lately) rungs(a, b string) (ab, ba watch.Rung) {
	var es []tocsin.Event
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		for _, i := range l.by[pair[0]] {
			e := &l.events[i]
			acts, suffers := codes(e.Actors), codes(e.Recipients)
			if pair[0] == b && slices.Contains(acts, a) {
				continue // taken already
			}
			if slices.Contains(acts, pair[1]) || slices.Contains(suffers, pair[1]) || slices.Contains(l.aims[e.ID], pair[1]) {
				es = append(es, *e)
			}
		}
	}
	return last(watch.Ladder(watch.Pair{From: a, To: b}, es)), last(watch.Ladder(watch.Pair{From: b, To: a}, es))
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
