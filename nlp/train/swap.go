package train

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"tocsin/nlp"
)

// While training, names are now and then replaced by other names of the same
// kind and length, so that the model learns where names stand and not only
// which names the treebanks happen to hold. Tags and trees stay as they are;
// the lemma of a replaced word is not learnt.

// namePool holds names by label (PER, LOC, ORG) and by number of words.
type namePool map[string]map[int][][]*form

func (n namePool) add(label string, words []*form) {
	if n[label] == nil {
		n[label] = map[int][][]*form{}
	}
	n[label][len(words)] = append(n[label][len(words)], words)
}

// pool gathers the names of the training sentences and of the lists.
func (x *lexicon) pool(sents []*sentence, lists map[string][]string) namePool {
	n := namePool{}
	for _, s := range sents {
		for _, e := range s.names {
			words := make([]*form, 0, e.End-e.Start)
			for _, w := range s.words[e.Start:e.End] {
				words = append(words, w.form)
			}
			n.add(e.Label, words)
		}
	}
	for _, label := range []string{"PER", "LOC", "ORG"} {
		for _, name := range lists[label] {
			var words []*form
			for w := range strings.FieldsSeq(name) {
				words = append(words, x.form(w))
			}
			n.add(label, words)
		}
	}
	return n
}

// findNames lists the names of a sentence that may be replaced: all their
// words are proper nouns, as far as is known.
func (s *sentence) findNames(proper int32) {
	tags := make([]int8, len(s.words))
	for i, w := range s.words {
		tags[i] = int8(max(w.name, 0))
	}
	for _, e := range nlp.Names(tags) {
		ok := true
		for _, w := range s.words[e.Start:e.End] {
			ok = ok && (w.tags[0] == proper || w.tags[0] < 0)
		}
		if ok {
			s.names = append(s.names, e)
		}
	}
}

// dress decides which forms the words of a sentence wear in this pass.
func (s *sentence) dress(p *pass, pool namePool, q float32) {
	for i := range s.words {
		s.words[i].worn = s.words[i].form
	}
	for _, e := range s.names {
		others := pool[e.Label][e.End-e.Start]
		if len(others) == 0 || !p.chance(q) {
			continue
		}
		for i, f := range others[p.rng.IntN(len(others))] {
			s.words[e.Start+i].worn = f
		}
	}
}

// ReadNameList reads names from one column of a tab-separated table with a
// heading line; the cell may hold several, separated by "|". Only names of at
// most three words without digits are taken.
func ReadNameList(path string, columns ...int) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	defer f.Close()
	var out []string
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for line := 1; in.Scan(); line++ {
		cols := strings.Split(in.Text(), "\t")
		if line == 1 || strings.HasPrefix(in.Text(), "#") {
			continue
		}
		for _, c := range columns {
			if c >= len(cols) {
				continue
			}
			for name := range strings.SplitSeq(cols[c], "|") {
				name = strings.TrimPrefix(strings.TrimSpace(name), "the ")
				if n := len(strings.Fields(name)); n > 0 && n <= 3 && !strings.ContainsAny(name, "0123456789,'’-") && !strings.HasSuffix(name, ".") {
					out = append(out, name)
				}
			}
		}
	}
	return out, in.Err()
}
