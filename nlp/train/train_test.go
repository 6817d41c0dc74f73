package train

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tocsin/nlp"
	"tocsin/nlp/kernel"
)

// toy writes a small treebank with names and returns its corpus: n sentences
// of a made-up grammar, so that a model can learn it by heart.
func toy(t *testing.T, n int) Data {
	t.Helper()
	rng := rand.New(rand.NewPCG(3, 4))
	nouns := []string{"Ships", "troops", "Rebels", "Ministers", "jets", "guards"}
	verbs := []string{"leave", "attacked", "guarded", "saw", "crossed"}
	var b, names strings.Builder
	for i := range n {
		place := []string{"Norport", "Sudvale", "Estmark"}[rng.IntN(3)]
		a, v := nouns[rng.IntN(len(nouns))], verbs[rng.IntN(len(verbs))]
		words := []string{a, v, "the", "town", "of", place}
		tags := []string{"O", "O", "O", "O", "O", "B-LOC"}
		heads := []int{2, 0, 4, 2, 6, 4}
		rels := []string{"nsubj", "root", "det", "obj", "case", "nmod"}
		upos := []string{"NOUN", "VERB", "DET", "NOUN", "ADP", "PROPN"}
		fmt.Fprintf(&b, "# sent_id = %d\n", i)
		for j, w := range words[:4+2*(i%2)] {
			fmt.Fprintf(&b, "%d\t%s\t%s\t%s\tX\t_\t%d\t%s\t_\t_\n", j+1, w, strings.ToLower(w), upos[j], heads[j], rels[j])
			fmt.Fprintf(&names, "%d\t%s\t%s\t-\n", j+1, w, tags[j])
		}
		b.WriteString("\n")
		names.WriteString("\n")
	}
	dir := t.TempDir()
	tree, name := filepath.Join(dir, "t.conllu"), filepath.Join(dir, "t.iob2")
	for path, s := range map[string]string{tree: b.String(), name: names.String()} {
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := ReadCorpus(tree, name)
	if err != nil {
		t.Fatal(err)
	}
	v := &Vectors{Words: []string{"the", "of", "town"}, Data: make([]int8, 3*nlp.VectorDim)}
	for i := range v.Data {
		v.Data[i] = int8(rng.IntN(101) - 50)
	}
	return Data{Train: []*Corpus{c, c}, Dev: c, Vectors: v}
}

func toyConfig() Config {
	c := Default()
	c.Dim, c.ArcDim, c.LabelDim, c.TagHidden, c.NameHidden = 16, 16, 16, 16, 16
	c.Buckets, c.MinForm, c.MinFeats, c.MinScript, c.BatchWords, c.Epochs = 50, 1, 1, 1, 60, 40
	c.Warmup, c.LR = 10, 0.01
	c.Threads = 1
	return c
}

func newToy(t *testing.T, c Config, n int) *Trainer {
	t.Helper()
	tr, err := New(c, toy(t, n), kernel.Best())
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// lossOf is the total training loss of a batch without dropout.
func lossOf(p *pass, tr *Trainer, batch []*sentence, scale float32) float64 {
	p.load(batch, tr.p, tr.lex, false, nil)
	clear(p.dense)
	p.step(tr.p, scale)
	// The tag loss that step reports covers UPOS only; sum all of it here by
	// the same weights as the gradient.
	return p.total(tr.p, scale)
}

// total recomputes the weighted loss that step differentiates.
func (p *pass) total(m *params, scale float32) float64 {
	p.forward(m)
	p.forwardLabels(m, func(i, j int) int { return p.sents[i].headOf(j) })
	sum := 0.0
	ce := func(row []float32, gold int32, w float64) {
		r := append([]float32(nil), row...)
		sum += w * float64(scale) * crossEntropy(r, int(gold), 1)
	}
	tc, nc, lc := p.l.cols("tag"), p.l.cols("name"), p.l.cols("lab")
	for i, s := range p.sents {
		arcs, n := p.arcScores(i)
		for j := range s.words {
			w, row := &s.words[j], p.start[i]+1+j
			arcs[(j+1)*n+j+1] = -1e9
			ce(arcs[(j+1)*n:(j+2)*n], w.head, 1)
			ce(p.labs[row*lc:][:p.s.rels], w.rel, 1)
			ce(p.names[row*nc:][:nameCount], w.name, float64(p.c.NameWeight))
			tag := p.tags[row*tc:][:tc]
			for b, width := range [4]int{p.s.upos, p.s.xpos, p.s.feats, p.s.script} {
				ce(tag[:width], w.tags[b], []float64{1, .5, .5, .5}[b])
				tag = tag[pad(width):]
			}
		}
	}
	return sum
}

// TestGradients compares the analytic gradient of every parameter block with
// a numeric directional derivative, twice in the same buffers: a buffer that
// is not cleared shows only the second time.
func TestGradients(t *testing.T) {
	tr := newToy(t, toyConfig(), 6)
	p := tr.work[0]
	rng := rand.New(rand.NewPCG(5, 6))
	for range 60 { // leave the symmetric start, where some gradients vanish
		tr.step(tr.train[:6])
	}
	for round := range 2 {
		lossOf(p, tr, tr.train[:6-round], 1)
		grad := append([]float32(nil), p.dense...)
		tr.grad.parts.reset()
		tr.grad.forms.reset()
		lossOf(p, tr, tr.train[:6-round], 1)
		p.inputGrad(tr.grad.forms, tr.grad.parts)
		for _, b := range tr.l.blocks {
			checkBlock(t, tr, p, b.name, tr.p.dense[b.off:b.off+b.rows*b.cols], grad[b.off:], 6-round, rng)
		}
		checkBlock(t, tr, p, "forms", tr.p.forms, append([]float32(nil), tr.grad.forms.data...), 6-round, rng)
		checkBlock(t, tr, p, "parts", tr.p.parts, append([]float32(nil), tr.grad.parts.data...), 6-round, rng)
	}
}

func checkBlock(t *testing.T, tr *Trainer, p *pass, name string, x, grad []float32, n int, rng *rand.Rand) {
	t.Helper()
	dir := make([]float32, len(x))
	want := 0.0
	for i := range x {
		dir[i] = float32(rng.Float64()*2-1) / float32(math.Sqrt(float64(len(x))))
		if grad[i] < 0 { // follow the gradient, so that the derivative is large
			dir[i] = -float32(math.Abs(float64(dir[i])))
		} else {
			dir[i] = float32(math.Abs(float64(dir[i])))
		}
		want += float64(dir[i]) * float64(grad[i])
	}
	const h = 2e-3
	move := func(by float32) {
		for i := range x {
			x[i] += by * dir[i]
		}
	}
	move(h)
	up := lossOf(p, tr, tr.train[:n], 1)
	move(-2 * h)
	down := lossOf(p, tr, tr.train[:n], 1)
	move(h)
	got := (up - down) / (2 * h)
	if math.Abs(want) < 1e-5 {
		t.Errorf("%s: the gradient vanishes, nothing is checked", name)
	} else if r := got / want; r < 0.97 || r > 1.03 {
		t.Errorf("%s: numeric derivative %g, analytic %g", name, got, want)
	}
}

// TestLearnsByHeart: a model that cannot learn a few sentences by heart is broken.
func TestLearnsByHeart(t *testing.T) {
	tr := newToy(t, toyConfig(), 30)
	for !tr.Epoch(func(Progress) {}) {
	}
	s := tr.Evaluate()
	if s.UPOS < 99 || s.LAS < 99 || s.Name < 99 || s.Script < 99 {
		t.Errorf("after training on it the model scores %+v on its own data", s)
	}
}

// TestSeeded: two runs with one configuration agree to the bit.
func TestSeeded(t *testing.T) {
	c := toyConfig()
	c.Epochs, c.Threads = 2, 2
	a, b := newToy(t, c, 20), newToy(t, c, 20)
	for !a.Epoch(func(Progress) {}) {
	}
	for !b.Epoch(func(Progress) {}) {
	}
	for i, v := range a.p.dense {
		if b.p.dense[i] != v {
			t.Fatalf("parameter %d differs: %g and %g", i, v, b.p.dense[i])
		}
	}
}

// TestResume: a run that is stopped and resumed ends where an uninterrupted
// one does, and a checkpoint of another configuration is refused.
func TestResume(t *testing.T) {
	c := toyConfig()
	c.Epochs = 3
	d := toy(t, 20)
	quiet := func(Progress) {}
	fresh := func() *Trainer {
		tr, err := New(c, d, kernel.Best())
		if err != nil {
			t.Fatal(err)
		}
		return tr
	}
	whole := fresh()
	for !whole.Epoch(quiet) {
	}
	path := filepath.Join(t.TempDir(), "checkpoint")
	first := fresh()
	first.Epoch(quiet)
	if err := first.Save(path); err != nil {
		t.Fatal(err)
	}
	second := fresh()
	if err := second.Resume(path); err != nil {
		t.Fatal(err)
	}
	for !second.Epoch(quiet) {
	}
	for i, v := range whole.opt.average.dense {
		if second.opt.average.dense[i] != v {
			t.Fatalf("parameter %d differs after resuming", i)
		}
	}
	if err := second.Blend([]string{path, path}); err != nil {
		t.Fatal(err)
	}
	if got, want := second.opt.average.dense[7], first.opt.average.dense[7]; got != want {
		t.Errorf("the mean of a checkpoint with itself is %g, it holds %g", got, want)
	}
	c.LR *= 2
	if err := fresh().Resume(path); err == nil {
		t.Error("a checkpoint of another configuration was accepted")
	}
}
