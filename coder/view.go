package coder

import (
	"strings"

	"tocsin"
)

// view is one sentence seen as a tree: children by head, and who is subject
// and object of what once passives, relatives, conjuncts and control are
// undone. It also knows the classes of each word.
type view struct {
	d       *tocsin.Doc
	s       tocsin.Span
	lex     *classes
	child   []int32     // first child of token s.Start+i, as an offset; -1 for none
	sibling []int32     // next sibling
	own     []classMask // classes of the word itself
	joined  []string    // at the head of a hyphenated word, the whole of it; nil if there is none
}

func newView(d *tocsin.Doc, s tocsin.Span, lex *classes) *view {
	n := s.Len()
	links := make([]int32, 2*n)
	v := &view{d: d, s: s, lex: lex, child: links[:n], sibling: links[n:]}
	for i := range links {
		links[i] = -1
	}
	for i := n - 1; i >= 0; i-- {
		if h := d.Tokens[s.Start+i].Head - s.Start; h >= 0 && h < n && h != i {
			v.sibling[i], v.child[h] = v.child[h], int32(i)
		}
	}
	v.join()
	return v
}

// join finds words that the tokenizer cut at hyphens ("cease-fire").
func (v *view) join() {
	for i := v.s.Start + 1; i+1 < v.s.End; i++ {
		if v.tok(i).Form != "-" || v.tok(i-1).End != v.tok(i).Start || v.tok(i).End != v.tok(i+1).Start {
			continue
		}
		if v.joined == nil {
			v.joined = make([]string, v.s.Len())
		}
		start, end := i-1, i+2
		for end+1 < v.s.End && v.tok(end).Form == "-" && v.tok(end-1).End == v.tok(end).Start && v.tok(end).End == v.tok(end+1).Start {
			end += 2
		}
		v.joinRange(tocsin.Span{Start: start, End: end})
		i = end - 1
	}
}

func (v *view) joinRange(s tocsin.Span) {
	head := s.End - 1
	var b strings.Builder
	for i := s.Start; i < s.End; i++ {
		if u := v.tok(i).UPOS; i == s.End-1 && (u == "NOUN" || u == "PROPN") {
			b.WriteString(v.lemma(i))
		} else {
			b.WriteString(strings.ToLower(v.tok(i).Form))
		}
		if h := v.tok(i).Head; v.tok(i).Form != "-" && !s.Contains(h) {
			head = i
		}
	}
	v.joined[head-v.s.Start] = b.String()
}

// whole is the hyphenated word that i heads, or "".
func (v *view) whole(i int) string {
	if v.joined == nil {
		return ""
	}
	return v.joined[i-v.s.Start]
}

// first and after walk the children of a token in text order; -1 ends.
func (v *view) first(i int) int {
	if c := v.child[i-v.s.Start]; c >= 0 {
		return int(c) + v.s.Start
	}
	return -1
}

func (v *view) after(i int) int {
	if c := v.sibling[i-v.s.Start]; c >= 0 {
		return int(c) + v.s.Start
	}
	return -1
}

func (v *view) tok(i int) *tocsin.Token { return &v.d.Tokens[i] }

// head is the governor inside the sentence, or -1.
func (v *view) head(i int) int {
	if h := v.d.Tokens[i].Head; v.s.Contains(h) && h != i {
		return h
	}
	return -1
}

// find returns the first child of i in one of the relations (in the notation
// of [tocsin.RelIs]), or -1.
func (v *view) find(i int, rels ...string) int {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if tocsin.RelIs(v.tok(c).Rel, rels...) {
			return c
		}
	}
	return -1
}

// lemma is the lemma in lower case. An infinitive is its own.
func (v *view) lemma(i int) string {
	t := v.tok(i)
	if v.personal() && t.UPOS == "VERB" && strings.HasSuffix(t.Form, "r") && t.Lemma != t.Form && t.Feat("VerbForm") == "Inf" {
		return strings.ToLower(t.Form)
	}
	return strings.ToLower(t.Lemma)
}

// passive reports whether the verb at i is passive, by its own marks or by
// those of the verb it is coordinated with.
func (v *view) passive(i int) bool {
	for n := 0; n < maxHops; n++ {
		if v.find(i, "aux:pass", "obl:agent") >= 0 || v.reflexivePassive(i) || v.hasBeen(i) {
			return true
		}
		if v.find(i, "nsubj:pass", "csubj:pass") >= 0 {
			// Without an auxiliary only headlines are passive, and those end without a stop.
			return v.tok(v.s.End-1).Form != "." || v.tok(i).Rel == "conj"
		}
		t := v.tok(i)
		participle := t.XPOS == "VBN" || t.Feat("VerbForm") == "Part" && t.Feat("Tense") != "Pres"
		if !participle {
			return false
		}
		switch {
		case t.Rel == "conj" && v.find(i, "nsubj", "aux") < 0 && v.head(i) >= 0:
			i = v.head(i)
		case t.Rel == "acl":
			return v.find(i, "obj", "aux") < 0 && !v.mainVerb(i)
		case t.Rel == "amod", t.UPOS == "ADJ" && v.find(i, "cop") >= 0:
			return true
		case t.Rel == "advcl":
			return v.find(i, "nsubj", "aux", "obj") < 0
		default:
			return false
		}
	}
	return false
}

// maxHops bounds every walk up the tree.
const maxHops = 8

// grammatical returns the surface subject of the predicate at i: its own, or
// the one it shares with what governs it; -1 for none.
func (v *view) grammatical(i int) int {
	for n := 0; n < maxHops; n++ {
		if g := v.afterTime(i); g >= 0 {
			i = g
			continue
		}
		if s := v.subjectChild(i); s >= 0 && !(s < i && v.quotesBefore(i)) {
			return v.antecedent(s, i)
		}
		if s := v.fronted(i); s >= 0 {
			return s
		}
		if s := v.behindVerb(i); s >= 0 {
			return s
		}
		t, h := v.tok(i), v.head(i)
		if h < 0 {
			return -1
		}
		switch {
		case t.Rel == "xcomp":
			if o := v.find(h, "obj", "iobj"); o >= 0 && !v.plays(h, roleSubjectControl) {
				return o
			}
		case t.Rel == "acl":
			return h
		case t.Rel == "conj" && v.tok(h).Rel == "root" && v.tok(h).UPOS == "PROPN" && v.stated(t):
			return h // "Athens and Ankara resumed …", with the name for root
		case t.Rel == "conj" && v.tok(h).UPOS == "NOUN", t.Rel == "ccomp", t.Rel == "parataxis":
			return -1
		case t.Rel != "conj" && t.Rel != "advcl":
			return -1
		}
		i = h
	}
	return -1
}

// stated: the verb is in the past or present tense.
func (v *view) stated(t *tocsin.Token) bool {
	return t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP"
}

// antecedent resolves a relative pronoun to the noun its clause modifies.
func (v *view) antecedent(p, verb int) int {
	if v.tok(p).UPOS != "PRON" || !v.plays(p, roleRelative) {
		return p
	}
	for n := 0; n < maxHops && verb >= 0; n++ {
		if tocsin.RelIs(v.tok(verb).Rel, "acl:relcl", "acl") && v.head(verb) >= 0 {
			return v.head(verb)
		}
		verb = v.head(verb)
	}
	return p
}

// subject is what acts at i: the surface subject, or the by-phrase of a
// passive; -1 for none.
func (v *view) subject(i int) int {
	if v.stray(i) && v.find(i, "nsubj") < 0 {
		switch p := v.before(i); {
		case p < 0 || v.tok(p).UPOS == "PUNCT":
			return -1
		case v.lemma(p) == "have", v.tok(p).UPOS == "VERB":
			return v.grammatical(p)
		case v.tok(p).Rel == "cc" && v.head(v.head(i)) >= 0:
			return v.grammatical(v.head(v.head(i)))
		default:
			return p
		}
	}
	if !v.passive(i) {
		return v.grammatical(i)
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel == "obl:agent" || tocsin.RelIs(v.tok(c).Rel, "obl", "obj") && v.cased(c, roleAgent) {
			return c
		}
	}
	return -1
}

// object is what is acted on at i: the object, or the subject of a passive;
// -1 for none.
func (v *view) object(i int) int {
	if v.quotesBefore(i) {
		return -1
	}
	if v.stray(i) {
		return v.head(i)
	}
	if v.passive(i) {
		if v.tok(i).Rel == "amod" {
			return v.head(i)
		}
		return v.grammatical(i)
	}
	given := -1
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel != "obj" || !v.direct(c) || v.reflexive(i) == c || v.goal(c, i) || v.onlyTime(c) {
			continue
		}
		if given >= 0 || !v.personal() || !v.cased(c, rolePersonal) {
			return v.underTime(v.antecedent(c, i)) // "entregó a los rebeldes armas": not the first of two
		}
		given = c
	}
	if given >= 0 {
		return v.underTime(v.antecedent(given, i))
	}
	if o := v.find(i, "iobj"); o >= 0 && v.reflexive(i) != o {
		return o // "told Manila to stop"
	}
	if o := v.people(i); o >= 0 {
		return o
	}
	if o := v.pastTime(i); o >= 0 {
		return o
	}
	if o := v.find(i, "xcomp"); o > i && v.tok(o).UPOS == "NOUN" && v.find(i, "compound:prt") >= 0 && v.find(o, "det") >= 0 {
		return o // "called off on Friday the exercise"
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		switch rel := v.tok(c).Rel; {
		case rel == "conj" && v.find(c, "nsubj", "nsubj:pass", "aux") < 0:
			return v.find(c, "obj") // "attacked and looted the embassy"
		case rel == "obl" && (v.misread(c) || c > i && v.bare(c)):
			return c
		}
	}
	return -1
}

// caseIs reports whether i stands behind the preposition prep.
func (v *view) caseIs(i int, prep string) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel == "case" && v.lemma(c) == prep {
			return true
		}
	}
	return false
}

// light returns the verb that governs the noun i as its object or as the
// subject of its passive, or -1.
func (v *view) light(i int) int {
	t, h := v.tok(i), v.head(i)
	for n := 0; n < maxHops && h >= 0 && t.Rel == "conj"; n++ {
		t, h = v.tok(h), v.head(h)
	}
	if h < 0 || v.tok(h).UPOS != "VERB" {
		if r := v.find(i, "acl", "acl:relcl"); r >= 0 && v.passive(r) {
			return r // "the sanctions imposed on …"
		}
		return -1
	}
	if t.Rel == "obj" && (v.find(i, "case") < 0 || v.direct(i)) || t.Rel == "nsubj:pass" || t.Rel == "nsubj" && v.reflexivePassive(h) || i > h && (t.Rel == "obl" && (v.misread(i) || v.personal() && v.bare(i) && v.object(h) == i) || t.Rel == "xcomp" && v.object(h) == i) {
		return h
	}
	if v.tok(h).Rel == "acl:relcl" && t.Rel == "nsubj" {
		return -1
	}
	return -1
}

// mask returns the classes of the nominal at i: its own, those of what it
// counts ("dozens of soldiers"), of compounds before it and of its conjuncts.
// fill computes the classes of the sentence's words when first asked for.
// acts reports whether an actor can stand for somebody: no date, no reflexive,
// and of documents only those by which somebody speaks ("the statement").
