package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tocsin"
	"tocsin/auth"
	"tocsin/watch"
)

// errForbidden is the answer to a reader who asks for what editors do.
var errForbidden = errors.New("this needs an editor")

// An action does what a form asks for, and says where to go on.
type action func(*request) (to string, err error)

// flaws say what is wrong with a form, by field. The empty field is the whole
// form.
type flaws map[string]string

// A refused form is shown again, with its flaws beside its fields and all
// that was written kept.
type refused struct {
	flaws flaws
	page  pageFunc
}

func (r *refused) Error() string { return fmt.Sprintf("form refused: %v", map[string]string(r.flaws)) }

// maxForm is how many bytes a form may have.
const maxForm = 1 << 20

// act turns an action into a handler. A form that was carried out leads on by
// a redirect, so that reloading the page does not send it again.
func (s *Server) act(do action) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		req := s.request(w, r)
		w.Header().Set("Cache-Control", "no-store")
		to, err := req.carryOut(do)
		var again *refused
		switch {
		case errors.As(err, &again):
			req.flaws, req.status = again.flaws, http.StatusUnprocessableEntity
			req.show(w, again.page, "")
		case err != nil:
			req.fail(w, err)
		default:
			req.rememberAuthor(w)
			http.Redirect(w, r, to, http.StatusSeeOther)
		}
	})
}

func (r *request) carryOut(do action) (string, error) {
	if _, format := r.ctx.Value(formatKey{}).(string); format {
		return "", errNoPage
	}
	if err := r.ParseForm(); err != nil {
		return "", fmt.Errorf("form: %w: %w", tocsin.ErrInvalid, err)
	}
	if !r.mayEdit() {
		return "", errForbidden
	}
	return do(r)
}

// mayEdit reports whether the reader may change the record.
func (r *request) mayEdit() bool {
	if !r.server.Login {
		return true
	}
	p, ok := auth.Who(r.ctx)
	return ok && p.Role.May(auth.Editor)
}

// viewer says what the reader may see.
func (r *request) viewer() watch.Viewer {
	_, known := auth.Who(r.ctx)
	return watch.Viewer{Member: known, Editor: r.mayEdit()}
}

// author is who changes the record: who is logged in or, on a desk without a
// login, the name in the form.
func (r *request) author() string {
	if p, ok := auth.Who(r.ctx); ok && r.server.Login {
		return p.Name
	}
	return strings.TrimSpace(r.PostForm.Get("author"))
}

const authorCookie = "author"

// rememberAuthor spares writing the name again where there is no login.
func (r *request) rememberAuthor(w http.ResponseWriter) {
	if name := strings.TrimSpace(r.PostForm.Get("author")); name != "" && !r.server.Login {
		http.SetCookie(w, &http.Cookie{Name: authorCookie, Value: url.QueryEscape(name), Path: "/", MaxAge: year, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	}
}

// sign checks that a change has an author and a reason.
func (r *request) sign(f flaws) (author, reason string) {
	author, reason = r.author(), strings.TrimSpace(r.PostForm.Get("reason"))
	if author == "" {
		f["author"] = r.words.T("flaw.author")
	}
	if reason == "" {
		f["reason"] = r.words.T("flaw.reason")
	}
	return author, reason
}

// CanEdit reports whether the reader may change the record.
func (v *view) CanEdit() bool { return v.r.server.Recorder != nil && v.r.mayEdit() }

// Person is who is logged in; nil for nobody.
func (v *view) Person() *auth.Person {
	if p, ok := auth.Who(v.r.ctx); ok {
		return &p
	}
	return nil
}

// Login reports whether the desk has people.
func (v *view) Login() bool { return v.r.server.Login }

// Author is the name under which the reader last changed something.
func (v *view) Author() string {
	if c, err := v.r.Cookie(authorCookie); err == nil {
		if name, err := url.QueryUnescape(c.Value); err == nil {
			return name
		}
	}
	return ""
}

// Flaw is what is wrong with a field of a form, if that form was sent.
func (v *view) Flaw(form, field string) string {
	if !v.sent(form) {
		return ""
	}
	return v.r.flaws[field]
}

// Flaws are the fields of a form that are wrong.
func (v *view) Flaws(form string) []string {
	var out []string
	if v.sent(form) {
		for f := range v.r.flaws {
			out = append(out, f)
		}
	}
	slices.Sort(out)
	return out
}

// Kept is what was written into a field of a form that is shown again, or a
// value to begin with.
func (v *view) Kept(form, field, begin string) string {
	if !v.sent(form) {
		return begin
	}
	return v.r.PostForm.Get(field)
}

func (v *view) sent(form string) bool {
	return len(v.r.flaws) > 0 && cmp.Or(v.r.PostForm.Get("form"), form) == form
}
