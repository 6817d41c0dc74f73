package coder

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"tocsin"
)

// This file knows what Romance languages do with verbs: reflexive pronouns that
// make passives, people behind a preposition as objects, participles that are
// adjectives. Where a language has none of it, its words have none of the roles.

// personal reports whether the language puts people behind a preposition as
// objects, and makes passives of reflexives.
func (v *view) personal() bool { return v.lex.personal() }

func (c *classes) personal() bool { return c.roles != nil && len(c.roles.lists[rolePersonal]) > 0 }

// reflexive is the reflexive pronoun of the verb i that is no object of its
// own; -1 for none.
func (v *view) reflexive(i int) int {
	if !v.personal() {
		return -1
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		t := v.tok(c)
		if t.UPOS == "PRON" && (tocsin.RelIs(t.Rel, "expl", "expl:") || t.Feat("Reflex") == "Yes" && tocsin.RelIs(t.Rel, "obj", "iobj")) {
			return c
		}
	}
	return -1
}

// reflexivePassive reports whether the reflexive pronoun of the verb i makes it
// a passive ("se desplegaron tres buques") and not an act upon oneself.
func (v *view) reflexivePassive(i int) bool {
	se := v.reflexive(i)
	if se < 0 || v.tok(se).Feat("Person") == "1" || v.tok(se).Feat("Person") == "2" || v.find(i, "obj") >= 0 && v.find(i, "obj") != se {
		return false
	}
	n := v.find(i, "nsubj", "nsubj:pass")
	if n < 0 {
		return false
	}
	n = v.antecedent(n, i)
	animate := v.tok(n).UPOS == "PRON" || v.mask(n)&v.lex.somebody() != 0
	switch {
	case v.plays(i, rolePronominal):
		return !animate
	case v.tok(se).Rel == "expl:pass":
		return true
	}
	return !animate || n > i && v.tok(n).UPOS != "PROPN"
}

// hasBeen reports whether the participle at i stands with an auxiliary of the
// passive that the tree takes for one of tense.
func (v *view) hasBeen(i int) bool {
	if v.tok(i).Feat("VerbForm") != "Part" {
		return false
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		if tocsin.RelIs(v.tok(c).Rel, "aux", "cop") && v.plays(c, roleBe) {
			return true
		}
	}
	return false
}

// somebody are the classes of those who act.
func (c *classes) somebody() classMask {
	return c.name | c.person | c.force | c.government | c.names["GROUP"]
}

// impersonal reports whether the verb i has a reflexive pronoun and no subject
// because nobody is named who does it ("se detuvo a tres hombres").
func (v *view) impersonal(i int) bool {
	se := v.reflexive(i)
	return se >= 0 && !v.plays(i, rolePronominal) && v.find(i, "nsubj", "nsubj:pass") < 0 && tocsin.RelIs(v.tok(se).Rel, "expl:")
}

// undergoes: the noun c is the subject of the reflexive passive i.
func (v *view) undergoes(c, i int) bool { return v.tok(c).Rel == "nsubj" && v.reflexivePassive(i) }

// direct reports whether nothing stands before the object c but the preposition
// of people.
func (v *view) direct(c int) bool {
	if v.personal() && v.tok(c).UPOS == "VERB" {
		return false
	}
	return v.find(c, "case") < 0 || v.misread(c) || v.cased(c, rolePersonal) && !v.plays(c, roleLocution)
}

// directObject is the object of the verb i, without what stands behind other
// prepositions and without the verb's own reflexive pronoun; -1 for none.
func (v *view) directObject(i int) int {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel == "obj" && (!v.personal() || v.direct(c) && v.tok(c).Feat("Reflex") != "Yes" && !v.goal(c, i) && !v.onlyTime(c)) {
			return c
		}
	}
	return -1
}

// people are the object of the verb i that the tree takes for a circumstance
// because of the preposition of people; -1 for none.
func (v *view) people(i int) int {
	if !v.personal() {
		return -1
	}
	want := v.lex.somebody()
	if !v.plays(i, roleBlaming) {
		want &^= v.lex.name // "viajó a Lima"
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		if c > i && tocsin.RelIs(v.tok(c).Rel, "obl:") && v.cased(c, rolePersonal) && v.mask(c)&want != 0 && !v.plays(c, roleLocution) {
			return c
		}
	}
	if v.reflexive(i) >= 0 || v.directObject(i) >= 0 || v.find(i, "ccomp", "xcomp") >= 0 {
		return -1
	}
	return v.someone(i, false)
}

// onlyTime reports whether the object at c is a time and nothing hangs on it.
func (v *view) onlyTime(c int) bool {
	return v.personal() && v.dated(c) && v.dated(v.underTime(c))
}

// goal reports whether the name at c, behind the preposition of people, is where
// the people go that the verb i is about: "deportó a Malta a diez argelinos".
func (v *view) goal(c, i int) bool {
	if !v.personal() || v.tok(c).UPOS != "PROPN" || !v.cased(c, rolePersonal) {
		return false
	}
	k := v.someone(i, false)
	return k > c
}

// nationals are words of nationality that stand for people: "dos belgas".
func (v *view) nationals(a *tocsin.Actor) classMask {
	t := v.tok(a.Head)
	if !v.personal() || a.Country == "" || t.UPOS != "NOUN" && t.UPOS != "ADJ" || v.lex.of(t.Lemma) != 0 || t.Rel == "amod" {
		return 0
	}
	return v.lex.person
}

// participial: an adjective that is a participle has what its verb has.
func (v *view) participial(i int) bool {
	t := v.tok(i)
	return t.UPOS == "ADJ" && t.Feat("VerbForm") == "Part"
}

// infinitive reports whether the clause at k is one, by its marker or its form.
func (v *view) infinitive(k int) bool {
	if v.personal() {
		return v.tok(k).Feat("VerbForm") == "Inf"
	}
	return v.marked(k, roleContent)
}

// relativeObject reports whether a relative pronoun is the object of the clause
// at i, so that its antecedent does not act in it.
func (v *view) relativeObject(i int) bool {
	for c := v.first(i); c >= 0 && c < i; c = v.after(c) {
		if tocsin.RelIs(v.tok(c).Rel, "obj", "iobj", "obl:") && v.tok(c).UPOS == "PRON" && v.plays(c, roleRelative) {
			return true
		}
	}
	return false
}

// dropped reports whether the verb i is finite and does without a subject that
// somebody is.
func (v *view) dropped(i int) bool {
	t := v.tok(i)
	return v.personal() && t.UPOS == "VERB" && (t.Feat("VerbForm") == "Fin" || v.find(i, "aux") >= 0) && v.subject(i) < 0 && !v.passive(i) && !v.impersonal(i)
}

// verbOf is the verb that a form whose lemma the lexicon does not know may be
// of, by the endings of the table and the vowels that change before them
// ("repelieron", "hirió"); nil where the lexicon has none.
func (l *Lexicon) verbOf(t *tocsin.Token) []*rule {
	form := strings.ToLower(t.Form)
	for _, e := range l.endings {
		stem, ok := strings.CutSuffix(form, e[0])
		if !ok || stem == "" {
			continue
		}
		if r := l.rules[stem+e[1]]; r != nil {
			return r
		}
		if k := strings.LastIndexAny(stem, "iu"); k >= 0 && e[1] == "ir" {
			open := map[byte]string{'i': "e", 'u': "o"}[stem[k]]
			if r := l.rules[stem[:k]+open+stem[k+1:]+e[1]]; r != nil {
				return r
			}
		}
	}
	return nil
}

// astray reports whether a lemma and a form begin so differently that the engine
// must have taken the verb for another.
func astray(lemma, form string) bool {
	return len(lemma) > 3 && len(form) > 3 && !strings.EqualFold(lemma[:2], form[:2])
}

// parseEndings reads the ending of a verb form and that of its infinitive. A
// language that tells them by other means has no such table.
func parseEndings(file, text string) ([][2]string, error) {
	var out [][2]string
	err := eachRow(file, text, 2, func(_ string, f []string) error {
		out = append(out, [2]string{f[0], f[1]})
		return nil
	})
	return out, err
}

// formIs reports whether the word at k is written like one of words or its
// plural, whatever lemma the engine gives it, or its lemma differs by accents.
func (v *view) formIs(k int, words []string) bool {
	t := v.tok(k)
	form := strings.ToLower(t.Form)
	if t.UPOS != "NOUN" && t.UPOS != "ADJ" {
		return slices.Contains(words, form)
	}
	one, _ := strings.CutSuffix(form, "s")
	return slices.Contains(words, form) || slices.Contains(words, one) ||
		slices.Contains(words, strings.TrimSuffix(one, "e")) || slices.Contains(words, unaccented(strings.ToLower(t.Lemma)))
}

// unaccent lets words stand for themselves without their accents, as in texts
// written in haste, where no other word is written so.
func (l *Lexicon) unaccent() {
	for _, w := range slices.Collect(maps.Keys(l.rules)) {
		if p := unaccented(w); p != w && l.rules[p] == nil {
			l.rules[p] = l.rules[w]
		}
	}
	for _, w := range slices.Collect(maps.Keys(l.classes.words)) {
		if p := unaccented(w); p != w && l.classes.words[p] == 0 {
			l.classes.words[p] = l.classes.words[w]
		}
	}
}

// unaccented is the word without its acute accents. A word without any costs
// no more than a look at its bytes.
func unaccented(w string) string {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return plain.Replace(w)
		}
	}
	return w
}

var plain = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ü", "u")
