// Package langtrain trains the language identifier from a folder of texts:
// logistic models over hashed character n-grams, fitted by AdaGrad on short
// windows of text. The same configuration and texts give the same model.
package langtrain

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"

	"tocsin/nlp/internal/charmodel"
)

// A Config says what to train from. The zero value of a number means its
// default.
type Config struct {
	// Dir holds xx.txt, one paragraph of running text a line, and optionally
	// xx.words, one word a line, for each language. The files latin-other
	// and cyrillic-other stand for all other languages of the script.
	Dir      string
	Latin    []string // "ca de en es fr gl it nl pl pt tr" by default
	Cyrillic []string // "ru uk" by default
	Out      string   // the model file to write; empty for none
	Windows  int      // windows to learn from for each language, 120,000 by default
	Rate     float64  // AdaGrad's step, 0.05 by default
	Bits     int      // log2 of the buckets of the Latin table, 15 by default
	Held     int      // every n-th line is kept for the report, 20 by default
	Seed     uint64
}

// WithDefaults fills what is zero.
func (c Config) WithDefaults() Config {
	if c.Latin == nil {
		c.Latin = strings.Fields("ca de en es fr gl it nl pl pt tr")
	}
	if c.Cyrillic == nil {
		c.Cyrillic = strings.Fields("ru uk")
	}
	if c.Windows == 0 {
		c.Windows = 120_000
	}
	if c.Rate == 0 {
		c.Rate = 0.05
	}
	if c.Bits == 0 {
		c.Bits = 15
	}
	if c.Held == 0 {
		c.Held = 20
	}
	return c
}

// cyrillicBits is enough for three languages.
const cyrillicBits = 12

// Train fits a model and writes it to cfg.Out. The progress function, if not
// nil, receives one line after each step.
func Train(cfg Config, progress func(string)) error {
	m, err := Fit(cfg, progress)
	if err != nil {
		return err
	}
	if cfg.Out != "" {
		if err := os.WriteFile(cfg.Out, m.Marshal(), 0o644); err != nil {
			return fmt.Errorf("langtrain: %w", err)
		}
	}
	return nil
}

// Fit is Train without the file.
func Fit(cfg Config, progress func(string)) (*charmodel.Model, error) {
	cfg = cfg.WithDefaults()
	if progress == nil {
		progress = func(string) {}
	}
	latin, err := fit(cfg, cfg.Latin, "latin-other", cfg.Bits, progress)
	if err != nil {
		return nil, err
	}
	cyrillic, err := fit(cfg, cfg.Cyrillic, "cyrillic-other", cyrillicBits, progress)
	if err != nil {
		return nil, err
	}
	return &charmodel.Model{Latin: *latin, Cyrillic: *cyrillic}, nil
}

func fit(cfg Config, langs []string, others string, bits int, progress func(string)) (*charmodel.Table, error) {
	l := &learner{langs: append(append([]string{}, langs...), charmodel.Other), bits: bits}
	l.w = make([]float32, len(l.langs)<<bits)
	l.g2 = make([]float32, len(l.w))
	texts := make([]*text, len(l.langs))
	for k, lang := range l.langs {
		if lang == charmodel.Other {
			lang = others
		}
		var err error
		if texts[k], err = readText(cfg.Dir, lang, cfg.Held); err != nil {
			return nil, err
		}
	}
	rng := rand.New(rand.NewPCG(cfg.Seed, uint64(len(langs))))
	names := collectNames(texts, l.langs)
	steps := cfg.Windows * len(texts)
	loss := 0.0
	for i := range steps {
		k := rng.IntN(len(texts))
		if l.langs[k] == charmodel.Other && rng.IntN(3) != 0 {
			k = rng.IntN(len(texts)) // other languages are rarer than those that are asked for
		}
		w := texts[k].window(rng, names)
		rate := cfg.Rate * (1 - 0.95*float64(i)/float64(steps))
		loss += l.step(charmodel.Features(w, l.features[:0]), k, float32(rate))
		if (i+1)%(steps/4) == 0 {
			progress(fmt.Sprintf("%d windows: loss %.4f", i+1, loss/float64(steps/4)))
			loss = 0
		}
	}
	t := l.table()
	report(t, texts, progress)
	return t, nil
}

// A learner fits one table.
type learner struct {
	langs    []string
	bits     int
	w, g2    []float32
	features []uint32
}

// step learns from one window and returns its loss.
func (l *learner) step(features []uint32, want int, rate float32) float64 {
	l.features = features
	if len(features) == 0 {
		return 0
	}
	n := len(l.langs)
	norm := 1 / math.Sqrt(float64(len(features)))
	p := make([]float64, n)
	for _, f := range features {
		for k, w := range l.w[int(f>>(32-l.bits))*n:][:n] {
			p[k] += float64(w)
		}
	}
	for k := range p {
		p[k] *= norm
	}
	charmodel.Softmax(p)
	loss := -math.Log(max(p[want], 1e-12))
	p[want]--
	for _, f := range features {
		at := int(f>>(32-l.bits)) * n
		for k, g := range p {
			d := float32(g * norm)
			l.g2[at+k] += d * d
			l.w[at+k] -= rate * d / (float32(math.Sqrt(float64(l.g2[at+k]))) + 1e-4)
		}
	}
	return loss
}

// table rounds the weights to bytes.
func (l *learner) table() *charmodel.Table {
	limit := float32(0)
	for _, w := range l.w {
		limit = max(limit, w, -w)
	}
	limit = max(limit*0.7, 1e-6) // the few largest may be cut
	t := &charmodel.Table{Langs: l.langs, Bits: l.bits, Scale: limit / 127, Weights: make([]int8, len(l.w))}
	for k, w := range l.w {
		t.Weights[k] = int8(math.Round(float64(127 * max(-1, min(1, w/limit)))))
	}
	return t
}

// report measures the held-out lines, cut to the length of headlines.
func report(t *charmodel.Table, texts []*text, progress func(string)) {
	for k, x := range texts {
		right, wrong, open := 0, 0, 0
		for _, words := range x.held {
			for at := 0; at+6 <= len(words); at += 6 {
				p := t.Probabilities(charmodel.Features(strings.Join(words[at:at+6], " "), nil))
				best := 0
				for i := range p {
					if p[i] > p[best] {
						best = i
					}
				}
				switch {
				case p == nil || p[best] < 0.5:
					open++
				case best == k:
					right++
				default:
					wrong++
				}
			}
		}
		progress(fmt.Sprintf("%s: six words: right %d, wrong %d, open %d", t.Langs[k], right, wrong, open))
	}
}
