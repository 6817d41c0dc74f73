package watch

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// A Cusum is where a cumulative sum stands after its last count.
type Cusum struct {
	S        float64 // in units of the log-likelihood ratio
	Run      int     // counts since it last stood at zero
	Rate     float64 // λ0: expected count on a day of mean volume
	Size     float64 // of the negative binomial; +Inf for Poisson
	Expected float64 // sum of the expected counts of the run
}

// mostSize is the size from which a negative binomial is taken for a Poisson.
const mostSize = 1e6

// CUSUM is the negative binomial CUSUM of counts y against the counts past
// before them:
//
//	S_t = max(0, S_{t−1} + y ln 2 − (y + k) ln((2μ_t + k) / (μ_t + k)))
//
// the log-likelihood ratio of twice the expected count to the expected count
// μ_t = λ0·v_t, with λ0 = (sum of past + ½) / (their volume + ½) as
// [Surprise] has it, v_t the volume of reports over its past mean (nil for
// none), and the size k by moments of the past, k = m² / (s² − m), or Poisson,
// y ln 2 − μ_t, where they spread no more than that. By Lorden's bound a false
// alarm comes at threshold h no sooner than after e^h counts on average.
func CUSUM(past, y []int, pastVolumes, volumes []float64) Cusum {
	mean, exposure := 1.0, float64(len(past))
	if pastVolumes != nil {
		mean, exposure = stat.Mean(pastVolumes, nil), 0
		for _, v := range pastVolumes {
			exposure += v / mean
		}
	}
	c := Cusum{Rate: (float64(sumOf(past)) + 0.5) / (exposure + 0.5), Size: sizeOf(past)}
	for i, v := range y {
		mu := c.Rate
		if volumes != nil {
			mu *= volumes[i] / mean
		}
		c.S += ratioOfDouble(float64(v), mu, c.Size)
		c.Run++
		c.Expected += mu
		if c.S <= 0 {
			c.S, c.Run, c.Expected = 0, 0, 0
		}
	}
	return c
}

// ratioOfDouble is the log-likelihood ratio of a mean of 2μ to one of μ.
func ratioOfDouble(y, mu, size float64) float64 {
	if size >= mostSize {
		return y*math.Ln2 - mu
	}
	return y*math.Ln2 - (y+size)*math.Log((2*mu+size)/(mu+size))
}

// sizeOf estimates the size of a negative binomial by moments; +Inf where the
// counts spread no more than Poisson ones.
func sizeOf(y []int) float64 {
	xs := make([]float64, len(y))
	for i, v := range y {
		xs[i] = float64(v)
	}
	if len(xs) < 2 {
		return math.Inf(1)
	}
	m, s2 := stat.MeanVariance(xs, nil)
	if s2 <= m {
		return math.Inf(1)
	}
	return m * m / (s2 - m)
}
