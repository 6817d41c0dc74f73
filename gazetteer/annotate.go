package gazetteer

import (
	"cmp"
	"slices"

	"tocsin"
)

// A reading is the state of one call of Annotate.
type reading struct {
	a       *Annotator
	doc     *tocsin.Doc
	class   []class // of each token
	found   []match
	cover   []int32        // of each token: number of the match that covers it, from 1; 0 for none
	spans   []tocsin.Place // phrases and references, which hide the matches they overlap
	persons []string       // surnames of the report
	sites   []string       // names that follow in, at or near somewhere
	weight  []float64      // by country: how often the report speaks of it
	total   float64
	said    map[uint64]testimony // by folded name
	anchors []anchor             // places known after the second look
	senses  []sense
	scratch []candidate
	others  []candidate // of a match beside the one in scratch
}

// Annotate fills doc.Places from Tokens, Sents and Ents. It works without
// entities and without tags, but believes fewer towns then.
func (a *Annotator) Annotate(doc *tocsin.Doc) {
	doc.Places = nil
	if len(doc.Tokens) == 0 || len(doc.Sents) == 0 {
		return
	}
	r := &reading{a: a, doc: doc, class: make([]class, len(doc.Tokens))}
	for i := range doc.Tokens {
		r.class[i] = a.classOf(doc.Tokens[i].Form)
	}
	r.scan()
	r.accept()
	r.tally()
	r.resolve()
	r.phrases()
	r.refer()
	r.unlisted()
	doc.Places = r.places()
}

// places are the phrases and the matches outside them, in text order.
func (r *reading) places() []tocsin.Place {
	out := r.spans
	for i := range r.found {
		m := &r.found[i]
		if m.use == place && m.best.kind != refAdjective && !r.inPhrase(m.Span) {
			out = append(out, r.placeOf(m))
		}
	}
	slices.SortStableFunc(out, func(p, q tocsin.Place) int { return cmp.Or(cmp.Compare(p.Start, q.Start), cmp.Compare(q.End, p.End)) })
	return out
}

// head is the token of the span that depends on one outside it; the last
// token if the tree says nothing.
func (r *reading) head(s tocsin.Span) int {
	for i := s.Start; i < s.End; i++ {
		if h := r.doc.Tokens[i].Head; !s.Contains(h) && r.doc.Tokens[i].Rel != "" {
			return i
		}
	}
	return s.End - 1
}
