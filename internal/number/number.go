// Package number reads English cardinal numbers, in digits and in words. It
// knows nothing of what they count.
package number

import (
	"math"
	"strconv"
)

// A Kind says which part a word plays in a number.
type Kind uint8

// The parts of a number. Words that are no part of one are None.
const (
	None     Kind = iota
	Digits        // 4,000 or 4.5: anything written in digits
	Unit          // one … nine
	Teen          // ten … nineteen
	Ten           // twenty … ninety
	Hundred       // multiplies what stands before it, at most 99
	Scale         // thousand, million, …: multiplies everything since the last scale
	Group         // dozen, score: multiplies like a scale, takes no units after it
	Article       // a, an: one, but only before Hundred, Scale or Group
	And           // links hundreds to tens: two hundred and fifty
	Hyphen        // links tens to units: twenty-five
	Half          // half a million, two and a half
	Fraction      // third, quarter: needs a number before it
	Several       // several: at least two, multiplies a Hundred, Scale or Group
	Point         // two point five: digits follow in words
)

// A Word is one word as a part of a number.
type Word struct {
	Kind  Kind
	Value float64
}

// Words maps lower-case English words to their part in a number.
func Words() map[string]Word {
	out := map[string]Word{
		"a": {Article, 1}, "an": {Article, 1}, "and": {And, 0}, "-": {Hyphen, 0}, "‑": {Hyphen, 0}, "half": {Half, 0.5},
		"nought": {Unit, 0}, "naught": {Unit, 0}, "point": {Point, 0},
		"hundred": {Hundred, 100}, "dozen": {Group, 12}, "dozens": {Group, 12}, "score": {Group, 20},
		"several": {Several, 2},
		"third":   {Fraction, 1. / 3}, "thirds": {Fraction, 1. / 3}, "quarter": {Fraction, 0.25}, "quarters": {Fraction, 0.25},
	}
	for i, w := range []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"} {
		out[w] = Word{Unit, float64(i)}
	}
	for i, w := range []string{"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"} {
		out[w] = Word{Teen, float64(10 + i)}
	}
	for i, w := range []string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"} {
		out[w] = Word{Ten, float64(20 + 10*i)}
	}
	for w, v := range scales {
		out[w] = Word{Scale, v}
	}
	return out
}

var scales = map[string]float64{
	"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
	"mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "tln": 1e12, "lakh": 1e5, "crore": 1e7,
}

// Digit reads a number written in digits: 4000, 4,000, 4.5, also with a
// magnitude letter (4.5m, 1.2bn, 40k, 3tn) and with a leading "~" or "+".
// Commas must stand before groups of three. It refuses anything else.
func Digit(s string) (float64, bool) {
	end := len(s)
	for end > 0 && (s[end-1] < '0' || s[end-1] > '9') {
		end--
	}
	mult, ok := magnitude(s[end:])
	if !ok || end == 0 || end > 24 || !grouped(s[:end]) {
		return 0, false
	}
	var buf [24]byte
	n := 0
	for i := 0; i < end; i++ {
		if s[i] != ',' {
			buf[n] = s[i]
			n++
		}
	}
	v, err := strconv.ParseFloat(string(buf[:n]), 64)
	return Scaled(v, mult), err == nil
}

// Scaled multiplies a number by a power of ten without the dust of binary
// fractions: 16.4 million is 16400000. Numbers from 1e15 on are left as they
// come.
func Scaled(v, scale float64) float64 {
	v *= scale
	if r := math.Round(v); r < 1e15 && math.Abs(v-r) < 1e-9*math.Max(1, math.Abs(v)) {
		return r
	}
	return v
}

func magnitude(suffix string) (float64, bool) {
	switch suffix {
	case "":
		return 1, true
	case "k", "K":
		return 1e3, true
	case "m", "M", "mn", "mln", "mil":
		return 1e6, true
	case "b", "bn", "B", "bln":
		return 1e9, true
	case "tn", "tln":
		return 1e12, true
	}
	return 0, false
}

// grouped checks that s is digits with optional thousands commas and at most
// one decimal point, which ends the groups.
func grouped(s string) bool {
	run, commas, point := 0, false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			run++
		case c == ',' && !point && run > 0 && run <= 3 && (!commas || run == 3):
			commas, run = true, 0
		case c == '.' && !point && run > 0 && (!commas || run == 3):
			point, run = true, 0
		default:
			return false
		}
	}
	return run > 0 && (point || !commas || run == 3)
}
