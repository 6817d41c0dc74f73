package actor

import "tocsin"

// A hit is one name or word of the tables found in the text.
type hit struct {
	tocsin.Span
	lex    *lexeme
	body   *party // for bodyName, which one of that name
	senses sense  // the proper senses that its capitals and surroundings allow
}

// is reports whether the hit has one of the senses s.
func (h *hit) is(s sense) bool { return h != nil && h.senses&s != 0 }

// startsAt reports whether the hit begins at token t.
func (h *hit) startsAt(t int) bool { return h != nil && h.Start == t }

// scan finds the longest names and words of the tables, left to right,
// without overlap.
func (r *reader) scan() {
	r.split()
	for p := 0; p < len(r.words); {
		end, lex, senses := r.longest(p)
		if lex == nil {
			p++
			continue
		}
		span := tocsin.Span{Start: int(r.token[p]), End: int(r.token[end-1]) + 1}
		x := hit{Span: span, lex: lex, senses: senses}
		if len(lex.bodies) > 0 {
			x.body = lex.bodies[0]
		}
		r.hits = append(r.hits, x)
		for t := span.Start; t < span.End; t++ {
			if r.at[t] == 0 {
				r.at[t] = int32(len(r.hits))
			}
		}
		p = end
	}
}

// split cuts the tokens into the trie's pieces: hyphens vanish, "US-backed"
// is two.
func (r *reader) split() {
	var store [64]byte
	for t := range r.doc.Tokens {
		buf := fold(store[:0], r.doc.Tokens[t].Form)
		start, n := 0, len(r.words)
		for i := 0; i <= len(buf); i++ {
			if i < len(buf) && buf[i] != '-' && buf[i] != '/' && buf[i] != ' ' {
				continue
			}
			if i > start {
				r.piece(t, buf[start:i])
			}
			start = i + 1
		}
		if n == len(r.words) && !isDash(r.doc.Tokens[t].Form) {
			r.piece(t, buf)
		}
	}
}

// piece adds one piece; a possessive ending that the tokeniser left on its
// word is cut off.
func (r *reader) piece(t int, b []byte) {
	if n := len(b); n > 2 && b[n-2] == '\'' && b[n-1] == 's' {
		r.words = append(r.words, r.a.trie.words[string(b[:n-2])], r.a.trie.words["'s"])
		r.token = append(r.token, int32(t), int32(t))
		return
	}
	for _, p := range r.a.trie.merged[string(b)] {
		r.words = append(r.words, r.a.trie.words[p])
		r.token = append(r.token, int32(t))
	}
	if len(r.a.trie.merged) > 0 && r.a.trie.merged[string(b)] != nil {
		return
	}
	r.words = append(r.words, r.a.trie.words[string(b)])
	r.token = append(r.token, int32(t))
}

func isDash(form string) bool {
	for _, c := range form {
		return isHyphen(c) && c != '/'
	}
	return false
}

// longest returns the end of the longest entry that begins at piece p and
// that the text allows, or a nil lexeme.
func (r *reader) longest(p int) (end int, lex *lexeme, senses sense) {
	tr := r.a.trie
	var node int32
	for q := p; q < len(r.words); q++ {
		if r.words[q] == 0 {
			break
		}
		next, ok := tr.edges[uint64(node)<<32|uint64(r.words[q])]
		if !ok {
			break
		}
		node = next
		if l := tr.leaf[node]; l != nil {
			s := r.allowed(l, int(r.token[p]), int(r.token[q])+1)
			if s != 0 || l.head != nil || l.mod != nil || l.through {
				end, lex, senses = q+1, l, s
			}
		}
	}
	return end, lex, senses
}

// allowed returns the proper senses of l that tokens [start, end) can have.
func (r *reader) allowed(l *lexeme, start, end int) sense {
	if l.senses == 0 || r.shape(start) < l.minimum {
		return 0
	}
	if end-start > 1 && l.minimum > lowerCase && r.initialOnly(start, end) {
		return 0
	}
	last, s := &r.doc.Tokens[end-1], l.senses
	if end-start == 1 {
		switch last.UPOS {
		case "VERB", "AUX", "ADV", "ADP", "DET", "CCONJ", "SCONJ", "INTJ", "PART", "PRON":
			if len(last.Form) < 4 && r.shape(start) != allCaps {
				return 0
			}
			s &= stateName | seat
		}
	}
	if e := r.entity(start); e != nil && r.withoutVerb(e.Span).Len() > end-start && e.Start <= start && e.End >= end {
		switch e.Label {
		case "PER":
			s &^= stateName | nationality | seat | bodyName
		case "LOC":
			s &^= stateName | nationality | seat | surname
		}
	}
	if r.elsewhere(l, start, end) {
		s &^= stateName | seat | nationality | surname
	}
	return s
}

// initialOnly reports whether the words owe their only capital to the start of
// the sentence: "El país vecino" does not name El País.
func (r *reader) initialOnly(start, end int) bool {
	for t := start + 1; t < end; t++ {
		if r.shape(t) != lowerCase {
			return false
		}
	}
	s := r.doc.SentOf(start)
	return s >= 0 && r.doc.Sents[s].Start == start && len(r.doc.Tokens[start].Form) <= 3
}

// withoutVerb is the span of a name without the verb that the tagger of names
// takes in with it ("the United States drew").
func (r *reader) withoutVerb(s tocsin.Span) tocsin.Span {
	for s.End-1 > s.Start && r.doc.Tokens[s.End-1].UPOS == "VERB" && r.shape(s.End-1) == lowerCase {
		s.End--
	}
	return s
}

// elsewhere reports whether a place of the gazetteer claims the tokens for
// something else: a longer name ("Gulf of Mexico"), or a namesake that lies
// in another country ("Georgia" of the United States).
func (r *reader) elsewhere(l *lexeme, start, end int) bool {
	i := r.placeAt[start]
	if i == 0 {
		return false
	}
	p := &r.doc.Places[i-1]
	if p.Len() > end-start && p.Start <= start && p.End >= end {
		return (l.state == nil || p.Country != l.state.country) && r.isName(p.Span) && !(r.shape(p.Start) != lowerCase && r.a.compassOf(r.doc.Tokens[p.Start].Form) != 0)
	}
	return l.state != nil && !l.state.region && p.Country != "" && p.Country != l.state.country && p.Precision != tocsin.PrecisionCountry
}

// isName reports whether every word of the span but small ones is
// capitalised, so that it is one name and no description.
func (r *reader) isName(s tocsin.Span) bool {
	for t := s.Start; t < s.End; t++ {
		if f := r.doc.Tokens[t].Form; r.shape(t) == lowerCase && len(f) > 3 {
			return false
		}
	}
	return true
}

func (r *reader) shape(t int) shape {
	if r.shapes[t] == unknownShape {
		r.shapes[t] = shapeOf(r.doc.Tokens[t].Form)
	}
	return r.shapes[t]
}

func (r *reader) entity(t int) *tocsin.Entity {
	if i := r.entAt[t]; i > 0 {
		return &r.doc.Ents[i-1]
	}
	return nil
}

// hit returns what the tables found at token t, or nil.
func (r *reader) hit(t int) *hit {
	if i := r.at[t]; i > 0 {
		return &r.hits[i-1]
	}
	return nil
}
