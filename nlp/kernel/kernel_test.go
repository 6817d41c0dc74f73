package kernel

import (
	"hash/crc32"
	"math"
	"math/rand/v2"
	"testing"
)

func TestKernelsDoNotAllocate(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 20))
	x, w := randomFloats(r, 16*256), Pack(256, 70, make([]int8, 256*70), filled(70, 1), nil)
	q, scale, out := make([]uint8, 16*256), make([]float32, 16), make([]float32, 16*256)
	for _, k := range levels(t) {
		n := testing.AllocsPerRun(20, func() {
			k.Quantize(q, 256, scale, x, 256, 16, 256)
			k.Mul(out, 70, q, 256, scale, 16, w)
			k.SRU(out, 64, x, 256, x[192:], 256, x, x, x, x, 64, 16, true)
			k.Dots(out, 16, x, 256, 16, x, 256, 16, 256)
			k.AddLeaky(out, x, x)
			k.Add(out, x)
			k.ArgMax(x)
		})
		if n > 0 {
			t.Errorf("%v: %v allocations", k.Level(), n)
		}
	}
}

func TestPanicsOnShortSlices(t *testing.T) {
	f := make([]float32, 64)
	w := Pack(8, 32, make([]int8, 256), make([]float32, 32), nil)
	for _, k := range levels(t) {
		for name, call := range map[string]func(){
			"Quantize source":      func() { k.Quantize(make([]uint8, 80), 80, f, f, 80, 1, 80) },
			"Quantize destination": func() { k.Quantize(make([]uint8, 7), 8, f, f, 7, 1, 7) },
			"Mul activations":      func() { k.Mul(f, 32, make([]uint8, 15), 8, f, 2, w) },
			"Mul destination":      func() { k.Mul(f[:63], 32, make([]uint8, 16), 8, f, 2, w) },
			"SRU channels":         func() { k.SRU(f, 8, f, 24, f, 8, f, f, f, f, 8, 1, false) },
			"SRU gates":            func() { k.SRU(f, 16, f[:47], 48, f, 16, f, f, f, f, 16, 1, false) },
			"Dots":                 func() { k.Dots(f, 2, f, 33, 2, f, 32, 2, 33) },
			"AddLeaky":             func() { k.AddLeaky(f, f[:63:63], f) },
			"Add":                  func() { k.Add(f, f[:63:63]) },
		} {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%v: %s: no panic", k.Level(), name)
					}
				}()
				call()
			}()
		}
	}
}

// TestKnownBits holds every level on every architecture to the same results:
// the other tests only compare the levels of one machine.
func TestKnownBits(t *testing.T) {
	state := uint32(1)
	next := func(n int, size float32) []float32 {
		x := make([]float32, n)
		for i := range x {
			state = state*1664525 + 1013904223
			x[i] = size * float32(int32(state)>>8) / (1 << 23)
		}
		return x
	}
	const n, rows, cols = 7, 83, 48
	src, gates := next(n*4*cols, 6), next(4*cols, 2)
	weights := make([]int8, rows*cols)
	for i, v := range next(len(weights), 127) {
		weights[i] = int8(v)
	}
	w := Pack(rows, cols, weights, gates, gates[cols:])
	for _, k := range levels(t) {
		q, scale := make([]uint8, n*(rows+1)), make([]float32, n)
		k.Quantize(q, rows+1, scale, src, 4*cols, n, rows)
		out := make([]float32, 2*n*cols+n*n)
		k.Mul(out, cols, q, rows+1, scale, n, w)
		k.SRU(out[n*cols:], cols, src, 4*cols, src[3*cols:], 4*cols, gates, gates[cols:], gates[2*cols:], gates[3*cols:], cols, n, true)
		k.Dots(out[2*n*cols:], n, src, 4*cols, n, src, 4*cols, n, rows)
		k.AddLeaky(out, out, src)
		sum := crc32.NewIEEE()
		for _, v := range out {
			bits := math.Float32bits(v)
			sum.Write([]byte{byte(bits), byte(bits >> 8), byte(bits >> 16), byte(bits >> 24)})
		}
		if got := sum.Sum32(); got != 0xe0aecb3f {
			t.Errorf("%v: checksum of the results is %#x", k.Level(), got)
		}
	}
}
