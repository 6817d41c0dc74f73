// Package segment cuts text into syntactic words and sentences as Universal
// Dependencies has them: "don't" is do and n't, "U.S." is one word, Spanish
// "del" is de and el and "verlo" ver and lo, and closing quotation marks stay
// in the sentence that they close.
//
// White space always ends a word and a blank line always ends a sentence. A
// single line break is evidence only: it ends a sentence if it stands after a
// full stop or if the next word would have fitted on the line. Everything
// else is learned from treebanks; package segtrain has the trainer.
package segment

import (
	"embed"
	"fmt"
	"sync"

	"tocsin"
	"tocsin/nlp/internal/boundary"
)

//go:embed data/*.seg data/*.tsv
var models embed.FS

// A Segmenter cuts texts. It is safe for concurrent use.
type Segmenter struct {
	model    *boundary.Model
	split    *splitter // of multi-word tokens; nil for none
	scanners sync.Pool
}

// Load returns the segmenter of a language (BCP 47: "en") with its embedded
// model. The error wraps [tocsin.ErrLanguage] if there is none.
func Load(lang string) (*Segmenter, error) {
	model, err := models.ReadFile("data/" + lang + ".seg")
	if err != nil {
		return nil, fmt.Errorf("segment: language %q: %w", lang, tocsin.ErrLanguage)
	}
	s, err := New(model)
	if err != nil {
		return nil, fmt.Errorf("segment: data/%s.seg: %w", lang, err)
	}
	if s.split, err = loadSplitter(lang); err != nil {
		return nil, fmt.Errorf("segment: %w", err)
	}
	return s, nil
}

// New returns a segmenter with a model that package segtrain wrote. The error
// wraps tocsin.ErrInvalid.
func New(model []byte) (*Segmenter, error) {
	m, err := boundary.Unmarshal(model)
	if err != nil {
		return nil, err
	}
	s := &Segmenter{model: m}
	s.scanners.New = func() any { return &boundary.Scanner{Fused: m.Fused} }
	return s, nil
}

// Words returns the syntactic words of text and its sentences as ranges of
// words. It is Segment, with the multi-word tokens cut that the language has.
func (s *Segmenter) Words(text string) (words []Word, sents [][2]int) {
	tokens, sents := s.Segment(text)
	if s.split != nil {
		return s.split.words(text, tokens, sents)
	}
	words = make([]Word, len(tokens))
	for i, t := range tokens {
		words[i] = Word{t[0], t[1], text[t[0]:t[1]]}
	}
	return words, sents
}

// Segment returns the surface words of text as byte ranges and its sentences as
// ranges of words, both half-open and in order. Words do not overlap and leave
// out nothing but white space; sentences cover all words. Text that is not
// UTF-8 is cut all the same, texts over 2 GiB are not supported.
func (s *Segmenter) Segment(text string) (tokens, sents [][2]int) {
	scan := s.scanners.Get().(*boundary.Scanner)
	tokens, sents = scan.Segment(text, s.model)
	s.scanners.Put(scan)
	return tokens, splitDatelines(text, tokens, sents)
}
