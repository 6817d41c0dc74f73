package coder

import (
	"testing"

	"tocsin/plover"
)

// TestRecipientsInContent: parties that stand in no slot of the row, but in
// what the act is about.
func TestRecipientsInContent(t *testing.T) {
	kind := func(w string, typ plover.Type) cue { return cue{word: w, typ: typ} }
	for _, c := range []struct {
		name, words       string
		cue               cue
		actors, recipient string
	}{
		{"demanded that they do it", "Chile/PROPN/2/nsubj [CHL] demanded:demand/VBD/0/root that/SCONJ/6/mark the/DET/5/det president/NOUN/6/nsubj [CHL.LEG] resign/VB/2/ccomp", kind("demanded", plover.Request), "CHL", "CHL"},
		{"demanded that it be done by them", "Chile/PROPN/2/nsubj [CHL] demanded:demand/VBD/0/root that/SCONJ/6/mark ports/NOUN/6/nsubj:pass be/AUX/6/aux:pass opened:open/VBN/2/ccomp by/ADP/8/case Peru/PROPN/6/obl:agent [PER]", kind("demanded", plover.Request), "CHL", "PER"},
		{"unless they do it", "Chile/PROPN/2/nsubj [CHL] threatened:threaten/VBD/0/root to/PART/4/mark strike/VB/2/xcomp unless/SCONJ/7/mark Peru/PROPN/7/nsubj [PER] yielded:yield/VBD/4/advcl", kind("threatened", plover.Threaten), "CHL", "PER"},
		{"threatened to, taken for a purpose", "Chile/PROPN/2/nsubj [CHL] threatened:threaten/VBD/0/root to/PART/4/mark leave/VB/2/advcl talks/NOUN/4/obj with/ADP/7/case Peru/PROPN/5/nmod [PER]", kind("threatened", plover.Threaten), "CHL", "PER"},
		{"threatened to do it to them", "Chile/PROPN/2/nsubj [CHL] threatened:threaten/VBD/0/root to/PART/4/mark expel/VB/2/xcomp the/DET/6/det students/NOUN/4/obj [CHL.EDU]", kind("threatened", plover.Threaten), "CHL", "CHL"},
		{"threatened to send the own", "Chile/PROPN/2/nsubj [CHL] threatened:threaten/VBD/0/root to/PART/4/mark send/VB/2/xcomp its/PRON/6/nmod:poss students/NOUN/4/obj [CHL.EDU]", kind("threatened", plover.Threaten), "CHL", ""},
		{"marched to demand", "Miners/NOUN/2/nsubj [CHL.LAB] marched:march/VBD/0/root to/PART/4/mark urge/VB/2/advcl action/NOUN/4/obj by/ADP/7/case Peru/PROPN/5/nmod [PER]", kind("marched", plover.Protest), "CHL", "PER"},
		{"marched in protest at", "Miners/NOUN/2/nsubj [CHL.LAB] marched:march/VBD/0/root in/ADP/4/case anger/NOUN/2/obl at/ADP/6/case Peru/PROPN/4/nmod [PER]", kind("marched", plover.Protest), "CHL", "PER"},
		{"marched in a place", "Miners/NOUN/2/nsubj [CHL.LAB] marched:march/VBD/0/root in/ADP/5/case the/DET/5/det streets/NOUN/2/obl of/ADP/7/case Peru/PROPN/5/nmod [PER]", kind("marched", plover.Protest), "CHL", ""},
		{"refused a place", "Chile/PROPN/2/nsubj [CHL] refused:refuse/VBD/0/root to/PART/4/mark meet/VB/2/xcomp in/ADP/6/case Peru/PROPN/4/obl [PER]", kind("refused", plover.Reject), "CHL", ""},
	} {
		s := play(t, tree(t, c.words), c.cue)
		if a, r := s.codes(s.acts[0].actors), s.codes(s.acts[0].recipients); a != c.actors || r != c.recipient {
			t.Errorf("%s: %s → %s, want %s → %s", c.name, a, r, c.actors, c.recipient)
		}
	}
}

// TestActorsBesideAnEventNoun: who acts in the verb that tells an attack
// beside its noun.
func TestActorsBesideAnEventNoun(t *testing.T) {
	raid := cue{word: "raid", typ: plover.Assault, actor: []Slot{"poss", "by"}, recipient: []Slot{"on"}}
	clash := raid
	clash.reciprocal = true
	for _, c := range []struct {
		name, words       string
		cue               cue
		actors, recipient string
	}{
		{"killed in", "Chile/PROPN/2/nsubj [CHL] killed:kill/VBD/0/root two/NUM/4/nummod soldiers/NOUN/2/obj [PER.MIL] in/ADP/7/case a/DET/7/det raid/NOUN/2/obl", raid, "CHL", "PER"},
		{"were killed in", "Two/NUM/2/nummod soldiers/NOUN/4/nsubj:pass [PER.MIL] were/AUX/4/aux:pass killed:kill/VBN/0/root in/ADP/7/case a/DET/7/det raid/NOUN/4/obl", raid, "", "PER"},
		{"stopped it", "Chile/PROPN/2/nsubj [CHL] stopped:stop/VBD/0/root the/DET/4/det raid/NOUN/2/obj on/ADP/6/case Peru/PROPN/4/nmod [PER]", raid, "", "PER"},
		{"were engaged in", "Soldiers/NOUN/3/nsubj:pass [CHL.MIL] were/AUX/3/aux:pass engaged:engage/VBN/0/root in/ADP/6/case a/DET/6/det raid/NOUN/3/obl on/ADP/8/case Peru/PROPN/6/nmod [PER]", raid, "CHL", "PER"},
		{"engaged them in", "Chile/PROPN/2/nsubj [CHL] engaged:engage/VBD/0/root Peru/PROPN/2/obj [PER] in/ADP/6/case a/DET/6/det raid/NOUN/2/obl", clash, "PER+CHL", ""},
	} {
		s := play(t, tree(t, c.words), c.cue)
		if a, r := s.codes(s.acts[0].actors), s.codes(s.acts[0].recipients); a != c.actors || r != c.recipient {
			t.Errorf("%s: %s → %s, want %s → %s", c.name, a, r, c.actors, c.recipient)
		}
	}
}

// TestAcceptedDemands: who accepts a demand yields to those who made it.
func TestAcceptedDemands(t *testing.T) {
	s := play(t, tree(t, "Chile/PROPN/2/nsubj [CHL] accepted:accept/VBD/0/root demands/NOUN/2/obj from/ADP/5/case Peru/PROPN/3/nmod [PER]"),
		cue{word: "accepted", typ: plover.Concede}, cue{word: "demands", typ: plover.Request, actor: []Slot{"from"}, recipient: []Slot{"to"}})
	if a := s.acts[0]; s.codes(a.actors) != "CHL" || s.codes(a.recipients) != "PER" {
		t.Errorf("%s → %s", s.codes(a.actors), s.codes(a.recipients))
	}
}
