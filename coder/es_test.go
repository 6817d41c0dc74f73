package coder

import (
	"math/rand/v2"
	"strings"
	"testing"

	"tocsin"
	"tocsin/plover"
)

func spanish(t testing.TB) *Lexicon {
	t.Helper()
	l, err := LoadLexicon("es")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestSpanishLexicon(t *testing.T) {
	l := spanish(t)
	if l.Size() < 1000 {
		t.Errorf("%d senses, want at least 1000", l.Size())
	}
	per, modes := map[plover.Type]int{}, map[string]bool{}
	for _, r := range l.all() {
		per[r.sense.Type]++
		for _, m := range r.sense.Modes {
			modes[string(r.sense.Type)+" "+string(m)] = true
		}
	}
	for i := range l.modes {
		for _, m := range l.modes[i].modes {
			modes[string(l.modes[i].typ)+" "+string(m)] = true
		}
	}
	for _, ty := range plover.Types() {
		if per[ty] < 20 {
			t.Errorf("%s has %d rows", ty, per[ty])
		}
		for _, m := range plover.Modes(ty) {
			if !modes[string(ty)+" "+string(m)] {
				t.Errorf("no row tells %s %s", ty, m)
			}
		}
	}
}

// TestSpanishPairs: at least a thousand rows have an example and a
// counter-example, counted as TestPairs counts English ones: a row of several
// verbs once.
func TestSpanishPairs(t *testing.T) {
	both := 0
	for _, r := range spanish(t).all() {
		if r.example != "" && r.counter != "" {
			both++
		}
	}
	if both < 1000 {
		t.Errorf("%d rows have an example and a counter-example, want at least 1000", both)
	}
}

// TestSpanishExamples holds Spanish to what TestExamples asks of English.
func TestSpanishExamples(t *testing.T) { newBench(t, "es").run(1000) }

// spanishTree is tree for Spanish: a fifth part of a word holds its features.
func spanishTree(t *testing.T, words string) *tocsin.Doc {
	t.Helper()
	var plain, feats []string
	for _, w := range strings.Fields(words) {
		f := strings.Split(w, "/")
		if len(f) == 5 {
			w = strings.Join(f[:4], "/")
		}
		plain = append(plain, w)
		if !strings.HasPrefix(w, "[") {
			feats = append(feats, strings.Join(f[min(4, len(f)):], ""))
		}
	}
	d := tree(t, strings.Join(plain, " "))
	d.Lang = "es"
	for i, f := range feats {
		d.Tokens[i].Feats = f
	}
	return d
}

const (
	fin  = "/VerbForm=Fin|Number=Sing|Person=3"
	fins = "/VerbForm=Fin|Number=Plur|Person=3"
	inf  = "/VerbForm=Inf"
	part = "/VerbForm=Part|Tense=Past"
)

func TestSpanishCast(t *testing.T) {
	hit := func(w string) cue { return cue{word: w, typ: plover.Assault} }
	move := func(w string) cue { return cue{word: w, typ: plover.Mobilize} }
	noun := cue{word: "ataque", typ: plover.Assault, actor: []Slot{"subj", "poss", "por", "de"}, recipient: []Slot{"contra", "a"}}
	for _, c := range []struct {
		name, words       string
		cue               cue
		actors, recipient string
	}{
		{"personal object", "Chile/PROPN/2/nsubj [CHL] atacó:atacar/VERB/0/root" + fin + " a/ADP/4/case Perú/PROPN/2/obj [PER]", hit("atacó"), "CHL", "PER"},
		{"verb first", "Atacó:atacar/VERB/0/root" + fin + " Chile/PROPN/1/nsubj [CHL] a/ADP/4/case Perú/PROPN/1/obj [PER]", hit("Atacó"), "CHL", "PER"},
		{"passive", "Perú/PROPN/3/nsubj:pass [PER] fue:ser/AUX/3/aux:pass atacado:atacar/VERB/0/root" + part + " por/ADP/5/case Chile/PROPN/3/obl:agent [CHL]", hit("atacado"), "CHL", "PER"},
		{"passive by the auxiliary's lemma", "Perú/PROPN/3/nsubj [PER] fue:ser/AUX/3/aux atacado:atacar/VERB/0/root" + part + " por/ADP/5/case Chile/PROPN/3/obj [CHL]", hit("atacado"), "CHL", "PER"},
		{"clitic", "Chile/PROPN/3/nsubj [CHL] los:él/PRON/3/obj [PER] atacó:atacar/VERB/0/root" + fin, hit("atacó"), "CHL", "PER"},
		{"reflexive passive", "Se:él/PRON/2/expl:pass/Reflex=Yes bombardearon:bombardear/VERB/0/root" + fins + " dos/NUM/4/nummod convoyes:convoy/NOUN/2/nsubj [PER.MIL]", hit("bombardearon"), "", "PER"},
		{"reflexive passive moves forces", "Se:él/PRON/2/expl:pass/Reflex=Yes enviaron:enviar/VERB/0/root" + fins + " tres/NUM/4/nummod buques:buque/NOUN/2/nsubj [CHL.MIL]", move("enviaron"), "CHL", ""},
		{"pronominal verb", "Chile/PROPN/3/nsubj [CHL] se:él/PRON/3/expl:pv/Reflex=Yes enfrentó:enfrentar/VERB/0/root" + fin + " a/ADP/5/case Perú/PROPN/3/obl [PER]",
			cue{word: "enfrentó", typ: plover.Assault, recipient: []Slot{"a"}, reciprocal: true}, "CHL+PER", ""},
		{"told to", "Bolivia/PROPN/2/nsubj [BOL] ordenó:ordenar/VERB/0/root" + fin + " a/ADP/4/case Chile/PROPN/2/obl:arg [CHL] atacar/VERB/2/xcomp" + inf + " Perú/PROPN/5/obj [PER]", hit("atacar"), "CHL", "PER"},
		{"asked that", "Bolivia/PROPN/2/nsubj [BOL] pidió:pedir/VERB/0/root" + fin + " a/ADP/4/case Chile/PROPN/2/obj [CHL] que/SCONJ/6/mark ataque:atacar/VERB/2/ccomp/VerbForm=Fin|Mood=Sub|Number=Sing|Person=3 Perú/PROPN/6/obj [PER]", hit("ataque"), "CHL", "PER"},
		{"accused of", "Perú/PROPN/2/nsubj [PER] acusó:acusar/VERB/0/root" + fin + " a/ADP/4/case Chile/PROPN/2/obj [CHL] de/ADP/6/mark atacar/VERB/2/xcomp" + inf + " Bolivia/PROPN/6/obj [BOL]", hit("atacar"), "CHL", "BOL"},
		{"said it would", "Chile/PROPN/2/nsubj [CHL] dijo:decir/VERB/0/root" + fin + " que/SCONJ/4/mark atacará:atacar/VERB/2/ccomp" + fin + " Perú/PROPN/4/obj [PER]", hit("atacará"), "CHL", "PER"},
		{"relative", "tropas:tropa/NOUN/0/root [CHL.MIL] que/PRON/3/nsubj atacaron:atacar/VERB/1/acl" + fins + " Perú/PROPN/3/obj [PER]", hit("atacaron"), "CHL", "PER"},
		{"relative object", "convoy/NOUN/0/root [PER.MIL] que/PRON/3/obj atacó:atacar/VERB/1/acl" + fin + " Chile/PROPN/3/nsubj [CHL]", hit("atacó"), "CHL", "PER"},
		{"noun of", "ataque/NOUN/0/root de/ADP/3/case Chile/PROPN/1/nmod [CHL] contra/ADP/5/case Perú/PROPN/1/nmod [PER]", noun, "CHL", "PER"},
		{"adjective behind the noun", "ataque/NOUN/0/root chileno/ADJ/1/amod [CHL] a/ADP/4/case Perú/PROPN/1/nmod [PER]", noun, "CHL", "PER"},
		{"nobody: impersonal", "Se:él/PRON/2/expl:impers/Reflex=Yes atacó:atacar/VERB/0/root" + fin + " a/ADP/4/case Perú/PROPN/2/obj [PER]", hit("atacó"), "", "PER"},
	} {
		s := play(t, spanishTree(t, c.words), c.cue)
		if a, r := s.codes(s.acts[0].actors), s.codes(s.acts[0].recipients); a != c.actors || r != c.recipient {
			t.Errorf("%s: %s → %s, want %s → %s", c.name, a, r, c.actors, c.recipient)
		}
	}
}

// TestDroppedSubject: who acts where the verb has no subject is who the
// sentence before was about, if the verb agrees with it.
func TestDroppedSubject(t *testing.T) {
	for _, c := range []struct{ name, verb, want string }{
		{"same number", "Atacó:atacar/VERB/0/root" + fin, "CHL"},
		{"other number", "Atacaron:atacar/VERB/0/root" + fins, ""},
		{"first person", "Ataqué:atacar/VERB/0/root/VerbForm=Fin|Number=Sing|Person=1", ""},
	} {
		d := spanishTree(t, "Chile/PROPN/2/nsubj [CHL] avanzó:avanzar/VERB/0/root"+fin+" "+c.verb+" Perú/PROPN/3/obj [PER]")
		d.Sents = []tocsin.Span{{Start: 0, End: 2}, {Start: 2, End: 4}}
		d.Tokens[3].Head = 2
		l := spanish(t)
		s := newScene(newPage(d), newView(d, d.Sents[1], l.classes), 1, l.Match(d, 1))
		s.resolve()
		if len(s.acts) != 1 {
			t.Fatalf("%s: %d acts", c.name, len(s.acts))
		}
		if got := s.codes(s.acts[0].actors); got != c.want {
			t.Errorf("%s: actor %q, want %q", c.name, got, c.want)
		}
		if m := s.record(s.acts[0]); c.want != "" && m.Actors[0].Text != d.Tokens[2].Form {
			t.Errorf("%s: actor's words are %q", c.name, m.Actors[0].Text)
		}
	}
}

// TestSpanishScrambled: no tree, whatever its cycles, stops the coder.
func TestSpanishScrambled(t *testing.T) {
	c, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	lemmas := strings.Fields("atacar acusar amenazar desplegar soldado docena de a por él que lunes decir negar el matar embajador retirar pedir parte tres ser ir no enviar detener")
	feats := []string{"", "VerbForm=Fin|Number=Plur|Person=3", "VerbForm=Part", "VerbForm=Inf", "Reflex=Yes", "VerbForm=Fin|Mood=Sub", "Case=Acc", "PronType=Rel"}
	rels := []string{"expl:pv", "expl:pass", "expl:impers", "obl:arg", "iobj"}
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 2))
		d := scramble(r)
		d.Lang = "es"
		for i := range d.Tokens {
			d.Tokens[i].Lemma, d.Tokens[i].Feats, d.Tokens[i].XPOS = lemmas[r.IntN(len(lemmas))], feats[r.IntN(len(feats))], ""
			if r.IntN(5) == 0 {
				d.Tokens[i].Rel = rels[r.IntN(len(rels))]
			}
		}
		for _, m := range c.Code(d) {
			if len(m.Claims) == 0 || m.Sentence.Index >= len(d.Sents) {
				t.Fatalf("seed %d: mention %+v", seed, m)
			}
		}
	}
}
