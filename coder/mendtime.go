package coder

import (
	"slices"

	"tocsin"
)

// This file repairs trees around a time that stands between a verb and its
// object ("freed on Sunday nine sailors") and around a clause of time whose
// conjunction the tree takes for a preposition ("severed ties after protesters
// stormed …").

// preposed makes a preposition of several words ("frente a") that the tree hangs
// on the verb i one of the phrase right behind it; it returns the token and the
// phrase, -1 if there is none.
func preposed(d *tocsin.Doc, s tocsin.Span, i int) (prep, phrase int) {
	for k := i + 1; k < s.End; k++ {
		if d.Tokens[k].Head != i || d.Tokens[k].Rel != "advmod" || d.Child(k, "fixed") < k {
			continue
		}
		next := d.Subtree(k).End
		for c := next; c < s.End; c++ {
			if t := &d.Tokens[c]; t.Head == i && tocsin.RelIs(t.Rel, "obl", "obj") {
				if d.Child(c, "case") < 0 && d.Subtree(c).Start == next {
					return k, c
				}
				break
			}
		}
	}
	return -1, -1
}

// appointed is the noun before the participle i that the tagger takes for a noun
// itself: "the air exercise set for Sunday"; -1 if there is none.
func appointed(d *tocsin.Doc, s tocsin.Span, i int) int {
	if t := &d.Tokens[i]; t.UPOS != "NOUN" || t.Lemma != "set" || i == s.Start || i+1 >= s.End || d.Tokens[i+1].Lemma != "for" {
		return -1
	}
	if n := &d.Tokens[i-1]; n.UPOS != "NOUN" || n.Head != i || n.Rel != "compound" {
		return -1
	}
	return i - 1
}

// detach makes the noun n the head of its phrase and i a participle under it.
func detach(d *tocsin.Doc, s tocsin.Span, i, n int) {
	set := &d.Tokens[i]
	d.Tokens[n].Head, d.Tokens[n].Rel = set.Head, set.Rel
	for k := s.Start; k < s.End; k++ {
		if c := &d.Tokens[k]; c.Head == i && k != n && k < i {
			c.Head = n
		} else if c.Head == i && c.Rel == "nmod" {
			c.Rel = "obl"
		}
	}
	set.Head, set.Rel, set.UPOS, set.XPOS = n, "acl", "VERB", "VBN"
}

// phrasal reports whether the noun i is a verb with its particle: "Mali shot down
// a Danish jet".
func phrasal(d *tocsin.Doc, s tocsin.Span, i int) bool {
	t := &d.Tokens[i]
	if t.UPOS != "NOUN" || i == s.Start || i+2 >= s.End || d.Child(i, "compound:prt") != i+1 || d.Child(i, "det", "amod", "nmod:poss", "obj") >= 0 {
		return false
	}
	return nominalTag(&d.Tokens[i-1]) && d.Tokens[i-1].Head == i
}

// inflect makes the noun i the finite verb that it is, with what stands before it
// for subject and the bare noun behind it for object.
func inflect(d *tocsin.Doc, s tocsin.Span, i int) {
	t := &d.Tokens[i]
	t.UPOS, t.XPOS, t.Feats = "VERB", "VBD", ""
	if t.Rel == "nsubj" || t.Rel == "obj" || t.Rel == "compound" {
		t.Rel = "ccomp"
	}
	if h := t.Head; h == i-1 && h >= s.Start {
		t.Head, t.Rel = d.Tokens[h].Head, d.Tokens[h].Rel
	}
	d.Tokens[i-1].Head, d.Tokens[i-1].Rel = i, "nsubj"
	object := -1
	for k := i + 2; k < s.End; k++ {
		c := &d.Tokens[k]
		switch {
		case c.Head == i && object < 0 && tocsin.RelIs(c.Rel, "nmod", "appos", "dep") && d.Child(k, "case") < 0:
			c.Rel, object = "obj", k
		case c.Head == i && c.Rel == "nmod":
			c.Rel = "obl"
		case object >= 0 && c.Head == object && c.Rel == "conj" && c.UPOS == "VERB" && d.Child(k, "nsubj:") < 0:
			c.Head = i
		}
	}
}

// crossed is the name in front of the finite verb i that the tree makes a part of
// the object behind it: "Mali froze Danish assets"; -1 if there is none.
func crossed(d *tocsin.Doc, s tocsin.Span, i int) int {
	o := d.Child(i, "obj")
	if o <= i || d.Child(i, "nsubj:", "csubj", "mark", "aux") >= 0 || d.Tokens[i].Rel != "root" {
		return -1
	}
	k := i - 1
	if k >= s.Start && d.Tokens[k].UPOS == "PROPN" && d.Tokens[k].Head == o {
		return k
	}
	return -1
}

// swallowed is the object of the verb i that the tree hangs on the preposition
// of the time before it, with that time; -1 if there is none.
func swallowed(d *tocsin.Doc, s tocsin.Span, i int) (object, at int) {
	for c := i + 2; c < s.End; c++ {
		if t := &d.Tokens[c]; t.Head != i || !tocsin.RelIs(t.Rel, "obl", "nmod") || t.UPOS != "NOUN" && t.UPOS != "PROPN" {
			continue
		}
		k := d.Child(c, "case")
		if k != i+1 {
			continue
		}
		for n := range d.Times {
			if w := &d.Times[n]; w.Start <= k+1 && w.Contains(k+1) && w.End <= c && d.Child(i, "obj") < 0 {
				return c, n
			}
		}
	}
	return -1, -1
}

// disgorge hangs the object of the verb i on it, and the time with its
// preposition beside it.
func disgorge(d *tocsin.Doc, i, object, at int) {
	w := &d.Times[at]
	d.Tokens[d.Child(object, "case")].Head = w.Head
	d.Tokens[w.Head].Head, d.Tokens[w.Head].Rel = i, "obl"
	for k := i + 2; k < object; k++ {
		if t := &d.Tokens[k]; !w.Contains(k) && w.Contains(t.Head) {
			t.Head = object
		} else if w.Contains(k) && k != w.Head && !w.Contains(t.Head) {
			t.Head = w.Head
		}
	}
	d.Tokens[object].Head, d.Tokens[object].Rel = i, "obj"
}

// orders are prepositions that as often open a clause of time.
var orders = []string{"after", "before", "since", "until", "as", "while", "when"}

// secondSubject is the first of two subjects of the verb i where the second
// stands behind a conjunction of time: the verb is in a clause of its own, and
// the first subject in another; -1 if there is none.
func secondSubject(d *tocsin.Doc, s tocsin.Span, i int) int {
	first := -1
	for k := s.Start; k < i; k++ {
		if t := &d.Tokens[k]; t.Head != i || t.Rel != "nsubj" {
			continue
		}
		if c := d.Child(k, "case", "mark"); first >= 0 && c >= 0 && slices.Contains(orders, d.Tokens[c].Lemma) {
			return first
		}
		first = k
	}
	return -1
}
