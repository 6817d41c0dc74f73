package watch

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Ratio is the conflict ratio of c conflict and k cooperative events: the mean
// of Beta(c+1, k+1), with its 5 % and 95 % quantiles.
func Ratio(c, k int) (mean, low, high float64) {
	d := distuv.Beta{Alpha: float64(c) + 1, Beta: float64(k) + 1}
	return d.Mean(), d.Quantile(0.05), d.Quantile(0.95)
}

// RatioRise is the probability that the conflict ratio behind (c, k) is higher
// than the one behind (c0, k0), each with its own Beta(C+1, K+1):
//
//	P = Σ_{i=0..c} B(c0+1+i, k+k0+2) / ((k+1+i) B(1+i, k+1) B(c0+1, k0+1))
//
// summed term by term from logarithms, of which each follows from the one
// before.
func RatioRise(c, k, c0, k0 int) float64 {
	a0, b0, b := float64(c0)+1, float64(k0)+1, float64(k)+1
	term := mathext.Lbeta(a0, b0+b) - mathext.Lbeta(a0, b0)
	p := 0.0
	for i := range c + 1 {
		p += math.Exp(term)
		n := float64(i)
		term += math.Log((a0 + n) / (a0 + n + b0 + b) * (n + b) / (n + 1))
	}
	return min(1, p)
}

// Materiality is the share of deeds among acts of conflict; 0 without any.
func Materiality(verbal, material int) float64 {
	if verbal+material == 0 {
		return 0
	}
	return float64(material) / float64(verbal+material)
}

// Reciprocity is the smaller of two opposite counts of conflict events over
// the larger; low means pressure from one side. 0 without any.
func Reciprocity(ab, ba int) float64 {
	if max(ab, ba) == 0 {
		return 0
	}
	return float64(min(ab, ba)) / float64(max(ab, ba))
}

// Surprise is how unlikely a count of y or more is after the past counts, with
// a Gamma(0.5, 0.5) prior on a Poisson rate: the tail of the negative binomial
// predictive, and its bits. Volumes are the numbers of all reports on the same
// days and today: they scale the rate, so that attention does not look like
// escalation; nil for none.
func Surprise(past []int, y int, volumes []float64, volume float64) (p, bits float64) {
	const a0, b0 = 0.5, 0.5
	sum, exposure := 0, float64(len(past))
	for _, v := range past {
		sum += v
	}
	today := 1.0
	if volumes != nil {
		mean := stat.Mean(volumes, nil)
		exposure, today = 0, volume/mean
		for _, v := range volumes {
			exposure += v / mean
		}
	}
	p = negativeBinomialTail(a0+float64(sum), (b0+exposure)/(b0+exposure+today), y)
	return p, -math.Log2(p)
}

// negativeBinomialTail is P(Y ≥ y) with size r and success probability q.
func negativeBinomialTail(r, q float64, y int) float64 {
	if y <= 0 {
		return 1
	}
	return mathext.RegIncBeta(float64(y), r, 1-q)
}

// minSigma keeps quiet series from ringing at the first event (Burkom).
const minSigma = 0.5

// EARS are the C1, C2 and C3 statistics of the CDC's Early Aberration
// Reporting System for the last count of a series; C1 and C2 ring above 3, C3
// above 2. They need 8, 10 and 12 counts; those with too few are 0.
func EARS(y []int) (c1, c2, c3 float64) {
	t := len(y) - 1
	if t >= 7 {
		c1 = deviation(y[t-7:t], y[t])
	}
	second := func(t int) float64 {
		if t < 9 {
			return 0
		}
		return deviation(y[t-9:t-2], y[t])
	}
	c2 = second(t)
	if t >= 11 {
		for u := t - 2; u <= t; u++ {
			c3 += max(0, second(u)-1)
		}
	}
	return c1, c2, c3
}

// deviation is how many standard deviations y lies above a baseline.
func deviation(baseline []int, y int) float64 {
	xs := make([]float64, len(baseline))
	for i, v := range baseline {
		xs[i] = float64(v)
	}
	mean, sd := stat.MeanStdDev(xs, nil)
	return (float64(y) - mean) / max(minSigma, sd)
}

// Record reports whether the sum of the last window counts is the highest of
// any such window in the last memory counts, and at least floor: the record
// rule of HDX Signals.
func Record(y []int, window, memory, floor int) bool {
	if len(y) < window {
		return false
	}
	sums := make([]int, 0, len(y)-window+1)
	for end := max(window, len(y)-memory+window); end <= len(y); end++ {
		s := 0
		for _, v := range y[end-window : end] {
			s += v
		}
		sums = append(sums, s)
	}
	last := sums[len(sums)-1]
	return last >= floor && !slices.ContainsFunc(sums[:len(sums)-1], func(s int) bool { return s >= last })
}

// A Change is the state of change-point detection after one count.
type Change struct {
	Recent float64 // probability that the current regime is at most three counts old
	Run    int     // most probable age of the regime
	Mean   float64 // expected next count
}

// ChangePoints is Bayesian online change-point detection (Adams and MacKay
// 2007) with a Gamma(1, 1)–Poisson model and a hazard of 1/H. A change is
// near when Recent passes 0.5 and the mean is up; the probability of a run of
// length zero is always 1/H and tells nothing.
func ChangePoints(y []int, h float64) []Change {
	weights, shapes, rates := []float64{1}, []float64{1}, []float64{1}
	out := make([]Change, 0, len(y))
	for _, v := range y {
		next := make([]float64, len(weights)+1)
		total := 0.0
		for i, w := range weights {
			p := w * predictive(v, shapes[i], rates[i])
			next[i+1] = p * (1 - 1/h)
			next[0] += p / h
			total += p
		}
		shapes, rates = append([]float64{1}, shapes...), append([]float64{1}, rates...)
		c := Change{}
		for i := range next {
			next[i] /= total
			if i > 0 {
				shapes[i] += float64(v)
				rates[i]++
			}
			if i <= 3 {
				c.Recent += next[i]
			}
			if next[i] > next[c.Run] {
				c.Run = i
			}
			c.Mean += next[i] * shapes[i] / rates[i]
		}
		weights = next
		out = append(out, c)
	}
	return out
}

// predictive is the probability of a count under a Gamma(a, b)–Poisson model.
func predictive(y int, a, b float64) float64 {
	n := float64(y)
	g1, _ := math.Lgamma(n + a)
	g2, _ := math.Lgamma(n + 1)
	g3, _ := math.Lgamma(a)
	return math.Exp(g1 - g2 - g3 + a*math.Log(b/(b+1)) - n*math.Log(b+1))
}

// Spread is the disagreement of numbers on one thing, log10 of the largest
// over the smallest; 0 for fewer than two.
func Spread(values []float64) float64 {
	if len(values) < 2 || slices.Min(values) <= 0 {
		return 0
	}
	return math.Log10(slices.Max(values) / slices.Min(values))
}
