package sqlite

import (
	"context"
	"slices"

	"tocsin/store"
)

// voices are the holders of claims whose names are asked for.
type voices struct {
	ids    []any
	in     string
	events int // of all of them; those of several count several times
	asked  bool
}

func (r reader) voices(ctx context.Context, name string) (*voices, error) {
	v := &voices{asked: name != ""}
	if !v.asked {
		return v, nil
	}
	ns, err := rows(ctx, r.tx, func(row interface{ Scan(...any) error }) (n int64, err error) {
		events := 0
		err = row.Scan(&n, &events)
		v.events += events
		return n, err
	}, "SELECT n, events FROM holder WHERE instr(folded, ?) > 0", store.Fold(name))
	if len(ns) == 0 {
		ns = []int64{0} // nobody
	}
	v.in, v.ids = marks(ns)
	return v, err
}

// fewHeld is up to how many events of holders are sorted rather than looked
// for along the order of days.
const fewHeld = 3000

func (v *voices) few() bool { return v.asked && (v.events <= fewHeld || len(v.ids) == 1) }

// lead makes the events of the holders lead.
func (v *voices) lead(p part) *selection {
	if len(v.ids) == 1 { // the key is in the order of days
		return &selection{
			from: "held h", where: []string{"h.holder = ? AND h.background = ?"}, args: []any{v.ids[0], p.background},
			n: "h.n", day: "h.first", id: "h.event", conflict: "e.conflict", level: "e.level", last: "e.last", long: "e.long",
		}
	}
	return &selection{
		from: "(SELECT DISTINCT n, first, event FROM held WHERE holder IN (" + v.in + ") AND background = ?) h", args: append(slices.Clone(v.ids), p.background), where: []string{"1"},
		n: "h.n", day: "h.first", id: "h.event", conflict: "e.conflict", level: "e.level", last: "e.last", long: "e.long",
	}
}

// narrow keeps the events of the holders.
func (v *voices) narrow(s *selection, p part) {
	s.and("EXISTS (SELECT 1 FROM held h WHERE h.holder IN ("+v.in+") AND h.background = ? AND h.first = "+s.day+" AND h.event = "+s.id+")", append(slices.Clone(v.ids), p.background)...)
}
