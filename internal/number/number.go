// Package number reads cardinal numbers, in digits and in words. What a word
// or a mark means is a table by language; it knows nothing of what the numbers
// count.
package number

import (
	"fmt"
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
	Teen          // ten … nineteen, and what else takes no unit after it
	Ten           // twenty … ninety
	Hundreds      // doscientos: several hundred in one word
	Hundred       // multiplies what stands before it, at most 99
	Scale         // thousand, million, …: multiplies everything since the last scale
	Bare          // mil: a scale that needs nothing before it
	Group         // dozen, score: multiplies like a scale, takes no units after it
	Article       // a, an: one, but only before Hundred, Scale or Group
	And           // links hundreds to tens: two hundred and fifty
	Hyphen        // links tens to units: twenty-five
	Link          // y: does both, and links a half to a scale
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

// A Language is the number words and marks of one language. It is read-only
// after [Load].
type Language struct {
	words      map[string]Word
	magnitudes map[string]float64
	thousands  [128]bool
	decimal    [128]bool
}

// Words maps lower-case words to their part in a number. Callers do not
// change it.
func (l *Language) Words() map[string]Word { return l.words }

// longest bounds how many bytes a number in digits takes.
const longest = 24

// Digit reads a number written in digits: 4000, 4,000, 4.5, also with the
// letters of a magnitude (4.5m, 1.2bn). Marks of thousands must stand before
// groups of three. It refuses anything else.
func (l *Language) Digit(s string) (float64, bool) {
	end := len(s)
	for end > 0 && !isDigit(s[end-1]) {
		end--
	}
	if end == 0 || end > longest {
		return 0, false
	}
	mult := 1.0
	if end < len(s) {
		var ok bool
		if mult, ok = l.magnitudes[s[end:]]; !ok {
			return 0, false
		}
	}
	var buf [longest]byte
	n, ok := l.plain(buf[:0], s[:end])
	if !ok {
		return 0, false
	}
	v, err := strconv.ParseFloat(string(n), 64)
	return Scaled(v, mult), err == nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// plain writes digits with their marks as Go does, and refuses wrong groups. A
// mark that can mean both groups where it stands more than once or three
// digits follow it: 4.000 and 4.5.
func (l *Language) plain(out []byte, s string) ([]byte, bool) {
	run, groups, point, mark := 0, false, false, byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case isDigit(c):
			run++
			out = append(out, c)
			continue
		case c >= 128 || run == 0 || point || groups && run != 3:
			return nil, false
		case l.groups(c, mark, s[i+1:]) && run <= 3:
			groups, run, mark = true, 0, c
		case l.decimal[c] && c != mark:
			point, run = true, 0
			out = append(out, '.')
		default:
			return nil, false
		}
	}
	return out, run > 0 && (point || !groups || run == 3)
}

// groups reports whether a mark with rest behind it divides thousands; mark is
// the one that did so before, 0 if none.
func (l *Language) groups(c, mark byte, rest string) bool {
	if !l.thousands[c] || mark != 0 && mark != c {
		return false
	}
	if !l.decimal[c] || mark == c {
		return true
	}
	n := 0
	for n < len(rest) && isDigit(rest[n]) {
		n++
	}
	return n == 3
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

// add keeps one row of the table.
func (l *Language) add(f []string) error {
	v, err := strconv.ParseFloat(f[2], 64)
	if err != nil || f[0] == "" {
		return fmt.Errorf("want word, part, value")
	}
	mark := len(f[0]) == 1 && f[0][0] < 128
	switch kind, ok := kinds[f[1]]; {
	case ok:
		if _, dup := l.words[f[0]]; dup {
			return fmt.Errorf("%q stands twice", f[0])
		}
		l.words[f[0]] = Word{kind, v}
	case f[1] == "magnitude":
		l.magnitudes[f[0]] = v
	case f[1] == "thousands" && mark:
		l.thousands[f[0][0]] = true
	case f[1] == "decimal" && mark:
		l.decimal[f[0][0]] = true
	default:
		return fmt.Errorf("unknown part %q", f[1])
	}
	return nil
}
