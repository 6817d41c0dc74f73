package actor

import (
	"tocsin"
)

// asAgent reads a phrase headed by a common noun for a party, or by a name
// that a title or apposition describes.
func (r *reader) asAgent(h int, m *mention) bool {
	title := h
	if !r.isAgent(h) {
		if title = r.titleOf(h); title < 0 {
			return r.asCounted(h, m)
		}
	}
	if n := r.hit(title).End; title == h && r.like(h, apartNoun) && n < len(r.doc.Tokens) && r.hit(n).is(stateName) && r.asState(n, m) {
		return true // "its neighbour Togo"
	}
	if (r.isThrough(h) || r.musters(h)) && r.asCounted(h, m) {
		return true
	}
	g := r.hit(title).lex.head
	if title == h && g.force == weak && r.bare(h) {
		return false
	}
	m.agent, m.kind = g, g.kind
	m.sectors = r.sectorsOf(title, g)
	m.plural = m.plural || g.plural
	m.sex, m.office = r.a.sexOfNoun(r.doc.Tokens[title].Form), g.office
	if g.office == "spokesman" && len(m.sectors) > 0 && !ofState(m.sectors[0]) {
		m.kind = tocsin.Organisation
	}
	r.nationOf(h, m)
	if title != h && m.country == "" && m.owner < 0 {
		r.nationOf(title, m)
	}
	r.overBody(title, m)
	r.nameOf(h, title, m)
	return true
}

// bare reports whether a singular common noun stands without any modifier, as
// "force" does in "by force".
func (r *reader) bare(h int) bool {
	tok := &r.doc.Tokens[h]
	return tok.UPOS == "NOUN" && !isPlural(tok) && r.span(h).Len() == 1 && r.possessor(h) < 0 && r.nameAfter(h) < 0 && tok.Rel != "compound"
}

// ofState reports whether a sector belongs to the institutions of a state.
func ofState(sector string) bool {
	switch sector {
	case "GOV", "MIL", "COP", "SPY", "JUD", "LEG":
		return true
	}
	return false
}

// titleOf finds the common noun that describes the name at h: a title before
// it or an apposition after it; -1 without one.
func (r *reader) titleOf(h int) int {
	if up := r.doc.Tokens[h].UPOS; up != "PROPN" && up != "X" && r.entity(h) == nil {
		return -1
	}
	for k := r.kid[h]; k > 0; k = r.next[k-1] {
		switch r.doc.Tokens[k-1].Rel {
		case "nmod:desc", "appos", "compound":
			if t := int(k - 1); r.isAgent(t) && !r.hit(t).is(bodyName|stateName|nationality|seat) {
				return t
			}
		}
	}
	for t := h - 1; t >= 0 && t >= h-8; t-- {
		if r.isAgent(t) && (r.introduces(t, h) || r.nameBeside(int(r.hi[t])) == h && r.closed(h)) {
			return t
		}
	}
	return -1
}

// introduces reports whether a name that h is part of follows the title at t.
func (r *reader) introduces(t, h int) bool {
	n := r.nameAfter(t)
	return n == h || n >= 0 && n < h && r.core(n).Contains(h)
}

// nameOf gives the party its own name if the phrase has one.
func (r *reader) nameOf(h, title int, m *mention) {
	name := -1
	switch {
	case title != h:
		name = h
	default:
		if k := r.child(h, "flat"); k >= 0 {
			name = k
		} else if k := r.nameAfter(h); k >= 0 {
			name = k
		} else if k := r.nameBeside(int(r.hi[h])); k >= 0 && r.closed(k) {
			name = k
		} else if k := r.nameAtComplement(h, m); k >= 0 {
			name = k
		} else if k := r.child(h, "appos"); k >= 0 && (r.doc.Tokens[k].UPOS == "PROPN" || r.entity(k) != nil) {
			name = k
		} else if k >= 0 && r.nameAfter(k) >= 0 && !isPlural(&r.doc.Tokens[h]) {
			name = r.nameAfter(k) // "el ministro, general Paz"
		}
	}
	if name < 0 {
		return
	}
	c := r.core(name)
	if title == h && r.doc.Tokens[name].Rel == "flat" && r.entity(name) == nil {
		c = tocsin.Span{Start: name, End: int(r.hi[name])}
		for k := r.kid[h]; k > 0; k = r.next[k-1] {
			if r.doc.Tokens[k-1].Rel == "flat" {
				c.End = max(c.End, int(k))
			}
		}
	}
	if r.doc.Tokens[c.Start].UPOS == "ADP" {
		return // a complement that the parser took for a part of a name
	}
	for c.Len() > 1 && r.isAgent(c.Start) && r.hit(c.Start).End < c.End && titular(r.hit(c.Start).lex.head) {
		c.Start = r.hit(c.Start).End
	}
	m.name, m.named, m.title = r.doc.Slice(c), true, title+1
	if r.craft(h) != 0 {
		return
	}
	if e := r.entity(name); e != nil && e.Label == "PER" {
		m.kind, m.plural = tocsin.Person, false
		return
	} else if e != nil && e.Label == "ORG" || m.agent.kind == tocsin.Organisation || m.agent.kind == tocsin.Government && m.agent.office != "spokesman" {
		return
	}
	m.kind, m.plural = tocsin.Person, false
}

// titular reports whether a noun can be the title in front of a name, rather
// than a name that is spelt like it ("Sunita").
func titular(g *agent) bool {
	return g.kind == tocsin.Person || g.office != "" || len(g.sectors) == 0 || g.sectors[0] != "REL"
}

// closed reports whether a comma follows the name that begins at token n.
func (r *reader) closed(n int) bool {
	e := r.entity(n)
	return e != nil && e.End < len(r.doc.Tokens) && r.doc.Tokens[e.End].Form == ","
}

// musters reports whether h is a company, not of business but of soldiers.
func (r *reader) musters(h int) bool {
	if !r.like(h, muster) {
		return false
	}
	k := r.child(h, "nmod")
	return k >= 0 && r.marked(k, ofWord) && r.isAgent(k) && armed(r.hit(k).lex.head.sectors)
}

// isThrough reports whether h only counts or groups what follows.
func (r *reader) isThrough(h int) bool { return r.hit(h) != nil && r.hit(h).lex.through }

// asCounted reads "dozens of protesters" and "some of the soldiers" as the
// party counted.
func (r *reader) asCounted(h int, m *mention) bool {
	if !r.isThrough(h) && !r.musters(h) && r.doc.Tokens[h].UPOS != "NUM" {
		return false
	}
	k := r.child(h, "nmod")
	if k < 0 || !r.marked(k, ofWord) {
		return false
	}
	inner := r.explicit(k)
	if inner.agent == nil && inner.country == "" && inner.owner < 0 {
		return false
	}
	inner.head, inner.span, inner.subject, inner.plural = h, m.span, m.subject, true
	if inner.owner < 0 && !inner.settled && inner.agent != nil {
		inner.owner = -1
	}
	*m = inner
	return true
}

// sectorsOf joins what the head noun says with what its modifiers say.
func (r *reader) sectorsOf(h int, g *agent) []string {
	return r.modSectors(h, g)
}

// modSectors lets the modifiers of h, nearest last, decide or add to the
// sectors of its noun g (nil: a noun of nationality).
func (r *reader) modSectors(h int, g *agent) []string {
	s := shades{}
	if g != nil {
		s.out = g.sectors
	}
	for t := r.afterPossessor(h); t < r.hit(h).Start; {
		x := r.hit(t)
		if x == nil {
			t++
			continue
		}
		t = x.End
		s.add(x)
	}
	if r.a.grammar.after {
		r.adjectives(h, func(x *hit) bool {
			s.add(x)
			return true
		})
	}
	return s.settle(g)
}

// shades are what the modifiers of a noun say of its sectors.
type shades struct {
	out, extra, over, soft []string
	former                 bool
}

// add takes one modifier in.
func (s *shades) add(x *hit) {
	switch md := x.lex.modifier(); {
	case md != nil && md.force == added:
		s.extra = md.sectors
	case x.is(bodyName):
		s.soft = x.body.sectors
		if s.soft == nil && international(x.body.country) {
			s.soft = none
		}
	case md == nil || x.is(stateName|nationality|seat):
	case md.force == overrun && md.sectors[0] == "ELI":
		s.former = true
	case md.force == overrun && md.sectors[0] == "UAF":
		if len(s.out) == 0 || s.out[0] == "CVL" {
			s.over = md.sectors
		}
	case md.force == overrun:
		s.over = md.sectors
	default:
		s.soft = md.sectors
	}
}

// none marks a party that carries no sector, such as a body of the UN.
var none = []string{}

// settle applies the forces of the head g and its modifiers to each other.
func (s *shades) settle(g *agent) []string {
	out := s.out
	switch {
	case s.over != nil && (g == nil || yields(g)):
		out = s.over
	case s.soft != nil && (g == nil || g.force == weak) && !(armed(out) && len(s.soft) > 0 && s.soft[0] == "GOV"):
		out = s.soft
	}
	if s.extra != nil {
		out = withExtra(out, s.extra)
	}
	if s.former && g != nil && g.office != "" && len(out) > 0 && out[0] == "GOV" {
		out = []string{"ELI"}
	}
	return out
}

// armed reports whether a noun is by itself one of armed force; a government's
// forces are its military.
func armed(sectors []string) bool { return len(sectors) > 0 && sectors[0] == "MIL" }

// yields reports whether a word like "rebel" or "fishing" overrides g: it
// does for forces, vessels, crowds and vague nouns, not for offices.
func yields(g *agent) bool {
	if g.force == weak || len(g.sectors) == 0 {
		return true
	}
	switch g.sectors[0] {
	case "MIL", "CVL", "BUS", "UAF":
		return g.office == ""
	case "GOV":
		return g.office == "" && g.kind == tocsin.Unnamed
	}
	return false
}

// withExtra adds a secondary sector; a party without any other sector gets
// PTY first.
func withExtra(out, extra []string) []string {
	switch {
	case len(out) == 0 || out[0] == "GOV" || out[0] == "CVL":
		if extra[0] == "PTY" {
			return extra
		}
		return []string{"PTY", extra[0]}
	case out[0] == extra[0] || len(out) > 1 && out[1] == extra[0]:
		return out
	}
	return []string{out[0], extra[0]}
}

// modifier is what the lexeme says in front of another noun.
func (l *lexeme) modifier() *agent {
	if l.mod != nil {
		return l.mod
	}
	if l.head != nil && len(l.head.sectors) > 0 && l.head.force != weak {
		return l.head
	}
	return nil
}

// afterPossessor is the first token of the phrase of h after a possessor.
func (r *reader) afterPossessor(h int) int {
	start := int(r.lo[h])
	for t := start; t < h; t++ {
		if r.doc.Tokens[t].XPOS == "POS" || r.doc.Tokens[t].Rel == "case" && isPossessive(r.doc.Tokens[t].Form) {
			start = t + 1
		}
	}
	return start
}

func isPossessive(form string) bool {
	return form == "'s" || form == "’s" || form == "'" || form == "’"
}
