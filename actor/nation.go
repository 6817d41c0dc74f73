package actor

import (
	"strings"

	"tocsin"
)

// nationOf looks in the phrase of h for what gives the party's country: an
// adjective or compound, a possessor, or a prepositional phrase. A party that
// must wait for another mention (a pronoun, "the army's") gets an owner.
func (r *reader) nationOf(h int, m *mention) {
	after := r.afterPossessor(h)
	if r.fromModifiers(tocsin.Span{Start: after, End: h}, h, m) {
		return
	}
	if r.fromAdjectives(h, m) || r.byShips(h, m) {
		return
	}
	switch k := r.possessor(h); {
	case k >= 0 && r.like(h, apartNoun):
		m.owner = k // somebody's neighbour is not he himself
	case k >= 0 && r.hit(k) != nil && r.hit(k).senses != 0 && r.lends(r.hit(k), m):
	case k >= 0:
		m.owner = k
	case r.fromModifiers(tocsin.Span{Start: int(r.lo[h]), End: after}, h, m):
	default:
		r.fromComplements(h, m)
	}
}

// possessor is the token that possesses h: its dependent, or the noun before
// a possessive ending in front of the phrase.
func (r *reader) possessor(h int) int {
	for k := r.kid[h]; k > 0; k = r.next[k-1] {
		if r.owns(int(k - 1)) {
			return int(k - 1)
		}
	}
	if s := int(r.lo[h]); s >= 2 && isPossessive(r.doc.Tokens[s-1].Form) && r.doc.Tokens[s-1].XPOS == "POS" {
		return r.doc.Tokens[s-1].Head
	}
	return -1
}

// fromModifiers reads the part s of what stands before the head: "Turkish",
// "U.S.", "Houthi", "Tacna". The first nation counts: "U.S. Iran envoy".
func (r *reader) fromModifiers(s tocsin.Span, h int, m *mention) bool {
	for t := s.Start; t < s.End; {
		x := r.hit(t)
		if x == nil || x.senses == 0 {
			if r.basedAt(t, h, m) {
				return true
			}
			t++
			continue
		}
		t = x.End
		if x.Contains(h) {
			return false
		}
		if r.lends(x, m) {
			return true
		}
	}
	return false
}

// fromAdjectives reads the adjectives of nationality behind the head, in
// languages that put them there: "el ministro de Defensa venezolano".
func (r *reader) fromAdjectives(h int, m *mention) bool {
	if !r.a.grammar.after {
		return false
	}
	found := false
	r.adjectives(h, func(x *hit) bool {
		found = x.is(nationality) && r.lends(x, m)
		return !found
	})
	return found
}

// adjectives calls f with the hits among the adjectives behind the noun at h
// until it returns false: those that follow it at once and those that depend
// on it.
func (r *reader) adjectives(h int, f func(x *hit) bool) {
	end := h + 1
	if x := r.hit(h); x != nil {
		end = x.End
	}
	for ; end < len(r.doc.Tokens) && (r.doc.Tokens[end].UPOS == "ADJ" || r.hit(end).is(nationality) && r.doc.Tokens[end].UPOS != "PROPN"); end++ {
		if x := r.hit(end); x != nil && !f(x) {
			return
		}
	}
	for k := r.kid[h]; k > 0; k = r.next[k-1] {
		if t := int(k - 1); t >= end && r.doc.Tokens[t].Rel == "amod" {
			if x := r.hit(t); x != nil && !f(x) {
				return
			}
		}
	}
}

// basedAt takes the country of a town in front of the head: "Tacna police",
// "its Glasgow-based operator".
func (r *reader) basedAt(t, h int, m *mention) bool {
	i := r.placeAt[t]
	if i == 0 || r.doc.Places[i-1].Country == "" || r.doc.Places[i-1].Contains(h) || r.core(h).Contains(t) {
		return false
	}
	if e := r.entity(t); e != nil && e.Label == "PER" {
		return false
	}
	m.country = r.doc.Places[i-1].Country
	return true
}

// lends gives m the country of a proper name among its modifiers.
func (r *reader) lends(x *hit, m *mention) bool {
	switch {
	case x.is(stateName | nationality | seat):
		if r.foreign(x) {
			return false
		}
		m.country = x.lex.state.country
		m.state = m.agent != nil && m.agent.kind == tocsin.Government && len(m.sectors) > 0 && m.sectors[0] == "GOV"
	case x.is(bodyName):
		m.country = x.body.country
		if international(m.country) && x.body.sectors == nil && m.agent != nil && governs(m) && m.plural {
			m.sectors = nil // the ministers of an alliance are no one state's
		}
		if m.agent == nil || m.agent.force == weak || len(m.agent.sectors) == 0 || m.agent.scope == armedScope || m.agent.sectors[0] == "UAF" {
			m.sectors, m.name = x.body.sectors, x.body.name
		}
		m.lendKind(x.body)
	case x.is(holderName | surname):
		t := r.holderAt(x.Start)
		if t == nil {
			return false
		}
		m.country = t.country
		if m.agent != nil && m.agent.force == weak && len(m.agent.sectors) > 0 && m.agent.sectors[0] == "GOV" {
			m.sectors = t.sectors
		}
	default:
		return false
	}
	return true
}

// lendKind makes the spokesman of a group speak for the group.
func (m *mention) lendKind(b *party) {
	if m.agent != nil && m.agent.office == "spokesman" {
		m.kind = b.kind
	}
}

// foreign reports whether a national word does not give the party's own
// nation: "pro-Russian", "anti-American", "US-backed".
func (r *reader) foreign(x *hit) bool {
	toks := r.doc.Tokens
	if len(toks[x.End-1].Form) > x.Len() && strings.ContainsRune(toks[x.Start].Form, '-') {
		f := toks[x.Start].Form
		return r.a.classOf(f[:strings.IndexByte(f, '-')])&opposed != 0 || r.a.classOf(f[strings.LastIndexByte(f, '-')+1:])&borrowed != 0
	}
	if x.Start >= 2 && isDash(toks[x.Start-1].Form) && r.forms[x.Start-2]&opposed != 0 {
		return true
	}
	return x.End+1 < len(toks) && isDash(toks[x.End].Form) && r.forms[x.End+1]&borrowed != 0
}

// fromComplements reads what stands after the head: "of Peru", "from Mali",
// "in Kyiv". A complement without a country of its own becomes the owner.
func (r *reader) fromComplements(h int, m *mention) {
	for k := r.kid[h]; k > 0; k = r.next[k-1] {
		t := int(k - 1)
		rel := r.doc.Tokens[t].Rel
		if t < h || rel != "nmod" && rel != "amod" {
			continue
		}
		if rel == "amod" {
			if o := r.child(t, "obl"); o >= 0 && m.owner < 0 {
				m.owner = o
			}
			continue
		}
		if r.complement(t, m) {
			return
		}
	}
}

// complement reads one prepositional phrase; it reports whether it settles
// the country.
func (r *reader) complement(t int, m *mention) bool {
	c := r.child(t, "case")
	if c < 0 {
		return false
	}
	switch p := r.forms[c]; {
	case p&(ofWord|fromWord|forWord|toWord) != 0:
		if p&forWord != 0 && (m.agent == nil || m.agent.office != "spokesman") || p&toWord != 0 && !r.attached(m) {
			return false
		}
		if x := r.hit(t); x != nil && x.senses != 0 && r.lends(x, m) {
			return true
		}
		if r.isAgent(t) && p&(ofWord|forWord|toWord) != 0 && m.owner < 0 {
			m.owner = t
			return true
		}
		if c := r.placeCountry(t); c != "" && p&toWord == 0 {
			m.country = c
			return true
		}
		if m.owner < 0 {
			m.owner = t
		}
	case p&inWord != 0 && r.like(m.head, diplomatic):
		return false // an embassy is not of its host
	case p&inWord != 0 && !r.like(t, frontier):
		if x := r.hit(t); x.is(bodyName) && m.agent != nil && m.agent.scope == stateScope && len(m.agent.sectors) > 0 && m.agent.sectors[0] == "GOV" {
			m.country = x.body.country
			return true
		}
		if c := r.placeCountry(t); c != "" && m.agent != nil && (m.agent.scope != noScope || len(m.sectors) > 0 && ofState(m.sectors[0])) && !r.like(m.head, exiled) && !(m.agent.scope == armedScope && m.definite) {
			m.country = c
			return true
		}
	}
	return false
}

// attached reports whether "to" after the noun names whom it serves ("an aide
// to the president"), not where it is sent ("ambassador to Peru").
func (r *reader) attached(m *mention) bool {
	return r.like(m.head, aide)
}

// placeCountry is the country of the place named at or under token t, "" if
// there is none.
func (r *reader) placeCountry(t int) string {
	nation, harm := "", r.like(t, onslaught)
	for u := int(r.lo[t]); u < int(r.hi[t]); u++ {
		x := r.hit(u)
		if harm && x != nil && x.senses != 0 && !r.marked(u, whereWord) {
			continue // whose attack it is says nothing of where
		}
		if x.is(stateName | seat) {
			return x.lex.state.country
		}
		if i := r.placeAt[u]; i > 0 && r.doc.Places[i-1].Country != "" {
			return r.doc.Places[i-1].Country
		}
		if x.is(nationality) && nation == "" && !r.foreign(x) && (!r.isAgent(t) || r.like(t, flank)) {
			nation = x.lex.state.country
		}
	}
	return nation
}

// asOwned takes any other noun of which a nation or a known party is the
// owner ("Iran's nuclear plants"): hit in an attack, it stands for them.
func (r *reader) asOwned(h int, m *mention) bool {
	if r.doc.Tokens[h].UPOS != "NOUN" && r.doc.Tokens[h].UPOS != "PROPN" {
		return false
	}
	owned := mention{head: h, owner: -1}
	if r.nationOf(h, &owned); owned.country == "" && !r.byPlace(h, &owned) {
		m.owner = r.child(h, "nmod:poss")
		return false
	}
	m.country, m.settled, m.kind = owned.country, true, tocsin.Unnamed
	m.sectors = owned.sectors
	if owned.name == "" && !international(m.country) {
		m.sectors = []string{"GOV"}
	}
	return true
}

func (r *reader) byPlace(h int, m *mention) bool {
	if i := r.placeAt[h]; i > 0 && r.doc.Places[i-1].Country != "" {
		m.country = r.doc.Places[i-1].Country
		return true
	}
	return false
}
