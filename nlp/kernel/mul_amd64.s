#include "textflag.h"

// Tiles of the int8 product. x holds unsigned activations, four of a row per
// group; w holds per group four signed weights of each column, 32 columns.

#define ARGS \
	MOVQ ldd+8(FP), DX    \
	MOVQ x+16(FP), SI     \
	MOVQ ldx+24(FP), R8   \
	MOVQ groups+40(FP), CX \
	MOVQ w+48(FP), DI     \
	MOVQ start+56(FP), AX \
	SHLQ $2, DX           \
	LEAQ (R8)(R8*2), R9

#define TAIL \
	MOVQ dst+0(FP), AX     \
	MOVQ xscale+32(FP), BX \
	MOVQ scale+64(FP), R13 \
	MOVQ bias+72(FP), DI

// One row of a 32-column tile: four activations against 32 x 4 weights.
#define ROW32(src, r0, r1) \
	VPBROADCASTD src, Z26    \
	VPDPBUSD     Z24, Z26, r0 \
	VPDPBUSD     Z25, Z26, r1

#define THREE32(p, off, r0, r1, r2, r3, r4, r5) \
	ROW32(off(p), r0, r1)         \
	ROW32(off(p)(R8*1), r2, r3)   \
	ROW32(off(p)(R8*2), r4, r5)

#define STEP12(off, woff) \
	VMOVDQU32 (woff+0)(DI), Z24  \
	VMOVDQU32 (woff+64)(DI), Z25 \
	THREE32(SI, off, Z0, Z1, Z2, Z3, Z4, Z5)          \
	THREE32(R10, off, Z6, Z7, Z8, Z9, Z10, Z11)       \
	THREE32(R11, off, Z12, Z13, Z14, Z15, Z16, Z17)   \
	THREE32(R12, off, Z18, Z19, Z20, Z21, Z22, Z23)

#define START32(r0, r1) \
	VMOVDQU32 (AX), r0   \
	VMOVDQU32 64(AX), r1

// Sum to float: times (xscale·scale), plus bias; multiplication and addition
// stay apart so that every level rounds alike.
#define STORE32(off, r0, r1) \
	VCVTDQ2PS    r0, r0       \
	VCVTDQ2PS    r1, r1       \
	VBROADCASTSS off(BX), Z28 \
	VMULPS       Z24, Z28, Z29 \
	VMULPS       Z25, Z28, Z30 \
	VMULPS       Z29, r0, r0  \
	VMULPS       Z30, r1, r1  \
	VADDPS       Z26, r0, r0  \
	VADDPS       Z27, r1, r1  \
	VMOVUPS      r0, (AX)     \
	VMOVUPS      r1, 64(AX)   \
	ADDQ         DX, AX

#define SCALES32 \
	VMOVUPS (R13), Z24   \
	VMOVUPS 64(R13), Z25 \
	VMOVUPS (DI), Z26    \
	VMOVUPS 64(DI), Z27

// func mul12x32(dst *float32, ldd int, x *uint8, ldx int, xscale *float32, groups int, w *int8, start *int32, scale, bias *float32)
TEXT ·mul12x32(SB), NOSPLIT, $0-80
	ARGS
	LEAQ (SI)(R9*1), R10
	LEAQ (SI)(R9*2), R11
	LEAQ (R10)(R9*2), R12
	START32(Z0, Z1)
	START32(Z2, Z3)
	START32(Z4, Z5)
	START32(Z6, Z7)
	START32(Z8, Z9)
	START32(Z10, Z11)
	START32(Z12, Z13)
	START32(Z14, Z15)
	START32(Z16, Z17)
	START32(Z18, Z19)
	START32(Z20, Z21)
	START32(Z22, Z23)

two:
	SUBQ $2, CX
	JLT  last
	STEP12(0, 0)
	STEP12(4, 128)
	ADDQ $8, SI
	ADDQ $8, R10
	ADDQ $8, R11
	ADDQ $8, R12
	ADDQ $256, DI
	JMP  two

last:
	ADDQ $2, CX
	JEQ  done
	STEP12(0, 0)

done:
	TAIL
	SCALES32
	STORE32(0, Z0, Z1)
	STORE32(4, Z2, Z3)
	STORE32(8, Z4, Z5)
	STORE32(12, Z6, Z7)
	STORE32(16, Z8, Z9)
	STORE32(20, Z10, Z11)
	STORE32(24, Z12, Z13)
	STORE32(28, Z14, Z15)
	STORE32(32, Z16, Z17)
	STORE32(36, Z18, Z19)
	STORE32(40, Z20, Z21)
	STORE32(44, Z22, Z23)
	VZEROUPPER
	RET

// func mul4x32(dst *float32, ldd int, x *uint8, ldx int, xscale *float32, groups int, w *int8, start *int32, scale, bias *float32)
TEXT ·mul4x32(SB), NOSPLIT, $0-80
	ARGS
	START32(Z0, Z1)
	START32(Z2, Z3)
	START32(Z4, Z5)
	START32(Z6, Z7)

loop:
	VMOVDQU32 (DI), Z24
	VMOVDQU32 64(DI), Z25
	THREE32(SI, 0, Z0, Z1, Z2, Z3, Z4, Z5)
	ROW32((SI)(R9*1), Z6, Z7)
	ADDQ $4, SI
	ADDQ $128, DI
	DECQ CX
	JNE  loop
	TAIL
	SCALES32
	STORE32(0, Z0, Z1)
	STORE32(4, Z2, Z3)
	STORE32(8, Z4, Z5)
	STORE32(12, Z6, Z7)
	VZEROUPPER
	RET

// One row of a 16-column tile without VNNI: pairs of products in int16, which
// 7-bit activations cannot overflow, then pairs of those in int32.
#define ROW16(src, r0, r1) \
	VPBROADCASTD src, Y10      \
	VPMADDUBSW   Y8, Y10, Y11  \
	VPMADDUBSW   Y9, Y10, Y13  \
	VPMADDWD     Y12, Y11, Y11 \
	VPMADDWD     Y12, Y13, Y13 \
	VPADDD       Y11, r0, r0   \
	VPADDD       Y13, r1, r1

#define START16(r0, r1) \
	VMOVDQU (AX), r0   \
	VMOVDQU 32(AX), r1

#define STORE16(off, r0, r1) \
	VCVTDQ2PS    r0, r0       \
	VCVTDQ2PS    r1, r1       \
	VBROADCASTSS off(BX), Y12 \
	VMULPS       Y8, Y12, Y13 \
	VMULPS       Y9, Y12, Y14 \
	VMULPS       Y13, r0, r0  \
	VMULPS       Y14, r1, r1  \
	VADDPS       Y10, r0, r0  \
	VADDPS       Y11, r1, r1  \
	VMOVUPS      r0, (AX)     \
	VMOVUPS      r1, 32(AX)   \
	ADDQ         DX, AX

// func mul4x16(dst *float32, ldd int, x *uint8, ldx int, xscale *float32, groups int, w *int8, start *int32, scale, bias *float32)
TEXT ·mul4x16(SB), NOSPLIT, $0-80
	ARGS
	VPCMPEQW Y12, Y12, Y12
	VPSRLW   $15, Y12, Y12
	START16(Y0, Y1)
	START16(Y2, Y3)
	START16(Y4, Y5)
	START16(Y6, Y7)

loop:
	VMOVDQU (DI), Y8
	VMOVDQU 32(DI), Y9
	ROW16((SI), Y0, Y1)
	ROW16((SI)(R8*1), Y2, Y3)
	ROW16((SI)(R8*2), Y4, Y5)
	ROW16((SI)(R9*1), Y6, Y7)
	ADDQ    $4, SI
	ADDQ    $128, DI
	DECQ    CX
	JNE     loop
	TAIL
	VMOVUPS (R13), Y8
	VMOVUPS 32(R13), Y9
	VMOVUPS (DI), Y10
	VMOVUPS 32(DI), Y11
	STORE16(0, Y0, Y1)
	STORE16(4, Y2, Y3)
	STORE16(8, Y4, Y5)
	STORE16(12, Y6, Y7)
	VZEROUPPER
	RET
