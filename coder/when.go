package coder

import "tocsin"

// maxCost is beyond every real path from a phrase to an event.
const maxCost = 100

// date finds when the event took place: the time phrase that the syntax
// attaches to the event, or to a verb that hands its time on.
func (s *scene) date(a *act) {
	best := maxCost
	for _, k := range s.times[s.index] {
		t := &s.doc.Times[k]
		if t.First.IsZero() || t.Last.IsZero() || t.Kind == "SET" || !s.v.s.Contains(t.Head) || s.saidTime(k, a) {
			continue
		}
		if c := s.timeCost(t, a); c < best {
			best, a.when = c, k
		}
	}
}

// saidTime reports whether the time k is the day of saying of somebody whose
// words are not the event itself.
func (s *scene) saidTime(k int, a *act) bool {
	for _, i := range s.quotes[s.index] {
		q := &s.doc.Quotes[i]
		if q.SaidOn == k && !q.Cue.Contains(a.Head) {
			return true
		}
	}
	return false
}

// timeCost is how far the time phrase is from the event; maxCost if it does
// not tell the event's time.
func (s *scene) timeCost(t *tocsin.When, a *act) int {
	g, cost := s.timeGovernor(t, a)
	if g < 0 {
		return maxCost
	}
	if cost += s.inherits(a.Head, g, t.Start, 0); cost < maxCost {
		return cost
	}
	if v := s.v; s.at(g) == nil && v.tok(g).Rel == "acl" && v.passive(g) && !v.prefaced(t.Head, adOrder) && v.head(g) >= 0 && a.tells(v.head(v.head(g))) {
		return 20 // "shot down drones launched overnight"
	}
	if v := s.v; s.at(g) == nil && v.tok(g).Rel == "acl" && v.tok(g).XPOS == "VBG" && t.Start > g && s.under(g, a) {
		return 25 // "moved guns onto the ridge facing the town on Monday"
	}
	return min(maxCost, 10+s.fromConjunct(a.Head, g))
}

// under reports whether the participle g modifies a noun of the act's own
// arguments.
func (s *scene) under(g int, a *act) bool {
	for i, n := s.v.head(g), 0; i >= 0 && n < maxNested; i, n = s.v.head(i), n+1 {
		if a.tells(i) {
			return true
		}
		if !tocsin.RelIs(s.v.tok(i).Rel, "obj", "obl", "nmod") {
			return false
		}
	}
	return false
}

// fromConjunct is the cost of taking the time of a later verb of the same
// subject: "closed the embassy and sent troops on Sunday".
func (s *scene) fromConjunct(i, g int) int {
	v := s.v
	if v.tok(g).Rel == "conj" && v.head(g) == i && v.finite(i) && v.find(g, "nsubj", "nsubj:pass") < 0 && v.tok(g).UPOS == "VERB" {
		return 1
	}
	return maxCost
}

// timeGovernor is the event or verb that the time phrase attaches to.
func (s *scene) timeGovernor(t *tocsin.When, a *act) (g, cost int) {
	v := s.v
	if h := v.head(t.Head); h >= 0 && v.prefaced(t.Head, adOrder) && v.adjoins(h, adOccasion) {
		return -1, maxCost // "for the first time since 2009"
	}
	for i, n := v.head(t.Head), 0; i >= 0 && n < maxHops; i, n = v.head(i), n+1 {
		if t.Contains(i) {
			continue
		}
		if v.tok(i).UPOS == "AUX" && v.head(i) >= 0 && v.tok(i).Rel != "root" {
			continue // "had on Monday recalled"
		}
		if a.tells(i) || v.stray(a.Head) && v.head(a.Head) == i {
			return a.Head, cost
		}
		if s.at(i) != nil {
			return i, cost
		}
		switch u := v.tok(i).UPOS; {
		case u == "VERB" || u == "AUX" || v.find(i, "cop") >= 0:
			return i, cost
		case tocsin.RelIs(v.tok(i).Rel, "root", "parataxis", "ccomp", "advcl"):
			return i, cost
		}
		if s.apartInTime(i) {
			return -1, maxCost
		}
		cost += 3
	}
	return -1, maxCost
}

// apartInTime reports whether a preposition of order stands before the noun
// i: what happens after, before or until it has another time.
func (s *scene) apartInTime(i int) bool {
	for c := s.v.first(i); c >= 0; c = s.v.after(c) {
		if tocsin.RelIs(s.v.tok(c).Rel, "case", "mark") && s.v.adjoins(c, adOrder) {
			return true
		}
	}
	return false
}

// inherits is the cost of handing the time or place at g down to the event at
// i; maxCost if something between them keeps it. at is where the phrase
// stands: in front of the first of coordinated verbs it covers them all.
func (s *scene) inherits(i, g, at, depth int) int {
	if i == g {
		return 0
	}
	h := s.v.head(i)
	if h < 0 || depth > maxHops || !s.hands(i, h, g, at) {
		return maxCost
	}
	return min(maxCost, 1+s.inherits(h, g, at, depth+1))
}

// hands reports whether h hands its time to its dependent i.
func (s *scene) hands(i, h, g, at int) bool {
	v := s.v
	rel := v.tok(i).Rel
	other := s.at(h)
	if other != nil && other.Light == h && s.at(i) == other {
		return true
	}
	verbal := v.tok(i).UPOS == "VERB"
	switch {
	case rel == "conj" && !verbal:
		return true
	case rel == "conj":
		return v.find(i, "nsubj", "nsubj:pass") < 0 && !v.perfect(i) || h == g && s.inFront(at, h)
	case rel == "xcomp":
		return other == nil && !s.reports(h)
	case rel == "advcl":
		return v.find(i, "mark", "nsubj") < 0 && !v.wh(i) && !s.reports(h)
	case rel == "obl" && !verbal && v.prefaced(i, adWith):
		return !s.reports(h)
	case tocsin.RelIs(rel, "nsubj", "nsubj:pass", "obj", "obl:", "nmod"):
		return !s.apartInTime(i) && (other == nil || other.Head != h) && !s.reports(h) && !verbal
	case rel == "ccomp" && s.reports(h):
		return false
	}
	return false
}

// inFront reports whether the phrase at token at stands before the subject of
// the verb h.
func (s *scene) inFront(at, h int) bool {
	n := s.v.find(h, "nsubj", "nsubj:pass")
	return at < h && (n < 0 || at < n)
}

// perfect reports whether "have" or "has" makes the verb a perfect of its own.
func (v *view) perfect(i int) bool {
	a := v.find(i, "aux")
	return a >= 0 && v.plays(a, roleHave)
}

// reports reports whether token i is part of a cue of saying.
func (s *scene) reports(i int) bool {
	for _, k := range s.quotes[s.index] {
		if s.doc.Quotes[k].Cue.Contains(i) {
			return true
		}
	}
	return false
}

// eventTime is the record of a time phrase, with its preposition.
func (s *scene) eventTime(k int) *tocsin.EventTime {
	if k < 0 {
		return nil
	}
	t := &s.doc.Times[k]
	return &tocsin.EventTime{Segment: s.segment(s.withCase(t.Span, t.Head)), Timex: t.Value, First: t.First, Last: t.Last, Basis: t.Basis}
}

// withCase widens a phrase to the preposition right before it.
func (s *scene) withCase(span tocsin.Span, head int) tocsin.Span {
	if i := span.Start - 1; s.v.s.Contains(i) && s.v.tok(i).Rel == "case" && (s.v.tok(i).Head == head || span.Contains(s.v.tok(i).Head)) && s.v.adjoins(i, adTime) {
		span.Start = i
	}
	return span
}
