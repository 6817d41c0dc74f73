package nlp

import "strings"

const (
	batchRows   = 256     // rows of a batch, sentences with their root rows; more only for one long sentence
	maxWords    = 200     // a longer sentence is parsed in pieces: finding its tree is cubic at worst
	cacheForms  = 1 << 15 // forms whose input vector is kept
	cacheLemmas = 1 << 16
)

// scratch is what one goroutine needs to run a parser: buffers, and caches of
// what depends on the form alone. It belongs to one parser.
type scratch struct {
	p      *parser
	forms  map[string]*input
	lemmas map[lemmaKey]string

	xq     []uint8   // quantised input, hidden or head rows
	xs     []float32 // their scales
	u      []float32
	h      [2][]float32 // layer outputs, taking turns
	conv   []float32
	hid    []float32
	tags   []float32
	names  []float32
	mlp    []float32
	query  []float32
	arcs   []float32
	labIn  []float32
	labs   []float32
	heads  []int32
	tree   TreeDecoder
	bio    []int8
	back   []int8
	hashes []int32
}

// input is the quantised input vector of a form.
type input struct {
	q     [InputDim]uint8
	scale float32
}

type lemmaKey struct {
	form   string
	upos   uint8
	script int32
}

func (p *parser) newScratch() *scratch {
	return &scratch{p: p, forms: map[string]*input{}, lemmas: map[lemmaKey]string{}}
}

// size returns a slice of n numbers whose contents do not matter.
func size[T any](buf *[]T, n int) []T {
	if cap(*buf) < n {
		*buf = make([]T, n+n/8)
	}
	*buf = (*buf)[:n]
	return *buf
}

// input returns the input vector of a form, from the cache if it is there.
func (s *scratch) input(form string) *input {
	if in := s.forms[form]; in != nil {
		return in
	}
	if len(s.forms) >= cacheForms {
		clear(s.forms)
	}
	in := s.p.inputOf(form, &s.hashes)
	s.forms[strings.Clone(form)] = in
	return in
}

// inputOf computes the input vector of a form: pretrained vector, shape
// marks, the form's own row, and the scaled sum of its sub-word rows.
func (p *parser) inputOf(form string, hashes *[]int32) *input {
	var x [InputDim]float32
	plain := Canonical(form)
	v := VectorRow(p.vecRow, plain)
	if v >= 0 {
		for j, q := range p.vecs[int(v)*VectorDim:][:VectorDim] {
			x[j] = float32(q) * VectorScale
		}
	}
	marks := Flags(plain, v >= 0)
	copy(x[VectorDim:], marks[:])
	p.forms.addRow(x[WordDim:WordDim+EmbedDim], p.row[Normal(plain)])
	*hashes = Parts((*hashes)[:0], plain, p.meta.Buckets)
	sum := x[WordDim+EmbedDim:]
	for _, r := range *hashes {
		p.parts.addRow(sum, r)
	}
	by := PartScale(len(*hashes))
	for j := range sum {
		sum[j] *= by
	}
	in := &input{}
	var scale [1]float32
	p.kr.Quantize(in.q[:], InputDim, scale[:], x[:], InputDim, 1, InputDim)
	in.scale = scale[0]
	return in
}

// addRow adds row r of a table of rows.
func (k *Block) addRow(dst []float32, r int32) {
	by := k.Scale[r]
	for j, q := range k.Int8[int(r)*k.Cols:][:k.Cols] {
		dst[j] += float32(float32(q) * by)
	}
}

// A batch is the rows of some sentences: each sentence is a root row and a
// row for each of its words.
type batch struct {
	start []int // first row of each sentence, and the end
	forms []string
}

func (b *batch) reset() { b.start, b.forms = append(b.start[:0], 0), b.forms[:0] }

func (b *batch) rows() int { return b.start[len(b.start)-1] }

// run computes the encoder and all heads for a batch.
func (s *scratch) run(b *batch) {
	p, d, rows := s.p, s.p.meta.Dim, b.rows()
	s.embed(b)
	u := size(&s.u, rows*8*d)
	p.kr.Mul(u, 8*d, s.xq, InputDim, s.xs, rows, p.layer[0])
	for i := range len(b.start) - 1 {
		p.kr.Add(u[b.start[i]*8*d:][:8*d], p.place[8*d:16*d])
		if b.start[i]+1 < b.start[i+1] {
			p.kr.Add(u[(b.start[i]+1)*8*d:][:8*d], p.place[:8*d])
		}
	}
	s.recur(b, 0, 8*d)
	for k := 1; k < layerCount; k++ {
		s.quantize(s.h[(k+1)%2], 2*d, rows, 2*d)
		if k == layerCount-1 {
			s.tagHeads(b)
			s.quantize(s.h[(k+1)%2], 2*d, rows, 2*d)
		}
		u = size(&s.u, rows*6*d)
		p.kr.Mul(u, 6*d, s.xq, 2*d, s.xs, rows, p.layer[k])
		s.recur(b, k, 6*d)
	}
	s.quantize(s.h[(layerCount-1)%2], 2*d, rows, 2*d)
	s.arcHeads(b)
}

// embed gathers the quantised input rows.
func (s *scratch) embed(b *batch) {
	rows := b.rows()
	xq, xs := size(&s.xq, rows*InputDim), size(&s.xs, rows)
	w := 0
	for i := range len(b.start) - 1 {
		r := b.start[i]
		xs[r] = 0
		for j := range xq[r*InputDim : (r+1)*InputDim] {
			xq[r*InputDim+j] = 64
		}
		for r++; r < b.start[i+1]; r++ {
			in := s.input(b.forms[w])
			copy(xq[r*InputDim:], in.q[:])
			xs[r] = in.scale
			w++
		}
	}
}

func (s *scratch) quantize(src []float32, lds, rows, cols int) {
	s.p.kr.Quantize(size(&s.xq, rows*cols), cols, size(&s.xs, rows), src, lds, rows, cols)
}

// recur runs both directions of layer k over every sentence.
func (s *scratch) recur(b *batch, k, ldu int) {
	d, g := s.p.meta.Dim, s.p.gates[k]
	out, prev := size(&s.h[k%2], b.rows()*2*d), s.h[(k+1)%2]
	for i := range len(b.start) - 1 {
		at, n := b.start[i], b.start[i+1]-b.start[i]
		for dir := range 2 {
			u := s.u[at*ldu+dir*ldu/2:]
			x, ldx := u, ldu
			if k == 0 {
				x = u[3*d:]
			} else {
				x, ldx = prev[at*2*d+dir*d:], 2*d
			}
			v := g[dir*4*d:]
			s.p.kr.SRU(out[at*2*d+dir*d:], 2*d, u, ldu, x, ldx, v[:d], v[d:2*d], v[2*d:3*d], v[3*d:4*d], d, n, dir == 1)
		}
	}
}

// tagHeads computes tag and name scores from the quantised second layer.
func (s *scratch) tagHeads(b *batch) {
	p, rows := s.p, b.rows()
	hid := p.meta.Tag + p.meta.Name
	conv := size(&s.conv, rows*3*hid)
	p.kr.Mul(conv, 3*hid, s.xq, 2*p.meta.Dim, s.xs, rows, p.conv)
	out := size(&s.hid, rows*hid)
	for i := range len(b.start) - 1 {
		for r := b.start[i]; r < b.start[i+1]; r++ {
			s.window(out[r*hid:(r+1)*hid], conv, r, b.start[i], b.start[i+1])
		}
	}
	s.quantize(out, hid, rows, p.meta.Tag)
	p.kr.Mul(size(&s.tags, rows*p.tagCols), p.tagCols, s.xq, p.meta.Tag, s.xs, rows, p.tag)
	s.quantize(out[p.meta.Tag:], hid, rows, p.meta.Name)
	nc := pad(len(nameTags))
	p.kr.Mul(size(&s.names, rows*nc), nc, s.xq, p.meta.Name, s.xs, rows, p.name)
}

// window sums the three shifts of the convolution for row r of a sentence
// that spans rows from to to.
func (s *scratch) window(out, conv []float32, r, from, to int) {
	hid := len(out)
	copy(out, s.p.convBias)
	s.p.kr.Add(out, conv[(r*3+1)*hid:][:hid])
	if r > from {
		s.p.kr.Add(out, conv[(r-1)*3*hid:][:hid])
	}
	if r+1 < to {
		s.p.kr.Add(out, conv[((r+1)*3+2)*hid:][:hid])
	}
	s.p.leaky(out)
}

// arcHeads computes trees and relations from the quantised third layer.
func (s *scratch) arcHeads(b *batch) {
	p, rows := s.p, b.rows()
	a, l := p.meta.Arc, p.meta.Label
	w := 2*a + 2*l
	mlp := size(&s.mlp, rows*w)
	p.kr.Mul(mlp, w, s.xq, 2*p.meta.Dim, s.xs, rows, p.mlp)
	for r := range rows {
		p.leaky(mlp[r*w : r*w+2*a])
	}
	s.quantize(mlp, w, rows, a)
	q := size(&s.query, rows*a)
	p.kr.Mul(q, a, s.xq, a, s.xs, rows, p.arc)
	labIn := size(&s.labIn, rows*l)
	heads := size(&s.heads, rows)
	for i := range len(b.start) - 1 {
		at, n := b.start[i], b.start[i+1]-b.start[i]
		arcs := size(&s.arcs, n*n)
		p.kr.Dots(arcs, n, q[at*a:], a, n, mlp[at*w+a:], w, n, a)
		s.tree.Decode(arcs, n, n-1, heads[at+1:at+n], p.kr.ArgMax)
		clear(labIn[at*l : (at+1)*l])
		for d := at + 1; d < at+n; d++ {
			h := at + int(heads[d])
			p.kr.AddLeaky(labIn[d*l:(d+1)*l], mlp[d*w+2*a:][:l], mlp[h*w+2*a+l:][:l])
		}
	}
	s.quantize(labIn, l, rows, l)
	p.kr.Mul(size(&s.labs, rows*p.labelCols), p.labelCols, s.xq, l, s.xs, rows, p.lab)
}
