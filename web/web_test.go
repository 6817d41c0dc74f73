package web_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
	"tocsin/store/sqlite"
	"tocsin/web"
	"tocsin/web/demo"
)

// filled is the record of the invented reports, made once for all tests.
var filled = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "tocsin-web-")
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "demo.db")
	s, err := sqlite.Open(bg, file)
	if err != nil {
		return "", err
	}
	defer s.Close()
	_, err = demo.Fill(bg, s, "test")
	return file, err
})

func TestMain(m *testing.M) {
	code := m.Run()
	if file, err := filled(); err == nil {
		os.RemoveAll(filepath.Dir(file))
	}
	os.Exit(code)
}

// demoRecord opens the record of the invented reports.
func demoRecord(t testing.TB) *sqlite.Store {
	t.Helper()
	file, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(bg, file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// desk serves a record, with the situations of the demonstration.
func desk(t testing.TB, s store.Store) http.Handler {
	t.Helper()
	c, err := demo.Situations()
	if err != nil {
		t.Fatal(err)
	}
	return deskOf(t, web.Options{Store: s, Watch: c, Demo: true, Version: "test"})
}

// deskOf serves what options say, on which people can correct.
func deskOf(t testing.TB, o web.Options) http.Handler {
	t.Helper()
	var err error
	if o.Recorder, err = record.New(o.Store, record.KeepExcerpts, time.Now); err != nil {
		t.Fatal(err)
	}
	d, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// get asks for an address in a language.
func get(h http.Handler, address, lang string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Accept-Language", lang)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

var (
	linkPattern = regexp.MustCompile(`(?:href|src|action)="([^"]*)"`)
	postPattern = regexp.MustCompile(`<form method="post" action="[^"]*"`)
	idPattern   = regexp.MustCompile(` id="([^"]*)"`)
	formPattern = regexp.MustCompile(`(\.(json|csv|geojson|rss|zip|xml)|/alike)(\?|$)`)
	wordPattern = regexp.MustCompile(`>\s*((?:nav|col|claim|help|fact|event|type|status|rung|mark|source)\.[a-z]+)`)
)

// TestCrawl walks every link of the desk from the first page, in both
// languages: all answer, no fragment leads nowhere, no word is missing.
func TestCrawl(t *testing.T) {
	h := desk(t, demoRecord(t))
	for _, lang := range []string{"en", "es"} {
		ids := map[string]map[string]bool{} // page, its anchors
		wanted := map[string]string{}       // page#anchor, the page that links there
		seen := map[string]int{}            // pages of a kind
		todo := []string{"/"}
		for len(todo) > 0 {
			at := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if ids[at] != nil || lang != "en" && seen[kindOf(at)] == enough {
				continue
			}
			seen[kindOf(at)]++
			ids[at] = map[string]bool{}
			w := get(h, at, lang)
			if w.Code != http.StatusOK {
				t.Errorf("%s %s: %d", lang, at, w.Code)
				continue
			}
			if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
				continue
			}
			page := w.Body.String()
			checkPage(t, at, lang, page)
			for _, m := range idPattern.FindAllStringSubmatch(page, -1) {
				if ids[at][m[1]] {
					t.Errorf("%s: id %q is there twice", at, m[1])
				}
				ids[at][html.UnescapeString(m[1])] = true
			}
			for _, m := range linkPattern.FindAllStringSubmatch(postPattern.ReplaceAllString(page, ""), -1) {
				to, anchor, _ := strings.Cut(html.UnescapeString(m[1]), "#")
				if to == "" {
					to = at
				}
				if !strings.HasPrefix(to, "/") || regexp.MustCompile(`[?&](lang|theme|keys)=`).MatchString(to) {
					continue
				}
				if lang != "en" && formPattern.MatchString(to) {
					continue // data are the same in every language
				}
				if anchor != "" {
					wanted[to+"#"+anchor] = at
				}
				todo = append(todo, to)
			}
		}
		if len(ids) < 100 || lang == "en" && len(ids) < 300 {
			t.Errorf("%s: only %d addresses", lang, len(ids))
		}
		for link, from := range wanted {
			if to, anchor, _ := strings.Cut(link, "#"); ids[to] != nil && !ids[to][anchor] {
				t.Errorf("%s: %s leads to no place there", from, link)
			}
		}
	}
}

// enough is how many pages of a kind tell whether its words are there.
const enough = 12

// kindOf is the first and the last part of a path: what kind of page it is.
func kindOf(address string) string {
	path, _, _ := strings.Cut(address, "?")
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) < 3 {
		return parts[0] + " " + strconv.Itoa(len(parts))
	}
	return parts[0] + " " + parts[len(parts)-1]
}

// checkPage looks at what every page must have.
func checkPage(t *testing.T, at, lang, page string) {
	t.Helper()
	for _, want := range []string{`<html lang="` + lang + `"`, `<main id="main"`, `class="skip"`, `<nav aria-label=`, `<h1>`, `role="search"`} {
		if strings.Count(page, want) != 1 {
			t.Errorf("%s: %q is there %d times", at, want, strings.Count(page, want))
		}
	}
	for _, never := range []string{"ZgotmplZ", "%!", "<script>", " style=", " onclick=", "http://fonts", "<no value>"} {
		if strings.Contains(page, never) {
			t.Errorf("%s: holds %q", at, never)
		}
	}
	if m := wordPattern.FindStringSubmatch(page); m != nil {
		t.Errorf("%s: no word for %s in %s", at, m[1], lang)
	}
	tables := strings.Count(page, "<table")
	if strings.Count(page, "<caption") != tables || tables > 0 && !strings.Contains(page, `scope="col"`) {
		t.Errorf("%s: a table without caption or heads", at)
	}
}

// TestHeaders: every answer forbids what does not come from the desk itself.
func TestHeaders(t *testing.T) {
	h := desk(t, demoRecord(t))
	for _, at := range []string{"/", "/events", "/nowhere", "/events.json", "/robots.txt"} {
		w := get(h, at, "en")
		csp := w.Header().Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", at, csp)
		}
		for _, name := range []string{"X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"} {
			if w.Header().Get(name) == "" {
				t.Errorf("%s: no %s", at, name)
			}
		}
	}
}

// TestWeight: the first view with its style and script stays under 100 KB.
func TestWeight(t *testing.T) {
	h := desk(t, demoRecord(t))
	for _, at := range []string{"/", "/map", "/events", "/calendar"} {
		total := 0
		for _, part := range append([]string{at}, parts(get(h, at, "en").Body.String())...) {
			w := get(h, part, "en", "Accept-Encoding", "gzip")
			total += w.Body.Len()
		}
		if total > 100_000 {
			t.Errorf("%s: %d bytes packed", at, total)
		}
		t.Logf("%s: %d bytes packed", at, total)
	}
}

// parts are the files that a page loads.
func parts(page string) []string {
	var out []string
	for _, m := range linkPattern.FindAllStringSubmatch(page, -1) {
		if strings.HasPrefix(m[1], "/static/") {
			out = append(out, m[1])
		}
	}
	return out
}

// TestCaching: the same page is not sent twice; packed is the same as plain.
func TestCaching(t *testing.T) {
	h := desk(t, demoRecord(t))
	plain := get(h, "/events", "en")
	tag := plain.Header().Get("ETag")
	if w := get(h, "/events", "en", "If-None-Match", tag); tag == "" || w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("tag %q: %d, %d bytes", tag, w.Code, w.Body.Len())
	}
	if w := get(h, "/events", "es", "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("another language: %d", w.Code)
	}
	packed := get(h, "/events", "en", "Accept-Encoding", "gzip")
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(b, plain.Body.Bytes()) {
		t.Errorf("unpacked it differs, %v", err)
	}
}

// TestForms: a list has the same events in every form.
func TestForms(t *testing.T) {
	h := desk(t, demoRecord(t))
	const filter = "?dyad=ECU,PER&limit=1000"
	var list struct {
		Demonstration bool           `json:"demonstration"`
		Data          []tocsin.Event `json:"data"`
	}
	if err := json.Unmarshal(get(h, "/events.json"+filter, "en").Body.Bytes(), &list); err != nil || len(list.Data) < 5 || !list.Demonstration {
		t.Fatalf("%d events, %v", len(list.Data), err)
	}
	rows, err := csv.NewReader(get(h, "/events.csv"+filter, "en").Body).ReadAll()
	if err != nil || len(rows) != len(list.Data)+1 {
		t.Errorf("csv: %d rows, %v", len(rows), err)
	}
	var geo struct{ Features []any }
	if err := json.Unmarshal(get(h, "/events.geojson"+filter, "en").Body.Bytes(), &geo); err != nil || len(geo.Features) != len(list.Data) {
		t.Errorf("geojson: %d features, %v", len(geo.Features), err)
	}
	var feed struct{ Items []map[string]any }
	if err := json.Unmarshal(get(h, "/events.feed.json"+filter, "en").Body.Bytes(), &feed); err != nil || len(feed.Items) != len(list.Data) {
		t.Errorf("json feed: %d items, %v", len(feed.Items), err)
	}
	var rss struct {
		Items []struct {
			Link string `xml:"link"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal(get(h, "/events.rss"+filter, "en").Body.Bytes(), &rss); err != nil || len(rss.Items) != len(list.Data) {
		t.Errorf("rss: %d items, %v", len(rss.Items), err)
	}
	for _, none := range []string{"/health.rss", "/help.csv", "/nowhere.json"} {
		if w := get(h, none, "en"); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", none, w.Code)
		}
	}
}

// TestPaging: pages of a list hold every event once.
func TestPaging(t *testing.T) {
	h := desk(t, demoRecord(t))
	seen := map[string]bool{}
	after, pages := "", 0
	for {
		var list struct {
			Data []tocsin.Event
			Next string
		}
		if err := json.Unmarshal(get(h, "/events.json?limit=7&after="+url.QueryEscape(after), "en").Body.Bytes(), &list); err != nil {
			t.Fatal(err)
		}
		for _, e := range list.Data {
			if seen[e.ID] || e.Background {
				t.Errorf("%s: again, or history %v", e.ID, e.Background)
			}
			seen[e.ID] = true
		}
		pages++
		if after = list.Next; after == "" {
			break
		}
	}
	if len(seen) < 50 || pages < 8 {
		t.Errorf("%d events on %d pages", len(seen), pages)
	}
}

// TestChoices: an address chooses language and colours, and is remembered.
func TestChoices(t *testing.T) {
	h := desk(t, demoRecord(t))
	w := get(h, "/events?lang=es&theme=dark", "en")
	page := w.Body.String()
	if !strings.Contains(page, `<html lang="es" data-theme="dark">`) || len(w.Result().Cookies()) != 2 {
		t.Errorf("%d cookies: %.120s", len(w.Result().Cookies()), page)
	}
	again := get(h, "/events", "en", "Cookie", "lang=es; theme=dark; keys=off").Body.String()
	if !strings.Contains(again, `<html lang="es" data-theme="dark">`) || !strings.Contains(again, `data-keys="off"`) {
		t.Errorf("forgotten: %.120s", again)
	}
	if bad := get(h, `/events?theme="><script>alert(1)</script>`, "en").Body.String(); strings.Contains(bad, "<script>alert") {
		t.Error("a theme is markup")
	}
}

// TestLocalOnly: a desk on loopback does not answer to a foreign name.
func TestLocalOnly(t *testing.T) {
	d, err := web.New(web.Options{Store: demoRecord(t), Local: true})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{"localhost:8090": 200, "127.0.0.1:8090": 200, "[::1]:8090": 200, "evil.example:8090": 421, "127.0.0.1.evil.example": 421} {
		r := httptest.NewRequest(http.MethodGet, "/help", nil)
		r.Host = host
		w := httptest.NewRecorder()
		d.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: %d", host, w.Code)
		}
	}
}

// TestErrors: addresses that lead nowhere say so, and nothing of the inside.
func TestErrors(t *testing.T) {
	h := desk(t, demoRecord(t))
	for at, want := range map[string]int{
		"/events/nothing": 404, "/dyads/XXX": 404, "/dyads/ABC-XYZ": 404, "/reports/none": 404, "/actors/nobody": 404, "/places/none-such": 404,
		"/sources/no-such-outlet": 404, "/events?since=yesterday": 400, "/events?after=x": 400, "/static/../web.go": 404, "/dyads/NOR-ISL": 301,
	} {
		w := get(h, at, "en")
		if w.Code != want && !(want == 404 && w.Code/100 == 3) {
			t.Errorf("%s: %d, want %d", at, w.Code, want)
		}
		if strings.Contains(w.Body.String(), "sqlite") {
			t.Errorf("%s tells of the inside", at)
		}
	}
}
