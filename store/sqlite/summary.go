package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
)

// State implements [store.SummaryReader].
func (r reader) State(ctx context.Context) (n int64, err error) {
	if err := r.tx.QueryRowContext(ctx, "SELECT number FROM state").Scan(&n); err != nil {
		return 0, fmt.Errorf("sqlite: state: %w", err)
	}
	return n, nil
}

// Summary implements [store.SummaryReader]. Each part is one look into an
// index.
func (r reader) Summary(ctx context.Context) (s store.Summary, err error) {
	var latest string
	err = r.tx.QueryRowContext(ctx, `SELECT
		(SELECT count(*) FROM outlet),
		coalesce((SELECT max(seq) FROM line), 0),
		coalesce((SELECT events FROM total WHERE kind = 'event' AND a = '' AND b = ''), 0),
		coalesce((SELECT events FROM total WHERE kind = 'past' AND a = '' AND b = ''), 0),
		coalesce((SELECT max(number) FROM change), 0),
		coalesce((SELECT max(published) FROM line), '')`).Scan(&s.Outlets, &s.Reports, &s.Events, &s.Background, &s.Changes, &latest)
	if err == nil {
		err = s.Latest.UnmarshalText([]byte(latest))
	}
	if err != nil {
		return s, fmt.Errorf("sqlite: summary: %w", err)
	}
	return s, nil
}

const lineColumns = "seq, id, published, publisher, title, lang, copy_of"

func scanLine(row interface{ Scan(...any) error }) (l store.Line, err error) {
	var published string
	if err := row.Scan(&l.Seq, &l.ID, &published, &l.Publisher, &l.Title, &l.Lang, &l.CopyOf); err != nil {
		return l, err
	}
	return l, l.Published.UnmarshalText([]byte(published))
}

// Lines implements [store.SummaryReader].
func (r reader) Lines(ctx context.Context, q store.LineQuery) ([]store.Line, error) {
	query, args := "SELECT "+lineColumns+" FROM line WHERE 1", []any{}
	and := func(ok bool, cond string, v any) {
		if ok {
			query, args = query+" AND "+cond, append(args, v)
		}
	}
	outlet := ""
	if q.Outlet != nil {
		outlet = *q.Outlet
	}
	and(q.Outlet != nil, "publisher = ?", outlet)
	and(q.CopyOf != "", "copy_of = ? AND copy_of <> ''", string(q.CopyOf))
	and(q.Before != 0, "seq < ?", q.Before)
	limit := q.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	return rows(ctx, r.tx, scanLine, query+" ORDER BY seq DESC LIMIT ?", append(args, limit)...)
}

// LinesOf implements [store.SummaryReader].
func (r reader) LinesOf(ctx context.Context, ids []tocsin.ReportID) ([]store.Line, error) {
	found := make(map[tocsin.ReportID]store.Line, len(ids))
	for part := range slices.Chunk(ids, batch) {
		in, args := marks(part)
		ls, err := rows(ctx, r.tx, scanLine, "SELECT "+lineColumns+" FROM line WHERE id IN ("+in+")", args...)
		if err != nil {
			return nil, err
		}
		for _, l := range ls {
			found[l.ID] = l
		}
	}
	out := make([]store.Line, 0, len(ids))
	for _, id := range ids {
		if l, ok := found[id]; ok {
			out = append(out, l)
		}
	}
	return out, nil
}

const outletColumns = "name, reports, copies, first, last, langs"

func scanOutlet(row interface{ Scan(...any) error }) (o store.Outlet, err error) {
	var first, last, langs string
	if err := row.Scan(&o.Name, &o.Reports, &o.Copies, &first, &last, &langs); err != nil {
		return o, err
	}
	o.Langs = strings.Fields(langs)
	return o, errors.Join(o.First.UnmarshalText([]byte(first)), o.Last.UnmarshalText([]byte(last)))
}

// Outlets implements [store.SummaryReader].
func (r reader) Outlets(ctx context.Context, from, limit int) ([]store.Outlet, error) {
	return rows(ctx, r.tx, scanOutlet, "SELECT "+outletColumns+" FROM outlet ORDER BY reports DESC, name LIMIT ? OFFSET ?", limit, from)
}

// Outlet implements [store.SummaryReader].
func (r reader) Outlet(ctx context.Context, name string) (store.Outlet, error) {
	o, err := scanOutlet(r.tx.QueryRowContext(ctx, "SELECT "+outletColumns+" FROM outlet WHERE name = ?", name))
	return o, one("outlet", name, err)
}

// recent counts the news of each pair, party or place since a day; the rest
// of the statement reads it as r.
func recent(kind store.TallyKind) string {
	switch kind {
	case store.Dyads:
		return "WITH r AS MATERIALIZED (SELECT a, b, count(*) AS n FROM pair INDEXED BY pair_recent WHERE background = 0 AND first >= ? AND a <> b GROUP BY a, b) "
	case store.Parties:
		return "WITH r AS MATERIALIZED (SELECT a, '' AS b, count(*) AS n FROM pair INDEXED BY pair_recent WHERE background = 0 AND first >= ? AND a = b GROUP BY a) "
	}
	return "WITH r AS MATERIALIZED (SELECT place AS a, '' AS b, count(*) AS n FROM event INDEXED BY event_day WHERE background = 0 AND first >= ? AND place <> '' GROUP BY place) "
}

const tallyColumns = "t.kind, t.a, t.b, t.events, t.conflict, t.acts, t.suffered"

// Tallies implements [store.SummaryReader]. Those with recent news are few
// and sorted; the others stand in an index in their order.
func (r reader) Tallies(ctx context.Context, kind store.TallyKind, since tocsin.Day, from, limit int) ([]store.Tally, error) {
	day := since.String()
	out, err := r.tallies(ctx, kind, recent(kind)+"SELECT "+tallyColumns+`, r.n FROM r CROSS JOIN total t
		WHERE t.kind = ? AND t.a = r.a AND t.b = r.b ORDER BY r.n DESC, t.events DESC, t.a, t.b LIMIT ? OFFSET ?`, day, string(kind), limit, from)
	if err != nil || len(out) == limit {
		return out, err
	}
	var busy int
	if err := r.tx.QueryRowContext(ctx, recent(kind)+"SELECT count(*) FROM r", day).Scan(&busy); err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	rest, err := r.tallies(ctx, kind, recent(kind)+"SELECT "+tallyColumns+`, 0 FROM total t INDEXED BY total_events
		WHERE t.kind = ? AND NOT EXISTS (SELECT 1 FROM r WHERE r.a = t.a AND r.b = t.b) ORDER BY t.events DESC, t.a, t.b LIMIT ? OFFSET ?`,
		day, string(kind), limit-len(out), max(0, from-busy))
	return append(out, rest...), err
}

// tallies runs a query for tallies and adds the day of the last event to each.
func (r reader) tallies(ctx context.Context, kind store.TallyKind, query string, args ...any) ([]store.Tally, error) {
	out, err := rows(ctx, r.tx, scanTally, query, args...)
	for i := range out {
		if err == nil {
			err = r.last(ctx, kind, &out[i])
		}
	}
	return out, err
}

func scanTally(row interface{ Scan(...any) error }) (t store.Tally, err error) {
	var kind string
	err = row.Scan(&kind, &t.A, &t.B, &t.Events, &t.Conflict, &t.Acts, &t.Suffered, &t.Recent)
	t.Cooperation = t.Events - t.Conflict
	return t, err
}

// last reads the day of the latest news of a tally.
func (r reader) last(ctx context.Context, kind store.TallyKind, t *store.Tally) error {
	query, args := "SELECT max(first) FROM pair WHERE a = ? AND b = ? AND background = 0", []any{t.A, t.B}
	switch kind {
	case store.Parties:
		args[1] = t.A
	case store.Places:
		query, args = "SELECT max(first) FROM event WHERE place = ? AND background = 0", args[:1]
	}
	var day sql.NullString
	if err := r.tx.QueryRowContext(ctx, query, args...).Scan(&day); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	return t.Last.UnmarshalText([]byte(day.String))
}

// Tally implements [store.SummaryReader].
func (r reader) Tally(ctx context.Context, kind store.TallyKind, a, b string, since tocsin.Day) (store.Tally, error) {
	query, args := "(SELECT count(*) FROM pair p WHERE p.a = t.a AND p.b = ? AND p.background = 0 AND p.first >= ?)", []any{b, since.String()}
	switch kind {
	case store.Parties:
		args[0] = a
	case store.Places:
		query, args = "(SELECT count(*) FROM event e WHERE e.place = t.a AND e.background = 0 AND e.first >= ?)", args[1:]
	}
	out, err := r.tallies(ctx, kind, "SELECT "+tallyColumns+", "+query+" FROM total t WHERE t.kind = ? AND t.a = ? AND t.b = ?", append(args, string(kind), a, b)...)
	if err != nil || len(out) == 0 {
		return store.Tally{A: a, B: b}, err
	}
	return out[0], nil
}

// TalliesWith implements [store.SummaryReader].
func (r reader) TalliesWith(ctx context.Context, country string, limit int) ([]store.Tally, error) {
	return rows(ctx, r.tx, scanTally, "SELECT "+tallyColumns+", 0 FROM total t INDEXED BY sqlite_autoindex_total_1 WHERE t.kind = 'dyad' AND t.a = ? UNION ALL SELECT "+
		tallyColumns+", 0 FROM total t INDEXED BY total_with WHERE t.kind = 'dyad' AND t.b = ? ORDER BY 4 DESC, 2, 3 LIMIT ?", country, country, limit)
}

// Sites implements [store.SummaryReader].
func (r reader) Sites(ctx context.Context, country string, limit int) ([]store.Site, error) {
	return rows(ctx, r.tx, scanSite, "SELECT name, events FROM site WHERE country = ? AND name <> '' ORDER BY events DESC, name LIMIT ?", country, limit)
}

func scanSite(row interface{ Scan(...any) error }) (s store.Site, err error) {
	return s, row.Scan(&s.Name, &s.Events)
}
