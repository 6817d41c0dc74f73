package coder

import (
	"slices"

	"tocsin"
	"tocsin/plover"
)

// cast finds the parties of an act.
func (s *scene) cast(a *act) {
	if a.Shifted && a.Type == plover.Request {
		s.castDemand(a)
		return
	}
	if a.Light >= 0 && s.nominal(a) && s.ofSlot(a.Sense.Actor) && !slices.Contains(a.Sense.Recipient, Slot("subj")) {
		a.actors = s.partiesAt(s.doer(a.Light), 0) // "voiced its criticism of …": not of whom it names
	}
	if len(a.actors) == 0 {
		a.actors = s.party(a, a.Sense.Actor, true)
	}
	if len(a.actors) == 0 && s.nominal(a) {
		a.actors = s.partiesAt(s.nounDoer(a), 0)
	} else if len(a.actors) == 0 && s.v.plays(a.Head, roleSuffering) {
		a.actors = s.inflicters(a.Head)
	} else if len(a.actors) == 0 && len(a.Sense.Actor) == 0 {
		a.actors = s.wielders(s.surface(a.Head, 0))
	}
	s.elide(a)
	if a.Sense.Reciprocal {
		a.actors = union(a.actors, s.party(a, a.Sense.Recipient, false))
		a.actors = union(a.actors, s.companions(a))
		if a.Type == plover.Assault && s.nominal(a) {
			a.actors = union(s.victims(a), a.actors) // "died in a clash with …"
		}
		return
	}
	if len(a.actors) == 0 && a.Type == plover.Mobilize {
		a.actors = s.moved(a)
	}
	if isAbout(a.Type) && !a.Shifted && !s.nominal(a) {
		a.recipients = s.authors(a, s.patient(a.Head, 0))
	}
	if len(a.recipients) == 0 {
		a.recipients = s.party(a, a.Sense.Recipient, false)
	}
	s.cued(a)
	if own := s.ownedOnly(a); own {
		a.recipients = s.others(a)
	}
	s.unplace(a)
	a.recipients = s.beyond(a, without(a.recipients, a.actors))
	a.recipients = s.dropOwnThings(a)
	s.target(a)
}

// outside drops the phrases of nobody that are drawn around the verb of the act
// with its subject: "[Mali froze Danish assets]".
func (s *scene) outside(a *act, as []int) []int {
	if s.nominal(a) || s.v.tok(a.Head).Rel == "amod" {
		return as
	}
	return slices.DeleteFunc(slices.Clone(as), func(i int) bool {
		x := &s.doc.Actors[i]
		return x.Name == "" && x.Start < a.Head && x.Head > a.Head && x.Contains(a.Head)
	})
}

// cued casts a charge that is itself the cue of what is said before it, with the
// speaker behind it: "…, denunció Lima".
func (s *scene) cued(a *act) {
	if a.Type != plover.Accuse || s.nominal(a) {
		return
	}
	for _, k := range s.quotes[s.index] {
		q := &s.doc.Quotes[k]
		if q.Party < 0 || q.Party >= len(s.doc.Actors) || !q.Cue.Contains(a.Head) || s.doc.Actors[q.Party].Head < a.Head {
			continue
		}
		if !slices.ContainsFunc(q.Content, func(c tocsin.Span) bool { return c.Start < a.Head }) || slices.Contains(a.actors, q.Party) {
			continue
		}
		a.actors, a.recipients, a.theme = []int{q.Party}, nil, -1
		for _, b := range s.acts {
			if b != a && slices.ContainsFunc(q.Content, func(c tocsin.Span) bool { return c.Contains(b.Head) }) {
				a.theme = b.Head // castByActs looks up who did it
				break
			}
		}
		return
	}
}

// beyond drops the phrases that the tree draws around a finite verb that tells
// the act: "Lima threatened reprisals" is nobody that Lima threatens.
func (s *scene) beyond(a *act, as []int) []int {
	if !s.v.stray(a.Head) {
		return as
	}
	return slices.DeleteFunc(slices.Clone(as), func(i int) bool {
		x := &s.doc.Actors[i]
		return x.Name == "" && x.Contains(a.Head) && s.doc.Subtree(x.Head).Start < a.Head && slices.ContainsFunc(a.actors, func(k int) bool { return x.Contains(s.doc.Actors[k].Head) })
	})
}

// ofSlot reports whether the noun's author may stand behind "of".
func (s *scene) ofSlot(slots []Slot) bool {
	return slices.ContainsFunc(slots, func(x Slot) bool { return slices.Contains(s.v.lex.roles.lists[roleOf], string(x)) })
}

// castDemand casts what others must do: who says so demands it of who would do
// it ("Lima says Quito must withdraw").
func (s *scene) castDemand(a *act) {
	h := s.surface(a.Head, 0)
	if s.v.passive(a.Head) {
		h = s.agent(a.Head)
	}
	a.recipients = s.partiesAt(h, 0)
	a.actors = s.speakers(a)
}

// speakers are who is quoted with the act, other than its recipients.
func (s *scene) speakers(a *act) []int {
	var out []int
	for _, k := range s.quotes[s.index] {
		q := &s.doc.Quotes[k]
		if q.Party >= 0 && slices.ContainsFunc(q.Content, func(c tocsin.Span) bool { return c.Contains(a.Head) }) {
			out = s.besides([]int{q.Party}, a.recipients) // the last is the innermost
		}
	}
	return out
}

// dropOwnThings takes things of the actor's own from the recipients: who
// closes his airspace or withdraws his ships does it to nobody named.
func (s *scene) dropOwnThings(a *act) []int {
	if !s.ownedOnly(a) {
		return a.recipients
	}
	moved := a.Type == plover.Retreat || a.Type == plover.Mobilize
	return slices.DeleteFunc(slices.Clone(a.recipients), func(i int) bool {
		m := s.v.mask(s.doc.Actors[i].Head)
		return m&(s.v.lex.person|s.v.lex.force) == 0 || moved && m&s.v.lex.force != 0
	})
}

// party is who stands in the first slot that a party stands in. What is no
// party itself may be a party's: for an actor its weapon or vessel ("Russian
// missiles struck"), for a recipient its property.
func (s *scene) party(a *act, slots []Slot, actor bool) []int {
	var found []int
	for _, slot := range slots {
		for _, h := range s.fillers(a, slot) {
			if actor && s.isHit(a, h, slot) {
				continue
			}
			if ps := s.authors(a, h); len(ps) > 0 {
				return ps
			}
			ps := s.outside(a, s.partiesAt(h, 0))
			if b := s.at(h); b != nil && b != a && b.Head == h && s.nominal(b) {
				ps = nil // an act is no party: its author is looked up later
			}
			found = union(found, ps)
			if len(ps) > 0 && slot != "subj" && slot != "obj" {
				return ps
			}
			if len(ps) == 0 && !actor && a.theme < 0 {
				a.theme = h
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	for _, slot := range slots {
		for _, h := range s.fillers(a, slot) {
			if ps := s.behindThing(h, actor || isAbout(a.Type)); len(ps) > 0 {
				return ps
			}
		}
	}
	return nil
}

// wielders are whose weapon the subject is, where the words tell: "Serbian
// shells fell on the town".
func (s *scene) wielders(h int) []int {
	if h < 0 {
		return nil
	}
	for _, o := range s.owners(h) {
		if as := s.actors[o]; s.known(as) {
			return as
		}
	}
	return nil
}

// inflicters are whose fire or attack those of the verb i died of: "died in a
// Danish raid".
func (s *scene) inflicters(i int) []int {
	for c := s.v.first(i); c >= 0; c = s.v.after(c) {
		if s.v.tok(c).Rel != "obl" || !s.v.cased(c, roleAgent) && !s.v.cased(c, roleDuring) || s.timed(c) {
			continue
		}
		if _, place := s.placed[c]; place {
			continue
		}
		if as := s.wielders(c); len(as) > 0 {
			return as
		}
	}
	return nil
}

// moved are the forces that the passive of an act moves.
func (s *scene) moved(a *act) []int {
	i := a.Head
	if s.nominal(a) {
		i = s.setter(a.Head)
	}
	if i < 0 || !s.v.passive(i) {
		return nil
	}
	return s.forces(s.partiesAt(s.patient(i, 0), 0))
}

// forces keeps the armed parties: those that are moved act for their side
// where nobody is named who moves them.
func (s *scene) forces(as []int) []int {
	return slices.DeleteFunc(slices.Clone(as), func(i int) bool {
		x := &s.doc.Actors[i]
		return len(x.Sectors) == 0 || !slices.Contains([]string{"MIL", "REB", "PRM", "UAF", "COP", "SPY", "GOV"}, x.Sectors[0])
	})
}

// authors are who made what is accused, praised or rejected: "a draft tabled
// by …".
func (s *scene) authors(a *act, h int) []int {
	if !isAbout(a.Type) || h < a.Head {
		return nil
	}
	if from := s.nmod(h, roleFrom); from > h && s.at(h) == nil && s.v.mask(h)&s.v.lex.names["PROPOSAL"] != 0 {
		return s.partiesAt(from, 0) // "a call from the council"
	}
	c := s.v.find(h, "acl")
	if g := s.v.head(h); c < 0 && g >= 0 && g == a.Head { // the tree hangs it one noun too high
		c = s.v.find(g, "acl")
	}
	if c > h && s.v.passive(c) {
		return s.partiesAt(s.agent(c), 0)
	}
	return nil
}

// ownedOnly reports whether every recipient is of the actor's own side, as
// in "recalled its ambassador".
func (s *scene) ownedOnly(a *act) bool {
	if len(a.actors) == 0 || len(a.recipients) == 0 {
		return false
	}
	own := s.doc.Actors[a.actors[0]].Country
	for _, i := range a.recipients {
		h := s.doc.Actors[i].Head
		if s.doc.Actors[i].Country != own || s.v.plays(h, roleLegation) || s.possessor(h) < 0 || s.v.tok(s.possessor(h)).UPOS != "PRON" {
			return false
		}
	}
	return own != ""
}

// others looks in the slots behind the first for a party of another side; it
// keeps the recipients if there is none.
func (s *scene) others(a *act) []int {
	own := s.doc.Actors[a.actors[0]].Country
	for _, slot := range a.Sense.Recipient {
		for _, h := range s.fillers(a, slot) {
			ps := s.partiesAt(h, 0)
			if len(ps) > 0 && s.doc.Actors[ps[0]].Country != own && s.known(ps) {
				return ps
			}
		}
	}
	return a.recipients
}

// companions are the others of a reciprocal act, whatever slots its row
// names: "met with", "talks between", "clash of".
func (s *scene) companions(a *act) []int {
	var out []int
	for _, prep := range s.v.lex.roles.lists[roleTogether] {
		for _, h := range s.behind(a, prep) {
			out = union(out, s.partiesAt(h, 0))
		}
	}
	return out
}

// castByActs fills parties from other acts of the sentence: who condemns an
// attack condemns its author; an attack that is the subject kills through its
// author.
func (s *scene) castByActs(a *act) {
	if isAbout(a.Type) && len(a.recipients) == 0 && a.theme >= 0 {
		if b := s.aboutAct(a.theme); b != nil && b != a {
			a.recipients = without(slices.Clone(b.actors), a.actors)
		}
	}
	if b := s.held(a.theme); a.Type == plover.Coerce && len(a.recipients) == 0 && b != nil && b.Type == plover.Protest {
		a.recipients = s.besides(b.actors, a.actors) // who breaks up a rally does it to those who hold it
	}
	if a.Type == plover.Concede && len(a.recipients) == 0 {
		a.recipients = s.relieved(a)
	}
	if len(a.actors) > 0 {
		return
	}
	for _, slot := range a.Sense.Actor {
		for _, h := range s.fillers(a, slot) {
			if b := s.at(h); b != nil && b != a && b.Head == h {
				a.actors = slices.Clone(b.actors)
				return
			}
		}
	}
}

// held is the act that the noun h names, or that the participle under it tells
// ("the march staged by students"); nil if there is none.
func (s *scene) held(h int) *act {
	if h < 0 {
		return nil
	}
	if b := s.at(h); b != nil {
		return b
	}
	return s.at(s.v.find(h, "acl"))
}

// before is the last act in front of token i that has an actor.
func (s *scene) before(i int) *act {
	for k := len(s.acts) - 1; k >= 0; k-- {
		if b := s.acts[k]; b.Head < i && len(b.actors) > 0 {
			return b
		}
	}
	return nil
}

// isAbout: the event may be about an act; its recipient is then who did it.
func isAbout(t plover.Type) bool {
	return t == plover.Accuse || t == plover.Support || t == plover.Reject
}

// aboutAct is the act that a phrase names, or that it sums up: "Paris sent
// two frigates, a step that …".
func (s *scene) aboutAct(h int) *act {
	for n := 0; n < maxHops && h >= 0; n++ {
		if b := s.at(h); b != nil {
			return b
		}
		if n == 0 && s.v.plays(h, roleSumming) {
			return s.before(h)
		}
		if !tocsin.RelIs(s.v.tok(h).Rel, "appos", "parataxis") {
			return nil
		}
		h = s.v.head(h)
	}
	return nil
}

func union(a, b []int) []int {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// besides returns the parties of as that are none of bs, under whatever words:
// a pronoun is who it stands for.
func (s *scene) besides(as, bs []int) []int {
	return slices.DeleteFunc(slices.Clone(as), func(i int) bool {
		x := &s.doc.Actors[i]
		return slices.ContainsFunc(bs, func(k int) bool {
			y := &s.doc.Actors[k]
			return i == k || x.Name != "" && x.Name == y.Name && x.Country == y.Country
		})
	})
}

// without returns a without the members of b.
func without(a, b []int) []int {
	return slices.DeleteFunc(slices.Clone(a), func(x int) bool { return slices.Contains(b, x) })
}
