// Package timex finds the time expressions of a text and resolves
// them to calendar days: TIMEX3 types and values, first and last day.
//
// What an expression looks like is a table of rules with examples
// (data/en.rules over the words of data/en.words.tsv, and so on), and which words bear on
// it from around is a table of roles (data/en.roles.tsv); what it means is Go.
// The anchor is the report's day; "a day later" counts from the nearest
// expression before it, and the tense of the clause decides whether "on
// Friday" lies ahead.
package timex

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"tocsin/internal/number"
	"tocsin/internal/tsv"
)

//go:embed data
var tables embed.FS

// An Annotator fills Doc.Times. It is read-only after [Load] and safe for
// concurrent use.
type Annotator struct {
	numbers *number.Language
	words   map[string]*entry
	rules   []*rule
	blank   *entry // of words the tables do not know
	digit   *entry // of anything in digits
	lits    int
	limits  []phrase // before a length: nearly, more than
	hedges  []phrase // between a preposition and a date: at least
}

// Load parses the embedded tables of a language (BCP 47: "en"). An error names
// the file and line, or wraps [tocsin.ErrLanguage].
func Load(lang string) (*Annotator, error) {
	numbers, err := number.Load(lang)
	if err != nil {
		return nil, fmt.Errorf("timex: %w", err)
	}
	a := &Annotator{numbers: numbers, words: map[string]*entry{}, blank: &entry{}, digit: &entry{}}
	for w, n := range numbers.Words() {
		a.words[w] = &entry{number: n, class: numClass(n.Kind)}
	}
	for _, t := range []struct {
		name  string
		parse func(text string) error
	}{{"words.tsv", a.parseWords}, {"roles.tsv", a.parseRoles}, {"rules", a.parseRules}} {
		file := lang + "." + t.name
		text, err := tsv.Text(tables, file)
		if err != nil {
			return nil, fmt.Errorf("timex: %w", err)
		}
		if err := t.parse(text); err != nil {
			return nil, fmt.Errorf("timex: data/%s:%w", file, err)
		}
	}
	for _, w := range []string{",", "-", "/"} {
		a.literal(w)
		a.words[w].joint = true
	}
	a.index()
	return a, nil
}

// numClass leaves out the words that only link: "and" begins no number.
func numClass(k number.Kind) class {
	switch k {
	case number.And, number.Hyphen, number.Link, number.Fraction, number.Point, number.None:
		return 0
	}
	return clNum
}

func (a *Annotator) parseWords(text string) error {
	for n, line := range lines(text) {
		f := strings.Split(line, "\t")
		if len(f) != 5 {
			return fmt.Errorf("%d: %d columns, want 5", n, len(f))
		}
		c, okClass := classes[f[1]]
		v, err := strconv.Atoi(f[2])
		g, okGuard := guards[f[4]]
		if !okClass || err != nil || !okGuard {
			return fmt.Errorf("%d: bad class, number or guard", n)
		}
		if err := a.addWord(f[0], c, v, f[3], g); err != nil {
			return fmt.Errorf("%d: %w", n, err)
		}
	}
	return nil
}

func (a *Annotator) addWord(word string, c class, v int, code string, g guard) error {
	e := a.entryOf(word)
	e.class |= c
	if code != "-" {
		e.code = code
	}
	if v != 0 {
		e.num = v
	}
	if g == always {
		return nil
	}
	for i := range e.guards {
		if e.guards[i].class == 0 {
			e.guards[i] = guardOf{c, g}
			return nil
		}
	}
	return fmt.Errorf("%q has too many guards", word)
}

// lines yields the numbered lines of a table that are not blank or comments.
func lines(text string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		n := 0
		for line := range strings.SplitSeq(text, "\n") {
			n++
			line = strings.TrimRight(line, " \r")
			if line == "" || line[0] == '#' {
				continue
			}
			if !yield(n, line) {
				return
			}
		}
	}
}

func (a *Annotator) parseRules(text string) error {
	makers := makers()
	var r *rule
	for n, line := range lines(text) {
		key, rest, _ := strings.Cut(line, " ")
		if key == "rule" {
			r = &rule{name: rest, line: n}
			a.rules = append(a.rules, r)
			continue
		}
		if r == nil {
			return fmt.Errorf("%d: %q before the first rule", n, key)
		}
		if err := a.ruleLine(r, key, rest, makers); err != nil {
			return fmt.Errorf("%d: rule %s: %w", n, r.name, err)
		}
	}
	for _, r := range a.rules {
		if r.make == nil || len(r.patterns) == 0 {
			return fmt.Errorf("%d: rule %s lacks match or make", r.line, r.name)
		}
	}
	return nil
}

func (a *Annotator) ruleLine(r *rule, key, rest string, makers map[string]maker) error {
	switch key {
	case "match":
		p, err := a.parsePattern(rest)
		if err != nil {
			return err
		}
		r.patterns = append(r.patterns, p)
	case "make", "anchor":
		r.anchored = key == "anchor"
		name, arg, _ := strings.Cut(rest, " ")
		r.make, r.arg = makers[name], arg
		if r.make == nil {
			return fmt.Errorf("unknown maker %q", name)
		}
	case "yes":
		r.yes = append(r.yes, rest)
	case "no":
		r.no = append(r.no, rest)
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return nil
}

// index gives every word the patterns that can begin with it, in file order.
func (a *Annotator) index() {
	a.digit.class = clInt | clDay | clYear | clClock | clNum | clOrdinal | clDecade | clDotted
	entries := []*entry{a.digit}
	for _, e := range a.words {
		entries = append(entries, e)
	}
	for _, e := range entries {
		for _, r := range a.rules {
			for _, p := range r.patterns {
				if st, ok := begins(p, e); ok {
					st.rule, st.pattern = r, p
					e.starts = append(e.starts, st)
				}
			}
		}
	}
}

// begins reports whether the pattern can start with the word, and what the
// word behind it must then be.
func begins(p []element, e *entry) (out start, ok bool) {
	for i := range p {
		several := p[i].class&e.class&clNum != 0 || p[i].class&clOrdinal != 0 && e.number.Kind == number.Ten
		if several || p[i].takes(&atom{entry: e, class: e.class}) {
			ok = true
			out.admit(p[i+1:], several)
		}
		if !p[i].opt {
			break
		}
	}
	return out, ok
}

// admit adds what the elements p let follow; any word does where a number of
// several words comes first or the pattern may end.
func (s *start) admit(p []element, any bool) {
	for i := range p {
		e := &p[i]
		if any || e.ahead || e.not {
			break
		}
		s.next |= e.class
		s.lits = s.lits || len(e.lits) > 0
		if e.class&clOrdinal != 0 {
			s.next |= clNum // twenty-first
		}
		if !e.opt {
			return
		}
	}
	s.free = true
}
