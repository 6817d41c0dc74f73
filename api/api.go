// Package api answers programs: the record as JSON under /api/v1, described
// by OpenAPI 3.1 at /api/openapi.json. Lists are paged by cursor, answers
// carry an ETag, errors are problem details (RFC 9457), changes come as a
// stream of server-sent events. It also serves /metrics and /healthz.
package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"tocsin"
	"tocsin/auth"
	"tocsin/record"
	"tocsin/store"
	"tocsin/watch"
)

// Options say what the API can do beyond reading.
type Options struct {
	Version  string                                                     // of the program
	Recorder *record.Recorder                                           // for corrections and posting; nil: the API only reads
	Code     func(context.Context, tocsin.Report) (record.Entry, error) // reads a posted report and gives it an ID; nil: no posting
	Config   *watch.Config                                              // what is watched by the file; nil for nothing
	Archive  *watch.Archive                                             // of the record; nil: one of its own
	Login    bool                                                       // changes need an editor; false: everybody may do everything
	Now      func() time.Time                                           // nil: time.Now
	Log      *slog.Logger                                               // nil: none
	Poll     time.Duration                                              // how often the stream looks for changes; 0 means 1 s
}

// server is the API over one record.
type server struct {
	Options
	store     store.Store // as the one who asks may see it
	replaying sync.Mutex
}

// New makes the handler of /api/, /metrics and /healthz.
func New(s store.Store, o Options) (http.Handler, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Poll == 0 {
		o.Poll = time.Second
	}
	if o.Archive == nil {
		o.Archive = watch.NewArchive(s)
	}
	a := &server{Options: o}
	a.store = &watch.Veil{Store: s, Config: a.config, Today: func() tocsin.Day { return tocsin.DayOf(o.Now().UTC()) },
		Viewer: func(ctx context.Context) watch.Viewer { return Viewer(ctx, o.Login) }}
	mux := http.NewServeMux()
	conf := huma.DefaultConfig("Tocsin", o.Version)
	conf.OpenAPIPath, conf.DocsPath, conf.SchemasPath = "/api/openapi", "", "/api/schemas"
	conf.Info.Description = "The record of political confrontations: who did what to whom, when, where, with what forces, and who says so."
	conf.CreateHooks = nil // no $schema links in answers: they are the record and nothing else
	api := humago.New(mux, conf)
	a.reading(api)
	a.listing(api)
	a.watching(api)
	a.changing(api)
	m, err := a.metrics()
	if err != nil {
		return nil, err
	}
	mux.Handle("GET /metrics", m.handler())
	mux.HandleFunc("GET /healthz", a.health)
	return m.count(mux, tagged(mux)), nil
}

// health says whether the record can be read.
func (a *server) health(w http.ResponseWriter, r *http.Request) {
	err := a.store.View(r.Context(), func(rd store.Reader) error { _, err := rd.Reports(r.Context(), 0, 1); return err })
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if err != nil {
		a.Log.Error("health", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		w.Write([]byte(`{"status":"the record cannot be read"}` + "\n"))
		return
	}
	w.Write([]byte(`{"status":"ok"}` + "\n"))
}

// problem turns an error into an answer. What callers cannot act on is not
// shown to them.
func (a *server) problem(err error) error {
	var wrong watch.Problems
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		return fieldErrors(wrong)
	case errors.Is(err, tocsin.ErrNotFound):
		return huma.Error404NotFound(err.Error())
	case errors.Is(err, tocsin.ErrInvalid), errors.Is(err, tocsin.ErrNoDate), errors.Is(err, tocsin.ErrLanguage):
		return huma.Error422UnprocessableEntity(err.Error())
	}
	var known huma.StatusError
	if errors.As(err, &known) {
		return known
	}
	a.Log.Error("api", "error", err)
	return huma.Error500InternalServerError("the record could not be read or written")
}

// fieldErrors says beside each field what is wrong with it.
func fieldErrors(ps watch.Problems) error {
	var errs []error
	for _, p := range ps {
		errs = append(errs, &huma.ErrorDetail{Message: p.Error(), Location: "body." + p.Field, Value: p.Value})
	}
	return huma.Error422UnprocessableEntity("it is not sound", errs...)
}

// view reads one state of the record.
func (a *server) view(ctx context.Context, read func(store.Reader) error) error {
	return a.problem(a.store.View(ctx, read))
}

// editor is the name of the person who changes the record: the one who is
// logged in, or, without login, the name that was given.
func (a *server) editor(ctx context.Context, given string) (string, error) {
	if !a.Login {
		return given, nil
	}
	p, ok := auth.Who(ctx)
	switch {
	case !ok:
		return "", huma.Error401Unauthorized("log in, or send a token")
	case !p.Role.May(auth.Editor):
		return "", huma.Error403Forbidden("this needs an editor")
	}
	return p.Name, nil
}

// get describes an operation that reads.
func get(path, id, summary string) huma.Operation {
	return huma.Operation{OperationID: id, Method: http.MethodGet, Path: "/api/v1" + path, Summary: summary,
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity}}
}
