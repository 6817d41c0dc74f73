package actor

import (
	"strings"

	"tocsin"
)

// inherit takes the country from the mention that possesses or complements
// mention i; it reports whether there was one.
func (r *reader) inherit(i int) bool {
	m := &r.found[i]
	j := r.mentionAt(m.owner)
	if j < 0 || j == i {
		if c := r.placeCountry(m.owner); c != "" {
			m.country = c
			return true
		}
		return false
	}
	r.settle(j)
	o := &r.found[j]
	if o.country == "" && len(o.also) == 0 {
		return false
	}
	if m.agent != nil && r.apart(m) {
		if !o.state && r.like(m.head, rivalNoun) {
			m.country, m.sectors = o.country, nil
			if len(o.sectors) > 0 && o.sectors[0] == "PTY" {
				m.sectors = []string{"PTY"}
			}
			return true
		}
		return r.other(i, o.country)
	}
	m.country = o.country
	if len(o.also) > 1 {
		m.also, m.each = o.also, m.each || m.agent != nil && r.stately(o.head)
	}
	switch {
	case m.agent == nil:
		m.sectors, m.kind = o.sectors, o.kind
		if m.kind == tocsin.Person {
			m.kind = tocsin.Unnamed
		}
	case m.agent.force == weak && (len(o.sectors) > 0 && o.sectors[0] != "CVL" || international(o.country)):
		if !(armed(m.sectors) && len(o.sectors) > 0 && o.sectors[0] == "GOV") {
			m.sectors = o.sectors
		}
	case r.like(m.head, crew) && r.craftOf(o):
		m.sectors = o.sectors
	case m.agent.scope == peopleScope && r.like(m.head, men) && len(o.sectors) > 0 && o.kind != tocsin.Person && !o.state:
		m.sectors = o.sectors
	}
	return true
}

// craftOf reports whether the mention is of a ship or plane, or a pronoun for
// one.
func (r *reader) craftOf(o *mention) bool {
	for n := 0; n < 4; n++ {
		if r.craft(o.head) != 0 {
			return len(o.sectors) > 0
		}
		if len(o.also) != 1 {
			return false
		}
		o = &r.found[o.also[0]]
	}
	return false
}

// aboard gives a crew of no ship the country of the ship or plane that the
// report spoke of last, one that something was done to before one that acts.
func (r *reader) aboard(i int) bool {
	m := &r.found[i]
	if m.owner >= 0 || !r.like(m.head, crew) && !r.crewed(m.head) {
		return false
	}
	best := -1
	for j := i - 1; j >= 0 && m.sentence-r.found[j].sentence <= 2; j-- {
		o := &r.found[j]
		if o.country == "" || r.craft(o.head) == 0 {
			continue
		}
		if !o.subject || strings.HasSuffix(r.doc.Tokens[o.head].Rel, ":pass") {
			best = j
			break
		}
		if best < 0 {
			best = j
		}
	}
	if best >= 0 {
		m.country = r.found[best].country
	}
	return best >= 0
}

// crewed reports whether a word for a crew stands before the noun at h: "crew
// members".
func (r *reader) crewed(h int) bool {
	k := r.child(h, "compound")
	return k >= 0 && r.like(k, crew)
}

// apart reports whether the noun denotes another party than its possessor:
// somebody's neighbour or ally is not his own side.
func (r *reader) apart(m *mention) bool { return r.like(m.head, apartNoun) && m.country == "" }

// other resolves mention i to the state most spoken of beside not: that of a
// subject rather than of another phrase, and lately.
func (r *reader) other(i int, not string) bool {
	if r.found[i].named {
		return false
	}
	best, top := -1, 0
	for j := i - 1; j >= 0 && r.found[i].sentence-r.found[j].sentence <= 3; j-- {
		o := &r.found[j]
		if o.country == not || o.country == "" || international(o.country) || !o.state && o.kind != tocsin.Government {
			continue
		}
		w := 9 - 2*(r.found[i].sentence-o.sentence)
		if o.subject {
			w += 3
		}
		if w > top {
			best, top = j, w
		}
	}
	m := &r.found[i]
	if best >= 0 {
		m.country = r.found[best].country
	} else if m.country = r.about(not); m.country == "" {
		return false
	}
	m.name, m.sectors, m.kind, m.state = r.a.rule[m.country], []string{"GOV"}, tocsin.Government, true
	return true
}
