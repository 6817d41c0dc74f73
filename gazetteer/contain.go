package gazetteer

import (
	"slices"

	"tocsin/gazetteer/table"
)

// inList reports whether a comma or "in" ties match i to a following one.
func (r *reading) inList(i int) bool {
	return r.container(i) >= 0 || i > 0 && r.container(i-1) == i
}

// container is the match that the text says match i lies in, "X, Y" or "X in
// Y", or -1.
func (r *reading) container(i int) int {
	if i+1 >= len(r.found) {
		return -1
	}
	m, next := &r.found[i], &r.found[i+1]
	if next.use == rejected || next.sentence != m.sentence {
		return -1
	}
	gap := r.doc.Tokens[m.End:next.Start]
	switch {
	case len(gap) == 1 && (gap[0].Form == "," || gap[0].Form == "(" || r.isA(m.End, inWord)):
		return i + 1
	case len(gap) == 2 && (gap[0].Form == "," || r.isA(m.End, inWord)) && r.isA(m.End+1, inWord|article):
		return i + 1
	}
	return -1
}

// containment scores a candidate by the match it is said to lie in or that is
// said to lie in it.
func (r *reading) containment(c *candidate, i int) float64 {
	if o := r.container(i); o >= 0 && r.anyContains(&r.found[o], func(outer *candidate) bool { return contains(outer, c) }) {
		return withinBonus
	}
	if i > 0 && r.container(i-1) == i && r.anyContains(&r.found[i-1], func(inner *candidate) bool { return contains(c, inner) }) {
		return withinBonus
	}
	return 0
}

func (r *reading) anyContains(m *match, test func(*candidate) bool) bool {
	r.others = r.candidates(m, r.others[:0])
	return slices.ContainsFunc(r.others, func(c candidate) bool { return test(&c) })
}

// contains reports whether outer is an area or country that inner lies in.
func contains(outer, inner *candidate) bool {
	if inner.kind != refRecord {
		return inner.kind == refRegion && outer.kind == refCountry && outer.index == inner.country
	}
	switch {
	case outer.kind == refCountry:
		return outer.index == inner.country
	case outer.kind == refRegion:
		return outer.country >= 0 && outer.country == inner.country
	case outer.kind == refRecord && outer.brief.Kind == table.Admin1:
		return inner.brief.Admin1 == outer.index
	case outer.kind == refRecord && outer.brief.Kind == table.Admin2:
		return inner.brief.Admin2 == outer.index
	}
	return false
}

// A sense is what a name means in this report.
type sense struct {
	sum uint64
	candidate
}

func (r *reading) sense(sum uint64) (candidate, bool) {
	for _, s := range r.senses {
		if s.sum == sum {
			return s.candidate, true
		}
	}
	return candidate{}, false
}
