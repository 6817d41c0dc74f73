package coder

import (
	"slices"

	"tocsin"
	"tocsin/plover"
)

// locate finds where the event took place: the place phrase that the syntax
// attaches to the event or its arguments, unless it is a party.
func (s *scene) locate(a *act) {
	if a.where >= 0 {
		return
	}
	best := maxCost
	for _, k := range s.places[s.index] {
		p := &s.doc.Places[k]
		if !s.v.s.Contains(p.Head) || s.isParty(a, p) {
			continue
		}
		if c := s.placeCost(p, a); c < best {
			best, a.where = c, k
		}
	}
}

// isParty reports whether the place stands for a party of the event. A town
// may stand for the host and be where the visit is.
func (s *scene) isParty(a *act, p *tocsin.Place) bool {
	same := func(i int) bool { return s.doc.Actors[i].Head == p.Head }
	return slices.ContainsFunc(a.actors, same) || p.Precision == tocsin.PrecisionCountry && slices.ContainsFunc(a.recipients, same)
}

// placeCost is how far the place is from the event; maxCost if it is not
// where the event took place.
func (s *scene) placeCost(p *tocsin.Place, a *act) int {
	v := s.v
	i, cost := s.placePhrase(p.Head)
	if h := v.head(i); s.taken(a, i, h) {
		return cost
	} else if s.behindPreposition(i, h) {
		i = h // "in Lima protesters …", hung on the noun behind it
	}
	if !s.locative(i, a) {
		return maxCost
	}
	if n := s.v.find(i, "nsubj"); n >= 0 && n == a.Head {
		return cost // "the attack was in …"
	}
	for n := 0; n < maxNested; n++ {
		rel, h := v.tok(i).Rel, v.head(i)
		switch {
		case h < 0 || a.tells(i):
			return maxCost
		case a.tells(h):
			return cost + relCost(rel)
		case s.at(h) != nil || v.tok(h).UPOS == "VERB":
			if n > 0 || rel != "obl" {
				cost += 5
			}
			return min(maxCost, cost+relCost(rel)+s.inheritsPlace(a.Head, h, p.Start, n == 0))
		case v.tok(h).Rel == "nsubj" && a.Type != plover.Protest && v.head(h) == a.Head:
			return maxCost // where the actor is from
		}
		cost += 1 + relCost(rel)
		i = h
	}
	return maxCost
}

// behindPreposition reports whether the name at i follows a preposition that
// the tree gives to the noun h it takes the name for a part of.
func (s *scene) behindPreposition(i, h int) bool {
	k := i - 1
	return h > i && s.v.s.Contains(k) && s.v.tok(i).Rel == "compound" && s.v.tok(k).Rel == "case" && s.v.tok(k).Head == h && s.v.adjoins(k, adPlace)
}

// maxNested is how deep inside an argument a place may stand.
const maxNested = 4

// placePhrase climbs from a name to the phrase that stands for the place:
// "Madaya" of "the town of Madaya", "Iran" of "Iran's border province".
func (s *scene) placePhrase(i int) (top, cost int) {
	v := s.v
	for n := 0; n < maxHops; n++ {
		h := v.head(i)
		if h < 0 {
			return i, cost
		}
		switch rel := v.tok(i).Rel; {
		case rel == "flat", rel == "appos", rel == "conj" && nominalTag(v.tok(h)):
			cost++
		case tocsin.RelIs(rel, "compound", "amod", "nmod:poss") && s.placeNoun(h), rel == "nmod" && v.cased(i, roleOf) && s.placeNoun(h):
			cost += 2
		default:
			return i, cost
		}
		i = h
	}
	return i, cost
}

// inheritsPlace is the cost of handing a place down from g to the event at i.
// Coordinated verbs share only what stands beside the verb itself.
func (s *scene) inheritsPlace(i, g, at int, direct bool) int {
	if s.v.tok(i).Rel == "conj" && s.v.tok(i).UPOS == "VERB" && !direct {
		return maxCost
	}
	return s.inherits(i, g, at, 0)
}

// relCost prefers phrases of the event to those deep inside its arguments.
func relCost(rel string) int {
	switch {
	case tocsin.RelIs(rel, "obl:"):
		return 0
	case rel == "nmod:poss", rel == "conj":
		return 3
	}
	return 1
}

// taken: what is hit, entered, crossed or closed is where the event is.
func (s *scene) taken(a *act, i, h int) bool {
	if h < 0 || h != a.Head || !tocsin.RelIs(s.v.tok(i).Rel, "obj", "nsubj:pass") {
		return false
	}
	return a.Type == plover.Assault || a.Type == plover.Coerce || a.Type == plover.Mobilize
}

// locative reports whether i stands behind a preposition of place that tells
// where an event of this type is.
func (s *scene) locative(i int, a *act) bool {
	v := s.v
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel != "case" {
			continue
		}
		switch t := a.Type; {
		case v.adjoins(c, adPlace):
			return true
		case v.adjoins(c, adGoal) && (t == plover.Mobilize || t == plover.Consult), v.adjoins(c, adBound) && t == plover.Mobilize, v.adjoins(c, adInto) && t == plover.Assault:
			return true
		case v.adjoins(c, adSource) && (t == plover.Retreat || t == plover.Concede || t == plover.Assault):
			return true
		case v.adjoins(c, adSurface) && (t == plover.Mobilize || t == plover.Assault || t == plover.Coerce):
			return true
		case v.plays(c, roleOf):
			return v.tok(i).Rel == "nmod" && s.placeNoun(v.head(i))
		}
	}
	return false
}

// placeNoun: "the town of", "the waters of".
func (s *scene) placeNoun(i int) bool {
	return i >= 0 && (s.v.lex.of(s.v.tok(i).Lemma)&s.v.lex.place != 0 || s.v.adjoins(i, adSide))
}

// eventPlace is the record of a place.
func (s *scene) eventPlace(k int) *tocsin.EventPlace {
	if k < 0 {
		return nil
	}
	p := &s.doc.Places[k]
	out := &tocsin.EventPlace{Segment: s.segment(p.Span), Name: p.Name, Country: p.Country, Gazetteer: p.Gazetteer, Precision: p.Precision}
	if p.Lat != 0 || p.Lon != 0 {
		lat, lon := p.Lat, p.Lon
		out.Lat, out.Lon = &lat, &lon
	}
	return out
}
