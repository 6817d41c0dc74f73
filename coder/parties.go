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
	if own := s.ownedOnly(a); own {
		a.recipients = s.others(a)
	}
	s.unplace(a)
	a.recipients = without(a.recipients, a.actors)
	a.recipients = s.dropOwnThings(a)
	s.target(a)
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
// closes his airspace does it to nobody named.
func (s *scene) dropOwnThings(a *act) []int {
	if !s.ownedOnly(a) {
		return a.recipients
	}
	return slices.DeleteFunc(slices.Clone(a.recipients), func(i int) bool {
		return s.v.mask(s.doc.Actors[i].Head)&(s.v.lex.person|s.v.lex.force) == 0
	})
}

// party is who stands in the first slot that a party stands in. What is no
// party itself may be a party's: for an actor its weapon or vessel ("Russian
// missiles struck"), for a recipient its property.
func (s *scene) party(a *act, slots []Slot, actor bool) []int {
	var found []int
	for _, slot := range slots {
		for _, h := range s.fillers(a, slot) {
			if ps := s.authors(a, h); len(ps) > 0 {
				return ps
			}
			ps := s.partiesAt(h, 0)
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
		if s.doc.Actors[i].Country != own || s.possessor(h) < 0 || s.v.tok(s.possessor(h)).UPOS != "PRON" {
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

// partiesAt returns the actors that the phrase headed by h denotes, with
// those of its conjuncts.
func (s *scene) partiesAt(h, depth int) []int {
	if h < 0 || depth > maxHops {
		return nil
	}
	out := slices.DeleteFunc(slices.Clone(s.denoted(h)), func(i int) bool { return !s.partyLike(i) })
	for c := s.v.first(h); c >= 0; c = s.v.after(c) {
		switch t := s.v.tok(c); {
		case t.Rel == "conj" && nominalTag(t):
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
	if b := s.at(a.theme); a.Type == plover.Coerce && len(a.recipients) == 0 && b != nil && b.Type == plover.Protest {
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
