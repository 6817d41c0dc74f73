package coder

import (
	"testing"

	"tocsin/plover"
)

// TestCastMisreadTrees: parties are found in trees that the parser gives to
// rare names, so that one country's report is read as another's.
func TestCastMisreadTrees(t *testing.T) {
	act := func(w string, recipient ...Slot) cue {
		return cue{word: w, typ: plover.Assault, recipient: recipient}
	}
	noun := func(w string) cue {
		return cue{word: w, typ: plover.Assault, actor: []Slot{"poss"}, recipient: []Slot{"on"}}
	}
	for _, c := range []struct {
		name, words       string
		cue               cue
		actors, recipient string
	}{
		{"after as a preposition", "Talks/NOUN/2/nsubj stalled:stall/VBD/0/root after/ADP/4/case Chile/PROPN/2/obl [CHL] shelled:shell/VBD/2/advcl Peru/PROPN/5/obj [PER]", act("shelled"), "CHL", "PER"},
		{"in as a preposition", "Talks/NOUN/2/nsubj stalled:stall/VBD/0/root in/ADP/4/case Bolivia/PROPN/2/obl [BOL] shelling:shell/VBG/2/advcl Peru/PROPN/5/obj [PER]", act("shelling"), "", "PER"},
		{"subject under the object", "Keiko/PROPN/3/nmod:desc [CHL] shelled:shell/VBD/0/root Vicente/PROPN/2/obj [PER]", act("shelled"), "CHL", "PER"},
		{"a modifier of the noun behind", "Chile/PROPN/3/compound [CHL] shelled:shell/VBD/3/amod Peru/PROPN/0/root [PER]", act("shelled"), "CHL", "PER"},
		{"the same after a place", "rebels/NOUN/0/root [CHL.REB] in/ADP/3/case Arica/PROPN/1/nmod [BOL] shelled:shell/VBD/5/amod Peru/PROPN/1/appos [PER]", act("shelled"), "CHL", "PER"},
		{"a verb between two names", "Minister/PROPN/4/nmod:desc Li/PROPN/4/flat [CHL] shelled:shell/VBN/4/amod Lee/PROPN/0/root [PER] yesterday/NOUN/4/nmod", act("shelled"), "CHL", "PER"},
		{"a participle before a name", "Chile/PROPN/4/nsubj [CHL] and/CCONJ/3/cc occupied:occupy/VBN/4/amod fled:flee/VBD/0/root Peru/PROPN/4/obj [PER]", act("fled"), "CHL", "PER"},
		{"plans as a noun", "Chile/PROPN/2/nsubj [CHL] plans:plan/NOUN/0/root to/PART/4/mark shell/VB/2/acl Peru/PROPN/4/obj [PER]", act("shell"), "CHL", "PER"},
		{"preposition hung elsewhere", "Chile/PROPN/2/nmod:poss [CHL] attack/NOUN/5/nsubj on/ADP/4/case Peru/PROPN/5/nsubj [PER] drew:draw/VBD/0/root protests/NOUN/5/obj", noun("attack"), "CHL", "PER"},
		{"another preposition", "Chile/PROPN/2/nmod:poss [CHL] attack/NOUN/5/nsubj in/ADP/4/case Peru/PROPN/5/nsubj [PER] drew:draw/VBD/0/root protests/NOUN/5/obj", noun("attack"), "CHL", ""},
	} {
		s := play(t, tree(t, c.words), c.cue)
		if a, r := s.codes(s.acts[0].actors), s.codes(s.acts[0].recipients); a != c.actors || r != c.recipient {
			t.Errorf("%s: %q → %q, want %q → %q", c.name, a, r, c.actors, c.recipient)
		}
	}
}
