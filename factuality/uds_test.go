package factuality_test

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tocsin"
	"tocsin/factuality"
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

// judged reads UDS It-Happened: sentence id to word to score, one split.
func judged(t testing.TB, path, split string) map[string]map[int]float64 {
	f, err := os.Open(path)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	out := map[string]map[int]float64{}
	for in := bufio.NewScanner(f); in.Scan(); {
		c := strings.Split(in.Text(), "\t")
		if len(c) < 8 || c[0] != split {
			continue
		}
		id, _ := strconv.Atoi(c[2])
		score, _ := strconv.ParseFloat(c[7], 64)
		if out[c[1]] == nil {
			out[c[1]] = map[int]float64{}
		}
		out[c[1]][id] = score
	}
	return out
}

// sentenceIDs lists the sent_id of every sentence of a CoNLL-U file.
func sentenceIDs(t testing.TB, path string) []string {
	f, err := os.Open(path)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	var ids []string
	for in := conllu.NewReader(f); ; {
		s, err := in.Read()
		if errors.Is(err, io.EOF) {
			return ids
		}
		if err != nil {
			t.Fatal(err)
		}
		id, _ := s.Comment("sent_id")
		ids = append(ids, id)
	}
}

// TestUDS counts on gold trees how often "told as done or going on" agrees
// with readers' judgement that the act happened.
func TestUDS(t *testing.T) {
	dir := sharedDir(t)
	split := "dev"
	if s := os.Getenv("UDS_SPLIT"); s != "" {
		split = s
	}
	trees := filepath.Join(dir, "data/ud-en-ewt/en_ewt-ud-"+split+".conllu")
	gold := judged(t, filepath.Join(dir, "data/factuality-uds/uds-ih2-train-dev.tsv"), split)
	ids := sentenceIDs(t, trees)
	f, err := os.Open(trees)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	doc, err := conllu.ReadDoc(f)
	if err != nil {
		t.Fatal(err)
	}
	a, err := factuality.Load()
	if err != nil {
		t.Fatal(err)
	}
	a.Annotate(doc)
	right, all := 0, 0
	hits := map[[2]bool]int{}
	dump := os.Getenv("UDS_DUMP") != ""
	for k, id := range ids {
		for w, score := range gold[id] {
			at := doc.Sents[k].Start + w - 1
			s := doc.StatusOf(at)
			happened := s.Status == tocsin.Occurred || s.Status == tocsin.Ongoing
			hits[[2]bool{happened, score > 0}]++
			all++
			if happened == (score > 0) {
				right++
			} else if dump && (score > 1.9 || score < -1.9) {
				h := "ROOT"
				if p := doc.Tokens[at].Head; p >= 0 {
					h = doc.Tokens[p].Lemma
				}
				t.Logf("%+.1f %s(%s,%s<%s) %s [%s] :: %s", score, s.Status, doc.Tokens[at].Form, doc.Tokens[at].Rel, h, doc.Tokens[at].XPOS, doc.Slice(s.Cue), doc.Slice(doc.Sents[k]))
			}
		}
	}
	acc := float64(right) / float64(all)
	t.Logf("UDS %s: %d of %d agree, %.3f; %v", split, right, all, acc, hits)
	if acc < 0.74 {
		t.Errorf("agreement %.3f below 0.74", acc)
	}
}
