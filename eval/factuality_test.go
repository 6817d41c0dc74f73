package eval

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"tocsin/nlp/conllu"
)

const judgements = "split\tsent_id\tword_id\tform\tlemma\tupos\tannotators\tfactuality\n" +
	"dev\ts1\t2\tleft\tleave\tVERB\t2\t2.5\n" +
	"dev\ts2\t2\tsails\tsail\tVERB\t2\t-1\n" +
	"train\ts2\t2\tsails\tsail\tVERB\t2\t3\n" +
	"dev\ts9\t1\tgone\tgo\tVERB\t2\t3\n"

const judgedTrees = "# sent_id = s1\n1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n\n" +
	"# sent_id = s2\n1\tNobody\tnobody\tPRON\tNN\t_\t2\tnsubj\t_\t_\n2\tsails\tsail\tVERB\tVBZ\t_\t0\troot\t_\t_\n\n"

func TestReadJudged(t *testing.T) {
	got, err := ReadJudged(strings.NewReader(judgements))
	if err != nil || len(got) != 4 || got[0] != (Judged{"dev", "s1", 2, "left", 2.5}) {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, bad := range []string{"dev\ts1\t2\n", "dev\ts1\t0\ta\ta\tVERB\t2\t1\n", "dev\ts1\t1\ta\ta\tVERB\t2\t7\n", "dev\ts1\t1\ta\ta\tVERB\t2\tNaN\n"} {
		if _, err := ReadJudged(strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestCompareScores(t *testing.T) {
	js, err := ReadJudged(strings.NewReader(judgements))
	if err != nil {
		t.Fatal(err)
	}
	bank, err := ReadTreebank(strings.NewReader(judgedTrees))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := conllu.ReadDoc(bytes.NewReader([]byte(judgedTrees)))
	if err != nil {
		t.Fatal(err)
	}
	c, err := CompareScores(js, "dev", bank, doc, []float64{0, 2, 0, 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Gold) != 2 || math.Abs(c.Pearson()-1) > 1e-9 || math.Abs(c.MAE()-1.25) > 1e-9 {
		t.Errorf("got %+v, pearson %v, mae %v", c, c.Pearson(), c.MAE())
	}
	js[0].Form = "stayed"
	if _, err := CompareScores(js, "dev", bank, doc, make([]float64, 4)); err == nil {
		t.Error("a word that is not the judged one goes unnoticed")
	}
	if _, err := CompareScores(js, "dev", bank, doc, nil); err == nil {
		t.Error("missing scores go unnoticed")
	}
}

// FuzzReadJudged: scores stay in bounds, whatever the bytes.
func FuzzReadJudged(f *testing.F) {
	f.Add(judgements)
	f.Fuzz(func(t *testing.T, text string) {
		js, err := ReadJudged(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, j := range js {
			if !(j.Score >= -3 && j.Score <= 3) || j.Word < 1 {
				t.Fatalf("got %+v", j)
			}
		}
	})
}

func TestPickSentences(t *testing.T) {
	wanted := map[string]bool{"b": true, "d": true}
	var out bytes.Buffer
	file := []byte("# sent_id = a\n1\tA\n\n# sent_id = b\r\n1\tB\r\n\r\n# sent_id = c\n1\tC\n")
	PickSentences(&out, file, wanted)
	PickSentences(&out, file, wanted)
	if got := out.String(); got != "# sent_id = b\n1\tB\n\n" {
		t.Errorf("%q", got)
	}
	if !wanted["d"] || wanted["b"] {
		t.Errorf("still wanted: %v", wanted)
	}
}
