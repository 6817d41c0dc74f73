package train

import (
	"strings"
	"testing"

	"tocsin/nlp/conllu"
)

func TestEntityNames(t *testing.T) {
	block := strings.ReplaceAll(`1 President _ PROPN _ _ 5 nsubj _ Entity=(1-person-new-x
2 Ana _ PROPN _ _ 1 flat _ _
3 Ruiz _ PROPN _ _ 1 flat _ Entity=1)
4 , _ PUNCT _ _ 5 punct _ _
5 left _ VERB _ _ 0 root _ _
6 the _ DET _ _ 7 det _ Entity=(2-organization-new-x
7 Bank _ PROPN _ _ 5 obj _ _
8 of _ ADP _ _ 9 case _ _
9 Norland _ PROPN _ _ 7 nmod _ Entity=(3-place-new-x-Norland)2)
10 for _ ADP _ _ 12 case _ _
11 a _ DET _ _ 12 det _ Entity=(4-place-new-x
12 town _ NOUN _ _ 5 obl _ _
13 near _ ADP _ _ 14 case _ _
14 Tarn _ PROPN _ _ 12 nmod _ Entity=(5-place-giv:act-x)4)
`, " ", "\t")
	s, err := conllu.NewReader(strings.NewReader(block + "\n")).Read()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(entityNames(s), " ")
	want := "O B-PER I-PER O O O B-ORG I-ORG I-ORG O O O O B-LOC"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNameKind(t *testing.T) {
	for in, want := range map[string]string{"B-person": "B-PER", "I-corporation": "I-ORG", "B-product": "O", "O": "O", "B-LOC": "B-LOC", "": "O"} {
		if got := nameKind(in); got != want {
			t.Errorf("nameKind(%q) = %q, want %q", in, got, want)
		}
	}
}
