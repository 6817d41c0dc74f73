// Package langid tells the language of a text from its script and its
// character n-grams. It is made for news: a headline of a few words is enough,
// and what cannot be told is left open. Package langtrain has the trainer.
package langid

import (
	_ "embed"
	"fmt"
	"slices"
	"unicode/utf8"

	"tocsin/nlp/internal/charmodel"
)

//go:embed data/lang.bin
var weights []byte

const (
	// minLetters is how many letters a guess needs at least.
	minLetters = 8
	// minHan is the same for Chinese, which says more with each.
	minHan = 3
	// minConfidence is what a guess must reach: more than all others together.
	minConfidence = 0.5
	// shortText has fewer letters; for each that is missing the guess must be
	// surer by shortStep, since a name or two can then decide.
	shortText = 40
	shortStep = 0.005
	// enough is how much of a text is read, in bytes.
	enough = 4096
)

// An Identifier tells languages apart. It is safe for concurrent use.
type Identifier struct{ model *charmodel.Model }

// Load returns an Identifier with the embedded model.
func Load() (*Identifier, error) {
	m, err := charmodel.Unmarshal(weights)
	if err != nil {
		return nil, fmt.Errorf("langid: data/lang.bin: %w", err)
	}
	return &Identifier{m}, nil
}

// Languages lists what Identify can return, in order, as ISO 639-1.
func (d *Identifier) Languages() []string {
	langs := []string{"ar", "zh"}
	for _, t := range []*charmodel.Table{&d.model.Latin, &d.model.Cyrillic} {
		for _, l := range t.Langs {
			if l != charmodel.Other {
				langs = append(langs, l)
			}
		}
	}
	slices.Sort(langs)
	return langs
}

// Identify returns the language of text as ISO 639-1 and how sure it is, 0 to
// 1. Lang is empty for a text that is too short, in another language, or
// cannot be told; the confidence is then that of the best guess. Only the
// first 4 KiB are read.
func (d *Identifier) Identify(text string) (lang string, confidence float64) {
	text = head(text, enough)
	s := countScripts(text)
	switch s.main() {
	case latin:
		return guess(&d.model.Latin, text, s.latin)
	case cyrillic:
		return guess(&d.model.Cyrillic, text, s.cyrillic)
	case arabic:
		return s.arabicLang()
	case han:
		return s.hanLang()
	}
	return "", 0
}

// head cuts text at a character after at most n bytes.
func head(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

func guess(t *charmodel.Table, text string, letters int) (string, float64) {
	if letters < minLetters {
		return "", 0
	}
	p := t.Probabilities(charmodel.Features(text, make([]uint32, 0, 5*len(text))))
	if p == nil {
		return "", 0
	}
	best := 0
	for k := range p {
		if p[k] > p[best] {
			best = k
		}
	}
	if t.Langs[best] == charmodel.Other || p[best] < required(letters) {
		return "", p[best]
	}
	return t.Langs[best], p[best]
}

// required is the confidence that a guess from so many letters must reach.
func required(letters int) float64 {
	return minConfidence + shortStep*float64(max(0, shortText-letters))
}
