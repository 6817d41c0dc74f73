package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"text/tabwriter"
	"time"
)

// A client reads one desk.
type client struct {
	base string
	http *http.Client
}

// A visit is one request with its answer.
type visit struct {
	path string
	took time.Duration // until the last byte of the answer
	cpu  time.Duration // of the desk meanwhile; 0 if not asked for
	size int           // as sent, packed
	err  error
}

// get reads an address as a browser would.
func (c *client) get(ctx context.Context, path string) visit {
	v := visit{path: path}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		v.err = err
		return v
	}
	req.Header.Set("Accept-Encoding", "gzip")
	start := time.Now()
	res, err := c.http.Do(req)
	if err != nil {
		v.err = err
		return v
	}
	defer res.Body.Close()
	n, err := io.Copy(io.Discard, res.Body)
	v.took, v.size, v.err = time.Since(start), int(n), err
	if err == nil && res.StatusCode != http.StatusOK {
		v.err = fmt.Errorf("%s: status %d", path, res.StatusCode)
	}
	return v
}

// data reads what a page answers as JSON.
func (c *client) data(ctx context.Context, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return err
	}
	res, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: status %d", path, res.StatusCode)
	}
	return json.NewDecoder(res.Body).Decode(&struct{ Data any }{into})
}

// times collects visits by kind of page.
type times struct {
	mu     sync.Mutex
	by     map[string][]visit
	errors []error
}

func (t *times) add(kind string, v visit) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if v.err != nil {
		t.errors = append(t.errors, v.err)
		return
	}
	if t.by == nil {
		t.by = map[string][]visit{}
	}
	t.by[kind] = append(t.by[kind], v)
}

func (t *times) count() (n int) {
	for _, vs := range t.by {
		n += len(vs)
	}
	return n
}

// shownErrors is how many faults are told in full.
const shownErrors = 5

// print writes a table: kinds of page by name, then all of them.
func (t *times) print(out io.Writer) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "page\tn\tp50 ms\tp95 ms\tp99 ms\tmost ms\tp95 CPU ms\tmost KB\tslowest\t")
	var all []visit
	for _, kind := range slices.Sorted(keys(t.by)) {
		row(w, kind, t.by[kind])
		all = append(all, t.by[kind]...)
	}
	row(w, "all", all)
	w.Flush()
	fmt.Fprintf(out, "%d errors\n", len(t.errors))
	for _, err := range t.errors[:min(len(t.errors), shownErrors)] {
		fmt.Fprintln(out, " ", err)
	}
}

func keys(m map[string][]visit) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func row(w io.Writer, name string, vs []visit) {
	if len(vs) == 0 {
		return
	}
	vs = slices.SortedFunc(slices.Values(vs), func(a, b visit) int { return cmp.Compare(a.took, b.took) })
	ms := func(p float64) float64 { return float64(vs[int(p*float64(len(vs)-1))].took.Microseconds()) / 1000 }
	busiest := slices.SortedFunc(slices.Values(vs), func(a, b visit) int { return cmp.Compare(a.cpu, b.cpu) })
	cpu := "–" // not asked for, or many at once
	if d := busiest[int(.95*float64(len(vs)-1))].cpu; d > 0 {
		cpu = fmt.Sprintf("%.1f", float64(d.Microseconds())/1000)
	}
	largest := slices.MaxFunc(vs, func(a, b visit) int { return a.size - b.size })
	fmt.Fprintf(w, "%s\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%s\t%.0f\t%s\t\n", name, len(vs), ms(.5), ms(.95), ms(.99), ms(1), cpu, float64(largest.size)/1024, vs[len(vs)-1].path)
}

// mixed sends requests at a steady rate, whether or not answers keep up: what
// waits in the queue is waiting time of the reader.
func mixed(ctx context.Context, c *client, kinds []kind, o *options, t *times) time.Duration {
	type call struct {
		kind, path string
		due        time.Time
	}
	calls := make(chan call, int(o.rate*o.last.Seconds())+1)
	var wg sync.WaitGroup
	for range o.workers {
		wg.Go(func() {
			for x := range calls {
				v := c.get(ctx, x.path)
				v.took = time.Since(x.due)
				t.add(x.kind, v)
			}
		})
	}
	rnd := rand.New(rand.NewPCG(o.seed, 2))
	start := time.Now()
	for i := 0; time.Since(start) < o.last; i++ {
		due := start.Add(time.Duration(float64(i) / o.rate * float64(time.Second)))
		time.Sleep(time.Until(due))
		k := &kinds[rnd.IntN(len(kinds))]
		calls <- call{k.name, k.paths[rnd.IntN(len(k.paths))], due}
	}
	close(calls)
	wg.Wait()
	return time.Since(start)
}
