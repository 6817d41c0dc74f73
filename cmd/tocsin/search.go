package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tocsin/store"
)

type searchCmd struct {
	recordFlags
	Words  []string `arg:"" help:"Words that must all be there; see below."`
	Limit  int      `default:"20" placeholder:"N" help:"How many reports to print (default 20)."`
	Format string   `enum:"table,jsonl" default:"table" help:"table for people, or jsonl."`
	Color  string   `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never. NO_COLOR is honoured."`
}

// Help tells what words may say.
func (searchCmd) Help() string {
	return `Searches the titles and the sentences that are kept of every report, and the names of parties and places. Case and accents do not matter. "words in quotation marks" stand side by side, ship* finds ships, and -word leaves reports out (within one argument, or after --). The latest reports come first, in groups of 100; in each group those that hold the words closest together. Private persons are not found by name.

Examples:
  tocsin search destroyer caracas
  tocsin search '"coast guard" -exercise'`
}

// Run prints a report with the sentence that says it best.
func (c *searchCmd) Run(t *terminal) error {
	if c.Limit < 1 {
		return usageError{errors.New("--limit must be positive")}
	}
	var hits []store.Hit
	err := c.view(func(ctx context.Context, r store.Reader) (err error) {
		hits, _, err = r.Search(ctx, strings.Join(c.Words, " "), c.Limit, "")
		return err
	})
	if err != nil {
		return err
	}
	out := t.styled(c.Color)
	if c.Format == "jsonl" {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		for i := range hits {
			if err := enc.Encode(&hits[i]); err != nil {
				return err
			}
		}
		return out.Flush()
	}
	v := t.newView(out)
	for i := range hits {
		v.hit(&hits[i])
	}
	return errors.Join(v.err, out.Flush())
}

// hit prints a report in two or three lines, the words found in bold.
func (v *view) hit(h *store.Hit) {
	fmt.Fprintln(v, h.Published.String()+"  "+strings.Join(nonEmpty(h.Publisher, h.Title), ": "))
	runes, at, text := []rune(h.Text), 0, ""
	for _, m := range h.Marks {
		text += string(runes[at:m[0]]) + bold(string(runes[m[0]:m[1]]))
		at = m[1]
	}
	if text += string(runes[at:]); h.Start >= 0 {
		fmt.Fprintln(v, "  "+text)
	}
	fmt.Fprintln(v, faint("  "+string(h.ID)))
}
