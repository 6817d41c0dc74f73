package coder

import (
	"slices"

	"tocsin"
	"tocsin/plover"
)

// nounDoer is the doer of an event noun: the subject of its light verb, its
// owner, its by-phrase, whoever is blamed for it, or the subject of a verb
// that sets it going.
func (s *scene) nounDoer(a *act) int {
	i := a.Head
	if s.v.find(i, "cop") >= 0 {
		return s.surface(i, 0) // "clerks are on strike"
	}
	if a.Light >= 0 {
		if d := s.doer(a.Light); d >= 0 {
			return d
		}
	}
	if own := s.owners(i); len(own) > 0 {
		return own[0]
	}
	if by := s.agent(i); by >= 0 {
		return by
	}
	if w := s.answerable(i); w >= 0 {
		return w
	}
	if g := s.setter(i); g >= 0 && a.Light < 0 && !(slices.Contains(answers, s.v.lemma(g)) && a.Type != plover.Assault && a.Type != plover.Coerce) {
		return s.doer(g)
	}
	return s.strayAgent(i)
}

// answerable is whom the sentence makes responsible for the act that the noun
// i names: "accused Doha of …", "blamed the army for …", "attributed … to the
// rebels", "claimed responsibility for …".
func (s *scene) answerable(i int) int {
	v := s.v
	h := v.head(i)
	if h < 0 {
		return -1
	}
	l, rel := v.lemma(h), v.tok(i).Rel
	switch {
	case rel == "nmod" && s.blamed(h):
		return h
	case rel == "obl" && slices.Contains(blaming, l) && (v.caseIs(i, "of") || v.caseIs(i, "for") || v.caseIs(i, "with") || v.caseIs(i, "over")):
		return s.patient(h, 0)
	case rel == "obj" && slices.Contains(ascribing, l):
		return s.prepositionOf(h, "to", "on")
	case tocsin.RelIs(rel, "nmod", "obl"):
		return s.shareHolder(i, h)
	}
	return -1
}

var ascribing = []string{"attribute", "ascribe", "blame", "pin", "trace", "link"}

// shareHolder: who claims, denies or bears a part in the act has that part.
func (s *scene) shareHolder(i, h int) int {
	v := s.v
	if v.tok(h).UPOS == "VERB" { // the tree hangs "in the attack" on "denied any part"
		h = v.find(h, "obj")
	}
	if h < 0 || h > i || !slices.Contains(shares, v.lemma(h)) || v.head(h) < 0 || v.tok(v.head(h)).UPOS != "VERB" {
		return -1
	}
	if own := s.owners(h); len(own) > 0 {
		return own[0]
	}
	return s.doer(v.head(h))
}

var shares = []string{"responsibility", "part", "role", "involvement", "hand", "participation", "complicity", "credit"}

// prepositionOf is the phrase under i behind one of the prepositions.
func (s *scene) prepositionOf(i int, preps ...string) int {
	for c := s.v.first(i); c >= 0; c = s.v.after(c) {
		if tocsin.RelIs(s.v.tok(c).Rel, "obl", "nmod") && !s.timed(c) && slices.ContainsFunc(preps, func(p string) bool { return s.v.caseIs(c, p) }) {
			return c
		}
	}
	return -1
}

// setter is the verb that carries out the noun i or sets it going, or -1: its
func (s *scene) setter(i int) int {
	v := s.v
	for n := 0; n < maxHops && v.head(i) >= 0; n++ {
		if h := v.head(i); v.tok(i).Rel != "conj" && !(v.tok(i).Rel == "nmod" && v.caseIs(i, "of") && v.tok(h).UPOS == "NOUN") {
			break
		}
		i = v.head(i)
	}
	t, h := v.tok(i), v.head(i)
	if h < 0 || v.tok(h).UPOS != "VERB" {
		return -1
	}
	l := v.lemma(h)
	switch {
	case tocsin.RelIs(t.Rel, "obj", "nsubj:pass", "xcomp") && slices.Contains(supporting, l),
		t.Rel == "obl" && (v.caseIs(i, "on") || v.caseIs(i, "in") || v.caseIs(i, "into")) && slices.Contains(placing, l):
		return h
	}
	return -1
}

// supporting verbs: who orders, plans or announces an act of his own side
// does it.
var supporting = []string{
	"order", "plan", "announce", "approve", "authorize", "authorise", "launch", "begin", "start", "resume", "continue",
	"prepare", "mount", "stage", "hold", "organise", "organize", "lead", "declare", "impose", "end", "halt", "suspend",
	"call", "cancel", "extend", "complete", "conduct", "undertake", "consider", "decree", "proclaim", "join", "attend",
	"fight", "wage", "pay", "make", "cut", "sign", "carry", "commit", "perform", "perpetrate", "raise", "keep", "maintain",
	"step", "intensify", "threaten", "deny", "admit", "acknowledge", "pursue", "open", "reject", "use", "issue", "lift",
}

// placing verbs put somebody, or oneself, in a state or an act.
var placing = []string{"put", "place", "lead", "join", "engage", "go", "take", "participate", "march", "set", "hold", "be", "remain", "stay", "enter", "march", "clash"}

// strayAgent is the by-phrase of a noun that the tree hangs on the active verb
// above ("rejected an appeal by the two agencies").
func (s *scene) strayAgent(i int) int {
	h := s.v.head(i)
	if h < 0 || s.v.tok(h).UPOS != "VERB" || s.v.passive(h) || s.v.tok(i).Rel != "obj" {
		return -1
	}
	if by := s.agent(h); by > i {
		return by
	}
	return -1
}

// nmod is the phrase with a preposition under the noun i.
func (s *scene) nmod(i int, prep string) int {
	for c := s.v.first(i); c >= 0; c = s.v.after(c) {
		if tocsin.RelIs(s.v.tok(c).Rel, "nmod", "obl") && s.v.caseIs(c, prep) && !s.timed(c) {
			return c
		}
	}
	return -1
}

// possessor is the genitive of i.
func (s *scene) possessor(i int) int { return s.v.find(i, "nmod:poss") }

// owners are who stands before the noun i as its author: the genitive, then
// adjectives and compounds that denote parties ("the Russian attack", "U.S.
// threats"), then the noun itself where it is resolved to the party that such
// a word names.
func (s *scene) owners(i int) []int {
	var out []int
	if p := s.possessor(i); p >= 0 && !s.timed(p) {
		out = append(out, s.antecedent(p, i))
	}
	for c := s.v.first(i); c >= 0; c = s.v.after(c) {
		if c < i && tocsin.RelIs(s.v.tok(c).Rel, "amod", "compound", "nmod") && len(s.actors[c]) > 0 && !s.timed(c) {
			out = append(out, c)
		}
	}
	if len(out) == 0 && s.known(s.actors[i]) && s.namedBefore(i) {
		out = append(out, i)
	}
	return out
}

// namedBefore reports whether a proper adjective or name that is no time
// stands before the noun i in its own phrase.
func (s *scene) namedBefore(i int) bool {
	for k := s.doc.Actors[s.actors[i][0]].Start; k < i; k++ {
		t := s.v.tok(k)
		if k > s.v.s.Start && (t.UPOS == "ADJ" || t.UPOS == "PROPN") && !s.timed(k) && s.v.capital(k) {
			return true
		}
	}
	return false
}
