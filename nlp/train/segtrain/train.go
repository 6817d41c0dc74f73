// Package segtrain trains the word and sentence segmenter: two logistic
// models over hashed features, fitted by AdaGrad, averaged, and rounded to one
// byte a weight. The same configuration gives the same model.
package segtrain

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"

	"tocsin"
	"tocsin/nlp/conllu"
	"tocsin/nlp/internal/boundary"
)

// A Config says what to train from. The zero value of a number means its
// default.
type Config struct {
	Lang    string   // BCP 47: whose abbreviations are put into the texts; "en" by default
	Train   []string // CoNLL-U files with "# newdoc" and "# newpar"
	Dev     []string // CoNLL-U files to report on after training
	Out     string   // the model file to write; empty for none
	Epochs  int      // passes over the texts, 6 by default
	Rate    float64  // AdaGrad's step, 0.1 by default
	Decay   float64  // L2 penalty, 1e-3 by default
	Dropout float64  // share of the features hidden at each step, 0.1 by default; negative for none
	Words   int      // log2 of the weights of the word model, 17 by default
	Sents   int      // log2 of the weights of the sentence model, 19 by default
	Runs    int      // models to take the mean of, 4 by default
	Seed    uint64
}

// WithDefaults fills the numbers that are zero.
func (c Config) WithDefaults() Config {
	if c.Lang == "" {
		c.Lang = "en"
	}
	if c.Epochs == 0 {
		c.Epochs = 6
	}
	if c.Rate == 0 {
		c.Rate = 0.1
	}
	if c.Decay == 0 {
		c.Decay = 1e-3
	}
	if c.Dropout == 0 {
		c.Dropout = 0.1
	}
	if c.Runs == 0 {
		c.Runs = 4
	}
	if c.Words == 0 {
		c.Words = 17
	}
	if c.Sents == 0 {
		c.Sents = 19
	}
	return c
}

// Train fits a model and writes it to cfg.Out. The progress function, if not
// nil, receives one line after each step.
func Train(cfg Config, progress func(string)) error {
	m, err := Fit(cfg, progress)
	if err != nil {
		return err
	}
	if cfg.Out != "" {
		if err := os.WriteFile(cfg.Out, m.Marshal(), 0o644); err != nil {
			return fmt.Errorf("segtrain: %w", err)
		}
	}
	return nil
}

// Fit is Train without the file.
func Fit(cfg Config, progress func(string)) (*boundary.Model, error) {
	cfg = cfg.WithDefaults()
	if progress == nil {
		progress = func(string) {}
	}
	docs, err := readAll(cfg.Train)
	if err != nil {
		return nil, err
	}
	if len(docs) == 0 {
		return nil, errors.New("segtrain: nothing to train on")
	}
	abbreviated, err := loadAbbreviations(cfg.Lang)
	if err != nil {
		return nil, err
	}
	m := fit(cfg, docs, abbreviated, progress)
	for _, name := range cfg.Dev {
		gold, err := ReadText(name)
		if err != nil {
			return nil, err
		}
		e := Evaluate(segmenter{m}, gold)
		progress(fmt.Sprintf("%s: words %.2f, sentences %.2f (P %.2f R %.2f)", name,
			100*e.Words.F1, 100*e.Sentences.F1, 100*e.Sentences.Precision, 100*e.Sentences.Recall))
	}
	return m, nil
}

// segmenter runs a model that is not yet packaged.
type segmenter struct{ m *boundary.Model }

// Segment implements [Segmenter].
func (s segmenter) Segment(text string) (tokens, sents [][2]int) {
	scan := boundary.Scanner{Fused: s.m.Fused}
	return scan.Segment(text, s.m)
}

func readAll(names []string) ([]*tocsin.Doc, error) {
	var docs []*tocsin.Doc
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("segtrain: %w", err)
		}
		defer f.Close()
		for in := conllu.NewDocReader(f); ; {
			doc, err := in.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, fmt.Errorf("segtrain: %s: %w", name, err)
			}
			docs = append(docs, doc)
		}
	}
	return docs, nil
}

// ReadText reads a treebank as one Doc with its raw text.
func ReadText(name string) (*tocsin.Doc, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("segtrain: %w", err)
	}
	defer f.Close()
	doc, err := conllu.ReadDoc(f)
	if err != nil {
		return nil, fmt.Errorf("segtrain: %s: %w", name, err)
	}
	return doc, nil
}

// fit alternates between styles of the texts and passes over their questions.
// The mean of several runs, which differ in their random choices, is steadier
// than any of them.
func fit(cfg Config, docs []*tocsin.Doc, a abbreviations, progress func(string)) *boundary.Model {
	fused := findFused(samples(docs, a, nil))
	words, sents := newMean(cfg.Words), newMean(cfg.Sents)
	for run := range cfg.Runs {
		rng := rand.New(rand.NewPCG(cfg.Seed, uint64(run)))
		w, s := newLearner(cfg, cfg.Words), newLearner(cfg, cfg.Sents)
		for epoch := range cfg.Epochs {
			t := collect(samples(docs, a, rng), fused)
			rate := float32(cfg.Rate * (1 - 0.9*float64(epoch)/float64(cfg.Epochs)))
			lw, ls := w.epoch(&t.words, rate, rng), s.epoch(&t.sents, rate, rng)
			words.add(w.w)
			sents.add(s.w)
			progress(fmt.Sprintf("run %d, epoch %d: loss of words %.5f (%d), sentences %.5f (%d)",
				run+1, epoch+1, lw, len(t.words.yes), ls, len(t.sents.yes)))
		}
	}
	return &boundary.Model{Fused: fused, Words: words.table(), Sents: sents.table()}
}

// samples writes the docs as they are, or in random styles.
func samples(docs []*tocsin.Doc, a abbreviations, rng *rand.Rand) []sample {
	out := make([]sample, len(docs))
	for i, doc := range docs {
		ps := pieces(doc)
		if rng != nil {
			if rng.IntN(2) == 0 {
				ps = a.augment(ps, rng)
			}
			randomStyle(rng).apply(ps)
		}
		out[i] = join(ps)
	}
	return out
}
