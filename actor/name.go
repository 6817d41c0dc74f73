package actor

import (
	"strings"

	"tocsin"
)

// asUnknownName takes a proper name that no table knows: a person if the name
// recogniser says so, else an organisation.
func (r *reader) asUnknownName(h int, m *mention) bool {
	e := r.entity(h)
	if e == nil && r.doc.Tokens[h].UPOS != "PROPN" && !r.surnameAgain(h) || e != nil && e.Label == "LOC" {
		return false
	}
	if r.placeAt[h] > 0 && (e == nil || e.Label != "PER") {
		return false
	}
	if j := r.recall(h); j >= 0 {
		m.also, m.named, m.plural = []int{j}, true, false
		return true
	}
	m.name, m.named = r.doc.Slice(r.core(h)), true
	if e != nil && e.Label == "PER" || e == nil && r.child(h, "det") < 0 && r.shape(h) != allCaps {
		m.kind, m.plural = tocsin.Person, false
	} else {
		m.kind = tocsin.Organisation
	}
	r.withinName(h, m)
	if m.agent = nil; m.country == "" && m.kind != tocsin.Person && r.a.grammar.after {
		r.behindName(h, m)
	}
	if m.country == "" && m.kind == tocsin.Person {
		r.described(h, m)
	}
	return true
}

// surnameAgain reports whether the subject at h, which the tagger took for a
// common noun, is the surname of somebody the report has named.
func (r *reader) surnameAgain(h int) bool {
	if tok := &r.doc.Tokens[h]; tok.UPOS != "NOUN" || r.shape(h) == lowerCase || r.isAgent(h) || !strings.HasPrefix(tok.Rel, "nsubj") {
		return false
	}
	j := r.recall(h)
	return j >= 0 && r.found[j].kind == tocsin.Person
}

// behindName takes the nation that follows the name of a body: "el Tribunal
// Superior de Brasil", "la Comisión Nacional peruana".
func (r *reader) behindName(h int, m *mention) {
	t := r.core(h).End
	for t < len(r.doc.Tokens) && r.doc.Tokens[t].UPOS == "ADJ" && !r.hit(t).is(nationality) {
		t++
	}
	if t < len(r.doc.Tokens) && r.forms[t]&ofWord != 0 {
		t++
	}
	if t < len(r.doc.Tokens) && r.doc.SentOf(t) == r.doc.SentOf(h) {
		if x := r.hit(t); x.is(stateName|nationality|seat) && r.lends(x, m) {
			m.settled = true
		}
	}
}

// described takes a person's role from the clause that tells it: "Aziz Dahan,
// who was the Moroccan envoy", "Dahan is a judge from Fez".
func (r *reader) described(h int, m *mention) {
	role := -1
	if r.doc.Tokens[h].Rel == "nsubj" {
		role = r.doc.Tokens[h].Head
	} else if c := r.child(h, "acl:relcl"); c >= 0 {
		role = c
	}
	if role < 0 || !r.inside(h, role) || !r.isAgent(role) || r.child(role, "cop") < 0 {
		return
	}
	for k := r.kid[role]; k > 0; k = r.next[k-1] {
		if r.forms[k-1]&negative != 0 {
			return
		}
	}
	as := mention{head: role, owner: -1}
	if r.asAgent(role, &as) && !as.plural {
		m.country, m.sectors, m.office, m.owner, m.agent = as.country, as.sectors, as.office, as.owner, as.agent
		m.settled = m.country != ""
	}
}

// recall finds the party whose longer name the report has used before and
// that the name at h shortens: "Mijares" for Graciano Mijares, "Sadr" for
// al-Sadr; -1 if there is none.
func (r *reader) recall(h int) int {
	short := r.doc.Slice(r.core(h))
	for j := len(r.found) - 1; j >= 0; j-- {
		o := &r.found[j]
		if !o.named || o.state || len(o.name) <= len(short) || len(o.also) > 0 && o.name == "" {
			continue
		}
		if n := len(o.name) - len(short); strings.EqualFold(o.name[n:], short) && (o.name[n-1] == ' ' || o.name[n-1] == '-') {
			return j
		}
		if o.kind == tocsin.Organisation && (abbreviates(short, o.name) || o.name[len(short)] == ' ' && o.name[:len(short)] == short) {
			return j
		}
	}
	return -1
}

// abbreviates reports whether short is made of the initials of a name's
// capitalised words: SDF for Syrian Democratic Forces.
func abbreviates(short, name string) bool {
	if len(short) < 2 || shapeOf(short) != allCaps {
		return false
	}
	n := 0
	for i := 0; i < len(name); i++ {
		if c := name[i]; 'A' <= c && c <= 'Z' && (i == 0 || name[i-1] == ' ' || name[i-1] == '-') {
			if n >= len(short) || short[n] != c {
				return false
			}
			n++
		}
	}
	return n == len(short)
}

// withinName reads nations and nouns inside an unknown name: the Zambian
// Bureau of Justice is a body of Zambia, whatever it does.
func (r *reader) withinName(h int, m *mention) {
	c := r.core(h)
	for t := int(min(int32(c.Start), r.lo[h])); t < c.End; {
		x := r.hit(t)
		if x == nil {
			t++
			continue
		}
		t = x.End
		switch {
		case x.is(stateName|nationality|seat) && m.country == "" && !r.foreign(x):
			m.country = x.lex.state.country
		case x.lex.head != nil && m.kind == tocsin.Organisation && len(x.lex.head.sectors) > 0 && r.heads(x, c):
			m.sectors, m.agent = x.lex.head.sectors, x.lex.head
			if x.lex.head.kind == tocsin.Government {
				m.kind = tocsin.Government
			}
		}
	}
	m.settled = m.country != ""
}

// heads reports whether the noun x says what the name c is a name of: its
// last word, or the first before "of" ("Bureau of Justice").
func (r *reader) heads(x *hit, c tocsin.Span) bool {
	return x.End == c.End || x.Start == c.Start && x.End < c.End && r.doc.Tokens[x.End].UPOS == "ADP"
}
