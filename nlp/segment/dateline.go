package segment

import (
	"strconv"
	"strings"
)

// maxDateline is how many words the line of place and day before the first
// sentence of a report may have.
const maxDateline = 18

// splitDatelines ends a sentence after a dateline, "LIMA, May 3 (Agency) —":
// it is no part of the sentence that follows it, and a parser that reads both
// as one takes the agency for a party. Only the first sentence of a paragraph
// can have one.
func splitDatelines(text string, tokens, sents [][2]int) [][2]int {
	for i := 0; i < len(sents); i++ {
		s := sents[i]
		if !startsParagraph(text, tokens[s[0]][0]) {
			continue
		}
		if end := datelineEnd(text, tokens[s[0]:s[1]]); end > 0 {
			sents = append(sents[:i+1], sents[i:]...)
			sents[i], sents[i+1] = [2]int{s[0], s[0] + end}, [2]int{s[0] + end, s[1]}
			i++
		}
	}
	return sents
}

// startsParagraph reports whether only white space and a line break, or
// nothing, stands before byte at.
func startsParagraph(text string, at int) bool {
	before := strings.TrimRight(text[:at], " \t\r")
	return before == "" || before[len(before)-1] == '\n'
}

// datelineEnd is the number of words of the dateline that a sentence begins
// with, its dash included, or 0. A dateline begins with a place in capitals,
// and nothing before the dash is in lower case but within brackets, a month
// behind its day or a connective of a place name.
func datelineEnd(text string, tokens [][2]int) int {
	word := func(i int) string { return text[tokens[i][0]:tokens[i][1]] }
	if len(tokens) < 4 || !allCapitals(word(0), 3) && !(allCapitals(word(0), 2) && allCapitals(word(1), 2)) {
		return 0
	}
	depth := 0
	for i, t := range tokens[:min(len(tokens)-1, maxDateline)] {
		w := word(i)
		switch {
		case w == "(":
			depth++
		case w == ")":
			depth--
		case depth == 0 && isDash(w) && spaced(text, t):
			return i + 1
		case depth == 0 && w[0] >= 'a' && w[0] <= 'z' && w != "of" && w != "de" && !monthAfterDay(word, i):
			return 0
		}
	}
	return 0
}

// monthAfterDay reports whether word i can be the month of "4 jul" or "4 de
// julio", behind which the dateline, or the year, goes on.
func monthAfterDay(word func(int) string, i int) bool {
	day := word(i - 1)
	if day == "de" {
		day = word(i - 2)
	}
	if n, err := strconv.Atoi(day); err != nil || n < 1 || n > 31 {
		return false
	}
	next := word(i + 1)
	return next == "," || next == "." || next == "(" || next == "de" || isDash(next)
}

// allCapitals: at least so many letters, none of them small.
func allCapitals(w string, least int) bool {
	return len(w) >= least && strings.ToUpper(w) == w && strings.ToLower(w) != w
}

func isDash(w string) bool { return w == "-" || w == "--" || w == "–" || w == "—" }

// spaced reports whether a token stands between white space or after a bracket.
func spaced(text string, t [2]int) bool {
	before, after := text[:t[0]], text[t[1]:]
	open := strings.HasSuffix(before, " ") || strings.HasSuffix(before, ")")
	return open && (strings.HasPrefix(after, " ") || strings.HasPrefix(after, "\n"))
}
