package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tocsin"
	"tocsin/eval"
	"tocsin/nlp"
	"tocsin/nlp/conllu"
	"tocsin/pipeline"
)

type evalCmd struct {
	Records recordsCmd `cmd:"" default:"withargs" help:"Score mentions against gold records (the default)."`
	UD      udCmd      `cmd:"" name:"ud" help:"Score words, tags, lemmas, trees and names against a treebank."`

	Names       namesCmd       `cmd:"" help:"Score names against a file of words and tags."`
	Attribution attributionCmd `cmd:"" help:"Score sources, cues and contents of quotations."`
	Factuality  factualityCmd  `cmd:"" help:"Score how sure the acts of sentences are told."`
	Timex       timexCmd       `cmd:"" help:"Score time expressions against TimeML."`
	Places      placesCmd      `cmd:"" help:"Score toponyms against articles with coordinates."`
	Dossier     dossierCmd     `cmd:"" help:"Score merged events against gold dossiers."`
	ECB         ecbCmd         `cmd:"" name:"ecb" help:"Score which mentions are one event against ECB+."`
	Events      evalEventsCmd  `cmd:"" help:"Score events against records that others have made."`
}

// floorFlags are shared by the commands that can fail on a falling score.
type floorFlags struct {
	Floors string `placeholder:"FILE" help:"Fail if a figure is below the floor that this file sets."`
	Set    string `placeholder:"NAME" help:"Name of the set in the floors (default: the first file's name)."`
	Update bool   `help:"Raise the floors to the figures; never lowers one."`
}

// check holds figures against the floors of a set, or raises them.
func (f *floorFlags) check(set string, got map[string]float64) error {
	if f.Floors == "" {
		return nil
	}
	if f.Set != "" {
		set = f.Set
	}
	floors, err := eval.ReadFloors(f.Floors)
	if err != nil {
		return err
	}
	if !f.Update {
		return floors.Check(set, got)
	}
	if err := floors.Update(set, got); err != nil {
		return err
	}
	return floors.Write(f.Floors)
}

type recordsCmd struct {
	Gold  []string `arg:"" name:"gold" help:"Gold records as JSON Lines, scored together."`
	Worst int      `default:"5" placeholder:"N" help:"Sentences with most faults to print."`
	Out   string   `placeholder:"FILE" help:"Write the predicted mentions there, as JSON Lines."`
	floorFlags
}

// Help says what the figures mean.
func (recordsCmd) Help() string {
	return `Prints one "name value" a line: precision, recall and F of mentions (detection) and of whole records (full), the share of sentences without an event in which one was seen (false_alarm_rate), and how often each field is right on matched mentions.

Example:
  tocsin eval --worst 10 gold.jsonl`
}

// Run codes the reports of the gold files and scores the result.
func (c *recordsCmd) Run(t *terminal) error {
	var gold []eval.Gold
	for _, name := range c.Gold {
		g, err := readFile(name, eval.ReadGold)
		if err != nil {
			return err
		}
		gold = append(gold, g...)
	}
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		return err
	}
	pred, err := eval.Predict(gold, func(rep tocsin.Report) ([]tocsin.Mention, error) {
		_, ms, err := p.Code(rep)
		return ms, err
	})
	if err != nil {
		return err
	}
	score, err := eval.Compare(gold, pred)
	if err != nil {
		return err
	}
	score.Print(t.out, c.Worst)
	return errors.Join(c.write(pred), c.check(c.Gold[0], score.Figures()))
}

func (c *recordsCmd) write(ms []tocsin.Mention) error {
	if c.Out == "" {
		return nil
	}
	var b bytes.Buffer
	if err := eval.WriteMentions(&b, ms); err != nil {
		return err
	}
	return os.WriteFile(c.Out, b.Bytes(), 0o644)
}

// readFile opens a file and reads it; errors name it.
func readFile[T any](name string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(name)
	if err != nil {
		return none, err
	}
	defer f.Close()
	v, err := read(f)
	if err != nil {
		return none, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}

type udCmd struct {
	File  string `arg:"" help:"Treebank as CoNLL-U."`
	Lang  string `enum:"en,es," default:"" help:"Language: en, es (default: what the file's name begins with, else en)."`
	Names string `placeholder:"FILE" help:"Gold names of the same sentences: number, word, BIO tag."`
	floorFlags
}

// Help says what the figures mean.
func (udCmd) Help() string {
	return `Figures are accuracies on the treebank's own words; those that begin with raw_ are F1 by characters on its raw text, as the CoNLL 2018 shared task counts them. LAS leaves out subtypes of relations. names is the span F1 of PER, LOC and ORG on the treebank's words.`
}

// Run parses the treebank twice: with its words, and from its text.
func (c *udCmd) Run(t *terminal) error {
	b, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	if base := filepath.Base(c.File); c.Lang == "" && (strings.HasPrefix(base, "es_") || strings.HasPrefix(base, "es.")) {
		c.Lang = "es"
	}
	e, err := nlp.Load(cmp.Or(c.Lang, "en"))
	if err != nil {
		return err
	}
	gold, err := eval.ReadTreebank(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	doc, err := conllu.ReadDoc(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	figures := map[string]float64{}
	raw := &tocsin.Doc{Text: doc.Text}
	e.Parse(doc)
	e.Annotate(raw)
	for _, x := range []struct {
		prefix string
		doc    *tocsin.Doc
	}{{"", doc}, {"raw_", raw}} {
		if err := scoreTrees(t.out, x.prefix, gold, x.doc, figures); err != nil {
			return err
		}
	}
	if err := c.scoreNames(t.out, doc, figures); err != nil {
		return err
	}
	return c.check(c.File, figures)
}

// scoreTrees prints the figures of one analysis and collects them.
func scoreTrees(w io.Writer, prefix string, gold []*conllu.Sentence, doc *tocsin.Doc, figures map[string]float64) error {
	var b bytes.Buffer
	if err := conllu.Write(&b, doc); err != nil {
		return err
	}
	got, err := eval.ReadTreebank(&b)
	if err != nil {
		return err
	}
	p, err := eval.CompareTrees(gold, got)
	if err != nil {
		return err
	}
	for _, v := range p.Values() {
		fmt.Fprintf(w, "%-20s %.4f\n", prefix+v.Name, v.Value)
		figures[prefix+v.Name] = v.Value
	}
	return nil
}

// scoreNames compares the names found with those of the name file. The two
// files may order sentences differently, so they are paired by their words;
// where they cut sentences differently, a sentence is left out and counted.
func (c *udCmd) scoreNames(w io.Writer, doc *tocsin.Doc, figures map[string]float64) error {
	if c.Names == "" {
		return nil
	}
	tagged, err := readFile(c.Names, eval.ReadIOB2)
	if err != nil {
		return err
	}
	gold := map[string][]eval.Tagged{}
	for _, s := range tagged {
		key := strings.Join(s.Tokens, " ")
		gold[key] = append(gold[key], s)
	}
	var sum eval.Tally
	out := 0
	for _, s := range doc.Sents {
		var forms []string
		for _, tok := range doc.Tokens[s.Start:s.End] {
			forms = append(forms, tok.Form)
		}
		key := strings.Join(forms, " ")
		if len(gold[key]) == 0 {
			out++
			continue
		}
		sum = sum.Add(eval.CompareNames(gold[key][0].Spans(), namesIn(doc, s)))
		gold[key] = gold[key][1:]
	}
	if out*20 > len(doc.Sents) {
		return fmt.Errorf("%s: %d of %d sentences are not there", c.Names, out, len(doc.Sents))
	}
	_, _, f := sum.PRF()
	fmt.Fprintf(w, "%-20s %.4f\n%-20s %d\n", "names", f, "names_left_out", out)
	figures["names"] = f
	return nil
}

// namesIn lists the names of a sentence, counted from its first word.
func namesIn(doc *tocsin.Doc, s tocsin.Span) []tocsin.Entity {
	var out []tocsin.Entity
	for _, e := range doc.Ents {
		if e.Start >= s.Start && e.End <= s.End {
			e.Start, e.End = e.Start-s.Start, e.End-s.Start
			out = append(out, e)
		}
	}
	return out
}

// printModels tells what models the program carries.
func printModels(w io.Writer) error {
	e, err := nlp.Load("en")
	if err != nil {
		return err
	}
	m := e.Meta()
	fmt.Fprintf(w, "language model %s, %s, trained on %s\n", m.Lang, m.Licence, strings.Join(m.Data, ", "))
	return nil
}
