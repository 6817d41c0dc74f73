package auth

import (
	"cmp"
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"tocsin"
	"tocsin/store"
)

// Options say how a gate lets people in.
type Options struct {
	Public bool                                                                 // anybody may read
	Proxy  Proxy                                                                // that has logged people in already; the zero one is none
	Secure bool                                                                 // cookies only over TLS
	Rate   rate.Limit                                                           // requests a second from one address; 0 means 20
	Now    func() time.Time                                                     // nil: time.Now
	Log    *slog.Logger                                                         // nil: none
	Form   func(w http.ResponseWriter, r *http.Request, failed bool, to string) // login page, with status 403 if the login failed; nil: a plain one
}

// A Gate lets people into a desk. It answers /login and /logout itself.
type Gate struct {
	Options
	store    store.Store
	requests *limits // of each address
	logins   *limits // attempts of each address
	decoy    string  // hash that is compared where there is no person, to take as long
	key      []byte  // of the form tokens of people whom a proxy logged in
}

// session is how long a login lasts.
const session = 12 * time.Hour

// New makes a gate for the people whom the store knows.
func New(s store.Store, o Options) (*Gate, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Form == nil {
		o.Form = plainForm
	}
	decoy, err := Hash(secret())
	if err != nil {
		return nil, err
	}
	per := cmp.Or(o.Rate, 20)
	return &Gate{Options: o, store: s, requests: newLimits(per, int(4*per)), logins: newLimits(0.1, 5), decoy: decoy, key: []byte(secret())}, nil
}

// Wrap puts the gate before a desk.
func (g *Gate) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from := g.address(r)
		if !g.requests.allow(from, g.Now()) {
			w.Header().Set("Retry-After", "1")
			refuse(w, r, http.StatusTooManyRequests, "too many requests")
			return
		}
		switch r.URL.Path {
		case "/login":
			g.login(w, r, from)
			return
		case "/healthz":
			next.ServeHTTP(w, r)
			return
		}
		p, known := g.who(r)
		if known {
			r = r.WithContext(With(r.Context(), p))
		}
		if reason, status := g.verdict(r, p, known); status != 0 {
			g.turnAway(w, r, status, reason)
			return
		}
		if r.URL.Path == "/logout" {
			g.logout(w, r)
			return
		}
		if safe(r) {
			next.ServeHTTP(w, r)
			return
		}
		g.audited(w, r, p, next)
	})
}

func safe(r *http.Request) bool {
	return r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions
}

// verdict is the status of a request that may not pass; 0 for one that may.
func (g *Gate) verdict(r *http.Request, p Person, known bool) (reason string, status int) {
	static := strings.HasPrefix(r.URL.Path, "/static/")
	switch {
	case safe(r) && (known || g.Public && r.URL.Path != "/metrics" || static):
		return "", 0
	case !known:
		return "log in, or send a token", http.StatusUnauthorized
	case p.CSRF != "" && !sameToken(r, p.CSRF):
		return "the form is too old, or not of this desk: load it again", http.StatusForbidden
	case r.URL.Path != "/logout" && !p.Role.May(Editor):
		return "this needs an editor", http.StatusForbidden
	}
	return "", 0
}

// maxForm is how many bytes of a form are read for its token.
const maxForm = 4 << 20

// sameToken reports whether a request carries the session's token.
func sameToken(r *http.Request, want string) bool {
	got := r.Header.Get("X-CSRF-Token")
	if got == "" && strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		r.Body = http.MaxBytesReader(nil, r.Body, maxForm)
		got = r.PostFormValue("csrf")
	}
	return subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1
}

// turnAway sends people to the login page and programs a problem.
func (g *Gate) turnAway(w http.ResponseWriter, r *http.Request, status int, reason string) {
	if status == http.StatusUnauthorized {
		if safe(r) && !strings.HasPrefix(r.URL.Path, "/api/") && strings.Contains(r.Header.Get("Accept"), "text/html") {
			http.Redirect(w, r, "/login?to="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
			return
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="tocsin"`)
	}
	refuse(w, r, status, reason)
}

// refuse answers with problem details.
func refuse(w http.ResponseWriter, _ *http.Request, status int, reason string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"status": status, "title": http.StatusText(status), "detail": reason})
}

// who finds the person who sends a request, by token, by what a proxy says,
// or by session.
func (g *Gate) who(r *http.Request) (p Person, known bool) {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		if p, known := g.proxied(r); known {
			return p, true
		}
		c, err := r.Cookie(g.cookie())
		if err != nil {
			return p, false
		}
		token = c.Value
	}
	err := g.store.View(r.Context(), func(rd store.Reader) error {
		t, err := rd.Ticket(r.Context(), hashOf(token))
		if err != nil {
			return err
		}
		if bearer != (t.Label != "") || !t.Expires.IsZero() && !g.Now().Before(t.Expires) {
			return tocsin.ErrNotFound
		}
		owner, err := rd.Person(r.Context(), t.Person)
		p = Person{Name: owner.Name, Role: lesser(Role(owner.Role), Role(t.Scope)), CSRF: t.CSRF}
		return err
	})
	if err != nil && !errors.Is(err, tocsin.ErrNotFound) {
		g.Log.Error("auth", "error", err)
	}
	return p, err == nil
}

func lesser(a, b Role) Role {
	if a.rank() < b.rank() {
		return a
	}
	return b
}

// cookie is the name of the session's cookie; the prefix makes browsers hold
// it to this host.
func (g *Gate) cookie() string {
	if g.Secure {
		return "__Host-tocsin"
	}
	return "tocsin"
}

// login shows the form and takes it.
func (g *Gate) login(w http.ResponseWriter, r *http.Request, from string) {
	to := local(r.FormValue("to"))
	w.Header().Set("Cache-Control", "no-store")
	if r.Method != http.MethodPost {
		g.Form(w, r, false, to)
		return
	}
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		refuse(w, r, http.StatusForbidden, "the form is not of this desk")
		return
	}
	if !g.logins.allow(from, g.Now()) {
		w.Header().Set("Retry-After", "60")
		refuse(w, r, http.StatusTooManyRequests, "too many attempts")
		return
	}
	name := r.PostFormValue("name")
	token, err := g.open(r.Context(), name, r.PostFormValue("password"))
	status := http.StatusSeeOther
	if err != nil {
		status = http.StatusForbidden
	}
	g.note(r.Context(), store.Deed{Person: name, From: from, What: "login", Status: status})
	if err != nil {
		g.Form(w, r, true, to)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: g.cookie(), Value: token, Path: "/", HttpOnly: true, Secure: g.Secure, SameSite: http.SameSiteLaxMode, MaxAge: int(session.Seconds())})
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// open starts a session if name and password are right. It takes as long
// where there is no such person.
func (g *Gate) open(ctx context.Context, name, password string) (token string, err error) {
	hash, role, known := g.decoy, "", false
	err = g.store.View(ctx, func(r store.Reader) error {
		p, err := r.Person(ctx, name)
		if err == nil {
			hash, role, known = p.Password, p.Role, true
		}
		if errors.Is(err, tocsin.ErrNotFound) {
			return nil
		}
		return err
	})
	if ok := Matches(hash, password); err != nil || !ok || !known {
		return "", errors.Join(err, errors.New("auth: wrong name or password"))
	}
	token = secret()
	return token, g.store.Update(ctx, func(w store.Writer) error {
		return w.PutTicket(ctx, &store.Ticket{Hash: hashOf(token), Person: name, Scope: role, CSRF: secret(), Expires: g.Now().Add(session).UTC()})
	})
}

// logout ends the session; the request has passed the gate.
func (g *Gate) logout(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		refuse(w, r, http.StatusMethodNotAllowed, "send the form")
		return
	}
	if c, err := r.Cookie(g.cookie()); err == nil {
		err := g.store.Update(r.Context(), func(wr store.Writer) error { return wr.DropTickets(r.Context(), "", hashOf(c.Value), false) })
		if err != nil {
			g.Log.Error("auth", "error", err)
		}
	}
	http.SetCookie(w, &http.Cookie{Name: g.cookie(), Path: "/", HttpOnly: true, Secure: g.Secure, SameSite: http.SameSiteLaxMode, MaxAge: -1})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// local keeps redirects on this desk: a path, never another host.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}

// status notes what was answered.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap lets [http.ResponseController] reach the connection.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// audited serves a request that may change something, and notes it.
func (g *Gate) audited(w http.ResponseWriter, r *http.Request, p Person, next http.Handler) {
	s := &status{w, http.StatusOK}
	next.ServeHTTP(s, r)
	g.note(context.WithoutCancel(r.Context()), store.Deed{Person: p.Name, From: g.address(r), What: r.Method + " " + r.URL.Path, Status: s.code})
}

func (g *Gate) note(ctx context.Context, d store.Deed) {
	d.At = g.Now().UTC()
	if err := g.store.Update(ctx, func(w store.Writer) error { return w.AddDeed(ctx, &d) }); err != nil {
		g.Log.Error("audit", "error", err)
	}
}

// limits hold one limit for each address.
type limits struct {
	mu    sync.Mutex
	per   rate.Limit
	burst int
	by    map[string]*rate.Limiter
}

// mostAddresses is how many addresses are remembered; beyond it all are
// forgotten, so that memory is bounded.
const mostAddresses = 100_000

func newLimits(per rate.Limit, burst int) *limits {
	return &limits{per: per, burst: max(1, burst), by: map[string]*rate.Limiter{}}
}

func (l *limits) allow(from string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.by) >= mostAddresses {
		clear(l.by)
	}
	if l.by[from] == nil {
		l.by[from] = rate.NewLimiter(l.per, l.burst)
	}
	return l.by[from].AllowN(now, 1)
}
