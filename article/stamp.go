package article

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"tocsin"
)

// A zone says what a written time tells about the writer's day.
type zone int

const (
	zoneNone   zone = iota // no time, or a time without a zone
	zoneUTC                // a time in UTC, which often is a server's and not the newsroom's
	zoneOffset             // a time with an offset of its own
)

// A stamp is the instant behind a written day; zero if only a day is written.
type stamp struct {
	at   time.Time
	zone zone
}

// parseStamp reads the forms in which pages write a publication time and
// returns the day as written, in the zone as written.
func parseStamp(s string) (tocsin.Day, stamp, bool) {
	s = strings.TrimSpace(s)
	if day, rest, ok := isoDay(s); ok {
		return day, clock(day, rest), true
	}
	if day, st, ok := epoch(s); ok {
		return day, st, true
	}
	if d, ok := findDay(s); ok && d.Year != 0 {
		return d, looseClock(d, s), true
	}
	d, ok := numericDay(s)
	return d, stamp{}, ok
}

// isoDay reads 2025-08-18, 2025/8/18, 2025.08.18 or 20250818 at the start of s.
func isoDay(s string) (tocsin.Day, string, bool) {
	y, rest, ok := digits(s, 4, 4)
	if !ok {
		return compactDay(s)
	}
	if rest == "" || !strings.ContainsRune("-/.", rune(rest[0])) {
		return tocsin.Day{}, s, false
	}
	sep := rest[0]
	m, rest, ok := digits(rest[1:], 1, 2)
	if !ok || rest == "" || rest[0] != sep {
		return tocsin.Day{}, s, false
	}
	d, rest, ok := digits(rest[1:], 1, 2)
	if !ok {
		return tocsin.Day{}, s, false
	}
	day, ok := validDay(y, m, d)
	return day, rest, ok
}

func compactDay(s string) (tocsin.Day, string, bool) {
	n, rest, ok := digits(s, 8, 8)
	if !ok {
		return tocsin.Day{}, s, false
	}
	day, ok := validDay(n/10000, n/100%100, n%100)
	return day, rest, ok
}

// digits reads a whole run of lo to hi ASCII digits.
func digits(s string, lo, hi int) (int, string, bool) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	if i < lo || i > hi {
		return 0, s, false
	}
	n, err := strconv.Atoi(s[:i])
	return n, s[i:], err == nil
}

// The years in which a report on the web can be dated.
const firstYear, lastYear = 1900, 2100

func validDay(y, m, d int) (tocsin.Day, bool) {
	day := tocsin.Day{Year: y, Month: time.Month(m), Date: d}
	if y < firstYear || y > lastYear || m < 1 || m > 12 || d < 1 || tocsin.DayOf(day.Time()) != day {
		return tocsin.Day{}, false
	}
	return day, true
}

// clock reads the time of day and zone that follow an ISO day.
func clock(day tocsin.Day, rest string) stamp {
	rest = strings.TrimLeft(rest, "Tt ")
	hhmm, rest, ok := cutClock(rest)
	if !ok {
		return stamp{}
	}
	loc, z := readZone(strings.TrimSpace(rest))
	if z == zoneNone {
		return stamp{}
	}
	at := time.Date(day.Year, day.Month, day.Date, hhmm/60, hhmm%60, 0, 0, loc)
	return stamp{at: at, zone: z}
}

// looseClock reads the time in a date that names its month: "Mon, 18 Aug 2025
// 02:41:00 GMT".
func looseClock(day tocsin.Day, s string) stamp {
	i := strings.IndexByte(s, ':')
	for i > 0 && '0' <= s[i-1] && s[i-1] <= '9' {
		i--
	}
	if i < 0 {
		return stamp{}
	}
	return clock(day, s[i:])
}

// cutClock reads 10:15, 10:15:30 or 10:15:30.123 as minutes of the day.
func cutClock(s string) (int, string, bool) {
	h, rest, ok := digits(s, 1, 2)
	if !ok || h > 24 || !strings.HasPrefix(rest, ":") {
		return 0, s, false
	}
	m, rest, ok := digits(rest[1:], 2, 2)
	if !ok || m > 59 {
		return 0, s, false
	}
	return h*60 + m, strings.TrimLeft(rest, ":.0123456789"), true
}

func readZone(s string) (*time.Location, zone) {
	switch strings.ToUpper(s) {
	case "Z", "UTC", "GMT", "+00:00", "+0000", "-00:00", "+00":
		return time.UTC, zoneUTC
	}
	if s == "" || s[0] != '+' && s[0] != '-' {
		return nil, zoneNone
	}
	n, _, ok := digits(strings.Replace(s[1:], ":", "", 1), 2, 4)
	if !ok {
		return nil, zoneNone
	}
	if len(s) < 5 {
		n *= 100
	}
	secs := (n/100*60 + n%100) * 60
	if s[0] == '-' {
		secs = -secs
	}
	return time.FixedZone("", secs), zoneOffset
}

// epoch reads seconds or milliseconds since 1970, of 10 or 13 digits.
func epoch(s string) (tocsin.Day, stamp, bool) {
	n, rest, ok := digits(s, 10, 13)
	if !ok || rest != "" || len(s) != 10 && len(s) != 13 {
		return tocsin.Day{}, stamp{}, false
	}
	if len(s) == 13 {
		n /= 1000
	}
	at := time.Unix(int64(n), 0).UTC()
	return tocsin.DayOf(at), stamp{at: at, zone: zoneUTC}, true
}

// numericDay reads 18.08.2025, 18/08/2025 or 08/18/2025. Two numbers that
// could each be the month are read only between full stops, where the day
// comes first everywhere.
func numericDay(s string) (tocsin.Day, bool) {
	a, rest, ok := digits(s, 1, 2)
	if !ok || rest == "" || !strings.ContainsRune("./-", rune(rest[0])) {
		return tocsin.Day{}, false
	}
	sep := rest[0]
	b, rest, ok := digits(rest[1:], 1, 2)
	if !ok || rest == "" || rest[0] != sep {
		return tocsin.Day{}, false
	}
	y, _, ok := digits(rest[1:], 4, 4)
	switch {
	case !ok:
		return tocsin.Day{}, false
	case sep == '.' || a > 12 || a == b:
		return validDay(y, b, a)
	case b > 12:
		return validDay(y, a, b)
	}
	return tocsin.Day{}, false
}

// months holds the English and Spanish names of months with the abbreviations
// that newsrooms use.
var months = monthNames()

func monthNames() map[string]int {
	out := map[string]int{}
	for i, names := range []string{
		"january jan enero ene", "february feb febrero", "march mar marzo",
		"april apr abril abr", "may mayo", "june jun junio", "july jul julio",
		"august aug agosto ago", "september sept sep septiembre setiembre",
		"october oct octubre", "november nov noviembre", "december dec diciembre dic",
	} {
		for _, n := range strings.Fields(names) {
			out[n] = i + 1
		}
	}
	return out
}

// findDay finds the first day of s that names its month: "Aug. 18, 2025",
// "Monday 18th August 2025", "18 de agosto de 2025", "Aug 18". The year is 0
// if it is not written.
func findDay(s string) (tocsin.Day, bool) {
	words := dayWords(s)
	for i, w := range words {
		m := months[w]
		if m == 0 {
			continue
		}
		if i > 0 {
			if d := dayNumber(words[i-1]); d > 0 {
				return dayWithYear(m, d, words[i+1:])
			}
		}
		if i+1 < len(words) {
			if d := dayNumber(words[i+1]); d > 0 {
				return dayWithYear(m, d, words[i+2:])
			}
		}
	}
	return tocsin.Day{}, false
}

// dayWords cuts s into lower-case words and numbers; "de" and "of" are left
// out, since they only link the parts of a date.
func dayWords(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		if w != "de" && w != "del" && w != "of" {
			out = append(out, w)
		}
	}
	return out
}

// dayNumber reads "18", "18th", "1º"; 0 if w is no day of a month.
func dayNumber(w string) int {
	i := 0
	for i < len(w) && '0' <= w[i] && w[i] <= '9' {
		i++
	}
	n, _ := strconv.Atoi(w[:i])
	switch w[i:] {
	case "", "st", "nd", "rd", "th", "º":
	default:
		return 0
	}
	if i > 2 || n > 31 {
		return 0
	}
	return n
}

// dayWithYear completes a day with a year among the next two words: a weekday
// or nothing may stand between.
func dayWithYear(m, d int, next []string) (tocsin.Day, bool) {
	for _, w := range next[:min(len(next), 2)] {
		if y, _, ok := digits(w, 4, 4); ok && y >= firstYear && y <= lastYear {
			return validDay(y, m, d)
		}
	}
	// 2000 is a leap year, so every day that exists in some year passes.
	if _, ok := validDay(2000, m, d); !ok {
		return tocsin.Day{}, false
	}
	return tocsin.Day{Month: time.Month(m), Date: d}, true
}

// Day reads the day in a written time, as feeds and pages have it, in the zone
// as written.
func Day(s string) (tocsin.Day, bool) {
	day, _, ok := parseStamp(s)
	return day, ok
}
