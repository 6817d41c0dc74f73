package attribution

import "tocsin/internal/morph"

// narrators reports whether the dependent k of a said clause is told by the
// narrator: a time clause, or an independent clause after a comma or a
// semicolon. Nothing inside quotation marks is.
func (r *run) narrators(k, head, v int) bool {
	if r.inReg[k] >= 0 {
		return false
	}
	if r.resumes(k, head, v) || r.saidThen(k, head, v) {
		return true
	}
	own := r.child(k, "nsubj", "nsubj:pass", "expl", "csubj") >= 0
	switch {
	case r.is(k, "advcl:") && !(v < k && k < head):
		return r.hasMark(k, isLater) && (own || r.toks[k].Head == head) || own && r.hasMark(k, isContrast) && r.commaBefore(k)
	case r.is(k, "ccomp"): // a second main clause or a time clause taken for reported speech
		return own && (r.child(k, "cc") >= 0 && r.commaBefore(k) || v < k && r.hasMark(k, isLater) && !r.hasMark(k, isThat))
	case r.is(k, "acl:relcl", "advcl:relcl"): // ", which Minsk denied"
		o := r.child(k, "obj")
		return o >= 0 && r.kin(o, isWhich) && len(r.verbFrames(k)) > 0
	case r.is(k, "appos") && r.kin(k, isClaim): // ", a claim that Minsk denied"
		c := r.child(k, "acl:relcl")
		return c >= 0 && len(r.verbFrames(c)) > 0
	case r.is(k, "parataxis"):
		return k > head && own
	case r.is(k, "conj") && own && r.toks[k].UPOS != "NOUN" && r.toks[k].UPOS != "PROPN":
		return r.before(k) == ";" || v < head && r.commaBefore(k) && !r.hasMark(k, isThat)
	}
	return false
}

// saidThen reports whether k is the day of saying, though the tree puts it into
// the clause of head: "said on Monday he would leave". It stands between the cue
// and the subject, with no conjunction after it.
func (r *run) saidThen(k, head, v int) bool {
	if v > k || k > head || r.toks[k].Head != head || !r.is(k, "obl:", "obl", "nmod") || r.timeFrom(v+1) != k {
		return false
	}
	s := r.child(head, "nsubj", "nsubj:pass", "expl")
	return s > k && s < head
}

// timeFrom is the head of the time phrase that begins at token i, -1 if none
// does.
func (r *run) timeFrom(i int) int {
	for k := range r.doc.Times {
		if w := &r.doc.Times[k]; w.Start == i && w.Kind != "DURATION" && w.Kind != "SET" {
			return w.Head
		}
	}
	return -1
}

// resumes reports whether k, which the tree puts into the clause of head, goes
// on with what the speaker of cue v does: ", adding that …", "said it had
// fired and denounced …".
func (r *run) resumes(k, head, v int) bool {
	if v > head || k < head || r.toks[k].UPOS != "VERB" || len(r.verbFrames(k)) == 0 && len(r.framesIn(&r.a.attitudes, k)) == 0 {
		return false
	}
	switch {
	case r.is(k, "advcl:", "acl", "conj", "xcomp") && r.inForm(k, morph.Gerund):
		return r.before(k) == "," && r.child(k, "mark", "aux", "nsubj") < 0
	case r.is(k, "conj") && r.toks[k].Head == head && r.passive(head) && r.child(k, "obj", "xcomp", "ccomp") >= 0 && r.inForm(k, morph.Past|morph.Participle):
		return r.child(k, "nsubj", "nsubj:pass", "mark", "aux", "aux:pass") < 0 // a passive and an active do not share "was"
	case r.is(k, "conj") && r.toks[k].Head == head && r.inForm(k, morph.Past) && r.inForm(v, morph.Past):
		return r.child(k, "nsubj", "nsubj:pass", "mark", "aux", "aux:pass") < 0 && !r.inForm(head, morph.Past) && r.child(head, "aux", "aux:pass", "cop") >= 0
	}
	return false
}

// parallel reports whether verb i, which the tree coordinates with cue v, goes
// on with what is said: it shares the form of that and not of the cue ("has
// said that she backs it but wants more").
func (r *run) parallel(i, head, v int) bool {
	if i < head || r.child(i, "nsubj", "nsubj:pass", "expl", "mark") >= 0 {
		return false
	}
	return r.tense(i) == r.tense(head) && r.tense(i) != 0 && r.tense(i)&r.tense(v) == 0
}

// tense is the finite form of a clause: that of its first auxiliary or copula,
// else of its verb; 0 if it has none.
func (r *run) tense(i int) morph.Form {
	if a := r.child(i, "aux", "aux:pass", "cop"); a >= 0 {
		return r.form[a] & (morph.Finite | morph.Modal)
	}
	return r.form[i] & morph.Finite
}
