package actor

import (
	"slices"
	"strings"

	"tocsin"
)

// A weight says how much the report is about a country.
type weight struct {
	country string
	w       float64
}

func add(ws []weight, country string, w float64) []weight {
	if country == "" || international(country) {
		return ws
	}
	for i := range ws {
		if ws[i].country == country {
			ws[i].w += w
			return ws
		}
	}
	return append(ws, weight{country, w})
}

// survey counts the countries of the whole report, headline included, and
// finds where each sentence takes place.
func (r *reader) survey() {
	for i := range r.hits {
		x := &r.hits[i]
		switch {
		case x.is(stateName|nationality|seat) && !r.foreign(x):
			r.prior = add(r.prior, x.lex.state.country, 1)
		case x.is(bodyName) && len(x.lex.bodies) == 1 && x.lex.head == nil && !reporting(x.body.sectors):
			r.prior = add(r.prior, x.body.country, 0.7)
		case x.is(holderName):
			r.prior = add(r.prior, r.inOffice(x.lex.holders).country, 1)
		}
	}
	for i := range r.doc.Places {
		p := &r.doc.Places[i]
		if p.Start >= 0 && p.Start < len(r.at) && r.hit(p.Start) == nil {
			r.prior = add(r.prior, p.Country, 0.8)
		}
	}
	r.headline()
	r.choose()
	r.scorn()
	r.where = make([]string, len(r.doc.Sents))
	for s := range r.doc.Sents {
		r.where[s] = r.scene(s)
	}
}

// choose decides between organisations of one name ("RSF"): for the one whose
// country the report is about most.
func (r *reader) choose() {
	for i := range r.hits {
		x := &r.hits[i]
		if x.is(bodyName) && x.lex.head != nil && r.elsewise(x.body.country) {
			x.senses &^= bodyName
		}
		if !x.is(bodyName) || len(x.lex.bodies) < 2 {
			continue
		}
		top := 0.0
		for _, b := range x.lex.bodies {
			for _, w := range r.prior {
				if w.country == b.country && w.w > top {
					x.body, top = b, w.w
				}
			}
		}
		if !reporting(x.body.sectors) {
			r.prior = add(r.prior, x.body.country, 0.7)
		}
	}
}

// elsewise reports whether the report is about other countries than this one.
// A body that bears the name of many ("the Joint Chiefs of Staff") is then
// none of its best known bearer.
func (r *reader) elsewise(country string) bool {
	if international(country) {
		return false
	}
	other := false
	for _, w := range r.prior {
		if w.country == country {
			return false
		}
		other = true
	}
	return other
}

// headline adds the countries that the title names.
func (r *reader) headline() {
	words := strings.Fields(r.doc.Title)
	for i, w := range words {
		w = strings.Trim(w, ",.:;!?\"'()“”‘’")
		l := r.a.trie.find(w)
		if l == nil && i+1 < len(words) {
			l = r.a.trie.find(w + " " + strings.Trim(words[i+1], ",.:;!?\"'()“”‘’"))
		}
		if l != nil && l.state != nil && shapeOf(w) >= l.minimum {
			r.prior = add(r.prior, l.state.country, 1)
		}
	}
}

// scorn lets the countries that the report calls names count less: whoever it
// goes on to speak of without a country is seldom of theirs.
func (r *reader) scorn() {
	for i := range r.hits {
		x := &r.hits[i]
		if !x.is(stateName|nationality) || r.foreign(x) {
			continue
		}
		up := r.doc.Tokens[x.Start].Head
		if !r.inside(x.Start, up) || !r.like(up, hostileName) || !modifies(r.doc.Tokens[x.Start].Rel) {
			continue
		}
		for k := range r.prior {
			if r.prior[k].country == x.lex.state.country {
				r.prior[k].w *= 0.5
			}
		}
	}
}

// mentions reports whether the report names the country anywhere.
func (r *reader) mentions(country string) bool {
	for _, w := range r.prior {
		if w.country == country {
			return true
		}
	}
	return false
}

// scene is the country of the first locative phrase of sentence s, "" if it
// has none.
func (r *reader) scene(s int) string {
	span := r.doc.Sents[s]
	for t := span.Start; t < span.End; t++ {
		if r.locative(t) && !r.abroad(t) {
			if c := r.placeCountry(t); c != "" {
				return c
			}
		}
	}
	return ""
}

// abroad reports whether the locative phrase at t only says where somebody
// tells of another country: "refugees in Chad", "the minister said in Geneva".
func (r *reader) abroad(t int) bool {
	tok := &r.doc.Tokens[t]
	if tok.Rel == "obl" && r.inside(t, tok.Head) {
		return r.like(tok.Head, saying)
	}
	if tok.Rel != "nmod" || !r.isAgent(tok.Head) {
		return false
	}
	s := r.hit(tok.Head).lex.head.sectors
	return len(s) > 0 && (s[0] == "REF" || s[0] == "GOV")
}

// locative reports whether t heads a phrase that says where.
func (r *reader) locative(t int) bool {
	rel := r.doc.Tokens[t].Rel
	if !strings.HasPrefix(rel, "obl") && rel != "nmod" || r.like(t, frontier|answering) {
		return false
	}
	return r.marked(t, whereWord) || r.like(t, flank) && r.marked(t, apartWord)
}

// local is the country of the locative phrase nearest to token t in the tree,
// then of the sentence.
func (r *reader) local(t int) string {
	for cur, n := t, 0; n < maxDepth; n++ {
		for k := r.kid[cur]; k > 0; k = r.next[k-1] {
			if int(k-1) != t && r.locative(int(k-1)) && (cur == t || cur == r.doc.Tokens[t].Head && r.saysWith(t) || !r.abroad(int(k-1))) {
				if c := r.placeCountry(int(k - 1)); c != "" {
					return c
				}
				if c := r.siteCountry(t, int(k-1)); c != "" {
					return c
				}
			}
		}
		h := r.doc.Tokens[cur].Head
		if !r.inside(cur, h) {
			break
		}
		cur = h
	}
	if s := r.doc.SentOf(t); s >= 0 {
		return r.where[s]
	}
	return ""
}

// siteCountry is the country of a site without a name that the phrase at k
// takes up: "died in the camps". t is whoever is there.
func (r *reader) siteCountry(t, k int) string {
	j := r.mentionAt(k)
	if j < 0 || k == t {
		return ""
	}
	o := &r.found[j]
	if o.agent == nil || o.named || !o.definite || o.agent.kind != tocsin.Organisation || r.craft(k) != 0 {
		return ""
	}
	r.settle(j)
	return r.found[j].country
}

// reporting reports whether a party is a medium: whom a report quotes says
// nothing of what it is about.
func reporting(sectors []string) bool { return len(sectors) > 0 && sectors[0] == "JRN" }

// remember lets a resolved mention raise the focus on its country.
func (r *reader) remember(i int) {
	m := &r.found[i]
	m.weight = 1
	if m.subject {
		m.weight = 2
	}
	if m.settled && m.country != "" && !reporting(m.sectors) {
		r.focus = add(r.focus, m.country, m.weight)
	}
}

// cool fades the focus at the end of a sentence.
func (r *reader) cool() {
	for i := range r.focus {
		r.focus[i].w *= 0.6
	}
}

// about is the country that the report is about at this point, other than
// not; "" if it names none.
func (r *reader) about(not string) string { return r.aboutAmong(nil, not) }

// aboutAmong is the same among some countries; nil admits all.
func (r *reader) aboutAmong(some []string, not string) string {
	best, top := "", 0.0
	for _, p := range r.prior {
		w := 0.3 * p.w
		for _, f := range r.focus {
			if f.country == p.country {
				w += f.w
			}
		}
		if p.country != not && w > top && (some == nil || slices.Contains(some, p.country)) {
			best, top = p.country, w
		}
	}
	return best
}

// settle completes mention i from its owner or from the context.
func (r *reader) settle(i int) {
	m := &r.found[i]
	if m.settled {
		return
	}
	m.settled = true
	if r.nations(i) || m.agent != nil && r.otherSide(i) {
		return
	}
	if m.named && len(m.also) == 1 {
		r.settle(m.also[0])
		r.stand(i, m.also[0])
		return
	}
	if m.agent == nil && !m.named && m.owner < 0 {
		if r.bareTwo(i) && r.pairUp(i) {
			return
		}
		r.refer(i)
		return
	}
	if m.owner >= 0 && m.country == "" && r.inherit(i) {
		r.fillOffice(m)
		return
	}
	if m.country == "" {
		r.fromContext(i)
	}
	r.fillOffice(&r.found[i])
}

// stand makes mention i refer to mention j.
func (r *reader) stand(i, j int) {
	m, o := &r.found[i], &r.found[j]
	m.country, m.sectors, m.name, m.kind, m.also = o.country, o.sectors, o.name, o.kind, []int{j}
	m.sex, m.office, m.state = o.sex, o.office, o.state
	if len(o.also) > 1 {
		m.also, m.each = o.also, o.each
		if o.agent != nil && r.stately(o.head) {
			m.each, m.sectors, m.kind = true, []string{"GOV"}, tocsin.Government
		}
	}
	m.settled = true
}

func (r *reader) mentionAt(t int) int {
	if t < 0 || t >= len(r.of) {
		return -1
	}
	return int(r.of[t]) - 1
}

// fromContext gives a phrase without a nation of its own the country that
// its noun's scope calls for.
func (r *reader) fromContext(i int) {
	m := &r.found[i]
	if r.beside(i) || r.disowned(i) || r.fellow(i) || r.aboard(i) || r.heading(i) || r.group(i) || r.anaphor(i) {
		return
	}
	switch {
	case m.agent == nil, r.worldwide(m):
	case m.plural && (r.like(m.head, land) || m.agent.office == "government" && r.like(m.head, stately)):
	case m.agent.force == weak && !m.definite && r.like(m.head, unmanned):
	case m.agent.scope == stateScope:
		m.country = r.stateAround(i)
	case m.agent.scope == armedScope:
		if m.country = r.sender(i); m.country != "" {
			return
		}
		if m.country = r.enemyOf(i); m.country == "" {
			m.country = r.sceneAround(i)
		}
	case m.agent.scope == peopleScope:
		m.country = r.sceneAround(i)
	}
}

// worldwide reports whether the phrase is of statesmen of no one state:
// "world leaders", "several governments".
func (r *reader) worldwide(m *mention) bool {
	if !m.plural || m.definite || !governs(m) {
		return false
	}
	for t := int(r.lo[m.head]); t < m.head; t++ {
		if r.like(t, worldwide) {
			return m.agent.kind == tocsin.Person || r.like(t, foreignWord)
		}
	}
	return false
}

// told reports whether an adjective that no table knows tells which of several
// holders of such an office the phrase means: "el presidente navarro".
func (r *reader) told(m *mention) bool {
	for k := r.kid[m.head]; k > 0; k = r.next[k-1] {
		t := int(k - 1)
		if tok := &r.doc.Tokens[t]; tok.Rel == "amod" && tok.UPOS == "ADJ" && (r.like(t, local) || r.a.grammar.after == (t > m.head) && r.hit(t) == nil && r.forms[t] == 0) {
			return true
		}
	}
	return false
}

// fillOffice names the holder of an office that stands without a name.
func (r *reader) fillOffice(m *mention) {
	if m.agent != nil && m.agent.office == "government" && m.name == "" && m.country != "" {
		m.name, m.state, m.plural = r.a.rule[m.country], true, false
		return
	}
	if m.agent == nil || m.agent.office == "" || m.named || m.plural || m.country == "" || len(m.sectors) == 0 || m.sectors[0] == "ELI" {
		return
	}
	if !m.definite && !m.state || r.told(m) {
		return
	}
	for _, t := range r.a.held[officeKey{m.country, m.agent.office}] {
		if t.holdsOn(r.doc.Date) && !r.a.outdated(t, r.doc.Date) {
			m.name, m.sectors, m.kind, m.sex = t.name, t.sectors, tocsin.Person, sexOf(t)
			return
		}
	}
}
