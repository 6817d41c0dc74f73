package segtrain

import "tocsin"

// A Score is precision, recall and their harmonic mean, all 0 to 1.
type Score struct{ Precision, Recall, F1 float64 }

// An Evaluation compares a segmentation with the gold one by byte ranges, as
// the CoNLL 2018 shared task does.
type Evaluation struct{ Words, Sentences Score }

// A Segmenter is what Evaluate measures.
type Segmenter interface {
	Segment(text string) (tokens, sents [][2]int)
}

// Evaluate segments the text of a gold Doc.
func Evaluate(s Segmenter, gold *tocsin.Doc) Evaluation {
	tokens, sents := s.Segment(gold.Text)
	words := make([][2]int, len(gold.Tokens))
	for i, t := range gold.Tokens {
		words[i] = [2]int{t.Start, t.End}
	}
	spans := make([][2]int, len(gold.Sents))
	for i, g := range gold.Sents {
		spans[i] = [2]int{words[g.Start][0], words[g.End-1][1]}
	}
	return Evaluation{Words: compare(words, tokens), Sentences: compare(spans, Bytes(tokens, sents))}
}

// Bytes turns sentences as ranges of words into ranges of bytes.
func Bytes(tokens, sents [][2]int) [][2]int {
	out := make([][2]int, len(sents))
	for i, s := range sents {
		out[i] = [2]int{tokens[s[0]][0], tokens[s[1]-1][1]}
	}
	return out
}

func compare(gold, got [][2]int) Score {
	known := make(map[[2]int]bool, len(gold))
	for _, g := range gold {
		known[g] = true
	}
	hits := 0.0
	for _, g := range got {
		if known[g] {
			hits++
		}
	}
	if hits == 0 {
		return Score{}
	}
	p, r := hits/float64(len(got)), hits/float64(len(gold))
	return Score{p, r, 2 * p * r / (p + r)}
}
