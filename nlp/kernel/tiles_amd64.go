package kernel

const (
	tileRows  = 16
	tileBytes = 64 // of a row of a tile
)

// mulTiles multiplies 16·blocks rows of x with a strip of weights on AMX
// tiles: whole steps of 64 activations a row, then one of the rest of them if
// rest is not zero. sums is room for 16 rows of 32 sums.
//
//go:noescape
func mulTiles(dst *float32, ldd int, x *uint8, ldx int, xscale *float32, blocks, whole, rest int, w *int8, start *int32, scale, bias *float32, config *byte, sums *int32)

// mulBlocks is mulStrip for no fewer rows than a tile has. The last block may
// repeat rows, to the same result.
func mulBlocks(dst []float32, ldd int, x []uint8, ldx int, xscale []float32, s *strip) {
	whole, rest := 4*s.groups/tileBytes, 4*s.groups%tileBytes
	config, sums := tileShapes(rest), [tileRows * stripCols]int32{}
	run := func(i, blocks int) {
		mulTiles(&dst[i*ldd], ldd, &x[i*ldx], ldx, &xscale[i], blocks, whole, rest, &s.data[0], &s.start[0], &s.scale[0], &s.bias[0], &config[0], &sums[0])
	}
	run(0, len(xscale)/tileRows)
	if len(xscale)%tileRows != 0 {
		run(len(xscale)-tileRows, 1)
	}
}

// tileShapes is the configuration of the tiles (Intel's manual, LDTILECFG):
// palette 1, bytes a row of tile i at 16+2i, rows at 48+i.
func tileShapes(rest int) (c [64]byte) {
	c[0] = 1
	for i := range 8 {
		width, rows := tileBytes, tileRows
		switch {
		case i >= 5 && rest == 0:
			continue
		case i == 5:
			width = rest
		case i > 5:
			rows = rest / 4
		}
		c[16+2*i], c[48+i] = byte(width), byte(rows)
	}
	return c
}
