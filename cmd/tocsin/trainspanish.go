package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tocsin/nlp"
	"tocsin/nlp/segment"
	"tocsin/nlp/train"
	"tocsin/nlp/train/treebank"
)

// The harmonised treebank, in the folder it is written to.
const (
	spanishTrain     = "es.train.conllu"
	spanishSelection = "es.selection.conllu"
)

// surfaceOf is the file with the same text but no multi-word tokens.
func surfaceOf(name string) string { return strings.Replace(name, "es.", "es.surface.", 1) }

type trainTreebank struct {
	dataFolder
	tableFolder
	Out string `default:".build" placeholder:"DIR" help:"Folder for es.train.conllu, es.selection.conllu and both without multi-word tokens (es.surface.…)."`
}

// Help says what is written.
func (trainTreebank) Help() string {
	return `Writes the Spanish treebanks in one annotation, as the engine is trained on them: every tenth document of AnCora and every tenth sentence of GSD for selection, the rest for training.`
}

// Run writes both parts.
func (c *trainTreebank) Run(*terminal) error {
	return writeSpanish(c.dataFolder, c.tableFolder, c.Out)
}

// tableFolder is where the tables are whose names are used in training.
type tableFolder struct {
	Tables string `default:"actor/data" placeholder:"DIR" help:"Tables whose names are put in the place of others in training."`
}

// writeSpanish writes both parts of the harmonised treebank to a folder.
func writeSpanish(d dataFolder, tables tableFolder, out string) error {
	g, err := tables.spanishNames()
	if err != nil {
		return err
	}
	learn, selection, err := treebank.Spanish(d.file("ud-es"), g)
	if err != nil {
		return err
	}
	return errors.Join(
		treebank.Write(filepath.Join(out, spanishTrain), learn),
		treebank.Write(filepath.Join(out, spanishSelection), selection),
		treebank.Write(filepath.Join(out, surfaceOf(spanishTrain)), treebank.Surface(learn)),
		treebank.Write(filepath.Join(out, surfaceOf(spanishSelection)), treebank.Surface(selection)))
}

// spanishNames is the gazetteer with the countries and persons of the tables.
func (t tableFolder) spanishNames() (*treebank.Gazetteer, error) {
	places, err := train.ReadNameList(filepath.Join(t.Tables, "countries.tsv"), 7)
	if err != nil {
		return nil, err
	}
	persons, err := train.ReadNameList(filepath.Join(t.Tables, "offices.tsv"), 0, 1)
	if err != nil {
		return nil, err
	}
	return treebank.LoadGazetteer("es", map[string][]string{"LOC": places, "PER": persons})
}

// readSpanish loads the data of both parts, which are the same.
func (c *trainEngine) readSpanish(cfg train.Config) (d, more train.Data, err error) {
	fail := func(err error) (train.Data, train.Data, error) { return d, more, err }
	out := filepath.Dir(c.Checkpoint)
	if err := writeSpanish(c.dataFolder, c.tableFolder, out); err != nil {
		return fail(err)
	}
	trees, err := train.ReadCorpus(filepath.Join(out, spanishTrain), "")
	if err != nil {
		return fail(err)
	}
	d.Train = []*train.Corpus{trees}
	if d.Dev, err = train.ReadCorpus(filepath.Join(out, spanishSelection), ""); err != nil {
		return fail(err)
	}
	if d.Vectors, err = c.namedVectors(cfg.Vectors, trees); err != nil {
		return fail(err)
	}
	g, err := c.spanishNames()
	if err != nil {
		return fail(err)
	}
	d.Names, d.Verbs = g.Names(), segment.Verbs("es")
	english, err := os.ReadFile("nlp/data/en.model")
	if err != nil {
		return fail(err)
	}
	d.Start, err = nlp.ParseModel(english)
	return d, d, err
}

// namedVectors keeps of the English vectors those that say something of
// Spanish text: of words of the treebank, and of names, which are the words
// that no English dictionary has.
func (d dataFolder) namedVectors(n int, trees *train.Corpus) (*train.Vectors, error) {
	all, err := d.vectors(1 << 20)
	if err != nil {
		return nil, err
	}
	english := map[string]bool{}
	f, err := os.Open(d.file("lexica", "unimorph-eng.2017.tsv"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	for in.Scan() {
		for _, w := range strings.Fields(in.Text())[:min(2, len(strings.Fields(in.Text())))] {
			english[strings.ToLower(w)] = true
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("unimorph: %w", err)
	}
	spanish := map[string]bool{}
	for _, w := range trees.Forms() {
		spanish[nlp.WithoutAccents(strings.ToLower(w))] = true
	}
	return all.Only(n, func(w string) bool {
		return spanish[nlp.WithoutAccents(w)] || !english[w] && !strings.ContainsAny(w, "0123456789")
	}), nil
}
