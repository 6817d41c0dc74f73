package kernel

import "golang.org/x/sys/cpu"

// Best returns the fastest level this CPU can run.
func Best() Level {
	x := &cpu.X86
	switch {
	case !x.HasAVX2 || !x.HasFMA:
		return Portable
	case !x.HasAVX512F || !x.HasAVX512BW || !x.HasAVX512DQ || !x.HasAVX512VL || !x.HasAVX512VNNI:
		return AVX2
	case x.HasAMXTile && x.HasAMXInt8 && grantTiles():
		return AMX
	}
	return AVX512
}

// tileSize returns the rows and columns of the register tile of Gemm.
func (k *Kernel) tileSize() (mr, nr int) {
	switch k.level {
	case AVX512, AMX:
		return 8, 48
	case AVX2:
		return 6, 16
	}
	return 4, 4
}

// tile adds the product of one packed strip of A and one of B, nr wide, to a
// full tile of C.
func (k *Kernel) tile(nr, kc int, a, b, c []float32, ldc int) {
	switch {
	case k.level >= AVX512 && nr == 48:
		gemm8x48(kc, &a[0], &b[0], &c[0], ldc)
	case k.level >= AVX512 && nr == 32:
		gemm8x32(kc, &a[0], &b[0], &c[0], ldc)
	case k.level >= AVX512:
		gemm8x16(kc, &a[0], &b[0], &c[0], ldc)
	case k.level == AVX2:
		gemm6x16(kc, &a[0], &b[0], &c[0], ldc)
	default:
		tilePortable(kc, a, b, c, ldc)
	}
}

// mulStrip multiplies len(xscale) rows of x with one strip of weights.
func (k *Kernel) mulStrip(dst []float32, ldd int, x []uint8, ldx int, xscale []float32, s *strip) {
	if k.level == Portable || s.groups == 0 {
		mulStripPortable(dst, ldd, x, ldx, xscale, s)
		return
	}
	i, rows := 0, len(xscale)
	if k.level >= AMX && rows >= tileRows {
		mulBlocks(dst, ldd, x, ldx, xscale, s)
		return
	}
	if k.level >= AVX512 {
		for ; i+12 <= rows; i += 12 {
			mul12x32(&dst[i*ldd], ldd, &x[i*ldx], ldx, &xscale[i], s.groups, &s.data[0], &s.start[0], &s.scale[0], &s.bias[0])
		}
	}
	for ; i < rows; i += 4 {
		if rows < 4 {
			k.mulFew(dst, ldd, x, ldx, xscale, s)
			return
		}
		i = min(i, rows-4) // the last tile may repeat rows, to the same result
		if k.level >= AVX512 {
			mul4x32(&dst[i*ldd], ldd, &x[i*ldx], ldx, &xscale[i], s.groups, &s.data[0], &s.start[0], &s.scale[0], &s.bias[0])
			continue
		}
		for j := 0; j < stripCols; j += 16 {
			mul4x16(&dst[i*ldd+j], ldd, &x[i*ldx], ldx, &xscale[i], s.groups, &s.data[4*j], &s.start[j], &s.scale[j], &s.bias[j])
		}
	}
}

// mulFew is mulStrip for fewer rows than the smallest tile has. It runs the
// tile on one row over and over (stride zero) and keeps one of the results.
func (k *Kernel) mulFew(dst []float32, ldd int, x []uint8, ldx int, xscale []float32, s *strip) {
	for i, xs := range xscale {
		scale := [4]float32{xs, xs, xs, xs}
		if k.level >= AVX512 {
			mul4x32(&dst[i*ldd], 0, &x[i*ldx], 0, &scale[0], s.groups, &s.data[0], &s.start[0], &s.scale[0], &s.bias[0])
			continue
		}
		for j := 0; j < stripCols; j += 16 {
			mul4x16(&dst[i*ldd+j], 0, &x[i*ldx], 0, &scale[0], s.groups, &s.data[4*j], &s.start[j], &s.scale[j], &s.bias[j])
		}
	}
}

// runCells runs the recurrence of all channels of s.
func (k *Kernel) runCells(s *cells) {
	if k.level == Portable {
		runCellsPortable(s)
		return
	}
	wide, run, run16 := 64, sru64, sru16
	if k.level == AVX2 {
		wide, run, run16 = 32, sru32Y, sru16Y
	}
	o, u, x := s.first[0], s.first[1], s.first[2]
	for i := 0; i < s.channels; {
		f, n := run16, 16
		if i+wide <= s.channels {
			f, n = run, wide
		}
		f(&s.out[o+i], &s.u[u+i], &s.x[x+i], &s.vf[i], &s.vr[i], &s.bf[i], &s.br[i], s.ldo, s.ldu, s.ldx, s.d, s.nsteps)
		i += n
	}
}

// dotRow computes the dot products of a with len(dst) rows of b.
func (k *Kernel) dotRow(dst, a, b []float32, ldb int) {
	n := len(dst)
	if k.level == Portable || n < 4 {
		dotRowPortable(dst, a, b, ldb)
		return
	}
	dots := dots4
	if k.level == AVX2 {
		dots = dots4Y
	}
	dots(&dst[0], &a[0], &b[0], ldb, len(a), n/4)
	if n%4 != 0 { // the last group repeats some products, to the same result
		dots(&dst[n-4], &a[0], &b[(n-4)*ldb], ldb, len(a), 1)
	}
}

// The functions below do a leading part of their work in vectors and return
// how much; the caller does the rest.

func (k *Kernel) absMaxVector(x []float32) (top float32, done int) {
	if done = len(x) &^ 15; k.level == Portable || done == 0 {
		return 0, 0
	}
	return absMax(&x[0], done), done
}

func (k *Kernel) quantizeVector(dst []uint8, src []float32, inverse float32) (done int) {
	if done = len(src) &^ 15; k.level == Portable || done == 0 {
		return 0
	}
	quantize(&dst[0], &src[0], done, inverse)
	return done
}

func (k *Kernel) addLeakyVector(dst, a, b []float32) (done int) {
	if done = len(dst) &^ 15; k.level == Portable || done == 0 {
		return 0
	}
	addLeaky(&dst[0], &a[0], &b[0], done)
	return done
}

func (k *Kernel) addVector(dst, a []float32) (done int) {
	if done = len(dst) &^ 15; k.level == Portable || done == 0 {
		return 0
	}
	add(&dst[0], &a[0], done)
	return done
}

// argMaxVector returns -1 if it leaves the search to the caller.
func (k *Kernel) argMaxVector(x []float32) (index int) {
	if k.level == Portable || len(x) < 16 {
		return -1
	}
	return argMax(&x[0], len(x))
}
