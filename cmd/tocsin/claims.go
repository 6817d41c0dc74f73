package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"tocsin"
	"tocsin/merge"
	"tocsin/record"
	"tocsin/store"

	"charm.land/lipgloss/v2"
)

type claimsCmd struct {
	recordFlags
	queryFlags
	Event  string `arg:"" optional:"" help:"ID of the event (default: the events that the flags select)."`
	Format string `enum:"table,jsonl,csv" default:"table" help:"table for people, jsonl, one comparison a line, or csv, one claim a line."`
	Color  string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never. NO_COLOR is honoured."`
}

// Help says what is printed.
func (claimsCmd) Help() string {
	return `Sets every claim on an event side by side: who says that it happened, denies it or plans it, and every claim on its numbers, with who makes it, in which words, and how it stands to the others: compatible (4.5 million satisfies "more than four million"), contradicts, or supersedes (the same holder, later). Numbers are never added up.

Examples:
  tocsin claims 1ac7290f5d3be680
  tocsin claims --dyad USA,VEN --since 2025-08-01 --format csv > claims.csv`
}

// Run prints the comparisons of one event, or of all that the flags select.
func (c *claimsCmd) Run(t *terminal) error {
	out := t.styled(c.Color)
	err := c.view(func(ctx context.Context, r store.Reader) error {
		p := c.printer(t, out)
		put := func(e *tocsin.Event) error {
			said, pairs, err := record.Statuses(ctx, r, e)
			if err != nil {
				return err
			}
			return p.claims(e, said, pairs)
		}
		if c.Event == "" {
			return errors.Join(c.each(ctx, r, put), p.flush())
		}
		e, err := r.Event(ctx, c.Event)
		if err != nil {
			return err
		}
		return errors.Join(put(&e), p.flush())
	})
	return errors.Join(err, out.Flush())
}

// A claimsPrinter prints the claims on events one after the other.
type claimsPrinter interface {
	claims(e *tocsin.Event, said []merge.StatusClaim, pairs []tocsin.Pair) error
	flush() error
}

func (c *claimsCmd) printer(t *terminal, out io.Writer) claimsPrinter {
	switch c.Format {
	case "jsonl":
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return claimLines{enc}
	case "csv":
		return newClaimTable(out)
	}
	return claimsView{t.newView(out)}
}

// claimLines prints one comparison a line, that of the statuses first.
type claimLines struct{ out *json.Encoder }

func (l claimLines) claims(e *tocsin.Event, said []merge.StatusClaim, pairs []tocsin.Pair) error {
	type line struct {
		Event string `json:"event"`
		tocsin.Comparison
	}
	err := l.out.Encode(struct {
		Event     string              `json:"event"`
		What      string              `json:"what"`
		Unit      string              `json:"unit"`
		Claims    []merge.StatusClaim `json:"claims"`
		Relations []tocsin.Pair       `json:"relations"`
	}{e.ID, "status", "", said, pairs})
	for _, c := range e.Comparisons {
		err = errors.Join(err, l.out.Encode(line{e.ID, c}))
	}
	return err
}

func (claimLines) flush() error { return nil }

// claimsView prints tables for people.
type claimsView struct{ *view }

func (v claimsView) claims(e *tocsin.Event, said []merge.StatusClaim, pairs []tocsin.Pair) error {
	v.event(e)
	v.statuses(said, pairs)
	for i := range e.Comparisons {
		v.comparison(&e.Comparisons[i])
	}
	fmt.Fprintln(v)
	return v.err
}

func (claimsView) flush() error { return nil }

// statuses prints who says that an event happened and who does not.
func (v *view) statuses(cs []merge.StatusClaim, pairs []tocsin.Pair) {
	fmt.Fprintln(v)
	fmt.Fprintln(v, bold(v.words.Text("status")))
	for i, c := range cs {
		fmt.Fprintf(v, "  %d  %s  %s\n", i+1, bold(v.words.Text(string(c.Status))), faint(strings.Join(nonEmpty(c.Holder, v.words.Textf("in %s", c.Outlet), v.words.Textf("on %s", c.Said)), " · ")))
	}
	v.relations(pairs)
}

// relations prints which claims cannot both be true, and which took back
// others.
func (v *view) relations(pairs []tocsin.Pair) {
	for _, p := range pairs {
		if p.Is != tocsin.Compatible {
			fmt.Fprintf(v, "  %d %s %d\n", p.A+1, v.words.Text(string(p.Is)), p.B+1)
		}
	}
}

// comparison prints the claims on one number.
func (v *view) comparison(c *tocsin.Comparison) {
	fmt.Fprintln(v)
	fmt.Fprintln(v, bold(v.words.Text(c.What))+"  "+faint(c.Unit))
	for i, x := range c.Claims {
		fmt.Fprintf(v, "  %d  %s  %s\n", i+1, bold(x.Text), faint(limits(&x)))
		fmt.Fprintln(v, faint("     "+strings.Join(nonEmpty(x.Holder, v.words.Textf("in %s", x.Outlet), v.words.Textf("on %s", x.Said), v.alsoIn(x.AlsoIn)), " · ")))
		v.quoted(x.Sentence)
		if x.Edit != "" {
			fmt.Fprintln(v, "     "+v.edit(x.Edit))
		}
	}
	v.relations(c.Relations)
}

// quoted prints a report's own sentence, set in.
func (v *view) quoted(sentence string) {
	const margin = "     "
	for line := range strings.SplitSeq(lipgloss.Wrap("“"+sentence+"”", v.width-len(margin), " "), "\n") {
		fmt.Fprintln(v, margin+line)
	}
}

// edit says what the outlet did to a sentence later.
func (v *view) edit(what string) string {
	return bold(v.words.Text(map[string]string{
		"corrected": "corrected by the outlet", "withdrawn": "withdrawn by the outlet", "replaced": "replaced by the outlet with other words",
	}[what]))
}

func (v *view) alsoIn(ids []tocsin.ReportID) string {
	if len(ids) == 0 {
		return ""
	}
	return v.words.Textf("repeated by %s", v.count(len(ids), "report"))
}

// limits writes what a claim allows.
func limits(c *tocsin.ValueClaim) string {
	n := func(v *float64) string {
		if v == nil {
			return "…"
		}
		return trimZeros(*v)
	}
	if c.Low != nil && c.High != nil && *c.Low == *c.High {
		return string(c.Bound) + " " + n(c.Low)
	}
	return string(c.Bound) + " " + n(c.Low) + " to " + n(c.High)
}

func trimZeros(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
}
