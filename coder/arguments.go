package coder

import (
	"slices"

	"tocsin"
)

// This file answers who stands where in the frame of a predicate once
// passives, relatives, participles, control, raising and coordination are
// undone. Answers are tokens that head noun phrases; -1 or nil for none.

// fillers returns what stands in a slot, best first: usually one token, more
// where a preposition occurs several times.
func (s *scene) fillers(a *act, slot Slot) []int {
	switch slot {
	case "subj":
		return s.coSubjects(s.doerOf(a))
	case "obj":
		return some(s.undergoer(a))
	case "iobj":
		return some(s.v.find(a.verb, "iobj"))
	case "poss":
		return s.owners(a.Head)
	case "comp":
		return some(s.complementSubject(a.Head))
	}
	return s.behind(a, string(slot))
}

func some(i int) []int {
	if i < 0 {
		return nil
	}
	return []int{i}
}

// coSubjects adds the other subjects that a verb has where the tree misses
// their coordination.
func (s *scene) coSubjects(i int) []int {
	if i < 0 {
		return nil
	}
	out := []int{i}
	if s.v.tok(i).Rel != "nsubj" || s.v.head(i) < 0 {
		return out
	}
	h := s.v.head(i)
	for c := s.v.first(h); c >= 0; c = s.v.after(c) {
		if c != i && s.v.tok(c).Rel == "nsubj" && !s.timed(c) && c < h {
			out = append(out, c)
		}
	}
	return out
}

// doerOf is who does what the event names.
func (s *scene) doerOf(a *act) int {
	if !s.nominal(a) {
		return s.doer(a.Head)
	}
	if a.Light >= 0 {
		if d := s.doer(a.Light); d >= 0 {
			return d
		}
	}
	if own := s.owners(a.Head); len(own) > 0 {
		return own[0]
	}
	if by := s.agent(a.Head); by >= 0 {
		return by
	}
	if h := s.v.head(a.Head); h >= 0 && s.v.tok(a.Head).Rel == "nmod" && s.blamed(h) {
		return h // "accused Doha of financing"
	}
	if a.Light < 0 && s.supports(a.Head) {
		return s.doer(s.v.head(a.Head))
	}
	return -1
}

// supports reports whether the noun i is the content of a verb that carries
// it out or sets it going: its doer is the verb's ("ordered the deployment").
func (s *scene) supports(i int) bool {
	t, h := s.v.tok(i), s.v.head(i)
	if h < 0 || s.v.tok(h).UPOS != "VERB" || t.Rel != "obj" && t.Rel != "nsubj:pass" && t.Rel != "xcomp" {
		return false
	}
	return slices.Contains(supporting, s.v.lemma(h))
}

// supporting verbs: who orders, plans or announces an act of his own side
// does it.
var supporting = []string{
	"order", "plan", "announce", "approve", "authorize", "authorise", "launch", "begin", "start", "resume", "continue",
	"prepare", "mount", "stage", "hold", "organise", "organize", "lead", "declare", "impose", "end", "halt", "suspend",
	"call", "cancel", "extend", "complete", "conduct", "undertake", "consider", "decree", "proclaim", "join", "attend",
}

// doer is what acts at the verb i: its subject, or the by-phrase of a passive.
func (s *scene) doer(i int) int {
	if s.v.passive(i) {
		return s.agent(i)
	}
	return s.surface(i, 0)
}

// agent is the phrase with "by" under i.
func (s *scene) agent(i int) int {
	for c := s.v.first(i); c >= 0; c = s.v.after(c) {
		if tocsin.RelIs(s.v.tok(c).Rel, "obl:", "nmod:") && s.v.caseIs(c, "by") && !s.timed(c) && nominalTag(s.v.tok(c)) {
			return c
		}
	}
	return -1
}

func nominalTag(t *tocsin.Token) bool {
	switch t.UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "X":
		return true
	}
	return false
}

// timed reports whether the phrase at i is a time.
func (s *scene) timed(i int) bool {
	for k := range s.doc.Times {
		if s.doc.Times[k].Contains(i) {
			return true
		}
	}
	return false
}

// surface is the grammatical subject of the predicate i, its own or the one
// it shares with what governs it.
func (s *scene) surface(i, depth int) int {
	if depth > maxHops || i < 0 {
		return -1
	}
	v := s.v
	if n := v.find(i, "nsubj", "nsubj:pass", "nsubj:outer"); n >= 0 {
		return s.antecedent(n, i)
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
			return s.surface(h, depth+1)
		}
		return -1
	case t.Rel == "xcomp":
		return s.controller(h, depth)
	case t.Rel == "ccomp" && v.find(i, "aux") < 0, t.Rel == "csubj":
		return s.verbSubject(h, depth)
	case t.Rel == "advcl":
		return s.adverbialSubject(i, h, depth)
	case t.Rel == "acl:relcl":
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
	if v.find(i, "aux", "aux:pass") >= 0 {
		return true
	}
	t := v.tok(i)
	return t.Feat("VerbForm") == "Fin" || t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP"
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
		case tocsin.RelIs(t.Rel, "nmod:", "compound", "amod", "obj", "flat", "det"):
			continue
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
	if v.passive(h) || subjectControl(v.lemma(h)) {
		return s.surface(h, depth+1)
	}
	if o := v.find(h, "obj", "iobj"); o >= 0 && !s.timed(o) {
		return s.antecedent(o, h)
	}
	if o := s.addressee(h); o >= 0 {
		return o
	}
	return s.surface(h, depth+1)
}

// addressee is whom a call or appeal addresses: "called on Kyiv to …".
func (s *scene) addressee(h int) int {
	if !slices.Contains(calling, s.v.lemma(h)) {
		return -1
	}
	for c := s.v.first(h); c >= 0; c = s.v.after(c) {
		if s.v.tok(c).Rel == "obl" && !s.timed(c) && (s.v.caseIs(c, "on") || s.v.caseIs(c, "upon") || s.v.caseIs(c, "to") || s.v.caseIs(c, "for")) {
			return c
		}
	}
	return -1
}

var calling = []string{"call", "appeal", "prevail", "plead", "signal", "shout"}

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
	if v.marked(i, "of") || v.marked(i, "for") || v.marked(i, "from") || v.marked(i, "into") {
		if v.passive(h) {
			return s.surface(h, depth+1)
		}
		if o := v.find(h, "obj", "iobj"); o >= 0 && nominalTag(v.tok(o)) {
			return s.antecedent(o, h)
		}
	}
	return s.verbSubject(h, depth)
}

// absolute is the noun of "with the army shelling the town": right before the
// participle, behind "with", under the same verb.
func (s *scene) absolute(i, h int) int {
	v := s.v
	if v.tok(i).XPOS != "VBG" && v.tok(i).XPOS != "VBN" {
		return -1
	}
	k := i - 1
	for v.s.Contains(k) && (v.tok(k).UPOS == "ADV" || v.tok(k).UPOS == "AUX") {
		k--
	}
	if v.s.Contains(k) && v.tok(k).Head == h && v.tok(k).Rel == "obl" && v.caseIs(k, "with") {
		return k
	}
	return -1
}

// adnominalSubject is the understood subject of the clause i that modifies
// the noun h: the noun itself for participles; for what the noun is about
// ("a plan to …", "charges of …ing") who has the noun.
func (s *scene) adnominalSubject(i, h, depth int) int {
	v := s.v
	if !v.marked(i, "to") && !v.marked(i, "of") && !v.marked(i, "for") && !v.marked(i, "in") && !v.marked(i, "on") {
		return h
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
	g := s.v.head(h)
	return g >= 0 && tocsin.RelIs(s.v.tok(h).Rel, "obj", "iobj", "nsubj:pass") && slices.Contains(blaming, s.v.lemma(g))
}

var blaming = []string{
	"accuse", "suspect", "convict", "blame", "criticise", "criticize", "condemn", "denounce", "praise", "thank", "warn",
	"acquit", "charge", "indict", "rebuke", "fault", "hail", "applaud", "sanction", "punish", "prosecute", "sentence",
	"jail", "arrest", "urge", "ask", "tell", "order", "command", "instruct", "press", "pressure", "force", "bar", "ban",
	"prevent", "stop", "keep", "dissuade", "persuade", "allow", "permit", "see", "catch", "find",
}

// antecedent resolves a relative pronoun in the clause of verb to the noun
// that the clause modifies.
func (s *scene) antecedent(p, verb int) int { return s.v.antecedent(p, verb) }

// undergoer is what the event is done to.
func (s *scene) undergoer(a *act) int {
	if !s.nominal(a) {
		return s.patient(a.Head, 0)
	}
	if of := s.nmod(a.Head, "of"); of >= 0 {
		return of
	}
	return -1
}

// patient is the object of the verb i, or the subject of its passive.
func (s *scene) patient(i, depth int) int {
	v := s.v
	if v.passive(i) {
		if v.tok(i).Rel == "amod" || v.tok(i).Rel == "acl" {
			return v.head(i)
		}
		return s.surface(i, depth)
	}
	if o := v.find(i, "obj"); o >= 0 {
		return s.antecedent(o, i)
	}
	if v.tok(i).Rel == "amod" {
		return -1
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		if c > i && v.tok(c).Rel == "obl" && nominalTag(v.tok(c)) && !s.timed(c) && v.find(c, "case") < 0 {
			return c // an object the tree takes for a circumstance
		}
	}
	if v.tok(i).Rel == "acl:relcl" && v.find(i, "nsubj") >= 0 && s.antecedent(v.find(i, "nsubj"), i) != v.head(i) {
		return v.head(i) // "the tanker Iran seized"
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel == "conj" && v.tok(c).UPOS == "VERB" && v.find(c, "nsubj", "nsubj:pass", "aux") < 0 && depth < maxHops {
			return s.patient(c, depth+1) // "attacked and looted the embassy"
		}
	}
	return -1
}

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
// threats").
func (s *scene) owners(i int) []int {
	var out []int
	if p := s.possessor(i); p >= 0 && !s.timed(p) {
		out = append(out, s.antecedent(p, i))
	}
	for c := s.v.first(i); c >= 0; c = s.v.after(c) {
		if c < i && tocsin.RelIs(s.v.tok(c).Rel, "amod", "compound", "nmod") && len(s.actors[c]) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// behind lists what stands behind a preposition under the event: under its
// head, its light verb, its object and the infinitive it governs.
func (s *scene) behind(a *act, prep string) []int {
	out := s.phrases(nil, a.Head, prep)
	if a.Light >= 0 {
		out = s.phrases(out, a.Light, prep)
	}
	if !s.nominal(a) {
		for c := s.v.first(a.Head); c >= 0; c = s.v.after(c) {
			if tocsin.RelIs(s.v.tok(c).Rel, "obj", "xcomp", "nsubj:pass", "iobj") {
				out = s.phrases(out, c, prep)
			}
		}
		return out
	}
	if h := s.v.head(a.Head); a.Light < 0 && h >= 0 && s.supports(a.Head) {
		out = s.phrases(out, h, prep)
	}
	return out
}

func (s *scene) phrases(out []int, i int, prep string) []int {
	v := s.v
	for c := v.first(i); c >= 0; c = v.after(c) {
		if !tocsin.RelIs(v.tok(c).Rel, "obl:", "nmod:", "advcl", "acl", "advmod", "xcomp") || !v.caseIs(c, prep) || s.timed(c) {
			continue
		}
		out = append(out, s.antecedent(c, i))
		out = s.phrases(out, c, prep)
	}
	return out
}
