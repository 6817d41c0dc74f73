package coder

import (
	"slices"

	"tocsin"
)

// recent is how many days before publication an event may end and still be
// part of what the report is about.
const recent = 30

// past reports whether the event is history in this report.
func (s *scene) past(a *act, depth int) bool {
	if a.when >= 0 {
		return s.over(a.when)
	}
	if st := s.status(a); st == tocsin.Planned || st == tocsin.Possible && a.when < 0 {
		return false
	}
	if s.formerly(a.Head) || a.Light >= 0 && s.formerly(a.Light) {
		return true
	}
	if s.pluperfect(a) && !s.saidIn(a) {
		return true
	}
	return depth < maxHops && s.underPast(a, depth)
}

// over reports whether a time lies so far back that it is history.
func (s *scene) over(k int) bool {
	t := &s.doc.Times[k]
	return !t.Last.IsZero() && !s.doc.Date.IsZero() && s.doc.Date.Sub(t.Last) > recent
}

// formerly: an adverb of the clause puts it in the past.
func (s *scene) formerly(i int) bool {
	for c := s.v.first(i); c >= 0; c = s.v.after(c) {
		if s.v.tok(c).Rel == "advmod" && c > i && s.v.plays(c, roleBefore) && s.v.first(c) < 0 ||
			s.v.tok(c).Rel == "advmod" && s.v.plays(c, roleFormer) {
			return true
		}
	}
	return false
}

// pluperfect: "had" and a participle.
func (s *scene) pluperfect(a *act) bool {
	i := a.verb
	for n := 0; n < maxHops; n++ {
		if h := s.v.find(i, "aux"); h >= 0 {
			return s.v.plays(h, roleHave) && s.v.tok(h).Feat("Mood") != "Sub" && (s.v.tok(h).XPOS == "VBD" || s.v.tok(h).Feat("Tense") == "Past" || s.v.tok(h).Feat("Tense") == "Imp")
		}
		if s.v.tok(i).Rel != "conj" || s.v.head(i) < 0 || s.v.find(i, "nsubj", "nsubj:pass") >= 0 {
			return false
		}
		i = s.v.head(i)
	}
	return false
}

// saidIn reports whether the event is told inside reported speech, where a
// past perfect only moves the tense.
func (s *scene) saidIn(a *act) bool {
	if slices.ContainsFunc(a.claims, func(c tocsin.Claim) bool { return c.Holder.Kind != tocsin.Narrator }) {
		return true
	}
	return slices.ContainsFunc(s.quotes[s.index], func(k int) bool { // "said it had filed a complaint": told by who did it
		q := &s.doc.Quotes[k]
		return !q.Cue.Contains(a.Head) && slices.ContainsFunc(q.Content, func(c tocsin.Span) bool { return c.Contains(a.Head) })
	})
}

// underPast: an act that depends on one of the past is past as well, and so
// is a noun that repeats a past event of an earlier sentence.
func (s *scene) underPast(a *act, depth int) bool {
	v := s.v
	for i, n := a.verb, 0; n < maxHops; n++ {
		rel, h := v.tok(i).Rel, v.head(i)
		if h < 0 || !tocsin.RelIs(rel, "advcl", "acl", "acl:relcl", "xcomp") {
			break
		}
		if b := s.at(h); b != nil && b != a {
			return b.when >= 0 && s.past(b, depth+1)
		}
		i = h
	}
	return s.nominal(a) && definite(v, a.Head) && s.repeatsPast(a)
}

func (s *scene) repeatsPast(a *act) bool {
	for i := len(s.earlier) - 1; i >= 0; i-- {
		m := &s.earlier[i]
		if m.Type == string(a.Type) {
			return m.Background
		}
	}
	return false
}
