package record

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
	"tocsin/internal/tsv"
	"tocsin/store"
)

// A veil covers the names of private persons in the words of one report.
type veil struct {
	store.Withheld
	names []string       // whole names, the longest first
	who   map[int]string // what a person is called instead, by the position of the words
}

// newVeil finds the names of private persons in a report: people without a
// public role who take part in an event, speak about it, or are told to be
// civilians. The record keeps what they are ("a teacher"), not who they are.
func (r *Recorder) newVeil(e *Entry) *veil {
	v := &veil{who: map[int]string{}}
	if e.Doc == nil || len(e.Mentions) == 0 {
		return v
	}
	at := partiesAt(e.Mentions)
	offset := runeOffsets(e.Doc)
	hidden := make([]bool, len(e.Doc.Tokens))
	for i := range e.Doc.Actors {
		a := &e.Doc.Actors[i]
		name := nameIn(e.Doc, a)
		start := offset[a.Span.Start]
		if !a.Private || name.IsZero() || len(a.Sectors) == 0 && !at[start] {
			continue
		}
		v.names = append(v.names, e.Doc.Slice(name))
		v.who[start] = r.roles[e.Report.Lang] + " " + tag(a.Name)
		for t := name.Start; t < name.End; t++ {
			hidden[t] = true
		}
	}
	for t := range hidden {
		if hidden[t] {
			length := utf8.RuneCountInString(e.Doc.Slice(tocsin.Span{Start: t, End: t + 1}))
			v.Withheld = append(v.Withheld, [2]int{offset[t], offset[t] + length})
		}
	}
	slices.SortFunc(v.names, func(a, b string) int { return len(b) - len(a) })
	return v
}

// tag tells persons apart without naming them: of 4,096, so that thousands of
// people share each.
func tag(name string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(name)))
	return hex.EncodeToString(sum[:2])[:3]
}

// partiesAt are the positions of those who take part or speak.
func partiesAt(ms []tocsin.Mention) map[int]bool {
	at := map[int]bool{}
	for i := range ms {
		for _, p := range slices.Concat(ms[i].Actors, ms[i].Recipients) {
			at[p.Start] = true
		}
		for _, c := range ms[i].Claims {
			if c.Holder.Segment != nil {
				at[c.Holder.Start] = true
			}
		}
	}
	return at
}

// nameIn is the part of an actor's words that is a person's name.
func nameIn(doc *tocsin.Doc, a *tocsin.Actor) tocsin.Span {
	for _, e := range doc.Ents {
		if e.Label == "PER" && e.Overlaps(a.Span) {
			return e.Span
		}
	}
	return tocsin.Span{}
}

// runeOffsets is where each token begins, in code points of the text.
func runeOffsets(doc *tocsin.Doc) []int {
	out := make([]int, len(doc.Tokens))
	at, runes := 0, 0
	for i := range doc.Tokens {
		if start := doc.Tokens[i].Start; start > at {
			runes += utf8.RuneCountInString(doc.Text[at:start])
			at = start
		}
		out[i] = runes
	}
	return out
}

// title covers names in a headline, which has no place in the text.
func (v *veil) title(s string) string {
	for _, name := range v.names {
		s = strings.ReplaceAll(s, name, strings.Map(cover, name))
	}
	return s
}

func cover(r rune) rune {
	if unicode.IsSpace(r) {
		return r
	}
	return store.Cover
}

// mention is m with names covered; m itself stays as it is.
func (v *veil) mention(m tocsin.Mention) tocsin.Mention {
	m.Report.Title = v.title(m.Report.Title)
	m.Sentence.Segment, m.Trigger = v.Over(m.Sentence.Segment), v.Over(m.Trigger)
	m.Actors, m.Recipients = v.parties(m.Actors), v.parties(m.Recipients)
	m.Quantities, m.Framing, m.Claims = slices.Clone(m.Quantities), slices.Clone(m.Framing), slices.Clone(m.Claims)
	for i := range m.Quantities {
		m.Quantities[i].Segment = v.Over(m.Quantities[i].Segment)
	}
	for i := range m.Framing {
		m.Framing[i] = v.Over(m.Framing[i])
	}
	for i := range m.Claims {
		if h := m.Claims[i].Holder.Segment; h != nil {
			s := v.person(*h)
			m.Claims[i].Holder.Segment = &s
		}
	}
	return m
}

func (v *veil) parties(ps []tocsin.Party) []tocsin.Party {
	ps = slices.Clone(ps)
	for i := range ps {
		ps[i].Segment = v.person(ps[i].Segment)
	}
	return ps
}

// person covers a name; of words that are nothing but a name it makes a role.
func (v *veil) person(s tocsin.Segment) tocsin.Segment {
	out := v.Over(s)
	if who := v.who[s.Start]; who != "" && !strings.ContainsFunc(out.Text, unicode.IsLetter) {
		out.Text = who
	}
	return out
}

// veiled is an entry with names covered in all that the record shows.
func (v *veil) veiled(e *Entry) Entry {
	out := *e
	if len(v.Withheld) == 0 {
		return out
	}
	out.Report.Title = v.title(e.Report.Title)
	out.Mentions = make([]tocsin.Mention, len(e.Mentions))
	for i := range e.Mentions {
		out.Mentions[i] = v.mention(e.Mentions[i])
	}
	return out
}

// loadRoles reads what private persons are called, by language.
func loadRoles() (map[string]string, error) {
	const name = "withheld.tsv"
	text, err := tsv.Text(tables, name)
	if err != nil {
		return nil, err
	}
	roles := map[string]string{}
	err = tsv.Rows(name, text, 3, func(cells []string) error {
		if !strings.HasPrefix(cells[2], cells[1]+" ") {
			return fmt.Errorf("the example %q has not the words: %w", cells[2], tocsin.ErrInvalid)
		}
		roles[cells[0]] = cells[1]
		return nil
	})
	return roles, err
}
