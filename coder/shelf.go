package coder

import (
	"slices"

	"tocsin"
)

// shelf lists what the stages found sentence by sentence, so that the cost of
// a sentence does not grow with the report. Each list holds indices into the
// Doc's own.
type shelf struct {
	times, places, numbers, quotes, frames [][]int
}

func newShelf(d *tocsin.Doc) shelf {
	return shelf{
		times:   bySentence(d, len(d.Times), func(i int) []tocsin.Span { return []tocsin.Span{d.Times[i].Span} }),
		places:  bySentence(d, len(d.Places), func(i int) []tocsin.Span { return []tocsin.Span{d.Places[i].Span} }),
		numbers: bySentence(d, len(d.Quantities), func(i int) []tocsin.Span { return []tocsin.Span{d.Quantities[i].Span} }),
		frames:  bySentence(d, len(d.Frames), func(i int) []tocsin.Span { return []tocsin.Span{d.Frames[i].Span} }),
		quotes:  bySentence(d, len(d.Quotes), func(i int) []tocsin.Span { return append([]tocsin.Span{d.Quotes[i].Cue}, d.Quotes[i].Content...) }),
	}
}

// bySentence lists for each sentence which of n things touch it.
func bySentence(d *tocsin.Doc, n int, spans func(i int) []tocsin.Span) [][]int {
	out := make([][]int, len(d.Sents))
	for i := range n {
		for _, span := range spans(i) {
			if span.IsZero() {
				continue
			}
			first, last := d.SentOf(span.Start), d.SentOf(span.End-1)
			for k := max(first, 0); k <= last; k++ {
				if !slices.Contains(out[k], i) {
					out[k] = append(out[k], i)
				}
			}
		}
	}
	return out
}

// entityAt returns the label of the name that covers token i, or "".
func entityAt(d *tocsin.Doc, i int) string {
	k, _ := slices.BinarySearchFunc(d.Ents, i, func(e tocsin.Entity, i int) int {
		if e.End <= i {
			return -1
		}
		return 1
	})
	if k < len(d.Ents) && d.Ents[k].Contains(i) {
		return d.Ents[k].Label
	}
	return ""
}
