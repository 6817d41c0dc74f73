package actor

import (
	"strings"

	"tocsin"
)

// anaphor resolves a definite phrase to what it repeats: "the group", "the
// insurgents", "the minister", "the country".
func (r *reader) anaphor(i int) bool {
	m := &r.found[i]
	if m.agent == nil || !m.definite || m.named || m.owner >= 0 {
		return false
	}
	if r.like(m.head, land) {
		return !m.plural && r.land(i)
	}
	if r.craft(m.head) != 0 && r.again(i) {
		return true
	}
	for j := i - 1; j >= 0 && m.sentence-r.found[j].sentence <= 4; j-- {
		if (r.repeats(m, &r.found[j]) || r.titled(m, &r.found[j])) && !r.coargument(m.head, r.found[j].head) {
			r.stand(i, j)
			return true
		}
	}
	return r.again(i)
}

// again resolves a definite phrase to an unnamed party that the report has
// introduced in the same or wider words: "the patrol boats" after "Moroccan
// patrol boats", "the men" after "six fishermen".
func (r *reader) again(i int) bool {
	m := &r.found[i]
	they := r.like(m.head, men) && m.plural
	for j := i - 1; j >= 0 && m.sentence-r.found[j].sentence <= 6; j-- {
		o := &r.found[j]
		if o.agent == nil || o.named || o.country == "" || o.plural != m.plural || len(o.also) > 0 || r.coargument(m.head, o.head) {
			continue
		}
		if they && m.sentence-o.sentence <= 2 && manned(o) || r.sameNoun(m, o) || r.sameMen(m, o) {
			m.country = o.country
			if they || len(m.sectors) == 0 || m.agent.force == weak {
				m.sectors = o.sectors
			}
			return true
		}
	}
	return false
}

// sameNoun reports whether the definite phrase m repeats the noun of o and
// adds nothing that would tell it apart.
func (r *reader) sameNoun(m, o *mention) bool {
	a, b := &r.doc.Tokens[m.head], &r.doc.Tokens[o.head]
	if !strings.EqualFold(a.Lemma, b.Lemma) && !strings.EqualFold(a.Form, b.Form) {
		return false
	}
	for t := int(r.lo[m.head]); t < m.head; t++ {
		if up := r.doc.Tokens[t].UPOS; up != "DET" && !r.within(t, o) {
			return false
		}
	}
	return true
}

// sameMen reports whether the definite plural m can take up soldiers or sailors
// that the report has told to be held: "the sailors" after "captured seamen".
func (r *reader) sameMen(m, o *mention) bool {
	if !m.plural || !armed(m.sectors) || !armed(o.sectors) || r.craft(m.head) != 0 || r.craft(o.head) != 0 || m.agent.kind != tocsin.Unnamed || int(r.lo[m.head]) < m.head-1 {
		return false
	}
	v := r.doc.Tokens[m.head].Head
	return r.inside(m.head, v) && r.like(v, returning|holding) && m.sentence-o.sentence <= 4
}

// within reports whether the phrase of o holds the word at t as well.
func (r *reader) within(t int, o *mention) bool {
	for u := int(r.lo[o.head]); u < o.head; u++ {
		if r.doc.Tokens[u].Lemma == r.doc.Tokens[t].Lemma {
			return true
		}
	}
	return false
}

// manned reports whether o denotes people, so that "the men" may be them.
func manned(o *mention) bool {
	if len(o.sectors) == 0 || o.sectors[0] == "GOV" || o.kind != tocsin.Unnamed {
		return false
	}
	return o.agent.scope == peopleScope || o.agent.scope == stateScope
}

// craft is 's' for a noun at t for what sails, 'a' for one for what flies, else 0:
// "the vessel" may take up "a Greek tanker".
func (r *reader) craft(t int) byte {
	switch {
	case r.like(t, sailing):
		return 's'
	case r.like(t, flying):
		return 'a'
	}
	return 0
}

// land resolves "the country", "the emirate" to the state that the report is
// about, other than the one that acts on it.
func (r *reader) land(i int) bool {
	m := &r.found[i]
	not := ""
	if j := r.clauseSubject(m.head); j >= 0 && j != i && !m.subject && r.tellsLand(m.head) {
		not = r.found[j].country
	}
	kind := r.a.lands[strings.ToLower(r.doc.Tokens[m.head].Lemma)]
	if m.country = r.aboutAmong(kind, not); m.country == "" {
		return false
	}
	m.name, m.sectors, m.kind, m.state = r.a.rule[m.country], []string{"GOV"}, tocsin.Government, true
	return true
}

// tellsLand reports whether the noun at h tells which land it means ("the
// Latin American country", "the emirate"); a plain "the country" may be that
// of whoever acts.
func (r *reader) tellsLand(h int) bool {
	if !r.like(h, vagueLand) {
		return true
	}
	a := r.child(h, "amod", "compound")
	return a >= 0 && !r.like(a, whole)
}

// generic reports whether the noun at t is a common way to take up the name of an
// organisation like o.
func (r *reader) generic(t int, o *mention) bool {
	switch {
	case r.like(t, groupNoun):
		return !reporting(o.sectors) && o.country != "EUR"
	case r.like(t, agencyNoun):
		return reporting(o.sectors) || o.country == "UNO"
	case r.like(t, blocNoun):
		return o.country == "EUR" || o.country == "IGO"
	}
	return false
}

// endsWith reports whether the name of o ends in the noun at t: "the court"
// for the International Criminal Court.
func (r *reader) endsWith(o *mention, t int) bool {
	n := len(o.name) - len(r.doc.Tokens[t].Form)
	return n > 0 && o.name[n-1] == ' ' && strings.EqualFold(o.name[n:], r.doc.Tokens[t].Form)
}

// titled reports whether the definite phrase m takes up a name by the noun that
// introduced it: "the general" after "General Haftar", "the airline" after
// "the airline Mahan Air".
func (r *reader) titled(m, o *mention) bool {
	if o.title == 0 || m.plural || len(o.also) > 0 || o.country == "" {
		return false
	}
	x := r.hit(o.title - 1)
	return x != nil && x.Len() == 1 && x.lex.head != nil && x.lex.head.office == m.agent.office &&
		strings.EqualFold(r.doc.Tokens[o.title-1].Lemma, r.doc.Tokens[m.head].Lemma)
}

// repeats reports whether the definite phrase m can take up o again.
func (r *reader) repeats(m, o *mention) bool {
	if len(o.also) > 1 || o.country == "" && o.name == "" {
		return false
	}
	g := m.agent
	switch {
	case g.scope == bodyScope:
		return o.kind == tocsin.Organisation && o.named && !m.plural && (r.endsWith(o, m.head) || r.generic(m.head, o))
	case g.scope == armedScope:
		return (o.named || o.country != "" && o.agent != nil && o.agent.scope == armedScope) && o.plural == m.plural && len(o.sectors) > 0 && (o.sectors[0] == "REB" || o.sectors[0] == "PRM" || o.sectors[0] == "UAF")
	case o.named && o.kind != tocsin.Person && !m.plural && r.endsWith(o, m.head):
		return true
	case o.plural != m.plural || o.agent == nil && o.office == "":
		return false
	case g.office != "" && g.office != "spokesman" && g.office != "government" && g.office != "parliament":
		return o.office == g.office && o.kind == tocsin.Person
	case o.agent == nil:
		return false
	}
	if k := r.craft(m.head); k != 0 && o.country != "" {
		return k == r.craft(o.head)
	}
	return o.agent.sectors != nil && o.named && !m.plural && strings.EqualFold(r.doc.Tokens[m.head].Lemma, r.doc.Tokens[o.head].Lemma)
}
