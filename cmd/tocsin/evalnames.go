package main

import (
	"fmt"

	"tocsin"
	"tocsin/eval"
	"tocsin/nlp"
	"tocsin/nlp/segment"
)

type namesCmd struct {
	File string `arg:"" help:"Words and tags: a word a line, its BIO tag in the last column, a blank line after each sentence."`
	Lang string `default:"en" enum:"en,es" help:"Language: en, es."`
	floorFlags
}

// Help says what the figures mean.
func (namesCmd) Help() string {
	return `Figures are the span F1 of PER, LOC and ORG, all together and each, on the file's own words; other kinds of names count as none. Multi-word tokens (Spanish del) are cut before, and names counted in the file's words.`
}

// Run finds the names of each sentence.
func (c *namesCmd) Run(t *terminal) error {
	gold, err := readFile(c.File, eval.ReadCoNLL)
	if err != nil {
		return err
	}
	e, err := nlp.Load(c.Lang)
	if err != nil {
		return err
	}
	seg, err := segment.Load(c.Lang)
	if err != nil {
		return err
	}
	kinds := []string{"all", "PER", "LOC", "ORG"}
	sums := map[string]eval.Tally{}
	for _, s := range gold {
		got, want := foundNames(e, seg, s.Tokens), s.Spans()
		for _, k := range kinds {
			sums[k] = sums[k].Add(eval.CompareNames(ofKind(want, k), ofKind(got, k)))
		}
	}
	figures := map[string]float64{}
	for _, k := range kinds {
		p, r, f := sums[k].PRF()
		fmt.Fprintf(t.out, "%-20s %.4f  (precision %.4f, recall %.4f, %d names)\n", k, f, p, r, sums[k].Gold)
		figures[k] = f
	}
	return c.check(c.File, figures)
}

// foundNames are the names that the engine finds in a sentence, as spans of
// the words given.
func foundNames(e *nlp.Engine, seg *segment.Segmenter, words []string) []tocsin.Entity {
	doc := &tocsin.Doc{}
	var origin []int // of each token, the word it is part of
	for i, w := range words {
		for _, part := range seg.Parts(w) {
			doc.Tokens = append(doc.Tokens, tocsin.Token{Form: part})
			origin = append(origin, i)
		}
	}
	doc.Sents = []tocsin.Span{{Start: 0, End: len(doc.Tokens)}}
	e.Parse(doc)
	out := make([]tocsin.Entity, 0, len(doc.Ents))
	for _, n := range doc.Ents {
		n.Span = tocsin.Span{Start: origin[n.Start], End: origin[n.End-1] + 1}
		out = append(out, n)
	}
	return out
}

func ofKind(names []tocsin.Entity, kind string) []tocsin.Entity {
	if kind == "all" {
		return names
	}
	var out []tocsin.Entity
	for _, n := range names {
		if n.Label == kind {
			out = append(out, n)
		}
	}
	return out
}
