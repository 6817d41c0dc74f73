package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// A session is one reading connection with the statements that it has
// prepared: a page runs a dozen small ones, and preparing them would cost more
// than running them.
type session struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

// sessions lends out reading connections; nil stands for one that is not open
// yet.
type sessions chan *session

func newSessions(n int) sessions {
	s := make(sessions, n)
	for range n {
		s <- nil
	}
	return s
}

// take waits for a session and opens it if it is not.
func (s sessions) take(ctx context.Context, db *sql.DB) (*session, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case x := <-s:
		if x != nil {
			return x, nil
		}
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		s <- nil
		return nil, err
	}
	return &session{conn, map[string]*sql.Stmt{}}, nil
}

// give takes a session back. One that failed to end what it read is closed.
func (s sessions) give(x *session, ok bool) {
	if !ok {
		x.conn.Close() // it is of no use any more
		x = nil
	}
	s <- x
}

// view reads one state of the record: SQLite keeps it from the first read to
// the end.
func (x *session) view(ctx context.Context, read func(reader) error) (ok bool, err error) {
	p := &prepared{tx: x.conn, stmts: x.stmts}
	if _, err := p.ExecContext(ctx, "BEGIN"); err != nil {
		return false, fmt.Errorf("sqlite: %w", err)
	}
	defer func() {
		_, end := p.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") // nothing was written
		ok = end == nil
	}()
	return true, read(reader{p})
}

// close closes all sessions; none may be lent out.
func (s sessions) close() error {
	var errs []error
	for range cap(s) {
		if x := <-s; x != nil {
			errs = append(errs, x.conn.Close())
		}
	}
	for range cap(s) {
		s <- nil // so that closing twice, and reading later, do not wait
	}
	return errors.Join(errs...)
}
