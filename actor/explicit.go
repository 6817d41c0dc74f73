package actor

import (
	"strings"

	"tocsin"
)

// A mention is a noun phrase or pronoun on its way to becoming an Actor.
type mention struct {
	head    int
	span    tocsin.Span
	name    string
	country string
	sectors []string
	kind    tocsin.Kind

	agent    *agent   // what the head noun says; nil for names and pronouns
	owner    int      // token of the possessor or complement that gives the country; -1
	also     []int    // mentions this one stands for; the first is its antecedent
	pair     []string // the two states that this one stands for, if no mention names them
	office   string   // class of office of a person
	title    int      // 1 + token of the noun that introduces a named person; 0 without
	each     bool     // every party of also has the sectors and kind of this phrase
	plural   bool
	named    bool // a proper name of its own
	state    bool // a state or its government
	settled  bool // nothing more to find out
	definite bool
	sentence int
	subject  bool
	weight   float64 // salience
	sex      byte    // 'f', 'm' or 0
}

// explicit reads from the phrase of token h itself whatever it tells of the
// party, without looking at the rest of the text.
func (r *reader) explicit(h int) mention {
	tok := &r.doc.Tokens[h]
	m := mention{head: h, span: r.span(h), owner: -1, plural: isPlural(tok), definite: r.definite(h)}
	if n := r.nameAfter(h); n >= 0 {
		m.span.End = max(m.span.End, r.core(n).End)
	}
	m.subject = strings.HasPrefix(tok.Rel, "nsubj")
	if r.dropped(h) {
		m.span, m.subject, m.definite = tocsin.Span{Start: h, End: h + 1}, true, true
		return m
	}
	if tok.UPOS == "PRON" && !r.hit(h).is(stateName|bodyName) && !r.isAgent(h) || tok.UPOS == "DET" {
		return m
	}
	switch {
	case r.asShip(h, &m), r.asPerson(h, &m), r.asBody(h, &m), r.asNamesake(h, &m), r.asState(h, &m), r.asPeople(h, &m):
	case r.asAgent(h, &m):
	case r.asUnknownName(h, &m):
	default:
		r.asOwned(h, &m)
	}
	return m
}

func isPlural(tok *tocsin.Token) bool {
	return tok.XPOS == "NNS" || tok.XPOS == "NNPS" || tok.UPOS == "NOUN" && strings.Contains(tok.Feats, "Number=Plur")
}

func (r *reader) isAgent(h int) bool { return r.hit(h) != nil && r.hit(h).lex.head != nil }

// definite reports whether the phrase points back: "the", "this", "both", a
// possessor, or a name.
func (r *reader) definite(h int) bool {
	d := r.child(h, "det", "det:predet", "nmod:poss")
	if d < 0 {
		return r.both(h)
	}
	return r.forms[d]&indefinite == 0
}

// both reports whether a word for two that is no number stands with the noun:
// "ambos países" needs no article.
func (r *reader) both(h int) bool {
	for k := r.kid[h]; k > 0; k = r.next[k-1] {
		if f := r.forms[k-1]; f&two != 0 && (f&paired != 0 || r.doc.Tokens[k-1].UPOS != "NUM") {
			return true
		}
	}
	return false
}

// nameAfter is the first token of the personal name that directly follows
// the noun at h, as a name follows a title; -1 without one.
func (r *reader) nameAfter(h int) int {
	if !r.isAgent(h) {
		return -1
	}
	n := max(r.hit(h).End, h+1)
	if c := r.child(h, "nmod"); c >= 0 && n < len(r.doc.Tokens) && r.doc.Tokens[n].UPOS == "ADP" && r.marked(c, ofWord) {
		n = int(r.hi[c])
		if e := r.entity(c); e != nil && e.Label == "PER" {
			return -1
		}
	}
	if n >= len(r.doc.Tokens) || r.doc.Tokens[n].UPOS != "PROPN" || r.dated[n] || r.doc.SentOf(n) != r.doc.SentOf(h) {
		return -1
	}
	if e := r.entity(n); e == nil || e.Label != "PER" || e.Start != n {
		if !r.hit(n).is(holderName) || !r.hit(n).startsAt(n) {
			return -1
		}
	}
	return n
}

// asNamesake takes the surname of somebody the report has named for what it
// is, though it is also a capital or a country ("Amman", "Jordan").
func (r *reader) asNamesake(h int, m *mention) bool {
	if x := r.hit(h); !x.is(stateName|seat) || x.Len() > 1 || r.doc.Tokens[h].UPOS != "PROPN" {
		return false
	}
	j := r.recall(h)
	if j < 0 || r.found[j].kind != tocsin.Person {
		return false
	}
	m.also, m.named = []int{j}, true
	return true
}

// asBody resolves an organisation of the table, named at h or in apposition
// to the noun at h ("one of these groups, the ELN").
func (r *reader) asBody(h int, m *mention) bool {
	x := r.hit(h)
	if a := r.child(h, "appos"); a >= 0 && x != nil && x.lex.head != nil && r.hit(a).is(bodyName) && !r.hit(a).Contains(h) {
		h, x = a, r.hit(a)
	}
	if !x.is(bodyName) || r.doc.Tokens[h].UPOS == "ADJ" && !modifies(r.doc.Tokens[h].Rel) {
		return false
	}
	if x.lex.head != nil && r.ofAnother(h, x.body.country) {
		return false
	}
	p := x.body
	m.name, m.country, m.sectors, m.kind, m.named, m.settled = p.name, p.country, p.sectors, p.kind, true, true
	m.plural = m.plural && !international(p.country)
	if c := r.seatedIn(h); c != "" && c != p.country && len(p.sectors) > 0 && ofState(p.sectors[0]) && p.kind == tocsin.Government {
		m.name, m.country = "", c // "the Joint Chiefs of Staff in Seoul"
	}
	return true
}

// seatedIn is the state whose capital the words right behind the name at h say
// it sits in, "" if they say none.
func (r *reader) seatedIn(h int) string {
	n := r.hit(h).End
	if n+1 >= len(r.doc.Tokens) || r.forms[n]&inWord == 0 || !r.hit(n+1).is(seat) {
		return ""
	}
	return r.hit(n + 1).lex.state.country
}

// ofAnother reports whether the phrase of h names another nation than this:
// "the Joint Chiefs of Staff in Seoul".
func (r *reader) ofAnother(h int, country string) bool {
	probe := mention{head: h, owner: -1, agent: r.hit(h).lex.head}
	r.nationOf(h, &probe)
	return probe.country != "" && probe.country != country
}

// asState resolves a state's name, or a seat of government that stands for it.
func (r *reader) asState(h int, m *mention) bool {
	x := r.hit(h)
	if !x.is(stateName | seat) {
		return false
	}
	if x.is(nationality) && modifies(r.doc.Tokens[h].Rel) && x.lex.state.name == "" {
		return false
	}
	p := x.lex.state
	m.name, m.country, m.sectors, m.kind = p.name, p.country, p.sectors, p.kind
	m.named, m.state, m.settled, m.plural = true, true, true, false
	return true
}

func modifies(rel string) bool { return rel == "amod" || rel == "compound" || rel == "nmod:desc" }

// asPeople resolves a nationality: as a modifier it stands for the state
// ("Turkish airstrikes"), as a noun for its people.
func (r *reader) asPeople(h int, m *mention) bool {
	x := r.hit(h)
	if !x.is(nationality) {
		return false
	}
	p := x.lex.state
	if r.ethnic(h) {
		m.agent, m.sectors, m.kind, m.plural = ethnics, ethnics.sectors, ethnics.kind, true
		return true
	}
	m.country, m.settled = p.country, true
	if r.attributive(h) {
		m.name, m.sectors, m.kind, m.state, m.named = p.name, p.sectors, p.kind, true, true
		return true
	}
	m.sectors, m.kind, m.plural = []string{"CVL"}, tocsin.Unnamed, isPlural(&r.doc.Tokens[h]) || !x.is(demonym)
	switch s := r.modSectors(h, nil); {
	case s != nil:
		m.sectors = s
	case m.plural && m.subject && m.definite && r.lo[h] == int32(h-1):
		m.sectors, m.kind, m.state = p.sectors, p.kind, true
	}
	if n := r.nameBeside(x.End); n >= 0 {
		m.name, m.kind, m.named = r.doc.Slice(r.core(n)), tocsin.Person, true
	}
	return true
}

// ethnics is what "ethnic Albanians" are: people of the place they live in.
var ethnics = &agent{sectors: []string{"CVL"}, kind: tocsin.Unnamed, scope: peopleScope, plural: true}

// ethnic reports whether the nationality at h is one of descent.
func (r *reader) ethnic(h int) bool {
	return h > 0 && r.like(h-1, ethnicWord)
}

// attributive reports whether the nationality at h modifies a noun.
func (r *reader) attributive(h int) bool {
	tok := &r.doc.Tokens[h]
	return modifies(tok.Rel) || tok.Rel == "conj" && r.inside(h, tok.Head) && modifies(r.doc.Tokens[tok.Head].Rel) ||
		tok.UPOS == "ADJ" && !argument(tok.Rel)
}

// nameBeside is the start of a personal name after a comma at token n, or -1.
func (r *reader) nameBeside(n int) int {
	if n+1 >= len(r.doc.Tokens) || r.doc.Tokens[n].Form != "," {
		return -1
	}
	if e := r.entity(n + 1); e != nil && e.Label == "PER" && e.Start == n+1 {
		return n + 1
	}
	return -1
}
