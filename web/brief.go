package web

import (
	"slices"

	"tocsin"
	"tocsin/store"
)

// A briefLine is one telling of an event that is new since the reader last
// looked.
type briefLine struct {
	Mention tocsin.Mention
	First   bool // of the event: it is new, not only told again
}

// A briefEvent is an event with what is new about it.
type briefEvent struct {
	Event tocsin.Event
	New   bool
	Lines []briefLine
	More  int // lines left out
}

// briefLines is how many tellings of one event a brief prints.
const briefLines = 5

type briefData struct {
	A, B  string
	Since tocsin.Day
	News  []briefEvent
	Past  []briefEvent
}

// briefPage tells what was reported on a pair since a day: new events, and
// new claims on old ones.
func briefPage(r *request) (*answer, error) {
	a, b, err := countries(r.PathValue("pair"), "-")
	if err != nil {
		return nil, err
	}
	since, err := r.day("since")
	if err != nil {
		return nil, err
	}
	if since.IsZero() {
		since = r.daysBack(1)
	}
	d := briefData{A: a, B: b, Since: since}
	es, err := r.reported(a, b, since)
	if err != nil {
		return nil, err
	}
	for i := range es {
		x, err := r.brief(&es[i], since)
		switch {
		case err != nil:
			return nil, err
		case len(x.Lines) == 0:
		case es[i].Background:
			d.Past = append(d.Past, x)
		default:
			d.News = append(d.News, x)
		}
	}
	events := []tocsin.Event{}
	for i := range d.News {
		events = append(events, d.News[i].Event)
	}
	title := r.words.T("brief.title", r.words.Country(a)+" – "+r.words.Country(b))
	return &answer{view: "brief", title: title, data: d, events: events}, nil
}

// reported are the events of a pair, history and displays of force without a
// named target included, that a report of a day or later tells.
func (r *request) reported(a, b string, since tocsin.Day) ([]tocsin.Event, error) {
	es, _, err := r.read.Events(r.ctx, store.Query{Dyad: [2]string{a, b}, Background: true, Told: since, Limit: closely})
	if err != nil {
		return nil, err
	}
	s, err := r.standing(a, b)
	if err != nil {
		return nil, err
	}
	for _, id := range s.aimed {
		e, err := r.read.Event(r.ctx, id)
		if err != nil {
			return nil, err
		}
		es = append(es, e)
	}
	return es, nil
}

func (r *request) brief(e *tocsin.Event, since tocsin.Day) (briefEvent, error) {
	out := briefEvent{Event: *e, New: !e.Reported.Before(since)}
	ms, err := r.mentions([]tocsin.Event{*e})
	if err != nil {
		return out, err
	}
	slices.SortStableFunc(ms, func(a, b store.Mention) int { return a.Report.Published.Sub(b.Report.Published) })
	for i := range ms {
		if ms[i].Report.Published.Before(since) {
			continue
		}
		if len(out.Lines) == briefLines {
			out.More++
			continue
		}
		out.Lines = append(out.Lines, briefLine{ms[i].Mention, i == 0})
	}
	return out, nil
}
