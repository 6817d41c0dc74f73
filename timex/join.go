package timex

import (
	"fmt"
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
// p.m. Wednesday", "tomorrow at nine", "3 p.m. to 5 p.m. on Friday".
func (c *context) joinClocks() {
	c.joinHours()
	for i := range c.found {
		for c.joinClock(i) {
		}
	}
}

// joinClock takes the next finding into the one at i if they are a time of day
// and its day or part of the day, and reports whether it did.
func (c *context) joinClock(i int) bool {
	f, k := &c.found[i], c.following(i)
	if k < 0 || !f.ok || f.joined || !c.found[k].ok || f.sent != c.found[k].sent || !c.adjoins(f, &c.found[k]) {
		return false
	}
	g := &c.found[k]
	of, on := f, g // time of day, day
	if f.reading.kind == date {
		of, on = g, f
	}
	r, ok := onDay(of, on)
	if !ok {
		r, ok = inPart(f, g)
	}
	if !ok {
		return false
	}
	f.reading, f.match.rule = r, of.match.rule
	f.core.End, g.joined = g.core.End, true
	return true
}

// onDay moves a time of day to the day beside it.
func onDay(of, on *finding) (reading, bool) {
	r := on.reading
	r.kind, r.value = clock, strings.ReplaceAll(of.reading.value, of.reading.first.String(), on.reading.first.String())
	return r, of.reading.kind == clock && of.hourly() && on.reading.grain == day && on.reading.kind == date
}

// inPart reads an hour with the part of the day it lies in: "tonight at 7",
// "8 a.m. this morning".
func inPart(f, g *finding) (reading, bool) {
	hour, part := f, g
	if f.match.rule.name != "clock" {
		hour, part = g, f
	}
	_, code, _ := strings.Cut(part.reading.value, "T")
	_, at, _ := strings.Cut(hour.reading.value, "T")
	var h, m int
	n, _ := fmt.Sscanf(at, "%d:%d", &h, &m)
	if hour.match.rule.name != "clock" || n != 2 || len(code) != 2 || hour.reading.first != part.reading.first || part.match.rule.name == "clock" {
		return reading{}, false
	}
	if strings.Contains(at, "/") {
		return hour.reading, true
	}
	if hour.match.half == "" && h < 12 && code != "MO" && code != "MI" {
		h += 12
	}
	return dayReading(part.reading.first).withPart(fmt.Sprintf("%02d:%02d", h, m)), true
}

// following is the next finding that is not part of another, -1 for none.
func (c *context) following(i int) int {
	for k := i + 1; k < len(c.found); k++ {
		if !c.found[k].joined {
			return k
		}
	}
	return -1
}

// hourly holds for times of day by the clock and for parts of the day told
// behind it: "Tuesday in the evening".
func (f *finding) hourly() bool {
	switch f.match.rule.name {
	case "clock", "clock-span", "same-part":
		return true
	}
	return false
}

// joinHours makes one finding of "from 9 a.m. to 5 p.m.".
func (c *context) joinHours() {
	for i := 0; i+1 < len(c.found); i++ {
		f, g := &c.found[i], &c.found[i+1]
		if !f.ok || !g.ok || f.joined || f.sent != g.sent || f.match.rule.name != "clock" || g.match.rule.name != "clock" || g.core.Start-f.core.End != 1 {
			continue
		}
		link, between := c.a.roleOf(c.doc.Tokens[f.core.End].Form), f.core.Start > f.sent.Start && c.is(f.core.Start-1, rBetween)
		if link&(rTo|rUntil) == 0 && !isDash(c.form(f.core.End)) && !(link&rAnd != 0 && between) {
			continue
		}
		f.reading = hours(f, g)
		f.core.End, g.joined = g.core.End, true
	}
}

// hours is the span from one time of day to another. A start without a half of
// the day takes that of the end where it then still comes first.
func hours(f, g *finding) reading {
	r := f.reading
	_, from, _ := strings.Cut(r.value, "T")
	_, to, _ := strings.Cut(g.reading.value, "T")
	var h, m int
	if n, _ := fmt.Sscanf(from, "%d:%d", &h, &m); n == 2 && f.match.half == "" && f.match.part == "" && g.match.half == "pm" && h < 12 {
		if later := fmt.Sprintf("%02d:%02d", h+12, m); later < to {
			from = later
		}
	}
	if n, _ := fmt.Sscanf(to, "%d:%d", &h, &m); n == 2 && g.match.half == "" && f.match.half == "pm" && to < from && h < 12 {
		to = fmt.Sprintf("%02d:%02d", h+12, m)
	}
	day := r.first.String()
	r.value = day + "T" + from + "/" + day + "T" + to
	return r
}

// adjoins reports whether at most a comma or the preposition of the second
// stands between two expressions.
func (c *context) adjoins(f, g *finding) bool {
	between := c.doc.Tokens[f.core.End:max(f.core.End, g.core.Start)]
	if len(between) > 0 && between[0].Form == "," {
		between = between[1:]
	}
	if len(between) == 0 || len(between) == 1 && between[0].Form == "." && f.match.half != "" {
		return true
	}
	return len(between) == 1 && (isDash(between[0].Form) || c.a.roleOf(between[0].Form)&(rOn|rAt|rIn|rOfIn|rBetween|rFrom) != 0)
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
	if counted && c.opensYear(v) {
		return true
	}
	if c.afterPreposition() || c.prepositionBefore(rNearYear) {
		return !counted && v >= 1400 && (next == nil || next.UPOS != "NOUN" || v >= 1900)
	}
	prev := c.plainToken(i - 1)
	if prev == nil {
		return v >= 1800 && !counted
	}
	named := prev.UPOS == "PROPN" || prev.UPOS == "NOUN" || prev.UPOS == "SYM" || prev.UPOS == "NUM"
	return !named && v >= 1900 && v < 2100 && (!counted || prev.UPOS == "DET" && c.is(i-1, rDefinite|rNear) || isPossessor(prev) && c.a.lemmaRole(next)&rPeople == 0) && (prev.UPOS != "VERB" || next != nil && !counted)
}

// isPossessor holds for possessive pronouns: "his 2019 campaigns".
func isPossessor(t *tocsin.Token) bool { return t.XPOS == "PRP$" || t.Feat("Poss") == "Yes" }

// opensYear holds for "In 2004 rebels took the town": at the head of a sentence
// a number of four digits behind "in" is a year even before a plural that it
// could count, if that is the subject of the verb that follows.
func (c *context) opensYear(v int) bool {
	i := c.core.Start
	if !c.prepositionBefore(rIn) || v < 1900 || !c.pub.IsZero() && v > c.pub.Year+10 {
		return false
	}
	if before := c.plainToken(i - 2); before != nil && before.UPOS != "PUNCT" {
		return false
	}
	for k := c.core.End; k < min(c.core.End+8, c.sent.End); k++ {
		switch t := &c.doc.Tokens[k]; t.UPOS {
		case "VERB", "AUX":
			return true
		case "PUNCT", "CCONJ", "SCONJ":
			return false
		}
	}
	return false
}

// plainToken is a token of the sentence, nil outside it.
func (c *context) plainToken(i int) *tocsin.Token {
	if i < c.sent.Start || i >= c.sent.End {
		return nil
	}
	return &c.doc.Tokens[i]
}

func isDash(form string) bool { return form == "-" || form == "–" || form == "—" }
