package actor

import (
	"strings"

	"tocsin"
)

// otherThan is the country that mention i cannot be of, because its clause
// sets the two against each other; "" if it does not.
func (r *reader) otherThan(i int) string {
	if c := r.acted(i); c != "" {
		return c
	}
	if c := r.faces(i); c != "" {
		return c
	}
	return r.revile(i)
}

// faces is the country that the subject of mention i demands something of,
// threatens or blames: "the minister demanded of Lima", "threatened to answer
// any incursion by Peru".
func (r *reader) faces(i int) string {
	m := &r.found[i]
	v := r.doc.Tokens[m.head].Head
	if !m.subject || !r.inside(m.head, v) {
		return ""
	}
	sets := r.like(v, against|estranging)
	for j := range r.found {
		o := &r.found[j]
		if o.sentence != m.sentence || j == i || !o.state || o.country == "" || international(o.country) || !r.doc.Dominates(v, o.head) || r.doc.Dominates(m.head, o.head) {
			continue
		}
		up := r.doc.Tokens[o.head].Head
		switch rel := r.doc.Tokens[o.head].Rel; {
		case !r.like(v, saying) && (r.marked(o.head, versus) || r.like(up, estranging) && rel == "obj"):
			return o.country
		case sets && up == v && (rel == "obj" || rel == "iobj" || strings.HasPrefix(rel, "obl") && r.marked(o.head, toWord|ofWord|inWord) && !r.locative(o.head)):
			return o.country
		case (r.like(up, answering) || r.like(r.child(o.head, "case")-1, answering)) && r.marked(o.head, toWord|withWord|apartWord|whitherWord):
			return o.country
		case sets && r.marked(o.head, byWord) && r.like(r.child(o.head, "case")-1, onslaught):
			return o.country
		case sets && r.like(up, onslaught) && (rel != "nmod" || r.marked(o.head, ofWord|byWord)):
			return o.country
		}
	}
	return ""
}

// revile is the country that the sentence of a speaker calls names in the
// words that it reports: "the empire of Peru has sent ships, the minister said".
func (r *reader) revile(i int) string {
	m := &r.found[i]
	if !r.says(m) {
		return ""
	}
	for j := range r.found {
		o := &r.found[j]
		if o.sentence == m.sentence && j != i && o.state && o.country != "" && r.called(o) {
			return o.country
		}
	}
	return ""
}

// called reports whether a name of enmity heads or describes the phrase of o.
func (r *reader) called(o *mention) bool {
	for t := int(r.lo[o.head]); t < int(r.hi[o.head]); t++ {
		if r.like(t, hostileName) && (t == o.head || r.doc.Tokens[t].Head == o.head) {
			return true
		}
	}
	up := r.doc.Tokens[o.head].Head
	return modifies(r.doc.Tokens[o.head].Rel) && r.like(up, hostileName)
}

// disowned gives a phrase that calls somebody names the side that its speaker
// is not on: "the puppet army has fired, the navy of Peru said".
func (r *reader) disowned(i int) bool {
	m := &r.found[i]
	if m.agent == nil || m.named || m.owner >= 0 || !r.called(m) {
		return false
	}
	j := r.voiceOf(i)
	if j < 0 {
		return false
	}
	r.settle(j)
	own := r.found[j].country
	if own == "" || international(own) {
		return false
	}
	m.country = r.about(own)
	return m.country != ""
}

// voiceOf is the mention that says the clause of mention i, -1 if nobody in
// its sentence does.
func (r *reader) voiceOf(i int) int {
	m := &r.found[i]
	for j := range r.found {
		o := &r.found[j]
		if j == i || o.sentence != m.sentence || !r.saysWith(o.head) || o.span.Contains(m.head) || r.doc.Dominates(m.head, o.head) {
			continue
		}
		if v := r.doc.Tokens[o.head].Head; r.doc.Dominates(v, m.head) || r.doc.Tokens[v].Rel == "parataxis" {
			return j
		}
	}
	return -1
}

// homeward is the state to which the men of mention i are given back: they are
// its own.
func (r *reader) homeward(i int) string {
	v := r.doc.Tokens[r.found[i].head].Head
	if !r.inside(r.found[i].head, v) || !r.like(v, returning) {
		return ""
	}
	for k := r.kid[v]; k > 0; k = r.next[k-1] {
		if j := r.mentionAt(int(k - 1)); j >= 0 && j != i && r.found[j].state && r.marked(int(k-1), toWord) {
			return r.found[j].country
		}
	}
	return ""
}

// otherSide resolves "the other side" to the state that its clause's subject
// is not.
func (r *reader) otherSide(i int) bool {
	m := &r.found[i]
	if !m.definite || !r.like(m.head, flank) || m.plural {
		return false
	}
	a := r.child(m.head, "amod", "det")
	for k := r.kid[m.head]; k > 0 && !r.like(a, uncounted); k = r.next[k-1] {
		a = int(k - 1)
	}
	j := r.clauseSubject(m.head)
	return r.like(a, uncounted) && j >= 0 && j != i && r.found[j].country != "" && r.other(i, r.found[j].country)
}

// perpetrator is the country whose attack kills or hurts the people at h, ""
// if the clause does not tell: nobody's own people die in "the Peruvian raid".
func (r *reader) perpetrator(h int) string {
	v := r.doc.Tokens[h].Head
	if !r.inside(h, v) || !r.like(v, hostile|dying) {
		return ""
	}
	for k := r.kid[v]; k > 0; k = r.next[k-1] {
		t := int(k - 1)
		if !r.like(t, onslaught) || t == h {
			continue
		}
		for u := int(r.lo[t]); u < int(r.hi[t]); u++ {
			x := r.hit(u)
			if x.is(nationality) && !r.foreign(x) || x.is(stateName|seat) && (r.owns(u) || r.marked(u, byWord) || modifies(r.doc.Tokens[u].Rel)) {
				return x.lex.state.country
			}
		}
	}
	return ""
}

// warship reports whether mention i is of warships: the coast they lie off
// tells nothing of their flag.
func (r *reader) warship(i int) bool {
	return armed(r.found[i].sectors) && r.craft(r.found[i].head) == 's'
}

// sent reports whether the clause says that mention i is sent somewhere.
func (r *reader) sent(i int) bool {
	tok := &r.doc.Tokens[r.found[i].head]
	return strings.HasPrefix(tok.Rel, "nsubj") && r.like(tok.Head, sending)
}

// sameCraft is the country of the last warships that the report spoke of.
func (r *reader) sameCraft(i int) string {
	for j := i - 1; j >= 0; j-- {
		o := &r.found[j]
		if o.country != "" && (o.kind == tocsin.Organisation || o.kind == tocsin.Government) && armed(o.sectors) && (r.craft(o.head) == 's' || r.prefix(o.span.Start) != nil) {
			return o.country
		}
	}
	return ""
}
