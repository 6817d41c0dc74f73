package coder

import (
	"slices"

	"tocsin/plover"
)

// This file says who a noun phrase stands for: itself, what it counts, its
// conjuncts, and the party behind a thing.

// partiesAt returns the actors that the phrase headed by h denotes, with
// those of its conjuncts.
func (s *scene) partiesAt(h, depth int) []int {
	if h < 0 || depth > maxHops {
		return nil
	}
	out := slices.DeleteFunc(slices.Clone(s.denoted(h)), func(i int) bool { return !s.partyLike(i) })
	for c := s.v.first(h); c >= 0; c = s.v.after(c) {
		switch t := s.v.tok(c); {
		case t.Rel == "conj" && nominalTag(t) && !s.v.clausal(c):
			out = union(out, s.partiesAt(c, depth+1))
		case t.Rel == "appos" && t.UPOS == "PROPN": // "the priest Paz, two nuns and …"
			for k := s.v.first(c); k >= 0; k = s.v.after(k) {
				if s.v.tok(k).Rel == "conj" && nominalTag(s.v.tok(k)) {
					out = union(out, s.partiesAt(k, depth+1))
				}
			}
		}
	}
	return s.resolved(out)
}

// clausal reports whether the conjunct c is no phrase but a clause: a finite
// verb hangs on it as if it were a modifier ("…, and Lima threatened reprisals").
func (v *view) clausal(c int) bool {
	for k := v.first(c); k >= 0 && k < c; k = v.after(k) {
		if v.tok(k).UPOS == "VERB" && v.stray(k) {
			return true
		}
	}
	return false
}

// resolved drops names nobody knows beside parties of known countries: parts
// of a name that the tree takes for conjuncts.
func (s *scene) resolved(as []int) []int {
	if !slices.ContainsFunc(as, func(i int) bool { return s.doc.Actors[i].Country != "" }) {
		return as
	}
	return slices.DeleteFunc(as, func(i int) bool {
		x := &s.doc.Actors[i]
		return x.Country == "" && x.Name != "" && len(x.Sectors) == 0
	})
}

// denoted returns the actors of one phrase without its conjuncts: those at
// its head; for what only counts ("dozens of soldiers") those it counts; for
// a head that tells nothing those of the apposition.
func (s *scene) denoted(h int) []int {
	for of := s.v.first(h); of >= 0; of = s.v.after(of) {
		if s.v.tok(of).Rel != "nmod" || !s.v.cased(of, roleOf) || !s.counts(h) && !s.aspect(h, of) {
			continue
		}
		if ps := s.partiesAt(of, maxHops-1); len(ps) > 0 && !s.agree(s.actors[h], ps) {
			return ps
		}
	}
	as := s.actors[h]
	if ap := s.v.find(h, "appos"); ap >= 0 && !s.known(as) && s.known(s.actors[ap]) {
		return s.actors[ap]
	}
	return as
}

// agree reports whether two readings of one phrase are of the same country, so
// that the one of the whole phrase will do.
func (s *scene) agree(as, bs []int) bool {
	return len(as) == len(bs) && len(as) > 0 && s.doc.Actors[as[0]].Country == s.doc.Actors[bs[0]].Country
}

// aspect reports whether the noun h is only a side of the people behind "of":
// "the status of the refugees".
func (s *scene) aspect(h, of int) bool {
	lex := s.v.lex
	somebody := lex.person | lex.force | lex.government | lex.name
	if t := s.v.tok(h); t.UPOS != "NOUN" || lex.of(t.Lemma)&somebody != 0 {
		return false
	}
	for n := 0; n < maxHops && s.counts(of); n++ {
		next := -1
		for c := s.v.first(of); c >= 0; c = s.v.after(c) {
			if s.v.tok(c).Rel == "nmod" && s.v.cased(c, roleOf) {
				next = c // the last one: "hundreds of thousands of refugees"
			}
		}
		if of = next; of < 0 {
			return false
		}
	}
	return lex.of(s.v.tok(of).Lemma)&lex.person != 0
}

// partyLike tells somebody from something: an actor of no country, sector or
// name counts only if it is people.
func (s *scene) partyLike(i int) bool {
	x := &s.doc.Actors[i]
	if x.Country != "" || !s.v.s.Contains(x.Head) {
		return true
	}
	t := s.v.tok(x.Head)
	if s.v.lex.of(t.Lemma)&s.v.lex.names["WEAPON"] != 0 || s.v.plays(x.Head, roleDrone) {
		return false
	}
	if len(x.Sectors) > 0 || x.Name != "" {
		return true
	}
	return t.UPOS == "NUM" || t.UPOS == "PRON" && !s.v.plays(x.Head, roleRelative) || s.v.mask(x.Head)&(s.v.lex.person|s.v.lex.force) != 0
}

func (s *scene) known(as []int) bool {
	return len(as) > 0 && s.doc.Actors[as[0]].Country != ""
}

// counts reports whether the noun h only measures what follows "of".
func (s *scene) counts(h int) bool {
	t := s.v.tok(h)
	return t.UPOS == "NUM" || s.v.lex.of(t.Lemma)&s.v.lex.measure != 0
}

// behindThing returns the party behind a thing: its owner, who fired it, or
// the author of the act it is.
func (s *scene) behindThing(h int, actor bool) []int {
	if a := s.at(h); a != nil && a.Head == h {
		return a.actors
	}
	if s.v.tok(h).UPOS != "NOUN" && s.v.tok(h).UPOS != "PROPN" || s.timed(h) {
		return nil
	}
	if s.counts(h) {
		if of := s.nmod(h, roleOf); of >= 0 {
			h = of
		}
	}
	for _, o := range s.owners(h) {
		if ps := s.partiesAt(o, 0); len(ps) > 0 {
			return ps
		}
	}
	if of := s.ofParty(h); !actor && of >= 0 {
		return s.partiesAt(of, 0)
	}
	if !actor {
		return nil
	}
	if b := s.at(s.v.head(h)); b != nil && b.Type == plover.Support && s.v.mask(h)&s.v.lex.armed == 0 {
		if of := s.nmod(h, roleOf); of >= 0 {
			return s.partiesAt(of, 0) // "backed the right of the islanders"
		}
	}
	if by := s.agent(h); by >= 0 {
		return s.partiesAt(by, 0)
	}
	if g := s.v.head(h); g >= 0 && s.v.tok(h).Rel == "obj" && s.v.plays(g, roleSupporting) {
		return s.partiesAt(s.doer(g), 0) // "signed a decree banning …"
	}
	if c := s.v.find(h, "acl", "acl:relcl"); c >= 0 {
		if s.v.passive(c) {
			return s.partiesAt(s.agent(c), 0)
		}
	}
	return nil
}

// ofParty is whose the thing h is by the phrase behind it: "a depot of the
// army". A place is nobody.
func (s *scene) ofParty(h int) int {
	of := s.nmod(h, roleOf)
	if of < 0 || s.v.tok(h).UPOS != "NOUN" {
		return -1
	}
	if _, place := s.placed[of]; place || s.v.mask(of)&(s.v.lex.person|s.v.lex.force|s.v.lex.government) == 0 {
		return -1
	}
	return of
}
