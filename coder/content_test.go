package coder

import (
	"testing"

	"tocsin"
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
		{"marched in protest of", "Miners/NOUN/2/nsubj [CHL.LAB] marched:march/VBD/0/root in/ADP/4/case defiance/NOUN/2/obl of/ADP/6/case Peru/PROPN/4/nmod [PER]", kind("marched", plover.Protest), "CHL", "PER"},
		{"marched in a place", "Miners/NOUN/2/nsubj [CHL.LAB] marched:march/VBD/0/root in/ADP/5/case the/DET/5/det streets/NOUN/2/obl of/ADP/7/case Peru/PROPN/5/nmod [PER]", kind("marched", plover.Protest), "CHL", ""},
		{"pledged, and another acted", "Chile/PROPN/2/nsubj [CHL] pledged:pledge/VBD/0/root to/PART/4/mark send/VB/2/xcomp jets/NOUN/4/obj and/CCONJ/7/cc Peru/PROPN/5/conj [PER] summoned:summon/VBD/2/conj envoys/NOUN/8/obj", kind("pledged", plover.Threaten), "CHL", ""},
		{"refused a place", "Chile/PROPN/2/nsubj [CHL] refused:refuse/VBD/0/root to/PART/4/mark meet/VB/2/xcomp in/ADP/6/case Peru/PROPN/4/obl [PER]", kind("refused", plover.Reject), "CHL", ""},
	} {
		s := play(t, tree(t, c.words), c.cue)
		if a, r := s.codes(s.acts[0].actors), s.codes(s.acts[0].recipients); a != c.actors || r != c.recipient {
			t.Errorf("%s: %s → %s, want %s → %s", c.name, a, r, c.actors, c.recipient)
		}
	}
}

// TestWhereTheTreeGoesAstray: phrases that hang on a time, a thing or a clause
// of the event.
func TestWhereTheTreeGoesAstray(t *testing.T) {
	for _, c := range []struct {
		name, words       string
		cue               cue
		actors, recipient string
	}{
		{"curbs imposed on", "Chile/PROPN/2/nsubj [CHL] lifted:lift/VBD/0/root curbs/NOUN/2/obj imposed:impose/VBN/3/acl on/ADP/6/case Peru/PROPN/4/obl [PER]", cue{word: "lifted", typ: plover.Concede, recipient: []Slot{"on"}}, "CHL", "PER"},
		{"up to so many", "Rebels/NOUN/2/nsubj [CHL.REB] kidnapped:kidnap/VBD/0/root up/RP/2/advmod to/ADP/6/case 16/NUM/6/nummod soldiers/NOUN/2/obl [PER.MIL]", cue{word: "kidnapped", typ: plover.Assault}, "CHL", "PER"},
		{"withdrawal of troops from", "Chile/PROPN/2/nsubj [CHL] began:begin/VBD/0/root the/DET/4/det withdrawal/NOUN/2/obj of/ADP/6/case troops/NOUN/4/nmod [CHL.MIL] from/ADP/8/case Peru/PROPN/6/nmod [PER]", cue{word: "withdrawal", typ: plover.Sanction, actor: []Slot{"poss"}, recipient: []Slot{"from"}}, "CHL", "PER"},
		{"accepted demands from", "Chile/PROPN/2/nsubj [CHL] accepted:accept/VBD/0/root demands:demand/NOUN/2/obj from/ADP/5/case Peru/PROPN/3/nmod [PER]", cue{word: "accepted", typ: plover.Concede, recipient: []Slot{"to"}}, "CHL", "PER"},
		{"a call from", "Chile/PROPN/2/nsubj [CHL] rejected:reject/VBD/0/root a/DET/4/det call/NOUN/2/obj from/ADP/6/case Peru/PROPN/4/nmod [PER] for/ADP/9/case its/PRON/9/nmod:poss troops/NOUN/2/obl [CHL.MIL]", cue{word: "rejected", typ: plover.Reject, recipient: []Slot{"by", "for"}}, "CHL", "PER"},
		{"a depot of the army", "Rockets/NOUN/2/nsubj [CHL.MIL] hit:hit/VBD/0/root a/DET/4/det depot/NOUN/2/obj of/ADP/7/case the/DET/7/det army/NOUN/4/nmod [PER.MIL]", cue{word: "hit", typ: plover.Assault}, "CHL", "PER"},
		{"voiced criticism of", "Chile/PROPN/2/nsubj [CHL] voiced:voice/VBD/0/root criticism/NOUN/2/obj of/ADP/5/case Peru/PROPN/3/nmod [PER]", cue{word: "criticism", typ: plover.Accuse, actor: []Slot{"of"}, recipient: []Slot{"of"}, light: "voiced"}, "CHL", "PER"},
	} {
		s := play(t, tree(t, c.words), c.cue)
		if a, r := s.codes(s.acts[0].actors), s.codes(s.acts[0].recipients); a != c.actors || r != c.recipient {
			t.Errorf("%s: %s → %s, want %s → %s", c.name, a, r, c.actors, c.recipient)
		}
	}
	d := tree(t, "Chile/PROPN/2/nsubj [CHL] met:meet/VBD/0/root on/ADP/4/case Monday/PROPN/2/obl with/ADP/6/case Peru/PROPN/4/nmod [PER]")
	addTime(t, d, "on", "Monday", "2026-03-09", "2026-03-09")
	s := play(t, d, cue{word: "met", typ: plover.Consult, recipient: []Slot{"with"}, reciprocal: true})
	if got := s.codes(s.acts[0].actors); got != "CHL+PER" {
		t.Errorf("met %s", got)
	}
}

// TestDemandBySaying: who says what others must do demands it of them.
func TestDemandBySaying(t *testing.T) {
	d := tree(t, "Chile/PROPN/2/nsubj [CHL] said:say/VBD/0/root Peru/PROPN/5/nsubj [PER] must/AUX/5/aux withdraw/VB/2/ccomp")
	d.Quotes = []tocsin.Quote{{
		Source: tocsin.Span{Start: 0, End: 1}, Head: 0, Holder: tocsin.Government, Party: 0, Cue: tocsin.Span{Start: 1, End: 2},
		CueLemma: "say", Stance: "assert", Content: []tocsin.Span{{Start: 2, End: 5}}, SaidOn: -1, Outer: -1,
	}}
	l, err := LoadLexicon("en")
	if err != nil {
		t.Fatal(err)
	}
	cs := []Candidate{{Sense: &Sense{Type: plover.Retreat, Actor: []Slot{"subj"}}, Head: 4, Type: plover.Request, Shifted: true, Light: -1, Trigger: tocsin.Span{Start: 4, End: 5}}}
	s := newScene(newPage(d), newView(d, d.Sents[0], l.classes), 0, cs)
	s.resolve()
	a := s.acts[0]
	if s.codes(a.actors) != "CHL" || s.codes(a.recipients) != "PER" || len(a.claims) != 1 || a.claims[0].Holder.Kind != tocsin.Narrator {
		t.Errorf("%s → %s, %+v", s.codes(a.actors), s.codes(a.recipients), a.claims)
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
		{"killed and hurt in", "Nuns/NOUN/3/nsubj:pass [PER.REL] were/AUX/3/aux:pass killed:kill/VBN/0/root and/CCONJ/7/cc guards/NOUN/7/nsubj:pass [BOL.COP] were/AUX/7/aux:pass hurt:hurt/VBN/3/conj in/ADP/10/case a/DET/10/det raid/NOUN/7/obl", raid, "", "BOL+PER"},
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

// TestCoordinatedVictims: conjuncts that the tree hangs on a name in
// apposition, and a second subject of a passive.
func TestCoordinatedVictims(t *testing.T) {
	s := play(t, tree(t, "The/DET/2/det priest/NOUN/9/nsubj:pass [CHL.REL] Ana/PROPN/2/appos nuns/NOUN/3/conj [PER.REL] and/CCONJ/9/cc two/NUM/7/nummod guards/NOUN/9/nsubj:pass [BOL.COP] were/AUX/9/aux:pass shot:shoot/VBN/0/root"),
		cue{word: "shot", typ: plover.Assault})
	if got := s.codes(s.acts[0].recipients); got != "CHL+PER+BOL" {
		t.Errorf("shot %s", got)
	}
}

// TestSubjectsAside: a subject under the auxiliary, and a subject that belongs
// to another verb.
func TestSubjectsAside(t *testing.T) {
	hit := cue{word: "shelled", typ: plover.Assault}
	for _, words := range []string{
		"Chile/PROPN/2/nsubj [CHL] had/AUX/5/aux on/ADP/4/case Monday/PROPN/2/obl shelled:shell/VBN/0/root Peru/PROPN/5/obj [PER]",
		"Chile/PROPN/6/nsubj [CHL] shelled:shell/VBD/6/ccomp Peru/PROPN/2/obj [PER] ,/PUNCT/6/punct aides/NOUN/6/nsubj [BOL] said:say/VBD/0/root",
		"Chile/PROPN/6/nsubj [CHL] shelled:shell/VBN/1/acl Peru/PROPN/2/obj [PER] ,/PUNCT/6/punct aides/NOUN/6/nsubj [BOL] said:say/VBD/0/root",
	} {
		s := play(t, tree(t, words), hit)
		if a := s.acts[0]; s.codes(a.actors) == "CHL+BOL" || s.codes(a.recipients) != "PER" {
			t.Errorf("%q: %s → %s", s.doc.Text, s.codes(a.actors), s.codes(a.recipients))
		}
	}
}

// TestDeniedCharge: who denies a charge is accused.
func TestDeniedCharge(t *testing.T) {
	d := tree(t, "Chile/PROPN/2/nsubj [CHL] denied:deny/VBD/0/root the/DET/4/det accusation/NOUN/2/obj")
	l, err := LoadLexicon("en")
	if err != nil {
		t.Fatal(err)
	}
	cs := l.Match(d, 0)
	if len(cs) != 1 || cs[0].Light >= 0 {
		t.Fatalf("%+v", cs)
	}
	s := newScene(newPage(d), newView(d, d.Sents[0], l.classes), 0, cs)
	s.resolve()
	if a := s.acts[0]; len(a.actors) > 0 || s.codes(a.recipients) != "CHL" {
		t.Errorf("%s → %s", s.codes(a.actors), s.codes(a.recipients))
	}
}
