package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// A region is a stretch of tokens between quotation marks, without the marks.
// Regions of one chain are paragraphs of one speech: each opens with a mark
// and only the last is closed.
type region struct {
	tocsin.Span
	chain int // index of the first region of the chain
	owner int // index of the quote that it belongs to; -1 for none
}

// markSide says what a token does as a quotation mark.
type markSide uint8

const (
	noMark markSide = iota
	openMark
	closeMark
	eitherMark // a straight mark with space on both sides or on neither
)

// side reads a double quotation mark; the straight ones by the space around.
func side(text string, t *tocsin.Token) markSide {
	switch t.Form {
	case "“", "«", "„", "``":
		return openMark
	case "”", "»":
		return closeMark
	case "\"", "''":
		return straightSide(text, t.Start, t.End)
	}
	return noMark
}

// singleSide reads a single quotation mark that stands alone as a token.
func singleSide(text string, t *tocsin.Token) markSide {
	switch {
	case t.Form == "‘" || t.Form == "`":
		return openMark
	case t.Form == "’" && t.XPOS != "POS":
		return closeMark
	case t.Form == "'" && t.XPOS != "POS":
		return straightSide(text, t.Start, t.End)
	}
	return noMark
}

func straightSide(text string, start, end int) markSide {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	loose := start == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{—–-", before)
	free := end == len(text) || unicode.IsSpace(after) || strings.ContainsRune(".,;:!?)]}", after)
	switch {
	case loose && !free:
		return openMark
	case free && !loose:
		return closeMark
	}
	return eitherMark
}

// paragraphs reports for each sentence whether a new paragraph starts with it.
// Any line break counts: reports separate paragraphs by one or two.
func paragraphs(doc *tocsin.Doc) []bool {
	out := make([]bool, len(doc.Sents))
	for i, s := range doc.Sents {
		if s.IsZero() || s.Start == 0 {
			out[i] = true
			continue
		}
		from, to := doc.Tokens[s.Start-1].End, doc.Tokens[s.Start].Start
		out[i] = from <= to && strings.Contains(doc.Text[from:to], "\n")
	}
	return out
}

// regions follows the quotation marks through the whole text.
func regions(doc *tocsin.Doc, paras []bool) []region {
	var out []region
	open, chained := -1, false
	shut := func(end int, goesOn bool) {
		if end > open {
			r := region{Span: tocsin.Span{Start: open, End: end}, chain: len(out), owner: -1}
			if chained && len(out) > 0 {
				r.chain = out[len(out)-1].chain
			}
			out = append(out, r)
		}
		open, chained = -1, goesOn
	}
	for si, s := range doc.Sents {
		for i := s.Start; i < s.End; i++ {
			t := &doc.Tokens[i]
			what := side(doc.Text, t)
			if paras[si] && i == s.Start && open >= 0 {
				shut(i, what == openMark || what == eitherMark)
			}
			switch {
			case what == noMark:
				if open < 0 && singleSide(doc.Text, t) == openMark {
					if end := closingSingle(doc, i, s.End); end > i+1 {
						out = append(out, region{Span: tocsin.Span{Start: i + 1, End: end}, chain: len(out), owner: -1})
					}
				}
			case open < 0 && what != closeMark:
				open = i + 1
			case open >= 0 && what != openMark:
				shut(i, false)
			}
		}
	}
	if open >= 0 {
		shut(len(doc.Tokens), false)
	}
	return out
}

// closingSingle finds the mark that closes the single quotation opened at i,
// inside the sentence; -1 if none does.
func closingSingle(doc *tocsin.Doc, i, end int) int {
	for j := i + 1; j < end; j++ {
		if side(doc.Text, &doc.Tokens[j]) != noMark {
			return -1
		}
		if singleSide(doc.Text, &doc.Tokens[j]) == closeMark {
			return j
		}
	}
	return -1
}
