package attribution

import (
	"strings"

	"tocsin"
	"tocsin/internal/morph"
)

// Annotate fills doc.Quotes in the order of their cues. It reads the tokens,
// sentences and entities, and Times and Actors where these are there.
func (a *Annotator) Annotate(doc *tocsin.Doc) {
	doc.Quotes = nil
	if len(doc.Tokens) == 0 {
		return
	}
	r := newRun(a, doc)
	for si, s := range doc.Sents {
		r.sent = s
		from := len(r.finds)
		for i := s.Start; i < s.End; i++ {
			r.cueAt(i)
		}
		r.colon(si, r.toldSince(from))
	}
	r.transcript()
	r.signed()
	r.speeches()
	r.finish()
}

// cueAt adds the quotes that the cue at token i introduces, if it is one.
func (r *run) cueAt(i int) {
	switch t := &r.toks[i]; {
	case t.UPOS == "VERB" || r.inForm(i, morph.Finite) && t.UPOS != "AUX",
		r.hiddenVerb(i):
		r.verbAt(i)
	case t.UPOS == "NOUN":
		r.nounAt(i)
	case t.UPOS == "ADJ":
		r.adjAt(i)
	}
	if fs := r.a.preps[r.toks[i].Form]; fs != nil {
		r.prepAt(i, fs)
	}
	if fs := r.a.attitudes.preps[r.toks[i].Form]; fs != nil {
		r.paperAt(i, fs)
	}
}

// matches finds the further words of a frame after token i and returns the
// end of the cue. The words may stand up to three tokens apart.
func (r *run) matches(f *frame, i int) (end int, ok bool) {
	end = i + 1
	for _, w := range f.words[1:] {
		j := end
		for ; j < r.sent.End && j <= end+3; j++ {
			if r.lemma(j) == w {
				break
			}
		}
		if j >= r.sent.End || j > end+3 {
			return 0, false
		}
		end = j + 1
	}
	return end, true
}

// passiveOf reports whether the noun of a cue of two words is the subject of
// its passive: "the claim was dismissed by the army".
func (r *run) passiveOf(f *frame, v int) bool {
	if len(f.words) != 2 || !r.passive(v) || r.agent(v) < 0 {
		return false
	}
	s := r.child(v, "nsubj:pass")
	return s >= 0 && r.lemma(s) == f.words[1]
}

func (r *run) verbAt(v int) {
	if tocsin.RelIs(r.toks[v].Rel, "case", "fixed", "amod", "compound") {
		return
	}
	if r.directSpeech(v) || r.finalAside(v) || r.invertedAside(v) || r.behindColon(v) {
		return
	}
	frames := r.verbFrames(v)
	for k := range frames {
		f := &frames[k]
		end, ok := r.matches(f, v)
		if !ok && !r.passiveOf(f, v) {
			continue
		}
		for _, p := range f.content {
			head := r.verbContent(v, max(end, v+1), p)
			if head >= 0 && f.class == "deny" && p.slot == slotInf && r.hasMark(head, isDative) {
				continue // "se negó a salir" refuses
			}
			if head >= 0 && r.addVerb(f, v, max(end, v+1), head, p) {
				return
			}
		}
	}
	n := len(r.finds)
	r.bareSpeech(v)
	if len(r.finds) == n {
		r.bySurface(v)
	}
	if len(r.finds) == n {
		r.attitudeAt(v)
	}
}

// toldSince reports whether one of the finds from that index on tells
// something: attitudes do not.
func (r *run) toldSince(from int) bool {
	for k := from; k < len(r.finds); k++ {
		if !r.finds[k].stands() {
			return true
		}
	}
	return false
}

// addVerb adds the quote of verb v with the content that head heads.
func (r *run) addVerb(f *frame, v, end, head int, p place) bool {
	if p.slot == slotThat && head < v && r.inReg[head] < 0 && r.kin(v, isQuoting) {
		return false
	}
	src, relay := r.speaker(f, v)
	if src >= 0 && r.inReg[src] >= 0 && r.inReg[v] < 0 {
		src = r.speakerAfter(v) // “… that,” said a marcher
	}
	if src < 0 && r.a.named&dropsSubject != 0 && (p.slot == slotBack || head < v) {
		src = r.speakerAfter(v) // "…, dijo la ministra", taken for an object
	}
	drops := src < 0 && r.dropped(v)
	if drops {
		src = v
	}
	if src < 0 && !(r.impersonal(v) && (p.slot == slotThat || p.slot == slotInf) && !oneOf(f.class, "ask", "will", "order")) {
		return false
	}
	if len(f.words) == 1 && f.has(slotThat) && p.slot == slotThat && r.misread(v, src, head) {
		return false
	}
	if src >= 0 && (r.kin(src, isYou) || p.slot == slotObj && !r.canAssert(f, v, src)) {
		return false
	}
	fd := r.begin(f, v, r.cueSpan(f, v, end), head)
	fd.drops = drops
	fd.cites = len(f.source) > 0 && f.source[0].slot == slotObj
	if relay >= 0 {
		fd.q.Relay = r.phrase(relay)
		if h := r.toks[v].Head; h >= 0 && r.hasMark(v, isAs) {
			fd.q.CueLemma = r.lemma(h) + " as " + r.lemma(v)
		}
	}
	fd.q.Content = r.content(head, v, p)
	if len(fd.q.Content) == 0 {
		return false
	}
	if (r.negated(v) || r.deniedBySubject(src)) && !oneOf(f.stance, "ask", "order") {
		fd.q.Stance, fd.q.Manner = "doubt", "not "+fd.q.Manner
	}
	r.addSources(fd, src)
	return true
}

// dropped reports whether the language left the pronoun before verb v out:
// "Dijo que".
func (r *run) dropped(v int) bool {
	return r.a.named&dropsSubject != 0 && r.inForm(v, morph.Finite) && !r.passive(v) && r.nearestSubject(v) < 0
}

// speakerAfter is the nominal that follows an inverted cue, or -1.
func (r *run) speakerAfter(v int) int {
	for c := r.first[v]; c >= 0; c = r.next[c] {
		if i := int(c); i > v && r.is(i, "nsubj", "obj", "ccomp", "xcomp") && oneOf(r.toks[i].UPOS, "NOUN", "PROPN", "PRON") && r.inReg[i] < 0 {
			return i
		}
	}
	return -1
}

// cueSpan is the whole cue if its words stand together, else its verb: what
// stands between can be the content ("attributed the blast to …").
func (r *run) cueSpan(f *frame, v, end int) tocsin.Span {
	for i := v + 1; i < end; i++ {
		if !oneOf(r.toks[i].UPOS, "DET", "ADV", "ADJ", "ADP", "PART") && !oneOf(r.lemma(i), f.words...) {
			return tocsin.Span{Start: v, End: v + 1}
		}
	}
	return tocsin.Span{Start: v, End: end}
}

// canAssert guards the object slot: "the footage showed men" asserts, "the
// officer showed the map" does not.
func (r *run) canAssert(f *frame, v, src int) bool {
	if !r.kin(v, isShow) {
		return true
	}
	return r.kindOf(src) == tocsin.Document
}

// impersonal reports whether the cue names no speaker by its form: "it was
// reported", "he is said to".
func (r *run) impersonal(v int) bool {
	return r.passive(v) && !r.is(v, "acl", "amod")
}

// speaker returns the source of a verb cue and, for "quoted X as saying", the
// one who quotes; -1 for none.
func (r *run) speaker(f *frame, v int) (src, relay int) {
	if h := r.toks[v].Head; h >= 0 && r.is(v, "advcl:", "xcomp", "ccomp") && r.kin(h, isQuote) && r.hasMark(v, isAs) {
		if r.passive(h) {
			return r.child(h, "nsubj:pass"), r.agent(h)
		}
		o := r.child(h, "obj", "iobj")
		for c := r.first[h]; o < 0 && c >= 0; c = r.next[c] { // an object taken for an adverbial
			if i := int(c); i > h && i < v && r.is(i, "obl") && r.child(i, "case") < 0 {
				o = i
			}
		}
		return o, r.subject(h)
	}
	if len(f.source) > 0 && f.source[0].slot == slotObj { // citing officials
		if o := r.child(v, "obj"); o >= 0 && r.inForm(v, morph.Gerund) && (r.kindWord(o) != "" || r.toks[o].UPOS == "PROPN") {
			return o, r.subject(v)
		}
		return -1, -1
	}
	if o := r.child(v, "obj"); o > v && f.has(slotThat) && r.child(v, "nsubj") < 0 && r.child(v, "ccomp") >= 0 && r.child(v, "ccomp") < v && !r.passive(v) {
		return o, -1 // "…, said the army": the subject taken for an object
	}
	src = r.subject(v)
	if src >= 0 && r.is(src, "obj") {
		if h := r.toks[src].Head; h >= 0 && r.kin(h, isQuote) {
			return src, r.subject(h)
		}
	}
	return src, -1
}

// begin starts a find.
func (r *run) begin(f *frame, cue int, span tocsin.Span, head int) find {
	return find{class: f.class, cue: cue, head: head, q: tocsin.Quote{
		Head: -1, Party: -1, SaidOn: -1, Outer: -1, Holder: tocsin.Unnamed,
		Cue: span, CueLemma: strings.Join(f.words, " "), Stance: f.stance, Manner: manners[f.class],
	}}
}

// addSources adds the find once for each conjunct of the source: each is a
// holder of its own.
func (r *run) addSources(fd find, src int) {
	if src < 0 {
		r.finds = append(r.finds, fd)
		return
	}
	src = r.author(src)
	r.addSource(fd, src)
	if r.singular(fd.cue) {
		return
	}
	for c := r.first[src]; c >= 0; c = r.next[c] {
		if r.is(int(c), "conj") && oneOf(r.toks[c].UPOS, "NOUN", "PROPN", "PRON") {
			r.addSource(fd, r.author(int(c)))
		}
	}
}

// singular reports whether verb v agrees with one speaker: whatever the tree
// joins to him is no second one.
func (r *run) singular(v int) bool {
	for i := v; i >= 0; i = r.childAfter(v, i, "aux", "aux:pass") {
		if r.toks[i].XPOS == "VBZ" {
			return true
		}
	}
	return false
}

// childAfter is the first dependent of v with one of the relations, after the one
// at token i; the first of all if i is v itself. -1 without one.
func (r *run) childAfter(v, i int, rels ...string) int {
	for c := r.first[v]; c >= 0; c = r.next[c] {
		if (i == v || int(c) > i) && r.is(int(c), rels...) {
			return int(c)
		}
	}
	return -1
}

func (r *run) addSource(fd find, src int) {
	fd.q.Head, fd.q.Source, fd.q.Holder = src, r.described(src, fd.q.Cue, fd.q.Content), r.kindOf(src)
	if src == fd.q.Cue.Start { // "reports of an attack" speak for themselves
		fd.q.Source = fd.q.Cue
	}
	r.finds = append(r.finds, fd)
}

// author looks through a noun that only carries words to the one who wrote
// them: "reports from the ministry".
func (r *run) author(src int) int {
	if !r.kin(src, isCarrier) {
		return src
	}
	if from := r.markedKin(src, isFrom, "nmod", "obl"); from >= 0 && (r.toks[from].UPOS == "PROPN" || r.kindOf(from) == tocsin.Government) {
		return from
	}
	return src
}

// prepAt reads "according to X", "in the words of X", "by X's count".
func (r *run) prepAt(i int, fs []frame) {
	for k := range fs {
		f := &fs[k]
		end, ok := r.matches(f, i)
		if !ok || len(f.source) == 0 {
			continue
		}
		src, at := r.prepSource(f, i, end)
		if src < 0 {
			continue
		}
		head := r.toks[at].Head
		if head < 0 {
			continue
		}
		head = r.wholeClause(r.clauseOf(head), at)
		fd := r.begin(f, at, tocsin.Span{Start: i, End: end}, head)
		fd.q.Content = r.content(head, at, place{slot: slotBack})
		if f.source[0].slot == slotPoss {
			fd.q.Cue = tocsin.Span{Start: end - 1, End: end}
		}
		if len(fd.q.Content) > 0 {
			r.addSources(fd, src)
		}
		return
	}
}

// wholeClause climbs from the clause that a phrase at the end or the start of
// a sentence hangs on to the main clause, which it is about: "… since talks
// began, according to X". It stops at a semicolon, and at
// reported speech unless a comma parts them.
func (r *run) wholeClause(head, at int) int {
	p := r.reach(at)
	outer := p.Start == r.sent.Start || p.End >= r.sent.End-1
	for n := 0; outer && n < 10; n++ {
		h := r.toks[head].Head
		if h < 0 || !r.is(head, "advcl:", "acl:", "conj", "xcomp") && !(r.is(head, "ccomp") && h < at && r.before(at) == ",") || r.before(head) == ";" {
			break
		}
		head = r.clauseOf(h)
	}
	return head
}

// prepSource returns the source of a prepositional cue at [i, end) and the
// token by which the phrase hangs on the clause.
func (r *run) prepSource(f *frame, i, end int) (src, at int) {
	last := end - 1
	if f.source[0].slot == slotPoss {
		if r.toks[i].Head != last {
			return -1, -1
		}
		return r.child(last, "nmod:poss"), last
	}
	if len(f.words) > 2 { // in the words of X: X hangs on the noun
		noun := end - 2
		if of := r.toks[last].Head; of >= 0 && (r.toks[of].Head == noun || r.toks[of].Head == r.toks[noun].Head && of > last) {
			return of, noun
		}
		return -1, -1
	}
	if h := r.toks[i].Head; r.is(i, "case") && h > i {
		if r.kin(i, isRate) && r.toks[h].UPOS != "PROPN" && r.kindWord(h) == "" {
			return -1, -1 // per day
		}
		return h, h
	}
	if o := r.child(i, "obl", "obj"); o >= 0 && r.toks[i].UPOS == "VERB" && len(f.words) > 1 {
		return o, i
	}
	return -1, -1
}
