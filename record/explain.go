package record

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// An Explanation says why an event has the mentions it has.
type Explanation struct {
	Event   tocsin.Event
	Members []Tie
	Near    []Rival // the most alike first
}

// A Tie is a mention of the event, with the other member that it is most like.
type Tie struct {
	Mention  tocsin.Mention
	To       string         // ID of that member; empty if there is no other
	Evidence merge.Evidence // of the two
}

// A Rival is an event that looks alike and is kept apart.
type Rival struct {
	Event    tocsin.Event
	Mine     tocsin.Mention // of the explained event
	Theirs   tocsin.Mention // of the rival, most like it
	Evidence merge.Evidence // of the two
	Mean     float64        // evidence over all pairs of both events: below zero keeps them apart
	Barred   bool           // some pair excludes each other
}

const mostRivals = 5

// Explain reads what ties an event together, and what keeps the events that
// look most alike apart. The error wraps [tocsin.ErrNotFound] if there is no
// such event.
func Explain(ctx context.Context, r store.Reader, id string) (*Explanation, error) {
	x, err := explain(ctx, r, id)
	if err != nil {
		return nil, fmt.Errorf("record: explain: %w", err)
	}
	return x, nil
}

func explain(ctx context.Context, r store.Reader, id string) (*Explanation, error) {
	m, err := merge.Load()
	if err != nil {
		return nil, err
	}
	e := explainer{facts: newFacts(ctx, r), merger: m, of: map[string][]tocsin.Mention{}}
	if e.people, err = readPeople(ctx, r); err != nil {
		return nil, err
	}
	x := &Explanation{}
	if x.Event, err = r.Event(ctx, id); err != nil {
		return nil, err
	}
	if err := e.gather(&x.Event); err != nil {
		return nil, err
	}
	mine := e.of[x.Event.ID]
	for i := range mine {
		x.Members = append(x.Members, e.tie(&mine[i], mine))
	}
	for _, other := range sorted(e.of) {
		if other != x.Event.ID && other != "" {
			x.Near = append(x.Near, e.rival(mine, e.of[other], other))
		}
	}
	slices.SortStableFunc(x.Near, func(a, b Rival) int { return cmp.Compare(b.Evidence.Sum(), a.Evidence.Sum()) })
	x.Near = x.Near[:min(len(x.Near), mostRivals)]
	for i := range x.Near {
		if x.Near[i].Event, err = r.Event(ctx, x.Near[i].Event.ID); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// An explainer compares the mentions of an event with those around it.
type explainer struct {
	facts
	merger *merge.Merger
	set    merge.Set
	of     map[string][]tocsin.Mention // by event
}

// gather reads the members of an event and of the components that could hold
// more of them.
func (e *explainer) gather(event *tocsin.Event) error {
	ids := make([]string, len(event.Members))
	for i, m := range event.Members {
		ids[i] = m.Mention
	}
	ms, err := e.r.Mentions(e.ctx, ids)
	if err != nil {
		return err
	}
	if e.set, err = e.about(); err != nil {
		return err
	}
	var keys []store.Key
	for i := range ms {
		if err := e.include(&e.set, ms[i].Report.ID); err != nil {
			return err
		}
		for _, k := range e.merger.Read(&ms[i].Mention, &e.set).Lookups() {
			keys = append(keys, store.Key(k))
		}
	}
	near, err := e.r.Near(e.ctx, keys)
	if err != nil {
		return err
	}
	if ids, err = e.r.Component(e.ctx, near); err != nil {
		return err
	}
	all, err := e.r.Mentions(e.ctx, ids)
	for i := range all {
		e.of[all[i].Event] = append(e.of[all[i].Event], all[i].Mention)
		if err := e.include(&e.set, all[i].Report.ID); err != nil {
			return err
		}
	}
	return err
}

// tie finds the member that m is most like.
func (e *explainer) tie(m *tocsin.Mention, members []tocsin.Mention) Tie {
	t := Tie{Mention: *m}
	for i := range members {
		if members[i].ID == m.ID {
			continue
		}
		if v := e.merger.Compare(m, &members[i], &e.set); t.To == "" || v.Sum() > t.Evidence.Sum() {
			t.To, t.Evidence = members[i].ID, v
		}
	}
	return t
}

// rival compares all mentions of two events.
func (e *explainer) rival(mine, theirs []tocsin.Mention, id string) Rival {
	r := Rival{Event: tocsin.Event{ID: id}}
	for i := range mine {
		for j := range theirs {
			v := e.merger.Compare(&mine[i], &theirs[j], &e.set)
			r.Mean += v.Sum() / float64(len(mine)*len(theirs))
			r.Barred = r.Barred || v.Excludes()
			if r.Mine.ID == "" || v.Sum() > r.Evidence.Sum() {
				r.Mine, r.Theirs, r.Evidence = mine[i], theirs[j], v
			}
		}
	}
	return r
}
