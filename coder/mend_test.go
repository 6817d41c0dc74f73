package coder

import (
	"testing"

	"tocsin/plover"
)

// TestMend: one name and title on each side of the verb, as the parser runs
// them together.
func TestMend(t *testing.T) {
	for _, c := range []struct{ name, words string }{
		{"verb as root", "President/PROPN/2/nmod:desc Ruz/PROPN/3/nsubj [CHL] accused:accuse/VBD/0/root Prime/ADJ/5/amod Minister/PROPN/2/flat Ana/PROPN/5/appos [PER] Paz/PROPN/6/flat of/SCONJ/9/mark shelling:shell/VBG/3/advcl ports/NOUN/9/obj"},
		{"name as root", "Prime/ADJ/2/amod Minister/PROPN/3/nmod:desc Ruz/PROPN/0/root [CHL] accused:accuse/VBN/3/amod President/PROPN/3/nmod:desc Ana/PROPN/3/appos [PER] Paz/PROPN/3/flat of/SCONJ/9/mark shelling:shell/VBG/7/acl ports/NOUN/9/obj"},
		{"verb before the second name", "Chancellor/PROPN/0/root [CHL] Ruz/PROPN/1/flat accused:accuse/VBN/6/amod Prime/ADJ/5/amod Minister/PROPN/1/flat Ana/PROPN/1/appos [PER] Paz/PROPN/6/flat of/SCONJ/9/mark shelling:shell/VBG/1/acl ports/NOUN/9/obj"},
	} {
		d := mend(tree(t, c.words))
		s := play(t, d, cue{word: "accused", typ: plover.Accuse}, cue{word: "shelling", typ: plover.Assault})
		if a := s.acts[0]; s.codes(a.actors) != "CHL" || s.codes(a.recipients) != "PER" {
			t.Errorf("%s: %s → %s", c.name, s.codes(a.actors), s.codes(a.recipients))
		}
		if a := s.acts[1]; s.codes(a.actors) != "PER" {
			t.Errorf("%s: shelled by %s", c.name, s.codes(a.actors))
		}
	}
	said := mend(tree(t, "Ruz/PROPN/2/nsubj [CHL] shelled:shell/VBD/8/ccomp Arica/PROPN/2/obj ,/PUNCT/5/punct aides/NOUN/3/appos in/ADP/7/case Lima/PROPN/5/nmod [PER] said:say/VBD/0/root"))
	if k := said.Tokens[4]; k.Head != 7 || k.Rel != "nsubj" {
		t.Errorf("aides are %s of %d", k.Rel, k.Head)
	}
	sent := mend(tree(t, "Ruz/PROPN/2/nsubj [CHL] pledged:pledge/VBD/0/root aid/NOUN/2/obj and/CCONJ/5/cc Lima/PROPN/3/conj [PER] recalled:recall/VBD/2/xcomp envoys/NOUN/6/obj"))
	if k := sent.Tokens[4]; k.Head != 5 || k.Rel != "nsubj" || sent.Tokens[5].Rel != "conj" {
		t.Errorf("Lima is %s of %d", k.Rel, k.Head)
	}
	meet := mend(tree(t, "Ruz/PROPN/5/nsubj [CHL] will/AUX/3/aux meet/VB/5/ccomp aides/NOUN/5/nsubj said:say/VBD/0/root"))
	if k := meet.Tokens[0]; k.Head != 2 {
		t.Errorf("Ruz hangs on %d", k.Head)
	}
	bomb := mend(tree(t, "jets/NOUN/2/nsubj [CHL] bombed:bomb/VBD/4/amod rebel/NOUN/4/compound camps/NOUN/0/root [PER]"))
	if v, o := bomb.Tokens[1], bomb.Tokens[3]; v.Rel != "root" || o.Head != 1 || o.Rel != "obj" {
		t.Errorf("bombed is %s, camps %s of %d", v.Rel, o.Rel, o.Head)
	}
	fight := mend(tree(t, "Fighting:fight/VBG/4/advcl in/ADP/3/case Arica/PROPN/1/obl [CHL] resumed:resume/VBD/0/root"))
	if k := fight.Tokens[0]; k.UPOS != "NOUN" || k.Rel != "nsubj" || k.Lemma != "fighting" {
		t.Errorf("fighting is %s, %s", k.UPOS, k.Rel)
	}
	d := tree(t, "Ruz/PROPN/2/nsubj [CHL] accused:accuse/VBD/0/root Ana/PROPN/2/obj [PER] Paz/PROPN/3/flat")
	if mend(d) != d {
		t.Error("a good tree is mended")
	}
}
