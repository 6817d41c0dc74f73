package charmodel

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"reflect"
	"slices"
	"testing"

	"tocsin"
)

func TestFeaturesIgnoreCaseAndMarks(t *testing.T) {
	want := Features("l'état de droit", nil)
	for _, text := range []string{"L’État, de droit!", "  l'ÉTAT 12 de — droit"} {
		if got := Features(text, nil); !slices.Equal(got, want) {
			t.Errorf("%q has other features", text)
		}
	}
	if got := Features("12 — !", nil); len(got) != 0 {
		t.Errorf("%d features without a letter", len(got))
	}
}

func TestProbabilities(t *testing.T) {
	table := Table{Langs: []string{"a", "b"}, Bits: 2, Scale: 1, Weights: []int8{0, 0, 10, 0, 0, 0, 0, 0}}
	p := table.Probabilities([]uint32{1 << 30})
	if math.Abs(p[0]+p[1]-1) > 1e-9 || p[0] < 0.9 {
		t.Errorf("%v", p)
	}
	if table.Probabilities(nil) != nil {
		t.Error("probabilities of nothing")
	}
}

// FuzzUnmarshal: a model that is read is written back as it was.
func FuzzUnmarshal(f *testing.F) {
	m := Model{
		Latin:    Table{Langs: []string{"en", "?"}, Bits: 1, Scale: 1, Weights: make([]int8, 4)},
		Cyrillic: Table{Langs: []string{"ru"}, Bits: 1, Scale: 1, Weights: make([]int8, 2)},
	}
	b := m.Marshal()
	f.Add(b[:len(b)-4])
	f.Fuzz(func(t *testing.T, body []byte) {
		m, err := Unmarshal(binary.LittleEndian.AppendUint32(body, crc32.ChecksumIEEE(body)))
		if err != nil {
			if !errors.Is(err, tocsin.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		again, err := Unmarshal(m.Marshal())
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(m.Marshal(), again.Marshal()) {
			t.Fatal("changed by writing and reading")
		}
	})
}
