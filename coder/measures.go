package coder

import (
	"slices"

	"tocsin"
	"tocsin/plover"
)

// measure collects the numbers that measure the event: those of its
// arguments and what hangs under it without belonging to another event.
func (s *scene) measure(a *act) {
	if a.Type == plover.Threaten {
		return // numbers there belong to what is threatened
	}
	for _, k := range s.numbers[s.index] {
		q := &s.doc.Quantities[k]
		if a.Type == plover.Accuse && q.What != tocsin.WhatMoney {
			continue // it belongs to what is charged
		}
		if !s.v.s.Contains(q.Head) || s.timed(q.Num) && q.What != tocsin.WhatDuration {
			continue
		}
		verb, ok := s.measures(q, a)
		if !ok || s.total(q) {
			continue
		}
		names := slices.Clone(q.Names)
		if names == nil {
			names = []string{}
		}
		a.quantities = append(a.quantities, tocsin.Measure{
			Segment: s.segment(q.Span), What: s.what(q, a, verb), Unit: q.Unit, Low: q.Low, High: q.High, Bound: q.Bound, Names: names,
		})
	}
}

// measures reports whether q measures the event, and the verb right above the
// counted noun (-1 if it is the event itself).
func (s *scene) measures(q *tocsin.Quantity, a *act) (verb int, ok bool) {
	v := s.v
	verb = -1
	if q.What == tocsin.WhatDuration {
		if b := s.lasting(q); b != nil || s.modifies(q.Head) {
			return -1, b == a || b == nil && a.tells(v.head(q.Head))
		}
	}
	for i, n := q.Head, 0; i >= 0 && n < 2*maxHops; i, n = v.head(i), n+1 {
		if a.tells(i) {
			if i != a.Head && verb < 0 {
				verb = i
			}
			return verb, true
		}
		if b := s.at(i); b != nil {
			return -1, i != q.Head && s.shares(q.Head, a)
		}
		if v.tok(i).UPOS == "VERB" && verb < 0 {
			verb = i
		}
		if i != q.Head && s.apart(i) && !(s.nominal(a) && v.head(i) == a.Head) {
			break
		}
	}
	if verb >= 0 && (s.toldOf(verb, a) || s.tallies(verb, q, a) || s.results(verb, a) || s.recounts(verb, q, a) || s.goesOn(verb, a)) {
		return verb, true
	}
	return -1, s.shares(q.Head, a)
}

// reachTotal is how far before its number the noun of a total may stand.
const reachTotal = 8

// total holds for the latest, larger whole: "bringing the toll to 45" counts
// what others did as well.
func (s *scene) total(q *tocsin.Quantity) bool {
	v := s.v
	i := q.Start - 1
	if !v.s.Contains(i) || !v.adjoins(i, adGoal|adSurface|adPlace) {
		return false
	}
	for k := i - 1; v.s.Contains(k) && k > i-reachTotal; k-- {
		if v.adjoins(k, adTotal) && v.tok(k).UPOS == "NOUN" {
			return true
		}
	}
	return false
}

// modifies holds for a length that stands before a noun as its modifier: "a
// two-year battle".
func (s *scene) modifies(i int) bool {
	return tocsin.RelIs(s.v.tok(i).Rel, "compound", "amod", "nummod") && s.v.head(i) > i
}

// lasting is the event whose length q tells: "three days of clashes"; nil if
// it is no such length.
func (s *scene) lasting(q *tocsin.Quantity) *act {
	v := s.v
	if !v.s.Contains(q.End) || !v.plays(q.End, roleOf) {
		return nil
	}
	for _, b := range s.acts {
		if b.Head > q.End && b.Head <= q.End+reachOf && v.tok(q.End).Head >= 0 {
			return b
		}
	}
	return nil
}

// reachOf is how far behind "of" the noun or gerund of an event may stand.
const reachOf = 3

// toldOf reports whether the verb w tells the fate of people in a relative clause
// of the event noun: "the raid, in which Lima says nine died".
func (s *scene) toldOf(w int, a *act) bool {
	if a.Type != plover.Assault || !s.nominal(a) || s.at(w) != nil || s.v.fate(w) == "" {
		return false
	}
	for i, n := w, 0; i >= 0 && n < maxHops; i, n = s.v.head(i), n+1 {
		switch rel := s.v.tok(i).Rel; {
		case rel == "acl:relcl":
			return s.v.head(i) == a.Head
		case rel != "ccomp" && rel != "xcomp" && rel != "conj":
			return false
		}
	}
	return false
}

// tallies holds where somebody counts the dead of an attack: "counted nine bodies
// after the raid".
func (s *scene) tallies(w int, q *tocsin.Quantity, a *act) bool {
	v := s.v
	return a.Type == plover.Assault && s.nominal(a) && s.at(w) == nil && v.head(a.Head) == w && v.tok(a.Head).Rel == "obl" &&
		v.head(q.Head) == w && v.tok(q.Head).Rel == "obj" && (v.plays(q.Head, roleDead) || q.What == tocsin.WhatKilled || q.What == tocsin.WhatInjured)
}

// results reports whether the verb w, which is no event of its own, tells what
// the event did to people: beside another such verb of it, or with the event
// in a clause of when under it.
func (s *scene) results(w int, a *act) bool {
	v := s.v
	if s.at(w) != nil || v.fate(w) == "" {
		return false
	}
	if i := a.verb; v.tok(i).Rel == "advcl" && v.head(i) == w && (v.marked(i, roleWhile) || s.whenAdverb(i)) {
		return true
	}
	for c := v.first(w); c >= 0; c = v.after(c) {
		if v.tok(c).Rel == "conj" && a.tells(c) {
			return true
		}
	}
	return false
}

// recounts holds where another side counts the same: "while Tokyo counted
// nine", "Kyiv puts the figure at 149,000".
func (s *scene) recounts(w int, q *tocsin.Quantity, a *act) bool {
	if s.at(w) != nil || !s.v.adjoins(w, adCount) || q.Head != q.Num || w < a.Head {
		return false
	}
	return slices.ContainsFunc(a.quantities, func(m tocsin.Measure) bool { return m.What == q.What })
}

// goesOn holds where an independent clause says of it or them how far or how
// long: "fired a missile; it flew 900 kilometres".
func (s *scene) goesOn(w int, a *act) bool {
	v := s.v
	n := v.find(w, "nsubj")
	return s.at(w) == nil && n >= 0 && v.tok(n).UPOS == "PRON" && tocsin.RelIs(v.tok(w).Rel, "parataxis", "conj") && a.tells(v.head(w)) && !s.reports(w)
}

// apart reports whether the clause at i tells something else than the event
// above it.
func (s *scene) apart(i int) bool {
	v := s.v
	switch rel := v.tok(i).Rel; {
	case tocsin.RelIs(rel, "acl:relcl", "parataxis", "ccomp"):
		return true
	case rel == "advcl":
		return v.find(i, "nsubj", "nsubj:pass") >= 0
	case rel == "conj":
		return v.tok(i).UPOS == "VERB" && !v.plays(i, roleHarming) && !v.plays(i, roleSuffering) && v.fate(i) == ""
	}
	return false
}

// shares reports whether the counted noun is what the event is done to, or
// one of who does it, although the tree hangs it elsewhere.
func (s *scene) shares(head int, a *act) bool {
	if !s.nominal(a) && (s.patient(a.Head, 0) == head || tocsin.RelIs(s.v.tok(a.Head).Rel, "acl", "acl:relcl") && s.surface(a.Head, 0) == head) {
		return true
	}
	for _, i := range a.recipients {
		if s.doc.Actors[i].Head == head {
			return true
		}
	}
	return false
}

// what refines what a number counts by what happens to the counted.
func (s *scene) what(q *tocsin.Quantity, a *act, verb int) string {
	if a.Type == plover.Assault && s.v.plays(q.Head, roleDead) {
		return tocsin.WhatKilled
	}
	switch q.What {
	case tocsin.WhatDetained:
		if a.Type == plover.Sanction {
			return tocsin.WhatOther // the sentenced are not held for the first time
		}
		return q.What
	case tocsin.WhatPersonnel, tocsin.WhatOther, tocsin.WhatMigrants:
	default:
		return q.What
	}
	if !s.people(q) {
		return q.What
	}
	if verb < 0 {
		verb = s.fateOf(a)
	}
	if w := s.v.fate(verb); w != "" && a.Type != plover.Sanction {
		return w
	}
	if o := s.v.find(q.Head, "amod", "acl", "xcomp"); o >= 0 {
		if w := s.v.fate(o); w != "" {
			return w
		}
	}
	return s.whatByType(q, a)
}

// fateOf is the verb that tells what became of those an attack was done to, or
// the head of the act.
func (s *scene) fateOf(a *act) int {
	for _, w := range a.told {
		if a.Type == plover.Assault && s.v.plays(w, roleSuffering) && s.v.fate(w) != "" {
			return w
		}
	}
	return a.Head
}

// whatByType: the type alone tells what became of those it was done to.
func (s *scene) whatByType(q *tocsin.Quantity, a *act) string {
	done := s.shares(q.Head, a)
	switch {
	case !done:
	case a.Type == plover.Coerce && slices.Contains(a.Modes, "arrest"), slices.Contains(a.Modes, "abduct"):
		return tocsin.WhatDetained
	case a.Type == plover.Coerce && slices.Contains(a.Modes, "deport"):
		return tocsin.WhatDeported
	case a.Type == plover.Retreat && slices.Contains(a.Modes, "release"):
		return tocsin.WhatDetained
	}
	return q.What
}

// people reports whether what is counted is people.
func (s *scene) people(q *tocsin.Quantity) bool {
	if q.What == tocsin.WhatPersonnel || q.What == tocsin.WhatMigrants || q.Head == q.Num {
		return true
	}
	return s.v.mask(q.Head)&(s.v.lex.person|s.v.lex.force|s.v.lex.party) != 0
}
