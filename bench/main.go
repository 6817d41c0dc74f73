// Command bench plays readers at a desk and tells how long they wait: every
// kind of page, filter and form, each address for the first time, again, and
// many at once. It can also make a large record of made-up reports to serve.
// README.md tells how to run it and what it measured.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	make    string
	reports int
	url     string
	each    int
	rate    float64
	last    time.Duration
	workers int
	seed    uint64
	pid     int
}

func run(ctx context.Context, args []string, out io.Writer) error {
	var o options
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.StringVar(&o.make, "make", "", "make a record of made-up reports in this file, and end")
	f.IntVar(&o.reports, "reports", 20_000, "reports of that record, five mentions in each")
	f.StringVar(&o.url, "url", "http://127.0.0.1:8090", "the desk to read")
	f.IntVar(&o.each, "each", 20, "addresses of each kind of page")
	f.Float64Var(&o.rate, "rate", 300, "requests a second of the mixed load")
	f.DurationVar(&o.last, "for", 20*time.Second, "how long the mixed load lasts; 0 for none")
	f.IntVar(&o.workers, "workers", 16, "connections of the mixed load")
	f.IntVar(&o.pid, "pid", 0, "process of the desk, on Linux: tell its processor time and memory too")
	f.Uint64Var(&o.seed, "seed", 1, "of what is drawn")
	if err := f.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if o.make != "" {
		return makeRecord(ctx, o.make, o.reports, out)
	}
	return read(ctx, &o, out)
}

// read plays the readers.
func read(ctx context.Context, o *options, out io.Writer) error {
	c := &client{base: o.url, http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: o.workers, MaxConnsPerHost: o.workers, DisableCompression: true}}}
	kinds, err := discover(ctx, c, o.each, o.seed)
	if err != nil {
		return err
	}
	for _, pass := range []string{"first time", "again"} {
		t := &times{}
		for _, k := range kinds {
			for _, at := range k.paths {
				before := cpuOf(o.pid)
				v := c.get(ctx, at)
				v.cpu = cpuOf(o.pid) - before
				t.add(k.name, v)
			}
		}
		fmt.Fprintf(out, "%s, one after the other\n", pass)
		t.print(out)
	}
	if o.last == 0 {
		return nil
	}
	t := &times{}
	took := mixed(ctx, c, kinds, o, t)
	fmt.Fprintf(out, "mixed, %g requests/s asked for, %d connections\n", o.rate, o.workers)
	t.print(out)
	fmt.Fprintf(out, "%.0f requests/s\n", float64(t.count())/took.Seconds())
	if o.pid != 0 {
		fmt.Fprintf(out, "the desk holds %d MB\n", memoryOf(o.pid)>>20)
	}
	return nil
}
