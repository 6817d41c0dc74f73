package actor

import (
	"slices"
	"strings"

	"tocsin"
)

// enemyOf is the country of the army or police that the sentence sets rebels
// against, if it does not say where they are.
func (r *reader) enemyOf(i int) string {
	m := &r.found[i]
	if r.local(m.head) != "" {
		return ""
	}
	for j := range r.found {
		o := &r.found[j]
		if o.sentence == m.sentence && o.agent != nil && o.country != "" && len(o.sectors) > 0 && (o.sectors[0] == "MIL" || o.sectors[0] == "COP") && !international(o.country) {
			return o.country
		}
	}
	return ""
}

// beside gives an apposition the country of what it is in apposition to.
func (r *reader) beside(i int) bool {
	m, tok := &r.found[i], &r.doc.Tokens[r.found[i].head]
	j := r.mentionAt(tok.Head)
	if tok.Rel != "appos" || j < 0 || r.found[j].country == "" {
		return false
	}
	m.country = r.found[j].country
	if len(m.sectors) == 0 && m.kind == tocsin.Person {
		m.sectors, m.office = r.found[j].sectors, r.found[j].office
	}
	return true
}

// fellow gives a noun for forces or officials the country of those it is joined
// to or comes with, if these are of a state as well: "Turkish soldiers and
// police", "two French frigates with 300 marines".
func (r *reader) fellow(i int) bool {
	m, tok := &r.found[i], &r.doc.Tokens[r.found[i].head]
	if !ofMen(m) || m.agent.scope != stateScope || m.definite || m.named && tok.Rel != "conj" {
		return false
	}
	j := r.mentionAt(tok.Head)
	if j < 0 || j >= i || tok.Rel != "conj" && !(tok.Rel == "nmod" && r.marked(m.head, withWord)) {
		return false
	}
	o := &r.found[j]
	if !o.settled {
		r.settle(j)
	}
	if o.country == "" || o.agent == nil || o.agent.scope != stateScope || !ofMen(o) || len(o.also) > 0 {
		return false
	}
	m.country = o.country
	return true
}

// ofMen reports whether the mention is of a state's men, named or not, or its
// machines of war.
func ofMen(m *mention) bool {
	return m.agent != nil && len(m.sectors) > 0 && ofState(m.sectors[0])
}

// heading gives whoever leads a party that party's country and, to a bearer of
// military rank, its sector: "rebels led by General Bisimwa".
func (r *reader) heading(i int) bool {
	m := &r.found[i]
	tok := &r.doc.Tokens[m.head]
	if !strings.HasPrefix(tok.Rel, "obl") || !r.marked(m.head, byWord) || !r.inside(m.head, tok.Head) {
		return false
	}
	v := &r.doc.Tokens[tok.Head]
	if !r.like(tok.Head, leading) {
		return false
	}
	j := r.mentionAt(v.Head)
	if !strings.HasPrefix(v.Rel, "acl") {
		j = r.mentionAt(r.child(tok.Head, "nsubj:pass")) // a reduced relative that the parser took for the main verb
	}
	if j < 0 || j >= i {
		return false
	}
	r.settle(j)
	o := &r.found[j]
	if o.country == "" {
		return false
	}
	m.country = o.country
	if armed(m.sectors) && len(o.sectors) > 0 {
		m.sectors = o.sectors
	}
	return true
}

// stateAround is the state whose army, minister or government a phrase means:
// who sends them, where the clause takes place, else the party that the sentence is about,
// else what the report is about.
func (r *reader) stateAround(i int) string {
	m := &r.found[i]
	if r.warship(i) && r.sent(i) {
		return r.sameCraft(i)
	}
	if c := r.sender(i); c != "" {
		return c
	}
	if c := r.homeward(i); c != "" {
		return c
	}
	if c := r.announced(i); c != "" {
		return c
	}
	if c := r.mission(i); c != "" {
		return c
	}
	not, shore := r.otherThan(i), r.local(m.head)
	if not == "" && r.like(m.head, diplomatic) {
		not = shore // an embassy is not of its host
	}
	if shore != "" && shore != not && !m.named && !r.warship(i) {
		return shore
	}
	if r.parochial(m) {
		if c := r.sceneAround(i); c != "" {
			return c
		}
	}
	for j := range r.found {
		o := &r.found[j]
		if o.sentence == m.sentence && j < i && o.subject && o.settled && o.country != "" && o.country != not && !international(o.country) && !reporting(o.sectors) {
			return o.country
		}
	}
	if c := r.pledges(m); c != "" {
		return c
	}
	if c := r.speaking(i, not); c != "" {
		return c
	}
	c := r.about(not)
	if c == shore && r.warship(i) {
		return ""
	}
	if m.subject && governs(m) && c != "" && r.contrasted(m, c) {
		if d := r.about(c); d != "" {
			return d
		}
	}
	return c
}

// parochial reports whether the phrase is of officials who belong where things
// happen: "local officials", "a police commander".
func (r *reader) parochial(m *mention) bool {
	for t := int(r.lo[m.head]); t < m.head; t++ {
		if r.like(t, local) {
			return true
		}
	}
	return !m.definite && !m.named && !m.plural && len(m.sectors) > 0 && m.sectors[0] == "COP"
}

// victim reports whether the mention is of people held or hurt by somebody
// whom the clause does not name.
func (r *reader) victim(m *mention) bool {
	tok := &r.doc.Tokens[m.head]
	if tok.Rel != "nsubj:pass" || !r.inside(m.head, tok.Head) || r.child(tok.Head, "obl:agent") >= 0 {
		return false
	}
	return r.captive(m.head) || r.like(tok.Head, hostile)
}

// sender is the body or state that sends the mission, envoys or troops of
// mention i, "" if nobody does.
func (r *reader) sender(i int) string {
	m := &r.found[i]
	j := r.clauseSubject(m.head)
	if j < 0 || j == i || m.subject || m.named && r.craft(m.head) == 0 || r.doc.Tokens[m.head].Rel != "obj" || !r.found[j].settled {
		return ""
	}
	verb := r.doc.Tokens[m.head].Head
	if !r.like(verb, sending) {
		return ""
	}
	if o := &r.found[j]; international(o.country) {
		m.sectors = o.sectors
	}
	return r.found[j].country
}

// acted is the country of who acts on mention i if that cannot be its own: a
// statesman deals with others than his country, and forces kill those of
// another side.
func (r *reader) acted(i int) string {
	m := &r.found[i]
	j := r.clauseSubject(m.head)
	if m.subject || j < 0 || j == i {
		return ""
	}
	o := &r.found[j]
	verb := r.doc.Tokens[o.head].Head
	switch {
	case m.named && m.kind == tocsin.Person:
		return o.country
	case m.agent != nil && m.agent.scope == stateScope && !m.definite && o.state && r.like(verb, estranging):
		return o.country
	case m.agent != nil && armed(m.sectors) && r.like(verb, returning) && o.state && r.ofObject(m.head):
		return o.country // a state does not hold its own soldiers
	case m.agent != nil && armed(m.sectors) && r.like(verb, hostile) && len(o.sectors) > 0 && ofState(o.sectors[0]):
		return o.country
	case m.agent != nil && len(m.sectors) > 0 && m.sectors[0] == "COP" && r.like(verb, hostile) && armed(o.sectors):
		return o.country
	}
	return ""
}

// ofObject reports whether t is an object or complements one: "the bodies of
// nine soldiers".
func (r *reader) ofObject(t int) bool {
	if tok := &r.doc.Tokens[t]; tok.Rel == "nmod" && r.inside(t, tok.Head) {
		t = tok.Head
	}
	return r.doc.Tokens[t].Rel == "obj"
}

// clauseSubject is the mention that is, or is understood as, subject of the
// clause of token t, -1 without one.
func (r *reader) clauseSubject(t int) int {
	for cur, n := t, 0; n < maxDepth; n++ {
		if k := r.understood(cur); k >= 0 && k != t {
			if j := r.mentionAt(k); j >= 0 {
				return j
			}
		}
		h := r.doc.Tokens[cur].Head
		if !r.inside(cur, h) {
			return -1
		}
		cur = h
	}
	return -1
}

// sceneAround is the country of people: where the sentence, or the one before
// it, takes place, else what the report is about.
func (r *reader) sceneAround(i int) string {
	m := &r.found[i]
	if r.like(m.head, exiled) {
		return r.about(r.local(m.head))
	}
	if c := r.local(m.head); c != "" {
		return c
	}
	if c := r.placeIn(m.sentence); c != "" {
		return c
	}
	for s := m.sentence - 1; s >= 0 && s >= m.sentence-2; s-- {
		if r.where[s] != "" {
			return r.where[s]
		}
	}
	if r.victim(m) {
		if c := r.lastGovernment(i, ""); c != "" {
			return c
		}
	}
	not := r.struck(i)
	if not == "" {
		not = r.perpetrator(m.head)
	}
	if c := usualScene(r.where[:m.sentence+1]); c != "" && c != not {
		return c
	}
	return r.about(not)
}

// struck is the country of the armed force that strikes the thing of mention
// i, a ship or a house: where nothing says otherwise it is another's.
func (r *reader) struck(i int) string {
	m := &r.found[i]
	j := r.clauseSubject(m.head)
	if j < 0 || j >= i || m.subject || m.agent == nil || m.agent.kind != tocsin.Organisation || !r.inside(m.head, r.doc.Tokens[m.head].Head) {
		return ""
	}
	if o := &r.found[j]; armed(o.sectors) && r.like(r.doc.Tokens[m.head].Head, hostile) {
		return o.country
	}
	return ""
}

// usualScene is the country in which most sentences that say where they take
// place do so; "" if two share that.
func usualScene(where []string) string {
	best, top, tied := "", 0, false
	for s, c := range where {
		if c == "" || slices.Contains(where[:s], c) {
			continue
		}
		n := 0
		for _, d := range where[s:] {
			if d == c {
				n++
			}
		}
		if n >= top {
			best, top, tied = c, n, n == top
		}
	}
	if tied {
		return ""
	}
	return best
}

// placeIn is the country of the first place of sentence s that is no
// country's own name.
func (r *reader) placeIn(s int) string {
	span := r.doc.Sents[s]
	for i := range r.doc.Places {
		p := &r.doc.Places[i]
		if p.Start >= span.Start && p.Start < span.End && p.Country != "" && p.Precision != tocsin.PrecisionCountry && r.hit(p.Start) == nil {
			return p.Country
		}
	}
	return ""
}
