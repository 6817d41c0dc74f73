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
	words      []uint32    // hashes of the telling words of the sentence, sorted, each once
	proper     []uint32    // hashes of its numbers and capitalised words, which cross languages
	trigger    []string    // words of the trigger of three letters and more, lower case
	acts       acts        // that they may stand for
	units      []string    // named units, sorted
	own        []string    // parties and country of the place, sorted
	story      []uint32    // hashes of the names that its report says, sorted
	persons    []uint32    // of those of persons without office, sorted
	keys       []string    // the same, with the parties of the report if there is one at most
	further    bool        // "another", "a second"
	bare       bool        // nothing would tell which act of its kind it is
	known      bool        // bare, but called "the attack"
	nameless   [2]bool     // the actors, the recipients have no name, whatever country they are said to be of
	nouns      [2][]uint32 // hashes of the stems of words for sides without names, sorted
	nowhere    [2]bool     // one of them is of no known country
	people     []uint32    // hashes of the names of persons who are parties, sorted
	answer     bool        // "fired back"
	opening    bool        // "fired first"
	planned    bool        // every claim puts it into the future
	possible   bool        // every claim doubts it
	negated    bool        // every claim denies it
}

func (mg *Merger) profile(m *tocsin.Mention, s *Set) profile {
	p := profile{m: m, family: family(m.Type), origin: string(m.Report.ID), published: number(m.Report.Published)}
	if c, ok := s.Copies[m.Report.ID]; ok {
		p.origin, p.of = string(c.Of), &c
	}
	all := func(of tocsin.Status) bool {
		return !slices.ContainsFunc(m.Claims, func(c tocsin.Claim) bool { return c.Status != of })
	}
	p.planned, p.possible, p.negated = all(tocsin.Planned), all(tocsin.Possible), all(tocsin.Negated)
	p.window()
	p.wording(mg)
	p.sides()
	lent, story, persons := known(s.Parties[m.Report.ID])
	p.story, p.persons = mg.marks(story), mg.marks(persons)
	p.bare = len(p.own) == 0 && !p.dated && len(m.Quantities) == 0 && !p.further
	p.known = p.bare && saysBefore(m, mg.known, 5)
	p.borrow(lent)
	return p
}

// wording reads what the sentence says around the act and of it.
func (p *profile) wording(mg *Merger) {
	m := p.m
	p.further = saysBefore(m, mg.further, 12)
	p.answer, p.opening = saysAfter(m, mg.answer), saysAfter(m, mg.opening)
	p.words, p.proper = words(m.Sentence.Text)
	for w := range strings.FieldsFuncSeq(strings.ToLower(m.Trigger.Text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) > 2 {
			p.trigger = append(p.trigger, w)
			p.acts |= mg.actsOf(m.Report.Lang, w)
		}
	}
	for _, q := range m.Quantities {
		p.units = append(p.units, q.Names...)
	}
	slices.Sort(p.units)
}

// sides reads who takes part, and where.
func (p *profile) sides() {
	m := p.m
	p.actors, p.recipients, p.people = keys(m.Actors), keys(m.Recipients), people(m)
	for i, side := range [][]tocsin.Party{m.Actors, m.Recipients} {
		if p.nameless[i] = nameless(side); p.nameless[i] {
			p.nouns[i] = nouns(side)
		}
		p.nowhere[i] = nowhere(side)
	}
	p.own = slices.Concat(p.actors, p.recipients)
	if m.Place != nil && m.Place.Country != "" {
		p.own = append(p.own, m.Place.Country)
	}
	slices.Sort(p.own)
	p.own = slices.Compact(p.own)
	p.own = p.own[:min(len(p.own), mostNames)]
}

// borrow takes from the report whom the mention leaves out.
func (p *profile) borrow(lent []string) {
	p.keys = p.own
	if p.rich() {
		return
	}
	p.keys = slices.Concat(p.own, lent)
	slices.Sort(p.keys)
	p.keys = slices.Compact(p.keys)
	if len(p.own) == 0 && len(lent) > 0 {
		p.own = lent[:1]
	}
}

// rich reports whether a mention names enough to be looked for by a pair of
// names.
func (p *profile) rich() bool { return len(p.own) > 1 }

// meets reports whether two mentions speak of the same parties as far as they
// name any: of two, or of one if one of them names no other, or of one person
// of the same name, or of one story. What a mention leaves out is taken from its
// report.
func (p *profile) meets(q *profile) bool {
	return p.origin == q.origin || overlap(p.keys, q.keys) > 1 || overlap(p.people, q.people) > 0 || !(p.rich() && q.rich()) && overlap(p.own, q.own) > 0 || p.kin(q)
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
// letters and more; and of those the numbers and what is capitalised inside
// the sentence. Both are hashes, sorted, each once.
func words(text string) (all, proper []uint32) {
	first := true
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		r, _ := utf8.DecodeRuneInString(w)
		if utf8.RuneCountInString(w) > 3 || unicode.IsDigit(r) {
			h := uint32(hash([]string{strings.ToLower(w)}))
			all = append(all, h)
			if unicode.IsDigit(r) || unicode.IsUpper(r) && !first {
				proper = append(proper, h)
			}
		}
		first = false
	}
	slices.Sort(all)
	slices.Sort(proper)
	return slices.Compact(all), slices.Compact(proper)
}

// nameless reports whether all parties of a side are told by what they are: "a
// driver", "rioters". Their country is mostly that of the report.
func nameless(side []tocsin.Party) bool {
	return !slices.ContainsFunc(side, func(p tocsin.Party) bool {
		return p.Name != "" || p.Wikidata != "" || len(p.Sectors) > 0 && !private(p.Sectors[0])
	})
}

// private reports whether a sector is of people who do not act for a state or a
// party. Police stand everywhere and for no policy.
func private(sector string) bool {
	switch sector {
	case "GOV", "MIL", "SPY", "JUD", "LEG", "PRM", "PTY", "REB", "OPP":
		return false
	}
	return true
}

// nouns are hashes of the beginnings of longer words that tell what a side is:
// the same for "pirates" and "a pirate".
func nouns(side []tocsin.Party) []uint32 {
	const letters, stem = 4, 5
	var out []uint32
	for i := range side {
		for w := range strings.FieldsFuncSeq(side[i].Text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len(w) >= letters {
				out = append(out, uint32(hash([]string{strings.ToLower(w[:min(len(w), stem)])})))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func nowhere(side []tocsin.Party) bool {
	return slices.ContainsFunc(side, func(p tocsin.Party) bool { return p.Country == "" })
}

// people are the names in the phrases of parties that are resolved by a country
// at most: of those who hold no office.
func people(m *tocsin.Mention) []uint32 {
	var out []uint32
	for _, side := range [][]tocsin.Party{m.Actors, m.Recipients} {
		for _, p := range side {
			if p.Wikidata != "" || len(p.Sectors) > 0 && p.Sectors[0] == "GOV" {
				continue
			}
			was := len(out)
			out = appendNames(out, p.Text)
			if len(out) == was+1 && p.Start == m.Sentence.Start && p.Name == "" && len(p.Sectors) > 0 {
				out = out[:was] // any word is capitalised there
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// appendNames adds hashes of the capitalised words of a phrase that no other
// word follows: of "Jan Novak, a fisherman", but not of "Swedish fishermen".
func appendNames(out []uint32, text string) []uint32 {
	run := len(out) // where the names before the present word begin
	for len(text) > 0 {
		n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
		if n == 0 {
			r, size := utf8.DecodeRuneInString(text)
			if r != ' ' && r != '-' && r != '.' {
				run = len(out)
			}
			text = text[size:]
			continue
		}
		if n < 0 {
			n = len(text)
		}
		word := text[:n]
		text = text[n:]
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(r) {
			out = out[:run]
		} else if utf8.RuneCountInString(word) > 2 {
			out = append(out, uint32(hash([]string{strings.ToLower(word)})))
		}
	}
	return out
}

// saysBefore reports whether one of the words stands among the last letters
// before the act's word or one of its numbers.
func saysBefore(m *tocsin.Mention, among map[string]bool, letters int) bool {
	near := []tocsin.Segment{m.Trigger}
	for _, q := range m.Quantities {
		near = append(near, q.Segment)
	}
	text := []rune(m.Sentence.Text)
	for _, seg := range near {
		end := min(max(seg.End-m.Sentence.Start, 0), len(text))
		start := min(max(seg.Start-m.Sentence.Start-letters, 0), end)
		for w := range strings.FieldsFuncSeq(string(text[start:end]), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if among[strings.ToLower(w)] {
				return true
			}
		}
	}
	return false
}

// saysAfter reports whether one of the words is part of the act's words or
// follows soon.
func saysAfter(m *tocsin.Mention, among map[string]bool) bool {
	const letters = 40
	text := []rune(m.Sentence.Text)
	start := min(max(m.Trigger.Start-m.Sentence.Start, 0), len(text))
	end := min(max(m.Trigger.End-m.Sentence.Start+letters, start), len(text))
	for w := range strings.FieldsFuncSeq(string(text[start:end]), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if among[strings.ToLower(w)] {
			return true
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
