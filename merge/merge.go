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
	"maps"
	"slices"

	"tocsin"
	"tocsin/internal/tsv"
)

//go:embed data/*.tsv
var tables embed.FS

// A Merger groups mentions. It is safe for concurrent use.
type Merger struct {
	further map[string]bool // words that set an act apart from an earlier one
	known   map[string]bool // words that call an act the one that is known
	answer  map[string]bool // words that make an act the answer to another
	opening map[string]bool // words that make it the one that came first
	titles  map[string]bool // words before a person's name, without accents

	calendar map[string]bool            // capitalised words that name nobody and no place
	acts     map[string]map[string]acts // by language and stem
}

// Load reads the embedded tables. An error names the file and line.
func Load() (*Merger, error) {
	m := &Merger{further: map[string]bool{}, known: map[string]bool{}, answer: map[string]bool{}, opening: map[string]bool{}, titles: map[string]bool{}, calendar: map[string]bool{}}
	text, err := tsv.Text(tables, "words.tsv")
	if err == nil {
		err = tsv.Rows("words.tsv", text, 2, func(f []string) error {
			senses := map[string]map[string]bool{"further": m.further, "known": m.known, "answer": m.answer, "opening": m.opening, "title": m.titles, "calendar": m.calendar}
			if senses[f[1]] == nil {
				return fmt.Errorf("unknown sense %q: %w", f[1], tocsin.ErrInvalid)
			}
			senses[f[1]][f[0]] = true
			return nil
		})
	}
	if err == nil {
		m.acts, err = loadActs()
	}
	if err != nil {
		return nil, fmt.Errorf("merge: %w", err)
	}
	return m, nil
}

// A Set is mentions to group, with what is known of their reports.
type Set struct {
	Mentions []tocsin.Mention
	Copies   map[tocsin.ReportID]Copy     // reports that reprint others; may be nil
	Parties  map[tocsin.ReportID][]string // who reports speak of, by [Parties]; of those left out it is read from Mentions
	Same     [][2]string                  // IDs of mentions that people have put together
	Apart    [][2]string                  // IDs of mentions that people have parted
}

// Parties are whom and what a report speaks of where it does not say: the one,
// two or three parties that most of its mentions name, the most named first;
// then, each behind a tilde, the names that most of its sentences say; then,
// each behind a hash sign, marks of persons without office.
func Parties(mentions []tocsin.Mention) []string {
	n := map[string]int{}
	for i := range mentions {
		for _, k := range slices.Concat(keys(mentions[i].Actors), keys(mentions[i].Recipients)) {
			n[k]++
		}
	}
	out := make([]string, 0, len(n))
	for k := range n {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(n[b]-n[a], cmp.Compare(a, b)) })
	if len(out) > 2 {
		end := 2
		for end < len(out) && n[out[end]] == n[out[1]] {
			end++
		}
		if end > 3 { // too many are named as often: only the first says anything
			end = 1
		}
		out = out[:end]
	}
	return slices.Concat(out, names(mentions), persons(mentions))
}

// readParties adds the parties of reports that the set does not tell.
func (s *Set) readParties() {
	of := map[tocsin.ReportID][]tocsin.Mention{}
	for _, m := range s.Mentions {
		if _, told := s.Parties[m.Report.ID]; !told {
			of[m.Report.ID] = append(of[m.Report.ID], m)
		}
	}
	all := maps.Clone(s.Parties)
	if all == nil {
		all = map[tocsin.ReportID][]string{}
	}
	for id, ms := range of {
		all[id] = Parties(ms)
	}
	s.Parties = all
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
type Group struct {
	profiles []*profile
	titles   map[string]bool
	block    *Block // in which they stand
	at       []int  // where
}

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
	for _, b := range m.Grow(nil, m.Readings(&set), &set) {
		out = append(out, b.Groups...)
	}
	return out
}

// Linked reports whether two mentions belong to one component by themselves.
// The set says what is known of their reports.
func (m *Merger) Linked(a, b *tocsin.Mention, set *Set) bool {
	e := m.Compare(a, b, set)
	return e.Sum() > link
}

// Compare weighs the evidence that two mentions tell one event. The set says
// what is known of their reports.
func (m *Merger) Compare(a, b *tocsin.Mention, set *Set) Evidence {
	p, q := m.profile(a, set), m.profile(b, set)
	return compare(&p, &q)
}
