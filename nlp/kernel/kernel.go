// Package kernel holds the numeric kernels of the language engine: the float32
// matrix product used in training, and the int8 products, recurrent cells and
// small vector operations used in inference.
//
// Every kernel exists at up to three levels: portable Go, AVX2 and AVX-512; the
// int8 product also on the tiles of AMX.
// The inference functions give bit-identical results at every level, so the
// same text yields the same record on every machine. Gemm, used in training
// only, may round differently between levels.
//
// All matrices are row-major; strides (ldX) are in elements.
package kernel

import (
	"fmt"
	"sync"
)

// Level names an instruction set the kernels are written for.
type Level int

// The levels, from the slowest to the fastest.
const (
	// Portable is plain Go and runs everywhere.
	Portable Level = iota
	// AVX2 needs AVX2 and FMA.
	AVX2
	// AVX512 needs AVX-512 F, BW, DQ, VL and VNNI.
	AVX512
	// AMX needs the 8-bit tiles of AMX besides, and a system that grants them.
	AMX
)

// String returns the name of the level, "portable", "avx2", "avx512" or "amx".
func (l Level) String() string {
	switch l {
	case Portable:
		return "portable"
	case AVX2:
		return "avx2"
	case AVX512:
		return "avx512"
	case AMX:
		return "amx"
	}
	return fmt.Sprintf("level(%d)", int(l))
}

// Kernel runs the kernels of one level. It owns the packing buffers they need
// and is safe for concurrent use.
type Kernel struct {
	level Level
	panel sync.Pool // of *panels
}

// New returns the kernels of level l, or an error if this CPU cannot run them.
func New(l Level) (*Kernel, error) {
	if l < Portable || l > AMX {
		return nil, fmt.Errorf("kernel: no such level: %d", int(l))
	}
	if l > Best() {
		return nil, fmt.Errorf("kernel: level not supported by this cpu: %v", l)
	}
	return &Kernel{level: l}, nil
}

// Level returns the level k runs at.
func (k *Kernel) Level() Level { return k.level }
