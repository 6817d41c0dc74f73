package quantity

import (
	"strings"

	"tocsin"
)

// maxClimb bounds how far a role is looked for up the tree.
const maxClimb = 5

// outcome says what became of the counted: killed, injured, missing, detained,
// deported, displaced; "" if the sentence does not tell.
func (s *scan) outcome(span tocsin.Span, p *phrase) string {
	if p.state != "" {
		return p.state
	}
	if !s.mayBePeople(p) {
		return ""
	}
	out := s.inside(p)
	if out == "" {
		out = s.shotDead(span.Start)
	}
	if out == "" {
		out = s.among(span.Start)
	}
	if out == "" {
		out = s.verbBefore(span, p)
	}
	if out == "" {
		out = s.byTree(span, p)
	}
	if out == "" {
		out = s.beside(span, p)
	}
	if out == "" && p.head >= 0 {
		out = s.a.verbs[strings.ToLower(s.at(p.head).Lemma)].self
	}
	if out == tocsin.WhatDeported && p.class == tocsin.WhatPersonnel {
		return "" // expelled envoys stay personnel
	}
	return out
}

// mayBePeople keeps ships and months from being killed or arrested. A noun
// that the table does not know may be anybody.
func (s *scan) mayBePeople(p *phrase) bool {
	switch p.class {
	case "", person, tocsin.WhatPersonnel, tocsin.WhatMigrants, tocsin.WhatDisplaced:
		return true
	case tocsin.WhatOther:
		return p.head >= 0 && s.a.verbs[s.at(p.head).Lemma].self != ""
	}
	return false
}

// inside reads a participle before the noun, "two captured airmen", or one that
// modifies it from behind, "dos aviadores capturados".
func (s *scan) inside(p *phrase) string {
	for k := p.first; k < p.head; k++ {
		if t := s.at(k); t.UPOS == "ADJ" || t.UPOS == "VERB" {
			if w := s.a.verbs[strings.ToLower(t.Form)]; w.adj != "" {
				return w.adj
			}
		}
	}
	for k := p.head + 1; p.head >= 0 && k < min(p.head+4, s.sent.End); k++ {
		if t := s.at(k); t.Head == p.head && t.Rel == "amod" || k == p.head+1 && s.is(k, rHeld) {
			if w := s.a.verbs[strings.ToLower(t.Form)]; w.adj != "" {
				return w.adj
			}
		}
	}
	return ""
}

// shotDead reads a state between the verb and the number: "shot dead three
// men", "left homeless 2,000 people".
func (s *scan) shotDead(start int) string {
	i := start - 1
	if i <= s.sent.Start || s.at(i).UPOS != "ADJ" || s.at(i-1).UPOS != "VERB" {
		return ""
	}
	return s.a.verbs[s.form(i)].adj
}

// among shares the outcome of the whole with a part of it: "killed 20 people,
// including five children".
func (s *scan) among(start int) string {
	n := len(s.doc.Quantities)
	if n == 0 || !s.is(start-1, rIncluding) {
		return ""
	}
	if q := &s.doc.Quantities[n-1]; q.Start >= s.sent.Start && outcomes[q.What] && start-q.End < 5 {
		return q.What
	}
	return ""
}

// byTree climbs from the counted noun to the word that governs the phrase.
func (s *scan) byTree(span tocsin.Span, p *phrase) string {
	i := p.head
	if i < 0 {
		i = span.End - 1
	}
	if j := s.subjectOf(i); j >= 0 { // the dead are two soldiers
		return s.a.verbs[strings.ToLower(s.at(j).Lemma)].self
	}
	for range maxClimb {
		t := s.at(i)
		if t.Rel == "" || !s.sent.Contains(t.Head) {
			return ""
		}
		if span.Contains(t.Head) || tocsin.RelIs(t.Rel, "conj", "appos", "fixed", "nmod:appos") && !s.hasCase(i) {
			i = t.Head
			continue
		}
		return s.role(i, p)
	}
	return ""
}

// subjectOf is the subject of a noun that is the predicate, -1 without one.
func (s *scan) subjectOf(i int) int {
	for j := max(s.sent.Start, i-10); j < i; j++ {
		if t := s.at(j); t.Head == i && t.Rel == "nsubj" {
			return j
		}
	}
	return -1
}

// role reads the outcome from the relation of token i to its head.
func (s *scan) role(i int, p *phrase) string {
	t := s.at(i)
	g := s.at(t.Head)
	w := s.a.verbs[strings.ToLower(g.Lemma)]
	passive := s.hasChild(t.Head, "aux:pass")
	switch {
	case tocsin.RelIs(t.Rel, "nsubj:pass"), t.Rel == "nsubj" && passive:
		return s.object(w, p)
	case t.Rel == "nsubj":
		if g.UPOS == "ADJ" || isParticiple(g) {
			if v := s.a.verbs[strings.ToLower(g.Form)]; v.adj != "" {
				return v.adj
			}
		}
		if w.life != "" && s.losesLife(t.Head) {
			return w.life
		}
		return w.subj
	case t.Rel == "obj", t.Rel == "obl" && !s.hasCase(i) && !passive:
		if out := s.object(w, p); out != "" {
			return out
		}
		if p.head < 0 {
			if out := s.toll(t.Head); out != "" {
				return out
			}
		}
		return s.resultOf(t.Head, i)
	case t.Rel == "obl" && s.isDative(i) || t.Rel == "obl:arg":
		return s.object(w, p) // "mató a dos soldados"
	case t.Rel == "nmod" && w.toll != "":
		return w.toll
	case t.Rel == "nmod" && s.hasCaseOf(i):
		return w.noun
	case t.Rel == "obl" && (p.head < 0 || p.class == person):
		return s.toll(t.Head)
	}
	return ""
}

// isDative reports whether the preposition before phrase i can mark an object.
func (s *scan) isDative(i int) bool {
	for j := i - 1; j >= max(s.sent.Start, i-4); j-- {
		if t := s.at(j); t.Head == i && t.Rel == "case" {
			return s.is(j, rDative)
		}
	}
	return false
}

// losesLife holds for "lost their lives".
func (s *scan) losesLife(v int) bool {
	for j := v + 1; j < min(v+5, s.sent.End); j++ {
		if s.lemmaIs(s.at(j), rLife) {
			return s.lemmaIs(s.at(v), rLose)
		}
	}
	return false
}

// object is the outcome of a verb's object, with its conditions.
func (s *scan) object(w verb, p *phrase) string {
	switch {
	case w.obj != "":
		return w.obj
	case w.people != "" && p.known && p.head >= 0:
		return w.people
	case w.life != "" && p.head >= 0 && s.lemmaIs(s.at(p.head), rLife):
		return w.life
	}
	return ""
}

// resultOf reads what else hangs on the verb: "left 12 people dead", "forced
// thousands to flee", "took three soldiers prisoner".
func (s *scan) resultOf(v, i int) string {
	for j := i + 1; j < min(i+6, s.sent.End); j++ {
		t := s.at(j)
		if w := s.a.verbs[strings.ToLower(t.Form)]; w.adj != "" && t.UPOS != "NOUN" && (t.Head == v || t.Head == i) {
			return w.adj
		}
		if w := s.a.verbs[t.Lemma]; w.subj != "" && t.UPOS == "VERB" && t.Head == v && tocsin.RelIs(t.Rel, "xcomp", "ccomp") {
			return w.subj
		}
		if s.lemmaIs(s.at(v), rTake) && s.lemmaIs(t, rPrisoner) {
			return tocsin.WhatDetained
		}
	}
	return ""
}

// toll reads "the death toll rose to 45": a bare number under a verb whose
// subject is a toll.
func (s *scan) toll(v int) string {
	for j := max(s.sent.Start, v-20); j < v; j++ {
		if t := s.at(j); t.Head == v && t.Rel == "nsubj" {
			return s.a.verbs[strings.ToLower(t.Lemma)].toll
		}
	}
	return ""
}

// beside reads the words around the phrase, for trees that went astray: "…
// were killed", "killing …", "… dead".
func (s *scan) beside(span tocsin.Span, p *phrase) string {
	if out := s.behind(span.End, p); out != "" {
		return out
	}
	if out := s.shared(span, p); out != "" {
		return out
	}
	i := span.Start - 1
	if s.is(i, rOf) && i > s.sent.Start {
		return s.a.verbs[strings.ToLower(s.at(i-1).Lemma)].noun
	}
	if p.head >= 0 && p.class != person {
		return ""
	}
	for ; i >= max(s.sent.Start, span.Start-5); i-- {
		if w := s.a.verbs[strings.ToLower(s.at(i).Lemma)]; w.toll != "" {
			return w.toll // the toll rising to 22
		}
	}
	return ""
}

// verbBefore reads the verb right before the number as one that governs it:
// "killing nearly 100".
func (s *scan) verbBefore(span tocsin.Span, p *phrase) string {
	i := span.Start - 1
	for i >= s.sent.Start && (s.at(i).UPOS == "ADV" || s.isParticle(i)) {
		i--
	}
	if i < s.sent.Start {
		return ""
	}
	t := s.at(i)
	if t.UPOS != "VERB" || isParticiple(t) && s.passiveBefore(i) {
		return ""
	}
	w := s.a.verbs[strings.ToLower(t.Lemma)]
	if out := s.object(w, p); out != "" {
		return out
	}
	if w.obj == "" && i+1 == span.Start && !isGerund(t) && !isParticiple(t) && !s.hasChild(i, "nsubj") {
		return w.subj // "murieron doce soldados"
	}
	return ""
}

// longestList bounds how many words of a list are read to its verb.
const longestList = 12

// shared reads the verb behind a list that starts with the phrase: "two women
// and a man were injured", "95 civilians, and hundreds of rebels killed". An
// object of a verb before it shares nothing.
func (s *scan) shared(span tocsin.Span, p *phrase) string {
	i := span.End
	if !s.is(i, rAnd) && s.form(i) != "," || s.sent.Contains(span.Start-1) && s.at(span.Start-1).UPOS == "VERB" {
		return ""
	}
	for n := 0; n < longestList && s.sent.Contains(i); n++ {
		switch t := s.at(i); t.UPOS {
		case "AUX", "VERB":
			return s.behind(i, p)
		case "DET", "ADJ", "NOUN", "PROPN", "NUM", "CCONJ":
		default:
			if t.Form != "," && !s.is(i, rOf) {
				return ""
			}
		}
		i++
	}
	return ""
}

// pastInsertion is the token behind ", including two nurses," or ", not 17,"
// where one stands at i; i itself where none does.
func (s *scan) pastInsertion(i int) int {
	if s.form(i) != "," || !s.is(i+1, rIncluding|rAmong|rDenied) && !(s.is(i+1, rAnd) && s.is(i+2, rDenied)) {
		return i
	}
	for k := i + 2; k < min(i+longestList, s.sent.End); k++ {
		if s.form(k) == "," {
			return k + 1
		}
	}
	return i
}

// behind reads a passive, a state or a verb of dying right after the phrase.
func (s *scan) behind(i int, p *phrase) string {
	i = s.pastInsertion(i)
	be := false
	for n := 0; n < 4 && s.sent.Contains(i) && (s.at(i).UPOS == "AUX" || s.at(i).UPOS == "ADV"); n++ {
		be = be || s.lemmaIs(s.at(i), rBe)
		i++
	}
	if !s.sent.Contains(i) {
		return ""
	}
	if be && s.sent.Contains(i+1) && s.lemmaIs(s.at(i), rBelieved) {
		i++ // are feared dead
	}
	if s.lemmaIs(s.at(i), rTurn) && s.sent.Contains(i+1) {
		i, be = i+1, true // went missing
	}
	t := s.at(i)
	if w := s.a.verbs[strings.ToLower(t.Form)]; w.adj != "" && (be || t.UPOS == "ADJ" || isParticiple(t)) && t.Rel != "amod" {
		return w.adj
	}
	w := s.a.verbs[strings.ToLower(t.Lemma)]
	switch {
	case isParticiple(t) && be:
		return s.object(w, p)
	case t.UPOS == "VERB" && !be && !isGerund(t):
		return w.subj
	}
	return ""
}

// passiveBefore reports whether a form of be stands before the participle.
func (s *scan) passiveBefore(i int) bool {
	for j := i - 1; j >= max(s.sent.Start, i-3); j-- {
		switch t := s.at(j); {
		case s.lemmaIs(t, rBe):
			return true
		case t.UPOS != "ADV" && t.UPOS != "AUX":
			return false
		}
	}
	return false
}

func (s *scan) hasChild(i int, rel string) bool {
	for j := max(s.sent.Start, i-8); j < min(s.sent.End, i+8); j++ {
		if t := s.at(j); t.Head == i && t.Rel == rel {
			return true
		}
	}
	return false
}

// caseOf is the preposition of token i, -1 without one.
func (s *scan) caseOf(i int) int {
	for j := i - 1; j >= max(s.sent.Start, i-12); j-- {
		if t := s.at(j); t.Head == i && t.Rel == "case" {
			return j
		}
	}
	return -1
}

func (s *scan) hasCase(i int) bool { return s.caseOf(i) >= 0 }

// hasCaseOf holds for "of" and its like.
func (s *scan) hasCaseOf(i int) bool { return s.is(s.caseOf(i), rOf) }
