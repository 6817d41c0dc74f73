package coder

import (
	"slices"

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
	case plover.Threaten, plover.Reject, plover.Request, plover.Sanction, plover.Aid, plover.Cooperate, plover.Accuse:
		a.recipients = s.inContent(a)
	}
}

// harming verbs tell what an attack did to its victims; the second list to
// their subject.
var (
	harming = []string{
		"kill", "injure", "wound", "hit", "strike", "destroy", "damage", "target", "leave", "murder", "behead", "maim", "hurt",
		"claim", "halt", "stop", "disperse", "affect", "engulf", "level", "flatten", "rock", "shake", "sink", "burn", "gut", "blow",
	}
	suffering = []string{"die", "survive", "suffer", "escape", "perish", "flee", "succumb", "undergo", "withstand"}
)

// victims are those harmed in the clause of an attack: the object of the verb
// that the attack is the subject of, of the participles and relative clauses
// under it, or who "died in the attack".
func (s *scene) victims(a *act) []int {
	for _, i := range s.around(a) {
		l := s.v.lemma(i)
		switch {
		case slices.Contains(harming, l):
			if ps := s.harmed(s.patient(i, 0), a); len(ps) > 0 {
				return ps
			}
		case slices.Contains(suffering, l):
			if ps := s.harmed(s.surface(i, 0), a); len(ps) > 0 {
				return ps
			}
		}
	}
	return nil
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
	above := s.nominal(a) && h >= 0 && s.v.tok(h).UPOS == "VERB" && s.at(h) == nil
	if above {
		out = append(out, h)
	}
	under(a.Head)
	if above {
		under(h)
	}
	return out
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
	own := s.doc.Actors[a.actors[0]].Country
	for c := s.v.first(a.Head); c >= 0; c = s.v.after(c) {
		if c < a.Head || !tocsin.RelIs(s.v.tok(c).Rel, "obj", "xcomp", "ccomp", "obl", "nmod") || s.timed(c) {
			continue
		}
		span := s.doc.Subtree(c)
		for k := span.Start; k < span.End; k++ {
			if b := s.at(k); b != nil && b != a {
				break
			}
			if as := s.actors[k]; s.known(as) && s.doc.Actors[as[0]].Country != own && s.doc.Dominates(c, k) && !s.timed(k) && !s.mere(k) {
				return s.partiesAt(k, 0)
			}
		}
	}
	return nil
}

// mere reports whether the name at k is only a place where something is.
func (s *scene) mere(k int) bool {
	return s.v.caseIs(k, "in") || s.v.caseIs(k, "at") || s.v.caseIs(k, "near")
}
