package web

import (
	"cmp"
	"errors"
	"slices"

	"tocsin"
	"tocsin/plover"
	"tocsin/store"
)

type listData struct {
	Events []tocsin.Event
	Past   bool // history is asked for too
	Types  []plover.Type
	States []tocsin.Status
}

// statuses are those that an event can have.
func statuses() []tocsin.Status {
	return []tocsin.Status{tocsin.Occurred, tocsin.Ongoing, tocsin.Planned, tocsin.Possible, tocsin.Negated, tocsin.Disputed}
}

// eventList lists the events that the address selects.
func eventList(r *request) (*answer, error) {
	q, err := r.query()
	if err != nil {
		return nil, err
	}
	es, next, err := r.read.Events(r.ctx, q)
	if err != nil {
		return nil, err
	}
	if es == nil {
		es = []tocsin.Event{}
	}
	d := listData{es, q.Background, plover.Types(), statuses()}
	return &answer{view: "events", title: r.words.T("events.title"), data: d, json: es, events: es, next: next}, nil
}

// A telling is one report's word on an event.
type telling struct {
	tocsin.Mention
	Why    string
	Origin string // outlet whose words these are, if not the report's own
}

type eventData struct {
	Event       tocsin.Event
	Tellings    []telling
	Corrections []store.Correction
	Changes     []store.Change
}

// event reads the event of an address; where another has taken it over, the
// reader is sent there.
func (r *request) event(under string) (tocsin.Event, error) {
	id := r.PathValue("id")
	e, err := r.read.Event(r.ctx, id)
	switch {
	case errors.Is(err, tocsin.ErrNotFound):
		if past, e2 := r.read.ChangesOf(r.ctx, id); e2 != nil || len(past) > 0 {
			return e, cmp.Or(e2, errGone)
		}
		return e, err
	case err == nil && e.ID != id:
		return e, redirect{"/events/" + e.ID + under}
	}
	return e, err
}

// eventPage shows one event with all that is said of it.
func eventPage(r *request) (*answer, error) {
	e, err := r.event("")
	if err != nil {
		return nil, err
	}
	d := eventData{Event: e}
	if d.Tellings, err = r.tellings(&e); err != nil {
		return nil, err
	}
	if d.Changes, err = r.read.ChangesOf(r.ctx, e.ID); err != nil {
		return nil, err
	}
	if d.Corrections, err = r.correctionsOf(&e); err != nil {
		return nil, err
	}
	return &answer{view: "event", title: r.headline(&e), data: d, events: []tocsin.Event{e}}, nil
}

// tellings are the mentions of an event in the order of publication.
func (r *request) tellings(e *tocsin.Event) ([]telling, error) {
	ms, err := r.mentions([]tocsin.Event{*e})
	if err != nil {
		return nil, err
	}
	why := map[string]string{}
	for _, m := range e.Members {
		why[m.Mention] = m.Why
	}
	out := make([]telling, len(ms))
	for i := range ms {
		out[i] = telling{ms[i].Mention, why[ms[i].ID], originOf(e, &ms[i].Mention)}
	}
	slices.SortStableFunc(out, func(a, b telling) int { return a.Report.Published.Sub(b.Report.Published) })
	return out, nil
}

// originOf is the outlet whose words a mention has, "" for its report's own.
func originOf(e *tocsin.Event, m *tocsin.Mention) string {
	for _, o := range e.Origins {
		if slices.Contains(o.Reports, m.Report.ID) && o.Name != m.Report.Publisher {
			return o.Name
		}
	}
	return ""
}

func (r *request) correctionsOf(e *tocsin.Event) ([]store.Correction, error) {
	all, err := r.read.Corrections(r.ctx)
	return slices.DeleteFunc(all, func(c store.Correction) bool {
		return !slices.ContainsFunc(e.Members, func(m tocsin.Member) bool { return slices.Contains(c.Mentions, m.Mention) })
	}), err
}
