package attribution

import (
	"tocsin"
	"tocsin/internal/morph"
)

// invertedAside reads ", confirmó la cancillería." behind the words that it
// tells, in languages that leave subjects out: there trees often take the
// speaker for an object and hang the aside on the wrong verb.
func (r *run) invertedAside(v int) bool {
	if r.a.named&dropsSubject == 0 || r.inReg[v] >= 0 || v <= r.sent.Start+3 || r.toks[v-1].Form != "," {
		return false
	}
	f := r.spokenFrame(v)
	if f == nil || !r.inForm(v, morph.Finite) || oneOf(f.class, "ask", "will", "order", "accuse", "doubt", "deny") {
		return false
	}
	said := tocsin.Span{Start: r.sent.Start, End: v - 1}
	src := r.invertedSpeaker(v)
	if src < 0 || !r.hasClause(said) {
		return false
	}
	fd := r.begin(f, v, tocsin.Span{Start: v, End: v + 1}, r.topOf(said))
	fd.aside = true
	fd.q.Content = []tocsin.Span{said}
	r.addSources(fd, src)
	return true
}

// behindColon reads "The ministry revised the toll: nine sailors had died":
// what stands after the colon is the subject's word, whatever the tree makes
// of it.
func (r *run) behindColon(v int) bool {
	f := r.colonFrame(v)
	src := r.child(v, "nsubj")
	if f == nil || src < 0 || r.inReg[v] >= 0 || !r.inForm(v, morph.Finite) || r.kin(src, isNobody) {
		return false
	}
	for c := v + 1; c < r.sent.End-1; c++ {
		if r.toks[c].Form != ":" || r.inReg[c] >= 0 {
			continue
		}
		said := tocsin.Span{Start: c + 1, End: r.sent.End}
		if !r.hasClause(said) {
			return false
		}
		fd := r.begin(f, v, tocsin.Span{Start: v, End: v + 1}, r.topOf(said))
		fd.aside = true
		fd.q.Content = []tocsin.Span{said}
		r.addSources(fd, src)
		return true
	}
	return false
}

// colonFrame is the cue that v is before a colon, nil if it is none.
func (r *run) colonFrame(v int) *frame {
	fs := r.verbFrames(v)
	for j := range fs {
		if fs[j].has(slotColon) {
			return &fs[j]
		}
	}
	return nil
}

// invertedSpeaker is the one who speaks in such an aside at the end of its
// sentence, -1 if verb v is none.
func (r *run) invertedSpeaker(v int) int {
	if r.child(v, "mark", "cc", "nsubj", "ccomp") >= 0 {
		return -1
	}
	src := r.speakerAfter(v)
	if src < 0 || r.kindWord(src) == "" && r.toks[src].UPOS != "PROPN" {
		return -1
	}
	for i := r.reach(src).End; i < r.sent.End; i++ {
		if r.toks[i].UPOS != "PUNCT" {
			return -1
		}
	}
	return src
}
