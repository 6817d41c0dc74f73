package boundary

import "strings"

// newlineBonus is added to the score of a sentence end where a line ends after
// a full stop: only a well known abbreviation outweighs it.
const newlineBonus = 4

// wrapLimit is the longest line, in bytes, that is taken for a line wrapped to
// a fixed width. Longer lines are paragraphs.
const wrapLimit = 132

// A lineRule tells line breaks that somebody meant from those that only wrap
// the text: a break is meant if the next word would have fitted on the line.
type lineRule struct{ width int } // longest line; 0 if the text is not wrapped

func measureLines(text string) lineRule {
	width := 0
	for rest := text; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if width = max(width, len(strings.TrimSpace(line))); width > wrapLimit {
			return lineRule{}
		}
	}
	return lineRule{width}
}

// endsLine reports whether the line break after w ends a sentence whatever the
// words are: it is meant, and the next line does not go on in lower case.
func (l *lineRule) endsLine(text string, w, next *word) bool {
	if next.first == lower || w.shape == commaMark {
		return false
	}
	if l.width == 0 {
		return true
	}
	line := int(w.end) - strings.LastIndexByte(text[:w.end], '\n') - 1
	return line+1+int(next.end-next.start) <= l.width
}
