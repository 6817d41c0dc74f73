package gazetteer

import (
	"tocsin"
	"tocsin/gazetteer/table"
)

// A phrase names a place by way of another: "the waters off Venezuela",
// "Belarusian airspace", "the border between Kenya and Somalia", "eastern
// Ukraine", "Minsk airport". Its place covers the whole phrase and has the
// country that the phrase gives it. Only a part of a place ("eastern Ukraine")
// and a facility have a point, that of the place they belong to.

// phrases reads the words around the matches and sets r.spans.
func (r *reading) phrases() {
	for i := range r.doc.Tokens {
		c := r.class[i]
		if c&(waters|airspace|soil|coast|border|facility|direction) == 0 || r.inMatch(i) && c&facility == 0 {
			continue
		}
		var p tocsin.Place
		switch {
		case c&waters != 0:
			p = r.waters(i)
		case c&(airspace|soil) != 0:
			p = r.domain(i)
		case c&coast != 0:
			p = r.coast(i)
		case c&border != 0:
			p = r.border(i)
		case c&direction != 0:
			p = r.quarter(i)
		default:
			p = r.facility(i)
		}
		if p.Precision != "" && p.End > r.lastPhrase() {
			r.spans = append(r.spans, r.named(p))
		}
	}
	r.offshore()
}

func (r *reading) lastPhrase() int {
	if len(r.spans) == 0 {
		return 0
	}
	return r.spans[len(r.spans)-1].End
}

// named fills in what all phrases have in common. Soil and capitals bring
// their own name.
func (r *reading) named(p tocsin.Place) tocsin.Place {
	if p.Name == "" {
		p.Name = r.doc.Slice(p.Span)
	}
	p.Head = r.head(p.Span)
	return p
}

// inMatch reports whether a match that is a place or evidence covers token i.
func (r *reading) inMatch(i int) bool { return r.matchAt(i) != nil }

// matchAt is the used match that covers token i, or nil.
func (r *reading) matchAt(i int) *match {
	if i < 0 || i >= len(r.cover) || r.cover[i] == 0 {
		return nil
	}
	if m := &r.found[r.cover[i]-1]; m.use != rejected {
		return m
	}
	return nil
}

// form is the lower-case test of one token, false outside the text.
func (r *reading) is(i int, words ...string) bool {
	if i < 0 || i >= len(r.doc.Tokens) {
		return false
	}
	for _, w := range words {
		if foldEqual(r.doc.Tokens[i].Form, w) {
			return true
		}
	}
	return false
}

// landCountry is the alpha-3 code of the country of a match.
func (r *reading) landCountry(m *match) string { return r.alpha3(m.best.country) }

// owner is the country that a modifier before token i gives: "Venezuelan
// territorial …", "Venezuela's …", "its …". start is where the phrase begins.
func (r *reading) owner(i int) (country, start int, ok bool) {
	start = i
	for start > 0 && start > i-3 && r.is(start-1, "territorial", "coastal", "sovereign", "own", "national", "disputed", "contested", "international", "entire", "shared", "common", "land", "maritime", "southern", "northern", "eastern", "western", "long", "mountainous") {
		start--
	}
	if r.is(start-1, "its", "their", "our") {
		c := r.possessor(start - 1)
		return c, start - 1, c >= 0
	}
	at := start - 1
	if at >= 0 && (r.doc.Tokens[at].Form == "'s" || r.doc.Tokens[at].Form == "’s" || r.doc.Tokens[at].Form == "'" || r.doc.Tokens[at].Form == "’") {
		at--
	}
	if m := r.matchAt(at); m != nil && r.ownerLike(m, at < start-1) {
		return m.best.country, m.Start, m.best.country >= 0
	}
	return -1, start, false
}

// ownerLike: an adjective owns what follows it; a name only with 's or as a
// plain compound of a country.
func (r *reading) ownerLike(m *match, possessive bool) bool {
	return m.best.kind == refAdjective || possessive || m.best.kind == refCountry
}

func (r *reading) alpha3(country int) string {
	if country < 0 {
		return ""
	}
	return r.a.countries[country].alpha3
}

// target is the match that a preposition at token i leads to: "off X", "of
// the X", "off the coast of X".
func (r *reading) target(i int, preps ...string) *match {
	if !r.is(i, preps...) {
		return nil
	}
	i++
	if r.is(i, "the") {
		i++
	}
	if i < len(r.class) && r.class[i]&coast != 0 && r.is(i+1, "of") {
		i += 2
		if r.is(i, "the") {
			i++
		}
	}
	m := r.matchAt(i)
	if m == nil || m.best.kind == refAdjective || m.Start != i {
		return nil
	}
	return m
}

// waters: "(territorial) waters off X", "X's territorial waters",
// "international waters".
func (r *reading) waters(i int) tocsin.Place {
	p := tocsin.Place{Span: tocsin.Span{Start: i, End: i + 1}, Precision: tocsin.PrecisionSea}
	if m := r.target(i+1, "off", "around", "near", "of"); m != nil {
		p.End, p.Country = m.End, r.landCountry(m)
		return p
	}
	country, start, ok := r.owner(i)
	p.Start, p.Country = start, r.alpha3(country)
	if ok || r.is(i-1, "international", "disputed", "contested", "territorial") {
		return p
	}
	return tocsin.Place{}
}

// domain: airspace and soil belong to the country on the ground.
func (r *reading) domain(i int) tocsin.Place {
	p := tocsin.Place{Span: tocsin.Span{Start: i, End: i + 1}, Precision: tocsin.PrecisionCountry}
	country, start, ok := r.owner(i)
	if !ok && r.is(i-1, "national") {
		start = i - 1
		country = r.possessor(i)
		ok = country >= 0
	}
	if m := r.target(i+1, "of", "over"); !ok && m != nil && m.best.kind == refCountry {
		country, p.End, ok = m.best.country, m.End, true
	}
	if !ok {
		return tocsin.Place{}
	}
	p.Start, p.Country = start, r.alpha3(country)
	if r.class[i]&soil != 0 {
		p.Name = r.a.countries[country].name
	}
	p.Gazetteer = "geonames:" + r.a.countries[country].alpha2
	return p
}

// coast is the sea in front of it after "off", otherwise the land.
func (r *reading) coast(i int) tocsin.Place {
	p := tocsin.Place{Span: tocsin.Span{Start: i, End: i + 1}, Precision: tocsin.PrecisionRegion}
	if m := r.target(i+1, "of"); m != nil {
		p.End, p.Country = m.End, r.landCountry(m)
		for p.Start > 0 && r.class[p.Start-1]&direction != 0 {
			p.Start--
		}
	} else if country, start, ok := r.owner(i); ok {
		p.Start, p.Country = start, r.alpha3(country)
	} else {
		return tocsin.Place{}
	}
	if at := p.Start - 1; r.is(at, "off") || r.is(at, "the") && r.is(at-1, "off") {
		p.Precision = tocsin.PrecisionSea
	}
	return p
}

// quarter: "northern X", "the north of X", "20 km east of X".
func (r *reading) quarter(i int) tocsin.Place {
	p := tocsin.Place{Span: tocsin.Span{Start: i, End: i + 1}, Precision: tocsin.PrecisionRegion}
	m := r.matchAt(i + 1)
	compass := r.target(i+1, "of")
	switch {
	case m != nil && m.Start == i+1 && r.wide(m):
	case compass != nil:
		m = compass
	default:
		return tocsin.Place{}
	}
	for p.Start > 1 && hyphen(r.form(p.Start-1)) && r.class[p.Start-2]&direction != 0 {
		p.Start -= 2 // north-eastern
	}
	p.End, p.Country = m.End, r.alpha3(m.best.country)
	whole := r.placeOf(m)
	p.Lat, p.Lon = whole.Lat, whole.Lon
	if m.best.kind == refRegion {
		p.Country, p.Precision = whole.Country, whole.Precision
	}
	return p
}

// wide reports whether a place is large enough to have a north.
func (r *reading) wide(m *match) bool {
	switch m.best.kind {
	case refCountry:
		return true
	case refRegion:
		return r.a.regions[m.best.index].kind != "point"
	case refRecord:
		return m.best.brief.Kind <= table.Admin2
	}
	return false
}

// offshore turns a place after "off" into the sea before it: "drowned off
// Lampedusa", "patrols off the Yemeni port of Hodeidah".
func (r *reading) offshore() {
	for i := range r.found {
		m := &r.found[i]
		before := m.Start - 1
		if r.is(before, "the") {
			before--
		}
		if m.use != place || !r.is(before, "off") || r.inPhrase(m.Span) || m.best.kind == refAdjective || r.seaward(m) {
			continue
		}
		if t := &r.doc.Tokens[before]; t.UPOS != "" && t.UPOS != "ADP" && t.UPOS != "PROPN" {
			continue
		}
		p := r.placeOf(m)
		p.Name, p.Country, p.Precision = "waters off "+p.Name, r.landCountry(m), tocsin.PrecisionSea
		p.Lat, p.Lon, p.Population, p.Gazetteer = 0, 0, 0, ""
		r.spans = append(r.spans, p)
	}
}

func (r *reading) seaward(m *match) bool {
	return m.best.kind == refRegion && r.a.regions[m.best.index].kind == "sea"
}

func (r *reading) inPhrase(s tocsin.Span) bool {
	for _, p := range r.spans {
		if p.Overlaps(s) {
			return true
		}
	}
	return false
}
