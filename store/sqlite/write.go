package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tocsin"
	"tocsin/store"
)

// writer is a [store.Writer] in a transaction.
type writer struct {
	reader
	words map[tocsin.ReportID]*wording // reports whose words are to be indexed
	did   *bool                        // the record is not as it was
}

func newWriter(tx *sql.Tx) writer {
	return writer{reader{&prepared{tx: tx, stmts: map[string]*sql.Stmt{}}}, map[tocsin.ReportID]*wording{}, new(bool)}
}

// moved notes that the update changes what readers see of the record.
func (w writer) moved() { *w.did = true }

// finish ends an update: it indexes words and counts the state on.
func (w writer) finish(ctx context.Context) error {
	if err := w.index(ctx); err != nil || !*w.did {
		return err
	}
	return w.exec(ctx, "UPDATE state SET number = number + 1")
}

func (w writer) exec(ctx context.Context, query string, args ...any) error {
	if _, err := w.tx.ExecContext(ctx, query, args...); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	return nil
}

// AddReport implements [store.Writer].
func (w writer) AddReport(ctx context.Context, r *store.Report, p store.Print) (bool, error) {
	if _, err := w.Report(ctx, r.ID); !errors.Is(err, tocsin.ErrNotFound) {
		return false, err
	}
	err := w.tx.QueryRowContext(ctx, "SELECT seq, hash FROM report ORDER BY seq DESC LIMIT 1").Scan(&r.Seq, &r.Previous)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("sqlite: %w", err)
	}
	r.Seq++
	body, excerpts, hidden, err := marshalReport(r)
	if err != nil {
		return false, err
	}
	r.Hash = link(r.Previous, body)
	err = w.exec(ctx, "INSERT INTO report (seq, id, url, publisher, published, body, text, excerpts, withheld, previous, hash, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		r.Seq, string(r.ID), r.URL, r.Publisher, r.Published.String(), body, r.Text, excerpts, hidden, r.Previous, r.Hash, append([]byte{}, p.Signature...))
	if err != nil {
		return false, err
	}
	bands := make([]any, 0, 2*len(p.Bands))
	for _, b := range p.Bands {
		bands = append(bands, int64(b), r.Seq)
	}
	if err := w.addRows(ctx, "band (key, report)", 2, bands); err != nil {
		return false, err
	}
	w.moved()
	x := w.later(r.ID)
	x.report = &store.Report{Report: tocsin.Report{Title: r.Title}, Excerpts: r.Excerpts}
	return true, w.addLine(ctx, r)
}

// marshalReport splits a report into what the chain vouches for and the words
// that may be taken down, of which it vouches for the hash only.
func marshalReport(r *store.Report) (body, excerpts, hidden string, err error) {
	line := *r
	line.Text, line.Excerpts, line.Withheld, line.Hash, line.Previous, line.Seq, line.Copy, line.TakenDown = "", nil, nil, "", "", 0, nil, false
	b, err := json.Marshal(line)
	if err != nil {
		return "", "", "", fmt.Errorf("sqlite: report %s: %w", r.ID, err)
	}
	excerpts, hidden, err = marshalExcerpts(r)
	return string(b), excerpts, hidden, err
}

func marshalExcerpts(r *store.Report) (excerpts, hidden string, err error) {
	if r.Excerpts == nil {
		r.Excerpts = []tocsin.Segment{}
	}
	x, err := json.Marshal(r.Excerpts)
	if err != nil {
		return "", "", fmt.Errorf("sqlite: report %s: %w", r.ID, err)
	}
	if len(r.Withheld) == 0 {
		return string(x), "", nil
	}
	h, err := json.Marshal(r.Withheld)
	if err != nil {
		return "", "", fmt.Errorf("sqlite: report %s: %w", r.ID, err)
	}
	return string(x), string(h), nil
}

// PutExcerpts implements [store.Writer].
func (w writer) PutExcerpts(ctx context.Context, id tocsin.ReportID, excerpts []tocsin.Segment, withheld store.Withheld) error {
	r, err := w.Report(ctx, id)
	if err != nil {
		return err
	}
	r.Excerpts, r.Withheld = excerpts, withheld
	kept, hidden, err := marshalExcerpts(&r)
	if err != nil {
		return err
	}
	w.moved()
	w.later(id).report = &store.Report{Report: tocsin.Report{Title: r.Title}, Excerpts: r.Excerpts}
	return w.exec(ctx, "UPDATE report SET excerpts = ?, withheld = ? WHERE id = ?", kept, hidden, string(id))
}

// link is the hash of one line of custody: over the hash before it and the
// line itself.
func link(previous, body string) string {
	sum := sha256.Sum256([]byte(previous + "\n" + body))
	return hex.EncodeToString(sum[:])
}

// Verify walks the chain of custody and returns the number of its links. The
// error wraps [tocsin.ErrInvalid] and names the first report whose line was
// changed, or after which one was taken out.
func (s *Store) Verify(ctx context.Context) (int, error) {
	rs, err := s.read.QueryContext(ctx, "SELECT id, body, text, previous, hash FROM report ORDER BY seq")
	if err != nil {
		return 0, fmt.Errorf("sqlite: %w", err)
	}
	defer rs.Close()
	n, last := 0, ""
	for rs.Next() {
		var id, body, text, previous, hash string
		if err := rs.Scan(&id, &body, &text, &previous, &hash); err != nil {
			return n, fmt.Errorf("sqlite: %w", err)
		}
		if err := check(body, text, last, previous, hash); err != nil {
			return n, fmt.Errorf("sqlite: report %s: %w", id, err)
		}
		n, last = n+1, hash
	}
	return n, rs.Err()
}

func check(body, text, last, previous, hash string) error {
	switch {
	case previous != last:
		return fmt.Errorf("the line before it is not the one it was added after: %w", tocsin.ErrInvalid)
	case link(previous, body) != hash:
		return fmt.Errorf("its line of custody was changed: %w", tocsin.ErrInvalid)
	case text == "":
		return nil // only excerpts are kept, or the words were taken down
	}
	var c store.Custody
	if err := json.Unmarshal([]byte(body), &c); err != nil {
		return fmt.Errorf("%w: %w", tocsin.ErrInvalid, err)
	}
	if sum := sha256.Sum256([]byte(text)); hex.EncodeToString(sum[:]) != c.TextSHA256 {
		return fmt.Errorf("its text was changed: %w", tocsin.ErrInvalid)
	}
	return nil
}

// DropText implements [store.Writer].
func (w writer) DropText(ctx context.Context, id tocsin.ReportID) error {
	if _, err := w.Report(ctx, id); err != nil {
		return err
	}
	if err := w.PutMentions(ctx, id, nil); err != nil {
		return err
	}
	if err := w.exec(ctx, "DELETE FROM edit WHERE report = ? OR json_extract(body, '$.later') = ?", string(id), string(id)); err != nil {
		return err
	}
	w.later(id).gone = true
	return w.exec(ctx, "UPDATE report SET text = '', excerpts = '[]', withheld = '', signature = x'' WHERE id = ?", string(id))
}

// PutCopy implements [store.Writer].
func (w writer) PutCopy(ctx context.Context, id tocsin.ReportID, c *store.Copy) error {
	w.moved()
	body, of := "", tocsin.ReportID("")
	if c != nil {
		of = c.Of
		b, err := json.Marshal(c)
		if err != nil {
			return fmt.Errorf("sqlite: report %s: %w", id, err)
		}
		body = string(b)
	}
	if err := w.copyLine(ctx, id, of); err != nil {
		return err
	}
	return w.exec(ctx, "UPDATE report SET copy = ? WHERE id = ?", body, string(id))
}

// PutMentions implements [store.Writer].
func (w writer) PutMentions(ctx context.Context, id tocsin.ReportID, ms []store.Mention) error {
	w.moved()
	x := w.later(id)
	x.mentions, x.read, x.gone = ms, true, false
	for _, q := range []string{
		"DELETE FROM mention_key WHERE mention IN (SELECT n FROM mention WHERE report = ?)",
		"DELETE FROM mention WHERE report = ?",
	} {
		if err := w.exec(ctx, q, string(id)); err != nil {
			return err
		}
	}
	for i := range ms {
		if err := w.putMention(ctx, id, &ms[i]); err != nil {
			return err
		}
	}
	return nil
}

func (w writer) putMention(ctx context.Context, id tocsin.ReportID, m *store.Mention) error {
	body, err := json.Marshal(&m.Mention)
	if err != nil {
		return fmt.Errorf("sqlite: mention %s: %w", m.ID, err)
	}
	res, err := w.tx.ExecContext(ctx, "INSERT INTO mention (id, report, start, component, event, body) VALUES (?, ?, ?, ?, ?, ?)",
		m.ID, string(id), m.Trigger.Start, m.Component, m.Event, string(body))
	if err != nil {
		return fmt.Errorf("sqlite: mention %s: %w", m.ID, err)
	}
	n, err := res.LastInsertId()
	if err != nil {
		return fmt.Errorf("sqlite: mention %s: %w", m.ID, err)
	}
	keys := make([]any, 0, 6*len(m.Keys))
	for _, k := range m.Keys {
		keys = append(keys, k.Family, k.Name, widthOf(k.Lo, k.Hi), k.Lo, k.Hi, n)
	}
	return w.addRows(ctx, "mention_key (family, name, width, lo, hi, mention)", 6, keys)
}

// addRows adds rows of so many columns to a table, leaving out those that are
// there: all in one statement, since running one costs more than a row.
func (w writer) addRows(ctx context.Context, into string, columns int, values []any) error {
	const atOnce = 50
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", columns), ", ") + ")"
	for part := range slices.Chunk(values, atOnce*columns) {
		rows := strings.TrimSuffix(strings.Repeat(row+", ", len(part)/columns), ", ")
		if err := w.exec(ctx, "INSERT OR IGNORE INTO "+into+" VALUES "+rows, part...); err != nil {
			return err
		}
	}
	return nil
}

// PutComponent implements [store.Writer].
func (w writer) PutComponent(ctx context.Context, component string, events map[string]string) error {
	w.moved()
	for mention, event := range events {
		if err := w.exec(ctx, "UPDATE mention SET component = ?, event = ? WHERE id = ?", component, event, mention); err != nil {
			return err
		}
	}
	return nil
}

// AddCorrection implements [store.Writer].
func (w writer) AddCorrection(ctx context.Context, c *store.Correction) error {
	if err := w.next(ctx, "correction", &c.Number); err != nil {
		return err
	}
	return w.putCorrection(ctx, c)
}

func (w writer) putCorrection(ctx context.Context, c *store.Correction) error {
	w.moved()
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("sqlite: correction %d: %w", c.Number, err)
	}
	return w.exec(ctx, "INSERT INTO correction (number, body) VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET body = excluded.body", c.Number, string(body))
}

// Undo implements [store.Writer].
func (w writer) Undo(ctx context.Context, number int64, author string, at time.Time) error {
	c, err := scanJSON[store.Correction](w.tx.QueryRowContext(ctx, "SELECT body FROM correction WHERE number = ?", number))
	if err != nil {
		return one("correction", fmt.Sprint(number), err)
	}
	if c.UndoneBy != "" {
		return fmt.Errorf("sqlite: correction %d is undone already: %w", number, tocsin.ErrInvalid)
	}
	c.UndoneBy, c.UndoneAt = author, at
	return w.putCorrection(ctx, &c)
}

// AddChange implements [store.Writer].
func (w writer) AddChange(ctx context.Context, c *store.Change) error {
	w.moved()
	if err := w.next(ctx, "change", &c.Number); err != nil {
		return err
	}
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("sqlite: change: %w", err)
	}
	return w.exec(ctx, "INSERT INTO change (number, at, event, body) VALUES (?, ?, ?, ?)", c.Number, c.At.UTC().Format(time.RFC3339), c.Event, string(body))
}

// next is the number after the last one of a table.
func (w writer) next(ctx context.Context, table string, number *int64) error {
	if err := w.tx.QueryRowContext(ctx, "SELECT coalesce(max(number), 0) + 1 FROM "+table).Scan(number); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	return nil
}

// Set implements [store.Writer].
func (w writer) Set(ctx context.Context, name, value string) error {
	return w.exec(ctx, "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
}
