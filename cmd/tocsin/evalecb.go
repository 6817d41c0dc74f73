package main

import (
	"fmt"
	"os"
	"unicode/utf8"

	"tocsin"
	"tocsin/eval/ecb"
	"tocsin/merge"
	"tocsin/pipeline"
)

type ecbCmd struct {
	Dir    string `arg:"" help:"Folder of the corpus, with ECB+ and the table of sentences."`
	Topics []int  `placeholder:"N,..." help:"Topics to score (default: those of violence, politics and accidents among 1 to 35)."`
	Each   bool   `help:"Print the figures of every topic too."`
	floorFlags
}

// Help says what the figures mean.
func (ecbCmd) Help() string {
	return `Codes the articles of each topic, merges the mentions, and compares them with the corpus's chains of words that name one event. matched: share of marked words with a mention; b3_p, b3_r, b3_f: clustering of those; lemma_b3_*: the same for a baseline that takes mentions of a topic for one event if their triggers have the same head lemma; gain: b3_f less the baseline's. The corpus has no days of publication: articles that tell none themselves get the day of most of their topic, and what was reckoned from it is left out.

Example:
  tocsin eval ecb --each coref-ecbplus`
}

// Run scores the topics.
func (c *ecbCmd) Run(t *terminal) error {
	p, err := pipeline.New(pipeline.Options{Lang: "en"})
	if err != nil {
		return err
	}
	m, err := merge.Load()
	if err != nil {
		return err
	}
	if len(c.Topics) == 0 {
		c.Topics = ecb.Topics()
	}
	var sum ecb.Score
	for _, topic := range c.Topics {
		docs, err := ecb.Read(os.DirFS(c.Dir), topic)
		if err != nil {
			return err
		}
		coded, err := codeTopic(p, m, docs)
		if err != nil {
			return err
		}
		sum.Add(docs, coded)
		if c.Each {
			var one ecb.Score
			one.Add(docs, coded)
			got := one.Figures()
			fmt.Fprintf(t.out, "topic %d: %d of %d, b3_f %.3f, lemma %.3f\n", topic, one.Matched, one.Gold, got["b3_f"], got["lemma_b3_f"])
		}
	}
	sum.Print(t.out)
	return c.check("ecb", sum.Figures())
}

// codeTopic codes and merges the articles of a topic.
func codeTopic(p *pipeline.Pipeline, m *merge.Merger, docs []ecb.Document) ([]ecb.Coded, error) {
	var set merge.Set
	var reports []tocsin.Report
	lemmas := map[string]string{}
	for _, d := range docs {
		rep := tocsin.Report{ID: tocsin.ReportID(d.Name), Publisher: d.Name, Text: d.Text, Lang: "en", Published: d.Day, URL: d.Address}
		doc, ms, err := p.Code(rep)
		if err != nil {
			return nil, err
		}
		if !d.Dated {
			ecb.Undated(ms)
		}
		for i := range ms {
			lemmas[ms[i].ID] = headLemma(doc, ms[i].Trigger)
		}
		reports = append(reports, rep)
		set.Mentions = append(set.Mentions, ms...)
	}
	set.Copies = merge.Copies(reports)
	triggers := map[string]*tocsin.Mention{}
	for i := range set.Mentions {
		triggers[set.Mentions[i].ID] = &set.Mentions[i]
	}
	var out []ecb.Coded
	for _, e := range m.Events(set) {
		for _, member := range e.Members {
			out = append(out, ecb.Coded{Document: string(member.Report), Trigger: triggers[member.Mention].Trigger, Event: e.ID, Lemma: lemmas[member.Mention]})
		}
	}
	return out, nil
}

// headLemma is the lemma of the word of a segment that hangs on none of the
// others.
func headLemma(doc *tocsin.Doc, s tocsin.Segment) string {
	at, runes := 0, 0
	inside := map[int]bool{}
	for i, tok := range doc.Tokens {
		runes += utf8.RuneCountInString(doc.Text[at:tok.Start])
		at = tok.Start
		if runes >= s.Start && runes < s.End {
			inside[i] = true
		}
	}
	for i := range doc.Tokens {
		if inside[i] && !inside[doc.Tokens[i].Head] {
			return doc.Tokens[i].Lemma
		}
	}
	return s.Text
}
