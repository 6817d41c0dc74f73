package timex

import (
	"fmt"
	"strings"

	"tocsin/internal/number"
)

// A rule is one block of en.rules: any of its patterns, one maker.
type rule struct {
	name     string
	line     int
	patterns [][]element
	make     maker
	arg      string
	anchored bool // counts from another expression
	yes, no  []string
}

// An element matches one atom, or the several of a NUM.
type element struct {
	class class
	lits  []int
	opt   bool
	ahead bool // matches without taking
	not   bool // must not match
}

// A match is one pattern found at atoms [start, end), with what its classes
// caught. Values that were not caught are -1 or empty.
type match struct {
	start, end int
	rule       *rule

	weekday, month, rel int
	ints                [3]int // DAY, INT
	nints               int
	years               [2]int
	nyears              int
	ordinal, decade     int
	clock, deictic      int
	num                 float64
	terms               [2]term // what stands before the last number and unit
	nterms              int
	quart               int
	unit, part, season  string
	plural              bool
	edge, half          string
	feast, often        string
	lit                 int // the last literal that alternated with others
}

// A term is one part of a compound length: the two years of "two years and a
// month".
type term struct {
	num  float64
	unit string
}

var none = match{weekday: -1, month: -1, rel: noRel, ordinal: -1, decade: -1, clock: -1, deictic: noRel, num: -1}

const noRel = -9

// A start is a pattern that can begin with a word.
type start struct {
	rule    *rule
	pattern []element
	next    class // what may stand behind the word,
	lits    bool  // or a word of the rules,
	free    bool  // or anything
}

// may reports whether the pattern can go on with the next word.
func (s *start) may(next *atom) bool {
	return s.free || next != nil && (s.next&next.class != 0 || s.lits && next.entry.lit != 0)
}

// find returns the longest match at atom i; ok is false if none. What the
// match caught is read only for the one that wins.
func find(atoms []atom, i int) (best match, ok bool) {
	var won *start
	longest := i
	starts := atoms[i].entry.starts
	var next *atom
	if i+1 < len(atoms) {
		next = &atoms[i+1]
	}
	for k := range starts {
		if !starts[k].may(next) {
			continue
		}
		if end := trimmed(atoms, i, reach(atoms, starts[k].pattern, i)); end > longest {
			won, longest = &starts[k], end
		}
	}
	if won == nil {
		return none, false
	}
	best = none
	best.start, best.rule = i, won.rule
	best.run(atoms, won.pattern, i)
	best.end = longest
	return best, true
}

// reach is where the pattern ends if it matches from atom i on, trying
// optional elements first; -1 if it does not match.
func reach(atoms []atom, p []element, i int) int {
	for len(p) > 0 {
		e := &p[0]
		switch {
		case e.ahead || e.not:
			if (i < len(atoms) && e.takes(&atoms[i])) == e.not {
				return -1
			}
		default:
			n := e.take(atoms, i)
			if n == 0 && !e.opt {
				return -1
			}
			if n > 0 && e.opt {
				if end := reach(atoms, p[1:], i+n); end >= 0 {
					return end
				}
				n = 0
			}
			i += n
		}
		p = p[1:]
	}
	return i
}

// trimmed takes a comma or hyphen off the end, where the optional element
// after it was not there.
func trimmed(atoms []atom, start, end int) int {
	for end > start && atoms[end-1].entry.joint {
		end--
	}
	return end
}

// run matches the pattern from atom i on, trying optional elements first.
func (m *match) run(atoms []atom, p []element, i int) bool {
	if len(p) == 0 {
		m.end = i
		return true
	}
	e := &p[0]
	if e.ahead || e.not {
		return (i < len(atoms) && e.takes(&atoms[i])) != e.not && m.run(atoms, p[1:], i)
	}
	if n := e.take(atoms, i); n > 0 {
		saved := *m
		m.catch(e, atoms, i, n)
		if m.run(atoms, p[1:], i+n) {
			return true
		}
		*m = saved
	}
	return e.opt && m.run(atoms, p[1:], i)
}

func (e *element) takes(a *atom) bool {
	if e.class&^clNum&a.class != 0 {
		return true
	}
	for _, l := range e.lits {
		if l == a.entry.lit {
			return true
		}
	}
	return false
}

// take is the number of atoms the element matches at i.
func (e *element) take(atoms []atom, i int) int {
	switch {
	case i >= len(atoms):
		return 0
	case e.class&clNum != 0 && atoms[i].class&clNum != 0:
		if _, n := readNumber(atoms[i:]); n > 0 {
			return n
		}
	case e.class&clOrdinal != 0:
		if _, n := readOrdinal(atoms[i:]); n > 1 {
			return n
		}
	}
	if e.takes(&atoms[i]) {
		return 1
	}
	return 0
}

// longestNumber bounds how many words one number takes.
const longestNumber = 10

func readNumber(atoms []atom) (float64, int) {
	if k := atoms[0].number.Kind; k == number.None || k == number.And || k == number.Hyphen || k == number.Link || k == number.Point {
		return 0, 0
	}
	var words [longestNumber]number.Word
	n := min(len(atoms), longestNumber)
	for i := range n {
		words[i] = atoms[i].number
	}
	return number.Read(words[:n])
}

// readOrdinal reads an ordinal in words, also of two: twenty-first.
func readOrdinal(atoms []atom) (value, used int) {
	first := &atoms[0]
	if first.class&clOrdinal != 0 {
		return first.value, 1
	}
	if first.number.Kind != number.Ten {
		return 0, 0
	}
	k := 1
	if len(atoms) > k && (atoms[k].number.Kind == number.Hyphen || atoms[k].number.Kind == number.Link) {
		k++
	}
	if len(atoms) > k && atoms[k].class&clOrdinal != 0 && atoms[k].value < 10 {
		return int(first.number.Value) + atoms[k].value, k + 1
	}
	return 0, 0
}

// catch keeps the value of what the element matched.
func (m *match) catch(e *element, atoms []atom, i, n int) {
	a := &atoms[i]
	hit := e.class & a.class
	if e.class&clNum != 0 {
		if v, k := readNumber(atoms[i:]); k == n && k > 0 {
			m.catchNumber(v)
			return
		}
	}
	if e.class&clOrdinal != 0 && n > 1 {
		m.ordinal, _ = readOrdinal(atoms[i:])
		m.keepInt(m.ordinal)
		return
	}
	switch {
	case hit&(clDay|clInt) != 0:
		m.keepInt(a.value)
	case hit&clYear != 0 && m.nyears < len(m.years):
		m.years[m.nyears] = a.value
		m.nyears++
	case hit&clOrdinal != 0:
		m.ordinal = a.value
		m.keepInt(a.value)
	case hit&clDecade != 0:
		m.decade = a.value
	case hit&(clClock|clDotted) != 0:
		m.clock = a.value
	case hit != 0:
		m.catchWord(hit, a)
	default:
		if len(e.lits) > 1 {
			m.lit = a.entry.lit
		}
	}
}

// keepInt keeps one more number that is a day or the like.
func (m *match) keepInt(v int) {
	if m.nints < len(m.ints) {
		m.ints[m.nints] = v
		m.nints++
	}
}

// catchNumber keeps a number; the one before it, if it has its unit, becomes
// a term.
func (m *match) catchNumber(v float64) {
	if m.unit != "" && m.num >= 0 && m.nterms < len(m.terms) {
		m.terms[m.nterms] = term{m.num, m.unit}
		m.nterms++
	}
	m.num = v
}

func (m *match) catchWord(hit class, a *atom) {
	switch code := a.entry.code; {
	case hit&(clWeekday|clWeekdays) != 0:
		m.weekday = a.value
	case hit&clMonth != 0:
		m.month = a.value
	case hit&(clUnit|clUnits) != 0:
		m.unit, m.plural = code, hit&clUnits != 0
	case hit&(clPart|clParts|clPoint) != 0:
		m.part = code
	case hit&clSeason != 0:
		m.season = code
	case hit&clRel != 0:
		m.rel = a.value
	case hit&(clEdge|clBound) != 0:
		m.edge = code
	case hit&clDeictic != 0:
		m.deictic = a.value
	case hit&(clWeekend|clWeekends) != 0:
		m.unit = weekend
	case hit&clOften != 0:
		m.often = code
	case hit&clAmPm != 0:
		m.half = code
	case hit&clFeast != 0:
		m.feast = code
	case hit&clQuart != 0:
		m.quart, m.unit = a.value, code
	}
}

// parsePattern reads the elements of one match line.
func (a *Annotator) parsePattern(line string) ([]element, error) {
	var out []element
	for field := range strings.FieldsSeq(line) {
		var e element
		if len(field) > 1 {
			switch field[0] {
			case '&':
				e.ahead, field = true, field[1:]
			case '!':
				e.not, field = true, field[1:]
			}
		}
		if strings.HasSuffix(field, "?") {
			e.opt, field = true, field[:len(field)-1]
		}
		for alt := range strings.SplitSeq(field, "|") {
			if alt == "" {
				return nil, fmt.Errorf("empty alternative in %q", line)
			}
			if c, ok := classes[alt]; ok {
				e.class |= c
			} else if alt == strings.ToLower(alt) {
				e.lits = append(e.lits, a.literal(alt))
			} else {
				return nil, fmt.Errorf("unknown class %q", alt)
			}
		}
		out = append(out, e)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("empty pattern")
	}
	return out, nil
}

// literal numbers a word of the rules, the same word always alike.
func (a *Annotator) literal(word string) int {
	e := a.entryOf(word)
	if e.lit == 0 {
		a.lits++
		e.lit = a.lits
	}
	return e.lit
}
