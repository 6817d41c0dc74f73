package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"tocsin"
	"tocsin/store"
)

// listFlags are shared by the plain lists.
type listFlags struct {
	recordFlags
	Format string `enum:"table,jsonl" default:"table" help:"table for people, or jsonl."`
}

// list prints rows: values as JSON Lines, or cells in columns.
func list[T any](f *listFlags, out io.Writer, head []string, rows []T, cells func(T) []string) error {
	if f.Format == "jsonl" {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		for _, r := range rows {
			if err := enc.Encode(r); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(head, "\t"))
	for _, r := range rows {
		fmt.Fprintln(w, strings.Join(cells(r), "\t"))
	}
	return w.Flush()
}

// everyReport calls do for the reports in the order of their coming.
func everyReport(ctx context.Context, r store.Reader, do func(*store.Report) error) error {
	for after := int64(0); ; {
		rs, err := r.Reports(ctx, after, pageSize)
		if err != nil || len(rs) == 0 {
			return err
		}
		for i := range rs {
			if err := do(&rs[i]); err != nil {
				return err
			}
		}
		after = rs[len(rs)-1].Seq
	}
}

type reportsCmd struct {
	listFlags
	Publisher string `placeholder:"NAME" help:"Reports of this outlet."`
}

// Run lists the reports of the record.
func (c *reportsCmd) Run(t *terminal) error {
	var rows []store.Report
	err := c.view(func(ctx context.Context, r store.Reader) error {
		return everyReport(ctx, r, func(x *store.Report) error {
			if c.Publisher == "" || strings.EqualFold(c.Publisher, x.Publisher) {
				rows = append(rows, *x)
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	return list(&c.listFlags, t.out, []string{"id", "published", "outlet", "lang", "wording", "title"}, rows, func(x store.Report) []string {
		wording := "own"
		if x.Copy != nil {
			wording = "of " + string(x.Copy.Of)
		}
		return []string{string(x.ID), x.Published.String(), x.Publisher, x.Lang, wording, x.Title}
	})
}

// A sourceLine sums up one outlet.
type sourceLine struct {
	Outlet  string     `json:"outlet"`
	Reports int        `json:"reports"`
	Copies  int        `json:"copies"` // reports in another outlet's words
	Last    tocsin.Day `json:"last"`   // day of its latest report
}

type sourcesCmd struct{ listFlags }

// Run lists the outlets of the record.
func (c *sourcesCmd) Run(t *terminal) error {
	rows := []sourceLine{}
	err := c.view(func(ctx context.Context, r store.Reader) error {
		for {
			os, err := r.Outlets(ctx, len(rows), pageSize)
			for _, o := range os {
				rows = append(rows, sourceLine{o.Name, o.Reports, o.Copies, o.Last})
			}
			if err != nil || len(os) < pageSize {
				return err
			}
		}
	})
	if err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b sourceLine) int { return strings.Compare(a.Outlet, b.Outlet) })
	return list(&c.listFlags, t.out, []string{"outlet", "reports", "copies", "last"}, rows, func(s sourceLine) []string {
		return []string{s.Outlet, strconv.Itoa(s.Reports), strconv.Itoa(s.Copies), s.Last.String()}
	})
}

// An actorLine sums up one party.
type actorLine struct {
	Country   string     `json:"country"`
	Name      string     `json:"name,omitempty"` // of parties without a country
	Acts      int        `json:"acts"`           // events in which it acts
	Suffered  int        `json:"suffered"`       // events directed at it
	LastEvent tocsin.Day `json:"last_event"`
}

type actorsCmd struct {
	listFlags
	queryFlags
}

// Run lists the parties of the selected events, the busiest first.
func (c *actorsCmd) Run(t *terminal) error {
	by := map[string]*actorLine{}
	err := c.view(func(ctx context.Context, r store.Reader) error {
		return c.each(ctx, r, func(e *tocsin.Event) error {
			for _, side := range []struct {
				ps  []tocsin.Participant
				add func(*actorLine)
			}{{e.Actors, func(l *actorLine) { l.Acts++ }}, {e.Recipients, func(l *actorLine) { l.Suffered++ }}} {
				for _, p := range side.ps {
					l := lineOf(by, p)
					side.add(l)
					if l.LastEvent.Before(e.First) {
						l.LastEvent = e.First
					}
				}
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	rows := make([]actorLine, 0, len(by))
	for _, l := range by {
		rows = append(rows, *l)
	}
	slices.SortFunc(rows, func(a, b actorLine) int {
		if n := b.Acts + b.Suffered - a.Acts - a.Suffered; n != 0 {
			return n
		}
		return strings.Compare(a.Country+a.Name, b.Country+b.Name)
	})
	return list(&c.listFlags, t.out, []string{"party", "acts", "suffers", "last"}, rows, func(l actorLine) []string {
		return []string{l.Country + l.Name, strconv.Itoa(l.Acts), strconv.Itoa(l.Suffered), l.LastEvent.String()}
	})
}

func lineOf(by map[string]*actorLine, p tocsin.Participant) *actorLine {
	key := p.Country
	if key == "" {
		key = p.Name
	}
	if by[key] == nil {
		by[key] = &actorLine{Country: p.Country}
		if p.Country == "" {
			by[key].Name = p.Name
		}
	}
	return by[key]
}

type changesCmd struct {
	listFlags
	After int64 `default:"0" placeholder:"N" help:"Changes after the one with this number."`
	Limit int   `default:"1000" placeholder:"N" help:"How many to print (default 1000)."`
}

// Run lists what changed in the record.
func (c *changesCmd) Run(t *terminal) error {
	if c.Limit < 1 {
		return usageError{errors.New("--limit must be positive")}
	}
	var rows []store.Change
	err := c.view(func(ctx context.Context, r store.Reader) (err error) {
		rows, err = r.Changes(ctx, c.After, c.Limit)
		return err
	})
	if err != nil {
		return err
	}
	return list(&c.listFlags, t.out, []string{"number", "at", "kind", "event", "what"}, rows, func(x store.Change) []string {
		return []string{strconv.FormatInt(x.Number, 10), x.At.Format("2006-01-02 15:04:05"), x.Kind, x.Event, x.Text}
	})
}
