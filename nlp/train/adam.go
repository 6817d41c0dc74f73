package train

import "math"

// Adam's constants (Kingma and Ba 2015); the second decay is the one Dozat
// and Manning use for parsers.
const (
	beta1   = 0.9
	beta2   = 0.98
	epsilon = 1e-8

	averageEvery = 10   // steps between two updates of the average
	averageDecay = 0.98 // of one such update
)

// optimiser holds the moments of every parameter and the running average of
// the parameters, which is the model that is kept.
type optimiser struct {
	c       *Config
	step    int // steps done
	total   int
	m, v    *params
	average *params
}

func newOptimiser(c *Config, p *params, total int) *optimiser {
	zero := func() *params {
		return &params{make([]float32, len(p.dense)), make([]float32, len(p.forms)), make([]float32, len(p.parts))}
	}
	return &optimiser{c: c, total: total, m: zero(), v: zero(), average: p.clone()}
}

// rate is the learning rate of the coming step.
func (o *optimiser) rate() float64 {
	if o.step < o.c.Warmup {
		return o.c.LR * float64(o.step+1) / float64(o.c.Warmup)
	}
	return o.c.LR * math.Max(0, float64(o.total-o.step)) / float64(max(1, o.total-o.c.Warmup))
}

// gradients is the summed gradient of a step: dense, and touched rows of the
// two tables.
type gradients struct {
	dense        []float32
	forms, parts *sparse
}

// sparse is a gradient of a table of which few rows are touched.
type sparse struct {
	width int
	data  []float32
	rows  []int32
	mark  []bool
}

func newSparse(rows, width int) *sparse {
	return &sparse{width: width, data: make([]float32, rows*width), mark: make([]bool, rows)}
}

func (s *sparse) add(row int32, d []float32, by float32) {
	if !s.mark[row] {
		s.mark[row] = true
		s.rows = append(s.rows, row)
	}
	dst := s.data[int(row)*s.width:][:s.width]
	for i, v := range d[:s.width] {
		dst[i] += by * v
	}
}

func (s *sparse) reset() {
	for _, r := range s.rows {
		clear(s.data[int(r)*s.width:][:s.width])
		s.mark[r] = false
	}
	s.rows = s.rows[:0]
}

func (s *sparse) norm2() float64 {
	sum := 0.0
	for _, r := range s.rows {
		sum += norm2(s.data[int(r)*s.width:][:s.width])
	}
	return sum
}

func norm2(x []float32) float64 {
	var a, b float32
	sum := 0.0
	for i := 0; i+1 < len(x); i += 2 {
		a, b = x[i], x[i+1]
		sum += float64(a*a + b*b)
	}
	if len(x)%2 == 1 {
		a = x[len(x)-1]
		sum += float64(a * a)
	}
	return sum
}

// apply takes one step along the clipped gradient.
func (o *optimiser) apply(p *params, g *gradients) {
	norm := math.Sqrt(norm2(g.dense) + g.forms.norm2() + g.parts.norm2())
	by := float32(1)
	if o.c.Clip > 0 && norm > o.c.Clip {
		by = float32(o.c.Clip / norm)
	}
	lr := o.rate()
	o.step++
	t := float64(o.step)
	lr *= math.Sqrt(1-math.Pow(beta2, t)) / (1 - math.Pow(beta1, t))
	adam(p.dense, g.dense, o.m.dense, o.v.dense, by, float32(lr))
	adamRows(p.forms, g.forms, o.m.forms, o.v.forms, by, float32(lr))
	adamRows(p.parts, g.parts, o.m.parts, o.v.parts, by, float32(lr))
	if o.step%averageEvery == 0 {
		o.mean(p)
	}
}

// mean moves the average towards the parameters; early on it is short-sighted
// so that the start is forgotten.
func (o *optimiser) mean(p *params) {
	k := float64(o.step / averageEvery)
	keep := float32(math.Min(averageDecay, (1+k)/(10+k)))
	dst := o.average.all()
	for i, src := range p.all() {
		for j, v := range src {
			dst[i][j] = keep*dst[i][j] + (1-keep)*v
		}
	}
}

func adamRows(p []float32, g *sparse, m, v []float32, by, lr float32) {
	for _, r := range g.rows {
		a, b := int(r)*g.width, (int(r)+1)*g.width
		adam(p[a:b], g.data[a:b], m[a:b], v[a:b], by, lr)
	}
}

func adam(p, g, m, v []float32, by, lr float32) {
	g, m, v = g[:len(p)], m[:len(p)], v[:len(p)]
	for i := range p {
		d := g[i] * by
		m[i] = beta1*m[i] + (1-beta1)*d
		v[i] = beta2*v[i] + (1-beta2)*d*d
		p[i] -= lr * m[i] / (float32(math.Sqrt(float64(v[i]))) + epsilon)
	}
}
