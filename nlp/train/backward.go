package train

// step computes loss and gradients of the loaded batch; scale is one over the
// number of words in the whole step, of which this worker has a part. The
// gradient of the dense parameters is added to p.dense, that of the inputs is
// left in p.dx.
func (p *pass) step(m *params, scale float32) {
	p.loss = losses{}
	p.forward(m)
	p.forwardLabels(m, func(i, j int) int { return p.sents[i].headOf(j) })
	d := p.c.Dim
	dArc := grow(&p.dArcIn, p.rows*2*d)
	dTag := grow(&p.dTagIn, p.rows*2*d)
	p.backwardArcs(m, scale, dArc)
	p.backwardTags(m, scale, dTag)

	y := &p.layer[2]
	mul(dArc, p.mArc)
	copy(grow(&y.dh, len(dArc)), dArc)
	p.backwardLayer(2, p.clearGrad(1), 2*d, m)

	y = &p.layer[1]
	mul(y.dh, y.mask)
	mul(dTag, p.mTag)
	for i, v := range dTag {
		y.dh[i] += v
	}
	p.backwardLayer(1, p.clearGrad(0), 2*d, m)

	y = &p.layer[0]
	mul(y.dh, y.mask)
	p.backwardLayer(0, grow(&p.dx, p.rows*p.in), p.in, m)
	mul(p.dx, p.xmask)
}

// clearGrad zeroes and returns the gradient of layer k's output.
func (p *pass) clearGrad(k int) []float32 { return grow(&p.layer[k].dh, p.rows*2*p.c.Dim) }

// backwardTags: tags and names to the hidden layer to the window.
func (p *pass) backwardTags(m *params, scale float32, dIn []float32) {
	d, hid, th := p.c.Dim, p.c.TagHidden+p.c.NameHidden, p.c.TagHidden
	tc, nc := p.l.cols("tag"), p.l.cols("name")
	p.tagLoss(scale, tc, nc)
	dHid := grow(&p.dHid, p.rows*hid)
	g := p.dense
	p.kr.Gemm(true, false, th, tc, p.rows, p.hid, hid, p.tags, tc, p.l.view(g, "tag"), tc)
	p.kr.Gemm(false, true, p.rows, th, tc, p.tags, tc, p.l.view(m.dense, "tag"), tc, dHid, hid)
	biasGrad(p.l.view(g, "tagb"), p.tags, tc)
	p.kr.Gemm(true, false, p.c.NameHidden, nc, p.rows, p.hid[th:], hid, p.names, nc, p.l.view(g, "name"), nc)
	p.kr.Gemm(false, true, p.rows, p.c.NameHidden, nc, p.names, nc, p.l.view(m.dense, "name"), nc, dHid[th:], hid)
	biasGrad(p.l.view(g, "nameb"), p.names, nc)
	mul(dHid, p.mHid)
	leakyGrad(dHid, p.hid)
	biasGrad(p.l.view(g, "convb"), dHid, hid)
	dConv := grow(&p.dConv, p.rows*3*hid)
	p.eachWindow(func(row, from, shift int) {
		copy(dConv[from*3*hid+shift*hid:][:hid], dHid[row*hid:(row+1)*hid])
	})
	p.productGrad(dConv, p.hTag, p.l.view(m.dense, "conv"), dIn, p.l.view(g, "conv"), 2*d, 3*hid)
}

// tagLoss turns the logits of tags and names into gradients.
func (p *pass) tagLoss(scale float32, tc, nc int) {
	offs := [4]int{0, pad(p.s.upos), pad(p.s.upos) + pad(p.s.xpos), pad(p.s.upos) + pad(p.s.xpos) + pad(p.s.feats)}
	width := [4]int{p.s.upos, p.s.xpos, p.s.feats, p.s.script}
	weight := [4]float32{1, 0.5, 0.5, 0.5}
	for i, s := range p.sents {
		clear(p.tags[p.start[i]*tc : (p.start[i]+1)*tc])
		clear(p.names[p.start[i]*nc : (p.start[i]+1)*nc])
		for j := range s.words {
			w, row := &s.words[j], p.start[i]+1+j
			t := p.tags[row*tc : (row+1)*tc]
			gold := w.tags
			if w.worn != w.form {
				gold[3] = -1
			}
			for b := range 4 {
				clear(t[offs[b]+width[b] : offs[b]+pad(width[b])])
				loss := crossEntropy(t[offs[b]:offs[b]+width[b]], int(gold[b]), weight[b]*scale)
				if b == 0 {
					p.loss.tag += loss
				}
			}
			n := p.names[row*nc : (row+1)*nc]
			clear(n[nameCount:])
			p.loss.name += crossEntropy(n[:nameCount], int(w.name), p.c.NameWeight*scale)
		}
	}
}

// backwardArcs: labels and arcs to the third layer.
func (p *pass) backwardArcs(m *params, scale float32, dIn []float32) {
	d, a, w := p.c.Dim, p.c.ArcDim, p.l.cols("mlp")
	dMlp := grow(&p.dMlp, p.rows*w)
	p.backwardLabels(m, scale, dMlp)
	dq := grow(&p.dQuery, p.rows*a)
	for i, s := range p.sents {
		arcs, n := p.arcScores(i)
		at := p.start[i]
		clear(arcs[:n])
		for j := 1; j < n; j++ {
			row := arcs[j*n : (j+1)*n]
			row[j] = -1e9
			p.loss.arc += crossEntropy(row, int(s.words[j-1].head), scale)
		}
		p.kr.Gemm(false, false, n, a, n, arcs, n, p.mlp[at*w+a:], w, dq[at*a:], a)
		p.kr.Gemm(true, false, n, a, n, arcs, n, p.query[at*a:], a, dMlp[at*w+a:], w)
	}
	g := p.dense
	biasGrad(p.l.view(g, "arcb"), dq, a)
	p.kr.Gemm(true, false, a, a, p.rows, p.mlp, w, dq, a, p.l.view(g, "arc"), a)
	p.kr.Gemm(false, true, p.rows, a, a, dq, a, p.l.view(m.dense, "arc"), a, dMlp, w)
	for r := range p.rows {
		row := dMlp[r*w : r*w+2*a]
		mul(row, p.mMlp[r*w:r*w+2*a])
		leakyGrad(row, p.mlp[r*w:])
	}
	biasGrad(p.l.view(g, "mlpb"), dMlp, w)
	p.productGrad(dMlp, p.hArc, p.l.view(m.dense, "mlp"), dIn, p.l.view(g, "mlp"), 2*d, w)
}

func (p *pass) backwardLabels(m *params, scale float32, dMlp []float32) {
	a, l, c, w := p.c.ArcDim, p.c.LabelDim, p.l.cols("lab"), p.l.cols("mlp")
	for i, s := range p.sents {
		clear(p.labs[p.start[i]*c : (p.start[i]+1)*c])
		for j := range s.words {
			row := p.labs[(p.start[i]+1+j)*c:][:c]
			clear(row[p.s.rels:])
			p.loss.label += crossEntropy(row[:p.s.rels], int(s.words[j].rel), scale)
		}
	}
	g := p.dense
	biasGrad(p.l.view(g, "labb"), p.labs, c)
	d := grow(&p.dLabIn, p.rows*l)
	p.productGrad(p.labs, p.labIn, p.l.view(m.dense, "lab"), d, p.l.view(g, "lab"), l, c)
	mul(d, p.mLab)
	leakyGrad(d, p.labIn)
	for i, s := range p.sents {
		at := p.start[i]
		for j := range s.words {
			row := at + 1 + j
			dd := dMlp[row*w+2*a:][:l]
			dh := dMlp[(at+s.headOf(j+1))*w+2*a+l:][:l]
			for k, v := range d[row*l : (row+1)*l] {
				dd[k] += v
				dh[k] += v
			}
		}
	}
}
