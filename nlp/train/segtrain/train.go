// Package segtrain trains the word and sentence segmenter: two logistic
// models over hashed features, fitted by AdaGrad, averaged, and rounded to one
// byte a weight. The same configuration gives the same model.
package segtrain

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"

	"tocsin"
	"tocsin/nlp/conllu"
	"tocsin/nlp/internal/boundary"
)

// A Config says what to train from. The zero value of a number means its
// default.
type Config struct {
	Train  []string // CoNLL-U files with "# newdoc" and "# newpar"
	Dev    []string // CoNLL-U files to report on after training
	Out    string   // the model file to write; empty for none
	Epochs int      // passes over the texts, 6 by default
	Rate   float64  // AdaGrad's step, 0.1 by default
	Decay  float64  // L2 penalty, 1e-3 by default
	Words  int      // log2 of the weights of the word model, 17 by default
	Sents  int      // log2 of the weights of the sentence model, 19 by default
	Seed   uint64
}

// WithDefaults fills the numbers that are zero.
func (c Config) WithDefaults() Config {
	if c.Epochs == 0 {
		c.Epochs = 6
	}
	if c.Rate == 0 {
		c.Rate = 0.1
	}
	if c.Decay == 0 {
		c.Decay = 1e-3
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
	m := fit(cfg, docs, progress)
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
func fit(cfg Config, docs []*tocsin.Doc, progress func(string)) *boundary.Model {
	rng := rand.New(rand.NewPCG(cfg.Seed, 1))
	fused := findFused(samples(docs, nil))
	words, sents := newLearner(cfg, cfg.Words), newLearner(cfg, cfg.Sents)
	for epoch := range cfg.Epochs {
		styles := rng
		if epoch == cfg.Epochs-1 {
			styles = nil
		}
		t := collect(samples(docs, styles), fused)
		rate := float32(cfg.Rate * (1 - 0.9*float64(epoch)/float64(cfg.Epochs)))
		lw, ls := words.epoch(&t.words, rate, rng), sents.epoch(&t.sents, rate, rng)
		progress(fmt.Sprintf("epoch %d: loss of words %.5f (%d), sentences %.5f (%d)", epoch+1, lw, len(t.words.yes), ls, len(t.sents.yes)))
	}
	return &boundary.Model{Fused: fused, Words: words.table(), Sents: sents.table()}
}

// samples writes the docs as they are, or in random styles.
func samples(docs []*tocsin.Doc, rng *rand.Rand) []sample {
	out := make([]sample, len(docs))
	for i, doc := range docs {
		ps := pieces(doc)
		if rng != nil {
			randomStyle(rng).apply(ps)
		}
		out[i] = join(ps)
	}
	return out
}

// A learner fits one logistic model.
type learner struct {
	w, g2, sum []float32 // weights, AdaGrad's squared gradients, weights summed over the epochs
	bias       float32
	decay      float32
	epochs     int
}

func newLearner(cfg Config, bits int) *learner {
	n := 1 << bits
	return &learner{w: make([]float32, n), g2: make([]float32, n), sum: make([]float32, n), decay: float32(cfg.Decay)}
}

// epoch makes one pass in random order and returns the mean loss.
func (l *learner) epoch(e *examples, rate float32, rng *rand.Rand) float64 {
	mask, loss := uint32(len(l.w)-1), 0.0
	for _, i := range rng.Perm(len(e.yes)) {
		f := e.at(i)
		z := float32(0)
		for _, k := range f {
			z += l.w[k&mask]
		}
		p := float32(1 / (1 + math.Exp(-float64(z))))
		g := p
		if e.yes[i] {
			g = p - 1
			loss -= math.Log(float64(max(p, 1e-12)))
		} else {
			loss -= math.Log(float64(max(1-p, 1e-12)))
		}
		for _, k := range f {
			k &= mask
			d := g + l.decay*l.w[k]
			l.g2[k] += d * d
			l.w[k] -= rate * d / (float32(math.Sqrt(float64(l.g2[k]))) + 1e-6)
		}
	}
	for k, w := range l.w {
		l.sum[k] += w
	}
	l.epochs++
	return loss / float64(max(1, len(e.yes)))
}

// table rounds the mean weights to bytes. The scale is set by a weight that
// one in 5,000 exceeds, not by the largest: a few may be cut.
func (l *learner) table() boundary.Table {
	mean := make([]float32, len(l.sum))
	for k, s := range l.sum {
		mean[k] = s / float32(l.epochs)
	}
	limit := quantile(mean, 5000)
	t := boundary.Table{Weights: make([]int8, len(mean)), Scale: limit / 127, Bias: l.bias}
	for k, w := range mean {
		t.Weights[k] = int8(math.Round(float64(127 * max(-1, min(1, w/limit)))))
	}
	return t
}
