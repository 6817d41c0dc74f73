package api

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
	"tocsin/watch"
)

// watching registers alerts and situations.
func (a *server) watching(api huma.API) {
	huma.Register(api, get("/alerts", "list-alerts", "List alerts, the latest first"), a.alerts)
	huma.Register(api, get("/alerts/{number}", "get-alert", "One alert"), a.alert)
	huma.Register(api, get("/notices", "list-notices", "What was told of alerts, oldest first"), a.notices)
	huma.Register(api, get("/situations", "list-situations", "The situations that are watched, with their rules"), a.situations)
	huma.Register(api, get("/situations/{name}", "get-situation", "Indicators with their inputs, series and forces of a situation"), a.situation)
}

type alertsInput struct {
	Paging
	Open bool `query:"open" doc:"Only those that are open."`
}

func (a *server) alerts(ctx context.Context, in *alertsInput) (out *page[store.Alert], err error) {
	before, err := in.number()
	if err != nil {
		return nil, a.problem(err)
	}
	return out, a.view(ctx, func(r store.Reader) error {
		as, err := r.Alerts(ctx, in.Open, before, in.Limit)
		out = pageOf(as, counted(len(as), in.Limit, func() int64 { return as[len(as)-1].Number }))
		return err
	})
}

func (a *server) alert(ctx context.Context, in *NumberInput) (out *one[store.Alert], err error) {
	return out, a.view(ctx, func(r store.Reader) error {
		x, err := r.Alert(ctx, in.Number)
		out = &one[store.Alert]{x}
		return err
	})
}

func (a *server) notices(ctx context.Context, in *Paging) (out *page[store.Notice], err error) {
	after, err := in.number()
	if err != nil {
		return nil, a.problem(err)
	}
	return out, a.view(ctx, func(r store.Reader) error {
		ns, err := r.Notices(ctx, after, in.Limit)
		out = pageOf(ns, counted(len(ns), in.Limit, func() int64 { return ns[len(ns)-1].Number }))
		return err
	})
}

func (a *server) situations(context.Context, *struct{}) (*page[watch.Situation], error) {
	return pageOf(slices.Clone(a.Situations), ""), nil
}

type situationInput struct {
	Name  string     `path:"name"`
	Day   tocsin.Day `query:"day" doc:"As known on this day; the day of the latest report if it is not given."`
	Every int        `query:"every" default:"7" minimum:"1" maximum:"31" doc:"Days in a step of the series."`
	Back  int        `query:"back" default:"182" minimum:"1" maximum:"1100" doc:"Days that the series reach back."`
}

// A picture is a situation as known on a day.
type picture struct {
	Situation watch.Situation `json:"situation"`
	Day       tocsin.Day      `json:"day"`
	Readings  []watch.Reading `json:"readings"`
	Series    []watch.Series  `json:"series"`
	Forces    []watch.Force   `json:"forces"`
}

func (a *server) situation(ctx context.Context, in *situationInput) (out *one[picture], err error) {
	i := slices.IndexFunc(a.Situations, func(s watch.Situation) bool { return s.Name == in.Name })
	if i < 0 {
		return nil, a.problem(fmt.Errorf("situation %s: %w", strconv.Quote(in.Name), tocsin.ErrNotFound))
	}
	s := &a.Situations[i]
	return out, a.view(ctx, func(r store.Reader) error {
		h, err := a.history(ctx, r)
		if err != nil {
			return err
		}
		day := in.Day
		if day.IsZero() {
			day = h.Last()
		}
		return h.Days(day, day, func(k *record.Known) error {
			out = &one[picture]{picture{*s, day, watch.Readings(s, k), watch.SeriesOf(s, k, day.AddDays(1-in.Back), day, in.Every), watch.Forces(s, k)}}
			return nil
		})
	})
}

// A memory keeps the history of the record until something changes in it:
// reading it all takes long where the record is large.
type memory struct {
	sync.Mutex
	state   [2]int64 // numbers of the last change and of the last report
	history *record.History
}

func (a *server) history(ctx context.Context, r store.Reader) (*record.History, error) {
	a.memory.Lock()
	defer a.memory.Unlock()
	change, err := lastChange(ctx, r)
	if err != nil {
		return nil, err
	}
	state := [2]int64{change, a.memory.state[1]}
	for {
		rs, err := r.Reports(ctx, state[1], batch)
		if err != nil {
			return nil, err
		}
		if len(rs) == 0 {
			break
		}
		state[1] = rs[len(rs)-1].Seq
	}
	if a.memory.history != nil && state == a.memory.state {
		return a.memory.history, nil
	}
	h, err := record.ReadHistory(ctx, r)
	if err == nil {
		a.memory.history, a.memory.state = h, state
	}
	return h, err
}
