package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/pressly/goose/v3"

	"tocsin"
)

// goMigrations are those that SQL cannot say.
func goMigrations() []*goose.Migration {
	return []*goose.Migration{
		goose.NewGoMigration(6, &goose.GoFunc{RunTx: fillReading}, nil),
		goose.NewGoMigration(7, &goose.GoFunc{RunTx: rewriteShort}, nil),
	}
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
			w.later(r.ID).gone = r.TakenDown
		}
		if err := w.index(ctx); err != nil {
			return err
		}
		after = rs[len(rs)-1].Seq
	}
}

// rewriteShort writes the short form of events anew, which was JSON.
func rewriteShort(ctx context.Context, tx *sql.Tx) error {
	w := newWriter(tx)
	for after := int64(0); ; {
		var last int64
		es, err := rows(ctx, w.tx, func(row interface{ Scan(...any) error }) (e tocsin.Event, err error) {
			var body string
			if err := row.Scan(&last, &body); err != nil {
				return e, err
			}
			return e, json.Unmarshal([]byte(body), &e)
		}, "SELECT n, body FROM event_body WHERE n > ? ORDER BY n LIMIT ?", after, fillPage)
		if err != nil || len(es) == 0 {
			return err
		}
		for i := range es {
			s := shortOf(&es[i])
			if s.Told, err = w.lastTold(ctx, nil, &s); err != nil {
				return err
			}
			if err := w.exec(ctx, "UPDATE event SET short = ? WHERE id = ?", s.encode(), s.ID); err != nil {
				return err
			}
		}
		after = last
	}
}
