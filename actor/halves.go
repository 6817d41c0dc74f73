package actor

import (
	"strings"

	"tocsin"
)

// A half is one of the states that share a name but for the point of the
// compass in it.
type half struct {
	compass byte    // its class in the words table: 'n', 's', 'e' or 'w'
	name    *lexeme // the state, as a noun
	people  *lexeme // the same as an adjective
}

// addHalf notes the state under its name without the point of the compass.
func (a *Annotator) addHalf(p *party, name string) {
	words := strings.Fields(strings.ToLower(name))
	if len(words) < 2 || p.region {
		return
	}
	rest, at := "", byte(0)
	for _, w := range words {
		if c := a.compass[w]; c != 0 {
			at = c
		} else if len(w) > len(rest) {
			rest = w
		}
	}
	if at == 0 || rest == "" {
		return
	}
	for _, h := range a.halves[rest] {
		if h.compass == at {
			return
		}
	}
	a.halves[rest] = append(a.halves[rest], half{
		compass: at,
		name:    &lexeme{senses: stateName, state: p},
		people:  &lexeme{senses: adjective, state: p},
	})
}

// pairHalves forgets the states of whose name there is no other half.
func (a *Annotator) pairHalves() {
	for rest, hs := range a.halves {
		if len(hs) < 2 {
			delete(a.halves, rest)
			continue
		}
		for _, h := range hs {
			a.halfOf[h.name.state.country] = rest
		}
	}
}

// compassOf is the point of the compass that the word names, 0 for none.
func (a *Annotator) compassOf(form string) byte {
	var store [16]byte
	return a.compass[string(small(store[:0], form))]
}

// halves finds "the North" and "southern fishermen" where the report speaks of
// states that share a name but for that: each stands for the state so named.
func (r *reader) halves() {
	shared := r.sharedName()
	if shared == "" {
		return
	}
	for t := range r.doc.Tokens {
		c := r.a.compassOf(r.doc.Tokens[t].Form)
		if c == 0 || r.at[t] != 0 && r.hit(t).senses != 0 {
			continue
		}
		for _, h := range r.a.halves[shared] {
			switch {
			case h.compass != c:
			case r.shape(t) != lowerCase && r.standsAlone(t):
				r.half(t, h.name, stateName)
			case r.describesMen(t):
				r.half(t, h.people, adjective)
			}
		}
	}
}

// half notes a state of two at token t.
func (r *reader) half(t int, l *lexeme, s sense) {
	r.hits = append(r.hits, hit{Span: tocsin.Span{Start: t, End: t + 1}, lex: l, senses: s})
	r.at[t] = int32(len(r.hits))
}

// sharedName is the name that a state of which the report speaks shares with
// another half, "" if it speaks of none.
func (r *reader) sharedName() string {
	if len(r.a.halves) == 0 {
		return ""
	}
	for i := range r.hits {
		x := &r.hits[i]
		country := ""
		switch {
		case x.is(stateName|nationality|seat) && !x.lex.state.region:
			country = x.lex.state.country
		case x.is(bodyName):
			country = x.body.country
		}
		if rest := r.a.halfOf[country]; rest != "" {
			return rest
		}
	}
	return ""
}

// standsAlone reports whether a point of the compass is used as a name: after
// an article, or joined to another of its kind.
func (r *reader) standsAlone(t int) bool {
	toks := r.doc.Tokens
	if t+2 < len(toks) && toks[t+1].UPOS == "CCONJ" && r.shape(t+2) != lowerCase && r.a.compassOf(toks[t+2].Form) != 0 {
		return true
	}
	return t > 0 && toks[t-1].UPOS == "DET" && r.forms[t-1]&indefinite == 0 && (t+1 == len(toks) || toks[t+1].UPOS != "PROPN" && toks[t+1].UPOS != "NOUN")
}

// describesMen reports whether the word at t tells whose people or forces the
// noun beside it means: "northern agents", but not "northern districts".
func (r *reader) describesMen(t int) bool {
	tok := &r.doc.Tokens[t]
	if tok.Rel != "amod" && tok.Rel != "compound" || !r.inside(t, tok.Head) || !r.isAgent(tok.Head) {
		return false
	}
	g := r.hit(tok.Head).lex.head
	return len(g.sectors) > 0 && (g.scope == peopleScope || g.scope == stateScope && !r.like(tok.Head, land|stately)) && !r.hit(tok.Head).is(stateName|bodyName)
}

// halvesBeside are the last mentions before mention i of the states whose
// shared name it bears in the plural; nil if it bears none.
func (r *reader) halvesBeside(i int) []int {
	hs := r.a.halves[strings.TrimSuffix(strings.ToLower(r.doc.Tokens[r.found[i].head].Form), "s")]
	var all []int
	for _, h := range hs {
		for j := len(r.found) - 1; j >= 0; j-- {
			if o := &r.found[j]; j != i && o.state && o.country == h.name.state.country && len(o.also) == 0 {
				all = append(all, j)
				break
			}
		}
	}
	return all
}
