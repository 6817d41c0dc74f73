package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"runtime"
	"sync"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"tocsin"
	"tocsin/article"
	"tocsin/crawl"
	"tocsin/pipeline"
	"tocsin/source"
)

// inputs are the reports that a command works on; commands embed it.
type inputs struct {
	Inputs []string `arg:"" name:"input" help:"Page, plain text, JSON Lines, WARC archive, feed, sitemap or OPML list: a file, a folder, an http(s) address, or - for standard input."`
	readFlags
}

// readFlags say how reports are read.
type readFlags struct {
	Date         string `placeholder:"YYYY-MM-DD" help:"Day of publication, for reports that do not tell theirs."`
	Lang         string `placeholder:"CODE" help:"Language of the reports (en, es); identified from the text if not given."`
	Jobs         int    `short:"j" placeholder:"N" help:"Reports to work on at a time (default: one a processor)."`
	AllowPrivate bool   `help:"Fetch addresses of private networks too."`
}

// work codes every input and hands what came of it to save. An input that
// fails is told about on standard error; the others go on.
func (c *inputs) work(t *terminal, save func(pipeline.Result) error) error {
	opt, err := c.options()
	if err != nil {
		return err
	}
	p, err := c.pipeline()
	if err != nil {
		return err
	}
	client := crawl.NewClient(crawl.Options{AllowPrivate: c.AllowPrivate})
	defer client.Close()
	opt.Client, opt.Stdin = client, t.in
	run := newCoding(t)
	err = run.work(p, c.jobs(), opened(context.Background(), source.New(opt), c.Inputs), func(r received) error {
		if r.item.ID == "" || r.result.Err != nil {
			return nil
		}
		return save(r.result)
	})
	if err != nil {
		return err
	}
	return run.verdict()
}

func (c *readFlags) pipeline() (*pipeline.Pipeline, error) {
	opt, err := c.options()
	if err != nil {
		return nil, err
	}
	return pipeline.New(pipeline.Options{Date: opt.Article.Date, Lang: c.Lang})
}

func (c *readFlags) jobs() int {
	if c.Jobs < 1 {
		return runtime.GOMAXPROCS(0)
	}
	return c.Jobs
}

func (c *readFlags) options() (source.Options, error) {
	opt := source.Options{Article: article.Options{Lang: c.Lang}, Tool: toolVersion()}
	if c.Date == "" {
		return opt, nil
	}
	var err error
	if opt.Article.Date, err = tocsin.ParseDay(c.Date); err != nil {
		return opt, usageError{fmt.Errorf("--date: %w", err)}
	}
	return opt, nil
}

// opened yields what all inputs hold, one after the other.
func opened(ctx context.Context, o *source.Opener, inputs []string) iter.Seq2[source.Item, error] {
	return func(yield func(source.Item, error) bool) {
		for _, in := range inputs {
			for it, err := range o.Open(ctx, in) {
				if !yield(it, err) {
					return
				}
			}
		}
	}
}

// coding counts what became of the inputs.
type coding struct {
	t      *terminal
	bar    *progressbar.ProgressBar
	done   int
	failed int
	spoke  bool // some report was refused for its language

	mu    sync.Mutex
	queue []source.Item // taken from the inputs and not saved yet, in their order
}

func newCoding(t *terminal) *coding { return &coding{t: t, bar: progress(t)} }

// received is a report as it came in and what was coded in it. Without report
// there is only state to remember.
type received struct {
	item   source.Item
	result pipeline.Result
}

// work codes the reports among items and hands everything to save in the
// order in which it came.
func (c *coding) work(p *pipeline.Pipeline, jobs int, items iter.Seq2[source.Item, error], save func(received) error) error {
	defer c.bar.Clear()
	err := p.Work(jobs, c.reports(items), func(r pipeline.Result) error {
		c.bar.Add(1)
		if r.Err != nil {
			c.fail(r.Err)
		} else {
			c.done++
		}
		return c.pass(&r, save)
	})
	if err != nil {
		return err
	}
	return c.pass(nil, save)
}

// pass hands over the items before a report, and then its own; all that are
// left without one.
func (c *coding) pass(r *pipeline.Result, save func(received) error) error {
	for {
		c.mu.Lock()
		if len(c.queue) == 0 {
			c.mu.Unlock()
			return nil
		}
		it := c.queue[0]
		c.queue = c.queue[1:]
		c.mu.Unlock()
		if it.ID == "" {
			if err := save(received{item: it}); err != nil {
				return err
			}
			continue
		}
		return save(received{it, *r})
	}
}

// reports passes on the reports among items and tells about what gave none.
func (c *coding) reports(items iter.Seq2[source.Item, error]) iter.Seq2[tocsin.Report, error] {
	return func(yield func(tocsin.Report, error) bool) {
		for it, err := range items {
			if err != nil {
				c.fail(err)
			}
			if it.ID == "" && it.Page == nil && it.Source == nil && !it.Known {
				continue
			}
			c.mu.Lock()
			c.queue = append(c.queue, it)
			c.mu.Unlock()
			if it.ID != "" && !yield(it.Report, nil) {
				return
			}
		}
	}
}

// fail tells about one input that was left out.
func (c *coding) fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bar.Clear()
	c.failed++
	c.spoke = c.spoke || errors.Is(err, tocsin.ErrLanguage)
	fmt.Fprintln(c.t.err, "tocsin:", err)
	if errors.Is(err, tocsin.ErrNoDate) {
		fmt.Fprintln(c.t.err, "  give the day with --date YYYY-MM-DD")
	}
}

// verdict is the error that the exit status stands for. A report in another
// language is left out, not failed, even if it was the only one.
func (c *coding) verdict() error {
	switch {
	case c.failed == 0:
		return nil
	case c.done == 0 && !c.spoke:
		return errors.New("no report could be read")
	}
	return errPartial
}

// progress is a bar on standard error, shown where a person watches it and
// the records go elsewhere.
func progress(t *terminal) *progressbar.ProgressBar {
	shown := isTerminal(t.err) && !isTerminal(t.out)
	return progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(t.err), progressbar.OptionSetVisibility(shown),
		progressbar.OptionSetDescription("reports"), progressbar.OptionShowCount(),
		progressbar.OptionShowIts(), progressbar.OptionSetItsString("reports"), progressbar.OptionClearOnFinish())
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
