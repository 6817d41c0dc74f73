package segtrain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin/nlp/internal/boundary"
)

// examples are the questions of one model: for each the indices of its
// features, one after the other, and the answer.
type examples struct {
	width    int
	features []uint32
	yes      []bool
}

func (e *examples) add(features []uint32, yes bool) {
	e.width = len(features)
	e.features = append(e.features, features...)
	e.yes = append(e.yes, yes)
}

func (e *examples) at(i int) []uint32 { return e.features[i*e.width : (i+1)*e.width] }

// A teacher is the judge that knows the answers and keeps the questions.
type teacher struct {
	gold         sample
	words, sents examples
}

// Split implements [boundary.Judge].
func (t *teacher) Split(features []uint32, at int) float32 {
	_, yes := t.gold.words[at]
	t.words.add(features, yes)
	return answer(yes)
}

// End implements [boundary.Judge].
func (t *teacher) End(features []uint32, at int) float32 {
	yes := t.gold.words[at]
	t.sents.add(features, yes)
	return answer(yes)
}

func answer(yes bool) float32 {
	if yes {
		return 100
	}
	return -100
}

// collect asks every question of every sample.
func collect(samples []sample, fused boundary.Fused) *teacher {
	t := &teacher{}
	scan := boundary.Scanner{Fused: fused}
	for _, s := range samples {
		t.gold = s
		scan.Segment(s.text, t)
	}
	return t
}

// findFused lists the runs of letters that hold a word end. A possessive s
// that lost its apostrophe is left out: any noun can have one, and one slip
// must not teach that "cars" is two words.
func findFused(samples []sample) boundary.Fused {
	fused := boundary.Fused{}
	for _, s := range samples {
		for at := range s.words {
			before, _ := utf8.DecodeLastRuneInString(s.text[:at])
			after, _ := utf8.DecodeRuneInString(s.text[at:])
			if !unicode.IsLetter(before) || !unicode.IsLetter(after) {
				continue
			}
			from := at - len(letterTail(s.text[:at]))
			to := at + len(s.text[at:]) - len(strings.TrimLeftFunc(s.text[at:], unicode.IsLetter))
			fused.Add(s.text[from:to], utf8.RuneCountInString(s.text[from:at]))
		}
	}
	return fused
}

// letterTail returns the letters that s ends with.
func letterTail(s string) string {
	return s[len(strings.TrimRightFunc(s, unicode.IsLetter)):]
}
