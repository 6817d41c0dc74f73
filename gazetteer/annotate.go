package gazetteer

import "tocsin"

// A reading is the state of one call of Annotate.
type reading struct {
	a       *Annotator
	doc     *tocsin.Doc
	class   []class // of each token
	found   []match
	persons []string
	weight  []float64 // by country: how often the report speaks of it
	total   float64
	senses  []sense
	scratch []candidate
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
	for i := range r.found {
		if m := &r.found[i]; m.use == place && m.best.kind != refAdjective {
			doc.Places = append(doc.Places, r.placeOf(m))
		}
	}
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
