package attribution

import (
	"tocsin"
	"tocsin/internal/morph"
)

// directSpeech reads “…,” X said and “…,” said X, and X said: “…” by the marks
// and commas alone: direct speech is often too long or too odd for the tree.
func (r *run) directSpeech(v int) bool {
	f := r.spokenFrame(v)
	if f == nil || r.inReg[v] >= 0 || !r.finite(v) {
		return false
	}
	src, parts := r.speechBefore(v)
	if src < 0 {
		src, parts = r.speechAfter(v)
	}
	if src < 0 || r.inReg[src] >= 0 {
		return false
	}
	fd := r.begin(f, v, tocsin.Span{Start: v, End: v + 1}, r.topOf(parts[len(parts)-1]))
	fd.q.Content = parts
	r.addSources(fd, src)
	return true
}

// finite reports whether a verb can carry a sentence of saying.
func (r *run) finite(v int) bool {
	return r.inForm(v, morph.Finite|morph.Participle) || r.inForm(v, morph.Infinitive) && r.child(v, "aux") >= 0
}

// speechBefore reads speech that ends right before the speaker and v, in
// either order, and its second half after them.
func (r *run) speechBefore(v int) (src int, parts []tocsin.Span) {
	src = -1
	k := -1
	if v > r.sent.Start {
		k = r.closedAt(v - 1)
	}
	end := v + 1
	if k >= 0 && r.inForm(v, morph.Finite) {
		src, end = r.speakerAfterCue(v)
	} else if start := r.chunkStart(v); start >= 0 {
		k = r.closedAt(start - 1)
		src = r.headIn(start, v)
	}
	if src < 0 || k < 0 || !r.utterance(k) {
		return -1, nil
	}
	parts = append(parts, r.trim(r.regs[k].Span))
	if next := r.openedAfter(end, 12); next >= 0 {
		parts = append(parts, r.trim(r.regs[next].Span))
	}
	return src, parts
}

// speechAfter reads X said, “…” and X said: “…”.
func (r *run) speechAfter(v int) (src int, parts []tocsin.Span) {
	k := r.openedAfter(v+1, 14)
	if k < 0 || !r.spoken(r.regs[k].Span) {
		return -1, nil
	}
	src = r.subject(v)
	if src < 0 || src > v {
		return -1, nil
	}
	return src, []tocsin.Span{r.trim(r.regs[k].Span)}
}

// closedAt returns the region that the mark at token i closes, a comma after
// it apart; -1 for none.
func (r *run) closedAt(i int) int {
	if i > 0 && r.toks[i].Form == "," {
		i--
	}
	if i <= 0 || r.inReg[i] >= 0 || r.inReg[i-1] < 0 {
		return -1
	}
	return int(r.inReg[i-1])
}

// openedAfter returns the region that opens after a comma or colon at most n
// tokens on, with no verb and no other comma between; -1 for none.
func (r *run) openedAfter(i, n int) int {
	for j := i; j < min(i+n, r.sent.End-2); j++ {
		switch {
		case oneOf(r.toks[j].Form, ",", ":", "—", "–", "--"):
			if side(r.doc.Text, &r.toks[j+1]) != noMark && r.inReg[j+2] >= 0 {
				return int(r.inReg[j+2])
			}
			if r.toks[j].Form != "," || j > i+8 {
				return -1
			}
		case r.inReg[j] >= 0 || oneOf(r.toks[j].UPOS, "VERB", "SCONJ"):
			return -1
		}
	}
	return -1
}

// utterance reports whether a region ends like direct speech, with a mark of
// punctuation inside, and is no part of a longer clause.
func (r *run) utterance(k int) bool {
	s := r.regs[k].Span
	last := r.toks[s.End-1].Form
	if !oneOf(last, ",", "?", "!", ".", "…", "—", "–", "--", "...") && r.toks[min(s.End+1, len(r.toks)-1)].Form != "," {
		return false
	}
	if s.Start <= r.sent.Start {
		return true
	}
	sent := r.doc.Sents[r.doc.SentOf(s.Start)]
	return s.Start-1 <= sent.Start || oneOf(r.toks[s.Start-2].Form, ":", ",")
}

// speakerAfterCue is the speaker that follows an inverted cue, and where the
// plain noun phrase that names him ends; -1 for none.
func (r *run) speakerAfterCue(v int) (head, end int) {
	end = v + 1
	for end < r.sent.End && r.nominalWord(end) {
		end++
	}
	if end == v+1 {
		return -1, end
	}
	return r.headIn(v+1, end), end
}

// nominalWord reports whether the token can stand in a plain noun phrase.
func (r *run) nominalWord(i int) bool {
	return oneOf(r.toks[i].UPOS, "DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART", "X") || r.kin(i, isOf)
}

// headIn is the token by which the noun phrase at the start of [start, end)
// hangs on what is outside of it; -1 if no noun phrase stands there.
func (r *run) headIn(start, end int) int {
	stop := start
	for stop < end && r.nominalWord(stop) {
		stop++
	}
	head := -1
	for i := start; i < stop; i++ {
		if !oneOf(r.toks[i].UPOS, "NOUN", "PROPN", "PRON") && !r.is(i, "nsubj") {
			continue
		}
		if h := r.toks[i].Head; h < start || h >= stop {
			return i
		}
		head = i
	}
	return head
}

// chunkStart is the start of the words that stand between the mark that closes
// a speech and verb v, if they can be its speaker; -1 otherwise.
func (r *run) chunkStart(v int) int {
	start, verbs := v, 0
	for start > r.sent.Start && start > v-40 && r.inReg[start-1] < 0 {
		if side(r.doc.Text, &r.toks[start-1]) != noMark {
			break
		}
		start--
		if r.inForm(start, morph.Finite) && r.toks[start].UPOS == "VERB" {
			verbs++
		}
	}
	if start < v && r.toks[start].Form == "," {
		start++
	}
	switch {
	case start >= v || start-1 < r.sent.Start || r.closedAt(start-1) < 0 || !oneOf(r.toks[start].UPOS, "DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"):
		return -1
	case verbs > 0 && r.toks[v-1].Form != ",": // a relative clause ends with a comma
		return -1
	}
	return start
}
