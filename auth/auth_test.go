package auth_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tocsin/auth"
	"tocsin/store"
	"tocsin/store/sqlite"
)

const password = "a long enough secret"

// desk is a gate before a page that says who asks.
type desk struct {
	*testing.T
	*httptest.Server
	store *sqlite.Store
	now   time.Time
}

func start(t *testing.T, o auth.Options) *desk {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d := &desk{T: t, store: s, now: time.Date(2031, 5, 9, 12, 0, 0, 0, time.UTC)}
	if o.Rate == 0 {
		o.Rate = 1000
	}
	o.Now = func() time.Time { return d.now }
	for name, role := range map[string]auth.Role{"rita": auth.Reader, "eva": auth.Editor} {
		if err := auth.Add(t.Context(), s, name, role, password, d.now); err != nil {
			t.Fatal(err)
		}
	}
	g, err := auth.New(s, o)
	if err != nil {
		t.Fatal(err)
	}
	d.Server = httptest.NewServer(g.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := auth.Who(r.Context())
		fmt.Fprintf(w, "%s|%s|%s", p.Name, p.Role, p.CSRF)
	})))
	t.Cleanup(d.Close)
	return d
}

// browser keeps cookies and does not follow redirects.
func (d *desk) browser() *http.Client {
	jar, _ := cookiejar.New(nil)
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (d *desk) ask(c *http.Client, method, path string, form url.Values, header ...string) (int, string, http.Header) {
	d.Helper()
	req, err := http.NewRequestWithContext(d.Context(), method, d.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		d.Fatal(err)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := c.Do(req)
	if err != nil {
		d.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		d.Fatal(err)
	}
	return res.StatusCode, string(b), res.Header
}

func (d *desk) login(name, to string) (*http.Client, http.Header) {
	d.Helper()
	c := d.browser()
	code, _, h := d.ask(c, "POST", "/login", url.Values{"name": {name}, "password": {password}, "to": {to}})
	if code != http.StatusSeeOther {
		d.Fatalf("login of %s: %d", name, code)
	}
	return c, h
}

func TestSession(t *testing.T) {
	d := start(t, auth.Options{})
	if code, _, h := d.ask(d.browser(), "GET", "/events?x=1", nil, "Accept", "text/html"); code != http.StatusSeeOther || h.Get("Location") != "/login?to=%2Fevents%3Fx%3D1" {
		t.Errorf("a stranger: %d to %s", code, h.Get("Location"))
	}
	if code, _, _ := d.ask(d.browser(), "GET", "/api/v1/events", nil, "Accept", "text/html"); code != http.StatusUnauthorized {
		t.Errorf("a strange program: %d", code)
	}
	eva, h := d.login("eva", "/events?x=1")
	cookie := h.Get("Set-Cookie")
	if h.Get("Location") != "/events?x=1" || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") {
		t.Errorf("login: %v", h)
	}
	code, body, _ := d.ask(eva, "GET", "/", nil)
	who := strings.Split(body, "|")
	if code != 200 || who[0] != "eva" || who[1] != "editor" || len(who[2]) < 40 {
		t.Fatalf("%d %s", code, body)
	}
	for _, c := range []struct {
		token string
		code  int
	}{{"", 403}, {"wrong", 403}, {who[2], 200}} {
		if code, _, _ := d.ask(eva, "POST", "/x", url.Values{"csrf": {c.token}}); code != c.code {
			t.Errorf("form with token %q: %d, want %d", c.token, code, c.code)
		}
		if code, _, _ := d.ask(eva, "POST", "/x", nil, "X-CSRF-Token", c.token); code != c.code {
			t.Errorf("script with token %q: %d, want %d", c.token, code, c.code)
		}
	}
	if code, _, _ := d.ask(eva, "POST", "/logout", url.Values{"csrf": {who[2]}}); code != http.StatusSeeOther {
		t.Errorf("logout: %d", code)
	}
	if code, _, _ := d.ask(eva, "GET", "/", nil); code != http.StatusUnauthorized {
		t.Errorf("after logout: %d", code)
	}
}

func TestSessionEnds(t *testing.T) {
	d := start(t, auth.Options{})
	eva, _ := d.login("eva", "/")
	d.now = d.now.Add(12 * time.Hour)
	if code, _, _ := d.ask(eva, "GET", "/", nil); code != http.StatusUnauthorized {
		t.Errorf("after 12 hours: %d", code)
	}
	eva, _ = d.login("eva", "/")
	if err := auth.Add(t.Context(), d.store, "eva", auth.Reader, password, d.now); err != nil {
		t.Fatal(err)
	}
	if code, _, _ := d.ask(eva, "GET", "/", nil); code != http.StatusUnauthorized {
		t.Errorf("after a new password: %d", code)
	}
}

// TestRedirects: a login leads to this desk only.
func TestRedirects(t *testing.T) {
	d := start(t, auth.Options{})
	for _, to := range []string{"https://evil.example/", "//evil.example/", `/\evil.example`, "javascript:alert(1)", "", "evil.example"} {
		d.now = d.now.Add(time.Minute)
		if _, h := d.login("rita", to); h.Get("Location") != "/" {
			t.Errorf("%q leads to %s", to, h.Get("Location"))
		}
	}
}

func TestWrongPassword(t *testing.T) {
	d := start(t, auth.Options{})
	last := 0
	for range 7 {
		last, _, _ = d.ask(d.browser(), "POST", "/login", url.Values{"name": {"eva"}, "password": {"not it, surely not"}})
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the seventh attempt: %d", last)
	}
	d.now = d.now.Add(time.Minute)
	code, body, h := d.ask(d.browser(), "POST", "/login", url.Values{"name": {"<b>nobody"}, "password": {password}})
	if code != http.StatusForbidden || !strings.Contains(body, "Wrong name or password") || strings.Contains(body, "<b>nobody") || !strings.HasPrefix(h.Get("Content-Type"), "text/html") {
		t.Errorf("nobody: %d %s", code, body)
	}
	if code, _, _ := d.ask(d.browser(), "POST", "/login", url.Values{"name": {"eva"}, "password": {password}}, "Sec-Fetch-Site", "cross-site"); code != http.StatusForbidden {
		t.Errorf("a form of another site: %d", code)
	}
}

func TestTokens(t *testing.T) {
	d := start(t, auth.Options{})
	token := func(person string, scope auth.Role) string {
		t.Helper()
		k, err := auth.Token(t.Context(), d.store, person, "cron", scope, d.now.Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return "Bearer " + k
	}
	for _, c := range []struct {
		name, token, method string
		code                int
	}{
		{"reads", token("eva", auth.Reader), "GET", 200},
		{"scope", token("eva", auth.Reader), "POST", 403},
		{"writes", token("eva", auth.Editor), "POST", 200},
		{"never more than its person", token("rita", auth.Admin), "POST", 403},
		{"made up", "Bearer tocsin_x", "GET", 401},
	} {
		if code, _, _ := d.ask(d.browser(), c.method, "/api/v1/x", nil, "Authorization", c.token); code != c.code {
			t.Errorf("%s: %d, want %d", c.name, code, c.code)
		}
	}
	old := token("eva", auth.Editor)
	d.now = d.now.Add(time.Hour)
	if code, _, _ := d.ask(d.browser(), "GET", "/", nil, "Authorization", old); code != 401 {
		t.Errorf("an old token: %d", code)
	}
}

func TestPublic(t *testing.T) {
	d := start(t, auth.Options{Public: true})
	for path, want := range map[string]int{"/events": 200, "/metrics": 401, "/healthz": 200} {
		if code, _, _ := d.ask(d.browser(), "GET", path, nil); code != want {
			t.Errorf("%s: %d, want %d", path, code, want)
		}
	}
	if code, _, _ := d.ask(d.browser(), "POST", "/x", url.Values{}); code != http.StatusUnauthorized {
		t.Errorf("writing: %d", code)
	}
}

func TestRate(t *testing.T) {
	d := start(t, auth.Options{Public: true, Rate: 1})
	codes := map[int]int{}
	for range 6 {
		code, _, _ := d.ask(d.browser(), "GET", "/", nil)
		codes[code]++
	}
	if codes[200] != 4 || codes[429] != 2 {
		t.Errorf("%v", codes)
	}
}

// TestAudit: what changes something is noted, also where it failed.
func TestAudit(t *testing.T) {
	d := start(t, auth.Options{})
	k, err := auth.Token(t.Context(), d.store, "eva", "cron", auth.Editor, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	d.ask(d.browser(), "POST", "/api/v1/corrections", nil, "Authorization", "Bearer "+k)
	d.ask(d.browser(), "GET", "/", nil, "Authorization", "Bearer "+k)
	d.ask(d.browser(), "POST", "/login", url.Values{"name": {"eva"}, "password": {"not it, surely not"}})
	var deeds []store.Deed
	err = d.store.View(t.Context(), func(r store.Reader) (err error) { deeds, err = r.Deeds(t.Context(), 0, 10); return err })
	if err != nil || len(deeds) != 2 || deeds[0].What != "POST /api/v1/corrections" || deeds[0].Person != "eva" || deeds[0].From != "127.0.0.1" || deeds[1].Status != 403 {
		t.Errorf("%+v, %v", deeds, err)
	}
}

func TestPasswords(t *testing.T) {
	h, err := auth.Hash(password)
	if err != nil || !auth.Matches(h, password) || auth.Matches(h, password+"x") || !strings.HasPrefix(h, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("%s, %v", h, err)
	}
	if _, err := auth.Hash("short"); err == nil {
		t.Error("a short password")
	}
	for _, bad := range []string{"", "$", "$argon2id$v=19$m=999999999,t=2,p=1$AA$AA", "$argon2id$v=19$m=19456,t=2,p=1$!$!", "$bcrypt$v=19$m=8,t=1,p=1$AA$AA"} {
		if auth.Matches(bad, password) {
			t.Errorf("%q matches", bad)
		}
	}
}

// FuzzMatches: no stored text makes the comparison panic or agree.
func FuzzMatches(f *testing.F) {
	f.Add("$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA", "x")
	f.Fuzz(func(t *testing.T, hash, password string) {
		if len(hash) < 20 && auth.Matches(hash, password) {
			t.Fatalf("%q matches %q", hash, password)
		}
	})
}

// TestProxy: the name in the header counts if the proxy says it, and only
// then; forms need their token all the same.
func TestProxy(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	for _, c := range []struct {
		what   string
		from   []netip.Prefix
		header []string
		want   string
	}{
		{"an editor", trusted, []string{"X-Remote-User", "eva"}, "eva|editor"},
		{"somebody new", trusted, []string{"X-Remote-User", "nina"}, "nina|reader"},
		{"nobody", trusted, nil, ""},
		{"an empty name", trusted, []string{"X-Remote-User", ""}, ""},
		{"a name with a blank", trusted, []string{"X-Remote-User", "eva, rita"}, ""},
		{"another machine", []netip.Prefix{netip.MustParsePrefix("192.0.2.7/32")}, []string{"X-Remote-User", "eva"}, ""},
		{"another header", trusted, []string{"X-User", "eva"}, ""},
	} {
		d := start(t, auth.Options{Proxy: auth.Proxy{Header: "X-Remote-User", From: c.from}})
		code, body, _ := d.ask(d.browser(), "GET", "/", nil, c.header...)
		if c.want == "" && code != http.StatusUnauthorized || c.want != "" && !strings.HasPrefix(body, c.want+"|") {
			t.Errorf("%s: %d %s", c.what, code, body)
		}
	}
	d := start(t, auth.Options{Proxy: auth.Proxy{Header: "X-Remote-User", From: trusted}})
	_, body, _ := d.ask(d.browser(), "GET", "/", nil, "X-Remote-User", "eva")
	token := strings.Split(body, "|")[2]
	_, body, _ = d.ask(d.browser(), "GET", "/", nil, "X-Remote-User", "rita")
	for _, c := range []struct {
		name, token string
		code        int
	}{{"eva", "", 403}, {"eva", token, 200}, {"eva", strings.Split(body, "|")[2], 403}, {"rita", strings.Split(body, "|")[2], 403}} {
		if code, _, _ := d.ask(d.browser(), "POST", "/x", url.Values{"csrf": {c.token}}, "X-Remote-User", c.name); code != c.code {
			t.Errorf("form of %s with token %q: %d, want %d", c.name, c.token, code, c.code)
		}
	}
	var deeds []store.Deed
	err := d.store.View(t.Context(), func(r store.Reader) (err error) { deeds, err = r.Deeds(t.Context(), 0, 10); return err })
	if err != nil || len(deeds) != 1 || deeds[0].Person != "eva" {
		t.Errorf("%+v, %v", deeds, err)
	}
}

// TestAddress: only proxies say where a request comes from.
func TestAddress(t *testing.T) {
	d := start(t, auth.Options{Public: true, Rate: 1})
	codes := map[int]int{}
	for i := range 12 {
		code, _, _ := d.ask(d.browser(), "GET", "/", nil, "X-Forwarded-For", fmt.Sprintf("203.0.113.%d, 198.51.100.9", i))
		codes[code]++
	}
	if codes[200] != 4 || codes[429] != 8 {
		t.Errorf("made-up first hops: %v", codes)
	}
}
