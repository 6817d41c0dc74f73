package kernel

// Assembly of the matrix product: c, at stride ldc, += a strip of A times a
// strip of B, both kc steps long.

//go:noescape
func gemm8x48(kc int, a, b, c *float32, ldc int)

//go:noescape
func gemm8x32(kc int, a, b, c *float32, ldc int)

//go:noescape
func gemm8x16(kc int, a, b, c *float32, ldc int)

//go:noescape
func gemm6x16(kc int, a, b, c *float32, ldc int)

// Assembly of Mul: 12 or 4 rows of x times 32 or 16 columns of a strip of
// groups groups of four weights. The names ending in 32 need AVX-512.

//go:noescape
func mul12x32(dst *float32, ldd int, x *uint8, ldx int, xscale *float32, groups int, w *int8, start *int32, scale, bias *float32)

//go:noescape
func mul4x32(dst *float32, ldd int, x *uint8, ldx int, xscale *float32, groups int, w *int8, start *int32, scale, bias *float32)

//go:noescape
func mul4x16(dst *float32, ldd int, x *uint8, ldx int, xscale *float32, groups int, w *int8, start *int32, scale, bias *float32)

// Assembly of SRU: as many channels as the name says, over all steps. Strides
// are in elements and may be negative. The names ending in Y need AVX2 only.

//go:noescape
func sru64(out, u, x, vf, vr, bf, br *float32, ldo, ldu, ldx, d, steps int)

//go:noescape
func sru16(out, u, x, vf, vr, bf, br *float32, ldo, ldu, ldx, d, steps int)

//go:noescape
func sru32Y(out, u, x, vf, vr, bf, br *float32, ldo, ldu, ldx, d, steps int)

//go:noescape
func sru16Y(out, u, x, vf, vr, bf, br *float32, ldo, ldu, ldx, d, steps int)

// Assembly of Dots: the products of a with 4·groups rows of b.

//go:noescape
func dots4(dst, a, b *float32, ldb, dim, groups int)

//go:noescape
func dots4Y(dst, a, b *float32, ldb, dim, groups int)

// Assembly of the vector operations, AVX2. n is a positive multiple of 16, but
// at least 16 in argMax.

//go:noescape
func absMax(x *float32, n int) float32

//go:noescape
func quantize(dst *uint8, src *float32, n int, inverse float32)

//go:noescape
func addLeaky(dst, a, b *float32, n int)

//go:noescape
func add(dst, a *float32, n int)

//go:noescape
func argMax(x *float32, n int) int
