package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"

	"tocsin"
	"tocsin/store"
)

// goMigrations are those that SQL cannot say.
func goMigrations() []*goose.Migration {
	return []*goose.Migration{goose.NewGoMigration(6, &goose.GoFunc{RunTx: fillReading}, nil)}
}

// fillReading fills the tables that 00005 makes from a record that an older
// program has kept.
func fillReading(ctx context.Context, tx *sql.Tx) error {
	w := newWriter(tx)
	if err := w.fillReports(ctx); err != nil {
		return err
	}
	if err := w.fillEvents(ctx); err != nil { // which look reports up
		return err
	}
	for _, q := range []string{"DROP TABLE event_old", "DROP TABLE pair_old"} {
		if err := w.exec(ctx, q); err != nil {
			return err
		}
	}
	return w.finish(ctx)
}

// fillPage is how many rows are read at once.
const fillPage = 200

func (w writer) fillEvents(ctx context.Context) error {
	for after := ""; ; {
		es, err := rows(ctx, w.tx, scanJSON[tocsin.Event], "SELECT body FROM event_old WHERE id > ? ORDER BY id LIMIT ?", after, fillPage)
		if err != nil || len(es) == 0 {
			return err
		}
		for i := range es {
			if err := w.PutEvent(ctx, &es[i]); err != nil {
				return err
			}
		}
		after = es[len(es)-1].ID
	}
}

func (w writer) fillReports(ctx context.Context) error {
	for after := int64(0); ; {
		rs, err := w.Reports(ctx, after, fillPage)
		if err != nil || len(rs) == 0 {
			return err
		}
		for i := range rs {
			r := &rs[i]
			if err := w.addLine(ctx, r); err != nil {
				return err
			}
			if r.Copy != nil {
				if err := w.copyLine(ctx, r.ID, r.Copy.Of); err != nil {
					return err
				}
			}
			w.later(r.ID).report = r
			if taken, err := w.taken(ctx, r); err != nil {
				return err
			} else if taken {
				w.later(r.ID).gone = true
			}
		}
		if err := w.index(ctx); err != nil {
			return err
		}
		after = rs[len(rs)-1].Seq
	}
}

// taken reports whether the words of a report were taken down: a report that
// has its words has a signature of them.
func (w writer) taken(ctx context.Context, r *store.Report) (gone bool, err error) {
	if err := w.tx.QueryRowContext(ctx, "SELECT length(signature) = 0 AND text = '' AND excerpts = '[]' FROM report WHERE seq = ?", r.Seq).Scan(&gone); err != nil {
		return false, fmt.Errorf("sqlite: report %s: %w", r.ID, err)
	}
	return gone, nil
}
