package main

import (
	"context"
	"errors"
	"fmt"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

type explainEventCmd struct {
	recordFlags
	Event string `arg:"" help:"ID of the event."`
	Color string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never. NO_COLOR is honoured."`
}

// Help says what is printed.
func (explainEventCmd) Help() string {
	return `For each mention of the event: the other one that it is most like, and the evidence that ties the two. Then the events that look most alike, with the closest pair of mentions, the evidence for and against, and the mean over all pairs: events become one if it is above zero and no pair excludes each other.

Example:
  tocsin explain event 1ac7290f5d3be680`
}

// Run explains one event.
func (c *explainEventCmd) Run(t *terminal) error {
	out := t.styled(c.Color)
	err := c.view(func(ctx context.Context, r store.Reader) error {
		x, err := record.Explain(ctx, r, c.Event)
		if err != nil {
			return err
		}
		v := t.newView(out)
		v.event(&x.Event)
		for _, tie := range x.Members {
			v.sentence(&tie.Mention)
			if tie.To != "" {
				fmt.Fprintf(v, "     %+.1f  %s  %s\n", tie.Evidence.Sum(), tie.Evidence.String(), faint(tie.To))
			}
		}
		for i := range x.Near {
			v.rival(&x.Near[i])
		}
		return v.err
	})
	return errors.Join(err, out.Flush())
}

// sentence prints where a mention stands.
func (v *view) sentence(m *tocsin.Mention) {
	fmt.Fprintf(v, "\n  %s  %s\n", bold(m.ID), faint(fmt.Sprintf("%s · %s", m.Report.ID, m.Report.Published)))
	v.quoted(m.Sentence.Text)
}

// rival prints an event that is kept apart.
func (v *view) rival(r *record.Rival) {
	fmt.Fprintln(v)
	v.event(&r.Event)
	v.sentence(&r.Mine)
	v.sentence(&r.Theirs)
	why := fmt.Sprintf("mean of all pairs %+.1f", r.Mean)
	if r.Barred {
		why += ", some exclude each other"
	}
	fmt.Fprintf(v, "     %+.1f  %s\n     %s\n", r.Evidence.Sum(), r.Evidence.String(), faint(why))
}
