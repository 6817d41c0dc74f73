// Package boundary finds where words and sentences end: it reads a text, asks
// linear models over hashed features at the few places that can be a boundary,
// and holds the form in which these models are stored. The trainer and the
// segmenter share it, so that both see the same features.
package boundary

import "unicode"

// A class is what kind of character a rune is, as far as boundaries care.
type class uint8

const (
	lower class = iota
	upper
	letter // without case
	digit
	apostrophe
	quote
	period
	comma
	hyphen
	dash
	final // ? and !
	colon // : and ;
	opening
	closing
	slash
	currency
	ellipsis
	symbol
	none // outside the text
)

var asciiClass = buildASCII()

func buildASCII() (t [128]class) {
	for r := range t {
		switch {
		case r >= 'a' && r <= 'z':
			t[r] = lower
		case r >= 'A' && r <= 'Z':
			t[r] = upper
		case r >= '0' && r <= '9':
			t[r] = digit
		default:
			t[r] = symbol
		}
	}
	for c, set := range map[class]string{
		apostrophe: "'`", quote: `"`, period: ".", comma: ",", hyphen: "-", final: "?!", colon: ":;",
		opening: "([{<", closing: ")]}>", slash: `/\`, currency: "$",
	} {
		for _, r := range set {
			t[r] = c
		}
	}
	return t
}

func classOf(r rune) class {
	if r < 128 {
		return asciiClass[r]
	}
	switch r {
	case '’', '‘', '‛', '´', 'ʼ':
		return apostrophe
	case '“', '”', '„', '‟', '«', '»':
		return quote
	case '–', '—', '―', '‒':
		return dash
	case '‐', '‑':
		return hyphen
	case '…':
		return ellipsis
	case '¿', '¡', '。', '！', '？', '؟':
		return final
	}
	switch {
	case unicode.IsLower(r):
		return lower
	case unicode.IsUpper(r):
		return upper
	case unicode.IsLetter(r), unicode.IsMark(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	case unicode.Is(unicode.Sc, r):
		return currency
	case unicode.Is(unicode.Ps, r):
		return opening
	case unicode.Is(unicode.Pe, r):
		return closing
	}
	return symbol
}

func (c class) isLetter() bool { return c <= letter }

// fold is the character the features see: lower case, one kind of digit,
// quotation mark, apostrophe and dash.
func fold(r rune, c class) rune {
	switch c {
	case upper:
		if r < 128 {
			return r + 'a' - 'A'
		}
		return unicode.ToLower(r)
	case digit:
		return '0'
	case apostrophe:
		return '\''
	case quote:
		return '"'
	case dash:
		return '—'
	}
	return r
}

// isSpace reports white space, and the zero-width characters that web pages
// use to allow a line break.
func isSpace(r rune) bool {
	if r < 128 {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return r == 0x200b || r == 0xfeff || unicode.IsSpace(r)
}
