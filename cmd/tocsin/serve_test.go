package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"tocsin"
	"tocsin/auth"
	"tocsin/store"
	"tocsin/store/sqlite"
	"tocsin/watch"
	"tocsin/web"
)

// TestDesks: what only a restricted situation covers is on the pages and in
// the feeds of editors, and on nobody else's.
func TestDesks(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Update(t.Context(), func(w store.Writer) error {
		return watch.Save(t.Context(), w, &watch.Situation{Name: "skagerrak", Title: "Skagerrak", Dyads: [][2]string{{"DNK", "NOR"}}, Visibility: watch.Restricted})
	})
	if err != nil {
		t.Fatal(err)
	}
	h, err := newAPI(s, nil, true)
	if err != nil {
		t.Fatal(err)
	}
	post(t, s, "Fjord Wire", "Two Danish coast guard vessels seized a Norwegian trawler off Skagen on Monday, the Norwegian Foreign Ministry said.")
	post(t, s, "Baltic Post", "Estonia accused Finland of ignoring fishing quotas on Sunday.")
	desk, err := newDesks(web.Options{Store: s, API: h, Login: true, Public: true})
	if err != nil {
		t.Fatal(err)
	}
	get := func(p *auth.Person, path string) string {
		r := httptest.NewRequestWithContext(t.Context(), "GET", path, nil)
		if p != nil {
			r = r.WithContext(auth.With(r.Context(), *p))
		}
		w := httptest.NewRecorder()
		desk.ServeHTTP(w, r)
		return w.Body.String()
	}
	for _, path := range []string{"/events", "/events.rss", "/events.csv", "/events.feed.json", "/reports", "/search?q=trawler", "/", "/api/v1/events", "/api/v1/export?format=csv"} {
		for range 2 { // pages are kept from one request to the next
			for _, c := range []struct {
				who   *auth.Person
				shown bool
			}{{nil, false}, {&auth.Person{Name: "rita", Role: auth.Reader}, false}, {&auth.Person{Name: "eva", Role: auth.Editor}, true}} {
				body := get(c.who, path)
				if got := strings.Contains(body, "DNK") || strings.Contains(body, "Fjord Wire") || strings.Contains(body, "Skagen"); got != c.shown {
					t.Errorf("%s for %v: shown %v", path, c.who, got)
				}
			}
		}
	}
	if body := get(nil, "/events"); !strings.Contains(body, "Finland") {
		t.Errorf("what is open is not shown:\n%s", body)
	}
}

// post reads a report into a record through its API, as an editor.
func post(t *testing.T, s store.Store, publisher, text string) {
	t.Helper()
	h, err := newAPI(s, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	body := strings.NewReader(`{"published": "` + tocsin.Day{Year: 2031, Month: 5, Date: 6}.String() + `", "publisher": "` + publisher + `", "text": "` + text + `"}`)
	r := httptest.NewRequestWithContext(t.Context(), "POST", "/api/v1/reports", body)
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusCreated {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
}

func TestProxyFlags(t *testing.T) {
	for _, c := range []struct {
		header string
		from   []string
		ok     bool
	}{
		{"", nil, true}, {"X-Remote-User", []string{"10.0.0.5"}, true}, {"X-Remote-User", []string{"10.0.0.0/24", "::1"}, true},
		{"X-Remote-User", nil, false}, {"", []string{"10.0.0.5"}, false}, {"X-Remote-User", []string{"proxy.example"}, false},
	} {
		p, err := (&serveCmd{ProxyHeader: c.header, ProxyFrom: c.from}).proxy()
		if (err == nil) != c.ok || c.ok && len(p.From) != len(c.from) {
			t.Errorf("%+v: %+v, %v", c, p, err)
		}
	}
}
