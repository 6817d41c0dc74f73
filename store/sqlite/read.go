package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
)

// reader is a [store.Reader] in a transaction.
type reader struct{ tx *prepared }

// A report that has its words has a signature of them.
const reportColumns = "seq, body, text, excerpts, withheld, previous, hash, copy, length(signature) = 0 AND text = '' AND excerpts = '[]'"

// scanReport reads one row of reportColumns.
func scanReport(row interface{ Scan(...any) error }) (store.Report, error) {
	var r store.Report
	var body, text, excerpts, hidden, previous, hash, original string
	var seq int64
	var taken bool
	if err := row.Scan(&seq, &body, &text, &excerpts, &hidden, &previous, &hash, &original, &taken); err != nil {
		return r, err
	}
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		return r, err
	}
	r.Seq, r.Text, r.Previous, r.Hash, r.TakenDown = seq, text, previous, hash, taken
	if original != "" {
		if err := json.Unmarshal([]byte(original), &r.Copy); err != nil {
			return r, err
		}
	}
	if hidden != "" {
		if err := json.Unmarshal([]byte(hidden), &r.Withheld); err != nil {
			return r, err
		}
	}
	return r, json.Unmarshal([]byte(excerpts), &r.Excerpts)
}

// one turns the absence of a row into [tocsin.ErrNotFound].
func one(what, id string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("sqlite: %s %q: %w", what, id, tocsin.ErrNotFound)
	}
	return fmt.Errorf("sqlite: %s %q: %w", what, id, err)
}

// Report implements [store.Reader].
func (r reader) Report(ctx context.Context, id tocsin.ReportID) (store.Report, error) {
	out, err := scanReport(r.tx.QueryRowContext(ctx, "SELECT "+reportColumns+" FROM report WHERE id = ?", string(id)))
	return out, one("report", string(id), err)
}

// Copy implements [store.Reader].
func (r reader) Copy(ctx context.Context, id tocsin.ReportID) (*store.Copy, error) {
	body, err := scanString(r.tx.QueryRowContext(ctx, "SELECT copy FROM report WHERE id = ?", string(id)))
	if err != nil || body == "" {
		return nil, one("report", string(id), err)
	}
	c := &store.Copy{}
	return c, one("report", string(id), json.Unmarshal([]byte(body), c))
}

// Reports implements [store.Reader].
func (r reader) Reports(ctx context.Context, after int64, limit int) ([]store.Report, error) {
	return rows(ctx, r.tx, scanReport, "SELECT "+reportColumns+" FROM report WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)
}

// Versions implements [store.Reader].
func (r reader) Versions(ctx context.Context, url string) ([]store.Report, error) {
	return rows(ctx, r.tx, scanReport, "SELECT "+reportColumns+" FROM report WHERE url = ? ORDER BY seq", url)
}

// rows runs a query and scans every row of its answer.
func rows[T any](ctx context.Context, tx *prepared, scan func(interface{ Scan(...any) error }) (T, error), query string, args ...any) ([]T, error) {
	rs, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	defer rs.Close()
	var out []T
	for rs.Next() {
		v, err := scan(rs)
		if err != nil {
			return nil, fmt.Errorf("sqlite: %w", err)
		}
		out = append(out, v)
	}
	if err := rs.Err(); err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	return out, nil
}

// marks is n question marks, and args the values for them.
func marks[T any](vs []T) (string, []any) {
	n := 1
	for n < len(vs) {
		n *= 2 // few lengths make few statements to prepare
	}
	args := make([]any, n)
	for i := range args {
		args[i] = vs[min(i, len(vs)-1)]
	}
	return strings.TrimSuffix(strings.Repeat("?,", n), ","), args
}

// batch is how many values one statement takes: SQLite allows 32,766.
const batch = 500

// Prints implements [store.Reader].
func (r reader) Prints(ctx context.Context, bands []uint64) ([]store.Print, error) {
	keys := make([]int64, len(bands))
	for i, b := range bands {
		keys[i] = int64(b)
	}
	in, args := marks(keys)
	return rows(ctx, r.tx, func(row interface{ Scan(...any) error }) (store.Print, error) {
		var p store.Print
		var id, published string
		err := row.Scan(&id, &published, &p.Publisher, &p.Signature)
		p.Report = tocsin.ReportID(id)
		return p, errors.Join(err, p.Published.UnmarshalText([]byte(published)))
	}, "SELECT id, published, publisher, signature FROM report WHERE seq IN (SELECT report FROM band WHERE key IN ("+in+")) ORDER BY seq", args...)
}

func scanMention(row interface{ Scan(...any) error }) (store.Mention, error) {
	var m store.Mention
	var body string
	if err := row.Scan(&body, &m.Component, &m.Event); err != nil {
		return m, err
	}
	return m, json.Unmarshal([]byte(body), &m.Mention)
}

// Mentions implements [store.Reader].
func (r reader) Mentions(ctx context.Context, ids []string) ([]store.Mention, error) {
	found := make(map[string]store.Mention, len(ids))
	for part := range slices.Chunk(ids, batch) {
		in, args := marks(part)
		ms, err := rows(ctx, r.tx, scanMention, "SELECT body, component, event FROM mention WHERE id IN ("+in+")", args...)
		if err != nil {
			return nil, err
		}
		for _, m := range ms {
			found[m.ID] = m
		}
	}
	out := make([]store.Mention, 0, len(ids))
	for _, id := range ids {
		if m, ok := found[id]; ok {
			out = append(out, m)
		}
	}
	return out, nil
}

// MentionsOf implements [store.Reader].
func (r reader) MentionsOf(ctx context.Context, id tocsin.ReportID) ([]store.Mention, error) {
	return rows(ctx, r.tx, scanMention, "SELECT body, component, event FROM mention WHERE report = ? ORDER BY start, id", string(id))
}

func scanString(row interface{ Scan(...any) error }) (string, error) {
	var s string
	err := row.Scan(&s)
	return s, err
}

// widths are the widest windows of each class of mention_key.width, in days.
var widths = [...]int{7, 62, 100_000}

func widthOf(lo, hi int) int {
	for c, w := range widths {
		if hi-lo <= w {
			return c
		}
	}
	return len(widths) - 1
}

// nearBatch is how many keys one statement looks up; what is left of the last
// one matches nothing, so that every statement is the same.
const nearBatch = 8

// nearQuery looks up keys: the family, name, first and last day of each.
func nearQuery() string {
	q := "WITH q (family, name, lo, hi) AS (VALUES " + strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?), ", nearBatch), ", ") + "), w (width, widest) AS (VALUES "
	for class, widest := range widths {
		q += fmt.Sprintf("(%d, %d), ", class, widest)
	}
	return strings.TrimSuffix(q, ", ") + `)
		SELECT DISTINCT m.component FROM q CROSS JOIN w CROSS JOIN mention_key k CROSS JOIN mention m
		WHERE k.family = q.family AND k.name = q.name AND k.width = w.width AND k.lo BETWEEN q.lo - w.widest AND q.hi AND k.hi >= q.lo
		AND m.n = k.mention`
}

// Near implements [store.Reader].
func (r reader) Near(ctx context.Context, keys []store.Key) ([]string, error) {
	query := nearQuery()
	var out []string
	for part := range slices.Chunk(keys, nearBatch) {
		args := make([]any, 4*nearBatch)
		for i, k := range part {
			args[4*i], args[4*i+1], args[4*i+2], args[4*i+3] = k.Family, k.Name, k.Lo, k.Hi
		}
		found, err := rows(ctx, r.tx, scanString, query, args...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Component implements [store.Reader].
func (r reader) Component(ctx context.Context, components []string) ([]string, error) {
	var out []string
	for part := range slices.Chunk(components, batch) {
		in, args := marks(part)
		ids, err := rows(ctx, r.tx, scanString, "SELECT id FROM mention WHERE component IN ("+in+")", args...)
		if err != nil {
			return nil, err
		}
		out = append(out, ids...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Corrections implements [store.Reader].
func (r reader) Corrections(ctx context.Context) ([]store.Correction, error) {
	return rows(ctx, r.tx, scanJSON[store.Correction], "SELECT body FROM correction ORDER BY number")
}

// Changes implements [store.Reader].
func (r reader) Changes(ctx context.Context, after int64, limit int) ([]store.Change, error) {
	return rows(ctx, r.tx, scanJSON[store.Change], "SELECT body FROM change WHERE number > ? ORDER BY number LIMIT ?", after, limit)
}

// ChangesOf implements [store.Reader].
func (r reader) ChangesOf(ctx context.Context, event string) ([]store.Change, error) {
	return rows(ctx, r.tx, scanJSON[store.Change], "SELECT body FROM change WHERE event = ? ORDER BY number", event)
}

// Setting implements [store.Reader].
func (r reader) Setting(ctx context.Context, name string) (string, error) {
	v, err := scanString(r.tx.QueryRowContext(ctx, "SELECT value FROM setting WHERE name = ?", name))
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return v, one("setting", name, err)
}

// scanJSON reads a row of one column with a value as JSON.
func scanJSON[T any](row interface{ Scan(...any) error }) (T, error) {
	var v T
	var body string
	if err := row.Scan(&body); err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(body), &v)
}
