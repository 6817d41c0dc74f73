package coder

import (
	"slices"

	"tocsin"
)

// This file finds who acts where a language drops the subject: "También ordenó
// cerrar la frontera". The actor is who the text is about so far; its words are
// the verb.

// elide casts an act whose verb has no subject.
func (s *scene) elide(a *act) {
	if !s.v.personal() || len(a.actors) > 0 || !slices.Contains(a.Sense.Actor, Slot("subj")) {
		return
	}
	g := s.finiteAbove(a.verb)
	if g < 0 || s.subjectOf(g) >= 0 || s.v.passive(g) || s.v.impersonal(g) || s.v.tok(g).Feat("Mood") == "Sub" {
		return
	}
	if h := s.mainVerbOf(g); h >= 0 {
		if n := s.surface(h, 0); n >= 0 && s.agrees(g, n) {
			a.actors = s.partiesAt(n, 0)
			return
		}
	}
	if len(s.actors[g]) > 0 {
		a.actors = slices.Clone(s.actors[g])
	} else if k := s.topic(g); k >= 0 {
		a.actors, a.elided = slices.Clone(s.page.actors[k]), g
	}
}

// finiteAbove is the finite verb whose subject the verb i shares: itself, or the
// one that governs it as an infinitive or in coordination; -1 for none.
func (s *scene) finiteAbove(i int) int {
	v := s.v
	for n := 0; n < maxHops && i >= 0; n++ {
		t := v.tok(i)
		if t.UPOS == "VERB" && (t.Rel != "acl" && t.Rel != "acl:relcl" || v.relativeObject(i)) && (t.Feat("VerbForm") == "Fin" || v.find(i, "aux") >= 0) && (t.Rel != "conj" || v.tok(v.head(i)).UPOS != "VERB") {
			return i
		}
		if !tocsin.RelIs(t.Rel, "xcomp", "ccomp", "conj", "advcl") || t.Feat("VerbForm") == "Inf" && v.marked(i, roleAim) {
			return -1
		}
		if h := v.head(i); t.Feat("VerbForm") == "Inf" && h >= 0 && s.commanded(h) >= 0 && t.Rel != "conj" {
			return -1 // whom it is told to does it
		}
		i = v.head(i)
	}
	return -1
}

// mainVerbOf is the verb above the noun that the relative clause g modifies; -1
// where g is no relative clause.
func (s *scene) mainVerbOf(g int) int {
	v := s.v
	if !tocsin.RelIs(v.tok(g).Rel, "acl", "acl:relcl") {
		return -1
	}
	for i, n := v.head(g), 0; i >= 0 && n < maxHops; i, n = v.head(i), n+1 {
		if v.tok(i).UPOS == "VERB" {
			return i
		}
	}
	return -1
}

// subjectOf is the subject of the finite verb g, own or shared; -1 for none.
func (s *scene) subjectOf(g int) int {
	if n := s.v.find(g, "nsubj", "nsubj:pass", "csubj"); n >= 0 {
		return n
	}
	return s.shared(g, 0)
}

// reach is how many sentences back a dropped subject is looked for.
const reach = 3

// topic is the last subject before the verb g that agrees with it; -1 for none.
func (s *scene) topic(g int) int {
	for k := s.index - 1; k >= max(0, s.index-reach); k-- {
		root, ok := s.root(k)
		if !ok {
			continue
		}
		for i := s.doc.Sents[k].Start; i < s.doc.Sents[k].End; i++ {
			t := &s.doc.Tokens[i]
			if t.Head != root || !tocsin.RelIs(t.Rel, "nsubj", "nsubj:pass") {
				continue
			}
			if len(s.page.actors[i]) > 0 && s.agrees(g, i) {
				return i
			}
			return -1 // something else has become the topic
		}
	}
	return -1
}

// root is the root of sentence k.
func (s *scene) root(k int) (int, bool) {
	for i := s.doc.Sents[k].Start; i < s.doc.Sents[k].End; i++ {
		if s.doc.Tokens[i].Rel == "root" {
			return i, true
		}
	}
	return 0, false
}

// agrees reports whether the verb g can have the noun at i, of an earlier
// sentence, for its subject: both in the third person and of one number.
func (s *scene) agrees(g, i int) bool {
	f := s.v.tok(g)
	if f.Feat("VerbForm") != "Fin" {
		if aux := s.v.find(g, "aux"); aux >= 0 {
			f = s.v.tok(aux)
		}
	}
	if p := f.Feat("Person"); p == "1" || p == "2" {
		return false
	}
	plural := s.doc.Tokens[i].Feat("Number") == "Plur"
	for j := i + 1; j < len(s.doc.Tokens) && !plural && j < i+maxLeft; j++ {
		plural = s.doc.Tokens[j].Head == i && s.doc.Tokens[j].Rel == "conj"
	}
	return f.Feat("Number") == "" || plural == (f.Feat("Number") == "Plur")
}
