package crawl

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tocsin"
)

// site serves pages by path; robots.txt is missing unless it is among them.
func site(t *testing.T, pages map[string]http.HandlerFunc) string {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range pages {
		mux.HandleFunc(path, h)
	}
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv.URL
}

func say(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func to(address string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, address, http.StatusFound) }
}

func local() Options {
	return Options{AllowPrivate: true, Contact: "desk@reader.example", Timeout: 5 * time.Second}
}

func TestFetch(t *testing.T) {
	var agent atomic.Value
	at := time.Date(2025, 8, 18, 12, 0, 0, 0, time.UTC)
	base := site(t, map[string]http.HandlerFunc{
		"/a": to("/b"),
		"/b": func(w http.ResponseWriter, r *http.Request) {
			agent.Store(r.UserAgent())
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<p>sailed")
		},
	})
	opt := local()
	opt.Now = func() time.Time { return at }
	p, err := Fetch(t.Context(), base+"/a", opt)
	if err != nil {
		t.Fatal(err)
	}
	if p.URL != base+"/a" || p.FinalURL != base+"/b" || p.Status != 200 || string(p.Body) != "<p>sailed" || !p.FetchedAt.Equal(at) {
		t.Errorf("page %+v", p)
	}
	if p.Header.Get("Content-Type") == "" || agent.Load() != "Tocsin/1.0 (+desk@reader.example)" {
		t.Errorf("agent %v, header %v", agent.Load(), p.Header)
	}
}

func TestFetchRobots(t *testing.T) {
	for name, c := range map[string]struct {
		robots    http.HandlerFunc
		want      error
		transient bool
	}{
		"missing":       {say(404, ""), nil, false},
		"unauthorised":  {say(401, ""), nil, false},
		"empty":         {say(200, ""), nil, false},
		"a page":        {say(200, "<html><body>not found</body></html>"), nil, false},
		"allows":        {say(200, "User-agent: *\nDisallow: /private\n"), nil, false},
		"forbids":       {say(200, "User-agent: *\nDisallow: /\n"), ErrRobots, false},
		"forbids us":    {say(200, "User-agent: Tocsin/2.0\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), ErrRobots, false},
		"forbids other": {say(200, "User-agent: othercrawler\nDisallow: /\n"), nil, false},
		"broken":        {say(500, ""), ErrRobots, true},
		"loop":          {to("/robots.txt"), nil, false},
		"lost":          {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, ErrRobots, true},
	} {
		t.Run(name, func(t *testing.T) {
			base := site(t, map[string]http.HandlerFunc{"/robots.txt": c.robots, "/news": say(200, "x")})
			_, err := Fetch(t.Context(), base+"/news", local())
			if !errors.Is(err, c.want) || tocsin.Retry(err) != c.transient {
				t.Errorf("error %v, transient %v; want %v, %v", err, tocsin.Retry(err), c.want, c.transient)
			}
		})
	}
}

func TestFetchRobotsOfRedirect(t *testing.T) {
	closed := site(t, map[string]http.HandlerFunc{"/robots.txt": say(200, "User-agent: *\nDisallow: /"), "/x": say(200, "x")})
	open := site(t, map[string]http.HandlerFunc{"/x": to(closed + "/x")})
	if _, err := Fetch(t.Context(), open+"/x", local()); !errors.Is(err, ErrRobots) {
		t.Errorf("error %v, want ErrRobots", err)
	}
}

func TestFetchRefuses(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write(make([]byte, 1<<20)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	base := site(t, map[string]http.HandlerFunc{
		"/loop":  to("/loop"),
		"/file":  to("file:///etc/passwd"),
		"/user":  to("http://a:b@localhost/"),
		"/gone":  say(410, ""),
		"/busy":  func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Retry-After", "120"); w.WriteHeader(429) },
		"/no":    say(403, ""),
		"/large": say(200, strings.Repeat("x", 2000)),
		"/endless": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<10)); err != nil {
					return
				}
			}
		},
		"/bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(zipped.Bytes())
		},
	})
	for path, want := range map[string]error{
		"/loop": ErrRedirects, "/file": tocsin.ErrInvalid, "/user": tocsin.ErrInvalid, "/gone": tocsin.ErrNotFound, "/missing": tocsin.ErrNotFound,
		"/busy": tocsin.ErrTransient, "/no": tocsin.ErrInvalid, "/large": ErrTooLarge, "/endless": ErrTooLarge, "/bomb": ErrTooLarge,
	} {
		opt := local()
		opt.MaxBytes = 1000
		_, err := Fetch(t.Context(), base+path, opt)
		if !errors.Is(err, want) {
			t.Errorf("%s: error %v, want %v", path, err, want)
		}
		var status *StatusError
		if path == "/busy" && (!errors.As(err, &status) || status.RetryAfter != 2*time.Minute) {
			t.Errorf("%s: %+v", path, status)
		}
	}
	for _, address := range []string{"", "news", "ftp://n.example/", "file:///etc/passwd", "http://", "http://u:p@n.example/", "http://[::1", "javascript:alert(1)"} {
		if _, err := Fetch(t.Context(), address, local()); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%q: error %v, want ErrInvalid", address, err)
		}
	}
}

func TestFetchSlow(t *testing.T) {
	wait := func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	}
	drip := func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "begin")
		w.(http.Flusher).Flush()
		wait(w, r)
	}
	base := site(t, map[string]http.HandlerFunc{"/slow": wait, "/drip": drip})
	for _, path := range []string{"/slow", "/drip"} {
		opt := local()
		opt.Timeout = 200 * time.Millisecond
		start := time.Now()
		if _, err := Fetch(t.Context(), base+path, opt); !tocsin.Retry(err) {
			t.Errorf("%s: error %v, want a transient one", path, err)
		}
		if d := time.Since(start); d > 3*time.Second {
			t.Errorf("%s: took %v", path, d)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	if _, err := Fetch(ctx, base+"/slow", local()); !errors.Is(err, context.Canceled) || tocsin.Retry(err) {
		t.Errorf("canceled: error %v", err)
	}
}

func TestFetchPrivate(t *testing.T) {
	base := site(t, map[string]http.HandlerFunc{"/x": say(200, "x")})
	for _, address := range []string{base + "/x", "http://localhost:1/", "http://[::ffff:127.0.0.1]:1/", "http://169.254.169.254/latest", "http://[fe80::1%25lo]/"} {
		_, err := Fetch(t.Context(), address, Options{Timeout: 5 * time.Second})
		if !errors.Is(err, ErrPrivate) || tocsin.Retry(err) {
			t.Errorf("%s: error %v, want ErrPrivate", address, err)
		}
	}
}

func TestRefused(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	base := srv.URL
	srv.Close()
	if _, err := Fetch(t.Context(), base+"/x", local()); !tocsin.Retry(err) {
		t.Errorf("error %v, want a transient one", err)
	}
}

func TestIsPublic(t *testing.T) {
	for _, s := range []string{"8.8.8.8", "193.0.6.139", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808"} {
		if !isPublic(netip.MustParseAddr(s)) {
			t.Errorf("%s is public", s)
		}
	}
	for _, s := range []string{
		"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3", "224.0.0.1",
		"255.255.255.255", "240.0.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.9", "198.19.0.1", "192.0.0.8",
		"::1", "::", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1",
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:100.64.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
	} {
		if isPublic(netip.MustParseAddr(s)) {
			t.Errorf("%s is not public", s)
		}
	}
}
