package coder

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// This file repairs a tree that runs two names into one across the verb
// between them ("President Li accused Prime Minister Lee of …"). How often the
// parser does so depends on the names, and a record must not.

// mend returns the Doc with such trees repaired: itself where there are none,
// else a copy with tokens of its own.
func mend(d *tocsin.Doc) *tocsin.Doc {
	out := d
	own := func() *tocsin.Doc {
		if out == d {
			c := *d
			c.Tokens = slices.Clone(d.Tokens)
			out = &c
		}
		return out
	}
	for _, s := range d.Sents {
		for i := s.Start; i < s.End; i++ {
			respell(out, own, s, i)
			if d.Tokens[i].UPOS == "VERB" && i > s.Start {
				reattach(d, own, s, i)
			}
		}
	}
	return out
}

// respell repairs what the tagger made of the word i: verbs taken for nouns, and
// the other way round, and prepositions of several words.
func respell(d *tocsin.Doc, own func() *tocsin.Doc, s tocsin.Span, i int) {
	if phrasal(d, s, i) {
		inflect(own(), s, i)
	}
	if n := appointed(d, s, i); n >= 0 {
		detach(own(), s, i, n)
	}
	if d.Tokens[i].UPOS != "VERB" {
		return
	}
	if verbalNoun(d, s, i) {
		entitle(own(), i)
	}
	if k, c := preposed(d, s, i); k >= 0 {
		ts := own().Tokens
		ts[k].Head, ts[k].Rel, ts[c].Rel = c, "case", "obl"
	}
}

// reattach repairs what hangs on the verb i, and what it hangs on.
func reattach(d *tocsin.Doc, own func() *tocsin.Doc, s tocsin.Span, i int) {
	if run := nameBehind(d, s, i); !run.IsZero() {
		rehang(own(), s, i, run)
	} else if k := speakerBefore(d, s, i); k >= 0 {
		subject(own(), k, i)
	} else if k := opener(d, s, i); k >= 0 {
		subject(own(), k, i)
		own().Tokens[i].Rel = "conj"
	} else if k := sinceTime(d, s, i); k >= 0 {
		own().Tokens[i].Head = k
	} else if inverted(d, s, i) {
		turn(own(), s, i)
	} else if k := lifted(d, s, i); k >= 0 {
		own().Tokens[k].Head = i
	} else if k := crossed(d, s, i); k >= 0 {
		subject(own(), k, i)
	} else if o, w := swallowed(d, s, i); o >= 0 {
		disgorge(own(), i, o, w)
	} else if k := secondSubject(d, s, i); k >= 0 {
		own().Tokens[k].Rel = "parataxis"
	}
}

// subject makes k the subject of the verb i.
func subject(d *tocsin.Doc, k, i int) {
	d.Tokens[k].Head, d.Tokens[k].Rel = i, "nsubj"
}

// speakerBefore is the noun phrase behind a comma, right before the verb i that
// governs the sentence and has no subject, which the tree takes for an
// apposition of the last name: "…, analysts in Lima said". -1 if there is none.
func speakerBefore(d *tocsin.Doc, s tocsin.Span, i int) int {
	if t := &d.Tokens[i]; t.Rel != "root" || t.XPOS == "VBG" || t.XPOS == "VB" || i+3 < s.End {
		return -1
	}
	k := i - 1
	for n := 0; n < maxHops && d.Tokens[k].Rel != "appos" && d.Tokens[k].Head >= s.Start && d.Tokens[k].Head < k; n++ {
		k = d.Tokens[k].Head
	}
	if d.Tokens[k].Rel != "appos" || d.Child(i, "nsubj:", "csubj") >= 0 {
		return -1
	}
	if start := d.Subtree(k).Start; start == s.Start || d.Tokens[start-1].Form != "," && d.Tokens[start].Form != "," {
		return -1
	}
	return k
}

// opener is the noun phrase right before the finite verb i that the tree joins
// to an object in front of it, though it opens a clause of its own: "will send
// tanks and Lima recalled its envoy". -1 if there is none.
func opener(d *tocsin.Doc, s tocsin.Span, i int) int {
	t := &d.Tokens[i]
	if t.XPOS != "VBD" && t.XPOS != "VBZ" || !tocsin.RelIs(t.Rel, "xcomp", "conj", "advcl", "ccomp", "parataxis") || d.Child(i, "nsubj:", "csubj", "mark", "cc") >= 0 || d.Child(i, "obj", "ccomp", "xcomp") < i {
		return -1
	}
	k := i - 1
	for n := 0; n < maxHops && d.Tokens[k].Rel != "conj" && d.Tokens[k].Head >= s.Start && d.Tokens[k].Head < k; n++ {
		k = d.Tokens[k].Head
	}
	if o := d.Tokens[k].Head; d.Tokens[k].Rel != "conj" || d.Tokens[k].UPOS == "VERB" || o < t.Head || d.Tokens[o].Rel != "obj" && d.Tokens[o].Rel != "obl" || d.Child(k, "cc") < 0 || d.Dominates(k, i) {
		return -1
	}
	return k
}

// sinceTime is the verb that the verb i is joined to where the tree joins it to
// the time between them: "raided the office on Friday and took papers". -1 if
// there is none.
func sinceTime(d *tocsin.Doc, s tocsin.Span, i int) int {
	h := d.Tokens[i].Head
	if d.Tokens[i].Rel != "conj" || h < s.Start || h >= i || d.Tokens[h].UPOS == "VERB" || d.Child(i, "nsubj:") >= 0 {
		return -1
	}
	g := d.Tokens[h].Head
	if g < s.Start || d.Tokens[g].UPOS != "VERB" || d.Tokens[g].Head == i || !slices.ContainsFunc(d.Times, func(w tocsin.When) bool { return w.Contains(h) }) {
		return -1
	}
	return g
}

// lifted is the subject of the verb i that the tree hangs on the verb of saying
// behind it, beside the speaker: "Kenya and Mali will meet on Friday, an envoy
// said". -1 if there is none.
func lifted(d *tocsin.Doc, s tocsin.Span, i int) int {
	t := &d.Tokens[i]
	if t.Rel != "ccomp" || t.Head <= i || !s.Contains(t.Head) || d.Child(i, "nsubj:", "csubj") >= 0 {
		return -1
	}
	first := -1
	for k := s.Start; k < s.End; k++ {
		if d.Tokens[k].Head != t.Head || d.Tokens[k].Rel != "nsubj" {
			continue
		}
		if k > i {
			return first
		}
		first = k
	}
	return -1
}

// inverted reports whether the verb i has a subject of its own in front and
// the tree makes it a modifier of the noun behind it, which is its object:
// "Turkish jets bombed rebel positions".
func inverted(d *tocsin.Doc, s tocsin.Span, i int) bool {
	t := &d.Tokens[i]
	if t.Rel != "amod" || t.Head <= i || !s.Contains(t.Head) {
		return false
	}
	n := d.Child(i, "nsubj")
	return n >= 0 && n < i && d.Child(t.Head, "cop", "nsubj:") < 0
}

// turn makes the verb i govern the noun behind it, with the times that hang on
// the noun.
func turn(d *tocsin.Doc, s tocsin.Span, i int) {
	h := d.Tokens[i].Head
	object, verb := &d.Tokens[h], &d.Tokens[i]
	verb.Head, verb.Rel = object.Head, object.Rel
	if tocsin.RelIs(verb.Rel, "nsubj:", "obj", "obl:") {
		verb.Rel = "ccomp"
	}
	object.Head, object.Rel = i, "obj"
	for k := h + 1; k < s.End; k++ {
		c := &d.Tokens[k]
		if c.Head == h && c.Rel == "nmod" && slices.ContainsFunc(d.Times, func(w tocsin.When) bool { return w.Contains(k) }) {
			c.Head, c.Rel = i, "obl"
		}
	}
}

// verbalNoun reports whether the gerund i is a noun, the subject of the verb
// behind it: "Fighting between the clans resumed".
func verbalNoun(d *tocsin.Doc, s tocsin.Span, i int) bool {
	t := &d.Tokens[i]
	h := t.Head
	if t.XPOS != "VBG" || t.Rel != "advcl" && t.Rel != "csubj" || h <= i || !s.Contains(h) || d.Tokens[h].UPOS != "VERB" || d.Child(i, "obj", "mark", "nsubj:", "xcomp", "ccomp", "case", "advmod") >= 0 {
		return false
	}
	if n := d.Child(h, "nsubj:", "expl"); n >= 0 {
		return false
	}
	for k := i + 1; k < h; k++ {
		if d.Tokens[k].Form == "," {
			return false
		}
	}
	return true
}

// entitle makes the verb i the noun that is the subject of its head.
func entitle(d *tocsin.Doc, i int) {
	t := &d.Tokens[i]
	t.UPOS, t.XPOS, t.Rel, t.Lemma, t.Feats = "NOUN", "NN", "nsubj", strings.ToLower(t.Form), ""
	for k := range d.Tokens {
		if c := &d.Tokens[k]; c.Head == i && tocsin.RelIs(c.Rel, "obl") {
			c.Rel = "nmod"
		}
	}
}

// maxName is how many words a name with its titles may have.
const maxName = 6

// nameBehind is the name right behind the finite verb i of which a part hangs
// on the name in front of it; zero if there is none.
func nameBehind(d *tocsin.Doc, s tocsin.Span, i int) tocsin.Span {
	t := &d.Tokens[i]
	if t.XPOS == "VBG" || t.XPOS == "VB" || !nameWord(d, i-1) || capitalAt(d, i) {
		return tocsin.Span{}
	}
	run := tocsin.Span{Start: i + 1, End: i + 1}
	crossed := false
	for k := i + 1; k < min(s.End, i+1+maxName) && nameWord(d, k); k++ {
		h := d.Tokens[k].Head
		crossed = crossed || h >= s.Start && h < i && tocsin.RelIs(d.Tokens[k].Rel, "flat", "appos", "nmod:", "compound", "list")
		run.End = k + 1
	}
	if !crossed {
		return tocsin.Span{}
	}
	return run
}

// nameWord reports whether the word at k can be part of a name or its title.
func nameWord(d *tocsin.Doc, k int) bool {
	switch d.Tokens[k].UPOS {
	case "PROPN", "ADJ", "NOUN":
		return capitalAt(d, k)
	}
	return false
}

func capitalAt(d *tocsin.Doc, k int) bool {
	r, _ := utf8.DecodeRuneInString(d.Text[d.Tokens[k].Start:])
	return unicode.IsUpper(r)
}

// rehang hangs what stands before the verb i on it as its subject, the name
// behind it as its object, and what follows as its circumstances.
func rehang(d *tocsin.Doc, s tocsin.Span, i int, run tocsin.Span) {
	verb := &d.Tokens[i]
	left := i - 1
	for n := 0; n < maxHops && d.Tokens[left].Head >= s.Start && d.Tokens[left].Head < i; n++ {
		left = d.Tokens[left].Head
	}
	if subject := &d.Tokens[left]; subject.Head != i {
		verb.Head, verb.Rel = subject.Head, subject.Rel
		if tocsin.RelIs(verb.Rel, "nsubj", "obj") {
			verb.Rel = "ccomp" // "…, aides said"
		}
		subject.Head, subject.Rel = i, "nsubj"
	}
	object := headIn(d, run)
	for k := run.Start; k < run.End; k++ {
		if t := &d.Tokens[k]; k != object && !run.Contains(t.Head) {
			t.Head, t.Rel = object, "flat"
		}
	}
	d.Tokens[object].Head, d.Tokens[object].Rel = i, "obj"
	for k := run.End; k < s.End; k++ {
		t := &d.Tokens[k]
		if t.Head >= i && !run.Contains(t.Head) || t.Head < s.Start {
			continue
		}
		switch {
		case tocsin.RelIs(t.Rel, "acl", "advcl"):
			t.Head, t.Rel = i, "advcl"
		case t.Head < i && tocsin.RelIs(t.Rel, "nmod", "obl"):
			t.Head, t.Rel = i, "obl"
		}
	}
	if h := verb.Head; h >= 0 && d.Dominates(i, h) {
		verb.Head, verb.Rel = -1, "root"
	}
}

// headIn is the word that heads a name: that of the actor found there, or the
// first that hangs on a word outside.
func headIn(d *tocsin.Doc, run tocsin.Span) int {
	for i := range d.Actors {
		if run.Contains(d.Actors[i].Head) {
			return d.Actors[i].Head
		}
	}
	for k := run.Start; k < run.End; k++ {
		if !run.Contains(d.Tokens[k].Head) {
			return k
		}
	}
	return run.Start
}
