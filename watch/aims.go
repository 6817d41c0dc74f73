package watch

import (
	"cmp"
	"slices"
	"sort"

	"tocsin"
	"tocsin/plover"
)

// Aims says at whom displays of force are aimed that name nobody: at the
// country where they are made if it is not the actor's own, otherwise at the
// other side of the actor's conflicts as the same reports tell them, displays
// included, or, where those tell of none, as all reports tell them around the
// same days.
func Aims(events []tocsin.Event) map[string][]string {
	out := map[string][]string{}
	var rest []*tocsin.Event
	f := newFoes()
	for i := range events {
		e := &events[i]
		aim, open := aimOf(e)
		if aim != "" {
			out[e.ID] = []string{aim}
		}
		if open {
			rest = append(rest, e)
		}
		f.add(e)
	}
	f.sort()
	for _, e := range rest {
		if b := f.of(e); b != "" {
			out[e.ID] = []string{b}
		}
	}
	return out
}

// aimOf is where a display of force that names nobody is aimed by its place;
// open if only the conflicts of its actors can tell. Other events have neither.
func aimOf(e *tocsin.Event) (aim string, open bool) {
	switch {
	case e.Background || plover.Type(e.Type) != plover.Mobilize || len(e.Recipients) > 0:
		return "", false
	case abroad(e):
		return e.Place.Country, false
	}
	return "", true
}

// abroad reports whether an act takes place in a country that is not an
// actor's.
func abroad(e *tocsin.Event) bool {
	return e.Place != nil && e.Place.Country != "" && !has(e.Actors, e.Place.Country)
}

// A tally weighs how much one country is in conflict with another.
type tally map[[2]string]int

func (t tally) add(a, b string, weight int) {
	for _, k := range [][2]string{{a, b}, {b, a}} {
		if t[k] += weight; t[k] == 0 {
			delete(t, k)
		}
	}
}

// hostility is what an act tells of who is whose foe: a deed or a threat more
// than a reproach, and an appeal nothing, since mediators appeal to both sides.
func hostility(e *tocsin.Event) int {
	t := plover.Type(e.Type)
	switch {
	case t == plover.Request:
		return 0
	case t == plover.Threaten, plover.Quad(t) == plover.MaterialConflict:
		return 2
	}
	return 1
}

// foes are the conflicts that reports tell.
type foes struct {
	reports map[tocsin.ReportID]tally
	acts    map[string]*conflicts // of each country
	version map[string]int        // grows with what is known of a country
}

func newFoes() *foes {
	return &foes{reports: map[tocsin.ReportID]tally{}, acts: map[string]*conflicts{}, version: map[string]int{}}
}

// conflicts are the acts of conflict between one country and others: those of
// at most lasting days, and the longer ones, each in order.
type conflicts struct{ short, long []conflict }

// A conflict is one act of conflict with another country.
type conflict struct {
	id, other   string
	weight      int
	first, last tocsin.Day
}

func (c conflict) compare(d conflict) int {
	return cmp.Or(compareDays(c.first, d.first), compareDays(c.last, d.last), cmp.Compare(c.id, d.id), cmp.Compare(c.other, d.other))
}

// each calls do with the pairs of countries between which an event is an act
// of conflict, and with its weight.
func (f *foes) each(e *tocsin.Event, do func(a, b string, weight int)) {
	weight := hostility(e)
	aim, open := aimOf(e)
	if e.Background || open || weight == 0 || !isConflict(e.Type) {
		return
	}
	to := e.Recipients
	if aim != "" {
		to = []tocsin.Participant{{Country: aim}}
	}
	for _, a := range e.Actors {
		for _, b := range to {
			if a.Country != "" && b.Country != "" && a.Country != b.Country {
				do(a.Country, b.Country, weight)
			}
		}
	}
}

// add learns of an event; sort must follow before anything is asked.
func (f *foes) add(e *tocsin.Event) {
	f.each(e, func(a, b string, weight int) {
		for _, x := range [][2]string{{a, b}, {b, a}} {
			l := f.list(x[0], e)
			*l = append(*l, conflict{e.ID, x[1], weight, e.First, e.Last})
		}
		f.tell(e, a, b, weight)
	})
}

func (f *foes) sort() {
	for _, c := range f.acts {
		slices.SortFunc(c.short, conflict.compare)
		slices.SortFunc(c.long, conflict.compare)
	}
}

// insert learns of an event and keeps the order; its inverse is remove.
func (f *foes) insert(e *tocsin.Event) {
	f.each(e, func(a, b string, weight int) {
		for _, x := range [][2]string{{a, b}, {b, a}} {
			l := f.list(x[0], e)
			c := conflict{e.ID, x[1], weight, e.First, e.Last}
			i, _ := slices.BinarySearchFunc(*l, c, conflict.compare)
			*l = slices.Insert(*l, i, c)
		}
		f.tell(e, a, b, weight)
	})
}

func (f *foes) remove(e *tocsin.Event) {
	f.each(e, func(a, b string, weight int) {
		for _, x := range [][2]string{{a, b}, {b, a}} {
			l := f.list(x[0], e)
			if i, found := slices.BinarySearchFunc(*l, conflict{e.ID, x[1], weight, e.First, e.Last}, conflict.compare); found {
				*l = slices.Delete(*l, i, i+1)
			}
		}
		f.tell(e, a, b, -weight)
	})
}

// tell adds a conflict to what the reports of an event tell.
func (f *foes) tell(e *tocsin.Event, a, b string, weight int) {
	f.version[a]++
	f.version[b]++
	for _, m := range e.Members {
		if f.reports[m.Report] == nil {
			f.reports[m.Report] = tally{}
		}
		f.reports[m.Report].add(a, b, weight)
	}
}

// list is the list of a country's conflicts to which an event belongs.
func (f *foes) list(country string, e *tocsin.Event) *[]conflict {
	c := f.acts[country]
	if c == nil {
		c = &conflicts{}
		f.acts[country] = c
	}
	if e.Last.Sub(e.First) > lasting {
		return &c.long
	}
	return &c.short
}

// known is the sum of the versions of the actors' countries: as long as it
// stays, of gives the same.
func (f *foes) known(e *tocsin.Event) (sum int) {
	for _, a := range e.Actors {
		sum += f.version[a.Country]
	}
	return sum
}

// of is the country that is most in conflict with the actors of an event.
func (f *foes) of(e *tocsin.Event) string {
	n := map[string]int{}
	for _, m := range e.Members {
		for pair, weight := range f.reports[m.Report] {
			if has(e.Actors, pair[0]) && !has(e.Actors, pair[1]) {
				n[pair[1]] += weight
			}
		}
	}
	if b := most(n); b != "" {
		return b
	}
	clear(n)
	from, to := e.First.AddDays(-Window), e.Last.AddDays(Window)
	for i, a := range e.Actors {
		if c := f.acts[a.Country]; c != nil && !has(e.Actors[:i], a.Country) {
			c.between(from, to, func(x conflict) {
				if !has(e.Actors, x.other) {
					n[x.other] += x.weight
				}
			})
		}
	}
	return most(n)
}

// between calls do with the conflicts that take place between two days.
func (c *conflicts) between(from, to tocsin.Day, do func(conflict)) {
	near := from.AddDays(-lasting)
	i := sort.Search(len(c.short), func(i int) bool { return compareDays(c.short[i].first, near) >= 0 })
	for _, list := range [][]conflict{c.short[i:], c.long} {
		for _, x := range list {
			if compareDays(to, x.first) < 0 {
				break
			}
			if compareDays(x.last, from) >= 0 {
				do(x)
			}
		}
	}
}

// most is the country with the highest weight, of two equal ones the first by
// name.
func most(n map[string]int) string {
	best := ""
	for b, k := range n {
		if best == "" || k > n[best] || k == n[best] && b < best {
			best = b
		}
	}
	return best
}
