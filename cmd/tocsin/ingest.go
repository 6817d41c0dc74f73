package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/signal"
	"syscall"
	"time"

	"tocsin"
	"tocsin/crawl"
	"tocsin/pipeline"
	"tocsin/record"
	"tocsin/source"
	"tocsin/store"
)

type ingestCmd struct {
	Sources []string `arg:"" optional:"" name:"source" help:"Pages, plain text, JSON Lines, WARC archives, feeds, sitemaps or OPML lists: files, folders, http(s) addresses, or - for standard input."`
	readFlags
	recordFlags
	Keep    string        `enum:"excerpts,text" default:"excerpts" help:"What to keep of the reports: excerpts (sentences with events and their neighbours), or the whole text."`
	Feeds   bool          `help:"Look at the followed sources that are due."`
	Every   time.Duration `placeholder:"DURATION" help:"With --feeds: go on until interrupted, and see this often what is due (such as 5m)."`
	Contact string        `placeholder:"ADDRESS" env:"TOCSIN_CONTACT" help:"Address where outlets find who fetches their pages; part of the User-Agent."`
	Pause   time.Duration `default:"1s" placeholder:"DURATION" help:"Least time between two pages of one host (default 1s)."`
}

// Help gives examples below the flags.
func (ingestCmd) Help() string {
	return `Codes reports and merges them into the record. What each source is shows in its content. What earlier runs have read is left out, so an ingest that was cut short is simply run again. A page that reads otherwise than before is a new version of its report; tocsin changes tells what its outlet changed.

Examples:
  tocsin ingest reports.jsonl
  tocsin ingest --db crisis.db --keep text page1.html saved-pages/
  tocsin ingest news.warc.gz https://example.org/sitemap.xml
  tocsin feeds add https://example.org/rss.xml
  tocsin ingest --feeds --every 10m --contact desk@example.org`
}

// Run adds every source to the record.
func (c *ingestCmd) Run(t *terminal) error {
	switch {
	case len(c.Sources) == 0 && !c.Feeds:
		return usageError{errors.New("ingest: name sources, or look at the followed ones with --feeds")}
	case c.Every != 0 && (!c.Feeds || c.Every < time.Second):
		return usageError{errors.New("ingest: --every goes with --feeds, and is a second or more")}
	}
	return c.with(true, func(_ context.Context, s recordStore) error {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		g, done, err := c.ingest(t, s)
		if err != nil {
			return err
		}
		defer done()
		err = g.run(ctx, opened(ctx, g.opener, c.Sources))
		if err == nil && c.Feeds {
			err = g.follow(ctx, c.Every)
		}
		if err != nil {
			return err
		}
		fmt.Fprintln(t.err, t.words.Textf("%d reports added, %d were there already", g.added, g.there))
		if ctx.Err() != nil && c.Every == 0 {
			fmt.Fprintln(t.err, t.words.Text("interrupted: run it again to go on"))
		}
		return g.verdict()
	})
}

// An ingest moves reports from sources into the record.
type ingest struct {
	*coding
	store  recordStore
	rec    *record.Recorder
	opener *source.Opener
	pipe   *pipeline.Pipeline
	jobs   int
	told   map[string]string // what was last said about a source

	batch []received
	begun time.Time // of the batch
	added int
	there int
}

func (c *ingestCmd) ingest(t *terminal, s recordStore) (*ingest, func(), error) {
	g := &ingest{coding: newCoding(t), store: s, jobs: c.jobs(), told: map[string]string{}}
	opt, err := c.options()
	if err != nil {
		return nil, nil, err
	}
	if g.pipe, err = c.pipeline(); err != nil {
		return nil, nil, err
	}
	if g.rec, err = record.New(s, record.Keep(c.Keep), time.Now); err != nil {
		return nil, nil, err
	}
	pause := c.Pause
	if pause == 0 {
		pause = -1 // none, which a crawl has to be told
	}
	client := crawl.NewClient(crawl.Options{AllowPrivate: c.AllowPrivate, Contact: c.Contact, Pause: pause})
	opt.Client, opt.Stdin, opt.Page = client, t.in, g.page
	g.opener = source.New(opt)
	return g, client.Close, nil
}

// page is what is remembered of a page.
func (g *ingest) page(key string) (p store.Page, err error) {
	ctx := context.Background()
	err = g.store.View(ctx, func(r store.Reader) error {
		p, err = r.Page(ctx, key)
		return err
	})
	return p, err
}

// The most reports that are written at once, since each step waits for the
// disk, and how long a report waits for others.
const (
	ingestBatch = 100
	ingestWait  = 10 * time.Second
)

// run takes all items into the record. An interrupted run keeps what it has.
func (g *ingest) run(ctx context.Context, items iter.Seq2[source.Item, error]) error {
	err := g.work(g.pipe, g.jobs, g.fresh(ctx, items), func(r received) error {
		if len(g.batch) == 0 {
			g.begun = time.Now()
		}
		g.batch = append(g.batch, r)
		if len(g.batch) < ingestBatch && time.Since(g.begun) < ingestWait {
			return nil
		}
		return g.flush()
	})
	return errors.Join(err, g.flush())
}

// fresh leaves out reports that are in the record: coding them again would
// change nothing.
func (g *ingest) fresh(ctx context.Context, items iter.Seq2[source.Item, error]) iter.Seq2[source.Item, error] {
	return func(yield func(source.Item, error) bool) {
		for it, err := range items {
			if it.ID != "" && g.has(it.ID) {
				it = source.Item{Known: true, Page: it.Page}
			}
			if !yield(it, err) || ctx.Err() != nil {
				return
			}
		}
	}
}

func (g *ingest) has(id tocsin.ReportID) bool {
	ctx := context.Background()
	return g.store.View(ctx, func(r store.Reader) error {
		_, err := r.Report(ctx, id)
		return err
	}) == nil
}

// flush writes the reports of the batch, and then what is to be remembered of
// them: never the other way, so that a crash between the two loses nothing.
func (g *ingest) flush() error {
	ctx := context.Background() // an interrupt does not stop it halfway
	var entries []record.Entry
	for _, r := range g.batch {
		if r.item.ID != "" && r.result.Err == nil {
			entries = append(entries, record.Entry{Report: r.result.Report, Custody: r.item.Custody, Mentions: r.result.Mentions, Doc: r.result.Doc})
		}
		if r.item.Known {
			g.there++
		}
	}
	n, err := g.rec.Add(ctx, entries...)
	if err != nil {
		return err
	}
	g.added += n
	g.there += len(entries) - n
	err = g.store.Update(ctx, func(w store.Writer) error { return g.remember(ctx, w) })
	g.batch = g.batch[:0]
	return err
}

// remember keeps the pages and sources of the batch.
func (g *ingest) remember(ctx context.Context, w store.Writer) error {
	for _, r := range g.batch {
		if p := r.item.Page; p != nil {
			if r.result.Err != nil {
				p.Outcome, p.Report = r.result.Err.Error(), ""
			}
			if err := w.PutPage(ctx, p); err != nil {
				return err
			}
		}
		if s := r.item.Source; s != nil {
			if err := keepSource(ctx, w, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepSource leaves a source away that was removed while it was looked at.
func keepSource(ctx context.Context, w store.Writer, s *store.Source) error {
	old, err := w.Source(ctx, s.URL)
	if errors.Is(err, tocsin.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	s.Least = old.Least
	return w.PutSource(ctx, s)
}

// follow looks at the sources that are due: once, or every so often until it
// is interrupted.
func (g *ingest) follow(ctx context.Context, every time.Duration) error {
	for ctx.Err() == nil {
		all, err := g.sources(ctx)
		if err != nil {
			return err
		}
		if err := g.run(ctx, g.opener.Follow(ctx, source.Due(all, time.Now()))); err != nil {
			return err
		}
		if err := g.tell(); err != nil || every == 0 {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(every):
		}
	}
	return nil
}

func (g *ingest) sources(ctx context.Context) (all []store.Source, err error) {
	err = g.store.View(context.WithoutCancel(ctx), func(r store.Reader) error {
		all, err = r.Sources(context.WithoutCancel(ctx))
		return err
	})
	return all, err
}

// tell says which sources need a person's eye, each once until that changes.
// A look that failed has been told about already.
func (g *ingest) tell() error {
	all, err := g.sources(context.Background())
	if err != nil {
		return err
	}
	now := time.Now()
	for i := range all {
		text, fine := source.Health(&all[i], now, 0)
		if fine || all[i].Failures > 0 {
			text = ""
		}
		if text != g.told[all[i].URL] && text != "" {
			fmt.Fprintf(g.t.err, "%s: %s\n", all[i].URL, text)
		}
		g.told[all[i].URL] = text
	}
	return nil
}
