package factuality

import (
	"strings"

	"tocsin"
	"tocsin/internal/morph"
)

// context says in what status dependent k of i stands, before its own words.
func (r *run) context(i, k int) told {
	rel := r.toks[k].Rel
	if r.toks[i].UPOS == "PUNCT" {
		return told{}
	}
	if e, ok := r.effectOn(i, k); ok {
		return e
	}
	if r.supposes(i, k) {
		return told{tocsin.Possible, span(i)}
	}
	switch {
	case tocsin.RelIs(rel, "xcomp"):
		return r.st[i]
	case tocsin.RelIs(rel, "advcl"):
		return r.adverbialClause(i, k)
	case tocsin.RelIs(rel, "ccomp", "csubj") && r.hasMark(k, isOpen):
		return told{tocsin.Possible, span(r.child(k, "mark"))}
	case tocsin.RelIs(rel, "conj"):
		return r.conjunct(i, k)
	case tocsin.RelIs(rel, "acl") && r.infinitiveForm(k) && r.aims(k):
		return r.purpose(i, k)
	case tocsin.RelIs(rel, "obj", "nsubj:pass", "obl:", "nsubj"):
		if r.shares(i, k) {
			if w := r.noAmong(i, "nsubj", "nsubj:pass"); w >= 0 && w != k {
				return told{tocsin.Negated, span(w)} // "neither side will hold exercises"
			}
			return r.verb[i]
		}
		if tocsin.RelIs(rel, "nsubj") && r.empty(k) && (r.verb[i].status == tocsin.Planned || r.verb[i].status == tocsin.Possible) {
			return told{tocsin.Possible, r.verb[i].cue} // "no attack will go unanswered"
		}
	}
	return told{}
}

// supposes reports whether i is the "had" of "Had the guards fired, …", taken
// for a verb of its own with what was not so below it.
func (r *run) supposes(i, k int) bool {
	return r.opens(i) && r.kin(i, isHave) && r.toks[i].UPOS == "VERB" || r.toks[i].UPOS == "AUX" && r.opens(i) && r.kin(i, isHave) && r.inForm(k, morph.Participle)
}

// opens reports whether auxiliary i stands at the start of a sentence that is
// no question, before its subject: a condition without "if".
func (r *run) opens(i int) bool {
	return i == r.sent.Start && i+1 < r.sent.End && r.kin(i, isInverts) && r.inForm(i, morph.Past|morph.Modal) &&
		oneOf(r.toks[i+1].UPOS, "DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM") && r.toks[r.sent.End-1].Form != "?"
}

// effectOn looks up what word i does to what stands in the slot of k.
func (r *run) effectOn(i, k int) (told, bool) {
	var effects []effect
	switch r.toks[i].UPOS {
	case "VERB", "AUX":
		effects = r.verbEffects(i)
	case "NOUN":
		effects = r.a.nouns[r.lemma(i)]
	case "ADJ", "ADV":
		effects = r.a.adjs[r.lemma(i)]
	}
	if e, ok := r.effectAmong(effects, i, k); ok || r.toks[i].UPOS != "VERB" {
		return e, ok
	}
	return r.effectAmong(r.a.adjs[strings.ToLower(r.toks[i].Form)], i, k) // is expected to, is set to
}

// effectAmong returns the first of a word's effects on what stands in the slot
// of k.
func (r *run) effectAmong(effects []effect, i, k int) (told, bool) {
	for n := range effects {
		e := &effects[n]
		if !r.has(i, e.particle) {
			continue
		}
		for _, slot := range e.slots {
			if !r.fills(i, k, slot) || !r.applies(i, k, slot, e.status) {
				continue
			}
			base := r.st[i]
			if slot == "ccomp" || r.toks[i].UPOS == "NOUN" && base.status != tocsin.Negated {
				base = told{}
			}
			return compose(base, told{e.status, span(i)}), true
		}
	}
	return told{}, false
}

// verbEffects looks verb i up by its lemma, or by its form where the lemma is
// unknown.
func (r *run) verbEffects(i int) []effect {
	if es := r.a.verbs[r.lemma(i)]; es != nil {
		return es
	}
	if base := r.a.forms[strings.ToLower(r.toks[i].Form)]; base != "" {
		return r.a.verbs[base]
	}
	return nil
}

// compose applies the effect of a governing word to its own status: "may fail
// to" leaves it open, "did not fail to" means done.
func compose(governor, e told) told {
	if governor.status == tocsin.Ongoing && e.status != tocsin.Occurred {
		return e
	}
	return merge(governor, e)
}

// has reports whether verb i comes with the particle that an effect needs.
func (r *run) has(i int, particle string) bool {
	if particle == "" {
		return true
	}
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, "compound:prt", "advmod") && r.lemma(int(c)) == particle {
			return true
		}
	}
	return false
}

// fills reports whether k stands in a slot of i.
func (r *run) fills(i, k int, slot string) bool {
	rel := r.toks[k].Rel
	switch slot {
	case "inf":
		return r.infinitive(i, k)
	case "obj":
		return tocsin.RelIs(rel, "obj", "nsubj:pass", "csubj:pass") ||
			rel == "obl" && r.toks[k].UPOS == "NOUN" && k > i && r.child(k, "case") < 0
	case "subj":
		return tocsin.RelIs(rel, "nsubj") && r.toks[k].UPOS == "NOUN"
	case "ccomp":
		return tocsin.RelIs(rel, "ccomp") || tocsin.RelIs(rel, "acl:") && r.hasMark(k, isThat)
	case "csubj":
		return tocsin.RelIs(rel, "csubj:")
	case "compound":
		return tocsin.RelIs(rel, "compound")
	}
	prep, ok := strings.CutPrefix(slot, "~")
	return ok && tocsin.RelIs(rel, "obl:", "nmod", "advcl", "acl", "xcomp", "ccomp") && r.hasWord(k, prep)
}

// infinitive reports whether k is the infinitive or gerund that i governs. One
// that the tree hangs on a verb as an adverbial counts if no other is there:
// "called on them to leave".
func (r *run) infinitive(i, k int) bool {
	rel, to := r.toks[k].Rel, r.infinitiveForm(k)
	switch {
	case tocsin.RelIs(rel, "xcomp"):
		return to || r.inForm(k, morph.Gerund) && r.child(k, "mark") < 0 || r.kin(i, isLet)
	case tocsin.RelIs(rel, "acl", "ccomp"):
		return to
	}
	return tocsin.RelIs(rel, "advcl") && to && k > i && r.toks[i].UPOS == "VERB" && r.child(i, "xcomp", "ccomp") < 0
}

// applies keeps an effect from where the words presuppose the act: a feared
// attack is open, "the attack" that people fear may have happened; only
// "going to" foretells; "had to" is done.
func (r *run) applies(i, k int, slot string, s tocsin.Status) bool {
	switch {
	case r.kin(i, isGo):
		return r.inForm(i, morph.Gerund)
	case r.kin(i, isManage): // "was able to reach": it did
		cop := r.child(i, "cop")
		return cop < 0 || !r.inForm(cop, morph.Past)
	case r.kin(i, isHave):
		return r.hasMark(k, isTo) && !r.inForm(i, morph.Past)
	case r.kin(i, isApprove): // a law is made by approving it, a dispatch is not
		return !r.kin(k, isLaw)
	case r.kin(i, isTalk):
		return r.inForm(k, morph.Gerund)
	case slot == "ccomp" && r.kin(i, isWish):
		bare := r.inForm(k, morph.Infinitive) || r.inForm(k, morph.Present) && r.inForm(i, morph.Past)
		return bare && r.child(k, "aux") < 0 || r.kin(i, isSuggest)
	}
	if s == tocsin.Possible && slot != "inf" && slot != "ccomp" && slot != "csubj" && r.toks[k].UPOS == "NOUN" {
		return !r.definite(k)
	}
	return true
}

func (r *run) definite(k int) bool {
	for c := r.first[k]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, "det") && r.kin(int(c), isThe) {
			return true
		}
	}
	return false
}

// empty reports whether noun k has the determiner "no".
func (r *run) empty(k int) bool {
	d := r.child(k, "det")
	return d >= 0 && r.kin(d, isNone) && r.toks[k].UPOS == "NOUN"
}

// shares reports whether the act k is one with its light verb i.
func (r *run) shares(i, k int) bool {
	if r.toks[k].UPOS != "NOUN" {
		return false
	}
	for _, slot := range r.a.light[r.lemma(i)] {
		switch {
		case slot == "obj" && tocsin.RelIs(r.toks[k].Rel, "obj", "nsubj:pass"),
			slot == "subj" && tocsin.RelIs(r.toks[k].Rel, "nsubj"):
			return true
		case slot == "obj" && tocsin.RelIs(r.toks[k].Rel, "obl") && r.hasMark(k, isInto):
			return r.kin(i, isJoin)
		}
	}
	return false
}

// adverbialClause reads the mark of an adverbial clause.
func (r *run) adverbialClause(i, k int) told {
	for c := r.first[k]; c >= 0; c = r.next[c] {
		m := int(c)
		if !tocsin.RelIs(r.toks[m].Rel, "mark", "case", "cc") {
			continue
		}
		l := r.lemma(m)
		if s := r.a.marks[l]; s != "" && !r.asThough(m) {
			return told{s, span(m)}
		}
		open := r.verb[i].status == tocsin.Planned || r.verb[i].status == tocsin.Possible
		if open && r.kin(m, isPending) && !r.inForm(k, morph.Past|morph.Participle) {
			return told{tocsin.Possible, span(m)}
		}
		if r.kin(m, isMeans) && r.inForm(k, morph.Gerund) {
			return r.verb[i]
		}
	}
	switch {
	case r.infinitiveForm(k) && r.aims(k):
		return r.purpose(i, k)
	case r.child(k, "mark") < 0 && r.inForm(k, morph.Gerund|morph.Participle) && k > i && r.child(k, "nsubj", "aux") < 0:
		if s := r.verb[i]; s.status == tocsin.Planned || s.status == tocsin.Possible {
			return s // "will launch strikes, killing …"
		}
	}
	return told{}
}

func (r *run) asThough(m int) bool {
	return m > r.sent.Start && r.kin(m-1, isEven) && !r.kin(m, isIf)
}

// purpose is the status of an act for whose sake another is done.
func (r *run) purpose(i, k int) told {
	m := r.child(k, "mark")
	switch r.st[i].status {
	case tocsin.Possible, tocsin.Negated:
		return told{tocsin.Possible, span(m)}
	}
	return told{tocsin.Planned, span(m)}
}

// conjunct lets a second verb share what stands before the first: "will
// deploy and attack". A clause with its own auxiliary or finite verb stands
// alone.
func (r *run) conjunct(i, k int) told {
	if !r.predicate(k) {
		if r.predicate(i) {
			return told{}
		}
		return r.st[i]
	}
	if r.child(k, "aux", "aux:pass", "nsubj", "nsubj:pass", "cop") >= 0 {
		if tocsin.RelIs(r.toks[i].Rel, "advcl", "xcomp", "ccomp") && r.child(k, "nsubj") < 0 {
			return r.outside(i)
		}
		return told{}
	}
	if r.child(i, "aux:pass") >= 0 && r.child(k, "obj", "xcomp", "ccomp") >= 0 {
		return told{} // a passive and an active share neither "was" nor subject
	}
	if r.inForm(k, morph.Gerund) && r.inForm(i, morph.Infinitive) {
		return r.st[i] // "will involve arming … and training"
	}
	if r.form[k] != r.form[i] && !r.inForm(k, morph.Any) {
		return told{}
	}
	return r.st[i]
}

// outside is the context in which i itself stands.
func (r *run) outside(i int) told {
	if h := r.toks[i].Head; h >= 0 {
		return r.context(h, i)
	}
	return told{}
}

func (r *run) child(i int, rels ...string) int {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, rels...) {
			return int(c)
		}
	}
	return -1
}

// hasWord reports whether a case or mark with this lemma introduces i.
func (r *run) hasWord(i int, lemma string) bool {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, "case", "mark") && r.lemma(int(c)) == lemma {
			return true
		}
	}
	return false
}

// hasMark reports whether a case or mark of this class introduces i.
func (r *run) hasMark(i int, k kin) bool {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if r.words[c]&k != 0 && tocsin.RelIs(r.toks[c].Rel, "case", "mark") {
			return true
		}
	}
	return false
}

// aims reports whether infinitive k is one of purpose: in a language without a
// mark of the infinitive its preposition tells.
func (r *run) aims(k int) bool { return r.a.marksInfinitive || r.hasMark(k, isAim) }

// infinitiveForm reports whether i is an infinitive: by its mark in languages that
// have one, else by its form.
func (r *run) infinitiveForm(i int) bool {
	if r.a.marksInfinitive {
		return r.hasMark(i, isTo)
	}
	return r.inForm(i, morph.Infinitive)
}

// kin reports whether token i is of one of the classes; no token is of none.
func (r *run) kin(i int, k kin) bool { return i >= 0 && i < len(r.words) && r.words[i]&k != 0 }

// inForm reports whether token i has one of the forms.
func (r *run) inForm(i int, f morph.Form) bool { return r.form[i]&f != 0 }

// lemma is the lower-cased lemma of a token, or its form if it has none.
func (r *run) lemma(i int) string {
	l := r.toks[i].Lemma
	if l == "" {
		l = r.toks[i].Form
	}
	return strings.ToLower(l)
}
