package attribution

import (
	"tocsin"
	"tocsin/internal/morph"
)

// bySurface reads a cue whose content the tree does not give, as happens with
// long sentences: ", X said." after the content, "X said that …" before it.
func (r *run) bySurface(v int) {
	if r.inReg[v] >= 0 || !r.inForm(v, morph.Finite|morph.Participle|morph.Gerund|morph.Any) {
		return
	}
	frames := r.verbFrames(v)
	for k := range frames {
		f := &frames[k]
		if len(f.words) > 1 || !f.has(slotThat) || oneOf(f.class, "ask", "will", "order", "accuse", "doubt") {
			continue
		}
		src, parts := r.asideParts(v)
		if h := r.toks[v].Head; h >= 0 && r.kin(h, isQuote) && r.hasMark(v, isAs) {
			_, parts = r.asideParts(h) // "…, the agency quoted him as saying"
			src, _ = r.speaker(f, v)
		}
		if src < 0 || len(parts) == 0 {
			src, parts = r.rightParts(f, v)
		}
		if src < 0 || len(parts) == 0 || r.kin(src, isYou) || r.kin(v, isQuoting) && r.inReg[parts[0].End-1] < 0 && parts[0].Start < v {
			continue
		}
		for _, p := range parts {
			for i := p.Start; i < p.End; i++ {
				r.mark[i] = true
			}
		}
		fd := r.begin(f, v, tocsin.Span{Start: v, End: v + 1}, r.topOf(parts[0]))
		if _, relay := r.speaker(f, v); relay >= 0 {
			fd.q.Relay = r.phrase(relay)
		}
		fd.q.Content = r.take()
		if len(fd.q.Content) > 0 {
			r.addSources(fd, src)
		}
		return
	}
}

// headline reports whether the clipped words before "…, says army" are a
// headline: no full stop ends it and the cue is in the present.
func (r *run) headline(v int, left tocsin.Span) bool {
	return left.Len() >= 3 && r.inForm(v, morph.Present) && r.toks[r.sent.End-1].UPOS != "PUNCT"
}

// finalAside reads "X believes that …, Y said." where the tree takes the aside
// for a part of what X believes: a comma, a speaker and a cue with nothing to
// say after it tell the whole sentence before them.
func (r *run) finalAside(v int) bool {
	f := r.spokenFrame(v)
	if f == nil || r.inReg[v] >= 0 || !r.inForm(v, morph.Finite) || oneOf(f.class, "ask", "will", "accuse", "doubt") || r.kin(v, isQuoting) {
		return false
	}
	src, start := r.nominalBefore(v)
	if src < 0 || start <= r.sent.Start+2 || r.toks[start-1].Form != "," || r.toks[start].UPOS == "CCONJ" {
		return false
	}
	top := v
	for r.toks[top].Head >= 0 {
		top = r.toks[top].Head
	}
	if top >= start || len(r.verbFrames(top)) == 0 || r.nearestSubject(top) < 0 || r.inReg[top] >= 0 || !r.endsWith(v) {
		return false
	}
	fd := r.begin(f, v, tocsin.Span{Start: v, End: v + 1}, top)
	fd.aside = true
	fd.q.Content = []tocsin.Span{{Start: r.sent.Start, End: start - 1}}
	r.addSources(fd, src)
	return true
}

// endsWith reports whether nothing but circumstances of verb v stands between
// it and the end of the sentence.
func (r *run) endsWith(v int) bool {
	for i := v + 1; i < r.sent.End; i++ {
		if r.inReg[i] >= 0 || r.inForm(i, morph.Finite|morph.Modal) || r.kin(i, isThat) {
			return false
		}
	}
	return r.child(v, "obj", "xcomp") < 0 || r.addresses(v)
}

// goesOnAt reports whether a verb that goes on with the subject before an aside
// stands at token i; the tagger may take it for a participle.
func (r *run) goesOnAt(i int) bool {
	return r.finiteAt(i) || i < r.sent.End && r.inForm(i, morph.Participle)
}

// frontedBefore reports whether only a phrase stands before an aside whose
// commas part it from the clause that it tells: "In some cases, envoys say, …".
func (r *run) frontedBefore(v, end int) bool {
	if end != v+1 || end >= r.sent.End || r.toks[end].Form != "," || !r.inForm(v, morph.Finite) || r.child(v, "mark", "obj") >= 0 {
		return false
	}
	for i := end + 1; i < r.sent.End; i++ {
		if r.inForm(i, morph.Finite|morph.Modal) {
			return true
		}
	}
	return false
}

// topOf is the token of the span by which it hangs on the rest.
func (r *run) topOf(s tocsin.Span) int {
	for i := s.Start; i < s.End; i++ {
		if !s.Contains(r.toks[i].Head) && r.toks[i].UPOS != "PUNCT" {
			return i
		}
	}
	return s.Start
}

// asideParts reads "…, X said[, …]" and "…, said X": the source and the parts
// of the sentence on both sides.
func (r *run) asideParts(v int) (src int, parts []tocsin.Span) {
	if s, _, _ := r.strictAside(v); s < 0 && r.child(v, "obj", "xcomp") > v && !r.inForm(v, morph.Gerund) && !r.addresses(v) && !r.kin(v, isQuote) && r.nearestSubject(v) >= 0 {
		return -1, nil
	}
	src, start, end := r.strictAside(v)
	if src < 0 {
		src, start, end = r.asideSource(v)
	}
	if src < 0 || start-1 <= r.sent.Start || !r.breaks(start-1) {
		return -1, nil
	}
	left := tocsin.Span{Start: r.sent.Start, End: start - 1}
	if r.kin(v, isQuoting) && r.inReg[max(start-2, left.Start)] < 0 {
		return -1, nil
	}
	if !r.hasClause(left) && r.inReg[min(left.Start+1, left.End)] < 0 && !r.goesOnAt(end+1) && !r.frontedBefore(v, end) && !r.headline(v, left) {
		return -1, nil
	}
	parts = append(parts, left)
	for end < r.sent.End && r.toks[end].Form != "," && r.toks[end].Form != ";" {
		if oneOf(r.toks[end].UPOS, "VERB", "AUX") && !r.under(v, end) {
			return -1, nil // the cue has something to say after it
		}
		end++
	}
	if right := (tocsin.Span{Start: end + 1, End: r.sent.End}); right.Len() > 2 && r.toks[end].Form == "," && r.goesOn(right) {
		parts = append(parts, right)
	}
	return src, parts
}

// strictAside reads ", X said," and ", said X," and both at the end of a
// sentence by words and commas alone: the speaker, the first token of the
// aside, and the token after it; -1 if there is none.
func (r *run) strictAside(v int) (src, start, end int) {
	if v <= r.sent.Start+1 || v+1 >= r.sent.End || r.inReg[v] >= 0 || !r.inForm(v, morph.Finite) {
		return -1, 0, 0
	}
	if r.breaks(v-1) && r.nominalWord(v+1) && r.toks[v+1].UPOS != "PART" {
		src, stop := r.speakerAfterCue(v)
		if src >= 0 && r.inReg[src] < 0 && (stop >= r.sent.End || !oneOf(r.toks[stop].UPOS, "VERB", "AUX")) {
			return src, v, r.asideEnd(src, v)
		}
		return -1, 0, 0
	}
	src, start = r.nominalBefore(v)
	if src < 0 || start <= r.sent.Start+1 || !oneOf(r.toks[v+1].Form, ",", ".") {
		return -1, 0, 0
	}
	return src, start, v + 1
}

// asideEnd is the comma that ends ", said X, a driver," before the clause goes
// on, or the end of the sentence.
func (r *run) asideEnd(src, v int) int {
	for i := src; i < r.sent.End; i++ {
		if r.toks[i].Form == "," && (r.finiteAt(i+1) || oneOf(r.toks[i+1].UPOS, "CCONJ", "SCONJ")) {
			return i
		}
	}
	return r.sent.End
}

// finiteAt reports whether token i is a finite verb or auxiliary.
func (r *run) finiteAt(i int) bool {
	return i < r.sent.End && r.inForm(i, morph.Finite|morph.Modal)
}

// misread reports whether the commas show an aside of saying while the tree
// makes somebody else its speaker, or takes the words around it for content.
func (r *run) misread(v, src, head int) bool {
	s, start, end := r.strictAside(v)
	if s < 0 || start-1 <= r.sent.Start || !r.hasClause(tocsin.Span{Start: r.sent.Start, End: start}) && !r.finiteAt(end+1) {
		return false
	}
	return src < start || src >= end || head >= start && head < end || head > v && start == v
}

// addresses reports whether the object of v is who hears, not what is said.
func (r *run) addresses(v int) bool {
	return r.kin(v, isAddress)
}

// asideSource returns the source beside v with the first token of the aside
// and the token after it.
func (r *run) asideSource(v int) (src, start, end int) {
	if s := r.nearestSubject(v); s >= 0 && s < v {
		if p := r.phrase(s); p.Start > r.sent.Start && r.breaks(p.Start-1) {
			return s, p.Start, v + 1
		}
	}
	if v > r.sent.Start && r.breaks(v-1) && r.inForm(v, morph.Finite) && r.nearestSubject(v) < 0 {
		for c := r.first[v]; c >= 0; c = r.next[c] { // said the army
			if i := int(c); i > v && r.is(i, "nsubj", "obj", "xcomp") && oneOf(r.toks[i].UPOS, "NOUN", "PROPN", "PRON") {
				return i, v, r.phrase(i).End
			}
		}
	}
	if s, start := r.nominalBefore(v); s >= 0 {
		return s, start, v + 1
	}
	return -1, 0, 0
}

// nominalBefore reads the words between the last break and finite verb v as
// its subject if there is nothing verbal in them; an apposition between two
// commas may stand last.
func (r *run) nominalBefore(v int) (head, start int) {
	if v == r.sent.Start || !r.inForm(v, morph.Finite) {
		return -1, 0
	}
	end := v
	if r.toks[v-1].Form == "," {
		end = v - 1
		for end--; end > r.sent.Start && r.toks[end].Form != ","; end-- {
		}
	}
	for start = end - 1; start > r.sent.Start && start > v-20; start-- {
		t := &r.toks[start]
		if r.breaks(start) {
			break
		}
		if !oneOf(t.UPOS, "DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "CCONJ", "PART", "PRON") || t.UPOS == "PRON" && t.XPOS != "PRP$" && start+1 < end {
			return -1, 0
		}
	}
	start++
	for i := start; i < end; i++ {
		h := r.toks[i].Head
		if oneOf(r.toks[i].UPOS, "NOUN", "PROPN", "PRON") && (h < start || h >= v) && r.child(i, "case") < 0 {
			return i, start
		}
	}
	return -1, 0
}

// breaks reports whether a token can end what stands before an aside.
func (r *run) breaks(i int) bool {
	return r.toks[i].Form == "," || side(r.doc.Text, &r.toks[i]) != noMark || oneOf(r.toks[i].Form, "—", "–", "--", "?", "!")
}

// goesOn reports whether the words after an aside go on with what stood
// before it, and are no clause of their own.
func (r *run) goesOn(s tocsin.Span) bool {
	t := &r.toks[s.Start]
	if r.inForm(s.Start, morph.Gerund) || oneOf(t.UPOS, "SCONJ", "PRON") && r.kin(s.Start, isOpener) {
		return false
	}
	if t.UPOS != "CCONJ" {
		return true
	}
	for i := s.Start + 1; i < s.End; i++ {
		if r.inForm(i, morph.Finite|morph.Modal) {
			return true // and was left outside
		}
		if r.is(i, "nsubj", "nsubj:pass") {
			return false
		}
	}
	return true
}

// rightParts reads "X said that …" and "saying …" where the tree has no
// complement: all that follows to the end of the sentence or a semicolon.
func (r *run) rightParts(f *frame, v int) (src int, parts []tocsin.Span) {
	from := -1
	for j := v + 1; j < r.sent.End && j <= v+14 && (r.toks[j].UPOS != "VERB" || r.toks[j-1].Form == "," && r.inForm(j, morph.Gerund)) && r.inReg[j] < 0; j++ {
		if r.kin(j, isThat) && (r.toks[j].UPOS == "SCONJ" || oneOf(r.toks[j].XPOS, "IN", "WDT", "")) {
			from = j
			break
		}
	}
	if from < 0 && r.a.words[f.words[0]].kin&isBare != 0 && v+1 < r.sent.End && !oneOf(r.toks[v+1].UPOS, "PUNCT", "ADP", "SCONJ", "VERB") {
		from = v + 1
	}
	if from < 0 {
		return -1, nil
	}
	end := from
	for end < r.sent.End && r.toks[end].Form != ";" {
		end++
	}
	s := tocsin.Span{Start: from, End: end}
	if !r.hasClause(s) && (from != v+1 || s.Len() < 5) {
		return -1, nil
	}
	src, _ = r.speaker(f, v)
	return src, []tocsin.Span{s}
}

// resumed returns the speaker whose words end where verb v goes on with him,
// though the tree puts v into what he says; -1 if v does not.
func (r *run) resumed(v int) int {
	for k := len(r.finds) - 1; k >= 0 && r.finds[k].cue >= r.sent.Start; k-- {
		f := &r.finds[k]
		if f.head < 0 || f.cue >= v || f.head >= v || f.q.Head < 0 || !r.under(f.head, v) {
			continue
		}
		for t, n := v, 0; n < 3 && t >= 0 && t != f.head; t, n = r.toks[t].Head, n+1 {
			if r.resumes(t, f.head, f.cue) {
				return f.q.Head
			}
		}
	}
	return -1
}

// nearestSubject is the subject of v that stands next to it: where a name
// fell apart, its last word; -1 for none.
func (r *run) nearestSubject(v int) int {
	best := -1
	for c := r.first[v]; c >= 0; c = r.next[c] {
		i := int(c)
		if !r.is(i, "nsubj", "nsubj:outer") && !(r.is(i, "nsubj:pass") && r.active(v)) && !(r.is(i, "expl") && r.kin(i, isIt) && i < v && r.active(v) && r.child(v, "ccomp") > v && len(r.verbFrames(v)) > 0) || r.toks[i].UPOS == "VERB" || best >= 0 && i > v {
			continue
		}
		if best >= 0 && r.child(best, "nmod") >= 0 && r.reach(best).End == i {
			continue // "an aide to President" "Uribe": the name ends the first part
		}
		best = i
	}
	return best
}

// looseSubject finds a subject that the tree took for an adverbial or, with
// the verb, for a compound: a bare noun right before a finite verb.
func (r *run) looseSubject(v int) int {
	if s := r.topicSubject(v); s >= 0 {
		return s
	}
	s := v - 1
	if s < r.sent.Start || !r.inForm(v, morph.Finite) && !r.hiddenVerb(v) || !oneOf(r.toks[s].UPOS, "NOUN", "PROPN", "PRON") {
		return -1
	}
	if r.toks[s].Head == v && r.is(s, "obl", "obj", "dep", "advmod", "compound") && (r.child(s, "case") < 0 || r.afterTime(s)) {
		return s
	}
	return -1
}

// topicSubject finds a subject that a long phrase parted from its verb, so that
// the tree hangs the verb on it: "Two envoys, both there on Monday, say …".
func (r *run) topicSubject(v int) int {
	h := r.toks[v].Head
	if h < 0 || h > v || !r.is(v, "parataxis") || r.toks[v-1].UPOS != "PUNCT" && r.toks[v-1].UPOS != "AUX" || !r.inForm(v, morph.Finite) && r.child(v, "aux") < 0 || len(r.verbFrames(v)) == 0 {
		return -1
	}
	if !oneOf(r.toks[h].UPOS, "NOUN", "PROPN", "PRON") || r.toks[h].Head >= 0 || r.child(h, "cop", "nsubj", "nsubj:pass") >= 0 {
		return -1
	}
	return h
}

// afterTime reports whether a time phrase ends right before token i, so that
// a preposition before it is not that of i: "On Friday Oslo".
func (r *run) afterTime(i int) bool {
	for k := range r.doc.Times {
		if r.doc.Times[k].End == i {
			return true
		}
	}
	return false
}
