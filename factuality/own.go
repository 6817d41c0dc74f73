package factuality

import (
	"strings"

	"tocsin"
	"tocsin/internal/morph"
)

// own reads what the words of a clause or noun phrase say of its head; base
// is the same without negation by an argument ("no shot was fired").
func (r *run) own(i int) (own, base told) {
	t := &r.toks[i]
	if t.UPOS == "PUNCT" || t.UPOS == "DET" || t.UPOS == "ADP" {
		return own, base
	}
	if !r.predicate(i) {
		own = r.nominal(i)
		return own, own
	}
	base = r.adverbial(i)
	switch {
	case base.status != "":
	case r.inverted(i):
		base = told{tocsin.Possible, span(r.sent.Start)}
	case r.marksPlan(i) >= 0:
		base = told{tocsin.Planned, span(r.marksPlan(i))}
	case r.toBe(i):
		base = told{tocsin.Planned, span(r.child(i, "cop"))}
	case r.foretells(i):
		base = told{tocsin.Planned, span(i)}
	case r.question(i) || r.imperative(i):
		base = told{status: tocsin.Possible}
	default:
		base = r.aspect(i)
	}
	own = base
	if w := r.noArgument(i); w >= 0 {
		own = merge(told{tocsin.Negated, span(w)}, base)
		if base.status == tocsin.Possible {
			own = base
		}
	}
	return own, base
}

// predicate reports whether i heads a clause.
func (r *run) predicate(i int) bool {
	t := &r.toks[i]
	if t.UPOS == "VERB" && !tocsin.RelIs(t.Rel, "amod", "compound:", "case", "fixed") {
		return true
	}
	return r.child(i, "cop", "nsubj", "nsubj:pass", "aux", "aux:pass", "expl") >= 0
}

// nominal reads the modifiers of a noun: "no attack", "a planned attack".
func (r *run) nominal(i int) told {
	if r.toks[i].UPOS != "NOUN" && r.toks[i].UPOS != "PROPN" && r.toks[i].UPOS != "VERB" {
		return told{}
	}
	var out told
	for c := r.first[i]; c >= 0; c = r.next[c] {
		k := int(c)
		switch {
		case tocsin.RelIs(r.toks[k].Rel, "amod", "det", "compound", "nmod") && r.first[k] < 0,
			tocsin.RelIs(r.toks[k].Rel, "amod"):
			if s := r.a.modifiers[r.formOrLemma(k, r.a.modifiers)]; s != "" {
				out = merge(told{s, span(k)}, out)
			}
		case tocsin.RelIs(r.toks[k].Rel, "advmod"):
			if s := r.a.adverbs[r.lemma(k)]; s == tocsin.Possible {
				out = merge(told{s, span(k)}, out)
			}
		case r.kin(k, isWithout) && tocsin.RelIs(r.toks[k].Rel, "case"):
			out = told{tocsin.Negated, span(k)}
		}
	}
	return out
}

// formOrLemma is the lower-cased form if the table knows it ("planned"), else
// the lemma.
func (r *run) formOrLemma(k int, known map[string]tocsin.Status) string {
	if f := strings.ToLower(r.toks[k].Form); known[f] != "" {
		return f
	}
	return r.lemma(k)
}

// adverbial reads auxiliaries, adverbs and particles of negation.
func (r *run) adverbial(i int) told {
	var modal, hedge, neg told
	able := false
	for c := r.first[i]; c >= 0; c = r.next[c] {
		k := int(c)
		switch l := r.lemma(k); {
		case tocsin.RelIs(r.toks[k].Rel, "aux"):
			if s := r.auxiliary(i, k, l); s != "" {
				modal, able = told{s, span(k)}, r.kin(k, isAble)
			}
		case tocsin.RelIs(r.toks[k].Rel, "advmod", "cc:preconj", "det", "discourse"), r.pair(k) != "":
			if p := r.pair(k); p != "" {
				l = p
			}
			switch s := r.a.adverbs[l]; {
			case s == tocsin.Negated && r.denies(i, k):
				neg = told{s, span(k)}
			case s == tocsin.Possible && (r.scopes(i, k) || r.pair(k) != ""), s == tocsin.Ongoing && r.present(i):
				hedge = told{s, span(k)}
			}
		}
	}
	if modal.status == "" {
		modal = r.featured(i)
	}
	switch {
	case neg.status != "" && (modal.status == "" || modal.status == tocsin.Planned || able):
		return merge(hedge, neg)
	case modal.status != "":
		return merge(hedge, modal)
	}
	return hedge
}

// pair is the adverb of two words that ends at token k or is headed by it, ""
// for none.
func (r *run) pair(k int) string {
	if k+1 < r.sent.End && r.toks[k+1].Rel == "fixed" && r.toks[k+1].Head == k {
		k++
	}
	second := strings.ToLower(r.toks[k].Form)
	if first := r.a.pairs[second]; first != "" && k > r.sent.Start && strings.EqualFold(r.toks[k-1].Form, first) {
		return first + " " + second
	}
	return ""
}

// featured is what the features of predicate i say: a future, a conditional.
func (r *run) featured(i int) told {
	for n := range r.a.features {
		f := &r.a.features[n]
		if f.holds(&r.toks[i]) {
			if f.status == tocsin.Possible && r.toldBefore(i) {
				return told{status: tocsin.Planned}
			}
			return told{status: f.status}
		}
		for c := r.first[i]; f.auxiliary && c >= 0; c = r.next[c] {
			if tocsin.RelIs(r.toks[c].Rel, "aux:", "cop") && f.holds(&r.toks[c]) {
				return told{f.status, span(int(c))}
			}
		}
	}
	return told{}
}

func (f *featured) holds(t *tocsin.Token) bool {
	for n := 0; n < len(f.feats); n += 2 {
		if t.Feat(f.feats[n]) != f.feats[n+1] {
			return false
		}
	}
	return true
}

// toldBefore reports whether the conditional of predicate i is the future of
// what somebody said in the past: "dijo que enviaría tropas".
func (r *run) toldBefore(i int) bool {
	h := r.toks[i].Head
	return h >= 0 && r.toks[i].Feat("Mood") == "Cnd" && tocsin.RelIs(r.toks[i].Rel, "ccomp") && r.inForm(h, morph.Past) && !r.conditional(i)
}

// conditional reports whether a condition hangs on predicate i.
func (r *run) conditional(i int) bool {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, "advcl") && r.hasMark(int(c), isCondition) {
			return true
		}
	}
	return false
}

// denies tells a negation of the clause from "not only" and "almost all".
func (r *run) denies(i, k int) bool {
	if k+1 < r.sent.End && (r.kin(k+1, isOnly) || r.a.words[strings.ToLower(r.toks[k+1].Form)]&isOnly != 0) {
		return false
	}
	if k > i && r.kin(k-1, isThat) {
		return false // "dijo que no"
	}
	if r.kin(k, isAlmost) {
		return r.toks[i].UPOS == "VERB" && k < i
	}
	return true
}

// scopes keeps "likely to" adjectives and "likely" after the verb apart from
// sentence adverbs.
func (r *run) scopes(i, k int) bool { return r.toks[k].UPOS == "ADV" || k < i }

// auxiliary returns what auxiliary k does to predicate i. "Would" is a past
// speaker's future unless the sentence is conditional or the past is meant.
func (r *run) auxiliary(i, k int, lemma string) tocsin.Status {
	s := r.a.auxiliaries[lemma]
	as := r.a.words[strings.ToLower(r.toks[k].Form)]
	if !r.kin(k, isWould) && as&isWould == 0 {
		return s
	}
	if as&isHad != 0 && r.inForm(i, morph.Participle) {
		return ""
	}
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if j := int(c); tocsin.RelIs(r.toks[j].Rel, "aux") && r.kin(j, isHave) ||
			tocsin.RelIs(r.toks[j].Rel, "advcl") && r.hasMark(j, isCondition) {
			return tocsin.Possible
		}
	}
	if a := r.child(i, "advmod"); a >= 0 && r.kin(a, isHabit) {
		return "" // a habit
	}
	if r.toks[i].UPOS != "VERB" || r.kin(i, isLike) {
		return tocsin.Possible
	}
	return tocsin.Planned
}

// toBe reads "is to leave": the treebanks make "is" a copula of the verb.
func (r *run) toBe(i int) bool {
	return r.toks[i].UPOS == "VERB" && r.inForm(i, morph.Infinitive) && r.child(i, "cop") >= 0 && r.hasMark(i, isTo)
}

// inverted reports whether i is the verb of a condition without "if".
func (r *run) inverted(i int) bool {
	return r.opens(r.sent.Start) && r.toks[r.sent.Start].Head == i && tocsin.RelIs(r.toks[r.sent.Start].Rel, "aux", "aux:pass") && tocsin.RelIs(r.toks[i].Rel, "advcl")
}

// marksPlan returns the adjective that the tree makes a mark of the verb it
// plans ("are due to sign"), or -1.
func (r *run) marksPlan(i int) int {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if !tocsin.RelIs(r.toks[c].Rel, "mark") || r.toks[c].UPOS != "ADJ" {
			continue
		}
		for _, e := range r.a.adjs[r.lemma(int(c))] {
			if e.status == tocsin.Planned {
				return int(c)
			}
		}
	}
	return -1
}

// question reports whether i heads a question for yes or no; one for who or
// why takes its act as done.
func (r *run) question(i int) bool {
	if r.toks[i].Head >= 0 || r.toks[r.sent.End-1].Form != "?" {
		return false
	}
	for j := r.sent.Start; j < i; j++ {
		if r.kin(j, isAsking) {
			return false
		}
	}
	return true
}

// imperative reports whether i is a bare verb: a command or a wish ("that they
// leave").
func (r *run) imperative(i int) bool {
	t := &r.toks[i]
	return t.UPOS == "VERB" && r.inForm(i, morph.Infinitive) && (tocsin.RelIs(t.Rel, "root", "parataxis", "csubj") || tocsin.RelIs(t.Rel, "ccomp") && r.a.marksInfinitive) &&
		r.child(i, "aux") < 0 && (r.child(i, "nsubj", "nsubj:pass") < 0 || tocsin.RelIs(t.Rel, "ccomp")) && (tocsin.RelIs(t.Rel, "csubj") || r.child(i, "mark") < 0 || tocsin.RelIs(t.Rel, "ccomp"))
}

// foretells reports whether i is the "going" of "going to leave".
func (r *run) foretells(i int) bool {
	x := r.child(i, "xcomp")
	return x >= 0 && r.kin(i, isGo) && r.inForm(i, morph.Gerund) && r.hasMark(x, isTo)
}

// aspect reads what goes on now: "is shelling", "has been shelling"; a past
// progressive only where it carries the sentence or reported speech; a perfect
// with a stretch of time; participles of acts that last.
func (r *run) aspect(i int) told {
	be, have := -1, -1
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, "aux", "aux:pass", "cop") {
			switch {
			case r.kin(int(c), isBe):
				be = int(c)
			case r.kin(int(c), isHave):
				have = int(c)
			}
		}
	}
	t := &r.toks[i]
	switch {
	case r.a.presentLasts && be < 0 && have < 0 && r.inForm(i, morph.Present) && r.a.lasting[r.lemma(i)]:
		return told{tocsin.Ongoing, span(i)}
	case r.inForm(i, morph.Gerund) && t.UPOS == "VERB" && be >= 0:
		if !r.inForm(be, morph.Past|morph.Infinitive) || r.carries(i) {
			return told{tocsin.Ongoing, span(be)}
		}
	case have >= 0 && !r.inForm(have, morph.Past) && r.stretch(i):
		return told{tocsin.Ongoing, span(have)}
	case be >= 0 && !r.inForm(be, morph.Past) && t.UPOS == "NOUN" && r.hasMark(i, isUnder) && r.child(i, "cop") >= 0:
		return told{tocsin.Ongoing, span(be)}
	case tocsin.RelIs(t.Rel, "acl", "advcl", "conj") && be < 0 && have < 0 && r.inForm(i, morph.Gerund|morph.Participle):
		if r.inForm(i, morph.Gerund) && r.a.lasting[r.lemma(i)] && tocsin.RelIs(t.Rel, "acl") || r.since(i) && r.a.lasting[r.lemma(i)] {
			return told{tocsin.Ongoing, span(i)}
		}
	}
	return told{}
}

// carries reports whether the clause is a main clause or reported speech.
func (r *run) carries(i int) bool {
	for n := 0; n < 8; n++ {
		if tocsin.RelIs(r.toks[i].Rel, "root", "ccomp", "parataxis") || r.toks[i].Head < 0 {
			return true
		}
		if !tocsin.RelIs(r.toks[i].Rel, "conj") {
			return false
		}
		i = r.toks[i].Head
	}
	return false
}

// stretch reports whether a phrase of duration goes with a perfect: "have
// refused food for five days", and "since" with what lasts.
func (r *run) stretch(i int) bool {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, "obl:", "nmod") && r.hasMark(int(c), isFor) &&
			r.kin(int(c), isSpell) {
			return true
		}
	}
	return (r.a.lasting[r.lemma(i)] || r.child(i, "cop") >= 0) && r.since(i)
}

// since reports whether a phrase with "since" stands in the clause after i.
func (r *run) since(i int) bool {
	for j := i + 1; j < min(i+20, r.sent.End); j++ {
		if r.toks[j].UPOS != "SCONJ" && r.kin(j, isSince) {
			return r.under(i, j)
		}
	}
	return false
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

// noArgument returns the word that empties an argument of predicate i: "no
// ships", "not a single shot", "nobody"; -1 for none.
func (r *run) noArgument(i int) int {
	if w := r.noAmong(i, "nsubj", "nsubj:pass", "obj"); w >= 0 {
		return w
	}
	if h := r.toks[i].Head; h >= 0 && h < i && tocsin.RelIs(r.toks[i].Rel, "acl") && r.toks[h].Rel == "root" && r.inForm(i, morph.Past) {
		return r.emptied(h) // "No soldiers crossed", its verb taken for a participle
	}
	return -1
}

// noAmong is noArgument among the dependents of some relations.
func (r *run) noAmong(i int, rels ...string) int {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		k := int(c)
		if !tocsin.RelIs(r.toks[k].Rel, rels...) {
			continue
		}
		if r.kin(k, isNobody) {
			return k
		}
		if w := r.emptied(k); w >= 0 {
			return w
		}
	}
	return -1
}

// emptied returns the word that empties the noun k: "no", "neither", "ni"; -1
// for none.
func (r *run) emptied(k int) int {
	for d := r.first[k]; d >= 0; d = r.next[d] {
		j := int(d)
		if r.kin(j, isNo) && !r.contrasted(k) && (tocsin.RelIs(r.toks[j].Rel, "det", "advmod", "cc:preconj") || j < k && r.toks[j].Rel == "cc") {
			return j
		}
	}
	return -1
}

// contrasted reports whether something else takes the place of argument k: "hit
// not the base but a school".
func (r *run) contrasted(k int) bool {
	c := r.child(k, "conj")
	if c < 0 {
		return false
	}
	cc := r.child(c, "cc")
	return cc >= 0 && r.kin(cc, isBut)
}

func (r *run) present(i int) bool {
	return r.inForm(i, morph.Present)
}

func span(i int) tocsin.Span {
	if i < 0 {
		return tocsin.Span{}
	}
	return tocsin.Span{Start: i, End: i + 1}
}
