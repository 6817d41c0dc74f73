package coder

import (
	"strings"
	"testing"

	"tocsin"
)

// TestProfile: nouns tell what a report is about.
func TestProfile(t *testing.T) {
	l, err := LoadLexicon("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		nouns          string
		accident, idle bool
	}{
		{"crash runway pilot crew passenger", true, false},
		{"fire fire blaze firefighter police", true, false},
		{"crash missile rebel soldier", false, false},
		{"fire fire police rebel blaze gunman", false, false}, // the rebels opened it
		{"fire fire police crowd", false, false},
		{"match midfielder tournament coach minister", false, true},
		{"minister parliament sanction embassy match coach", false, false},
		{"minister parliament", false, false},
	} {
		d := &tocsin.Doc{}
		for _, w := range strings.Fields(c.nouns) {
			d.Tokens = append(d.Tokens, tocsin.Token{Form: w, Lemma: w, UPOS: "NOUN"})
		}
		if p := l.profile(d); p.accident() != c.accident || p.idle() != c.idle {
			t.Errorf("%q: %+v is accident %v, idle %v", c.nouns, p, p.accident(), p.idle())
		}
	}
}
