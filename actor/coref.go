package actor

import (
	"strings"

	"tocsin"
)

// A pronounSort is what a pronoun can stand for.
type pronounSort uint8

const (
	notPronoun    pronounSort = iota
	speaker                   // I
	speakers                  // we
	man                       // he
	woman                     // she
	thing                     // it
	several                   // they
	single                    // one person or thing: lo, le
	anybody                   // any third person: su
	relative                  // who, which, whose
	demonstrative             // that, which may be relative
)

func (r *reader) pronoun(t int) pronounSort {
	tok := &r.doc.Tokens[t]
	if tok.Rel == "expl" {
		return notPronoun
	}
	if tok.UPOS == "VERB" {
		return r.understoodSort(t)
	}
	s := r.a.pronounOf(tok.Form)
	if s != demonstrative {
		return s
	}
	if tok.UPOS == "PRON" && r.clauseHead(t) >= 0 && argument(tok.Rel) {
		return relative
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
		if strings.HasPrefix(r.doc.Tokens[cur].Rel, "acl") {
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
		if sort == several {
			r.pairUp(i)
		}
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
	if r.coargument(m.head, o.head) || sort == several && r.machine(o) {
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
	if o.subject && m.subject && r.saysWith(m.head) && r.saysWith(o.head) {
		w += 1.5
	}
	if o.sentence == m.sentence && m.subject && r.ofSubject(o.head) {
		w++
	}
	if r.dropped(m.head) && r.understood(m.head) == o.head {
		w += 3
	}
	if r.owns(m.head) && r.inside(m.head, r.doc.Tokens[m.head].Head) && r.understood(r.doc.Tokens[m.head].Head) == o.head {
		w += 2
	}
	if r.ownVictim(m.head, o.head) {
		w -= 4
	}
	if r.freed(m.head) && r.captive(o.head) {
		w += 3
	}
	if sort == several && r.strikes(m) && r.attackers(o) {
		w += 3
	}
	if modifies(r.doc.Tokens[o.head].Rel) {
		w -= 2
	}
	if sort == several && !o.plural && o.kind == tocsin.Government && !r.coordinated(o.head) {
		w--
	}
	if o.sentence == m.sentence {
		w += 0.3 * float64(o.head-m.head) / 10
	}
	return max(w, 0.01)
}

// saysWith reports whether t is the subject of a verb of saying.
func (r *reader) saysWith(t int) bool {
	tok := &r.doc.Tokens[t]
	return tok.Rel == "nsubj" && r.inside(t, tok.Head) && r.like(tok.Head, saying)
}

// ofSubject reports whether t complements a subject: "a commander of the
// rebels said they had left".
func (r *reader) ofSubject(t int) bool {
	tok := &r.doc.Tokens[t]
	return tok.Rel == "nmod" && r.inside(t, tok.Head) && strings.HasPrefix(r.doc.Tokens[tok.Head].Rel, "nsubj")
}

// freed reports whether the pronoun at t is whoever is let go: "their
// release", "freed them".
func (r *reader) freed(t int) bool {
	h := r.doc.Tokens[t].Head
	if !r.inside(t, h) {
		return false
	}
	taken := r.doc.Tokens[t].Rel == "obj" || r.doc.Tokens[t].Rel == "nsubj:pass"
	return r.like(h, freedom) && (taken || r.owns(t)) || r.like(h, freeing) && taken
}

// captive reports whether t is whoever is held: "detained six sailors", "the
// arrest of two reporters".
func (r *reader) captive(t int) bool {
	tok := &r.doc.Tokens[t]
	if !r.inside(t, tok.Head) || tok.Rel != "obj" && tok.Rel != "nsubj:pass" && tok.Rel != "nmod" {
		return false
	}
	return r.like(tok.Head, holding)
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
	case single:
		return !o.plural && len(o.also) < 2
	case anybody:
		return true
	case several:
		return o.plural || len(o.also) > 1 || r.coordinated(o.head) || o.kind == tocsin.Organisation && r.craft(o.head) == 0 || o.kind == tocsin.Government && !o.state
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
	if tp.UPOS == "VERB" {
		return to.Head == p
	}
	if r.owns(p) || tp.Head < 0 || r.wholeOf(p) != to.Head && tp.Head != to.Head && r.understood(p) != o {
		return false
	}
	return !strings.HasSuffix(strings.ToLower(tp.Form), "sel")
}

// wholeOf is what governs the number that the pronoun p is counted by:
// "arrested" of "arrested 30 of them"; else what governs p.
func (r *reader) wholeOf(p int) int {
	h := r.doc.Tokens[p].Head
	if r.inside(p, h) && r.doc.Tokens[p].Rel == "nmod" && r.doc.Tokens[h].UPOS == "NUM" {
		return r.doc.Tokens[h].Head
	}
	return h
}

// machine reports whether mention o is of one weapon or vessel, which is not
// "they" unless another is joined to it.
func (r *reader) machine(o *mention) bool {
	if o.plural || o.agent == nil || o.agent.kind != tocsin.Organisation || !armed(o.sectors) {
		return false
	}
	k := r.mentionAt(r.child(o.head, "conj"))
	return k < 0 || !armed(r.found[k].sectors)
}

// strikes reports whether mention m is the subject of a verb of harm.
func (r *reader) strikes(m *mention) bool {
	v := r.doc.Tokens[m.head].Head
	return m.subject && r.inside(m.head, v) && r.like(v, hostile)
}

// attackers reports whether several with arms act: who attacks "again" are
// they.
func (r *reader) attackers(o *mention) bool { return o.plural && o.subject && armed(o.sectors) }

// ownVictim reports whether the pronoun p would say that the party at o harmed
// its own people or things: "rammed one of its boats".
func (r *reader) ownVictim(p, o int) bool {
	h := r.doc.Tokens[p].Head
	if !r.owns(p) || !r.inside(p, h) {
		return false
	}
	if up := r.doc.Tokens[h].Head; r.doc.Tokens[h].Rel == "nmod" && r.inside(h, up) && r.doc.Tokens[up].UPOS == "NUM" {
		h = up
	}
	v := r.doc.Tokens[h].Head
	return r.inside(h, v) && r.doc.Tokens[h].Rel == "obj" && r.like(v, hostile) && r.doc.Tokens[o].Head == v && strings.HasPrefix(r.doc.Tokens[o].Rel, "nsubj")
}

// understood is the token that is or is understood as the subject of the
// clause in which token p is an object or complement: "Albania broke off ties,
// accusing it"; "Georgetown accused Caracas of threatening it". -1 if there is
// none.
func (r *reader) understood(p int) int {
	if strings.HasPrefix(r.doc.Tokens[p].Rel, "nsubj") {
		return -1
	}
	v := r.doc.Tokens[p].Head
	for n := 0; n < maxDepth && r.inside(p, v); n++ {
		if k := r.child(v, "nsubj", "nsubj:pass"); k >= 0 {
			return k
		}
		up := r.doc.Tokens[v].Head
		if k := r.resumed(v, up); k >= 0 {
			return k
		}
		switch r.doc.Tokens[v].Rel {
		case "advcl", "xcomp", "acl", "ccomp":
			if !r.inside(v, up) {
				return -1
			}
			if k := r.child(up, "obj"); k >= 0 && k < v && r.like(up, controlling) {
				return k
			}
		case "conj":
		default:
			return -1
		}
		v = up
	}
	return -1
}

// resumed is the subject of what somebody says where verb v goes on with it
// after the words of saying: "Jets hit two towns, Lima said, and killed nine".
// -1 if v is joined to nothing of the kind.
func (r *reader) resumed(v, up int) int {
	if !r.inside(v, up) || r.doc.Tokens[v].Rel != "conj" || !r.like(up, saying) {
		return -1
	}
	c, s := r.child(up, "ccomp"), r.child(up, "nsubj")
	if c < 0 || s < c || s > up && v < s {
		return -1
	}
	return r.child(c, "nsubj")
}
