package actor

import "tocsin"

// presider is whoever presides over something that is no state.
var presider = &agent{kind: tocsin.Person, force: weak, scope: noScope}

// overBody reads a president whose phrase says of what: of a company, a union
// or a chamber, not of a state. What it presides over gives the sectors and
// the country; the state's president is somebody else.
func (r *reader) overBody(h int, m *mention) {
	if m.agent.office != "president" {
		return
	}
	k := r.possessor(h)
	if k < 0 {
		k = r.complementOf(h)
	}
	if k < 0 || r.ofCountry(k) {
		return
	}
	x := r.hit(k)
	if x.is(bodyName) && (international(x.body.country) || len(x.body.sectors) > 0 && x.body.sectors[0] == "GOV") {
		return // bodies of states and of many states have offices of their own
	}
	m.agent, m.office, m.sectors = presider, "presider", nil
	switch {
	case x.is(bodyName):
		m.country, m.sectors = x.body.country, x.body.sectors
	case r.isAgent(k):
		m.country, m.sectors, m.owner = "", r.sectorsOf(k, x.lex.head), k
	case r.placeCountry(k) == "":
		m.country, m.owner = "", k
	}
}

// nameAtComplement is the personal name that the parser took for an apposition
// to what a person presides over, "the head of the miners' union, Ana Paz,"; -1
// without one.
func (r *reader) nameAtComplement(h int, m *mention) int {
	if m.agent.kind != tocsin.Person || m.plural {
		return -1
	}
	for k := r.complementOf(h); k >= 0; k = r.complementOf(k) {
		a := r.child(k, "appos")
		if a < 0 || r.isAgent(k) && r.hit(k).lex.head.personal() {
			continue
		}
		if e := r.entity(a); e != nil && e.Label == "PER" && r.nameBeside(e.Start-1) == e.Start && r.closed(e.Start) {
			return a
		}
	}
	return -1
}

// personal reports whether the noun may be of one person of rank, whom a name
// behind it would name: "an aide of the minister, Ana Paz".
func (g *agent) personal() bool {
	return g.kind == tocsin.Person || g.office != "" || g.kind == tocsin.Unnamed && len(g.sectors) > 0 && ofState(g.sectors[0])
}

// complementOf is the noun that "of" ties to h, -1 without one.
func (r *reader) complementOf(h int) int {
	for k := r.kid[h]; k > 0; k = r.next[k-1] {
		if t := int(k - 1); t > h && r.doc.Tokens[t].Rel == "nmod" && r.marked(t, ofWord) {
			return t
		}
	}
	return -1
}

// ofCountry reports whether the token at k names or means a country: a state,
// its seat, its people, a region, a pronoun, "the country", "the republic".
func (r *reader) ofCountry(k int) bool {
	x, tok := r.hit(k), &r.doc.Tokens[k]
	switch {
	case tok.UPOS == "PRON" || tok.UPOS == "DET" || r.like(k, land):
		return true
	case x.is(stateName | nationality | seat | holderName | surname):
		return true
	case r.isAgent(k):
		s := x.lex.head.sectors
		return x.lex.head.office == "government" || len(s) > 0 && s[0] == "GOV"
	}
	i := r.placeAt[k]
	return i > 0 && r.doc.Places[i-1].Precision != tocsin.PrecisionCity && r.doc.Places[i-1].Precision != tocsin.PrecisionPoint
}
