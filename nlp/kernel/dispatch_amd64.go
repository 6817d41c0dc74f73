package kernel

import "golang.org/x/sys/cpu"

// Best returns the fastest level this CPU can run.
func Best() Level {
	x := &cpu.X86
	switch {
	case !x.HasAVX2 || !x.HasFMA:
		return Portable
	case x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI:
		return AVX512
	}
	return AVX2
}

// tileSize returns the rows and columns of the register tile.
func (k *Kernel) tileSize() (mr, nr int) {
	switch k.level {
	case AVX512:
		return 8, 48
	case AVX2:
		return 6, 16
	}
	return 4, 4
}

// tile adds the product of one packed strip of A and one of B to a full tile
// of C.
func (k *Kernel) tile(kc int, a, b, c []float32, ldc int) {
	switch k.level {
	case AVX512:
		gemm8x48(kc, &a[0], &b[0], &c[0], ldc)
	case AVX2:
		gemm6x16(kc, &a[0], &b[0], &c[0], ldc)
	default:
		tilePortable(kc, a, b, c, ldc)
	}
}

//go:noescape
func gemm8x48(kc int, a, b, c *float32, ldc int)

//go:noescape
func gemm6x16(kc int, a, b, c *float32, ldc int)
