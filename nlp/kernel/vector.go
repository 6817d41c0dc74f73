package kernel

// Dots computes the dot products of m rows of a with n rows of b, all of dim
// floats: dst[i][j] = a[i]·b[j]. It panics if a slice is too short.
func (k *Kernel) Dots(dst []float32, ldd int, a []float32, lda, m int, b []float32, ldb, n, dim int) {
	if m <= 0 || n <= 0 {
		return
	}
	checkMatrix(m, n, len(dst), ldd)
	if dim <= 0 {
		for i := range m {
			clear(dst[i*ldd:][:n])
		}
		return
	}
	checkMatrix(m, dim, len(a), lda)
	checkMatrix(n, dim, len(b), ldb)
	for i := range m {
		k.dotRow(dst[i*ldd:][:n], a[i*lda:][:dim], b, ldb)
	}
}

// dotRowPortable is dotRow in plain Go.
func dotRowPortable(dst, a, b []float32, ldb int) {
	for j := range dst {
		dst[j] = dot(a, b[j*ldb:][:len(a)])
	}
}

// dot sums element i in lane i%16 and then halves the lanes until one is left:
// the order all levels keep.
func dot(a, b []float32) float32 {
	var s [16]float32
	for len(a) >= 16 {
		x, y := a[:16:16], b[:16:16]
		for l := range s {
			s[l] += float32(x[l] * y[l])
		}
		a, b = a[16:], b[16:]
	}
	b = b[:len(a)]
	for l, v := range a {
		s[l] += float32(v * b[l])
	}
	for w := 8; w > 0; w /= 2 {
		for l := range w {
			s[l] += s[l+w]
		}
	}
	return s[0]
}

// ArgMax returns the index of the first maximum of x, which holds no NaN, or
// -1 if x is empty.
func (k *Kernel) ArgMax(x []float32) int {
	if i := k.argMaxVector(x); i >= 0 {
		return i
	}
	best := -1
	for i, v := range x {
		if best < 0 || v > x[best] {
			best = i
		}
	}
	return best
}

// leak is the slope of the leaky rectifier below zero.
const leak = 0.1

// AddLeaky sets dst to the leaky rectifier, with slope 0.1 below zero, of a+b.
// a and b must be at least as long as dst; dst may be one of them.
func (k *Kernel) AddLeaky(dst, a, b []float32) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := k.addLeakyVector(dst, a, b); i < len(dst); i++ {
		v := a[i] + b[i]
		if v < 0 {
			v *= leak
		}
		dst[i] = v
	}
}

// Add adds a to dst. a must be at least as long as dst.
func (k *Kernel) Add(dst, a []float32) {
	a = a[:len(dst)]
	for i := k.addVector(dst, a); i < len(dst); i++ {
		dst[i] += a[i]
	}
}
