package merge

import "strconv"

// A Key names mentions that could share an event: those of one family of
// types, with a pair of parties, one party or the wording of a report in
// common, on days Lo to Hi, counted from 1970. Mentions without a common key
// are never joined, so an index of keys finds all that a new mention can
// change.
type Key struct {
	Family int
	Name   string
	Lo, Hi int
}

const (
	seam        = 1    // days by which tellers differ on a day that they tell
	planSeam    = 3    // days by which an act may miss the day it was planned for
	longAgo     = 60   // days that an undated mention can lag behind a dated one
	undatedLag  = 21   // days between reports that tell an act without its day
	poorLag     = 7    // the same, where one of them names one party at most
	kinLag      = 1000 // the same, where their reports tell one story
	datedFamily = 1    // added to a family's even number
)

// Keys are the keys under which a mention is kept.
func (r *Reading) Keys() []Key {
	p := &r.profile
	names := append(p.whole(), p.kinNames()...)
	for _, k := range p.own {
		if !p.rich() {
			k = poorName(k)
		}
		names = append(names, k)
	}
	return p.index(nil, names, p.dated, 0)
}

// Lookups are the keys that find every mention which can be joined with one.
// What names two parties is found by the pair, however busy each of them is.
func (r *Reading) Lookups() []Key {
	p := &r.profile
	whole, singles := p.whole(), []string{}
	for _, k := range p.own {
		singles = append(singles, poorName(k))
		if !p.rich() {
			singles = append(singles, k)
		}
	}
	toDated, toUndated, poorDated := planSeam, longAgo, planSeam
	if !p.dated {
		toDated, toUndated, poorDated = longAgo, undatedLag, poorLag
	}
	out := p.index(nil, whole, true, toDated)
	out = p.index(out, whole, false, toUndated)
	out = p.index(out, p.kinNames(), true, kinLag)
	out = p.index(out, p.kinNames(), false, kinLag)
	out = p.index(out, singles, true, poorDated)
	return p.index(out, singles, false, poorLag)
}

func reportName(id string) string  { return "@" + id }
func poorName(party string) string { return "=" + party }
func personName(h uint32) string   { return "#" + strconv.Itoa(int(h)) }
func kinName(h uint32) string      { return "~" + strconv.Itoa(int(h)) }

// whole are the names that find a mention by themselves: its report's wording,
// persons, and pairs of parties.
func (p *profile) whole() []string {
	out := []string{reportName(p.origin)}
	for _, h := range p.people {
		out = append(out, personName(h))
	}
	for i, a := range p.keys {
		for _, b := range p.keys[:i] {
			out = append(out, b+"+"+a)
		}
	}
	return out
}

// kinNames are the names that find a mention of one party at most by its
// report's story.
func (p *profile) kinNames() []string {
	if p.rich() {
		return nil
	}
	out := make([]string, len(p.persons))
	for i, h := range p.persons {
		out[i] = kinName(h)
	}
	return out
}

// index adds a key for each name, with the window widened by pad.
func (p *profile) index(out []Key, names []string, dated bool, pad int) []Key {
	f := 2 * p.family
	if dated {
		f += datedFamily
	}
	for _, name := range names {
		out = append(out, Key{Family: f, Name: name, Lo: p.lo - pad, Hi: p.hi + pad})
	}
	return out
}
