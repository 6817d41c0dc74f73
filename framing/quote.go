package framing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// quotedTokens marks the tokens inside quotation marks, double or single; nil
// if the text has none. A double quotation ends with its paragraph, because
// a speech of several paragraphs opens each anew and closes only the last; a
// single one ends with its sentence.
func quotedTokens(doc *tocsin.Doc) []bool {
	if !strings.ContainsAny(doc.Text, "\"“”«»„‘'`") {
		return nil
	}
	out := make([]bool, len(doc.Tokens))
	double, single, sent := false, false, 0
	for i := range doc.Tokens {
		if sent < len(doc.Sents) && i >= doc.Sents[sent].End {
			sent++
			single = false
			if i > 0 && strings.Contains(gap(doc, i), "\n") {
				double = false
			}
		}
		switch mark(doc, i) {
		case openDouble:
			double = true
		case closeDouble:
			double = false
		case toggleDouble:
			double = !double
		case openSingle:
			single = true
		case closeSingle:
			single = false
		}
		out[i] = double || single
	}
	return out
}

func gap(doc *tocsin.Doc, i int) string {
	from, to := doc.Tokens[i-1].End, doc.Tokens[i].Start
	if from < 0 || from > to || to > len(doc.Text) {
		return ""
	}
	return doc.Text[from:to]
}

type markKind uint8

const (
	noMark markKind = iota
	openDouble
	closeDouble
	toggleDouble
	openSingle
	closeSingle
)

// mark says what a token does to the quotation. A straight single mark opens
// before a letter with a space in front, and closes otherwise; apostrophes
// that are tokens of their own ("the boys' school") close nothing that is
// open, so they do no harm.
func mark(doc *tocsin.Doc, i int) markKind {
	t := &doc.Tokens[i]
	switch t.Form {
	case "\"":
		return toggleDouble
	case "“", "«", "„", "``":
		return openDouble
	case "”", "»", "''":
		return closeDouble
	case "‘", "`":
		return openSingle
	case "’":
		return closeSingle
	case "'":
		if opensWord(doc.Text, t.Start, t.End) {
			return openSingle
		}
		return closeSingle
	}
	return noMark
}

func opensWord(text string, start, end int) bool {
	if start < 0 || end > len(text) || start > end {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return (start == 0 || unicode.IsSpace(before) || before == '(') && (unicode.IsLetter(after) || unicode.IsDigit(after))
}
