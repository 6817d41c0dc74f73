package sqlite

import (
	"cmp"
	"context"
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
		e, err := scanJSON[tocsin.Event](r.tx.QueryRowContext(ctx, "SELECT body FROM event_body WHERE n = (SELECT n FROM event WHERE id = ?)", name))
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
	return paged(ctx, r, q, "(SELECT body FROM event_body WHERE n = e.n)", scanJSON[tocsin.Event])
}

// Acts implements [store.Reader].
func (r reader) Acts(ctx context.Context, q store.Query) ([]tocsin.Event, string, error) {
	return paged(ctx, r, q, "e.short", scanShort)
}

func scanShort(row interface{ Scan(...any) error }) (tocsin.Event, error) {
	text, err := scanString(row)
	if err != nil {
		return tocsin.Event{}, err
	}
	s, err := decodeShort(text)
	return s.event(), err
}

// paged reads one page of a query: a page of each of its parts, sorted.
func paged(ctx context.Context, r reader, q store.Query, what string, scan func(interface{ Scan(...any) error }) (tocsin.Event, error)) ([]tocsin.Event, string, error) {
	limit := cmp.Or(q.Limit, defaultLimit)
	var out []tocsin.Event
	for _, p := range parts(q) {
		s, err := r.selection(ctx, q, p)
		if err != nil {
			return nil, "", err
		}
		es, err := rows(ctx, r.tx, scan, s.page(what), append(s.args, limit+1)...)
		if err != nil {
			return nil, "", err
		}
		out = append(out, es...)
	}
	slices.SortStableFunc(out, func(a, b tocsin.Event) int { return cmp.Or(b.First.Sub(a.First), strings.Compare(b.ID, a.ID)) })
	if len(out) <= limit {
		return out, "", nil
	}
	last := out[limit-1]
	return out[:limit], last.First.String() + " " + last.ID, nil
}

// A part of a query is what one index has in the order of days: news and
// history stand apart in each; and events that end on a day or later are
// those that begin at most longDays before it, and the few long ones.
type part struct{ background, long int }

func parts(q store.Query) []part {
	var out []part
	for background, ok := range []bool{!q.Past, q.Background || q.Past} {
		if ok {
			out = append(out, part{background, 0})
		}
		if ok && !q.Since.IsZero() {
			out = append(out, part{background, 1})
		}
	}
	return out
}

// A selection is what follows SELECT in the statement of a query.
type selection struct {
	from            string // the table that leads
	joined          bool   // conditions look at the row of the event too
	where           []string
	args            []any
	n, day, id      string // columns: number of the event, and of the order
	conflict, level string
	last, long      string
}

func (s *selection) and(cond string, vs ...any) {
	s.where, s.args = append(s.where, cond), append(s.args, vs...)
	s.joined = s.joined || s.n != "e.n" && strings.Contains(cond, "e.")
}

func (s *selection) text() string {
	from := s.from
	if s.joined {
		from += " CROSS JOIN event e ON e.n = " + s.n
	}
	return " FROM " + from + " WHERE " + strings.Join(s.where, " AND ")
}

// page is the statement for one page. It finds the numbers of its events
// first, so that nothing is read of those that are not on it.
func (s *selection) page(what string) string {
	return "SELECT " + what + " FROM (SELECT " + s.n + " AS n, " + s.day + " AS day, " + s.id + " AS id" + s.text() + " ORDER BY 2 DESC, 3 DESC LIMIT ?) k CROSS JOIN event e ON e.n = k.n ORDER BY k.day DESC, k.id DESC"
}

// selection reads a part of a query. The table that leads is the one with an
// index for the narrowest of its conditions that is in the order of days, so
// that a page costs its length. Which one is told to SQLite: without
// statistics it would guess.
func (r reader) selection(ctx context.Context, q store.Query, p part) (*selection, error) {
	s, err := r.lead(ctx, q, p)
	if err != nil {
		return nil, err
	}
	for _, c := range []struct{ column, value string }{{"e.status", string(q.Status)}, {"e.type", q.Type}, {"e.place", q.Place}} {
		if c.value != "" {
			s.and(c.column+" = ?", c.value)
		}
	}
	if q.Conflict {
		s.and(s.conflict + " = 1")
	}
	switch {
	case q.Since.IsZero():
	case p.long == 1:
		s.and(s.last+" >= ? AND "+s.long+" = 1", q.Since.String())
	default:
		s.and(s.day+" >= ? AND "+s.last+" >= ? AND "+s.long+" = 0", q.Since.AddDays(-longDays).String(), q.Since.String())
	}
	if !q.Until.IsZero() {
		s.and(s.day+" <= ?", q.Until.String())
	}
	if q.After != "" {
		first, name, ok := strings.Cut(q.After, " ")
		if !ok {
			return nil, fmt.Errorf("sqlite: cursor %q: %w", q.After, tocsin.ErrInvalid)
		}
		s.and("("+s.day+", "+s.id+") < (?, ?)", first, name)
	}
	return s, nil
}

// lead chooses the table that leads.
func (r reader) lead(ctx context.Context, q store.Query, p part) (*selection, error) {
	voices, err := r.voices(ctx, q.Holder)
	if err != nil {
		return nil, err
	}
	var s *selection
	switch {
	case !q.Told.IsZero():
		s = leadEvent("event_told", p)
		s.and("e.told >= ?", q.Told.String())
		s.dyad(q, p)
		s.party(q, p)
	case q.Dyad != [2]string{}:
		s = leadPair(min(q.Dyad[0], q.Dyad[1]), max(q.Dyad[0], q.Dyad[1]), p)
		s.party(q, p)
	case q.Actor != "":
		s = leadPair(q.Actor, q.Actor, p)
		if q.Alone {
			s.and("p.side = ?", alone)
		}
		q.Alone = false
	case voices.few():
		s, q.Holder = voices.lead(p), ""
	default:
		s = leadEvent(eventIndex(q, p), p)
	}
	if q.Alone {
		s.and("EXISTS (SELECT 1 FROM pair x WHERE x.n = "+s.n+" AND x.side = ?)", alone)
	}
	if q.Holder != "" {
		voices.narrow(s, p)
	}
	return s, nil
}

// inPair narrows a selection to events of a pair or a party.
const inPair = "EXISTS (SELECT 1 FROM pair x WHERE x.a = ? AND x.b = ? AND x.background = ? AND x.first = %s AND x.event = %s)"

func (s *selection) dyad(q store.Query, p part) {
	if q.Dyad != [2]string{} {
		s.and(fmt.Sprintf(inPair, s.day, s.id), min(q.Dyad[0], q.Dyad[1]), max(q.Dyad[0], q.Dyad[1]), p.background)
	}
}

func (s *selection) party(q store.Query, p part) {
	if q.Actor != "" {
		s.and(fmt.Sprintf(inPair, s.day, s.id), q.Actor, q.Actor, p.background)
	}
}

func leadPair(a, b string, p part) *selection {
	s := &selection{from: "pair p", n: "p.n", day: "p.first", id: "p.event", conflict: "p.conflict", level: "p.level", last: "p.last", long: "p.long"}
	if p.long == 1 {
		s.from += " INDEXED BY pair_long"
	}
	s.and("p.a = ? AND p.b = ? AND p.background = ?", a, b, p.background)
	return s
}

func eventIndex(q store.Query, p part) string {
	switch {
	case p.long == 1:
		return "event_long"
	case q.Place != "":
		return "event_place"
	case q.Type != "":
		return "event_type"
	case q.Status != "":
		return "event_status"
	}
	return "event_day"
}

func leadEvent(index string, p part) *selection {
	s := &selection{from: "event e INDEXED BY " + index, n: "e.n", day: "e.first", id: "e.id", conflict: "e.conflict", level: "e.level", last: "e.last", long: "e.long"}
	s.and("e.background = ?", p.background)
	return s
}

// Days implements [store.Reader].
func (r reader) Days(ctx context.Context, q store.Query) ([]store.DayCount, error) {
	since := q.Since
	q.After, q.Since = "", tocsin.Day{}
	var out []store.DayCount
	for _, p := range parts(q) {
		s, err := r.selection(ctx, q, p)
		if err != nil {
			return nil, err
		}
		if !since.IsZero() {
			s.and(s.day+" >= ?", since.String())
		}
		s.joined = s.joined || s.n != "e.n" && strings.HasPrefix(s.conflict, "e.")
		query := fmt.Sprintf("SELECT %[1]s, count(*), sum(%[2]s), sum(%[3]s > 0), sum(%[2]s AND %[3]s > 0), max(%[3]s)%[4]s GROUP BY %[1]s ORDER BY %[1]s", s.day, s.conflict, s.level, s.text())
		part, err := rows(ctx, r.tx, scanDay, query, s.args...)
		if err != nil {
			return nil, err
		}
		out = mergeDays(out, part)
	}
	return out, nil
}

func scanDay(row interface{ Scan(...any) error }) (d store.DayCount, err error) {
	var day string
	if err := row.Scan(&day, &d.Events, &d.Conflict, &d.Done, &d.DoneConflict, &d.Level); err != nil {
		return d, err
	}
	return d, d.Day.UnmarshalText([]byte(day))
}

// mergeDays adds counts of the same days; both are in the order of days.
func mergeDays(a, b []store.DayCount) []store.DayCount {
	all := slices.Concat(a, b)
	slices.SortStableFunc(all, func(x, y store.DayCount) int { return x.Day.Sub(y.Day) })
	var out []store.DayCount
	for _, d := range all {
		if n := len(out); n > 0 && out[n-1].Day == d.Day {
			o := &out[n-1]
			o.Events, o.Conflict, o.Done, o.DoneConflict = o.Events+d.Events, o.Conflict+d.Conflict, o.Done+d.Done, o.DoneConflict+d.DoneConflict
			o.Level = max(o.Level, d.Level)
			continue
		}
		out = append(out, d)
	}
	return out
}
