package timex

import (
	"strings"

	"tocsin"
)

// joinRanges makes one finding of "from March to May", "between Monday and
// Friday" and "March-May 2018".
func (c *context) joinRanges() {
	for i := 0; i+1 < len(c.found); i++ {
		f, g := &c.found[i], &c.found[i+1]
		if !f.ok || !g.ok || f.joined || f.sent != g.sent || !c.linked(f, g) {
			continue
		}
		if a, ok := align(f.reading, g.reading); ok {
			f.reading = between(a, g.reading)
			f.core.End, g.joined = g.core.End, true
		}
	}
}

// linked reports whether the words between and before two expressions make
// them the ends of one period.
func (c *context) linked(f, g *finding) bool {
	if f.reading.kind != date || g.reading.kind != date || f.reading.grain != g.reading.grain {
		return false
	}
	var before role
	if f.core.Start > f.sent.Start {
		before = c.a.roleOf(c.doc.Tokens[f.core.Start-1].Form)
	}
	if g.core.Start-f.core.End != 1 {
		return false
	}
	switch link := c.a.roleOf(c.doc.Tokens[f.core.End].Form); {
	case link&rUntil != 0, isDash(c.form(f.core.End)):
		return true
	case link&rTo != 0:
		return before&rFrom != 0 || f.reading.grain != day || f.match.month > 0 && g.match.month > 0
	case link&rAnd != 0:
		return before&(rBetween|rFrom) != 0
	}
	return false
}

// joinClocks makes one finding of a time of day and the day beside it: "10
// p.m. Wednesday", "Wednesday, 10 p.m.".
func (c *context) joinClocks() {
	for i := 0; i+1 < len(c.found); i++ {
		f, g := &c.found[i], &c.found[i+1]
		if !f.ok || !g.ok || f.joined || g.joined || f.sent != g.sent || !c.adjoins(f, g) {
			continue
		}
		of, on := f, g // time of day, day
		if f.reading.kind == date {
			of, on = g, f
		}
		_, part, _ := strings.Cut(of.reading.value, "T")
		if of.match.rule.name != "clock" || on.reading.grain != day || on.reading.kind != date {
			continue
		}
		f.reading = on.reading.withPart(part)
		f.core.End, g.joined = g.core.End, true
	}
}

// adjoins reports whether at most a comma stands between two expressions.
func (c *context) adjoins(f, g *finding) bool {
	gap := g.core.Start - f.core.End
	return gap == 0 || gap == 1 && (c.form(f.core.End) == "," || c.form(f.core.End) == "." && f.match.half != "")
}

// align gives the start of a range the year of its end: in "March to May 2018"
// only the end has one.
func align(a, b reading) (reading, bool) {
	if b.first.Before(a.first) || b.stated && !a.stated {
		y := b.first.Year
		switch a.grain {
		case month:
			a = monthReading(y, int(a.first.Month))
		case day:
			d, ok := exists(y, int(a.first.Month), a.first.Date)
			if !ok || b.first.Sub(d) > 200 {
				return a, false
			}
			a = dayReading(d)
		}
		if b.first.Before(a.first) && a.grain == month {
			a = monthReading(y-1, int(a.first.Month))
		}
		a.stated = b.stated
	}
	return a, !b.last.Before(a.first)
}

// interval applies "since" and "until": from the expression to publication,
// from publication to the expression.
func (c *context) interval(r reading, prep role) reading {
	if c.pub.IsZero() || r.first.IsZero() || r.kind == set {
		return r
	}
	switch {
	case r.kind == duration:
		if prep&rSince != 0 && r.first.Before(c.pub) { // desde hace dos días
			r.last = c.pub
		}
	case strings.Contains(r.value, "/"):
	case prep&rSince != 0 && !c.pub.Before(r.first):
		r.value += "/" + c.pub.String()
		r.last = c.pub
	case prep&rUntil != 0 && c.pub.Before(r.first):
		r.value = c.pub.String() + "/" + r.value
		r.first = c.pub
	}
	return r
}

// afterPreposition reports whether a preposition of time stands before.
func (c *context) afterPreposition() bool {
	return c.prepositionBefore(rHolds)
}

// standsAsYear decides about a bare four-digit number: a year stands after a
// preposition of time, in brackets, or as a modifier of one thing ("the 2019
// election"); a count stands before a plural, and after a capitalised noun it
// is part of a name ("Resolution 1973").
func (c *context) standsAsYear() bool {
	i := c.core.Start
	v, _ := leadingInt(c.doc.Tokens[i].Form)
	next := c.plainToken(c.core.End)
	counted := next != nil && next.UPOS == "NOUN" && (next.XPOS == "NNS" || next.Feat("Number") == "Plur")
	if c.afterPreposition() || c.prepositionBefore(rNearYear) {
		return !counted && v >= 1400 && (next == nil || next.UPOS != "NOUN" || v >= 1900)
	}
	prev := c.plainToken(i - 1)
	if prev == nil {
		return v >= 1800 && !counted
	}
	named := prev.UPOS == "PROPN" || prev.UPOS == "NOUN" || prev.UPOS == "SYM" || prev.UPOS == "NUM"
	return !named && v >= 1900 && v < 2100 && (!counted || prev.UPOS == "DET" || prev.UPOS == "PRON" && c.a.lemmaRole(next)&rPeople == 0) && (prev.UPOS != "VERB" || next != nil && !counted)
}

// plainToken is a token of the sentence, nil outside it.
func (c *context) plainToken(i int) *tocsin.Token {
	if i < c.sent.Start || i >= c.sent.End {
		return nil
	}
	return &c.doc.Tokens[i]
}

func isDash(form string) bool { return form == "-" || form == "–" || form == "—" }
