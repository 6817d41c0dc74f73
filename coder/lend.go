package coder

import (
	"slices"

	"tocsin"
	"tocsin/plover"
)

// lend gives events without a place of their own the place of another that
// happens in the same scene, else the only town that the sentence names.
func (s *scene) lend() {
	for _, a := range s.acts {
		if a.where >= 0 || !onTheSpot(a.Type) {
			continue
		}
		for _, b := range s.acts {
			if b != a && b.where >= 0 && onTheSpot(b.Type) && (s.inScene(a, b) || s.inScene(b, a)) && !s.isParty(a, &s.doc.Places[b.where]) {
				a.where = b.where
				break
			}
		}
	}
	if slices.ContainsFunc(s.acts, func(a *act) bool { return a.where >= 0 && onTheSpot(a.Type) }) {
		return
	}
	k := s.onlyTown()
	for _, a := range s.acts {
		if k >= 0 && violent(a.Type) && !s.apartInTime(a.Head) && !s.isParty(a, &s.doc.Places[k]) {
			a.where = k
		}
	}
}

// lendTimes gives an event without a time that of another that happens while
// it does: "detained students during clashes on Sunday".
func (s *scene) lendTimes() {
	for _, a := range s.acts {
		for _, b := range s.acts {
			if a.when >= 0 || b == a || b.when < 0 || !onTheSpot(a.Type) || !onTheSpot(b.Type) {
				continue
			}
			if s.meanwhile(a, b) || s.meanwhile(b, a) {
				a.when = b.when
			}
		}
	}
}

// meanwhile reports whether a happens during b: as a noun behind a preposition
// that says so, or in a clause of when or while under it.
func (s *scene) meanwhile(a, b *act) bool {
	i, h := a.verb, s.v.head(a.verb)
	switch {
	case h < 0 || !b.tells(h) && !(s.nominal(b) && s.v.tok(i).Rel == "advcl" && s.v.head(b.Head) == h):
		return false
	case s.v.tok(i).Rel == "advcl":
		return s.v.marked(i, roleWhile) || s.whenAdverb(i)
	}
	return s.nominal(a) && s.v.tok(i).Rel == "obl" && s.v.prefaced(i, adWith)
}

// violent: reports name the town of what is done to people before all else.
func violent(t plover.Type) bool {
	return t == plover.Assault || t == plover.Protest || t == plover.Coerce
}

// inScene reports whether a happens where b does: in a clause of when or while
// under it, in a participle of the same subject, or as what goes on around it ("taken after days of fighting").
func (s *scene) inScene(a, b *act) bool {
	v := s.v
	i := a.verb
	if v.tok(i).Rel == "advcl" && b.tells(v.head(i)) {
		return v.marked(i, roleWhile) || s.whenAdverb(i) || v.find(i, "mark", "nsubj") < 0 && !v.wh(i)
	}
	amid := false
	for n := 0; n < maxNested && i >= 0 && s.nominal(a); n++ {
		h := v.head(i)
		if h < 0 || v.tok(i).UPOS == "VERB" {
			return false
		}
		amid = amid || v.prefaced(i, adAmid)
		if b.tells(h) {
			return v.tok(i).Rel == "obl" && amid
		}
		i = h
	}
	return false
}

// whenAdverb holds for a clause that "when" opens as an adverb.
func (s *scene) whenAdverb(i int) bool {
	for c := s.v.first(i); c >= 0 && c < i; c = s.v.after(c) {
		if s.v.tok(c).Rel == "advmod" && (s.v.plays(c, roleWhile) || s.v.plays(c, roleWhen)) {
			return true
		}
	}
	return false
}

// onlyTown is the one town, or smaller place, that the sentence says somebody
// or something is in; -1 if there is none or more than one. Where officials
// speak does not count.
func (s *scene) onlyTown() int {
	found := -1
	for _, k := range s.places[s.index] {
		p := &s.doc.Places[k]
		if !s.v.s.Contains(p.Head) || !s.peopled(p) {
			continue
		}
		if found >= 0 && s.doc.Places[found].Name != p.Name {
			return -1
		}
		found = k
	}
	return found
}

// resident reports whether the noun at i stands for people who live where they
// speak, as doctors and witnesses do.
func (s *scene) resident(i int) bool {
	return slices.ContainsFunc(s.actors[i], func(k int) bool {
		x := &s.doc.Actors[k]
		return x.Kind == tocsin.Unnamed && len(x.Sectors) > 0 && !slices.Contains(uniformed, x.Sectors[0])
	})
}

// uniformed are the sectors whose members speak for others.
var uniformed = []string{"GOV", "MIL", "COP", "SPY", "JUD", "LEG"}

// peopled accepts a town behind a preposition of place or as the object of a
// verb like "visit", unless an official's phrase holds it.
func (s *scene) peopled(p *tocsin.Place) bool {
	v := s.v
	if p.Precision != tocsin.PrecisionCity && p.Precision != tocsin.PrecisionPoint {
		return false
	}
	i, _ := s.placePhrase(p.Head)
	inside := v.prefaced(i, adInside)
	reached := v.tok(i).Rel == "obj" && v.head(i) >= 0 && v.adjoins(v.head(i), adReach)
	if !inside && !reached {
		return false
	}
	for n := 0; n < maxNested; n++ {
		h := v.head(i)
		if h < 0 || s.official(h) {
			return false
		}
		if v.tok(h).UPOS == "VERB" {
			if tocsin.RelIs(v.tok(h).Rel, "advcl", "conj", "parataxis") && v.find(h, "nsubj", "nsubj:pass") >= 0 {
				return false // the clause tells of something else
			}
			return !s.reports(h) || s.resident(i)
		}
		i = h
	}
	return true
}
