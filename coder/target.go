package coder

import (
	"slices"
	"strings"

	"tocsin"
	"tocsin/plover"
)

// This file finds recipients that stand in none of the slots of a row: the
// victims that a result clause tells, and parties inside what a threat, a
// refusal or a sanction is about.

// target fills in the recipients of an act that has none.
func (s *scene) target(a *act) {
	if len(a.recipients) > 0 {
		return
	}
	switch a.Type {
	case plover.Assault:
		a.recipients = s.victims(a)
	case plover.Agree, plover.Concede:
		if speech(a.Type) && strings.HasPrefix(a.CAMEO, "03") {
			a.recipients = s.inContent(a)
		}
	case plover.Threaten, plover.Reject, plover.Request, plover.Sanction, plover.Aid, plover.Cooperate:
		a.recipients = s.asked(a)
		if len(a.recipients) == 0 {
			a.recipients = s.inContent(a)
		}
		if len(a.recipients) == 0 {
			a.recipients = s.besides(s.answering(a), a.actors)
		}
		if len(a.recipients) == 0 {
			a.recipients = s.pressed(a)
		}
	}
}

// asked is who must do what a demand is about: "demanded that the council
// vote", "demanded that the envoy be freed by the council".
func (s *scene) asked(a *act) []int {
	c := s.v.find(a.Head, "ccomp")
	if a.Type != plover.Request || c < 0 || s.nominal(a) {
		return nil
	}
	h := s.surface(c, 1)
	if s.v.passive(c) {
		h = s.agent(c)
	}
	return s.besides(s.partiesAt(h, 0), a.actors)
}

// pressed is who must act if the threat is not to come true: "unless the
// council resigned".
func (s *scene) pressed(a *act) []int {
	if a.Type != plover.Threaten {
		return nil
	}
	for i := a.Head; i >= 0; i = s.v.find(i, "xcomp", "advcl", "ccomp") {
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

// relieved are those against whom the act went that a concession ends.
func (s *scene) relieved(a *act) []int {
	for _, b := range s.acts {
		if b == a || b.Head < a.Head || !s.nominal(b) || !s.doc.Dominates(a.Head, b.Head) {
			continue
		}
		if b.Type == plover.Request && s.v.head(b.Head) == a.Head {
			return s.besides(b.actors, a.actors) // "accepted the rebels' demands"
		}
		if len(b.recipients) > 0 {
			return s.besides(b.recipients, a.actors)
		}
	}
	return nil
}

// answering is who rejects, meets or denies the demand, threat or charge that
// a noun names: it was directed at them.
func (s *scene) answering(a *act) []int {
	h := s.v.head(a.Head)
	if !s.nominal(a) || h < 0 || s.v.tok(a.Head).Rel != "obj" || !s.v.plays(h, roleAnswer) {
		return nil
	}
	return s.partiesAt(s.doer(h), 0)
}

// victims are those harmed in the clause of an attack: the object of the verb
// that the attack is the subject of, of the participles and relative clauses
// under it, or who "died in the attack".
func (s *scene) victims(a *act) []int {
	for _, i := range a.told {
		h := -1
		switch {
		case s.v.plays(i, roleSuffering):
			h = s.surface(i, 0)
		case s.v.plays(i, roleHarming), a.Sense.Reciprocal: // "drew the guards into a fight"
			h = s.patient(i, 0)
		}
		if ps := s.harmed(h, a); len(ps) > 0 {
			return ps
		}
	}
	return nil
}

// telling lists the verbs beside the head that tell the same act: what an
// attack did, what sets an event noun going, and that it happens or lasts.
func (s *scene) telling(a *act) []int {
	out := slices.DeleteFunc(s.around(a), func(i int) bool {
		if o := s.at(i); o != nil && o != a || s.v.marked(i, roleAfter) || s.v.marked(i, roleBefore) || s.v.marked(i, roleSince) {
			return true
		}
		harm := a.Type == plover.Assault && (s.v.plays(i, roleHarming) || s.v.plays(i, roleSuffering))
		return !harm && !(s.nominal(a) && (s.v.plays(i, roleHappening) || s.relates(i, a.Head)))
	})
	if h := s.v.head(a.Head); h >= 0 && a.Type == plover.Assault && s.v.wh(a.Head) && s.at(h) == nil && s.v.plays(h, roleHarming) {
		out = append(out, h) // "were killed when …"
	}
	if g := -1; s.nominal(a) {
		if g = s.setter(a.Head); g >= 0 && s.at(g) == nil {
			out = append(out, g)
		}
	}
	return out
}

// relates reports whether the verb i is a relative clause whose subject is the
// noun h.
func (s *scene) relates(i, h int) bool {
	n := s.v.find(i, "nsubj")
	return s.v.tok(i).Rel == "acl:relcl" && n >= 0 && s.antecedent(n, i) == h
}

// around lists the verbs that tell more of the act: the verb above an event
// noun, and the clauses under both.
func (s *scene) around(a *act) []int {
	var out []int
	under := func(i int) {
		for c := s.v.first(i); c >= 0; c = s.v.after(c) {
			if s.v.tok(c).UPOS == "VERB" && tocsin.RelIs(s.v.tok(c).Rel, "advcl", "acl:", "conj", "parataxis", "xcomp") {
				out = append(out, c)
			}
		}
	}
	h := s.v.head(a.Head)
	above := s.nominal(a) && h >= 0 && (s.at(h) == nil || s.at(h) == a) && s.takesPart(a.Head)
	if above && s.v.tok(h).UPOS == "VERB" {
		out = append(out, h)
	}
	under(a.Head)
	if a.Light >= 0 {
		under(a.Light)
	} else if above {
		under(h)
	}
	return slices.DeleteFunc(out, func(i int) bool { return i == a.Head || i == a.Light })
}

// takesPart reports whether the event noun i is what its verb is about, or the
// circumstance in which it happens.
func (s *scene) takesPart(i int) bool {
	rel := s.v.tok(i).Rel
	return tocsin.RelIs(rel, "nsubj", "nsubj:pass", "obj") || rel == "obl:agent" ||
		rel == "obl" && s.v.cased(i, roleDuring)
}

func (s *scene) harmed(h int, a *act) []int {
	if h < 0 || h == a.Head {
		return nil
	}
	ps := s.partiesAt(h, 0)
	if len(ps) == 0 {
		ps = s.behindThing(h, false)
	}
	return without(ps, a.actors)
}

// inContent is the first party of another side inside what the act is about:
// its object, its complement clause and the phrases under them.
func (s *scene) inContent(a *act) []int {
	if len(a.actors) == 0 {
		return nil
	}
	other := func(as []int, k int) bool {
		if a.Type == plover.Threaten && s.rival(a, as, k) {
			return true
		}
		return s.known(as) && !slices.ContainsFunc(a.actors, func(i int) bool { return s.doc.Actors[i].Country == s.doc.Actors[as[0]].Country })
	}
	if ps := s.affected(a); len(ps) > 0 {
		return ps
	}
	for c := s.v.first(a.Head); c >= 0; c = s.v.after(c) {
		if c < a.Head || !s.content(c) || s.timed(c) {
			continue
		}
		span := s.doc.Subtree(c)
		for k := span.Start; k < span.End; k++ {
			if b := s.at(k); b != nil && b != a {
				break
			}
			if other(s.actors[k], k) && s.clauseOf(k, c) && !s.timed(k) && !s.mere(k) && !s.lent(a, k) {
				return s.partiesAt(k, 0)
			}
		}
	}
	return nil
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
	return tocsin.RelIs(rel, "obj", "xcomp", "ccomp", "obl", "nmod") || rel == "advcl" && s.v.marked(c, roleContent)
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
