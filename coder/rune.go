package coder

import "tocsin"

// runeStep is how many bytes lie between two marks of an index.
const runeStep = 256

// runeIndex turns bytes of a text into code points.
type runeIndex struct {
	text  string
	marks []int // code points before byte i*runeStep
}

func indexRunes(text string) runeIndex {
	x := runeIndex{text: text, marks: make([]int, 0, len(text)/runeStep+1)}
	n := 0
	for i := 0; i < len(text); i++ {
		if i%runeStep == 0 {
			x.marks = append(x.marks, n)
		}
		if !continuation(text[i]) {
			n++
		}
	}
	return x
}

func continuation(b byte) bool { return b&0xC0 == 0x80 }

// at is the number of code points before byte i.
func (x *runeIndex) at(i int) int {
	if len(x.marks) == 0 {
		return 0
	}
	i = min(max(i, 0), len(x.text))
	k := min(i/runeStep, len(x.marks)-1)
	n := x.marks[k]
	for _, b := range []byte(x.text[k*runeStep : i]) {
		if !continuation(b) {
			n++
		}
	}
	return n
}

// segment is the stretch of text that a span of tokens covers.
func (p *page) segment(span tocsin.Span) tocsin.Segment {
	if span.IsZero() {
		return tocsin.Segment{}
	}
	from, to := p.doc.Tokens[span.Start].Start, p.doc.Tokens[span.End-1].End
	return tocsin.Segment{Start: p.runes.at(from), End: p.runes.at(to), Text: p.doc.Text[from:to]}
}
