package coder

import (
	"slices"

	"tocsin"
	"tocsin/plover"
)

// This file finds at whom a display of force, or a gesture, is directed where
// the words say so without a slot of the row: "to deter Lima", "to guard the
// country against …", "in response to …", "as a gesture to …".

// aims fills in at whom an act is directed by what its clause says it is for.
func (s *scene) aims(a *act) {
	if len(a.recipients) > 0 {
		return
	}
	switch a.Type {
	case plover.Mobilize:
		a.recipients = s.aimedAt(a)
	case plover.Concede, plover.Retreat:
		a.recipients = s.gestured(a)
	}
}

// aimedAt is the first party of another country that the clause of the act
// names as the one that it is to meet.
func (s *scene) aimedAt(a *act) []int {
	top := a.verb
	if g := s.setter(a.Head); s.nominal(a) && a.Light < 0 && g >= 0 {
		top = g
	}
	span := s.doc.Subtree(top)
	for k := span.Start; k < span.End; k++ {
		if k == top || !s.v.s.Contains(k) || !s.ofClause(k, top) {
			continue
		}
		if ps := s.foreigners(a, s.met(k)); len(ps) > 0 {
			return ps
		}
	}
	return nil
}

// ofClause reports whether the token k stands under top with no clause between
// them but of purpose and participles.
func (s *scene) ofClause(k, top int) bool {
	for n := 0; n < 2*maxHops && k >= 0; n++ {
		if k == top {
			return true
		}
		rel := s.v.tok(k).Rel
		if tocsin.RelIs(rel, "parataxis", "ccomp") || rel == "conj" && s.v.tok(k).UPOS == "VERB" || rel == "acl:relcl" && !s.v.passive(k) {
			return false
		}
		k = s.v.head(k)
	}
	return false
}

// met is whom the word at k says that force is shown to: the object of a verb
// of deterrence, who stands behind "against", or who is answered.
func (s *scene) met(k int) []int {
	v := s.v
	switch {
	case v.tok(k).UPOS == "VERB" && v.plays(k, roleDeterring):
		return s.sided(s.patient(k, 0))
	case v.plays(k, roleResponse):
		for _, prep := range v.lex.roles.lists[roleTowards] {
			if n := s.next(k, prep); n >= 0 && s.known(s.actors[n]) && s.somebody(n) {
				return s.actors[n] // not "to reports of Danish …"
			}
		}
	case nominalTag(v.tok(k)) && v.cased(k, roleAgainst):
		return s.sided(k)
	case nominalTag(v.tok(k)) && v.cased(k, roleFacing) && v.head(k) >= 0 && v.plays(v.head(k), roleGuarding):
		return s.sided(k)
	}
	return nil
}

// somebody reports whether the noun at k is itself a party, and not only a
// thing of one.
func (s *scene) somebody(k int) bool {
	lex := s.v.lex
	return s.v.tok(k).UPOS == "PROPN" || lex.of(s.v.tok(k).Lemma)&(lex.government|lex.force|lex.person|lex.names["VESSEL"]|lex.names["AIRCRAFT"]) != 0
}

// sided is the party at k, or whose side the thing or act there is on: "against
// a mock Danish landing".
func (s *scene) sided(k int) []int {
	if k < 0 || s.timed(k) {
		return nil
	}
	if ps := s.partiesAt(k, 0); s.known(ps) {
		return ps
	}
	return s.behindThing(k, true)
}

// foreigners keeps the parties of other countries than the act's.
func (s *scene) foreigners(a *act, as []int) []int {
	if a.Type == plover.Concede && len(a.actors) > 0 && !s.attested(a.actors[0]) {
		return as // whose country is only guessed: see estrange
	}
	return slices.DeleteFunc(slices.Clone(as), func(i int) bool {
		c := s.doc.Actors[i].Country
		return c == "" || slices.ContainsFunc(a.actors, func(k int) bool { return s.doc.Actors[k].Country == c })
	})
}

// gestured is to whom a step back is a gesture: "as a sign of goodwill towards
// Lima".
func (s *scene) gestured(a *act) []int {
	v := s.v
	whole := s.doc.Subtree(a.Head)
	for c := a.Head + 1; c < whole.End && v.s.Contains(c); c++ {
		if !nominalTag(v.tok(c)) || !v.marked(c, roleGuise) || !s.ofClause(c, a.Head) {
			continue
		}
		span := s.doc.Subtree(c)
		for k := c + 1; k < span.End; k++ {
			if len(s.actors[k]) > 0 && v.cased(k, roleTowards) && !s.timed(k) {
				if ps := s.foreigners(a, s.partiesAt(k, 0)); len(ps) > 0 {
					return ps
				}
			}
		}
	}
	return nil
}
