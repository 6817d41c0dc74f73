// Package charmodel scores languages by hashed character n-grams. The trainer
// and the identifier share it, so that both see the same features.
package charmodel

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"strings"

	"tocsin"
)

// A Table scores the languages of one script: Weights holds one row of
// len(Langs) weights for each of 1<<Bits buckets. Other stands for all
// languages that are not listed.
type Table struct {
	Langs   []string
	Bits    int
	Scale   float32 // what a weight of 1 is worth
	Weights []int8
}

// Other is the language of texts in none of the languages.
const Other = "?"

// A Model has a table for each script that several languages share.
type Model struct{ Latin, Cyrillic Table }

// Probabilities returns the share of each language, which add up to 1, for
// features that Features made; nil without features.
func (t *Table) Probabilities(features []uint32) []float64 {
	if len(features) == 0 {
		return nil
	}
	n := len(t.Langs)
	sums := make([]int32, n)
	for _, f := range features {
		row := t.Weights[int(f>>(32-t.Bits))*n:][:n]
		for k, w := range row {
			sums[k] += int32(w)
		}
	}
	out := make([]float64, n)
	for k, s := range sums {
		out[k] = float64(s) * float64(t.Scale) / math.Sqrt(float64(len(features)))
	}
	Softmax(out)
	return out
}

// Softmax turns scores into probabilities in place.
func Softmax(z []float64) {
	top, sum := math.Inf(-1), 0.0
	for _, v := range z {
		top = max(top, v)
	}
	for k, v := range z {
		z[k] = math.Exp(v - top)
		sum += z[k]
	}
	for k := range z {
		z[k] /= sum
	}
}

const magic = "TLID\x01"

// Marshal writes the model: magic, both tables, CRC-32; little-endian.
func (m *Model) Marshal() []byte {
	b := []byte(magic)
	for _, t := range []*Table{&m.Latin, &m.Cyrillic} {
		langs := strings.Join(t.Langs, " ")
		b = append(b, byte(t.Bits), byte(len(langs)))
		b = append(b, langs...)
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(t.Scale))
		b, _ = binary.Append(b, binary.LittleEndian, t.Weights)
	}
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

// Unmarshal reads a model. The error wraps [tocsin.ErrInvalid].
func Unmarshal(b []byte) (*Model, error) {
	m, err := unmarshal(b)
	if err != nil {
		return nil, fmt.Errorf("language model: %w: %w", err, tocsin.ErrInvalid)
	}
	return m, nil
}

func unmarshal(b []byte) (*Model, error) {
	if len(b) < len(magic)+4 || string(b[:len(magic)]) != magic {
		return nil, errors.New("not of this version")
	}
	body := b[:len(b)-4]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(b[len(body):]) {
		return nil, errors.New("wrong checksum")
	}
	m, rest := &Model{}, body[len(magic):]
	for _, t := range []*Table{&m.Latin, &m.Cyrillic} {
		var err error
		if rest, err = t.unmarshal(rest); err != nil {
			return nil, err
		}
	}
	if len(rest) != 0 {
		return nil, errors.New("does not end where it should")
	}
	return m, nil
}

func (t *Table) unmarshal(b []byte) ([]byte, error) {
	if len(b) < 2 || b[0] == 0 || b[0] > 24 || len(b) < 6+int(b[1]) {
		return nil, errors.New("bad table")
	}
	t.Bits = int(b[0])
	names := int(b[1])
	t.Langs = strings.Fields(string(b[2 : 2+names]))
	t.Scale = math.Float32frombits(binary.LittleEndian.Uint32(b[2+names:]))
	b = b[6+names:]
	n := len(t.Langs) << t.Bits
	if n == 0 || n > len(b) {
		return nil, errors.New("table ends early")
	}
	t.Weights = make([]int8, n)
	_, err := binary.Decode(b[:n], binary.LittleEndian, t.Weights)
	return b[n:], err
}
