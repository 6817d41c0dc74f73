package kernel

import "math"

// Constants of the logistic function. 2^f on [-1/2, 1/2] is a polynomial of
// degree five, fitted for the least relative error (7.5e-8). The assembly has
// the same values in sru_amd64.s.
const (
	negLog2E  = -1.44269504
	gateLimit = 43.28085 // 30·log2(e): the logistic function is flat beyond
	pow0      = 1.0000000716546822
	pow1      = 0.6931469670647331
	pow2      = 0.24022119723848476
	pow3      = 0.05550713273542586
	pow4      = 0.00967554133421605
	pow5      = 0.0013276471979478776
)

// cells are the arguments of the recurrence for a run of channels: u holds the
// candidate, and the forget and reset gates d and 2d further on.
type cells struct {
	out, u, x      []float32
	vf, vr, bf, br []float32
	// Strides in elements from one step to the next, negative if reversed,
	// and the index of the first step's first channel in out, u and x.
	ldo, ldu, ldx       int
	first               [3]int
	d, channels, nsteps int
}

// SRU runs one direction of a simple recurrent unit over one sentence of steps
// steps and d channels, d a multiple of 16. Per step t, descending if reverse,
// and channel i, with c zero before the first step:
//
//	f = σ(u[t][d+i] + vf[i]·c[i] + bf[i])
//	r = σ(u[t][2d+i] + vr[i]·c[i] + br[i])
//	c[i] = f·c[i] + (1-f)·u[t][i]
//	out[t][i] = r·c[i] + (1-r)·x[t][i]
//
// Both gates see the previous c. out must not overlap u or x. It panics if d is
// not a multiple of 16 or a slice is too short.
func (k *Kernel) SRU(out []float32, ldo int, u []float32, ldu int, x []float32, ldx int, vf, vr, bf, br []float32, d, steps int, reverse bool) {
	if d <= 0 || steps <= 0 {
		return
	}
	if d%16 != 0 {
		panic("kernel: channels not a multiple of 16")
	}
	checkMatrix(steps, d, len(out), ldo)
	checkMatrix(steps, 3*d, len(u), ldu)
	checkMatrix(steps, d, len(x), ldx)
	s := cells{
		out: out, u: u, x: x,
		vf: vf[:d], vr: vr[:d], bf: bf[:d], br: br[:d],
		ldo: ldo, ldu: ldu, ldx: ldx,
		d: d, channels: d, nsteps: steps,
	}
	if reverse {
		s.first = [3]int{(steps - 1) * ldo, (steps - 1) * ldu, (steps - 1) * ldx}
		s.ldo, s.ldu, s.ldx = -ldo, -ldu, -ldx
	}
	k.runCells(&s)
}

// runCellsPortable is runCells in plain Go.
func runCellsPortable(s *cells) {
	for i := range s.channels {
		var c float32
		o, u, x := s.first[0]+i, s.first[1]+i, s.first[2]+i
		for range s.nsteps {
			a := gate(s.u[u+s.d] + float32(s.vf[i]*c) + s.bf[i])
			b := gate(s.u[u+2*s.d] + float32(s.vr[i]*c) + s.br[i])
			inverse := 1 / float32(a*b)
			f, r := float32(inverse*b), float32(inverse*a)
			c = s.u[u] + float32(f*(c-s.u[u]))
			s.out[o] = s.x[x] + float32(r*(c-s.x[x]))
			o, u, x = o+s.ldo, u+s.ldu, x+s.ldx
		}
	}
}

// gate returns 1+exp(-z), the inverse of the logistic function. Two gates then
// share one division: 1/a = b·(1/ab).
func gate(z float32) float32 {
	y := float32(z * negLog2E)
	y = max(min(y, gateLimit), -gateLimit)
	t := y + roundShift
	f := y - (t - roundShift)
	p := float32(pow5*f) + pow4
	p = float32(p*f) + pow3
	p = float32(p*f) + pow2
	p = float32(p*f) + pow1
	p = float32(p*f) + pow0
	// The low bits of t are the exponent to scale by.
	return 1 + math.Float32frombits(math.Float32bits(p)+math.Float32bits(t)<<23)
}
