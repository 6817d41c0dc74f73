package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tocsin"
	"tocsin/eval"
	"tocsin/eval/places"
	"tocsin/eval/timeml"
	"tocsin/factuality"
	"tocsin/gazetteer"
	"tocsin/nlp"
	"tocsin/nlp/conllu"
	"tocsin/nlp/langid"
	"tocsin/pipeline"
)

// undated is the day of publication for corpora that give none: no figure
// of quotations or places depends on it.
func undated() tocsin.Day { return tocsin.Day{Year: 2016, Month: 9, Date: 15} }

type timexCmd struct {
	Dir  string `arg:"" help:"Folder of TimeML files or of the tables of TempEval-2, searched whole."`
	Lang string `placeholder:"CODE" help:"Language of the reports (en, es); identified from the texts if not given."`
}

// Help says what the figures mean.
func (timexCmd) Help() string {
	return `Time expressions and their values against TIMEX3: strict counts equal spans, overlap spans that share a word, type and value of expressions that overlap.`
}

// Run scores the time expressions of every file.
func (c *timexCmd) Run(t *terminal) error {
	docs, err := timeml.ReadDir(c.Dir)
	if err != nil {
		return err
	}
	if len(docs) == 0 {
		return fmt.Errorf("%s: no TimeML files", c.Dir)
	}
	if c.Lang == "" {
		if c.Lang, err = languageOf(docs); err != nil {
			return err
		}
	}
	p, err := pipeline.New(pipeline.Options{Lang: c.Lang})
	if err != nil {
		return err
	}
	var s timeml.Score
	for _, d := range docs {
		doc, _, err := p.Code(tocsin.Report{ID: tocsin.ReportID(d.Name), Text: d.Text, Lang: c.Lang, Published: d.Day})
		if err != nil {
			fmt.Fprintln(t.err, "tocsin:", err)
			continue
		}
		s.Add(d, doc)
	}
	s.Print(t.out)
	return nil
}

// enough is how many bytes of a corpus tell its language.
const enough = 20000

// languageOf is the one language of a corpus.
func languageOf(docs []*timeml.Document) (string, error) {
	langs, err := langid.Load()
	if err != nil {
		return "", err
	}
	var text strings.Builder
	for _, d := range docs {
		if text.WriteString(d.Text + "\n"); text.Len() > enough {
			break
		}
	}
	lang, _ := langs.Identify(text.String())
	return lang, nil
}

type placesCmd struct {
	File string `arg:"" help:"Articles with toponyms and coordinates, as TR-News and GeoVirus lay them out."`
}

// Help says what the figures mean.
func (placesCmd) Help() string {
	return `Toponyms found, and of those found the share within 161 km (100 miles) of the gold point and in the right country.`
}

// Run scores the places of every article.
func (c *placesCmd) Run(t *terminal) error {
	articles, err := readFile(c.File, places.Read)
	if err != nil {
		return err
	}
	g, err := gazetteer.Load("en")
	if err != nil {
		return err
	}
	p, err := pipeline.New(pipeline.Options{Lang: "en", Date: undated()})
	if err != nil {
		return err
	}
	score, err := places.Compare(articles, places.System{Centre: g.Centre, Country: g.CountryCode, Annotate: func(text string) (*tocsin.Doc, error) {
		doc, _, err := p.Code(tocsin.Report{ID: "article", Text: text, Lang: "en"})
		return doc, err
	}})
	if err != nil {
		return err
	}
	score.Print(t.out)
	return nil
}

type attributionCmd struct {
	Dir string `arg:"" help:"Folder with text/ and attributions/, brat standoff named like its text with a suffix."`
}

// Help says what the figures mean.
func (attributionCmd) Help() string {
	return `Outermost attributions. cue: a cue counts if it overlaps a gold cue. source, content: characters that matched attributions share with gold; what a missed or spurious cue brings counts as well. source_overlap, content_overlap: characters that stand in any source or content on both sides, as tags on the text. cue_exact, source_exact, content_exact: parts of matched attributions with the same words.`
}

// Run scores the quotations of every annotated text.
func (c *attributionCmd) Run(t *terminal) error {
	texts, err := eval.ReadAttributedTexts(os.DirFS(c.Dir))
	if err != nil {
		return err
	}
	if len(texts) == 0 {
		return fmt.Errorf("%s: no attributions", c.Dir)
	}
	p, err := pipeline.New(pipeline.Options{Lang: "en", Date: undated()})
	if err != nil {
		return err
	}
	var s eval.AttributionScore
	for _, x := range texts {
		doc, _, err := p.Code(tocsin.Report{ID: tocsin.ReportID(x.Name), Text: x.Text, Lang: "en"})
		if err != nil {
			return err
		}
		s.Add(x.Attributions, doc)
	}
	s.Print(t.out)
	return nil
}

type factualityCmd struct {
	File  string `arg:"" help:"Judgements of words of treebank sentences, as UDS It-Happened lays them out: split, sent_id, word_id, form, lemma, upos, annotators, factuality."`
	Trees string `placeholder:"GLOB" help:"Treebank of the judged sentences (default: CoNLL-U beside the file, or in a folder beside it with “ewt” in its name)."`
	Split string `placeholder:"NAME" help:"Part of the judgements to score (default: all but train, on which the weights were fitted)."`
	Gold  bool   `help:"Use the treebank's trees instead of the program's own."`
}

// Help says what the figures mean.
func (factualityCmd) Help() string {
	return `How sure a reader is that an act happened, -3 to 3, against what readers said: Pearson's correlation and the mean distance (mae). The table names words by the number in a sentence of a treebank; the sentences' words are taken from there, and parsed.

Example:
  tocsin eval factuality uds-ih2.tsv --trees 'ud-en-ewt/*.conllu'`
}

// Run scores the judged words.
func (c *factualityCmd) Run(t *terminal) error {
	judged, err := readFile(c.File, eval.ReadJudged)
	if err != nil {
		return err
	}
	judged = slices.DeleteFunc(judged, func(j eval.Judged) bool {
		return c.Split != "" && j.Split != c.Split || c.Split == "" && j.Split == "train"
	})
	if len(judged) == 0 {
		return fmt.Errorf("%s: no judgements to score; name a part with --split", c.File)
	}
	trees, err := c.trees(judged)
	if err != nil {
		return err
	}
	bank, err := eval.ReadTreebank(bytes.NewReader(trees))
	if err != nil {
		return err
	}
	doc, err := conllu.ReadDoc(bytes.NewReader(trees))
	if err != nil {
		return err
	}
	scores, err := c.scores(doc)
	if err != nil {
		return err
	}
	s, err := eval.CompareScores(judged, "", bank, doc, scores)
	if err != nil {
		return err
	}
	if len(s.Gold) < len(judged) {
		fmt.Fprintf(t.err, "tocsin: %d of %d judged words are in no tree\n", len(judged)-len(s.Gold), len(judged))
	}
	s.Print(t.out)
	return nil
}

// scores parses the sentences, unless their trees are to stand, and weighs
// every word.
func (c *factualityCmd) scores(doc *tocsin.Doc) ([]float64, error) {
	if !c.Gold {
		e, err := nlp.Load("en")
		if err != nil {
			return nil, err
		}
		e.Parse(doc)
	}
	a, err := factuality.Load("en")
	if err != nil {
		return nil, err
	}
	a.Annotate(doc)
	return a.Scores(doc), nil
}

// trees gathers the judged sentences from the treebank's files.
func (c *factualityCmd) trees(judged []eval.Judged) ([]byte, error) {
	globs := []string{c.Trees}
	if c.Trees == "" {
		dir := filepath.Dir(c.File)
		globs = []string{filepath.Join(dir, "*.conllu"), filepath.Join(dir, "..", "*ewt*", "*.conllu")}
	}
	var files []string
	for _, g := range globs {
		found, err := filepath.Glob(g)
		if err != nil {
			return nil, usageError{fmt.Errorf("--trees: %w", err)}
		}
		files = append(files, found...)
	}
	wanted := map[string]bool{}
	for _, j := range judged {
		wanted[j.Sentence] = true
	}
	var out bytes.Buffer
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		eval.PickSentences(&out, b, wanted)
	}
	if out.Len() == 0 {
		return nil, fmt.Errorf("%s: none of its sentences in %s: give their treebank with --trees", c.File, strings.Join(globs, " or "))
	}
	return out.Bytes(), nil
}
