package attribution

import (
	"tocsin"
	"tocsin/internal/morph"
)

// verbContent returns the token that heads what verb cue [v, end) says in
// place p, or -1.
func (r *run) verbContent(v, end int, p place) int {
	switch p.slot {
	case slotThat:
		for i := v + 1; i < end; i++ { // made clear that, saw no sign that
			if c := r.nounContent(i, place{slot: slotThat}); c >= 0 {
				return c
			}
		}
		if c := r.clauseSaid(v); c >= 0 {
			return c
		}
		if r.toks[v].UPOS != "NOUN" {
			return r.smallClause(v)
		}
		return r.nounContent(v, p) // "The minister doubts that …" taken for a noun
	case slotInf:
		if x := r.child(v, "xcomp"); x >= 0 && (r.child(x, "mark") >= 0 || r.infinitive(x)) {
			return x
		}
		if x := r.child(v, "xcomp", "advcl", "acl"); x >= 0 && r.inForm(x, morph.Gerund) && r.child(x, "mark") < 0 && (r.is(x, "xcomp") || r.before(x) != ",") {
			return x // denied sending
		}
		if x := r.child(v, "ccomp", "csubj"); x >= 0 {
			return x
		}
		return r.markedKin(v, isTo, "advcl")
	case slotObj:
		o := r.child(v, "obj")
		if r.passive(v) {
			o = r.child(v, "nsubj:pass")
		}
		if c := r.claimed(v, o); c >= 0 {
			return c
		}
		if o >= 0 && r.toks[o].UPOS != "PRON" && r.inReg[o] == r.inReg[v] || o >= 0 && r.inReg[o] >= 0 {
			return o
		}
	case slotPrep:
		return r.prepContent(v, end, p.prep)
	case slotBack:
		return r.saidBefore(v)
	}
	return -1
}

// smallClause returns the verb of "others insist talks go on" where the tree
// makes the subject of the clause an object of the cue, or -1.
func (r *run) smallClause(v int) int {
	o, x := r.child(v, "obj"), r.child(v, "xcomp")
	if o < v || x < o || r.toks[x].UPOS != "VERB" || r.child(x, "mark", "cop") >= 0 || !r.inForm(x, morph.Infinitive|morph.Finite) || !r.inForm(v, morph.Finite) {
		return -1
	}
	return x
}

// claimed returns what a claim says that v is about: "denied a claim by Y that
// …", "rejects the claim"; -1 if o is no claim, or one that is not told.
func (r *run) claimed(v, o int) int {
	if o < v && !r.passive(v) || !r.kin(o, isClaim) {
		return -1
	}
	if c := r.nounContent(o, place{slot: slotThat}); c >= 0 {
		return c
	}
	if d := r.child(o, "det"); d >= 0 && r.kin(d, isThe) && r.child(o, "nmod", "acl", "acl:relcl") < 0 {
		return r.lastTold(v)
	}
	return -1
}

// prepContent finds the phrase that prep introduces below the cue: below its
// verb, its object or one of its further words.
func (r *run) prepContent(v, end int, prep string) int {
	rels := []string{"obl:", "nmod", "advcl", "acl", "ccomp", "xcomp"}
	if c := r.marked(v, prep, rels...); c >= 0 {
		return c
	}
	for i := v + 1; i < end; i++ {
		if c := r.marked(i, prep, rels...); c >= 0 {
			return c
		}
	}
	for c := r.first[v]; c >= 0; c = r.next[c] {
		o := int(c)
		if !r.is(o, "obj", "nsubj:pass", "obl:arg", "iobj") && !(r.is(o, "obl") && r.hasMark(o, isDative)) {
			continue
		}
		if i := r.marked(o, prep, rels...); i >= 0 {
			return i
		}
		if x := r.child(o, "conj"); x >= 0 { // both of whom it follows
			if i := r.marked(x, prep, "advcl", "acl"); i >= 0 {
				return i
			}
		}
	}
	return -1
}

// clauseSaid returns the clause that v says: its complement, direct speech
// beside it, or the clause that it stands in as an aside ("…, he said, …").
func (r *run) clauseSaid(v int) int {
	for c := r.first[v]; c >= 0; c = r.next[c] {
		if i := int(c); r.is(i, "ccomp") && !r.bareParticiple(i) && (i < v || r.before(i) != ";" && !r.anothers(v, i)) && !r.narrators(i, i, v) {
			return i
		}
	}
	for c := r.first[v]; c >= 0; c = r.next[c] {
		if i := int(c); r.is(i, "advcl") && r.linkedThat(i) >= 0 {
			return i // "advirtió de que"
		}
		if i := int(c); r.is(i, "csubj:pass") && r.hasMark(i, isThat) {
			return i // it was reported that
		}
		if i := int(c); r.is(i, "parataxis", "dislocated", "dep", "csubj") && !r.bareParticiple(i) && (i < v || r.inReg[i] >= 0 || r.afterColon(i)) {
			return i
		}
	}
	if h := r.toks[v].Head; h >= 0 && r.is(v, "parataxis") && h < v && r.nearestSubject(v) >= 0 && r.inReg[v] == r.inReg[r.nearestSubject(v)] {
		if (r.child(v, "obj") < 0 || r.addresses(v)) && (!r.kin(v, isQuoting) || r.inReg[h] >= 0) {
			return h
		}
	}
	return r.sharedClause(v)
}

// bareParticiple reports whether a clause between commas is only a participle
// ("The envoy, quoted by the agency, said"), which nobody can say.
func (r *run) bareParticiple(i int) bool {
	return r.inForm(i, morph.Participle|morph.Gerund) && r.before(i) == "," && r.child(i, "nsubj", "nsubj:pass", "aux", "aux:pass", "expl", "mark") < 0
}

// anothers reports whether a comma and a second cue part v from the clause i
// after it: in "…, X said, adding that …" the clause is what was added.
func (r *run) anothers(v, i int) bool {
	if r.toks[v+1].Form != "," {
		return false
	}
	for j := v + 2; j < i && r.reach(i).Start > j; j++ {
		if r.toks[j].UPOS == "VERB" && len(r.verbFrames(j)) > 0 {
			return true
		}
	}
	return false
}

// sharedClause finds the content that a coordinated cue shares with the first
// one when it stands before both: "…, the army says and the rebels deny".
func (r *run) sharedClause(v int) int {
	h := r.toks[v].Head
	if h < 0 || !r.is(v, "conj") || r.child(v, "obj", "obl", "xcomp") >= 0 {
		return -1
	}
	for k := len(r.finds) - 1; k >= 0 && r.finds[k].cue >= r.sent.Start; k-- {
		if f := &r.finds[k]; f.cue == h && !f.stands() && f.head >= 0 && f.head < h {
			return f.head
		}
	}
	return -1
}

// afterColon reports whether a colon or dash stands right before the phrase
// of i, apart from quotation marks.
func (r *run) afterColon(i int) bool {
	j := r.reach(i).Start
	for ; j > r.sent.Start && side(r.doc.Text, &r.toks[j]) != noMark; j-- {
	}
	for j--; j >= r.sent.Start && side(r.doc.Text, &r.toks[j]) != noMark; j-- {
	}
	return j >= r.sent.Start && oneOf(r.toks[j].Form, ":", "--", "–", "—")
}

// saidBefore finds what a cue without content of its own points back to:
// "…, which Minsk denied"; "as the envoy said"; "… called this a lie".
func (r *run) saidBefore(v int) int {
	h := r.toks[v].Head
	if h < 0 {
		return -1
	}
	switch {
	case r.kin(v, isCall): // called this a lie
		return r.lastTold(v)
	case r.inForm(v, morph.Gerund) && r.kin(v, isQuote) && r.is(v, "advcl:", "acl"):
		return r.cited(h)
	case r.a.named&dropsSubject != 0 && r.is(v, "advcl:", "parataxis") && r.hasMark(v, isAs):
		return r.wholeClause(r.clauseOf(h), v) // "según dijo la ministra", even where she is taken for an object
	}
	if o := r.child(v, "obj", "nsubj:pass"); o >= 0 {
		switch {
		case r.is(v, "acl:relcl") && r.kin(h, isClaim) && r.kin(o, isRelObj):
			return r.lastTold(v) // "…, a charge that the army denies"
		case r.is(v, "acl:relcl") && r.kin(o, isWhich):
			return r.told(r.clauseOf(h))
		case !r.kin(o, isBack):
			return -1
		}
		if r.is(v, "conj", "parataxis", "advcl:") && h < v {
			return r.told(h)
		}
		return -1
	}
	if r.is(v, "acl:relcl") && r.kin(h, isClaim) && r.child(v, "obj") < 0 {
		return r.lastTold(v) // "…, a charge the army denies"
	}
	if r.is(v, "advcl:", "parataxis") && r.hasMark(v, isAs) && !r.kin(h, isQuote) {
		return h
	}
	return -1
}

// cited returns what the verb that "citing X" goes with reports, or its clause.
func (r *run) cited(h int) int {
	if r.toks[h].UPOS != "VERB" && r.toks[h].Head >= 0 {
		h = r.toks[h].Head // "The agency, citing officials, reported …"
	}
	if len(r.verbFrames(h)) > 0 {
		if c := r.clauseSaid(h); c >= 0 {
			return c
		}
	}
	return r.told(h)
}

// lastTold returns the content of the latest quote of the sentence before v.
func (r *run) lastTold(v int) int {
	for k := len(r.finds) - 1; k >= 0 && r.finds[k].cue >= r.sent.Start; k-- {
		if f := &r.finds[k]; f.head >= 0 && !f.stands() && f.cue < v {
			return f.head
		}
	}
	return -1
}

// told returns the content of the latest quote that cue h introduces, or h
// itself if it is no cue.
func (r *run) told(h int) int {
	for k := len(r.finds) - 1; k >= 0 && r.finds[k].cue >= r.sent.Start; k-- {
		if f := &r.finds[k]; f.head >= 0 && !f.stands() && (f.cue == h || f.head == h) {
			return f.head
		}
	}
	return h
}

// content collects the parts of the clause or phrase of head that cue v makes
// its source say.
func (r *run) content(head, v int, p place) []tocsin.Span {
	r.collect(head, head, v, r.sent.Len())
	if p.slot == slotThat && r.toks[head].Head == v {
		r.strays(head, v)
		if o := r.child(v, "obj"); o >= 0 && head > o && len(r.a.nouns[r.lemma(o)]) > 0 {
			r.collect(o, o, v, r.sent.Len())
		}
	}
	if p.slot == slotThat && r.is(head, "xcomp") && r.toks[head].Head == v {
		o := r.child(v, "obj")
		if o > v && o < head {
			r.collect(o, o, v, r.sent.Len())
		}
	}
	if p.slot == slotInf && r.passive(v) {
		if s := r.child(v, "nsubj:pass"); s >= 0 {
			r.collect(s, s, v, r.sent.Len())
		}
	}
	if p.slot == slotInf && r.child(v, "obj") >= 0 && !r.passive(v) {
		o := r.child(v, "obj")
		r.collect(o, o, v, r.sent.Len())
	}
	return r.take()
}

// strays marks what belongs to the clause of head but was hung on the cue: a
// second complement on the same side, the subject of a clause before the cue.
func (r *run) strays(head, v int) {
	src := r.nearestSubject(v)
	if _, start, end := r.strictAside(v); end > 0 && head > v { // "The convoy, X said, was hit"
		if s := r.child(v, "nsubj", "nsubj:pass"); s >= 0 && s < start-1 && s != src && r.child(head, "nsubj", "nsubj:pass") < 0 {
			r.collect(head, s, v, r.sent.Len())
		}
	}
	for c := r.first[v]; c >= 0; c = r.next[c] {
		i := int(c)
		if i == head || i == src || (i < v) != (head < v) {
			continue
		}
		if r.is(i, "ccomp") && !r.narrators(i, head, v) || r.is(i, "conj") && head > v && r.parallel(i, head, v) || i < head && head < v && r.is(i, "nsubj", "nsubj:pass") {
			r.collect(head, i, v, r.sent.Len())
		}
	}
}

// collect marks head and what it dominates, without what stays the narrator's.
func (r *run) collect(head, i, v, depth int) {
	r.mark[i] = true
	if depth <= 0 {
		return
	}
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if k := int(c); k != v && !r.narrators(k, head, v) {
			r.collect(head, k, v, depth-1)
		}
	}
}

// before returns the form of the token before the phrase of k.
func (r *run) before(k int) string {
	at := r.reach(k).Start
	if at < k && r.toks[at].UPOS == "PUNCT" { // punctuation hung on the phrase itself
		return r.toks[at].Form
	}
	if at--; at < r.sent.Start {
		return ""
	}
	return r.toks[at].Form
}

// commaBefore reports whether a comma stands before the phrase of k, its
// conjunction and its mark.
func (r *run) commaBefore(k int) bool {
	return r.before(k) == ","
}

// take returns the marked tokens of the sentence as spans without punctuation
// at their ends, and clears the marks.
func (r *run) take() []tocsin.Span {
	var out []tocsin.Span
	for i := r.sent.Start; i < r.sent.End; i++ {
		if !r.mark[i] || r.toks[i].UPOS == "PUNCT" {
			continue
		}
		end, last := i+1, i+1
		for ; end < r.sent.End && (r.mark[end] || r.toks[end].UPOS == "PUNCT"); end++ {
			if r.mark[end] && r.toks[end].UPOS != "PUNCT" {
				last = end + 1
			}
		}
		if last > i+1 || r.toks[i].UPOS != "CCONJ" {
			out = append(out, tocsin.Span{Start: i, End: last})
		}
		i = last - 1
	}
	clear(r.mark[r.sent.Start:r.sent.End])
	return out
}
