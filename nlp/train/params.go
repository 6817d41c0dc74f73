package train

import (
	"math"
	"math/rand/v2"
)

// A block is one parameter matrix, row-major, inside the flat vector.
type block struct {
	name       string
	rows, cols int
	off        int
	init       float64 // uniform ±init; 0 starts at zero
}

// layout names every dense parameter block of a configuration. All dense
// parameters are one flat vector, so that the optimiser, the average and the
// checkpoint are loops over a slice.
type layout struct {
	blocks []block
	size   int
	byName map[string]int
}

// sizes are the widths that follow from the label tables.
type sizes struct {
	upos, xpos, feats, script int // label counts
	rels                      int
}

// tagCols is the width of all tag blocks together, each padded to 16.
func (s sizes) tagCols() int { return pad(s.upos) + pad(s.xpos) + pad(s.feats) + pad(s.script) }

// pad rounds up to a multiple of 16.
func pad(n int) int { return (n + 15) &^ 15 }

const (
	layers    = 3
	placeDim  = 4 // first word, root, second treebank, names only
	gateVecs  = 4 // vf vr bf br
	nameCount = 7
)

func newLayout(c *Config, s sizes, inputDim int) *layout {
	l := &layout{byName: map[string]int{}}
	add := func(name string, rows, cols int, init float64) {
		l.byName[name] = len(l.blocks)
		l.blocks = append(l.blocks, block{name, rows, cols, l.size, init})
		l.size += rows * cols
	}
	xavier := func(in, out int) float64 { return math.Sqrt(3/float64(in)) * math.Min(1, float64(in)/float64(out)+0.5) }
	d := c.Dim
	in, cols := inputDim+placeDim, 8*d
	for k := range layers {
		add(layerName("w", k), in, cols, xavier(in, in))
		add(layerName("g", k), 2*gateVecs, d, 0)
		in, cols = 2*d, 6*d
	}
	hid := c.TagHidden + c.NameHidden
	add("conv", 2*d, 3*hid, xavier(3*2*d, hid))
	add("convb", 1, hid, 0)
	add("tag", c.TagHidden, s.tagCols(), xavier(c.TagHidden, c.TagHidden))
	add("tagb", 1, s.tagCols(), 0)
	add("name", c.NameHidden, pad(nameCount), xavier(c.NameHidden, c.NameHidden))
	add("nameb", 1, pad(nameCount), 0)
	mlp := 2*c.ArcDim + 2*c.LabelDim
	add("mlp", 2*d, mlp, xavier(2*d, 2*d))
	add("mlpb", 1, mlp, 0)
	add("arc", c.ArcDim, c.ArcDim, 0.02)
	add("arcb", 1, c.ArcDim, 0)
	add("lab", c.LabelDim, pad(s.rels), xavier(c.LabelDim, c.LabelDim))
	add("labb", 1, pad(s.rels), 0)
	return l
}

func layerName(kind string, k int) string { return kind + string(rune('1'+k)) }

// view returns the part of a flat vector that holds a block.
func (l *layout) view(flat []float32, name string) []float32 {
	b := l.blocks[l.byName[name]]
	return flat[b.off : b.off+b.rows*b.cols]
}

func (l *layout) cols(name string) int { return l.blocks[l.byName[name]].cols }

// params are all trained numbers of a model.
type params struct {
	dense []float32 // layout
	forms []float32 // rows of embedDim; row 0 is the unknown word
	parts []float32 // Buckets rows of embedDim
}

func newParams(c *Config, l *layout, forms, embedDim int) *params {
	p := &params{
		dense: make([]float32, l.size),
		forms: make([]float32, forms*embedDim),
		parts: make([]float32, c.Buckets*embedDim),
	}
	rng := rand.New(rand.NewPCG(c.Seed, 17))
	for _, b := range l.blocks {
		fill(p.dense[b.off:b.off+b.rows*b.cols], b.init, rng)
	}
	fill(p.forms, 0.1, rng)
	fill(p.parts, 0.1, rng)
	return p
}

func fill(dst []float32, bound float64, rng *rand.Rand) {
	if bound == 0 {
		return
	}
	for i := range dst {
		dst[i] = float32((2*rng.Float64() - 1) * bound)
	}
}

func (p *params) clone() *params {
	return &params{
		dense: append([]float32(nil), p.dense...),
		forms: append([]float32(nil), p.forms...),
		parts: append([]float32(nil), p.parts...),
	}
}

// all lists the three vectors in a fixed order.
func (p *params) all() [][]float32 { return [][]float32{p.dense, p.forms, p.parts} }
