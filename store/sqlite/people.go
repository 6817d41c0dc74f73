package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"tocsin"
	"tocsin/store"
)

// Person implements [store.PeopleReader].
func (r reader) Person(ctx context.Context, name string) (store.Person, error) {
	p, err := scanJSON[store.Person](r.tx.QueryRowContext(ctx, "SELECT body FROM person WHERE name = ?", name))
	return p, one("person", name, err)
}

// People implements [store.PeopleReader].
func (r reader) People(ctx context.Context) ([]store.Person, error) {
	return rows(ctx, r.tx, scanJSON[store.Person], "SELECT body FROM person ORDER BY name")
}

// Ticket implements [store.PeopleReader].
func (r reader) Ticket(ctx context.Context, hash string) (store.Ticket, error) {
	t, err := scanJSON[store.Ticket](r.tx.QueryRowContext(ctx, "SELECT body FROM ticket WHERE hash = ?", hash))
	t.Hash = hash
	return t, one("ticket", "", err)
}

// Deeds implements [store.PeopleReader].
func (r reader) Deeds(ctx context.Context, after int64, limit int) ([]store.Deed, error) {
	return rows(ctx, r.tx, func(row interface{ Scan(...any) error }) (store.Deed, error) {
		var d store.Deed
		var number int64
		var body string
		if err := row.Scan(&number, &body); err != nil {
			return d, err
		}
		err := json.Unmarshal([]byte(body), &d)
		d.Number = number
		return d, err
	}, "SELECT number, body FROM audit WHERE number > ? ORDER BY number LIMIT ?", after, limit)
}

// PutPerson implements [store.PeopleWriter].
func (w writer) PutPerson(ctx context.Context, p *store.Person) error {
	body, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("sqlite: person %s: %w", p.Name, err)
	}
	return w.exec(ctx, "INSERT INTO person (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body", p.Name, string(body))
}

// DropPerson implements [store.PeopleWriter].
func (w writer) DropPerson(ctx context.Context, name string) error {
	if _, err := w.Person(ctx, name); err != nil {
		return err
	}
	return w.exec(ctx, "DELETE FROM person WHERE name = ?", name)
}

// PutTicket implements [store.PeopleWriter].
func (w writer) PutTicket(ctx context.Context, t *store.Ticket) error {
	if _, err := w.Person(ctx, t.Person); errors.Is(err, tocsin.ErrNotFound) {
		return err
	}
	body, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("sqlite: ticket: %w", err)
	}
	return w.exec(ctx, "INSERT INTO ticket (hash, person, body) VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET body = excluded.body", t.Hash, t.Person, string(body))
}

// DropTickets implements [store.PeopleWriter].
func (w writer) DropTickets(ctx context.Context, person, hash string, all bool) error {
	if hash != "" {
		return w.exec(ctx, "DELETE FROM ticket WHERE hash = ?", hash)
	}
	return w.exec(ctx, "DELETE FROM ticket WHERE person = ? AND (? OR json_extract(body, '$.label') = '')", person, all)
}

// AddDeed implements [store.PeopleWriter].
func (w writer) AddDeed(ctx context.Context, d *store.Deed) error {
	body, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("sqlite: audit: %w", err)
	}
	d.Number, err = w.insert(ctx, "INSERT INTO audit (body) VALUES (?)", string(body))
	return err
}
