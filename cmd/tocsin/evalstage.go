package main

import (
	"fmt"
	"os"

	"tocsin"
	"tocsin/eval"
	"tocsin/eval/places"
	"tocsin/eval/timeml"
	"tocsin/gazetteer"
	"tocsin/pipeline"
)

// undated is the day of publication for corpora that give none: no figure
// of quotations or places depends on it.
func undated() tocsin.Day { return tocsin.Day{Year: 2016, Month: 9, Date: 15} }

type timexCmd struct {
	Dir string `arg:"" help:"Folder of TimeML files, searched whole."`
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
	p, err := pipeline.New(pipeline.Options{Lang: "en"})
	if err != nil {
		return err
	}
	var s timeml.Score
	for _, d := range docs {
		doc, _, err := p.Code(tocsin.Report{ID: tocsin.ReportID(d.Name), Text: d.Text, Lang: "en", Published: d.Day})
		if err != nil {
			fmt.Fprintln(t.err, "tocsin:", err)
			continue
		}
		s.Add(d, doc)
	}
	s.Print(t.out)
	return nil
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
	return `Outermost attributions: a cue counts if it overlaps a gold cue; source and content count the characters that matched attributions share with gold.`
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
