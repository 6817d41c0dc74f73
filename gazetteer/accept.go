package gazetteer

import (
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
	if m.End < len(r.doc.Tokens) && r.class[m.End]&area != 0 && m.best.kind != refCountry {
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
	top := r.a.table.Brief(r.a.table.Hit(m.from).Record)
	placed := m.Start > 0 && r.class[m.Start-1]&locative != 0 || r.listed(m)
	switch {
	case r.class[m.Start]&never != 0 && m.Len() == 1:
		return rejected
	case e != nil && e.Label == "LOC":
		return place
	case e != nil && (e.Label == "PER" || e.Len() > m.Len()):
		if e.Label == "ORG" && top.Population >= knownCity {
			return evidence
		}
		return rejected
	case !r.proper(m.Span) || r.personAround(m) || r.isSurname(m):
		return rejected
	case top.Population >= knownCity || top.Kind <= table.Capital || placed && top.Population >= placedTown:
		return place
	case m.admin || placed && m.Len() > 1:
		return place
	case r.listed(m) && !r.hasEnts():
		return place
	}
	return rejected
}

// listed reports whether "X, Y" follows with Y a country or an area.
func (r *reading) listed(m *match) bool {
	for i := range r.found {
		o := &r.found[i]
		if o.Start != m.End+1 || m.End >= len(r.doc.Tokens) || r.doc.Tokens[m.End].Form != "," {
			continue
		}
		if len(o.own) > 0 {
			return o.own[0].kind == refCountry
		}
		return r.a.table.KindOf(r.a.table.Hit(o.from).Record) == table.Admin1
	}
	return false
}

func (r *reading) hasEnts() bool { return len(r.doc.Ents) > 0 }

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
	if i < sent.Start || i >= sent.End || r.covered(i) {
		return false
	}
	t := &r.doc.Tokens[i]
	if i < m.Start && r.class[i]&(direction|area) != 0 || i >= m.End && r.class[i]&(facility|facilityPart|area) != 0 {
		return false
	}
	return upper(t.Form) && (t.UPOS == "PROPN" || t.UPOS == "" && i > sent.Start)
}

// covered reports whether a match holds token i.
func (r *reading) covered(i int) bool {
	for j := range r.found {
		if r.found[j].Contains(i) {
			return true
		}
	}
	return false
}

// surnames notes the last words of persons' names, so that "Lincoln" alone is
// the senator when "Blanche Lincoln" was introduced.
func (r *reading) surnames() {
	for _, e := range r.doc.Ents {
		if e.Label == "PER" && e.Len() > 1 && e.End <= len(r.doc.Tokens) {
			r.persons = append(r.persons, r.doc.Tokens[e.End-1].Form)
		}
	}
}

func (r *reading) isSurname(m *match) bool {
	if m.Len() != 1 {
		return false
	}
	for _, p := range r.persons {
		if p == r.doc.Tokens[m.Start].Form {
			return true
		}
	}
	return false
}
