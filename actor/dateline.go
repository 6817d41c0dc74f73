package actor

import "tocsin"

// datelines marks what stands in front of a report's text ("MANILA, Philippines,
// May 3 (Agency) -") as dated, so that neither the town nor the agency is
// taken for a party. A dateline may open the first sentences only, after a
// headline and a byline.
func (r *reader) datelines() {
	for s, span := range r.doc.Sents {
		if s > 3 {
			return
		}
		if end := r.dateline(span); end > span.Start {
			for t := span.Start; t < end; t++ {
				r.dated[t] = true
				if x := r.hit(t); x.is(seat) && r.home == "" {
					r.home = x.lex.state.country
				}
			}
			return
		}
	}
}

// dateline is the end of the dateline that opens the sentence, dash included;
// its start if there is none. It begins with a place: in capitals, or followed
// by a date or an agency in brackets.
func (r *reader) dateline(s tocsin.Span) int {
	if s.Start < 0 || s.End > len(r.doc.Tokens) || s.Len() < 2 || !r.opensDateline(s.Start) {
		return s.Start
	}
	sure := r.shape(s.Start) == allCaps && len(r.doc.Tokens[s.Start].Form) > 3
	for t := s.Start; t < min(s.End, s.Start+16); t++ {
		tok := &r.doc.Tokens[t]
		switch {
		case isDash(tok.Form) && t > s.Start:
			if sure || r.placeAt[s.Start] > 0 && r.doc.Places[r.placeAt[s.Start]-1].End == t {
				return t + 1
			}
			return s.Start
		case r.dated[t], tok.Form == "(":
			sure = true
		case tok.UPOS == "VERB" || tok.UPOS == "AUX" || tok.UPOS == "DET":
			return s.Start
		}
	}
	return s.Start
}

// opensDateline reports whether a dateline can begin with token t: with a
// place that is no state, or with a word in capitals.
func (r *reader) opensDateline(t int) bool {
	if r.shape(t) == allCaps && len(r.doc.Tokens[t].Form) > 3 && !r.hit(t).is(bodyName) {
		return true
	}
	return r.hit(t).is(seat) || r.placeAt[t] > 0 && !r.hit(t).is(stateName)
}
