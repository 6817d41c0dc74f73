package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"tocsin/nlp"
	"tocsin/nlp/kernel"
	"tocsin/nlp/train"
	"tocsin/nlp/train/segtrain"
)

type trainCmd struct {
	Engine    trainEngine    `cmd:"" help:"Fit tags, lemmas, trees and names; can be stopped and resumed."`
	Segmenter trainSegmenter `cmd:"" help:"Fit the splitter of words and sentences."`
	Treebank  trainTreebank  `cmd:"" help:"Write the harmonised Spanish treebank that the Spanish engine is trained on."`
}

// dataFolder is where the training data lie: a folder for each data set, as
// nlp/data/SOURCE lists them.
type dataFolder struct {
	Data string `default:"../shared/data" placeholder:"DIR" help:"Folder of the treebanks, names, vectors and lemma tables."`
}

func (d dataFolder) file(parts ...string) string {
	return filepath.Join(append([]string{d.Data}, parts...)...)
}

type trainEngine struct {
	dataFolder
	Lang       string `default:"en" enum:"en,es" help:"Language: en, es."`
	Out        string `placeholder:"FILE" help:"Model to write (default: nlp/data/LANG.model)."`
	Checkpoint string `placeholder:"PREFIX" help:"Saved as PREFIX.main, PREFIX.refined1, … after each epoch; a run goes on from there (default: .build/LANG.engine)."`
	tableFolder
	Refine int    `default:"1" placeholder:"N" help:"Refining runs to take the mean of, with the main one."`
	Epochs int    `placeholder:"N" help:"Passes of the main part (default: the shipped model's)."`
	Seed   uint64 `placeholder:"N" help:"Seed of the main part (default: the shipped model's)."`
}

// Run trains a main part and, from its end, several refining parts with more
// names. The model is the mean of all. Each goes on from its checkpoint.
func (c *trainEngine) Run(t *terminal) error {
	c.Out, c.Checkpoint = cmp.Or(c.Out, "nlp/data/"+c.Lang+".model"), cmp.Or(c.Checkpoint, ".build/"+c.Lang+".engine")
	cfg, refined, read := train.Default(), train.Refined, c.read
	if c.Lang == "es" {
		cfg, refined, read = train.Spanish(), train.RefinedSpanish, c.readSpanish
	}
	if c.Epochs > 0 {
		cfg.Epochs = c.Epochs
	}
	if c.Seed > 0 {
		cfg.Seed = c.Seed
	}
	data, more, err := read(cfg)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(c.Checkpoint), 0o755); err != nil {
		return err
	}
	main := c.Checkpoint + ".main"
	last, err := c.part(t, cfg, data, main, "")
	if err != nil {
		return err
	}
	parts := []string{main}
	for i := range c.Refine {
		cfg := refined(i)
		path := fmt.Sprintf("%s.refined%d", c.Checkpoint, i+1)
		if last, err = c.part(t, cfg, more, path, main); err != nil {
			return err
		}
		parts = append(parts, path)
	}
	if c.Lang == "es" {
		parts = parts[len(parts)-1:] // on small treebanks the mean is no better than the last part
	}
	if err := last.Blend(parts); err != nil {
		return err
	}
	return c.write(t, last)
}

// part runs one part to its end. It resumes from its checkpoint, or else
// continues from the end of the part before, if there is one.
func (c *trainEngine) part(t *terminal, cfg train.Config, d train.Data, checkpoint, before string) (*train.Trainer, error) {
	tr, err := train.New(cfg, d, kernel.Best())
	if err != nil {
		return nil, err
	}
	if before != "" {
		if err := tr.Continue(before); err != nil {
			return nil, err
		}
	}
	if err := tr.Resume(checkpoint); err != nil {
		return nil, err
	}
	for done := false; !done; {
		done = tr.Epoch(func(p train.Progress) { printProgress(t, p) })
		if err := tr.Save(checkpoint); err != nil {
			return nil, err
		}
	}
	return tr, nil
}

// read loads the data sets of both parts. The first treebank is the one whose
// annotation the shipped model follows; the second part adds the names of the
// other treebank and corpora that have names only.
func (c *trainEngine) read(cfg train.Config) (d, more train.Data, err error) {
	fail := func(err error) (train.Data, train.Data, error) { return d, more, err }
	ewt, err := train.ReadCorpus(c.file("ud-en-ewt", "en_ewt-ud-train.conllu"), c.file("ner-uner-en", "en_ewt-ud-train.dec2022-mapped.iob2"))
	if err != nil {
		return fail(err)
	}
	gum, err := train.ReadCorpus(c.file("ud-en-gum-open", "train.conllu"), "")
	if err != nil {
		return fail(err)
	}
	d.Train = []*train.Corpus{ewt, gum.Trees()}
	d.Dev, err = train.ReadCorpus(c.file("ud-en-ewt", "en_ewt-ud-dev.conllu"), c.file("ner-uner-en", "en_ewt-ud-dev.iob2"))
	if err != nil {
		return fail(err)
	}
	if d.Vectors, err = c.vectors(cfg.Vectors); err != nil {
		return fail(err)
	}
	if d.Irregular, err = train.ReadIrregular(c.file("lexica", "spacy.en_lemma_exc.json")); err != nil {
		return fail(err)
	}
	more = d
	more.Train = []*train.Corpus{ewt, gum}
	if more.Vectors, err = c.vectors(train.Refined(0).Vectors); err != nil {
		return fail(err)
	}
	if more.Names, err = c.lists(); err != nil {
		return fail(err)
	}
	for _, name := range nameCorpora {
		names, err := train.ReadNames(c.file(append([]string{"ner-other-en"}, name...)...))
		if err != nil {
			return fail(err)
		}
		more.Train = append(more.Train, names)
	}
	return d, more, nil
}

func (d dataFolder) vectors(n int) (*train.Vectors, error) {
	path := d.file("word-vectors-en", "wink100k")
	return train.ReadVectors(path+".i8", path+".words.txt", n)
}

// lists reads names of countries and capitals, people and organisations from
// the program's own tables.
func (c *trainEngine) lists() (map[string][]string, error) {
	out := map[string][]string{}
	for _, x := range []struct {
		label, file string
		columns     []int
	}{{"LOC", "countries.tsv", []int{3, 6}}, {"PER", "offices.tsv", []int{0}}, {"ORG", "organisations.tsv", []int{0}}} {
		names, err := train.ReadNameList(filepath.Join(c.Tables, x.file), x.columns...)
		if err != nil {
			return nil, err
		}
		out[x.label] = names
	}
	return out, nil
}

// nameCorpora are the files of ner-other-en that the second part learns from.
var nameCorpora = [...][]string{
	{"BTC", "CONLL-format", "data", "a.conll"}, {"BTC", "CONLL-format", "data", "b.conll"},
	{"BTC", "CONLL-format", "data", "e.conll"}, {"BTC", "CONLL-format", "data", "f.conll"},
	{"BTC", "CONLL-format", "data", "g.conll"}, {"BTC", "CONLL-format", "data", "h.conll"},
	{"WNUT17", "CONLL-format", "data", "train", "wnut17train.conll"},
}

func (c *trainEngine) write(t *terminal, tr *train.Trainer) error {
	s := tr.Evaluate()
	printScores(t, s)
	b, err := tr.Export(nlp.Meta{
		Lang: c.Lang, Made: "tocsin train engine --lang " + c.Lang, Licence: "CC BY-SA 4.0", Data: sources(c.Lang),
		Scores: map[string]float64{"upos": s.UPOS, "xpos": s.XPOS, "feats": s.Feats, "uas": s.UAS, "las": s.LAS, "names": s.Name},
	}).Encode()
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, b, 0o644)
}

// sources names what the model of a language is trained on.
func sources(lang string) []string {
	if lang == "es" {
		return []string{"UD_Spanish-AnCora 2021-10-29 dev, test", "UD_Spanish-GSD 2.16 dev", "GloVe 6B 100d", "the English model"}
	}
	return []string{"UD_English-EWT 2.16", "UD_English-GUM 2.16 (free genres)", "UNER_English-EWT", "Broad Twitter Corpus", "WNUT17", "GloVe 6B 100d"}
}

// printProgress writes a line now and then, and one at the end of an epoch.
func printProgress(t *terminal, p train.Progress) {
	left := time.Duration(0)
	if p.Words > 0 && p.Step > 0 {
		perStep := p.Elapsed.Seconds() / float64(max(1, (p.Step-1)%(p.Steps/p.Epochs)+1))
		left = time.Duration(perStep * float64(p.Steps-p.Step) * float64(time.Second)).Round(time.Minute)
	}
	fmt.Fprintf(t.err, "epoch %d of %d, step %d of %d, %.0f words/s, about %v left; loss: arcs %.3f, relations %.3f, tags %.3f, names %.4f\n",
		p.Epoch, p.Epochs, p.Step, p.Steps, float64(p.Words)/p.Elapsed.Seconds(), left, p.Loss.Arc, p.Loss.Label, p.Loss.Tag, p.Loss.Name)
	if p.Dev != nil {
		printScores(t, *p.Dev)
	}
}

func printScores(t *terminal, s train.Scores) {
	fmt.Fprintf(t.err, "  development: UPOS %.2f, UAS %.2f, LAS %.2f, names %.2f\n", s.UPOS, s.UAS, s.LAS, s.Name)
}

type trainSegmenter struct {
	dataFolder
	tableFolder
	Lang string `default:"en" enum:"en,es" help:"Language: en, es."`
	Out  string `placeholder:"FILE" help:"Model to write (default: nlp/segment/data/LANG.seg)."`
	Seed uint64 `default:"0" placeholder:"N" help:"Seed of all random choices."`
}

// Run fits the segmenter; it takes minutes and is not resumable.
func (c *trainSegmenter) Run(t *terminal) error {
	cfg := segtrain.Config{Lang: c.Lang, Out: cmp.Or(c.Out, "nlp/segment/data/"+c.Lang+".seg"), Seed: c.Seed}
	if c.Lang == "es" {
		if err := writeSpanish(c.dataFolder, c.tableFolder, ".build"); err != nil {
			return err
		}
		cfg.Train, cfg.Dev = []string{filepath.Join(".build", surfaceOf(spanishTrain))}, []string{filepath.Join(".build", surfaceOf(spanishSelection))}
	} else {
		cfg.Train = []string{c.file("ud-en-ewt", "en_ewt-ud-train.conllu"), c.file("ud-en-gum-open", "train.conllu")}
		cfg.Dev = []string{c.file("ud-en-ewt", "en_ewt-ud-dev.conllu"), c.file("ud-en-gum-open", "dev.conllu")}
	}
	return segtrain.Train(cfg, func(line string) { fmt.Fprintln(t.err, line) })
}
