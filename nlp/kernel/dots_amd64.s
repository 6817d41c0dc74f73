#include "textflag.h"

// Dot products of one vector with four at a time. Element i goes to lane i%16;
// the lanes are then halved: 16, 8, 4, 2, 1.

#define ARGS \
	MOVQ dst+0(FP), DX     \
	MOVQ b+16(FP), R11     \
	MOVQ ldb+24(FP), R8    \
	MOVQ dim+32(FP), R10   \
	MOVQ groups+40(FP), BX \
	SHLQ $2, R8            \
	LEAQ (R8)(R8*2), R9    \
	MOVQ R10, R12          \
	ANDQ $15, R12          \
	SHRQ $4, R10

// X0 to X3 hold four lanes of four sums; the sums end in X4.
#define LAST4 \
	VUNPCKLPS X1, X0, X4 \
	VUNPCKHPS X1, X0, X5 \
	VADDPS    X5, X4, X4 \
	VUNPCKLPS X3, X2, X6 \
	VUNPCKHPS X3, X2, X7 \
	VADDPS    X7, X6, X6 \
	VUNPCKLPD X6, X4, X5 \
	VUNPCKHPD X6, X4, X7 \
	VADDPS    X7, X5, X4

#define TERM(src, r) \
	VMULPS src, Z4, Z5 \
	VADDPS Z5, r, r

#define LASTTERM(src, r) \
	VMOVUPS.Z src, K1, Z5 \
	VMULPS    Z5, Z4, Z5  \
	VADDPS    Z5, r, r

#define FOLD(z, y, x) \
	VEXTRACTF64X4 $1, z, Y5 \
	VADDPS        Y5, y, y  \
	VEXTRACTF128  $1, y, X5 \
	VADDPS        X5, x, x

// func dots4(dst, a, b *float32, ldb, dim, groups int)
TEXT ·dots4(SB), NOSPLIT, $0-48
	ARGS
	MOVQ  R12, CX
	MOVL  $1, AX
	SHLL  CX, AX
	DECL  AX
	KMOVW AX, K1

group:
	MOVQ   a+8(FP), SI
	MOVQ   R11, DI
	MOVQ   R10, CX
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	TESTQ  CX, CX
	JEQ    rest

step:
	VMOVUPS (SI), Z4
	TERM((DI), Z0)
	TERM((DI)(R8*1), Z1)
	TERM((DI)(R8*2), Z2)
	TERM((DI)(R9*1), Z3)
	ADDQ    $64, SI
	ADDQ    $64, DI
	DECQ    CX
	JNE     step

rest:
	TESTQ     R12, R12
	JEQ       fold
	VMOVUPS.Z (SI), K1, Z4
	LASTTERM((DI), Z0)
	LASTTERM((DI)(R8*1), Z1)
	LASTTERM((DI)(R8*2), Z2)
	LASTTERM((DI)(R9*1), Z3)

fold:
	FOLD(Z0, Y0, X0)
	FOLD(Z1, Y1, X1)
	FOLD(Z2, Y2, X2)
	FOLD(Z3, Y3, X3)
	LAST4
	VMOVUPS X4, (DX)
	ADDQ    $16, DX
	LEAQ    (R11)(R8*4), R11
	DECQ    BX
	JNE     group
	VZEROUPPER
	RET

// Sixteen ones and sixteen zeros: the 16 words at offset 4·(16-n) select the
// first n lanes.
DATA select<>+0(SB)/8, $-1
DATA select<>+8(SB)/8, $-1
DATA select<>+16(SB)/8, $-1
DATA select<>+24(SB)/8, $-1
DATA select<>+32(SB)/8, $-1
DATA select<>+40(SB)/8, $-1
DATA select<>+48(SB)/8, $-1
DATA select<>+56(SB)/8, $-1
DATA select<>+64(SB)/8, $0
DATA select<>+72(SB)/8, $0
DATA select<>+80(SB)/8, $0
DATA select<>+88(SB)/8, $0
DATA select<>+96(SB)/8, $0
DATA select<>+104(SB)/8, $0
DATA select<>+112(SB)/8, $0
DATA select<>+120(SB)/8, $0
GLOBL select<>(SB), RODATA|NOPTR, $128

// Lanes 0 to 7 of the sums are Y0 to Y3, lanes 8 to 15 Y4 to Y7.
#define TERMY(src, next, lo, hi) \
	VMULPS src, Y8, Y10  \
	VADDPS Y10, lo, lo   \
	VMULPS next, Y9, Y10 \
	VADDPS Y10, hi, hi

#define LASTTERMY(src, next, lo, hi) \
	VMASKMOVPS src, Y12, Y10  \
	VMULPS     Y10, Y8, Y10   \
	VADDPS     Y10, lo, lo    \
	VMASKMOVPS next, Y13, Y10 \
	VMULPS     Y10, Y9, Y10   \
	VADDPS     Y10, hi, hi

#define FOLDY(lo, hi, x) \
	VADDPS       hi, lo, lo  \
	VEXTRACTF128 $1, lo, X10 \
	VADDPS       X10, x, x

// func dots4Y(dst, a, b *float32, ldb, dim, groups int)
TEXT ·dots4Y(SB), NOSPLIT, $0-48
	ARGS
	LEAQ    select<>+64(SB), AX
	MOVQ    R12, CX
	SHLQ    $2, CX
	SUBQ    CX, AX
	VMOVUPS (AX), Y12
	VMOVUPS 32(AX), Y13

group:
	MOVQ   a+8(FP), SI
	MOVQ   R11, DI
	MOVQ   R10, CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	TESTQ  CX, CX
	JEQ    rest

step:
	VMOVUPS (SI), Y8
	VMOVUPS 32(SI), Y9
	TERMY((DI), 32(DI), Y0, Y4)
	TERMY((DI)(R8*1), 32(DI)(R8*1), Y1, Y5)
	TERMY((DI)(R8*2), 32(DI)(R8*2), Y2, Y6)
	TERMY((DI)(R9*1), 32(DI)(R9*1), Y3, Y7)
	ADDQ    $64, SI
	ADDQ    $64, DI
	DECQ    CX
	JNE     step

rest:
	TESTQ      R12, R12
	JEQ        fold
	VMASKMOVPS (SI), Y12, Y8
	VMASKMOVPS 32(SI), Y13, Y9
	LASTTERMY((DI), 32(DI), Y0, Y4)
	LASTTERMY((DI)(R8*1), 32(DI)(R8*1), Y1, Y5)
	LASTTERMY((DI)(R8*2), 32(DI)(R8*2), Y2, Y6)
	LASTTERMY((DI)(R9*1), 32(DI)(R9*1), Y3, Y7)

fold:
	FOLDY(Y0, Y4, X0)
	FOLDY(Y1, Y5, X1)
	FOLDY(Y2, Y6, X2)
	FOLDY(Y3, Y7, X3)
	LAST4
	VMOVUPS X4, (DX)
	ADDQ    $16, DX
	LEAQ    (R11)(R8*4), R11
	DECQ    BX
	JNE     group
	VZEROUPPER
	RET
