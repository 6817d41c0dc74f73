package coder

import (
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// surface is the grammatical subject of the predicate i, its own or the one
// it shares with what governs it.
func (s *scene) surface(i, depth int) int {
	if depth > maxHops || i < 0 {
		return -1
	}
	v := s.v
	if g := v.afterTime(i); g >= 0 {
		return s.verbSubject(g, depth)
	}
	if n := v.subjectChild(i); n >= 0 && !(n < i && v.quotesBefore(i)) {
		return s.antecedent(n, i)
	}
	if n := v.fronted(i); n >= 0 {
		return n
	}
	if n := v.behindVerb(i); n >= 0 {
		return n
	}
	if x := v.find(i, "aux"); x >= 0 && v.find(x, "nsubj") >= 0 {
		return s.antecedent(v.find(x, "nsubj"), i) // "Lima had on Monday recalled …"
	}
	if own := s.possessor(i); own >= 0 {
		return own // gerund: "Moscow's attacking …"
	}
	if j := s.shared(i, depth); j >= 0 {
		return j
	}
	if v.finite(i) {
		return s.leftOf(i)
	}
	return -1
}

// shared is the subject that the predicate i has in common with what governs
// it.
func (s *scene) shared(i, depth int) int {
	v := s.v
	t, h := v.tok(i), v.head(i)
	if h < 0 {
		return -1
	}
	switch {
	case t.Rel == "conj":
		if v.tok(h).UPOS == "VERB" || v.tok(h).UPOS == "AUX" || v.find(h, "cop") >= 0 {
			n := s.surface(h, depth+1)
			if n >= 0 && v.personal() && v.tok(i).Feat("VerbForm") == "Fin" && !s.agrees(i, n) {
				return s.leftOf(i) // one it does not agree with is not shared
			}
			return n
		}
		return -1
	case t.Rel == "xcomp":
		return s.controller(h, depth)
	case t.Rel == "ccomp" && t.Feat("Mood") == "Sub":
		return s.commanded(h)
	case t.Rel == "ccomp" && (v.find(i, "aux") < 0 || v.personal()), t.Rel == "csubj":
		return s.verbSubject(h, depth)
	case t.Rel == "advcl":
		return s.adverbialSubject(i, h, depth)
	case t.Rel == "acl:relcl", t.Rel == "acl" && v.finite(i):
		if v.relativeObject(i) {
			return -1
		}
		return h
	case t.Rel == "acl":
		return s.adnominalSubject(i, h, depth)
	case t.Rel == "amod": // "captured airmen", "attacking forces"
		return h
	}
	return -1
}

// finite reports whether the verb at i, or its auxiliary, carries tense.
func (v *view) finite(i int) bool {
	if v.find(i, "aux", "aux:pass", "cop") >= 0 {
		return true
	}
	t := v.tok(i)
	return t.Feat("VerbForm") == "Fin" || t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP" ||
		t.XPOS == "VBN" && t.Rel == "root" && v.find(i, "obj") >= 0 && v.find(i, "obl:agent") < 0 // "Lima accused Quito"
}

// maxLeft is how far to the left of a verb its subject is looked for.
const maxLeft = 12

// leftOf finds the subject of a finite verb to which the tree gives none: the
// nearest party on its left that no preposition governs, in the same clause.
func (s *scene) leftOf(i int) int {
	v := s.v
	for k := i - 1; k >= v.s.Start && k >= i-maxLeft; k-- {
		t := v.tok(k)
		switch {
		case t.UPOS == "VERB" && v.finite(k), t.UPOS == "SCONJ", t.Form == ";", t.Form == ":":
			return -1
		case len(s.actors[k]) == 0 || s.timed(k) || s.prepositional(k):
			continue
		case tocsin.RelIs(t.Rel, "nmod:", "compound", "amod", "obj", "flat", "det") && t.Head < i:
			continue // one that hangs on what stands behind the verb is no modifier
		}
		for n := 0; n < maxHops && v.tok(k).Rel == "conj" && nominalTag(v.tok(v.head(k))) && v.head(k) < k; n++ {
			k = v.head(k)
		}
		return k
	}
	return -1
}

// prepositional reports whether a preposition governs the noun k; one that a
// time follows governs the time ("On Thursday Warsaw …").
func (s *scene) prepositional(k int) bool {
	for c := s.v.first(k); c >= 0; c = s.v.after(c) {
		if s.v.tok(c).Rel == "case" && c < k && !s.timed(c+1) {
			return true
		}
	}
	return false
}

// verbSubject is the doer of a governing verb; a passive one has none to lend
// but its agent.
func (s *scene) verbSubject(h, depth int) int {
	if s.v.passive(h) {
		if by := s.agent(h); by >= 0 {
			return by
		}
	}
	return s.surface(h, depth+1)
}

// controller is the understood subject of the infinitive or gerund that the
// verb h governs.
func (s *scene) controller(h, depth int) int {
	v := s.v
	if v.passive(h) || v.plays(h, roleSubjectControl) {
		return s.surface(h, depth+1)
	}
	if o := s.commanded(h); o >= 0 {
		return o
	}
	return s.surface(h, depth+1)
}

// commanded is whom the verb h tells or asks to do something: its object, or
// whom its call addresses; -1 for nobody.
func (s *scene) commanded(h int) int {
	if o := s.v.find(h, "obj", "iobj"); o >= 0 && !s.timed(o) && s.v.reflexive(h) != o {
		return s.antecedent(o, h)
	}
	if o := s.v.people(h); o >= 0 && s.v.plays(h, roleBlaming) {
		return o
	}
	return s.addressee(h)
}

// addressee is whom a call or appeal addresses: "called on Kyiv to …".
func (s *scene) addressee(h int) int {
	if !s.v.plays(h, roleAddressing) {
		return -1
	}
	for c := s.v.first(h); c >= 0; c = s.v.after(c) {
		if tocsin.RelIs(s.v.tok(c).Rel, "obl:") && !s.timed(c) && s.v.cased(c, roleAddressed) {
			return c
		}
	}
	return -1
}

// adverbialSubject is the understood subject of an adverbial clause i under
// h: the object's where the clause says for what somebody is blamed, else the
// governing subject.
func (s *scene) adverbialSubject(i, h, depth int) int {
	v := s.v
	if w := s.absolute(i, h); w >= 0 {
		return w
	}
	if v.tok(h).UPOS != "VERB" && v.find(h, "cop") < 0 {
		return s.adnominalSubject(i, h, depth)
	}
	if v.marked(i, roleBlameClause) || v.plays(h, roleBlaming) && v.tok(i).XPOS == "VBG" && v.marked(i, roleTogether) { // "charged with plotting"
		if v.passive(h) {
			return s.surface(h, depth+1)
		}
		if o := s.patient(h, depth+1); o >= 0 && nominalTag(v.tok(o)) {
			return o
		}
	}
	return s.verbSubject(h, depth)
}

// absolute is the noun of "with the army shelling the town": right before the
// participle, behind "with", after the governing verb; or of "after the army
// shelled the town", where the tree takes "after" for a preposition.
func (s *scene) absolute(i, h int) int {
	v := s.v
	preps := []string{"with"}
	switch v.tok(i).XPOS {
	case "VBG", "VBN":
	case "VBD", "VBZ", "VBP":
		preps = []string{"after", "before", "since", "until", "as"}
	default:
		return -1
	}
	k := i - 1
	for v.s.Contains(k) && (v.tok(k).UPOS == "ADV" || v.tok(k).UPOS == "AUX") {
		k--
	}
	if v.s.Contains(k) && k > h && tocsin.RelIs(v.tok(k).Rel, "obl", "nmod") && v.behind(k, preps) {
		return k
	}
	return -1
}

// adnominalSubject is the understood subject of the clause i that modifies
// the noun h: the noun itself for participles; for what the noun is about
// ("a plan to …", "charges of …ing") who has the noun.
func (s *scene) adnominalSubject(i, h, depth int) int {
	v := s.v
	if !v.marked(i, roleAdnominal) {
		return h
	}
	if n := v.find(h, "nsubj"); n >= 0 && v.find(h, "cop") < 0 {
		return n // a verb taken for a noun: "Cairo plans to …"
	}
	g := v.head(h)
	if g >= 0 && s.blamed(h) {
		return h
	}
	if own := s.owners(h); len(own) > 0 {
		return own[0]
	}
	if g < 0 || v.tok(g).UPOS != "VERB" {
		return -1
	}
	if tocsin.RelIs(v.tok(h).Rel, "obj", "xcomp", "nsubj:pass") {
		return s.verbSubject(g, depth)
	}
	if v.tok(h).Rel == "obl" && v.find(g, "obj") >= 0 {
		return v.find(g, "obj") // "arrested him on charges of …"
	}
	return s.surface(g, depth+1)
}

// blamed reports whether h is whom a verb of blame, praise or demand is
// directed at: what follows is what that party does.
func (s *scene) blamed(h int) bool {
	for c := s.v.first(h); c >= 0 && c < h; c = s.v.after(c) {
		if s.v.stray(c) && s.v.plays(c, roleBlaming) {
			return true
		}
	}
	g := s.v.head(h)
	return g >= 0 && tocsin.RelIs(s.v.tok(h).Rel, "obj", "iobj", "nsubj:pass") && s.v.plays(g, roleBlaming)
}

// antecedent resolves a relative pronoun in the clause of verb to the noun
// that the clause modifies.
func (s *scene) antecedent(p, verb int) int { return s.v.antecedent(p, verb) }

// complementSubject is the subject of the clause that i governs.
func (s *scene) complementSubject(i int) int {
	c := s.v.find(i, "ccomp", "xcomp", "advcl", "acl")
	if c < 0 {
		return -1
	}
	if s.v.passive(c) {
		return s.agent(c)
	}
	return s.surface(c, 1)
}

// capital reports whether the word at k is written with a capital.
func (v *view) capital(k int) bool {
	r, _ := utf8.DecodeRuneInString(v.d.Text[v.tok(k).Start:])
	return unicode.IsUpper(r)
}
