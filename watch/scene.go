package watch

import (
	"cmp"
	"slices"
	"sort"

	"tocsin"
	"tocsin/record"
)

// A scene is one pair in one situation on one day. What is counted of a day is
// counted once and kept until an act of that day comes or goes.
type scene struct {
	situation *Situation
	pair      Pair
	known     *record.Known   // its events are not looked at
	acts      []*tocsin.Event // all that the pair is about, told as news, in order
	long      []*tocsin.Event // those that last longer than lasting days, in order
	days      map[tocsin.Day]*dayActs
}

// A dayActs is what is counted of the acts that begin on one day.
type dayActs struct {
	Count
	distinct []*tocsin.Event // that count, one of a type and place
	top      Rung            // highest of those that count, also where a type repeats
}

// lasting is how many days an act lasts at most that is found by its first
// day; the few that last longer are looked through.
const lasting = 31

// inOrder sorts acts by day, and those of a day always in the same way.
func inOrder(a, b *tocsin.Event) int {
	return cmp.Or(compareDays(a.First, b.First), compareDays(a.Last, b.Last), cmp.Compare(a.ID, b.ID))
}

// compareDays is quicker than subtracting.
func compareDays(a, b tocsin.Day) int {
	return cmp.Or(a.Year-b.Year, int(a.Month-b.Month), a.Date-b.Date)
}

// add puts an act in its place.
func (sc *scene) add(e *tocsin.Event) {
	sc.acts = insert(sc.acts, e)
	if e.Last.Sub(e.First) > lasting {
		sc.long = insert(sc.long, e)
	}
	delete(sc.days, e.First)
}

// remove takes an act out that is the same as e.
func (sc *scene) remove(e *tocsin.Event) {
	sc.acts = without(sc.acts, e)
	if e.Last.Sub(e.First) > lasting {
		sc.long = without(sc.long, e)
	}
	delete(sc.days, e.First)
}

func insert(acts []*tocsin.Event, e *tocsin.Event) []*tocsin.Event {
	i, _ := slices.BinarySearchFunc(acts, e, inOrder)
	return slices.Insert(acts, i, e)
}

func without(acts []*tocsin.Event, e *tocsin.Event) []*tocsin.Event {
	if i, found := slices.BinarySearchFunc(acts, e, inOrder); found {
		return slices.Delete(acts, i, i+1)
	}
	return acts
}

// from is the index of the first act that begins on a day or later.
func (sc *scene) from(day tocsin.Day) int {
	return sort.Search(len(sc.acts), func(i int) bool { return compareDays(sc.acts[i].First, day) >= 0 })
}

// on counts the acts that begin on a day. What it returns is shared.
func (sc *scene) on(day tocsin.Day) *dayActs {
	if d, ok := sc.days[day]; ok {
		return d
	}
	type one struct{ kind, place string }
	d := &dayActs{}
	seen := map[one]bool{}
	for i := sc.from(day); i < len(sc.acts) && sc.acts[i].First == day; i++ {
		e := sc.acts[i]
		if !counts(e) {
			continue
		}
		if r := RungOf(e); r.Above(d.top) {
			d.top = r
		}
		key := one{e.Type, ""}
		if e.Place != nil {
			key.place = e.Place.Name
		}
		if !seen[key] {
			d.distinct = append(d.distinct, e)
			d.add(e)
			d.Killed += killed(e)
		}
		seen[key] = true
	}
	if sc.days == nil {
		sc.days = map[tocsin.Day]*dayActs{}
	}
	sc.days[day] = d
	return d
}

// distinct are the acts that count, one of a type and place a day, whose day
// lies between two days.
func (sc *scene) distinct(from, to tocsin.Day) []*tocsin.Event {
	var out []*tocsin.Event
	for day := from; compareDays(day, to) <= 0; day = day.AddDays(1) {
		out = append(out, sc.on(day).distinct...)
	}
	return out
}

// split counts conflict and cooperation between two days.
func (sc *scene) split(from, to tocsin.Day) (conflict, cooperation int, acts []*tocsin.Event) {
	for day := from; compareDays(day, to) <= 0; day = day.AddDays(1) {
		d := sc.on(day)
		conflict, cooperation = conflict+d.Conflict(), cooperation+d.Cooperation()
		for _, e := range d.distinct {
			if isConflict(e.Type) {
				acts = append(acts, e)
			}
		}
	}
	return conflict, cooperation, acts
}

// overlapping calls do with the acts that take place between two days, in
// order.
func (sc *scene) overlapping(from, to tocsin.Day, do func(*tocsin.Event)) {
	near := from.AddDays(-lasting)
	for _, e := range sc.long {
		if compareDays(e.First, near) < 0 && compareDays(e.Last, from) >= 0 {
			do(e)
		}
	}
	for i := sc.from(near); i < len(sc.acts) && compareDays(sc.acts[i].First, to) <= 0; i++ {
		if e := sc.acts[i]; compareDays(e.Last, from) >= 0 {
			do(e)
		}
	}
}

// highest is the highest rung of the acts that count and take place between
// two days.
func (sc *scene) highest(from, to tocsin.Day) Rung {
	var top Rung
	higher := func(e *tocsin.Event) {
		if r := RungOf(e); counts(e) && compareDays(e.First, from) < 0 && r.Above(top) {
			top = r
		}
	}
	before := from.AddDays(-1)
	if compareDays(to, before) < 0 {
		before = to
	}
	sc.overlapping(from, before, higher)
	for day := from; compareDays(day, to) <= 0; day = day.AddDays(1) {
		if r := sc.on(day).top; r.Above(top) {
			top = r
		}
	}
	return top
}

// top is the highest rung of the acts that count and take place between two
// days, the acts on it, and whether each of them is disputed.
func (sc *scene) top(from, to tocsin.Day) (top Rung, on []*tocsin.Event, contested bool) {
	sc.overlapping(from, to, func(e *tocsin.Event) {
		if !counts(e) {
			return
		}
		r := RungOf(e)
		if r.Above(top) {
			top, on, contested = r, nil, true
		}
		if r == top {
			on = append(on, e)
			contested = contested && e.Status == tocsin.Disputed
		}
	})
	return top, on, contested
}

// series counts the acts from day to day, or from week to week, ending on
// the day to; the first step may reach back before from.
func (sc *scene) series(from, to tocsin.Day, every int) Series {
	steps := max(0, (to.Sub(from)+every)/every)
	s := Series{Pair: sc.pair, Every: every, Counts: make([]Count, steps)}
	day := to.AddDays(1 - steps*every)
	for i := range s.Counts {
		c := &s.Counts[i]
		c.Day = day
		for range every {
			d := sc.on(day)
			c.VerbalCooperation += d.VerbalCooperation
			c.MaterialCooperation += d.MaterialCooperation
			c.VerbalConflict += d.VerbalConflict
			c.MaterialConflict += d.MaterialConflict
			c.Score, c.Killed = c.Score+d.Score, c.Killed+d.Killed
			c.Reports += sc.known.Volume[day]
			day = day.AddDays(1)
		}
	}
	return s
}

// scenes looks at a situation from each of its pairs.
func scenes(s *Situation, k *record.Known) []*scene {
	aims := Aims(k.Events)
	var out []*scene
	for _, p := range s.Pairs() {
		sc := &scene{situation: s, pair: p, known: k}
		for i := range k.Events {
			e := &k.Events[i]
			if !e.Background && s.of(p, e, aims) && k.Says(e, s.Words) {
				sc.add(e)
			}
		}
		out = append(out, sc)
	}
	return out
}

// together is one scene of all that a situation is about, in whatever
// direction.
func together(s *Situation, k *record.Known) *scene {
	sc := &scene{situation: s, known: k}
	seen := map[*tocsin.Event]bool{}
	for _, part := range scenes(s, k) {
		for _, e := range part.acts {
			if !seen[e] {
				sc.add(e)
			}
			seen[e] = true
		}
	}
	return sc
}

// of reports whether an event is of a pair of the situation, words aside.
func (s *Situation) of(p Pair, e *tocsin.Event, aims map[string][]string) bool {
	if p == (Pair{}) {
		return s.about(e)
	}
	return towards(p, e, aims)
}
