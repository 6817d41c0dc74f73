package watch

import (
	"context"
	"fmt"
	"math"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

// The most that Now reads: enough for every indicator of a busy situation, and
// little enough for a page.
const (
	nowDays    = 400
	nowEvents  = 5000   // of each country or place, the latest
	nowReports = 50_000 // for the volume of reports, the latest additions
)

// Now is what is known of one situation on the day of the latest report, read
// from the events as they are merged today: quick, where a [record.History]
// reads all of the record. It reaches back 400 days; of a country or place it
// holds the latest 5000 events, of reports it counts the latest 50,000.
func Now(ctx context.Context, r store.Reader, s *Situation) (*record.Known, error) {
	sum, err := r.Summary(ctx)
	if err != nil {
		return nil, fmt.Errorf("watch: now: %w", err)
	}
	since := tocsin.Day{}
	if !sum.Latest.IsZero() {
		since = sum.Latest.AddDays(-nowDays)
	}
	n := &now{ctx: ctx, r: r, most: nowEvents, seen: map[string]bool{}}
	n.readSituation(s, since)
	reports := n.readReports(nowReports)
	if n.err != nil {
		return nil, fmt.Errorf("watch: now: %w", n.err)
	}
	return record.NewKnown(sum.Latest, n.events, reports, n.mentions), nil
}

// findNow are the findings on a day by which all reports of the record were
// published: then what is known is the record as it is merged, and its history
// need not be read. It reads all events of the countries that are watched.
func findNow(ctx context.Context, r store.Reader, c *Config, day tocsin.Day) (out []Finding, err error) {
	all := &now{ctx: ctx, r: r}
	reports := all.readReports(math.MaxInt)
	for i := range c.Situations {
		s := &c.Situations[i]
		n := &now{ctx: ctx, r: r, most: math.MaxInt, seen: map[string]bool{}, err: all.err}
		n.readSituation(s, tocsin.Day{})
		if n.err != nil {
			return nil, n.err
		}
		out = append(out, Findings(s, record.NewKnown(day, n.events, reports, n.mentions))...)
	}
	return out, all.err
}

// now collects what it reads until the first error.
type now struct {
	ctx      context.Context
	r        store.Reader
	most     int // events of each country or place
	seen     map[string]bool
	events   []tocsin.Event
	mentions []tocsin.Mention
	err      error
}

// readSituation reads all that a situation may be about since a day, and what
// else its countries do: that tells at whom displays of force are aimed.
func (n *now) readSituation(s *Situation, since tocsin.Day) {
	for _, d := range s.Dyads {
		n.read(store.Query{Actor: d[0], Since: since})
		n.read(store.Query{Actor: d[1], Since: since})
	}
	for _, p := range s.Places {
		n.read(store.Query{Place: p, Since: since})
	}
	n.readWords(s)
}

func (n *now) read(q store.Query) {
	for count := 0; count < n.most && n.err == nil; {
		q.Limit = 1000
		es, next, err := n.r.Events(n.ctx, q)
		n.err = err
		for i := range es {
			if !n.seen[es[i].ID] {
				n.seen[es[i].ID] = true
				n.events = append(n.events, es[i])
			}
		}
		if count += len(es); next == "" {
			return
		}
		q.After = next
	}
}

// readWords reads the sentences of the events if a situation asks for words.
func (n *now) readWords(s *Situation) {
	if len(s.Words) == 0 {
		return
	}
	for i := 0; i < len(n.events) && n.err == nil; i++ {
		ids := make([]string, len(n.events[i].Members))
		for j, m := range n.events[i].Members {
			ids[j] = m.Mention
		}
		var ms []store.Mention
		ms, n.err = n.r.Mentions(n.ctx, ids)
		for j := range ms {
			n.mentions = append(n.mentions, ms[j].Mention)
		}
	}
}

func (n *now) readReports(most int) (out []tocsin.Report) {
	for before := int64(0); len(out) < most && n.err == nil; {
		var lines []store.Line
		lines, n.err = n.r.Lines(n.ctx, store.LineQuery{Before: before, Limit: 1000})
		for _, l := range lines {
			out = append(out, tocsin.Report{ID: l.ID, Published: l.Published})
		}
		if len(lines) < 1000 {
			break
		}
		before = lines[len(lines)-1].Seq
	}
	return out
}
