package timeml

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// A Score counts what was found, over any number of documents. Strict, Type
// and Value are of expressions that overlap a gold one, each paired with at
// most one: Strict of those with the same ends, Value of those with the same
// TIMEX3 value, as TempEval-3 counts.
type Score struct {
	Documents, Gold, Found       int
	Overlap, Strict, Type, Value int
	Faults                       []Fault // in text order
}

// A Fault is an expression that was missed, found where there is none (Want
// is then zero), or read wrongly.
type Fault struct {
	Document          string
	Want, Got         Timex // End 0: none
	WantText, GotText string
}

// Add counts the expressions of doc, the analysis of gold.Text, against gold.
//
// The two conventions differ, and the differences are no faults: a [tocsin.When]
// holds the preposition and the possessive ending that TimeML leaves out; of
// "two days after the raid" TimeML takes the first two words; "since" and
// "until" make a period with the day of publication, of which only the end
// that the words name is compared; and "from May to June" is one expression
// here and two in TimeML.
func (s *Score) Add(gold *Document, doc *tocsin.Doc) {
	var got []Timex
	for i := range doc.Times {
		got = append(got, convert(doc, &doc.Times[i])...)
	}
	s.Documents++
	s.Gold += len(gold.Times)
	s.Found += len(got)
	pairs := pair(gold.Times, got)
	taken := make([]bool, len(got))
	for i, g := range gold.Times {
		f := Fault{Document: gold.Name, Want: g, WantText: gold.Text[g.Start:g.End]}
		if k := pairs[i]; k >= 0 {
			taken[k] = true
			f.Got, f.GotText = got[k], gold.Text[got[k].Start:got[k].End]
			if s.compare(g, got[k]) {
				continue
			}
		}
		s.Faults = append(s.Faults, f)
	}
	for k, t := range got {
		if !taken[k] {
			s.Faults = append(s.Faults, Fault{Document: gold.Name, Got: t, GotText: gold.Text[t.Start:t.End]})
		}
	}
}

// compare counts one pair and reports whether all of it agrees.
func (s *Score) compare(want, got Timex) bool {
	s.Overlap++
	strict := want.Start == got.Start && want.End == got.End
	for _, c := range []struct {
		n     *int
		right bool
	}{{&s.Strict, strict}, {&s.Type, want.Kind == got.Kind}, {&s.Value, want.Value == got.Value}} {
		if c.right {
			*c.n++
		}
	}
	return strict && want.Kind == got.Kind && want.Value == got.Value
}

// pair gives each gold expression the index of the one found that overlaps it,
// the one with the same ends first; -1 for none.
func pair(gold, got []Timex) []int {
	out := make([]int, len(gold))
	taken := make([]bool, len(got))
	for i := range out {
		out[i] = -1
	}
	for _, same := range []bool{true, false} {
		for i, g := range gold {
			for k, t := range got {
				if out[i] >= 0 || taken[k] || t.Start >= g.End || g.Start >= t.End {
					continue
				}
				if !same || t.Start == g.Start && t.End == g.End {
					out[i], taken[k] = k, true
				}
			}
		}
	}
	return out
}

// convert writes an expression as TimeML would: one, or the two ends of a
// period.
func convert(doc *tocsin.Doc, w *tocsin.When) []Timex {
	from, to, m := w.Start, w.End, margins[doc.Lang]
	for from < w.Head && m.prepositions[strings.ToLower(doc.Tokens[from].Form)] && !m.limits[strings.ToLower(doc.Tokens[from+1].Form)] {
		from++
	}
	for to-1 > from && m.trails(doc, to-1) {
		to--
	}
	timex := func(from, to int, value string) Timex {
		return Timex{wordStart(doc.Text, doc.Tokens[from].Start), doc.Tokens[to-1].End, w.Kind, value}
	}
	first, last, period := strings.Cut(w.Value, "/")
	if !period {
		return []Timex{timex(from, to, w.Value)}
	}
	for i := from + 1; i < to-1; i++ {
		if m.links[strings.ToLower(doc.Tokens[i].Form)] {
			return []Timex{timex(from, i, first), timex(i+1, to, last)}
		}
	}
	if day := doc.Date.String(); first == day {
		return []Timex{timex(from, to, last)}
	} else if last == day {
		return []Timex{timex(from, to, first)}
	}
	return []Timex{timex(from, to, w.Value)}
}

// trails reports whether token i is no part of the expression it ends.
func (m *margin) trails(doc *tocsin.Doc, i int) bool {
	form := strings.ToLower(doc.Tokens[i].Form)
	return m.trailing[form] || m.governing[form] && i+1 < len(doc.Tokens) && m.governed[strings.ToLower(doc.Tokens[i+1].Form)]
}

// wordStart goes back to the start of the written word: of "del lunes", TimeML
// takes the whole contraction.
func wordStart(text string, i int) int {
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:i])
		next, _ := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) || !unicode.IsLetter(next) {
			break
		}
		i -= n
	}
	return i
}

// A margin is the words of one language that TimeML leaves outside of an
// expression or between two.
type margin struct {
	prepositions map[string]bool // in front
	limits       map[string]bool // behind a preposition that belongs to a number: at least
	trailing     map[string]bool // at the end
	governing    map[string]bool // at the end, where a word of governed follows: después de
	governed     map[string]bool
	links        map[string]bool // between the ends of a period
}

var margins = map[string]margin{
	"en": {
		prepositions: words("on in at by since until till before after during from throughout within over through as for between of"),
		limits:       words("least most"),
		trailing:     words("'s ’s ' ’ after before"),
		links:        words("to and through until till - –"),
	},
	"es": {
		prepositions: words("en a desde hasta durante tras antes después de para entre hacia por"),
		limits:       words("menos"),
		governing:    words("antes después tarde"),
		governed:     words("de que"),
		links:        words("a y hasta - –"),
	},
}

func words(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// A Figure is one named result.
type Figure struct {
	Name  string
	Value float64
}

// Figures lists precision, recall and F of equal and of overlapping spans,
// and F of types and values: of all expressions, the right ones.
func (s *Score) Figures() []Figure {
	out := []Figure{{"documents", float64(s.Documents)}, {"gold", float64(s.Gold)}, {"found", float64(s.Found)}}
	for _, c := range []struct {
		name  string
		right int
	}{{"strict", s.Strict}, {"overlap", s.Overlap}} {
		out = append(out, Figure{c.name + "_p", ratio(c.right, s.Found)}, Figure{c.name + "_r", ratio(c.right, s.Gold)}, Figure{c.name + "_f", s.f(c.right)})
	}
	return append(out, Figure{"type_f", s.f(s.Type)}, Figure{"value_f", s.f(s.Value)})
}

func (s *Score) f(right int) float64 { return ratio(2*right, s.Gold+s.Found) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Print writes one "name value" a line, counts without decimals.
func (s *Score) Print(w io.Writer) {
	for _, f := range s.Figures() {
		if f.Value == float64(int(f.Value)) && f.Value > 1 {
			fmt.Fprintf(w, "%-12s %.0f\n", f.Name, f.Value)
			continue
		}
		fmt.Fprintf(w, "%-12s %.4f\n", f.Name, f.Value)
	}
}
