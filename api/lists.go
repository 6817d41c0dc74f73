package api

import (
	"context"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

// listing registers what is counted over the whole record, and search.
func (a *server) listing(api huma.API) {
	huma.Register(api, get("/summary", "get-summary", "What is in the record, in numbers"), a.summary)
	huma.Register(api, get("/search", "search-reports", "Reports that hold words in their title, their kept sentences or the names told of"), a.search)
	huma.Register(api, get("/dyads", "list-dyads", "Pairs of countries, those with most recent news first"), a.dyads)
	huma.Register(api, get("/dyads/{pair}/ladder", "get-ladder", "Where each of two countries stands towards the other on the ladder, day by day"), a.ladder)
	huma.Register(api, get("/places", "list-places", "Countries in which events took place, those with most recent news first"), a.places)
	huma.Register(api, get("/calendar", "get-calendar", "Events a day, with the highest rung of what is told as done"), a.calendar)
	huma.Register(api, get("/sources", "list-sources", "The outlets of the record, those with most reports first"), a.sources)
}

// A total counts what is in the record.
type total struct {
	Reports    int        `json:"reports"`
	Outlets    int        `json:"outlets"`
	Events     int        `json:"events" doc:"News."`
	Background int        `json:"background" doc:"Events told as history only."`
	Latest     tocsin.Day `json:"latest" doc:"Day of the latest report."`
}

func (a *server) summary(ctx context.Context, _ *struct{}) (out *one[total], err error) {
	return out, a.view(ctx, func(r store.Reader) error {
		s, err := r.Summary(ctx)
		out = &one[total]{total{s.Reports, s.Outlets, s.Events, s.Background, s.Latest}}
		return err
	})
}

type searchInput struct {
	Q     string `query:"q" required:"true" minLength:"1" maxLength:"500" doc:"Words that all must be there; \"in quotation marks\" side by side; word* for what begins so; -word for what must not be there."`
	Limit int    `query:"limit" default:"20" minimum:"1" maximum:"100"`
	After string `query:"after" doc:"Cursor: what next said on the page before."`
}

func (a *server) search(ctx context.Context, in *searchInput) (out *page[store.Hit], err error) {
	after, err := (&Paging{After: in.After}).after()
	if err != nil {
		return nil, a.problem(err)
	}
	return out, a.view(ctx, func(r store.Reader) error {
		hits, next, err := r.Search(ctx, in.Q, in.Limit, after)
		out = pageOf(hits, cursor(next))
		return err
	})
}

// A newsCount is a tally of news.
type newsCount struct {
	A           string     `json:"a"`
	B           string     `json:"b,omitempty"`
	Events      int        `json:"events"`
	Recent      int        `json:"recent" doc:"Since the day asked for."`
	Conflict    int        `json:"conflict"`
	Cooperation int        `json:"cooperation"`
	Last        tocsin.Day `json:"last"`
}

type tallyInput struct {
	Paging
	Since tocsin.Day `query:"since" doc:"What counts as recent; the two weeks up to the latest report if it is not given."`
}

func (a *server) dyads(ctx context.Context, in *tallyInput) (*page[newsCount], error) {
	return a.tallies(ctx, in, store.Dyads)
}

func (a *server) places(ctx context.Context, in *tallyInput) (*page[newsCount], error) {
	return a.tallies(ctx, in, store.Places)
}

func (a *server) tallies(ctx context.Context, in *tallyInput, kind store.TallyKind) (out *page[newsCount], err error) {
	from, err := in.number()
	if err != nil {
		return nil, a.problem(err)
	}
	return out, a.view(ctx, func(r store.Reader) error {
		since := in.Since
		if since.IsZero() {
			s, err := r.Summary(ctx)
			if err != nil {
				return err
			}
			if !s.Latest.IsZero() {
				since = s.Latest.AddDays(1 - watch.Window)
			}
		}
		ts, err := r.Tallies(ctx, kind, since, int(from), in.Limit)
		items := make([]newsCount, len(ts))
		for i, t := range ts {
			items[i] = newsCount{t.A, t.B, t.Events, t.Recent, t.Conflict, t.Cooperation, t.Last}
		}
		out = pageOf(items, placed(int(from), len(ts), in.Limit))
		return err
	})
}

// placed is the cursor after a full page of a list that is read by position.
func placed(from, n, limit int) string {
	if n < limit {
		return ""
	}
	return cursor(strconv.Itoa(from + n))
}

type pairInput struct {
	Pair  string     `path:"pair" pattern:"^[A-Za-z]{3}-[A-Za-z]{3}$" example:"USA-VEN" doc:"Two ISO 3166-1 alpha-3 codes."`
	Since tocsin.Day `query:"since" doc:"From this day on; 400 days up to the latest report if it is not given."`
}

// A stair is the ladder of one state towards another.
type stair struct {
	From  string      `json:"from"`
	To    string      `json:"to"`
	Steps []stairStep `json:"steps" doc:"One for each day on which the rung changes."`
	Rises []stairStep `json:"rises" doc:"Days on which it rose above all of the 180 days before."`
	Now   string      `json:"now" doc:"Rung on the day of the latest report: 1a to 1d, 2 to 5; a dash for none."`
}

type stairStep struct {
	Day       tocsin.Day `json:"day"`
	Rung      string     `json:"rung"`
	Planned   string     `json:"planned,omitempty" doc:"Highest rung that is only planned."`
	Contested bool       `json:"contested" doc:"Everything on the rung is disputed."`
	Events    []string   `json:"events"`
	Reported  tocsin.Day `json:"reported" doc:"Earliest day on which a reader could know of it."`
}

func (a *server) ladder(ctx context.Context, in *pairInput) (out *page[stair], err error) {
	x, y, _ := strings.Cut(strings.ToUpper(in.Pair), "-")
	if x == y {
		return nil, huma.Error422UnprocessableEntity("the pair is one country")
	}
	s := &watch.Situation{Name: "pair", Dyads: [][2]string{{x, y}}}
	return out, a.view(ctx, func(r store.Reader) error {
		k, err := watch.Now(ctx, r, s)
		if err != nil {
			return err
		}
		var stairs []stair
		for _, p := range s.Pairs() {
			stairs = append(stairs, stairOf(p, watch.Ladder(p, k.Events), in.Since))
		}
		out = pageOf(stairs, "")
		return nil
	})
}

func stairOf(p watch.Pair, ladder []watch.Place, since tocsin.Day) stair {
	s := stair{From: p.From, To: p.To, Steps: []stairStep{}, Rises: []stairStep{}, Now: watch.Rung{}.String()}
	for i, at := range ladder {
		s.Now = at.Rung.String()
		if i+1 < len(ladder) && !since.Before(ladder[i+1].Day) {
			continue // it ends before the first day that is asked for
		}
		step := stairStep{Day: at.Day, Rung: at.Rung.String(), Contested: at.Contested, Events: append([]string{}, at.Events...), Reported: at.Reported}
		if at.Planned.Level > 0 {
			step.Planned = at.Planned.String()
		}
		s.Steps = append(s.Steps, step)
	}
	for _, r := range watch.Rises(ladder) {
		if !r.Day.Before(since) {
			s.Rises = append(s.Rises, stairStep{Day: r.Day, Rung: r.Rung.String(), Events: append([]string{}, r.Events...), Reported: r.Reported})
		}
	}
	return s
}

// A calendarDay is what one day saw.
type calendarDay struct {
	Day      tocsin.Day `json:"day"`
	Events   int        `json:"events"`
	Conflict int        `json:"conflict"`
	Level    int        `json:"level" doc:"Highest hostility of what is told as done: 1 to 5, 0 for none."`
}

type calendarInput struct{ Filters }

func (a *server) calendar(ctx context.Context, in *calendarInput) (out *page[calendarDay], err error) {
	return out, a.view(ctx, func(r store.Reader) error {
		ds, err := r.Days(ctx, in.query())
		items := make([]calendarDay, len(ds))
		for i, d := range ds {
			items[i] = calendarDay{d.Day, d.Events, d.Conflict, d.Level}
		}
		out = pageOf(items, "")
		return err
	})
}

func (a *server) sources(ctx context.Context, in *Paging) (out *page[store.Outlet], err error) {
	from, err := in.number()
	if err != nil {
		return nil, a.problem(err)
	}
	return out, a.view(ctx, func(r store.Reader) error {
		os, err := r.Outlets(ctx, int(from), in.Limit)
		out = pageOf(os, placed(int(from), len(os), in.Limit))
		return err
	})
}
