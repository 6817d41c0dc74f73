package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/export"
	"tocsin/store"
)

// queryFlags select events; commands that list them embed them.
type queryFlags struct {
	Dyad       string `placeholder:"A,B" help:"Events between two countries, in either direction (ISO codes: USA,VEN)."`
	Actor      string `placeholder:"CODE" help:"Events with this country on either side."`
	Type       string `placeholder:"TYPE" help:"PLOVER type, such as MOBILIZE."`
	Status     string `placeholder:"STATUS" help:"occurred, ongoing, planned, possible, negated or disputed."`
	Place      string `placeholder:"CODE" help:"Events that took place in this country."`
	Holder     string `placeholder:"NAME" help:"Events that somebody of this name tells or denies."`
	Since      string `placeholder:"YYYY-MM-DD" help:"Events of this day and later."`
	Until      string `placeholder:"YYYY-MM-DD" help:"Events of this day and earlier."`
	Background bool   `help:"What is told as history too."`
	Limit      int    `default:"100" placeholder:"N" help:"How many to print (default 100; 0 for all)."`
}

// query reads the flags.
func (f *queryFlags) query() (q store.Query, err error) {
	q = store.Query{
		Actor: strings.ToUpper(f.Actor), Type: strings.ToUpper(f.Type), Status: tocsin.Status(strings.ToLower(f.Status)),
		Place: strings.ToUpper(f.Place), Holder: f.Holder, Background: f.Background,
	}
	if f.Dyad != "" {
		a, b, ok := strings.Cut(strings.ToUpper(f.Dyad), ",")
		if !ok || a == "" || b == "" {
			return q, usageError{fmt.Errorf("--dyad %s: want two countries, as in USA,VEN", f.Dyad)}
		}
		q.Dyad = [2]string{a, b}
	}
	for _, d := range []struct {
		flag, value string
		day         *tocsin.Day
	}{{"--since", f.Since, &q.Since}, {"--until", f.Until, &q.Until}} {
		if d.value == "" {
			continue
		}
		if *d.day, err = tocsin.ParseDay(d.value); err != nil {
			return q, usageError{fmt.Errorf("%s: %w", d.flag, err)}
		}
	}
	return q, nil
}

// pageSize is how many events are read at once.
const pageSize = 500

// each calls do for every event that the flags select.
func (f *queryFlags) each(ctx context.Context, r store.Reader, do func(*tocsin.Event) error) error {
	q, err := f.query()
	if err != nil {
		return err
	}
	for left := f.Limit; ; {
		q.Limit = pageSize
		if f.Limit > 0 {
			q.Limit = min(pageSize, left)
		}
		es, next, err := r.Events(ctx, q)
		if err != nil {
			return err
		}
		for i := range es {
			if err := do(&es[i]); err != nil {
				return err
			}
		}
		if left -= len(es); next == "" || f.Limit > 0 && left <= 0 {
			return nil
		}
		q.After = next
	}
}

type eventsCmd struct {
	recordFlags
	queryFlags
	Format string `enum:"table,jsonl,csv" default:"table" help:"table for people, jsonl or csv."`
	Color  string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never. NO_COLOR is honoured."`
}

// Help gives examples below the flags.
func (eventsCmd) Help() string {
	return `Lists the events of the record, the latest first. History is left out unless --background asks for it.

Examples:
  tocsin events --dyad USA,VEN --since 2025-08-01
  tocsin events --type MOBILIZE --format csv > mobilisations.csv`
}

// Run lists events. A table of values is the one that export writes.
func (c *eventsCmd) Run(t *terminal) error {
	if c.Format == string(export.CSV) {
		same := exportCmd{recordFlags: c.recordFlags, queryFlags: c.queryFlags, Format: c.Format}
		return same.Run(t)
	}
	out := t.styled(c.Color)
	put := c.printer(out, t)
	err := c.recordFlags.view(func(ctx context.Context, r store.Reader) error { return c.each(ctx, r, put) })
	return errors.Join(err, out.Flush())
}

// printer returns the function that prints an event.
func (c *eventsCmd) printer(out io.Writer, t *terminal) func(*tocsin.Event) error {
	if c.Format == "jsonl" {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return func(e *tocsin.Event) error { return enc.Encode(e) }
	}
	v := t.newView(out)
	return func(e *tocsin.Event) error { v.event(e); return v.err }
}

// sides names parties by country, or by name where they have none.
func sides(ps []tocsin.Participant) string {
	var out []string
	for _, p := range ps {
		if p.Country != "" {
			out = append(out, p.Country)
		} else {
			out = append(out, p.Name)
		}
	}
	return strings.Join(out, " ")
}

// event prints one event in two or three lines.
func (v *view) event(e *tocsin.Event) {
	when := e.First.String()
	if e.Last != e.First {
		when = v.interval(e.First, e.Last)
	}
	who := sides(e.Actors)
	if to := sides(e.Recipients); to != "" {
		who += " → " + to
	}
	fmt.Fprintln(v, when+"  "+tint(e.Quad, strings.Join(append([]string{e.Type}, e.Modes...), " "))+"  "+bold(who)+"  "+v.words.Text(string(e.Status)))
	place := ""
	if e.Place != nil {
		place = e.Place.Name
	}
	past := ""
	if e.Background {
		past = v.words.Text("history")
	}
	fmt.Fprintln(v, faint("  "+strings.Join(nonEmpty(e.ID, place, v.told(e), past), " · ")))
	for _, c := range e.Comparisons {
		if len(c.Claims) > 1 {
			fmt.Fprintln(v, faint("  "+v.words.Text(c.What)+": "+v.verdictOn(&c)))
		}
	}
}

// told counts the reports and, apart from them, the independent sources.
func (v *view) told(e *tocsin.Event) string {
	return v.count(e.Reports, "report") + ", " + v.count(len(e.Origins), "independent source")
}

func (v *view) count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + v.words.Text(noun)
}

// verdictOn says how the claims on a number stand to each other.
func (v *view) verdictOn(c *tocsin.Comparison) string {
	n := map[tocsin.Relation]int{}
	for _, p := range c.Relations {
		n[p.Is]++
	}
	var parts []string
	for _, is := range []tocsin.Relation{tocsin.Contradicts, tocsin.Supersedes, tocsin.Compatible} {
		if n[is] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[is], v.words.Text(string(is))))
		}
	}
	return v.count(len(c.Claims), "claim") + " (" + strings.Join(parts, ", ") + ")"
}
