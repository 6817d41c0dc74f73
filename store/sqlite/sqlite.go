// Package sqlite keeps the record in one SQLite file, in pure Go. Schema
// changes are migrations that the program carries and applies when it opens
// an older file; a file that a newer program has changed is refused.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"runtime"
	"strconv"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver

	"tocsin"
	"tocsin/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is a [store.Store] in a file.
type Store struct {
	file  string
	write *sql.DB // one connection: SQLite has one writer
	read  *sql.DB
	views sessions // of read
}

var _ store.Store = (*Store)(nil)

// Open opens the record in a file and makes a new one if there is none. The
// error wraps [tocsin.ErrInvalid] if a newer version of the program has
// written the file.
func Open(ctx context.Context, file string) (*Store, error) {
	s := &Store{file: file}
	var err error
	if s.write, err = connect(file, "_txlock=immediate", writeCache); err != nil {
		return nil, err
	}
	s.write.SetMaxOpenConns(1)
	if err := migrate(ctx, s.write); err != nil {
		return nil, errors.Join(fmt.Errorf("sqlite: %s: %w", file, err), s.write.Close())
	}
	if s.read, err = connect(file, "_pragma=query_only(1)", readCache); err != nil {
		return nil, errors.Join(err, s.write.Close())
	}
	s.views = newSessions(2 * runtime.GOMAXPROCS(0))
	return s, nil
}

// The pages that a connection keeps, in KiB: the one that writes looks up far
// and wide, those that read are several and have the system's cache beneath.
const (
	writeCache = 64 << 10
	readCache  = 24 << 10
)

func connect(file, option string, cache int) (*sql.DB, error) {
	dsn := "file:" + (&url.URL{Path: file}).EscapedPath() + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)" +
		"&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)&_pragma=cache_size(-" + strconv.Itoa(cache) + ")&" + option
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("sqlite: %s: %w", file, err)
	}
	return db, nil
}

// migrate brings the schema up to date.
func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithGoMigrations(goMigrations()...))
	if err != nil {
		return err
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	sources := p.ListSources()
	if newest := sources[len(sources)-1].Version; have > newest {
		return fmt.Errorf("the file has schema %d, this program knows %d: use a newer program: %w", have, newest, tocsin.ErrInvalid)
	}
	_, err = p.Up(ctx)
	return err
}

// View implements [store.Store].
func (s *Store) View(ctx context.Context, read func(store.Reader) error) error {
	x, err := s.views.take(ctx, s.read)
	if err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	ok := false
	defer func() { s.views.give(x, ok) }() // also where read panics
	ok, err = x.view(ctx, func(r reader) error { return read(r) })
	return err
}

// Update implements [store.Store].
func (s *Store) Update(ctx context.Context, write func(store.Writer) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	w := newWriter(tx)
	if err := write(w); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := w.finish(ctx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	return nil
}

// Backup implements [store.Store]. The file must not exist.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("sqlite: %s: %w", file, fs.ErrExist)
	}
	db, err := connect(s.file, "", readCache) // of its own, so that writers need not wait
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", file); err != nil {
		return fmt.Errorf("sqlite: backup to %s: %w", file, err)
	}
	return nil
}

// Close implements [store.Store].
func (s *Store) Close() error {
	return errors.Join(s.views.close(), s.read.Close(), s.write.Close())
}
