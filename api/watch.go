package api

import (
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

// watching registers alerts, what was told of them, and what analysts say.
func (a *server) watching(api huma.API) {
	huma.Register(api, get("/alerts", "list-alerts", "List alerts, the latest first"), a.alerts)
	huma.Register(api, get("/alerts/{number}", "get-alert", "One alert"), a.alert)
	huma.Register(api, get("/alerts/{number}/notices", "list-notices-of-alert", "What was told of one alert, oldest first"), a.alertHistory)
	huma.Register(api, get("/notices", "list-notices", "What was told of alerts, oldest first"), a.notices)
	huma.Register(api, get("/marks", "list-marks", "What analysts say of alerts: hits and false alarms"), a.marks)
	huma.Register(api, get("/backtest", "back-test", "What would have rung between two days, held against the marks"), a.backTest)
	if a.Recorder != nil {
		huma.Register(api, put("/marks", "put-mark", "Say whether an alert, or one that would have rung, was a hit or a false alarm"), a.putMark)
	}
	a.situating(api)
}

// put describes an operation that writes what it names.
func put(path, id, summary string) huma.Operation {
	return huma.Operation{OperationID: id, Method: http.MethodPut, Path: "/api/v1" + path, Summary: summary,
		Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity}}
}

type alertsInput struct {
	Paging
	Open      bool       `query:"open" doc:"Only those that are open: the same as state=open."`
	State     string     `query:"state" enum:"open,closed"`
	Situation string     `query:"situation" doc:"Name of a situation."`
	Rule      string     `query:"rule" doc:"Kind of rule." example:"ladder"`
	Pair      string     `query:"pair" doc:"One state towards another." example:"USA>VEN" pattern:"^[A-Z]{3}>[A-Z]{3}$"`
	Since     tocsin.Day `query:"since" doc:"Opened on this day or later."`
	Until     tocsin.Day `query:"until" doc:"Opened on this day or earlier."`
}

func (a *server) alerts(ctx context.Context, in *alertsInput) (out *page[store.Alert], err error) {
	q := watch.AlertQuery{Situation: in.Situation, Rule: in.Rule, State: in.State, Since: in.Since, Until: in.Until, Limit: in.Limit}
	if in.Open {
		q.State = "open"
	}
	if in.Pair != "" {
		if err := q.Pair.UnmarshalText([]byte(in.Pair)); err != nil {
			return nil, a.problem(err)
		}
	}
	if q.Before, err = in.number(); err != nil {
		return nil, a.problem(err)
	}
	return out, a.view(ctx, func(r store.Reader) error {
		as, next, err := watch.Alerts(ctx, r, q)
		out = pageOf(as, "")
		if next != 0 {
			out.Body.Next = cursor(strconv.FormatInt(next, 10))
		}
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

func (a *server) alertHistory(ctx context.Context, in *NumberInput) (out *page[store.Notice], err error) {
	return out, a.view(ctx, func(r store.Reader) error {
		if _, err := r.Alert(ctx, in.Number); err != nil {
			return err
		}
		ns, err := watch.History(ctx, r, in.Number)
		out = pageOf(ns, "")
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

func (a *server) marks(ctx context.Context, _ *struct{}) (out *page[watch.Mark], err error) {
	return out, a.view(ctx, func(r store.Reader) error {
		ms, err := watch.Marks(ctx, r)
		out = pageOf(ms, "")
		return err
	})
}

type markInput struct {
	Body struct {
		Key     string     `json:"key" minLength:"1" doc:"Key of the alert."`
		Day     tocsin.Day `json:"day" format:"date" doc:"Day on which the alert opened."`
		Verdict string     `json:"verdict" enum:"hit,false," doc:"Empty to take the mark back."`
		Note    string     `json:"note,omitempty"`
		Author  string     `json:"author,omitempty" doc:"Who says so; with login, the person who is logged in."`
	}
}

func (a *server) putMark(ctx context.Context, in *markInput) (*one[watch.Mark], error) {
	author, err := a.editor(ctx, in.Body.Author)
	if err != nil {
		return nil, err
	}
	m := watch.Mark{Key: in.Body.Key, Day: in.Body.Day, Verdict: in.Body.Verdict, Note: in.Body.Note, Author: author, At: a.Now().UTC()}
	return &one[watch.Mark]{m}, a.problem(a.store.Update(ctx, func(w store.Writer) error { return watch.PutMark(ctx, w, m) }))
}

type backTestInput struct {
	From      tocsin.Day `query:"from" required:"true" doc:"First day."`
	To        tocsin.Day `query:"to" doc:"Last day; the day of the latest report if it is not given."`
	Situation string     `query:"situation" doc:"Name of one situation; all if it is not given."`
}

// mostDays is how many days a back-test may look at.
const mostDays = 3 * 366

// backTest replays the record. One runs at a time: each takes a processor for
// seconds.
func (a *server) backTest(ctx context.Context, in *backTestInput) (*one[*watch.Test], error) {
	c, h, err := a.past(ctx)
	if err != nil {
		return nil, err
	}
	if in.Situation != "" {
		s := c.Situation(in.Situation)
		if s == nil {
			return nil, noSituation(in.Situation)
		}
		c.Situations = []watch.Situation{*s}
	}
	to := in.To
	if to.IsZero() {
		to = h.Last()
	}
	if n := to.Sub(in.From) + 1; in.From.IsZero() || n < 1 || n > mostDays {
		return nil, huma.Error422UnprocessableEntity("from must be before to, by at most three years")
	}
	var marks []watch.Mark
	err = a.view(ctx, func(r store.Reader) (err error) { marks, err = watch.Marks(ctx, r); return err })
	if err != nil {
		return nil, err
	}
	a.replaying.Lock()
	defer a.replaying.Unlock()
	t, err := watch.BackTest(c, h, in.From, to, marks)
	return &one[*watch.Test]{t}, a.problem(err)
}
