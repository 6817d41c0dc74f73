// Package events scores the coder against sets of event records that others
// have made: sentences or stories with the events that they tell, as a type or
// a code and two parties. Each set has its own reader and its own figures; see
// the functions that count them.
package events

import (
	"fmt"
	"io"
	"slices"

	"tocsin"
	"tocsin/eval"
)

// A Case is one text with the events that the set wants in it.
type Case struct {
	ID   string
	Text string
	Lang string
	Day  tocsin.Day // zero where the set gives none
	Gold []Event

	// Of stories only: the countries where the events may lie, and the head
	// words of who or what was hurt.
	Countries, Harmed []string
}

// An Event is one gold event.
type Event struct {
	Types  []string // PLOVER types of which any is right
	Root   string   // first two digits of the CAMEO code; empty where the set has types only
	Source []Side
	Target []Side
}

// A Side is a party of a gold event, as far as the set tells.
type Side struct {
	Text    string
	Country string // ISO 3166-1 alpha-3; "IGO" for any international body; empty for none told
	Role    string // primary sector; empty for none told
}

// A System codes one report.
type System func(tocsin.Report) ([]tocsin.Mention, error)

// A Set is a corpus that this package knows.
type Set struct {
	Name  string
	Read  func(io.Reader) ([]Case, error)
	Count func([]Case, [][]tocsin.Mention) *Score
}

// Sets lists the sets by name.
func Sets() []Set {
	return []Set{
		{"plover-gsr", ReadGSR, CountRecords},
		{"plv", ReadPLV, CountRelations},
		{"petr2", ReadPETR, CountTriples},
		{"fight", ReadFight, CountRoots},
		{"muc", ReadMUC, CountStories},
	}
}

// Find returns the set of a name; the error wraps [tocsin.ErrInvalid].
func Find(name string) (Set, error) {
	var known []string
	for _, s := range Sets() {
		if s.Name == name {
			return s, nil
		}
		known = append(known, s.Name)
	}
	return Set{}, fmt.Errorf("events: no set %q, only %v: %w", name, known, tocsin.ErrInvalid)
}

// Score is what one set comes to.
type Score struct {
	Values []eval.Value
	Faults []Fault
}

// A Fault is a case that went wrong.
type Fault struct {
	Case *Case
	Kind string // "type", "pair", "extra", …
	Told string // what was seen instead
}

// Figures are the values by name.
func (s *Score) Figures() map[string]float64 {
	out := map[string]float64{}
	for _, v := range s.Values {
		out[v.Name] = v.Value
	}
	return out
}

// Print writes one "name value" a line, then up to worst cases that went wrong.
func (s *Score) Print(w io.Writer, worst int) {
	for _, v := range s.Values {
		if v.Count {
			fmt.Fprintf(w, "%-20s %.0f\n", v.Name, v.Value)
			continue
		}
		fmt.Fprintf(w, "%-20s %.3f\n", v.Name, v.Value)
	}
	for _, f := range s.Faults[:min(worst, len(s.Faults))] {
		fmt.Fprintf(w, "%s %s\n  %s\n", f.Kind, f.Case.ID, f.Case.Text)
		for _, g := range f.Case.Gold {
			fmt.Fprintf(w, "  gold %v %s %v > %v\n", g.Types, g.Root, g.Source, g.Target)
		}
		fmt.Fprintf(w, "  %s\n", f.Told)
	}
}

// Compare codes every case and counts. A case without a day gets that of
// undated; one in a language that is not read has no mentions.
func (s Set) Compare(cases []Case, code System, undated tocsin.Day) (*Score, error) {
	found := make([][]tocsin.Mention, len(cases))
	for i := range cases {
		c := &cases[i]
		day := c.Day
		if day.IsZero() {
			day = undated
		}
		ms, err := code(tocsin.Report{ID: tocsin.ReportID(c.ID), Text: c.Text, Lang: c.Lang, Published: day})
		if err != nil {
			return nil, fmt.Errorf("events: %s: %w", c.ID, err)
		}
		found[i] = ms
	}
	return s.Count(cases, found), nil
}

// share is a part of a whole, 0 of nothing.
func share(name string, part, whole int) eval.Value {
	if whole == 0 {
		return eval.Value{Name: name}
	}
	return eval.Value{Name: name, Value: float64(part) / float64(whole)}
}

func number(name string, n int) eval.Value {
	return eval.Value{Name: name, Value: float64(n), Count: true}
}

// f1 gives precision, recall and F of a tally under a common name.
func f1(name string, t eval.Tally) []eval.Value {
	p, r, f := t.PRF()
	return []eval.Value{{Name: name + "_p", Value: p}, {Name: name + "_r", Value: r}, {Name: name + "_f", Value: f}}
}

// outline is a mention in one line, for people.
func outline(ms []tocsin.Mention) string {
	out := ""
	for i := range ms {
		m := &ms[i]
		out += fmt.Sprintf("[%s %s %q %v > %v] ", m.Type, m.CAMEO, m.Trigger.Text, names(m.Actors), names(m.Recipients))
	}
	if out == "" {
		return "nothing"
	}
	return out
}

func names(ps []tocsin.Party) []string {
	var out []string
	for i := range ps {
		sector := ""
		if len(ps[i].Sectors) > 0 {
			sector = ps[i].Sectors[0]
		}
		out = append(out, ps[i].Text+"/"+ps[i].Country+sector)
	}
	return out
}

func typeIn(types []string) func(tocsin.Mention) bool {
	return func(m tocsin.Mention) bool { return slices.Contains(types, m.Type) }
}
