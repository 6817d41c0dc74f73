package coder

import (
	"testing"

	"tocsin/plover"
)

// TestAim: at whom force is shown, and to whom a step back is a gesture, where no
// slot of the row says so; what only stands nearby is nobody's aim.
func TestAim(t *testing.T) {
	move := cue{word: "sent", typ: plover.Mobilize, recipient: []Slot{"on"}}
	drop := cue{word: "cancelled", typ: plover.Concede, recipient: []Slot{"on"}}
	for _, c := range []struct {
		name, words string
		cue         cue
		want        string
	}{
		{"to deter", "Chile/PROPN/2/nsubj [CHL] sent:send/VBD/0/root tanks/NOUN/2/obj to/PART/5/mark deter/VB/2/advcl Peru/PROPN/5/obj [PER]", move, "PER"},
		{"guarded against", "Chile/PROPN/2/nsubj [CHL] sent:send/VBD/0/root tanks/NOUN/2/obj to/PART/5/mark guard/VB/2/advcl ports/NOUN/5/obj against/ADP/8/case Peru/PROPN/5/obl [PER]", move, "PER"},
		{"in response to", "Chile/PROPN/2/nsubj [CHL] sent:send/VBD/0/root tanks/NOUN/2/obj in/ADP/5/case response/NOUN/2/obl to/ADP/7/case Peru/PROPN/5/nmod [PER]", move, "PER"},
		{"to guard itself", "Chile/PROPN/2/nsubj [CHL] sent:send/VBD/0/root tanks/NOUN/2/obj to/PART/5/mark guard/VB/2/advcl Chile/PROPN/5/obj [CHL]", move, ""},
		{"in a clause of its own", "Chile/PROPN/2/nsubj [CHL] sent:send/VBD/0/root tanks/NOUN/2/obj Lima/PROPN/5/nsubj [PER] said:say/VBD/2/parataxis against/ADP/7/case Cuba/PROPN/5/obl [CUB]", move, ""},
		{"as a gesture to", "Chile/PROPN/2/nsubj [CHL] cancelled:cancel/VBD/0/root drills/NOUN/2/obj as/ADP/5/case gesture/NOUN/2/obl to/ADP/7/case Peru/PROPN/5/nmod [PER]", drop, "PER"},
		{"as said to", "Chile/PROPN/2/nsubj [CHL] cancelled:cancel/VBD/0/root drills/NOUN/2/obj near/ADP/5/case Peru/PROPN/2/obl [PER]", drop, ""},
	} {
		s := play(t, tree(t, c.words), c.cue)
		if got := s.codes(s.acts[0].recipients); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestStandin: countries that only the context gave are corrected by what the
// sentence says; stated ones stay.
func TestStandin(t *testing.T) {
	const border = "were/AUX/3/aux:pass sent:send/VBN/0/root to/ADP/5/case border/NOUN/3/obl with/ADP/7/case Peru/PROPN/5/nmod [PER]"
	for _, c := range []struct {
		name, words string
		cue         cue
		actors      string
	}{
		{"sent to the border with", "troops/NOUN/3/nsubj:pass [PER.MIL] " + border, cue{word: "sent", typ: plover.Mobilize}, ""},
		{"of another country", "troops/NOUN/3/nsubj:pass [CHL.MIL] " + border, cue{word: "sent", typ: plover.Mobilize}, "CHL"},
		{"the staff threatened", "staff/NOUN/2/nsubj [PER.MIL] threatened:threaten/VBD/0/root Peru/PROPN/2/obj [PER]", cue{word: "threatened", typ: plover.Threaten}, ""},
		{"a named state threatened", "Chile/PROPN/2/nsubj [CHL] threatened:threaten/VBD/0/root Peru/PROPN/2/obj [PER]", cue{word: "threatened", typ: plover.Threaten}, "CHL"},
		{"answered with a raid", "Chile/PROPN/2/nsubj [CHL] answered:answer/VBD/0/root with/ADP/5/case a/DET/5/det raid/NOUN/2/obl", cue{word: "raid", typ: plover.Assault}, "CHL"},
		{"met with a raid", "Chile/PROPN/2/nsubj [CHL] slept:sleep/VBD/0/root with/ADP/5/case a/DET/5/det raid/NOUN/2/obl", cue{word: "raid", typ: plover.Assault}, ""},
	} {
		s := play(t, tree(t, c.words), c.cue)
		if got := s.codes(s.acts[0].actors); got != c.actors {
			t.Errorf("%s: %q, want %q", c.name, got, c.actors)
		}
	}
}

// TestOrigin: a party made of another is explained by the actor of the report.
func TestOrigin(t *testing.T) {
	d := tree(t, "staff/NOUN/2/nsubj [PER.MIL] threatened:threaten/VBD/0/root Peru/PROPN/2/obj [PER]")
	s := play(t, d, cue{word: "threatened", typ: plover.Threaten})
	a := s.acts[0]
	if a.actors[0] < len(d.Actors) {
		t.Fatalf("actor %d is the report's own", a.actors[0])
	}
	if got := s.given(a.actors); got[0] != 0 {
		t.Errorf("made of %d, not of the staff", got[0])
	}
	again := s.moor(a.actors[0], "CHL")
	if got := s.origin(again); got != 0 || len(d.Actors) != 2 {
		t.Errorf("made of %d; the report has %d actors", got, len(d.Actors))
	}
}

// TestMendTimes: a time between the verb and its object, a clause of time taken
// for a phrase, a phrasal verb taken for a noun.
func TestMendTimes(t *testing.T) {
	freed := tree(t, "Chile/PROPN/2/nsubj freed:free/VBD/0/root on/ADP/5/case Monday/PROPN/5/compound sailors/NOUN/2/obl")
	addTime(t, freed, "Monday", "Monday", "2026-03-09", "2026-03-09")
	freed = mend(freed)
	if o, w := freed.Tokens[4], freed.Tokens[3]; o.Rel != "obj" || w.Rel != "obl" || w.Head != 1 {
		t.Errorf("sailors are %s, Monday %s of %d", o.Rel, w.Rel, w.Head)
	}
	met := tree(t, "Chile/PROPN/2/nsubj met:meet/VBD/0/root on/ADP/4/case Monday/PROPN/2/obl")
	addTime(t, met, "on", "Monday", "2026-03-09", "2026-03-09")
	if mend(met) != met {
		t.Error("a time by itself is no object")
	}
	cut := mend(tree(t, "ties/NOUN/4/nsubj after/ADP/3/case crowds/NOUN/4/nsubj stormed:storm/VBD/0/root offices/NOUN/4/obj"))
	if k := cut.Tokens[0]; k.Rel != "parataxis" {
		t.Errorf("ties are %s", k.Rel)
	}
	shot := mend(tree(t, "Chile/PROPN/2/compound shot:shot/NOUN/6/nsubj down/RP/2/compound:prt jets/NOUN/2/nmod aides/NOUN/6/nsubj said:say/VBD/0/root"))
	if v, o := shot.Tokens[1], shot.Tokens[3]; v.UPOS != "VERB" || v.Rel != "ccomp" || o.Rel != "obj" || shot.Tokens[0].Rel != "nsubj" {
		t.Errorf("shot is %s %s, jets %s", v.UPOS, v.Rel, o.Rel)
	}
}
