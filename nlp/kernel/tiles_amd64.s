#include "textflag.h"

// The int8 product with AMX tiles, 16 rows of x times 32 columns of a strip.
// The assembler does not know the instructions, so they stand here in bytes.
// Tiles 0 and 1 hold the sums of 16 columns each; 2 holds 64 activations of
// each row, 3 and 4 their weights; 5, 6 and 7 are the same for what is left of
// a row.

// ldtilecfg [rbx]
#define CONFIGURE \
	BYTE $0xc4; BYTE $0xe2; BYTE $0x78; BYTE $0x49; BYTE $0x03

// tilerelease
#define RELEASE \
	BYTE $0xc4; BYTE $0xe2; BYTE $0x78; BYTE $0x49; BYTE $0xc0

// tileloadd tmm0, [rax+r9]; tileloadd tmm1, [rax+r9+64]
#define LOADSTART \
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x04; BYTE $0x08; \
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x4c; BYTE $0x08; BYTE $0x40

// tileloadd tmm2, [rsi+r8]; tileloadd tmm3, [rdi+r10]; tileloadd tmm4, [rdi+r10+64]
// tdpbusd tmm0, tmm2, tmm3; tdpbusd tmm1, tmm2, tmm4
#define STEP64 \
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x14; BYTE $0x06; \
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x1c; BYTE $0x17; \
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x64; BYTE $0x17; BYTE $0x40; \
	BYTE $0xc4; BYTE $0xe2; BYTE $0x61; BYTE $0x5e; BYTE $0xc2; \
	BYTE $0xc4; BYTE $0xe2; BYTE $0x59; BYTE $0x5e; BYTE $0xca

// The same with tiles 5, 6 and 7.
#define STEPREST \
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x2c; BYTE $0x06; \
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x34; BYTE $0x17; \
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x7c; BYTE $0x17; BYTE $0x40; \
	BYTE $0xc4; BYTE $0xe2; BYTE $0x49; BYTE $0x5e; BYTE $0xc5; \
	BYTE $0xc4; BYTE $0xe2; BYTE $0x41; BYTE $0x5e; BYTE $0xcd

// tilestored [r11+r10], tmm0; tilestored [r11+r10+64], tmm1
#define STORESUMS \
	BYTE $0xc4; BYTE $0x82; BYTE $0x7a; BYTE $0x4b; BYTE $0x04; BYTE $0x13; \
	BYTE $0xc4; BYTE $0x82; BYTE $0x7a; BYTE $0x4b; BYTE $0x4c; BYTE $0x13; BYTE $0x40

// Sums of a row to floats, rounded like those of the other levels.
#define ROW(at, off) \
	VCVTDQ2PS    at(SI), Z0      \
	VCVTDQ2PS    (at+64)(SI), Z1 \
	VBROADCASTSS off(BX), Z28    \
	VMULPS       Z24, Z28, Z29   \
	VMULPS       Z25, Z28, Z30   \
	VMULPS       Z29, Z0, Z0     \
	VMULPS       Z30, Z1, Z1     \
	VADDPS       Z26, Z0, Z0     \
	VADDPS       Z27, Z1, Z1     \
	VMOVUPS      Z0, (R13)       \
	VMOVUPS      Z1, 64(R13)     \
	ADDQ         DX, R13

// func mulTiles(dst *float32, ldd int, x *uint8, ldx int, xscale *float32, blocks, whole, rest int, w *int8, start *int32, scale, bias *float32, config *byte, sums *int32)
TEXT ·mulTiles(SB), NOSPLIT, $0-112
	MOVQ config+96(FP), BX
	CONFIGURE
	MOVQ ldd+8(FP), DX
	SHLQ $2, DX
	MOVQ x+16(FP), R12
	MOVQ ldx+24(FP), R8
	XORQ R9, R9
	MOVQ $128, R10
	MOVQ sums+104(FP), R11
	MOVQ scale+80(FP), AX
	VMOVUPS (AX), Z24
	VMOVUPS 64(AX), Z25
	MOVQ bias+88(FP), AX
	VMOVUPS (AX), Z26
	VMOVUPS 64(AX), Z27
	MOVQ dst+0(FP), R13
	MOVQ xscale+32(FP), BX

block:
	MOVQ R12, SI
	MOVQ w+64(FP), DI
	MOVQ start+72(FP), AX
	LOADSTART
	MOVQ whole+48(FP), CX
	TESTQ CX, CX
	JEQ  rest

steps:
	STEP64
	ADDQ $64, SI
	ADDQ $2048, DI
	DECQ CX
	JNE  steps

rest:
	CMPQ rest+56(FP), $0
	JEQ  sums
	STEPREST

sums:
	STORESUMS
	MOVQ R11, SI
	MOVQ $4, CX

rows:
	ROW(0, 0)
	ROW(128, 4)
	ROW(256, 8)
	ROW(384, 12)
	ADDQ $512, SI
	ADDQ $16, BX
	DECQ CX
	JNE  rows
	MOVQ R8, AX
	SHLQ $4, AX
	ADDQ AX, R12
	DECQ blocks+40(FP)
	JNE  block
	RELEASE
	VZEROUPPER
	RET
