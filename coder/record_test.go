package coder

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"tocsin"
	"tocsin/plover"
)

func day(s string) tocsin.Day {
	d, err := tocsin.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// addTime makes a time of the words from first to last; the last one heads it.
func addTime(t *testing.T, d *tocsin.Doc, first, last, from, to string) {
	a, z := find(t, d, first), find(t, d, last)
	d.Times = append(d.Times, tocsin.When{
		Span: tocsin.Span{Start: a, End: z + 1}, Head: z, Kind: "DATE", Value: from, First: day(from), Last: day(to), Basis: tocsin.Relative,
	})
}

func TestDate(t *testing.T) {
	const two = "Chile/PROPN/2/nsubj [CHL] closed:close/VBD/0/root ports/NOUN/2/obj on/ADP/5/case Monday/PROPN/2/obl and/CCONJ/7/cc shelled:shell/VBD/2/conj Peru/PROPN/7/obj [PER]"
	for _, c := range []struct{ name, words, first, last, act, want string }{
		{"own", "Chile/PROPN/2/nsubj [CHL] shelled:shell/VBD/0/root Peru/PROPN/2/obj [PER] on/ADP/5/case Monday/PROPN/2/obl", "on", "Monday", "shelled", "2026-03-09"},
		{"on the object", "Chile/PROPN/2/nsubj [CHL] shelled:shell/VBD/0/root Peru/PROPN/2/obj [PER] on/ADP/5/case Monday/PROPN/3/nmod", "on", "Monday", "shelled", "2026-03-09"},
		{"coordinated", two, "on", "Monday", "shelled", "2026-03-09"},
		{"of the governing verb", "Chile/PROPN/2/nsubj [CHL] began:begin/VBD/0/root shelling:shell/VBG/2/xcomp Peru/PROPN/3/obj [PER] on/ADP/6/case Monday/PROPN/2/obl", "on", "Monday", "shelling", "2026-03-09"},
		{"of the clause before", "Chile/PROPN/2/nsubj [CHL] fled:flee/VBD/0/root on/ADP/4/case Monday/PROPN/2/obl after/SCONJ/7/mark Peru/PROPN/7/nsubj [PER] shelled:shell/VBD/2/advcl Arica/PROPN/7/obj", "on", "Monday", "shelled", ""},
		{"another subject", "Chile/PROPN/2/nsubj [CHL] fled:flee/VBD/0/root on/ADP/4/case Monday/PROPN/2/obl and/CCONJ/7/cc Peru/PROPN/7/nsubj [PER] shelled:shell/VBD/2/conj Arica/PROPN/7/obj", "on", "Monday", "shelled", ""},
	} {
		d := tree(t, c.words)
		addTime(t, d, c.first, c.last, "2026-03-09", "2026-03-09")
		s := play(t, d, cue{word: c.act, typ: plover.Assault})
		got := ""
		if x := s.eventTime(s.acts[0].when); x != nil {
			got = x.First.String()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDayOfSayingIsNoEventTime(t *testing.T) {
	d := tree(t, "Chile/PROPN/2/nsubj [CHL] shelled:shell/VBD/6/ccomp Peru/PROPN/2/obj [PER] ,/PUNCT/6/punct Lima/PROPN/6/nsubj [PER] said:say/VBD/0/root on/ADP/8/case Monday/PROPN/6/obl")
	addTime(t, d, "on", "Monday", "2026-03-09", "2026-03-09")
	d.Quotes = []tocsin.Quote{{
		Source: tocsin.Span{Start: 4, End: 5}, Head: 4, Holder: tocsin.Government, Party: 2, Cue: tocsin.Span{Start: 5, End: 6},
		CueLemma: "say", Stance: "assert", Content: []tocsin.Span{{Start: 0, End: 3}}, SaidOn: 0, Outer: -1,
	}}
	a := play(t, d, cue{word: "shelled", typ: plover.Assault}).acts[0]
	if a.when >= 0 || len(a.claims) != 1 || a.claims[0].SaidOn == nil || a.claims[0].SaidOn.String() != "2026-03-09" {
		t.Errorf("time %d, claims %+v", a.when, a.claims)
	}
	if c := a.claims[0]; c.Holder.Country != "PER" || c.Cue == nil || c.Cue.Text != "said" || c.Status != tocsin.Occurred {
		t.Errorf("claim %+v", c)
	}
}

func TestStances(t *testing.T) {
	const words = "Lima/PROPN/2/nsubj [PER] spoke:speak/VBD/0/root that:that/SCONJ/5/mark Chile/PROPN/5/nsubj [CHL] shelled:shell/VBD/2/ccomp Peru/PROPN/5/obj [PER]"
	quote := tocsin.Quote{Source: tocsin.Span{Start: 0, End: 1}, Holder: tocsin.Government, Party: 0, Cue: tocsin.Span{Start: 1, End: 2}, Content: []tocsin.Span{{Start: 2, End: 6}}, SaidOn: -1, Outer: -1}
	for _, c := range []struct {
		stance string
		kind   tocsin.Kind
		status tocsin.Status
	}{
		{"assert", tocsin.Government, tocsin.Occurred},
		{"accuse", tocsin.Government, tocsin.Occurred},
		{"deny", tocsin.Government, tocsin.Negated},
		{"doubt", tocsin.Government, tocsin.Possible},
		{"order", tocsin.Narrator, tocsin.Occurred},
	} {
		d := tree(t, words)
		q := quote
		q.Stance = c.stance
		d.Quotes = []tocsin.Quote{q}
		got := play(t, d, cue{word: "shelled", typ: plover.Assault}).acts[0].claims
		if len(got) != 1 || got[0].Holder.Kind != c.kind || got[0].Status != c.status {
			t.Errorf("%s: %+v", c.stance, got)
		}
	}
}

func TestStatusOfSpeech(t *testing.T) {
	for _, c := range []struct {
		typ  plover.Type
		in   tocsin.Status
		want tocsin.Status
	}{
		{plover.Assault, tocsin.Planned, tocsin.Planned},
		{plover.Threaten, tocsin.Planned, tocsin.Occurred},
		{plover.Concede, tocsin.Planned, tocsin.Occurred},
		{plover.Threaten, tocsin.Negated, tocsin.Negated},
	} {
		d := tree(t, "Chile/PROPN/2/nsubj [CHL] struck:strike/VBD/0/root")
		d.Status = []tocsin.Factual{{Token: 1, Status: c.in}}
		if got := play(t, d, cue{word: "struck", typ: c.typ}).acts[0].claims[0].Status; got != c.want {
			t.Errorf("%s %s: %s, want %s", c.typ, c.in, got, c.want)
		}
	}
}

func TestBackground(t *testing.T) {
	const plain = "Chile/PROPN/2/nsubj [CHL] shelled:shell/VBD/0/root Peru/PROPN/2/obj [PER] on/ADP/5/case Monday/PROPN/2/obl"
	for _, c := range []struct {
		name, words, from, to string
		want                  bool
	}{
		{"this week", plain, "2026-03-09", "2026-03-09", false},
		{"thirty days ago", plain, "2026-02-10", "2026-02-10", false},
		{"thirty-one days ago", plain, "2026-02-09", "2026-02-09", true},
		{"a past year", plain, "1979-01-01", "1979-12-31", true},
		{"this year", plain, "2026-01-01", "2026-12-31", false},
		{"past perfect", "Chile/PROPN/3/nsubj [CHL] had:have/AUX/3/aux shelled:shell/VBN/0/root Peru/PROPN/3/obj [PER]", "", "", true},
		{"no sign of the past", "Chile/PROPN/2/nsubj [CHL] shelled:shell/VBD/0/root Peru/PROPN/2/obj [PER]", "", "", false},
	} {
		d := tree(t, c.words)
		if c.from != "" {
			addTime(t, d, "on", "Monday", c.from, c.to)
		}
		if c.name == "past perfect" {
			d.Tokens[1].XPOS = "VBD"
		}
		if got := play(t, d, cue{word: "shelled", typ: plover.Assault}).acts[0].background; got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		name, words, act string
		typ              plover.Type
		want             bool
	}{
		{"in", "Chile/PROPN/2/nsubj [CHL] met:meet/VBD/0/root Peru/PROPN/2/obj [PER] in/ADP/5/case Tacna/PROPN/2/obl", "met", plover.Consult, true},
		{"of the object", "Chile/PROPN/2/nsubj [CHL] bombed:bomb/VBD/0/root a/DET/4/det school/NOUN/2/obj in/ADP/6/case Tacna/PROPN/4/nmod", "bombed", plover.Assault, true},
		{"of the actor", "lawmakers/NOUN/4/nsubj [CHL] in/ADP/3/case Tacna/PROPN/1/nmod accused:accuse/VBD/0/root Peru/PROPN/4/obj [PER]", "accused", plover.Accuse, false},
		{"towards", "Chile/PROPN/2/nsubj [CHL] sent:send/VBD/0/root troops/NOUN/2/obj to/ADP/5/case Tacna/PROPN/2/obl", "sent", plover.Mobilize, true},
		{"towards, no movement", "Chile/PROPN/2/nsubj [CHL] gave:give/VBD/0/root food/NOUN/2/obj to/ADP/5/case Tacna/PROPN/2/obl", "gave", plover.Aid, false},
		{"entered", "Chile/PROPN/2/nsubj [CHL] entered:enter/VBD/0/root Tacna/PROPN/2/obj", "entered", plover.Mobilize, true},
		{"of another clause", "Chile/PROPN/2/nsubj [CHL] bombed:bomb/VBD/0/root Peru/PROPN/2/obj [PER] after/SCONJ/6/mark talks/NOUN/6/nsubj failed:fail/VBD/2/advcl in/ADP/8/case Tacna/PROPN/6/obl", "bombed", plover.Assault, false},
	} {
		d := tree(t, c.words)
		i := find(t, d, "Tacna")
		d.Places = []tocsin.Place{{Span: tocsin.Span{Start: i, End: i + 1}, Head: i, Name: "Tacna", Country: "PER", Precision: tocsin.PrecisionCity}}
		if got := play(t, d, cue{word: c.act, typ: c.typ}).acts[0].where >= 0; got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}

func TestMeasures(t *testing.T) {
	two := 2.0
	for _, c := range []struct {
		words, act string
		typ        plover.Type
		want       string
	}{
		{"Chile/PROPN/2/nsubj [CHL] killed:kill/VBD/0/root two/NUM/4/nummod soldiers/NOUN/2/obj [PER.MIL]", "killed", plover.Assault, "killed"},
		{"Chile/PROPN/2/nsubj [CHL] deployed:deploy/VBD/0/root two/NUM/4/nummod soldiers/NOUN/2/obj [CHL.MIL]", "deployed", plover.Mobilize, "personnel"},
		{"Chile/PROPN/2/nsubj [CHL] shelled:shell/VBD/0/root Arica/PROPN/2/obj ,/PUNCT/5/punct wounding:wound/VBG/2/advcl two/NUM/7/nummod soldiers/NOUN/5/obj [PER.MIL]", "shelled", plover.Assault, "injured"},
		{"Chile/PROPN/2/nsubj [CHL] expelled:expel/VBD/0/root two/NUM/4/nummod soldiers/NOUN/2/obj [PER.MIL]", "expelled", plover.Sanction, "personnel"},
		{"Chile/PROPN/2/nsubj [CHL] accused:accuse/VBD/0/root two/NUM/4/nummod soldiers/NOUN/2/obj [PER.MIL]", "accused", plover.Accuse, ""},
	} {
		d := tree(t, c.words)
		n, h := find(t, d, "two"), find(t, d, "soldiers")
		d.Quantities = []tocsin.Quantity{{Span: tocsin.Span{Start: n, End: h + 1}, Head: h, Num: n, What: tocsin.WhatPersonnel, Unit: "soldier", Low: &two, High: &two, Bound: tocsin.Exactly}}
		got := ""
		for _, m := range play(t, d, cue{word: c.act, typ: c.typ}).acts[0].quantities {
			got += m.What
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", d.Text, got, c.want)
		}
	}
}

func TestRecord(t *testing.T) {
	d := tree(t, "Perú/PROPN/2/nsubj [PER] bombed:bomb/VBD/0/root Chile/PROPN/2/obj [CHL]")
	d.Actors[1].Private, d.Actors[1].Name = true, "Juana Pérez"
	s := play(t, d, cue{word: "bombed", typ: plover.Assault})
	m := s.record(s.acts[0])
	if m.Trigger.Start != 5 || m.Trigger.Text != "bombed" {
		t.Errorf("trigger %+v is not in code points", m.Trigger)
	}
	if m.Recipients[0].Name != "" {
		t.Errorf("a private person is named: %+v", m.Recipients[0])
	}
	if m.ID != s.record(s.acts[0]).ID || len(m.ID) != 16 {
		t.Errorf("id %q", m.ID)
	}
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"modes", "contexts", "actors", "quantities", "claims", "framing"} {
		if strings.Contains(string(b), `"`+key+`":null`) {
			t.Errorf("%s is null", key)
		}
	}
	if m.MID == nil || m.MID.Level != plover.LevelUseOfForce || m.Quad != plover.MaterialConflict {
		t.Errorf("MID %+v, quad %q", m.MID, m.Quad)
	}
}

func TestRuneIndex(t *testing.T) {
	text := strings.Repeat("año ≤ 東京 ", 100)
	x := indexRunes(text)
	for i := range text {
		if got, want := x.at(i), utf8.RuneCountInString(text[:i]); got != want {
			t.Fatalf("byte %d: %d, want %d", i, got, want)
		}
	}
	if x.at(len(text)+9) != utf8.RuneCountInString(text) {
		t.Error("an offset behind the text")
	}
	empty := indexRunes("")
	if empty.at(3) != 0 {
		t.Error("an empty text")
	}
}

// TestLent has places that belong to the scene: another event's, or the only
// town that the sentence names.
func TestLent(t *testing.T) {
	for _, c := range []struct {
		name, words, act string
		typ              plover.Type
		want             bool
	}{
		{"of the main clause", "guards/NOUN/3/nsubj:pass [PER] were:be/AUX/3/aux:pass hurt:hurt/VBN/0/root in/ADP/5/case Tacna/PROPN/3/obl when/SCONJ/8/mark crowds/NOUN/8/nsubj [CHL] threw:throw/VBD/3/advcl stones/NOUN/8/obj", "threw", plover.Protest, true},
		{"only town", "Chile/PROPN/5/nsubj [CHL] visiting:visit/VBG/1/acl Tacna/PROPN/2/obj ,/PUNCT/2/punct shot:shoot/VBD/0/root Peru/PROPN/5/obj [PER]", "shot", plover.Assault, true},
		{"of who does it", "rebels/NOUN/4/nsubj in/ADP/3/case Tacna/PROPN/1/nmod shot:shoot/VBD/0/root Peru/PROPN/4/obj [PER]", "shot", plover.Assault, true},
		{"only said", "rebels/NOUN/4/nsubj [CHL] in/ADP/3/case Tacna/PROPN/1/nmod threatened:threaten/VBD/0/root Peru/PROPN/4/obj [PER]", "threatened", plover.Threaten, false},
	} {
		d := tree(t, c.words)
		i := find(t, d, "Tacna")
		d.Places = []tocsin.Place{{Span: tocsin.Span{Start: i, End: i + 1}, Head: i, Name: "Tacna", Country: "PER", Precision: tocsin.PrecisionCity}}
		cues := []cue{{word: c.act, typ: c.typ}}
		if c.name == "of the main clause" {
			cues = append(cues, cue{word: "hurt", typ: plover.Assault})
		}
		got := false
		for _, a := range play(t, d, cues...).acts {
			got = got || a.Type == c.typ && a.where >= 0
		}
		if got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}
