package gazetteer

import (
	"tocsin"
)

const longestFacility = 5 // words between the place and the facility noun

// facility: "Minsk airport", "Christchurch District Court", "the Erbil air
// base": a point at the place that is named first. "Iraqi military bases" are
// somewhere in Iraq. A proper name that no table knows ("Al Noor Mosque") is
// a point in the place the text has just spoken of.
func (r *reading) facility(i int) tocsin.Place {
	if r.inKnownName(i) || i+1 < len(r.class) && r.class[i+1]&settlement != 0 {
		return tocsin.Place{} // "the Red Sea port town of X"
	}
	if p := r.facilityOf(i); p.Precision != "" {
		return p
	}
	start := i
	for start > 0 && i-start < longestFacility && r.facilityWord(start-1) {
		start--
	}
	if m := r.matchAt(start - 1); m != nil && m.use == place && m.best.kind != refAdjective && r.sameSentence(m, i) {
		p := r.placeOf(m)
		p.End, p.Name, p.Population, p.Gazetteer = i+1, "", 0, ""
		if m.best.kind != refCountry {
			p.Precision = tocsin.PrecisionPoint
		}
		return p
	} else if m != nil && m.best.kind == refAdjective && r.target(i+1, atWord|ofWord) == nil && !upper(r.form(i)) {
		return tocsin.Place{Span: tocsin.Span{Start: m.Start, End: i + 1}, Country: r.alpha3(m.best.country), Precision: tocsin.PrecisionCountry}
	}
	return r.ownName(start, i)
}

// facilityOf reads a facility whose place stands behind it, in languages that
// put it there: "el aeropuerto internacional de Maiquetía", "bases iraquíes".
func (r *reading) facilityOf(i int) tocsin.Place {
	if !r.a.after {
		return tocsin.Place{}
	}
	end := i + 1
	for end < len(r.class) && end-i < longestFacility && r.class[end]&facilityPart != 0 {
		end++
	}
	if m := r.target(end, atWord|ofWord); m != nil && m.use == place {
		p := r.placeOf(m)
		p.Start, p.Name, p.Population, p.Gazetteer = i, "", 0, ""
		if m.best.kind != refCountry {
			p.Precision = tocsin.PrecisionPoint
		}
		return p
	}
	if m := r.matchAt(end); m != nil && m.best.kind == refAdjective {
		return tocsin.Place{Span: tocsin.Span{Start: i, End: m.End}, Country: r.alpha3(m.best.country), Precision: tocsin.PrecisionCountry}
	}
	return tocsin.Place{}
}

// facilityWord reports whether token i may stand between a place's name and
// the facility noun.
func (r *reading) facilityWord(i int) bool {
	if r.class[i]&facilityPart != 0 {
		return true
	}
	t := &r.doc.Tokens[i]
	return r.matchAt(i) == nil && upper(t.Form) && (t.UPOS == "PROPN" || t.UPOS == "")
}

func (r *reading) inKnownName(i int) bool {
	m := r.matchAt(i)
	return m != nil
}

func (r *reading) sameSentence(m *match, i int) bool {
	return r.doc.Sents[m.sentence].Contains(i)
}

// ownName places a facility by its proper name: by "in X" behind it or else
// by the last town named.
func (r *reading) ownName(start, i int) tocsin.Place {
	if start == i || !upper(r.form(i)) || !upper(r.form(start)) || r.class[start]&facilityPart != 0 {
		return tocsin.Place{}
	}
	at := r.target(i+1, atWord)
	if at == nil && r.is(i+1, ",") {
		at = r.target(i+2, atWord)
	}
	if at == nil {
		at = r.lastTown(i)
	}
	if at == nil {
		return tocsin.Place{}
	}
	p := r.placeOf(at)
	return tocsin.Place{Span: tocsin.Span{Start: start, End: i + 1}, Country: p.Country, Lat: p.Lat, Lon: p.Lon, Precision: tocsin.PrecisionPoint}
}

// lastTown is the last place named before token i, at most two sentences back.
func (r *reading) lastTown(i int) *match {
	s := r.doc.SentOf(i)
	for j := len(r.found) - 1; j >= 0; j-- {
		m := &r.found[j]
		if m.End <= i && m.use == place && m.best.kind == refRecord {
			if s-m.sentence <= 2 {
				return m
			}
			return nil
		}
	}
	return nil
}
