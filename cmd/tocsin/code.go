package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"tocsin/pipeline"
)

type codeCmd struct {
	inputs
	JSON  bool   `name:"json" help:"Print mentions as JSON Lines instead of a view for people."`
	Color string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never. NO_COLOR is honoured."`
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

// Run prints the mentions of every input.
func (c *codeCmd) Run(t *terminal) error {
	out := t.styled(c.Color)
	err := c.work(t, c.saver(out, t))
	return errors.Join(err, out.Flush())
}

// saver returns the function that prints a result.
func (c *codeCmd) saver(out io.Writer, t *terminal) func(pipeline.Result) error {
	if !c.JSON {
		v := t.newView(out)
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
