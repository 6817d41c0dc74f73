package events

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"tocsin"
)

const gsr = `[
{"id":"a","date":"2001-02-03","text":"Arland accused Borland.","language":"en","event":"DISAPPROVE",
 "source":[{"actorText":"Arland","code":"ARL"}],"target":[{"actorText":"Borland","code":"BOR","sector":"GOV"}]},
{"id":"b","date":"","text":"Arland and Borland met.","language":"en","event":"CONSULT",
 "source":[{"actorText":"Arland","code":"ARL"},{"actorText":"Borland","code":"BOR"}],"target":""}]`

const plv = "sentence\tsource\ttarget\tplover_root\tquad\nArland freed envoys of Borland.\tArland\tenvoys of Borland\tYIELD\t2\n"

const petr = `<Sentences>
<Sentence category="X" date="20080804" id="one" evaluate="true"/>
<EventCoding eventcode="190" sourcecode="USAMIL" targetcode="---REB" />
<Text>
Soldiers shot
at rebels &amp; fled.
</Text>
<Parse>
1	Soldiers	soldier	NOUN	_	_	2	nsubj	_	_
</Parse></Sentence>
<Sentence id="two">
<EventCoding noevents="True" />
<Text>
20000430	x | It rained.
</Text>`

const muc = `{"docid":"s","doctext":"the mayor of lima, peru, was shot.","templates":[{"incident_type":"attack","Target":[],"Victim":[[["the mayor of lima",0]]]}]}
{"docid":"t","doctext":"quiet day in lima.","templates":[]}`

func read(t *testing.T, set, text string) []Case {
	t.Helper()
	s, err := Find(set)
	if err != nil {
		t.Fatal(err)
	}
	cases, err := s.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

func TestReaders(t *testing.T) {
	a := read(t, "plover-gsr", gsr)
	if len(a) != 2 || a[0].Gold[0].Types[0] != "ACCUSE" || a[0].Gold[0].Target[0].Role != "GOV" || a[1].Gold[0].Target != nil {
		t.Errorf("%+v", a)
	}
	b := read(t, "plv", plv)
	if len(b) != 1 || len(b[0].Gold[0].Types) != 2 || b[0].Gold[0].Target[0].Text != "envoys of Borland" {
		t.Errorf("%+v", b)
	}
	c := read(t, "petr2", petr)
	if len(c) != 2 || c[0].Text != "Soldiers shot at rebels & fled." || len(c[0].Gold) != 1 || len(c[1].Gold) != 0 {
		t.Fatalf("%+v", c)
	}
	if g := c[0].Gold[0]; g.Root != "19" || g.Types[0] != "ASSAULT" || g.Source[0].Country != "USA" || g.Source[0].Role != "MIL" || g.Target[0].Country != "" || g.Target[0].Role != "REB" {
		t.Errorf("%+v", g)
	}
	if d := read(t, "fight", petr); d[1].Text != "It rained." || d[1].Lang != "es" {
		t.Errorf("%+v", d)
	}
	e := read(t, "muc", muc)
	if len(e) != 1 || len(e[0].Countries) != 1 || e[0].Countries[0] != "PER" || len(e[0].Harmed) != 1 || e[0].Harmed[0] != "mayor" {
		t.Errorf("%+v", e)
	}
}

func TestReadersRefuse(t *testing.T) {
	for set, text := range map[string]string{
		"plover-gsr": `[{"id":"a"}]`, "plv": "head\nonly one cell\n", "muc": "{",
		"petr2": "<Sentence id=\"a\">\n<EventCoding eventcode=\"1\" />\n<Text>\nx\n</Text>",
	} {
		s, _ := Find(set)
		if _, err := s.Read(strings.NewReader(text)); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: %v", set, err)
		}
	}
	if _, err := Find("nothing"); !errors.Is(err, tocsin.ErrInvalid) {
		t.Error(err)
	}
}

func party(text, country, sector string) tocsin.Party {
	return tocsin.Party{Segment: tocsin.Segment{Text: text}, Country: country, Sectors: []string{sector}}
}

func mention(kind, cameo string, actors, recipients []tocsin.Party) tocsin.Mention {
	return tocsin.Mention{Type: kind, CAMEO: cameo, Actors: actors, Recipients: recipients}
}

// figures runs a set on one list of mentions for each of its cases.
func figures(t *testing.T, set, text string, found ...[]tocsin.Mention) map[string]float64 {
	t.Helper()
	s, err := Find(set)
	if err != nil {
		t.Fatal(err)
	}
	n := -1
	score, err := s.Compare(read(t, set, text), func(tocsin.Report) ([]tocsin.Mention, error) {
		n++
		return found[n], nil
	}, tocsin.Day{Year: 2000, Month: 1, Date: 1})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	score.Print(&out, 9)
	if !strings.Contains(out.String(), "0") {
		t.Error(out.String())
	}
	return score.Figures()
}

func expect(t *testing.T, got map[string]float64, want map[string]float64) {
	t.Helper()
	for name, v := range want {
		if d := got[name] - v; d > 1e-9 || d < -1e-9 {
			t.Errorf("%s is %v, want %v", name, got[name], v)
		}
	}
}

func TestCounts(t *testing.T) {
	a, b := party("Arland", "ARL", "GOV"), party("the Borland envoys", "BOR", "GOV")
	expect(t, figures(t, "plover-gsr", gsr,
		[]tocsin.Mention{mention("ACCUSE", "112", []tocsin.Party{b}, []tocsin.Party{a})}, // the wrong way round
		[]tocsin.Mention{mention("CONSULT", "040", []tocsin.Party{b, a}, nil)},
	), map[string]float64{"records": 2, "type": 1, "pair": 0.5})
	expect(t, figures(t, "plv", plv,
		[]tocsin.Mention{mention("RETREAT", "084", []tocsin.Party{a}, []tocsin.Party{b}), mention("ACCUSE", "112", []tocsin.Party{b}, nil)},
	), map[string]float64{"type_r": 1, "type_p": 0.5, "pair_accuracy": 1, "pair_precision": 1, "pair_seen": 1})
	us, rebels := party("Soldiers", "USA", "MIL"), party("rebels", "", "REB")
	found := [][]tocsin.Mention{{mention("ASSAULT", "190", []tocsin.Party{us}, []tocsin.Party{rebels})}, {mention("AID", "070", nil, nil)}}
	expect(t, figures(t, "petr2", petr, found...), map[string]float64{"triple_p": 0.5, "triple_r": 1, "root_r": 1, "type_p": 0.5})
	expect(t, figures(t, "fight", petr, found...), map[string]float64{"root_p": 0.5, "root_r": 1, "actor_f": 2. / 3, "roles_f": 2. / 3})
	hit := mention("ASSAULT", "190", nil, []tocsin.Party{party("the mayor", "PER", "GOV")})
	expect(t, figures(t, "muc", muc, []tocsin.Mention{hit}), map[string]float64{"assault": 1, "country": 1, "harmed": 1})
	hit.Type = "COERCE"
	expect(t, figures(t, "muc", muc, []tocsin.Mention{hit}), map[string]float64{"assault": 0, "country": 0, "harmed": 0})
}

// TestReciprocalHoldsBothWays: each of two who meet is source and target.
func TestReciprocalHoldsBothWays(t *testing.T) {
	m := mention("CONSULT", "042", []tocsin.Party{party("a", "ARL", ""), party("b", "BOR", "")}, nil)
	one := []triple{{"04", "BOR", "ARL"}}
	if got := triplesOf(&m, "04", one); !slices.Equal(got, one) {
		t.Errorf("%+v", got)
	}
	if got := triplesOf(&m, "04", nil); len(got) != 2 || got[0].source != got[1].target {
		t.Errorf("%+v", got)
	}
}

// fuzzReader: no panic, and whatever is read has a text.
func fuzzReader(f *testing.F, set, seed string) {
	s, err := Find(set)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(seed))
	f.Fuzz(func(t *testing.T, data []byte) {
		cases, err := s.Read(bytes.NewReader(data))
		if err != nil && !errors.Is(err, tocsin.ErrInvalid) {
			t.Fatal(err)
		}
		for i := range cases {
			if cases[i].Text == "" && set != "fight" && set != "muc" {
				t.Fatalf("%+v", cases[i])
			}
		}
		s.Count(cases, make([][]tocsin.Mention, len(cases)))
	})
}

func FuzzReadGSR(f *testing.F)   { fuzzReader(f, "plover-gsr", gsr) }
func FuzzReadPLV(f *testing.F)   { fuzzReader(f, "plv", plv) }
func FuzzReadPETR(f *testing.F)  { fuzzReader(f, "petr2", petr) }
func FuzzReadFight(f *testing.F) { fuzzReader(f, "fight", petr) }
func FuzzReadMUC(f *testing.F)   { fuzzReader(f, "muc", muc) }
