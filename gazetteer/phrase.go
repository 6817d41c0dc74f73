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

// isA reports whether token i plays one of the roles of c.
func (r *reading) isA(i int, c class) bool { return i >= 0 && i < len(r.class) && r.class[i]&c != 0 }

// owner is the country that a modifier of token i gives: "Venezuelan
// territorial …", "Venezuela's …", "its …", "aguas venezolanas". start and end
// are where the phrase begins and ends.
func (r *reading) owner(i int) (country, start, end int, ok bool) {
	start, end = i, i+1
	for start > 0 && start > i-3 && r.class[start-1]&quality != 0 {
		start--
	}
	if r.isA(start-1, possessive) {
		c := r.possessor(start - 1)
		return c, start - 1, end, c >= 0
	}
	at := start - 1
	if at >= 0 && clitic(r.doc.Tokens[at].Form) {
		at--
	}
	if m := r.matchAt(at); m != nil && r.ownerLike(m, at < start-1) && !r.a.after {
		return m.best.country, m.Start, end, m.best.country >= 0
	}
	if r.a.after {
		if m := r.ownerBehind(i); m != nil {
			return m.best.country, i, m.End, m.best.country >= 0
		}
	}
	return -1, start, end, false
}

// ownerBehind is the match that owns token i from behind: "aguas
// territoriales venezolanas", "el espacio aéreo de Polonia".
func (r *reading) ownerBehind(i int) *match {
	end := i + 1
	for r.isA(end, quality) && r.matchAt(end) == nil {
		end++
	}
	if m := r.matchAt(end); m != nil && m.best.kind == refAdjective {
		return m
	}
	return r.target(end, ofWord)
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
// the X", "off the coast of X", "frente a las costas de X".
func (r *reading) target(i int, preps class) *match {
	if !r.isA(i, preps) {
		return nil
	}
	i++
	if r.isA(i, linking) {
		i++
	}
	if m := r.matchAt(i); r.isA(i, article) && (m == nil || m.Start != i) {
		i++ // the article is no part of the name, as it is in "La Guajira"
	}
	if r.isA(i, coast) && r.isA(i+1, ofWord) {
		i += 2
		if r.isA(i, article) {
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
	behind := i + 1
	for r.a.after && r.isA(behind, quality) {
		behind++
	}
	if m := r.target(behind, offshoreWord); m != nil {
		p.End, p.Country = m.End, r.landCountry(m)
		return p
	}
	country, start, end, ok := r.owner(i)
	p.Start, p.End, p.Country = start, end, r.alpha3(country)
	if !ok && r.a.after && r.isA(i+1, atSea) {
		p.End, ok = i+2, true
	}
	if ok || r.isA(i-1, atSea) {
		return p
	}
	return tocsin.Place{}
}

// domain: airspace and soil belong to the country on the ground.
func (r *reading) domain(i int) tocsin.Place {
	p := tocsin.Place{Span: tocsin.Span{Start: i, End: i + 1}, Precision: tocsin.PrecisionCountry}
	country, start, end, ok := r.owner(i)
	if !ok && (r.isA(i-1, nationalWord) || r.a.after && r.isA(i+1, nationalWord)) {
		if start = i - 1; r.a.after {
			start, end = i, i+2
		}
		country = r.possessor(i)
		ok = country >= 0
	}
	p.End = end
	if m := r.target(i+1, overWord); !ok && m != nil && m.best.kind == refCountry {
		country, p.End, ok = m.best.country, m.End, true
	}
	if !ok {
		return tocsin.Place{}
	}
	if r.isA(start-1, airspaceStart) {
		start--
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
	if m := r.target(i+1, ofWord); m != nil {
		p.End, p.Country = m.End, r.landCountry(m)
		for p.Start > 0 && r.class[p.Start-1]&direction != 0 {
			p.Start--
		}
	} else if country, start, end, ok := r.owner(i); ok {
		p.Start, p.End, p.Country = start, end, r.alpha3(country)
	} else {
		return tocsin.Place{}
	}
	if r.isA(r.preposition(p.Start), offWord) {
		p.Precision = tocsin.PrecisionSea
	}
	return p
}

// quarter: "northern X", "the north of X", "20 km east of X".
func (r *reading) quarter(i int) tocsin.Place {
	p := tocsin.Place{Span: tocsin.Span{Start: i, End: i + 1}, Precision: tocsin.PrecisionRegion}
	m := r.matchAt(i + 1)
	compass := r.target(i+1, ofWord)
	switch {
	case m != nil && m.Start == i+1 && (r.wide(m) || r.a.after && m.best.kind == refAdjective):
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
		before := r.preposition(m.Start)
		if m.use != place || !r.isA(before, offWord) || r.inPhrase(m.Span) || m.best.kind == refAdjective || r.seaward(m) {
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

// preposition is the token before i that is no article and no second word of
// a preposition: "frente a".
func (r *reading) preposition(i int) int {
	i--
	if r.isA(i, article) {
		i--
	}
	if r.isA(i, linking) && r.isA(i-1, offWord) {
		i--
	}
	return i
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
