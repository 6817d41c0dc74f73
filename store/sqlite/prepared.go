package sqlite

import (
	"context"
	"database/sql"
)

// prepared is a transaction or a connection that prepares each statement
// once: one that adds reports runs the same few statements thousands of times,
// and reading them costs SQLite more than most of them do.
type prepared struct {
	tx    queryer
	stmts map[string]*sql.Stmt // closed with tx
}

// A queryer is a [sql.Tx] or a [sql.Conn].
type queryer interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// most bounds the statements kept, since lists of values differ in length.
const most = 200

// stmt is the statement of a query, nil if it is to be run as it is.
func (p *prepared) stmt(ctx context.Context, query string) *sql.Stmt {
	if s, ok := p.stmts[query]; ok || len(p.stmts) >= most {
		return s
	}
	s, err := p.tx.PrepareContext(ctx, query)
	if err != nil {
		return nil // running it will say why
	}
	p.stmts[query] = s
	return s
}

// QueryContext is that of [sql.Tx].
func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := p.stmt(ctx, query); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return p.tx.QueryContext(ctx, query, args...)
}

// QueryRowContext is that of [sql.Tx].
func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := p.stmt(ctx, query); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return p.tx.QueryRowContext(ctx, query, args...)
}

// ExecContext is that of [sql.Tx].
func (p *prepared) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if s := p.stmt(ctx, query); s != nil {
		return s.ExecContext(ctx, args...)
	}
	return p.tx.ExecContext(ctx, query, args...)
}
