package train

import "math"

// recurrent is one bidirectional SRU layer (Lei et al. 2018) with what its
// backward pass needs.
type recurrent struct {
	in   []float32 // input after dropout, not owned
	u    []float32 // in·W: per row and direction U0 U1 U2 (and U3 in layer 1)
	c    []float32 // states, rows × 2d
	f, r []float32 // gates, rows × 2d
	h    []float32 // output, rows × 2d
	mask []float32 // dropout towards the next layer
	next []float32 // h after dropout
	du   []float32
	dh   []float32
}

// forwardLayer runs layer k on input x (rows × in).
func (p *pass) forwardLayer(k int, x []float32, in int, m *params) {
	d := p.c.Dim
	y := &p.layer[k]
	y.in = x
	per := p.blocks(k)
	u := grow(&y.u, p.rows*2*per*d)
	p.product(u, x, p.l.view(m.dense, layerName("w", k)), in, 2*per*d)
	n := p.rows * 2 * d
	grow(&y.c, n)
	grow(&y.f, n)
	grow(&y.r, n)
	grow(&y.h, n)
	g := p.l.view(m.dense, layerName("g", k))
	for i := range p.sents {
		p.cellForward(k, g, i, 0)
		p.cellForward(k, g, i, 1)
	}
}

// blocks is how many vectors a direction of layer k gets from the product:
// the first layer changes size, so its shortcut is a product too.
func (p *pass) blocks(k int) int {
	if k == 0 {
		return 4
	}
	return 3
}

// order gives the rows of sentence i in the order direction dir reads them.
func (p *pass) order(i, dir int) (first, last, step int) {
	a, b := p.start[i], p.start[i+1]
	if dir == 0 {
		return a, b, 1
	}
	return b - 1, a - 1, -1
}

// shortcut is the slice that the highway connection of layer k adds for a row.
func (p *pass) shortcut(k, row, dir int) []float32 {
	d, y := p.c.Dim, &p.layer[k]
	if k == 0 {
		at := row*8*d + dir*4*d + 3*d
		return y.u[at : at+d]
	}
	at := row*2*d + dir*d
	return y.in[at : at+d]
}

func (p *pass) cellForward(k int, g []float32, i, dir int) {
	d, y, per := p.c.Dim, &p.layer[k], p.blocks(k)
	gv := g[dir*gateVecs*d:]
	vf, vr, bf, br := gv[:d], gv[d:2*d], gv[2*d:3*d], gv[3*d:4*d]
	prev := make([]float32, d)
	first, last, step := p.order(i, dir)
	for t := first; t != last; t += step {
		u := y.u[t*2*per*d+dir*per*d:]
		u0, u1, u2 := u[:d], u[d:2*d], u[2*d:3*d]
		x := p.shortcut(k, t, dir)
		at := t*2*d + dir*d
		c, f, r, h := y.c[at:at+d], y.f[at:at+d], y.r[at:at+d], y.h[at:at+d]
		for j := range d {
			f[j] = sigmoid(u1[j] + vf[j]*prev[j] + bf[j])
			r[j] = sigmoid(u2[j] + vr[j]*prev[j] + br[j])
			c[j] = f[j]*prev[j] + (1-f[j])*u0[j]
			h[j] = r[j]*c[j] + (1-r[j])*x[j]
		}
		prev = c
	}
}

// backwardLayer turns y.dh into gradients of the layer's parameters and adds
// the gradient of its input to dx (nil if it is not wanted).
func (p *pass) backwardLayer(k int, dx []float32, in int, m *params) {
	d, y, per := p.c.Dim, &p.layer[k], p.blocks(k)
	grow(&y.du, p.rows*2*per*d)
	g := p.l.view(m.dense, layerName("g", k))
	dg := p.l.view(p.dense, layerName("g", k))
	for i := range p.sents {
		p.cellBackward(k, g, dg, dx, i, 0)
		p.cellBackward(k, g, dg, dx, i, 1)
	}
	w, dw := p.l.view(m.dense, layerName("w", k)), p.l.view(p.dense, layerName("w", k))
	p.productGrad(y.du, y.in, w, dx, dw, in, 2*per*d)
}

func (p *pass) cellBackward(k int, g, dg, dx []float32, i, dir int) {
	d, y, per := p.c.Dim, &p.layer[k], p.blocks(k)
	gv, dgv := g[dir*gateVecs*d:], dg[dir*gateVecs*d:]
	vf, vr := gv[:d], gv[d:2*d]
	dvf, dvr, dbf, dbr := dgv[:d], dgv[d:2*d], dgv[2*d:3*d], dgv[3*d:4*d]
	carry := make([]float32, d)
	zero := make([]float32, d)
	last, first, step := p.order(i, 1-dir) // against the direction of reading
	for t := last; t != first; t += step {
		at := t*2*d + dir*d
		prev := zero
		if q := t + step; q != first {
			prev = y.c[q*2*d+dir*d:][:d]
		}
		du := y.du[t*2*per*d+dir*per*d:]
		du0, du1, du2 := du[:d], du[d:2*d], du[2*d:3*d]
		u0 := y.u[t*2*per*d+dir*per*d:][:d]
		var dsc []float32
		if k == 0 {
			dsc = du[3*d : 4*d]
		} else {
			dsc = dx[at : at+d]
		}
		x := p.shortcut(k, t, dir)
		c, f, r, dh := y.c[at:at+d], y.f[at:at+d], y.r[at:at+d], y.dh[at:at+d]
		for j := range d {
			dr := dh[j] * (c[j] - x[j])
			dsc[j] += dh[j] * (1 - r[j])
			dc := dh[j]*r[j] + carry[j]
			df := dc * (prev[j] - u0[j])
			du0[j] = dc * (1 - f[j])
			zf := df * f[j] * (1 - f[j])
			zr := dr * r[j] * (1 - r[j])
			du1[j], du2[j] = zf, zr
			dvf[j] += zf * prev[j]
			dvr[j] += zr * prev[j]
			dbf[j] += zf
			dbr[j] += zr
			carry[j] = dc*f[j] + zf*vf[j] + zr*vr[j]
		}
	}
}

// sigmoid is 1/(1+e^-x).
func sigmoid(x float32) float32 { return 1 / (1 + exp(-x)) }

// exp is e^x to about 1e-7 relative: 2^n times a polynomial in the rest. The
// training loop is bound by it, and math.Exp is four times slower.
func exp(x float32) float32 {
	const log2e, ln2hi, ln2lo = 1.44269504088896341, 0.693359375, -2.12194440e-4
	x = min(max(x, -87), 88)
	n := float32(math.Floor(float64(x*log2e + 0.5)))
	x -= n * ln2hi
	x -= n * ln2lo
	y := ((((1.9875691500e-4*x+1.3981999507e-3)*x+8.3334519073e-3)*x+4.1665795894e-2)*x+1.6666665459e-1)*x + 5.0000001201e-1
	y = y*x*x + x + 1
	return y * math.Float32frombits(uint32(int32(n)+127)<<23)
}
