package factuality

import (
	"tocsin"
	"tocsin/internal/morph"
)

// A told is a status with the words that decide it.
type told struct {
	status tocsin.Status
	cue    tocsin.Span
}

// A run is the work on one Doc.
type run struct {
	a     *Annotator
	doc   *tocsin.Doc
	toks  []tocsin.Token
	first []int32
	next  []int32
	words []kin // what the table says of each token
	form  []morph.Form
	st    []told // status of each token
	verb  []told // status of a predicate without negation by its arguments
	sent  tocsin.Span
}

// Annotate fills doc.Status, sorted by token, with every verb, predicate and
// noun whose status is not plain occurred. It reads tokens and sentences, and
// Quotes and Actors where these are there.
func (a *Annotator) Annotate(doc *tocsin.Doc) {
	doc.Status = nil
	if len(doc.Tokens) == 0 {
		return
	}
	r := a.newRun(doc)
	for _, s := range doc.Sents {
		r.sent = s
		for i := s.Start; i < s.End; i++ {
			if doc.Tokens[i].Head < 0 {
				r.visit(i, told{status: tocsin.Occurred}, s.Len())
			}
		}
	}
	r.foreseen()
	r.emit()
}

// newRun links the trees of a Doc downwards.
func (a *Annotator) newRun(doc *tocsin.Doc) *run {
	n := len(doc.Tokens)
	links := make([]int32, 2*n)
	both := make([]told, 2*n)
	r := &run{a: a, doc: doc, toks: doc.Tokens, first: links[:n], next: links[n:], words: make([]kin, n), form: make([]morph.Form, n), st: both[:n], verb: both[n:]}
	for i := range links {
		links[i] = -1
	}
	for i := range doc.Tokens {
		r.words[i], r.form[i] = a.words[r.lemma(i)], morph.Of(&doc.Tokens[i])
	}
	for i := n - 1; i >= 0; i-- {
		if h := doc.Tokens[i].Head; h >= 0 && h < n && h != i {
			r.next[i], r.first[h] = r.first[h], int32(i)
		}
	}
	return r
}

// visit gives token i its status in the context that its governor makes, and
// goes on to its dependents.
func (r *run) visit(i int, ctx told, depth int) {
	own, base := r.own(i)
	r.st[i], r.verb[i] = merge(ctx, own), merge(ctx, base)
	if depth <= 0 {
		return
	}
	for c := r.first[i]; c >= 0; c = r.next[c] {
		r.visit(int(c), r.context(i, int(c)), depth-1)
	}
}

// merge applies what the context says to what the clause says by itself.
func merge(ctx, own told) told {
	switch {
	case own.status == "" || own.status == tocsin.Occurred:
		if ctx.status == "" {
			ctx.status = tocsin.Occurred
		}
		return ctx
	case ctx.status == "" || ctx.status == tocsin.Occurred:
		return own
	case ctx.status == tocsin.Negated && own.status == tocsin.Negated:
		return told{status: tocsin.Occurred}
	case ctx.status == tocsin.Negated || ctx.status == tocsin.Possible:
		return ctx
	case ctx.status == tocsin.Planned && own.status == tocsin.Ongoing:
		return ctx
	}
	return own
}

// emit writes the statuses of words that can name an act.
func (r *run) emit() {
	for i := range r.toks {
		s := r.st[i]
		if s.status == "" || s.status == tocsin.Occurred || !oneOf(r.toks[i].UPOS, "VERB", "NOUN", "ADJ", "AUX", "PROPN") {
			continue
		}
		if tocsin.RelIs(r.toks[i].Rel, "aux:", "cop", "case", "fixed", "mark") || r.toks[i].UPOS == "PROPN" && !r.predicate(i) {
			continue
		}
		r.doc.Status = append(r.doc.Status, tocsin.Factual{Token: i, Status: s.status, Cue: s.cue})
	}
}

// foreseen turns plans into possibilities where the voice that tells them
// only looks on: an analyst, or a party that speaks of another country's acts.
func (r *run) foreseen() {
	for k := range r.doc.Quotes {
		q := &r.doc.Quotes[k]
		if q.Head < 0 || q.Head >= len(r.toks) {
			continue
		}
		onlooker := r.a.onlookers[r.lemma(q.Head)]
		for _, s := range q.Content {
			for i := s.Start; i < s.End && i < len(r.toks); i++ {
				if r.st[i].status == tocsin.Planned && r.byAuxiliary(i) && (onlooker || r.foreign(q, i)) {
					r.st[i].status = tocsin.Possible
				}
			}
		}
	}
}

// byAuxiliary reports whether the status of i comes from "will" or its like.
func (r *run) byAuxiliary(i int) bool {
	c := r.st[i].cue
	return c.Len() == 1 && r.a.auxiliaries[r.lemma(c.Start)] == tocsin.Planned
}

// foreign reports whether the one who acts at i is of another country than
// the one who speaks.
func (r *run) foreign(q *tocsin.Quote, i int) bool {
	if q.Party < 0 || q.Party >= len(r.doc.Actors) {
		return false
	}
	speaker := r.doc.Actors[q.Party].Country
	if speaker == "" {
		return false
	}
	s := r.child(i, "nsubj")
	if s < 0 || r.toks[s].UPOS != "PROPN" && r.child(s, "amod", "nmod:poss", "compound") < 0 {
		return false // only who is named can be told apart
	}
	for k := range r.doc.Actors {
		if a := &r.doc.Actors[k]; a.Head == s && a.Country != "" {
			return a.Country != speaker
		}
	}
	return false
}
