package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestPageKeepsSequencesWhole: whatever the length of what is printed, no
// piece of a colour's sequence is left where colours are off.
func TestPageKeepsSequencesWhole(t *testing.T) {
	var out strings.Builder
	term := &terminal{out: &out}
	p := term.styled("never")
	for i := range 3000 {
		fmt.Fprintf(p, "%s %s\n", bold(fmt.Sprint("line ", i)), faint("rest"))
	}
	if err := p.Flush(); err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		if want := fmt.Sprintf("line %d rest", i); line != want {
			t.Fatalf("line %d is %q", i, line)
		}
	}
}
