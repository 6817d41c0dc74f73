package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A user walks the desk in one tab and does what a person can: open, read,
// press, type. Things are named by the words on the page, in English and in
// Spanish. A step that cannot be taken ends the walk, and so does a page that
// is wider than its window or that complains on the console.
type user struct {
	*testing.T
	ctx    context.Context
	base   string
	name   string // of the walk, for pictures
	lang   string
	width  int64
	script bool
	row    string // words of the row that the next step is about; empty: the page
	noise  *noise
}

// A noise is what the browser complained of since the last look.
type noise struct {
	sync.Mutex
	told []string
}

// hear is called for every event of the tab.
func (n *noise) hear(ev any) {
	n.Lock()
	defer n.Unlock()
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		n.told = append(n.told, "script: "+e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			n.told = append(n.told, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// clear forgets what was heard.
func (n *noise) clear() {
	n.Lock()
	defer n.Unlock()
	n.told = nil
}

// patience is how long one step may take on a busy machine.
const patience = 20 * time.Second

// do runs one action in the tab.
func do[T any](u *user, what string, step chromedp.Action[T]) T {
	u.Helper()
	ctx, stop := context.WithTimeout(u.ctx, patience)
	defer stop()
	out, err := chromedp.Run(ctx, step)
	if err != nil {
		u.Fatalf("%s: %v", what, err)
	}
	return out
}

// call runs one command of the browser in the tab.
func call[P, R any](u *user, c cdp.Command[P, R], p P) R {
	u.Helper()
	return do(u, "browser", chromedp.Action[R](func(ctx context.Context, t *chromedp.Target) (R, error) { return cdp.Call(ctx, t, c, p) }))
}

// arrives makes a tab that nothing was done in before.
func arrives(t *testing.T, browser context.Context, base, lang string, width int64, script bool) *user {
	u := &user{T: t, base: base, lang: lang, width: width, script: script, noise: new(noise), name: t.Name()}
	var stop context.CancelFunc
	u.ctx, stop = chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(u.noise.hear))
	t.Cleanup(stop)
	if _, err := chromedp.Run(u.ctx, chromedp.EmulateViewport(width, 800)); err != nil {
		t.Fatal(err)
	}
	u.prefers("light")
	call(u, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}) // tabs beside it do not take the keyboard
	call(u, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": lang}})
	call(u, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !script})
	return u
}

// prefers sets the colours of the user's system, which also wants no motion:
// what moves cannot be looked at.
func (u *user) prefers(theme string) {
	u.Helper()
	call(u, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

// say is the word of the user's language.
func (u *user) say(en, es string) string {
	if u.lang == "es" {
		return es
	}
	return en
}

// at is the user with an eye on the row that has some words: the smallest
// part of the page that holds them and what the next step is about.
func (u *user) at(en, es string) *user {
	v := *u
	v.row = u.say(en, es)
	return &v
}

// opens goes to an address of the desk.
func (u *user) opens(at string) {
	u.Helper()
	u.arrived(do(u, at, chromedp.NavigateResponse(u.base+at)))
}

// arrived looks at a page as soon as it is there.
func (u *user) arrived(r *network.Response) {
	u.Helper()
	if r != nil && r.Status >= http.StatusBadRequest {
		u.Fatalf("%s: status %d: %.300s", r.URL, r.Status, u.text("body"))
	}
	u.fits()
	if lang := do(u, "language", chromedp.Evaluate[string]("document.documentElement.lang")); lang != u.lang {
		u.Errorf("%s: in %q", u.where(), lang)
	}
	u.noise.Lock()
	defer u.noise.Unlock()
	for _, told := range u.noise.told {
		u.Errorf("%s: %s", u.where(), told)
	}
	u.noise.told = nil
}

// fits demands that nothing is wider than the window.
func (u *user) fits() {
	u.Helper()
	if wide := do(u, "width", chromedp.Evaluate[[]string](wideScript)); len(wide) > 0 {
		u.Errorf("%s: wider than a window of %d: %q", u.where(), u.width, wide)
	}
}

// where is the address without the host.
func (u *user) where() string {
	u.Helper()
	return strings.TrimPrefix(do(u, "address", chromedp.Location()), u.base)
}

// clean evens out white space.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// text is what can be read in the first element that a selector finds; empty
// if there is none.
func (u *user) text(selector string) string {
	u.Helper()
	return clean(do(u, selector, chromedp.Evaluate[string](fmt.Sprintf(`(document.querySelector(%s) || {innerText: ""}).innerText`, quoted(selector)))))
}

// texts are what can be read in all elements that a selector finds.
func (u *user) texts(selector string) []string {
	u.Helper()
	out := do(u, selector, chromedp.Evaluate[[]string](fmt.Sprintf(`[...document.querySelectorAll(%s)].map(e => e.checkVisibility() ? e.innerText || e.textContent : "")`, quoted(selector))))
	for i := range out {
		out[i] = clean(out[i])
	}
	return out
}

// quoted is a string as the browser's language writes it.
func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // no string fails
	}
	return string(b)
}

// sees demands words on the page, or in the user's row.
func (u *user) sees(en, es string) {
	u.Helper()
	if want := u.say(en, es); !u.reads(want) {
		u.Fatalf("%s: no %q (row %q) in: %.600s", u.where(), want, u.row, u.text("main"))
	}
}

// waits is sees for what a script does a moment later.
func (u *user) waits(en, es string) {
	u.Helper()
	for end := time.Now().Add(patience / 4); time.Now().Before(end) && !u.reads(u.say(en, es)); {
		time.Sleep(20 * time.Millisecond)
	}
	u.sees(en, es)
}

// misses demands that words are not on the page, or not in the user's row.
func (u *user) misses(en, es string) {
	u.Helper()
	if word := u.say(en, es); u.reads(word) {
		u.Errorf("%s: shows %q (row %q)", u.where(), word, u.row)
	}
}

// reads reports whether words are there to read.
func (u *user) reads(want string) bool {
	u.Helper()
	return do(u, want, chromedp.Evaluate[bool](fmt.Sprintf(`(%s)(%s, %s)`, readScript, quoted(clean(want)), quoted(clean(u.row)))))
}

// point is where an element is in the window.
type point struct {
	X, Y  float64
	Fault string
	Href  string
	Type  string
}

// finds looks for an element of some kinds by its name, brings it into view
// and demands that nothing lies over it.
func (u *user) finds(kinds, name string) point {
	u.Helper()
	p := do(u, name, chromedp.Evaluate[point](fmt.Sprintf(`(%s)(%s, %s, %s)`, findScript, quoted(kinds), quoted(clean(name)), quoted(clean(u.row)))))
	if p.Fault != "" {
		u.snap("lost")
		u.Fatalf("%s: %q (row %q): %s: %.600s", u.where(), name, u.row, p.Fault, u.text("main"))
	}
	return p
}

const (
	links   = "a[href]"
	buttons = "button, input[type=submit], summary"
	fields  = "label"
)

// follows clicks a link by its words and waits for the page behind it.
func (u *user) follows(en, es string) { u.Helper(); u.leads(links, u.say(en, es)) }

// sends presses a button of a form and waits for the answer.
func (u *user) sends(en, es string) { u.Helper(); u.leads(buttons, u.say(en, es)) }

// fails presses a button of a form and is told that it did not go.
func (u *user) fails(en, es string, status int64) {
	u.Helper()
	p := u.finds(buttons, u.say(en, es))
	ctx, stop := context.WithTimeout(u.ctx, patience)
	defer stop()
	r, err := chromedp.RunResponse(ctx, chromedp.MouseClickXY(p.X, p.Y))
	if err != nil {
		u.Fatalf("%s: %q leads nowhere: %v", u.where(), en, err)
	}
	if r.Status != status {
		u.Fatalf("%s: %q is answered with %d, want %d", u.where(), en, r.Status, status)
	}
	u.noise.clear() // the console names the status
	u.fits()
}

// leads clicks on what leads to another page.
func (u *user) leads(kinds, name string) {
	u.Helper()
	p := u.finds(kinds, name)
	ctx, stop := context.WithTimeout(u.ctx, patience)
	defer stop()
	r, err := chromedp.RunResponse(ctx, chromedp.MouseClickXY(p.X, p.Y))
	if err != nil {
		u.Fatalf("%s: %q leads nowhere: %v", u.where(), name, err)
	}
	u.arrived(r)
}

// presses clicks what changes the page it is on: a button of the script, a
// fold, a link to another part of the page.
func (u *user) presses(en, es string) {
	u.Helper()
	p := u.finds(links+", "+buttons, u.say(en, es))
	do(u, en, chromedp.MouseClickXY(p.X, p.Y))
}

// fills types into the field of a label, or chooses there, or ticks it.
func (u *user) fills(en, es, value string) {
	u.Helper()
	label := u.say(en, es)
	p := u.finds(fields, label)
	switch p.Type {
	case "":
		u.Fatalf("%s: label %q has no field", u.where(), label)
	case "date", "datetime-local", "select-one", "checkbox", "radio":
		// Their pickers differ by system: the choice is set as they would.
		fault := do(u, label, chromedp.Evaluate[string](fmt.Sprintf(`(%s)(%s, %s, %s)`, chooseScript, quoted(clean(label)), quoted(clean(u.row)), quoted(value))))
		if fault != "" {
			u.Fatalf("%s: %q: %s", u.where(), label, fault)
		}
	default:
		do(u, label, chromedp.MouseClickXY(p.X, p.Y))
		do(u, label, chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
		call(u, input.InsertText, input.InsertTextParams{Text: value})
	}
}

// holds is what stands in the field of a label.
func (u *user) holds(en, es string) string {
	u.Helper()
	label := u.say(en, es)
	u.finds(fields, label)
	return do(u, label, chromedp.Evaluate[string](fmt.Sprintf(`(%s)(%s, %s)`, holdScript, quoted(clean(label)), quoted(clean(u.row)))))
}

// keys presses keys.
func (u *user) keys(keys string) { u.Helper(); do(u, keys, chromedp.KeyEvent(keys)) }

// enters presses Enter, and waits for the page that it leads to.
func (u *user) enters() { u.Helper(); u.keyed(kb.Enter) }

// keyed presses a key that leads to another page.
func (u *user) keyed(key string) {
	u.Helper()
	ctx, stop := context.WithTimeout(u.ctx, patience)
	defer stop()
	r, err := chromedp.RunResponse(ctx, chromedp.KeyEvent(key))
	if err != nil {
		u.Fatalf("%s: key %q leads nowhere: %v", u.where(), key, err)
	}
	u.arrived(r)
}

// saves keeps what a link leads to, as a browser's "save as" does.
func (u *user) saves(en, es string) (body []byte, head http.Header) {
	u.Helper()
	return u.fetch(u.finds(links, u.say(en, es)).Href)
}

// fetch asks for an address with the cookies of the tab.
func (u *user) fetch(at string) ([]byte, http.Header) {
	u.Helper()
	if to, err := url.Parse(at); err != nil || u.base != to.Scheme+"://"+to.Host {
		u.Fatalf("%q leads out of the desk", at)
	}
	r, err := http.NewRequestWithContext(u.ctx, http.MethodGet, at, nil)
	if err != nil {
		u.Fatal(err)
	}
	r.Header.Set("Accept-Language", u.lang)
	for _, c := range call(u, network.GetCookies, network.GetCookiesParams{}).Cookies {
		r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		u.Fatal(err)
	}
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	if err != nil || w.StatusCode != http.StatusOK {
		u.Fatalf("%s: %d, %v", at, w.StatusCode, err)
	}
	return body, w.Header
}

// snap keeps a picture of the page, if TOCSIN_SHOTS names a folder for it.
func (u *user) snap(step string) {
	u.Helper()
	dir := os.Getenv("TOCSIN_SHOTS")
	if dir == "" {
		return
	}
	const lossless = 100 // PNG
	file := strings.ToLower(strings.NewReplacer("/", "-", " ", "-", "Test", "").Replace(u.name)) + "-" + step + ".png"
	if err := os.MkdirAll(dir, 0o755); err != nil {
		u.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, file), do(u, step, chromedp.FullScreenshot(lossless)), 0o644); err != nil {
		u.Fatal(err)
	}
}
