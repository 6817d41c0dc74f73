package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"runtime"
	"strings"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"tocsin"
	"tocsin/article"
	"tocsin/crawl"
	"tocsin/pipeline"
)

// inputs are the reports that a command works on; commands embed it.
type inputs struct {
	Inputs       []string `arg:"" name:"input" help:"HTML page, plain text or JSON Lines of reports: a file, an http(s) address, or - for standard input."`
	Date         string   `placeholder:"YYYY-MM-DD" help:"Day of publication, for reports that do not tell theirs."`
	Lang         string   `placeholder:"CODE" help:"Language of the reports (en, es); identified from the text if not given."`
	Jobs         int      `short:"j" placeholder:"N" help:"Reports to work on at a time (default: one a processor)."`
	AllowPrivate bool     `help:"Fetch addresses of private networks too."`
}

// work codes every input and hands what came of it to save. An input that
// fails is told about on standard error; the others go on.
func (c *inputs) work(t *terminal, save func(pipeline.Result) error) error {
	opt, err := c.options()
	if err != nil {
		return err
	}
	p, err := pipeline.New(pipeline.Options{Date: opt.Date, Lang: c.Lang})
	if err != nil {
		return err
	}
	jobs := c.Jobs
	if jobs < 1 {
		jobs = runtime.GOMAXPROCS(0)
	}
	run := &coding{t: t, bar: progress(t)}
	defer run.bar.Clear()
	err = p.Work(jobs, run.good(c.reports(opt, t)), func(r pipeline.Result) error {
		run.bar.Add(1)
		if r.Err != nil {
			run.fail(r.Err)
			return nil
		}
		run.done++
		return save(r)
	})
	if err != nil {
		return err
	}
	return run.verdict()
}

func (c *inputs) options() (article.Options, error) {
	opt := article.Options{Lang: c.Lang}
	if c.Date == "" {
		return opt, nil
	}
	var err error
	if opt.Date, err = tocsin.ParseDay(c.Date); err != nil {
		return opt, usageError{fmt.Errorf("--date: %w", err)}
	}
	return opt, nil
}

// reports yields the reports of all inputs.
func (c *inputs) reports(opt article.Options, t *terminal) iter.Seq2[tocsin.Report, error] {
	return func(yield func(tocsin.Report, error) bool) {
		for _, in := range c.Inputs {
			for rep, err := range c.open(in, opt, t) {
				if !yield(rep, err) {
					return
				}
			}
		}
	}
}

// open yields the reports of one input.
func (c *inputs) open(in string, opt article.Options, t *terminal) iter.Seq2[tocsin.Report, error] {
	switch {
	case in == "-":
		return article.Read(t.in, opt)
	case strings.HasPrefix(in, "http://") || strings.HasPrefix(in, "https://"):
		return func(yield func(tocsin.Report, error) bool) { yield(c.fetch(in, opt)) }
	}
	return article.Open(in, opt)
}

func (c *inputs) fetch(url string, opt article.Options) (tocsin.Report, error) {
	page, err := crawl.Fetch(context.Background(), url, crawl.Options{AllowPrivate: c.AllowPrivate})
	if err != nil {
		return tocsin.Report{}, err
	}
	opt.ContentType = page.Header.Get("Content-Type")
	opt.NotAfter = tocsin.DayOf(page.FetchedAt)
	return article.Page(page.Body, page.FinalURL, opt)
}

// coding counts what became of the inputs.
type coding struct {
	t      *terminal
	bar    *progressbar.ProgressBar
	done   int
	failed int
	spoke  bool // some report was refused for its language
}

// good passes on the reports and tells about the inputs that gave none.
func (c *coding) good(in iter.Seq2[tocsin.Report, error]) iter.Seq2[tocsin.Report, error] {
	return func(yield func(tocsin.Report, error) bool) {
		for rep, err := range in {
			if err != nil {
				c.fail(err)
				continue
			}
			if !yield(rep, nil) {
				return
			}
		}
	}
}

// fail tells about one input that was left out.
func (c *coding) fail(err error) {
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
