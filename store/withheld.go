package store

import "tocsin"

// Cover stands in the place of every letter of a name that is withheld, so
// that all positions in a text stay true.
const Cover = '█'

// Withheld are the places of names in a report's text that are not shown: each
// [start, end) in code points, sorted.
type Withheld [][2]int

// Over covers what lies in a piece of the report's text.
func (w Withheld) Over(s tocsin.Segment) tocsin.Segment {
	var text []rune
	for _, h := range w {
		from, to := max(h[0], s.Start)-s.Start, min(h[1], s.End)-s.Start
		if from >= to {
			continue
		}
		if text == nil {
			text = []rune(s.Text)
		}
		for i := from; i < min(to, len(text)); i++ {
			text[i] = Cover
		}
	}
	if text != nil {
		s.Text = string(text)
	}
	return s
}

// Covered is the report's text as it may be shown, empty if only excerpts are
// kept.
func (r *Report) Covered() string {
	return r.Withheld.Over(tocsin.Segment{End: len(r.Text), Text: r.Text}).Text
}
