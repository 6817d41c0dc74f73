package coder

import (
	"slices"

	"tocsin"
	"tocsin/plover"
)

// weigh drops what only sounds like confrontation. Words of speech, law and
// trade are also said of firms, players and programs: a mention with no party
// of a known country or sector counts only in a report most of whose mentions
// have one. Violence, protest and movements of forces count anyway.
func weigh(ms []tocsin.Mention) []tocsin.Mention {
	known := 0
	for i := range ms {
		if hasParty(&ms[i]) {
			known++
		}
	}
	if 2*known >= len(ms) {
		return ms
	}
	return slices.DeleteFunc(ms, func(m tocsin.Mention) bool { return !hasParty(&m) && !material(plover.Type(m.Type)) })
}

func hasParty(m *tocsin.Mention) bool {
	known := func(p tocsin.Party) bool { return p.Country != "" || len(p.Sectors) > 0 }
	return slices.ContainsFunc(m.Actors, known) || slices.ContainsFunc(m.Recipients, known)
}

// material: an act that is news whoever does it.
func material(t plover.Type) bool {
	return t == plover.Assault || t == plover.Mobilize || t == plover.Protest || t == plover.Cooperate
}
