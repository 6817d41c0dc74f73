package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
)

// levels returns a kernel for every level this machine can run.
func levels(t testing.TB) []*Kernel {
	t.Helper()
	var ks []*Kernel
	for l := Portable; l <= Best(); l++ {
		k, err := New(l)
		if err != nil {
			t.Fatal(err)
		}
		ks = append(ks, k)
	}
	return ks
}

func randomFloats(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

func TestNewRefusesUnknownLevels(t *testing.T) {
	for _, l := range []Level{-1, AMX + 1} {
		if k, err := New(l); err == nil {
			t.Errorf("New(%v) = %v, want an error", l, k)
		}
	}
	if k, err := New(Best()); err != nil || k.Level() != Best() {
		t.Errorf("New(Best()) = %v, %v", k, err)
	}
}

// naiveGemm is Gemm by its definition, in float64. It also returns the sum of
// absolute products per element, the scale of the rounding error.
func naiveGemm(transA, transB bool, m, n, kk int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int) (sum, size []float64) {
	sum, size = make([]float64, len(c)), make([]float64, len(c))
	for i, v := range c {
		sum[i], size[i] = float64(v), math.Abs(float64(v))
	}
	at := func(x []float32, ld int, trans bool, i, j int) float64 {
		if trans {
			i, j = j, i
		}
		return float64(x[i*ld+j])
	}
	for i := range m {
		for j := range n {
			for q := range kk {
				v := at(a, lda, transA, i, q) * at(b, ldb, transB, q, j)
				sum[i*ldc+j] += v
				size[i*ldc+j] += math.Abs(v)
			}
		}
	}
	return sum, size
}

func TestGemm(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	shapes := [][3]int{{0, 5, 3}, {5, 0, 3}, {5, 3, 0}, {1, 1, 1}, {8, 48, 16}, {6, 16, 7}, {9, 49, 257}, {481, 20, 30}, {17, 800, 9}, {8, 96 + 32, 40}, {7, 51, 100}}
	for range 12 {
		shapes = append(shapes, [3]int{1 + r.IntN(70), 1 + r.IntN(130), 1 + r.IntN(300)})
	}
	for _, k := range levels(t) {
		for _, s := range shapes {
			for flags := range 4 {
				checkGemm(t, k, r, flags&1 != 0, flags&2 != 0, s[0], s[1], s[2])
			}
		}
	}
}

func checkGemm(t *testing.T, k *Kernel, r *rand.Rand, transA, transB bool, m, n, kk int) {
	t.Helper()
	ra, ca, rb, cb := m, kk, kk, n
	if transA {
		ra, ca = ca, ra
	}
	if transB {
		rb, cb = cb, rb
	}
	lda, ldb, ldc := ca+r.IntN(4), cb+r.IntN(4), n+r.IntN(4)
	a, b, c := randomFloats(r, ra*lda), randomFloats(r, rb*ldb), randomFloats(r, m*ldc)
	want, size := naiveGemm(transA, transB, m, n, kk, a, lda, b, ldb, c, ldc)
	k.Gemm(transA, transB, m, n, kk, a, lda, b, ldb, c, ldc)
	for i, v := range c {
		if d := math.Abs(float64(v) - want[i]); d > 2e-6*size[i]+1e-6 {
			t.Errorf("%v %dx%dx%d trans %v %v: c[%d] = %v, want %v", k.Level(), m, n, kk, transA, transB, i, v, want[i])
			return
		}
	}
}

func TestGemmIsSafeForConcurrentUse(t *testing.T) {
	for _, k := range levels(t) {
		var wg sync.WaitGroup
		for worker := range 4 {
			wg.Go(func() {
				r := rand.New(rand.NewPCG(uint64(worker), 1))
				for range 5 {
					checkGemm(t, k, r, false, true, 1+r.IntN(60), 1+r.IntN(90), 1+r.IntN(300))
				}
			})
		}
		wg.Wait()
	}
}

func TestGemmPanicsOnShortSlices(t *testing.T) {
	for _, k := range levels(t) {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v: no panic", k.Level())
				}
			}()
			k.Gemm(false, false, 8, 48, 2, make([]float32, 16), 2, make([]float32, 95), 48, make([]float32, 8*48), 48)
		}()
	}
}

func BenchmarkGemm(b *testing.B) {
	shapes := []struct {
		name           string
		transA, transB bool
		m, n, k        int
	}{
		{"700x1536x304", false, false, 700, 1536, 304},
		{"700x1152x384", false, false, 700, 1152, 384},
		{"AT.B_304x1536x700", true, false, 304, 1536, 700},
		{"A.BT_700x304x1536", false, true, 700, 304, 1536},
		{"700x51x100", false, false, 700, 51, 100},
		{"A.BT_24x24x112", false, true, 24, 24, 112},
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, k := range levels(b) {
		for _, s := range shapes {
			b.Run(fmt.Sprintf("%v/%s", k.Level(), s.name), func(b *testing.B) {
				x, y, c := randomFloats(r, s.m*s.k), randomFloats(r, s.k*s.n), make([]float32, s.m*s.n)
				lda, ldb := s.k, s.n
				if s.transA {
					lda = s.m
				}
				if s.transB {
					ldb = s.k
				}
				for b.Loop() {
					k.Gemm(s.transA, s.transB, s.m, s.n, s.k, x, lda, y, ldb, c, s.n)
				}
				flop := 2 * float64(s.m) * float64(s.n) * float64(s.k) * float64(b.N)
				b.ReportMetric(flop/b.Elapsed().Seconds()/1e9, "GFLOP/s")
			})
		}
	}
}
