package main

import (
	"context"
	"fmt"

	"tocsin"
	"tocsin/crawl"
	"tocsin/pipeline"
	"tocsin/source"
)

type explainCmd struct {
	Report explainReportCmd `cmd:"" default:"withargs" help:"Tell why sentences have the events they have (the default)."`
	Event  explainEventCmd  `cmd:"" help:"Tell why mentions are one event of the record, and what keeps others apart."`
}

type explainReportCmd struct {
	File     string `arg:"" help:"HTML page, plain text or JSON Lines of reports; - for standard input."`
	Sentence int    `default:"-1" placeholder:"N" help:"Only the sentence of this index: the first is 0, as in the records (default: all)."`
	All      bool   `help:"Print every row that was tried, not only those that come close."`
	Date     string `placeholder:"YYYY-MM-DD" help:"Day of publication, for reports that do not tell theirs."`
	Lang     string `placeholder:"CODE" help:"Language of the reports (en, es); identified from the text if not given."`
	Color    string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never. NO_COLOR is honoured."`
}

// Help says what is printed and gives examples.
func (explainReportCmd) Help() string {
	return `For each sentence: its tree, and for each word that may name an event the rows of the lexicon that were tried (file:line, pattern), which one won, which came second and why others were rejected; then what stood in each slot of the frame and which party it was taken for, and the cues behind status and claims. Words that tell no event have the reason beside them.

Examples:
  tocsin explain --date 2025-08-20 report.txt
  tocsin explain --date 2025-08-20 --sentence 3 report.txt
  tocsin explain --sentence 0 --all page.html`
}

// Run explains every report of the input.
func (c *explainReportCmd) Run(t *terminal) error {
	flags := readFlags{Date: c.Date, Lang: c.Lang}
	opt, err := flags.options()
	if err != nil {
		return err
	}
	p, err := flags.pipeline()
	if err != nil {
		return err
	}
	client := crawl.NewClient(crawl.Options{})
	defer client.Close()
	opt.Client, opt.Stdin = client, t.in
	out := t.styled(c.Color)
	run := newCoding(t)
	for rep, err := range run.reports(opened(context.Background(), source.New(opt), []string{c.File})) {
		if err != nil {
			return err
		}
		if err := c.explain(p, rep, t.newView(out)); err != nil {
			run.fail(err)
			continue
		}
		run.done++
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return run.verdict()
}

func (c *explainReportCmd) explain(p *pipeline.Pipeline, rep tocsin.Report, v *view) error {
	doc, xs, err := p.Explain(rep, c.Sentence)
	if err != nil {
		return err
	}
	fmt.Fprintln(v, bold(string(rep.ID)))
	for i := range xs {
		r := reason{view: v, doc: doc, all: c.All}
		r.sentence(&xs[i])
	}
	fmt.Fprintln(v)
	return v.err
}
