package api

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
	"tocsin/store"
)

// A page is one page of a list.
type page[T any] struct {
	Body struct {
		Items []T    `json:"items"`
		Next  string `json:"next" doc:"Cursor of the next page, for the parameter after; empty on the last one."`
	}
}

func pageOf[T any](items []T, next string) *page[T] {
	p := &page[T]{}
	p.Body.Items, p.Body.Next = items, next
	if items == nil {
		p.Body.Items = []T{}
	}
	return p
}

// one is one thing.
type one[T any] struct{ Body T }

// Paging is the parameters of every list.
type Paging struct {
	Limit int    `query:"limit" default:"100" minimum:"1" maximum:"1000" doc:"Most items of a page."`
	After string `query:"after" doc:"Cursor: what next said on the page before."`
}

func cursor(s string) string {
	if s == "" {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(s))
}

func (p *Paging) after() (string, error) {
	b, err := base64.RawURLEncoding.DecodeString(p.After)
	if err != nil {
		return "", fmt.Errorf("cursor %q: %w", p.After, tocsin.ErrInvalid)
	}
	return string(b), nil
}

// number reads a cursor that counts.
func (p *Paging) number() (int64, error) {
	s, err := p.after()
	if err != nil || s == "" {
		return 0, err
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("cursor %q: %w", p.After, tocsin.ErrInvalid)
	}
	return n, nil
}

// counted is the cursor after a full page of numbered things.
func counted(n, limit int, last func() int64) string {
	if n < limit {
		return ""
	}
	return cursor(strconv.FormatInt(last(), 10))
}

// Filters select events; they are those of tocsin events.
type Filters struct {
	Dyad       string     `query:"dyad" doc:"Events between two countries, in either direction." example:"USA,VEN" pattern:"^[A-Za-z]{3},[A-Za-z]{3}$"`
	Actor      string     `query:"actor" doc:"Events with this country on either side."`
	Type       string     `query:"type" doc:"PLOVER type." example:"MOBILIZE"`
	Status     string     `query:"status" enum:"occurred,ongoing,planned,possible,negated,disputed"`
	Place      string     `query:"place" doc:"Events that took place in this country."`
	Holder     string     `query:"holder" doc:"Events that somebody of this name tells or denies."`
	Since      tocsin.Day `query:"since" doc:"Events of this day and later."`
	Until      tocsin.Day `query:"until" doc:"Events of this day and earlier."`
	Background bool       `query:"background" doc:"What is told as history too."`
}

func (f *Filters) query() store.Query {
	q := store.Query{Actor: strings.ToUpper(f.Actor), Type: strings.ToUpper(f.Type), Status: tocsin.Status(f.Status), Place: strings.ToUpper(f.Place),
		Holder: f.Holder, Since: f.Since, Until: f.Until, Background: f.Background}
	if a, b, ok := strings.Cut(strings.ToUpper(f.Dyad), ","); ok {
		q.Dyad = [2]string{a, b}
	}
	return q
}

type eventsInput struct {
	Filters
	Paging
}

type idInput struct {
	ID string `path:"id"`
}

// reading registers what reads the record.
func (a *server) reading(api huma.API) {
	huma.Register(api, get("/events", "list-events", "List events, the latest first"), a.events)
	huma.Register(api, get("/events/{id}", "get-event", "One event; the ID of one that was merged leads to its heir"), a.event)
	huma.Register(api, get("/events/{id}/mentions", "list-mentions", "The sentences that tell an event"), a.mentions)
	huma.Register(api, get("/events/{id}/claims", "compare-claims", "The claims on the numbers of an event, side by side"), a.comparisons)
	huma.Register(api, get("/claims", "list-claims", "The claims on numbers of every event that the filters select"), a.claims)
	huma.Register(api, get("/reports", "list-reports", "List reports in the order in which they came"), a.reports)
	huma.Register(api, get("/reports/{id}", "get-report", "One report with its mentions"), a.report)
	huma.Register(api, get("/actors", "list-actors", "The parties of the events that the filters select"), a.actors)
	huma.Register(api, get("/corrections", "list-corrections", "What people changed, undone corrections included"), a.corrections)
	huma.Register(api, get("/changes", "list-changes", "What changed in the record, oldest first"), a.changes)
	a.streaming(api)
	a.exporting(api)
}

func (a *server) events(ctx context.Context, in *eventsInput) (out *page[tocsin.Event], err error) {
	q := in.query()
	q.Limit = in.Limit
	if q.After, err = in.after(); err != nil {
		return nil, a.problem(err)
	}
	return out, a.view(ctx, func(r store.Reader) error {
		es, next, err := r.Events(ctx, q)
		out = pageOf(es, cursor(next))
		return err
	})
}

func (a *server) event(ctx context.Context, in *idInput) (out *one[tocsin.Event], err error) {
	return out, a.view(ctx, func(r store.Reader) error {
		e, err := r.Event(ctx, in.ID)
		out = &one[tocsin.Event]{e}
		return err
	})
}

func (a *server) mentions(ctx context.Context, in *idInput) (out *page[tocsin.Mention], err error) {
	return out, a.view(ctx, func(r store.Reader) error {
		e, err := r.Event(ctx, in.ID)
		if err != nil {
			return err
		}
		ids := make([]string, len(e.Members))
		for i, m := range e.Members {
			ids[i] = m.Mention
		}
		ms, err := r.Mentions(ctx, ids)
		out = pageOf(bare(ms), "")
		return err
	})
}

func bare(ms []store.Mention) []tocsin.Mention {
	out := make([]tocsin.Mention, len(ms))
	for i := range ms {
		out[i] = ms[i].Mention
	}
	return out
}

// A numberClaims is the claims on one number of an event.
type numberClaims struct {
	Event string `json:"event"`
	tocsin.Comparison
}

func comparisonsOf(es ...tocsin.Event) []numberClaims {
	var out []numberClaims
	for _, e := range es {
		for _, c := range e.Comparisons {
			out = append(out, numberClaims{e.ID, c})
		}
	}
	return out
}

func (a *server) comparisons(ctx context.Context, in *idInput) (*page[numberClaims], error) {
	e, err := a.event(ctx, in)
	if err != nil {
		return nil, err
	}
	return pageOf(comparisonsOf(e.Body), ""), nil
}

func (a *server) claims(ctx context.Context, in *eventsInput) (*page[numberClaims], error) {
	es, err := a.events(ctx, in)
	if err != nil {
		return nil, err
	}
	return pageOf(comparisonsOf(es.Body.Items...), es.Body.Next), nil
}

type reportsInput struct {
	Paging
	Publisher string `query:"publisher" doc:"Reports of this outlet."`
}

func (a *server) reports(ctx context.Context, in *reportsInput) (out *page[store.Report], err error) {
	after, err := in.number()
	if err != nil {
		return nil, a.problem(err)
	}
	return out, a.view(ctx, func(r store.Reader) error {
		var items []store.Report
		for len(items) < in.Limit {
			rs, err := r.Reports(ctx, after, in.Limit)
			if err != nil {
				return err
			}
			for i := range rs {
				if len(items) < in.Limit {
					after = rs[i].Seq
					if in.Publisher == "" || strings.EqualFold(in.Publisher, rs[i].Publisher) {
						items = append(items, rs[i])
					}
				}
			}
			if len(rs) < in.Limit {
				break
			}
		}
		out = pageOf(items, counted(len(items), in.Limit, func() int64 { return after }))
		return nil
	})
}

// A told is a report with what was read in it.
type told struct {
	store.Report
	Mentions []tocsin.Mention `json:"mentions"`
	Events   []string         `json:"events"` // of the mentions
}

func (a *server) report(ctx context.Context, in *idInput) (out *one[told], err error) {
	return out, a.view(ctx, func(r store.Reader) error {
		rep, err := r.Report(ctx, tocsin.ReportID(in.ID))
		if err != nil {
			return err
		}
		ms, err := r.MentionsOf(ctx, rep.ID)
		rep.Text = rep.Covered()
		out = &one[told]{told{rep, bare(ms), eventsOf(ms)}}
		return err
	})
}

func eventsOf(ms []store.Mention) []string {
	out := []string{}
	for _, m := range ms {
		if m.Event != "" && !slices.Contains(out, m.Event) {
			out = append(out, m.Event)
		}
	}
	return out
}

// A sideCount is an actor or recipient with how many events it has.
type sideCount struct {
	Country   string `json:"country"`
	Name      string `json:"name"`
	Acts      int    `json:"acts"`      // events in which it acts
	Addressed int    `json:"addressed"` // events in which it is the recipient
}

// mostEvents is how many events a summary looks at.
const mostEvents = 100_000

type partiesInput struct{ Filters }

func (a *server) actors(ctx context.Context, in *partiesInput) (*page[sideCount], error) {
	by := map[[2]string]*sideCount{}
	at := func(p tocsin.Participant) *sideCount {
		k := [2]string{p.Country, p.Name}
		if by[k] == nil {
			by[k] = &sideCount{Country: p.Country, Name: p.Name}
		}
		return by[k]
	}
	err := a.view(ctx, func(r store.Reader) error {
		return eachEvent(ctx, r, in.query(), func(e *tocsin.Event) error {
			for _, p := range e.Actors {
				at(p).Acts++
			}
			for _, p := range e.Recipients {
				at(p).Addressed++
			}
			return nil
		})
	})
	out := make([]sideCount, 0, len(by))
	for _, p := range by {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b sideCount) int {
		return cmp.Or(b.Acts+b.Addressed-a.Acts-a.Addressed, cmp.Compare(a.Country, b.Country), cmp.Compare(a.Name, b.Name))
	})
	return pageOf(out, ""), err
}

// eachEvent calls do for the events of a query, a page at a time.
func eachEvent(ctx context.Context, r store.Reader, q store.Query, do func(*tocsin.Event) error) error {
	q.Limit = 500
	for seen := 0; seen < mostEvents; {
		es, next, err := r.Events(ctx, q)
		if err != nil {
			return err
		}
		for i := range es {
			if err := do(&es[i]); err != nil {
				return err
			}
		}
		if seen += len(es); next == "" {
			return nil
		}
		q.After = next
	}
	return nil
}

func (a *server) corrections(ctx context.Context, _ *struct{}) (out *page[store.Correction], err error) {
	return out, a.view(ctx, func(r store.Reader) error {
		cs, err := r.Corrections(ctx)
		out = pageOf(cs, "")
		return err
	})
}

func (a *server) changes(ctx context.Context, in *Paging) (out *page[store.Change], err error) {
	after, err := in.number()
	if err != nil {
		return nil, a.problem(err)
	}
	return out, a.view(ctx, func(r store.Reader) error {
		cs, err := r.Changes(ctx, after, in.Limit)
		out = pageOf(cs, counted(len(cs), in.Limit, func() int64 { return cs[len(cs)-1].Number }))
		return err
	})
}
