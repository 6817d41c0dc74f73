package timex

import (
	"fmt"
	"strconv"
	"time"

	"tocsin"
)

// TIMEX3 types.
const (
	date     = "DATE"
	clock    = "TIME"
	duration = "DURATION"
	set      = "SET"
)

// Units as the word table writes them. Those of less than a day start with T.
const (
	hour      = "TH"
	day       = "D"
	week      = "W"
	fortnight = "2W"
	month     = "M"
	quarter   = "Q"
	year      = "Y"
	decade    = "DE"
	century   = "CE"
	weekend   = "WE"
	season    = "S"
)

// A reading is the value of one expression.
type reading struct {
	kind, value string
	first, last tocsin.Day
	grain       string // unit of the value: day, week, month, …
	stated      bool   // the year stands in the text
}

func dayReading(d tocsin.Day) reading {
	return reading{kind: date, value: d.String(), first: d, last: d, grain: day}
}

// withPart narrows a day to a part of it ("night") or a moment ("12:00").
func (r reading) withPart(part string) reading {
	if part == "" || r.grain != day {
		return r
	}
	r.kind = clock
	r.value += "T" + part
	return r
}

func weekReading(d tocsin.Day) reading {
	monday := d.AddDays(-isoWeekday(d) + 1)
	y, w := monday.Time().ISOWeek()
	return reading{kind: date, value: fmt.Sprintf("%04d-W%02d", y, w), first: monday, last: monday.AddDays(6), grain: week}
}

func weekendReading(saturday tocsin.Day) reading {
	y, w := saturday.Time().ISOWeek()
	return reading{kind: date, value: fmt.Sprintf("%04d-W%02d-WE", y, w), first: saturday, last: saturday.AddDays(1), grain: weekend}
}

// monthReading takes any month number: 0 is December of the year before.
func monthReading(y, m int) reading {
	first := tocsin.DayOf(time.Date(y, time.Month(m), 1, 0, 0, 0, 0, time.UTC))
	last := tocsin.DayOf(time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC))
	return reading{kind: date, value: fmt.Sprintf("%04d-%02d", first.Year, int(first.Month)), first: first, last: last, grain: month}
}

func quarterReading(y, q int) reading {
	a, b := monthReading(y, q*3-2), monthReading(y, q*3)
	return reading{kind: date, value: fmt.Sprintf("%04d-Q%d", a.first.Year, (int(a.first.Month)+2)/3), first: a.first, last: b.last, grain: quarter}
}

func yearReading(y int) reading {
	return reading{kind: date, value: fmt.Sprintf("%04d", y), first: tocsin.Day{Year: y, Month: 1, Date: 1}, last: tocsin.Day{Year: y, Month: 12, Date: 31}, grain: year}
}

// decadeReading takes the first year of the decade.
func decadeReading(y int) reading {
	return reading{kind: date, value: fmt.Sprintf("%03d", y/10), first: yearReading(y).first, last: yearReading(y + 9).last, grain: decade}
}

// seasonMonths are the first months of the meteorological seasons of the
// northern hemisphere, the custom of the wires; TIMEX3 knows no other.
var seasonMonths = [...]struct {
	code  string
	month int
}{{"SP", 3}, {"SU", 6}, {"FA", 9}, {"WI", 12}}

func seasonReading(y int, code string) reading {
	for _, s := range seasonMonths {
		if s.code == code {
			a, b := monthReading(y, s.month), monthReading(y, s.month+2)
			return reading{kind: date, value: fmt.Sprintf("%04d-%s", y, code), first: a.first, last: b.last, grain: season}
		}
	}
	return reading{}
}

// unitReading is the calendar unit n units from the one that holds d. Hours
// and smaller units stay on the day.
func unitReading(d tocsin.Day, unit string, n int) reading {
	switch unit {
	case day:
		return dayReading(d.AddDays(n))
	case week:
		return weekReading(d.AddDays(7 * n))
	case fortnight:
		return weekReading(d.AddDays(14 * n))
	case month:
		return monthReading(d.Year, int(d.Month)+n)
	case quarter:
		return quarterReading(d.Year, (int(d.Month)+2)/3+n)
	case year:
		return yearReading(d.Year + n)
	case decade:
		return decadeReading(d.Year/10*10 + 10*n)
	case century:
		y := (d.Year-1)/100*100 + 1 + 100*n
		return reading{kind: date, value: fmt.Sprintf("%02d", y/100), first: yearReading(y).first, last: yearReading(y + 99).last, grain: century}
	case weekend:
		return weekendReading(d.AddDays(6 - isoWeekday(d) + 7*n))
	}
	return dayReading(d)
}

// shift is the day or coarser unit that lies n units from d: two weeks from a
// Monday is a Monday, three months from it a month.
func shift(d tocsin.Day, unit string, n float64) reading {
	switch unit {
	case week:
		return dayReading(d.AddDays(int(7 * n)))
	case fortnight:
		return dayReading(d.AddDays(int(14 * n)))
	case hour:
		return dayReading(d.AddDays(int(n / 24)))
	case century:
		return yearReading(d.Year + int(100*n))
	case decade:
		return yearReading(d.Year + int(10*n))
	case day, month, quarter, year:
		return unitReading(d, unit, int(n))
	}
	return dayReading(d)
}

// back is the day n units before d (after it if n < 0), to the day.
func back(d tocsin.Day, unit string, n float64) tocsin.Day {
	switch k := -int(n); unit {
	case day:
		return d.AddDays(k)
	case week:
		return d.AddDays(7 * k)
	case fortnight:
		return d.AddDays(14 * k)
	case hour:
		return d.AddDays(-int(n / 24))
	case month:
		return tocsin.DayOf(d.Time().AddDate(0, k, 0))
	case quarter:
		return tocsin.DayOf(d.Time().AddDate(0, 3*k, 0))
	case year:
		return tocsin.DayOf(d.Time().AddDate(k, 0, 0))
	case decade:
		return tocsin.DayOf(d.Time().AddDate(10*k, 0, 0))
	case century:
		return tocsin.DayOf(d.Time().AddDate(100*k, 0, 0))
	}
	return d
}

// durationValue writes P3D, PT24H, P10Y; n < 0 is an unknown number: PXD.
func durationValue(n float64, unit string) string {
	switch unit {
	case fortnight:
		n, unit = n*2, week
	case decade:
		n, unit = n*10, year
	case century:
		n, unit = n*100, year
	case weekend:
		return "P" + count(n) + "WE"
	}
	if unit[0] == 'T' {
		return "PT" + count(n) + unit[1:]
	}
	return "P" + count(n) + unit
}

// compound writes several terms as one length, greatest unit first: P1Y2M3D.
func compound(terms []term) string {
	days, hours := "P", ""
	for _, unit := range [...]string{century, decade, year, quarter, month, fortnight, week, day, hour, "TM", "TS"} {
		for _, t := range terms {
			if t.unit != unit {
				continue
			}
			if v := durationValue(t.num, unit); unit[0] == 'T' {
				hours += v[len("PT"):]
			} else {
				days += v[len("P"):]
			}
		}
	}
	if hours != "" {
		days += "T" + hours
	}
	return days
}

func count(n float64) string {
	if n < 0 {
		return "X"
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// slice narrows a period to its early, mid or late third. The value stays, as
// TIMEX3 puts this into a modifier.
func (r reading) slice(edge string) reading {
	if edge == "" || r.first.IsZero() {
		return r
	}
	switch r.grain {
	case month:
		return r.cut(edge, r.first.AddDays(9), r.first.AddDays(19))
	case year:
		y := r.first.Year
		return r.cut(edge, monthReading(y, 4).last, monthReading(y, 8).last)
	case decade:
		y := r.first.Year
		return r.cut(edge, yearReading(y+3).last, yearReading(y+6).last)
	case century:
		y := r.first.Year
		return r.cut(edge, yearReading(y+32).last, yearReading(y+65).last)
	case week:
		return r.cut(edge, r.first.AddDays(2), r.first.AddDays(3))
	}
	return r
}

// cut keeps the part up to a, between a and b, or after b.
func (r reading) cut(edge string, a, b tocsin.Day) reading {
	switch edge {
	case "early":
		r.last = a
	case "mid":
		r.first, r.last = a.AddDays(1), b
	case "late":
		r.first = b.AddDays(1)
	}
	return r
}

// isoWeekday is 1 for Monday to 7 for Sunday.
func isoWeekday(d tocsin.Day) int { return (int(d.Weekday())+6)%7 + 1 }

// exists makes a day, refusing 31 April.
func exists(y, m, d int) (tocsin.Day, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	out := tocsin.DayOf(t)
	return out, y >= 1 && int(out.Month) == m && out.Date == d
}
