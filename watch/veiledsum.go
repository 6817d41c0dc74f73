package watch

import (
	"cmp"
	"context"
	"slices"

	"tocsin"
	"tocsin/store"
)

// Search implements [store.Searcher].
func (v *veiled) Search(ctx context.Context, words string, limit int, after string) (out []store.Hit, next string, err error) {
	for {
		hits, next, err := v.Reader.Search(ctx, words, limit-len(out), after)
		if err != nil {
			return nil, "", err
		}
		shown, err := kept(hits, nil, func(h *store.Hit) (bool, error) { return v.hidesReport(ctx, h.ID) })
		if err != nil {
			return nil, "", err
		}
		out = append(out, shown...)
		if next == "" || len(out) >= limit {
			return out, next, nil
		}
		after = next
	}
}

// Lines implements [store.SummaryReader].
func (v *veiled) Lines(ctx context.Context, q store.LineQuery) ([]store.Line, error) {
	return pages(q.Before, q.Limit, func(before int64, limit int) ([]store.Line, error) {
		q.Before, q.Limit = before, limit
		return v.Reader.Lines(ctx, q)
	}, func(l *store.Line) int64 { return l.Seq }, v.hidesLine(ctx))
}

// LinesOf implements [store.SummaryReader].
func (v *veiled) LinesOf(ctx context.Context, ids []tocsin.ReportID) ([]store.Line, error) {
	ls, err := v.Reader.LinesOf(ctx, ids)
	return kept(ls, err, v.hidesLine(ctx))
}

func (v *veiled) hidesLine(ctx context.Context) func(*store.Line) (bool, error) {
	return func(l *store.Line) (bool, error) { return v.hidesReport(ctx, l.ID) }
}

// hidesTally reports whether a pair or a place is one that a hidden situation
// is about as a whole.
func (v *veiled) hidesTally(kind store.TallyKind, a, b string) bool {
	return slices.ContainsFunc(v.hidden, func(s veiledSituation) bool {
		switch kind {
		case store.Dyads:
			return slices.ContainsFunc(s.Dyads, func(d [2]string) bool { return d == [2]string{a, b} || d == [2]string{b, a} })
		case store.Places:
			return slices.Contains(s.Places, a)
		}
		return false
	})
}

// Tallies implements [store.SummaryReader]: without the pairs and places of
// hidden situations. Those of parties count what is hidden, too; they tell no
// event.
func (v *veiled) Tallies(ctx context.Context, kind store.TallyKind, since tocsin.Day, from, limit int) ([]store.Tally, error) {
	if len(v.hidden) == 0 {
		return v.Reader.Tallies(ctx, kind, since, from, limit)
	}
	shown := 0
	var out []store.Tally
	_, err := pages(0, from+limit, func(after int64, limit int) ([]store.Tally, error) {
		ts, err := v.Reader.Tallies(ctx, kind, since, shown, limit)
		shown += len(ts)
		return ts, err
	}, func(*store.Tally) int64 { return 0 }, func(t *store.Tally) (bool, error) {
		hide := v.hidesTally(kind, t.A, t.B)
		if !hide {
			out = append(out, *t)
		}
		return hide, nil
	})
	return out[min(from, len(out)):min(from+limit, len(out))], err
}

// Tally implements [store.SummaryReader].
func (v *veiled) Tally(ctx context.Context, kind store.TallyKind, a, b string, since tocsin.Day) (store.Tally, error) {
	if v.hidesTally(kind, a, b) {
		return store.Tally{A: a, B: b}, nil
	}
	return v.Reader.Tally(ctx, kind, a, b, since)
}

// TalliesWith implements [store.SummaryReader].
func (v *veiled) TalliesWith(ctx context.Context, country string, limit int) ([]store.Tally, error) {
	ts, err := v.Reader.TalliesWith(ctx, country, limit+len(v.hidden)*mostItems)
	ts, err = kept(ts, err, func(t *store.Tally) (bool, error) { return v.hidesTally(store.Dyads, t.A, t.B), nil })
	return ts[:min(limit, len(ts))], err
}

// each calls do with every event of a query that is shown.
func (v *veiled) each(ctx context.Context, q store.Query, do func(*tocsin.Event)) error {
	q.Limit, q.After = 1000, ""
	for {
		es, next, err := v.Acts(ctx, q)
		if err != nil {
			return err
		}
		for i := range es {
			do(&es[i])
		}
		if next == "" {
			return nil
		}
		q.After = next
	}
}

// Sites implements [store.SummaryReader]. It counts anew: the tables of the
// record count what is hidden, too.
func (v *veiled) Sites(ctx context.Context, country string, limit int) ([]store.Site, error) {
	if len(v.hidden) == 0 {
		return v.Reader.Sites(ctx, country, limit)
	}
	by := map[string]int{}
	err := v.each(ctx, store.Query{Place: country}, func(e *tocsin.Event) { by[e.Place.Name]++ })
	var out []store.Site
	for name, n := range by {
		out = append(out, store.Site{Name: name, Events: n})
	}
	slices.SortFunc(out, func(a, b store.Site) int { return cmp.Or(b.Events-a.Events, cmp.Compare(a.Name, b.Name)) })
	return out[:min(limit, len(out))], err
}

// Days implements [store.SummaryReader]. It counts anew, as Sites does.
func (v *veiled) Days(ctx context.Context, q store.Query) ([]store.DayCount, error) {
	if len(v.hidden) == 0 {
		return v.Reader.Days(ctx, q)
	}
	by := map[tocsin.Day]*store.DayCount{}
	err := v.each(ctx, q, func(e *tocsin.Event) {
		d := by[e.First]
		if d == nil {
			d = &store.DayCount{Day: e.First}
			by[e.First] = d
		}
		countDay(d, e)
	})
	var out []store.DayCount
	for _, d := range by {
		out = append(out, *d)
	}
	slices.SortFunc(out, func(a, b store.DayCount) int { return compareDays(a.Day, b.Day) })
	return out, err
}

// countDay adds an event to the count of its day, as stores do.
func countDay(d *store.DayCount, e *tocsin.Event) {
	fight := 0
	if isConflict(e.Type) {
		fight = 1
	}
	d.Events++
	d.Conflict += fight
	if done(e) {
		d.Done++
		d.DoneConflict += fight
		d.Level = max(d.Level, RungOf(e).Level)
	}
}
