//go:build !amd64

package kernel

// Best returns the fastest level this CPU can run.
func Best() Level { return Portable }

// tileSize returns the rows and columns of the register tile of Gemm.
func (k *Kernel) tileSize() (mr, nr int) { return 4, 4 }

// tile adds the product of one packed strip of A and one of B to a full tile
// of C.
func (k *Kernel) tile(_, kc int, a, b, c []float32, ldc int) {
	tilePortable(kc, a, b, c, ldc)
}

// mulStrip multiplies len(xscale) rows of x with one strip of weights.
func (k *Kernel) mulStrip(dst []float32, ldd int, x []uint8, ldx int, xscale []float32, s *strip) {
	mulStripPortable(dst, ldd, x, ldx, xscale, s)
}

// runCells runs the recurrence of all channels of s.
func (k *Kernel) runCells(s *cells) { runCellsPortable(s) }

// dotRow computes the dot products of a with len(dst) rows of b.
func (k *Kernel) dotRow(dst, a, b []float32, ldb int) { dotRowPortable(dst, a, b, ldb) }

// The functions below do a leading part of their work in vectors and return
// how much; the caller does the rest. Here that is all of it.

func (k *Kernel) absMaxVector([]float32) (top float32, done int)        { return 0, 0 }
func (k *Kernel) quantizeVector([]uint8, []float32, float32) (done int) { return 0 }
func (k *Kernel) addLeakyVector(dst, a, b []float32) (done int)         { return 0 }
func (k *Kernel) addVector(dst, a []float32) (done int)                 { return 0 }
func (k *Kernel) argMaxVector([]float32) (index int)                    { return -1 }
