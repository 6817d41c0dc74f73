package quantity

import (
	"strings"

	"tocsin"
)

// excluded holds for digits and number words that count nothing: parts of
// names and designations, ages, years, clock times, scores.
func (s *scan) excluded(k int, am *amount) bool {
	t := s.at(k)
	switch {
	case am.currency != "":
		return false
	case k > s.sent.Start && isUpper(initial(t.Form)) && (t.UPOS == "PROPN" || s.is(k-1, rOf) || s.at(k-1).UPOS == "PROPN"):
		return true // Group of Eight
	case s.touches(am.end-1) && s.sent.Contains(am.end) && isLetter(initial(s.at(am.end).Form)) && !s.measured(am.end):
		return true // 8chan
	case k > s.sent.Start && s.touches(k-1) && strings.HasSuffix(s.at(k-1).Form, "-"):
		return true // COVID-19
	case k > s.sent.Start+1 && s.at(k-1).Form == "-" && s.touches(k-1) && s.touches(k-2):
		return true // F-16
	case s.isAge(k, am), s.designates(k, am), s.isYear(k, am):
		return true
	}
	if s.is(am.end, rNoCount) || s.corrected(k) {
		return true
	}
	switch s.form(am.end) {
	case ":":
		return s.touches(am.end-1) && s.touches(am.end)
	case "-", "–", "/":
		// 2-1 is a score and 737-800 a type; 72-hour and 10-15 are read on
		return s.touches(am.end-1) && s.sent.Contains(am.end+1) && s.word(am.end+1).Kind != 0 && am.low == am.high
	}
	return false
}

// corrected holds for the number that another takes the place of: "24 men, not
// 17", "veinticuatro, y no diecisiete".
func (s *scan) corrected(k int) bool {
	return s.is(k-1, rDenied) && (s.form(k-2) == "," || s.is(k-2, rAnd))
}

// isAge recognises "34-year-old", "aged 34", "34 years old".
func (s *scan) isAge(k int, am *amount) bool {
	if s.agedBefore(k, am) {
		return true
	}
	for j, n := am.end, 0; s.sent.Contains(j) && n < 5; j, n = j+1, n+1 {
		switch {
		case s.is(j, rOld):
			return true
		case s.form(j) != "-" && !s.is(j, rAgeUnit):
			return s.endsOld(j)
		}
	}
	return false
}

// endsOld holds for "year-old" and "34-year-old" in one token.
func (s *scan) endsOld(j int) bool {
	f := s.form(j)
	i := strings.LastIndexByte(f, '-')
	if i < 0 {
		return false
	}
	c := s.a.lookup(f[i+1:])
	return c != nil && c.role&rOld != 0
}

// initial is the first byte of a form, 0 if it is empty.
func initial(form string) byte {
	if form == "" {
		return 0
	}
	return form[0]
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// measured holds for a unit that may stand against its number: 80km.
func (s *scan) measured(i int) bool {
	_, ok := s.a.nouns[s.form(i)]
	return ok
}

// oldest bounds what is taken for an age.
const oldest = 115

// agedBefore reads an age from what stands before it: "aged 34", "at the age
// of 19", "the ages of 14 and 18", "James Ford, 42,".
func (s *scan) agedBefore(k int, am *amount) bool {
	if am.low > oldest || am.vague {
		return false
	}
	for i := k - 1; i >= max(k-4, s.sent.Start); i-- {
		if s.is(i, rAged) {
			return true
		}
		if !s.is(i, rAgeLink) && s.word(i).Kind == 0 {
			break
		}
	}
	if s.sent.Contains(k-2) && s.lemmaIs(s.at(k-1), rBe) && s.at(k-2).UPOS == "PRON" && s.at(k-2).Feat("Number") != "Plur" && !s.countsOn(am.end) {
		return true // he was 18
	}
	if s.form(k-1) != "," || !s.sent.Contains(k-2) || s.at(k-2).UPOS != "PROPN" || s.isDated(k-2) {
		return false
	}
	next := s.form(am.end)
	return next == "," || next == "." || next == "" || next == ")" || s.is(am.end, rWho)
}

// countsOn holds where a noun or participle follows, so that the number is no
// predicate of its own.
func (s *scan) countsOn(i int) bool {
	if !s.sent.Contains(i) {
		return false
	}
	switch s.at(i).UPOS {
	case "NOUN", "PROPN", "ADJ", "VERB", "NUM":
		return true
	}
	return false
}

// designates holds for "Resolution 1701", "Boeing 737": a number after a name
// that counts no noun of its own.
func (s *scan) designates(k int, am *amount) bool {
	if !s.sent.Contains(k - 1) {
		return false
	}
	p, t := s.at(k-1), s.at(k)
	if s.is(k-1, rDesignator) && (p.UPOS == "NOUN" && !plural(p) || p.UPOS == "PROPN" || p.Form == "#") {
		return true
	}
	if p.UPOS != "PROPN" || s.isDated(k-1) || !isDigit(initial(t.Form)) {
		return false
	}
	if t.Rel != "" && t.Head == k-1 || am.low != am.high {
		return true // Grace 1, Boeing 737-800
	}
	return !s.sent.Contains(am.end) || s.at(am.end).UPOS != "NOUN" && s.at(am.end).UPOS != "ADJ" && s.word(am.end).Kind == 0
}

// isYear holds for a bare 2019, in case no date was found there.
func (s *scan) isYear(k int, am *amount) bool {
	f := s.at(k).Form
	if len(f) != 4 || am.end != k+1 || am.low < 1500 || am.low > 2100 || am.low != float64(int(am.low)) {
		return false
	}
	if !s.sent.Contains(am.end) {
		return true
	}
	n := s.at(am.end)
	return n.UPOS != "NOUN" && n.UPOS != "ADJ" && n.UPOS != "PROPN"
}

// unfit holds where number and noun phrase together count nothing of a
// report's: "one of", "the two countries", "no one", "two times".
func (s *scan) unfit(k int, am *amount, p *phrase, definite bool) bool {
	if am.currency != "" {
		return false
	}
	if s.is(k, rOne) && am.end == k+1 {
		pronoun := p.head < 0 && p.state == "" || s.is(am.end, rOf) || s.is(k-1, rNo)
		return pronoun || p.head >= 0 && plural(s.at(p.head))
	}
	if p.head >= 0 && s.lemmaIs(s.at(p.head), rOccasion) {
		return true
	}
	if p.class == sort {
		return true
	}
	if p.head >= 0 && !am.vague && am.low > 1 && !p.known && isUpper(initial(s.at(p.head).Form)) && !plural(s.at(p.head)) {
		return true // 619 Oak Avenue, Lost 52 Project
	}
	if am.end == k+1 && s.sent.Contains(k-1) && s.at(k-1).UPOS == "PROPN" && p.head >= 0 && s.at(p.head).UPOS == "PROPN" && !plural(s.at(p.head)) {
		return true
	}
	if definite && am.low <= 10 && p.head >= 0 && !p.known && isUpper(initial(s.at(p.head).Form)) && plural(s.at(p.head)) {
		return true // the two Koreas
	}
	if definite && am.low <= 10 && p.head >= 0 && s.lemmaIs(s.at(p.head), rParty) {
		return p.state == "" && s.inside(p) == "" && s.byTree(tocsin.Span{Start: k, End: max(p.end, am.end)}, p) == ""
	}
	return p.head < 0 && p.state == "" && s.isOrdinary(k, am)
}

// isOrdinary holds for bare number words that mostly stand for something else:
// "the two", "at one", "hundred percent sure".
func (s *scan) isOrdinary(k int, am *amount) bool {
	if am.vague && !am.of && am.low < 20 {
		return true // several
	}
	return s.is(k-1, rThe) && am.low < 10
}
