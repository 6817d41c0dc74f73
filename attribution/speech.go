package attribution

import (
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/morph"
)

// speeches gives every stretch of direct speech to the quote that introduces
// it, and lets speech that fills whole sentences go on with its speaker.
func (r *run) speeches() {
	r.claimRegions()
	for k := range r.regs {
		reg := &r.regs[k]
		if reg.owner < 0 && reg.chain != k && r.regs[reg.chain].owner >= 0 {
			r.give(k, r.regs[reg.chain].owner)
		}
		if reg.owner < 0 && r.spoken(reg.Span) {
			r.findSpeaker(k)
		}
	}
	for k := len(r.regs) - 1; k >= 0; k-- { // a chain whose speaker stands at its end
		if first := r.regs[k].chain; first != k && r.regs[k].owner >= 0 {
			for j := first; j < k; j++ {
				if r.regs[j].chain == first && r.regs[j].owner < 0 {
					r.give(j, r.regs[k].owner)
				}
			}
		}
	}
}

// claimRegions lets each quote own the region that holds the head of its
// content while its cue stands outside.
func (r *run) claimRegions() {
	for q := range r.finds {
		f := &r.finds[q]
		if f.head < 0 || r.inReg[f.head] < 0 || r.inReg[f.head] == r.inReg[f.cue] {
			continue
		}
		if k := int(r.inReg[f.head]); r.regs[k].owner < 0 {
			r.give(k, q)
		}
	}
	for q := range r.finds { // conjoined sources share the speech
		f := &r.finds[q]
		if f.head >= 0 && r.inReg[f.head] >= 0 {
			if o := r.regs[r.inReg[f.head]].owner; o >= 0 && o != q && r.finds[o].cue == f.cue {
				f.q.Content = r.finds[o].q.Content
			}
		}
	}
}

// give adds region k to the content of quote q.
func (r *run) give(k, q int) {
	r.regs[k].owner = q
	s := r.trim(r.regs[k].Span)
	if s.IsZero() {
		return
	}
	parts := append([]tocsin.Span{}, r.finds[q].q.Content...)
	parts = append(parts, s)
	slices.SortFunc(parts, func(a, b tocsin.Span) int { return a.Start - b.Start })
	merged := parts[:1]
	for _, p := range parts[1:] {
		last := &merged[len(merged)-1]
		if p.Start <= last.End {
			last.End = max(last.End, p.End)
			continue
		}
		merged = append(merged, p)
	}
	r.finds[q].q.Content = merged
}

// trim takes commas off the end of a span.
func (r *run) trim(s tocsin.Span) tocsin.Span {
	for s.End > s.Start && r.toks[s.End-1].Form == "," {
		s.End--
	}
	return s
}

// spoken tells speech from quoted words: it has a finite verb or is a command.
func (r *run) spoken(s tocsin.Span) bool {
	for i := s.Start; i < s.End && s.Len() >= 4; i++ {
		if t := &r.toks[i]; t.UPOS == "AUX" || r.inForm(i, morph.Finite) || r.inForm(i, morph.Any) && t.UPOS == "VERB" || i <= s.Start+1 && r.inForm(i, morph.Infinitive) {
			return true
		}
	}
	return false
}

// findSpeaker looks for the speaker of a region that no syntax claimed: a cue
// in the same sentence, a colon before it, or the speech that it goes on with.
func (r *run) findSpeaker(k int) {
	reg := &r.regs[k]
	si := r.doc.SentOf(reg.Start)
	if si < 0 {
		return
	}
	last := r.doc.SentOf(reg.End - 1)
	for _, s := range []int{last, si} {
		r.sent = r.doc.Sents[s]
		if r.strayCue(k) {
			return
		}
	}
	if next := last + 1; next < len(r.doc.Sents) && reg.End >= r.doc.Sents[last].End-1 && !r.paras[next] && r.doc.Sents[next].Len() <= 15 {
		r.sent = r.doc.Sents[next] // "Out!" the crowd shouted.
		if r.lone(next) && r.strayCue(k) {
			return
		}
	}
	r.sent = r.doc.Sents[si]
	if r.colonInside(k) || !r.fillsSentence(si, reg.Span) {
		return
	}
	if si > 0 && r.colonBefore(k, si) {
		return
	}
	if o := r.lastOwner(k, si); o >= 0 {
		r.give(k, o)
	}
}

// lone reports whether the sentence opens with a cue that has nothing to say:
// its content ended with a mark that also ends sentences.
func (r *run) lone(si int) bool {
	s := r.doc.Sents[si]
	for v := s.Start; v < min(s.Start+8, s.End); v++ {
		if r.inReg[v] >= 0 {
			return false
		}
		if r.toks[v].UPOS == "VERB" {
			return r.toks[v].Head < 0 && r.quoteAt(v) < 0 && r.spokenFrame(v) != nil
		}
	}
	return false
}

// strayCue looks in r.sent for a verb of saying outside quotation marks next
// to region k with a speaker of its own: the nearest one.
func (r *run) strayCue(k int) bool {
	reg := r.regs[k].Span
	best, far, src := -1, 13, -1
	for v := r.sent.Start; v < r.sent.End; v++ {
		gap := max(reg.Start-v, v-reg.End)
		if r.inReg[v] >= 0 || r.toks[v].UPOS != "VERB" || gap >= far || r.spokenFrame(v) == nil {
			continue
		}
		if q := r.quoteAt(v); q >= 0 && r.finds[q].head > reg.End {
			continue
		}
		s := r.subject(v)
		if s < 0 || r.inReg[s] >= 0 {
			s = r.speakerAfter(v)
		}
		if s >= 0 {
			best, far, src = v, gap, s
		}
	}
	if best < 0 {
		return false
	}
	q := r.quoteAt(best)
	if q < 0 {
		q = len(r.finds)
		r.addSources(r.begin(r.spokenFrame(best), best, tocsin.Span{Start: best, End: best + 1}, -1), src)
	}
	r.give(k, q)
	return true
}

// spokenFrame returns the frame by which verb v introduces direct speech, or
// nil.
func (r *run) spokenFrame(v int) *frame {
	fs := r.verbFrames(v)
	for j := range fs {
		if f := &fs[j]; len(f.words) == 1 && f.has(slotThat) && !oneOf(f.class, "order", "know") {
			return f
		}
	}
	return nil
}

func (r *run) quoteAt(cue int) int {
	for q := range r.finds {
		if r.finds[q].cue == cue {
			return q
		}
	}
	return -1
}

// fillsSentence reports whether the sentence has no word outside the region.
func (r *run) fillsSentence(si int, reg tocsin.Span) bool {
	s := r.doc.Sents[si]
	for i := s.Start; i < s.End; i++ {
		if r.inReg[i] < 0 && r.toks[i].UPOS != "PUNCT" {
			return false
		}
	}
	return true
}

// colonInside reads "The envoy hit back at critics: “…”" where the cue is any
// verb: the last one before the colon that has a subject.
func (r *run) colonInside(k int) bool {
	at := r.regs[k].Start - 2
	if at < r.sent.Start || r.toks[at].Form != ":" {
		return false
	}
	for v := at - 1; v >= r.sent.Start && r.inReg[v] < 0; v-- {
		if r.toks[v].UPOS != "VERB" || !r.finite(v) {
			continue
		}
		src := r.subject(v)
		if src < 0 || r.inReg[src] >= 0 {
			return false
		}
		f := frame{words: []string{r.lemma(v)}, class: "say", stance: "assert"}
		n := len(r.finds)
		r.addSources(r.begin(&f, v, tocsin.Span{Start: v, End: v + 1}, -1), src)
		r.give(k, n)
		return true
	}
	return false
}

// colonBefore reads "The envoy was blunt:" before a quotation that starts the
// next sentence or paragraph.
func (r *run) colonBefore(k, si int) bool {
	prev := r.doc.Sents[si-1]
	if prev.IsZero() || r.toks[prev.End-1].Form != ":" {
		return false
	}
	r.sent = prev
	for v := prev.Start; v < prev.End; v++ {
		src := -1
		if r.toks[v].Head < 0 {
			src = r.subject(v)
		}
		if src < 0 || r.inReg[v] >= 0 {
			continue
		}
		f := frame{words: []string{r.lemma(v)}, class: "say", stance: "assert"}
		n := len(r.finds)
		r.addSources(r.begin(&f, v, tocsin.Span{Start: v, End: v + 1}, -1), src)
		r.give(k, n)
		return true
	}
	return false
}

// lastOwner returns the quote that a speech filling sentence si goes on with:
// the last one spoken in the same paragraph or at the end of the one before.
func (r *run) lastOwner(k, si int) int {
	paras := 0
	if r.paras[si] {
		paras++
	}
	for j := k - 1; j >= 0; j-- {
		if r.regs[j].owner < 0 || !r.spoken(r.regs[j].Span) && r.regs[j].Len() < 3 {
			continue
		}
		for s := r.doc.SentOf(r.regs[j].Start) + 1; s < si; s++ {
			if r.paras[s] {
				paras++
			}
		}
		if paras <= 1 {
			return r.regs[j].owner
		}
		return -1
	}
	return -1
}

// bareSpeech reads a verb of any kind with direct speech after a colon: "He
// took to the radio: …".
func (r *run) bareSpeech(v int) {
	if r.inReg[v] >= 0 {
		return
	}
	c := r.child(v, "parataxis", "ccomp")
	if c < 0 || c < v || r.inReg[c] < 0 || !r.afterColon(c) || !r.spoken(r.regs[r.inReg[c]].Span) {
		return
	}
	src := r.subject(v)
	if src < 0 || r.quoteAt(v) >= 0 {
		return
	}
	f := frame{words: []string{r.lemma(v)}, class: "say", stance: "assert"}
	fd := r.begin(&f, v, tocsin.Span{Start: v, End: v + 1}, c)
	fd.q.Content = r.content(c, v, place{slot: slotThat})
	r.addSources(fd, src)
}

// colon reads headlines: "Envoy: strait will open" and "Shells hit port: army".
// Where other cues stand in the sentence only a name at its start counts.
func (r *run) colon(si int, cued bool) {
	s := r.doc.Sents[si]
	for i := s.Start + 1; i < s.End-1; i++ {
		if r.toks[i].Form != ":" || r.inReg[i] >= 0 {
			continue
		}
		left, right := tocsin.Span{Start: s.Start, End: i}, tocsin.Span{Start: i + 1, End: s.End}
		switch {
		case r.nameOnly(left) && r.canBeSaid(right) && !r.placeOnly(left, right):
			r.addColon(i, left, right)
		case !cued && r.nameOnly(right) && r.hasClause(left) && r.toks[s.End-1].Form != ".":
			r.addColon(i, right, left)
		}
		return
	}
}

// transcript lets a speaker before a colon at the start of a paragraph have the
// rest of it, where the text is a transcript: the speaker is in capitals, or
// another paragraph opens so too.
func (r *run) transcript() {
	var turns []int
	capitals := false
	for q := range r.finds {
		f := &r.finds[q]
		if si := r.doc.SentOf(f.cue); r.toks[f.cue].Form == ":" && si >= 0 && r.paras[si] && f.q.Source.Start == r.doc.Sents[si].Start {
			turns = append(turns, q)
			label := r.doc.Slice(f.q.Source)
			capitals = capitals || len(label) > 2 && label == strings.ToUpper(label)
		}
	}
	if len(turns) < 2 && !capitals {
		return
	}
	for _, q := range turns {
		si := r.doc.SentOf(r.finds[q].cue) + 1
		for ; si < len(r.doc.Sents) && !r.paras[si]; si++ {
			r.finds[q].q.Content = append(r.finds[q].q.Content, r.doc.Sents[si])
		}
	}
}

// nameOnly reports whether the span is a short nominal that can speak.
func (r *run) nameOnly(s tocsin.Span) bool {
	if s.Len() > 7 {
		return false
	}
	speaker := false
	for i := s.Start; i < s.End; i++ {
		switch {
		case r.kin(i, isLabel) || oneOf(r.toks[i].UPOS, "VERB", "AUX", "NUM", "ADV", "SCONJ"):
			return false
		case r.toks[i].UPOS == "PROPN" || r.kindWord(i) != "" && r.toks[i].UPOS == "NOUN":
			speaker = true
		}
	}
	return speaker
}

// placeOnly holds for a headline that names where it happened, in languages
// whose verbs can go without a subject: "Puerto Nuevo: detienen a tres".
func (r *run) placeOnly(s, said tocsin.Span) bool {
	if r.a.named&dropsSubject == 0 || r.inReg[said.Start] >= 0 || said.Start+1 < said.End && r.inReg[said.Start+1] >= 0 {
		return false
	}
	for _, e := range r.doc.Ents {
		if e.Label == "LOC" && e.Start <= s.Start && s.End <= e.End {
			return true
		}
	}
	return false
}

// canBeSaid reports whether what a colon parts from a speaker can be words of
// his: a clause, a quotation, or a headline's clipped one.
func (r *run) canBeSaid(s tocsin.Span) bool {
	return r.hasClause(s) || s.Len() >= 4 || s.Start+1 < s.End && r.inReg[s.Start+1] >= 0
}

func (r *run) hasClause(s tocsin.Span) bool {
	for i := s.Start; i < s.End; i++ {
		if r.toks[i].UPOS == "VERB" && s.Len() >= 2 {
			return true
		}
	}
	return false
}

func (r *run) addColon(at int, source, content tocsin.Span) {
	head := source.End - 1
	for i := source.Start; i < source.End; i++ {
		if h := r.toks[i].Head; !source.Contains(h) && oneOf(r.toks[i].UPOS, "NOUN", "PROPN") {
			head = i
		}
	}
	f := frame{words: []string{":"}, class: "say", stance: "assert"}
	fd := r.begin(&f, at, tocsin.Span{Start: at, End: at + 1}, -1)
	fd.q.Head, fd.q.Source, fd.q.Holder = head, source, r.kindOf(head)
	for i := content.Start; i < content.End; i++ {
		r.mark[i] = true
	}
	fd.q.Content = r.take()
	r.finds = append(r.finds, fd)
}
