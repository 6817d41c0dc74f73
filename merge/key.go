package merge

import (
	"tocsin"
)

// A Key names mentions that could share an event: those of one family of
// types, with one party, country or wording in common, on days Lo to Hi,
// counted from 1970. Mentions without a common key are never joined, so an
// index of keys finds all that a new mention can change.
type Key struct {
	Family int
	Name   string
	Lo, Hi int
}

const (
	seam        = 1  // days by which tellers differ on a day that they tell
	longAgo     = 60 // days that an undated mention can lag behind a dated one
	undatedLag  = 21 // days between reports that tell an act without its day
	datedFamily = 1  // added to a family's even number
)

// Keys are the keys under which a mention is kept.
func (m *Merger) Keys(mention *tocsin.Mention, copies map[tocsin.ReportID]Copy) []Key {
	set := Set{Copies: copies, further: m.further}
	p := set.profile(mention)
	return p.index(p.dated, 0)
}

// Lookups are the keys that find every mention which can be joined with one.
func (m *Merger) Lookups(mention *tocsin.Mention, copies map[tocsin.ReportID]Copy) []Key {
	set := Set{Copies: copies, further: m.further}
	p := set.profile(mention)
	toDated, toUndated := seam, longAgo
	if !p.dated {
		toDated, toUndated = longAgo, undatedLag
	}
	return append(p.index(true, toDated), p.index(false, toUndated)...)
}

// index makes a key for each name, with the window widened by pad.
func (p *profile) index(dated bool, pad int) []Key {
	f := 2 * family(p.m.Type)
	if dated {
		f += datedFamily
	}
	out := make([]Key, len(p.keys))
	for i, name := range p.keys {
		out[i] = Key{Family: f, Name: name, Lo: p.lo - pad, Hi: p.hi + pad}
	}
	return out
}
