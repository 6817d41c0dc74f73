package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"tocsin"
	"tocsin/store"
)

func scanAlert(row interface{ Scan(...any) error }) (store.Alert, error) {
	var a store.Alert
	var number int64
	var body string
	if err := row.Scan(&number, &body); err != nil {
		return a, err
	}
	err := json.Unmarshal([]byte(body), &a)
	a.Number = number
	return a, err
}

// Alert implements [store.AlertReader].
func (r reader) Alert(ctx context.Context, number int64) (store.Alert, error) {
	a, err := scanAlert(r.tx.QueryRowContext(ctx, "SELECT number, body FROM alert WHERE number = ?", number))
	return a, one("alert", fmt.Sprint(number), err)
}

// Alerts implements [store.AlertReader].
func (r reader) Alerts(ctx context.Context, open bool, before int64, limit int) ([]store.Alert, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	return rows(ctx, r.tx, scanAlert, "SELECT number, body FROM alert WHERE number < ? AND open >= ? ORDER BY number DESC LIMIT ?", before, open, limit)
}

// Notices implements [store.AlertReader].
func (r reader) Notices(ctx context.Context, after int64, limit int) ([]store.Notice, error) {
	return rows(ctx, r.tx, func(row interface{ Scan(...any) error }) (store.Notice, error) {
		var n store.Notice
		var number int64
		var body string
		if err := row.Scan(&number, &body); err != nil {
			return n, err
		}
		err := json.Unmarshal([]byte(body), &n)
		n.Number = number
		return n, err
	}, "SELECT number, body FROM notice WHERE number > ? ORDER BY number LIMIT ?", after, limit)
}

// PutAlert implements [store.AlertWriter].
func (w writer) PutAlert(ctx context.Context, a *store.Alert) error {
	if a.Open {
		other, err := rows(ctx, w.tx, scanAlert, "SELECT number, body FROM alert WHERE key = ? AND open = 1 AND number <> ?", a.Key, a.Number)
		if err != nil {
			return err
		}
		if len(other) > 0 {
			return fmt.Errorf("sqlite: alert %s is open as number %d: %w", a.Key, other[0].Number, tocsin.ErrInvalid)
		}
	}
	body, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("sqlite: alert %s: %w", a.Key, err)
	}
	if a.Number != 0 {
		return w.exec(ctx, "UPDATE alert SET key = ?, open = ?, body = ? WHERE number = ?", a.Key, a.Open, string(body), a.Number)
	}
	a.Number, err = w.insert(ctx, "INSERT INTO alert (key, open, body) VALUES (?, ?, ?)", a.Key, a.Open, string(body))
	return err
}

// AddNotice implements [store.AlertWriter].
func (w writer) AddNotice(ctx context.Context, n *store.Notice) error {
	body, err := json.Marshal(n)
	if err != nil {
		return fmt.Errorf("sqlite: notice: %w", err)
	}
	n.Number, err = w.insert(ctx, "INSERT INTO notice (alert, body) VALUES (?, ?)", n.Alert.Number, string(body))
	return err
}

// insert adds a row and returns its number.
func (w writer) insert(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := w.tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("sqlite: %w", err)
	}
	return res.LastInsertId()
}
