package web_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser starts Chromium on a served desk, and skips where there is none.
// TOCSIN_SHOTS names a folder for pictures.
func browser(t *testing.T) (ctx context.Context, base string) {
	t.Helper()
	if testing.Short() {
		t.Skip("browser tests are long")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium here")
	}
	srv := httptest.NewServer(desk(t, demoRecord(t)))
	t.Cleanup(srv.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("lang", "en"))
	ctx, stop := context.WithTimeout(bg, 2*time.Minute)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	return ctx, srv.URL
}

// does runs one step in the browser.
func does[T any](t *testing.T, ctx context.Context, step chromedp.Action[T]) T {
	t.Helper()
	out, err := chromedp.Run(ctx, step)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// script turns the page's script on or off.
func script(on bool) chromedp.Action[cdp.Empty] {
	return func(ctx context.Context, target *chromedp.Target) (cdp.Empty, error) {
		return cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
	}
}

// shot keeps a picture of the page, if a folder is named for it.
func shot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("TOCSIN_SHOTS")
	if dir == "" {
		return
	}
	const lossless = 100 // PNG
	picture := does(t, ctx, chromedp.FullScreenshot(lossless))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}

// withEvent has one page of each kind; those of an event are found by link.
func withEvent(t *testing.T, ctx context.Context, base string) []string {
	t.Helper()
	does(t, ctx, chromedp.Navigate(base+"/dyads/ECU-PER"))
	claims := does(t, ctx, chromedp.Evaluate[string](`document.querySelector('a[href$="/claims"]').getAttribute("href")`))
	return []string{claims, strings.TrimSuffix(claims, "/claims"), "/", "/events", "/dyads/ECU-PER", "/dyads/ISL-NOR/brief?since=2031-03-05", "/actors", "/actors/NOR", "/places", "/places/PER", "/sources", "/sources/Meridian%20Wire",
		"/reports", "/reports/demo-12", "/map", "/calendar", "/changes", "/search?q=frigate", "/health", "/help"}
}

// withWord adds a word to the query of an address.
func withWord(at, word string) string {
	if strings.Contains(at, "?") {
		return at + "&" + word
	}
	return at + "?" + word
}

// TestBrowserWidths: no page is wider than the window, whatever the language,
// with and without script.
func TestBrowserWidths(t *testing.T) {
	ctx, base := browser(t)
	pages := withEvent(t, ctx, base)
	for _, width := range []int64{360, 1280} {
		for k, lang := range []string{"en", "es"} {
			for _, at := range pages {
				does(t, ctx, script(k == 0))
				does(t, ctx, chromedp.EmulateViewport(width, 800))
				does(t, ctx, chromedp.Navigate(base+withWord(at, "lang="+lang)))
				wide := does(t, ctx, chromedp.Evaluate[int64]("document.documentElement.scrollWidth"))
				if wide > width {
					t.Errorf("%s in %s: %d wide in a window of %d", at, lang, wide, width)
				}
				shot(t, ctx, fmt.Sprintf("%s-%s-%d", strings.Trim(strings.NewReplacer("/", "-", "?", "-", "=", "-").Replace(at), "-"), lang, width))
			}
		}
	}
}

// TestBrowserNumberCheck walks from the first page to a comparison of claims
// by links alone, without script.
func TestBrowserNumberCheck(t *testing.T) {
	ctx, base := browser(t)
	does(t, ctx, script(false))
	does(t, ctx, chromedp.Navigate(base+"/?lang=es"))
	does(t, ctx, chromedp.Click(`//a[contains(., "Ecuador – Perú")]`))
	does(t, ctx, chromedp.WaitVisible("#ladder"))
	does(t, ctx, chromedp.Click(`(//li[.//q[contains(., "cuatro soldados")]]//a[contains(., "Comparar")])[1]`))
	does(t, ctx, chromedp.WaitVisible("table.compare"))
	verdict, address := does(t, ctx, chromedp.Text("main")), does(t, ctx, chromedp.Location())
	if !strings.Contains(verdict, "Las afirmaciones se contradicen") || !strings.HasSuffix(address, "/claims") {
		t.Errorf("%s: %.200s", address, verdict)
	}
	shot(t, ctx, "number-check")
}

// TestBrowserKeys: rows by keyboard, help, search; and the keys turned off.
func TestBrowserKeys(t *testing.T) {
	ctx, base := browser(t)
	here := chromedp.Evaluate[string](`(document.querySelector(".here [data-open]") || {href: ""}).href`)
	press := func(key string) { does(t, ctx, chromedp.KeyEvent(key)) }
	does(t, ctx, chromedp.Navigate(base+"/events"))
	press("j")
	first := does(t, ctx, here)
	press("j")
	second := does(t, ctx, here)
	press("/")
	focused := does(t, ctx, chromedp.Evaluate[string](`document.activeElement.id`))
	does(t, ctx, chromedp.Navigate(base+"/events?keys=off"))
	press("j")
	quiet := does(t, ctx, here)
	if first == "" || second == "" || first == second || focused != "find" || quiet != "" {
		t.Errorf("first %q, second %q, focus on %q, turned off %q", first, second, focused, quiet)
	}
	does(t, ctx, chromedp.Navigate(base+"/events?keys=on"))
	press("j")
	press(kb.Enter)
	does(t, ctx, chromedp.WaitVisible("#said"))
	if address := does(t, ctx, chromedp.Location()); !strings.Contains(address, "/events/") {
		t.Errorf("Enter leads to %q", address)
	}
}

// TestBrowserAccess runs the axe rules of WCAG 2.2 A and AA on every kind of
// page, light and dark. TOCSIN_AXE names the file axe.min.js of axe-core.
func TestBrowserAccess(t *testing.T) {
	file := os.Getenv("TOCSIN_AXE")
	if file == "" {
		t.Skip("TOCSIN_AXE names no axe.min.js")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ctx, base := browser(t)
	pages := withEvent(t, ctx, base)
	const check = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then(r =>
		r.passes.length < 10 ? "axe looked at nothing" : r.violations.map(v => v.id + ": " + v.help + " (" + v.nodes.length + "): " + v.nodes[0].html.slice(0, 160) + " " + v.nodes[0].failureSummary.slice(0, 200)).join("\n"))`
	for _, theme := range []string{"light", "dark"} {
		for _, at := range pages {
			does(t, ctx, chromedp.Navigate(base+withWord(at, "theme="+theme)))
			does(t, ctx, chromedp.Evaluate[any](string(axe)+";0"))
			found := does(t, ctx, chromedp.Evaluate[string](check, chromedp.EvalAwaitPromise))
			if found != "" {
				t.Errorf("%s, %s:\n%s", at, theme, found)
			}
		}
	}
}
