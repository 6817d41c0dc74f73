// Package pipeline is the whole chain from a report to its mentions, in one
// function, and the loop that runs it over many reports.
package pipeline

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"

	"tocsin"
	"tocsin/actor"
	"tocsin/attribution"
	"tocsin/coder"
	"tocsin/factuality"
	"tocsin/framing"
	"tocsin/gazetteer"
	"tocsin/nlp"
	"tocsin/nlp/langid"
	"tocsin/nlp/truecase"
	"tocsin/quantity"
	"tocsin/timex"
)

// undetermined is the BCP 47 code of a sender who does not know the language.
const undetermined = "und"

// Languages are the languages that reports can be in, BCP 47.
func Languages() []string { return []string{"en", "es"} }

// Options say what to take for granted about reports that do not tell.
type Options struct {
	Date tocsin.Day // day of publication; zero: such a report is an error
	Lang string     // BCP 47; empty: identified from the text
}

// A Pipeline codes reports. It is safe for concurrent use.
type Pipeline struct {
	opts   Options
	langs  *langid.Identifier
	chains map[string]func() (*chain, error) // by language; loads at the first call
}

// A chain is every stage for one language.
type chain struct {
	caser  *truecase.Caser // nil where the language has no names for it
	words  *nlp.Engine
	stages []stage
	events *coder.Coder
}

// A stage adds its own field to the Doc and changes nothing else.
type stage interface{ Annotate(doc *tocsin.Doc) }

// New makes a pipeline. The stages of a language are loaded with its first
// report, which takes some tenths of a second.
func New(opts Options) (*Pipeline, error) {
	langs, err := langid.Load()
	if err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	p := &Pipeline{opts: opts, langs: langs, chains: map[string]func() (*chain, error){}}
	for _, lang := range Languages() {
		p.chains[lang] = sync.OnceValues(func() (*chain, error) { return load(lang) })
	}
	return p, nil
}

// load makes the stages of one language, in the order in which they run.
func load(lang string) (*chain, error) {
	c := &chain{}
	var err error
	if c.caser, err = truecase.Load(lang); err != nil && !errors.Is(err, tocsin.ErrLanguage) {
		return nil, err
	}
	if c.words, err = nlp.Load(lang); err != nil { // Tokens, Sents, Ents
		return nil, err
	}
	for _, open := range []func() (stage, error){
		func() (stage, error) { return timex.Load(lang) },       // Times
		func() (stage, error) { return gazetteer.Load(lang) },   // Places
		func() (stage, error) { return actor.Load(lang) },       // Actors
		func() (stage, error) { return quantity.Load(lang) },    // Quantities
		func() (stage, error) { return attribution.Load(lang) }, // Quotes
		func() (stage, error) { return factuality.Load(lang) },  // Status
		func() (stage, error) { return framing.Load(lang) },     // Frames
	} {
		s, err := open()
		if err != nil {
			return nil, err
		}
		c.stages = append(c.stages, s)
	}
	if c.events, err = coder.Load(lang); err != nil {
		return nil, err
	}
	return c, nil
}

// Code reads one report. The error wraps [tocsin.ErrLanguage],
// [tocsin.ErrNoDate] or [tocsin.ErrInvalid], or tells of a fault in the
// program; it names the report.
func (p *Pipeline) Code(rep tocsin.Report) (doc *tocsin.Doc, mentions []tocsin.Mention, err error) {
	err = p.guard(rep, func() error {
		var c *chain
		if doc, c, err = p.annotate(rep); err == nil {
			mentions = c.events.Code(doc)
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
		var c *chain
		if doc, c, err = p.annotate(rep); err != nil {
			return err
		}
		if only >= len(doc.Sents) {
			return fmt.Errorf("no sentence %d, the last one is %d: %w", only, len(doc.Sents)-1, tocsin.ErrInvalid)
		}
		for k := range doc.Sents {
			if only < 0 || k == only {
				out = append(out, c.events.Explain(doc, k))
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

// annotate runs every stage before the coder, which it returns with the Doc.
func (p *Pipeline) annotate(rep tocsin.Report) (*tocsin.Doc, *chain, error) {
	doc, err := p.open(rep)
	if err != nil {
		return nil, nil, err
	}
	c, err := p.chains[doc.Lang]()
	if err != nil {
		return nil, nil, err
	}
	text := doc.Text
	if c.caser != nil && truecase.Caseless(text) {
		doc.Text = c.caser.Restore(text) // for the stages to read; records quote the text as it came
		doc.Notes = append(doc.Notes, tocsin.Note{Stage: "truecase", Text: "the report has no capitals of its own"})
	}
	c.words.Annotate(doc)
	for _, s := range c.stages {
		s.Annotate(doc)
	}
	doc.Text = text
	return doc, c, nil
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
	base, _, _ := strings.Cut(strings.ToLower(doc.Lang), "-")
	if p.chains[base] == nil {
		return nil, fmt.Errorf("language %q: %w", doc.Lang, tocsin.ErrLanguage)
	}
	doc.Lang = base // regional varieties share their tables
	if doc.Date.IsZero() {
		doc.Date = p.opts.Date
	}
	if doc.Date.IsZero() {
		return nil, tocsin.ErrNoDate
	}
	return doc, nil
}
