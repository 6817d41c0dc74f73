package factuality_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"tocsin"
	"tocsin/eval"
	"tocsin/factuality"
	"tocsin/nlp"
	"tocsin/nlp/conllu"
)

// sharedDir is where reference data lies beside the repository.
func sharedDir(t testing.TB) string {
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = "../../shared"
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err != nil {
		t.Skip("no reference data")
	}
	return dir
}

// judged reads the judgements and the dev split of the treebank they are about.
func judged(t *testing.T) ([]eval.Judged, []*conllu.Sentence, *tocsin.Doc) {
	dir := sharedDir(t)
	f, err := os.Open(filepath.Join(dir, "data/factuality-uds/uds-ih2-train-dev.tsv"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	js, err := eval.ReadJudged(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "data/ud-en-ewt/en_ewt-ud-dev.conllu"))
	if err != nil {
		t.Skip(err)
	}
	bank, err := eval.ReadTreebank(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := conllu.ReadDoc(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return js, bank, doc
}

// TestScores holds the scores against readers' judgements, on the treebank's
// trees and on those of the project's own parser.
func TestScores(t *testing.T) {
	a, err := factuality.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, own := range []bool{false, true} {
		js, bank, doc := judged(t)
		name, least, most := "treebank's trees", 0.60, 1.25
		if own {
			name = "own trees"
			engine, err := nlp.Load("en")
			if err != nil {
				t.Fatal(err)
			}
			engine.Parse(doc)
		}
		a.Annotate(doc)
		c, err := eval.CompareScores(js, "dev", bank, doc, a.Scores(doc))
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %v, told as done %.3f", name, c.Values(), agreement(js, bank, doc))
		if c.Pearson() < least || c.MAE() > most {
			t.Errorf("%s: pearson %.3f below %.2f or mae %.3f above %.2f", name, c.Pearson(), least, c.MAE(), most)
		}
	}
}

// agreement is how often "told as done or going on" agrees with readers who
// say that the act happened.
func agreement(js []eval.Judged, bank []*conllu.Sentence, doc *tocsin.Doc) float64 {
	done := make([]float64, len(doc.Tokens))
	for i := range done {
		if s := doc.StatusOf(i).Status; s == tocsin.Occurred || s == tocsin.Ongoing {
			done[i] = 1
		}
	}
	c, err := eval.CompareScores(js, "dev", bank, doc, done)
	if err != nil {
		return 0
	}
	right := 0
	for k, x := range c.Gold {
		if (x > 0) == (c.Predicted[k] > 0) {
			right++
		}
	}
	return float64(right) / float64(len(c.Gold))
}
