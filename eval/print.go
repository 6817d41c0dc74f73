package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"tocsin"
)

// A Value is one named figure of a score. Counts are whole numbers.
type Value struct {
	Name  string
	Value float64
	Count bool
}

// Values lists the figures under the names that the reference scorer prints,
// in its order.
func (s *Score) Values() []Value {
	dp, dr, df := s.Detection.PRF()
	fp, fr, ff := s.Full.PRF()
	alarm := 0.0
	if s.Quiet > 0 {
		alarm = float64(s.Alarms) / float64(s.Quiet)
	}
	out := []Value{
		{"gold", float64(s.Detection.Gold), true}, {"predicted", float64(s.Detection.Predicted), true},
		{"detection_p", dp, false}, {"detection_r", dr, false}, {"detection_f", df, false},
		{"detection_macro_f", s.macro(), false},
		{"full_p", fp, false}, {"full_r", fr, false}, {"full_f", ff, false},
		{"false_alarm_rate", alarm, false},
	}
	for _, a := range s.Fields {
		out = append(out, Value{a.Name, a.Share(), false})
	}
	return out
}

// macro is the mean F over the types that gold has.
func (s *Score) macro() float64 {
	sum, n := 0.0, 0
	for _, typ := range slices.Sorted(maps.Keys(s.PerType)) {
		if t := s.PerType[typ]; t.Gold > 0 {
			_, _, f := t.PRF()
			sum += f
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// Print writes the figures, the table of types and, for n > 0, the n worst
// sentences with what each got wrong.
func (s *Score) Print(w io.Writer, n int) {
	for _, v := range s.Values() {
		if v.Count {
			fmt.Fprintf(w, "%-20s %d\n", v.Name, int(v.Value))
		} else {
			fmt.Fprintf(w, "%-20s %.3f\n", v.Name, v.Value)
		}
	}
	for _, typ := range slices.Sorted(maps.Keys(s.PerType)) {
		t := s.PerType[typ]
		p, r, f := t.PRF()
		fmt.Fprintf(w, "  %-10s P %.2f R %.2f F %.2f  (%d gold)\n", typ, p, r, f, t.Gold)
	}
	for _, x := range s.worst(n) {
		fmt.Fprintf(w, "\n%s\t%s\n", x[0].Report, strings.Join(strings.Fields(x[0].Sentence), " "))
		for _, f := range x {
			fmt.Fprintf(w, "\t%s %s: want %q, got %q\n", f.Type, f.Field, f.Want, f.Got)
		}
	}
}

// worst groups the faults by sentence and returns the n with most, missed and
// false mentions weighing as three fields.
func (s *Score) worst(n int) [][]Fault {
	type key struct {
		id   tocsin.ReportID
		text string
	}
	at := map[key]int{}
	var groups [][]Fault
	for _, f := range s.Faults {
		k := key{f.Report, f.Sentence}
		i, ok := at[k]
		if !ok {
			i = len(groups)
			at[k] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	slices.SortStableFunc(groups, func(a, b []Fault) int { return weight(b) - weight(a) })
	return groups[:min(n, len(groups))]
}

func weight(fs []Fault) int {
	n := 0
	for _, f := range fs {
		n++
		if f.Field == "missed" || f.Field == "false" {
			n += 2
		}
	}
	return n
}
