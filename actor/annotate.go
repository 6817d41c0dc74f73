package actor

import (
	"strings"

	"tocsin"
)

const unknownShape shape = 255

// A reader holds what Annotate knows of one report while it reads it.
type reader struct {
	a       *Annotator
	doc     *tocsin.Doc
	words   []int32 // trie numbers of the pieces of the text
	token   []int32 // by piece, its token
	hits    []hit
	at      []int32 // by token, 1 + index into hits
	entAt   []int32 // by token, 1 + index into doc.Ents
	placeAt []int32 // by token, 1 + index into doc.Places
	shapes  []shape
	forms   []class // by token, what its form is
	class   []class // by token, what its form or lemma is
	dated   []bool  // by token, whether it belongs to a date
	kid     []int32 // by token, 1 + first dependent
	next    []int32 // by token, 1 + next dependent of the same head
	lo, hi  []int32 // by token, the noun phrase it heads
	found   []mention
	of      []int32 // by token, 1 + index into found
	prior   []weight
	focus   []weight
	home    string   // the country whose capital the dateline names
	where   []string // by sentence, the country it takes place in
}

// Annotate fills doc.Actors from doc.Tokens, Sents, Ents, Places and Date.
// Actors are in order of their heads; those that share a span follow each
// other.
func (a *Annotator) Annotate(doc *tocsin.Doc) {
	doc.Actors = nil
	if len(doc.Tokens) == 0 {
		return
	}
	r := newReader(a, doc)
	r.classify()
	r.scan()
	r.datelines()
	r.halves()
	r.link()
	r.survey()
	for s := range doc.Sents {
		r.sentence(s)
	}
	r.speakers()
	doc.Actors = r.actors()
}

func newReader(a *Annotator, doc *tocsin.Doc) *reader {
	n := len(doc.Tokens)
	r := &reader{a: a, doc: doc}
	ints := make([]int32, 10*n+n/4)
	cut := func(size int) []int32 {
		out := ints[:size:size]
		ints = ints[size:]
		return out
	}
	r.at, r.entAt, r.placeAt, r.kid, r.next = cut(n), cut(n), cut(n), cut(n), cut(n)
	r.lo, r.hi, r.of = cut(n), cut(n), cut(n)
	r.token, r.words = make([]int32, 0, n+n/4), ints[:0]
	r.shapes = make([]shape, n)
	for t := range r.shapes {
		r.shapes[t] = unknownShape
	}
	r.dated = make([]bool, n)
	for _, w := range doc.Times {
		for t := max(w.Start, 0); t < min(w.End, n); t++ {
			r.dated[t] = true
		}
	}
	for i, e := range doc.Ents {
		mark(r.entAt, e.Span, i)
	}
	for i, p := range doc.Places {
		mark(r.placeAt, p.Span, i)
	}
	return r
}

// mark notes item i on the tokens of span that nothing has taken. A span that
// leaves the report is not used.
func mark(by []int32, span tocsin.Span, i int) {
	if span.Start < 0 || span.End > len(by) {
		return
	}
	for t := span.Start; t < span.End; t++ {
		if by[t] == 0 {
			by[t] = int32(i + 1)
		}
	}
}

// sentence resolves the parties of sentence s: first what phrases say
// themselves, then what has to be taken from the context, left to right.
func (r *reader) sentence(s int) {
	span := r.doc.Sents[s]
	first := len(r.found)
	for t := max(span.Start, 0); t < min(span.End, len(r.doc.Tokens)); t++ {
		if r.dated[t] || !r.nominal(t) && !r.dropped(t) {
			continue
		}
		m := r.explicit(t)
		m.sentence = s
		if t == span.Start && m.state && !r.attributive(t) && !r.owns(t) {
			m.subject = true // whatever relation the parser gave it
		}
		if r.worth(&m) {
			r.found = append(r.found, m)
			r.of[t] = int32(len(r.found))
			r.remember(len(r.found) - 1)
		}
	}
	r.cool()
	for i := first; i < len(r.found); i++ {
		known := r.found[i].settled
		r.settle(i)
		if !known && r.found[i].country != "" {
			r.focus = add(r.focus, r.found[i].country, 0.5)
		}
	}
	r.focus = add(r.focus, r.where[s], 0.8)
}

// worth reports whether the phrase can denote a party at all.
func (r *reader) worth(m *mention) bool {
	tok := &r.doc.Tokens[m.head]
	switch {
	case m.country != "" || m.named || m.agent != nil || m.owner >= 0:
		return true
	case tok.UPOS == "PRON", tok.UPOS == "DET", tok.UPOS == "VERB":
		return r.pronoun(m.head) != notPronoun
	case tok.UPOS == "NUM":
		return strings.HasPrefix(tok.Rel, "nsubj") || tok.Rel == "obj"
	}
	return false
}

// actors copies the mentions out, one Actor for each party of a group.
func (r *reader) actors() []tocsin.Actor {
	if len(r.found) == 0 {
		return nil
	}
	place := make([]int, len(r.found))
	n := 0
	for i := range r.found {
		place[i] = n
		n += max(1, len(r.found[i].also), len(r.found[i].pair))
	}
	out := make([]tocsin.Actor, 0, n)
	for i := range r.found {
		m := &r.found[i]
		for _, c := range m.pair {
			one := r.actor(m, m, place)
			one.Country, one.Sectors, one.Kind, one.Name = c, []string{"GOV"}, tocsin.Government, r.a.rule[c]
			out = append(out, one)
		}
		if len(m.pair) > 0 {
			continue
		}
		if len(m.also) < 2 {
			out = append(out, r.actor(m, m, place))
			continue
		}
		for _, j := range m.also {
			one := r.actor(m, &r.found[j], place)
			one.From = place[j]
			if m.each || m.agent != nil && m.agent.force == firm && len(m.agent.sectors) > 0 {
				one.Sectors, one.Kind, one.Name = m.sectors, m.kind, ""
			}
			if m.agent != nil && r.stately(m.head) {
				one.Sectors, one.Kind, one.Name = []string{"GOV"}, tocsin.Government, r.a.rule[one.Country]
			}
			out = append(out, one)
		}
	}
	return out
}

// public reports whether somebody with these sectors acts in a public role.
func public(sectors []string) bool {
	if len(sectors) == 0 {
		return false
	}
	switch sectors[0] {
	case "CVL", "REF", "EDU", "AGR", "LAB", "MED":
		return false
	}
	return true
}

// actor is the Actor for mention m with the particulars of p.
func (r *reader) actor(m, p *mention, place []int) tocsin.Actor {
	a := tocsin.Actor{Span: m.span, Head: m.head, Name: p.name, Country: p.country, Sectors: p.sectors, Kind: p.kind, From: -1}
	if len(m.also) > 0 {
		a.From = place[m.also[0]]
	}
	if a.Kind == "" {
		a.Kind = tocsin.Unnamed
	}
	a.Private = a.Kind == tocsin.Person && a.Name != "" && p.office == "" && !public(a.Sectors)
	return a
}
