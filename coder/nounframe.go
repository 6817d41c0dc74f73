package coder

import (
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
	if g := s.setter(i); g >= 0 && a.Light < 0 && !(s.v.plays(g, roleAnswer) && a.Type != plover.Assault && a.Type != plover.Coerce) {
		if d := s.doer(g); d >= 0 {
			return d
		}
	}
	if w := s.wager(a); w >= 0 {
		return w
	}
	return s.strayAgent(i)
}

// wager is who acts in the verb that tells an attack beside its noun: "killed
// two guards in an ambush", "were engaged in a shoot-out".
func (s *scene) wager(a *act) int {
	h := s.v.head(a.Head)
	if h < 0 || s.v.tok(a.Head).Rel != "obl" {
		return -1
	}
	switch {
	case a.Type == plover.Assault && a.tells(h) && s.v.plays(h, roleHarming):
		return s.doer(h)
	case a.Type == plover.Consult && a.Sense.Reciprocal && s.v.tok(h).UPOS == "VERB" && s.v.cased(a.Head, roleErrand):
		return s.doer(h) // "flew to Vienna for talks with …"
	case s.v.plays(h, roleResponding) && s.v.cased(a.Head, roleTogether):
		return s.doer(h) // "answered with a barrage"
	case s.v.passive(h) && s.v.plays(h, rolePlacing) && s.v.cased(a.Head, rolePlaced):
		return s.surface(h, 0)
	}
	return -1
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
	if c := s.blameClause(i); c >= 0 {
		return s.ascribed(c)
	}
	rel := v.tok(i).Rel
	switch {
	case rel == "nmod" && s.blamed(h):
		return h
	case rel == "obl" && v.plays(h, roleBlaming) && v.cased(i, roleBlameNoun):
		return s.patient(h, 0)
	case rel == "obj" && v.plays(h, roleAscribing):
		return s.nmod(h, roleAscribed)
	case tocsin.RelIs(rel, "nmod", "obl"):
		return s.shareHolder(i, h)
	}
	return -1
}

// blameClause is the relative clause under the noun i, or under what follows it,
// that says who did it: "an attack with drones that Lima blamed on Quito"; -1 if
// there is none.
func (s *scene) blameClause(i int) int {
	v := s.v
	for _, h := range []int{i, v.find(i, "nmod")} {
		if h < 0 {
			continue
		}
		if c := v.find(h, "acl:relcl", "acl"); c > i && v.plays(c, roleAscribing) && s.ascribed(c) >= 0 {
			return c
		}
	}
	return -1
}

// ascribed is whom the verb c makes the author of its object.
func (s *scene) ascribed(c int) int {
	for k := s.v.first(c); k >= 0; k = s.v.after(k) {
		if k > c && tocsin.RelIs(s.v.tok(k).Rel, "obl", "nmod", "obj", "iobj") && s.v.cased(k, roleAscribed) && !s.timed(k) {
			return k
		}
	}
	return -1
}

// shareHolder: who claims, denies or bears a part in the act has that part.
func (s *scene) shareHolder(i, h int) int {
	v := s.v
	if v.tok(h).UPOS == "VERB" { // the tree hangs "in the attack" on "denied any part"
		h = v.find(h, "obj")
	}
	if h < 0 || h > i || !v.plays(h, roleShare) || v.head(h) < 0 || v.tok(v.head(h)).UPOS != "VERB" {
		return -1
	}
	if own := s.owners(h); len(own) > 0 {
		return own[0]
	}
	return s.doer(v.head(h))
}

// setter is the verb that carries out the noun i or sets it going, or -1: its
func (s *scene) setter(i int) int {
	v := s.v
	for n := 0; n < maxHops && v.head(i) >= 0; n++ {
		if h := v.head(i); v.tok(i).Rel != "conj" && !(v.tok(i).Rel == "nmod" && v.cased(i, roleOf) && v.tok(h).UPOS == "NOUN") {
			break
		}
		i = v.head(i)
	}
	t, h := v.tok(i), v.head(i)
	if h < 0 || v.tok(h).UPOS != "VERB" {
		return -1
	}
	switch {
	case t.Rel == "obj" && (v.named(h, i) || s.judged(h) || v.plays(h, roleNaming) && definite(v, i)):
		return -1 // "called the raid an attack"
	case tocsin.RelIs(t.Rel, "obj", "nsubj:pass", "xcomp") && v.plays(h, roleSupporting),
		t.Rel == "obl" && v.misread(i) && v.plays(h, roleSupporting),
		t.Rel == "obl" && v.cased(i, rolePlaced) && v.plays(h, rolePlacing):
		return h
	}
	return -1
}

// judged reports whether the verb h only says what somebody thinks of its object.
func (s *scene) judged(h int) bool {
	b := s.at(h)
	return b != nil && b.Type == plover.Accuse
}

// named reports whether the verb h says of its object i what it is, by a second
// object or a predicate behind it.
func (v *view) named(h, i int) bool {
	for c := v.first(h); c >= 0; c = v.after(c) {
		if c > i && v.tok(c).UPOS == "NOUN" && v.find(c, "case", "mark") < 0 && tocsin.RelIs(v.tok(c).Rel, "obj", "xcomp") {
			return true
		}
	}
	return false
}

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

// nmod is the phrase under i behind a preposition of the role.
func (s *scene) nmod(i int, prep role) int {
	for c := s.v.first(i); c >= 0; c = s.v.after(c) {
		if tocsin.RelIs(s.v.tok(c).Rel, "nmod", "obl") && s.v.cased(c, prep) && !s.timed(c) {
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
		before := c < i && tocsin.RelIs(s.v.tok(c).Rel, "amod", "compound", "nmod") || s.v.tok(c).Rel == "amod"
		if before && len(s.actors[c]) > 0 && !s.timed(c) {
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
