package timex

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
