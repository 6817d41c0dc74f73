package timex

import "tocsin"

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
	if m.rule.arg != "" { // la semana que viene
		m.rel = int(m.rule.arg[0] - '0')
	}
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
	case m.edge != "":
		return r.slice(m.edge), true
	case c.says(rEarlier) && inside:
		r.last = c.pub
	case c.says(rLater) && inside:
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
