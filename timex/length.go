package timex

import "fmt"

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
	if m.num < 0 && c.says(rCouple) {
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
	if m.unit == "" || c.prepositionBefore(rVagueFore) {
		return reading{}, false
	}
	return reading{kind: duration, value: durationValue(-1, m.unit)}, true
}

// makeDuration reads lengths, and "will leave in two weeks" as the day meant.
func makeDuration(c *context, m *match) (reading, bool) {
	if m.part != "" {
		m.unit = day // three nights
	}
	switch {
	case m.unit == "", m.num < 0 && !m.plural && m.rule.arg == "" && c.isNoLength():
		return reading{}, false
	case m.rule.arg == "" && c.prepositionBefore(rIn) && !c.pub.IsZero() && (m.num >= 0 || !m.plural) && c.tense() == future:
		return makeFromNow(c, m)
	case m.nterms > 0:
		return reading{kind: duration, value: compound(m.allTerms())}, true
	case m.nints == 3 && m.ints[2] > 0: // 5 1/2 hours
		return reading{kind: duration, value: m.fractional()}, true
	}
	n := c.lengthOf(m)
	if m.unit == quarter && (m.num == 3 || !m.plural) {
		return reading{}, false // a quarter or three quarters of something
	}
	return reading{kind: duration, value: durationValue(n, m.unit)}, true
}

// lengthOf is the number of units, -1 if the words leave it open.
func (c *context) lengthOf(m *match) float64 {
	half := c.says(rHalf)
	switch n := m.num; {
	case n >= 1 && half && n == float64(int(n)):
		return n + 0.5 // an hour and a half, with a number
	case n >= 0:
		return n
	case c.says(rCouple):
		return 2
	case m.plural:
		return n
	case half && c.core.Len() <= 3:
		return 0.5
	case half:
		return 1.5
	case c.says(rWhole):
		return 1
	}
	return m.num
}

// fractional writes "5 1/2 hours": PT5H30M where the half has a unit.
func (m *match) fractional() string {
	whole, part := float64(m.ints[0]), float64(m.ints[1])/float64(m.ints[2])
	if sub := halves[m.unit]; part == 0.5 && sub != "" {
		return durationValue(whole, m.unit) + sub
	}
	return durationValue(whole+part, m.unit)
}

// isNoLength holds for rates, and for a bare "a year" that no word around it
// makes a length.
func (c *context) isNoLength() bool {
	if c.isRate() {
		return true
	}
	return c.core.Len() == 2 && !c.followedBy(rBareAfter) &&
		!c.prepositionBefore(rBareFore)
}

// halves writes half a unit in the next smaller one.
var halves = map[string]string{year: "6M", hour: "30M", "TM": "30S"}

// isRate holds for "four flights a week" and "$2 a day".
func (c *context) isRate() bool {
	if !c.is(c.core.Start, rArticle) {
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
