package kernel

import "math"

// stripCols is the width of a strip of packed weights, in columns.
const stripCols = 32

// zeroPoint is the uint8 that stands for zero in quantised activations. With 7
// bits of activation a pair of products with int8 weights fits in an int16,
// which the AVX2 kernel relies on.
const zeroPoint = 64

// Weights is an int8 weight matrix packed for Mul. It is immutable and may be
// shared between kernels of all levels.
type Weights struct {
	rows, cols int
	groups     int // rows in groups of four, rounded up
	// data holds strips of 32 columns; a strip holds, per group of four rows,
	// 32 columns of four consecutive weights.
	data []int8
	// start is -zeroPoint times the sum of each column: it takes the zero
	// point out of the sum of products. It, scale and bias are padded with
	// zeros to whole strips.
	start       []int32
	scale, bias []float32
}

// Pack packs the rows x cols matrix w (row-major; a row per input, a column
// per output) for Mul. scale has one factor per column; bias one addend per
// column, or nil for none. rows must be below 100,000 so that sums fit in an
// int32. It panics if a slice is shorter than the shape says.
func Pack(rows, cols int, w []int8, scale []float32, bias []float32) *Weights {
	if rows < 0 || cols < 0 || rows >= 100_000 {
		panic("kernel: weight matrix of impossible shape")
	}
	groups, strips := (rows+3)/4, (cols+stripCols-1)/stripCols
	p := &Weights{
		rows: rows, cols: cols, groups: groups,
		data:  make([]int8, strips*groups*4*stripCols),
		start: make([]int32, strips*stripCols),
		scale: make([]float32, strips*stripCols),
		bias:  make([]float32, strips*stripCols),
	}
	copy(p.scale, scale[:cols])
	if bias != nil {
		copy(p.bias, bias[:cols])
	}
	for i := range rows {
		for j, v := range w[i*cols:][:cols] {
			s, c := j/stripCols, j%stripCols
			p.data[((s*groups+i/4)*stripCols+c)*4+i%4] = v
			p.start[j] -= zeroPoint * int32(v)
		}
	}
	return p
}

// Rows returns the number of inputs of the matrix.
func (w *Weights) Rows() int { return w.rows }

// Cols returns the number of outputs of the matrix.
func (w *Weights) Cols() int { return w.cols }

// strip is one strip of a Weights.
type strip struct {
	groups      int
	data        []int8
	start       []int32
	scale, bias []float32
}

// strip returns the strip that begins at column j.
func (w *Weights) strip(j int) strip {
	size := w.groups * 4 * stripCols
	return strip{
		w.groups,
		w.data[j/stripCols*size:][:size],
		w.start[j:][:stripCols],
		w.scale[j:][:stripCols],
		w.bias[j:][:stripCols],
	}
}

// Quantize turns each of rows rows of src (cols floats at stride lds, finite)
// into uint8 with zero point 64: with scale = absmax/63, an x becomes
// round(x/scale)+64, in [1, 127], ties to even. A row whose absmax is below
// 1e-30 counts as zero and gets scale 0. dst has stride ldd, at least cols
// rounded up to a multiple of four; the padding is filled with 64.
func (k *Kernel) Quantize(dst []uint8, ldd int, scale []float32, src []float32, lds, rows, cols int) {
	if rows <= 0 || cols <= 0 {
		return
	}
	padded := (cols + 3) &^ 3
	checkMatrix(rows, padded, len(dst), ldd)
	checkMatrix(rows, cols, len(src), lds)
	for i := range rows {
		scale[i] = k.quantizeRow(dst[i*ldd:][:padded], src[i*lds:][:cols])
	}
}

// quantizeRow quantises one row and returns its scale.
func (k *Kernel) quantizeRow(dst []uint8, src []float32) float32 {
	const tiny = 1e-30 // below it 63/absmax could overflow
	top := k.absMax(src)
	if top < tiny {
		for j := range dst {
			dst[j] = zeroPoint
		}
		return 0
	}
	inverse := 63 / top
	for j := k.quantizeVector(dst, src, inverse); j < len(src); j++ {
		dst[j] = uint8(roundEven(float32(src[j]*inverse)) + zeroPoint)
	}
	for j := len(src); j < len(dst); j++ {
		dst[j] = zeroPoint
	}
	return top / 63
}

// roundEven rounds x, at most 2^22 in size, to the nearest integer, ties to
// even, as the vector conversion does: adding 1.5·2^23 leaves no fraction bits.
func roundEven(x float32) int32 {
	return int32(math.Float32bits(x+roundShift) - math.Float32bits(roundShift))
}

const roundShift = 3 << 22

// absMax returns the largest absolute value in x.
func (k *Kernel) absMax(x []float32) float32 {
	top, done := k.absMaxVector(x)
	for _, v := range x[done:] {
		if v < 0 {
			v = -v
		}
		if v > top {
			top = v
		}
	}
	return top
}

// Mul multiplies rows rows of quantised activations x (stride ldx, each w.Rows
// values padded to a multiple of four) with w:
//
//	dst[i][j] = float32(sum over k of (x[i][k]-64)·w[k][j]) · (xscale[i]·scale[j]) + bias[j]
//
// dst must not overlap the other arguments. It panics if a slice is too short.
func (k *Kernel) Mul(dst []float32, ldd int, x []uint8, ldx int, xscale []float32, rows int, w *Weights) {
	if rows <= 0 || w.cols == 0 {
		return
	}
	checkMatrix(rows, w.cols, len(dst), ldd)
	if w.groups > 0 {
		checkMatrix(rows, 4*w.groups, len(x), ldx)
	}
	xscale = xscale[:rows]
	for j := 0; j < w.cols; j += stripCols {
		s := w.strip(j)
		if w.cols-j >= stripCols {
			k.mulStrip(dst[j:], ldd, x, ldx, xscale, &s)
		} else {
			k.mulEdge(dst[j:], ldd, w.cols-j, x, ldx, xscale, &s)
		}
	}
}

// mulEdge multiplies with a strip of which only the first cols columns exist.
func (k *Kernel) mulEdge(dst []float32, ldd, cols int, x []uint8, ldx int, xscale []float32, s *strip) {
	const most = 16 // the largest number of rows a tile has
	var t [most * stripCols]float32
	for i := 0; i < len(xscale); i += most {
		n := min(most, len(xscale)-i)
		var xi []uint8
		if s.groups > 0 {
			xi = x[i*ldx:]
		}
		k.mulStrip(t[:], stripCols, xi, ldx, xscale[i:i+n], s)
		for r := range n {
			copy(dst[(i+r)*ldd:][:cols], t[r*stripCols:])
		}
	}
}

// mulStripPortable is mulStrip in plain Go: four rows and two columns at a time.
func mulStripPortable(dst []float32, ldd int, x []uint8, ldx int, xscale []float32, s *strip) {
	last := len(xscale) - 1
	for i := 0; i <= last; i += 4 {
		var rows [4][]uint8 // past the end, the last row again
		for r := range rows {
			if s.groups > 0 {
				rows[r] = x[min(i+r, last)*ldx:][:4*s.groups]
			}
		}
		for j := 0; j < stripCols; j += 2 {
			for r, sum := range pairSums(&rows, s, j) {
				r = min(i+r, last)
				low := int32(sum)
				high := int32((sum - int64(low)) >> 32)
				dst[r*ldd+j] = s.output(j, low, xscale[r])
				dst[r*ldd+j+1] = s.output(j+1, high, xscale[r])
			}
		}
	}
}

// pairSums returns the sums of products of four rows with columns j and j+1,
// the first in the low and the second in the high half of an int64: one
// multiplication does the work of two.
func pairSums(x *[4][]uint8, s *strip, j int) [4]int64 {
	var s0, s1, s2, s3 int64
	for g := range s.groups {
		w := s.data[4*(g*stripCols+j):][:8:8]
		w0 := int64(w[0]) + int64(w[4])<<32
		w1 := int64(w[1]) + int64(w[5])<<32
		w2 := int64(w[2]) + int64(w[6])<<32
		w3 := int64(w[3]) + int64(w[7])<<32
		a, b, c, d := x[0][4*g:][:4:4], x[1][4*g:][:4:4], x[2][4*g:][:4:4], x[3][4*g:][:4:4]
		s0 += int64(a[0])*w0 + int64(a[1])*w1 + int64(a[2])*w2 + int64(a[3])*w3
		s1 += int64(b[0])*w0 + int64(b[1])*w1 + int64(b[2])*w2 + int64(b[3])*w3
		s2 += int64(c[0])*w0 + int64(c[1])*w1 + int64(c[2])*w2 + int64(c[3])*w3
		s3 += int64(d[0])*w0 + int64(d[1])*w1 + int64(d[2])*w2 + int64(d[3])*w3
	}
	return [4]int64{s0, s1, s2, s3}
}

// output turns the sum of products of column j into a float. The multiplications
// and the addition stay apart so that every level rounds alike.
func (s *strip) output(j int, sum int32, xscale float32) float32 {
	return float32(float32(sum+s.start[j])*float32(xscale*s.scale[j])) + s.bias[j]
}
