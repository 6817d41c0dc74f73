package timeml

import (
	"fmt"
	"io"
	"strings"

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
	from, to := w.Start, w.End
	for from < w.Head && prepositions[strings.ToLower(doc.Tokens[from].Form)] && !limits[strings.ToLower(doc.Tokens[from+1].Form)] {
		from++
	}
	for to-1 > from && trailing[strings.ToLower(doc.Tokens[to-1].Form)] {
		to--
	}
	timex := func(from, to int, value string) Timex {
		return Timex{doc.Tokens[from].Start, doc.Tokens[to-1].End, w.Kind, value}
	}
	first, last, period := strings.Cut(w.Value, "/")
	if !period {
		return []Timex{timex(from, to, w.Value)}
	}
	for i := from + 1; i < to-1; i++ {
		if links[strings.ToLower(doc.Tokens[i].Form)] {
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

// prepositions are those that TimeML leaves outside the expression.
var prepositions = words("on in at by since until till before after during from throughout within over through as for between of")

// limits follow a preposition that belongs to a number: at least, at most.
var limits = words("least most")

// trailing are words at the end that TimeML leaves outside.
var trailing = words("'s ’s ' ’ after before")

// links stand between the ends of a period.
var links = words("to and through until till - –")

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
