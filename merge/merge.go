// Package merge makes one account of many: it groups the mentions of one
// event across reports, days and languages, tells which reports copy which,
// and sets the claims on each number side by side.
//
// The result is a function of the set of mentions: their order and the order
// of their arrival do not matter. Two mentions are linked if the evidence
// that [Evidence] lists speaks for one event; mentions that no chain of links
// connects never share an event, so a new mention changes the events of its
// own component only. Inside a component the most alike are joined first
// (average linkage), and no pair that excludes each other is ever joined.
package merge

import (
	"cmp"
	"embed"
	"fmt"
	"slices"

	"tocsin"
	"tocsin/internal/tsv"
)

//go:embed data/*.tsv
var tables embed.FS

// A Merger groups mentions. It is safe for concurrent use.
type Merger struct{ further map[string]bool }

// Load reads the embedded tables. An error names the file and line.
func Load() (*Merger, error) {
	m := &Merger{further: map[string]bool{}}
	text, err := tsv.Text(tables, "words.tsv")
	if err == nil {
		err = tsv.Rows("words.tsv", text, 2, func(f []string) error {
			if f[1] != "further" {
				return fmt.Errorf("unknown sense %q: %w", f[1], tocsin.ErrInvalid)
			}
			m.further[f[0]] = true
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("merge: %w", err)
	}
	return m, nil
}

// A Set is mentions to group, with what is known of their reports.
type Set struct {
	Mentions []tocsin.Mention
	Copies   map[tocsin.ReportID]Copy // reports that reprint others; may be nil
	Same     [][2]string              // IDs of mentions that people have put together
	Apart    [][2]string              // IDs of mentions that people have parted

	further map[string]bool
}

// Events groups the mentions of a set. Events come in the order of their day;
// each has its members in the order of publication.
func (m *Merger) Events(set Set) []tocsin.Event {
	var out []tocsin.Event
	for _, members := range m.Groups(set) {
		out = append(out, members.Event())
	}
	slices.SortFunc(out, func(a, b tocsin.Event) int {
		return cmp.Or(number(a.First)-number(b.First), number(a.Last)-number(b.Last), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// A Group is the mentions of one event, in the order of publication.
type Group struct{ profiles []profile }

// Mentions are the IDs of the group's members.
func (g *Group) Mentions() []string {
	out := make([]string, len(g.profiles))
	for i, p := range g.profiles {
		out[i] = p.m.ID
	}
	return out
}

// Groups is the clustering behind [Merger.Events].
func (m *Merger) Groups(set Set) []Group {
	var out []Group
	for _, b := range m.Grow(nil, set) {
		out = append(out, b.Groups...)
	}
	return out
}

// Linked reports whether two mentions belong to one component by themselves.
func (m *Merger) Linked(a, b *tocsin.Mention, copies map[tocsin.ReportID]Copy) bool {
	e := m.Compare(a, b, copies)
	return e.Sum() > link
}

// Compare weighs the evidence that two mentions tell one event.
func (m *Merger) Compare(a, b *tocsin.Mention, copies map[tocsin.ReportID]Copy) Evidence {
	p, q := m.profile(a, copies), m.profile(b, copies)
	return compare(&p, &q)
}
