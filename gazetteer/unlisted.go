package gazetteer

import "tocsin"

// dominance is the share of the report's mentions that a country must have
// for a place of no table to be taken to lie in it.
const dominance = 0.6

// unlisted adds what the name recogniser calls a place, a preposition of
// place introduces or a known place follows, and no table knows:
// at the place that the words behind it name ("Kampungu in Congo"), or else
// without a point in the country the report is about, and with a note.
func (r *reading) unlisted() {
	for _, e := range r.doc.Ents {
		if e.Label != "LOC" || e.IsZero() || e.End > len(r.doc.Tokens) || !upper(r.doc.Tokens[e.Start].Form) || r.known(e.Span) {
			continue
		}
		if e.Len() == 1 && inCapitals(r.form(e.Start)) || r.nominal(e.End) && r.class[e.End]&(settlement|facility) == 0 {
			continue // "the EU", "Houthi rebels"
		}
		if e.Len() == 1 && r.opens(e.Start) && r.isA(e.End, atWord) {
			continue // "Protests in Lima": the capital means nothing
		}
		within := r.behind(e.End)
		if within == nil && !r.afterLocative(e.Start) {
			continue
		}
		p := tocsin.Place{Span: e.Span, Head: r.head(e.Span), Name: r.doc.Slice(e.Span), Precision: tocsin.PrecisionRegion}
		if within != nil {
			at := r.placeOf(within)
			p.Country, p.Lat, p.Lon = at.Country, at.Lat, at.Lon
			if at.Precision == tocsin.PrecisionCity {
				p.Precision = at.Precision
			}
		} else if c := r.current(e.Start, -1); c >= 0 && r.weight[c] >= dominance*r.total {
			p.Country = r.alpha3(c)
		}
		r.spans = append(r.spans, p)
		r.doc.Notes = append(r.doc.Notes, tocsin.Note{Stage: "gazetteer", Span: e.Span, Text: "place in no table: country from the context"})
	}
}

// afterLocative reports whether "in", "in the" or "town of" stands before
// token i.
func (r *reading) afterLocative(i int) bool {
	if r.isA(i-1, article) {
		i--
	}
	return i > 0 && (r.class[i-1]&locative != 0 || i > 1 && r.class[i-1]&ofWord != 0 && r.class[i-2]&settlement != 0)
}

// known reports whether a match in use or a phrase overlaps the span.
func (r *reading) known(s tocsin.Span) bool {
	for i := s.Start; i < s.End; i++ {
		if r.inMatch(i) {
			return true
		}
	}
	return r.inPhrase(s)
}

// behind is the place that ", X" or "in X" after token i-1 gives.
func (r *reading) behind(i int) *match {
	if m := r.target(i, atWord); m != nil {
		return m
	}
	if m := r.matchAt(i + 1); r.is(i, ",") && m != nil && m.best.kind != refAdjective {
		return m
	}
	return nil
}
