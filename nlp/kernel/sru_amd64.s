#include "textflag.h"

// The recurrent cells. A CELL macro is one step of one vector of channels; its
// recurrence is one long chain, so several vectors run side by side.

// Constants, eight times over; the values are those in sru.go.
#define EIGHT(name, bits) \
	DATA  name<>+0(SB)/4, bits  \
	DATA  name<>+4(SB)/4, bits  \
	DATA  name<>+8(SB)/4, bits  \
	DATA  name<>+12(SB)/4, bits \
	DATA  name<>+16(SB)/4, bits \
	DATA  name<>+20(SB)/4, bits \
	DATA  name<>+24(SB)/4, bits \
	DATA  name<>+28(SB)/4, bits \
	GLOBL name<>(SB), RODATA|NOPTR, $32

EIGHT(negLog2E, $0xbfb8aa3b)
EIGHT(gateTop, $0x422d1f97)
EIGHT(gateBottom, $0xc22d1f97)
EIGHT(shift, $0x4b400000)
EIGHT(pow0, $0x3f800001)
EIGHT(pow1, $0x3f317214)
EIGHT(pow2, $0x3e75fc8c)
EIGHT(pow3, $0x3d635b72)
EIGHT(pow4, $0x3c1e8629)
EIGHT(pow5, $0x3aae0473)
EIGHT(one, $0x3f800000)

#define ARGS \
	MOVQ out+0(FP), DI    \
	MOVQ u+8(FP), SI      \
	MOVQ x+16(FP), DX     \
	MOVQ vf+24(FP), R10   \
	MOVQ vr+32(FP), R11   \
	MOVQ bf+40(FP), R12   \
	MOVQ br+48(FP), R13   \
	MOVQ ldo+56(FP), AX   \
	MOVQ ldu+64(FP), BX   \
	MOVQ ldx+72(FP), R9   \
	MOVQ d+80(FP), R8     \
	MOVQ steps+88(FP), CX \
	SHLQ $2, AX           \
	SHLQ $2, BX           \
	SHLQ $2, R9           \
	SHLQ $2, R8

#define NEXT(loop) \
	ADDQ AX, DI \
	ADDQ BX, SI \
	ADDQ R9, DX \
	DECQ CX     \
	JNE  loop

#define CONSTANTS \
	VBROADCASTSS negLog2E<>(SB), Z21   \
	VBROADCASTSS gateTop<>(SB), Z22    \
	VBROADCASTSS gateBottom<>(SB), Z23 \
	VBROADCASTSS shift<>(SB), Z24      \
	VBROADCASTSS pow0<>(SB), Z25       \
	VBROADCASTSS pow1<>(SB), Z26       \
	VBROADCASTSS pow2<>(SB), Z27       \
	VBROADCASTSS pow3<>(SB), Z28       \
	VBROADCASTSS pow4<>(SB), Z29       \
	VBROADCASTSS pow5<>(SB), Z30       \
	VBROADCASTSS one<>(SB), Z31

// z becomes 1+exp(-z); t, f are scratch.
#define GATE(z, t, f) \
	VMULPS Z21, z, z \
	VMINPS Z22, z, z \
	VMAXPS Z23, z, z \
	VADDPS Z24, z, t \
	VSUBPS Z24, t, f \
	VSUBPS f, z, f   \
	VMULPS Z30, f, z \
	VADDPS Z29, z, z \
	VMULPS f, z, z   \
	VADDPS Z28, z, z \
	VMULPS f, z, z   \
	VADDPS Z27, z, z \
	VMULPS f, z, z   \
	VADDPS Z26, z, z \
	VMULPS f, z, z   \
	VADDPS Z25, z, z \
	VPSLLD $23, t, t \
	VPADDD t, z, z   \
	VADDPS Z31, z, z

// One step of the 16 channels at byte offset off, with state c.
#define CELL(off, c, u0, a, b, t0, f0, t1, f1) \
	VMULPS  off(R10), c, a         \
	VADDPS  off(SI)(R8*1), a, a    \
	VADDPS  off(R12), a, a         \
	VMULPS  off(R11), c, b         \
	VADDPS  off(SI)(R8*2), b, b    \
	VADDPS  off(R13), b, b         \
	GATE(a, t0, f0)                \
	GATE(b, t1, f1)                \
	VMULPS  b, a, t0               \
	VDIVPS  t0, Z31, t0            \
	VMULPS  b, t0, b               \
	VMULPS  a, t0, a               \
	VMOVUPS off(SI), u0            \
	VSUBPS  u0, c, c               \
	VMULPS  b, c, c                \
	VADDPS  u0, c, c               \
	VMOVUPS off(DX), t1            \
	VSUBPS  t1, c, f1              \
	VMULPS  a, f1, f1              \
	VADDPS  t1, f1, f1             \
	VMOVUPS f1, off(DI)

// func sru64(out, u, x, vf, vr, bf, br *float32, ldo, ldu, ldx, d, steps int)
TEXT ·sru64(SB), NOSPLIT, $0-96
	ARGS
	CONSTANTS
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3

loop:
	CELL(0, Z0, Z4, Z5, Z6, Z7, Z8, Z9, Z10)
	CELL(64, Z1, Z11, Z12, Z13, Z14, Z15, Z16, Z17)
	CELL(128, Z2, Z4, Z5, Z6, Z7, Z8, Z9, Z10)
	CELL(192, Z3, Z11, Z12, Z13, Z14, Z15, Z16, Z17)
	NEXT(loop)
	VZEROUPPER
	RET

// func sru16(out, u, x, vf, vr, bf, br *float32, ldo, ldu, ldx, d, steps int)
TEXT ·sru16(SB), NOSPLIT, $0-96
	ARGS
	CONSTANTS
	VPXORD Z0, Z0, Z0

loop:
	CELL(0, Z0, Z4, Z5, Z6, Z7, Z8, Z9, Z10)
	NEXT(loop)
	VZEROUPPER
	RET

// The same with eight channels to a vector and the constants in memory.
#define GATEY(z, t, f) \
	VMULPS negLog2E<>(SB), z, z   \
	VMINPS gateTop<>(SB), z, z    \
	VMAXPS gateBottom<>(SB), z, z \
	VADDPS Y14, z, t              \
	VSUBPS Y14, t, f              \
	VSUBPS f, z, f                \
	VMULPS pow5<>(SB), f, z       \
	VADDPS pow4<>(SB), z, z       \
	VMULPS f, z, z                \
	VADDPS pow3<>(SB), z, z       \
	VMULPS f, z, z                \
	VADDPS pow2<>(SB), z, z       \
	VMULPS f, z, z                \
	VADDPS pow1<>(SB), z, z       \
	VMULPS f, z, z                \
	VADDPS pow0<>(SB), z, z       \
	VPSLLD $23, t, t              \
	VPADDD t, z, z                \
	VADDPS Y15, z, z

#define CELLY(off, c, u0, a, b, t0, f0, t1, f1) \
	VMULPS  off(R10), c, a         \
	VADDPS  off(SI)(R8*1), a, a    \
	VADDPS  off(R12), a, a         \
	VMULPS  off(R11), c, b         \
	VADDPS  off(SI)(R8*2), b, b    \
	VADDPS  off(R13), b, b         \
	GATEY(a, t0, f0)               \
	GATEY(b, t1, f1)               \
	VMULPS  b, a, t0               \
	VDIVPS  t0, Y15, t0            \
	VMULPS  b, t0, b               \
	VMULPS  a, t0, a               \
	VMOVUPS off(SI), u0            \
	VSUBPS  u0, c, c               \
	VMULPS  b, c, c                \
	VADDPS  u0, c, c               \
	VMOVUPS off(DX), t1            \
	VSUBPS  t1, c, f1              \
	VMULPS  a, f1, f1              \
	VADDPS  t1, f1, f1             \
	VMOVUPS f1, off(DI)

// func sru32Y(out, u, x, vf, vr, bf, br *float32, ldo, ldu, ldx, d, steps int)
TEXT ·sru32Y(SB), NOSPLIT, $0-96
	ARGS
	VMOVUPS shift<>(SB), Y14
	VMOVUPS one<>(SB), Y15
	VXORPS  Y0, Y0, Y0
	VXORPS  Y1, Y1, Y1
	VXORPS  Y2, Y2, Y2
	VXORPS  Y3, Y3, Y3

loop:
	CELLY(0, Y0, Y4, Y5, Y6, Y7, Y8, Y9, Y10)
	CELLY(32, Y1, Y4, Y5, Y6, Y7, Y8, Y9, Y10)
	CELLY(64, Y2, Y4, Y5, Y6, Y7, Y8, Y9, Y10)
	CELLY(96, Y3, Y4, Y5, Y6, Y7, Y8, Y9, Y10)
	NEXT(loop)
	VZEROUPPER
	RET

// func sru16Y(out, u, x, vf, vr, bf, br *float32, ldo, ldu, ldx, d, steps int)
TEXT ·sru16Y(SB), NOSPLIT, $0-96
	ARGS
	VMOVUPS shift<>(SB), Y14
	VMOVUPS one<>(SB), Y15
	VXORPS  Y0, Y0, Y0
	VXORPS  Y1, Y1, Y1

loop:
	CELLY(0, Y0, Y4, Y5, Y6, Y7, Y8, Y9, Y10)
	CELLY(32, Y1, Y4, Y5, Y6, Y7, Y8, Y9, Y10)
	NEXT(loop)
	VZEROUPPER
	RET
