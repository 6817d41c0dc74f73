package attribution

import (
	"strings"

	"tocsin"
)

// attitude is the class of cues by which somebody takes a stand without
// telling that anything happened: "backs the plan", "is wary of a deal". What
// they are about stays in the narrator's voice, so their stance is "ask".
const attitude = "hold"

// seeming is the class of cues of nobody in particular: "seems to work".
const seeming = "seem"

// attitudeAt adds the attitude that verb v expresses, if no quote is there yet.
func (r *run) attitudeAt(v int) {
	frames := r.framesIn(&r.a.attitudes, v)
	for k := range frames {
		f := &frames[k]
		end, ok := r.matches(f, v)
		if !ok {
			continue
		}
		for _, p := range f.content {
			if head := r.attitudeHead(f, v, end, p); head >= 0 && r.addAttitude(f, v, end, head) {
				return
			}
		}
	}
}

// attitudeHead returns what heads the content of an attitude verb in place p.
func (r *run) attitudeHead(f *frame, v, end int, p place) int {
	switch {
	case f.class == seeming:
		return r.seemingHead(f, v, p)
	case p.slot != slotObj:
		return r.verbContent(v, end, p)
	case !r.passive(v):
		for c := r.first[v]; c >= 0; c = r.next[c] {
			if i := int(c); i > v && r.is(i, "obj", "iobj", "ccomp", "xcomp") {
				return i // what he calls so can be the subject of a clause
			}
		}
		return r.relativeObject(v)
	case r.is(v, "acl"):
		if r.agent(v) < 0 {
			return -1
		}
		return r.toks[v].Head
	}
	return r.child(v, "nsubj:pass")
}

// relativeObject is what a relative clause leaves out after its verb v: the
// pronoun of "which he opposed", the noun of "the plan he opposed"; -1 for none.
func (r *run) relativeObject(v int) int {
	if o := r.child(v, "obj"); o >= 0 && r.kin(o, isRelObj) {
		return o
	}
	if r.is(v, "acl:relcl") && r.child(v, "nsubj") >= 0 && r.child(v, "obj") < 0 && !r.kin(r.child(v, "nsubj"), isWho) {
		return r.toks[v].Head
	}
	return -1
}

// seemingHead returns what seems so: the subject of "seems to", the subject or
// the noun of a passive ("is known as", "a man called").
func (r *run) seemingHead(f *frame, v int, p place) int {
	if r.kin(v, isSeem) {
		return r.child(v, "nsubj", "nsubj:pass", "csubj")
	}
	if !r.passive(v) || r.agent(v) >= 0 || p.slot == slotPrep && r.marked(v, p.prep, "obl:", "advcl", "xcomp") < 0 {
		return -1
	}
	if r.is(v, "acl") {
		return r.toks[v].Head
	}
	return r.child(v, "nsubj:pass")
}

func (r *run) addAttitude(f *frame, v, end, head int) bool {
	src := -1
	if f.class == attitude {
		if src = r.subject(v); src >= 0 && r.child(v, "nsubj") >= 0 && r.kin(r.child(v, "nsubj"), isWho) {
			src = r.child(v, "nsubj") // the one who wants is close by
		}
		if src >= 0 && (!r.minded(src) || src == head || r.kin(src, isYou)) || src < 0 && !r.passive(v) {
			return false
		}
		if r.kin(v, isQuote) && r.markedKin(v, isAs, "advcl", "xcomp", "ccomp") >= 0 {
			return false // as saying
		}
		if r.kin(v, isBlow) && r.fights(src) {
			return false
		}
	}
	fd := r.begin(f, v, r.cueSpan(f, v, end), head)
	if r.collectAttitude(f, v, head, src); f.class == seeming && !r.markedAfter(v) {
		r.take()
		return false
	}
	if fd.q.Content = r.take(); len(fd.q.Content) == 0 {
		return false
	}
	r.addSources(fd, src)
	return true
}

// collectAttitude marks all that the attitude is about: its head and what
// else the verb governs after it, without times and circumstances.
func (r *run) collectAttitude(f *frame, v, head, src int) {
	if r.is(v, "acl") && r.toks[v].Head == head {
		p := r.phrase(head)
		for i := p.Start; i < min(p.End, v); i++ {
			r.mark[i] = true
		}
		if f.class != seeming {
			return
		}
	} else {
		r.collect(head, head, v, r.sent.Len())
	}
	for c := r.first[v]; c >= 0; c = r.next[c] {
		if i := int(c); i > v && i != head && i != src && r.belongs(i, v) {
			r.collect(i, i, v, r.sent.Len())
		}
	}
}

// belongs reports whether dependent i of an attitude verb is part of what the
// attitude is about.
func (r *run) belongs(i, v int) bool {
	switch {
	case r.is(i, "obj", "iobj", "xcomp", "ccomp"):
		return true
	case r.is(i, "advcl:"):
		return r.before(i) != "," && !r.hasMark(i, isAround)
	case r.is(i, "obl", "obl:arg"):
		return r.before(i) != "," && !r.timed(i) && r.hasMark(i, isAbout)
	}
	return false
}

// timed reports whether token i is in a time phrase.
func (r *run) timed(i int) bool {
	for k := range r.doc.Times {
		if w := &r.doc.Times[k]; w.Contains(i) {
			return true
		}
	}
	return false
}

// markedAfter reports whether something after v is marked as content.
func (r *run) markedAfter(v int) bool {
	for i := v + 1; i < r.sent.End; i++ {
		if r.mark[i] {
			return true
		}
	}
	return false
}

// paperAt reads "In a poll last week, most voters …": the paper at the head of
// a sentence tells the rest of it.
func (r *run) paperAt(i int, frames []frame) {
	h := r.toks[i].Head
	if !r.is(i, "case") || h < i || i > r.sent.Start+1 || r.toks[h].Head < 0 || !r.is(h, "obl:") {
		return
	}
	for k := range frames {
		f := &frames[k]
		if len(f.words) != 2 || f.words[1] != r.lemma(h) {
			continue
		}
		head := r.clauseOf(r.toks[h].Head)
		fd := r.begin(f, h, tocsin.Span{Start: i, End: i + 1}, head)
		if fd.q.Content = r.content(head, h, place{slot: slotBack}); len(fd.q.Content) > 0 {
			r.addSource(fd, h)
		}
		return
	}
}

// minded reports whether a nominal can have an attitude: a name, a pronoun, or
// a noun for people, bodies and papers.
func (r *run) minded(src int) bool {
	t := &r.toks[src]
	switch t.UPOS {
	case "PROPN":
		return true
	case "PRON":
		return !r.kin(src, isThing)
	}
	lemma := r.lemma(src)
	return r.kindWord(src) != "" || r.kin(src, isMind) || r.entity(src) != "" || t.UPOS != "NOUN" || r.a.agentive(lemma)
}

// agentive reports whether a noun is built like those for people who do
// something: "voter", "senator", "moralist".
func (a *Annotator) agentive(lemma string) bool {
	for _, end := range a.endings {
		if len(lemma) > len(end)+2 && strings.HasSuffix(lemma, end) {
			return true
		}
	}
	return false
}

// fights reports whether the nominal stands for those who strike with arms
// rather than with words: forces, weapons, states.
func (r *run) fights(src int) bool {
	return src >= 0 && (r.kin(src, isFighter) || r.entity(src) == "LOC" || r.place(src))
}
