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
	clDotted                     // DOTTED: 8.15, which rules with more words may take for a time of day
)

var classes = map[string]class{
	"WD": clWeekday, "WDS": clWeekdays, "MON": clMonth, "UNIT": clUnit, "UNITS": clUnits, "PART": clPart,
	"PARTS": clParts, "POINT": clPoint, "SEASON": clSeason, "REL": clRel, "EDGE": clEdge, "BOUND": clBound,
	"DEIC": clDeictic, "WEND": clWeekend, "WENDS": clWeekends, "OFTEN": clOften, "ORD": clOrdinal, "AMPM": clAmPm,
	"ZONE": clZone, "PREP": clPrep, "FEAST": clFeast, "DECADE": clDecade, "INT": clInt, "DAY": clDay,
	"YEAR": clYear, "CLOCK": clClock, "NUM": clNum, "QUART": clQuart, "DOTTED": clDotted,
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
	common  // not beside another capitalised word: domingo, but not Santo Domingo
)

var guards = map[string]guard{"-": always, "cap": capital, "name": name, "abbr": abbr, "det": det, "noun": noun, "deictic": deictic, "common": common}

// An entry is what the table knows of one lower-case word.
type entry struct {
	lit    int // number of the word as a literal of the rules, 0 if none uses it
	class  class
	num    int    // weekday, month, ordinal, direction
	code   string // unit, part of the day, edge
	guards [2]guardOf
	role   role
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
		if out.digits(a, piece) {
			out.entry = a.digit
			if out.class&clDay != 0 && a.counts(doc, tok) {
				out.class &^= clDay
			}
			return out
		}
	}
	e := a.lookup(piece)
	if e == nil {
		return out
	}
	out.entry, out.class, out.value, out.number = e, e.class, e.num, e.number
	for _, g := range e.guards {
		if g.class != 0 && !a.admits(doc, tok, piece, g.guard) {
			out.class &^= g.class
		}
	}
	return out
}

// counts reports whether the number behind a weekday counts what follows it:
// "el lunes 12 buques", "on Monday 12 ships".
func (a *Annotator) counts(doc *tocsin.Doc, i int) bool {
	if i == 0 || i+1 >= len(doc.Tokens) {
		return false
	}
	next := &doc.Tokens[i+1]
	if next.UPOS != "NOUN" || next.Feat("Number") != "Plur" || a.lookup(next.Form) != nil {
		return false
	}
	day := a.lookup(doc.Tokens[i-1].Form)
	return day != nil && day.class&clWeekday != 0
}

// longestWord bounds the bytes of a word of the tables.
const longestWord = 24

// lookup finds a word in any case, with or without the full stop of an
// abbreviation.
func (a *Annotator) lookup(piece string) *entry {
	var buf [longestWord]byte
	word := buf[:0]
	for _, r := range strings.TrimSuffix(piece, ".") {
		switch {
		case r == '’':
			r = '\''
		case r == '–' || r == '—' || r == '‑':
			r = '-'
		}
		if len(word)+utf8.UTFMax > len(buf) {
			return nil
		}
		word = utf8.AppendRune(word, unicode.ToLower(r))
	}
	if len(word) == 0 {
		return a.words["."]
	}
	return a.words[string(word)]
}

// admits applies a guard to a token.
func (a *Annotator) admits(doc *tocsin.Doc, i int, piece string, g guard) bool {
	t := &doc.Tokens[i]
	upper := isCapital(piece)
	verb := t.UPOS == "VERB" || t.UPOS == "AUX"
	switch g {
	case capital:
		return upper
	case name:
		if !upper {
			return a.roleOf(piece)&rUnclear == 0 || digitStart(doc, beyond(doc, i, 1)) || digitStart(doc, beyond(doc, i, -1)) && t.UPOS != "VERB" || i > 1 && a.ordinalStart(doc, i-2)
		}
		return !a.nameOfPerson(doc, i) && !a.isWish(doc, i) && !a.isRally(doc, i) && (!verb || a.dateNear(doc, i))
	case abbr:
		number := a.ordinalStart(doc, beyond(doc, i, 1)) || digitStart(doc, beyond(doc, i, -1))
		return number || upper && (strings.HasSuffix(piece, ".") || a.dateNear(doc, i))
	case noun:
		return !verb && t.UPOS != "ADV" && !(upper && t.UPOS == "PROPN" && i > 0 && doc.Tokens[i-1].UPOS != "PUNCT") && (t.UPOS != "ADJ" || t.XPOS != "JJ")
	case det:
		return !verb
	case deictic:
		return !(upper && i > 0 && doc.Tokens[i-1].UPOS == "PROPN")
	case common:
		return !upper || !partOfName(doc, i-1) && !partOfName(doc, i+1)
	}
	return true
}

// partOfName holds for a capitalised word inside a sentence.
func partOfName(doc *tocsin.Doc, i int) bool {
	if i < 1 || i >= len(doc.Tokens) || doc.Tokens[i-1].UPOS == "PUNCT" {
		return false
	}
	return isCapital(doc.Tokens[i].Form)
}

func isCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// nameOfPerson holds for "Theresa May": a name that ends in a month with no
// number after it.
func (a *Annotator) nameOfPerson(doc *tocsin.Doc, i int) bool {
	if i == 0 || digitStart(doc, i+1) {
		return false
	}
	t, p := &doc.Tokens[i], &doc.Tokens[i-1]
	return p.UPOS == "PROPN" && p.Form != "" && !isNumeral(p.Form[0]) && (t.Rel == "flat" || p.Rel != "" && p.Head == i || t.Rel == "" && a.roleOf(t.Form)&rUnclear != 0)
}

// isWish holds for the "May" of "May they rest": capitalised only because it
// begins the sentence or the quotation.
func (a *Annotator) isWish(doc *tocsin.Doc, i int) bool {
	if a.roleOf(doc.Tokens[i].Form)&rUnclear == 0 || i+1 >= len(doc.Tokens) || i > 0 && doc.Tokens[i-1].UPOS != "PUNCT" {
		return false
	}
	next := &doc.Tokens[i+1]
	return next.UPOS == "PRON" || next.UPOS == "PROPN" || next.UPOS == "DET"
}

// isRally holds for "the March of the Mothers" and "the annual March for Life".
func (a *Annotator) isRally(doc *tocsin.Doc, i int) bool {
	if a.roleOf(doc.Tokens[i].Form)&rUnclear == 0 || i+1 >= len(doc.Tokens) || a.dateNear(doc, i) {
		return false
	}
	return a.roleOf(doc.Tokens[i+1].Form)&rName != 0 && !digitStart(doc, i+2)
}

// dateNear tells a month from a modal or a verb that the tagger took it for:
// a number or a preposition of time stands next to it.
func (a *Annotator) dateNear(doc *tocsin.Doc, i int) bool {
	if digitStart(doc, beyond(doc, i, 1)) || digitStart(doc, beyond(doc, i, -1)) || digitStart(doc, i) {
		return true
	}
	if i > 0 && doc.Tokens[i-1].Form == "-" {
		i--
	}
	return i > 0 && a.roleOf(doc.Tokens[i-1].Form)&rMonthFore != 0
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
func (a *Annotator) ordinalStart(doc *tocsin.Doc, i int) bool {
	if digitStart(doc, i) {
		return true
	}
	if i < 0 || i >= len(doc.Tokens) {
		return false
	}
	e := a.lookup(doc.Tokens[i].Form)
	return e != nil && e.class&clOrdinal != 0
}

func isNumeral(c byte) bool { return c >= '0' && c <= '9' }
