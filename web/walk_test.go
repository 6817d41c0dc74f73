package web_test

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
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

// TestWalks does the jobs of the desk as a person would, one story each, in
// every language, width, with and without script.
func TestWalks(t *testing.T) {
	b := chromium(t)
	srv := httptest.NewServer(desk(t, demoRecord(t)))
	defer srv.Close()
	for _, walk := range []struct {
		name  string
		story func(*user)
	}{
		{"brief", morningBrief},
		{"numbers", numberCheck},
		{"data", buildDataset},
		{"trace", traceClaim},
		{"keyboard", byKeyboard},
		{"shortcuts", shortcuts},
	} {
		for _, c := range cells() {
			t.Run(walk.name+"/"+c.String(), func(t *testing.T) {
				walk.story(arrives(t, b, srv.URL, c.lang, c.width, c.script))
			})
		}
	}
}
