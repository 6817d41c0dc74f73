#include "textflag.h"

// Register tiles of the float32 matrix product. A strips hold 8 (or 6) rows,
// B strips 48 (or 16) columns, both stored step by step of the inner dimension.

// One row of the 8 x 48 tile: C row += broadcast(A element) * B row.
#define ROW48(off, r0, r1, r2) \
	VBROADCASTSS off(SI), Z27  \
	VFMADD231PS  Z24, Z27, r0  \
	VFMADD231PS  Z25, Z27, r1  \
	VFMADD231PS  Z26, Z27, r2

#define STEP48(aoff, boff) \
	VMOVUPS (boff+0)(DI), Z24     \
	VMOVUPS (boff+64)(DI), Z25    \
	VMOVUPS (boff+128)(DI), Z26   \
	ROW48((aoff+0), Z0, Z1, Z2)     \
	ROW48((aoff+4), Z3, Z4, Z5)     \
	ROW48((aoff+8), Z6, Z7, Z8)     \
	ROW48((aoff+12), Z9, Z10, Z11)  \
	ROW48((aoff+16), Z12, Z13, Z14) \
	ROW48((aoff+20), Z15, Z16, Z17) \
	ROW48((aoff+24), Z18, Z19, Z20) \
	ROW48((aoff+28), Z21, Z22, Z23)

#define STORE48(r0, r1, r2) \
	VADDPS  (DX), r0, r0      \
	VADDPS  64(DX), r1, r1    \
	VADDPS  128(DX), r2, r2   \
	VMOVUPS r0, (DX)          \
	VMOVUPS r1, 64(DX)        \
	VMOVUPS r2, 128(DX)       \
	ADDQ    R8, DX

#define ZERO3(r0, r1, r2) \
	VPXORD r0, r0, r0 \
	VPXORD r1, r1, r1 \
	VPXORD r2, r2, r2

// func gemm8x48(kc int, a, b, c *float32, ldc int)
TEXT ·gemm8x48(SB), NOSPLIT, $0-40
	MOVQ kc+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DI
	MOVQ c+24(FP), DX
	MOVQ ldc+32(FP), R8
	SHLQ $2, R8
	ZERO3(Z0, Z1, Z2)
	ZERO3(Z3, Z4, Z5)
	ZERO3(Z6, Z7, Z8)
	ZERO3(Z9, Z10, Z11)
	ZERO3(Z12, Z13, Z14)
	ZERO3(Z15, Z16, Z17)
	ZERO3(Z18, Z19, Z20)
	ZERO3(Z21, Z22, Z23)

two48:
	SUBQ $2, CX
	JLT  last48
	STEP48(0, 0)
	STEP48(32, 192)
	ADDQ $64, SI
	ADDQ $384, DI
	JMP  two48

last48:
	ADDQ $2, CX
	JEQ  done48
	STEP48(0, 0)

done48:
	STORE48(Z0, Z1, Z2)
	STORE48(Z3, Z4, Z5)
	STORE48(Z6, Z7, Z8)
	STORE48(Z9, Z10, Z11)
	STORE48(Z12, Z13, Z14)
	STORE48(Z15, Z16, Z17)
	STORE48(Z18, Z19, Z20)
	STORE48(Z21, Z22, Z23)
	VZEROUPPER
	RET

// The same for what is left at the right edge: 32 columns,
#define ROW32(off, r0, r1) \
	VBROADCASTSS off(SI), Z26 \
	VFMADD231PS  Z24, Z26, r0 \
	VFMADD231PS  Z25, Z26, r1

#define STORE32(r0, r1) \
	VADDPS  (DX), r0, r0   \
	VADDPS  64(DX), r1, r1 \
	VMOVUPS r0, (DX)       \
	VMOVUPS r1, 64(DX)     \
	ADDQ    R8, DX

#define ZERO2Z(r0, r1) \
	VPXORD r0, r0, r0 \
	VPXORD r1, r1, r1

// func gemm8x32(kc int, a, b, c *float32, ldc int)
TEXT ·gemm8x32(SB), NOSPLIT, $0-40
	MOVQ kc+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DI
	MOVQ c+24(FP), DX
	MOVQ ldc+32(FP), R8
	SHLQ $2, R8
	ZERO2Z(Z0, Z1)
	ZERO2Z(Z2, Z3)
	ZERO2Z(Z4, Z5)
	ZERO2Z(Z6, Z7)
	ZERO2Z(Z8, Z9)
	ZERO2Z(Z10, Z11)
	ZERO2Z(Z12, Z13)
	ZERO2Z(Z14, Z15)

step32:
	VMOVUPS (DI), Z24
	VMOVUPS 64(DI), Z25
	ROW32(0, Z0, Z1)
	ROW32(4, Z2, Z3)
	ROW32(8, Z4, Z5)
	ROW32(12, Z6, Z7)
	ROW32(16, Z8, Z9)
	ROW32(20, Z10, Z11)
	ROW32(24, Z12, Z13)
	ROW32(28, Z14, Z15)
	ADDQ    $32, SI
	ADDQ    $128, DI
	DECQ    CX
	JNE     step32
	STORE32(Z0, Z1)
	STORE32(Z2, Z3)
	STORE32(Z4, Z5)
	STORE32(Z6, Z7)
	STORE32(Z8, Z9)
	STORE32(Z10, Z11)
	STORE32(Z12, Z13)
	STORE32(Z14, Z15)
	VZEROUPPER
	RET

// and 16 columns.
#define STORE16Z(r) \
	VADDPS  (DX), r, r \
	VMOVUPS r, (DX)    \
	ADDQ    R8, DX

// func gemm8x16(kc int, a, b, c *float32, ldc int)
TEXT ·gemm8x16(SB), NOSPLIT, $0-40
	MOVQ kc+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DI
	MOVQ c+24(FP), DX
	MOVQ ldc+32(FP), R8
	SHLQ $2, R8
	ZERO2Z(Z0, Z1)
	ZERO2Z(Z2, Z3)
	ZERO2Z(Z4, Z5)
	ZERO2Z(Z6, Z7)

step16:
	VMOVUPS          (DI), Z24
	VFMADD231PS.BCST 0(SI), Z24, Z0
	VFMADD231PS.BCST 4(SI), Z24, Z1
	VFMADD231PS.BCST 8(SI), Z24, Z2
	VFMADD231PS.BCST 12(SI), Z24, Z3
	VFMADD231PS.BCST 16(SI), Z24, Z4
	VFMADD231PS.BCST 20(SI), Z24, Z5
	VFMADD231PS.BCST 24(SI), Z24, Z6
	VFMADD231PS.BCST 28(SI), Z24, Z7
	ADDQ             $32, SI
	ADDQ             $64, DI
	DECQ             CX
	JNE              step16
	STORE16Z(Z0)
	STORE16Z(Z1)
	STORE16Z(Z2)
	STORE16Z(Z3)
	STORE16Z(Z4)
	STORE16Z(Z5)
	STORE16Z(Z6)
	STORE16Z(Z7)
	VZEROUPPER
	RET

// One row of the 6 x 16 tile.
#define ROW16(off, r0, r1) \
	VBROADCASTSS off(SI), Y14 \
	VFMADD231PS  Y12, Y14, r0 \
	VFMADD231PS  Y13, Y14, r1

#define STEP16(aoff, boff) \
	VMOVUPS (boff+0)(DI), Y12  \
	VMOVUPS (boff+32)(DI), Y13 \
	ROW16((aoff+0), Y0, Y1)      \
	ROW16((aoff+4), Y2, Y3)      \
	ROW16((aoff+8), Y4, Y5)      \
	ROW16((aoff+12), Y6, Y7)     \
	ROW16((aoff+16), Y8, Y9)     \
	ROW16((aoff+20), Y10, Y11)

#define STORE16(r0, r1) \
	VADDPS  (DX), r0, r0   \
	VADDPS  32(DX), r1, r1 \
	VMOVUPS r0, (DX)       \
	VMOVUPS r1, 32(DX)     \
	ADDQ    R8, DX

#define ZERO2(r0, r1) \
	VXORPS r0, r0, r0 \
	VXORPS r1, r1, r1

// func gemm6x16(kc int, a, b, c *float32, ldc int)
TEXT ·gemm6x16(SB), NOSPLIT, $0-40
	MOVQ kc+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DI
	MOVQ c+24(FP), DX
	MOVQ ldc+32(FP), R8
	SHLQ $2, R8
	ZERO2(Y0, Y1)
	ZERO2(Y2, Y3)
	ZERO2(Y4, Y5)
	ZERO2(Y6, Y7)
	ZERO2(Y8, Y9)
	ZERO2(Y10, Y11)

two16:
	SUBQ $2, CX
	JLT  last16
	STEP16(0, 0)
	STEP16(24, 64)
	ADDQ $48, SI
	ADDQ $128, DI
	JMP  two16

last16:
	ADDQ $2, CX
	JEQ  done16
	STEP16(0, 0)

done16:
	STORE16(Y0, Y1)
	STORE16(Y2, Y3)
	STORE16(Y4, Y5)
	STORE16(Y6, Y7)
	STORE16(Y8, Y9)
	STORE16(Y10, Y11)
	VZEROUPPER
	RET
