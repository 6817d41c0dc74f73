//go:build !amd64

package kernel

// Best returns the fastest level this CPU can run.
func Best() Level { return Portable }

// tileSize returns the rows and columns of the register tile.
func (k *Kernel) tileSize() (mr, nr int) { return 4, 4 }

// tile adds the product of one packed strip of A and one of B to a full tile
// of C.
func (k *Kernel) tile(kc int, a, b, c []float32, ldc int) {
	tilePortable(kc, a, b, c, ldc)
}
