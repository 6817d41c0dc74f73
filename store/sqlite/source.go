package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"tocsin"
	"tocsin/store"
)

// Sources implements [store.Reader].
func (r reader) Sources(ctx context.Context) ([]store.Source, error) {
	return rows(ctx, r.tx, scanJSON[store.Source], "SELECT body FROM source ORDER BY url")
}

// Source implements [store.Reader].
func (r reader) Source(ctx context.Context, url string) (store.Source, error) {
	s, err := scanJSON[store.Source](r.tx.QueryRowContext(ctx, "SELECT body FROM source WHERE url = ?", url))
	return s, one("source", url, err)
}

// Page implements [store.Reader].
func (r reader) Page(ctx context.Context, key string) (store.Page, error) {
	p, err := scanJSON[store.Page](r.tx.QueryRowContext(ctx, "SELECT body FROM page WHERE key = ?", key))
	p.Key = key
	return p, one("page", key, err)
}

// Edit implements [store.Reader].
func (r reader) Edit(ctx context.Context, id tocsin.ReportID) (store.Edit, error) {
	e, err := scanJSON[store.Edit](r.tx.QueryRowContext(ctx, "SELECT body FROM edit WHERE report = ?", string(id)))
	return e, one("edit of report", string(id), err)
}

// PutSource implements [store.Writer].
func (w writer) PutSource(ctx context.Context, s *store.Source) error {
	return w.put(ctx, "INSERT INTO source (url, body) VALUES (?, ?) ON CONFLICT (url) DO UPDATE SET body = excluded.body", s.URL, s)
}

// DropSource implements [store.Writer].
func (w writer) DropSource(ctx context.Context, url string) error {
	if _, err := w.Source(ctx, url); err != nil {
		return err
	}
	return w.exec(ctx, "DELETE FROM source WHERE url = ?", url)
}

// PutPage implements [store.Writer].
func (w writer) PutPage(ctx context.Context, p *store.Page) error {
	return w.put(ctx, "INSERT INTO page (key, body) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET body = excluded.body", p.Key, p)
}

// PutEdit implements [store.Writer].
func (w writer) PutEdit(ctx context.Context, e *store.Edit) error {
	return w.put(ctx, "INSERT INTO edit (report, body) VALUES (?, ?) ON CONFLICT (report) DO UPDATE SET body = excluded.body", string(e.Report), e)
}

// put writes a row of a key and a value as JSON.
func (w writer) put(ctx context.Context, query, key string, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("sqlite: %s: %w", key, err)
	}
	return w.exec(ctx, query, key, string(body))
}
