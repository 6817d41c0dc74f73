package coder

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"tocsin"
	"tocsin/plover"
)

// tree builds a Doc of one sentence from "form:lemma/TAG/head/relation"
// words; the lemma may be left out. The tag is UPOS, or VBN and the like for
// verbs. Heads count from 1, 0 is the root. A word "[USA]" behind a word makes
// that word an actor of the country; several countries make several actors.
func tree(t *testing.T, words string) *tocsin.Doc {
	t.Helper()
	d := &tocsin.Doc{Report: "t", Lang: "en", Date: tocsin.Day{Year: 2026, Month: 3, Date: 12}}
	var text strings.Builder
	for _, w := range strings.Fields(words) {
		if strings.HasPrefix(w, "[") {
			addActors(d, strings.Trim(w, "[]"))
			continue
		}
		f := strings.Split(w, "/")
		if len(f) != 4 {
			t.Fatalf("word %q has %d parts", w, len(f))
		}
		head, err := strconv.Atoi(f[2])
		if err != nil {
			t.Fatal(err)
		}
		form, lemma, ok := strings.Cut(f[0], ":")
		if !ok {
			lemma = strings.ToLower(form)
		}
		if text.Len() > 0 {
			text.WriteByte(' ')
		}
		tok := tocsin.Token{Start: text.Len(), Form: form, Lemma: lemma, UPOS: f[1], Head: head - 1, Rel: f[3]}
		switch {
		case strings.HasPrefix(f[1], "VB"):
			tok.UPOS, tok.XPOS = "VERB", f[1]
		case f[1] == "RP":
			tok.UPOS, tok.XPOS = "ADP", f[1]
		}
		text.WriteString(form)
		tok.End = text.Len()
		d.Tokens = append(d.Tokens, tok)
	}
	d.Text = text.String()
	d.Sents = []tocsin.Span{{Start: 0, End: len(d.Tokens)}}
	return d
}

func addActors(d *tocsin.Doc, codes string) {
	i := len(d.Tokens) - 1
	for _, c := range strings.Split(codes, "+") {
		country, sector, _ := strings.Cut(c, ".")
		a := tocsin.Actor{Span: tocsin.Span{Start: i, End: i + 1}, Head: i, Country: country, Kind: tocsin.Government, From: -1, Sectors: []string{"GOV"}}
		if sector != "" {
			a.Sectors = []string{sector}
		}
		d.Actors = append(d.Actors, a)
	}
}

// cue is a candidate of the test: the word that names the event.
type cue struct {
	word       string
	typ        plover.Type
	actor      []Slot
	recipient  []Slot
	reciprocal bool
	light      string
}

func find(t *testing.T, d *tocsin.Doc, word string) int {
	t.Helper()
	i := slices.IndexFunc(d.Tokens, func(k tocsin.Token) bool { return k.Form == word })
	if i < 0 {
		t.Fatalf("no word %q in %q", word, d.Text)
	}
	return i
}

// play resolves the candidates of the only sentence of d.
func play(t *testing.T, d *tocsin.Doc, cues ...cue) *scene {
	t.Helper()
	l, err := LoadLexicon(d.Lang)
	if err != nil {
		t.Fatal(err)
	}
	var cs []Candidate
	for _, c := range cues {
		i := find(t, d, c.word)
		light := -1
		if c.light != "" {
			light = find(t, d, c.light)
		}
		sense := &Sense{Type: c.typ, Actor: c.actor, Recipient: c.recipient, Reciprocal: c.reciprocal}
		if sense.Actor == nil {
			sense.Actor = []Slot{"subj"}
		}
		if sense.Recipient == nil {
			sense.Recipient = []Slot{"obj"}
		}
		cs = append(cs, Candidate{Sense: sense, Head: i, Type: c.typ, Light: light, Trigger: tocsin.Span{Start: i, End: i + 1}})
	}
	s := newScene(newPage(d), newView(d, d.Sents[0], l.classes), 0, cs)
	s.resolve()
	return s
}

func (s *scene) codes(is []int) string {
	var out []string
	for _, i := range is {
		out = append(out, s.doc.Actors[i].Country)
	}
	return strings.Join(out, "+")
}

func TestCast(t *testing.T) {
	hit := func(w string) cue { return cue{word: w, typ: plover.Assault} }
	for _, c := range []struct {
		name, words       string
		cue               cue
		actors, recipient string
	}{
		{"active", "Chile/PROPN/2/nsubj [CHL] shelled:shell/VBD/0/root Peru/PROPN/2/obj [PER]", hit("shelled"), "CHL", "PER"},
		{"passive", "Peru/PROPN/3/nsubj:pass [PER] was/AUX/3/aux:pass shelled:shell/VBN/0/root by/ADP/5/case Chile/PROPN/3/obl:agent [CHL]", hit("shelled"), "CHL", "PER"},
		{"passive without agent", "Peru/PROPN/3/nsubj:pass [PER] was/AUX/3/aux:pass shelled:shell/VBN/0/root", hit("shelled"), "", "PER"},
		{"relative", "troops/NOUN/0/root [CHL.MIL] that:that/PRON/3/nsubj shelled:shell/VBD/1/acl:relcl Peru/PROPN/3/obj [PER]", hit("shelled"), "CHL", "PER"},
		{"relative object without pronoun", "tanker/NOUN/0/root [PER.BUS] Chile/PROPN/3/nsubj [CHL] seized:seize/VBD/1/acl:relcl", hit("seized"), "CHL", "PER"},
		{"participle", "troops/NOUN/4/nsubj [CHL.MIL] shelling:shell/VBG/1/acl Peru/PROPN/2/obj [PER] fled:flee/VBD/0/root", hit("shelling"), "CHL", "PER"},
		{"past participle", "sailors/NOUN/5/nsubj [PER.MIL] seized:seize/VBN/1/acl by/ADP/4/case Chile/PROPN/2/obl:agent [CHL] wept:weep/VBD/0/root", hit("seized"), "CHL", "PER"},
		{"shared subject", "Chile/PROPN/2/nsubj [CHL] encircled:encircle/VBD/0/root Arica/PROPN/2/obj and/CCONJ/5/cc shelled:shell/VBD/2/conj Peru/PROPN/5/obj [PER]", hit("shelled"), "CHL", "PER"},
		{"coordinated parties", "Chile/PROPN/4/nsubj [CHL] and/CCONJ/3/cc Bolivia/PROPN/1/conj [BOL] shelled:shell/VBD/0/root Peru/PROPN/4/obj [PER]", hit("shelled"), "CHL+BOL", "PER"},
		{"subject control", "Chile/PROPN/2/nsubj [CHL] began:begin/VBD/0/root shelling:shell/VBG/2/xcomp Peru/PROPN/3/obj [PER]", hit("shelling"), "CHL", "PER"},
		{"object control", "Bolivia/PROPN/2/nsubj [BOL] told:tell/VBD/0/root Chile/PROPN/2/obj [CHL] to/PART/5/mark shell/VB/2/xcomp Peru/PROPN/5/obj [PER]", hit("shell"), "CHL", "PER"},
		{"addressee", "Bolivia/PROPN/2/nsubj [BOL] called:call/VBD/0/root on/ADP/4/case Chile/PROPN/2/obl [CHL] to/PART/6/mark shell/VB/2/xcomp Peru/PROPN/6/obj [PER]", hit("shell"), "CHL", "PER"},
		{"accused of", "Peru/PROPN/2/nsubj [PER] accused:accuse/VBD/0/root Chile/PROPN/2/obj [CHL] of/SCONJ/5/mark shelling:shell/VBG/2/advcl Peru/PROPN/5/obj [PER]", hit("shelling"), "CHL", "PER"},
		{"accused of, hung on the noun", "Peru/PROPN/2/nsubj [PER] accused:accuse/VBD/0/root Chile/PROPN/2/obj [CHL] of/SCONJ/5/mark shelling:shell/VBG/3/acl Bolivia/PROPN/5/obj [BOL]", hit("shelling"), "CHL", "BOL"},
		{"was accused of", "Chile/PROPN/3/nsubj:pass [CHL] was/AUX/3/aux:pass accused:accuse/VBN/0/root of/SCONJ/5/mark shelling:shell/VBG/3/advcl Peru/PROPN/5/obj [PER]", hit("shelling"), "CHL", "PER"},
		{"after -ing", "Chile/PROPN/2/nsubj [CHL] withdrew:withdraw/VBD/0/root after/SCONJ/4/mark shelling:shell/VBG/2/advcl Peru/PROPN/4/obj [PER]", hit("shelling"), "CHL", "PER"},
		{"with the army shelling", "Bolivia/PROPN/2/nsubj [BOL] waited:wait/VBD/0/root with/ADP/4/case Chile/PROPN/2/obl [CHL] shelling:shell/VBG/2/advcl Peru/PROPN/5/obj [PER]", hit("shelling"), "CHL", "PER"},
		{"weapon as subject", "Chilean/ADJ/2/amod [CHL] rockets/NOUN/3/nsubj hit:hit/VBD/0/root Peru/PROPN/3/obj [PER]", hit("hit"), "CHL", "PER"},
		{"fired by", "rocket/NOUN/5/nsubj fired:fire/VBN/1/acl by/ADP/4/case Chile/PROPN/2/obl:agent [CHL] hit:hit/VBD/0/root Peru/PROPN/5/obj [PER]", hit("hit"), "CHL", "PER"},
		{"nobody", "rockets/NOUN/2/nsubj hit:hit/VBD/0/root the/DET/4/det bridge/NOUN/2/obj", hit("hit"), "", ""},
	} {
		s := play(t, tree(t, c.words), c.cue)
		if a, r := s.codes(s.acts[0].actors), s.codes(s.acts[0].recipients); a != c.actors || r != c.recipient {
			t.Errorf("%s: %s → %s, want %s → %s", c.name, a, r, c.actors, c.recipient)
		}
	}
}

func TestCastNouns(t *testing.T) {
	raid := func(recipient ...Slot) cue {
		return cue{word: "raid", typ: plover.Assault, actor: []Slot{"poss", "subj"}, recipient: recipient}
	}
	light := raid("on")
	light.light = "carried"
	for _, c := range []struct {
		name, words       string
		cue               cue
		actors, recipient string
	}{
		{"genitive", "Chile/PROPN/3/nmod:poss [CHL] 's/PART/1/case raid/NOUN/6/nsubj on/ADP/5/case Peru/PROPN/3/nmod [PER] failed:fail/VBD/0/root", raid("on"), "CHL", "PER"},
		{"adjective", "The/DET/3/det Chilean/ADJ/3/amod [CHL] raid/NOUN/4/nsubj failed:fail/VBD/0/root", raid("on"), "CHL", ""},
		{"by-phrase", "A/DET/2/det raid/NOUN/5/nsubj by/ADP/4/case Chile/PROPN/2/nmod [CHL] failed:fail/VBD/0/root", raid("on"), "CHL", ""},
		{"light verb", "Chile/PROPN/2/nsubj [CHL] carried:carry/VBD/0/root out/ADP/2/compound:prt a/DET/5/det raid/NOUN/2/obj on/ADP/7/case Peru/PROPN/2/obl [PER]", light, "CHL", "PER"},
		{"ordered", "Chile/PROPN/2/nsubj [CHL] ordered:order/VBD/0/root a/DET/4/det raid/NOUN/2/obj on/ADP/6/case Peru/PROPN/4/nmod [PER]", raid("on"), "CHL", "PER"},
		{"condemned", "Bolivia/PROPN/2/nsubj [BOL] condemned:condemn/VBD/0/root the/DET/4/det raid/NOUN/2/obj on/ADP/6/case Peru/PROPN/4/nmod [PER]", raid("on"), "", "PER"},
		{"blamed for", "Peru/PROPN/2/nsubj [PER] blamed:blame/VBD/0/root Chile/PROPN/2/obj [CHL] for/ADP/6/case the/DET/6/det raid/NOUN/2/obl", raid("on"), "CHL", ""},
		{"claimed responsibility", "Chile/PROPN/2/nsubj [CHL] claimed:claim/VBD/0/root responsibility/NOUN/2/obj for/ADP/6/case the/DET/6/det raid/NOUN/3/nmod", raid("on"), "CHL", ""},
		{"victims", "A/DET/2/det raid/NOUN/3/nsubj killed:kill/VBD/0/root two/NUM/5/nummod soldiers/NOUN/3/obj [PER.MIL]", raid("on"), "", "PER"},
		{"died in", "Two/NUM/2/nummod soldiers/NOUN/3/nsubj [PER.MIL] died:die/VBD/0/root in/ADP/6/case a/DET/6/det raid/NOUN/3/obl", raid("on"), "", "PER"},
	} {
		s := play(t, tree(t, c.words), c.cue)
		if a, r := s.codes(s.acts[0].actors), s.codes(s.acts[0].recipients); a != c.actors || r != c.recipient {
			t.Errorf("%s: %s → %s, want %s → %s", c.name, a, r, c.actors, c.recipient)
		}
	}
}

func TestCastReciprocal(t *testing.T) {
	met := cue{word: "met", typ: plover.Consult, recipient: []Slot{"obj", "with"}, reciprocal: true}
	for _, words := range []string{
		"Chile/PROPN/2/nsubj [CHL] met:meet/VBD/0/root Peru/PROPN/2/obj [PER]",
		"Chile/PROPN/2/nsubj [CHL] met:meet/VBD/0/root with/ADP/4/case Peru/PROPN/2/obl [PER]",
		"Chile/PROPN/4/nsubj [CHL] and/CCONJ/3/cc Peru/PROPN/1/conj [PER] met:meet/VBD/0/root",
		"envoys/NOUN/2/nsubj [CHL+PER] met:meet/VBD/0/root",
	} {
		s := play(t, tree(t, words), met)
		if a := s.acts[0]; s.codes(a.actors) != "CHL+PER" || len(a.recipients) > 0 {
			t.Errorf("%q: %s → %s", s.doc.Text, s.codes(a.actors), s.codes(a.recipients))
		}
	}
}

func TestAboutAnAct(t *testing.T) {
	s := play(t, tree(t, "Peru/PROPN/2/nsubj [PER] condemned:condemn/VBD/0/root the/DET/5/det Chilean/ADJ/5/amod [CHL] raid/NOUN/2/obj"),
		cue{word: "condemned", typ: plover.Accuse}, cue{word: "raid", typ: plover.Assault, actor: []Slot{"poss"}, recipient: []Slot{"on"}})
	if a := s.acts[0]; s.codes(a.actors) != "PER" || s.codes(a.recipients) != "CHL" {
		t.Errorf("%s → %s", s.codes(a.actors), s.codes(a.recipients))
	}
}

func TestTownIsAPlace(t *testing.T) {
	d := tree(t, "Chile/PROPN/2/nsubj [CHL] shelled:shell/VBD/0/root Tacna/PROPN/2/obj [PER]")
	d.Places = []tocsin.Place{{Span: tocsin.Span{Start: 2, End: 3}, Head: 2, Name: "Tacna", Country: "PER", Precision: tocsin.PrecisionCity}}
	s := play(t, d, cue{word: "shelled", typ: plover.Assault})
	if a := s.acts[0]; len(a.recipients) != 0 || a.where != 0 {
		t.Errorf("recipients %v, place %d", a.recipients, a.where)
	}
	d.Places[0].Precision = tocsin.PrecisionCountry
	s = play(t, d, cue{word: "shelled", typ: plover.Assault})
	if a := s.acts[0]; s.codes(a.recipients) != "PER" {
		t.Errorf("recipients %v", a.recipients)
	}
}
