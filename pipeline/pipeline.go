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
	"tocsin/framing"
	"tocsin/gazetteer"
	"tocsin/nlp"
	"tocsin/nlp/langid"
	"tocsin/quantity"
	"tocsin/timex"
)

const (
	english      = "en"
	undetermined = "und" // BCP 47: the sender does not know
)

// Options say what to take for granted about reports that do not tell.
type Options struct {
	Date tocsin.Day // day of publication; zero: such a report is an error
	Lang string     // BCP 47; empty: identified from the text
}

// A Pipeline codes reports. It is safe for concurrent use.
type Pipeline struct {
	opts   Options
	langs  *langid.Identifier
	words  *nlp.Engine
	times  stage
	places stage
	actors stage
	counts stage
	quotes stage
	status stage
	frames stage
	events *coder.Coder
}

// A stage adds its own field to the Doc and changes nothing else.
type stage interface{ Annotate(doc *tocsin.Doc) }

// New loads every stage. It takes some tenths of a second; do it once.
func New(opts Options) (*Pipeline, error) {
	p := &Pipeline{opts: opts}
	for _, load := range []func() error{
		func() (err error) { p.langs, err = langid.Load(); return },
		func() (err error) { p.words, err = nlp.Load(); return },
		func() (err error) { p.times, err = timex.Load(); return },
		func() (err error) { p.places, err = gazetteer.Load(); return },
		func() (err error) { p.actors, err = actor.Load(); return },
		func() (err error) { p.counts, err = quantity.Load(); return },
		func() (err error) { p.quotes, err = attribution.Load(); return },
		func() (err error) { p.status, err = factuality.Load(); return },
		func() (err error) { p.frames, err = framing.Load(); return },
		func() (err error) { p.events, err = coder.Load(); return },
	} {
		if err := load(); err != nil {
			return nil, fmt.Errorf("pipeline: %w", err)
		}
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
	p.words.Annotate(doc)  // Tokens, Sents, Ents
	p.times.Annotate(doc)  // Times
	p.places.Annotate(doc) // Places
	p.actors.Annotate(doc) // Actors
	p.counts.Annotate(doc) // Quantities
	p.quotes.Annotate(doc) // Quotes
	p.status.Annotate(doc) // Status
	p.frames.Annotate(doc) // Frames
	return doc, p.events.Code(doc), nil
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
	if doc.Lang == "" || doc.Lang == undetermined {
		doc.Lang, _ = p.langs.Identify(doc.Text)
	}
	if base, _, _ := strings.Cut(doc.Lang, "-"); !strings.EqualFold(base, english) {
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
