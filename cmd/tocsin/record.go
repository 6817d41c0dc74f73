package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"time"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
	"tocsin/store/sqlite"
)

// recordFlags name the record; commands that use it embed them.
type recordFlags struct {
	DB string `name:"db" default:"tocsin.db" env:"TOCSIN_DB" placeholder:"FILE" help:"The record: one SQLite file (default: tocsin.db, or what TOCSIN_DB names)."`
}

// recordStore is the record in a file.
type recordStore = *sqlite.Store

// with opens the record for a command. A command that only reads must not
// make a new one where the name is mistyped.
func (f *recordFlags) with(mayCreate bool, do func(context.Context, recordStore) error) (err error) {
	if _, missing := os.Stat(f.DB); missing != nil && !mayCreate {
		return fmt.Errorf("%s: %w: tocsin ingest makes a record, --db names one", f.DB, fs.ErrNotExist)
	}
	ctx := context.Background()
	s, err := sqlite.Open(ctx, f.DB)
	if err != nil {
		return err
	}
	defer func() {
		if e := s.Close(); err == nil {
			err = e
		}
	}()
	return do(ctx, s)
}

// view reads the record.
func (f *recordFlags) view(do func(context.Context, store.Reader) error) error {
	return f.with(false, func(ctx context.Context, s recordStore) error {
		return s.View(ctx, func(r store.Reader) error { return do(ctx, r) })
	})
}

// record changes the record.
func (f *recordFlags) record(do func(context.Context, *record.Recorder) error) error {
	return f.with(false, func(ctx context.Context, s recordStore) error {
		r, err := record.New(s, record.KeepExcerpts, time.Now)
		if err != nil {
			return err
		}
		return do(ctx, r)
	})
}

type verifyCmd struct{ recordFlags }

// Run walks the chain of custody.
func (c *verifyCmd) Run(t *terminal) error {
	return c.with(false, func(ctx context.Context, s recordStore) error {
		n, err := s.Verify(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintln(t.out, t.words.Textf("%d reports, every line of custody as it was written", n))
		return nil
	})
}

type backupCmd struct {
	recordFlags
	File string `arg:"" help:"New file to write the copy to."`
}

// Run copies the record while others use it.
func (c *backupCmd) Run(*terminal) error {
	return c.with(false, func(ctx context.Context, s recordStore) error { return s.Backup(ctx, c.File) })
}

type redactCmd struct {
	recordFlags
	Report string `arg:"" help:"ID of the report."`
}

// Help says what stays.
func (redactCmd) Help() string {
	return `Takes the words of a report out of the record, and every event that only it tells. Its line of custody stays, with the hashes of what was there.

Example:
  tocsin redact 5f1c0a9be2d34477`
}

// Run redacts one report.
func (c *redactCmd) Run(*terminal) error {
	return c.record(func(ctx context.Context, r *record.Recorder) error { return r.Redact(ctx, tocsin.ReportID(c.Report)) })
}
