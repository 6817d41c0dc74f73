// Package treebank makes one training treebank of several that annotate the
// same language in different ways: it reads them, rewrites what differs,
// marks names, and sets a tenth aside to choose models by.
package treebank

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tocsin/nlp/conllu"
)

// A Text is a run of sentences of one document, or one sentence where a
// treebank does not say what its documents are.
type Text []*conllu.Sentence

// Tenth divides texts for training and selection: every tenth text, the
// tenth first, is for selection.
func Tenth(texts []Text) (train, selection []Text) {
	for i, t := range texts {
		if i%10 == 9 {
			selection = append(selection, t)
		} else {
			train = append(train, t)
		}
	}
	return train, selection
}

// read returns the texts of a file. A text ends where "# newdoc" says so; a
// file without such marks has a text for each sentence.
func read(path string) ([]Text, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("treebank: %w", err)
	}
	defer f.Close()
	var out []Text
	marked := false
	for in := conllu.NewReader(f); ; {
		s, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("treebank: %s: %w", path, err)
		}
		_, starts := s.Comment("newdoc id")
		if marked = marked || starts; starts || !marked || len(out) == 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], s)
	}
}

// Write writes texts as one CoNLL-U file, making its folder if need be.
func Write(path string, texts []Text) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("treebank: %w", err)
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("treebank: %w", err)
	}
	out := conllu.NewWriter(f)
	for _, t := range texts {
		for _, s := range t {
			err = errors.Join(err, out.Write(s))
		}
	}
	if err = errors.Join(err, out.Flush(), f.Close()); err != nil {
		return fmt.Errorf("treebank: %s: %w", path, err)
	}
	return nil
}

// tree is a sentence with what the rules ask of it.
type tree struct{ *conllu.Sentence }

// word returns word i, counted from 1; nil for the root.
func (t tree) word(i int) *conllu.Word {
	if i < 1 || i > len(t.Words) {
		return nil
	}
	return &t.Words[i-1]
}

// child is the first dependent of word i that ok accepts; 0 for none.
func (t tree) child(i int, ok func(*conllu.Word) bool) int {
	for j := range t.Words {
		if t.Words[j].Head == i && ok(&t.Words[j]) {
			return j + 1
		}
	}
	return 0
}

// rel accepts words by the base of their relation.
func rel(names ...string) func(*conllu.Word) bool {
	return func(w *conllu.Word) bool {
		base, _, _ := strings.Cut(w.Rel, ":")
		for _, n := range names {
			if n == w.Rel || n == base {
				return true
			}
		}
		return false
	}
}

// preposition is the lower-case form of the first preposition of word i, or "".
func (t tree) preposition(i int) string {
	if c := t.word(t.child(i, rel("case"))); c != nil {
		return strings.ToLower(c.Form)
	}
	return ""
}

// insert puts a word after word i; the heads of all others are kept right.
func (t tree) insert(i int, w conllu.Word) {
	s := t.Sentence
	if w.Head > i {
		w.Head++
	}
	for j := range s.Words {
		if s.Words[j].Head > i {
			s.Words[j].Head++
		}
	}
	for j := range s.Ranges {
		if s.Ranges[j].First > i {
			s.Ranges[j].First, s.Ranges[j].Last = s.Ranges[j].First+1, s.Ranges[j].Last+1
		}
	}
	s.Words = append(s.Words[:i], append([]conllu.Word{w}, s.Words[i:]...)...)
}

// set adds name=value to a column, replacing "_"; names stay in order.
func set(column, name, value string) string {
	var out []string
	if column != "_" && column != "" {
		for kv := range strings.SplitSeq(column, "|") {
			if k, _, _ := strings.Cut(kv, "="); k != name {
				out = append(out, kv)
			}
		}
	}
	if value != "" {
		kv, at := name+"="+value, len(out)
		for at > 0 && strings.ToLower(out[at-1]) > strings.ToLower(kv) {
			at--
		}
		out = append(out[:at], append([]string{kv}, out[at:]...)...)
	}
	if len(out) == 0 {
		return "_"
	}
	return strings.Join(out, "|")
}

func has(column, name, value string) bool {
	v, ok := conllu.Attr(column, name)
	return ok && v == value
}

// Surface is the texts without their analysis, multi-word tokens as one word:
// what a splitter of words learns from where a table cuts such tokens later.
func Surface(texts []Text) []Text {
	out := make([]Text, len(texts))
	for i, t := range texts {
		for _, s := range t {
			out[i] = append(out[i], surface(s))
		}
	}
	return out
}

func surface(s *conllu.Sentence) *conllu.Sentence {
	out := &conllu.Sentence{Comments: s.Comments}
	add := func(w conllu.Word, form, misc string) {
		out.Words = append(out.Words, conllu.Word{Form: form, Lemma: "_", UPOS: w.UPOS, XPOS: "_", Feats: "_", Head: -1, Rel: "_", Deps: "_", Misc: misc})
	}
	for i, r := 0, s.Ranges; i < len(s.Words); i++ {
		w := s.Words[i]
		if len(r) > 0 && r[0].First == i+1 {
			add(w, r[0].Form, r[0].Misc)
			i, r = r[0].Last-1, r[1:]
			continue
		}
		add(w, w.Form, w.Misc)
	}
	return out
}
