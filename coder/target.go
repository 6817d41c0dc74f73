package coder

import (
	"slices"
	"strings"

	"tocsin"
	"tocsin/plover"
)

// This file finds recipients that stand in none of the slots of a row: the
// victims that a result clause tells, and those whom a concession relieves.

// target fills in the recipients of an act that has none.
func (s *scene) target(a *act) {
	if len(a.recipients) > 0 {
		return
	}
	switch a.Type {
	case plover.Assault:
		a.recipients = s.victims(a)
		if of := s.nmod(a.Head, roleOf); len(a.recipients) == 0 && of >= 0 && s.isHit(a, of, Slot(s.v.lex.roles.lists[roleOf][0])) {
			a.recipients = without(s.harmed(of, a), a.actors)
		}
		if len(a.recipients) == 0 {
			a.recipients = s.landlords(a)
		}
	case plover.Accuse:
		a.recipients = s.besides(s.answering(a), a.actors)
	case plover.Protest:
		a.recipients = s.besieged(a)
		if len(a.recipients) == 0 {
			a.recipients = s.grieved(a)
		}
	case plover.Agree, plover.Concede:
		if a.Type == plover.Concede && s.nominal(a) {
			a.recipients = s.besides(s.answering(a), a.actors) // "accepted Lomé's apology"
		}
		if len(a.recipients) == 0 && speech(a.Type) && strings.HasPrefix(a.CAMEO, "03") {
			a.recipients = s.inContent(a)
		}
	case plover.Threaten, plover.Reject, plover.Request, plover.Sanction, plover.Aid, plover.Cooperate:
		a.recipients = s.asked(a)
		if len(a.recipients) == 0 {
			a.recipients = s.menaced(a)
		}
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

// landlords are whose place is hit where an adjective says so: "shelled a Danish
// island". A place alone is only where it happened.
func (s *scene) landlords(a *act) []int {
	v := s.v
	heads := []int{s.undergoer(a)}
	for _, prep := range v.lex.roles.lists[roleAimed] {
		heads = append(heads, s.behind(a, prep)...)
	}
	for _, h := range heads {
		if h < 0 || v.tok(h).UPOS != "NOUN" || s.timed(h) {
			continue
		}
		for c := v.first(h); c >= 0; c = v.after(c) {
			if !tocsin.RelIs(v.tok(c).Rel, "amod", "compound") || v.tok(c).UPOS == "NOUN" {
				continue
			}
			if ps := s.foreigners(a, s.actors[c]); len(ps) > 0 {
				return ps
			}
		}
	}
	return nil
}

// besieged is whose embassy a protest takes place at: "rallied outside the Danish
// consulate".
func (s *scene) besieged(a *act) []int {
	for _, i := range []int{a.Head, a.Light, s.setter(a.Head)} {
		if i < 0 {
			continue
		}
		for c := s.v.first(i); c >= 0; c = s.v.after(c) {
			if tocsin.RelIs(s.v.tok(c).Rel, "obl", "nmod") && s.v.plays(c, roleLegation) && s.v.find(c, "case") >= 0 {
				if ps := s.sided(c); s.known(ps) {
					return ps
				}
			}
		}
	}
	return nil
}

// isHit reports whether the phrase behind "of" is what the attack that a noun
// names was on: "el bombardeo de una clínica". Buildings attack nobody.
func (s *scene) isHit(a *act, h int, slot Slot) bool {
	return a.Type == plover.Assault && s.nominal(a) && slices.Contains(s.v.lex.roles.lists[roleOf], string(slot)) &&
		s.v.lex.of(s.v.tok(h).Lemma)&(s.v.lex.names["BUILDING"]|s.v.lex.names["BASE"]) != 0
}

// relieved are those against whom the act went that a concession ends.
func (s *scene) relieved(a *act) []int {
	if o := s.patient(a.Head, 0); o > a.Head && s.v.mask(o)&s.v.lex.names["PROPOSAL"] != 0 && !s.nominal(a) {
		if from := s.nmod(o, roleFrom); from >= 0 {
			return s.besides(s.partiesAt(from, 0), a.actors) // "yielded to demands from the rebels"
		}
	}
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
	var out []int
	for _, i := range a.told {
		h := -1
		switch {
		case s.v.plays(i, roleSuffering):
			h = s.surface(i, 0)
		case s.v.plays(i, roleHarming), a.Sense.Reciprocal: // "drew the guards into a fight"
			h = s.patient(i, 0)
		}
		out = union(out, s.harmed(h, a))
	}
	return out
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
	if h := s.v.head(a.Head); h >= 0 && a.Type == plover.Assault && s.v.tok(a.Head).Rel == "conj" && s.at(h) == nil && s.v.plays(h, roleHarming) {
		out = append(out, h) // "killed two and wounded five"
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
			if s.v.tok(c).UPOS != "VERB" || !tocsin.RelIs(s.v.tok(c).Rel, "advcl", "acl:", "conj", "parataxis", "xcomp") {
				continue
			}
			out = append(out, c)
			if k := s.v.find(c, "conj"); k >= 0 && s.v.tok(c).Rel != "conj" && s.v.tok(k).UPOS == "VERB" {
				out = append(out, k) // "…, burning homes and killing two"
			}
		}
	}
	h := s.v.head(a.Head)
	above := s.nominal(a) && h >= 0 && (s.at(h) == nil || s.at(h) == a) && s.takesPart(a.Head)
	if above && s.v.tok(h).UPOS == "VERB" {
		out = append(out, h)
		if k := s.v.head(h); k >= 0 && s.v.tok(h).Rel == "conj" && s.v.tok(k).UPOS == "VERB" {
			out = append(out, k) // "two were killed and nine hurt in …"
		}
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
