package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// words is the batch of the benchmarks: the words a pass of the engine takes.
const words = 384

// perLevel runs a benchmark at every level and reports words per second.
func perLevel(b *testing.B, name string, run func(k *Kernel)) {
	for _, k := range levels(b) {
		b.Run(fmt.Sprintf("%s/%v", name, k.Level()), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run(k)
			}
			total := float64(b.N) * words
			b.ReportMetric(total/b.Elapsed().Seconds()/1e3, "kwords/s")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/total, "ns/word")
		})
	}
}

func BenchmarkQuantize(b *testing.B) {
	src := randomFloats(rand.New(rand.NewPCG(1, 1)), words*256)
	dst, scale := make([]uint8, words*256), make([]float32, words)
	perLevel(b, "256", func(k *Kernel) { k.Quantize(dst, 256, scale, src, 256, words, 256) })
}

func BenchmarkMul(b *testing.B) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, s := range [][2]int{{256, 768}, {384, 1152}, {384, 427}} {
		rows, cols := s[0], s[1]
		x, w := make([]uint8, words*rows), make([]int8, rows*cols)
		for i := range x {
			x[i] = uint8(1 + r.IntN(127))
		}
		for i := range w {
			w[i] = int8(r.IntN(255) - 127)
		}
		p := Pack(rows, cols, w, filled(cols, 1), nil)
		dst, scale := make([]float32, words*cols), filled(words, 1)
		perLevel(b, fmt.Sprintf("%dx%d", rows, cols), func(k *Kernel) {
			k.Mul(dst, cols, x, rows, scale, words, p)
		})
	}
}

func BenchmarkSRU(b *testing.B) {
	const sentence = 24
	for _, d := range []int{128, 192} {
		u := randomFloats(rand.New(rand.NewPCG(3, 3)), words*4*d)
		out := make([]float32, words*d)
		perLevel(b, fmt.Sprint(d), func(k *Kernel) {
			for t := 0; t < words; t += sentence {
				k.SRU(out[t*d:], d, u[t*4*d:], 4*d, u[t*4*d+3*d:], 4*d, u, u, u, u, d, sentence, t%2 == 0)
			}
		})
	}
}

// BenchmarkDots scores the arcs of sentences of 24 words.
func BenchmarkDots(b *testing.B) {
	const sentence, dim = 24, 112
	x := randomFloats(rand.New(rand.NewPCG(4, 4)), words*dim)
	dst := make([]float32, sentence*sentence)
	perLevel(b, "24x24x112", func(k *Kernel) {
		for t := 0; t < words; t += sentence {
			k.Dots(dst, sentence, x[t*dim:], dim, sentence, x[t*dim:], dim, sentence, dim)
		}
	})
}

func BenchmarkArgMax(b *testing.B) {
	x := randomFloats(rand.New(rand.NewPCG(5, 5)), words*432)
	perLevel(b, "432", func(k *Kernel) {
		for t := range words {
			k.ArgMax(x[t*432:][:432])
		}
	})
}

func BenchmarkAddLeaky(b *testing.B) {
	x := randomFloats(rand.New(rand.NewPCG(6, 6)), words*256)
	dst := make([]float32, 256)
	perLevel(b, "256", func(k *Kernel) {
		for t := range words {
			k.AddLeaky(dst, x[t*256:][:256], x[:256])
		}
	})
}
