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
	err = p.guard(rep, func() error {
		if doc, err = p.annotate(rep); err == nil {
			mentions = p.events.Code(doc)
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return doc, mentions, nil
}

// Explain reads one report and tells why its sentences have the events that
// [Pipeline.Code] gives them: one explanation for each sentence, or for the
// sentence of index only if that is not negative. Errors are those of Code,
// and [tocsin.ErrInvalid] if there is no such sentence.
func (p *Pipeline) Explain(rep tocsin.Report, only int) (doc *tocsin.Doc, out []coder.Explanation, err error) {
	err = p.guard(rep, func() error {
		if doc, err = p.annotate(rep); err != nil {
			return err
		}
		if only >= len(doc.Sents) {
			return fmt.Errorf("no sentence %d, the last one is %d: %w", only, len(doc.Sents)-1, tocsin.ErrInvalid)
		}
		for k := range doc.Sents {
			if only < 0 || k == only {
				out = append(out, p.events.Explain(doc, k))
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return doc, out, nil
}

// guard names the report in the errors of do and makes an error of a panic.
func (p *Pipeline) guard(rep tocsin.Report, do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("pipeline: report %q: fault: %v\n%s", rep.ID, r, debug.Stack())
		}
	}()
	if err := do(); err != nil {
		return fmt.Errorf("pipeline: report %q: %w", rep.ID, err)
	}
	return nil
}

// annotate runs every stage before the coder.
func (p *Pipeline) annotate(rep tocsin.Report) (*tocsin.Doc, error) {
	doc, err := p.open(rep)
	if err != nil {
		return nil, err
	}
	p.words.Annotate(doc)  // Tokens, Sents, Ents
	p.times.Annotate(doc)  // Times
	p.places.Annotate(doc) // Places
	p.actors.Annotate(doc) // Actors
	p.counts.Annotate(doc) // Quantities
	p.quotes.Annotate(doc) // Quotes
	p.status.Annotate(doc) // Status
	p.frames.Annotate(doc) // Frames
	return doc, nil
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
