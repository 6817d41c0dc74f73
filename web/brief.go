package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/store"
)

// A briefLine is one telling of an event that is new since the reader last
// looked.
type briefLine struct {
	Mention tocsin.Mention `json:"mention"`
	First   bool           `json:"first"` // of the event: it is new, not only told again
}

// A briefEvent is an event with what is new about it.
type briefEvent struct {
	Event tocsin.Event `json:"event"`
	New   bool         `json:"new"`
	Lines []briefLine  `json:"tellings"`
	More  int          `json:"more,omitempty"` // lines left out
}

// briefLines is how many tellings of one event a brief prints.
const briefLines = 5

type briefData struct {
	A, B  string // of a pair; empty for a situation
	Since tocsin.Day
	News  []briefEvent
	Past  []briefEvent
}

// events are the news of a brief.
func (d *briefData) events() []tocsin.Event {
	out := []tocsin.Event{}
	for i := range d.News {
		out = append(out, d.News[i].Event)
	}
	return out
}

// since is the day from which a brief tells: that of the address, or the day
// before the latest report.
func (r *request) since() (tocsin.Day, error) {
	since, err := r.day("since")
	if err == nil && since.IsZero() {
		since = r.sum.Latest.AddDays(-1)
	}
	return since, err
}

// briefPage tells what was reported on a pair since a day: new events, and
// new claims on old ones.
func briefPage(r *request) (*answer, error) {
	a, b, err := countries(r.PathValue("pair"), "-")
	if err != nil {
		return nil, err
	}
	since, err := r.since()
	if err != nil {
		return nil, err
	}
	es, err := r.reported(a, b, since)
	if err != nil {
		return nil, err
	}
	d, err := r.briefOf(es, since)
	if err != nil {
		return nil, err
	}
	d.A, d.B = a, b
	title := r.words.T("brief.title", r.words.Country(a)+" – "+r.words.Country(b))
	return &answer{view: "brief", title: title, data: d, events: d.events(), rows: r.briefCells(&d), items: r.briefItems(&d)}, nil
}

// briefOf tells what is new about events since a day; history stands apart.
func (r *request) briefOf(es []tocsin.Event, since tocsin.Day) (briefData, error) {
	d := briefData{Since: since, News: []briefEvent{}}
	for i := range es {
		x, err := r.brief(&es[i], since)
		switch {
		case err != nil:
			return d, err
		case len(x.Lines) == 0:
		case es[i].Background:
			d.Past = append(d.Past, x)
		default:
			d.News = append(d.News, x)
		}
	}
	latest := func(a, b briefEvent) int { return b.Event.First.Sub(a.Event.First) }
	slices.SortStableFunc(d.News, latest)
	slices.SortStableFunc(d.Past, latest)
	return d, nil
}

// briefCells are the claims of a brief: one row for each voice on each event,
// with its day, sentence and outlet.
func (r *request) briefCells(d *briefData) *table {
	t := &table{head: []string{"event", "what", "day", "status", "new", "background", "holder", "said", "claim", "sentence", "outlet", "published", "report", "url"}}
	for _, x := range slices.Concat(d.News, d.Past) {
		e := &x.Event
		for _, l := range x.Lines {
			m := &l.Mention
			for _, c := range m.Claims {
				said := m.Report.Published
				if c.SaidOn != nil {
					said = *c.SaidOn
				}
				t.rows = append(t.rows, []string{e.ID, r.headline(e), e.First.String(), string(e.Status), strconv.FormatBool(x.New), strconv.FormatBool(e.Background),
					r.words.holder(&c.Holder), said.String(), string(c.Status), m.Sentence.Text, m.Report.Publisher, m.Report.Published.String(), string(m.Report.ID), m.Report.URL})
			}
		}
	}
	return t
}

// briefItems are the tellings of a brief as a feed: each new telling is an
// entry, the latest first.
func (r *request) briefItems(d *briefData) []item {
	out := []item{}
	for _, x := range d.News {
		for _, l := range x.Lines {
			m := &l.Mention
			said := []string{}
			for _, c := range m.Claims {
				said = append(said, r.words.says(&c))
			}
			text := "“" + m.Sentence.Text + "” (" + strings.Join(said, "; ") + "; " + cmp.Or(m.Report.Publisher, string(m.Report.ID)) + ", " + m.Report.Published.String() + ")"
			out = append(out, item{m.ID, r.headline(&x.Event), text, "/events/" + x.Event.ID, m.Report.Published.Time()})
		}
	}
	slices.SortStableFunc(out, func(a, b item) int { return b.at.Compare(a.at) })
	return out
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
