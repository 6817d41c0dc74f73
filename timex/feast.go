package timex

import (
	"fmt"
	"strconv"
	"strings"

	"tocsin"
)

// makeFeast places a feast. Its code is a day of the year (12-25), the nth
// weekday of a month (11-4#4 is the fourth Thursday of November), or a number
// of days from Easter (easter-2).
func makeFeast(c *context, m *match) (reading, bool) {
	code := m.feast
	if code == "" {
		code = m.rule.arg
	}
	shift := 0
	if m.feast != "" && c.says(rEve) {
		shift = -1
	}
	if m.nyears > 0 {
		d, ok := feastDay(code, m.years[0])
		r := dayReading(d.AddDays(shift))
		r.stated = true
		return r, ok
	}
	if c.pub.IsZero() {
		return reading{}, false
	}
	d, ok := c.nearestFeast(code, m.rel)
	return dayReading(d.AddDays(shift)), ok
}

// nearestFeast takes the last such day, or the next one where the clause looks
// ahead or the words say so.
func (c *context) nearestFeast(code string, rel int) (tocsin.Day, bool) {
	d, ok := feastDay(code, c.pub.Year)
	if !ok || rel == 0 {
		return d, ok
	}
	ahead := rel > 0 || rel == noRel && c.tense() == future
	switch {
	case ahead && d.Before(c.pub):
		return feastDay(code, c.pub.Year+1)
	case !ahead && c.pub.Before(d):
		return feastDay(code, c.pub.Year-1)
	}
	return d, true
}

// feastDay is the day of a feast in one year.
func feastDay(code string, y int) (tocsin.Day, bool) {
	if rest, ok := strings.CutPrefix(code, "easter"); ok {
		n, err := strconv.Atoi(rest)
		return easter(y).AddDays(n), err == nil
	}
	var mon, d, nth int
	if n, _ := fmt.Sscanf(code, "%d-%d#%d", &mon, &d, &nth); n < 2 {
		return tocsin.Day{}, false
	}
	if nth == 0 {
		return exists(y, mon, d)
	}
	return nthWeekday(y, mon, d, nth)
}

// nthWeekday is the nth such weekday of a month; n < 0 counts from its end.
func nthWeekday(y, mon, weekday, n int) (tocsin.Day, bool) {
	first, ok := exists(y, mon, 1)
	if !ok || n == 0 {
		return tocsin.Day{}, false
	}
	if n < 0 {
		last := monthReading(y, mon).last
		return last.AddDays(-(isoWeekday(last)-weekday+7)%7 + 7*(n+1)), true
	}
	d := first.AddDays((weekday-isoWeekday(first)+7)%7 + 7*(n-1))
	return d, int(d.Month) == mon
}

// easter is Easter Sunday of the western churches, by the anonymous Gregorian
// computus (Nature, 20 April 1876).
func easter(y int) tocsin.Day {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	day, _ := exists(y, n/31, n%31+1)
	return day
}
