package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"tocsin"
	"tocsin/nlp"
	"tocsin/nlp/conllu"
)

// maxParse bounds a text given to parse, in bytes.
const maxParse = 256 << 20

type parseCmd struct {
	File      string `arg:"" help:"Plain text, or CoNLL-U with --tokenized; - for standard input."`
	Lang      string `default:"en" enum:"en,es" help:"Language: en, es."`
	Tokenized bool   `help:"The file is CoNLL-U: keep its sentences and words and predict the rest."`
}

// Help says what the output holds.
func (parseCmd) Help() string {
	return `MISC holds start_char and end_char, offsets in Unicode code points of the text, and names as NER=B-LOC.

Examples:
  tocsin parse report.txt
  tocsin parse --lang es informe.txt
  tocsin parse --tokenized gold.conllu > predicted.conllu`
}

// Run parses one text, or a treebank sentence by sentence.
func (c *parseCmd) Run(t *terminal) error {
	e, err := nlp.Load(c.Lang)
	if err != nil {
		return err
	}
	in := t.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	out := bufio.NewWriter(t.out)
	parse := parseText
	if c.Tokenized {
		parse = parseTokenized
	}
	if err := errors.Join(parse(e, in, out), out.Flush()); err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	return nil
}

func parseText(e *nlp.Engine, in io.Reader, out io.Writer) error {
	b, err := io.ReadAll(io.LimitReader(in, maxParse+1))
	if err != nil {
		return err
	}
	if len(b) > maxParse {
		return fmt.Errorf("more than %d MiB of text: %w", maxParse>>20, tocsin.ErrInvalid)
	}
	doc := &tocsin.Doc{Text: strings.ToValidUTF8(string(b), "\uFFFD")}
	e.Annotate(doc)
	return conllu.Write(out, doc)
}

func parseTokenized(e *nlp.Engine, in io.Reader, out io.Writer) error {
	doc, err := conllu.ReadDoc(in)
	if err != nil {
		return err
	}
	e.Parse(doc)
	return conllu.Write(out, doc)
}
