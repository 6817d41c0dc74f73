package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// A dateline opens a text and ends with a dash, after at most this many bytes:
// "CARACAS, Venezuela, Aug 18, 2025 (Agency) — ".
const maxDateline = 120

// dateline returns the day that the dateline of a text names. Its year is 0 if
// the dateline leaves it out, as most do.
func dateline(text string) (tocsin.Day, bool) {
	head, ok := cutDateline(text)
	if !ok {
		return tocsin.Day{}, false
	}
	if day, ok := findDay(head); ok {
		return day, true
	}
	for _, part := range strings.FieldsFunc(head, func(r rune) bool { return r == ',' || r == ' ' || r == '(' || r == ')' }) {
		if day, _, ok := isoDay(part); ok {
			return day, true
		}
	}
	return tocsin.Day{}, false
}

// cutDateline returns what stands before the dash of a dateline. A dateline
// begins with a place in capitals, which tells it from a sentence that happens
// to have a dash.
func cutDateline(text string) (string, bool) {
	head := strings.TrimLeft(text, " \t\n")
	head = head[:min(len(head), maxDateline)]
	end := -1
	for _, dash := range []string{"—", "–", " - ", " -- ", ".-"} {
		if i := strings.Index(head, dash); i >= 0 && (end < 0 || i < end) {
			end = i
		}
	}
	if end < 0 || !startsInCapitals(head[:end]) || strings.Contains(head[:end], "\n\n") {
		return "", false
	}
	return head[:end], true
}

// startsInCapitals reports whether the first word has two letters or more, all
// capital.
func startsInCapitals(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			n++
		case unicode.IsLetter(r):
			return false
		default:
			return n >= 2
		}
	}
	return n >= 2 && utf8.ValidString(s)
}

// withYear completes a day that lacks its year, given a day that the report
// was still being edited on (or a year alone, as its last day). The report
// cannot be younger than that, and a dateline that is more than a year older
// would have named its year.
func withYear(day, notAfter tocsin.Day) tocsin.Day {
	for _, y := range []int{notAfter.Year, notAfter.Year - 1} {
		full, ok := validDay(y, int(day.Month), day.Date)
		if ok && !notAfter.Before(full) {
			return full
		}
	}
	return tocsin.Day{}
}
