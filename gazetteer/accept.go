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

	// knownPerson is the size from which a town is believed against the
	// recogniser's word that the name is a person's.
	knownPerson = 120_000
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
			if m.use != rejected && !r.nation(m) {
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
	return r.kindBefore(m, area) || r.a.after && r.isA(m.Start-1, area)
}

func (r *reading) acceptOwn(m *match) use {
	adjective := true
	for _, ref := range m.own {
		adjective = adjective && ref.kind == refAdjective
	}
	e := r.entity(m.Span)
	switch {
	case e != nil && e.Label == "PER" && (e.Len() > m.Len() || !adjective && !r.placeThough(m)):
		return rejected
	case r.ailing(m) || r.glued(m):
		return rejected
	case adjective:
		return evidence
	case e != nil && e.Label == "ORG" && e.Len() > m.Len():
		return evidence
	case e == nil && m.Len() == 1 && !r.proper(m):
		return rejected
	case r.personAround(m):
		return rejected
	}
	return place
}

// placeThough reports whether a name of a country or region is one although
// the recogniser, which sees few foreign names, takes it for a person's: a
// preposition introduces it, it is no single word, or the text also speaks of
// its people.
func (r *reading) placeThough(m *match) bool {
	if m.Len() > 1 || m.own[0].kind == refRegion || m.Start > 0 && r.class[m.Start-1]&(locative|ofWord|neutral) != 0 {
		return !r.titled(m)
	}
	for i := range r.found {
		for _, ref := range r.found[i].own {
			if ref.kind == refAdjective && ref.index == m.own[0].index {
				return true
			}
		}
	}
	return false
}

// ailing reports whether a disease is named after the place.
func (r *reading) ailing(m *match) bool {
	return m.End < len(r.class) && r.class[m.End]&ailment != 0
}

// glued reports whether a sign sticks to the name: "US$".
func (r *reading) glued(m *match) bool {
	return m.End < len(r.doc.Tokens) && r.doc.Tokens[m.End].Form == "$" && r.doc.Tokens[m.End].Start == r.doc.Tokens[m.End-1].End
}

func (r *reading) acceptRecord(m *match) use {
	e := r.entity(m.Span)
	placed, named := r.placed(m), r.namedPlace(m)
	switch {
	case !m.admin && !named && r.plainWords(m) || r.ailing(m) || r.aboard(m):
		return rejected
	case e != nil && e.Len() > m.Len() && (e.Label != "LOC" || !r.covers(m, e)):
		if e.Label == "ORG" && r.largest(m) >= knownCity {
			return evidence
		}
		return rejected
	case named:
		return place
	case r.shouted(m.Span) && r.dateline(m.Span):
		return r.bySize(m, placedTown)
	case e != nil && e.Label == "PER":
		return r.acceptPerson(m)
	case e != nil && e.Label == "LOC":
		return r.bySize(m, placedTown)
	case !r.proper(m) || r.personAround(m) || r.isSurname(m):
		return rejected
	case placed:
		return r.bySize(m, placedTown)
	case r.largest(m) >= knownCity || m.admin:
		return place
	case r.largest(m) >= placedTown:
		return doubtful
	}
	return rejected
}

// bySize believes towns of a size and leaves smaller ones to the context.
func (r *reading) bySize(m *match, size int) use {
	if m.admin || r.largest(m) >= size {
		return place
	}
	return doubtful
}

// acceptPerson weighs the recogniser's word for a person against the name of
// a town: it knows few foreign towns.
func (r *reading) acceptPerson(m *match) use {
	switch {
	case r.titled(m) || r.isSurname(m):
		return rejected
	case m.Start > 0 && r.class[m.Start-1]&locative != 0 && r.class[m.Start-1]&toFrom == 0:
		return r.bySize(m, placedTown)
	case r.largest(m) >= knownPerson:
		return place
	case r.listed(m) || r.largest(m) >= placedTown && r.object(m) || m.Len() == 1 && slices.Contains(r.sites, r.doc.Tokens[m.Start].Form):
		return doubtful
	}
	return rejected
}

// object reports whether the name is what a verb acts on: a town that is
// shelled or taken.
func (r *reading) object(m *match) bool {
	return tocsin.RelIs(r.doc.Tokens[r.head(m.Span)].Rel, "obj", "nsubj:pass")
}

// namedPlace reports whether "the town of" stands before the name.
func (r *reading) namedPlace(m *match) bool {
	return r.kindBefore(m, settlement)
}

// kindBefore reports whether a noun of class k and "of" stand before the name:
// "the town of X", "la ciudad ucraniana de X".
func (r *reading) kindBefore(m *match, k class) bool {
	if !r.isA(m.Start-1, ofWord) {
		return false
	}
	return r.isA(m.Start-2, k) || r.a.after && m.Start > 2 && r.doc.Tokens[m.Start-2].UPOS == "ADJ" && r.isA(m.Start-3, k)
}

// titled reports whether "Mr" or "General" stands before the name.
func (r *reading) titled(m *match) bool {
	return m.Start > 0 && r.class[m.Start-1]&title != 0 && upper(r.doc.Tokens[m.Start-1].Form)
}

// aboard reports whether a ship's kind stands before the name: "the frigate
// La Fayette".
func (r *reading) aboard(m *match) bool {
	return m.Start > 0 && r.class[m.Start-1]&vessel != 0
}

// placed reports whether a preposition of place stands before the name or
// before the place it is coordinated with, or "X, Y" says where it is.
func (r *reading) placed(m *match) bool {
	if m.Start > 0 && r.class[m.Start-1]&locative != 0 || r.listed(m) {
		return true
	}
	if !r.isA(m.Start-1, joining) && !r.is(m.Start-1, ",") {
		return false
	}
	before := r.matchAt(m.Start - 2)
	return before != nil && before.use == place && (len(before.own) == 0 || before.own[0].kind != refCountry)
}

// plainWords reports whether the name is made of words that are hardly ever
// the town of that name: months, bodies, points of the compass.
func (r *reading) plainWords(m *match) bool {
	for i := m.Start; i < m.End; i++ {
		if r.class[i]&(never|direction|facility|facilityPart) == 0 {
			return false
		}
	}
	return true
}

// covers reports whether the match is all of the entity but words for kinds
// of area or quarter, so that "Ain" is not taken for "Ain Issa".
func (r *reading) covers(m *match, e *tocsin.Entity) bool {
	for i := e.Start; i < min(e.End, len(r.class)); i++ {
		if !m.Contains(i) && upper(r.doc.Tokens[i].Form) && r.class[i]&(area|direction|facility|facilityPart) == 0 && !r.isA(i, article) && !r.covered(i) {
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
		case h.Flags&table.Alternate != 0 && h.Flags&(table.Respelled|r.a.listed) == 0:
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
	if m.End+1 >= len(r.doc.Tokens) || r.doc.Tokens[m.End].Form != "," || r.cover[m.End+1] == 0 {
		return false
	}
	o := &r.found[r.cover[m.End+1]-1]
	if len(o.own) > 0 || o.short > 0 {
		return o.short > 0 || o.own[0].kind == refCountry
	}
	return r.a.table.KindOf(r.a.table.Hit(o.from).Record) == table.Admin1
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

// proper reports whether a token of the match is tagged a proper noun, or is
// untagged, or has its capital inside the sentence.
func (r *reading) proper(m *match) bool {
	first := r.doc.Sents[m.sentence].Start
	for i := m.Start; i < m.End; i++ {
		switch r.doc.Tokens[i].UPOS {
		case "PROPN", "":
			return true
		case "NOUN", "ADJ":
			if i > first && !r.opensQuote(i) && upper(r.doc.Tokens[i].Form) {
				return true
			}
		}
	}
	return false
}

// opensQuote reports whether token i follows a mark after which a capital
// means nothing.
func (r *reading) opensQuote(i int) bool {
	return r.is(i-1, "\"", "“", "‘", ":", "``", "'", "-", "—", "–")
}

// personAround reports whether a title stands before the name or another
// capitalised word, no name of a place, beside it: "General Lee", "Lincoln
// Chafee", "Ehud Barak".
func (r *reading) personAround(m *match) bool {
	if m.Len() > 1 || r.entity(m.Span) != nil {
		return false
	}
	if r.titled(m) {
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
		if m.Len() == 1 && r.isA(m.Start-1, atWord) {
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
