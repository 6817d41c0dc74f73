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
	"tocsin/record"
	"tocsin/source"
	"tocsin/store"
)

type recodeCmd struct {
	Sources []string `arg:"" optional:"" name:"source" help:"What the reports came from: files, folders, http(s) addresses, or - for standard input (default: the texts that the record keeps)."`
	readFlags
	recordFlags
}

// Help gives examples below the flags.
func (recodeCmd) Help() string {
	return `Codes reports of the record again with this version of the program and merges them anew. Reports whose text the record keeps (ingest --keep text) need nothing else; for the others name the sources: what they hold and the record has is coded again, what it does not have is left for ingest. Identifiers, custody and people's corrections stay. A report whose words were taken down stays so. It can be cut short and run again.

Examples:
  tocsin recode
  tocsin recode --db crisis.db crawl.warc.gz saved-pages/`
}

// Run codes the reports of the record again.
func (c *recodeCmd) Run(t *terminal) error {
	return c.with(false, func(_ context.Context, s recordStore) error {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		rec, err := record.New(s, record.KeepExcerpts, time.Now)
		if err != nil {
			return err
		}
		r := &recoding{coding: newCoding(t), store: s, rec: rec}
		items, done, err := c.items(ctx, t, r)
		if err != nil {
			return err
		}
		defer done()
		p, err := c.pipeline()
		if err != nil {
			return err
		}
		err = errors.Join(r.work(p, c.jobs(), items, r.save), r.flush())
		if err != nil {
			return err
		}
		fmt.Fprintln(t.err, t.words.Textf("%d reports coded again, %d left as they are", r.coded, r.left))
		return r.verdict()
	})
}

// A recoding is one run of the command.
type recoding struct {
	*coding
	store recordStore
	rec   *record.Recorder
	batch []record.Entry
	coded int
	left  int // without text, taken down, or not in the record
}

func (c *recodeCmd) items(ctx context.Context, t *terminal, r *recoding) (iter.Seq2[source.Item, error], func(), error) {
	if len(c.Sources) == 0 {
		return r.kept(ctx), func() {}, nil
	}
	opt, err := c.options()
	if err != nil {
		return nil, nil, err
	}
	client := crawl.NewClient(crawl.Options{AllowPrivate: c.AllowPrivate})
	opt.Client, opt.Stdin = client, t.in
	return r.known(opened(ctx, source.New(opt), c.Sources)), client.Close, nil
}

// kept are the reports whose text the record keeps.
func (r *recoding) kept(ctx context.Context) iter.Seq2[source.Item, error] {
	return func(yield func(source.Item, error) bool) {
		for after := int64(0); ; {
			var page []store.Report
			err := r.store.View(context.WithoutCancel(ctx), func(rd store.Reader) (err error) {
				page, err = rd.Reports(context.WithoutCancel(ctx), after, pageSize)
				return err
			})
			if err != nil {
				yield(source.Item{}, err)
				return
			}
			for i := range page {
				if page[i].Text == "" {
					r.left++
					continue
				}
				if ctx.Err() != nil || !yield(source.Item{Report: page[i].Report}, nil) {
					return
				}
			}
			if len(page) == 0 {
				return
			}
			after = page[len(page)-1].Seq
		}
	}
}

// known leaves out what the record does not have.
func (r *recoding) known(items iter.Seq2[source.Item, error]) iter.Seq2[source.Item, error] {
	return func(yield func(source.Item, error) bool) {
		for it, err := range items {
			if it.ID != "" && !r.has(it.ID) {
				r.left++
				it = source.Item{Known: true}
			}
			if !yield(it, err) {
				return
			}
		}
	}
}

func (r *recoding) has(id tocsin.ReportID) bool {
	ctx := context.Background()
	return r.store.View(ctx, func(rd store.Reader) error {
		_, err := rd.Report(ctx, id)
		return err
	}) == nil
}

func (r *recoding) save(x received) error {
	if x.item.ID == "" || x.result.Err != nil {
		return nil
	}
	r.batch = append(r.batch, record.Entry{Report: x.result.Report, Mentions: x.result.Mentions, Doc: x.result.Doc})
	if len(r.batch) < ingestBatch {
		return nil
	}
	return r.flush()
}

func (r *recoding) flush() error {
	n, err := r.rec.Recode(context.Background(), r.batch...) // an interrupt does not stop it halfway
	if err != nil {
		return err
	}
	r.coded += n
	r.left += len(r.batch) - n
	r.batch = r.batch[:0]
	return nil
}
