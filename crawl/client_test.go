package crawl

import (
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func client(t *testing.T, change func(*Options)) *Client {
	t.Helper()
	opt := local()
	if change != nil {
		change(&opt)
	}
	c := NewClient(opt)
	t.Cleanup(c.Close)
	return c
}

func TestClientTakesTurns(t *testing.T) {
	var mu sync.Mutex
	var starts, ends []time.Time
	var robots, now, most atomic.Int32
	base := site(t, map[string]http.HandlerFunc{
		"/robots.txt": func(http.ResponseWriter, *http.Request) { robots.Add(1) },
		"/": func(w http.ResponseWriter, _ *http.Request) {
			most.Store(max(most.Load(), now.Add(1)))
			start := time.Now()
			time.Sleep(5 * time.Millisecond)
			now.Add(-1)
			mu.Lock()
			starts, ends = append(starts, start), append(ends, time.Now())
			mu.Unlock()
		},
	})
	const pause = 20 * time.Millisecond
	c := client(t, func(o *Options) { o.Pause = pause })
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := c.Fetch(t.Context(), base+"/page", Validators{}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if robots.Load() != 1 || most.Load() != 1 {
		t.Errorf("%d requests for robots.txt, %d at a time", robots.Load(), most.Load())
	}
	for i := range starts[1:] {
		if gap := starts[i+1].Sub(ends[i]); gap < pause-5*time.Millisecond {
			t.Errorf("only %v between pages", gap)
		}
	}
}

func TestClientKeepsAway(t *testing.T) {
	var hits atomic.Int32
	base := site(t, map[string]http.HandlerFunc{
		"/busy": func(w http.ResponseWriter, _ *http.Request) {
			hits.Add(1)
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(503)
		},
		"/other": func(http.ResponseWriter, *http.Request) { hits.Add(1) },
	})
	c := client(t, nil)
	if _, err := c.Fetch(t.Context(), base+"/busy", Validators{}); err == nil {
		t.Fatal("no error")
	}
	_, err := c.Fetch(t.Context(), base+"/other", Validators{})
	var hold *HoldError
	if !errors.As(err, &hold) || time.Until(hold.Until) < time.Minute || hits.Load() != 1 {
		t.Errorf("error %v, %d hits", err, hits.Load())
	}
}

func TestClientAsksForChanges(t *testing.T) {
	base := site(t, map[string]http.HandlerFunc{
		"/old": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusMovedPermanently) },
		"/new": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"7"`)
			if r.Header.Get("If-None-Match") == `"7"` {
				w.WriteHeader(304)
			}
		},
	})
	c := client(t, func(o *Options) { o.Pause = -1 })
	p, err := c.Fetch(t.Context(), base+"/old", Validators{})
	if err != nil || p.Status != 200 || !p.Moved {
		t.Fatalf("%+v, %v", p, err)
	}
	p, err = c.Fetch(t.Context(), base+"/old", ValidatorsOf(p.Header))
	if err != nil || p.Status != 304 || p.FinalURL != base+"/new" {
		t.Errorf("%+v, %v", p, err)
	}
}

// TestClientCrossing: two hosts that redirect to each other do not make two
// visits wait for each other.
func TestClientCrossing(t *testing.T) {
	var a, b string
	done := make(chan struct{})
	slow := func(at *string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(20 * time.Millisecond)
			http.Redirect(w, r, *at+"/end", http.StatusFound)
		}
	}
	a = site(t, map[string]http.HandlerFunc{"/x": slow(&b), "/end": say(200, "a")})
	b = site(t, map[string]http.HandlerFunc{"/x": slow(&a), "/end": say(200, "b")})
	c := client(t, nil)
	go func() {
		defer close(done)
		var both sync.WaitGroup
		for _, base := range []string{a, b} {
			both.Go(func() {
				if _, err := c.Fetch(t.Context(), base+"/x", Validators{}); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
	}()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Fatal("the visits wait for each other")
	}
}
