package timex

import (
	"fmt"

	"tocsin"
)

// makeWeekday takes the latest such day not after publication, or the next
// one where the clause looks ahead.
func makeWeekday(c *context, m *match) (reading, bool) {
	if c.pub.IsZero() {
		return reading{}, false
	}
	ahead := m.weekday - isoWeekday(c.pub) // -6 … 6
	switch {
	case c.tense() == future && ahead < 0:
		ahead += 7
	case c.tense() != future && ahead > 0:
		ahead -= 7
	}
	return dayReading(c.pub.AddDays(ahead)).withPart(m.part), true
}

// makeWeekdayRel reads "last Monday" as the latest before publication and
// "next Monday" as the first after it; "this Monday" lies in the report's week
// unless that would put something past into the future.
func makeWeekdayRel(c *context, m *match) (reading, bool) {
	if c.pub.IsZero() {
		return reading{}, false
	}
	ahead := m.weekday - isoWeekday(c.pub)
	switch {
	case m.rel < 0 && m.rel != noRel:
		if ahead >= 0 {
			ahead -= 7
		}
	case m.rel == 0:
		if ahead > 0 && c.tense() == past {
			ahead -= 7
		}
	case ahead <= 0:
		ahead += 7
	}
	return dayReading(c.pub.AddDays(ahead)).withPart(m.part), true
}

func makeWeekdayOfWeek(c *context, m *match) (reading, bool) {
	if m.rel == noRel {
		m.rel = 1 // the following week
	}
	monday := weekReading(c.pub.AddDays(7 * max(m.rel, -1))).first
	return dayReading(monday.AddDays(m.weekday - 1)).withPart(m.part), !c.pub.IsZero()
}

// makeNthWeekday reads "the first Friday of July" and "the last Monday in this
// month".
func makeNthWeekday(c *context, m *match) (reading, bool) {
	var period reading
	ok := true
	switch {
	case m.month > 0:
		period, ok = makeMonth(c, m)
	case !c.pub.IsZero():
		period = monthReading(c.pub.Year, int(c.pub.Month)+m.rel)
	default:
		return reading{}, false
	}
	n := m.ordinal
	if n < 0 {
		n = -1
	}
	if !ok || n > 5 {
		return reading{}, false
	}
	d, ok := nthWeekday(period.first.Year, int(period.first.Month), m.weekday, n)
	r := dayReading(d)
	r.stated = m.nyears > 0
	return r, ok
}

// makeWeekdayDay reads "Thursday the 21st": the nearest day that is both.
func makeWeekdayDay(c *context, m *match) (reading, bool) {
	if c.pub.IsZero() || m.day() < 1 || m.day() > 31 {
		return reading{}, false
	}
	step := -1
	if c.tense() == future {
		step = 1
	}
	const years = 3 * 366
	for n := 0; n < years; n++ {
		for _, k := range [2]int{n * step, -n * step} {
			d := c.pub.AddDays(k)
			if d.Date == m.day() && isoWeekday(d) == m.weekday && (n < 40 || k*step >= 0) {
				return dayReading(d), true
			}
		}
	}
	return reading{}, false
}

func makeDeictic(c *context, m *match) (reading, bool) {
	return dayReading(c.pub.AddDays(m.deictic)).withPart(m.part), !c.pub.IsZero()
}

func makeDaysFromNow(c *context, m *match) (reading, bool) {
	n := 2
	if m.rule.arg[0] == '-' {
		n = -2
	}
	return dayReading(c.pub.AddDays(n)), !c.pub.IsZero()
}

func makeNow(c *context, m *match) (reading, bool) {
	part := m.part
	if part == "" {
		part = m.rule.arg
	}
	return dayReading(c.pub).withPart(part), !c.pub.IsZero()
}

func makeNightBefore(c *context, _ *match) (reading, bool) {
	return dayReading(c.pub.AddDays(-1)).withPart("NI"), !c.pub.IsZero()
}

// makeOvernight spans the night that ends on the day of publication.
func makeOvernight(c *context, _ *match) (reading, bool) {
	r := dayReading(c.pub.AddDays(-1)).withPart("NI")
	r.last = c.pub
	return r, !c.pub.IsZero()
}

func makeUnitRel(c *context, m *match) (reading, bool) {
	if c.pub.IsZero() || m.unit == "" {
		return makeWeekRel(c, m)
	}
	if m.unit[0] == 'T' || m.unit == day && m.rel != 0 {
		return reading{}, false
	}
	if m.rel == -2 {
		return c.window(1, m.unit, -1), true
	}
	if m.rel == noRel {
		m.rel = 2 // the week after next
	}
	return unitReading(c.pub, m.unit, m.rel).slice(m.edge), true
}

// makeWeekRel serves the patterns that name the week themselves.
func makeWeekRel(c *context, m *match) (reading, bool) {
	if c.pub.IsZero() || m.rel == noRel {
		return reading{}, false
	}
	if m.rel == -2 {
		return c.window(1, week, -1), true
	}
	return weekReading(c.pub.AddDays(7 * m.rel)).slice(m.edge), true
}

// makeThisUnit splits the current period at the day of publication: "earlier
// this week" ends with it, "later this week" begins with it.
func makeThisUnit(c *context, m *match) (reading, bool) {
	if c.pub.IsZero() || m.unit == "" && m.nyears == 0 {
		return reading{}, false
	}
	first := c.form(c.core.Start)
	if m.edge != "" {
		first = m.edge
	}
	var r reading
	switch {
	case m.nyears > 0:
		r = yearReading(m.years[0])
		r.stated = true
	case m.unit[0] == 'T' || m.unit == day:
		return dayReading(c.pub), m.unit == day
	default:
		r = unitReading(c.pub, m.unit, 0)
	}
	inside := !c.pub.Before(r.first) && !r.last.Before(c.pub)
	switch {
	case first == "early" || first == "mid" || first == "late":
		return r.slice(first), true
	case first == "earlier" && inside:
		r.last = c.pub
	case first == "later" && inside:
		r.first = c.pub
	}
	return r, true
}

// makeWeekend takes the latest weekend begun, or the coming one where the
// clause looks ahead or "this" is said before it.
func makeWeekend(c *context, m *match) (reading, bool) {
	if c.pub.IsZero() {
		return reading{}, false
	}
	saturday := c.pub.AddDays(6 - isoWeekday(c.pub)) // of the report's week
	begun := !c.pub.Before(saturday)
	n := 0
	switch {
	case m.rel == 1:
		n = 1
	case m.rel < 0 && m.rel != noRel:
		n = -1
	case !begun && c.tense() != future && (m.rel == noRel || c.tense() == past):
		n = -1
	}
	return weekendReading(saturday.AddDays(7 * n)), true
}

func makeAgo(c *context, m *match) (reading, bool) {
	if c.pub.IsZero() || m.unit == "" {
		return reading{}, false
	}
	if m.nterms > 0 {
		return dayReading(m.moved(c.pub, 1)), true
	}
	if m.unit == year && m.count() == 1 {
		return c.yearEarlier(1), true
	}
	return shift(c.pub, m.unit, -m.count()), true
}

func makeFromNow(c *context, m *match) (reading, bool) {
	if c.pub.IsZero() || m.unit == "" {
		return reading{}, false
	}
	if m.nterms > 0 {
		return dayReading(m.moved(c.pub, -1)), true
	}
	return shift(c.pub.AddDays(m.deicticDays()), m.unit, m.count()), true
}

// deicticDays is how far tomorrow or yesterday lies from publication.
func (m *match) deicticDays() int {
	if m.deictic == noRel {
		return 0
	}
	return m.deictic
}

// allTerms are the terms of a compound length in text order.
func (m *match) allTerms() []term {
	return append(append([]term(nil), m.terms[:m.nterms]...), term{m.count(), m.unit})
}

// moved is the day that lies a compound length before d (after it for -1).
func (m *match) moved(d tocsin.Day, back1 float64) tocsin.Day {
	for _, t := range m.allTerms() {
		d = back(d, t.unit, back1*t.num)
	}
	return d
}

// makeBeforeDeictic reads "two days before yesterday".
func makeBeforeDeictic(c *context, m *match) (reading, bool) {
	return shift(c.pub.AddDays(m.deicticDays()), m.unit, -m.count()), !c.pub.IsZero() && m.unit != ""
}

// makeRest reads "the rest of the week": from publication on.
func makeRest(c *context, m *match) (reading, bool) {
	if c.pub.IsZero() || m.unit == "" || m.unit[0] == 'T' {
		return reading{}, false
	}
	r := unitReading(c.pub, m.unit, 0)
	r.first = c.pub
	return r, true
}

// makeToDate reads "the year to date".
func makeToDate(c *context, m *match) (reading, bool) {
	r := unitReading(c.pub, m.unit, 0)
	r.value, r.last = r.value+"/"+c.pub.String(), c.pub
	return r, !c.pub.IsZero()
}

// count is the caught number, 1 for an article.
func (m *match) count() float64 {
	if m.num < 0 {
		return 1
	}
	return m.num
}

// makeWindow reads "the past three days": a length that publication anchors.
func makeWindow(c *context, m *match) (reading, bool) {
	if m.unit == "" {
		return reading{}, false
	}
	if m.rel == noRel && !m.plural {
		return c.window(1, m.unit, -1), m.unit[0] != 'T'
	}
	if m.num < 0 && c.says("couple") {
		m.num = 2
	}
	if m.num < 0 || m.rel == noRel {
		return reading{kind: duration, value: durationValue(m.num, m.unit)}, true
	}
	return c.window(m.num, m.unit, m.rel), true
}

// window is the n units that end (direction < 0) or begin at publication.
func (c *context) window(n float64, unit string, direction int) reading {
	r := reading{kind: duration, value: durationValue(n, unit)}
	switch {
	case c.pub.IsZero():
	case direction < 0:
		r.first, r.last = back(c.pub, unit, n), c.pub
		if n < 24 && unit == hour {
			r.first = c.pub
		}
	default:
		r.first, r.last = c.pub, back(c.pub, unit, -n)
	}
	return r
}

// makeVague refuses "hundreds of years" and "a matter of days".
func makeVague(c *context, m *match) (reading, bool) {
	if m.unit == "" || c.prepositionBefore("of", "and", "or") {
		return reading{}, false
	}
	return reading{kind: duration, value: durationValue(-1, m.unit)}, true
}

func makeDuration(c *context, m *match) (reading, bool) {
	if m.part != "" {
		m.unit = day // three nights
	}
	if m.unit == "" {
		return reading{}, false
	}
	if c.prepositionBefore("in") && !c.pub.IsZero() && (m.num >= 0 || !m.plural) && c.tense() == future {
		return makeFromNow(c, m) // will leave in two weeks
	}
	if m.num < 0 && !m.plural && (c.isRate() || c.core.Len() == 2 && !c.prepositionBefore("for", "in", "within", "after", "over", "than", "nearly", "almost", "last", "lasting", "take", "takes", "took", "about", "just", "only", "of", "as") && !c.followedBy("of", "to", "in", ".", ",", "before", "after")) {
		return reading{}, false
	}
	if m.nterms > 0 {
		return reading{kind: duration, value: compound(m.allTerms())}, true
	}
	n := m.num
	if m.nints == 3 && m.ints[2] > 0 { // 5 1/2 hours
		n = float64(m.ints[0]) + float64(m.ints[1])/float64(m.ints[2])
		if sub := halves[m.unit]; 2*m.ints[1] == m.ints[2] && sub != "" {
			return reading{kind: duration, value: durationValue(float64(m.ints[0]), m.unit) + sub}, true
		}
	}
	switch {
	case n < 0 && c.says("couple"):
		n = 2
	case n < 0 && !m.plural && (c.says("long") || c.says("all") || c.says("whole") || c.says("full") || c.says("entire") || c.says("another")):
		n = 1
	case n < 0 && !m.plural && c.says("half") && c.core.Len() <= 3:
		n = 0.5
	case c.says("half") && n < 0 && c.core.Len() > 3:
		n = 1.5
	case c.says("half") && n >= 1 && n == float64(int(n)):
		n += 0.5
	}
	if m.unit == quarter && (n == 3 || !m.plural) {
		return reading{}, false // a quarter or three quarters of something
	}
	if first := c.form(c.core.Start); n < 0 && (first == "a" || first == "an") && !m.plural {
		n = 1
	} else if n < 0 && first == "half" {
		n = 0.5
	}
	return reading{kind: duration, value: durationValue(n, m.unit)}, true
}

// halves writes half a unit in the next smaller one.
var halves = map[string]string{year: "6M", hour: "30M", "TM": "30S"}

// isRate holds for "four flights a week" and "$2 a day".
func (c *context) isRate() bool {
	if w := c.form(c.core.Start); w != "a" && w != "an" {
		return false
	}
	prev := c.plainToken(c.core.Start - 1)
	return prev != nil && (prev.UPOS == "NOUN" || prev.UPOS == "NUM" || prev.UPOS == "SYM")
}

func makeEvery(_ *context, m *match) (reading, bool) {
	switch {
	case m.month > 0:
		return reading{kind: set, value: fmt.Sprintf("XXXX-%02d", m.month)}, true
	case m.season != "":
		return reading{kind: set, value: "XXXX-" + m.season}, true
	}
	if m.unit == "" {
		return reading{kind: set, value: durationValue(1, day)}, m.part != ""
	}
	return reading{kind: set, value: durationValue(m.count(), m.unit)}, true
}

func makeEveryWeekday(_ *context, m *match) (reading, bool) {
	v := fmt.Sprintf("XXXX-WXX-%d", m.weekday)
	if m.part != "" {
		v += "T" + m.part
	}
	return reading{kind: set, value: v}, true
}

// makeOften refuses the noun: a daily is a newspaper.
func makeOften(c *context, m *match) (reading, bool) {
	return reading{kind: set, value: m.often}, c.doc.Tokens[c.core.Start].UPOS != "NOUN"
}

// says reports whether the expression holds a word.
func (c *context) says(word string) bool {
	for i := c.core.Start; i < c.core.End; i++ {
		if c.form(i) == word {
			return true
		}
	}
	return false
}
