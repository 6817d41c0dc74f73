package actor

import "tocsin"

// asPerson resolves somebody whom offices.tsv knows by full name, or by
// surname if the day and the rest of the report fit.
func (r *reader) asPerson(h int, m *mention) bool {
	t := r.holderOf(h)
	if t == nil && r.isAgent(h) {
		t = r.holderBeside(h)
	}
	if t == nil {
		return false
	}
	m.name, m.country, m.kind, m.named, m.settled, m.plural = t.name, t.country, tocsin.Person, true, true, false
	m.sectors, m.sex, m.office = r.standing(t, h), sexOf(t), t.office
	if r.isAgent(h) {
		m.title = h + 1
	} else {
		m.title = r.titleOf(h) + 1
	}
	return true
}

// holderBeside finds the person whom the noun at h introduces: in apposition,
// right after a title, or after a comma if the office fits, for parsers often
// cut there.
func (r *reader) holderBeside(h int) *term {
	if a := r.child(h, "appos"); a >= 0 {
		if t := r.holderOf(a); t != nil {
			return t
		}
	}
	if n := r.nameAfter(h); n >= 0 {
		return r.holderAt(n)
	}
	if n := r.hit(h).End; n+1 < len(r.doc.Tokens) && r.doc.Tokens[n].Form == "," {
		if t := r.holderAt(n + 1); t != nil && t.office == r.hit(h).lex.head.office {
			return t
		}
	}
	return nil
}

func sexOf(t *term) byte {
	if t.woman {
		return 'f'
	}
	return 'm'
}

// holderOf finds the person named at h or in a name that h introduces.
func (r *reader) holderOf(h int) *term {
	if t := r.holderAt(h); t != nil {
		return t
	}
	for k := r.kid[h]; k > 0; k = r.next[k-1] {
		if r.doc.Tokens[k-1].Rel == "flat" {
			if t := r.holderAt(int(k - 1)); t != nil {
				return t
			}
		}
	}
	return nil
}

func (r *reader) holderAt(t int) *term {
	h := r.hit(t)
	switch {
	case h.is(holderName):
		return r.inOffice(h.lex.holders)
	case h.is(surname) && r.doc.Tokens[t].UPOS == "PROPN" && r.aloneAsName(t):
		return r.bySurname(t, h.lex.holders)
	}
	return nil
}

// aloneAsName reports whether the surname at t is not part of a longer name
// that the tables do not know.
func (r *reader) aloneAsName(t int) bool {
	x, e := r.hit(t), r.entity(t)
	if r.placeAt[t] > 0 && (e == nil || e.Label != "PER") && !r.knows(x.lex.holders) {
		return false
	}
	toks := r.doc.Tokens
	if p := x.Start - 1; p >= 0 && toks[p].UPOS == "PROPN" && holds(e, p) && (!r.isAgent(p) || toks[x.Start].Rel == "flat") && !r.hit(p).is(stateName|nationality|seat|bodyName) {
		return false
	}
	if p := x.Start - 1; p >= 0 && toks[p].UPOS == "PROPN" && (toks[x.Start].Rel == "flat" || toks[p].Head == t && toks[p].Rel == "compound") && !r.isAgent(p) && r.hit(p) == nil {
		return false
	}
	return x.End >= len(toks) || toks[x.End].UPOS != "PROPN" || !holds(e, x.End) && toks[x.End].Rel != "flat"
}

func holds(e *tocsin.Entity, t int) bool { return e != nil && e.Contains(t) }

// knows reports whether the report has used the full name of one of them.
func (r *reader) knows(terms []*term) bool {
	for _, t := range terms {
		if r.introduced(t.name) {
			return true
		}
	}
	return false
}

// inOffice picks the term that the report's day falls in, else the last one
// that had ended by then, else the next to come.
func (r *reader) inOffice(terms []*term) *term {
	var past, future *term
	for _, t := range terms {
		switch {
		case r.doc.Date.IsZero() || t.holdsOn(r.doc.Date):
			return t
		case r.doc.Date.Before(t.from):
			if future == nil || t.from.Before(future.from) {
				future = t
			}
		case past == nil || past.to.Before(t.to):
			past = t
		}
	}
	if past != nil {
		return past
	}
	return future
}

// bySurname picks a holder whose full name the report has used, else one in
// office whose country the report mentions or whom the text marks as a person,
// else one who left office lately.
func (r *reader) bySurname(at int, terms []*term) *term {
	var best *term
	score, marked := 0, 0
	if e := r.entity(at); e != nil && e.Label == "PER" {
		marked = 1
	}
	if at > 0 && r.isAgent(at-1) {
		marked = 2
	}
	taken := r.bearsName(r.doc.Tokens[at].Form)
	for _, t := range terms {
		n := marked
		if r.introduced(t.name) {
			n += 8
		} else if taken {
			continue
		}
		switch {
		case r.mentions(t.country):
			n += 2
		case marked < 2 && n < 8 && t.office != "president" && t.office != "prime minister":
			continue // a minister's surname alone is known only at home
		}
		if t.holdsOn(r.doc.Date) && !r.a.outdated(t, r.doc.Date) {
			n += 2
		} else if !t.to.IsZero() && t.to.Before(r.doc.Date) && r.doc.Date.Sub(t.to) < 12*365 {
			n++
		}
		if n > score && n >= 3 {
			best, score = t, n
		}
	}
	return best
}

// bearsName reports whether the report gives the full name of somebody of this
// surname whom the tables do not know: then the surname alone is theirs, and
// never that of an office holder who happens to share it.
func (r *reader) bearsName(surname string) bool {
	for i := range r.doc.Ents {
		e := &r.doc.Ents[i]
		last := e.End - 1
		if e.Start < 0 || last >= len(r.doc.Tokens) { // no parser's, but no reason to fall
			continue
		}
		if e.Label == "PER" && e.Len() > 1 && r.doc.Tokens[last].Form == surname && !r.hit(last).is(holderName) && r.doc.Tokens[last-1].UPOS == "PROPN" && !r.isAgent(last-1) {
			return true
		}
	}
	return false
}

// introduced reports whether the report has used this full name so far.
func (r *reader) introduced(name string) bool {
	for i := range r.found {
		if r.found[i].name == name {
			return true
		}
	}
	return false
}

// standing is the sectors of a known person on the report's day: those of the
// office while it lasts; afterwards a former official, unless the text names
// another role.
func (r *reader) standing(t *term, h int) []string {
	if r.doc.Date.IsZero() || t.holdsOn(r.doc.Date) || !t.official() {
		return t.sectors
	}
	if role := r.role(h); role != nil {
		return role
	}
	if r.doc.Date.Before(t.from) {
		return []string{"PTY"}
	}
	return []string{"ELI"}
}

// role is the sectors that a title or apposition gives the name at h; nil for
// a noun as vague as "leader".
func (r *reader) role(h int) []string {
	t := h
	if !r.isAgent(h) {
		if t = r.titleOf(h); t < 0 {
			return nil
		}
	}
	g := r.hit(t).lex.head
	s := r.sectorsOf(t, g)
	if g.force == weak && len(s) > 0 && s[0] == "GOV" {
		return nil
	}
	return s
}
