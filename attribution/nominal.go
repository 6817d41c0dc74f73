package attribution

import "tocsin"

func (r *run) nounAt(n int) {
	if !r.nounIn(&r.a.cues, n) {
		r.nounIn(&r.a.attitudes, n)
	}
}

// nounIn adds the quote that noun n introduces by one of the cues.
func (r *run) nounIn(set *cues, n int) bool {
	frames := set.nouns[r.lemma(n)]
	for k := range frames {
		f := &frames[k]
		end, ok := r.matches(f, n)
		if !ok || r.hasMark(n, isIn) && r.kin(n, isIdiom) {
			continue
		}
		for _, p := range f.content {
			head := r.nounContent(n, p)
			if head < 0 {
				continue
			}
			src, ok := r.nounSource(f, n)
			if !ok || src >= 0 && f.class == attitude && !r.minded(src) {
				return false
			}
			fd := r.begin(f, n, tocsin.Span{Start: n, End: end}, head)
			fd.q.Content = r.content(head, n, p)
			r.addSources(fd, src)
			return true
		}
	}
	return false
}

func (r *run) adjAt(i int) {
	if !r.adjIn(&r.a.cues, i) {
		r.adjIn(&r.a.attitudes, i)
	}
}

func (r *run) adjIn(set *cues, i int) bool {
	frames := set.adjs[r.lemma(i)]
	for k := range frames {
		f := &frames[k]
		src := r.subject(i)
		if src < 0 {
			return false
		}
		for _, p := range f.content {
			if head := r.adjContent(i, p); head >= 0 {
				fd := r.begin(f, i, tocsin.Span{Start: i, End: i + 1}, head)
				fd.q.Content = r.content(head, i, p)
				r.addSources(fd, src)
				return true
			}
		}
	}
	return false
}

// adjContent returns the token that heads what adjective i is about, or -1.
func (r *run) adjContent(i int, p place) int {
	switch p.slot {
	case slotThat:
		for c := r.first[i]; c >= 0; c = r.next[c] {
			if k := int(c); r.is(k, "advcl", "acl") && r.linkedThat(k) >= 0 {
				return k
			}
		}
		return r.child(i, "ccomp")
	case slotInf:
		if x := r.child(i, "xcomp", "advcl"); x >= 0 && r.infinitive(x) {
			return x
		}
	case slotPrep:
		return r.marked(i, p.prep, "obl:", "advcl", "nmod")
	}
	return -1
}

// nounContent returns the token that heads what cue noun n says, or -1.
func (r *run) nounContent(n int, p place) int {
	switch p.slot {
	case slotThat:
		for c := r.first[n]; c >= 0; c = r.next[c] {
			if i := int(c); r.is(i, "acl", "ccomp", "appos") && r.hasMark(i, isThat) && i > n ||
				r.is(i, "acl:relcl", "acl") && r.relativeOnlyInName(n, i) {
				return i
			}
		}
		if h := r.toks[n].Head; h >= 0 && r.is(n, "obj") { // "denied a claim by X that …", hung on the verb
			if c := r.child(h, "ccomp"); c > n && r.hasMark(c, isThat) {
				return c
			}
		}
		if c := r.linkedBehind(n); c >= 0 {
			return c
		}
		if by := r.speakerOf(n); by >= 0 {
			if c := r.child(by, "acl", "acl:relcl"); c > by && (r.is(c, "acl") && r.hasMark(c, isThat) || r.relativeOnlyInName(by, c)) {
				return c // "a claim by rebels that …", hung on the rebels
			}
		}
	case slotInf:
		if c := r.child(n, "acl"); c >= 0 && r.infinitive(c) {
			return c
		}
	case slotPrep:
		return r.marked(n, p.prep, "nmod", "acl")
	}
	return -1
}

// linkedBehind is the clause that follows the phrase of a cue noun, hung on the
// verb: "la denuncia de los vecinos de que hubo disparos".
func (r *run) linkedBehind(n int) int {
	h := r.toks[n].Head
	if h < 0 || r.a.named&isLink == 0 {
		return -1
	}
	end := r.phrase(n).End
	for c := r.first[h]; c >= 0; c = r.next[c] {
		if i := int(c); i > n && r.is(i, "advcl", "ccomp", "acl", "csubj") && r.linkedThat(i) == end {
			return i
		}
	}
	return -1
}

// speakerOf is the by-phrase right after a cue noun, or -1.
func (r *run) speakerOf(n int) int {
	if s := r.markedKin(n, isBy, "nmod", "obl", "obl:agent"); s >= 0 {
		return s
	}
	if h := r.toks[n].Head; h >= 0 && r.is(n, "obj") {
		if s := r.markedKin(h, isBy, "obl", "obl:agent"); s > n && s <= n+5 {
			return s
		}
	}
	return -1
}

// relativeOnlyInName tells the clause i of "the claim that it had fired",
// taken for a relative clause of noun n, from a real one: it has a subject of
// its own, and nothing else is missing that "that" could stand for.
func (r *run) relativeOnlyInName(n, i int) bool {
	s := r.child(i, "nsubj", "nsubj:pass")
	if s < 0 || r.kin(s, isWho) {
		return false
	}
	if r.hasMark(i, isThat) {
		return true
	}
	if n+1 >= r.sent.End || !r.kin(n+1, isThat) {
		return false
	}
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if r.is(int(c), "obj", "ccomp") && !r.kin(int(c), isThat) || r.is(int(c), "cop", "aux:pass") {
			return true
		}
	}
	return false
}
