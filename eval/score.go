package eval

import (
	"cmp"
	"fmt"
	"slices"

	"tocsin"
)

// A Tally counts what was found of what there was to find.
type Tally struct{ Right, Predicted, Gold int }

// PRF returns precision, recall and their harmonic mean, 0 to 1.
func (t Tally) PRF() (p, r, f float64) {
	if t.Predicted > 0 {
		p = float64(t.Right) / float64(t.Predicted)
	}
	if t.Gold > 0 {
		r = float64(t.Right) / float64(t.Gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// An Answer counts how often one field was asked on matched mentions, and how
// often it was right.
type Answer struct {
	Name         string
	Right, Asked int
}

// Share is the share of right answers, 0 if the field was never asked.
func (a Answer) Share() float64 {
	if a.Asked == 0 {
		return 0
	}
	return float64(a.Right) / float64(a.Asked)
}

// A Fault is one thing that a sentence got wrong.
type Fault struct {
	Report   tocsin.ReportID
	Sentence string
	Type     string
	Field    string // a field's name, "missed" or "false"
	Want     string
	Got      string
}

// A Score is how well predicted mentions agree with gold.
type Score struct {
	Detection Tally            // mentions of the right type
	Full      Tally            // mentions with actors, recipients, claims and background right as well
	Quiet     int              // sentences without an event
	Alarms    int              // of those, sentences for which something was predicted
	PerType   map[string]Tally // PLOVER type
	Fields    []Answer
	Faults    []Fault // in text order
}

// Compare scores predictions against gold. A prediction belongs to the
// sentence in which its trigger starts. The error says which trigger does not
// point at its own text.
func Compare(gold []Gold, pred []tocsin.Mention) (*Score, error) {
	byReport := map[tocsin.ReportID][]*tocsin.Mention{}
	for i := range pred {
		id := pred[i].Report.ID
		byReport[id] = append(byReport[id], &pred[i])
	}
	s := &Score{PerType: map[string]Tally{}}
	for _, f := range fields() {
		s.Fields = append(s.Fields, Answer{Name: f.name})
	}
	for i := range gold {
		if err := s.add(&gold[i], byReport[gold[i].Report.ID]); err != nil {
			return nil, fmt.Errorf("eval: %w", err)
		}
	}
	return s, nil
}

func (s *Score) add(g *Gold, pred []*tocsin.Mention) error {
	n := len(g.Report.Sentences)
	want, got := make([][]*tocsin.Mention, n+1), make([][]*tocsin.Mention, n+1)
	runes := []rune(g.Report.Text)
	for _, p := range pred {
		t := p.Trigger
		if t.Start < 0 || t.End > len(runes) || t.Start > t.End || string(runes[t.Start:t.End]) != t.Text {
			return fmt.Errorf("%s: trigger %d-%d %q does not point at its own text", g.Report.ID, t.Start, t.End, t.Text)
		}
		k := slices.IndexFunc(g.Report.Sentences, func(x [2]int) bool { return x[0] <= t.Start && t.Start < x[1] })
		if k < 0 {
			k = n
		}
		got[k] = append(got[k], p)
	}
	for i := range g.Mentions {
		k := min(max(g.Mentions[i].Sentence.Index, 0), n)
		want[k] = append(want[k], &g.Mentions[i])
	}
	for k := range want {
		if k < n && len(want[k]) == 0 {
			s.Quiet++
			if len(got[k]) > 0 {
				s.Alarms++
			}
		}
		s.sentence(g.Report.ID, want[k], got[k])
	}
	return nil
}

// sentence adds the counts of one sentence.
func (s *Score) sentence(id tocsin.ReportID, want, got []*tocsin.Mention) {
	s.count(want, func(t *Tally) { t.Gold++ })
	s.count(got, func(t *Tally) { t.Predicted++ })
	matched := pair(want, got)
	foundWant, foundGot := map[int]bool{}, map[int]bool{}
	for _, m := range matched {
		g, p := want[m[0]], got[m[1]]
		foundWant[m[0]], foundGot[m[1]] = true, true
		s.right(id, g, p)
	}
	for i, g := range want {
		if !foundWant[i] {
			s.fault(id, g, "missed", g.Trigger.Text, "")
		}
	}
	for j, p := range got {
		if !foundGot[j] {
			s.fault(id, p, "false", "", p.Trigger.Text)
		}
	}
}

func (s *Score) count(ms []*tocsin.Mention, inc func(*Tally)) {
	for _, m := range ms {
		t := s.PerType[m.Type]
		inc(&t)
		s.PerType[m.Type] = t
		inc(&s.Detection)
		inc(&s.Full)
	}
}

// right compares the fields of a matched pair.
func (s *Score) right(id tocsin.ReportID, g, p *tocsin.Mention) {
	t := s.PerType[g.Type]
	t.Right++
	s.PerType[g.Type] = t
	s.Detection.Right++
	if full(g, p) {
		s.Full.Right++
	}
	for i, f := range fields() {
		want, got := f.of(g), f.of(p)
		if f.opt && want == "" && got == "" {
			continue
		}
		s.Fields[i].Asked++
		if want == got && present(f, g) == present(f, p) {
			s.Fields[i].Right++
		} else {
			s.fault(id, g, f.name, want, got)
		}
	}
}

// present tells a place of no country from no place at all.
func present(f field, m *tocsin.Mention) bool { return f.name != "place" || m.Place != nil }

func (s *Score) fault(id tocsin.ReportID, m *tocsin.Mention, field, want, got string) {
	s.Faults = append(s.Faults, Fault{id, m.Sentence.Text, m.Type, field, want, got})
}

func full(g, p *tocsin.Mention) bool {
	return countries(g.Actors) == countries(p.Actors) && countries(g.Recipients) == countries(p.Recipients) &&
		claims(g) == claims(p) && g.Background == p.Background
}

// pair matches one sentence's mentions one to one, overlapping triggers
// first, then the best agreement of fields, then text order.
func pair(want, got []*tocsin.Mention) [][2]int {
	type match struct {
		hit   bool
		agree int
		i, j  int
	}
	var all []match
	for i, g := range want {
		for j, p := range got {
			hit := max(g.Trigger.Start, p.Trigger.Start) < min(g.Trigger.End, p.Trigger.End)
			if g.Type == p.Type && (hit || countries(g.Actors) == countries(p.Actors)) {
				all = append(all, match{hit, agree(g, p), i, j})
			}
		}
	}
	slices.SortFunc(all, func(a, b match) int {
		if a.hit != b.hit {
			if a.hit {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.agree, a.agree), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	var out [][2]int
	for _, m := range all {
		taken := func(o [2]int) bool { return o[0] == m.i || o[1] == m.j }
		if !slices.ContainsFunc(out, taken) {
			out = append(out, [2]int{m.i, m.j})
		}
	}
	return out
}

func agree(g, p *tocsin.Mention) int {
	n := 0
	for _, f := range fields() {
		if f.of(g) == f.of(p) && present(f, g) == present(f, p) {
			n++
		}
	}
	return n
}
