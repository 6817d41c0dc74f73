package boundary

// A shape is what a word looks like.
type shape uint8

const (
	lowerWord shape = iota
	lowerLetter
	capitalised
	initial // one capital
	allCaps
	mixedCase
	number
	mixedNumber  // digits and others
	abbreviation // letters and periods, a period last
	otherWord
	possessive // starts with an apostrophe
	fullStop
	finalMark  // ? or !
	finalMarks // several, or with periods
	dots       // ellipsis
	commaMark
	colonMark
	semicolon
	openQuote
	closeQuote
	openBracket
	closeBracket
	dashMark
	bullet  // other mark alone
	address // URL or mail address
	marks   // several marks
	edge    // no word: outside the paragraph
)

// stops reports whether sentences commonly end with a word of this shape.
func (s shape) stops() bool {
	return s == fullStop || s == finalMark || s == finalMarks || s == dots || s == closeQuote || s == abbreviation
}

// shapeOf classifies a word by its characters. Straight quotation marks open
// after white space.
func shapeOf(char []rune, cls []class, g gap) shape {
	if len(cls) == 1 {
		return shapeOfOne(char[0], cls[0], g)
	}
	var has [none + 1]int
	for _, k := range cls {
		has[k]++
	}
	n, letters := len(cls), has[lower]+has[upper]+has[letter]
	switch {
	case letters == n:
		return shapeOfLetters(cls, has[lower], has[upper])
	case letters == 0 && has[digit] == 0:
		return shapeOfMarks(has[period]+has[ellipsis], has[final], has[apostrophe]+has[quote], n, g)
	case cls[0] == apostrophe:
		return possessive
	case letters > 0 && letters+has[period] == n && cls[n-1] == period:
		return abbreviation
	case has[digit]+has[period]+has[comma]+has[colon] == n:
		return number
	case has[digit] > 0:
		return mixedNumber
	case cls[0] == upper:
		return mixedCase
	}
	return otherWord
}

func shapeOfLetters(cls []class, lowers, uppers int) shape {
	switch {
	case uppers == 0 && lowers == len(cls):
		return lowerWord
	case uppers == len(cls):
		return allCaps
	case uppers == 1 && cls[0] == upper:
		return capitalised
	case uppers > 0:
		return mixedCase
	}
	return otherWord
}

func shapeOfMarks(periods, finals, quotes, n int, g gap) shape {
	switch {
	case periods == n:
		return dots
	case finals > 0 && finals+periods == n:
		return finalMarks
	case quotes == n && g != glued:
		return openQuote
	case quotes == n:
		return closeQuote
	}
	return marks
}

var shapeOfClass = [...]shape{
	lower: lowerLetter, upper: initial, letter: otherWord, digit: number,
	period: fullStop, comma: commaMark, hyphen: dashMark, dash: dashMark, final: finalMark,
	opening: openBracket, closing: closeBracket, slash: bullet, currency: bullet, ellipsis: dots, symbol: bullet,
}

func shapeOfOne(r rune, k class, g gap) shape {
	switch {
	case k == colon && r == ';':
		return semicolon
	case k == colon:
		return colonMark
	case (k == quote || k == apostrophe) && g != glued:
		return openQuote
	case k == quote || k == apostrophe:
		return closeQuote
	}
	return shapeOfClass[k]
}
