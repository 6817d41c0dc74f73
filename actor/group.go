package actor

import (
	"slices"

	"tocsin"
)

// group resolves "the two countries", "both sides" and the like to the
// parties that the report has spoken of last.
func (r *reader) group(i int) bool {
	m := &r.found[i]
	if m.agent == nil || !m.plural || m.named {
		return false
	}
	if m.office != "" && m.definite && r.colleagues(i) {
		return true
	}
	n := r.howMany(m.head)
	if n == 0 {
		return false
	}
	all := r.sides(i, n)
	if len(all) < 2 {
		return n == 2 && r.rivals(i)
	}
	m.also, m.country, m.settled = all, r.found[all[0]].country, true
	return true
}

// rivals resolves "both sides" that the report has not named yet to the two
// states that it speaks of most, none of which acts on them.
func (r *reader) rivals(i int) bool {
	m := &r.found[i]
	if !r.stately(m.head) && !(m.agent.force == weak && m.agent.scope == stateScope) {
		return false
	}
	self := ""
	if j := r.clauseSubject(m.head); j >= 0 && j != i && !m.subject {
		self = r.found[j].country
	}
	host := ""
	if j := r.voiceOf(i); j >= 0 {
		host = r.found[j].country
	}
	var top [2]weight
	for _, w := range r.prior {
		switch {
		case w.country == self || w.country == host || r.a.states[w.country] == nil:
		case w.w > top[0].w:
			top[0], top[1] = w, top[0]
		case w.w > top[1].w:
			top[1] = w
		}
	}
	if top[1].w < 2 {
		return false
	}
	m.pair, m.country, m.settled = []string{top[0].country, top[1].country}, top[0].country, true
	return true
}

// bareTwo reports whether mention i is "the two" without a noun.
func (r *reader) bareTwo(i int) bool {
	m := &r.found[i]
	return m.agent == nil && m.country == "" && r.doc.Tokens[m.head].UPOS == "NUM" && r.forms[m.head]&two != 0 && r.definite(m.head)
}

// pairUp resolves "the two" to the two people or governments of different
// countries that the last sentence with such names.
func (r *reader) pairUp(i int) bool {
	m := &r.found[i]
	var all []int
	at := -1
	for j := i - 1; j >= 0 && m.sentence-r.found[j].sentence <= 2; j-- {
		o := &r.found[j]
		if len(o.also) > 0 || o.country == "" || reporting(o.sectors) || r.locative(o.head) || !o.state && o.kind != tocsin.Person && o.kind != tocsin.Government && o.office == "" || r.counted(all, j) {
			continue
		}
		if len(all) > 0 && o.sentence != at {
			break
		}
		all, at = append(all, j), o.sentence
	}
	if len(all) != 2 {
		return false
	}
	slices.Sort(all)
	m.also, m.country, m.settled = all, r.found[all[0]].country, true
	return true
}

// sides finds the n parties that mention i groups, those spoken of last, in text
// order. Whoever
// acts on the group is outside it, and so is a state that the report brings in
// only beside the sides: one named once, if two others are named more often.
func (r *reader) sides(i, n int) []int {
	m := &r.found[i]
	var all, outside []int
	if both := r.halvesBeside(i); len(both) >= 2 {
		slices.Sort(both)
		return both
	}
	self := r.clauseSubject(m.head)
	if again := r.sameSides(i, n); again != nil {
		return again
	}
	for j := i - 1; j >= 0 && m.sentence-r.found[j].sentence <= 5 && len(all) < n; j-- {
		if self >= 0 && !m.subject && (j == self || r.found[j].country == r.found[self].country && !international(r.found[j].country)) || !r.belongs(m, j, all) || r.counted(all, j) {
			continue
		}
		if r.outsider(i, j, n) {
			outside = append(outside, j)
			continue
		}
		if m.sentence-r.found[j].sentence <= 3 || len(all) > 0 || len(outside) > 0 {
			all = append(all, j)
		}
	}
	for _, j := range outside {
		if len(all) < n && m.sentence-r.found[j].sentence <= 3 && !r.counted(all, j) {
			all = append(all, j)
		}
	}
	slices.Sort(all)
	return all
}

// sameSides are the parties of the last group of n that the report spoke of,
// if mention i can take it up: "both sides" after "the two countries".
func (r *reader) sameSides(i, n int) []int {
	m := &r.found[i]
	if m.agent.force == firm && !r.stately(m.head) {
		return nil
	}
	for j := i - 1; j >= 0 && m.sentence-r.found[j].sentence <= 5; j-- {
		o := &r.found[j]
		if len(o.also) != n || o.agent == nil || !r.stately(o.head) && !(o.agent.force == weak && o.agent.scope == stateScope) {
			continue
		}
		return o.also
	}
	return nil
}

// outsider reports whether the country of mention j has been spoken of less
// than n others so far, and only once.
func (r *reader) outsider(i, j, n int) bool {
	own := r.times(i, r.found[j].country)
	if own > 1 {
		return false
	}
	more := 0
	for _, w := range r.prior {
		if r.times(i, w.country) > own {
			more++
		}
	}
	return more >= n
}

// times counts the mentions of a country's own institutions before mention i.
func (r *reader) times(i int, country string) int {
	n := 0
	for j := 0; j < i; j++ {
		if o := &r.found[j]; o.country == country && (o.state || len(o.sectors) > 0 && ofState(o.sectors[0])) {
			n++
		}
	}
	return n
}

// nations resolves "the Polish and Ukrainian presidents" to one party for
// each nation.
func (r *reader) nations(i int) bool {
	m := &r.found[i]
	if m.agent == nil || !m.plural || m.named {
		return false
	}
	var all []int
	for t := int(r.lo[m.head]); t < int(r.hi[m.head]); t++ {
		if j := r.mentionAt(t); j >= 0 && r.found[j].state && r.attributive(t) && !r.counted(all, j) {
			all = append(all, j)
		}
	}
	if len(all) == 0 {
		all = r.complements(m.head)
	}
	switch before := r.nationBefore(int(r.lo[m.head])); {
	case len(all) == 1 && before >= 0:
		o := &r.found[before]
		o.sectors, o.kind, o.state, o.name = m.sectors, m.kind, false, ""
		all = []int{before, all[0]}
	case len(all) < 2 || !r.paired(all):
		return false
	}
	m.also, m.settled, m.each = all, true, true
	return true
}

// complements are the states joined after "of": "the delegations of Cyprus,
// Greece and Israel".
func (r *reader) complements(h int) []int {
	k := r.child(h, "nmod")
	j := r.mentionAt(k)
	if j < 0 || !r.marked(k, ofWord) || !r.found[j].state {
		return nil
	}
	all := []int{j}
	for c := r.kid[k]; c > 0; c = r.next[c-1] {
		if i := r.mentionAt(int(c - 1)); i >= 0 && r.doc.Tokens[c-1].Rel == "conj" && r.found[i].state && !r.counted(all, i) {
			all = append(all, i)
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// nationBefore is the mention of a nationality that "and" joins to the phrase
// beginning at token t, where the parser took it for a noun; -1 if none.
func (r *reader) nationBefore(t int) int {
	if t < 2 || r.doc.Tokens[t-1].UPOS != "CCONJ" || r.doc.Tokens[t-2].UPOS == "NOUN" || !r.hit(t-2).is(adjective) {
		return -1
	}
	return r.mentionAt(t - 2)
}

// paired reports whether the nations are joined to each other.
func (r *reader) paired(all []int) bool {
	first := r.found[all[0]].head
	for _, j := range all[1:] {
		if tok := &r.doc.Tokens[r.found[j].head]; tok.Rel != "conj" || tok.Head != first {
			return false
		}
	}
	return true
}

// colleagues resolves "the foreign ministers" to those whom the report has
// named.
func (r *reader) colleagues(i int) bool {
	m := &r.found[i]
	var all []int
	for j := 0; j < i; j++ {
		o := &r.found[j]
		if o.kind == tocsin.Person && o.named && o.office == m.office && len(o.also) == 0 && m.sentence-o.sentence <= 6 && !r.counted(all, j) {
			all = append(all, j)
		}
	}
	if len(all) < 2 {
		return false
	}
	m.also, m.country, m.settled = all, r.found[all[0]].country, true
	return true
}

// howMany is the number of parties that a definite plural speaks of: "two",
// "both", or two neighbours without a number; 0 if it does not say.
func (r *reader) howMany(h int) int {
	n := 0
	for k := r.kid[h]; k > 0; k = r.next[k-1] {
		switch c := r.forms[k-1]; {
		case c&two != 0:
			n = 2
		case c&three != 0:
			n = 3
		case c&four != 0:
			n = 4
		case c&uncounted != 0:
			return 0
		}
	}
	for t := int(r.lo[h]); r.a.grammar.after && n == 0 && t < h; t++ {
		if r.forms[t]&two != 0 {
			n = 2 // parsers hang the number on the article: "los dos países"
		}
	}
	if n == 0 && r.forms[h]&paired != 0 {
		n = 2
	}
	if n > 0 && !r.definite(h) {
		return 0
	}
	return n
}

// belongs reports whether mention j can be one of the parties that m groups,
// beside all those found already.
func (r *reader) belongs(m *mention, j int, all []int) bool {
	o := &r.found[j]
	if len(o.also) > 0 || o.country == "" || r.locative(o.head) || reporting(o.sectors) {
		return false
	}
	for _, k := range all {
		if m.agent.force == firm && m.agent.scope == stateScope && m.agent.office == "" && r.found[k].country == o.country {
			return false
		}
	}
	if m.agent.force == weak && !r.stately(m.head) && r.whither(o.head) {
		return false
	}
	switch {
	case m.agent.scope == bodyScope, len(m.agent.sectors) > 0 && m.agent.sectors[0] == "PTY":
		return o.kind == tocsin.Organisation && o.named
	case r.stately(m.head):
		return o.state || !international(o.country) && (armed(o.sectors) || o.kind == tocsin.Government)
	case m.agent.kind == tocsin.Person:
		return o.kind == tocsin.Person || o.state
	case m.agent.scope == stateScope && !international(o.country):
		return o.state || o.kind == tocsin.Government || o.named && o.kind != tocsin.Person || m.agent.force == weak && len(o.sectors) > 0 && o.sectors[0] == "MIL"
	}
	return false
}

// whither reports whether t heads a phrase of direction: a country that
// refugees flee into is no side of the fight.
func (r *reader) whither(t int) bool {
	return r.marked(t, whitherWord)
}

// stately reports whether the noun at h can only denote states.
func (r *reader) stately(h int) bool {
	return r.like(h, land|stately)
}

// counted reports whether the party of mention j is among all already.
func (r *reader) counted(all []int, j int) bool {
	for _, k := range all {
		a, b := &r.found[k], &r.found[j]
		if a.country == b.country && (a.name == b.name || !international(a.country) && !opposite(a, b)) {
			return true
		}
	}
	return false
}

// opposite reports whether two parties of one country can be two sides: other
// sectors, or two named organisations.
func opposite(a, b *mention) bool {
	if a.kind == tocsin.Organisation && b.kind == tocsin.Organisation && a.named && b.named || a.kind == tocsin.Person && b.kind == tocsin.Person {
		return true
	}
	return len(a.sectors) > 0 && len(b.sectors) > 0 && a.sectors[0] != b.sectors[0] && ofState(a.sectors[0]) != ofState(b.sectors[0])
}
