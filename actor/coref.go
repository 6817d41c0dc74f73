package actor

import (
	"strings"
	"tocsin"
)

// A pronounSort is what a pronoun can stand for.
type pronounSort uint8

const (
	notPronoun pronounSort = iota
	speaker                // I
	speakers               // we
	man                    // he
	woman                  // she
	thing                  // it
	several                // they
	relative               // who, which, whose
)

func (r *reader) pronoun(t int) pronounSort {
	tok := &r.doc.Tokens[t]
	if tok.Rel == "expl" {
		return notPronoun
	}
	switch strings.ToLower(tok.Form) {
	case "i", "me", "my", "mine", "myself":
		return speaker
	case "we", "us", "our", "ours", "ourselves":
		return speakers
	case "he", "him", "his", "himself":
		return man
	case "she", "her", "hers", "herself":
		return woman
	case "it", "its", "itself":
		return thing
	case "they", "them", "their", "theirs", "themselves":
		return several
	case "who", "whom", "which", "whose":
		return relative
	case "that":
		if tok.UPOS == "PRON" && r.clauseHead(t) >= 0 && argument(tok.Rel) {
			return relative
		}
	}
	return notPronoun
}

// clauseHead is the noun that the relative clause around token t belongs to,
// -1 if there is none.
func (r *reader) clauseHead(t int) int {
	for cur, n := t, 0; n < maxDepth; n++ {
		h := r.doc.Tokens[cur].Head
		if !r.inside(cur, h) {
			return -1
		}
		if r.doc.Tokens[cur].Rel == "acl:relcl" {
			return h
		}
		cur = h
	}
	return -1
}

// refer resolves the pronoun of mention i.
func (r *reader) refer(i int) {
	m := &r.found[i]
	sort := r.pronoun(m.head)
	switch sort {
	case notPronoun, speaker, speakers:
		return
	case relative:
		if j := r.mentionAt(r.clauseHead(m.head)); j >= 0 && j < i {
			r.settle(j)
			r.stand(i, j)
		}
		return
	}
	best, top := -1, 0.0
	for j := i - 1; j >= 0 && m.sentence-r.found[j].sentence <= 3; j-- {
		if w := r.likely(i, j, sort); w > top {
			best, top = j, w
		}
	}
	if best < 0 {
		return
	}
	r.stand(i, best)
	if sort == several {
		r.joined(i, best)
	}
}

// likely weighs mention j as what the pronoun of mention i stands for; 0
// rules it out.
func (r *reader) likely(i, j int, sort pronounSort) float64 {
	m, o := &r.found[i], &r.found[j]
	if o.country == "" && o.name == "" && len(o.sectors) == 0 || !r.agrees(o, sort) || o.span.Contains(m.head) {
		return 0
	}
	if r.coargument(m.head, o.head) {
		return 0
	}
	w := 6 - 1.6*float64(m.sentence-o.sentence)
	if o.subject {
		w += 1.5
	}
	if m.subject && o.subject {
		w += 0.5
	}
	if o.named {
		w += 0.5
	}
	if modifies(r.doc.Tokens[o.head].Rel) {
		w -= 2
	}
	if o.sentence == m.sentence {
		w += 0.3 * float64(o.head-m.head) / 10
	}
	return max(w, 0.01)
}

// agrees reports whether a pronoun of this sort can stand for o.
func (r *reader) agrees(o *mention, sort pronounSort) bool {
	person := o.kind == tocsin.Person || o.kind == tocsin.Unnamed && o.agent != nil && !o.plural && animate(o.agent)
	switch sort {
	case man:
		return person && !o.plural && o.sex != 'f'
	case woman:
		return person && !o.plural && o.sex != 'm'
	case thing:
		return !person && !o.plural && len(o.also) < 2
	case several:
		return o.plural || len(o.also) > 1 || r.coordinated(o.head) || o.kind == tocsin.Organisation || o.kind == tocsin.Government && !o.state
	}
	return false
}

func animate(g *agent) bool { return g.scope != bodyScope && g.kind != tocsin.Document }

// coordinated reports whether other names or phrases are joined to t.
func (r *reader) coordinated(t int) bool {
	k := r.child(t, "conj")
	return k >= 0 && r.mentionAt(k) >= 0
}

// joined widens "they" to all conjuncts of its antecedent.
func (r *reader) joined(i, j int) {
	first := r.found[j].head
	if r.doc.Tokens[first].Rel == "conj" {
		if h := r.mentionAt(r.doc.Tokens[first].Head); h >= 0 {
			first = r.found[h].head
		}
	}
	j = r.mentionAt(first)
	if j < 0 || r.found[j].plural {
		return
	}
	all := []int{j}
	for k := r.kid[first]; k > 0; k = r.next[k-1] {
		if c := r.mentionAt(int(k - 1)); c >= 0 && c < i && r.doc.Tokens[k-1].Rel == "conj" && !r.counted(all, c) {
			all = append(all, c)
		}
	}
	if len(all) > 1 {
		r.found[i].also = all
	}
}

// coargument reports whether a pronoun and a phrase depend on one verb, so
// that they cannot be the same ("Peru accused it").
func (r *reader) coargument(p, o int) bool {
	tp, to := &r.doc.Tokens[p], &r.doc.Tokens[o]
	if tp.Rel == "nmod:poss" || tp.Head < 0 || tp.Head != to.Head && (r.controller(p) != to.Head || !strings.HasPrefix(to.Rel, "nsubj")) {
		return false
	}
	return !strings.HasSuffix(strings.ToLower(tp.Form), "sel")
}

// controller is the verb whose subject is understood as that of the clause in
// which token p is an object: "Albania broke off ties, accusing it".
func (r *reader) controller(p int) int {
	v := r.doc.Tokens[p].Head
	if strings.HasPrefix(r.doc.Tokens[p].Rel, "nsubj") {
		return v
	}
	for n := 0; n < maxDepth && r.inside(p, v) && r.child(v, "nsubj", "nsubj:pass") < 0; n++ {
		switch r.doc.Tokens[v].Rel {
		case "advcl", "xcomp", "conj", "acl":
			v = r.doc.Tokens[v].Head
		default:
			return v
		}
	}
	return v
}

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
	var all []int
	self := r.clauseSubject(m.head)
	for j := i - 1; j >= 0 && m.sentence-r.found[j].sentence <= 3 && len(all) < n; j-- {
		if (j != self || m.subject) && r.belongs(m, j) && !r.counted(all, j) {
			all = append(all, j)
		}
	}
	if len(all) < 2 {
		return false
	}
	for a, b := 0, len(all)-1; a < b; a, b = a+1, b-1 {
		all[a], all[b] = all[b], all[a]
	}
	m.also, m.country, m.settled = all, r.found[all[0]].country, true
	return true
}

// nations resolves "the Polish and Ukrainian presidents" to one party for
// each nation.
func (r *reader) nations(i int) bool {
	m := &r.found[i]
	if m.agent == nil || !m.plural || m.named {
		return false
	}
	var all []int
	for t := int(r.lo[m.head]); t < m.head; t++ {
		if j := r.mentionAt(t); j >= 0 && r.found[j].state && r.attributive(t) && !r.counted(all, j) {
			all = append(all, j)
		}
	}
	switch before := r.nationBefore(int(r.lo[m.head])); {
	case len(all) == 1 && before >= 0:
		o := &r.found[before]
		o.sectors, o.kind, o.state, o.name = m.sectors, m.kind, false, ""
		all = []int{before, all[0]}
	case len(all) < 2 || !r.paired(all):
		return false
	}
	m.also, m.settled = all, true
	return true
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
		switch strings.ToLower(r.doc.Tokens[k-1].Form) {
		case "both", "two":
			n = 2
		case "three":
			n = 3
		case "four":
			n = 4
		case "all", "some", "any", "other":
			return 0
		}
	}
	f := strings.ToLower(r.doc.Tokens[h].Form)
	if n == 0 && (f == "neighbours" || f == "neighbors" || f == "sides" || f == "rivals" || f == "foes") {
		n = 2
	}
	if n > 0 && !r.definite(h) {
		return 0
	}
	return n
}

// belongs reports whether mention j can be one of the parties that m groups.
func (r *reader) belongs(m *mention, j int) bool {
	o := &r.found[j]
	if len(o.also) > 0 || o.country == "" || r.locative(o.head) {
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

// stately reports whether the noun at h can only denote states.
func (r *reader) stately(h int) bool {
	l := strings.ToLower(r.doc.Tokens[h].Lemma)
	if isLand(l) {
		return true
	}
	switch l {
	case "neighbour", "neighbor", "ally", "government", "capital", "superpower":
		return true
	}
	return false
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

// anaphor resolves a definite phrase to what it repeats: "the group", "the
// insurgents", "the minister", "the country".
func (r *reader) anaphor(i int) bool {
	m := &r.found[i]
	if m.agent == nil || !m.definite || m.named || m.owner >= 0 {
		return false
	}
	if isLand(r.doc.Tokens[m.head].Lemma) {
		return !m.plural && r.land(i)
	}
	for j := i - 1; j >= 0 && m.sentence-r.found[j].sentence <= 4; j-- {
		if r.repeats(m, &r.found[j]) && !r.coargument(m.head, r.found[j].head) {
			r.stand(i, j)
			return true
		}
	}
	return false
}

// land resolves "the country", "the emirate" to the state that the report is
// about, other than the one that acts on it.
func (r *reader) land(i int) bool {
	m := &r.found[i]
	not := ""
	if j := r.clauseSubject(m.head); j >= 0 && j != i && !m.subject {
		not = r.found[j].country
	}
	if m.country = r.about(not); m.country == "" {
		return false
	}
	m.name, m.sectors, m.kind, m.state = r.a.rule[m.country], []string{"GOV"}, tocsin.Government, true
	return true
}

// generic reports whether the noun is a common way to take up the name of an
// organisation like o.
func generic(lemma string, o *mention) bool {
	switch strings.ToLower(lemma) {
	case "group", "movement", "organisation", "organization", "network", "outfit", "faction":
		return !reporting(o.sectors) && o.country != "EUR"
	case "agency":
		return reporting(o.sectors) || o.country == "UNO"
	case "bloc", "alliance":
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

func isLand(lemma string) bool {
	switch strings.ToLower(lemma) {
	case "country", "nation", "state", "kingdom", "republic", "emirate", "sultanate", "island", "archipelago", "power", "monarchy":
		return true
	}
	return false
}

// repeats reports whether the definite phrase m can take up o again.
func (r *reader) repeats(m, o *mention) bool {
	if len(o.also) > 1 || o.country == "" && o.name == "" {
		return false
	}
	g := m.agent
	switch {
	case g.scope == bodyScope:
		return o.kind == tocsin.Organisation && o.named && !m.plural && (r.endsWith(o, m.head) || generic(r.doc.Tokens[m.head].Lemma, o))
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
	return o.agent.sectors != nil && o.named && !m.plural && strings.EqualFold(r.doc.Tokens[m.head].Lemma, r.doc.Tokens[o.head].Lemma)
}
