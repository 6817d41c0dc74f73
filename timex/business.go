package timex

import (
	"fmt"

	"tocsin"
)

// makeTheQuarter reads "the quarter" as the one last told of. Without one,
// only "the latest quarter" tells: the one that ended before publication.
func makeTheQuarter(c *context, m *match) (reading, bool) {
	if r := c.endingIn(); r != nil {
		return quarterReading(r.last.Year, (int(r.last.Month)+2)/3), true
	}
	latest := c.core.Len() > 2
	if q := c.quarterBefore(); q != nil && (!latest || !c.pub.Before(q.last)) {
		return *q, true
	}
	return unitReading(c.pub, quarter, -1), latest && !c.pub.IsZero()
}

// endingIn is the date of "the quarter ended Sept. 30", nil if none follows.
func (c *context) endingIn() *reading {
	if c.index+1 >= len(c.found) || !c.followedBy(rEnded) {
		return nil
	}
	g := &c.found[c.index+1]
	if g.core.Start > c.core.End+2 || !g.ok || g.reading.last.IsZero() {
		return nil
	}
	return &g.reading
}

// comparisons are the rules whose expressions only hold something against the
// period that is reported; nothing counts from them.
func isComparison(r *rule) bool {
	return r.name == "year-ago" || r.name == "ago" || r.name == "shifted"
}

// recall is how many expressions back a quarter is still talked of.
const recall = 12

// quarterBefore is the quarter that the text reports on at this point.
func (c *context) quarterBefore() *reading {
	for k := c.index - 1; k >= max(0, c.index-recall); k-- {
		f := &c.found[k]
		if f.ok && f.reading.grain == quarter && !isComparison(f.match.rule) && f.reading.first.Before(c.pub) {
			return &f.reading
		}
	}
	return nil
}

// yearEarlier is the period n years before the one that the text reports on:
// a quarter if it reports on one, else the year.
func (c *context) yearEarlier(n int) reading {
	if q := c.quarterBefore(); q != nil && n == 1 {
		return quarterReading(q.first.Year-1, (int(q.first.Month)+2)/3)
	}
	return yearReading(c.pub.Year - n)
}

// makeYearAgo reads "the year-ago quarter" and "the 1988 quarter".
func makeYearAgo(c *context, m *match) (reading, bool) {
	switch {
	case m.ordinal > 4 || m.nyears == 0 && c.pub.IsZero():
		return reading{}, false
	case m.nyears == 0 && m.ordinal > 0:
		return quarterReading(c.pub.Year-1, m.ordinal), true
	case m.nyears == 0:
		return c.yearEarlier(1), true
	}
	r := yearReading(m.years[0])
	if q := c.quarterBefore(); q != nil {
		r = quarterReading(m.years[0], (int(q.first.Month)+2)/3)
	}
	r.stated = true
	return r, true
}

// makeHalf reads "the first half of 2019".
func makeHalf(c *context, m *match) (reading, bool) {
	y, n := c.pub.Year, m.ordinal
	if m.nyears > 0 {
		y = m.years[0]
	} else if m.rel != noRel && n > 0 {
		y += max(m.rel, -1)
	}
	if n < 0 {
		n = 2 // the last half
	}
	if n > 2 || y == 0 {
		return reading{}, false
	}
	r := between(monthReading(y, 6*n-5), monthReading(y, 6*n))
	r.value, r.stated = fmt.Sprintf("%04d-H%d", y, n), m.nyears > 0
	return r, true
}

// makeTheYear reads "the year" as that of publication, and as a length where
// its end is told: "the year ended June 30".
func makeTheYear(c *context, m *match) (reading, bool) {
	if c.followedBy(rEnded) {
		return reading{kind: duration, value: durationValue(1, year)}, true
	}
	if c.says(rLatest) {
		return yearReading(c.pub.Year - 1), !c.pub.IsZero()
	}
	return yearReading(c.pub.Year), !c.pub.IsZero() && !c.followedBy(rOfIn)
}

// makeSpokenYear reads years in words as they are spoken: two numbers below a
// hundred, or two thousand and a few.
func makeSpokenYear(c *context, m *match) (reading, bool) {
	hundreds := c.hundreds()
	if hundreds == 2 {
		y := 2000
		if m.num >= 0 && m.num < 30 {
			y += int(m.num)
		}
		r := yearReading(y)
		r.stated = true
		return r, m.num < 30 && (c.afterPreposition() || c.is(c.core.Start, rDefinite|rYearWord)) && !c.countsNext()
	}
	if hundreds < 17 || hundreds > 20 || m.num < 10 || m.num > 99 || m.num != float64(int(m.num)) {
		return reading{}, false
	}
	y := 100*hundreds + int(m.num)
	r := yearReading(y)
	if m.month > 0 {
		r = monthReading(y, m.month)
	}
	r.stated = true
	return r, m.month > 0 || !c.countsNext()
}

// hundreds is the first number in the words of a spoken year, 0 without one.
func (c *context) hundreds() int {
	for i := c.core.Start; i < c.core.End; i++ {
		if e := c.a.lookup(c.doc.Tokens[i].Form); e != nil && e.number.Value >= 1 {
			return int(e.number.Value)
		}
	}
	return 0
}

// countsNext reports whether the number counts the noun behind it.
func (c *context) countsNext() bool {
	next := c.plainToken(c.core.End)
	return next != nil && (next.UPOS == "NOUN" && isPlural(next) || next.Form == "-")
}

func isPlural(t *tocsin.Token) bool { return t.XPOS == "NNS" || t.Feat("Number") == "Plur" }

// makeRef gives the values of TIMEX3 that only point: PRESENT_REF, PAST_REF,
// FUTURE_REF. They have no days.
func makeRef(_ *context, m *match) (reading, bool) {
	return reading{kind: date, value: m.rule.arg}, true
}

// makeRefNoun refuses what only modifies: "the present government".
func makeRefNoun(c *context, m *match) (reading, bool) {
	next := c.plainToken(c.core.End)
	return reading{kind: date, value: m.rule.arg}, next == nil || !isNominal(next)
}

// makeRefModifier is for adjectives, which need their noun.
func makeRefModifier(c *context, m *match) (reading, bool) {
	next := c.plainToken(c.core.End)
	return reading{kind: date, value: m.rule.arg}, next != nil && isNominal(next) && c.doc.Tokens[c.core.Start].UPOS == "ADJ"
}

func isNominal(t *tocsin.Token) bool {
	return t.UPOS == "NOUN" || t.UPOS == "ADJ" || t.UPOS == "PROPN" || t.UPOS == "NUM"
}
