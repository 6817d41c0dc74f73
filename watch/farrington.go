package watch

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/mathext"
)

// The constants of the flexible Farrington method, as its authors give them.
const (
	leastYears  = 3
	mostYears   = 5    // b
	halfWindow  = 3    // w, counts
	seasons     = 10   // levels of the seasonal factor
	leftOut     = 26   // counts before the present that are no baseline
	outbreak    = 2.58 // Anscombe residual from which a count weighs less
	mostRounds  = 50   // of the fit
	leastMean   = 1e-8 // keeps the fit finite where a season has no counts
	convergence = 1e-10
)

// An Outbreak is how a count stands against its season.
type Outbreak struct {
	P          float64 // P(Y ≥ count)
	Expected   float64 // μ0
	Dispersion float64 // φ, at least 1
	Points     int     // counts of the baseline
	Years      int
}

// Farrington is the flexible Farrington method (Noufaily and others 2013) for
// the last count of a series of steps, perYear of them in a year; false if
// there are not three years of them. A quasi-Poisson regression
//
//	log μ_t = θ + β t + δ_{season(t)} + log v_t
//
// is fitted to the counts of up to five years but the last 26, with a season
// of ten levels of which one is the weeks around the present, and volumes v
// (nil for none). It is fitted again with counts weighted down, in proportion
// to s⁻², whose Anscombe residual s is above 2.58; the trend is dropped if it
// leads above every count of the baseline. P is that of a negative binomial
// with mean μ0 and variance φ μ0.
func Farrington(y []int, volumes []float64, perYear float64) (Outbreak, bool) {
	t := len(y) - 1
	years := min(mostYears, int(float64(t)/perYear))
	if years < leastYears {
		return Outbreak{}, false
	}
	g := baseline(y, volumes, perYear, years)
	g.fit(true)
	mu, phi := g.forecast(), g.dispersion()
	if mu > g.highest() {
		g.fit(false)
		mu, phi = g.forecast(), g.dispersion()
	}
	o := Outbreak{Expected: mu, Dispersion: phi, Points: len(g.y), Years: years}
	o.P = tail(y[t], mu, phi)
	return o, true
}

// tail is P(Y ≥ y) for a mean and a ratio of variance to mean.
func tail(y int, mu, phi float64) float64 {
	switch {
	case y <= 0:
		return 1
	case phi <= 1+1e-9:
		return mathext.GammaIncReg(float64(y), mu)
	}
	return negativeBinomialTail(mu/(phi-1), 1/phi, y)
}

// A regression is a baseline with its fit.
type regression struct {
	y, offset, weight []float64
	time              []float64 // years before the present, negative
	season            []int
	now               float64 // offset of the present
	trend             bool
	beta, mu          []float64
	inverse           mat.SymDense // of X'WX
}

func baseline(y []int, volumes []float64, perYear float64, years int) *regression {
	t := len(y) - 1
	first := max(0, t-int(math.Round(float64(years)*perYear))-halfWindow)
	log := func(i int) float64 {
		if volumes == nil {
			return 0
		}
		return math.Log(volumes[i] / volumes[t])
	}
	g := &regression{now: log(t)}
	for i := first; i < t-leftOut; i++ {
		g.y = append(g.y, float64(y[i]))
		g.offset = append(g.offset, log(i))
		g.weight = append(g.weight, 1)
		g.time = append(g.time, float64(i-t)/perYear)
		g.season = append(g.season, seasonOf(t-i, perYear))
	}
	return g
}

// seasonOf is the level of the season of a count so many steps back: 0 around
// the same time of the year, then 1 to 9 backwards through the year.
func seasonOf(back int, perYear float64) int {
	d := math.Mod(float64(back), perYear)
	if d <= halfWindow || d >= perYear-halfWindow {
		return 0
	}
	return 1 + min(seasons-2, int((d-halfWindow)/(perYear-2*halfWindow)*(seasons-1)))
}

// columns of the design: the level, the trend, and the seasons but the first.
func (g *regression) row(i int) []float64 {
	x := make([]float64, seasons+1)
	x[0] = 1
	if g.trend {
		x[1] = g.time[i]
	}
	if s := g.season[i]; s > 0 {
		x[1+s] = 1
	}
	return x
}

// fit fits, weighs outbreaks down, and fits again.
func (g *regression) fit(trend bool) {
	g.trend = trend
	for i := range g.weight {
		g.weight[i] = 1
	}
	g.solve()
	g.reweight()
	g.solve()
}

// solve is iteratively reweighted least squares.
func (g *regression) solve() {
	g.mu = make([]float64, len(g.y))
	for i, v := range g.y {
		g.mu[i] = math.Max(v, 0.1)
	}
	last := math.Inf(1)
	for range mostRounds {
		g.beta = g.leastSquares()
		deviance := 0.0
		for i := range g.mu {
			eta := g.offset[i]
			for j, x := range g.row(i) {
				eta += x * g.beta[j]
			}
			g.mu[i] = math.Max(math.Exp(min(eta, 50)), leastMean)
			deviance += g.weight[i] * 2 * (xlogy(g.y[i], g.y[i]/g.mu[i]) - g.y[i] + g.mu[i])
		}
		if math.Abs(last-deviance) < convergence*(math.Abs(deviance)+0.1) {
			return
		}
		last = deviance
	}
}

func xlogy(x, y float64) float64 {
	if x == 0 {
		return 0
	}
	return x * math.Log(y)
}

// leastSquares is one step of the fit. A trace on the diagonal keeps columns
// that say nothing, such as a trend that is not wanted, at zero.
func (g *regression) leastSquares() []float64 {
	n := seasons + 1
	a, b := mat.NewSymDense(n, nil), mat.NewVecDense(n, nil)
	for i, mu := range g.mu {
		w := g.weight[i] * mu
		z := math.Log(mu) - g.offset[i] + (g.y[i]-mu)/mu
		x := g.row(i)
		for j, v := range x {
			if v == 0 {
				continue
			}
			b.SetVec(j, b.AtVec(j)+w*v*z)
			for k := j; k < n; k++ {
				a.SetSym(j, k, a.At(j, k)+w*v*x[k])
			}
		}
	}
	for j := range n {
		a.SetSym(j, j, a.At(j, j)+1e-9)
	}
	var c mat.Cholesky
	beta := mat.NewVecDense(n, nil)
	if !c.Factorize(a) || c.SolveVecTo(beta, b) != nil || c.InverseTo(&g.inverse) != nil {
		return make([]float64, n)
	}
	return beta.RawVector().Data
}

// dispersion is Pearson's φ, at least 1.
func (g *regression) dispersion() float64 {
	sum, weights := 0.0, 0
	for i, mu := range g.mu {
		sum += g.weight[i] * (g.y[i] - mu) * (g.y[i] - mu) / mu
		weights++
	}
	parameters := seasons
	if g.trend {
		parameters++
	}
	return math.Max(1, sum/float64(weights-parameters))
}

// reweight gives outbreaks of the past less weight; weights sum to their number.
func (g *regression) reweight() {
	phi, sum := g.dispersion(), 0.0
	for i, mu := range g.mu {
		x := mat.NewVecDense(seasons+1, g.row(i))
		leverage := mu * mat.Inner(x, &g.inverse, x)
		s := 1.5 * (math.Pow(g.y[i], 2.0/3)*math.Pow(mu, -1.0/6) - math.Sqrt(mu)) / math.Sqrt(phi*math.Max(1e-9, 1-leverage))
		g.weight[i] = 1
		if s > outbreak {
			g.weight[i] = 1 / (s * s)
		}
		sum += g.weight[i]
	}
	for i := range g.weight {
		g.weight[i] *= float64(len(g.weight)) / sum
	}
}

// forecast is the expected count of the present.
func (g *regression) forecast() float64 { return math.Exp(g.beta[0] + g.now) }

func (g *regression) highest() float64 {
	top := 0.0
	for i, v := range g.y {
		top = math.Max(top, v*math.Exp(g.now-g.offset[i]))
	}
	return top
}
