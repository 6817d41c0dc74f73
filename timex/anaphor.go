package timex

import (
	"fmt"
	"math"

	"tocsin"
)

func makeSamePart(c *context, m *match) (reading, bool) {
	if m.part == "" && !c.is(c.core.End-1, rHours) {
		return reading{}, false
	}
	d, ok := c.anchorDay(true)
	return dayReading(d).withPart(m.part), ok
}

func makeSameUnit(c *context, m *match) (reading, bool) {
	unit := m.unit
	if unit == "" || unit[0] == 'T' {
		unit = day
	}
	if unit == day {
		d, ok := c.anchorDay(false)
		return dayReading(d), ok
	}
	a, ok := c.anchor(nil, false)
	if !ok {
		return reading{}, false
	}
	return unitReading(a.first, unit, 0), true
}

func makeClock(c *context, m *match) (reading, bool) {
	minutes, ok := m.minutes()
	if !ok {
		return reading{}, false
	}
	if m.part == "AF" || m.part == "EV" || m.part == "NI" && minutes >= 6*60 {
		m.half = "pm"
	}
	if m.half != "" && minutes < 13*60 {
		minutes = twelve(minutes/60, m.half)*60 + minutes%60
	}
	return c.at(minutes)
}

// minutes is the time of day that the match caught, in minutes after midnight:
// 13:40, 4, "ten", "3.30".
func (m *match) minutes() (int, bool) {
	switch {
	case m.clock >= 0:
		return m.clock, true
	case m.day() > 0 || m.num < 0:
		return m.day() * 60, true
	}
	h := int(m.num)
	rest := int(math.Round(100 * (m.num - float64(h))))
	return h*60 + rest, h >= 1 && h <= 12 && rest < 60
}

// makeClockSpan reads "between 1 and 5 p.m.": the half of the day is told with
// the end, and the start takes it unless it would come after.
func makeClockSpan(c *context, m *match) (reading, bool) {
	to := m.clock
	if to < 0 {
		to = m.ints[1] * 60
	}
	if m.part == "AF" || m.part == "EV" || m.part == "NI" {
		m.half = "pm"
	}
	if m.half != "" {
		to = twelve(to/60, m.half)*60 + to%60
	}
	from := m.ints[0] * 60
	if to >= 12*60 && from < 12*60 && from+12*60 < to {
		from += 12 * 60
	}
	r, ok := c.at(from)
	end, ok2 := c.at(to)
	r.value += "/" + end.value
	return r, ok && ok2 && from < to
}

// makeClockZone reads "0940 GMT" and "15 GMT".
func makeClockZone(c *context, m *match) (reading, bool) {
	v := -1
	if m.nints > 0 {
		v = m.ints[0]
	}
	if v >= 0 && v <= 24 && len(c.form(c.core.Start)) <= 2 {
		return c.at(v * 60)
	}
	if len(c.form(c.core.Start)) != 4 || v%100 > 59 {
		return reading{}, false
	}
	return c.at(v/100*60 + v%100)
}

func (c *context) at(minutes int) (reading, bool) {
	d, ok := c.anchorDay(true)
	if !ok || minutes > 24*60 {
		return reading{}, false
	}
	return dayReading(d).withPart(fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)), true
}

// makeNeighbour reads "the next day" and "the week before".
func makeNeighbour(c *context, m *match) (reading, bool) {
	n := 1
	if m.rule.arg == "back" {
		n = -1
	}
	for i := c.core.Start; i < c.core.End; i++ {
		e := c.a.lookup(c.doc.Tokens[i].Form)
		if e != nil && (e.class&clRel != 0 && e.num < 0 || i == c.core.End-1 && e.role&rBefore != 0) {
			n = -1
		}
	}
	if m.part != "" || m.unit == day || m.unit == "" && m.rule.arg != "" { // la víspera
		d, ok := c.anchorDay(false)
		return dayReading(d.AddDays(n)).withPart(m.part), ok
	}
	a, ok := c.anchor(within(m.unit), false)
	if !ok || m.unit == "" || m.unit[0] == 'T' {
		return reading{}, false
	}
	return unitReading(a.first, m.unit, n), true
}

// makeShifted reads "two days later", and "two days after rebels took the
// port": there the expression dates what follows it, so it counts back, and
// its value is the length.
func makeShifted(c *context, m *match) (reading, bool) {
	if m.unit == "" {
		return reading{}, false
	}
	later := c.is(c.core.End-1, rLater) || c.is(c.core.Start, rLater)
	linking := c.is(c.core.End-1, rLinks) && c.goesOn()
	if g := c.next(); linking && g != nil { // "two days after 3 May"
		return shift(g.first, m.unit, signed(m.count(), later)), within(m.unit)(g) && m.num >= 0
	}
	if linking && m.unit[0] == 'T' { // "for two hours before dawn"
		return reading{kind: duration, value: durationValue(m.num, m.unit)}, true
	}
	r, ok := c.shifted(m, later != linking, linking)
	if linking && m.count() > 0 && !(m.num < 0 && m.plural) {
		r.kind, r.value = duration, durationValue(m.count(), m.unit)
	}
	return r, ok
}

// shifted is the period that lies the match's number of units from the
// expression it counts from.
func (c *context) shifted(m *match, later, linking bool) (reading, bool) {
	n := m.num
	if n < 0 && m.plural {
		n = 0 // "hours later" stays on the day; days and more are unknown
		if m.unit[0] != 'T' {
			return reading{kind: duration, value: durationValue(-1, m.unit)}, true
		}
	}
	if n < 0 {
		n = 1
	}
	n = signed(n, later)
	if m.unit[0] == 'T' {
		linking = false // minutes and hours stay with the day told of before
	}
	if m.unit == year && n == -1 && !linking && c.quarterBefore() != nil {
		return c.yearEarlier(1), true
	}
	a, ok := c.anchor(within(m.unit), linking)
	if !ok {
		return reading{}, false
	}
	if linking && c.nearestIn(within(m.unit)) == nil { // from an event whose day nothing tells
		return reading{kind: duration, value: durationValue(math.Abs(n), m.unit)}, true
	}
	if m.unit == week && a.first != a.last {
		return weekReading(a.first.AddDays(int(7 * n))), true
	}
	return shift(a.first, m.unit, n), true
}

func signed(n float64, positive bool) float64 {
	if positive {
		return n
	}
	return -n
}

// next is the resolved expression that stands right behind this one.
func (c *context) next() *reading {
	if c.index+1 >= len(c.found) {
		return nil
	}
	g := &c.found[c.index+1]
	if g.core.Start != c.core.End || !g.ok || g.reading.first.IsZero() {
		return nil
	}
	return &g.reading
}

// within accepts anchors that are no longer than the unit to count from them.
func within(unit string) func(*reading) bool {
	days := 0
	switch unit {
	case week, fortnight, weekend:
		days = 6
	case month:
		days = 30
	case quarter:
		days = 91
	case year, decade, century:
		days = 366
	}
	return func(r *reading) bool { return r.last.Sub(r.first) <= days }
}

// goesOn reports whether a clause or noun phrase follows in the sentence.
func (c *context) goesOn() bool {
	i := c.core.End
	return i < c.sent.End && c.doc.Tokens[i].UPOS != "PUNCT"
}

// anchorDay is the day that an expression without one belongs to: for the
// time of day the nearest day of its sentence, else the latest before it,
// else publication.
func (c *context) anchorDay(nearest bool) (tocsin.Day, bool) {
	single := func(r *reading) bool { return r.first == r.last && r.kind != duration }
	if nearest {
		if r := c.nearestIn(single); r != nil {
			return r.first, true
		}
	}
	a, ok := c.anchor(single, false)
	return a.first, ok
}

// anchor is the latest resolved expression before this one that fits; the
// publication day if there is none. With ahead, only the expression's own
// sentence counts, first before and then after it.
func (c *context) anchor(fits func(*reading) bool, ahead bool) (reading, bool) {
	for k := c.index - 1; k >= 0; k-- {
		f := &c.found[k]
		if ahead && f.core.Start < c.sent.Start {
			break
		}
		if f.anchors(fits) && (!c.pub.Before(f.reading.first) || c.tense() == future) {
			return f.reading, true
		}
	}
	for k := c.index + 1; ahead && k < len(c.found) && c.found[k].core.Start < c.sent.End; k++ {
		if c.found[k].anchors(fits) {
			return c.found[k].reading, true
		}
	}
	return dayReading(c.pub), !c.pub.IsZero()
}

func (f *finding) anchors(fits func(*reading) bool) bool {
	return f.ok && !f.reading.first.IsZero() && (fits == nil || fits(&f.reading))
}

// nearestIn is the closest fitting expression of the same sentence.
func (c *context) nearestIn(fits func(*reading) bool) *reading {
	var best *reading
	var gap int
	for k := range c.found {
		f := &c.found[k]
		if k == c.index || f.core.Start < c.sent.Start || f.core.Start >= c.sent.End || !f.anchors(fits) {
			continue
		}
		g := max(f.core.Start-c.core.End, c.core.Start-f.core.End)
		if best == nil || g < gap {
			best, gap = &f.reading, g
		}
	}
	return best
}
