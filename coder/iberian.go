package coder

import "tocsin"

// This file sees through the commonest errors of the parser in languages where
// times stand behind the verb and verbs of saying behind what is said.

// dated reports whether the nominal at k is a time.
func (v *view) dated(k int) bool {
	return v.inTime(k) || v.lex.of(v.tok(k).Lemma)&v.lex.date != 0
}

// afterTime is the verb whose complement the clause i is, where the tree makes
// it a relative clause of the time between them: "anunció el lunes que …"; -1
// where it does not.
func (v *view) afterTime(i int) int {
	h := v.head(i)
	if !v.personal() || h < 0 || !tocsin.RelIs(v.tok(i).Rel, "acl", "acl:relcl") || !v.finite(i) || !v.dated(h) {
		return -1
	}
	if g := v.head(h); g >= 0 && g < h && v.tok(g).UPOS == "VERB" {
		return g
	}
	return -1
}

// fronted is the subject of the verb i that the tree gives to the verb of
// saying behind it: "Las tropas cruzaron el río, confirmó …"; -1 for none.
func (v *view) fronted(i int) int {
	h := v.head(i)
	if !v.personal() || h < i || !tocsin.RelIs(v.tok(i).Rel, "ccomp", "parataxis") || !v.finite(i) {
		return -1
	}
	if n := v.find(h, "nsubj"); n >= 0 && n < i {
		return n
	}
	return -1
}

// behindVerb is the subject behind the verb i that the tree takes for a
// circumstance: "Lo visitaron dos obispos"; -1 for none.
func (v *view) behindVerb(i int) int {
	if !v.personal() || v.tok(i).Feat("VerbForm") != "Fin" {
		return -1
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		late := v.tok(c).Rel == "obl" || v.tok(c).Rel == "obj" && (c != v.directObject(i) || v.quotesBefore(i))
		if c > i && late && v.find(c, "case") < 0 && nominalTag(v.tok(c)) && !v.dated(c) && v.lex.of(v.tok(c).Lemma)&v.lex.somebody() != 0 {
			return c
		}
	}
	return -1
}

// underTime is the object that the tree hangs on the time k between it and its
// verb: "lanzó el martes una docena de misiles"; k where it does not.
func (v *view) underTime(k int) int {
	for n := 0; v.personal() && n < maxHops && v.dated(k); n++ {
		next := -1
		for c := v.first(k); c >= 0; c = v.after(c) {
			if c > k && tocsin.RelIs(v.tok(c).Rel, "nmod", "appos", "conj") {
				next = c
			}
		}
		if next < 0 {
			break
		}
		k = next
	}
	return k
}

// pastTime is the object of the verb i that the tree hangs on a time behind the
// verb; -1 for none.
func (v *view) pastTime(i int) int {
	for c := v.first(i); v.personal() && c >= 0; c = v.after(c) {
		if c < i || !tocsin.RelIs(v.tok(c).Rel, "obl", "obj") || !v.dated(c) {
			continue
		}
		if k := v.underTime(c); !v.dated(k) {
			return k
		}
	}
	return -1
}

// subjectChild is the subject that the tree gives the verb i, but no time: in
// "El domingo dimitió el ministro" that is what the parser takes for one.
func (v *view) subjectChild(i int) int {
	out := -1
	for c := v.first(i); c >= 0; c = v.after(c) {
		if !tocsin.RelIs(v.tok(c).Rel, "nsubj", "nsubj:pass", "nsubj:outer") || v.personal() && v.dated(c) {
			continue
		}
		if out < 0 || v.personal() && v.tok(out).UPOS == "PRON" && v.plays(out, roleRelative) {
			out = c // beside a subject "que" is a conjunction
		}
	}
	return out
}

// someone is the first phrase of people behind the verb i, in its clause,
// wherever the tree hangs it: behind the preposition of people or, where bare is
// true, behind none ("fueron asesinados en la plaza, dos jueces"); -1 for none.
func (v *view) someone(i int, bare bool) int {
	if !v.personal() {
		return -1
	}
	people := v.lex.person | v.lex.force
	for k := i + 1; k < min(v.s.End, i+maxAway); k++ {
		t := v.tok(k)
		switch {
		case t.UPOS == "SCONJ", t.Form == ";", t.UPOS == "PRON" && v.plays(k, roleRelative), t.UPOS == "VERB" && t.Rel != "amod":
			return -1
		case t.UPOS != "NOUN" || v.mask(k)&people == 0:
			continue
		case bare && v.find(k, "case") < 0 && !tocsin.RelIs(t.Rel, "appos", "conj", "flat", "compound"), !bare && v.cased(k, rolePersonal) && !v.plays(k, roleLocution):
			return k
		}
	}
	return -1
}

// maxAway is how far behind its verb a misplaced phrase may stand.
const maxAway = 16

// underObject lists what stands behind a preposition under the object of the
// verb i, or under what the object counts: "disparó decenas de cohetes contra …".
func (s *scene) underObject(i int, prep string) []int {
	v, o := s.v, s.v.object(i)
	if o < 0 {
		return nil
	}
	out := s.phrases(nil, o, prep)
	for c := v.first(o); c >= 0 && len(out) == 0 && s.counts(o); c = v.after(c) {
		if v.cased(c, roleOf) {
			out = s.phrases(out, c, prep)
		}
	}
	return out
}

// quotesBefore reports whether what the verb i says stands in front of it, so
// that the noun behind it is who says it: "…, denunció una organización".
func (v *view) quotesBefore(i int) bool {
	c := v.find(i, "ccomp", "parataxis")
	return v.personal() && c >= 0 && c < i
}
