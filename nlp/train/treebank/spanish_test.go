package treebank

import (
	"strings"
	"testing"

	"tocsin/nlp/conllu"
)

func parse(t *testing.T, snippet string) tree {
	t.Helper()
	var lines []string
	for line := range strings.SplitSeq(strings.TrimSpace(snippet), "\n") {
		cols := strings.Fields(line)
		for len(cols) < 10 {
			cols = append(cols, "_")
		}
		lines = append(lines, strings.Join(cols, "\t"))
	}
	s, err := conllu.NewReader(strings.NewReader(strings.Join(lines, "\n") + "\n")).Read()
	if err != nil {
		t.Fatal(err)
	}
	return tree{s}
}

// rels writes each word with its tag and relation.
func rels(t tree) string {
	var out []string
	for _, w := range t.Words {
		out = append(out, w.Form+"/"+w.UPOS+"/"+w.Rel)
	}
	return strings.Join(out, " ")
}

func TestHarmonise(t *testing.T) {
	for _, c := range []struct {
		name, in string
		ancora   bool
		want     string
	}{
		{"passive with an agent", `
1 Ana   Ana     PROPN _ _             3 nsubj
2 fue   ser     AUX   _ _             3 aux
3 vista ver     VERB  _ VerbForm=Part 0 root
4 por   por     ADP   _ _             5 case
5 todos todo    PRON  _ _             3 obj`, true,
			"Ana/PROPN/nsubj:pass fue/AUX/aux:pass vista/VERB/root por/ADP/case todos/PRON/obl:agent"},
		{"perfect, no agent", `
1 ha    haber   AUX   _ _             2 aux
2 ido   ir      VERB  _ VerbForm=Part 0 root
3 por   por     ADP   _ _             4 case
4 pan   pan     NOUN  _ _             2 obj`, true,
			"ha/AUX/aux ido/VERB/root por/ADP/case pan/NOUN/obl:arg"},
		{"participle with a complement", `
1 jefe     jefe    NOUN _ _             0 root
2 visto    visto   ADJ  _ VerbForm=Part 1 amod
3 por      por     ADP  _ _             4 case
4 ella     él      PRON _ _             2 obl`, true,
			"jefe/NOUN/root visto/VERB/acl por/ADP/case ella/PRON/obl:agent"},
		{"relative clause", `
1 gente gente NOUN  _ _ 0 root
2 que   que   SCONJ _ _ 3 mark
3 calla callar VERB _ _ 1 acl:relcl`, false,
			"gente/NOUN/root que/PRON/nsubj calla/VERB/acl:relcl"},
		{"direct object with a person", `
1 ve  ver VERB  _ _ 0 root
2 a   a   ADP   _ _ 3 case
3 Ana Ana PROPN _ _ 1 obj`, true,
			"ve/VERB/root a/ADP/case Ana/PROPN/obj"},
		{"percentage", `
1 sube subir VERB _ _ 0 root
2 un   uno   DET  _ _ 3 det
3 25%  25%   SYM  _ _ 1 obj
4 hoy  hoy   ADV  _ _ 1 advmod`, true,
			"sube/VERB/root un/DET/det 25/NUM/nummod %/SYM/obj hoy/ADV/advmod"},
	} {
		s := parse(t, c.in)
		harmonise(s, c.ancora, map[string]string{"vist": "ver"})
		if got := rels(s); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestMark(t *testing.T) {
	g, err := LoadGazetteer("es", map[string][]string{"PER": {"Rita Paz"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ in, want string }{
		{`
1 Bogotá  Bogotá PROPN _ _ 2 nsubj
2 espera  esperar VERB _ _ 0 root
3 a       a ADP _ _ 4 case
4 Rita    Rita PROPN _ _ 2 obj
5 Paz     Paz PROPN _ _ 4 flat`, "B-LOC - - B-PER I-PER"},
		{`
1 dijo    decir VERB _ _ 0 root
2 Zubelzu Zubelzu PROPN _ _ 1 nsubj
3 de      de ADP _ _ 4 case
4 Querto  Querto PROPN _ _ 2 nmod`, "- B-PER - ?"},
		{`
1 la      el DET _ _ 2 det
2 empresa empresa NOUN _ _ 0 root
3 Tarvix  Tarvix PROPN _ _ 2 appos`, "- - B-ORG"},
	} {
		s := parse(t, c.in)
		g.mark(Text{s.Sentence})
		var got []string
		for _, w := range s.Words {
			v, ok := conllu.Attr(w.Misc, "NER")
			if !ok {
				v = "-"
			}
			got = append(got, v)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("got %v, want %s", got, c.want)
		}
	}
}

func TestTenthAndSurface(t *testing.T) {
	texts := make([]Text, 25)
	train, selection := Tenth(texts)
	if len(train) != 23 || len(selection) != 2 {
		t.Errorf("%d and %d", len(train), len(selection))
	}
	s := parse(t, `
1-2 del _ _ _ _ _ _ _ SpaceAfter=No
1 de de ADP _ _ 3 case
2 el el DET _ _ 3 det
3 mar mar NOUN _ _ 0 root`)
	flat := Surface([]Text{{s.Sentence}})[0][0]
	if len(flat.Words) != 2 || flat.Words[0].Form != "del" || flat.Words[0].Misc != "SpaceAfter=No" || len(flat.Ranges) != 0 {
		t.Errorf("%+v", flat)
	}
}
