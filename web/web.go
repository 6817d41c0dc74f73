// Package web is the desk: server-rendered pages over a record, useful
// without JavaScript, in English and Spanish. Every list and filter is an
// address that also answers as JSON, CSV, GeoJSON, RSS and JSON Feed: the page
// /events?dyad=NOR,ISL is /events.csv?dyad=NOR,ISL as a table.
//
// Nothing is loaded from elsewhere, nothing stored is ever markup, and history
// never counts as news.
package web

import (
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"tocsin/record"
	"tocsin/store"
	"tocsin/watch"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static/*
var staticFiles embed.FS

//go:embed data/*.tsv
var tables embed.FS

// Options say what the desk shows.
type Options struct {
	Store    store.Store
	API      http.Handler     // answers /api/, /metrics and /healthz; nil for none
	Recorder *record.Recorder // for corrections; nil: the pages only read
	Watch    *watch.Config    // of the file of situations; nil for none
	Archive  *watch.Archive   // the record by days, for back-tests; nil: one of the desk's own
	Login    bool             // changes need an editor; false: everybody may make them
	Secure   bool             // readers reach it over TLS, as behind a proxy
	Public   bool             // people who are not logged in may read
	Frames   []string         // origins that may show embed cards in a frame; "*" for all
	Demo     bool             // every page says that its reports are invented
	Version  string           // of the program, shown on the health page
	Local    bool             // answer to loopback names only, against DNS rebinding
	Log      *slog.Logger     // nil for the default
	Now      func() time.Time // nil: time.Now
}

// A Server answers the pages. Make one with [New].
type Server struct {
	Options
	words    map[string]*words
	world    *world
	views    map[string]*template.Template
	assets   assets
	memory   memory
	measured []measure
	bell     bell
	doubts   doubts
	handler  http.Handler
}

// New makes the desk of a record.
func New(o Options) (*Server, error) {
	s := &Server{Options: o}
	s.Log = cmp.Or(o.Log, slog.Default())
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Archive == nil {
		s.Archive = watch.NewArchive(o.Store)
	}
	if err := checkFrames(o.Frames); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	var err error
	if s.words, err = loadWords(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if s.world, err = loadWorld(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if s.measured, err = loadMeasured(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if s.assets, err = loadAssets(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if s.views, err = loadViews(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	s.handler = s.routes()
	return s, nil
}

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// answers are the pages by address.
func answers() map[string]pageFunc {
	return map[string]pageFunc{
		"/{$}":                    home,
		"/index":                  home,
		"/events":                 eventList,
		"/events/{id}":            eventPage,
		"/events/{id}/claims":     claimsPage,
		"/dyads/{pair}":           dyadPage,
		"/dyads/{pair}/brief":     briefPage,
		"/actors":                 actorList,
		"/actors/{code}":          actorPage,
		"/places":                 placeList,
		"/places/{code}":          placePage,
		"/sources":                sourceList,
		"/sources/{name}":         sourcePage,
		"/reports":                reportList,
		"/reports/{id}":           reportPage,
		"/map":                    mapPage,
		"/calendar":               calendarPage,
		"/changes":                changesPage,
		"/search":                 searchPage,
		"/help":                   helpPage,
		"/events/{id}/alike":      alikePage,
		"/review":                 reviewPage,
		"/corrections":            correctionsPage,
		"/alerts":                 alertsPage,
		"/alerts/{number}":        alertPage,
		"/situations":             situationsPage,
		"/situations/new":         newSituationPage,
		"/situations/{name}":      situationPage,
		"/situations/{name}/edit": editSituationPage,
		"/limits":                 limitsPage,
		"/backtest":               backtestPage,
	}
}

// forms are what the forms of the desk ask for, by the address they go to.
func forms() map[string]action {
	return map[string]action{
		"/alerts/{number}/verdict":   judge,
		"/backtest":                  judgeReplay,
		"/events/{id}/corrections":   correctEvent,
		"/corrections/{number}/undo": undoCorrection,
		"/situations/new":            createSituation,
		"/situations/{name}/arrow":   setArrow,
		"/situations/{name}/edit":    changeSituation,
		"/situations/{name}/remove":  removeSituation,
	}
}

// routes is the map of the desk.
func (s *Server) routes() http.Handler {
	pages := http.NewServeMux()
	for path, h := range answers() {
		pages.Handle("GET "+path, s.page(h))
	}
	for path, h := range forms() {
		pages.Handle("POST "+path, s.act(h))
	}
	for path, h := range cards() {
		pages.Handle("GET "+path, s.framed(s.fresh(h)))
	}
	pages.Handle("GET /events/{id}/evidence.zip", s.fresh(evidencePage))
	pages.Handle("GET /alerts/{number}/cap.xml", s.fresh(capPage))
	pages.Handle("GET /oembed", s.fresh(oEmbedPage))
	pages.Handle("GET /health", s.fresh(healthPage))
	pages.Handle("GET /", s.page(func(*request) (*answer, error) { return nil, errNoPage }))
	mux := http.NewServeMux()
	mux.Handle("GET /static/{name}", s.assets)
	mux.HandleFunc("GET /robots.txt", robots)
	mux.Handle("/", byExtension(pages))
	whole := http.NewServeMux()
	whole.Handle("/", compressed(mux))
	if s.API != nil {
		for _, path := range []string{"/api/", "/metrics", "/healthz"} {
			whole.Handle(path, s.API) // it streams, and tags its answers itself
		}
	}
	return s.guard(http.NewCrossOriginProtection().Handler(whole))
}

// robots keeps crawlers out: a desk is for its people.
func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprint(w, "User-agent: *\nDisallow: /\n")
}
