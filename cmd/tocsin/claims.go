package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/merge"
	"tocsin/record"
	"tocsin/store"

	"charm.land/lipgloss/v2"
)

type claimsCmd struct {
	recordFlags
	Event  string `arg:"" help:"ID of the event."`
	Format string `enum:"table,jsonl" default:"table" help:"table for people, or jsonl, one comparison a line."`
	Color  string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never. NO_COLOR is honoured."`
}

// Help says what is printed.
func (claimsCmd) Help() string {
	return `Sets every claim on the numbers of one event side by side, with who makes it, in which words, and how it stands to the others: compatible (4.5 million satisfies "more than four million"), contradicts, or supersedes (the same holder, later). Numbers are never added up.

Example:
  tocsin claims 1ac7290f5d3be680`
}

// Run prints the comparisons of one event.
func (c *claimsCmd) Run(t *terminal) error {
	out := t.styled(c.Color)
	err := c.view(func(ctx context.Context, r store.Reader) error {
		e, err := r.Event(ctx, c.Event)
		if err != nil {
			return err
		}
		if c.Format == "jsonl" {
			enc := json.NewEncoder(out)
			enc.SetEscapeHTML(false)
			for _, x := range e.Comparisons {
				if err := enc.Encode(x); err != nil {
					return err
				}
			}
			return nil
		}
		v := t.newView(out)
		v.event(&e)
		said, pairs, err := record.Statuses(ctx, r, &e)
		if err != nil {
			return err
		}
		v.statuses(said, pairs)
		for i := range e.Comparisons {
			v.comparison(&e.Comparisons[i])
		}
		return v.err
	})
	return errors.Join(err, out.Flush())
}

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

type traceCmd struct {
	recordFlags
	Event string `arg:"" help:"ID of the event."`
	Color string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never. NO_COLOR is honoured."`
}

// Help says what is printed.
func (traceCmd) Help() string {
	return `Tells who said it first and who only repeats it: every report that tells the event, in the order of publication, with its own sentence, the outlet whose words it has, and what ties it to the others.

Example:
  tocsin trace 1ac7290f5d3be680`
}

// Run prints the tellings of one event.
func (c *traceCmd) Run(t *terminal) error {
	out := t.styled(c.Color)
	err := c.view(func(ctx context.Context, r store.Reader) error {
		e, err := r.Event(ctx, c.Event)
		if err != nil {
			return err
		}
		v := t.newView(out)
		v.event(&e)
		for _, m := range e.Members {
			if err := v.telling(ctx, r, &e, m); err != nil {
				return err
			}
		}
		return v.err
	})
	return errors.Join(err, out.Flush())
}

// telling prints one mention of an event.
func (v *view) telling(ctx context.Context, r store.Reader, e *tocsin.Event, member tocsin.Member) error {
	ms, err := r.Mentions(ctx, []string{member.Mention})
	if err != nil || len(ms) == 0 {
		return err
	}
	m := ms[0]
	origin := ""
	for _, o := range e.Origins {
		if slices.Contains(o.Reports, m.Report.ID) && o.Name != m.Report.Publisher {
			origin = v.words.Textf("words of %s", o.Name)
		}
	}
	fmt.Fprintln(v)
	fmt.Fprintln(v, m.Report.Published.String()+"  "+bold(m.Report.Publisher)+"  "+faint(strings.Join(nonEmpty(string(m.Report.ID), origin, m.Report.URL), " · ")))
	v.quoted(m.Sentence.Text)
	for _, c := range m.Claims {
		fmt.Fprintln(v, faint("    "+v.holderName(&c)+": "+v.words.Text(string(c.Status))))
	}
	if member.Edit != "" {
		fmt.Fprintln(v, "    "+v.edit(member.Edit))
	}
	if member.Why != "" {
		fmt.Fprintln(v, faint("    "+v.words.Textf("tied by %s", member.Why)))
	}
	return nil
}

func (v *view) holderName(c *tocsin.Claim) string {
	switch {
	case c.Holder.Kind == tocsin.Narrator:
		return v.words.Text("the report itself")
	case c.Holder.Name != "":
		return c.Holder.Name
	case c.Holder.Segment != nil:
		return c.Holder.Text
	}
	return string(c.Holder.Kind)
}
