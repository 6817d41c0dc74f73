package conllu

import (
	"errors"
	"fmt"
)

// check tests what only a whole sentence can show.
func (s *Sentence) check() error {
	if len(s.Words) == 0 {
		return errors.New("no words")
	}
	if n := len(s.Ranges); n > 0 && s.Ranges[n-1].Last > len(s.Words) {
		return fmt.Errorf("range %d-%d ends after the last word", s.Ranges[n-1].First, s.Ranges[n-1].Last)
	}
	return checkTree(s.Words)
}

// checkTree reports heads that are not a tree with exactly one root. Heads
// that are all absent are not an error: the sentence is not parsed.
func checkTree(words []Word) error {
	root, absent := 0, 0
	for i, w := range words {
		switch {
		case w.Head < 0:
			absent++
		case w.Head == 0 && root != 0:
			return fmt.Errorf("words %d and %d are both roots", root, i+1)
		case w.Head == 0:
			root = i + 1
		case w.Head > len(words):
			return fmt.Errorf("word %d: head %d of %d words", i+1, w.Head, len(words))
		}
	}
	switch {
	case absent == len(words):
		return nil
	case absent > 0:
		return errors.New("only some words have a head")
	case root == 0:
		return errors.New("no root")
	}
	return checkCycles(words)
}

// checkCycles follows the heads of every word upwards, each word once.
func checkCycles(words []Word) error {
	visit := make([]int, len(words)+1) // the walk that last met the word
	for i := 1; i <= len(words); i++ {
		for j := i; j != 0 && visit[j] != -1; j = words[j-1].Head {
			if visit[j] == i {
				return fmt.Errorf("word %d is its own ancestor", j)
			}
			visit[j] = i
		}
		for j := i; j != 0 && visit[j] == i; j = words[j-1].Head {
			visit[j] = -1
		}
	}
	return nil
}
