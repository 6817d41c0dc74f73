package segtrain

import (
	"math"
	"slices"

	"tocsin/nlp/internal/boundary"
)

// A mean adds up weights.
type mean struct {
	sum []float32
	n   int
}

func newMean(bits int) *mean { return &mean{sum: make([]float32, 1<<bits)} }

func (m *mean) add(weights []float32) {
	for k, w := range weights {
		m.sum[k] += w
	}
	m.n++
}

// table rounds the mean weights to bytes. The scale is set by a weight that
// one in 5,000 exceeds, not by the largest: a few may be cut.
func (m *mean) table() boundary.Table {
	limit := quantile(m.sum, 5000)
	t := boundary.Table{Weights: make([]int8, len(m.sum)), Scale: limit / 127 / float32(m.n)}
	for k, w := range m.sum {
		t.Weights[k] = int8(math.Round(float64(127 * max(-1, min(1, w/limit)))))
	}
	return t
}

// quantile returns the size that one weight in n exceeds, among those that
// are not zero.
func quantile(weights []float32, n int) float32 {
	var sizes []float32
	for _, w := range weights {
		if w != 0 {
			sizes = append(sizes, max(w, -w))
		}
	}
	if len(sizes) == 0 {
		return 1
	}
	slices.Sort(sizes)
	return sizes[len(sizes)-1-len(sizes)/n]
}
