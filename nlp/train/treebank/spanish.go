package treebank

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin/nlp/conllu"
)

// Spanish reads AnCora and GSD from a folder, harmonised and with names
// marked, divided for training and
// selection. In the part for selection only the names that AnCora tells are
// marked, all others as unknown.
//
// What both must agree on is what today's guidelines of Universal
// Dependencies say, as far as it can be told from the older annotation:
// AnCora's prepositional objects become obl:arg, agents obl:agent, datives
// obl:arg; passives get their subtypes, relative clauses acl:relcl;
// participles with complements are verbs; GSD's relative "que" becomes a
// pronoun with a role of its own. Lemmas of proper nouns keep their capitals,
// percentages are two words. AnCora's tags (EAGLES) tell kinds of names and
// are dropped then: features say the same.
func Spanish(folder string, g *Gazetteer) (train, selection []Text, err error) {
	infinitives := map[string]string{}
	var all [][]Text
	for _, name := range []string{"es_ancora-ud-dev.20211029.conllu", "es_ancora-ud-test.20211029.conllu", "es_gsd-ud-dev.conllu"} {
		texts, err := read(filepath.Join(folder, name))
		if err != nil {
			return nil, nil, err
		}
		all = append(all, texts)
		collectInfinitives(texts, infinitives)
	}
	for i, texts := range all {
		ancora := i < 2
		for _, text := range texts {
			if ancora {
				markTyped(text)
			}
			for _, s := range text {
				harmonise(tree{s}, ancora, infinitives)
			}
		}
		a, b := Tenth(texts)
		train, selection = append(train, a...), append(selection, b...)
	}
	g.learn(train)
	for _, t := range train {
		g.mark(t)
	}
	none := &Gazetteer{}
	for _, t := range selection {
		none.mark(t)
	}
	return train, selection, nil
}

// collectInfinitives learns the verb of each participle.
func collectInfinitives(texts []Text, into map[string]string) {
	for _, t := range texts {
		for _, s := range t {
			for _, w := range s.Words {
				if w.UPOS == "VERB" && has(w.Feats, "VerbForm", "Part") {
					into[participle(w.Form)] = w.Lemma
				}
			}
		}
	}
}

// participle is a participle without its marks of gender and number.
func participle(form string) string {
	f := strings.TrimSuffix(strings.ToLower(form), "s")
	if n := len(f); n > 0 && (f[n-1] == 'a' || f[n-1] == 'o') {
		return f[:n-1]
	}
	return f
}

func harmonise(t tree, ancora bool, infinitives map[string]string) {
	t.splitPercent()
	for i := range t.Words {
		w := &t.Words[i]
		w.XPOS, w.Deps = "_", "_"
		w.Feats = set(w.Feats, "Typo", "")
		w.Feats = set(w.Feats, "AdvType", "")
		if w.Lemma == "_" {
			w.Lemma = strings.ToLower(w.Form)
		}
		switch {
		case w.UPOS == "PROPN" && w.Lemma == strings.ToLower(w.Form):
			w.Lemma = w.Form
		case w.UPOS == "AUX" && (w.Lemma == "haber" || w.Lemma == "ser") && !rel("aux", "cop")(w):
			w.UPOS = "VERB"
		case strings.EqualFold(w.Form, "se") && w.UPOS == "PRON":
			w.Feats = "Case=Acc,Dat|Person=3|PrepCase=Npr|PronType=Prs|Reflex=Yes"
		}
		t.relativeFeature(i + 1)
	}
	if ancora {
		t.participles(infinitives)
	}
	for i := 1; i <= len(t.Words); i++ {
		t.passive(i)
	}
	for i := 1; i <= len(t.Words); i++ {
		if ancora {
			t.complement(i)
		}
		t.adnominal(i)
	}
	for i := 1; i <= len(t.Words); i++ {
		t.relativeClause(i)
	}
}

// splitPercent makes two words of "25%".
func (t tree) splitPercent() {
	for i := 1; i <= len(t.Words); i++ {
		w := t.word(i)
		number, ok := strings.CutSuffix(w.Form, "%")
		if !ok || number == "" {
			continue
		}
		sign := *w
		sign.Form, sign.Lemma, sign.UPOS, sign.Feats = "%", "%", "SYM", "_"
		w.Form, w.Lemma, w.UPOS, w.Rel, w.Misc = number, number, "NUM", "nummod", "SpaceAfter=No"
		w.Feats = "NumForm=Digit|NumType=Card"
		t.insert(i, sign)
		for j := range t.Words {
			if t.Words[j].Head == i {
				t.Words[j].Head = i + 1
			}
		}
		t.word(i).Head = i + 1
		i++
	}
}

// relativeFeature says which pronouns ask and which relate: those that ask
// have an accent.
func (t tree) relativeFeature(i int) {
	w := t.word(i)
	if !has(w.Feats, "PronType", "Int,Rel") {
		return
	}
	if strings.ContainsAny(strings.ToLower(w.Form), "áéíóú") {
		w.Feats = set(w.Feats, "PronType", "Int")
	} else {
		w.Feats = set(w.Feats, "PronType", "Rel")
	}
}

// participles makes verbs of the participles that have complements: "acusado
// de fraude", but not "acusado" alone.
func (t tree) participles(infinitives map[string]string) {
	for i := range t.Words {
		w := &t.Words[i]
		if w.UPOS != "ADJ" || !has(w.Feats, "VerbForm", "Part") {
			continue
		}
		verb, known := infinitives[participle(w.Form)]
		if !known || t.child(i+1, rel("obj", "obl", "iobj")) == 0 || t.child(i+1, rel("cop", "det")) > 0 {
			continue
		}
		w.UPOS, w.Lemma = "VERB", verb
		if w.Rel == "amod" {
			w.Rel = "acl"
		}
	}
}

// passive marks auxiliary and subject of a passive, with "ser" or with "se".
func (t tree) passive(i int) {
	aux := t.child(i, func(w *conllu.Word) bool { return w.Lemma == "ser" && rel("aux")(w) })
	if aux > 0 && has(t.word(i).Feats, "VerbForm", "Part") {
		t.word(aux).Rel = "aux:pass"
	}
	if t.child(i, rel("aux:pass", "expl:pass")) == 0 {
		return
	}
	for j := range t.Words {
		if w := &t.Words[j]; w.Head == i && (w.Rel == "nsubj" || w.Rel == "csubj") {
			w.Rel += ":pass"
		}
	}
}

// complement turns AnCora's objects with a preposition other than "a" into
// oblique arguments or agents, and its datives into oblique arguments.
func (t tree) complement(i int) {
	w := t.word(i)
	p := t.preposition(i)
	switch {
	case p == "por" && rel("obj", "obl")(w) && t.takesAgent(w.Head):
		w.Rel = "obl:agent"
	case w.Rel == "obj" && p != "" && p != "a", w.Rel == "iobj", w.Rel == "obj" && has(w.Feats, "Case", "Dat"):
		w.Rel = "obl:arg"
	case w.Rel == "compound" && p != "":
		w.Rel = "nmod"
	}
}

// takesAgent reports a participle that is not part of a compound tense.
func (t tree) takesAgent(i int) bool {
	w := t.word(i)
	if w == nil || !has(w.Feats, "VerbForm", "Part") {
		return false
	}
	perfect := t.child(i, func(a *conllu.Word) bool { return a.Lemma == "haber" && rel("aux")(a) })
	return perfect == 0 || t.child(i, rel("aux:pass")) > 0
}

// adnominal makes nmod of what depends on a noun that is no predicate.
func (t tree) adnominal(i int) {
	w, head := t.word(i), t.word(t.word(i).Head)
	if head == nil || head.UPOS != "NOUN" && head.UPOS != "PROPN" || t.child(w.Head, rel("cop", "nsubj", "aux")) > 0 {
		return
	}
	if (rel("obl")(w) || w.Rel == "obj" && t.preposition(i) != "") && w.UPOS != "PRON" {
		w.Rel = "nmod"
	}
}

// relativeClause names relative clauses; GSD writes their "que" as a mark.
func (t tree) relativeClause(i int) {
	w := t.word(i)
	if w.Rel == "acl" && t.hasRelative(i) {
		w.Rel = "acl:relcl"
	}
	if w.Rel != "acl:relcl" {
		return
	}
	que := t.word(t.child(i, func(c *conllu.Word) bool { return c.Rel == "mark" && strings.EqualFold(c.Form, "que") }))
	if que == nil {
		return
	}
	que.UPOS, que.Feats, que.Lemma = "PRON", "PronType=Rel", "que"
	switch {
	case t.child(i, rel("aux:pass")) > 0 && t.child(i, rel("nsubj", "csubj")) == 0:
		que.Rel = "nsubj:pass"
	case t.child(i, rel("nsubj", "csubj")) == 0:
		que.Rel = "nsubj"
	case t.child(i, rel("obj", "ccomp")) == 0:
		que.Rel = "obj"
	default:
		que.Rel = "obl"
	}
}

// hasRelative looks for a relative word among the dependents of a clause, one
// level deep, left of its verb.
func (t tree) hasRelative(i int) bool {
	for j := range t.Words[:i-1] {
		w := &t.Words[j]
		if has(w.Feats, "PronType", "Rel") && (w.Head == i || t.word(w.Head) != nil && t.word(w.Head).Head == i) {
			return true
		}
	}
	return false
}

// markTyped writes the names of a document of AnCora whose proper nouns have
// kinds (np0000p, …) into MISC. In a document without kinds names are unknown.
func markTyped(text Text) {
	kinds := map[string]string{"np0000p": "PER", "np0000l": "LOC", "np0000o": "ORG", "np0000a": "O"}
	typed := slices.ContainsFunc(text, func(s *conllu.Sentence) bool {
		return slices.ContainsFunc(s.Words, func(w conllu.Word) bool { return kinds[w.XPOS] != "" })
	})
	for _, s := range text {
		for i := 0; i < len(s.Words); i++ {
			kind, proper := kinds[s.Words[i].XPOS], strings.HasPrefix(s.Words[i].XPOS, "np")
			if !typed || !proper {
				continue
			}
			n := nameLength(s, i)
			if kind == "" {
				kind = "?"
			}
			writeName(s, i, i+n, kind)
			i += n - 1
		}
	}
}

// nameLength is how many words the expression MWE= in MISC covers from word i.
func nameLength(s *conllu.Sentence, i int) int {
	mwe, ok := conllu.Attr(s.Words[i].Misc, "MWE")
	if !ok {
		return 1
	}
	left := utf8.RuneCountInString(strings.ReplaceAll(mwe, "_", ""))
	left += 2 * (strings.Count(mwe, "_del_") + strings.Count(mwe, "_al_")) // del is written de el
	n := 0
	for ; i+n < len(s.Words) && left > 0; n++ {
		left -= utf8.RuneCountInString(s.Words[i+n].Form)
	}
	return max(n, 1)
}

// writeName marks words start to end as one name: a kind, "O" for none, or
// "?" where the kind is unknown.
func writeName(s *conllu.Sentence, start, end int, kind string) {
	for i := start; i < end; i++ {
		v := kind
		switch {
		case kind == "O" || kind == "?":
		case i == start:
			v = "B-" + kind
		default:
			v = "I-" + kind
		}
		s.Words[i].Misc = set(s.Words[i].Misc, "NER", v)
	}
}

func capitalised(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r)
}
