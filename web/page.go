package web

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
)

// errNoPage is the answer to an address that leads nowhere.
var errNoPage = fmt.Errorf("page: %w", tocsin.ErrNotFound)

// errGone is the answer to an event that no report tells any more.
var errGone = errors.New("gone")

// A redirect sends the reader to another address of the desk.
type redirect struct{ to string }

func (r redirect) Error() string { return "see " + r.to }

// A request is one reading of the record for one answer.
type request struct {
	*http.Request
	ctx     context.Context
	server  *Server
	read    store.Reader
	shelf   *shelf        // what is known of this state of the record
	sum     store.Summary // of it
	form    url.Values
	words   *words
	leads   map[string]*tocsin.Mention // by event, read when a list asks for them
	status  int                        // of the answer; 0 for OK
	flaws   flaws                      // of the form that is shown again
	passing bool                       // the answer is not whole yet, and not to be kept
}

// A pageFunc answers a request.
type pageFunc func(*request) (*answer, error)

// An answer is what a page says, in every form in which it can be asked for.
type answer struct {
	view   string         // template
	title  string         // in the reader's language
	data   any            // for the template, and for JSON where json is nil
	json   any            // what .json answers
	rows   *table         // what .csv answers; nil for that of events
	events []tocsin.Event // for .geojson, feeds and .csv
	beside []tocsin.Event // listed on the page besides events; in no other form
	items  []item         // for feeds; nil for those of events
	next   string         // cursor of the next page; empty on the last one
	file   *file          // instead of a page
}

// A file is an answer that is no page.
type file struct {
	kind, name string // media type, and name to keep it under; empty to show it
	body       []byte
}

// A table is a list as rows of cells.
type table struct {
	head []string
	rows [][]string
}

type formatKey struct{}

// extensions are the forms of a page besides HTML, longest first.
func extensions() []string { return []string{".feed.json", ".json", ".csv", ".geojson", ".rss"} }

// byExtension takes the form that an address asks for off its path.
func byExtension(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, ext := range extensions() {
			if bare, ok := strings.CutSuffix(r.URL.Path, ext); ok && bare != "" && bare != "/" {
				u := *r.URL
				u.Path, u.RawPath = bare, strings.TrimSuffix(r.URL.EscapedPath(), ext)
				r2 := r.WithContext(context.WithValue(r.Context(), formatKey{}, ext))
				r2.URL = &u
				next.ServeHTTP(w, r2)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// page turns a function that answers into a handler.
// page turns a function that answers into a handler. An answer depends on
// the record, on what people set at the desk, and on the request only: it is
// made once for each state of those.
func (s *Server) page(answerTo pageFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		req := s.request(w, r)
		req.show(w, answerTo, req.key())
	})
}

// fresh is page for answers that depend on more.
func (s *Server) fresh(answerTo pageFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.request(w, r).show(w, answerTo, "")
	})
}

// request reads what the reader wants, and in which language.
func (s *Server) request(w http.ResponseWriter, r *http.Request) *request {
	form := r.URL.Query()
	remember(w, form)
	req := &request{Request: r, ctx: r.Context(), server: s, form: form, words: s.language(r, form)}
	w.Header().Set("Content-Language", req.words.lang)
	w.Header().Add("Vary", "Accept-Language, Cookie")
	return req
}

// look reads one state of the record.
func (r *request) look(at func() error) error {
	return r.server.Store.View(r.ctx, func(read store.Reader) (err error) {
		if r.shelf, err = r.server.memory.at(r.ctx, read); err != nil {
			return err
		}
		r.read, r.sum = read, r.shelf.sum
		return at()
	})
}

// show answers from one state of the record. What is kept under a key is sent
// again; an empty key keeps nothing.
func (r *request) show(w http.ResponseWriter, answerTo pageFunc, key string) {
	err := r.look(func() error {
		if key != "" {
			set, err := r.deskState()
			if err != nil {
				return err
			}
			key += set
		}
		return r.respond(w, answerTo, key)
	})
	if err != nil {
		r.fail(w, err)
	}
}

// respond sends what is kept under a key, or makes an answer and keeps it; an
// empty key keeps nothing.
func (r *request) respond(w http.ResponseWriter, answerTo func(*request) (*answer, error), key string) error {
	out, whole := w.(*buffered)
	if whole && key != "" {
		if k := r.shelf.pages.get(key); k != nil {
			out.kept = k
			return nil
		}
	}
	a, err := answerTo(r)
	if err != nil {
		return err
	}
	if err := r.send(w, a); err != nil {
		return err
	}
	if whole && key != "" && out.status == http.StatusOK && !r.passing {
		out.kept = out.keep()
		r.shelf.pages.put(key, out.kept)
	}
	return nil
}

// send writes an answer in the form that was asked for.
func (r *request) send(w http.ResponseWriter, a *answer) error {
	format, _ := r.ctx.Value(formatKey{}).(string)
	switch {
	case a.file != nil && format != "":
		return errNoForm
	case a.file != nil:
		w.Header().Set("Content-Type", a.file.kind)
		if a.file.name != "" {
			w.Header().Set("Content-Disposition", `attachment; filename="`+a.file.name+`"`)
		}
		_, err := w.Write(a.file.body)
		return err
	case format != "":
		return r.sendAs(w, a, format)
	}
	return r.render(w, cmp.Or(r.status, http.StatusOK), a)
}

// render writes a page. It is whole before its first byte goes out, so that a
// fault in the middle still is an error to the reader.
func (r *request) render(w http.ResponseWriter, status int, a *answer) error {
	if err := r.readLeads(slices.Concat(a.events, a.beside)); err != nil {
		return err
	}
	var out bytes.Buffer
	if err := r.server.views[a.view].ExecuteTemplate(&out, "layout", r.view(a)); err != nil {
		return fmt.Errorf("web: %s: %w", a.view, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := out.WriteTo(w)
	return err
}

// fail says what went wrong in the reader's words; what is inside stays in
// the log.
func (r *request) fail(w http.ResponseWriter, err error) {
	var to redirect
	status, key := http.StatusInternalServerError, "error.failed"
	switch {
	case errors.As(err, &to):
		http.Redirect(w, r.Request, to.to, http.StatusMovedPermanently)
		return
	case errors.Is(err, errGone):
		status, key = http.StatusGone, "error.gone"
	case errors.Is(err, errOfFile):
		status, key = http.StatusConflict, "error.offile"
	case errors.Is(err, errForbidden):
		status, key = http.StatusForbidden, "error.forbidden"
	case errors.Is(err, tocsin.ErrNotFound):
		status, key = http.StatusNotFound, "error.notfound"
	case errors.Is(err, tocsin.ErrInvalid):
		status, key = http.StatusBadRequest, "error.invalid"
	case errors.Is(err, context.Canceled):
		return
	default:
		r.server.Log.Error("page failed", "path", r.URL.Path, "err", err)
	}
	a := &answer{view: "error", title: r.words.T(key), data: err}
	if e := r.render(w, status, a); e != nil {
		http.Error(w, r.words.T("error.failed"), http.StatusInternalServerError)
	}
}

// loadViews parses each page with the layout and the parts they share.
func loadViews() (map[string]*template.Template, error) {
	shared, err := template.ParseFS(templateFiles, "templates/layout.html", "templates/parts.html")
	if err != nil {
		return nil, err
	}
	entries, err := templateFiles.ReadDir("templates")
	if err != nil {
		return nil, err
	}
	out := map[string]*template.Template{}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".html")
		if name == "layout" || name == "parts" {
			continue
		}
		t, err := shared.Clone()
		if err == nil {
			t, err = t.ParseFS(templateFiles, "templates/"+e.Name())
		}
		if err != nil {
			return nil, err
		}
		out[name] = t
	}
	return out, nil
}
