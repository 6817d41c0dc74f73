package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

type codeCmd struct {
	Inputs       []string `arg:"" name:"input" help:"HTML page, plain text or JSON Lines of reports: a file, an http(s) address, or - for standard input."`
	JSON         bool     `name:"json" help:"Print mentions as JSON Lines instead of a view for people."`
	Date         string   `placeholder:"YYYY-MM-DD" help:"Day of publication, for reports that do not tell theirs."`
	Lang         string   `placeholder:"CODE" help:"Language of the reports (en); identified from the text if not given."`
	Jobs         int      `short:"j" placeholder:"N" help:"Reports to work on at a time (default: one a processor)."`
	Color        string   `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never. NO_COLOR is honoured."`
	AllowPrivate bool     `help:"Fetch addresses of private networks too."`
}

// Help gives examples below the flags.
func (codeCmd) Help() string {
	return `A report needs a day of publication: it is read from the page's metadata, a dateline or the address, or given by --date.

Examples:
  tocsin code page.html
  tocsin code --date 2025-08-20 report.txt
  tocsin code https://example.org/news/2025/08/20/story
  cat reports.jsonl | tocsin code --json -

A line of JSON Lines is {"id","text","published","lang","title","publisher","url"}; offsets in the output count Unicode code points of its text exactly as given.`
}

// Run codes every input. One that fails is told about on standard error; the
// others go on.
func (c *codeCmd) Run(t *terminal) error {
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
	run := &coding{t: t, bar: c.progress(t)}
	defer run.bar.Clear()
	out := bufio.NewWriter(t.styled(c.Color))
	save := c.saver(out, t)
	err = p.Work(jobs, run.good(c.reports(opt, t)), func(r pipeline.Result) error {
		run.bar.Add(1)
		if r.Err != nil {
			run.fail(r.Err)
			return nil
		}
		run.done++
		return save(r)
	})
	if err := errors.Join(err, out.Flush()); err != nil {
		return err
	}
	return run.verdict()
}

func (c *codeCmd) options() (article.Options, error) {
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
func (c *codeCmd) reports(opt article.Options, t *terminal) iter.Seq2[tocsin.Report, error] {
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
func (c *codeCmd) open(in string, opt article.Options, t *terminal) iter.Seq2[tocsin.Report, error] {
	switch {
	case in == "-":
		return article.Read(t.in, opt)
	case strings.HasPrefix(in, "http://") || strings.HasPrefix(in, "https://"):
		return func(yield func(tocsin.Report, error) bool) { yield(c.fetch(in, opt)) }
	}
	return article.Open(in, opt)
}

func (c *codeCmd) fetch(url string, opt article.Options) (tocsin.Report, error) {
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

// saver returns the function that prints a result.
func (c *codeCmd) saver(out io.Writer, t *terminal) func(pipeline.Result) error {
	if !c.JSON {
		v := &view{w: out, width: columns(t.out)}
		return func(r pipeline.Result) error {
			v.report(r.Report, r.Mentions)
			return v.err
		}
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return func(r pipeline.Result) error {
		for i := range r.Mentions {
			if err := enc.Encode(&r.Mentions[i]); err != nil {
				return fmt.Errorf("write: %w", err)
			}
		}
		return nil
	}
}

// progress is a bar on standard error, shown where a person watches it and
// the records go elsewhere.
func (c *codeCmd) progress(t *terminal) *progressbar.ProgressBar {
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

// columns is the width to wrap sentences at.
func columns(w any) int {
	const fallback, widest = 80, 110
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 20 {
			return min(n, widest)
		}
	}
	return fallback
}
