package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
)

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
