package train

import "math"

// forward computes everything up to the logits of tags, names and arcs.
func (p *pass) forward(m *params) {
	d := p.c.Dim
	x, in := p.x, p.in
	for k := range layers {
		p.forwardLayer(k, x, in, m)
		y := &p.layer[k]
		if k < layers-1 {
			p.sentenceMask(&y.mask, 2*d, p.c.DropLayer)
			x = grow(&y.next, len(y.h))
			copy(x, y.h)
			mul(x, y.mask)
			in = 2 * d
		}
	}
	p.hTag = p.headInput(&p.hTag, &p.mTag, p.layer[1].h)
	p.hArc = p.headInput(&p.hArc, &p.mArc, p.layer[2].h)
	p.forwardTags(m)
	p.forwardArcs(m)
}

func (p *pass) headInput(buf, mask *[]float32, h []float32) []float32 {
	p.sentenceMask(mask, 2*p.c.Dim, p.c.DropHead)
	out := grow(buf, len(h))
	copy(out, h)
	mul(out, *mask)
	return out
}

// forwardTags: a window of three rows through a hidden layer, then one matrix
// for all tags and one for names.
func (p *pass) forwardTags(m *params) {
	d, hid := p.c.Dim, p.c.TagHidden+p.c.NameHidden
	conv := grow(&p.conv, p.rows*3*hid)
	p.product(conv, p.hTag, p.l.view(m.dense, "conv"), 2*d, 3*hid)
	out := grow(&p.hid, p.rows*hid)
	addBias(out, hid, p.l.view(m.dense, "convb"))
	p.eachWindow(func(row, from, shift int) {
		dst := out[row*hid : (row+1)*hid]
		for i, v := range conv[from*3*hid+shift*hid:][:hid] {
			dst[i] += v
		}
	})
	leaky(out)
	p.unitMask(&p.mHid, len(out), p.c.DropHead)
	mul(out, p.mHid)
	tc, nc := p.l.cols("tag"), p.l.cols("name")
	tags, names := grow(&p.tags, p.rows*tc), grow(&p.names, p.rows*nc)
	p.kr.Gemm(false, false, p.rows, tc, p.c.TagHidden, out, hid, p.l.view(m.dense, "tag"), tc, tags, tc)
	addBias(tags, tc, p.l.view(m.dense, "tagb"))
	p.kr.Gemm(false, false, p.rows, nc, p.c.NameHidden, out[p.c.TagHidden:], hid, p.l.view(m.dense, "name"), nc, names, nc)
	addBias(names, nc, p.l.view(m.dense, "nameb"))
}

// eachWindow visits (row, neighbour, shift) for the rows of each sentence;
// shift 0, 1, 2 is the row before, the row itself, the row after.
func (p *pass) eachWindow(f func(row, from, shift int)) {
	for i := range p.sents {
		for r := p.start[i]; r < p.start[i+1]; r++ {
			for shift := range 3 {
				if from := r + shift - 1; from >= p.start[i] && from < p.start[i+1] {
					f(r, from, shift)
				}
			}
		}
	}
}

// forwardArcs: the vectors of dependents and heads. Arc scores are computed a
// sentence at a time by arcScores.
func (p *pass) forwardArcs(m *params) {
	d, a := p.c.Dim, p.c.ArcDim
	w := p.l.cols("mlp")
	mlp := grow(&p.mlp, p.rows*w)
	p.product(mlp, p.hArc, p.l.view(m.dense, "mlp"), 2*d, w)
	addBias(mlp, w, p.l.view(m.dense, "mlpb"))
	for r := range p.rows {
		leaky(mlp[r*w : r*w+2*a])
	}
	p.unitMask(&p.mMlp, len(mlp), p.c.DropHead)
	for r := range p.rows {
		mul(mlp[r*w:r*w+2*a], p.mMlp[r*w:r*w+2*a])
	}
	q := grow(&p.query, p.rows*a)
	addBias(q, a, p.l.view(m.dense, "arcb"))
	p.kr.Gemm(false, false, p.rows, a, a, mlp, w, p.l.view(m.dense, "arc"), a, q, a)
}

// arcScores fills p.arcs with the scores of sentence i: a row for each
// dependent, a column for each head, root first. Row 0 has no meaning.
func (p *pass) arcScores(i int) ([]float32, int) {
	a, w := p.c.ArcDim, p.l.cols("mlp")
	n := p.start[i+1] - p.start[i]
	s := grow(&p.arcs, n*n)
	at := p.start[i]
	p.kr.Gemm(false, true, n, n, a, p.query[at*a:], a, p.mlp[at*w+a:], w, s, n)
	return s, n
}

// labelInput combines the label vectors of a dependent and its head.
func (p *pass) labelInput(dst []float32, dep, head int) {
	a, l, w := p.c.ArcDim, p.c.LabelDim, p.l.cols("mlp")
	x, y := p.mlp[dep*w+2*a:][:l], p.mlp[head*w+2*a+l:][:l]
	for i := range dst {
		dst[i] = x[i] + y[i]
	}
	leaky(dst)
}

// forwardLabels scores the relations of every word given its head; head(i, j)
// is the head of word j (from 1) of sentence i.
func (p *pass) forwardLabels(m *params, head func(i, j int) int) {
	l, c := p.c.LabelDim, p.l.cols("lab")
	in := grow(&p.labIn, p.rows*l)
	for i := range p.sents {
		at := p.start[i]
		for j := 1; at+j < p.start[i+1]; j++ {
			p.labelInput(in[(at+j)*l:(at+j+1)*l], at+j, at+head(i, j))
		}
	}
	p.unitMask(&p.mLab, len(in), p.c.DropHead)
	mul(in, p.mLab)
	labs := grow(&p.labs, p.rows*c)
	p.product(labs, in, p.l.view(m.dense, "lab"), l, c)
	addBias(labs, c, p.l.view(m.dense, "labb"))
}

// crossEntropy turns logits into their gradient, scaled by weight, and
// returns the loss; a gold label below 0 is unknown: no loss, no gradient.
func crossEntropy(row []float32, gold int, weight float32) float64 {
	if gold < 0 {
		clear(row)
		return 0
	}
	top := row[0]
	for _, v := range row {
		top = max(top, v)
	}
	var sum float32
	g := row[gold] - top
	for i, v := range row {
		row[i] = exp(v - top)
		sum += row[i]
	}
	by := weight / sum
	for i := range row {
		row[i] *= by
	}
	row[gold] -= weight
	return math.Log(float64(sum)) - float64(g)
}
