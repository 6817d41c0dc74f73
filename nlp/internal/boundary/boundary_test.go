package boundary

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"reflect"
	"testing"

	"tocsin"
)

func chunkOf(s string) *chunk {
	var c chunk
	c.load(s, 0, len(s))
	return &c
}

func TestFindAddress(t *testing.T) {
	for text, want := range map[string]string{
		"https://example.org/a-b?c=d,": "https://example.org/a-b?c=d",
		"(http://example.org/x).":      "http://example.org/x",
		"<a@b.example>":                "a@b.example",
		"\"Jo\"<jo.li+x@b.example>":    "jo.li+x@b.example",
		"www.example.org’s":            "www.example.org’s",
		"@someone":                     "",
		"either/or":                    "",
		"3:1":                          "",
		"awww.":                        "",
	} {
		c := chunkOf(text)
		at := c.findAddress()
		if got := text[c.off[at[0]]:c.off[at[1]]]; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestShapes(t *testing.T) {
	for text, want := range map[string]shape{
		"the": lowerWord, "a": lowerLetter, "Kyiv": capitalised, "A": initial, "NATO": allCaps, "McKay": mixedCase,
		"1,200": number, "F16": mixedNumber, "U.S.": abbreviation, "Gen.": abbreviation, "'s": possessive,
		".": fullStop, "!": finalMark, "?!": finalMarks, "...": dots, "…": dots, ",": commaMark, ":": colonMark,
		";": semicolon, "”": openQuote, "(": openBracket, ")": closeBracket, "—": dashMark, "*": bullet, "**": marks,
	} {
		c := chunkOf(text)
		if got := shapeOf(c.char, c.class, space); got != want {
			t.Errorf("%q: shape %d, want %d", text, got, want)
		}
	}
	c := chunkOf("”")
	if got := shapeOf(c.char, c.class, glued); got != closeQuote {
		t.Errorf("a mark that touches the word before it: %d", got)
	}
}

func TestFused(t *testing.T) {
	f := Fused{}
	f.Add("cannot", 3)
	f.Add("aVeryLongRunOfLettersIndeed", 2)
	if c := chunkOf("Cannot,"); !c.candidate(3, f) || c.candidate(2, f) || !c.candidate(6, f) {
		t.Error("candidates of Cannot,")
	}
	if len(f) != 1 {
		t.Errorf("%d runs, want the short one only", len(f))
	}
	if c := chunkOf("don’t"); !c.candidate(2, f) || c.candidate(1, f) {
		t.Error("candidates of don’t")
	}
}

func TestLineRule(t *testing.T) {
	wrapped := measureLines("The first line is as long as\nit can be with the words that\ncome.\nNew")
	if wrapped.width == 0 {
		t.Error("short lines are not taken for wrapped ones")
	}
	long := make([]byte, 200)
	if got := measureLines(string(long)); got.width != 0 {
		t.Errorf("a line of 200 bytes is taken for a wrapped one of %d", got.width)
	}
}

// FuzzUnmarshal: a model that is read is written back as it was.
func FuzzUnmarshal(f *testing.F) {
	m := Model{Fused: Fused{1: 2, 3: 4}, Words: Table{Weights: make([]int8, 4), Scale: 1}, Sents: Table{Weights: make([]int8, 2), Bias: 2}}
	b := m.Marshal()
	f.Add(b[:len(b)-4])
	f.Fuzz(func(t *testing.T, body []byte) {
		b := binary.LittleEndian.AppendUint32(body, crc32.ChecksumIEEE(body))
		m, err := Unmarshal(b)
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
