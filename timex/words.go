package timex

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
	"tocsin/internal/number"
)

// A class is a set of roles a word can play in a time expression.
type class uint64

const (
	clWeekday  class = 1 << iota // WD
	clWeekdays                   // WDS
	clMonth                      // MON
	clUnit                       // UNIT: day
	clUnits                      // UNITS: days
	clPart                       // PART: morning
	clParts                      // PARTS: mornings
	clPoint                      // POINT: noon, dawn
	clSeason                     // SEASON
	clRel                        // REL: last, this, next
	clEdge                       // EDGE: early, mid, late
	clBound                      // BOUND: beginning, end
	clDeictic                    // DEIC: today
	clWeekend                    // WEND
	clWeekends                   // WENDS
	clOften                      // OFTEN: daily
	clOrdinal                    // ORD: third, 3rd
	clAmPm                       // AMPM
	clZone                       // ZONE: GMT
	clPrep                       // PREP
	clFeast                      // FEAST
	clDecade                     // DECADE: 1990s
	clInt                        // INT: digits only
	clDay                        // DAY: 1 to 31 in digits
	clYear                       // YEAR: 1000 to 2199 in digits
	clClock                      // CLOCK: 13:40, 4pm
	clNum                        // NUM: any cardinal
	clQuart                      // QUART: Q3, H1
)

var classes = map[string]class{
	"WD": clWeekday, "WDS": clWeekdays, "MON": clMonth, "UNIT": clUnit, "UNITS": clUnits, "PART": clPart,
	"PARTS": clParts, "POINT": clPoint, "SEASON": clSeason, "REL": clRel, "EDGE": clEdge, "BOUND": clBound,
	"DEIC": clDeictic, "WEND": clWeekend, "WENDS": clWeekends, "OFTEN": clOften, "ORD": clOrdinal, "AMPM": clAmPm,
	"ZONE": clZone, "PREP": clPrep, "FEAST": clFeast, "DECADE": clDecade, "INT": clInt, "DAY": clDay,
	"YEAR": clYear, "CLOCK": clClock, "NUM": clNum, "QUART": clQuart,
}

// A guard says when a word of the table counts as a time word.
type guard uint8

const (
	always guard = iota
	capital
	name    // capitalised and no verb: May, March
	abbr    // and with a full stop or a number beside it: Mar., not Jan Smuts
	noun    // not tagged as a verb or adverb: fall, second
	det     // no verb: "is to last four days"
	deictic // not inside a name: USA Today
)

var guards = map[string]guard{"-": always, "cap": capital, "name": name, "abbr": abbr, "det": det, "noun": noun, "deictic": deictic}

// An entry is what the table knows of one lower-case word.
type entry struct {
	lit    int // number of the word as a literal of the rules, 0 if none uses it
	class  class
	num    int    // weekday, month, ordinal, direction
	code   string // unit, part of the day, edge
	guards [2]guardOf
	number number.Word
	starts []start // patterns that can begin here
	joint  bool    // comma, hyphen, slash: ends no expression
}

type guardOf struct {
	class class
	guard guard
}

// An atom is a token or, where a token holds a hyphen, slash or possessive, a
// piece of one: "mid-March", "24-hour" and "Monday's" match like three and two
// words however the tokeniser cut them.
type atom struct {
	tok    int
	entry  *entry
	class  class
	value  int // of digits, ordinals, decades; minutes of a clock
	number number.Word
}

// atoms appends the atoms of tokens [from, to) to out.
func (a *Annotator) atoms(out []atom, doc *tocsin.Doc, from, to int) []atom {
	for i := from; i < to; i++ {
		form := doc.Tokens[i].Form
		for form != "" {
			n := pieceLen(form)
			out = append(out, a.atom(doc, i, form[:n]))
			form = form[n:]
		}
	}
	return out
}

// pieceLen is the length of the first piece of a form.
func pieceLen(form string) int {
	r, n := utf8.DecodeRuneInString(form)
	if isJoint(r) {
		return n
	}
	for i, r := range form {
		if isJoint(r) || i > 0 && (r == '\'' || r == '’') && i == len(form)-len("s")-utf8.RuneLen(r) {
			return i
		}
	}
	return len(form)
}

func isJoint(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '/' || r == '‑' }

func (a *Annotator) atom(doc *tocsin.Doc, tok int, piece string) atom {
	out := atom{tok: tok, entry: a.blank}
	if c := piece[0]; c >= '0' && c <= '9' || c == '\'' || c >= 0x80 {
		if out.digits(piece) {
			out.entry = a.digit
			return out
		}
	}
	e := a.lookup(piece)
	if e == nil {
		return out
	}
	out.entry, out.class, out.value, out.number = e, e.class, e.num, e.number
	for _, g := range e.guards {
		if g.class != 0 && !admits(doc, tok, piece, g.guard) {
			out.class &^= g.class
		}
	}
	return out
}

// lookup finds a word in any case, with or without the full stop of an
// abbreviation.
func (a *Annotator) lookup(piece string) *entry {
	var buf [16]byte
	n := 0
	for _, r := range strings.TrimSuffix(piece, ".") {
		switch {
		case r == '’':
			r = '\''
		case r == '–' || r == '—' || r == '‑':
			r = '-'
		}
		if r >= utf8.RuneSelf || n == len(buf) {
			return nil
		}
		buf[n] = byte(unicode.ToLower(r))
		n++
	}
	if n == 0 {
		return a.words["."]
	}
	return a.words[string(buf[:n])]
}

// admits applies a guard to a token.
func admits(doc *tocsin.Doc, i int, piece string, g guard) bool {
	t := &doc.Tokens[i]
	upper := piece[0] >= 'A' && piece[0] <= 'Z'
	verb := t.UPOS == "VERB" || t.UPOS == "AUX"
	switch g {
	case capital:
		return upper
	case name:
		if !upper {
			return isMonthOnly(piece) || digitStart(doc, beyond(doc, i, 1)) || digitStart(doc, beyond(doc, i, -1)) && t.UPOS != "VERB" || i > 1 && doc.Tokens[i-1].Form == "of" && ordinalStart(doc, i-2)
		}
		return !nameOfPerson(doc, i) && !isWish(doc, i) && !isRally(doc, i) && (!verb || dateNear(doc, i))
	case abbr:
		number := ordinalStart(doc, beyond(doc, i, 1)) || digitStart(doc, beyond(doc, i, -1))
		return number || upper && (strings.HasSuffix(piece, ".") || dateNear(doc, i))
	case noun:
		return !verb && t.UPOS != "ADV" && !(upper && t.UPOS == "PROPN" && i > 0 && doc.Tokens[i-1].UPOS != "PUNCT") && (t.UPOS != "ADJ" || t.XPOS != "JJ")
	case det:
		return !verb
	case deictic:
		return !(upper && i > 0 && doc.Tokens[i-1].UPOS == "PROPN")
	}
	return true
}

// isMonthOnly holds for months that are no other word in lower case.
func isMonthOnly(word string) bool { return word != "may" && word != "march" && word != "august" }

// nameOfPerson holds for "Theresa May": a name that ends in a month with no
// number after it.
func nameOfPerson(doc *tocsin.Doc, i int) bool {
	if i == 0 || digitStart(doc, i+1) {
		return false
	}
	t, p := &doc.Tokens[i], &doc.Tokens[i-1]
	return p.UPOS == "PROPN" && p.Form != "" && !isNumeral(p.Form[0]) && (t.Rel == "flat" || p.Rel != "" && p.Head == i || t.Rel == "" && t.Form == "May")
}

// isWish holds for the "May" of "May they rest": capitalised only because it
// begins the sentence or the quotation.
func isWish(doc *tocsin.Doc, i int) bool {
	t := &doc.Tokens[i]
	if t.Form != "May" || i+1 >= len(doc.Tokens) || i > 0 && doc.Tokens[i-1].UPOS != "PUNCT" {
		return false
	}
	next := &doc.Tokens[i+1]
	return next.UPOS == "PRON" || next.UPOS == "PROPN" || next.UPOS == "DET"
}

// isRally holds for "the March of the Mothers" and "the annual March for Life".
func isRally(doc *tocsin.Doc, i int) bool {
	if doc.Tokens[i].Form != "March" || i+1 >= len(doc.Tokens) || dateNear(doc, i) {
		return false
	}
	next := doc.Tokens[i+1].Form
	return next == "of" || next == "for"
}

// dateNear tells a month from a modal or a verb that the tagger took it for:
// a number or a preposition of time stands next to it.
func dateNear(doc *tocsin.Doc, i int) bool {
	if digitStart(doc, beyond(doc, i, 1)) || digitStart(doc, beyond(doc, i, -1)) || digitStart(doc, i) {
		return true
	}
	if i > 0 && doc.Tokens[i-1].Form == "-" {
		i--
	}
	if i == 0 {
		return false
	}
	switch strings.ToLower(doc.Tokens[i-1].Form) {
	case "in", "since", "until", "by", "of", "late", "early", "mid", "last", "next", "this", "during":
		return true
	}
	return false
}

// beyond is the neighbour of token i in one direction, over a hyphen, slash or
// comma.
func beyond(doc *tocsin.Doc, i, step int) int {
	if j := i + step; j >= 0 && j < len(doc.Tokens) && (doc.Tokens[j].Form == "-" || doc.Tokens[j].Form == "," || doc.Tokens[j].Form == "/") {
		return j + step
	}
	return i + step
}

func digitStart(doc *tocsin.Doc, i int) bool {
	return i >= 0 && i < len(doc.Tokens) && doc.Tokens[i].Form != "" && isNumeral(doc.Tokens[i].Form[0])
}

// ordinalStart holds for digits and for ordinals in words.
func ordinalStart(doc *tocsin.Doc, i int) bool {
	if digitStart(doc, i) {
		return true
	}
	if i < 0 || i >= len(doc.Tokens) {
		return false
	}
	switch strings.ToLower(doc.Tokens[i].Form) {
	case "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth":
		return true
	}
	return false
}

func isNumeral(c byte) bool { return c >= '0' && c <= '9' }
