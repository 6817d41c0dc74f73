package api_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tocsin"
	"tocsin/api"
	"tocsin/auth"
	"tocsin/pipeline"
	"tocsin/record"
	"tocsin/store"
	"tocsin/store/sqlite"
	"tocsin/watch"
)

var coder = sync.OnceValues(func() (*pipeline.Pipeline, error) { return pipeline.New(pipeline.Options{}) })

func read(_ context.Context, r tocsin.Report) (record.Entry, error) {
	p, err := coder()
	if err != nil {
		return record.Entry{}, err
	}
	if r.Published.IsZero() {
		return record.Entry{}, tocsin.ErrNoDate
	}
	if r.ID == "" {
		r.ID = tocsin.ReportID(fmt.Sprintf("%x", len(r.Text)))
	}
	doc, ms, err := p.Code(r)
	return record.Entry{Report: r, Mentions: ms, Doc: doc, Custody: store.Custody{Tool: "test"}}, err
}

// desk is a running API over a record of its own.
type desk struct {
	*testing.T
	*httptest.Server
	store *sqlite.Store
	rec   *record.Recorder
}

func start(t *testing.T, change func(*api.Options), wrap func(http.Handler) http.Handler) *desk {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	rec, err := record.New(s, record.KeepExcerpts, func() time.Time { return time.Date(2031, 6, 1, 0, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	c, err := watch.ParseConfig("w.toml", []byte("[[situation]]\nname = 'strait'\ndyads = [['NOR', 'DNK']]\n"))
	if err != nil {
		t.Fatal(err)
	}
	o := api.Options{Version: "test", Recorder: rec, Code: read, Config: c, Poll: 10 * time.Millisecond}
	if change != nil {
		change(&o)
	}
	h, err := api.New(s, o)
	if err != nil {
		t.Fatal(err)
	}
	if wrap != nil {
		h = wrap(h)
	}
	srv := httptest.NewUnstartedServer(h)
	srv.Config.ReadTimeout = 300 * time.Millisecond // shorter than a stream lasts
	srv.Start()
	t.Cleanup(srv.Close)
	return &desk{t, srv, s, rec}
}

// ask sends a request and reads the JSON of the answer into out.
func (d *desk) ask(method, path string, body, out any, want int) *http.Response {
	d.Helper()
	var in io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			d.Fatal(err)
		}
		in = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(d.Context(), method, d.URL+path, in)
	if err != nil {
		d.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := d.Client().Do(req)
	if err != nil {
		d.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		d.Fatal(err)
	}
	if res.StatusCode != want {
		d.Fatalf("%s %s: %s, want %d: %s", method, path, res.Status, want, b)
	}
	if out != nil {
		if err := json.Unmarshal(b, out); err != nil {
			d.Fatalf("%s %s: %v: %s", method, path, err, b)
		}
	}
	return res
}

type object = map[string]any

type items[T any] struct {
	Items []T
	Next  string
}

var reports = []object{
	{"id": "a", "published": "2031-05-06", "publisher": "Fjord Wire", "text": "Two Danish coast guard vessels seized a Norwegian trawler off Skagen on Monday, the Norwegian Foreign Ministry said. Three Norwegian sailors were killed."},
	{"id": "b", "published": "2031-05-06", "publisher": "The Evening Lantern", "text": "Two Danish coast guard vessels seized a Norwegian trawler off Skagen on Monday, the Norwegian Foreign Ministry said."},
	{"id": "c", "published": "2031-05-08", "publisher": "Nordic Monitor", "text": "Norway accused Denmark of piracy on Wednesday. Denmark rejected the charge on Thursday."},
}

func (d *desk) fill() {
	d.Helper()
	for _, r := range reports {
		d.ask("POST", "/api/v1/reports", r, nil, http.StatusCreated)
	}
}

func TestReading(t *testing.T) {
	d := start(t, nil, nil)
	d.fill()
	var events items[tocsin.Event]
	d.ask("GET", "/api/v1/events?dyad=nor,dnk&type=coerce", nil, &events, 200)
	if len(events.Items) != 1 || events.Items[0].Reports != 2 || events.Next != "" {
		t.Fatalf("%+v", events)
	}
	id := events.Items[0].ID
	var e tocsin.Event
	d.ask("GET", "/api/v1/events/"+id, nil, &e, 200)
	var ms items[tocsin.Mention]
	d.ask("GET", "/api/v1/events/"+id+"/mentions", nil, &ms, 200)
	if e.ID != id || len(ms.Items) != 2 {
		t.Errorf("%+v, %d mentions", e, len(ms.Items))
	}
	var rep struct {
		ID       string
		Mentions []tocsin.Mention
		Events   []string
	}
	d.ask("GET", "/api/v1/reports/a", nil, &rep, 200)
	if rep.ID != "a" || len(rep.Mentions) == 0 || len(rep.Events) == 0 {
		t.Errorf("%+v", rep)
	}
	for path, n := range map[string]int{"sources": 3, "corrections": 0, "situations": 1, "alerts": 0, "notices": 0, "reports": 3, "reports?publisher=fjord+wire": 1, "events?since=2099-01-01": 0} {
		var list items[object]
		d.ask("GET", "/api/v1/"+path, nil, &list, 200)
		if len(list.Items) != n {
			t.Errorf("%s: %d items, want %d", path, len(list.Items), n)
		}
	}
	for _, path := range []string{"actors", "changes", "claims", "events/" + id + "/claims"} {
		var list items[object]
		d.ask("GET", "/api/v1/"+path, nil, &list, 200)
		if list.Items == nil {
			t.Errorf("%s has no items", path)
		}
	}
	var pic struct {
		Readings []watch.Reading
		Series   []watch.Series
	}
	d.ask("GET", "/api/v1/situations/strait?every=1&back=7", nil, &pic, 200)
	if len(pic.Readings) < 10 || len(pic.Series) != 2 || len(pic.Series[0].Counts) != 7 {
		t.Errorf("%+v", pic)
	}
}

// TestSituationIsFresh: what is remembered of the record follows it.
func TestSituationIsFresh(t *testing.T) {
	d := start(t, nil, nil)
	acts := func() (n float64) {
		var pic struct{ Readings []watch.Reading }
		d.ask("GET", "/api/v1/situations/strait?day=2031-05-09", nil, &pic, 200)
		for _, r := range pic.Readings {
			if r.Name == "ladder" && r.Pair.From == "DNK" {
				n = r.Value
			}
		}
		return n
	}
	if n := acts(); n != 0 {
		t.Errorf("an empty record: level %g", n)
	}
	d.fill()
	if n := acts(); n != 4 || n != acts() {
		t.Errorf("level %g after a seizure", n)
	}
}

// TestPages: the cursor walks through all, and nothing comes twice.
func TestPages(t *testing.T) {
	d := start(t, nil, nil)
	d.fill()
	for _, path := range []string{"events", "reports", "changes"} {
		var all items[object]
		d.ask("GET", "/api/v1/"+path, nil, &all, 200)
		seen := 0
		for next := ""; ; {
			var p items[object]
			d.ask("GET", "/api/v1/"+path+"?limit=1&after="+next, nil, &p, 200)
			seen += len(p.Items)
			if next = p.Next; next == "" {
				break
			}
		}
		if seen != len(all.Items) || seen < 3 {
			t.Errorf("%s: %d one by one, %d at once", path, seen, len(all.Items))
		}
	}
}

// TestProblems: errors are problem details with the right status.
func TestProblems(t *testing.T) {
	d := start(t, nil, nil)
	d.fill()
	for _, c := range []struct {
		method, path string
		body         any
		status       int
	}{
		{"GET", "/api/v1/events/none", nil, 404},
		{"GET", "/api/v1/reports/none", nil, 404},
		{"GET", "/api/v1/alerts/7", nil, 404},
		{"GET", "/api/v1/situations/none", nil, 404},
		{"GET", "/api/v1/events?after=!", nil, 422},
		{"GET", "/api/v1/changes?after=eA", nil, 422},
		{"GET", "/api/v1/events?status=maybe", nil, 422},
		{"GET", "/api/v1/events?since=yesterday", nil, 422},
		{"GET", "/api/v1/events?limit=0", nil, 422},
		{"GET", "/api/v1/export?format=gopher", nil, 422},
		{"POST", "/api/v1/reports", object{"text": "Words.", "published": ""}, 422},
		{"POST", "/api/v1/reports", object{"text": "Words."}, 422},
		{"POST", "/api/v1/reports", object{"text": strings.Repeat("x", 3<<20), "published": "2031-05-06"}, 413},
		{"POST", "/api/v1/corrections", object{"kind": "reject", "mentions": []string{"none"}, "author": "ana", "reason": "doubt"}, 404},
		{"POST", "/api/v1/corrections", object{"kind": "reject", "mentions": []string{"none"}, "reason": "doubt"}, 422},
		{"POST", "/api/v1/corrections/9/undo", object{"author": "ana"}, 404},
	} {
		var p struct {
			Status int
			Title  string
		}
		res := d.ask(c.method, c.path, c.body, &p, c.status)
		if p.Status != c.status || p.Title == "" || res.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s: %+v, %s", c.method, c.path, p, res.Header.Get("Content-Type"))
		}
	}
}

func TestCorrecting(t *testing.T) {
	d := start(t, nil, nil)
	d.fill()
	var events items[tocsin.Event]
	d.ask("GET", "/api/v1/events?type=COERCE", nil, &events, 200)
	var mentions []string
	for _, m := range events.Items[0].Members {
		mentions = append(mentions, m.Mention)
	}
	var c store.Correction
	d.ask("POST", "/api/v1/corrections", object{"kind": "reject", "mentions": mentions, "author": "ana", "reason": "a drill"}, &c, 201)
	d.ask("GET", "/api/v1/events?type=COERCE", nil, &events, 200)
	if len(events.Items) != 0 || c.Number != 1 || c.Author != "ana" {
		t.Errorf("%+v, %+v", events, c)
	}
	d.ask("POST", "/api/v1/corrections/1/undo", object{"author": "ben"}, &c, 201)
	d.ask("GET", "/api/v1/events?type=COERCE", nil, &events, 200)
	if len(events.Items) != 1 || c.UndoneBy != "ben" {
		t.Errorf("%+v, %+v", events, c)
	}
	d.ask("POST", "/api/v1/reports", reports[0], nil, http.StatusOK) // there already
}

// TestETag: the same answer is not sent twice.
func TestETag(t *testing.T) {
	d := start(t, nil, nil)
	d.fill()
	tag := d.ask("GET", "/api/v1/events", nil, nil, 200).Header.Get("ETag")
	req, _ := http.NewRequestWithContext(t.Context(), "GET", d.URL+"/api/v1/events", nil)
	req.Header.Set("If-None-Match", "W/"+tag)
	res, err := d.Client().Do(req)
	if err != nil || tag == "" || res.StatusCode != http.StatusNotModified {
		t.Errorf("%q: %v, %v", tag, res, err)
	}
	d.ask("POST", "/api/v1/reports", object{"id": "d", "published": "2031-05-09", "text": "Norway expelled the Danish ambassador on Friday."}, nil, 201)
	if now := d.ask("GET", "/api/v1/events", nil, nil, 200).Header.Get("ETag"); now == tag {
		t.Error("the record has changed, its tag has not")
	}
}

// TestStream: a change arrives while the stream is open, and a reader that
// comes back gets what it missed.
func TestStream(t *testing.T) {
	d := start(t, nil, nil)
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	listen := func(header string) *bufio.Scanner {
		req, _ := http.NewRequestWithContext(ctx, "GET", d.URL+"/api/v1/changes/stream?after=0", nil)
		req.Header.Set("Last-Event-ID", header)
		time.AfterFunc(600*time.Millisecond, d.fillLate)
		res, err := d.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { res.Body.Close() })
		return bufio.NewScanner(res.Body)
	}
	first := func(sc *bufio.Scanner) string {
		for sc.Scan() {
			if id, ok := strings.CutPrefix(sc.Text(), "id: "); ok {
				return id
			}
		}
		t.Fatal("the stream ended")
		return ""
	}
	if id := first(listen("")); id != "1" {
		t.Errorf("first change %s", id)
	}
	if id := first(listen("1")); id != "2" {
		t.Errorf("change after the first %s", id)
	}
}

func (d *desk) fillLate() {
	for _, r := range reports {
		b, _ := json.Marshal(r)
		if res, err := http.Post(d.URL+"/api/v1/reports", "application/json", bytes.NewReader(b)); err == nil {
			res.Body.Close()
		}
	}
}

func TestExport(t *testing.T) {
	d := start(t, nil, nil)
	d.fill()
	for format, want := range map[string]string{"csv": "text/csv; charset=utf-8", "geojson": "application/geo+json", "jsonl": "application/x-ndjson", "gdelt-events": "text/tab-separated-values; charset=utf-8"} {
		res, err := d.Client().Get(d.URL + "/api/v1/export?dyad=NOR,DNK&format=" + format)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != 200 || res.Header.Get("Content-Type") != want || len(b) == 0 {
			t.Errorf("%s: %s, %s, %d bytes, %v", format, res.Status, res.Header.Get("Content-Type"), len(b), err)
		}
	}
}

func TestMetricsAndHealth(t *testing.T) {
	d := start(t, nil, nil)
	d.ask("GET", "/healthz", nil, &object{}, 200)
	d.ask("GET", "/api/v1/events", nil, nil, 200)
	d.ask("GET", "/api/v1/nowhere", nil, nil, 404)
	res, err := d.Client().Get(d.URL + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || !strings.Contains(string(b), `tocsin_http_requests_total{route="GET /api/v1/events",status="200"} 1`) || !strings.Contains(string(b), `{route="",status="404"} 1`) {
		t.Errorf("%s, %v", b, err)
	}
	d.store.Close()
	d.ask("GET", "/healthz", nil, &object{}, 503)
}

// TestOpenAPI: the description names every path and speaks 3.1.
func TestOpenAPI(t *testing.T) {
	d := start(t, nil, nil)
	var doc struct {
		OpenAPI string
		Paths   map[string]object
	}
	d.ask("GET", "/api/openapi.json", nil, &doc, 200)
	if !strings.HasPrefix(doc.OpenAPI, "3.1") || len(doc.Paths) < 18 || doc.Paths["/api/v1/reports"]["post"] == nil {
		t.Errorf("%s, %d paths", doc.OpenAPI, len(doc.Paths))
	}
}

// TestRoles: with login, readers read, and only editors change.
func TestRoles(t *testing.T) {
	as := func(p *auth.Person) func(http.Handler) http.Handler {
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if p != nil {
					r = r.WithContext(auth.With(r.Context(), *p))
				}
				next.ServeHTTP(w, r)
			})
		}
	}
	login := func(o *api.Options) { o.Login = true }
	for _, c := range []struct {
		who    *auth.Person
		status int
	}{{nil, 401}, {&auth.Person{Name: "ana", Role: auth.Reader}, 403}, {&auth.Person{Name: "ben", Role: auth.Editor}, 201}} {
		d := start(t, login, as(c.who))
		d.ask("POST", "/api/v1/reports", reports[0], nil, c.status)
	}
	d := start(t, func(o *api.Options) { o.Recorder = nil }, nil)
	d.ask("POST", "/api/v1/reports", reports[0], nil, 405)
}
