package web

import (
	"context"
	"strconv"

	"tocsin"
	"tocsin/store"
)

// A verifier is a record that can walk its chain of custody.
type verifier interface {
	Verify(context.Context) (int, error)
}

// A sourceHealth says how fresh an outlet's reports are.
type sourceHealth struct {
	store.Outlet
	Quiet int  `json:"quiet_days"` // since its last report, by the record's latest day
	Late  bool `json:"late"`       // far longer than it is used to
}

type healthData struct {
	Version string         `json:"version"`
	Reports int            `json:"reports"`
	Events  int            `json:"events"`
	Past    int            `json:"background_events"`
	Changes int64          `json:"changes"`
	Today   tocsin.Day     `json:"latest_day"`
	Sources []sourceHealth `json:"sources"`
	Asked   bool           `json:"verified"`
	Links   int            `json:"custody_links,omitempty"`
	Fault   string         `json:"custody_fault,omitempty"`
}

// minQuiet is the shortest silence, in days, that is worth a word.
const minQuiet = 7

// healthPage tells how the record and its sources are.
func healthPage(r *request) (*answer, error) {
	x := &r.sum
	d := healthData{Version: r.server.Version, Reports: x.Reports, Events: x.Events, Past: x.Background, Changes: x.Changes, Today: x.Latest}
	all, err := r.read.Outlets(r.ctx, r.offset(), r.limit()+1)
	if err != nil {
		return nil, err
	}
	outlets, next := paged(r, all)
	cells := &table{head: []string{"outlet", "reports", "last", "quiet_days", "late"}}
	for _, o := range outlets {
		h := sourceHealth{Outlet: o, Quiet: x.Latest.Sub(o.Last)}
		usual := o.Last.Sub(o.First) / max(1, o.Reports-1) // days between reports
		h.Late = o.Reports > 1 && h.Quiet >= max(minQuiet, 3*usual)
		d.Sources = append(d.Sources, h)
		cells.rows = append(cells.rows, []string{o.Name, strconv.Itoa(o.Reports), o.Last.String(), strconv.Itoa(h.Quiet), strconv.FormatBool(h.Late)})
	}
	if v, ok := r.server.Store.(verifier); ok && r.form.Get("verify") != "" {
		d.Asked = true
		n, err := v.Verify(r.ctx)
		d.Links = n
		if err != nil {
			d.Fault = err.Error()
		}
	}
	return &answer{view: "health", title: r.words.T("health.title"), data: d, rows: cells, next: next}, nil
}
