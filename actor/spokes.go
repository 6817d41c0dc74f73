package actor

// pledges is the state for which an official speaks: "the minister said Peru
// would attend".
func (r *reader) pledges(m *mention) string {
	if !r.saysWith(m.head) || !governs(m) {
		return ""
	}
	w := r.child(r.doc.Tokens[m.head].Head, "ccomp")
	if w < 0 {
		return ""
	}
	j := r.mentionAt(r.child(w, "nsubj"))
	aux := r.child(w, "aux")
	if j < 0 || aux < 0 || !r.found[j].state || international(r.found[j].country) {
		return ""
	}
	if r.forms[aux]&future == 0 {
		return ""
	}
	return r.found[j].country
}

// announced is the state whose official tells what forces without a nation will
// be sent: a plan is told by whoever has it.
func (r *reader) announced(i int) string {
	m := &r.found[i]
	v := r.doc.Tokens[m.head].Head
	if !m.subject || m.named || !armed(m.sectors) || !r.inside(m.head, v) {
		return ""
	}
	aux := r.child(v, "aux")
	if j := r.voiceOf(i); j >= 0 && aux >= 0 && r.forms[aux]&future != 0 {
		r.settle(j)
		if o := &r.found[j]; len(o.sectors) > 0 && ofState(o.sectors[0]) && !international(o.country) {
			return o.country
		}
	}
	return ""
}

// mission is the country of the diplomats that the report has spoken of, for
// "the embassy" after "the Canadian ambassador"; "" if there are none.
func (r *reader) mission(i int) string {
	m := &r.found[i]
	if !m.definite || !r.like(m.head, diplomatic) {
		return ""
	}
	for j := i - 1; j >= 0 && m.sentence-r.found[j].sentence <= 6; j-- {
		if o := &r.found[j]; o.country != "" && len(o.also) == 0 && r.like(o.head, diplomatic) {
			return o.country
		}
	}
	return ""
}

// speaking is the state whose government was the subject of a sentence shortly
// before, if mention i goes on for it: an office named without a country
// speaks for whoever has just acted, unless it acts on them.
func (r *reader) speaking(i int, not string) string {
	m := &r.found[i]
	if !m.subject || r.doc.Tokens[m.head].Rel == "nsubj:pass" {
		return ""
	}
	j := r.lastLeader(i, not)
	if j < 0 {
		return ""
	}
	o := &r.found[j]
	if r.like(r.doc.Tokens[m.head].Head, answering) && r.like(r.doc.Tokens[o.head].Head, against|estranging) {
		if d := r.about(o.country); d != "" && d != not {
			return d // who replies to a government's demand is of another
		}
	}
	if m.sentence-o.sentence > 1 && r.home != "" && r.home != not && !r.contrasted(m, r.home) {
		return r.home // after others have spoken, the officials of the dateline need no nation
	}
	return o.country
}

// lastGovernment is the state whose government was the subject of the last one or
// two sentences before that of mention i, unless it is a stranger to what i tells.
func (r *reader) lastGovernment(i int, not string) string {
	if j := r.lastLeader(i, not); j >= 0 {
		return r.found[j].country
	}
	return ""
}

// lastLeader is the mention of that government, -1 if there is none.
func (r *reader) lastLeader(i int, not string) int {
	m := &r.found[i]
	at, far := m.sentence, 1
	if governs(m) {
		far = 2
	}
	for j := i - 1; j >= 0; j-- {
		o := &r.found[j]
		if o.sentence < at-far {
			return -1
		}
		if o.sentence == at || !r.leads(o) {
			continue
		}
		if o.country == not || r.contrasted(m, o.country) || !governs(m) && r.bystander(o.country) || r.goesBetween(j) {
			return -1
		}
		return j
	}
	return -1
}

func governs(m *mention) bool { return len(m.sectors) > 0 && m.sectors[0] == "GOV" }

// bystander reports whether the report names the country once while it names
// another often: whoever appeals to two sides is neither of them.
func (r *reader) bystander(country string) bool {
	own, top := 0.0, 0.0
	for _, w := range r.prior {
		if w.country == country {
			own = w.w
		}
		top = max(top, w.w)
	}
	return own < 2 && top >= 3*own
}

// goesBetween reports whether mention j acts on a group of parties of which it
// is none: who urges "both sides" is neither.
func (r *reader) goesBetween(j int) bool {
	for k := j + 1; k < len(r.found) && r.found[k].sentence == r.found[j].sentence; k++ {
		if g := &r.found[k]; len(g.also) > 1 && !g.subject && r.clauseSubject(g.head) == j {
			return true
		}
	}
	return false
}

// leads reports whether the mention is the subject of its sentence's main
// clause and an institution of a state.
func (r *reader) leads(o *mention) bool {
	tok := &r.doc.Tokens[o.head]
	if !o.subject || o.country == "" || international(o.country) || len(o.sectors) == 0 || !ofState(o.sectors[0]) || !r.inside(o.head, tok.Head) {
		return false
	}
	rel := r.doc.Tokens[tok.Head].Rel
	return rel == "root" || rel == "conj" || rel == "parataxis"
}

// contrasted reports whether the sentence of m tells somebody apart as being
// of that country: a minister does not call his own country's boats foreign.
func (r *reader) contrasted(m *mention, country string) bool {
	s := r.doc.Sents[m.sentence]
	for t := s.Start; t < s.End; t++ {
		if x := r.hit(t); x.is(nationality) && x.lex.state.country == country && r.attributive(t) && !r.foreign(x) {
			return true
		}
	}
	return false
}
