package timex

import (
	"strings"

	"tocsin/internal/number"
)

// digits reads a piece that starts with a digit (or the apostrophe of '90s)
// and reports whether it can be part of a time expression.
func (a *atom) digits(t *Annotator, piece string) bool {
	if strings.HasPrefix(piece, "'") || strings.HasPrefix(piece, "’") {
		piece = strings.TrimPrefix(strings.TrimPrefix(piece, "'"), "’")
		return a.decade(t, piece)
	}
	v, n := leadingInt(piece)
	switch rest := piece[n:]; {
	case n == 0:
		return false
	case rest == "":
		a.integer(v, n)
	case t.roleOf(rest)&rDecades != 0:
		return a.decade(t, piece)
	case n <= 2 && v >= 1 && v <= 99 && t.roleOf(rest)&rSuffix != 0:
		a.class, a.value = clOrdinal, v
	default:
		if m, ok := t.clockOf(v, n, rest); ok {
			a.class, a.value = clClock, m
			break
		}
		if m, ok := dotted(v, n, rest); ok {
			a.class, a.value = clDotted, m
		}
		f, ok := t.numbers.Digit(piece)
		a.class, a.number = a.class|clNum, number.Word{Kind: number.Digits, Value: f}
		return ok
	}
	return true
}

func (a *atom) integer(v, n int) {
	a.class, a.value = clInt|clNum, v
	a.number = number.Word{Kind: number.Digits, Value: float64(v)}
	if n <= 2 && v >= 1 && v <= 31 {
		a.class |= clDay
	}
	if n == 4 && v >= 1000 && v < 2200 {
		a.class |= clYear
	}
}

// decade reads 1990s and 90s.
func (a *atom) decade(t *Annotator, piece string) bool {
	v, n := leadingInt(piece)
	if v%10 != 0 || n != 2 && n != 4 || n == 4 && (v < 1000 || v > 2200) {
		return false
	}
	if t.roleOf(piece[n:])&rDecades == 0 {
		return false
	}
	a.class, a.value = clDecade, v
	return true
}

// leadingInt reads at most 9 digits.
func leadingInt(s string) (v, n int) {
	for n < len(s) && n < 9 && isNumeral(s[n]) {
		v = v*10 + int(s[n]-'0')
		n++
	}
	return v, n
}

// dotted reads 8.15 as minutes after midnight.
func dotted(hour, n int, rest string) (int, bool) {
	if n > 2 || hour > 24 || len(rest) != len(".15") || rest[0] != '.' {
		return 0, false
	}
	minute, m := leadingInt(rest[1:])
	return hour*60 + minute, m == 2 && minute < 60
}

// clockOf reads the rest of 13:40, 13.40pm, 4pm, 1340h after its first number
// and gives minutes after midnight.
func (a *Annotator) clockOf(hour, n int, rest string) (int, bool) {
	minute := 0
	if n <= 2 && (rest[0] == ':' || rest[0] == '.') {
		var m int
		minute, m = leadingInt(rest[1:])
		if m != 2 || minute > 59 {
			return 0, false
		}
		point := rest[0] == '.'
		rest = rest[3:]
		if point && rest == "" {
			return 0, false // a decimal number
		}
		if len(rest) == 3 && rest[0] == ':' {
			rest = ""
		}
	}
	half := ""
	if rest != "" {
		e := a.lookup(rest)
		if e == nil || e.class&clAmPm == 0 && e.role&rClock == 0 {
			return 0, false
		}
		if e.class&clAmPm != 0 {
			half = e.code
		}
	}
	if n > 2 || hour > 24 {
		return 0, false
	}
	return twelve(hour, half)*60 + minute, true
}

// twelve turns an hour of the twelve-hour clock into one of twenty-four.
func twelve(hour int, half string) int {
	switch {
	case half == "pm" && hour < 12:
		return hour + 12
	case half == "am" && hour == 12:
		return 0
	}
	return hour
}
