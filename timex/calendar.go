package timex

import (
	"tocsin"
)

// A maker gives the value of a match; ok is false if it is no time expression
// after all.
type maker func(c *context, m *match) (r reading, ok bool)

// makers are the functions that data/en.rules names.
func makers() map[string]maker {
	return map[string]maker{
		"none": func(*context, *match) (reading, bool) { return reading{}, false },
		"date": makeDate, "iso": makeISO, "slash": makeSlash, "days": makeDays,
		"month": makeMonth, "monthRel": makeMonthRel, "yearEnd": makeYearEnd, "ofYear": makeOfYear, "weekOf": makeWeekOf, "weekHolding": makeWeekHolding, "thatMonth": makeThatMonth, "year": makeYear, "years": makeYears,
		"decade": makeDecade, "century": makeCentury, "season": makeSeason, "quarter": makeQuarter,
		"weekday": makeWeekday, "weekdayRel": makeWeekdayRel, "weekdayOfWeek": makeWeekdayOfWeek,
		"deictic": makeDeictic, "days-from-now": makeDaysFromNow, "now": makeNow, "nightBefore": makeNightBefore,
		"overnight": makeOvernight, "samePart": makeSamePart, "sameUnit": makeSameUnit, "clock": makeClock,
		"clockZone": makeClockZone, "clockSpan": makeClockSpan, "unitRel": makeUnitRel, "thisUnit": makeThisUnit, "neighbour": makeNeighbour,
		"weekend": makeWeekend, "ago": makeAgo, "agoVague": makeVague, "fromNow": makeFromNow,
		"shifted": makeShifted, "window": makeWindow, "vague": makeVague, "duration": makeDuration,
		"every": makeEvery, "everyWeekday": makeEveryWeekday, "often": makeOften,
		"theQuarter": makeTheQuarter, "yearAgo": makeYearAgo, "half": makeHalf, "theYear": makeTheYear,
		"spokenYear": makeSpokenYear, "ref": makeRef, "refNoun": makeRefNoun, "refModifier": makeRefModifier,
		"beforeDeictic": makeBeforeDeictic, "rest": makeRest, "toDate": makeToDate, "nthWeekday": makeNthWeekday,
		"weekdayDay": makeWeekdayDay, "dayOfMonth": makeDayOfMonth, "daysOfMonth": makeDaysOfMonth, "letterQuarter": makeLetterQuarter,
		"weekNumber": makeWeekNumber, "oldDecade": makeOldDecade,
		"feast": makeFeast, "feastNamed": makeFeast,
		"away": makeAway, "back": makeBack, "fixed": makeFixed, "deicticClock": makeDeicticClock,
	}
}

// day is the day of the month that the match caught, 0 if none.
func (m *match) day() int {
	switch {
	case m.nints > 0:
		return m.ints[0]
	case m.ordinal > 0:
		return m.ordinal
	case m.num >= 1 && m.num <= 31: // in words: el dos de mayo
		return int(m.num)
	}
	return 0
}

// looks is the direction that "last" or "next" gives; unknown without.
func (m *match) looks() tense {
	switch {
	case m.rel == noRel || m.rel == 0:
		return unknown
	case m.rel < 0:
		return past
	}
	return future
}

func makeDate(c *context, m *match) (reading, bool) {
	if m.nyears > 0 {
		d, ok := exists(m.years[0], m.month, m.day())
		r := dayReading(d).withPart(m.part)
		r.stated = true
		return r, ok
	}
	d, ok := c.nearest(m.month, m.day(), m.looks())
	return dayReading(d).withPart(m.part), ok
}

func makeISO(_ *context, m *match) (reading, bool) {
	d, ok := exists(m.years[0], m.ints[0], m.ints[1])
	r := dayReading(d)
	r.stated = true
	return r, ok
}

// makeSlash reads the day first, as most of the world does, unless only the
// month-first reading exists. Where both do and the report's own weeks do not
// tell, the date is left out rather than guessed.
func makeSlash(c *context, m *match) (reading, bool) {
	y := m.years[0]
	if m.nyears == 0 && m.nints == 3 && m.ints[2] < 100 { // 21/04/16
		y = 2000 + m.ints[2]
		if m.ints[2] >= 50 {
			y -= 100
		}
	}
	dm, ok1 := exists(y, m.ints[1], m.ints[0])
	md, ok2 := exists(y, m.ints[0], m.ints[1])
	d := dm
	switch {
	case ok1 && ok2 && dm != md:
		near1, near2 := c.recent(dm), c.recent(md)
		if near1 == near2 {
			return reading{}, false
		}
		if near2 {
			d = md
		}
	case ok2:
		d = md
	case !ok1:
		return reading{}, false
	}
	r := dayReading(d)
	r.stated = true
	return r, true
}

// recent holds for the five weeks up to publication.
func (c *context) recent(d tocsin.Day) bool {
	if c.pub.IsZero() {
		return false
	}
	n := c.pub.Sub(d)
	return n >= 0 && n <= 35
}

func makeDays(c *context, m *match) (reading, bool) {
	if m.nints < 2 {
		return reading{}, false
	}
	var b tocsin.Day
	var ok bool
	if m.nyears > 0 {
		b, ok = exists(m.years[0], m.month, m.ints[1])
	} else {
		b, ok = c.nearest(m.month, m.ints[1], m.looks())
	}
	if !ok {
		return reading{}, false
	}
	a, ok := exists(b.Year, m.month, m.ints[0])
	r := between(dayReading(a), dayReading(b))
	r.stated = m.nyears > 0
	return r, ok && !b.Before(a)
}

// between is the period from the start of a to the end of b.
func between(a, b reading) reading {
	return reading{kind: date, value: a.value + "/" + b.value, first: a.first, last: b.last, grain: "", stated: a.stated && b.stated}
}

func makeMonth(c *context, m *match) (reading, bool) {
	if m.nyears > 0 {
		r := monthReading(m.years[0], m.month).slice(m.edge)
		r.stated = true
		return r, true
	}
	d, ok := c.nearest(m.month, 0, m.looks())
	return monthReading(d.Year, m.month).slice(m.edge), ok
}

// makeOfYear reads "March of last year" and "3 May this year".
func makeOfYear(c *context, m *match) (reading, bool) {
	y := c.pub.Year + max(m.rel, -1)
	if m.day() == 0 {
		return monthReading(y, m.month).slice(m.edge), !c.pub.IsZero()
	}
	d, ok := exists(y, m.month, m.day())
	return dayReading(d), ok && !c.pub.IsZero()
}

// makeDayOfMonth reads "the 20th of next month" and, after a preposition, "the
// 15th": the nearest such day.
func makeDayOfMonth(c *context, m *match) (reading, bool) {
	if c.pub.IsZero() {
		return reading{}, false
	}
	first := monthReading(c.pub.Year, int(c.pub.Month)).first
	switch {
	case m.rel != noRel:
		first = monthReading(c.pub.Year, int(c.pub.Month)+max(m.rel, -1)).first
	case m.rule.arg == "named": // el día 15
	case c.goesOnNoun() || !c.prepositionBefore(rOn) && (m.day() <= 3 || !c.prepositionBefore(rByDay)):
		return reading{}, false
	}
	switch {
	case m.rel != noRel:
	case c.tense() == future && m.day() < c.pub.Date:
		first = monthReading(c.pub.Year, int(c.pub.Month)+1).first
	case c.tense() != future && m.day() > c.pub.Date:
		first = monthReading(c.pub.Year, int(c.pub.Month)-1).first
	}
	d, ok := exists(first.Year, int(first.Month), m.day())
	return dayReading(d), ok
}

// goesOnNoun holds where a noun follows, which the ordinal then counts.
func (c *context) goesOnNoun() bool {
	next := c.plainToken(c.core.End)
	return next != nil && (isNominal(next) || next.Form == "-")
}

// makeDaysOfMonth reads "4 to 22 this month" and "November between 19 and 20".
func makeDaysOfMonth(c *context, m *match) (reading, bool) {
	if m.nints < 2 || c.pub.IsZero() {
		return reading{}, false
	}
	first := monthReading(c.pub.Year, int(c.pub.Month)+max(m.rel, -1)).first
	a, ok1 := exists(first.Year, int(first.Month), m.ints[0])
	b, ok2 := exists(first.Year, int(first.Month), m.ints[1])
	return between(dayReading(a), dayReading(b)), ok1 && ok2 && a.Before(b)
}

// makeLetterQuarter reads "Q3 2016" and "H1 of this year".
func makeLetterQuarter(c *context, m *match) (reading, bool) {
	m.ordinal = m.quart
	if m.unit == "H" {
		r, ok := makeHalf(c, m)
		return r, ok && (m.nyears > 0 || m.rel != noRel)
	}
	return makeQuarter(c, m)
}

// makeWeekNumber reads "week 31" by the ISO calendar.
func makeWeekNumber(c *context, m *match) (reading, bool) {
	y := c.pub.Year
	if m.nyears > 0 {
		y = m.years[0]
	}
	if y == 0 || m.day() < 1 || m.day() > 53 {
		return reading{}, false
	}
	d, _ := exists(y, 1, 4) // always in week 1
	return weekReading(d.AddDays(7 * (m.day() - 1))), true
}

// makeOldDecade reads "the 70's", "the 1970's", "the nineteen seventies".
func makeOldDecade(c *context, m *match) (reading, bool) {
	y := m.decade
	switch {
	case m.nyears > 0:
		y = m.years[0]
	case m.nints > 0:
		y = m.ints[0]
		if y < 100 {
			y += 1900
		}
	case y >= 0 && c.hundreds() == 18:
		y += 1800
	default:
		y += 1900
	}
	if y%10 != 0 || m.nints > 0 && m.ints[0] < 10 {
		return reading{}, false
	}
	r := decadeReading(y).slice(m.edge)
	r.stated = true
	return r, true
}

func makeYearEnd(c *context, _ *match) (reading, bool) {
	return yearReading(c.pub.Year).slice("late"), !c.pub.IsZero()
}

// makeWeekOf reads "the first week of May" and "the last week of 2019". A week of a month is counted in sevens from its first day.
func makeWeekOf(c *context, m *match) (reading, bool) {
	period, ok := makeMonth(c, m)
	switch {
	case m.month < 0 && m.unit == year && !c.pub.IsZero():
		period, ok = yearReading(c.pub.Year+max(m.rel, -1)), true
	case m.month < 0 && m.unit == month && !c.pub.IsZero():
		period, ok = monthReading(c.pub.Year, int(c.pub.Month)+max(m.rel, -1)), true
	case m.month < 0 && m.nyears > 0:
		period, ok = yearReading(m.years[0]), true
	case m.month < 0:
		return reading{}, false
	}
	first := period.first.AddDays(7 * (m.ordinal - 1))
	final := m.ordinal < 0 && m.rel < 0 && m.rel != noRel
	if final {
		first = period.last.AddDays(-6)
	}
	if period.grain == year { // weeks of a year are those of the ISO calendar
		first = weekReading(first.AddDays(3)).first
	}
	r := weekReading(first)
	r.first, r.last, r.stated = first, first.AddDays(6), m.nyears > 0
	return r, ok && (final || m.ordinal >= 1 && m.ordinal <= 53)
}

// makeWeekHolding reads "the week of 3 May".
func makeWeekHolding(c *context, m *match) (reading, bool) {
	r, ok := makeDate(c, m)
	return weekReading(r.first), ok
}

// makeThatMonth reads "that September" by the year told of before.
func makeThatMonth(c *context, m *match) (reading, bool) {
	a, ok := c.anchor(nil, false)
	return monthReading(a.first.Year, m.month), ok
}

func makeMonthRel(c *context, m *match) (reading, bool) {
	y := c.pub.Year
	switch {
	case m.rel < 0 && m.month >= int(c.pub.Month):
		y--
	case m.rel > 0 && m.month <= int(c.pub.Month):
		y++
	}
	return monthReading(y, m.month).slice(m.edge), !c.pub.IsZero()
}

// makeYear refuses numbers that count something ("2000 soldiers") or name
// something ("Resolution 1973").
func makeYear(c *context, m *match) (reading, bool) {
	r := yearReading(m.years[0]).slice(m.edge)
	r.stated = true
	return r, m.end-m.start > 1 || c.standsAsYear()
}

func makeYears(_ *context, m *match) (reading, bool) {
	a, b := yearReading(m.years[0]), yearReading(m.years[1])
	a.stated, b.stated = true, true
	return between(a, b), m.years[0] < m.years[1] && m.years[1]-m.years[0] < 200
}

func makeDecade(_ *context, m *match) (reading, bool) {
	y := m.decade
	if y < 100 {
		y += 1900
	}
	r := decadeReading(y).slice(m.edge)
	r.stated = true
	return r, true
}

func makeCentury(_ *context, m *match) (reading, bool) {
	r := unitReading(tocsin.Day{Year: m.ordinal*100 - 50, Month: 1, Date: 1}, century, 0).slice(m.edge)
	r.stated = true
	return r, m.ordinal >= 1 && m.ordinal <= 21
}

// makeSeason takes the year of the report unless the season has not begun.
func makeSeason(c *context, m *match) (reading, bool) {
	if m.nyears > 0 {
		r := seasonReading(m.years[0], m.season)
		r.stated = true
		return r, true
	}
	if c.pub.IsZero() || m.rel == noRel && !c.afterPreposition() || c.followedBy(rCut) {
		return reading{}, false
	}
	y := c.pub.Year
	switch r := seasonReading(y, m.season); {
	case m.rel == 1 && !c.pub.Before(r.first):
		y++
	case m.rel == 0 && m.season == "WI" && c.pub.Month <= 2:
		y--
	case m.rel < 0 && m.rel != noRel && !r.last.Before(c.pub), m.rel == noRel && c.pub.Before(r.first) && c.tense() != future:
		y--
	}
	return seasonReading(y, m.season), true
}

// makeQuarter reads the calendar quarter; without a year, the latest one begun.
func makeQuarter(c *context, m *match) (reading, bool) {
	if m.ordinal < 1 || m.ordinal > 4 {
		return reading{}, false
	}
	if m.nyears > 0 {
		r := quarterReading(m.years[0], m.ordinal)
		r.stated = true
		return r, true
	}
	if m.rel != noRel {
		return quarterReading(c.pub.Year+max(m.rel, -1), m.ordinal), !c.pub.IsZero()
	}
	r := quarterReading(c.pub.Year, m.ordinal)
	if c.pub.Before(r.first) && c.tense() != future {
		r = quarterReading(c.pub.Year-1, m.ordinal)
	}
	return r, !c.pub.IsZero()
}
