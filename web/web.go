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

	"tocsin/store"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static/*
var staticFiles embed.FS

//go:embed data/*.tsv
var tables embed.FS

// Options say what the desk shows.
type Options struct {
	Store   store.Store
	API     http.Handler // answers /api/, /metrics and /healthz; nil for none
	Demo    bool         // every page says that its reports are invented
	Version string       // of the program, shown on the health page
	Local   bool         // answer to loopback names only, against DNS rebinding
	Log     *slog.Logger // nil for the default
}

// A Server answers the pages. Make one with [New].
type Server struct {
	Options
	words   map[string]*words
	world   *world
	views   map[string]*template.Template
	assets  assets
	memory  memory
	handler http.Handler
}

// New makes the desk of a record.
func New(o Options) (*Server, error) {
	s := &Server{Options: o}
	s.Log = cmp.Or(o.Log, slog.Default())
	var err error
	if s.words, err = loadWords(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if s.world, err = loadWorld(); err != nil {
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

// routes is the map of the desk.
func (s *Server) routes() http.Handler {
	pages := http.NewServeMux()
	for path, h := range map[string]func(*request) (*answer, error){
		"/{$}":                home,
		"/index":              home,
		"/events":             eventList,
		"/events/{id}":        eventPage,
		"/events/{id}/claims": claimsPage,
		"/dyads/{pair}":       dyadPage,
		"/dyads/{pair}/brief": briefPage,
		"/actors":             actorList,
		"/actors/{code}":      actorPage,
		"/places":             placeList,
		"/places/{code}":      placePage,
		"/sources":            sourceList,
		"/sources/{name}":     sourcePage,
		"/reports":            reportList,
		"/reports/{id}":       reportPage,
		"/map":                mapPage,
		"/calendar":           calendarPage,
		"/changes":            changesPage,
		"/search":             searchPage,
		"/help":               helpPage,
	} {
		pages.Handle("GET "+path, s.kept(h))
	}
	pages.Handle("GET /health", s.page(healthPage))
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
