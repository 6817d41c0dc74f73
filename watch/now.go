package watch

import (
	"context"
	"fmt"

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
	n := &now{ctx: ctx, r: r, seen: map[string]bool{}}
	for _, d := range s.Dyads {
		n.read(store.Query{Actor: d[0], Since: since})
		n.read(store.Query{Actor: d[1], Since: since})
	}
	for _, p := range s.Places {
		n.read(store.Query{Place: p, Since: since})
	}
	n.readWords(s)
	reports := n.readReports()
	if n.err != nil {
		return nil, fmt.Errorf("watch: now: %w", n.err)
	}
	return record.NewKnown(sum.Latest, n.events, reports, n.mentions), nil
}

// now collects what it reads until the first error.
type now struct {
	ctx      context.Context
	r        store.Reader
	seen     map[string]bool
	events   []tocsin.Event
	mentions []tocsin.Mention
	err      error
}

func (n *now) read(q store.Query) {
	for count := 0; count < nowEvents && n.err == nil; {
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

func (n *now) readReports() (out []tocsin.Report) {
	for before := int64(0); len(out) < nowReports && n.err == nil; {
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
