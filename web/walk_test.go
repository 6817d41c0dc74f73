package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"tocsin/auth"
	"tocsin/record"
	"tocsin/store/sqlite"
	"tocsin/web"
	"tocsin/web/demo"
)

// chromium starts Chromium, and skips where there is none. TOCSIN_CHROMIUM
// names one that is not in the path.
func chromium(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("TOCSIN_CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil && path == "" {
			path = p
		}
	}
	if path == "" {
		t.Skip("no Chromium in the path, and TOCSIN_CHROMIUM names none: the desk is not walked")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "en"))
	ctx, stop := chromedp.NewExecAllocator(bg, options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// A cell is one way to walk: a language, a width of the window, and whether
// the browser runs scripts.
type cell struct {
	lang   string
	width  int64
	script bool
}

func (c cell) String() string {
	out := c.lang + "-" + strconv.FormatInt(c.width, 10)
	if !c.script {
		out += "-plain"
	}
	return out
}

// cells are all ways to walk; under -short the two that differ in everything.
func cells() []cell {
	if testing.Short() {
		return []cell{{"en", 1280, true}, {"es", 360, false}}
	}
	var out []cell
	for _, lang := range []string{"en", "es"} {
		for _, width := range []int64{360, 1280} {
			out = append(out, cell{lang, width, true}, cell{lang, width, false})
		}
	}
	return out
}

// served puts a desk with situations, alerts and forms behind an address. With
// a login everybody may read, and two people may do more.
func served(t *testing.T, s *sqlite.Store, login bool) string {
	t.Helper()
	conf, err := demo.Situations()
	if err != nil {
		t.Fatal(err)
	}
	rec, err := record.New(s, record.KeepExcerpts, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	d, err := web.New(web.Options{Store: s, Recorder: rec, Watch: conf, Login: login, Public: login, Demo: true, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	h := http.Handler(d)
	if login {
		for name, role := range map[string]auth.Role{aReader: auth.Reader, anEditor: auth.Editor} {
			if err := auth.Add(bg, s, name, role, password, time.Now()); err != nil {
				t.Fatal(err)
			}
		}
		gate, err := auth.New(s, auth.Options{Public: true, Rate: 1000, Form: d.LoginForm})
		if err != nil {
			t.Fatal(err)
		}
		h = gate.Wrap(d)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv.URL
}

// spare is a record of the invented reports that a walk may change.
func spare(t *testing.T) *sqlite.Store {
	t.Helper()
	file := filepath.Join(t.TempDir(), "spare.db")
	if err := demoRecord(t).Backup(bg, file); err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(bg, file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// A story is one job of the desk, done as a person would.
type story struct {
	name  string
	walk  func(*user)
	own   bool // it changes the record: it gets one of its own
	login bool
	alone bool // it looks at the clipboard, of which a browser has one
}

// stories are the jobs that the desk is for.
func stories() []story {
	return []story{
		{name: "brief", walk: morningBrief},
		{name: "numbers", walk: numberCheck},
		{name: "cite", walk: citeIt, alone: true},
		{name: "data", walk: buildDataset},
		{name: "alerts", walk: earlyWarning, own: true},
		{name: "trace", walk: traceClaim},
		{name: "correct", walk: correct, own: true, login: true},
		{name: "situation", walk: ownSituation, own: true},
		{name: "keyboard", walk: byKeyboard, alone: true},
		{name: "shortcuts", walk: shortcuts},
	}
}

// TestWalks does each job in every language, width, with and without script.
func TestWalks(t *testing.T) {
	b := chromium(t)
	shared := served(t, demoRecord(t), false)
	for _, s := range stories() {
		for _, c := range cells() {
			t.Run(s.name+"/"+c.String(), func(t *testing.T) {
				if !s.alone {
					t.Parallel()
				}
				base := shared
				if s.own {
					base = served(t, spare(t), s.login)
				}
				s.walk(arrives(t, b, base, c.lang, c.width, c.script))
			})
		}
	}
}
