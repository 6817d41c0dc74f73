package coder

import (
	"slices"

	"tocsin"
	"tocsin/plover"
)

// This file corrects parties that no words name: what only counts stands for
// what was counted before ("another three followed"), forces are not of the
// country that they are sent against, and who dies in an attack on a neighbour
// is not of the attacker's side. A corrected party keeps its words.

// enlist adds a party to the page, made of the actor from, and returns its index.
func (p *page) enlist(x tocsin.Actor, from int) int {
	origin := p.origin(from)
	p.doc.Actors, p.origins = append(p.doc.Actors, x), append(p.origins, origin)
	return len(p.doc.Actors) - 1
}

// origin is the actor of the report that the party i was made of, or i.
func (p *page) origin(i int) int {
	if given := len(p.doc.Actors) - len(p.origins); i >= given {
		return p.origins[i-given]
	}
	return i
}

// moor is the actor i as one of another country; "" for one that is not known.
func (s *scene) moor(i int, country string) int {
	x := s.doc.Actors[i]
	x.Country, x.From, x.Wikidata = country, -1, ""
	return s.enlist(x, i)
}

// stated reports whether the words of an actor tell its country: a name, a
// pronoun, or a nationality or place inside its phrase.
func (s *scene) stated(i int) bool {
	x := &s.doc.Actors[i]
	if !s.v.s.Contains(x.Head) {
		return true
	}
	if u := s.v.tok(x.Head).UPOS; u == "PROPN" || u == "PRON" || u == "ADJ" && x.Kind == tocsin.Government || x.Private || x.Kind == tocsin.Person {
		return true
	}
	return s.wordsTell(i)
}

// wordsTell reports whether a nationality, place or name stands inside the phrase
// of an actor beside its head.
func (s *scene) wordsTell(i int) bool {
	x := &s.doc.Actors[i]
	if x.Head < 0 || x.Head >= len(s.doc.Tokens) {
		return true
	}
	for k := x.Start; k < x.End; k++ {
		if k != x.Head && s.v.s.Contains(k) && s.v.tok(k).UPOS == "PRON" && s.crewed(i) {
			continue // "shot down a Danish jet and captured its pilot"
		}
		if p, ok := s.placed[k]; ok && s.doc.Places[p].Country == x.Country {
			return true
		}
		if k != x.Head && slices.ContainsFunc(s.actors[k], func(j int) bool { return s.doc.Actors[j].Country == x.Country }) {
			return true
		}
		if t := s.v.tok(k); k != x.Head && x.Kind != tocsin.Person && (t.UPOS == "PROPN" || t.UPOS == "ADJ" && s.v.capital(k) && k > s.v.s.Start) {
			return true
		}
	}
	return false
}

// attested reports whether more than the context tells the country of an actor:
// a name, what it stands for, or a nationality in its words.
func (s *scene) attested(i int) bool {
	x := &s.doc.Actors[i]
	return x.Name != "" || x.From >= 0 || x.Kind == tocsin.Government && x.Head >= 0 && s.doc.Tokens[x.Head].UPOS == "PROPN" || s.wordsTell(i)
}

// estrange takes from a speaker that no word gives a country the one that it
// speaks or acts against, and gives it that of its opponent: "the general staff
// threatened Armenia" is not Armenia's.
func (s *scene) estrange(a *act) {
	switch a.Type {
	case plover.Threaten, plover.Accuse, plover.Reject, plover.Request, plover.Sanction, plover.Concede, plover.Retreat:
	default:
		return
	}
	if ps := s.menacedOwn(a); ps != nil {
		a.recipients = ps
	}
	for n, i := range a.actors {
		c := s.doc.Actors[i].Country
		if c == "" || plover.ValidInternational(c) || !s.speaksForState(i) || s.attested(i) && !s.menacesOwn(a, i) || !s.against(a, c) {
			continue
		}
		a.actors = slices.Clone(a.actors)
		a.actors[n] = s.moor(i, s.opponent(c))
	}
}

// menacedOwn is whose ships or people a person that no word gives a country
// threatens to harm: "a threat to sink any Danish vessel" is no Dane's; nil where
// they are not of the country that the person would have.
func (s *scene) menacedOwn(a *act) []int {
	if a.Type != plover.Threaten || len(a.actors) != 1 || !s.menacesOwn(a, a.actors[0]) {
		return nil
	}
	c := s.v.find(a.Head, "xcomp", "advcl", "acl")
	if c < a.Head || !s.v.marked(c, roleContent) {
		return nil
	}
	o := s.patient(c, 0)
	if o < c {
		return nil
	}
	for _, h := range append(s.owners(o), o) {
		if s.isState(s.doc.Actors[a.actors[0]].Country, s.actors[h]) {
			return s.actors[h]
		}
	}
	return nil
}

// menacesOwn holds for a person that no word gives a country and that threatens
// one with force: it is not its own.
func (s *scene) menacesOwn(a *act, i int) bool {
	return a.Type == plover.Threaten && slices.Contains(a.Modes, "violence") && s.doc.Actors[i].Kind == tocsin.Person && !s.wordsTell(i)
}

// spare takes the state itself from those that its own government or army speaks
// or acts against: "the president threatened to take his country out of the bloc".
func (s *scene) spare(a *act) {
	if a.Type != plover.Threaten && a.Type != plover.Sanction && a.Type != plover.Request {
		return
	}
	a.recipients = slices.DeleteFunc(slices.Clone(a.recipients), func(i int) bool {
		x := &s.doc.Actors[i]
		return x.Kind == tocsin.Government && x.From < 0 && s.v.s.Contains(x.Head) && s.v.tok(x.Head).UPOS == "PROPN" && x.Country != "" &&
			slices.ContainsFunc(a.actors, func(k int) bool { return s.doc.Actors[k].Country == x.Country && s.speaksForState(k) })
	})
}

// against reports whether the act is directed at the state c by its name.
func (s *scene) against(a *act, c string) bool {
	return len(a.recipients) > 0 && !slices.ContainsFunc(a.recipients, func(i int) bool {
		x := &s.doc.Actors[i]
		return x.Country != c || x.Kind != tocsin.Government || x.From >= 0 || !s.attested(i) || s.v.s.Contains(x.Head) && s.v.tok(x.Head).Rel == "nsubj"
	})
}

// speaksForState: of the government or the army.
func (s *scene) speaksForState(i int) bool {
	x := &s.doc.Actors[i]
	return len(x.Sectors) > 0 && (x.Sectors[0] == "GOV" || x.Sectors[0] == "MIL")
}

// rally gives movers that only count the side of those that moved before.
func (s *scene) rally(a *act) {
	if a.Type != plover.Mobilize || slices.ContainsFunc(a.actors, func(i int) bool { return s.doc.Actors[i].Country != "" }) {
		return
	}
	h := s.elliptic(a)
	if h < 0 {
		return
	}
	b := s.lastMove(a)
	if b == nil {
		return
	}
	if len(a.Modes) == 0 {
		a.Modes = b.Modes
	}
	a.actors = nil
	for _, i := range b.actors {
		x := s.doc.Actors[i]
		x.Span, x.Head, x.From = s.countPhrase(h), h, i
		a.actors = append(a.actors, s.enlist(x, i))
	}
}

// elliptic is the number, or word like "others", that stands for what the act
// moves; -1 where it is no such word.
func (s *scene) elliptic(a *act) int {
	for _, h := range []int{s.surface(a.Head, 0), s.patient(a.Head, 0)} {
		if h >= 0 && s.v.s.Contains(h) && s.v.mask(h)&s.v.lex.count != 0 && s.v.find(h, "nmod") < 0 {
			return h
		}
	}
	return -1
}

func (s *scene) countPhrase(h int) tocsin.Span {
	span := tocsin.Span{Start: h, End: h + 1}
	for c := s.v.first(h); c >= 0 && c < h; c = s.v.after(c) {
		span.Start = min(span.Start, c)
	}
	return span
}

// lastMove is the last act of moving forces before a that has an actor.
func (s *scene) lastMove(a *act) *act {
	for _, acts := range [][]*act{s.acts, s.history} {
		for k := len(acts) - 1; k >= 0; k-- {
			if b := acts[k]; b != a && b.Head < a.Head && b.Type == plover.Mobilize && len(b.actors) > 0 && s.known(b.actors) {
				return b
			}
		}
	}
	return nil
}

// adopt gives forces of no country, whose movement an official tells, that of the
// official: "the minister said that 9,000 reservists had been called up".
func (s *scene) adopt(a *act) {
	if a.Type != plover.Mobilize || len(a.actors) == 0 || s.isKnown(a.actors) || !s.v.passive(a.verb) {
		return
	}
	for _, c := range a.claims {
		if c.Holder.Kind != tocsin.Government && c.Holder.Kind != tocsin.Person || c.Holder.Country == "" || plover.ValidInternational(c.Holder.Country) {
			continue
		}
		a.actors = slices.Clone(a.actors)
		a.actors[0] = s.moor(a.actors[0], c.Holder.Country)
		return
	}
}

// disown takes from forces that no word gives a country the one that they are
// sent against, and gives them that of its opponent.
func (s *scene) disown(a *act) {
	if a.Type != plover.Mobilize || len(a.actors) == 0 {
		return
	}
	for n, i := range a.actors {
		c := s.doc.Actors[i].Country
		if c == "" || plover.ValidInternational(c) || s.stated(i) || !s.goesTo(a, c) {
			continue
		}
		a.actors = slices.Clone(a.actors)
		a.actors[n] = s.moor(i, s.opponent(c))
	}
}

// goesTo reports whether the act is shown to country c: it stands behind "with"
// under a border or behind a preposition under what the sea off it is called, or
// is deterred.
func (s *scene) goesTo(a *act, c string) bool {
	span := s.doc.Subtree(a.verb)
	for k := span.Start; k < span.End; k++ {
		if !s.v.s.Contains(k) || !s.ofClause(k, a.verb) {
			continue
		}
		if s.isLand(c, s.met(k)) {
			return true
		}
		h := s.v.head(k)
		if h < 0 || h == a.Head || s.v.lex.of(s.v.tok(h).Lemma)&s.v.lex.place == 0 || s.v.tok(k).Rel == "nmod:poss" || s.v.cased(k, roleOf) {
			continue
		}
		if tocsin.RelIs(s.v.tok(k).Rel, "nmod", "amod", "compound") && s.isState(c, s.actors[k]) {
			return true // "the border with Chad", "the Chadian coast"
		}
	}
	p := a.where
	return p >= 0 && s.doc.Places[p].Country == c && s.doc.Places[p].Precision == tocsin.PrecisionSea
}

func (s *scene) isState(c string, as []int) bool {
	return slices.ContainsFunc(as, func(i int) bool {
		return s.doc.Actors[i].Country == c && s.doc.Actors[i].Kind == tocsin.Government
	})
}

func (s *scene) isLand(c string, as []int) bool {
	return slices.ContainsFunc(as, func(i int) bool { return s.doc.Actors[i].Country == c })
}

// opponent is the state that stands against c in what the report has told, else
// the one that it has named most beside it; "" for none.
func (s *scene) opponent(c string) string {
	seen := map[string]int{}
	for _, b := range append(slices.Clip(s.history), s.acts...) {
		for _, side := range [][2][]int{{b.actors, b.recipients}, {b.recipients, b.actors}} {
			if s.isLand(c, side[0]) {
				for _, i := range side[1] {
					seen[s.doc.Actors[i].Country] += len(s.doc.Sents)
				}
			}
		}
	}
	for i := range s.doc.Actors {
		if x := &s.doc.Actors[i]; x.Head < s.v.s.End && (x.Kind == tocsin.Government || x.Kind == tocsin.Organisation) {
			seen[x.Country]++
		}
	}
	best, n := "", 0
	for land, k := range seen {
		if land == "" || land == c || plover.ValidInternational(land) {
			continue
		}
		if k > n || k == n && land < best {
			best, n = land, k
		}
	}
	return best
}

// resume gives a pronoun that stands for a thing the side of the last ship,
// vehicle or building before it in the sentence: "shot at a Danish trawler and
// seized it".
// isActor reports whether token k is in the phrase of one who acts.
// bereave gives those harmed in an attack, where no word tells their country and
// they would be of the attacker's own, that of the land that was hit or of the
// attacker's opponent.
// crowd gives those that protest at an embassy, where no word tells their country,
// that of the place: they are not of the state that they protest against.
// exclave gives an embassy that stands in the country it would be of to another:
// no state has one at home.
// takes: acts that are done to the people and ships of another side.
// isPronoun reports whether those set free stand as a pronoun only.
// crewed reports whether the actor i is a ship or aircraft, or who sails or flies
// one.
// hitLand is the other country in which the attack of c took place, or with
// which the report tells c to be in conflict; "" for none.
