package gazetteer

import (
	"slices"

	"tocsin"
	"tocsin/gazetteer/table"
)

// Populations from which a town needs no more than a capital letter and a
// proper noun's tag, or a preposition of place before it, to be believed.
const (
	knownCity  = 100_000
	placedTown = 15_000
)

// accept decides for each match whether it is a place, mere evidence or
// nothing, from the name recogniser, the tags and the words around it.
func (r *reading) accept() {
	r.surnames()
	for i := range r.found {
		m := &r.found[i]
		m.admin = r.areaBeside(m)
		if m.short > 0 {
			m.use = place
			continue
		}
		if len(m.own) > 0 {
			m.use = r.acceptOwn(m)
		}
		if m.use == rejected && m.from < m.to {
			m.use = r.acceptRecord(m)
			if m.use != rejected {
				m.own = nil
			}
		}
	}
}

// areaBeside looks for "X province" and "province of X".
func (r *reading) areaBeside(m *match) bool {
	if m.End < len(r.doc.Tokens) && r.class[m.End]&area != 0 {
		return true
	}
	return m.Start >= 2 && r.class[m.Start-1]&ofWord != 0 && r.class[m.Start-2]&area != 0
}

func (r *reading) acceptOwn(m *match) use {
	adjective := true
	for _, ref := range m.own {
		adjective = adjective && ref.kind == refAdjective
	}
	e := r.entity(m.Span)
	switch {
	case e != nil && e.Label == "PER":
		return rejected
	case adjective:
		return evidence
	case e != nil && e.Label == "ORG" && e.Len() > m.Len():
		return evidence
	case e == nil && m.Len() == 1 && !r.proper(m.Span):
		return rejected
	case r.personAround(m):
		return rejected
	}
	return place
}

func (r *reading) acceptRecord(m *match) use {
	e := r.entity(m.Span)
	placed := r.placed(m)
	switch {
	case !m.admin && r.plainWords(m):
		return rejected
	case e != nil && e.Label == "LOC" && r.covers(m, e):
		return place
	case e != nil && (e.Label == "PER" || e.Len() > m.Len()):
		if e.Label == "ORG" && r.largest(m) >= knownCity {
			return evidence
		}
		return rejected
	case !r.proper(m.Span) || r.personAround(m) || r.isSurname(m):
		return rejected
	case r.largest(m) >= knownCity || m.admin || placed && r.largest(m) >= placedTown:
		return place
	case placed:
		return doubtful
	}
	return rejected
}

// placed reports whether a preposition of place stands before the name or
// before the place it is coordinated with, or "X, Y" says where it is.
func (r *reading) placed(m *match) bool {
	if m.Start > 0 && r.class[m.Start-1]&locative != 0 || r.listed(m) {
		return true
	}
	if !r.is(m.Start-1, "and", ",", "or") {
		return false
	}
	before := r.matchAt(m.Start - 2)
	return before != nil && before.use == place && (len(before.own) == 0 || before.own[0].kind != refCountry)
}

// plainWords reports whether the name is made of words that are hardly ever
// the town of that name: months, bodies, points of the compass.
func (r *reading) plainWords(m *match) bool {
	for i := m.Start; i < m.End; i++ {
		if r.class[i]&(never|direction) == 0 {
			return false
		}
	}
	return true
}

// covers reports whether the match is all of the entity but words for kinds
// of area or quarter, so that "Ain" is not taken for "Ain Issa".
func (r *reading) covers(m *match, e *tocsin.Entity) bool {
	for i := e.Start; i < min(e.End, len(r.class)); i++ {
		if !m.Contains(i) && upper(r.doc.Tokens[i].Form) && r.class[i]&(area|direction|facility|facilityPart) == 0 && !r.is(i, "the") && !r.covered(i) {
			return false
		}
	}
	return true
}

// largest is the population of the largest place that bears the name as its
// main name or in another spelling; that of a capital or first-level area
// counts as no less than knownCity.
func (r *reading) largest(m *match) int {
	most := 0
	for i := m.from; i < m.to; i++ {
		h := r.a.table.Hit(i)
		b := r.a.table.Brief(h.Record)
		n := b.Population
		switch {
		case h.Flags&table.Stripped != 0:
			n = 0
		case h.Flags&table.Alternate != 0 && h.Flags&(table.Respelled|table.English) == 0:
			n /= 10
		case b.Kind == table.Capital || b.Kind == table.Admin1:
			n = max(n, knownCity)
		case b.Kind == table.Admin2:
			n /= 4
		}
		most = max(most, n)
	}
	return most
}

// listed reports whether "X, Y" follows with Y a country or an area.
func (r *reading) listed(m *match) bool {
	for i := range r.found {
		o := &r.found[i]
		if o.Start != m.End+1 || m.End >= len(r.doc.Tokens) || r.doc.Tokens[m.End].Form != "," {
			continue
		}
		if len(o.own) > 0 || o.short > 0 {
			return o.short > 0 || o.own[0].kind == refCountry
		}
		return r.a.table.KindOf(r.a.table.Hit(o.from).Record) == table.Admin1
	}
	return false
}

// entity is the first entity that overlaps the span.
func (r *reading) entity(s tocsin.Span) *tocsin.Entity {
	lo, hi := 0, len(r.doc.Ents)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.doc.Ents[mid].End <= s.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.doc.Ents) && r.doc.Ents[lo].Overlaps(s) {
		return &r.doc.Ents[lo]
	}
	return nil
}

// proper reports whether a token of the span is tagged a proper noun, or none
// is tagged at all and the first does not open the sentence.
func (r *reading) proper(s tocsin.Span) bool {
	for i := s.Start; i < s.End; i++ {
		if u := r.doc.Tokens[i].UPOS; u == "PROPN" || u == "" {
			return true
		}
	}
	return false
}

// personAround reports whether a title stands before the name or another
// capitalised word, no name of a place, beside it: "General Lee", "Lincoln
// Chafee", "Ehud Barak".
func (r *reading) personAround(m *match) bool {
	if m.Len() > 1 || r.entity(m.Span) != nil {
		return false
	}
	if m.Start > 0 && r.class[m.Start-1]&title != 0 && upper(r.doc.Tokens[m.Start-1].Form) {
		return true
	}
	return len(m.own) == 0 && (r.looseName(m.Start-1, m) || r.looseName(m.End, m))
}

// looseName reports whether token i is a capitalised proper noun of the same
// sentence that says nothing about places.
func (r *reading) looseName(i int, m *match) bool {
	sent := r.doc.Sents[m.sentence]
	if i < sent.Start || i >= sent.End {
		return false
	}
	if n := int(r.cover[i]); n > 0 && len(r.found[n-1].own) > 0 && (i > m.Start || r.found[n-1].use != rejected) {
		return false
	}
	t := &r.doc.Tokens[i]
	if i < m.Start && r.class[i]&(direction|area) != 0 || i >= m.End && r.class[i]&(facility|facilityPart|area) != 0 {
		return false
	}
	return upper(t.Form) && (t.UPOS == "PROPN" || t.UPOS == "" && i > sent.Start)
}

// covered reports whether a match holds token i, used or not.
func (r *reading) covered(i int) bool { return r.cover[i] != 0 }

// surnames notes the last words of persons' names, so that "Lincoln" alone is
// the senator when "Blanche Lincoln" was introduced, and the names that a
// preposition proves to be of places, so that it is the town after all.
func (r *reading) surnames() {
	for _, e := range r.doc.Ents {
		if e.Label == "PER" && e.Len() > 1 && e.End <= len(r.doc.Tokens) {
			r.persons = append(r.persons, r.doc.Tokens[e.End-1].Form)
		}
	}
	for i := range r.found {
		m := &r.found[i]
		if m.Len() == 1 && r.is(m.Start-1, "in", "at", "near") {
			r.sites = append(r.sites, r.doc.Tokens[m.Start].Form)
		}
		if m.Len() == 1 && len(m.own) == 0 && r.entity(m.Span) == nil && r.looseName(m.Start-1, m) {
			r.persons = append(r.persons, r.doc.Tokens[m.Start].Form)
		}
	}
}

func (r *reading) isSurname(m *match) bool {
	if m.Len() != 1 || slices.Contains(r.sites, r.doc.Tokens[m.Start].Form) {
		return false
	}
	return slices.Contains(r.persons, r.doc.Tokens[m.Start].Form)
}
