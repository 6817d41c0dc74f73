package web

import (
	"net/http"
)

type loginData struct {
	Failed bool
	To     string // path to go on to
}

// LoginForm is the page on which people log in, in the reader's language; it
// answers 403 where a login failed. To is the path to go on to. It fits
// auth.Options.Form.
func (s *Server) LoginForm(w http.ResponseWriter, r *http.Request, failed bool, to string) {
	guarded(w.Header())
	req := s.request(w, r)
	status := http.StatusOK
	if failed {
		status = http.StatusForbidden
	}
	a := &answer{view: "login", title: req.words.T("login.title"), data: loginData{failed, to}}
	if err := req.render(w, status, a); err != nil {
		s.Log.Error("login page failed", "err", err)
		http.Error(w, req.words.T("error.failed"), http.StatusInternalServerError)
	}
}
