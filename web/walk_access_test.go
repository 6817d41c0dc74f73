package web_test

import (
	"cmp"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// kinds has one page of each kind, those of an event found by their links.
func kinds(u *user) []string {
	u.Helper()
	u.opens("/dyads/ECU-PER")
	u.follows("Ecuador → Peru: attack", "Ecuador → Perú: ataque")
	event := u.where()
	return []string{"/", "/situations", "/situations/zarumilla?since=2031-03-05", "/situations/new", "/alerts", "/alerts/1", "/backtest?from=2031-03-03",
		"/events?dyad=ECU,PER", event, event + "/claims", event + "/alike", "/review", "/corrections", "/dyads/ECU-PER", "/dyads/ISL-NOR/brief?since=2031-03-01",
		"/actors", "/actors/NOR", "/places", "/places/PER", "/sources", "/sources/Meridian%20Wire", "/reports", "/reports/demo-12", "/reports/demo-24",
		"/map", "/calendar", "/changes", "/search?q=frigate", "/health", "/limits", "/help", "/nowhere"}
}

// looks is a page under the rules of WCAG 2.2, levels A and AA.
const looks = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then(r =>
	r.passes.length < 10 ? "axe looked at nothing" : r.violations.map(v => v.id + ": " + v.help + " (" + v.nodes.length + "): " + v.nodes[0].html.slice(0, 160) + " " + v.nodes[0].failureSummary.slice(0, 200)).join("\n"))`

// TestAccess: axe-core finds nothing on any kind of page, in both languages,
// widths and sets of colours, and no page is wider than its window. TOCSIN_AXE
// names the file axe.min.js.
func TestAccess(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	b := chromium(t)
	file := os.Getenv("TOCSIN_AXE")
	axe, err := os.ReadFile(cmp.Or(file, "../.build/axe/package/axe.min.js"))
	if err != nil && file != "" {
		t.Fatal(err)
	}
	if err != nil {
		t.Log("no axe-core: make browser-tools fetches it; looking at widths only")
	}
	base := served(t, spare(t), true)
	for lang, themes := range map[string]map[int64]string{"en": {360: "light", 1280: "dark"}, "es": {360: "dark", 1280: "light"}} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			u := arrives(t, b, base, lang, 1280, true)
			inspect(u, "/login", string(axe), themes)
			u.opens("/")
			u.logsIn(anEditor) // whose pages hold the forms too
			for _, at := range append(kinds(u), "/embed/dyad/ECU/PER", u.card()) {
				inspect(u, at, string(axe), themes)
			}
		})
	}
}

// card is the address of the card that shows an event on other sites.
func (u *user) card() string {
	u.Helper()
	u.opens("/dyads/ECU-PER")
	u.follows("Ecuador → Peru: attack", "Ecuador → Perú: ataque")
	return "/embed" + strings.Replace(u.where(), "/events/", "/event/", 1)
}

// inspect looks at a page in all its widths, each in a set of colours.
func inspect(u *user, at, axe string, themes map[int64]string) {
	u.Helper()
	u.visits(at)
	do(u, "folds", chromedp.Evaluate[any](`document.querySelectorAll("details").forEach(d => { d.open = true; });0`))
	if axe != "" {
		do(u, "axe", chromedp.Evaluate[any](axe+";0"))
	}
	for width, theme := range themes {
		u.width = width
		do(u, "width", chromedp.EmulateViewport(width, 800))
		u.prefers(theme)
		u.fits()
		if axe != "" {
			if found := do(u, "axe", chromedp.Evaluate[string](looks, chromedp.EvalAwaitPromise)); found != "" {
				u.Errorf("%s, %s, %d, %s:\n%s", at, u.lang, width, theme, found)
			}
		}
		u.name = "pages/" + strings.NewReplacer("/", "-", "?", "-", "=", "-", "%20", "-").Replace(strings.Trim(at, "/"))
		u.snap(u.lang + "-" + strconv.FormatInt(width, 10) + "-" + theme)
	}
}

// visits is opens for pages that are errors too.
func (u *user) visits(at string) {
	u.Helper()
	do(u, at, chromedp.Navigate(u.base+at))
	if strings.Contains(u.text("body"), "ERR_") {
		u.Fatalf("%s: no page", at)
	}
	u.noise.clear()
}

// TestStops: on every kind of page the Tab key goes through all there is, each
// stop can be seen, and none holds the keyboard.
func TestStops(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	u := arrives(t, chromium(t), served(t, spare(t), false), "en", 360, true)
	for _, at := range kinds(u) {
		everyStop(u, at)
	}
}

// firstView is the most that a page may weigh with all that it loads, in
// bytes as they travel.
const firstView = 100_000

// TestTransfer: what the browser loads for a first view of a page, and from
// where.
func TestTransfer(t *testing.T) {
	b := chromium(t)
	base := served(t, demoRecord(t), false)
	u := arrives(t, b, base, "es", 1280, true)
	pages := kinds(u)
	call(u, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	var all weight
	if err := chromedp.Listen(u.ctx, all.hear); err != nil {
		t.Fatal(err)
	}
	for _, at := range pages {
		all.reset()
		u.visits(at)
		all.Lock()
		if all.bytes > firstView || all.bytes < 1000 {
			t.Errorf("%s: %.0f bytes", at, all.bytes)
		}
		for _, from := range all.from {
			if !strings.HasPrefix(from, base+"/") && !strings.HasPrefix(from, "data:") { // the browser draws its own date fields
				t.Errorf("%s loads %s", at, from)
			}
		}
		t.Logf("%6.0f bytes, %d files: %s", all.bytes, len(all.from), at)
		all.Unlock()
	}
}

// A weight adds up what travels.
type weight struct {
	sync.Mutex
	bytes float64
	from  []string
}

func (w *weight) reset() {
	w.Lock()
	defer w.Unlock()
	w.bytes, w.from = 0, nil
}

// hear is called for every event of the tab.
func (w *weight) hear(ev any) {
	w.Lock()
	defer w.Unlock()
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		w.from = append(w.from, e.Request.URL)
	case *network.EventLoadingFinished:
		w.bytes += e.EncodedDataLength
	}
}
