package segtrain

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tocsin/nlp/conllu"
	"tocsin/nlp/segment"
)

const snippet = `
1 They  they  PRON  PRP _ 4 nsubj _ _
2 do    do    AUX   VBP _ 4 aux   _ SpaceAfter=No
3 n't   not   PART  RB  _ 4 advmod _ _
4 fight fight VERB  VB  _ 0 root  _ SpaceAfter=No
5 .     .     PUNCT .   _ 4 punct _ _

1 "     "     PUNCT ''  _ 2 punct _ SpaceAfter=No
2 Peace peace NOUN  NN  _ 0 root  _ SpaceAfter=No
3 "     "     PUNCT ''  _ 2 punct _ _
4 --    --    PUNCT :   _ 2 punct _ _
5 now   now   ADV   RB  _ 2 advmod _ SpaceAfter=No
6 !     !     PUNCT .   _ 2 punct _ _
`

func TestStyleKeepsWords(t *testing.T) {
	doc, err := conllu.Parse(snippet)
	if err != nil {
		t.Fatal(err)
	}
	ps := pieces(doc)
	style{curly: true, dash: "—"}.apply(ps)
	s := join(ps)
	if want := "They don’t fight. “Peace”—now!"; s.text != want {
		t.Errorf("got %q, want %q", s.text, want)
	}
	if len(s.words) != len(doc.Tokens) {
		t.Errorf("%d words, want %d", len(s.words), len(doc.Tokens))
	}
}

func TestEvaluate(t *testing.T) {
	doc, err := conllu.Parse(snippet)
	if err != nil {
		t.Fatal(err)
	}
	e := Evaluate(whole{}, doc)
	if e.Words.F1 != 0 || e.Sentences.F1 != 0 {
		t.Errorf("one word in one sentence scores %+v", e)
	}
	e = Evaluate(perfect{doc.Tokens[0].End}, doc)
	if e.Words.Precision != 1 || e.Words.Recall != 1/11.0 {
		t.Errorf("one right word of eleven scores %+v", e.Words)
	}
}

type whole struct{}

func (whole) Segment(text string) (tokens, sents [][2]int) {
	return [][2]int{{0, len(text)}}, [][2]int{{0, 1}}
}

type perfect struct{ end int }

func (p perfect) Segment(string) (tokens, sents [][2]int) {
	return [][2]int{{0, p.end}}, [][2]int{{0, 1}}
}

// TestTrainLearns fits the snippet and reads the model back; twice the same
// configuration gives the same bytes.
func TestTrainLearns(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "a.conllu")
	doc, err := conllu.Parse(snippet)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := conllu.Write(&b, doc); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	var models [2][]byte
	for i := range models {
		cfg := Config{Train: []string{in}, Dev: []string{in}, Out: filepath.Join(dir, "m.seg"), Words: 10, Sents: 10, Epochs: 30}
		if err := Train(cfg, nil); err != nil {
			t.Fatal(err)
		}
		models[i], _ = os.ReadFile(cfg.Out)
	}
	if !reflect.DeepEqual(models[0], models[1]) {
		t.Error("two runs differ")
	}
	s, err := segment.New(models[0])
	if err != nil {
		t.Fatal(err)
	}
	if e := Evaluate(s, doc); e.Words.F1 != 1 || e.Sentences.F1 != 1 {
		t.Errorf("on its training text: %+v", e)
	}
}

func TestRandomStyleIsSeeded(t *testing.T) {
	draw := func() (out []style) {
		rng := rand.New(rand.NewPCG(1, 2))
		for range 20 {
			out = append(out, randomStyle(rng))
		}
		return out
	}
	if !reflect.DeepEqual(draw(), draw()) {
		t.Error("the same seed draws other styles")
	}
}

// TestShippedModel holds the shipped model to the bars of the project where
// the treebank is at hand.
func TestShippedModel(t *testing.T) {
	root := os.Getenv("TOCSIN_SHARED")
	if root == "" {
		root = "../../../../shared"
	}
	gold, err := ReadText(filepath.Join(root, "data", "ud-en-ewt", "en_ewt-ud-dev.conllu"))
	if err != nil {
		t.Skip("no treebank")
	}
	s, err := segment.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	e := Evaluate(s, gold)
	t.Logf("words %.2f, sentences %.2f", 100*e.Words.F1, 100*e.Sentences.F1)
	if e.Words.F1 < 0.989 || e.Sentences.F1 < 0.88 {
		t.Errorf("below the bars 98.90 and 88.00")
	}
}
