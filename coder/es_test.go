package coder

import "testing"

func TestSpanishLoads(t *testing.T) {
	l, err := LoadLexicon("es")
	if err != nil {
		t.Fatal(err)
	}
	if l.Size() < 1000 {
		t.Errorf("%d senses, want at least 1000", l.Size())
	}
}
