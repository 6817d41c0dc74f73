package boundary

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"

	"tocsin"
)

// A Table is one linear model: a score is Bias plus Scale times the sum of the
// weights that the features point to. Its length is a power of two.
type Table struct {
	Weights []int8
	Scale   float32
	Bias    float32
}

// Score sums the weights of the features.
func (t *Table) Score(features []uint32) float32 {
	sum, mask := int32(0), uint32(len(t.Weights)-1)
	for _, f := range features {
		sum += int32(t.Weights[f&mask])
	}
	return t.Bias + t.Scale*float32(sum)
}

// A Model decides on boundaries; it is a [Judge]. It is not changed by use.
type Model struct {
	Fused Fused
	Words Table
	Sents Table
}

// Split implements [Judge].
func (m *Model) Split(features []uint32, _ int) float32 { return m.Words.Score(features) }

// End implements [Judge].
func (m *Model) End(features []uint32, _ int) float32 { return m.Sents.Score(features) }

// magic names the format and its version: the features may not change without
// a new one.
const magic = "TSEG\x01"

// maxBits limits the tables a file may ask for.
const maxBits = 24

// Marshal writes the model: magic, the fused words, both tables, CRC-32. All
// numbers are little-endian.
func (m *Model) Marshal() []byte {
	b := []byte(magic)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.Fused)))
	for _, h := range slices.Sorted(maps.Keys(m.Fused)) {
		b = binary.LittleEndian.AppendUint64(b, h)
		b = binary.LittleEndian.AppendUint32(b, m.Fused[h])
	}
	for _, t := range []*Table{&m.Words, &m.Sents} {
		b, _ = binary.Append(b, binary.LittleEndian, []float32{t.Scale, t.Bias})
		b = binary.LittleEndian.AppendUint32(b, uint32(len(t.Weights)))
		b, _ = binary.Append(b, binary.LittleEndian, t.Weights)
	}
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

var errShort = errors.New("ends early")

// Unmarshal reads a model. The error wraps [tocsin.ErrInvalid].
func Unmarshal(b []byte) (*Model, error) {
	m, err := unmarshal(b)
	if err != nil {
		return nil, fmt.Errorf("segmentation model: %w: %w", err, tocsin.ErrInvalid)
	}
	return m, nil
}

func unmarshal(b []byte) (*Model, error) {
	if len(b) < len(magic)+8 || string(b[:len(magic)]) != magic {
		return nil, errors.New("not of this version")
	}
	body, sum := b[:len(b)-4], binary.LittleEndian.Uint32(b[len(b)-4:])
	if crc32.ChecksumIEEE(body) != sum {
		return nil, errors.New("wrong checksum")
	}
	b = body[len(magic):]
	n := int(binary.LittleEndian.Uint32(b))
	if b = b[4:]; n > len(b)/12 {
		return nil, errShort
	}
	m := &Model{Fused: make(Fused, n)}
	for ; n > 0; n-- {
		m.Fused[binary.LittleEndian.Uint64(b)] = binary.LittleEndian.Uint32(b[8:])
		b = b[12:]
	}
	var err error
	for _, t := range []*Table{&m.Words, &m.Sents} {
		if b, err = t.unmarshal(b); err != nil {
			return nil, err
		}
	}
	if len(b) != 0 {
		return nil, errors.New("does not end where it should")
	}
	return m, nil
}

func (t *Table) unmarshal(b []byte) ([]byte, error) {
	if len(b) < 12 {
		return nil, errShort
	}
	head := make([]float32, 2)
	if _, err := binary.Decode(b, binary.LittleEndian, head); err != nil {
		return nil, err
	}
	t.Scale, t.Bias = head[0], head[1]
	n := binary.LittleEndian.Uint32(b[8:])
	if b = b[12:]; n == 0 || n&(n-1) != 0 || n > 1<<maxBits || int(n) > len(b) {
		return nil, fmt.Errorf("table of %d weights", n)
	}
	t.Weights = make([]int8, n)
	_, err := binary.Decode(b[:n], binary.LittleEndian, t.Weights)
	return b[n:], err
}
