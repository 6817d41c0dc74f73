package attribution

import (
	"strings"

	"tocsin"
	"tocsin/internal/morph"
)

// A run is the work on one Doc.
type run struct {
	a     *Annotator
	doc   *tocsin.Doc
	toks  []tocsin.Token
	first []int32      // first child of each token, -1 for none
	next  []int32      // next sibling, -1 for none
	words []word       // what the table says of each token
	form  []morph.Form // of each token
	inReg []int32      // region of each token, -1 outside
	regs  []region
	paras []bool
	mark  []bool // scratch: tokens of the content being collected
	sent  tocsin.Span
	finds []find
}

// A find is a quote in the making.
type find struct {
	q     tocsin.Quote
	class string
	cue   int  // token that heads the cue
	head  int  // token that heads the content; -1 for quotation without syntax
	cites bool // "citing X": X is passed on by the subject
	aside bool // ", X said" at the end: tells all that stands before it
	drops bool // the subject is left out: the cue stands for the source
}

// stands reports whether the find only tells where somebody stands.
func (f *find) stands() bool { return f.class == attitude || f.class == seeming }

func newRun(a *Annotator, doc *tocsin.Doc) *run {
	n := len(doc.Tokens)
	ints := make([]int32, 3*n)
	r := &run{
		a: a, doc: doc, toks: doc.Tokens, first: ints[:n], next: ints[n : 2*n], inReg: ints[2*n:],
		mark: make([]bool, n), paras: paragraphs(doc), words: make([]word, n), form: make([]morph.Form, n),
	}
	for i := range doc.Tokens {
		r.words[i], r.form[i] = a.wordOf(&doc.Tokens[i], r.lemma(i)), morph.Of(&doc.Tokens[i])
	}
	for i := range ints {
		ints[i] = -1
	}
	for i := n - 1; i >= 0; i-- {
		if h := doc.Tokens[i].Head; h >= 0 && h < n && h != i {
			r.next[i], r.first[h] = r.first[h], int32(i)
		}
	}
	r.regs = regions(doc, r.paras)
	for k, reg := range r.regs {
		for i := reg.Start; i < reg.End; i++ {
			r.inReg[i] = int32(k)
		}
	}
	return r
}

// child returns the first dependent of i with one of the relations, or -1.
func (r *run) child(i int, rels ...string) int {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, rels...) {
			return int(c)
		}
	}
	return -1
}

// marked returns the first dependent of i that a case or mark with this lemma
// introduces, or -1.
func (r *run) marked(i int, prep string, rels ...string) int {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, rels...) && r.hasWord(int(c), prep) {
			return int(c)
		}
	}
	return -1
}

func (r *run) hasWord(i int, prep string) bool {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, "case", "mark") && r.lemma(int(c)) == prep {
			return true
		}
	}
	return false
}

// linkedThat reports whether clause i begins with a preposition that only links
// what is said: "advirtió de que", "está seguro de que", but not "después de
// que".
func (r *run) linkedThat(i int) int {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		k := int(c)
		if r.kin(k, isLink) && tocsin.RelIs(r.toks[k].Rel, "case", "mark") && r.kin(k+1, isThat) && r.toks[k+1].Head == i {
			if k > r.sent.Start && (r.toks[k-1].UPOS == "ADV" || r.kin(k-1, isLater)) {
				return -1
			}
			return k
		}
	}
	return -1
}

// markedKin is like marked for a class of words.
func (r *run) markedKin(i int, k kin, rels ...string) int {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, rels...) && r.hasMark(int(c), k) {
			return int(c)
		}
	}
	return -1
}

// hasMark reports whether i has a case or mark of this class.
func (r *run) hasMark(i int, k kin) bool {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if r.words[c].kin&k != 0 && tocsin.RelIs(r.toks[c].Rel, "case", "mark") {
			return true
		}
	}
	return false
}

// infinitive reports whether i is an infinitive: by its mark in languages that
// have one, else by its form.
func (r *run) infinitive(i int) bool {
	if r.a.named&isTo != 0 {
		return r.hasMark(i, isTo)
	}
	if a := r.child(i, "aux"); a >= 0 && a < i {
		return r.inForm(a, morph.Infinitive) // "haber atacado"
	}
	return r.inForm(i, morph.Infinitive)
}

// kin reports whether token i is of one of the classes; no token is of none.
func (r *run) kin(i int, k kin) bool { return i >= 0 && i < len(r.words) && r.words[i].kin&k != 0 }

// kindWord is the kind of holder that token i stands for as a common noun.
func (r *run) kindWord(i int) tocsin.Kind { return r.words[i].kind }

// inForm reports whether token i has one of the forms.
func (r *run) inForm(i int, f morph.Form) bool { return r.form[i]&f != 0 }

// lemma is the lower-cased lemma of a token, or its form if it has none.
func (r *run) lemma(i int) string {
	l := r.toks[i].Lemma
	if l == "" {
		l = r.toks[i].Form
	}
	return strings.ToLower(l)
}

// verbFrames returns the frames by which verb i makes its subject say
// something: by its lemma, or by its form where the lemma is unknown.
func (r *run) verbFrames(i int) []frame { return r.framesIn(&r.a.cues, i) }

func (r *run) framesIn(set *cues, i int) []frame {
	if fs := set.verbs[r.lemma(i)]; fs != nil {
		return fs
	}
	if base := set.forms[strings.ToLower(r.toks[i].Form)]; base != "" {
		return set.verbs[base]
	}
	return nil
}

func (r *run) is(i int, rels ...string) bool {
	return i >= 0 && tocsin.RelIs(r.toks[i].Rel, rels...)
}

// hiddenVerb reports whether a plural noun is the verb of "Oslo denies sending
// ships": a form of a cue with a subject, or a bare name and what it says.
func (r *run) hiddenVerb(i int) bool {
	t := &r.toks[i]
	if t.XPOS != "NNS" || r.a.forms[strings.ToLower(t.Form)] == "" || r.child(i, "cop") >= 0 {
		return false
	}
	if r.child(i, "nsubj") >= 0 || t.Head < 0 && i > r.sent.Start && i+1 < r.sent.End && r.toks[i-1].Head == i && r.toks[i-1].UPOS == "NOUN" && r.kin(i+1, isThat) {
		return true
	}
	if i == r.sent.Start || r.toks[i-1].UPOS != "PROPN" || r.toks[i-1].Head != i || i+1 >= r.sent.End {
		return false
	}
	next := &r.toks[i+1]
	return r.inForm(i+1, morph.Gerund) || r.kin(i+1, isThat) || r.is(i, "conj") && next.UPOS == "PUNCT" && r.toks[t.Head].UPOS == "VERB"
}

// under reports whether token i is top or below it.
func (r *run) under(top, i int) bool {
	for n := r.sent.Len(); i >= 0 && n >= 0; n-- {
		if i == top {
			return true
		}
		i = r.toks[i].Head
	}
	return false
}

func (r *run) passive(v int) bool {
	if r.child(v, "aux:pass", "expl:pass", "expl:impers") >= 0 {
		return true
	}
	if r.child(v, "nsubj:pass") >= 0 {
		return !r.active(v) // whatever its subject is called
	}
	if !r.is(v, "acl", "advcl") && v != r.sent.Start || r.child(v, "aux", "nsubj") >= 0 {
		return false
	}
	return r.inForm(v, morph.Participle) || r.inForm(v, morph.Past) && r.a.named&dropsSubject == 0 && (v == r.sent.Start || r.child(v, "mark", "advmod") == v-1 && v > r.sent.Start) // asked whether, when asked
}

// active reports whether the form shows that a verb is no passive: "had
// spoken", "spoke".
func (r *run) active(v int) bool { return r.perfect(v) || r.inForm(v, morph.Past) }

func (r *run) perfect(v int) bool {
	a := r.child(v, "aux")
	return a >= 0 && r.kin(a, isHave)
}

// negated reports whether not, never or n't modifies the predicate.
func (r *run) negated(v int) bool {
	for c := r.first[v]; c >= 0; c = r.next[c] {
		if r.is(int(c), "advmod", "cc", "cc:preconj") && r.kin(int(c), isNot) {
			return true
		}
	}
	return false
}

// deniedBySubject reports whether nobody does what the predicate says:
// "neither side has confirmed".
func (r *run) deniedBySubject(src int) bool {
	if src < 0 {
		return false
	}
	d := r.child(src, "det")
	return r.kin(src, isNobody) || d >= 0 && r.kin(d, isNo)
}

// clauseOf climbs from a token to the predicate of the clause it stands in.
func (r *run) clauseOf(i int) int {
	for n := r.sent.Len(); n >= 0 && r.toks[i].Head >= 0; n-- {
		t := &r.toks[i]
		if t.UPOS == "VERB" && !tocsin.RelIs(t.Rel, "amod", "case", "mark", "compound:", "fixed") ||
			tocsin.RelIs(t.Rel, "ccomp", "advcl:", "acl:", "parataxis:", "xcomp", "csubj:") {
			return i
		}
		i = t.Head
	}
	return i
}

// subject returns the token that heads the subject of predicate v, also where
// it is shared with another predicate; -1 if nobody is named.
func (r *run) subject(v int) int {
	if len(r.finds) > 0 && r.finds[len(r.finds)-1].cue >= r.sent.Start {
		if s := r.resumed(v); s >= 0 {
			return s
		}
	}
	for n := r.sent.Len(); n >= 0; n-- {
		if r.passive(v) {
			return r.agent(v)
		}
		if s := r.nearestSubject(v); s >= 0 {
			return r.antecedent(v, s)
		}
		if s := r.looseSubject(v); s >= 0 {
			return s
		}
		if r.child(v, "expl", "csubj") >= 0 {
			return -1
		}
		h := r.toks[v].Head
		switch {
		case h < 0:
			return -1
		case r.is(v, "acl") && !r.infinitive(v):
			return h
		case r.is(v, "acl"):
			v = r.clauseOf(h)
		case r.is(v, "conj", "xcomp", "advcl:", "ccomp", "parataxis"):
			if o := r.child(h, "obj", "iobj"); o >= 0 && r.is(v, "xcomp") {
				return o
			}
			v = h
		default:
			return -1
		}
	}
	return -1
}

// agent returns the head of the by-phrase of a passive, or -1.
func (r *run) agent(v int) int {
	if a := r.child(v, "obl:agent"); a >= 0 {
		return a
	}
	return r.markedKin(v, isBy, "obl")
}

// antecedent replaces a relative pronoun by the noun that it stands for.
func (r *run) antecedent(v, s int) int {
	if r.kin(s, isWho) {
		for n := 0; n < 4 && r.toks[v].Head >= 0; n++ {
			if r.is(v, "acl:relcl", "acl") {
				return r.toks[v].Head
			}
			if !r.is(v, "conj", "xcomp") {
				break
			}
			v = r.toks[v].Head
		}
	}
	return s
}

// phrase is the noun phrase of a head without relative clauses and conjuncts.
func (r *run) phrase(head int) tocsin.Span {
	out := tocsin.Span{Start: head, End: head + 1}
	for c := r.first[head]; c >= 0; c = r.next[c] {
		i := int(c)
		if r.is(i, "acl:", "conj", "cc", "case", "punct", "parataxis:", "mark", "cop", "advcl:", "nsubj:", "dep") {
			continue
		}
		sub := r.reach(i)
		out.Start, out.End = min(out.Start, sub.Start), max(out.End, sub.End)
	}
	for out.End > head+1 && r.toks[out.End-1].UPOS == "PUNCT" {
		out.End--
	}
	for out.Start < head && r.toks[out.Start].UPOS == "PUNCT" {
		out.Start++
	}
	if r.is(head, "nsubj") { // the parts of a name that fell apart
		for out.End < r.sent.End && r.is(out.End, "nsubj") && r.toks[out.End].Head == r.toks[head].Head && out.End < r.toks[head].Head {
			out.End = r.reach(out.End).End
		}
		for out.Start > r.sent.Start && r.is(out.Start-1, "nsubj") && r.toks[out.Start-1].Head == r.toks[head].Head {
			out.Start = r.phrase(out.Start - 1).Start
		}
	}
	return out
}

// reach is the span of all that i dominates.
func (r *run) reach(i int) tocsin.Span { return r.reachTo(i, r.sent.Len()) }

func (r *run) reachTo(i, depth int) tocsin.Span {
	out := tocsin.Span{Start: i, End: i + 1}
	if depth <= 0 {
		return out
	}
	for c := r.first[i]; c >= 0; c = r.next[c] {
		sub := r.reachTo(int(c), depth-1)
		out.Start, out.End = min(out.Start, sub.Start), max(out.End, sub.End)
	}
	return out
}
