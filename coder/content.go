package coder

import (
	"slices"

	"tocsin"
	"tocsin/plover"
)

// This file finds recipients inside what a threat, a demand, a promise, a
// refusal, a sanction or a protest is about.

// asked is who must do what a demand is about: "demanded that the council
// vote", "demanded that the envoy be freed by the council".
func (s *scene) asked(a *act) []int {
	c := s.demanded(a.Head)
	if a.Type != plover.Request || c < 0 || s.nominal(a) {
		return nil
	}
	h := s.surface(c, 1)
	if s.v.passive(c) {
		h = s.agent(c)
	}
	return s.besides(s.partiesAt(h, 0), a.actors)
}

// demanded is the clause that tells what the demand i is: under it, or under
// its noun ("insisted on its demand that …"); -1 for none.
func (s *scene) demanded(i int) int {
	v := s.v
	if c := v.find(i, "ccomp"); c >= 0 {
		return c
	}
	for k := v.first(i); k >= 0; k = v.after(k) {
		if k < i || !tocsin.RelIs(v.tok(k).Rel, "obj", "obl") {
			continue
		}
		if c := v.find(k, "ccomp", "acl"); c >= 0 && v.find(c, "mark") >= 0 && !v.infinitive(c) && v.find(c, "nsubj", "nsubj:pass") >= 0 {
			return c
		}
	}
	return -1
}

// pressed is who must act if the threat is not to come true: "unless the
// council resigned".
func (s *scene) pressed(a *act) []int {
	if a.Type != plover.Threaten {
		return nil
	}
	for i, n := a.Head, 0; i >= 0 && n < maxHops; i, n = s.v.find(i, "xcomp", "advcl", "ccomp"), n+1 {
		for c := s.v.first(i); c >= 0; c = s.v.after(c) {
			if s.v.tok(c).Rel != "advcl" || !s.v.marked(c, roleUnmet) && !s.v.marked(c, roleIf) || s.v.passive(c) {
				continue
			}
			if ps := s.besides(s.partiesAt(s.surface(c, 1), 0), a.actors); len(ps) > 0 {
				return ps
			}
		}
	}
	return nil
}

// menaced is whom a threat says the actor will do something to: "threatened to
// expel the envoys".
func (s *scene) menaced(a *act) []int {
	c := s.v.find(a.Head, "xcomp", "advcl", "acl")
	if a.Type != plover.Threaten || c < a.Head || !s.v.marked(c, roleContent) {
		return nil
	}
	o := s.patient(c, 0)
	if o < c || s.possessor(o) >= 0 && s.v.tok(s.possessor(o)).UPOS == "PRON" {
		return nil
	}
	if m := s.v.mask(o); m&s.v.lex.person == 0 || m&s.v.lex.force != 0 {
		return nil
	}
	return s.besides(s.partiesAt(o, 0), a.actors)
}

// grieved is at whom a protest is directed by what it demands: "to demand that
// the minister resign", "in protest of the court's decision".
func (s *scene) grieved(a *act) []int {
	if len(a.actors) == 0 {
		return nil
	}
	for _, i := range []int{a.Head, s.v.light(a.Head)} {
		if i < 0 {
			continue
		}
		for c := s.v.first(i); c >= 0; c = s.v.after(c) {
			if c < a.Head || !s.grievance(c) {
				continue
			}
			span := s.doc.Subtree(c)
			if span.Len() <= 2 { // "in protest", with the rest hung on what is above
				span.End, c = s.doc.Subtree(i).End, i
			}
			if ps := s.within(a, span, c); len(ps) > 0 {
				return ps
			}
			if c == i {
				break
			}
		}
	}
	return nil
}

// grievance reports whether c tells what a protest is about: a clause of
// purpose or a participle, or a bare noun like "in protest at".
func (s *scene) grievance(c int) bool {
	switch t := s.v.tok(c); {
	case t.Rel == "acl" && s.v.infinitive(c):
		return s.v.marked(c, roleAim) // "their hunger strike to demand …"
	case t.Rel == "advcl":
		return s.v.marked(c, roleAim) || t.XPOS == "VBG" && s.v.find(c, "mark") < 0
	case t.UPOS == "NOUN" && tocsin.RelIs(t.Rel, "obl", "nmod"):
		return s.v.cased(c, roleDuring) && s.v.find(c, "det", "amod", "nummod", "compound", "nmod:poss") < 0 && t.Feat("Number") != "Plur" && !s.timed(c)
	}
	return false
}

// inContent is the first party of another side inside what the act is about:
// its object, its complement clause and the phrases under them.
func (s *scene) inContent(a *act) []int {
	if len(a.actors) == 0 {
		return nil
	}
	if ps := s.affected(a); len(ps) > 0 {
		return ps
	}
	for c := s.v.first(a.Head); c >= 0; c = s.v.after(c) {
		if c < a.Head || !s.content(c) || s.timed(c) {
			continue
		}
		if ps := s.within(a, s.doc.Subtree(c), c); len(ps) > 0 {
			return ps
		}
	}
	return nil
}

// within is the first party of another side in the phrase or clause of c, up
// to another act.
func (s *scene) within(a *act, span tocsin.Span, c int) []int {
	for k := span.Start; k < span.End; k++ {
		if b := s.at(k); b != nil && b != a {
			return nil
		}
		if s.v.tok(k).Rel == "nsubj:pass" || s.begins(k) {
			continue // "to demand that the prisoners be freed"
		}
		if s.opposite(a, s.actors[k], k) && s.clauseOf(k, c) && !s.timed(k) && !s.mere(k) && !s.lent(a, k) {
			if h := s.v.head(k); s.v.tok(k).Rel == "nmod:poss" && h >= 0 && len(s.actors[h]) > 0 {
				k = h // "the resignation of the country's minister": the minister's
			}
			return s.partiesAt(k, 0)
		}
	}
	return nil
}

// begins reports whether the conjunct at k is no conjunct but the subject of
// the verb right behind it: "… and Lima recalled its envoy".
func (s *scene) begins(k int) bool {
	return s.v.tok(k).Rel == "conj" && s.v.s.Contains(k+1) && s.v.tok(k+1).UPOS == "VERB" && s.v.finite(k+1)
}

// opposite reports whether the actors of the phrase at k are of a side other
// than the act's: of another country, or of its government where threats and
// protests go.
func (s *scene) opposite(a *act, as []int, k int) bool {
	if (a.Type == plover.Threaten || a.Type == plover.Protest) && s.rival(a, as, k) {
		return true
	}
	return s.known(as) && !slices.ContainsFunc(a.actors, func(i int) bool { return s.doc.Actors[i].Country == s.doc.Actors[as[0]].Country })
}

// lent reports whether the noun at k is only what is promised: "agreed to send
// a team".
func (s *scene) lent(a *act, k int) bool {
	t := s.v.tok(k)
	return a.Type == plover.Agree && t.Rel == "obj" && t.UPOS == "NOUN" && !definite(s.v, k)
}

// content reports whether c says what the act above it is about: an argument,
// or an infinitive that the tree takes for a purpose.
func (s *scene) content(c int) bool {
	rel := s.v.tok(c).Rel
	if rel == "xcomp" && s.v.tok(c).UPOS == "VERB" && s.v.finite(c) {
		return false // a clause of its own that the tree hangs too low
	}
	return tocsin.RelIs(rel, "obj", "xcomp", "ccomp", "obl", "nmod") || (rel == "advcl" || rel == "acl") && s.v.marked(c, roleContent)
}

// rival reports whether the phrase at k is a politician or government of the
// actor's own country, not called the actor's own: threats go there, too.
func (s *scene) rival(a *act, as []int, k int) bool {
	if len(as) == 0 || s.possessor(k) >= 0 || slices.Contains(a.actors, as[0]) {
		return false
	}
	x, y := &s.doc.Actors[as[0]], &s.doc.Actors[a.actors[0]]
	t := s.v.tok(k)
	named := t.UPOS == "PROPN" || s.v.lex.of(t.Lemma)&(s.v.lex.government|s.v.lex.person) != 0
	return named && x.Name != y.Name && len(x.Sectors) > 0 && x.Sectors[0] == "GOV"
}

// clauseOf reports whether k stands under c without a clause of its own in
// between.
func (s *scene) clauseOf(k, c int) bool {
	for n := 0; n < 2*maxHops && k >= 0; n++ {
		if k == c {
			return true
		}
		if tocsin.RelIs(s.v.tok(k).Rel, "advcl", "parataxis") {
			return false
		}
		k = s.v.head(k)
	}
	return false
}

// affected is whom a threat says it will happen to, in the passive: "warned
// that intruders would be shot".
func (s *scene) affected(a *act) []int {
	c := s.v.find(a.Head, "ccomp")
	if a.Type != plover.Threaten || c < 0 || !s.v.passive(c) {
		return nil
	}
	return without(s.partiesAt(s.patient(c, 0), 0), a.actors)
}

// mere reports whether the name at k is only a place where something is.
func (s *scene) mere(k int) bool {
	return s.v.cased(k, roleMere)
}
