package nlp

import "math"

// negInf marks what is forbidden; finite, so that sums stay comparable.
const negInf = -1e30

// logSumExp is ln Σ e^x, computed without overflow.
func logSumExp(row []float32) float64 {
	top := float64(row[0])
	for _, v := range row {
		top = max(top, float64(v))
	}
	sum := 0.0
	for _, v := range row {
		sum += math.Exp(float64(v) - top)
	}
	return top + math.Log(sum)
}

// leaky is the rectifier with slope 0.1 below zero, in place.
func (p *parser) leaky(x []float32) { p.kr.AddLeaky(x, x, p.zero[:len(x)]) }
