package nlp

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"strings"

	"tocsin"
)

// A Model is a trained engine as it is stored: what it is, and named blocks
// of numbers and words. The file is a magic line, a line of JSON (the Meta
// and the shape of every block), the blocks' data one after the other,
// little-endian, and the CRC-32 (IEEE) of all that.
type Model struct {
	Meta   Meta
	Blocks []Block
}

// Meta says what a model is and how it was made.
type Meta struct {
	Lang    string             `json:"lang"`    // BCP 47
	Made    string             `json:"made"`    // the command that trains it
	Data    []string           `json:"data"`    // treebanks and vectors it was trained on
	Licence string             `json:"licence"` // of the model
	Scores  map[string]float64 `json:"scores"`  // on the development data, percent
	Dim     int                `json:"dim"`     // units per direction of a recurrent layer
	Arc     int                `json:"arc"`     // size of the arc vectors
	Label   int                `json:"label"`   // size of the label vectors
	Tag     int                `json:"tag"`     // hidden units of the tag head
	Name    int                `json:"name"`    // hidden units of the name head
	Buckets int                `json:"buckets"` // rows of the sub-word table
}

// A Block is one named part of a model. Which fields are set depends on Kind.
type Block struct {
	Name  string    `json:"name"`
	Kind  string    `json:"kind"`
	Rows  int       `json:"rows"`
	Cols  int       `json:"cols"`
	Int8  []int8    `json:"-"` // KindColumns, KindRows: Rows × Cols
	Scale []float32 `json:"-"` // KindColumns: one a column; KindRows: one a row
	Float []float32 `json:"-"` // KindFloat: Rows × Cols
	Text  []string  `json:"-"` // KindText: Rows strings in Cols bytes, each ended by a line feed
}

// The kinds of block.
const (
	KindColumns = "int8-columns"
	KindRows    = "int8-rows"
	KindFloat   = "float"
	KindText    = "text"
)

const (
	modelMagic = "tocsin language model 1\n"
	maxCells   = 1 << 28 // in one block: a bound on what a header can make us allocate
)

type modelHead struct {
	Meta   Meta    `json:"meta"`
	Blocks []Block `json:"blocks"`
}

// Encode writes the model's file.
func (m *Model) Encode() ([]byte, error) {
	head, err := json.Marshal(modelHead{m.Meta, m.Blocks})
	if err != nil {
		return nil, fmt.Errorf("nlp: model: %w", err)
	}
	b := append([]byte(modelMagic), head...)
	b = append(b, '\n')
	for i := range m.Blocks {
		b = m.Blocks[i].append(b)
	}
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b)), nil
}

func (k *Block) append(b []byte) []byte {
	for _, v := range k.Int8 {
		b = append(b, byte(v))
	}
	for _, v := range append(k.Scale[:len(k.Scale):len(k.Scale)], k.Float...) {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	for _, s := range k.Text {
		b = append(append(b, s...), '\n')
	}
	return b
}

// ParseModel reads a model's file. Its numbers are copied out of b. The error
// wraps [tocsin.ErrInvalid].
func ParseModel(b []byte) (*Model, error) {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("nlp: model: %s: %w", fmt.Sprintf(format, args...), tocsin.ErrInvalid)
	}
	rest, ok := bytes.CutPrefix(b, []byte(modelMagic))
	if !ok {
		return nil, bad("not a model file of this version")
	}
	if len(b) < len(modelMagic)+4 || crc32.ChecksumIEEE(b[:len(b)-4]) != binary.LittleEndian.Uint32(b[len(b)-4:]) {
		return nil, bad("damaged: wrong checksum")
	}
	line, data, ok := bytes.Cut(rest[:len(rest)-4], []byte("\n"))
	if !ok {
		return nil, bad("no header")
	}
	var h modelHead
	if err := json.Unmarshal(line, &h); err != nil {
		return nil, bad("header: %v", err)
	}
	for i := range h.Blocks {
		var err error
		if data, err = h.Blocks[i].take(data); err != nil {
			return nil, bad("block %s: %v", h.Blocks[i].Name, err)
		}
	}
	if len(data) != 0 {
		return nil, bad("%d bytes too many", len(data))
	}
	return &Model{h.Meta, h.Blocks}, nil
}

// take reads the block's data off the front of b.
func (k *Block) take(b []byte) ([]byte, error) {
	if k.Rows < 0 || k.Cols < 0 || k.Rows > maxCells || k.Cols > maxCells || k.Kind != KindText && k.Rows*k.Cols > maxCells {
		return nil, fmt.Errorf("size %d × %d", k.Rows, k.Cols)
	}
	n := k.Rows * k.Cols
	var ints, floats, text int
	switch k.Kind {
	case KindColumns:
		ints, floats = n, k.Cols
	case KindRows:
		ints, floats = n, k.Rows
	case KindFloat:
		floats = n
	case KindText:
		text = k.Cols
	default:
		return nil, fmt.Errorf("unknown kind %q", k.Kind)
	}
	if len(b) < ints+4*floats+text {
		return nil, fmt.Errorf("needs %d bytes, %d are left", ints+4*floats+text, len(b))
	}
	if ints > 0 {
		k.Int8 = make([]int8, ints)
		for i, v := range b[:ints] {
			k.Int8[i] = int8(v)
		}
	}
	b = b[ints:]
	if err := k.takeFloats(b, floats); err != nil {
		return nil, err
	}
	b = b[4*floats:]
	return b[text:], k.takeText(string(b[:text]))
}

func (k *Block) takeFloats(b []byte, n int) error {
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		if f := float64(out[i]); math.IsNaN(f) || math.IsInf(f, 0) {
			return fmt.Errorf("number %d is not finite", i)
		}
	}
	if k.Kind == KindFloat {
		k.Float = out
	} else if n > 0 {
		k.Scale = out
	}
	return nil
}

func (k *Block) takeText(s string) error {
	if k.Kind != KindText {
		return nil
	}
	if k.Rows == 0 && s == "" {
		return nil
	}
	body, ok := strings.CutSuffix(s, "\n")
	k.Text = strings.Split(body, "\n")
	if !ok || len(k.Text) != k.Rows {
		return fmt.Errorf("%d lines, header says %d", len(k.Text), k.Rows)
	}
	return nil
}

// Find returns a block by name and checks its kind and, where rows or cols
// are not negative, its shape.
func (m *Model) Find(name, kind string, rows, cols int) (*Block, error) {
	for i := range m.Blocks {
		k := &m.Blocks[i]
		if k.Name != name {
			continue
		}
		if k.Kind != kind || rows >= 0 && k.Rows != rows || cols >= 0 && k.Cols != cols {
			return nil, fmt.Errorf("nlp: model: block %s is %s %d × %d, not %s %d × %d: %w",
				name, k.Kind, k.Rows, k.Cols, kind, rows, cols, tocsin.ErrInvalid)
		}
		return k, nil
	}
	return nil, fmt.Errorf("nlp: model: no block %s: %w", name, tocsin.ErrInvalid)
}

// Words makes a text block.
func Words(name string, words []string) Block {
	n := 0
	for _, w := range words {
		n += len(w) + 1
	}
	return Block{Name: name, Kind: KindText, Rows: len(words), Cols: n, Text: words}
}

// Floats makes a block of unquantised numbers.
func Floats(name string, rows, cols int, x []float32) Block {
	return Block{Name: name, Kind: KindFloat, Rows: rows, Cols: cols, Float: x}
}

// QuantizeColumns makes a weight block: each column is scaled so that its
// largest magnitude is 127.
func QuantizeColumns(name string, rows, cols int, x []float32) Block {
	k := Block{Name: name, Kind: KindColumns, Rows: rows, Cols: cols, Int8: make([]int8, rows*cols), Scale: make([]float32, cols)}
	for c := range cols {
		k.Scale[c] = k.quantize(x, c, cols, rows)
	}
	return k
}

// QuantizeRows makes a table block: each row is scaled so that its largest
// magnitude is 127.
func QuantizeRows(name string, rows, cols int, x []float32) Block {
	k := Block{Name: name, Kind: KindRows, Rows: rows, Cols: cols, Int8: make([]int8, rows*cols), Scale: make([]float32, rows)}
	for r := range rows {
		k.Scale[r] = k.quantize(x, r*cols, 1, cols)
	}
	return k
}

// quantize writes the n values of x at start, start+step, … and returns
// their scale.
func (k *Block) quantize(x []float32, start, step, n int) float32 {
	var top float32
	for i := range n {
		v := x[start+i*step]
		top = max(top, v, -v)
	}
	if top == 0 {
		return 0
	}
	scale := top / 127
	for i := range n {
		k.Int8[start+i*step] = int8(math.Round(float64(x[start+i*step] / scale)))
	}
	return scale
}
