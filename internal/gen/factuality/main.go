// Command factuality weighs the signs of factuality.Scores by readers'
// judgements of UDS It-Happened on the train split of the English Web Treebank:
//
//	go run ./internal/gen/factuality -judged uds-ih2.tsv -trees en_ewt-ud-train.conllu \
//	    -o factuality/data/en.scores.tsv
//
// It finds the weights that minimise squared error with a penalty on large
// ones, one sign after the other, several times round. Rare signs are left out.
package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"log"
	"maps"
	"math"
	"os"
	"slices"

	"tocsin/eval"
	"tocsin/factuality"
	"tocsin/nlp/conllu"
)

func main() {
	log.SetFlags(0)
	judged := flag.String("judged", "", "table of judgements")
	trees := flag.String("trees", "", "treebank of the same sentences")
	out := flag.String("o", "en.scores.tsv", "file to write")
	least := flag.Int("least", 25, "leave out signs seen fewer times")
	penalty := flag.Float64("penalty", 20, "judgements' worth of pull towards 0")
	flag.Parse()
	if err := run(*judged, *trees, *out, *least, *penalty); err != nil {
		log.Fatalf("factuality: %v", err)
	}
}

// An example is one judged predicate.
type example struct {
	signs []int
	rest  float64 // judged score less what the weights explain so far
}

func run(judged, trees, out string, least int, penalty float64) error {
	f, err := os.Open(judged)
	if err != nil {
		return err
	}
	defer f.Close()
	js, err := eval.ReadJudged(f)
	if err != nil {
		return err
	}
	signs, err := read(trees, js)
	if err != nil {
		return err
	}
	names, examples := index(signs, js, least)
	weights := fit(len(names), examples, penalty)
	return os.WriteFile(out, table(names, weights), 0o644)
}

// read returns the signs of each judged word; nil for words of other splits.
func read(trees string, js []eval.Judged) ([][]string, error) {
	b, err := os.ReadFile(trees)
	if err != nil {
		return nil, err
	}
	bank, err := eval.ReadTreebank(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	doc, err := conllu.ReadDoc(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	a, err := factuality.Load("en")
	if err != nil {
		return nil, err
	}
	a.Annotate(doc)
	all := a.Signs(doc)
	at := map[string]int{}
	for k, s := range bank {
		if id, ok := s.Comment("sent_id"); ok {
			at[id] = doc.Sents[k].Start
		}
	}
	out := make([][]string, len(js))
	for k, j := range js {
		if start, ok := at[j.Sentence]; ok && j.Split == "train" {
			out[k] = all[start+j.Word-1]
		}
	}
	return out, nil
}

// index numbers the signs that are seen often enough; sign 0 is on everything.
func index(signs [][]string, js []eval.Judged, least int) ([]string, []example) {
	seen := map[string]int{}
	for _, list := range signs {
		for _, s := range list {
			seen[s]++
		}
	}
	names := []string{"all"}
	number := map[string]int{}
	for _, s := range slices.Sorted(maps.Keys(seen)) {
		if seen[s] >= least {
			number[s] = len(names)
			names = append(names, s)
		}
	}
	var examples []example
	for k, list := range signs {
		if list == nil {
			continue
		}
		e := example{signs: []int{0}, rest: js[k].Score}
		for _, s := range list {
			if n, ok := number[s]; ok {
				e.signs = append(e.signs, n)
			}
		}
		examples = append(examples, e)
	}
	return names, examples
}

// fit is ridge regression by coordinate descent.
func fit(n int, examples []example, penalty float64) []float64 {
	of := make([][]int, n)
	for k := range examples {
		for _, s := range examples[k].signs {
			of[s] = append(of[s], k)
		}
	}
	w := make([]float64, n)
	for range 60 {
		for s, list := range of {
			sum := 0.0
			for _, k := range list {
				sum += examples[k].rest
			}
			size := float64(len(list))
			pull := penalty
			if s == 0 {
				pull = 0
			}
			next := (sum + size*w[s]) / (size + pull)
			for _, k := range list {
				examples[k].rest -= next - w[s]
			}
			w[s] = next
		}
	}
	return w
}

// table writes the weights that matter, in the order of the signs.
func table(names []string, w []float64) []byte {
	var b bytes.Buffer
	b.WriteString("# Weights of the signs that Scores sums up, made by internal/gen/factuality.\n")
	order := make([]int, len(names))
	for k := range order {
		order[k] = k
	}
	slices.SortFunc(order, func(x, y int) int { return cmp.Compare(names[x], names[y]) })
	for _, k := range order {
		if math.Abs(w[k]) >= 0.03 || k == 0 {
			fmt.Fprintf(&b, "%s\t%.2f\n", names[k], w[k])
		}
	}
	return b.Bytes()
}
