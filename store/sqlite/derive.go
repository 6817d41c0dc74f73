package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
)

// A derived is what other tables hold of an event.
type derived struct {
	id, first, last      string
	background, conflict bool
	long                 bool // lasts for more than longDays
	level                int
	place, site          string // country or store.NoCountry; name of the place
	pairs                []pair
	holders              []string
}

// A pair is a dyad, or a party twice, with what the party does.
type pair struct {
	a, b string
	side int
}

// The sides of a party: both is acting and suffering at once.
const (
	acting = 1 << iota
	suffering
	alone // acting on nobody
)

// longDays is how many days an event lasts that is found by its first day.
const longDays = 62

func derive(e *tocsin.Event) derived {
	d := derived{id: e.ID, first: e.First.String(), last: e.Last.String(), background: e.Background, conflict: strings.HasSuffix(e.Quad, "conflict"),
		long: e.Last.Sub(e.First) > longDays, level: levelOf(e), pairs: pairs(e), holders: slices.Clone(e.Holders)}
	slices.Sort(d.holders)
	d.holders = slices.Compact(d.holders)
	if e.Place != nil && (e.Place.Country != "" || e.Place.Name != "") {
		d.place, d.site = cmp.Or(e.Place.Country, store.NoCountry), e.Place.Name
	}
	return d
}

// levelOf is the hostility of an event that is told as done, 1 for what is no
// act of states; 0 for one that is not told so.
func levelOf(e *tocsin.Event) int {
	switch {
	case e.Status != tocsin.Occurred && e.Status != tocsin.Ongoing && e.Status != tocsin.Disputed:
		return 0
	case e.MID != nil:
		return max(1, e.MID.Level)
	}
	return 1
}

// pairs are the dyads of an event, actor by recipient or actor by actor, in
// alphabetical order, and every party paired with itself.
func pairs(e *tocsin.Event) []pair {
	sides := map[[2]string]int{}
	act := acting
	if len(e.Recipients) == 0 {
		act = alone
	}
	dyad := func(a, b string) {
		if a != "" && b != "" && a != b {
			sides[[2]string{min(a, b), max(a, b)}] = 0
		}
	}
	for i, a := range e.Actors {
		for _, b := range slices.Concat(e.Actors[:i], e.Recipients) {
			dyad(a.Country, b.Country)
		}
	}
	for side, ps := range map[int][]tocsin.Participant{act: e.Actors, suffering: e.Recipients} {
		for _, p := range ps {
			if c := cmp.Or(p.Country, p.Name); c != "" {
				sides[[2]string{c, c}] |= side
			}
		}
	}
	out := make([]pair, 0, len(sides))
	for k, side := range sides {
		out = append(out, pair{k[0], k[1], side})
	}
	slices.SortFunc(out, func(x, y pair) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return out
}

// PutEvent implements [store.Writer]. What other tables hold of the event is
// written only where it changed: most events grow by a report and stay what
// they are.
func (w writer) PutEvent(ctx context.Context, e *tocsin.Event) error {
	w.moved()
	n, was, err := w.known(ctx, e.ID)
	if err != nil {
		return err
	}
	var old *derived
	if was != nil {
		o := derive(&was.Event)
		old = &o
	}
	s := shortOf(e)
	if s.Told, err = w.lastTold(ctx, was, &s); err != nil {
		return err
	}
	text := s.encode()
	if s, err = decodeShort(text); err != nil { // as it will be known later
		return fmt.Errorf("sqlite: %w", err)
	}
	d := derive(&s.Event)
	if n, err = w.putRow(ctx, n, e, text, s.Told, &d); err != nil {
		return err
	}
	if err := w.relearn(ctx, n, old, &d); err != nil {
		return err
	}
	if old != nil {
		return nil // what is there has no heir
	}
	return w.exec(ctx, "DELETE FROM heir WHERE id = ?", e.ID)
}

// relearn writes what other tables hold of an event where it is not what they
// hold already; old is nil for a new event. Most events that grow get holders
// only: outlets that tell them in their own voice.
func (w writer) relearn(ctx context.Context, n int64, old, d *derived) error {
	if old == nil {
		return w.learn(ctx, n, d)
	}
	same := *old
	same.holders = d.holders
	if !reflect.DeepEqual(same, *d) {
		if err := w.forget(ctx, old); err != nil {
			return err
		}
		return w.learn(ctx, n, d)
	}
	if err := w.release(ctx, d, without(old.holders, d.holders)); err != nil {
		return err
	}
	return w.hold(ctx, n, d, without(d.holders, old.holders))
}

// without are the strings of a that b has not; both are sorted.
func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool {
		_, has := slices.BinarySearch(b, s)
		return has
	})
}

// known is an event as it was written last, with its number; 0 and nil for
// none.
func (w writer) known(ctx context.Context, id string) (int64, *short, error) {
	var n int64
	var body string
	err := w.tx.QueryRowContext(ctx, "SELECT n, short FROM event WHERE id = ?", id).Scan(&n, &body)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil, nil
	case err != nil:
		return 0, nil, fmt.Errorf("sqlite: event %s: %w", id, err)
	}
	s, err := decodeShort(body)
	if err != nil {
		return 0, nil, fmt.Errorf("sqlite: %w", err)
	}
	return n, &s, nil
}

// lastTold is the day of the latest report that tells an event. Of one that
// only grew, the new reports are looked at.
func (w writer) lastTold(ctx context.Context, was, is *short) (tocsin.Day, error) {
	fresh, last := is.Members, tocsin.Day{}
	if was != nil {
		before := make(map[tocsin.ReportID]bool, len(was.Members))
		for _, id := range was.Members {
			before[id] = true
		}
		added := slices.DeleteFunc(slices.Clone(fresh), func(id tocsin.ReportID) bool { return before[id] })
		if len(fresh)-len(added) == len(before) { // none has left it
			fresh, last = added, was.Told
		}
	}
	ls, err := w.LinesOf(ctx, fresh)
	for _, l := range ls {
		if last.Before(l.Published) {
			last = l.Published
		}
	}
	return last, err
}

// putRow writes an event under its number, or under a new one for 0.
func (w writer) putRow(ctx context.Context, n int64, e *tocsin.Event, brief string, told tocsin.Day, d *derived) (int64, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return 0, fmt.Errorf("sqlite: event %s: %w", e.ID, err)
	}
	columns := []any{e.ID, d.first, d.last, e.Type, string(e.Status), d.place, d.background, d.conflict, d.level, d.long, told.String(), brief}
	if n != 0 {
		err := w.exec(ctx, `UPDATE event SET id = ?, first = ?, last = ?, type = ?, status = ?, place = ?, background = ?, conflict = ?, level = ?, long = ?, told = ?, short = ? WHERE n = ?`, append(columns, n)...)
		if err != nil {
			return 0, err
		}
		return n, w.exec(ctx, "UPDATE event_body SET body = ? WHERE n = ?", string(body), n)
	}
	res, err := w.tx.ExecContext(ctx, "INSERT INTO event (id, first, last, type, status, place, background, conflict, level, long, told, short) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", columns...)
	if err != nil {
		return 0, fmt.Errorf("sqlite: event %s: %w", e.ID, err)
	}
	if n, err = res.LastInsertId(); err != nil {
		return 0, fmt.Errorf("sqlite: event %s: %w", e.ID, err)
	}
	return n, w.exec(ctx, "INSERT INTO event_body (n, body) VALUES (?, ?)", n, string(body))
}

// learn writes what other tables hold of an event.
func (w writer) learn(ctx context.Context, n int64, d *derived) error {
	for _, p := range d.pairs {
		err := w.exec(ctx, "INSERT INTO pair (a, b, background, first, event, n, last, conflict, level, side, long) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			p.a, p.b, d.background, d.first, d.id, n, d.last, d.conflict, d.level, p.side, d.long)
		if err != nil {
			return err
		}
	}
	if err := w.hold(ctx, n, d, d.holders); err != nil {
		return err
	}
	return w.count(ctx, d, 1)
}

// hold writes who holds claims of an event.
func (w writer) hold(ctx context.Context, n int64, d *derived, holders []string) error {
	for _, h := range holders {
		if err := w.exec(ctx, "INSERT INTO holder (name, folded, events) VALUES (?, ?, 1) ON CONFLICT (name) DO UPDATE SET events = events + 1", h, store.Fold(h)); err != nil {
			return err
		}
		err := w.exec(ctx, "INSERT INTO held (holder, background, first, event, n) SELECT n, ?, ?, ?, ? FROM holder WHERE name = ?", d.background, d.first, d.id, n, h)
		if err != nil {
			return err
		}
	}
	return nil
}

// forget takes back what learn wrote.
func (w writer) forget(ctx context.Context, d *derived) error {
	for _, p := range d.pairs {
		if err := w.exec(ctx, "DELETE FROM pair WHERE a = ? AND b = ? AND background = ? AND first = ? AND event = ?", p.a, p.b, d.background, d.first, d.id); err != nil {
			return err
		}
	}
	if err := w.release(ctx, d, d.holders); err != nil {
		return err
	}
	return w.count(ctx, d, -1)
}

// release takes back what hold wrote.
func (w writer) release(ctx context.Context, d *derived, holders []string) error {
	for _, h := range holders {
		err := w.exec(ctx, "DELETE FROM held WHERE holder = (SELECT n FROM holder WHERE name = ?) AND background = ? AND first = ? AND event = ?", h, d.background, d.first, d.id)
		if err != nil {
			return err
		}
		if err := w.exec(ctx, "UPDATE holder SET events = events - 1 WHERE name = ?", h); err != nil {
			return err
		}
		if err := w.exec(ctx, "DELETE FROM holder WHERE name = ? AND events = 0", h); err != nil {
			return err
		}
	}
	return nil
}

// count adds an event to the totals, or takes it out of them by -1. History
// is counted apart and in nothing else.
func (w writer) count(ctx context.Context, d *derived, by int) error {
	if d.background {
		return w.total(ctx, "past", pair{}, by, 0)
	}
	conflict := 0
	if d.conflict {
		conflict = by
	}
	if err := w.total(ctx, "event", pair{}, by, conflict); err != nil {
		return err
	}
	for _, p := range d.pairs {
		kind := store.Dyads
		if p.a == p.b {
			kind, p.b = store.Parties, ""
		}
		if err := w.total(ctx, kind, p, by, conflict); err != nil {
			return err
		}
	}
	if d.place == "" {
		return nil
	}
	if err := w.total(ctx, store.Places, pair{a: d.place}, by, conflict); err != nil {
		return err
	}
	err := w.exec(ctx, "INSERT INTO site (country, name, events) VALUES (?, ?, ?) ON CONFLICT (country, name) DO UPDATE SET events = events + excluded.events", d.place, d.site, by)
	if err != nil || by > 0 {
		return err
	}
	return w.exec(ctx, "DELETE FROM site WHERE country = ? AND name = ? AND events <= 0", d.place, d.site)
}

func (w writer) total(ctx context.Context, kind store.TallyKind, p pair, by, conflict int) error {
	acts, suffered := 0, 0
	if p.side&(acting|alone) != 0 {
		acts = by
	}
	if p.side&suffering != 0 {
		suffered = by
	}
	err := w.exec(ctx, `INSERT INTO total (kind, a, b, events, conflict, acts, suffered) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (kind, a, b) DO UPDATE SET events = events + excluded.events, conflict = conflict + excluded.conflict, acts = acts + excluded.acts, suffered = suffered + excluded.suffered`,
		string(kind), p.a, p.b, by, conflict, acts, suffered)
	if err != nil || by > 0 {
		return err
	}
	return w.exec(ctx, "DELETE FROM total WHERE kind = ? AND a = ? AND b = ? AND events <= 0", string(kind), p.a, p.b)
}

// DropEvent implements [store.Writer].
func (w writer) DropEvent(ctx context.Context, id, heir string) error {
	w.moved()
	n, was, err := w.known(ctx, id)
	if err != nil {
		return err
	}
	if was != nil {
		old := derive(&was.Event)
		if err := w.forget(ctx, &old); err != nil {
			return err
		}
		for _, q := range []string{"DELETE FROM event_body WHERE n = ?", "DELETE FROM event WHERE n = ?"} {
			if err := w.exec(ctx, q, n); err != nil {
				return err
			}
		}
	}
	if err := w.exec(ctx, "DELETE FROM heir WHERE id = ?", id); err != nil || heir == "" || heir == id {
		return err
	}
	if err := w.exec(ctx, "UPDATE heir SET heir = ? WHERE heir = ?", heir, id); err != nil {
		return err
	}
	return w.exec(ctx, "INSERT INTO heir (id, heir) VALUES (?, ?)", id, heir)
}
