package source_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tocsin"
	"tocsin/article"
	"tocsin/crawl"
	"tocsin/source"
	"tocsin/store"
)

// The world of the test: hosts with feeds that behave in every way that feeds
// on the web do. Feed k of a host has the k-th of the habits below.
const (
	hosts    = 20
	perHost  = 10
	articles = 2 // of each feed

	pause   = 5 * time.Millisecond
	timeout = 400 * time.Millisecond
	least   = 100 * time.Millisecond
	large   = 200 << 10 // more than is read
)

// A request is one line of a server's log.
type request struct {
	path       string
	start, end time.Time
	status     int
	retryAfter bool
	asked      string // If-None-Match or If-Modified-Since
	tag        string // ETag or Last-Modified of the answer
	agent      string
	aborted    bool // by the client
}

// A host is a server with its log.
type host struct {
	*httptest.Server
	other *host // that some feeds have moved to

	mu   sync.Mutex
	log  []request
	seen map[string]int // requests by path
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	h.mu.Lock()
	n := h.seen[r.URL.Path]
	h.seen[r.URL.Path]++
	h.mu.Unlock()
	rec := &answer{ResponseWriter: w, status: 200}
	h.play(rec, r, n)
	line := request{
		path: r.URL.Path, start: start, end: time.Now(), status: rec.status, agent: r.UserAgent(), aborted: r.Context().Err() != nil,
		retryAfter: w.Header().Get("Retry-After") != "", asked: r.Header.Get("If-None-Match") + r.Header.Get("If-Modified-Since"),
		tag: w.Header().Get("ETag") + w.Header().Get("Last-Modified"),
	}
	h.mu.Lock()
	h.log = append(h.log, line)
	h.mu.Unlock()
}

type answer struct {
	http.ResponseWriter
	status int
}

func (a *answer) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// play answers the n-th request for a path.
func (h *host) play(w http.ResponseWriter, r *http.Request, n int) {
	var feed, k int
	switch {
	case r.URL.Path == "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed/\n")
	case scan(r.URL.Path, "/feed/%d", &feed):
		h.feed(w, r, feed, n)
	case scan(r.URL.Path, "/moved/%d", &feed):
		fmt.Fprint(w, rss(h.URL, feed))
	case scan(r.URL.Path, "/news/%d/%d", &feed, &k):
		h.page(w, r, feed, k, n)
	default:
		http.NotFound(w, r)
	}
}

func scan(path, form string, into ...any) bool {
	n, err := fmt.Sscanf(path, form, into...)
	return err == nil && n == len(into)
}

// feed has a habit for each number; after what went wrong first it is well.
func (h *host) feed(w http.ResponseWriter, r *http.Request, feed, n int) {
	whole := rss(h.URL, feed)
	switch {
	case feed == 0:
		unchanged(w, r, "ETag", `"v1"`, whole)
	case feed == 1:
		unchanged(w, r, "Last-Modified", "Mon, 05 May 2025 06:00:00 GMT", atom(h.URL, feed))
	case feed == 2:
		fmt.Fprint(w, jsonFeed(h.URL, feed))
	case feed == 3 && n == 0:
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(503)
	case feed == 4 && n == 0: // cut in the second item
		fmt.Fprint(w, whole[:strings.LastIndex(whole, "</link>")])
	case feed == 4 && n == 1:
		fmt.Fprint(w, "<rss><channel><item></chan")
	case feed == 5: // says UTF-8, is Latin-1, and has a byte that XML forbids
		b := strings.ReplaceAll(whole, "Señal", "Se\xf1al\x01")
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8"?>`+b)
	case feed == 6:
		http.Redirect(w, r, h.other.URL+"/moved/106", http.StatusMovedPermanently)
	case feed == 7 && n == 0:
		endless(w, r)
	case feed == 8 && n == 0:
		slow(w, r, whole)
	default:
		fmt.Fprint(w, whole)
	}
}

// page: those of feed 9 are trouble.
func (h *host) page(w http.ResponseWriter, r *http.Request, feed, k, n int) {
	switch {
	case feed == 9 && k == 0 && n < 2:
		w.WriteHeader(503)
		return
	case feed == 9 && k == 1 && n == 0:
		slow(w, r, "<html>")
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, story(feed, k))
}

func unchanged(w http.ResponseWriter, r *http.Request, name, value, body string) {
	w.Header().Set(name, value)
	if r.Header.Get("If-None-Match") == value || r.Header.Get("If-Modified-Since") == value {
		w.WriteHeader(304)
		return
	}
	fmt.Fprint(w, body)
}

func endless(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		if _, err := w.Write(make([]byte, 4<<10)); err != nil {
			return
		}
	}
}

// slow sends a beginning and then nothing for longer than anyone waits.
func slow(w http.ResponseWriter, r *http.Request, body string) {
	fmt.Fprint(w, body[:len(body)/2])
	_ = http.NewResponseController(w).Flush()
	select {
	case <-r.Context().Done():
	case <-time.After(10 * timeout):
	}
}

// links are the pages of a feed: its own, and for feed 9 one that robots.txt
// closes and one that is not there.
func links(base string, feed int) []string {
	var out []string
	for k := range articles {
		out = append(out, fmt.Sprintf("%s/news/%d/%d", base, feed, k))
	}
	if feed == 9 {
		out = append(out, base+"/closed/story", base+"/missing")
	}
	return out
}

func rss(base string, feed int) string {
	var sb strings.Builder
	fmt.Fprintf(&sb, `<rss version="2.0"><channel><title>Señal %d &amp; co</title><link>%s</link>`, feed, base)
	for i, l := range links(base, feed) {
		fmt.Fprintf(&sb, `<item><title>Story %d</title><pubDate>Mon, 05 May 2025 06:00:00 +0200</pubDate><link>%s?utm_source=rss#top</link></item>`, i, l)
	}
	return sb.String() + `</channel></rss>`
}

func atom(base string, feed int) string {
	var sb strings.Builder
	fmt.Fprintf(&sb, `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="%s/"><title>Signal</title>`, base)
	for i, l := range links(base, feed) {
		fmt.Fprintf(&sb, `<entry><title>Story %d</title><updated>2025-05-05T06:00:00+02:00</updated><link href="%s"/></entry>`, i, l)
	}
	return sb.String() + `</feed>`
}

func jsonFeed(base string, feed int) string {
	var items []string
	for i, l := range links(base, feed) {
		items = append(items, fmt.Sprintf(`{"id":"%d","url":%q,"title":"Story","date_published":"2025-05-05T06:00:00+02:00"}`, i, l))
	}
	return `{"version":"https://jsonfeed.org/version/1.1","title":"Signal","items":[` + strings.Join(items, ",") + `]}`
}

func story(feed, k int) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><title>Story</title></head><body><article><h1>Story %[2]d of %[1]d</h1>
<p>Two patrol boats left the harbour of section %[1]d on Monday morning, witness number %[2]d said. They were seen off the northern pier an hour later.</p>
<p>The ministry did not comment. Fishermen in village %[1]d said they had been told to keep away from the bay until the end of week %[2]d.</p></article></body></html>`, feed, k)
}

func newWorld(t *testing.T) []*host {
	t.Helper()
	out := make([]*host, hosts)
	for i := range out {
		out[i] = &host{seen: map[string]int{}}
		out[i].Server = httptest.NewServer(out[i])
		t.Cleanup(out[i].Close)
	}
	for i := range out {
		out[i].other = out[(i+1)%hosts]
	}
	return out
}

// wanted are the pages that must come in the end, by the address in the feed.
func wanted(world []*host) map[string]bool {
	out := map[string]bool{}
	for _, h := range world {
		for feed := range perHost {
			base, n := h.URL, feed
			if feed == 6 {
				base, n = h.other.URL, 106
			}
			for k := range articles {
				out[fmt.Sprintf("%s/news/%d/%d", base, n, k)] = true
			}
		}
	}
	return out
}

// A desk keeps what a record would: it is what survives when a run is cut.
type desk struct {
	sources map[string]store.Source
	pages   map[string]store.Page
	reports map[tocsin.ReportID]source.Item
	twice   int // reports that came again
}

func newDesk(world []*host) *desk {
	d := &desk{sources: map[string]store.Source{}, pages: map[string]store.Page{}, reports: map[tocsin.ReportID]source.Item{}}
	for _, h := range world {
		for feed := range perHost {
			u := fmt.Sprintf("%s/feed/%d", h.URL, feed)
			d.sources[u] = store.Source{URL: u, Added: time.Now()}
		}
	}
	return d
}

func (d *desk) opener(t *testing.T, mu *sync.Mutex) *source.Opener {
	client := crawl.NewClient(crawl.Options{
		AllowPrivate: true, Contact: "desk@reader.example", Pause: pause, Timeout: timeout, MaxWait: 20 * time.Millisecond, MaxBytes: large,
	})
	t.Cleanup(client.Close)
	return source.New(source.Options{
		Article: article.Options{}, Client: client, Tool: "test", Least: least, Most: 4 * least,
		Page: func(key string) (store.Page, error) {
			mu.Lock()
			defer mu.Unlock()
			if p, ok := d.pages[key]; ok {
				return p, nil
			}
			return store.Page{}, tocsin.ErrNotFound
		},
	})
}

// keep writes items as a record does: reports first.
func (d *desk) keep(items []source.Item) {
	for _, it := range items {
		if it.ID != "" {
			if _, ok := d.reports[it.ID]; ok {
				d.twice++
			}
			d.reports[it.ID] = it
		}
		if it.Page != nil {
			d.pages[it.Page.Key] = *it.Page
		}
		if it.Source != nil {
			d.sources[it.Source.URL] = *it.Source
		}
	}
}

// round looks at what is due, up to stop items; those of the last batch are
// lost then, as in a crash.
func (d *desk) round(ctx context.Context, o *source.Opener, mu *sync.Mutex, stop int) (told []error) {
	var batch []source.Item
	all := slices.SortedFunc(maps.Values(d.sources), func(a, b store.Source) int { return strings.Compare(a.URL, b.URL) })
	for it, err := range o.Follow(ctx, source.Due(all, time.Now())) {
		if err != nil {
			told = append(told, err)
		}
		batch = append(batch, it)
		if stop--; stop == 0 {
			return told
		}
		if len(batch) == 8 {
			mu.Lock()
			d.keep(batch)
			mu.Unlock()
			batch = nil
		}
	}
	mu.Lock()
	d.keep(batch)
	mu.Unlock()
	return told
}

func (d *desk) missing(want map[string]bool) []string {
	have := map[string]bool{}
	for _, it := range d.reports {
		have[it.URL] = true
	}
	var out []string
	for u := range want {
		if !have[u] {
			out = append(out, u)
		}
	}
	slices.Sort(out)
	return out
}

// TestWorld: 200 feeds, everything that goes wrong on the web; all pages come,
// each once, and the servers saw good manners.
func TestWorld(t *testing.T) {
	t.Parallel()
	world := newWorld(t)
	d, want := newDesk(world), wanted(world)
	var mu sync.Mutex
	o := d.opener(t, &mu)
	told := ""
	for deadline := time.Now().Add(25 * time.Second); len(d.missing(want)) > 0 && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		for _, err := range d.round(t.Context(), o, &mu, 0) {
			told += err.Error() + "\n"
		}
	}
	for range 2 { // once more, for 304s
		time.Sleep(2 * least)
		d.round(t.Context(), o, &mu, 0)
	}
	if m := d.missing(want); len(m) > 0 || len(d.reports) != len(want) || d.twice > 0 {
		t.Errorf("%d of %d pages are lost, %d came twice, %d reports: %v", len(m), len(want), d.twice, len(d.reports), m[:min(len(m), 5)])
	}
	for _, words := range []string{"status 503", "refused by robots.txt", "404", "page too large", "cut short"} {
		if !strings.Contains(told, words) {
			t.Errorf("nothing is said of %q", words)
		}
	}
	for _, h := range world {
		h.manners(t)
	}
	for _, s := range d.sources {
		if text, fine := source.Health(&s, time.Now(), 0); !fine {
			t.Errorf("%s: %s", s.URL, text)
		}
	}
	for _, it := range d.reports {
		c := it.Custody
		if it.Published.IsZero() || len(c.RawSHA256) != 64 || c.FinalURL == "" || c.Fetched.IsZero() || c.Headers["Content-Type"] == "" || c.Tool != "test" {
			t.Fatalf("custody %+v", c)
		}
	}
}

// manners reads the log of a server.
func (h *host) manners(t *testing.T) {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	slices.SortFunc(h.log, func(a, b request) int { return a.start.Compare(b.start) })
	tags, robots, not304 := map[string]string{}, 0, map[string]int{}
	var last *request
	var hold time.Time
	for i := range h.log {
		r := &h.log[i]
		if !strings.Contains(r.agent, "desk@reader.example") || strings.HasPrefix(r.path, "/closed/") {
			t.Errorf("%s by %q", r.path, r.agent)
		}
		if r.path == "/robots.txt" {
			robots++
			continue
		}
		if r.start.Before(hold) {
			t.Errorf("%s: asked %v before the end of Retry-After", r.path, hold.Sub(r.start))
		}
		if r.retryAfter {
			hold = r.end.Add(time.Second - 20*time.Millisecond)
		}
		if last != nil && !last.aborted && r.start.Before(last.end) {
			t.Errorf("%s and %s at the same time", last.path, r.path)
		}
		if last != nil && !strings.HasPrefix(r.path, "/moved/") && !last.aborted && r.start.Sub(last.end) < pause-2*time.Millisecond {
			t.Errorf("%s only %v after %s", r.path, r.start.Sub(last.end), last.path)
		}
		if r.asked != tags[r.path] && strings.HasPrefix(r.path, "/feed/") {
			t.Errorf("%s: asked with %q, known is %q", r.path, r.asked, tags[r.path])
		}
		if r.tag != "" {
			tags[r.path] = r.tag
		}
		if r.status == 200 && !r.aborted && strings.HasPrefix(r.path, "/news/") {
			not304[r.path]++
		}
		last = r
	}
	for path, n := range not304 {
		if n > 1 {
			t.Errorf("%s: fetched %d times", path, n)
		}
	}
	if robots != 1 || len(tags) != 2 {
		t.Errorf("%d requests for robots.txt, validators of %d feeds", robots, len(tags))
	}
}

// TestWorldCutShort: runs that end at any moment, with what they had not kept
// lost, end up with the same reports.
func TestWorldCutShort(t *testing.T) {
	t.Parallel()
	world := newWorld(t)
	d, want := newDesk(world), wanted(world)
	var mu sync.Mutex
	stop := 1
	for deadline := time.Now().Add(25 * time.Second); len(d.missing(want)) > 0 && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		d.round(t.Context(), d.opener(t, &mu), &mu, stop)
		stop = (stop*7 + 11) % 211
	}
	if m := d.missing(want); len(m) > 0 || len(d.reports) != len(want) {
		t.Errorf("%d of %d pages are lost, %d reports: %v", len(m), len(want), len(d.reports), m[:min(len(m), 5)])
	}
}
