package gazetteer

import "tocsin"

// border: a border belongs to the side that the words take: the possessor's
// ("its border with Y", "X's border", "the X-ian border"), or the first named
// of two ("the X-Y border", "the border between X and Y"). Without a
// possessor, "the border with Y" is that of the country the report is about.
func (r *reading) border(i int) tocsin.Place {
	p := tocsin.Place{Span: tocsin.Span{Start: i, End: i + 1}, Precision: tocsin.PrecisionRegion}
	if hyphen(r.form(i-1)) && r.matchAt(i-2) == nil || !r.a.after && r.nominal(i+1) {
		return tocsin.Place{} // cross-border, border guards
	}
	if r.isA(i+1, betweenWord) {
		return r.borderBetween(p)
	}
	if first := r.pairBefore(i); first != nil {
		p.Start, p.Country = first.Start, r.landCountry(first)
		return p
	}
	country, start, end, ok := r.owner(i)
	if ok && end > p.End {
		p.End = end
		if w := r.target(end, withWord); w != nil {
			p.End = w.End
		}
	}
	with := r.target(i+1, withWord)
	if with != nil {
		p.End = with.End
	}
	switch {
	case ok:
		p.Start, p.Country = start, r.alpha3(country)
	case with != nil && with.best.country >= 0:
		p.Country = r.alpha3(r.current(i, with.best.country))
	default:
		return tocsin.Place{}
	}
	return p
}

// borderBetween reads "border between X and Y".
func (r *reading) borderBetween(p tocsin.Place) tocsin.Place {
	first := r.target(p.End, betweenWord)
	if first == nil {
		return tocsin.Place{}
	}
	second := r.target(first.End, andWord)
	if second == nil {
		return tocsin.Place{}
	}
	p.End, p.Country = second.End, r.landCountry(first)
	return p
}

// pairBefore is the first of two countries joined by a hyphen before token i:
// "Syrian-Turkish border", "Kenya–Somalia border".
func (r *reading) pairBefore(i int) *match {
	second := r.matchAt(i - 1)
	if second == nil || second.Start < 2 || !hyphen(r.form(second.Start-1)) && r.form(second.Start-1) != "/" {
		return nil
	}
	return r.matchAt(second.Start - 2)
}

func (r *reading) form(i int) string {
	if i < 0 || i >= len(r.doc.Tokens) {
		return ""
	}
	return r.doc.Tokens[i].Form
}

// nominal reports whether token i continues a compound: "border guards".
func (r *reading) nominal(i int) bool {
	return i < len(r.doc.Tokens) && r.doc.Tokens[i].UPOS == "NOUN" && r.class[i]&area == 0
}
