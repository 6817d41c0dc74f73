package actor

import (
	"strings"

	"tocsin"
)

// link prepares the trees: children of every token and the spans of noun
// phrases.
func (r *reader) link() {
	toks := r.doc.Tokens
	for t := len(toks) - 1; t >= 0; t-- {
		if h := toks[t].Head; r.inside(t, h) {
			r.next[t], r.kid[h] = r.kid[h], int32(t+1)
		}
	}
	for t := range toks {
		r.lo[t], r.hi[t] = int32(t), int32(t+1)
	}
	for t := range toks {
		r.widen(t)
	}
}

// inside reports whether h is a token of the doc other than t.
func (r *reader) inside(t, h int) bool { return h >= 0 && h < len(r.doc.Tokens) && h != t }

// maxDepth bounds climbs in a tree, so that a malformed one cannot hang them.
const maxDepth = 64

// widen makes the noun phrases that token t belongs to reach it. Relative
// clauses, participles and conjuncts of the head stay outside; conjuncts of a
// modifier are inside ("the armies of Peru and Chile").
func (r *reader) widen(t int) {
	toks := r.doc.Tokens
	skip := false
	for cur, n := t, 0; n < maxDepth; n++ {
		h := toks[cur].Head
		if !r.inside(cur, h) {
			return
		}
		switch rel := toks[cur].Rel; {
		case rel == "conj":
			skip = true
		case r.loose(cur):
			return
		case partOfPhrase(rel), rel == "obl" && toks[h].Rel == "amod":
			skip = false
		default:
			return
		}
		if !skip {
			r.lo[h] = min(r.lo[h], int32(t))
			r.hi[h] = max(r.hi[h], int32(t+1))
		}
		cur = h
	}
}

// loose reports whether token t heads a prepositional phrase that says when,
// how or about what rather than who: parsers hang many of those that belong to
// the verb on the noun before.
func (r *reader) loose(t int) bool {
	tok := &r.doc.Tokens[t]
	if tok.Rel != "nmod" || !r.inside(t, tok.Head) || t < tok.Head {
		return false
	}
	if r.marked(t, looseWord) {
		return true
	}
	if r.marked(t, ofWord) {
		return false
	}
	if e := r.entity(tok.Head); e != nil && e.Label == "PER" && r.marked(t, apartWord) {
		return true
	}
	return r.dated[t] || r.reason(t)
}

// reason reports whether the phrase at t says what somebody is blamed, thanked
// or charged for rather than who he is.
func (r *reader) reason(t int) bool {
	h := r.doc.Tokens[t].Head
	if !r.inside(h, r.doc.Tokens[h].Head) || r.doc.Tokens[h].Rel != "obj" && r.doc.Tokens[h].Rel != "nsubj:pass" {
		return false
	}
	v := r.doc.Tokens[h].Head
	return r.marked(t, forWord) && r.like(v, blaming) || r.marked(t, withWord) && r.like(v, charging)
}

func partOfPhrase(rel string) bool {
	switch rel {
	case "det", "amod", "nummod", "compound", "flat", "appos", "advmod", "goeswith", "fixed", "det:predet", "cc:preconj", "list":
		return true
	}
	return strings.HasPrefix(rel, "nmod") || strings.HasPrefix(rel, "flat:")
}

// span is the noun phrase that token h heads.
func (r *reader) span(h int) tocsin.Span {
	s := tocsin.Span{Start: int(r.lo[h]), End: int(r.hi[h])}
	for s.Start < h && (r.dated[s.Start] || r.doc.Tokens[s.Start].UPOS == "PUNCT") {
		s.Start++
	}
	if s.Start+1 < h && r.doc.Tokens[s.Start].UPOS == "ADJ" && r.doc.Tokens[s.Start+1].UPOS == "DET" {
		s.Start++ // "shot dead a priest"
	}
	if p := s.Start - 1; p >= 0 && bounds(r.doc.Tokens[p].Form, r.doc.Tokens[s.Start].Form) {
		s.Start--
	}
	if s.End < len(r.doc.Tokens) && r.doc.Tokens[s.End].Form == ")" && s.End >= 2 && (r.doc.Tokens[s.End-1].Form == "(" || r.doc.Tokens[s.End-2].Form == "(") {
		s.End++
	}
	return s
}

// bounds reports whether two words before a number say how it limits the
// truth; parsers hang the first of them elsewhere.
func bounds(first, second string) bool {
	switch strings.ToLower(second) {
	case "least", "most":
		return strings.EqualFold(first, "at")
	case "to":
		return strings.EqualFold(first, "up")
	}
	return false
}

// kids calls f with the dependents of t in text order until it returns false.
func (r *reader) kids(t int, f func(k int) bool) {
	for k := r.kid[t]; k > 0; k = r.next[k-1] {
		if !f(int(k - 1)) {
			return
		}
	}
}

// child returns the first dependent of t with one of the relations, or -1.
func (r *reader) child(t int, rels ...string) int {
	for k := r.kid[t]; k > 0; k = r.next[k-1] {
		if tocsin.RelIs(r.doc.Tokens[k-1].Rel, rels...) {
			return int(k - 1)
		}
	}
	return -1
}

// nominal reports whether token t heads a noun phrase or pronoun that could
// denote a party.
func (r *reader) nominal(t int) bool {
	tok := &r.doc.Tokens[t]
	if x := r.hit(t); x.is(stateName|bodyName) && x.Len() > 1 && x.Contains(tok.Head) {
		return false // the token that heads the name stands for all of it
	} else if x != nil && r.a.grammar.after && x.lex.head != nil && x.Len() > 1 && x.Contains(tok.Head) {
		return false // "ministro de Defensa" is one noun
	}
	switch tok.UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "SYM", "X":
	case "ADJ":
		return argument(tok.Rel) || r.hit(t).is(nationality|bodyName)
	case "DET":
		return argument(tok.Rel) || r.owns(t)
	case "VERB":
		return argument(tok.Rel)
	case "PUNCT":
		return false
	default:
		return r.hit(t).is(stateName|seat|bodyName) || r.hit(t).startsAt(t) && r.hit(t).is(holderName)
	}
	switch tok.Rel {
	case "flat":
		return r.hit(t).startsAt(t) && r.hit(t).is(holderName|stateName|bodyName) && !r.hit(t).Contains(tok.Head)
	case "goeswith", "fixed", "compound:prt", "list":
		return false
	case "compound", "nmod:desc", "nummod", "amod", "advmod", "det":
		return tok.UPOS != "NUM" && r.hit(t) != nil && r.hit(t).senses != 0
	}
	return true
}

func argument(rel string) bool {
	switch rel {
	case "nsubj", "nsubj:pass", "nsubj:outer", "obj", "iobj", "obl", "obl:agent", "nmod:poss", "nmod":
		return true
	}
	return false
}

// core is the run of tokens that names h: the entity of the name recogniser,
// or h with its flat dependents and the proper nouns compounded to its left.
func (r *reader) core(h int) tocsin.Span {
	if e := r.entity(h); e != nil {
		return e.Span
	}
	s := tocsin.Span{Start: h, End: h + 1}
	r.kids(h, func(k int) bool {
		if tok := &r.doc.Tokens[k]; k > h && tok.Rel == "flat" {
			s.End = k + 1
		} else if k < h && tok.Rel == "compound" && tok.UPOS == "PROPN" && s.Start == h && r.doc.Tokens[h].UPOS == "PROPN" {
			s.Start = k
		}
		return true
	})
	return s
}
