#include "textflag.h"

// Small vector operations, all AVX2: they are bound by memory, so wider
// registers gain nothing.

// The largest lane of Y0 ends in X0; Y1 is scratch.
#define MAXLANE \
	VEXTRACTF128 $1, Y0, X1     \
	VMAXPS       X1, X0, X0     \
	VSHUFPS      $0x4e, X0, X0, X1 \
	VMAXPS       X1, X0, X0     \
	VSHUFPS      $0xb1, X0, X0, X1 \
	VMAXPS       X1, X0, X0

// func absMax(x *float32, n int) float32
TEXT ·absMax(SB), NOSPLIT, $0-20
	MOVQ     x+0(FP), SI
	MOVQ     n+8(FP), CX
	VPCMPEQD Y15, Y15, Y15
	VPSRLD   $1, Y15, Y15
	VXORPS   Y0, Y0, Y0
	VXORPS   Y1, Y1, Y1

loop:
	VANDPS (SI), Y15, Y2
	VANDPS 32(SI), Y15, Y3
	VMAXPS Y2, Y0, Y0
	VMAXPS Y3, Y1, Y1
	ADDQ   $64, SI
	SUBQ   $16, CX
	JNE    loop
	VMAXPS Y1, Y0, Y0
	MAXLANE
	VMOVSS X0, ret+16(FP)
	VZEROUPPER
	RET

// func quantize(dst *uint8, src *float32, n int, inverse float32)
TEXT ·quantize(SB), NOSPLIT, $0-28
	MOVQ         dst+0(FP), DI
	MOVQ         src+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSS inverse+24(FP), Y15
	VPCMPEQW     Y14, Y14, Y14
	VPSRLW       $15, Y14, Y14
	VPSLLW       $6, Y14, Y14          // the zero point, 64

loop:
	VMULPS       (SI), Y15, Y0
	VMULPS       32(SI), Y15, Y1
	VCVTPS2DQ    Y0, Y0
	VCVTPS2DQ    Y1, Y1
	VPACKSSDW    Y1, Y0, Y0
	VPERMQ       $0xd8, Y0, Y0
	VPADDW       Y14, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPACKUSWB    X1, X0, X0
	VMOVDQU      X0, (DI)
	ADDQ         $64, SI
	ADDQ         $16, DI
	SUBQ         $16, CX
	JNE          loop
	VZEROUPPER
	RET

DATA leak<>+0(SB)/4, $0x3dcccccd
GLOBL leak<>(SB), RODATA|NOPTR, $4

// func addLeaky(dst, a, b *float32, n int)
TEXT ·addLeaky(SB), NOSPLIT, $0-32
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         b+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSS leak<>(SB), Y15

loop:
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y1
	VADDPS  (DX), Y0, Y0
	VADDPS  32(DX), Y1, Y1
	VMULPS  Y15, Y0, Y2
	VMULPS  Y15, Y1, Y3
	VMAXPS  Y2, Y0, Y0
	VMAXPS  Y3, Y1, Y1
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	ADDQ    $64, SI
	ADDQ    $64, DX
	ADDQ    $64, DI
	SUBQ    $16, CX
	JNE     loop
	VZEROUPPER
	RET

// func add(dst, a *float32, n int)
TEXT ·add(SB), NOSPLIT, $0-24
	MOVQ dst+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ n+16(FP), CX

loop:
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VADDPS  (SI), Y0, Y0
	VADDPS  32(SI), Y1, Y1
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	ADDQ    $64, SI
	ADDQ    $64, DI
	SUBQ    $16, CX
	JNE     loop
	VZEROUPPER
	RET

// func argMax(x *float32, n int) int
// First the maximum, then the first place that equals it. The last eight
// elements may be looked at twice; -1 means that no element is equal (a NaN).
TEXT ·argMax(SB), NOSPLIT, $0-24
	MOVQ    x+0(FP), SI
	MOVQ    n+8(FP), CX
	LEAQ    -32(SI)(CX*4), R8 // the last eight
	VMOVUPS (R8), Y0
	VMOVUPS (SI), Y1
	MOVQ    SI, DI

most:
	VMAXPS (DI), Y0, Y0
	ADDQ   $32, DI
	CMPQ   DI, R8
	JAE    found
	VMAXPS (DI), Y1, Y1
	ADDQ   $32, DI
	CMPQ   DI, R8
	JB     most

found:
	VMAXPS       Y1, Y0, Y0
	MAXLANE
	VBROADCASTSS X0, Y0
	MOVQ         SI, DI

where:
	VCMPPS    $0, (DI), Y0, Y1
	VMOVMSKPS Y1, AX
	TESTL     AX, AX
	JNE       index
	CMPQ      DI, R8
	JE        none
	ADDQ      $32, DI
	CMPQ      DI, R8
	JBE       where
	MOVQ      R8, DI
	JMP       where

index:
	BSFL AX, AX
	SUBQ SI, DI
	SHRQ $2, DI
	ADDQ DI, AX
	MOVQ AX, ret+16(FP)
	VZEROUPPER
	RET

none:
	MOVQ $-1, ret+16(FP)
	VZEROUPPER
	RET
