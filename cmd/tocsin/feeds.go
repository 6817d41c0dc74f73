package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"time"

	"tocsin"
	"tocsin/source"
	"tocsin/store"
)

// feedsCmd keeps the list of sources that are followed.
type feedsCmd struct {
	List   feedsListCmd   `cmd:"" default:"withargs" help:"List the followed sources with their health."`
	Add    feedsAddCmd    `cmd:"" help:"Follow feeds or sitemaps."`
	Remove feedsRemoveCmd `cmd:"" help:"Follow sources no more."`
	Import feedsImportCmd `cmd:"" help:"Follow the feeds of an OPML list."`
	Export feedsExportCmd `cmd:"" help:"Print the followed sources as OPML."`
}

type feedsListCmd struct{ listFlags }

// A feedLine is a source with what there is to say about it.
type feedLine struct {
	store.Source
	Health string `json:"health"`
	Fine   bool   `json:"fine"`
}

// Run lists the sources.
func (c *feedsListCmd) Run(t *terminal) error {
	var rows []feedLine
	now := time.Now()
	err := c.view(func(ctx context.Context, r store.Reader) error {
		all, err := r.Sources(ctx)
		for i := range all {
			text, fine := source.Health(&all[i], now, 0)
			rows = append(rows, feedLine{all[i], text, fine})
		}
		return err
	})
	if err != nil {
		return err
	}
	return list(&c.listFlags, t.out, []string{"source", "looked at", "last new", "next", "health"}, rows, func(l feedLine) []string {
		return []string{l.URL, clock(l.Checked), clock(l.Fresh), clock(l.Next), l.Health}
	})
}

// clock is a time to the minute, UTC.
func clock(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return at.UTC().Format("2006-01-02 15:04")
}

type feedsAddCmd struct {
	recordFlags
	URLs  []string      `arg:"" name:"url" help:"Addresses of RSS, Atom or JSON feeds, or of sitemaps."`
	Every time.Duration `placeholder:"DURATION" help:"Shortest time between two looks (default 1h); longer where little is new."`
}

// Run adds sources. They are not looked at before the next ingest.
func (c *feedsAddCmd) Run(t *terminal) error {
	if c.Every < 0 {
		return usageError{errors.New("feeds add: --every must not be negative")}
	}
	var feeds []store.Source
	for _, address := range c.URLs {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return usageError{fmt.Errorf("feeds add: %q is no http(s) address", address)}
		}
		feeds = append(feeds, store.Source{URL: address, Least: c.Every})
	}
	return c.follow(t, feeds)
}

// follow adds sources that are not there; of others it sets the shortest time
// between looks if one is given.
func (f *recordFlags) follow(t *terminal, feeds []store.Source) error {
	added := 0
	err := f.with(true, func(ctx context.Context, s recordStore) error {
		return s.Update(ctx, func(w store.Writer) error {
			for i := range feeds {
				old, err := w.Source(ctx, feeds[i].URL)
				switch {
				case errors.Is(err, tocsin.ErrNotFound):
					added++
					old = feeds[i]
					old.Added = time.Now().UTC()
				case err != nil:
					return err
				case feeds[i].Least > 0:
					old.Least = feeds[i].Least
				}
				if err := w.PutSource(ctx, &old); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(t.err, t.words.Textf("%d sources added, %d were there already; tocsin ingest --feeds looks at them", added, len(feeds)-added))
	return nil
}

type feedsRemoveCmd struct {
	recordFlags
	URLs []string `arg:"" name:"url" help:"Addresses as tocsin feeds lists them."`
}

// Run removes sources; reports that came from them stay.
func (c *feedsRemoveCmd) Run(*terminal) error {
	return c.with(false, func(ctx context.Context, s recordStore) error {
		return s.Update(ctx, func(w store.Writer) error {
			for _, address := range c.URLs {
				if err := w.DropSource(ctx, address); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

type feedsImportCmd struct {
	recordFlags
	File string `arg:"" help:"OPML file, or - for standard input."`
}

// Run adds the feeds of a list.
func (c *feedsImportCmd) Run(t *terminal) error {
	in := t.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, 16<<20))
	if err != nil {
		return err
	}
	entries, err := source.ReadOPML(b)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	feeds := make([]store.Source, len(entries))
	for i, e := range entries {
		feeds[i] = store.Source{URL: e.URL, Title: e.Title}
	}
	return c.follow(t, feeds)
}

type feedsExportCmd struct{ recordFlags }

// Run prints the list.
func (c *feedsExportCmd) Run(t *terminal) error {
	return c.view(func(ctx context.Context, r store.Reader) error {
		all, err := r.Sources(ctx)
		if err != nil {
			return err
		}
		return source.WriteOPML(t.out, all)
	})
}
