package timex

import (
	"strings"

	"tocsin"
)

// A finding is one match in the document and, once resolved, its value.
type finding struct {
	match   match
	core    tocsin.Span // the expression without preposition
	sent    tocsin.Span
	reading reading
	ok      bool
	joined  bool // became part of the finding before it
}

// A context is what a maker may look at.
type context struct {
	a     *Annotator
	doc   *tocsin.Doc
	pub   tocsin.Day
	core  tocsin.Span
	sent  tocsin.Span
	found []finding
	index int // of the finding being resolved
}

// Annotate sets doc.Times: expressions in text order that do not overlap. It
// needs tokens and sentences; tags and trees make it better. Expressions that
// only the day of publication could resolve are left out if doc.Date is zero.
func (a *Annotator) Annotate(doc *tocsin.Doc) {
	doc.Times = nil
	found := a.matchAll(doc)
	for _, anchored := range [...]bool{false, true} {
		for i := range found {
			f := &found[i]
			if f.match.rule.anchored != anchored {
				continue
			}
			c := context{a, doc, doc.Date, f.core, f.sent, found, i}
			f.reading, f.ok = f.match.rule.make(&c, &f.match)
		}
	}
	c := context{a: a, doc: doc, pub: doc.Date, found: found}
	c.joinRanges()
	c.joinClocks()
	end := 0
	for i := range found {
		if f := &found[i]; f.ok && !f.joined {
			w := c.when(f, end)
			doc.Times = append(doc.Times, w)
			end = w.End
		}
	}
}

// matchAll finds the longest matches of every sentence from left to right.
func (a *Annotator) matchAll(doc *tocsin.Doc) []finding {
	var found []finding
	var buf []atom
	for _, s := range doc.Sents {
		if s.Start < 0 || s.End > len(doc.Tokens) {
			continue
		}
		buf = a.atoms(buf[:0], doc, s.Start, s.End)
		for i := 0; i < len(buf); {
			if len(buf[i].entry.starts) == 0 || buf[i].entry.joint {
				i++
				continue
			}
			m, ok := find(buf, i)
			if !ok || m.end == i {
				i++
				continue
			}
			core := tocsin.Span{Start: buf[m.start].tok, End: buf[m.end-1].tok + 1}
			if n := len(found); n == 0 || found[n-1].core.End <= core.Start {
				found = append(found, finding{match: m, core: core, sent: s})
			}
			i = m.end
		}
	}
	return found
}

// form is the lower-case form of a token.
func (c *context) form(i int) string { return strings.ToLower(c.doc.Tokens[i].Form) }

// when makes the record of a finding. No token before floor is taken.
func (c *context) when(f *finding, floor int) tocsin.When {
	r := f.reading
	span := c.withPreposition(f, max(floor, f.sent.Start))
	var prep role
	if span.Start < f.core.Start {
		prep = c.governing(span.Start, f.core.Start)
	}
	r = c.interval(r, prep)
	w := tocsin.When{Span: span, Head: c.head(f.core), Kind: r.kind, Value: r.value, First: r.first, Last: r.last, Basis: tocsin.Relative}
	if r.stated {
		w.Basis = tocsin.Stated
	}
	if w.End < f.sent.End && w.End > 0 && c.isPossessive(w.End) {
		w.End++
	}
	return w
}

func (c *context) isPossessive(i int) bool {
	f := c.doc.Tokens[i].Form
	return c.is(i, rPossessive) || f == "'" && c.doc.Tokens[i].UPOS == "PART"
}

// head is the token of the expression that the rest of the sentence governs:
// the first content word whose own head lies outside; without a tree the last
// word that is no number or function word.
func (c *context) head(core tocsin.Span) int {
	best := -1
	for i := core.Start; i < core.End; i++ {
		t := &c.doc.Tokens[i]
		if t.UPOS == "PUNCT" || t.UPOS == "ADP" || t.UPOS == "DET" || t.UPOS == "SCONJ" || t.UPOS == "PART" {
			continue
		}
		if t.Rel != "" && !core.Contains(t.Head) {
			return i
		}
		if best < 0 || t.UPOS != "NUM" && t.UPOS != "ADV" {
			best = i
		}
	}
	if best < 0 {
		best = core.Start
	}
	return best
}

// withPreposition extends the expression to the left over its preposition and
// what may stand between: "late on", "since at least", "at about".
func (c *context) withPreposition(f *finding, floor int) tocsin.Span {
	s := f.core
	if c.modifiesNoun(f) {
		if s.Len() > 1 && c.doc.Tokens[s.Start].UPOS == "DET" && !c.possesses(f) && c.is(s.Start, rArticle|rDefinite) {
			s.Start++ // the article is that of the noun: "the third-quarter loss"
		}
		return s
	}
	s.Start = c.approximate(f, floor)
	first := s.Start
	for i := s.Start - 1; i >= floor; i-- {
		e := c.a.lookup(c.doc.Tokens[i].Form)
		switch {
		case e != nil && e.class&clPrep != 0 && c.isPreposition(i) && (s.Start == first || c.isRound(s.Start)):
			s.Start = i
		case s.Start < first && c.isAdverb(i):
			s.Start = i
		case c.phraseBefore(c.a.hedges, i+1, floor) > 0:
			i -= c.phraseBefore(c.a.hedges, i+1, floor) - 1
		default:
			return s
		}
	}
	return s
}

// modifiesNoun holds for "Monday's attack" and "Friday prayers": a preposition
// in front governs the noun.
func (c *context) modifiesNoun(f *finding) bool {
	if c.possesses(f) {
		return true
	}
	t := &c.doc.Tokens[c.head(f.core)]
	return tocsin.RelIs(t.Rel, "nmod:poss", "compound", "nummod", "amod") && t.Head >= f.core.End
}

func (c *context) possesses(f *finding) bool {
	return f.core.End < f.sent.End && c.isPossessive(f.core.End)
}

// approximate takes in the words that limit a number: "nearly two years", "up
// to 180 days", "less than an hour ago".
func (c *context) approximate(f *finding, floor int) int {
	i := f.core.Start
	if !f.match.measures() || f.reading.kind == set || c.is(i, rDefinite) {
		return i
	}
	return i - c.phraseBefore(c.a.limits, i, floor)
}

// measures holds for matches that count units.
func (m *match) measures() bool { return m.unit != "" && (m.num >= 0 || !m.plural) && m.rel == noRel }

// isPreposition accepts a token as the preposition of the expression in front
// of which it stands.
func (c *context) isPreposition(i int) bool {
	t := &c.doc.Tokens[i]
	return t.UPOS != "VERB" && t.UPOS != "NOUN" && t.Rel != "compound:prt" && !c.is(i, rAs)
}

// isRound accepts the words that may stand between a preposition and a date.
func (c *context) isRound(i int) bool {
	return c.is(i, rRound) || c.phraseBefore(c.a.hedges, i+2, 0) > 0
}

// isAdverb accepts what stands before "on Monday": early, late, earlier.
func (c *context) isAdverb(i int) bool { return c.is(i, rAdverb) }

// governing is the preposition that decides about the interval: since, until.
func (c *context) governing(from, to int) role {
	for i := from; i < to; i++ {
		if c.is(i, rSince|rUntil) {
			return c.a.roleOf(c.doc.Tokens[i].Form)
		}
	}
	return 0
}
