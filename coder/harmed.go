package coder

import (
	"slices"

	"tocsin"
	"tocsin/plover"
)

// This file corrects the countries of those that something is done to: the dead
// of an attack on a neighbour, crews and ships that are taken, embassies and
// those that protest at them.

func (s *scene) resume(a *act) {
	if a.Type != plover.Coerce && a.Type != plover.Assault {
		return
	}
	o := s.patient(a.Head, 0)
	if o < 0 || s.v.tok(o).UPOS != "PRON" || s.isKnown(a.recipients) {
		return
	}
	lex := s.v.lex
	things := lex.names["VESSEL"] | lex.craft | lex.names["BUILDING"] | lex.names["BASE"] | lex.names["CARGO"]
	for k := o - 1; k >= s.v.s.Start; k-- {
		if s.v.tok(k).UPOS != "NOUN" || lex.of(s.v.tok(k).Lemma)&things == 0 || s.isActor(a, k) {
			continue
		}
		if ps := s.foreigners(a, s.sided(k)); len(ps) > 0 {
			x := s.doc.Actors[ps[0]]
			x.Span, x.Head, x.From = tocsin.Span{Start: o, End: o + 1}, o, ps[0]
			a.recipients = []int{s.enlist(x, ps[0])}
		}
		return
	}
}

func (s *scene) isKnown(as []int) bool {
	return slices.ContainsFunc(as, func(i int) bool { return s.doc.Actors[i].Country != "" })
}

func (s *scene) isActor(a *act, k int) bool {
	return slices.ContainsFunc(a.actors, func(i int) bool { return s.doc.Actors[i].Contains(k) })
}

func (s *scene) bereave(a *act) {
	s.exclave(a)
	s.crowd(a)
	if len(a.actors) == 0 || len(a.recipients) == 0 || a.Sense.Reciprocal || !takes(a) {
		return
	}
	x := &s.doc.Actors[a.actors[0]]
	c := x.Country
	if c == "" || plover.ValidInternational(c) || len(x.Sectors) == 0 || x.Sectors[0] != "GOV" && x.Sectors[0] != "MIL" || !s.stated(a.actors[0]) {
		return
	}
	for n, i := range a.recipients {
		if s.doc.Actors[i].Country != c || !s.isPronoun(a, i) && (s.stated(i) || a.Type != plover.Assault && !s.crewed(i)) {
			continue
		}
		land := s.hitLand(a, c)
		if land == "" {
			continue
		}
		a.recipients = slices.Clone(a.recipients)
		a.recipients[n] = s.moor(i, land)
	}
}

func (s *scene) crowd(a *act) {
	if a.Type != plover.Protest || len(a.actors) != 1 || s.attested(a.actors[0]) || !s.isKnown(a.recipients) {
		return
	}
	c := s.doc.Actors[a.actors[0]].Country
	if c == "" || !s.isLand(c, a.recipients) {
		return
	}
	for _, i := range a.recipients {
		if h := s.doc.Actors[i].Head; !s.v.s.Contains(h) || !s.v.plays(h, roleLegation) {
			return
		}
	}
	land := ""
	if a.where >= 0 && s.doc.Places[a.where].Country != c {
		land = s.doc.Places[a.where].Country
	}
	a.actors = []int{s.moor(a.actors[0], land)}
}

func (s *scene) exclave(a *act) {
	if a.where < 0 {
		return
	}
	land := s.doc.Places[a.where].Country
	for n, i := range a.recipients {
		x := &s.doc.Actors[i]
		if x.Country != land || land == "" || !s.v.s.Contains(x.Head) || !s.v.plays(x.Head, roleLegation) || s.wordsTell(i) {
			continue
		}
		a.recipients = slices.Clone(a.recipients)
		a.recipients[n] = s.moor(i, s.opponent(land))
	}
}

func takes(a *act) bool {
	return a.Type == plover.Assault || a.Type == plover.Coerce || a.Type == plover.Retreat && slices.Contains(a.Modes, "release") || a.Type == plover.Concede && a.Shifted
}

func (s *scene) isPronoun(a *act, i int) bool {
	h := s.doc.Actors[i].Head
	return a.Type == plover.Retreat && s.v.s.Contains(h) && s.v.tok(h).UPOS == "PRON"
}

func (s *scene) crewed(i int) bool {
	lex := s.v.lex
	h := s.doc.Actors[i].Head
	return s.v.s.Contains(h) && (s.v.plays(h, roleCrew) || lex.of(s.v.tok(h).Lemma)&(lex.names["VESSEL"]|lex.names["AIRCRAFT"]) != 0)
}

func (s *scene) hitLand(a *act, c string) string {
	if a.where >= 0 {
		if land := s.doc.Places[a.where].Country; land != "" {
			if land == c {
				return ""
			}
			return land
		}
	}
	told := s.history
	for _, b := range s.acts {
		if b.Head < a.Head {
			told = append(slices.Clip(told), b)
		}
	}
	for k := len(told) - 1; k >= 0; k-- {
		b := told[k]
		if b.Type == plover.Protest || b.Type == plover.Consult || b.Type == plover.Cooperate || b.Type == plover.Aid {
			continue
		}
		for _, side := range [][2][]int{{b.actors, b.recipients}, {b.recipients, b.actors}} {
			if !s.isLand(c, side[0]) {
				continue
			}
			for _, i := range side[1] {
				if land := s.doc.Actors[i].Country; land != "" && land != c && !plover.ValidInternational(land) {
					return land
				}
			}
		}
	}
	return ""
}
