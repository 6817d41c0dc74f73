package train

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"tocsin/nlp"
	"tocsin/nlp/conllu"
)

// word is one training word with its gold labels as numbers; -1 is unknown.
type word struct {
	form *form
	worn *form    // the form it wears in this pass: its own, or of a name put in its place
	tags [4]int32 // UPOS, XPOS, FEATS bundle, lemma script
	head int32    // 0 is the root, -1 unknown
	rel  int32
	name int32
	used int32 // row of the form table used in this pass: its own, or 0 under word dropout
}

// form is what the encoder may know of a word form.
type form struct {
	text   string
	vector int32   // row of the pretrained table, -1 for none
	row    int32   // row of the trained form table, 0 for unknown
	parts  []int32 // rows of the sub-word table
	flags  []float32
}

type sentence struct {
	words  []word
	names  []nlp.Name // that may be replaced in training
	source int        // number of the treebank it is from; the first is the one whose ways are shipped
}

func (s *sentence) len() int { return len(s.words) }

// headOf is the gold head of word j, counted from 1. A word without one is
// hung on the root; it has no gold relation either, so nothing is learnt.
func (s *sentence) headOf(j int) int { return int(max(s.words[j-1].head, 0)) }

// Corpus is a treebank as read from disk.
type Corpus struct {
	sents []*conllu.Sentence
	names map[string][]string // BIO tags by sentence text, where a name file was given
	bare  bool                // names only: no tags, lemmas or trees to learn

	marked bool // names are derived from Entity= in MISC
	tagged bool // names are tagged as NER= in MISC
}

// ReadCorpus reads a CoNLL-U file and, if namesPath is not empty, the BIO file
// (index, word, tag, … columns) that annotates names on the same sentences.
// Without one, names are read from NER= marks (B-PER, I-PER, …; "?" for a word
// of which it is not known) or derived from Entity= marks, where the file has
// either.
func ReadCorpus(path, namesPath string) (*Corpus, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	defer f.Close()
	c := &Corpus{}
	r := conllu.NewReader(f)
	for {
		s, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("train: %s: %w", path, err)
		}
		c.sents = append(c.sents, s)
		c.marked = c.marked || hasAttr(s, "Entity")
		c.tagged = c.tagged || hasAttr(s, "NER")
	}
	if namesPath == "" {
		return c, nil
	}
	c.names, err = readNames(namesPath)
	return c, err
}

// Trees is the corpus without its names.
func (c *Corpus) Trees() *Corpus { return &Corpus{sents: c.sents, bare: c.bare} }

// Forms lists the word forms of the corpus, each once.
func (c *Corpus) Forms() []string {
	var n counter
	for _, s := range c.sents {
		for _, w := range s.Words {
			n.see(w.Form)
		}
	}
	return n.order
}

// hasAttr reports whether a word of the sentence has an attribute in MISC.
func hasAttr(s *conllu.Sentence, name string) bool {
	return slices.ContainsFunc(s.Words, func(w conllu.Word) bool {
		_, ok := conllu.Attr(w.Misc, name)
		return ok
	})
}

// readNames maps the words of a sentence, joined by spaces, to its BIO tags.
func readNames(path string) (map[string][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	defer f.Close()
	out := map[string][]string{}
	var forms, tags []string
	flush := func() {
		if len(forms) > 0 {
			out[strings.Join(forms, " ")] = tags
		}
		forms, tags = nil, nil
	}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for line := 1; in.Scan(); line++ {
		text := in.Text()
		if text == "" {
			flush()
			continue
		}
		cols := strings.Split(text, "\t")
		if strings.HasPrefix(text, "# ") || len(cols) < 3 {
			continue
		}
		forms, tags = append(forms, cols[1]), append(tags, cols[2])
	}
	flush()
	return out, in.Err()
}

// ReadNames reads a corpus that has names only: a word and its BIO tag a line,
// separated by a tab, and a blank line after each sentence. Kinds of names
// are mapped to PER, LOC and ORG; others count as none. Sentences with
// user names or hash tags are left out: they are unlike any report.
func ReadNames(path string) (*Corpus, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	defer f.Close()
	c := &Corpus{names: map[string][]string{}, bare: true}
	var s conllu.Sentence
	var forms, tags []string
	flush := func() {
		if len(forms) > 0 && !slices.ContainsFunc(forms, isHandle) {
			sent := s
			c.sents = append(c.sents, &sent)
			c.names[strings.Join(forms, " ")] = tags
		}
		s, forms, tags = conllu.Sentence{}, nil, nil
	}
	in := bufio.NewScanner(f)
	for in.Scan() {
		form, tag, ok := strings.Cut(strings.TrimSpace(in.Text()), "\t")
		if !ok {
			flush()
			continue
		}
		s.Words = append(s.Words, conllu.Word{Form: form, Head: -1, Lemma: "_", UPOS: "_", XPOS: "_", Feats: "_", Rel: "_"})
		forms, tags = append(forms, form), append(tags, nameKind(tag))
	}
	flush()
	return c, in.Err()
}

func isHandle(form string) bool { return form[0] == '@' || form[0] == '#' && len(form) > 1 }

// nameKind maps the tags of other guidelines to ours.
func nameKind(tag string) string {
	if len(tag) < 3 {
		return "O"
	}
	switch strings.ToLower(tag[2:]) {
	case "per", "person":
		return tag[:2] + "PER"
	case "loc", "location":
		return tag[:2] + "LOC"
	case "org", "corporation", "group":
		return tag[:2] + "ORG"
	}
	return "O"
}

// nameOf gives the column of a BIO tag, -1 for an unknown one; other kinds of
// name count as none.
func nameOf(tag string) int32 {
	if tag == "?" {
		return -1
	}
	for i, t := range nlp.NameTags() {
		if t == tag {
			return int32(i)
		}
	}
	return 0
}

// nameTags returns the gold names of a sentence, or nil if it has none to learn.
func (c *Corpus) nameTags(s *conllu.Sentence) []string {
	switch {
	case c.tagged:
		return taggedNames(s)
	case c.marked:
		return entityNames(s)
	}
	if c.names == nil {
		return nil
	}
	forms := make([]string, len(s.Words))
	for i, w := range s.Words {
		forms[i] = w.Form
	}
	tags := c.names[strings.Join(forms, " ")]
	if len(tags) != len(s.Words) {
		return nil
	}
	return tags
}

// tables are the label and form inventories counted from the training data.
type tables struct {
	labels [4][]string // UPOS, XPOS, FEATS, lemma scripts
	rels   []string
	forms  []string // row 0 is "" for unknown
}

// countTables takes every label seen often enough, in order of first sight.
func countTables(c *Config, corpora []*Corpus) tables {
	var t tables
	var counts [4]counter
	var rels, forms counter
	for _, co := range corpora {
		if co.bare {
			continue
		}
		for _, s := range co.sents {
			for _, w := range s.Words {
				for b, l := range labelsOf(w) {
					counts[b].see(l)
				}
				rels.see(w.Rel)
				forms.see(nlp.Normal(nlp.Canonical(w.Form)))
			}
		}
	}
	least := [4]int{1, 1, c.MinFeats, c.MinScript}
	for b := range counts {
		t.labels[b] = counts[b].list(least[b])
	}
	t.rels = rels.list(1)
	t.forms = append([]string{""}, forms.list(c.MinForm)...)
	return t
}

// labelsOf are the four labels of a word; no features and no XPOS is "".
func labelsOf(w conllu.Word) [4]string {
	return [4]string{w.UPOS, blank(w.XPOS), blank(w.Feats), nlp.Script(w.Form, w.Lemma)}
}

func blank(column string) string {
	if column == "_" {
		return ""
	}
	return column
}

// counter counts strings and remembers the order in which they came.
type counter struct {
	n     map[string]int
	order []string
}

func (c *counter) see(s string) {
	if c.n == nil {
		c.n = map[string]int{}
	}
	if c.n[s]++; c.n[s] == 1 {
		c.order = append(c.order, s)
	}
}

func (c *counter) list(least int) []string {
	var out []string
	for _, s := range c.order {
		if c.n[s] >= least {
			out = append(out, s)
		}
	}
	return out
}

func index(list []string) map[string]int32 {
	m := make(map[string]int32, len(list))
	for i, s := range list {
		m[s] = int32(i)
	}
	return m
}
