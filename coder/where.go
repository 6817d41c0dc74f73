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
		c := s.placeCost(p, a)
		if p.Country == "" && p.Precision != tocsin.PrecisionSea {
			c += vagueness
		}
		if c < best {
			best, a.where = c, k
		}
	}
}

// vagueness prefers the town to "the Pacific port" beside it.
const vagueness = 3

// isParty reports whether the place stands for a party of the event. A town
// may stand for the host and be where the visit is.
func (s *scene) isParty(a *act, p *tocsin.Place) bool {
	same := func(i int) bool { return s.doc.Actors[i].Head == p.Head }
	other := func(i int) bool { return same(i) && s.doc.Actors[i].Country != p.Country }
	return slices.ContainsFunc(a.actors, same) || slices.ContainsFunc(a.recipients, other) && p.Country != "" || p.Precision == tocsin.PrecisionCountry && slices.ContainsFunc(a.recipients, same)
}

// placeCost is how far the place is from the event; maxCost if it is not
// where the event took place.
func (s *scene) placeCost(p *tocsin.Place, a *act) int {
	i, cost := s.placePhrase(p.Head)
	if h := s.v.head(i); s.taken(a, i, h) || s.toLeave(a, i, h) {
		return cost
	} else if s.behindPreposition(i, h) {
		i = h // "in Lima protesters …", hung on the noun behind it
	}
	if !s.locative(i, a) {
		w := s.leadIn(i)
		if w < 0 {
			return maxCost
		}
		if s.v.head(i) == w {
			i = w
		}
	} else if s.dwelling(i, a) {
		cost += vagueness
	}
	if n := s.v.find(i, "nsubj"); n >= 0 && n == a.Head {
		return cost // "the attack was in …"
	}
	return s.climb(i, cost, p.Start, a)
}

// climb goes up from the phrase at i, which stands at token at, to the event
// and adds up the cost.
func (s *scene) climb(i, cost, at int, a *act) int {
	v := s.v
	for n := 0; n < maxNested; n++ {
		rel, h := v.tok(i).Rel, v.head(i)
		if a.Type == plover.Mobilize && v.prefaced(i, adGoal) {
			cost -= goalBonus
		}
		switch {
		case h < 0 || a.tells(i):
			return maxCost
		case a.tells(h):
			return cost + relCost(rel)
		case s.at(h) != nil || v.tok(h).UPOS == "VERB":
			if n > 0 || rel != "obl" {
				cost += 5
			}
			if c := s.inheritsPlace(a, h, at, n == 0); c < maxCost {
				return min(maxCost, cost+relCost(rel)+c)
			}
			return maxCost
		case v.tok(h).Rel == "nsubj" && a.Type != plover.Protest && v.head(h) == a.Head:
			return s.seatCost(cost, h, a) // where the actor is, or only from
		}
		cost += 1 + relCost(rel)
		i = h
	}
	return maxCost
}

// goalBonus prefers where forces are sent to where it was decided.
const goalBonus = 5

// seatCost is the cost of taking where the actor h is for where it acts: a
// court sentences and a crowd gathers where it sits, a government acts
// elsewhere, and where somebody speaks is not where the thing happened.
func (s *scene) seatCost(cost, h int, a *act) int {
	if !onTheSpot(a.Type) && a.Type != plover.Sanction || s.official(h) {
		return maxCost
	}
	return cost + maxCost/2
}

// official reports whether the noun at h stands for a government. Courts and
// police act where they are.
func (s *scene) official(h int) bool {
	return slices.ContainsFunc(s.actors[h], func(i int) bool {
		x := &s.doc.Actors[i]
		return len(x.Sectors) > 0 && (x.Sectors[0] == "GOV" || x.Sectors[0] == "LEG") || x.Kind == tocsin.Government && len(x.Sectors) == 0
	})
}

// onTheSpot: the type is something that is done at a place.
func onTheSpot(t plover.Type) bool {
	switch t {
	case plover.Assault, plover.Protest, plover.Coerce, plover.Mobilize, plover.Retreat, plover.Aid:
		return true
	}
	return false
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
		case tocsin.RelIs(rel, "compound", "amod", "nmod:poss") && s.placeNoun(h):
			cost += 3 // the port town on the sea, the city's square
		case rel == "nmod" && v.cased(i, roleOf) && s.placeNoun(h):
			cost += 2
		default:
			return i, cost
		}
		i = h
	}
	return i, cost
}

// inheritsPlace is the cost of handing a place down from g to the event.
// Coordinated verbs share only what stands beside the verb itself, and what is
// only said shares what was done beside it only from the front.
func (s *scene) inheritsPlace(a *act, g, at int, direct bool) int {
	i := a.Head
	if s.v.tok(i).Rel == "conj" && s.v.tok(i).UPOS == "VERB" && (!direct || !onTheSpot(a.Type) && !s.inFront(at, g)) {
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

// taken: what is hit, entered, crossed or closed is where the event is, also
// as "the town, held by rebels" and "the bombing of the town".
func (s *scene) taken(a *act, i, h int) bool {
	if a.Type != plover.Assault && a.Type != plover.Coerce && a.Type != plover.Mobilize && a.Type != plover.Protest {
		return false
	}
	switch v := s.v; {
	case v.head(a.Head) == i:
		return tocsin.RelIs(v.tok(a.Head).Rel, "acl", "acl:relcl") && v.passive(a.Head)
	case h < 0 || h != a.Head:
		return false
	case tocsin.RelIs(v.tok(i).Rel, "obj", "nsubj:pass"):
		return true
	default:
		return a.Type == plover.Assault && v.tok(i).Rel == "nmod" && v.cased(i, roleOf) && s.nominal(a)
	}
}

// toLeave holds for "ordered to leave the town": where they must go from.
func (s *scene) toLeave(a *act, i, h int) bool {
	if a.Type != plover.Sanction && a.Type != plover.Coerce || h < 0 || s.v.tok(i).Rel != "obj" {
		return false
	}
	return s.v.adjoins(h, adReach) && tocsin.RelIs(s.v.tok(h).Rel, "xcomp", "advcl", "acl") && a.tells(s.v.head(h))
}

// locative reports whether i stands behind a preposition of place that tells
// where an event of this type is.
func (s *scene) locative(i int, a *act) bool {
	v := s.v
	if v.tok(i).Rel == "advmod" || v.adjoins(i, adSide) && v.prefaced(i, adGoal) && v.find(i, "nmod") >= 0 {
		return true // "tortured there", "to the north of the town"
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel != "case" {
			continue
		}
		switch t := a.Type; {
		case v.adjoins(c, adPlace):
			return true
		case v.adjoins(c, adGoal) && (t == plover.Mobilize || t == plover.Consult), v.adjoins(c, adBound) && t == plover.Mobilize, v.adjoins(c, adInto) && t == plover.Assault:
			return true
		case v.adjoins(c, adSource) && (t == plover.Retreat || t == plover.Concede || t == plover.Assault || t == plover.Coerce):
			return true
		case v.adjoins(c, adSurface) && (t == plover.Mobilize || t == plover.Assault || t == plover.Coerce):
			return true
		case v.plays(c, roleOf):
			h := v.head(i)
			return v.tok(i).Rel == "nmod" && s.placeNoun(h) || s.dwelling(i, a) ||
				t == plover.Retreat && h >= 0 && (h == a.Head || v.head(h) == a.Head && v.tok(h).Rel == "obj")
		}
	}
	return false
}

// leadIn is the word of place right before the phrase at i, whatever relation
// the tree gives the two: "off" of "attacked off the coast", "cerca" of "cerca
// de Lima", "north" of "north of Gao", "miles" of "30 miles from Gao"; -1 without one.
func (s *scene) leadIn(i int) int {
	v := s.v
	if h := v.head(i); h >= 0 && h < i && v.adjoins(h, adDistance) && (v.cased(i, roleOf) || v.cased(i, roleFrom)) {
		return h
	}
	k := i - 1
	for c := v.first(i); c >= 0; c = v.after(c) {
		if c <= k && tocsin.RelIs(v.tok(c).Rel, "det", "case", "amod", "nummod", "compound", "flat") {
			k = c - 1
		}
	}
	if !v.s.Contains(k) {
		return -1
	}
	if v.tok(k).Rel == "fixed" { // "frente a"
		k = v.head(k)
	}
	switch {
	case !v.s.Contains(k) || k > i:
	case v.tok(k).Rel == "compound:prt" && v.adjoins(k, adPlace), v.tok(k).UPOS != "ADP" && v.adjoins(k, adPlace|adSide) && v.tok(k).Rel == "advmod":
		return k
	}
	return -1
}

// dwelling reports whether the phrase at i tells where what is struck or
// seized stands: "a market of Aleppo". Of officials it tells whose they are.
func (s *scene) dwelling(i int, a *act) bool {
	h := s.v.head(i)
	return h >= 0 && (a.Type == plover.Assault || a.Type == plover.Coerce) && s.v.tok(i).Rel == "nmod" && s.v.cased(i, roleOf) &&
		s.v.head(h) == a.Head && tocsin.RelIs(s.v.tok(h).Rel, "obj", "nsubj:pass", "obl") && len(s.actors[h]) > 0 && !s.official(h) && !s.placeNoun(h)
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
