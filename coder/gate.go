package coder

import (
	"slices"

	"tocsin"
	"tocsin/plover"
)

// gate keeps out of the record of one report what only sounds like
// confrontation. Words of speech, law, trade and violence are also said of
// firms, players, germs and accidents; what the whole report is about decides.
type gate struct {
	known  bool // most of its mentions have a party of a known country or sector
	calm   bool // hardly any of it is politics
	forced bool // somebody in it uses force
	short  bool // too short to tell
}

// Bounds of what a report tells about itself. They were set on reports of
// politics and on reports of sport, science, business and accidents.
const (
	shortReport    = 5  // sentences: fewer tell nothing of the rest
	someNouns      = 50 // nouns: fewer tell nothing of the subject
	calmNouns      = 13 // one noun of politics in so many, or fewer, is calm
	calmSents      = 12 // one mention in so many sentences, or fewer, is calm …
	politicalNouns = 5  // … unless one noun in so many is of politics
)

func newGate(d *tocsin.Doc, p profile, ms []tocsin.Mention, acts []*act) gate {
	g := gate{short: len(d.Sents) < shortReport, calm: p.nouns >= someNouns && p.political*calmNouns < p.nouns}
	if lone := len(d.Sents) >= calmSents && len(ms)*calmSents < len(d.Sents); lone && p.political*politicalNouns < p.nouns {
		g.calm = true
	}
	known := 0
	for i := range ms {
		if hasParty(&ms[i]) {
			known++
		}
		g.forced = g.forced || force(&ms[i]) && !unmeant(acts[i])
	}
	g.known = 2*known >= len(ms)
	return g
}

// passes reports whether a mention is one of the record.
func (g *gate) passes(m *tocsin.Mention, a *act) bool {
	switch {
	case private(m):
		return false
	case !g.known && !hasParty(m) && !material(plover.Type(m.Type)):
		return g.short && (m.Place != nil || ruled(m))
	case g.short:
		return true
	case !g.forced && unmeant(a):
		return false
	}
	return !g.calm || public(m.Actors)
}

// weigh drops the mentions that the gate of the report does not pass, in place.
func weigh(d *tocsin.Doc, p profile, ms []tocsin.Mention, acts []*act) []tocsin.Mention {
	g := newGate(d, p, ms, acts)
	out := ms[:0]
	for i := range ms {
		if g.passes(&ms[i], acts[i]) {
			out = append(out, ms[i])
		}
	}
	return out
}

func hasParty(m *tocsin.Mention) bool {
	known := func(p tocsin.Party) bool { return p.Country != "" || len(p.Sectors) > 0 }
	return slices.ContainsFunc(m.Actors, known) || slices.ContainsFunc(m.Recipients, known)
}

// material: an act that is news whoever does it.
func material(t plover.Type) bool {
	return t == plover.Assault || t == plover.Mobilize || t == plover.Protest || t == plover.Cooperate
}

// ruled: an act that only a government can do.
func ruled(m *tocsin.Mention) bool {
	return slices.Contains(m.Modes, "curfew") || slices.Contains(m.Modes, "martial-law")
}

// force: an act of violence or unrest.
func force(m *tocsin.Mention) bool {
	return m.Type == string(plover.Assault) || m.Type == string(plover.Protest)
}

// unmeant reports whether an act may be an accident: words that tell what
// happened to people and things, with nobody who did it.
func unmeant(a *act) bool { return a.Sense.Result && len(a.actors) == 0 }

// public reports whether one of the parties is a power: a state, its arms and
// offices, or who fights them.
func public(ps []tocsin.Party) bool {
	return slices.ContainsFunc(ps, func(p tocsin.Party) bool {
		return slices.ContainsFunc(p.Sectors, func(s string) bool { return slices.Contains(powers, s) })
	})
}

// private reports whether a firm or an outlet deals with its like or with the
// public: what it offers, forbids and asks is no politics.
func private(m *tocsin.Mention) bool {
	if len(m.Actors) == 0 || material(plover.Type(m.Type)) || public(m.Recipients) {
		return false
	}
	for _, p := range m.Actors {
		if len(p.Sectors) == 0 || slices.ContainsFunc(p.Sectors, func(s string) bool { return s != "BUS" && s != "JRN" }) {
			return false
		}
	}
	return true
}

// powers are the sectors of [public].
var powers = []string{"GOV", "MIL", "REB", "PRM", "UAF", "SPY", "LEG", "JUD", "PTY", "OPP", "COP", "CRM"}
