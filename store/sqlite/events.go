package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
)

// maxHeirs is how often an event's ID is followed to the event that took it
// over; heirs are kept flat, so one step is the rule.
const maxHeirs = 8

// Event implements [store.Reader].
func (r reader) Event(ctx context.Context, id string) (tocsin.Event, error) {
	name := id
	for range maxHeirs {
		e, err := scanJSON[tocsin.Event](r.tx.QueryRowContext(ctx, "SELECT body FROM event WHERE id = ?", name))
		if err == nil {
			return e, nil
		}
		heir, none := scanString(r.tx.QueryRowContext(ctx, "SELECT heir FROM heir WHERE id = ?", name))
		if none != nil {
			return e, one("event", id, err)
		}
		name = heir
	}
	return tocsin.Event{}, fmt.Errorf("sqlite: event %q: %w", id, tocsin.ErrNotFound)
}

const defaultLimit = 100

// Events implements [store.Reader].
func (r reader) Events(ctx context.Context, q store.Query) ([]tocsin.Event, string, error) {
	query, args, err := selectEvents(q)
	if err != nil {
		return nil, "", err
	}
	es, err := rows(ctx, r.tx, scanJSON[tocsin.Event], query, args...)
	if err != nil {
		return nil, "", err
	}
	limit := q.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	if len(es) <= limit {
		return es, "", nil
	}
	es = es[:limit]
	last := es[limit-1]
	return es, last.First.String() + " " + last.ID, nil
}

// selectEvents writes the statement of a query. Pairs are looked up by their
// own index, which is in the order of days.
func selectEvents(q store.Query) (string, []any, error) {
	from, day, id := "event e", "e.first", "e.id"
	var where []string
	var args []any
	and := func(cond string, vs ...any) { where, args = append(where, cond), append(args, vs...) }
	switch {
	case q.Dyad != [2]string{}:
		from, day, id = "pair p JOIN event e ON e.id = p.event", "p.first", "p.event"
		and("p.a = ? AND p.b = ?", min(q.Dyad[0], q.Dyad[1]), max(q.Dyad[0], q.Dyad[1]))
	case q.Actor != "":
		from, day, id = "pair p JOIN event e ON e.id = p.event", "p.first", "p.event"
		and("p.a = ? AND p.b = ?", q.Actor, q.Actor)
	}
	for _, c := range []struct{ column, value string }{{"e.type", q.Type}, {"e.status", string(q.Status)}, {"e.place", q.Place}} {
		if c.value != "" {
			and(c.column+" = ?", c.value)
		}
	}
	if q.Holder != "" {
		and("EXISTS (SELECT 1 FROM json_each(e.body, '$.holders') h WHERE instr(lower(h.value), lower(?)) > 0)", q.Holder)
	}
	if !q.Since.IsZero() {
		and("e.last >= ?", q.Since.String())
	}
	if !q.Until.IsZero() {
		and(day+" <= ?", q.Until.String())
	}
	if !q.Background {
		and("e.background = 0")
	}
	if q.After != "" {
		first, name, ok := strings.Cut(q.After, " ")
		if !ok {
			return "", nil, fmt.Errorf("sqlite: cursor %q: %w", q.After, tocsin.ErrInvalid)
		}
		and("("+day+", "+id+") < (?, ?)", first, name)
	}
	limit := q.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	query := "SELECT e.body FROM " + from
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	return query + " ORDER BY " + day + " DESC, " + id + " DESC LIMIT ?", append(args, limit+1), nil
}

// PutEvent implements [store.Writer].
func (w writer) PutEvent(ctx context.Context, e *tocsin.Event) error {
	body, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("sqlite: event %s: %w", e.ID, err)
	}
	place := ""
	if e.Place != nil {
		place = e.Place.Country
	}
	if err := w.exec(ctx, "DELETE FROM pair WHERE event = ?", e.ID); err != nil {
		return err
	}
	err = w.exec(ctx, `INSERT INTO event (id, first, last, type, status, place, background, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET first = excluded.first, last = excluded.last, type = excluded.type, status = excluded.status,
		place = excluded.place, background = excluded.background, body = excluded.body`,
		e.ID, e.First.String(), e.Last.String(), e.Type, string(e.Status), place, e.Background, string(body))
	if err != nil {
		return err
	}
	for _, p := range pairs(e) {
		if err := w.exec(ctx, "INSERT OR IGNORE INTO pair (a, b, first, event) VALUES (?, ?, ?, ?)", p[0], p[1], e.First.String(), e.ID); err != nil {
			return err
		}
	}
	return w.exec(ctx, "DELETE FROM heir WHERE id = ?", e.ID)
}

// pairs are the dyads of an event, actor by recipient or actor by actor, in
// alphabetical order, and every country paired with itself.
func pairs(e *tocsin.Event) [][2]string {
	var out [][2]string
	add := func(a, b string) {
		if a != "" && b != "" {
			out = append(out, [2]string{min(a, b), max(a, b)})
		}
	}
	for i, a := range e.Actors {
		add(a.Country, a.Country)
		for _, b := range e.Actors[:i] {
			add(a.Country, b.Country)
		}
		for _, b := range e.Recipients {
			add(a.Country, b.Country)
		}
	}
	for _, b := range e.Recipients {
		add(b.Country, b.Country)
	}
	slices.SortFunc(out, func(x, y [2]string) int { return slices.Compare(x[:], y[:]) })
	return slices.Compact(out)
}

// DropEvent implements [store.Writer].
func (w writer) DropEvent(ctx context.Context, id, heir string) error {
	for _, q := range []string{"DELETE FROM pair WHERE event = ?", "DELETE FROM event WHERE id = ?", "DELETE FROM heir WHERE id = ?"} {
		if err := w.exec(ctx, q, id); err != nil {
			return err
		}
	}
	if heir == "" || heir == id {
		return nil
	}
	if err := w.exec(ctx, "UPDATE heir SET heir = ? WHERE heir = ?", heir, id); err != nil {
		return err
	}
	return w.exec(ctx, "INSERT INTO heir (id, heir) VALUES (?, ?)", id, heir)
}
