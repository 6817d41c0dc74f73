package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
	"tocsin/auth"
	"tocsin/record"
	"tocsin/store"
	"tocsin/watch"
)

// Viewer is who looks at the record: everybody may see everything where there
// is no login.
func Viewer(ctx context.Context, login bool) watch.Viewer {
	p, known := auth.Who(ctx)
	return watch.Viewer{Member: known || !login, Editor: !login || known && p.Role.May(auth.Editor)}
}

// situating registers situations.
func (a *server) situating(api huma.API) {
	huma.Register(api, get("/situations", "list-situations", "The situations that are watched, with their rules"), a.situations)
	huma.Register(api, get("/situations/{name}", "get-situation", "Indicators with their inputs, series, forces and the arrow of a situation"), a.situation)
	if a.Recorder == nil {
		return
	}
	huma.Register(api, put("/situations/{name}", "put-situation", "Make a situation at the desk, or change one that was made there"), a.putSituation)
	huma.Register(api, put("/situations/{name}/arrow", "put-arrow", "Say where the arrow of a situation points, with a note"), a.putArrow)
	drop := put("/situations/{name}", "delete-situation", "Remove a situation that was made at the desk")
	drop.Method, drop.DefaultStatus = http.MethodDelete, http.StatusNoContent
	huma.Register(api, drop, a.dropSituation)
}

// config is what is watched, in the file and at the desk.
func (a *server) config(ctx context.Context, r store.Reader) (*watch.Config, error) {
	all, _, err := watch.Load(ctx, r, a.Config)
	return all, err
}

// open is what is watched that the viewer may see.
func (a *server) open(ctx context.Context, r store.Reader) (*watch.Config, error) {
	all, err := a.config(ctx, r)
	if err != nil {
		return nil, err
	}
	return all.Open(Viewer(ctx, a.Login)), nil
}

// past is what is watched and the record by days. It tells all that the record
// knows: where anything is kept from the viewer, it is for editors.
func (a *server) past(ctx context.Context) (c *watch.Config, h *record.History, err error) {
	err = a.view(ctx, func(r store.Reader) error {
		all, err := a.config(ctx, r)
		if err == nil && all.Hides(Viewer(ctx, a.Login)) {
			return huma.Error403Forbidden("parts of the record are not open to all: this needs an editor")
		}
		c = &watch.Config{}
		if err == nil {
			c.Situations = append(c.Situations, all.Situations...)
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	h, err = a.Archive.History(ctx)
	return c, h, a.problem(err)
}

func noSituation(name string) error {
	return huma.Error404NotFound("situation " + strconv.Quote(name) + ": not found")
}

func (a *server) situations(ctx context.Context, _ *struct{}) (out *page[watch.Situation], err error) {
	return out, a.view(ctx, func(r store.Reader) error {
		c, err := a.open(ctx, r)
		if err == nil {
			out = pageOf(c.Situations, "")
		}
		return err
	})
}

type situationInput struct {
	Name  string     `path:"name"`
	Day   tocsin.Day `query:"day" doc:"As known on this day; as merged today if it is not given."`
	Every int        `query:"every" default:"7" minimum:"1" maximum:"31" doc:"Days in a step of the series."`
	Back  int        `query:"back" default:"182" minimum:"1" maximum:"1100" doc:"Days that the series reach back."`
	Arrow int        `query:"arrow" default:"7" minimum:"1" maximum:"366" doc:"Days that the arrow compares with as many before."`
}

// A picture is a situation as known on a day.
type picture struct {
	Situation watch.Situation `json:"situation"`
	Day       tocsin.Day      `json:"day"`
	Arrow     watch.Arrow     `json:"arrow"`
	Readings  []watch.Reading `json:"readings"`
	Series    []watch.Series  `json:"series"`
	Forces    []watch.Force   `json:"forces"`
}

func (a *server) situation(ctx context.Context, in *situationInput) (out *one[picture], err error) {
	var s *watch.Situation
	var notes []watch.ArrowNote
	draw := func(k *record.Known) error {
		arrow := watch.ArrowOf(s, k, in.Arrow).With(notes)
		out = &one[picture]{picture{*s, k.Day, arrow, watch.Readings(s, k), watch.SeriesOf(s, k, k.Day.AddDays(1-in.Back), k.Day, in.Every), watch.Forces(s, k)}}
		return nil
	}
	err = a.view(ctx, func(r store.Reader) error {
		c, err := a.open(ctx, r)
		if err != nil {
			return err
		}
		if s = c.Situation(in.Name); s == nil {
			return noSituation(in.Name)
		}
		if notes, err = watch.ArrowNotes(ctx, r); err != nil || !in.Day.IsZero() {
			return err
		}
		k, err := watch.Now(ctx, r, s)
		if err != nil {
			return err
		}
		return draw(k)
	})
	if err != nil || in.Day.IsZero() {
		return out, err
	}
	_, h, err := a.past(ctx)
	if err != nil {
		return nil, err
	}
	return out, a.problem(h.Days(in.Day, in.Day, draw))
}

// A ruleInput is a rule as it is given; zeros take the defaults of its kind.
type ruleInput struct {
	Kind      string  `json:"kind"`
	Threshold float64 `json:"threshold,omitempty"`
	Release   float64 `json:"release,omitempty"`
	Window    int     `json:"window,omitempty"`
	Memory    int     `json:"memory,omitempty"`
	Floor     int     `json:"floor,omitempty"`
	Hold      int     `json:"hold,omitempty"`
}

type putSituationInput struct {
	Name string `path:"name" doc:"Lower-case letters and digits, joined by hyphens."`
	Body struct {
		Title      string      `json:"title,omitempty"`
		Dyads      [][2]string `json:"dyads,omitempty" doc:"Pairs of ISO 3166-1 alpha-3 codes, in either direction."`
		Places     []string    `json:"places,omitempty" doc:"ISO 3166-1 alpha-3 codes."`
		Words      []string    `json:"words,omitempty" doc:"If there are any, a sentence must have one of them."`
		Rules      []ruleInput `json:"rules,omitempty" doc:"The ladder and the record of the dead if none is given; zeros take the defaults of the kind."`
		Visibility string      `json:"visibility,omitempty" enum:"public,limited,restricted"`
		Embargo    int         `json:"embargo,omitempty" doc:"Days for which only editors see what is new."`
		Author     string      `json:"author,omitempty" doc:"Who makes it; with login, the person who is logged in."`
	}
}

func (a *server) putSituation(ctx context.Context, in *putSituationInput) (*one[watch.Situation], error) {
	author, err := a.editor(ctx, in.Body.Author)
	if err != nil {
		return nil, err
	}
	b := &in.Body
	s := watch.Situation{Name: in.Name, Title: b.Title, Dyads: b.Dyads, Places: b.Places, Words: b.Words, Visibility: b.Visibility, Embargo: b.Embargo, Author: author, Changed: a.Now().UTC()}
	for _, r := range b.Rules {
		s.Rules = append(s.Rules, watch.Rule(r))
	}
	if a.ofFile(in.Name) {
		return nil, huma.Error409Conflict("a situation of this name stands in the file: change it there")
	}
	err = a.store.Update(ctx, func(w store.Writer) error { return watch.Save(ctx, w, &s) })
	return &one[watch.Situation]{s}, a.problem(err)
}

func (a *server) ofFile(name string) bool { return a.Config != nil && a.Config.Situation(name) != nil }

type nameInput struct {
	Name string `path:"name"`
}

func (a *server) dropSituation(ctx context.Context, in *nameInput) (*struct{}, error) {
	if _, err := a.editor(ctx, ""); err != nil {
		return nil, err
	}
	err := a.store.Update(ctx, func(w store.Writer) error { return watch.Forget(ctx, w, in.Name) })
	if errors.Is(err, tocsin.ErrNotFound) && a.ofFile(in.Name) {
		return nil, huma.Error409Conflict("the situation stands in the file: remove it there")
	}
	return nil, a.problem(err)
}

type arrowInput struct {
	Name string `path:"name"`
	Body struct {
		Day       tocsin.Day `json:"day" format:"date"`
		Days      int        `json:"days" minimum:"1" maximum:"366"`
		Direction string     `json:"direction" enum:"deteriorated,unchanged,improved," doc:"Empty to take it back."`
		Note      string     `json:"note,omitempty" doc:"Why; needed with a direction."`
		Author    string     `json:"author,omitempty" doc:"Who says so; with login, the person who is logged in."`
	}
}

func (a *server) putArrow(ctx context.Context, in *arrowInput) (*one[watch.ArrowNote], error) {
	author, err := a.editor(ctx, in.Body.Author)
	if err != nil {
		return nil, err
	}
	n := watch.ArrowNote{Situation: in.Name, Day: in.Body.Day, Days: in.Body.Days, Direction: in.Body.Direction, Note: in.Body.Note, Author: author, At: a.Now().UTC()}
	err = a.store.Update(ctx, func(w store.Writer) error {
		c, err := a.config(ctx, w)
		if err != nil {
			return err
		}
		if c.Situation(in.Name) == nil {
			return noSituation(in.Name)
		}
		return watch.PutArrowNote(ctx, w, n)
	})
	return &one[watch.ArrowNote]{n}, a.problem(err)
}
