package coder

import (
	"slices"
	"strings"

	"tocsin"
	"tocsin/plover"
)

// attribute finds who says that the event happened.
func (s *scene) attribute(a *act) {
	if a.Shifted && a.Type == plover.Request && len(a.actors) > 0 {
		a.claims = s.reported(tocsin.Occurred) // the demand is made by saying so
		return
	}
	for _, k := range s.voices(a) {
		a.claims = append(a.claims, s.claimsOf(a, k)...)
	}
	if len(a.claims) == 0 {
		a.claims = s.charged(a)
	}
	if len(a.claims) == 0 {
		a.claims = s.alleged(a)
	}
	if len(a.claims) == 0 {
		a.claims = s.counted(a)
	}
	if len(a.claims) == 0 {
		a.claims = s.reported(s.status(a))
	}
	a.claims = distinct(a.claims)
}

// reported is the claim of the reporter himself.
func (s *scene) reported(st tocsin.Status) []tocsin.Claim {
	return []tocsin.Claim{{Holder: tocsin.Holder{Kind: tocsin.Narrator, Sectors: []string{}}, Status: st}}
}

// charged makes the claim of who blames somebody for the act that a noun
// names, or takes it on himself, where no quote does.
func (s *scene) charged(a *act) []tocsin.Claim {
	g := s.v.head(a.Head)
	if !s.nominal(a) || g < 0 || s.answerable(a.Head) < 0 {
		return nil
	}
	if c := s.blameClause(a.Head); c >= 0 {
		g = c
	}
	for n := 0; n < maxHops && g >= 0 && s.v.tok(g).UPOS != "VERB"; n++ {
		g = s.v.head(g)
	}
	if g < 0 {
		return nil
	}
	st := s.status(a)
	if s.v.plays(g, roleDeny) {
		st = tocsin.Negated
	}
	return s.claimsBy(s.partiesAt(s.doer(g), 0), g, st)
}

// counted makes the claim of who counts the dead of an attack: "the Red Cross
// counted nine bodies after the raid".
func (s *scene) counted(a *act) []tocsin.Claim {
	g := s.v.head(a.Head)
	if g < 0 || !s.v.adjoins(g, adCount) || !slices.ContainsFunc(s.numbers[s.index], func(k int) bool { return s.tallies(g, &s.doc.Quantities[k], a) }) {
		return nil
	}
	return s.claimsBy(s.partiesAt(s.doer(g), 0), g, s.status(a))
}

// alleged makes the claim of who accuses the actor of the act where no quote
// does, because the tree misses how the clauses hang together.
func (s *scene) alleged(a *act) []tocsin.Claim {
	of := s.v.marked(a.Head, roleOf)
	for _, b := range s.acts {
		if !of || b.Type != plover.Accuse || b.Head > a.Head || !s.v.plays(b.Head, roleAccuse) || len(b.recipients) == 0 {
			continue
		}
		if slices.ContainsFunc(a.actors, func(i int) bool { return slices.Contains(b.recipients, i) }) {
			return s.claimsBy(b.actors, b.Head, s.status(a))
		}
	}
	return nil
}

// claimsBy makes a claim for each of the parties, with the verb as its cue.
func (s *scene) claimsBy(as []int, verb int, st tocsin.Status) []tocsin.Claim {
	cue := s.segment(tocsin.Span{Start: verb, End: verb + 1})
	var out []tocsin.Claim
	for _, i := range as {
		x := &s.doc.Actors[i]
		seg := s.segment(x.Span)
		out = append(out, tocsin.Claim{
			Holder: tocsin.Holder{Kind: x.Kind, Segment: &seg, Name: exportName(x), Country: x.Country, Sectors: exportSectors(x)},
			Cue:    &cue, Status: st,
		})
	}
	return out
}

// voices returns the quotes in whose content the event is told, innermost
// only: an outer one relays.
func (s *scene) voices(a *act) []int {
	var in []int
	for _, k := range s.quotes[s.index] {
		if s.told(k, a) {
			in = append(in, k)
		}
	}
	return slices.DeleteFunc(in, func(k int) bool {
		return slices.ContainsFunc(in, func(j int) bool { return s.doc.Quotes[j].Outer == k })
	})
}

// told reports whether the quote k says that the event happened. What is only
// presupposed in what is said ("deplored the raids") stays the narrator's.
func (s *scene) told(k int, a *act) bool {
	q := &s.doc.Quotes[k]
	if q.Stance == "order" || q.Stance == "ask" {
		return false // who orders an act does not tell it
	}
	if q.Cue.Contains(a.Head) || !slices.ContainsFunc(q.Content, func(c tocsin.Span) bool { return c.Contains(a.Head) }) {
		return false
	}
	if s.performs(a, q) {
		return false
	}
	if a.Type == plover.Accuse && s.nominal(a) && q.Stance == "deny" {
		return false // who denies a charge does not deny that it was made
	}
	if !s.nominal(a) || q.Stance != "assert" {
		return true
	}
	return !s.presupposed(q, a)
}

// performs reports whether the saying itself is the event: by these words the
// speaker accuses, rejects, demands or threatens, and the reporter tells it.
func (s *scene) performs(a *act, q *tocsin.Quote) bool {
	switch a.Type {
	case plover.Accuse, plover.Reject, plover.Request, plover.Threaten:
	default:
		return false
	}
	if q.Stance == "deny" || q.Stance == "doubt" || q.Party < 0 || q.Party >= len(s.doc.Actors) {
		return false
	}
	if st := s.status(a); st == tocsin.Planned || st == tocsin.Possible {
		return false
	}
	if len(a.actors) == 0 {
		return !s.nominal(a) && !s.v.passive(a.Head)
	}
	x, y := &s.doc.Actors[q.Party], &s.doc.Actors[a.actors[0]]
	return a.actors[0] == q.Party || x.Country != "" && x.Country == y.Country || x.Name != "" && x.Name == y.Name
}

// presupposed: the whole content is the definite noun itself.
func (s *scene) presupposed(q *tocsin.Quote, a *act) bool {
	for _, c := range q.Content {
		if c.Contains(a.Head) {
			h := s.v.head(a.Head)
			return definite(s.v, a.Head) && h >= 0 && !c.Contains(h) && q.Cue.Contains(h)
		}
	}
	return false
}

// claimsOf makes the claims of one quote: one for each of its holders.
func (s *scene) claimsOf(a *act, k int) []tocsin.Claim {
	q := &s.doc.Quotes[k]
	c := tocsin.Claim{Status: s.heldStatus(a, q), Quoted: slices.ContainsFunc(q.Quoted, func(x tocsin.Span) bool { return x.Contains(a.Head) })}
	if !q.Cue.IsZero() {
		cue := s.segment(q.Cue)
		c.Cue = &cue
	}
	if q.SaidOn >= 0 && q.SaidOn < len(s.doc.Times) && !s.doc.Times[q.SaidOn].First.IsZero() {
		day := s.doc.Times[q.SaidOn].First
		c.SaidOn = &day
	}
	c.RelayedBy = s.relay(q)
	var out []tocsin.Claim
	for _, h := range s.holders(q) {
		c.Holder = h
		out = append(out, c)
	}
	return out
}

func (s *scene) relay(q *tocsin.Quote) string {
	if !q.Relay.IsZero() {
		return s.doc.Slice(q.Relay)
	}
	if q.Outer >= 0 && q.Outer < len(s.doc.Quotes) {
		return s.doc.Slice(s.doc.Quotes[q.Outer].Source)
	}
	return ""
}

// heldStatus is the status that the holder of a quote gives the event.
func (s *scene) heldStatus(a *act, q *tocsin.Quote) tocsin.Status {
	st := s.status(a)
	switch q.Stance {
	case "deny":
		return tocsin.Negated
	case "doubt":
		if st == tocsin.Occurred || st == tocsin.Ongoing {
			return tocsin.Possible
		}
	}
	return st
}

// status is how firmly the event is told, by type and by who orders it.
func (s *scene) status(a *act) tocsin.Status {
	st := statusOf(s.doc, &hit{head: a.Head, light: a.Light})
	if a.Shifted || a.Sense.Negative && st == tocsin.Negated || speech(a.Type) && (st == tocsin.Planned || st == tocsin.Ongoing && a.Type != plover.Threaten) {
		return tocsin.Occurred
	}
	if st == tocsin.Possible && a.Type == plover.Threaten && strings.Contains(a.Sense.Pattern, " aux=") {
		return tocsin.Occurred // "would close the strait if …": the threat is made
	}
	if st == tocsin.Occurred && a.Type == plover.Mobilize && s.ordered(a) {
		return tocsin.Planned
	}
	return st
}

// ordered: an order to one's own forces is planned until carried out.
func (s *scene) ordered(a *act) bool {
	if !s.nominal(a) {
		h := s.v.head(a.Head)
		return s.v.plays(a.Head, roleOrder) || tocsin.RelIs(s.v.tok(a.Head).Rel, "xcomp", "ccomp") && h >= 0 && s.v.plays(h, roleOrder)
	}
	h := s.v.head(a.Head)
	return h >= 0 && s.v.tok(a.Head).Rel == "obj" && s.v.plays(h, roleOrdering)
}

// holders are the parties behind a quote; a source that stands for several
// ("both armies") makes one holder each.
func (s *scene) holders(q *tocsin.Quote) []tocsin.Holder {
	base := tocsin.Holder{Kind: q.Holder, Sectors: []string{}}
	if !q.Source.IsZero() {
		seg := s.segment(q.Source)
		base.Segment = &seg
	}
	var as []int
	if q.Party >= 0 && q.Party < len(s.doc.Actors) {
		as = []int{q.Party}
		if more := s.actors[s.doc.Actors[q.Party].Head]; len(more) > 1 {
			as = more
		}
	}
	if len(as) == 0 {
		return []tocsin.Holder{base}
	}
	var out []tocsin.Holder
	for _, i := range as {
		x := &s.doc.Actors[i]
		h := base
		h.Name, h.Country, h.Sectors = exportName(x), x.Country, exportSectors(x)
		if h.Segment == nil {
			seg := s.segment(x.Span)
			h.Segment = &seg
		}
		out = append(out, h)
	}
	return out
}

// distinct drops claims that repeat holder and status.
func distinct(cs []tocsin.Claim) []tocsin.Claim {
	var out []tocsin.Claim
	for _, c := range cs {
		same := func(o tocsin.Claim) bool {
			return o.Holder.Kind == c.Holder.Kind && o.Holder.Name == c.Holder.Name && o.Holder.Country == c.Holder.Country &&
				o.Status == c.Status && sameText(o.Holder.Segment, c.Holder.Segment)
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, c)
		}
	}
	return out
}

func sameText(a, b *tocsin.Segment) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Text == b.Text
}
