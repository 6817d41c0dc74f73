package coder

import "testing"

func TestLexiconLoads(t *testing.T) {
	l, err := LoadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	if l.Size() < 900 {
		t.Errorf("%d senses, want at least 900", l.Size())
	}
}
