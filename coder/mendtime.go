package coder

import (
	"slices"

	"tocsin"
)

// This file repairs trees around a time that stands between a verb and its
// object ("freed on Sunday nine sailors") and around a clause of time whose
// conjunction the tree takes for a preposition ("severed ties after protesters
// stormed …").

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
