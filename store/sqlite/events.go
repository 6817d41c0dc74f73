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
	from            string
	where           []string
	args            []any
	table           string // that leads
	day, id         string // columns of the order
	conflict, level string
	last            string
}

func (s *selection) and(cond string, vs ...any) {
	s.where, s.args = append(s.where, cond), append(s.args, vs...)
}

func (s *selection) text() string {
	return " FROM " + s.from + " WHERE " + strings.Join(s.where, " AND ")
}

// page is the statement for one page. It finds the numbers of its events
// first, so that nothing is read of those that are not on it.
func (s *selection) page(what string) string {
	return "SELECT " + what + " FROM (SELECT e.n AS n, " + s.day + " AS day, " + s.id + " AS id" + s.text() + " ORDER BY 2 DESC, 3 DESC LIMIT ?) k CROSS JOIN event e ON e.n = k.n ORDER BY k.day DESC, k.id DESC"
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
		s.and(s.last+" >= ? AND "+s.table+".long = 1", q.Since.String())
	default:
		s.and(s.day+" >= ? AND "+s.last+" >= ? AND "+s.table+".long = 0", q.Since.AddDays(-longDays).String(), q.Since.String())
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
	if !q.Told.IsZero() {
		return r.leadTold(ctx, q, p)
	}
	if q.Dyad != [2]string{} {
		s := leadPair(min(q.Dyad[0], q.Dyad[1]), max(q.Dyad[0], q.Dyad[1]), p)
		if q.Actor != "" {
			s.and("EXISTS (SELECT 1 FROM pair x WHERE x.a = ? AND x.b = ? AND x.background = p.background AND x.first = p.first AND x.event = p.event)", q.Actor, q.Actor)
		}
		return s, r.held(ctx, s, q.Holder, false)
	}
	if q.Actor != "" {
		s := leadPair(q.Actor, q.Actor, p)
		if q.Alone {
			s.and("p.side = ?", alone)
		}
		return s, r.held(ctx, s, q.Holder, false)
	}
	s := leadEvent(q, p)
	if q.Alone {
		s.and("EXISTS (SELECT 1 FROM pair x WHERE x.n = e.n AND x.side = ?)", alone)
	}
	return s, r.held(ctx, s, q.Holder, true)
}

// paired narrows a selection of events to those of a pair or a party.
const paired = "EXISTS (SELECT 1 FROM pair x WHERE x.a = ? AND x.b = ? AND x.background = e.background AND x.first = e.first AND x.event = e.id)"

// leadTold leads with the days of publication: few reports are as late as
// those that are asked for.
func (r reader) leadTold(ctx context.Context, q store.Query, p part) (*selection, error) {
	s := leadEvent(q, p)
	s.from = "event e INDEXED BY event_told"
	s.and("e.told >= ?", q.Told.String())
	if q.Dyad != [2]string{} {
		s.and(paired, min(q.Dyad[0], q.Dyad[1]), max(q.Dyad[0], q.Dyad[1]))
	}
	if q.Actor != "" {
		s.and(paired, q.Actor, q.Actor)
	}
	return s, r.held(ctx, s, q.Holder, false)
}

func leadPair(a, b string, p part) *selection {
	from := "pair p CROSS JOIN event e ON e.n = p.n"
	if p.long == 1 {
		from = "pair p INDEXED BY pair_long CROSS JOIN event e ON e.n = p.n"
	}
	s := &selection{from: from, table: "p", day: "p.first", id: "p.event", conflict: "p.conflict", level: "p.level", last: "p.last"}
	s.and("p.a = ? AND p.b = ? AND p.background = ?", a, b, p.background)
	return s
}

func leadEvent(q store.Query, p part) *selection {
	index := "event_day"
	switch {
	case p.long == 1:
		index = "event_long"
	case q.Place != "":
		index = "event_place"
	case q.Type != "":
		index = "event_type"
	case q.Status != "":
		index = "event_status"
	}
	s := &selection{from: "event e INDEXED BY " + index, table: "e", day: "e.first", id: "e.id", conflict: "e.conflict", level: "e.level", last: "e.last"}
	s.and("e.background = ?", p.background)
	return s
}

// fewHeld is up to how many events of a holder are read and sorted rather
// than looked for along the order of days.
const fewHeld = 3000

// held narrows a selection to events with a claim of somebody of a name; if
// few have one, they lead.
func (r reader) held(ctx context.Context, s *selection, name string, mayLead bool) error {
	if name == "" {
		return nil
	}
	folded := store.Fold(name)
	var n int
	if err := r.tx.QueryRowContext(ctx, "SELECT coalesce(sum(events), 0) FROM holder WHERE instr(folded, ?) > 0", folded).Scan(&n); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	if mayLead && n <= fewHeld {
		s.from = "(SELECT DISTINCT h.n FROM holder x CROSS JOIN held h WHERE instr(x.folded, ?) > 0 AND h.holder = x.n) h CROSS JOIN event e ON e.n = h.n"
		s.args = append([]any{folded}, s.args...)
		return nil
	}
	s.and("EXISTS (SELECT 1 FROM holder x CROSS JOIN held h WHERE instr(x.folded, ?) > 0 AND h.holder = x.n AND h.background = "+s.table+".background AND h.first = "+s.day+" AND h.event = "+s.id+")", folded)
	return nil
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
		if s.table == "p" && q.Type == "" && q.Status == "" && q.Place == "" && q.Holder == "" {
			s.from = "pair p" // has all that is asked for
		}
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
