package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// oddFloats returns n floats of very different sizes, with zeros of both signs.
func oddFloats(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		v := r.NormFloat64()
		switch r.IntN(8) {
		case 0:
			v = 0
		case 1:
			v = math.Copysign(0, -1)
		case 2:
			v *= 1e6
		case 3:
			v *= 1e-20
		}
		x[i] = float32(v)
	}
	return x
}

func filled(n int, v float32) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = v
	}
	return x
}

// sameBits fails the test unless got equals want bit for bit.
func sameBits(t *testing.T, k *Kernel, what string, got, want []float32) {
	t.Helper()
	for i, v := range got {
		if math.Float32bits(v) != math.Float32bits(want[i]) {
			t.Fatalf("%v: %s: element %d is %v, want %v", k.Level(), what, i, v, want[i])
		}
	}
}

// untouched is the content of output slices before a call, to see that padding
// is left alone.
const untouched = 12345

func TestQuantize(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	ks := levels(t)
	for trial := range 200 {
		rows, cols := 1+r.IntN(5), 1+r.IntN(100)
		lds, ldd := cols+r.IntN(5), (cols+3)&^3+4*r.IntN(2)
		src := oddFloats(r, rows*lds)
		switch trial % 10 {
		case 0:
			clear(src)
		case 1:
			src[0] = math.MaxFloat32
		case 2:
			for i := range src {
				src[i] = float32(r.NormFloat64() * 1e-38)
			}
		}
		var want []uint8
		for _, k := range ks {
			dst, scale := make([]uint8, rows*ldd), make([]float32, rows)
			k.Quantize(dst, ldd, scale, src, lds, rows, cols)
			for i := range rows {
				checkQuantized(t, dst[i*ldd:][:(cols+3)&^3], scale[i], src[i*lds:][:cols])
			}
			if want == nil {
				want = dst
			}
			for i, q := range dst {
				if q != want[i] {
					t.Fatalf("%v: %d rows of %d: byte %d is %d, want %d", k.Level(), rows, cols, i, q, want[i])
				}
			}
		}
	}
}

// checkQuantized checks one row against the definition: every value within
// half a step, the padding at the zero point.
func checkQuantized(t *testing.T, dst []uint8, scale float32, src []float32) {
	t.Helper()
	for j, q := range dst {
		if j >= len(src) || scale == 0 {
			if q != zeroPoint {
				t.Fatalf("padding or zero row holds %d", q)
			}
			continue
		}
		x := float64(src[j]) / float64(scale)
		if q < 1 || q > 127 || math.Abs(float64(int(q)-zeroPoint)-x) > 0.5001 {
			t.Fatalf("%v / %v quantised to %d", src[j], scale, q)
		}
	}
}

// naiveMul is Mul by its definition.
func naiveMul(x []uint8, ldx int, xscale []float32, w []int8, wscale, bias []float32, rows, cols int) []float32 {
	dst := make([]float32, 0, len(xscale)*cols)
	for i, xs := range xscale {
		for j := range cols {
			var sum int32
			for q := range rows {
				sum += (int32(x[i*ldx+q]) - zeroPoint) * int32(w[q*cols+j])
			}
			var b float32
			if bias != nil {
				b = bias[j]
			}
			dst = append(dst, float32(float32(sum)*float32(xs*wscale[j]))+b)
		}
	}
	return dst
}

func TestMul(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	ks := levels(t)
	for trial := range 120 {
		n, rows, cols := r.IntN(60), r.IntN(140), r.IntN(100)
		ldx, ldd := (rows+3)&^3+4*r.IntN(2), cols+r.IntN(3)
		x, w := make([]uint8, n*ldx), make([]int8, rows*cols)
		for i := range x {
			x[i] = uint8(1 + r.IntN(127))
		}
		for i := range w {
			w[i] = int8(r.IntN(255) - 127)
		}
		if trial%4 == 0 { // the largest sums
			for i := range x {
				x[i] = 127
			}
			for i := range w {
				w[i] = 127
				if trial%8 == 0 {
					w[i] = -127
				}
			}
		}
		xscale, wscale, bias := randomFloats(r, n), randomFloats(r, cols), randomFloats(r, cols)
		if trial%3 == 0 {
			bias = nil
		}
		want := naiveMul(x, ldx, xscale, w, wscale, bias, rows, cols)
		p := Pack(rows, cols, w, wscale, bias)
		if p.Rows() != rows || p.Cols() != cols {
			t.Fatalf("packed shape %d x %d", p.Rows(), p.Cols())
		}
		for _, k := range ks {
			dst := filled(n*ldd, untouched)
			k.Mul(dst, ldd, x, ldx, xscale, n, p)
			for i := range n {
				sameBits(t, k, "Mul", dst[i*ldd:][:cols], want[i*cols:])
				sameBits(t, k, "Mul padding", dst[i*ldd+cols:(i+1)*ldd], filled(ldd-cols, untouched))
			}
		}
	}
}

// naiveSRU is SRU by its definition, in float64.
func naiveSRU(u []float32, ldu int, x []float32, ldx int, vf, vr, bf, br []float32, d, steps int, reverse bool) []float64 {
	out, c := make([]float64, steps*d), make([]float64, d)
	sigmoid := func(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
	for s := range steps {
		t := s
		if reverse {
			t = steps - 1 - s
		}
		for i := range d {
			at := func(q int) float64 { return float64(u[t*ldu+q*d+i]) }
			f := sigmoid(at(1) + float64(vf[i])*c[i] + float64(bf[i]))
			g := sigmoid(at(2) + float64(vr[i])*c[i] + float64(br[i]))
			c[i] = f*c[i] + (1-f)*at(0)
			out[t*d+i] = g*c[i] + (1-g)*float64(x[t*ldx+i])
		}
	}
	return out
}

func TestSRU(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	ks := levels(t)
	for trial := range 80 {
		d, steps := 16*(1+r.IntN(9)), r.IntN(12)
		ldu, ldo := 4*d+r.IntN(5), d+r.IntN(5)
		u := randomFloats(r, steps*ldu+3*d)
		for i := range u {
			q := i % ldu / d
			switch {
			case trial%4 == 0 && (q == 1 || q == 2):
				u[i] *= 30 // deep into the flat parts of the gates
			case trial%4 == 1:
				u[i] *= float32(r.IntN(2))
			}
		}
		vf, vr, bf, br := randomFloats(r, d), randomFloats(r, d), randomFloats(r, d), randomFloats(r, d)
		x, reverse := u[3*d:], trial%2 == 0
		naive := naiveSRU(u, ldu, x, ldu, vf, vr, bf, br, d, steps, reverse)
		var want []float32
		for _, k := range ks {
			out := filled(steps*ldo, untouched)
			k.SRU(out, ldo, u, ldu, x, ldu, vf, vr, bf, br, d, steps, reverse)
			if want == nil {
				want = out
			}
			sameBits(t, k, "SRU", out, want)
			for i, v := range naive {
				got := float64(out[i/d*ldo+i%d])
				if math.Abs(got-v) > 2e-5*(1+math.Abs(v)) {
					t.Fatalf("%v: d %d, step %d, channel %d: %v, want %v", k.Level(), d, i/d, i%d, got, v)
				}
			}
		}
	}
}

func TestSRUWithLargeInputs(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	const d, steps = 80, 6
	u := oddFloats(r, steps*4*d)
	v := oddFloats(r, 4*d)
	var want []float32
	for _, k := range levels(t) {
		out := make([]float32, steps*d)
		k.SRU(out, d, u, 4*d, u[3*d:], 4*d, v, v[d:], v[2*d:], v[3*d:], d, steps, false)
		if want == nil {
			want = out
		}
		sameBits(t, k, "SRU", out, want)
	}
}

func TestGateIsInverseLogistic(t *testing.T) {
	for z := -29.5; z < 29.5; z += 0.0137 {
		got, want := float64(gate(float32(z))), 1+math.Exp(-float64(float32(z)))
		// Rounding z·log2(e) costs up to half an ulp of a number up to 43.
		if math.Abs(got/want-1) > 4e-6 {
			t.Fatalf("gate(%v) = %v, want %v", z, got, want)
		}
	}
	if g := gate(1e30); g != 1 {
		t.Errorf("gate(1e30) = %v, want 1", g)
	}
}

func TestDots(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	ks := levels(t)
	for range 150 {
		m, n, dim := r.IntN(6), r.IntN(12), r.IntN(130)
		lda, ldb, ldd := dim+r.IntN(4), dim+r.IntN(4), n+r.IntN(4)
		a, b := oddFloats(r, m*lda), oddFloats(r, n*ldb)
		var want []float32
		for _, k := range ks {
			dst := filled(m*ldd, untouched)
			k.Dots(dst, ldd, a, lda, m, b, ldb, n, dim)
			if want == nil {
				want = dst
				checkDots(t, dst, ldd, a, lda, m, b, ldb, n, dim)
			}
			sameBits(t, k, "Dots", dst, want)
		}
	}
}

func checkDots(t *testing.T, dst []float32, ldd int, a []float32, lda, m int, b []float32, ldb, n, dim int) {
	t.Helper()
	for i := range m {
		for j := range n {
			var sum, size float64
			for q := range dim {
				v := float64(a[i*lda+q]) * float64(b[j*ldb+q])
				sum += v
				size += math.Abs(v)
			}
			if d := math.Abs(float64(dst[i*ldd+j]) - sum); d > 1e-5*size+1e-30 {
				t.Fatalf("dot %d, %d of %d: %v, want %v", i, j, dim, dst[i*ldd+j], sum)
			}
		}
	}
}

func TestArgMax(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	for _, k := range levels(t) {
		if got := k.ArgMax(nil); got != -1 {
			t.Errorf("%v: ArgMax(nil) = %d, want -1", k.Level(), got)
		}
		zeros := append(filled(20, float32(math.Copysign(0, -1))), filled(20, 0)...)
		if got := k.ArgMax(zeros); got != 0 {
			t.Errorf("%v: ArgMax of zeros = %d, want 0", k.Level(), got)
		}
		if got := k.ArgMax(filled(33, float32(math.Inf(-1)))); got != 0 {
			t.Errorf("%v: ArgMax of -Inf = %d, want 0", k.Level(), got)
		}
		for n := 1; n < 120; n++ {
			x := randomFloats(r, n)
			at, again := r.IntN(n), r.IntN(n)
			x[at], x[again] = 9, 9
			if got := k.ArgMax(x); got != min(at, again) {
				t.Fatalf("%v: ArgMax of %d = %d, want %d", k.Level(), n, got, min(at, again))
			}
		}
	}
}

func TestAddAndAddLeaky(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	ks := levels(t)
	for n := range 70 {
		a, b := oddFloats(r, n+3), oddFloats(r, n+3)
		for _, k := range ks {
			sum, leaky := append([]float32(nil), a...), filled(n+3, untouched)
			k.Add(sum[:n], b)
			k.AddLeaky(leaky[:n], a, b)
			for i := range n {
				v := a[i] + b[i]
				sameBits(t, k, "Add", sum[i:i+1], []float32{v})
				if v < 0 {
					v *= 0.1
				}
				sameBits(t, k, "AddLeaky", leaky[i:i+1], []float32{v})
			}
			sameBits(t, k, "after Add", sum[n:], a[n:])
			sameBits(t, k, "after AddLeaky", leaky[n:], filled(3, untouched))
		}
	}
}
