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
	case k > s.sent.Start && isUpper(initial(t.Form)) && (t.UPOS == "PROPN" || s.form(k-1) == "of" || s.at(k-1).UPOS == "PROPN"):
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
	switch s.form(am.end) {
	case ":", "o'clock", "a.m.", "p.m.", "am", "pm", "times", "th", "st", "nd", "rd", "GMT":
		return s.form(am.end) != ":" || s.touches(am.end-1) && s.touches(am.end)
	case "-", "–", "/":
		// 2-1 is a score and 737-800 a type; 72-hour and 10-15 are read on
		return s.touches(am.end-1) && s.sent.Contains(am.end+1) && s.word(am.end+1).Kind != 0 && am.low == am.high
	}
	return false
}

// isAge recognises "34-year-old", "aged 34", "34 years old".
func (s *scan) isAge(k int, am *amount) bool {
	if s.agedBefore(k, am) {
		return true
	}
	for j, n := am.end, 0; s.sent.Contains(j) && n < 5; j, n = j+1, n+1 {
		switch f := s.form(j); {
		case f == "old" || f == "olds" || strings.HasSuffix(f, "-year-old") || strings.HasSuffix(f, "-old"):
			return true
		case f != "-" && !strings.HasPrefix(f, "year") && !strings.HasPrefix(f, "month"):
			return false
		}
	}
	return false
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
		switch s.form(i) {
		case "aged", "age", "ages":
			return true
		case "of", "and", "to", "in", "from", "between", "over", "under":
			continue
		}
		if s.word(i).Kind == 0 {
			break
		}
	}
	if s.sent.Contains(k-2) && s.at(k-1).Lemma == "be" && s.at(k-2).UPOS == "PRON" && s.at(k-2).Feat("Number") != "Plur" && !s.countsOn(am.end) {
		return true // he was 18
	}
	if s.form(k-1) != "," || !s.sent.Contains(k-2) || s.at(k-2).UPOS != "PROPN" || s.isDated(k-2) {
		return false
	}
	next := s.form(am.end)
	return next == "," || next == "." || next == "" || next == "and" || next == ")" || next == "who"
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

// designators are the nouns whose number names rather than counts.
var designators = map[string]bool{
	"resolution": true, "flight": true, "article": true, "unit": true, "channel": true, "page": true, "room": true,
	"route": true, "highway": true, "section": true, "chapter": true, "number": true, "no.": true, "no": true,
	"phase": true, "tier": true, "version": true, "act": true, "decree": true, "order": true, "law": true, "level": true,
	"stage": true, "category": true, "class": true, "type": true, "mark": true, "block": true, "gate": true,
	"terminal": true, "road": true, "street": true, "group": true, "radio": true, "point": true, "#": true, "day": true,
	"directive": true, "protocol": true, "agenda": true, "camp": true, "battalion": true, "brigade": true, "m": true,
}

// designates holds for "Resolution 1701", "Boeing 737": a number after a name
// that counts no noun of its own.
func (s *scan) designates(k int, am *amount) bool {
	if !s.sent.Contains(k - 1) {
		return false
	}
	p, t := s.at(k-1), s.at(k)
	if designators[strings.ToLower(p.Form)] && (p.UPOS == "NOUN" && p.XPOS != "NNS" || p.UPOS == "PROPN" || p.Form == "#") {
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

// parties are nouns for those who act: "the two countries" names them, it does
// not measure what happened.
var parties = map[string]bool{
	"side": true, "country": true, "nation": true, "state": true, "government": true, "party": true, "army": true,
	"navy": true, "force": true, "agency": true, "minister": true, "leader": true, "president": true, "group": true,
	"faction": true, "organisation": true, "organization": true, "neighbour": true, "neighbor": true, "capital": true,
	"ally": true, "rival": true, "power": true, "premier": true, "official": true, "team": true, "company": true,
	"ministry": true, "delegation": true, "bloc": true, "people": true, "man": true, "community": true, "enemy": true,
	"republic": true, "foe": true, "chief": true, "other": true, "king": true, "institution": true, "body": true,
}

// unfit holds where number and noun phrase together count nothing of a
// report's: "one of", "the two countries", "no one", "two times".
func (s *scan) unfit(k int, am *amount, p *phrase, definite bool) bool {
	if am.currency != "" {
		return false
	}
	if s.form(k) == "one" && am.end == k+1 {
		pronoun := p.head < 0 && p.state == "" || s.form(am.end) == "of" || s.form(k-1) == "no" || s.form(k-1) == "the"
		return pronoun || p.head >= 0 && plural(s.at(p.head))
	}
	if p.head >= 0 && (s.at(p.head).Lemma == "time" || s.at(p.head).Lemma == "way") {
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
	if definite && am.low <= 10 && p.head >= 0 && parties[s.at(p.head).Lemma] {
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
	return s.form(k-1) == "the" && am.low < 10
}
