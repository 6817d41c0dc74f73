package merge

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// reportLag is how many days before publication an act without a date of its
// own is looked for: papers tell today what happened since their last edition.
const reportLag = 3

// mostNames bounds the parties of a mention that are compared: whoever tells
// of a summit of twenty states names most of them in no other sentence.
const mostNames = 6

// A profile is what of a mention is compared.
type profile struct {
	m          *tocsin.Mention
	family     int    // of types that tellers mix up
	origin     string // report whose wording this one has
	of         *Copy  // nil for own words
	actors     []string
	recipients []string
	lo, hi     int  // days of the act, counted from 1970, inclusive
	dated      bool // the mention tells them
	published  int
	words      []uint32 // hashes of the telling words of the sentence, sorted, each once
	units      []string // named units, sorted
	keys       []string // parties and country of the place, sorted
	further    bool     // "another", "a second"
	planned    bool     // every claim puts it into the future
	possible   bool     // every claim doubts it
	negated    bool     // every claim denies it
}

func (s *Set) profile(m *tocsin.Mention) profile {
	p := profile{
		m: m, family: family(m.Type), origin: string(m.Report.ID), published: number(m.Report.Published),
		actors: keys(m.Actors), recipients: keys(m.Recipients), words: words(m.Sentence.Text), further: s.saysFurther(m),
	}
	if c, ok := s.Copies[m.Report.ID]; ok {
		p.origin, p.of = string(c.Of), &c
	}
	all := func(of tocsin.Status) bool {
		return !slices.ContainsFunc(m.Claims, func(c tocsin.Claim) bool { return c.Status != of })
	}
	p.planned, p.possible, p.negated = all(tocsin.Planned), all(tocsin.Possible), all(tocsin.Negated)
	p.window()
	for _, q := range m.Quantities {
		p.units = append(p.units, q.Names...)
	}
	slices.Sort(p.units)
	p.keys = slices.Concat(p.actors, p.recipients)
	if m.Place != nil && m.Place.Country != "" {
		p.keys = append(p.keys, m.Place.Country)
	}
	slices.Sort(p.keys)
	p.keys = slices.Compact(p.keys)
	p.keys = p.keys[:min(len(p.keys), mostNames)]
	return p
}

// rich reports whether a mention names enough to be looked for by a pair of
// names.
func (p *profile) rich() bool { return len(p.keys) > 1 }

// meets reports whether two mentions speak of the same parties as far as they
// name any. What names one party only could be anybody's act.
func (p *profile) meets(q *profile) bool {
	switch {
	case p.origin == q.origin:
		return true
	case p.rich() && q.rich():
		return overlap(p.keys, q.keys) > 1
	}
	return overlap(p.keys, q.keys) > 0
}

// window sets the days of the act: those that the mention tells, or else the
// days around publication.
func (p *profile) window() {
	if t := p.m.Time; t != nil && !t.First.IsZero() {
		p.lo, p.hi, p.dated = number(t.First), number(t.Last), true
		return
	}
	p.lo, p.hi = p.published-reportLag, p.published
	if p.planned || p.possible {
		p.hi = p.published + reportLag*2
	}
}

// number counts days from 1970; the zero Day is far from all others.
func number(d tocsin.Day) int {
	if d.IsZero() {
		return -1 << 20
	}
	return int(d.Time().Unix() / (24 * 60 * 60))
}

// keys are the parties' countries, or their names where there is none, sorted
// and each once.
func keys(parties []tocsin.Party) []string {
	var out []string
	for _, p := range parties {
		switch {
		case p.Country != "":
			out = append(out, p.Country)
		case p.Name != "":
			out = append(out, strings.ToLower(p.Name))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// words are the telling words of a sentence: numbers, and words of four
// letters and more, as hashes, sorted, each once.
func words(text string) []uint32 {
	var out []uint32
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if utf8.RuneCountInString(w) > 3 || unicode.IsDigit(rune(w[0])) {
			out = append(out, uint32(hash([]string{w})))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// saysFurther reports whether a word just before the act's word or one of its
// numbers sets it apart from an earlier act of its kind.
func (s *Set) saysFurther(m *tocsin.Mention) bool {
	near := []tocsin.Segment{m.Trigger}
	for _, q := range m.Quantities {
		near = append(near, q.Segment)
	}
	text := []rune(m.Sentence.Text)
	for _, seg := range near {
		end := min(max(seg.End-m.Sentence.Start, 0), len(text))
		start := min(max(seg.Start-m.Sentence.Start-12, 0), end)
		for w := range strings.FieldsFuncSeq(string(text[start:end]), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if s.further[strings.ToLower(w)] {
				return true
			}
		}
	}
	return false
}

// overlap is how many items two sorted lists share.
func overlap[T cmp.Ordered](a, b []T) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}
