package train

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"sync"
	"time"

	"tocsin/nlp"
	"tocsin/nlp/kernel"
)

// Data is what a model is trained on and chosen by.
type Data struct {
	Train   []*Corpus // the first one's annotation conventions are the ones shipped
	Dev     *Corpus
	Vectors *Vectors

	Start *nlp.Model // whose encoder and sub-words a run starts from; nil for none

	Names     map[string][]string // more names by label, to put in the place of others
	Irregular map[string]string   // from ReadIrregular; may be nil
	Verbs     []string            // infinitives that lemmas of verbs are checked with; may be nil
}

// A Trainer is one training run.
type Trainer struct {
	c     Config
	t     tables
	s     sizes
	l     *layout
	lex   *lexicon
	p     *params
	opt   *optimiser
	train []*sentence
	dev   []*sentence
	work  []*pass
	grad  gradients
	epoch int

	lemmas []string // what countLemmas found
	verbs  []string
}

// New prepares a run from scratch.
func New(c Config, d Data, level kernel.Level) (*Trainer, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	kr, err := kernel.New(level)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	t := &Trainer{c: c, t: countTables(&c, d.Train)}
	t.s = sizes{len(t.t.labels[0]), len(t.t.labels[1]), len(t.t.labels[2]), len(t.t.labels[3]), len(t.t.rels)}
	t.lemmas, t.verbs = countLemmas(d.Train, d.Irregular), d.Verbs
	t.l = newLayout(&t.c, t.s, nlp.InputDim)
	t.lex = newLexicon(&t.c, d.Vectors, t.t)
	for i, co := range d.Train {
		t.train = append(t.train, t.lex.sentences(co, t.t, i)...)
	}
	proper := lookup(index(t.t.labels[0]), "PROPN")
	for _, s := range t.train {
		s.findNames(proper)
	}
	t.lex.names = t.lex.pool(t.train, d.Names)
	if d.Dev != nil {
		t.dev = t.lex.sentences(d.Dev, t.t, 0)
	}
	t.p = newParams(&t.c, t.l, len(t.t.forms), nlp.EmbedDim)
	t.startFrom(d.Start)
	t.opt = newOptimiser(&t.c, t.p, len(t.batches(0))*c.Epochs)
	for range c.Threads {
		t.work = append(t.work, newPass(&t.c, t.s, t.l, kr, nlp.InputDim+placeDim))
	}
	t.grad = gradients{make([]float32, t.l.size), newSparse(len(t.t.forms), nlp.EmbedDim), newSparse(c.Buckets, nlp.EmbedDim)}
	return t, nil
}

// Progress tells how far a run is.
type Progress struct {
	Epoch, Epochs, Step, Steps int
	Words                      int // trained on in this epoch so far
	Loss                       Losses
	Elapsed                    time.Duration // in this epoch
	Dev                        *Scores       // at the end of an epoch
}

// Losses are means per word.
type Losses struct{ Arc, Label, Tag, Name float64 }

// Epoch runs the next epoch; done reports that there is none left. report is
// called now and then and at the end.
func (t *Trainer) Epoch(report func(Progress)) (done bool) {
	if t.epoch >= t.c.Epochs {
		return true
	}
	began := time.Now()
	batches := t.batches(t.epoch)
	var sum losses
	words := 0
	progress := func() Progress {
		w := float64(max(words, 1))
		return Progress{Epoch: t.epoch + 1, Epochs: t.c.Epochs, Step: t.opt.step, Steps: t.opt.total, Words: words,
			Loss: Losses{sum.arc / w, sum.label / w, sum.tag / w, sum.name / w}, Elapsed: time.Since(began)}
	}
	for i, b := range batches {
		l, n := t.step(b)
		sum.add(l)
		words += n
		if i%50 == 49 {
			report(progress())
		}
	}
	t.epoch++
	pr := progress()
	if t.dev != nil {
		s := t.Evaluate()
		pr.Dev = &s
	}
	pr.Epoch = t.epoch
	report(pr)
	return t.epoch >= t.c.Epochs
}

// batches groups whole sentences of similar length, in an order that depends
// on seed and epoch only.
func (t *Trainer) batches(epoch int) [][]*sentence {
	rng := rand.New(rand.NewPCG(t.c.Seed, uint64(epoch)+1000))
	type item struct {
		s   *sentence
		key float64
	}
	items := make([]item, len(t.train))
	for i, s := range t.train {
		items[i] = item{s, float64(s.len()) * (0.85 + 0.3*rng.Float64())}
	}
	sort.SliceStable(items, func(i, j int) bool { return items[i].key < items[j].key })
	var out [][]*sentence
	var cur []*sentence
	words := 0
	for _, it := range items {
		cur = append(cur, it.s)
		if words += it.s.len(); words >= t.c.BatchWords {
			out, cur, words = append(out, cur), nil, 0
		}
	}
	if len(cur) > 0 {
		out = append(out, cur)
	}
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// step trains on one batch, cut into a part for each worker.
func (t *Trainer) step(batch []*sentence) (losses, int) {
	parts := cut(batch, len(t.work))
	words := 0
	for _, s := range batch {
		words += s.len()
	}
	var wg sync.WaitGroup
	for i, part := range parts {
		wg.Go(func() {
			p := t.work[i]
			clear(p.dense)
			p.load(part, t.p, t.lex, true, rand.New(rand.NewPCG(t.c.Seed+uint64(i), uint64(t.opt.step)+7)))
			p.step(t.p, 1/float32(words))
		})
	}
	wg.Wait()
	var sum losses
	for i := range parts {
		sum.add(t.work[i].loss)
	}
	t.collect(parts)
	t.opt.apply(t.p, &t.grad)
	return sum, words
}

// cut divides a batch into at most n parts of about equally many words.
func cut(batch []*sentence, n int) [][]*sentence {
	total := 0
	for _, s := range batch {
		total += s.len()
	}
	var out [][]*sentence
	from, seen := 0, 0
	for i, s := range batch {
		seen += s.len()
		if seen*n >= total*(len(out)+1) || i == len(batch)-1 {
			out = append(out, batch[from:i+1])
			from = i + 1
		}
	}
	return out
}

// collect sums the workers' gradients in a fixed order.
func (t *Trainer) collect(parts [][]*sentence) {
	copy(t.grad.dense, t.work[0].dense)
	for i := 1; i < len(parts); i++ {
		for j, v := range t.work[i].dense {
			t.grad.dense[j] += v
		}
	}
	t.grad.forms.reset()
	t.grad.parts.reset()
	for i := range parts {
		t.work[i].inputGrad(t.grad.forms, t.grad.parts)
	}
}

// inputGrad passes the gradient of the input rows on to the tables.
func (p *pass) inputGrad(forms, parts *sparse) {
	for i, s := range p.sents {
		for j := range s.words {
			w := &s.words[j]
			d := p.dx[(p.start[i]+1+j)*p.in+nlp.WordDim:]
			forms.add(w.used, d, 1)
			by := nlp.PartScale(len(w.worn.parts))
			for _, r := range w.worn.parts {
				parts.add(r, d[nlp.EmbedDim:], by)
			}
		}
	}
}
