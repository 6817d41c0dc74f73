package train

import (
	"math/rand/v2"

	"tocsin/nlp/kernel"
)

// pass is one worker's forward and backward computation over one batch of
// whole sentences. Row 0 of each sentence is the root pseudo-word. Buffers
// grow to the largest batch and are reused; every buffer that is added into
// is cleared first (a stale one is invisible to a single gradient check).
type pass struct {
	c  *Config
	s  sizes
	l  *layout
	kr *kernel.Kernel
	in int // width of the input vector with its place marks

	sents []*sentence
	start []int // first row of each sentence; one more entry at the end
	rows  int
	words int
	learn bool // dropout on
	rng   *rand.Rand

	x, dx  []float32 // input, its gradient
	masks  []float32 // all dropout masks of the batch, 0 or 1/(1-p)
	xmask  []float32
	layer  [layers]recurrent
	hTag   []float32 // layer 2 as the tag and name heads see it
	mTag   []float32
	hArc   []float32 // layer 3 as the arc and label heads see it
	mArc   []float32
	conv   []float32 // 3 shifts side by side
	hid    []float32 // tag and name hidden units
	mHid   []float32
	tags   []float32
	names  []float32
	mlp    []float32
	mMlp   []float32
	query  []float32 // arc dependents times the arc matrix
	arcs   []float32 // one sentence at a time
	labIn  []float32
	mLab   []float32
	labs   []float32
	dConv  []float32
	dHid   []float32
	dMlp   []float32
	dQuery []float32
	dLabIn []float32
	dTagIn []float32
	dArcIn []float32
	dense  []float32 // gradient of layout
	loss   losses
}

// losses are sums over words.
type losses struct{ arc, label, tag, name float64 }

func (a *losses) add(b losses) {
	a.arc += b.arc
	a.label += b.label
	a.tag += b.tag
	a.name += b.name
}

func newPass(c *Config, s sizes, l *layout, kr *kernel.Kernel, in int) *pass {
	return &pass{c: c, s: s, l: l, kr: kr, in: in, dense: make([]float32, l.size)}
}

// grow returns a slice of n zeros, reusing buf if it is large enough.
func grow(buf *[]float32, n int) []float32 {
	if cap(*buf) < n {
		*buf = make([]float32, n+n/4)
	}
	*buf = (*buf)[:n]
	clear(*buf)
	return *buf
}

// load lays out a batch: rows, inputs and dropout masks.
func (p *pass) load(sents []*sentence, m *params, table *lexicon, learn bool, rng *rand.Rand) {
	p.sents, p.learn, p.rng = sents, learn, rng
	p.start = p.start[:0]
	p.rows, p.words = 0, 0
	for _, s := range sents {
		p.start = append(p.start, p.rows)
		p.rows += s.len() + 1
		p.words += s.len()
	}
	p.start = append(p.start, p.rows)
	x := grow(&p.x, p.rows*p.in)
	for i, s := range sents {
		table.inputs(x[p.start[i]*p.in:], p.in, s, m, p)
	}
	p.sentenceMask(&p.xmask, p.in, p.c.DropInput)
	mul(x, p.xmask)
}

// chance draws whether something of probability q happens while learning.
func (p *pass) chance(q float32) bool { return p.learn && p.rng.Float32() < q }

// sentenceMask draws one dropout mask a sentence (variational dropout, Gal
// and Ghahramani 2016) and repeats it on each of the sentence's rows.
func (p *pass) sentenceMask(buf *[]float32, width int, q float32) {
	m := grow(buf, p.rows*width)
	if !p.learn || q == 0 {
		for i := range m {
			m[i] = 1
		}
		return
	}
	keep := 1 / (1 - q)
	for i := range p.sents {
		first := m[p.start[i]*width : (p.start[i]+1)*width]
		p.draw(first, q, keep)
		for r := p.start[i] + 1; r < p.start[i+1]; r++ {
			copy(m[r*width:(r+1)*width], first)
		}
	}
}

// unitMask draws an independent dropout mask for every value.
func (p *pass) unitMask(buf *[]float32, n int, q float32) {
	m := grow(buf, n)
	if !p.learn || q == 0 {
		for i := range m {
			m[i] = 1
		}
		return
	}
	p.draw(m, q, 1/(1-q))
}

func (p *pass) draw(dst []float32, q, keep float32) {
	bound := uint32(float64(q) * (1 << 16))
	for i := 0; i < len(dst); i += 4 {
		r := p.rng.Uint64()
		for j := i; j < min(i+4, len(dst)); j++ {
			if uint32(r&0xffff) >= bound {
				dst[j] = keep
			}
			r >>= 16
		}
	}
}

func mul(dst, by []float32) {
	by = by[:len(dst)]
	for i := range dst {
		dst[i] *= by[i]
	}
}

// addBias adds a row vector to each row.
func addBias(dst []float32, width int, bias []float32) {
	for r := 0; r+width <= len(dst); r += width {
		row := dst[r : r+width]
		for i, b := range bias[:width] {
			row[i] += b
		}
	}
}

// biasGrad adds the column sums of d to g.
func biasGrad(g, d []float32, width int) {
	g = g[:width]
	for r := 0; r+width <= len(d); r += width {
		for i, v := range d[r : r+width] {
			g[i] += v
		}
	}
}

const slope = 0.1 // of the leaky rectifier below zero

func leaky(x []float32) {
	for i, v := range x {
		if v < 0 {
			x[i] = slope * v
		}
	}
}

// leakyGrad scales d where the rectifier's output y is negative.
func leakyGrad(d, y []float32) {
	y = y[:len(d)]
	for i := range d {
		if y[i] < 0 {
			d[i] *= slope
		}
	}
}

// product computes c = a·w for all rows of the batch (c must be zero).
func (p *pass) product(c, a, w []float32, k, n int) {
	p.kr.Gemm(false, false, p.rows, n, k, a, k, w, n, c, n)
}

// productGrad adds the gradients of c = a·w: dw += aᵀ·dc, da += dc·wᵀ.
func (p *pass) productGrad(dc, a, w, da, dw []float32, k, n int) {
	p.kr.Gemm(true, false, k, n, p.rows, a, k, dc, n, dw, n)
	if da != nil {
		p.kr.Gemm(false, true, p.rows, k, n, dc, n, w, n, da, k)
	}
}
