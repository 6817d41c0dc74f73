package coder

import (
	"slices"
	"strings"

	"tocsin"
)

// matches reports whether the pattern's head may stand at i and everything it
// needs stands around it.
func (p *pattern) matches(v *view, i int) bool {
	if !v.posIs(i, p.pos) || len(p.particles) > 0 && v.particle(i, p.particles) < 0 {
		return false
	}
	for k := range p.needs {
		if c := &p.needs[k]; c.met(v, i) == c.not {
			return false
		}
	}
	return true
}

func (v *view) posIs(i int, pos byte) bool {
	upos := v.tok(i).UPOS
	switch pos {
	case 'v':
		return upos == "VERB" || v.gerund(i) || v.participial(i)
	case 'n':
		return upos == "NOUN" || upos == "ADJ" && v.nominal(i)
	case 'a':
		return upos == "ADJ" || upos == "ADV"
	}
	return true
}

// gerund: a noun that governs an object is a verb, in -ing ("withholding
// food") or misread ("shot down two planes").
func (v *view) gerund(i int) bool {
	t := v.tok(i)
	return t.UPOS == "NOUN" && v.find(i, "obj") >= 0 && (strings.HasSuffix(t.Form, "ing") || v.find(i, "compound:prt") >= 0)
}

// nominal: an adjective in a noun's place is a noun that the tagger did not
// know ("issued an ultimatum").
func (v *view) nominal(i int) bool {
	return tocsin.RelIs(v.tok(i).Rel, "obj", "nsubj:", "obl", "nmod") && v.find(i, "det", "nmod:poss", "case") >= 0
}

// particle returns the token of one of the particles of verb i, or -1.
func (v *view) particle(i int, prts []string) int {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if c > i && tocsin.RelIs(v.tok(c).Rel, "compound:prt", "advmod", "obl") && slices.Contains(prts, v.lemma(c)) {
			return c
		}
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		if k := v.find(c, "case"); c > i && v.tok(c).Rel == "obl" && k >= 0 && (v.tok(k).XPOS == "RB" || v.tok(k).XPOS == "RP") && slices.Contains(prts, v.lemma(k)) {
			return k // "handed him over to the court", with "over" under the court
		}
	}
	if n := i + 1; v.s.Contains(n) && slices.Contains(prts, v.lemma(n)) && tocsin.RelIs(v.tok(n).Rel, "case", "mark", "compound:prt", "advmod", "fixed") {
		return n
	}
	return -1
}

// met reports whether some word stands where the need asks and is one of its
// values; the caller heeds c.not.
func (c *cond) met(v *view, i int) bool {
	if c.preps != nil {
		return v.governs(i, c.preps, &c.value)
	}
	switch c.key {
	case "subj":
		return v.is(v.performer(i), &c.value) || v.dropped(i) && (c.value.any || c.value.mask&(v.lex.name|v.lex.party|v.lex.government) != 0)
	case "obj":
		return v.is(v.object(i), &c.value)
	case "iobj":
		return v.is(v.find(i, "iobj"), &c.value)
	case "light":
		return v.is(v.light(i), &c.value)
	case "gov":
		return v.is(v.head(i), &c.value)
	case "has":
		return v.below(i, &c.value, maxHops)
	case "near":
		return v.near(i, &c.value)
	case "num":
		return c.number(v.tok(i))
	case "neg":
		return v.negated(i)
	case "refl":
		return v.is(v.reflexive(i), &c.value)
	}
	return c.child(v, i)
}

// performer is what acts at i; for an event noun with no subject of its own,
// what acts in the verb that governs it ("staged an exercise").
func (v *view) performer(i int) int {
	n := v.subject(i)
	if n >= 0 || v.tok(i).UPOS != "NOUN" {
		return n
	}
	if h := v.light(i); h >= 0 {
		return v.subject(h)
	}
	return -1
}

// child meets the needs that one child of i in a given relation decides.
func (c *cond) child(v *view, i int) bool {
	for k := v.first(i); k >= 0; k = v.after(k) {
		rel := v.tok(k).Rel
		var fits bool
		switch c.key {
		case "comp":
			fits = rel == "xcomp" || rel == "ccomp" || (rel == "acl" || rel == "advcl" || rel == "obl") && v.marked(k, roleContent) && (!v.personal() || v.tok(k).UPOS == "VERB")
		case "mod":
			fits = rel == "advmod" || k < i && tocsin.RelIs(rel, "amod", "compound", "nmod", "nummod", "det") || rel == "amod" && v.personal()
		case "poss":
			fits = rel == "nmod:poss"
		case "inf":
			fits = v.infinitive(k) && tocsin.RelIs(rel, "xcomp", "ccomp", "acl", "advcl", "obl")
		case "det":
			fits = rel == "det"
		case "case":
			fits = rel == "case" || rel == "mark"
		case "aux":
			fits = tocsin.RelIs(rel, "aux:", "cop")
		}
		if fits && v.is(k, &c.value) {
			return true
		}
		if (c.key == "comp" || c.key == "inf") && (rel == "obj" || rel == "iobj") && c.child(v, k) {
			return true // "told the envoys to leave", with the clause under the noun
		}
	}
	return false
}

func (c *cond) number(t *tocsin.Token) bool {
	plural := t.Feat("Number") == "Plur" || t.XPOS == "NNS"
	return plural == (c.value.words[0] == "plur")
}

// is reports whether the word at k (-1 for none) is one of the values.
func (v *view) is(k int, want *values) bool {
	if k < 0 {
		return false
	}
	if want.any {
		return true
	}
	if len(want.words) > 0 && v.word(k, want.words) {
		return true
	}
	if want.mask != 0 && v.mask(k)&want.mask != 0 {
		return true
	}
	return v.conjunctIs(k, want) || v.countedIs(k, want)
}

// word reports whether the word at k is one of words.
func (v *view) word(k int, words []string) bool {
	lemma := v.lemma(k)
	if slices.Contains(words, lemma) {
		return true
	}
	if stem, ok := strings.CutSuffix(lemma, "s"); ok && len(stem) > 3 && slices.Contains(words, stem) {
		return true // the tagger left the plural
	}
	if v.personal() && v.formIs(k, words) || v.tok(k).XPOS == "NNS" && slices.Contains(words, strings.ToLower(v.tok(k).Form)) {
		return true
	}
	w := v.whole(k)
	return w != "" && slices.Contains(words, w)
}

// conjunctIs: "tanks and troops" is troops, too.
func (v *view) conjunctIs(k int, want *values) bool {
	for c := v.first(k); c >= 0; c = v.after(c) {
		if v.tok(c).Rel == "conj" && (slices.Contains(want.words, v.lemma(c)) || want.mask != 0 && v.mask(c)&want.mask != 0) {
			return true
		}
	}
	return false
}

// countedIs: "a series of attacks" is attacks.
func (v *view) countedIs(k int, want *values) bool {
	if len(want.words) == 0 || v.lex.of(v.tok(k).Lemma)&v.lex.measure == 0 && !(v.personal() && v.tok(k).UPOS == "NUM") {
		return false
	}
	for c := v.first(k); c >= 0; c = v.after(c) {
		if v.tok(c).Rel == "nmod" && slices.Contains(want.words, v.lemma(c)) {
			return true
		}
	}
	return false
}

// governs reports whether i governs one of the values through one of the
// prepositions: directly, through its object ("imposed sanctions on Iran")
// or, for a noun, through its light verb ("carried out attacks … on Iran").
func (v *view) governs(i int, preps []string, want *values) bool {
	if v.oblique(i, preps, want) {
		return true
	}
	if v.stray(i) {
		return v.oblique(v.head(i), preps, want)
	}
	if v.tok(i).UPOS == "VERB" {
		for c := v.first(i); c >= 0; c = v.after(c) {
			if !tocsin.RelIs(v.tok(c).Rel, "obj", "iobj", "xcomp", "nsubj:pass") && !v.undergoes(c, i) && !(v.tok(c).Rel == "obl" && v.misread(c)) {
				continue
			}
			if v.oblique(c, preps, want) {
				return true
			}
			if k := v.find(c, "conj"); k >= 0 && v.oblique(k, preps, want) {
				return true // "sent tanks and men to the border"
			}
		}
	}
	if o := v.object(i); v.personal() && v.tok(i).UPOS == "VERB" && o >= 0 && v.oblique(o, preps, want) {
		return true // "lanzó el martes misiles contra …"
	}
	l := -1
	if v.tok(i).UPOS == "NOUN" {
		l = v.light(i)
	}
	return l >= 0 && v.oblique(l, preps, want)
}

// oblique also looks one level below a date, where phrases that follow it are
// often attached ("landed on Wednesday on the island").
func (v *view) oblique(i int, preps []string, want *values) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if !tocsin.RelIs(v.tok(c).Rel, "obl:", "nmod:", "advcl", "acl", "advmod", "obj", "iobj", "xcomp") {
			continue
		}
		date := v.lex.of(v.tok(c).Lemma)&v.lex.date != 0
		if v.behind(c, preps) && !(date && want.any) && v.is(c, want) {
			return true
		}
		counted := v.personal() && v.lex.of(v.tok(i).Lemma)&v.lex.measure != 0 && v.cased(c, roleOf)
		if (date || counted) && v.oblique(c, preps, want) {
			return true
		}
	}
	return false
}

// behind reports whether i stands behind one of the prepositions.
func (v *view) behind(i int, preps []string) bool {
	for k := v.first(i); k >= 0; k = v.after(k) {
		if tocsin.RelIs(v.tok(k).Rel, "case", "mark") && slices.Contains(preps, v.lemma(k)) {
			return true
		}
	}
	return false
}

// below looks for a value anywhere under i.
func (v *view) below(i int, want *values, depth int) bool {
	if depth == maxHops && v.stray(i) {
		return v.below(v.head(i), want, depth-1)
	}
	for c := v.first(i); c >= 0 && depth > 0; c = v.after(c) {
		if v.is(c, want) || v.below(c, want, depth-1) {
			return true
		}
	}
	return false
}

func (v *view) near(i int, want *values) bool {
	v.fill()
	for k := v.s.Start; k < v.s.End; k++ {
		if v.tok(k).UPOS == "ADJ" && k > v.s.Start && v.capital(k) {
			continue // part of a name: "the Joint Chiefs"
		}
		if k != i && (v.word(k, want.words) || v.own[k-v.s.Start]&want.mask != 0) {
			return true
		}
	}
	return false
}

func (v *view) negated(i int) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Feat("Polarity") == "Neg" || v.plays(c, roleNegation) {
			return true
		}
	}
	return false
}
