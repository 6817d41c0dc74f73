package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"tocsin/record"
	"tocsin/store"
)

type correctCmd struct {
	Merge  correctMergeCmd  `cmd:"" help:"These events are one."`
	Split  correctSplitCmd  `cmd:"" help:"A mention tells another event than the one it is in."`
	Fix    correctFixCmd    `cmd:"" help:"A field of an event has another value."`
	Reject correctRejectCmd `cmd:"" help:"This is not an event."`
	Note   correctNoteCmd   `cmd:"" help:"A remark on an event."`
	Undo   correctUndoCmd   `cmd:"" help:"Take a correction back."`
	List   correctListCmd   `cmd:"" help:"List every correction."`
}

// Help says what corrections are.
func (correctCmd) Help() string {
	return `Corrections are a layer of their own: they name their author and reason, can be undone, and outlive coding the reports again.

Examples:
  tocsin correct merge 1ac7290f5d3be680 686ef07d441d5f24 --author ana --reason "same raid, other day line"
  tocsin correct fix 1ac7290f5d3be680 status '"occurred"' --author ana --reason "confirmed by telephone"
  tocsin correct undo 3 --author ben`
}

// whoFlags say who corrects and why.
type whoFlags struct {
	recordFlags
	Author string `required:"" placeholder:"NAME" help:"Who corrects."`
	Reason string `required:"" placeholder:"TEXT" help:"Why."`
}

// apply makes a correction of the mentions that pick chooses.
func (f *whoFlags) apply(t *terminal, c store.Correction, pick func(context.Context, store.Reader) ([]string, error)) error {
	return f.with(false, func(ctx context.Context, s recordStore) error {
		err := s.View(ctx, func(r store.Reader) (err error) {
			c.Mentions, err = pick(ctx, r)
			return err
		})
		if err != nil {
			return err
		}
		rec, err := record.New(s, record.KeepExcerpts, time.Now)
		if err != nil {
			return err
		}
		c.Author, c.Reason = f.Author, f.Reason
		if err := rec.Correct(ctx, &c); err != nil {
			return err
		}
		fmt.Fprintln(t.out, t.words.Textf("correction %d; undo it with: tocsin correct undo %d", c.Number, c.Number))
		return nil
	})
}

// leads are the first mentions of events.
func leads(ids ...string) func(context.Context, store.Reader) ([]string, error) {
	return func(ctx context.Context, r store.Reader) ([]string, error) {
		var out []string
		for _, id := range ids {
			e, err := r.Event(ctx, id)
			if err != nil {
				return nil, err
			}
			out = append(out, e.Members[0].Mention)
		}
		return out, nil
	}
}

// whole are all mentions of events.
func whole(ids ...string) func(context.Context, store.Reader) ([]string, error) {
	return func(ctx context.Context, r store.Reader) ([]string, error) {
		var out []string
		for _, id := range ids {
			e, err := r.Event(ctx, id)
			if err != nil {
				return nil, err
			}
			for _, m := range e.Members {
				out = append(out, m.Mention)
			}
		}
		return out, nil
	}
}

type correctMergeCmd struct {
	whoFlags
	Events []string `arg:"" help:"IDs of the events, two or more."`
}

// Run merges events.
func (c *correctMergeCmd) Run(t *terminal) error {
	return c.apply(t, store.Correction{Kind: store.Merge}, whole(c.Events...))
}

type correctSplitCmd struct {
	whoFlags
	Mention string `arg:"" help:"ID of the mention, as tocsin trace prints it."`
}

// Run takes one mention out of its event.
func (c *correctSplitCmd) Run(t *terminal) error {
	return c.apply(t, store.Correction{Kind: store.Split}, func(ctx context.Context, r store.Reader) ([]string, error) {
		ms, err := r.Mentions(ctx, []string{c.Mention})
		if err != nil {
			return nil, err
		}
		if len(ms) == 0 {
			return []string{c.Mention, c.Mention}, nil // the recorder says that it is not there
		}
		e, err := r.Event(ctx, ms[0].Event)
		out := []string{c.Mention}
		for _, m := range e.Members {
			if m.Mention != c.Mention {
				out = append(out, m.Mention)
			}
		}
		return out, err
	})
}

type correctFixCmd struct {
	whoFlags
	Event string `arg:"" help:"ID of the event."`
	Field string `arg:"" help:"type, modes, cameo, actors, recipients, first, last, place, status or background."`
	Value string `arg:"" help:"Value as JSON, as tocsin events --format jsonl prints it; text may stand without quotation marks."`
}

// Run sets one field.
func (c *correctFixCmd) Run(t *terminal) error {
	value := c.Value
	if !json.Valid([]byte(value)) {
		b, err := json.Marshal(value)
		if err != nil {
			return err
		}
		value = string(b)
	}
	return c.apply(t, store.Correction{Kind: store.Fix, Field: c.Field, Value: value}, leads(c.Event))
}

type correctRejectCmd struct {
	whoFlags
	Event string `arg:"" help:"ID of the event."`
}

// Run takes an event out.
func (c *correctRejectCmd) Run(t *terminal) error {
	return c.apply(t, store.Correction{Kind: store.Reject}, whole(c.Event))
}

type correctNoteCmd struct {
	whoFlags
	Event string `arg:"" help:"ID of the event."`
}

// Run keeps the reason as a remark.
func (c *correctNoteCmd) Run(t *terminal) error {
	return c.apply(t, store.Correction{Kind: store.Remark, Value: c.Reason}, leads(c.Event))
}

type correctUndoCmd struct {
	recordFlags
	Number int64  `arg:"" help:"Number of the correction."`
	Author string `required:"" placeholder:"NAME" help:"Who takes it back."`
}

// Run takes a correction back.
func (c *correctUndoCmd) Run(*terminal) error {
	return c.record(func(ctx context.Context, r *record.Recorder) error { return r.Undo(ctx, c.Number, c.Author) })
}

type correctListCmd struct{ recordFlags }

// Run lists corrections, undone ones too.
func (c *correctListCmd) Run(t *terminal) error {
	return c.view(func(ctx context.Context, r store.Reader) error {
		cs, err := r.Corrections(ctx)
		if err != nil {
			return err
		}
		for _, x := range cs {
			undone := ""
			if x.UndoneBy != "" {
				undone = "  " + t.words.Textf("undone by %s at %s", x.UndoneBy, x.UndoneAt.Format(time.RFC3339))
			}
			what := strings.Join(nonEmpty(x.Kind, x.Field, x.Value), " ")
			fmt.Fprintf(t.out, "%d  %s  %s  %s: %s%s\n", x.Number, x.At.Format(time.RFC3339), x.Author, what, x.Reason, undone)
		}
		return nil
	})
}
