package kernel

// Block sizes of Gemm, in elements. A panel of B of blockK rows and one tile
// width stays in the first-level cache while tiles of A pass by; a block of A
// of blockM x blockK and a block of B of blockK x blockN stay in the second.
const (
	blockK = 256
	blockM = 480
	blockN = 768
)

// panels are the packing buffers of one running Gemm.
type panels struct {
	a, b []float32
	tile [maxTile]float32
}

// maxTile is the size of the largest register tile (8 x 48).
const maxTile = 8 * 48

// matrix is a matrix as a caller gave it: element (i, j) of the operand is
// data[i*ld+j], or data[j*ld+i] if it is to be read transposed.
type matrix struct {
	data  []float32
	ld    int
	trans bool
}

// Gemm adds op(A)·op(B) to C, where op transposes if the flag is set: op(A) is
// m x kk, op(B) is kk x n and C is m x n. The leading dimensions lda, ldb and
// ldc are those of A, B and C as stored. Sizes of zero leave C as it is; it
// panics if a slice is too short.
func (k *Kernel) Gemm(transA, transB bool, m, n, kk int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int) {
	if m <= 0 || n <= 0 || kk <= 0 {
		return
	}
	checkMatrix(rowsOf(transA, m, kk), rowsOf(transA, kk, m), len(a), lda)
	checkMatrix(rowsOf(transB, kk, n), rowsOf(transB, n, kk), len(b), ldb)
	checkMatrix(m, n, len(c), ldc)
	p := k.panels()
	defer k.panel.Put(p)
	am, bm := matrix{a, lda, transA}, matrix{b, ldb, transB}
	mr, nr := k.tileSize()
	for j := 0; j < n; j += blockN {
		nc := min(blockN, n-j)
		for q := 0; q < kk; q += blockK {
			kc := min(blockK, kk-q)
			packStrips(p.b, matrix{bm.data, bm.ld, !bm.trans}, j, nc, q, kc, nr)
			for i := 0; i < m; i += blockM {
				mc := min(blockM, m-i)
				packStrips(p.a, am, i, mc, q, kc, mr)
				k.block(p, mc, nc, kc, c[i*ldc+j:], ldc)
			}
		}
	}
}

// rowsOf returns how many rows a matrix has as stored, given the rows and
// columns it has as an operand.
func rowsOf(trans bool, rows, cols int) int {
	if trans {
		return cols
	}
	return rows
}

// checkMatrix panics unless rows x cols elements at stride ld fit in length n:
// the assembly does not check bounds.
func checkMatrix(rows, cols, n, ld int) {
	if ld < cols || (rows-1)*ld+cols > n {
		panic("kernel: matrix larger than its slice")
	}
}

// panels takes packing buffers from the pool.
func (k *Kernel) panels() *panels {
	if p, ok := k.panel.Get().(*panels); ok {
		return p
	}
	// A tile at the edge of a block is padded, hence the slack.
	return &panels{
		a: make([]float32, (blockM+8)*blockK),
		b: make([]float32, (blockN+48)*blockK),
	}
}

// block multiplies a packed block of A (mc x kc) with a packed block of B
// (kc x nc) and adds the product to C.
func (k *Kernel) block(p *panels, mc, nc, kc int, c []float32, ldc int) {
	mr, nr := k.tileSize()
	for j := 0; j < nc; j += nr {
		b := p.b[j*kc:]
		nr := stripWidth(nr, nc-j)
		for i := 0; i < mc; i += mr {
			a := p.a[i*kc:]
			if i+mr <= mc && j+nr <= nc {
				k.tile(nr, kc, a, b, c[i*ldc+j:], ldc)
				continue
			}
			t := p.tile[:mr*nr]
			clear(t)
			k.tile(nr, kc, a, b, t, nr)
			addTile(c[i*ldc+j:], ldc, t, nr, min(mr, mc-i), min(nr, nc-j))
		}
	}
}

// stripWidth returns the width of a strip that has n elements left to hold: w,
// or at the end of a wide strip the multiple of 16 that will do.
func stripWidth(w, n int) int {
	return min(w, max((n+15)&^15, min(w, 16)))
}

// addTile adds the top left rows x cols elements of a tile to C.
func addTile(c []float32, ldc int, t []float32, nr, rows, cols int) {
	for i := range rows {
		dst, src := c[i*ldc:][:cols], t[i*nr:][:cols]
		for j, v := range src {
			dst[j] += v
		}
	}
}

// packStrips copies rows [r, r+rows) and columns [q, q+kc) of operand x into dst as
// strips of w rows, each strip stored column by column and padded with zeros
// to its stripWidth. B is packed as its transpose, so strips run along its columns.
func packStrips(dst []float32, x matrix, r, rows, q, kc, w int) {
	for s := 0; s < rows; s += w {
		n := min(w, rows-s)
		w := stripWidth(w, n)
		strip := dst[s*kc:][:w*kc]
		if n < w {
			clear(strip)
		}
		if x.trans {
			packColumns(strip, x.data[q*x.ld+r+s:], x.ld, n, kc, w)
		} else {
			packRows(strip, x.data[(r+s)*x.ld+q:], x.ld, n, kc, w)
		}
	}
}

// packColumns packs a strip whose columns are contiguous in the source.
func packColumns(dst, src []float32, ld, n, kc, w int) {
	for j := range kc {
		copy(dst[j*w:][:n], src[j*ld:])
	}
}

// packRows packs a strip whose rows are contiguous in the source, four rows at
// a time so that each cache line of dst is written in few passes.
func packRows(dst, src []float32, ld, n, kc, w int) {
	i := 0
	for ; i+4 <= n; i += 4 {
		r0, r1 := src[i*ld:][:kc], src[(i+1)*ld:][:kc]
		r2, r3 := src[(i+2)*ld:][:kc], src[(i+3)*ld:][:kc]
		for j := range kc {
			d := dst[j*w+i:][:4:4]
			d[0], d[1], d[2], d[3] = r0[j], r1[j], r2[j], r3[j]
		}
	}
	for ; i < n; i++ {
		for j, v := range src[i*ld:][:kc] {
			dst[j*w+i] = v
		}
	}
}

// tilePortable adds the product of a strip of A (4 rows) and a strip of B
// (4 columns) to a 4 x 4 tile of C.
func tilePortable(kc int, a, b, c []float32, ldc int) {
	for i := 0; i < 4; i += 2 {
		var s00, s01, s02, s03, s10, s11, s12, s13 float32
		for q := range kc {
			x, y := a[4*q+i:][:2:2], b[4*q:][:4:4]
			s00 += x[0] * y[0]
			s01 += x[0] * y[1]
			s02 += x[0] * y[2]
			s03 += x[0] * y[3]
			s10 += x[1] * y[0]
			s11 += x[1] * y[1]
			s12 += x[1] * y[2]
			s13 += x[1] * y[3]
		}
		d := c[i*ldc:][:4:4]
		d[0], d[1], d[2], d[3] = d[0]+s00, d[1]+s01, d[2]+s02, d[3]+s03
		d = c[(i+1)*ldc:][:4:4]
		d[0], d[1], d[2], d[3] = d[0]+s10, d[1]+s11, d[2]+s12, d[3]+s13
	}
}
