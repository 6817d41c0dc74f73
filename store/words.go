package store

import (
	"slices"
	"strings"
	"unicode"

	"tocsin"
)

// Words are what a search looks through in one report.
type Words struct {
	Title string
	Text  string // sentences kept, each closed by a mark that no phrase crosses
	Names string // of the parties and places told of
}

// Hidden stands in Words where one stretch of text ends, and for the words of
// private persons: a character of its own that nobody types.
const Hidden = "\uE000"

// WordsOf are the words by which a report is found. The names of persons
// without a public role are not among them: mentions do not name those.
func WordsOf(r *Report, ms []Mention) Words {
	p := privacyOf(ms)
	var text, names strings.Builder
	for _, x := range r.Excerpts {
		text.WriteString(p.hide(x.Text))
		text.WriteString("\n" + Hidden + "\n")
	}
	for _, n := range namesIn(ms) {
		names.WriteString(n + "\n" + Hidden + "\n")
	}
	return Words{Title: p.hide(r.Title), Text: text.String(), Names: names.String()}
}

// namesIn are the names of parties, holders and places, sorted, each once.
func namesIn(ms []Mention) []string {
	var out []string
	add := func(n string) {
		if n != "" {
			out = append(out, n)
		}
	}
	for i := range ms {
		m := &ms[i].Mention
		for _, p := range slices.Concat(m.Actors, m.Recipients) {
			add(p.Name)
		}
		for j := range m.Claims {
			add(m.Claims[j].Holder.Name)
		}
		if m.Place != nil {
			add(m.Place.Name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A privacy knows the words that name private persons in one report.
type privacy map[string]bool // folded

// privacyOf reads mentions for persons whom they leave unnamed though the
// report names them: no name is resolved, no sector is a public one, and the
// words hold a name.
func privacyOf(ms []Mention) privacy {
	p := privacy{}
	for i := range ms {
		m := &ms[i].Mention
		for _, x := range slices.Concat(m.Actors, m.Recipients) {
			if x.Name == "" && !slices.ContainsFunc(x.Sectors, isPublic) {
				p.add(x.Text)
			}
		}
		for j := range m.Claims {
			if h := &m.Claims[j].Holder; h.Kind == tocsin.Person && h.Name == "" && h.Segment != nil && !slices.ContainsFunc(h.Sectors, isPublic) {
				p.add(h.Text)
			}
		}
	}
	if len(p) > 0 {
		p.clear(ms)
	}
	return p
}

// isPublic tells the PLOVER sectors in which a named person has a public role.
func isPublic(sector string) bool {
	switch sector {
	case "CVL", "REF", "EDU", "AGR", "LAB", "MED":
		return false
	}
	return true
}

// add takes the names out of the words of a party: runs of capitalised words
// of two or more, or one that ends the phrase or a part of it.
func (p privacy) add(phrase string) {
	for part := range strings.FieldsFuncSeq(phrase, func(c rune) bool { return c == ',' || c == '(' || c == ')' || c == ';' }) {
		var run []string
		words := strings.Fields(part)
		for i, w := range words {
			if c := []rune(w)[0]; unicode.IsUpper(c) || unicode.IsTitle(c) {
				run = append(run, w)
				if i < len(words)-1 {
					continue
				}
			}
			if len(run) > 1 || len(run) == 1 && i == len(words)-1 && run[0] == w {
				for _, t := range tokens(strings.Join(run, " ")) {
					p[t.folded] = true
				}
			}
			run = run[:0]
		}
	}
}

// clear takes words back that also name something public in the report.
func (p privacy) clear(ms []Mention) {
	for _, n := range namesIn(ms) {
		for _, t := range tokens(n) {
			delete(p, t.folded)
		}
	}
	for i := range ms {
		if place := ms[i].Place; place != nil {
			for _, t := range tokens(place.Text) {
				delete(p, t.folded)
			}
		}
	}
}

// hide puts a mark in the place of the words that name private persons.
func (p privacy) hide(text string) string {
	if len(p) == 0 {
		return text
	}
	runes := []rune(text)
	var out strings.Builder
	at := 0
	for _, t := range tokens(text) {
		if p[t.folded] {
			out.WriteString(string(runes[at:t.start]) + Hidden)
			at = t.end
		}
	}
	out.WriteString(string(runes[at:]))
	return out.String()
}

// Fold makes names comparable: small letters without accents.
func Fold(s string) string {
	var b strings.Builder
	for _, c := range s {
		if !unicode.Is(unicode.Mn, c) {
			b.WriteString(bare(c))
		}
	}
	return b.String()
}
