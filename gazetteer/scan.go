package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
	"tocsin/gazetteer/table"
)

// A match is a run of tokens that bears a name of the tables.
type match struct {
	tocsin.Span
	sum      uint64
	own      []ownRef
	from, to int  // entries of the table's index
	sentence int  // index in Doc.Sents
	admin    bool // "province" stands beside it
	short    int  // an abbreviation: its record number, from 1; 0 for none
	use      use
	best     candidate
}

// use says what a match is good for.
type use uint8

const (
	rejected use = iota
	evidence     // tells about the country the text is about, but is no place: Venezuelan, Bank of England
	place
	doubtful // a small town, if the report is about its country
)

const longestName = 9 // tokens, hyphens included

// scan finds the longest names, left to right.
func (r *reading) scan() {
	r.cover = make([]int32, len(r.doc.Tokens))
	for s, sent := range r.doc.Sents {
		sent.End = min(sent.End, len(r.doc.Tokens))
		for i := sent.Start; i < sent.End; {
			m, ok := match{}, false
			if r.a.small {
				m, ok = r.smallAdjective(i)
			}
			if !ok && r.startsName(i, sent.End) {
				if m, ok = r.abbreviation(i); !ok {
					m, ok = r.longest(i, sent.End)
				}
				if ok && !upper(r.form(i)) && r.longerBehind(m, sent.End) {
					ok = false
				}
			}
			if !ok {
				i++
				continue
			}
			m.sentence = s
			r.found = append(r.found, m)
			for j := m.Start; j < m.End; j++ {
				r.cover[j] = int32(len(r.found))
			}
			i = m.End
		}
	}
}

// startsName reports whether token i can start a name: it has a capital, or
// it is the Arabic article before one.
func (r *reading) startsName(i, end int) bool {
	form := r.doc.Tokens[i].Form
	if upper(form) || r.class[i]&nameStart != 0 {
		return true
	}
	if len(form) > 3 && form[2] == '-' && upper(form[3:]) {
		return r.class[i] == 0
	}
	return len(form) == 2 && r.class[i]&inside != 0 && i+2 < end &&
		hyphen(r.doc.Tokens[i+1].Form) && upper(r.doc.Tokens[i+2].Form)
}

// smallAdjective matches a word of nationality in small letters.
func (r *reading) smallAdjective(i int) (match, bool) {
	form := r.doc.Tokens[i].Form
	if len(form) < 4 || form[0] < 'a' || form[0] > 'z' {
		return match{}, false
	}
	m := match{Span: tocsin.Span{Start: i, End: i + 1}, sum: table.Fold(form).Sum()}
	for _, ref := range r.a.own[m.sum] {
		if ref.kind == refAdjective {
			m.own = append(m.own, ref)
		}
	}
	return m, m.own != nil
}

// longerBehind reports whether a name that begins after the small letter of m
// goes on for longer: "el Caribe" hides no "Caribe Sur".
func (r *reading) longerBehind(m match, end int) bool {
	next, ok := r.longest(m.Start+1, end)
	return ok && upper(r.form(m.Start+1)) && next.End > m.End
}

func (r *reading) longest(i, end int) (best match, ok bool) {
	key := table.Key{}
	for j := i; j < min(end, i+longestName); j++ {
		t := &r.doc.Tokens[j]
		if j > i {
			glued := t.Start == r.doc.Tokens[j-1].End
			if !glued || hyphen(t.Form) {
				key = key.Space()
			}
			if hyphen(t.Form) {
				continue
			}
			if !r.continuesName(j, glued) && !(glued && clitic(t.Form)) {
				break
			}
		}
		form, end := t.Form, j+1
		if m := r.merged(j, end); m != "" && j > i {
			form, end = m, j+2
		}
		key = key.Add(form)
		if j > i && clitic(t.Form) {
			continue // "America's" is not the Americas
		}
		m := match{Span: tocsin.Span{Start: i, End: end}, sum: key.Sum()}
		m.own = r.ownRefs(m)
		if (!r.shouted(m.Span) || r.dateline(m.Span)) && (!r.a.small || upper(r.form(i))) {
			m.from, m.to = r.a.find(key)
		}
		if m.own != nil || m.from < m.to {
			best, ok = m, true
		}
		j = end - 1
	}
	return best, ok
}

// merged is the word that tokens i and i+1 are in the text, if it is one word
// there: "del" for de, el. It is "" otherwise.
func (r *reading) merged(i, next int) string {
	if next >= len(r.doc.Tokens) {
		return ""
	}
	t, u := &r.doc.Tokens[i], &r.doc.Tokens[next]
	if len(t.Form) > 2 || u.Form != "el" || u.Start > t.End {
		return ""
	}
	switch t.Form {
	case "de":
		return "del"
	case "a":
		return "al"
	}
	return ""
}

// abbreviation matches a state's short form after the name of a place and a
// comma ("Lexington, Ky."), or one that is used by itself ("NSW").
func (r *reading) abbreviation(i int) (match, bool) {
	form := r.doc.Tokens[i].Form
	bare := strings.TrimSuffix(form, ".")
	short, ok := r.a.shorts[bare]
	if !ok || !(short.alone && !r.number(i-1) || r.shortFor(i, bare)) {
		return match{}, false
	}
	return match{Span: tocsin.Span{Start: i, End: i + 1}, short: short.record + 1}, true
}

// shortFor reports whether token i stands behind a place and a comma and
// looks like an abbreviation, in capitals or with a full stop.
func (r *reading) shortFor(i int, bare string) bool {
	if len(r.found) == 0 || r.found[len(r.found)-1].End != i-1 || r.doc.Tokens[i-1].Form != "," {
		return false
	}
	return len(bare) < len(r.doc.Tokens[i].Form) || r.form(i+1) == "." || inCapitals(bare)
}

// number reports whether token i is a figure, so that "500 B.C." is a year.
func (r *reading) number(i int) bool {
	form := r.form(i)
	return form != "" && form[0] >= '0' && form[0] <= '9'
}

func (r *reading) continuesName(j int, glued bool) bool {
	form := r.doc.Tokens[j].Form
	first, _ := utf8.DecodeRuneInString(form)
	switch {
	case unicode.IsUpper(first) || unicode.IsDigit(first):
		return true
	case !unicode.IsLower(first):
		return false
	}
	return r.class[j]&(inName|inside) != 0 || glued && r.doc.Tokens[j-1].Form == "-" || elided(form)
}

// ownRefs are the meanings in the own tables that the spelling allows: a name
// in capitals must be written so ("US", not "us"), other names must not,
// unless the whole line is shouted; "the Gulf" needs its article.
func (r *reading) ownRefs(m match) []ownRef {
	refs := r.a.own[m.sum]
	if len(refs) == 0 {
		return nil
	}
	capitals := r.shouted(m.Span) || m.Len() == 2 && r.initials(m.Start) && r.initials(m.Start+1)
	the := r.isA(m.Start-1, article)
	for _, ref := range refs {
		if ref.needsThe && !the || ref.capitals != capitals && (ref.capitals || !r.headline(m)) {
			return r.filterRefs(refs, capitals, the)
		}
	}
	return refs
}

func (r *reading) filterRefs(refs []ownRef, capitals, the bool) []ownRef {
	var out []ownRef
	for _, ref := range refs {
		if (!ref.needsThe || the) && ref.capitals == capitals {
			out = append(out, ref)
		}
	}
	return out
}

// initials reports whether token i is of two or three capitals, as in "EE. UU.".
func (r *reading) initials(i int) bool {
	form := r.form(i)
	return len(form) <= 3 && inCapitals(form)
}

// shouted reports whether the span is one short word in capitals, as
// abbreviations are.
func (r *reading) shouted(s tocsin.Span) bool {
	form := r.doc.Tokens[s.Start].Form
	return s.Len() == 1 && len(form) <= 6 && inCapitals(form)
}

// dateline reports whether the span is a word in capitals that a mark cuts
// off at the start of a sentence: "BEIRUT (Agency) –", "AUSTIN, Texas".
func (r *reading) dateline(s tocsin.Span) bool {
	if len(r.doc.Tokens[s.Start].Form) < 4 || s.Len() != 1 || !r.opens(s.Start) {
		return false
	}
	if s.End == len(r.doc.Tokens) || r.opens(s.End) {
		return true
	}
	return hyphen(r.form(s.End)) || r.is(s.End, ",", "(", "—", ":", "--")
}

// opens reports whether token i is the first of its sentence.
func (r *reading) opens(i int) bool {
	s := r.doc.SentOf(i)
	return s >= 0 && r.doc.Sents[s].Start == i
}

// headline reports whether the tokens beside the match are in capitals too.
func (r *reading) headline(m match) bool {
	for _, i := range [2]int{m.Start - 1, m.End} {
		if i < 0 || i >= len(r.doc.Tokens) {
			continue
		}
		if form := r.doc.Tokens[i].Form; len(form) > 3 && inCapitals(form) {
			return true
		}
	}
	return false
}

// elided reports whether a small letter and an apostrophe stand before a
// capital: "d'Ivoire".
func elided(form string) bool {
	_, name, ok := strings.Cut(form, "'")
	if !ok {
		_, name, ok = strings.Cut(form, "’")
	}
	return ok && upper(name)
}

// clitic reports whether a token is what can stand glued inside a name:
// "People's Republic", "Cote d'Ivoire".
func clitic(s string) bool {
	switch s {
	case "'s", "’s", "'", "’":
		return true
	}
	return false
}

func upper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func hyphen(s string) bool { return s == "-" || s == "–" || s == "‑" || s == "‐" }

// foldEqual compares a token with a lower-case ASCII word.
func foldEqual(form, word string) bool {
	if len(form) != len(word) {
		return false
	}
	for i := range len(form) {
		c := form[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != word[i] {
			return false
		}
	}
	return true
}
