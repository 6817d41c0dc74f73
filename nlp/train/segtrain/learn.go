package segtrain

import (
	"math"
	"math/rand/v2"
)

// A learner fits one logistic model.
type learner struct {
	w, g2   []float32 // weights and AdaGrad's squared gradients
	decay   float32
	dropout float64
	kept    []uint32 // memory for drop
}

func newLearner(cfg Config, bits int) *learner {
	n := 1 << bits
	return &learner{w: make([]float32, n), g2: make([]float32, n), decay: float32(cfg.Decay), dropout: cfg.Dropout, kept: make([]uint32, 64)}
}

// epoch makes one pass in random order and returns the mean loss.
func (l *learner) epoch(e *examples, rate float32, rng *rand.Rand) float64 {
	mask, loss := uint32(len(l.w)-1), 0.0
	for _, i := range rng.Perm(len(e.yes)) {
		f := drop(e.at(i), l.kept, l.dropout, rng)
		z := float32(0)
		for _, k := range f {
			z += l.w[k&mask]
		}
		p := float32(1 / (1 + math.Exp(-float64(z))))
		g := p
		if e.yes[i] {
			g = p - 1
			loss -= math.Log(float64(max(p, 1e-12)))
		} else {
			loss -= math.Log(float64(max(1-p, 1e-12)))
		}
		for _, k := range f {
			k &= mask
			d := g + l.decay*l.w[k]
			l.g2[k] += d * d
			l.w[k] -= rate * d / (float32(math.Sqrt(float64(l.g2[k]))) + 1e-6)
		}
	}
	return loss / float64(max(1, len(e.yes)))
}

// drop copies the features without a random share of them, so that no single
// feature is relied upon.
func drop(features, kept []uint32, share float64, rng *rand.Rand) []uint32 {
	if share <= 0 {
		return features
	}
	kept = kept[:0]
	for _, f := range features {
		if rng.Float64() >= share {
			kept = append(kept, f)
		}
	}
	return kept
}
