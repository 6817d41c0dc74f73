// Package pipeline is the whole chain from a report to its mentions, in one
// function, and the loop that runs it over many reports.
package pipeline

import (
	"fmt"
	"runtime/debug"
	"strings"

	"tocsin"
	"tocsin/actor"
	"tocsin/attribution"
	"tocsin/coder"
	"tocsin/factuality"
	"tocsin/gazetteer"
	"tocsin/nlp"
	"tocsin/timex"
)

// Options say what to take for granted about reports that do not tell.
type Options struct {
	Date tocsin.Day // day of publication; zero: such a report is an error
	Lang string     // BCP 47; empty: identified from the text
}

// A Pipeline codes reports. It is safe for concurrent use.
type Pipeline struct {
	opts  Options
	words *nlp.Engine
	times stage
	place stage
	actor stage
	quote stage
	firm  stage
	coder *coder.Coder
}

// A stage adds its own field to the Doc and changes nothing else.
type stage interface{ Annotate(doc *tocsin.Doc) }

// New loads every stage. It takes tens of milliseconds; do it once.
func New(opts Options) (*Pipeline, error) {
	p := &Pipeline{opts: opts}
	var err error
	if p.words, err = nlp.Load(); err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	if p.times, err = timex.Load(); err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	if p.place, err = gazetteer.Load(); err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	if p.actor, err = actor.Load(); err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	if p.quote, err = attribution.Load(); err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	if p.firm, err = factuality.Load(); err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	if p.coder, err = coder.Load(); err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	return p, nil
}

// Code reads one report. The error wraps [tocsin.ErrLanguage],
// [tocsin.ErrNoDate] or [tocsin.ErrInvalid], or tells of a fault in the
// program; it names the report.
func (p *Pipeline) Code(rep tocsin.Report) (doc *tocsin.Doc, mentions []tocsin.Mention, err error) {
	defer func() {
		if r := recover(); r != nil {
			doc, mentions, err = nil, nil, fmt.Errorf("pipeline: report %q: fault: %v\n%s", rep.ID, r, debug.Stack())
		}
	}()
	doc, err = p.open(rep)
	if err != nil {
		return nil, nil, fmt.Errorf("pipeline: report %q: %w", rep.ID, err)
	}
	p.words.Annotate(doc) // Tokens, Sents, Ents
	p.times.Annotate(doc) // Times
	p.place.Annotate(doc) // Places
	p.actor.Annotate(doc) // Actors
	p.quote.Annotate(doc) // Quotes
	p.firm.Annotate(doc)  // Status
	return doc, p.coder.Code(doc), nil
}

// open makes the Doc of a report, or says why it cannot be read.
func (p *Pipeline) open(rep tocsin.Report) (*tocsin.Doc, error) {
	doc := &tocsin.Doc{
		Report: rep.ID, URL: rep.URL, Title: rep.Title, Publisher: rep.Publisher,
		Lang: rep.Lang, Date: rep.Published, Text: strings.ToValidUTF8(rep.Text, "\uFFFD"),
	}
	if doc.Lang == "" {
		doc.Lang = p.opts.Lang
	}
	if strings.TrimSpace(doc.Text) == "" {
		return nil, fmt.Errorf("no text: %w", tocsin.ErrInvalid)
	}
	if base, _, _ := strings.Cut(doc.Lang, "-"); !strings.EqualFold(base, "en") {
		return nil, fmt.Errorf("language %q: %w", doc.Lang, tocsin.ErrLanguage)
	}
	if doc.Date.IsZero() {
		doc.Date = p.opts.Date
	}
	if doc.Date.IsZero() {
		return nil, tocsin.ErrNoDate
	}
	return doc, nil
}
