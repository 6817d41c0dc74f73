package watch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
)

func isNotFound(err error) bool { return errors.Is(err, tocsin.ErrNotFound) }

// hasWord reports whether a text has one of words, given in lower case.
func hasWord(text string, words []string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// gone is the answer for what is hidden: it cannot be told from what is not
// there.
func gone(kind string, id any) error {
	return fmt.Errorf("watch: %s %v: %w", kind, id, tocsin.ErrNotFound)
}

// kept are the items that are not hidden.
func kept[T any](items []T, err error, hides func(*T) (bool, error)) ([]T, error) {
	var out []T
	for i := range items {
		if err != nil {
			return nil, err
		}
		var hide bool
		if hide, err = hides(&items[i]); err == nil && !hide {
			out = append(out, items[i])
		}
	}
	return out, err
}

// pages fills a page of a list that is numbered: read gives the next items
// after a number, and those that are hidden make room for more.
func pages[T any](after int64, limit int, read func(after int64, limit int) ([]T, error), number func(*T) int64, hides func(*T) (bool, error)) (out []T, err error) {
	for len(out) < limit {
		items, err := read(after, limit)
		if err != nil || len(items) == 0 {
			return out, err
		}
		for i := range items {
			after = number(&items[i])
			hide, err := hides(&items[i])
			if err != nil {
				return nil, err
			}
			if !hide && len(out) < limit {
				out = append(out, items[i])
			}
		}
		if len(items) < limit {
			break
		}
	}
	return out, nil
}

// Report implements [store.Reader].
func (v *veiled) Report(ctx context.Context, id tocsin.ReportID) (store.Report, error) {
	if hide, err := v.hidesReport(ctx, id); err != nil || hide {
		return store.Report{}, errors.Join(err, gone("report", id))
	}
	return v.Reader.Report(ctx, id)
}

// Copy implements [store.Reader].
func (v *veiled) Copy(ctx context.Context, id tocsin.ReportID) (*store.Copy, error) {
	if hide, err := v.hidesReport(ctx, id); err != nil || hide {
		return nil, errors.Join(err, gone("report", id))
	}
	return v.Reader.Copy(ctx, id)
}

// Reports implements [store.Reader].
func (v *veiled) Reports(ctx context.Context, after int64, limit int) ([]store.Report, error) {
	return pages(after, limit, func(after int64, limit int) ([]store.Report, error) { return v.Reader.Reports(ctx, after, limit) },
		func(r *store.Report) int64 { return r.Seq }, func(r *store.Report) (bool, error) { return v.hidesReport(ctx, r.ID) })
}

// Versions implements [store.Reader].
func (v *veiled) Versions(ctx context.Context, url string) ([]store.Report, error) {
	rs, err := v.Reader.Versions(ctx, url)
	return kept(rs, err, func(r *store.Report) (bool, error) { return v.hidesReport(ctx, r.ID) })
}

// Edit implements [store.Reader].
func (v *veiled) Edit(ctx context.Context, id tocsin.ReportID) (store.Edit, error) {
	if hide, err := v.hidesReport(ctx, id); err != nil || hide {
		return store.Edit{}, errors.Join(err, gone("edit", id))
	}
	e, err := v.Reader.Edit(ctx, id)
	if err != nil {
		return e, err
	}
	if hide, err := v.hidesReport(ctx, e.Later); err != nil || hide {
		return store.Edit{}, errors.Join(err, gone("edit", id))
	}
	return e, nil
}

// Prints implements [store.Reader]; nobody behind a veil merges.
func (v *veiled) Prints(context.Context, []uint64) ([]store.Print, error) { return nil, nil }

// Near implements [store.Reader]; nobody behind a veil merges.
func (v *veiled) Near(context.Context, []store.Key) ([]string, error) { return nil, nil }

// Component implements [store.Reader]; nobody behind a veil merges.
func (v *veiled) Component(context.Context, []string) ([]string, error) { return nil, nil }

func (v *veiled) mentions(ctx context.Context, ms []store.Mention, err error) ([]store.Mention, error) {
	out, err := kept(ms, err, func(m *store.Mention) (bool, error) { return v.hidesReport(ctx, m.Report.ID) })
	for i := range out {
		v.showMention(&out[i])
	}
	return out, err
}

// Mentions implements [store.Reader].
func (v *veiled) Mentions(ctx context.Context, ids []string) ([]store.Mention, error) {
	ms, err := v.Reader.Mentions(ctx, ids)
	return v.mentions(ctx, ms, err)
}

// MentionsOf implements [store.Reader].
func (v *veiled) MentionsOf(ctx context.Context, id tocsin.ReportID) ([]store.Mention, error) {
	ms, err := v.Reader.MentionsOf(ctx, id)
	return v.mentions(ctx, ms, err)
}

// Event implements [store.Reader].
func (v *veiled) Event(ctx context.Context, id string) (tocsin.Event, error) {
	e, err := v.Reader.Event(ctx, id)
	if err != nil {
		return e, err
	}
	if hide, err := v.hides(ctx, &e); err != nil || hide {
		return tocsin.Event{}, errors.Join(err, gone("event", id))
	}
	v.show(&e)
	return e, v.prune(ctx, &e)
}

// Events implements [store.Reader].
func (v *veiled) Events(ctx context.Context, q store.Query) ([]tocsin.Event, string, error) {
	return v.list(ctx, q, v.Reader.Events)
}

// Acts implements [store.Reader].
func (v *veiled) Acts(ctx context.Context, q store.Query) ([]tocsin.Event, string, error) {
	return v.list(ctx, q, v.Reader.Acts)
}

// usual is the length of a page of events where a query names none.
const usual = 100

func (v *veiled) list(ctx context.Context, q store.Query, read func(context.Context, store.Query) ([]tocsin.Event, string, error)) (out []tocsin.Event, next string, err error) {
	limit := q.Limit
	if limit == 0 {
		limit = usual
	}
	for {
		q.Limit = limit - len(out)
		es, next, err := read(ctx, q)
		if err != nil {
			return nil, "", err
		}
		for i := range es {
			hide, err := v.hides(ctx, &es[i])
			if err != nil {
				return nil, "", err
			}
			if hide {
				continue
			}
			v.show(&es[i])
			if err := v.prune(ctx, &es[i]); err != nil {
				return nil, "", err
			}
			out = append(out, es[i])
		}
		if next == "" || len(out) == limit {
			return out, next, nil
		}
		q.After = next
	}
}

// Corrections implements [store.Reader].
func (v *veiled) Corrections(ctx context.Context) ([]store.Correction, error) {
	cs, err := v.Reader.Corrections(ctx)
	return kept(cs, err, func(c *store.Correction) (bool, error) {
		if len(v.hidden) == 0 {
			return false, nil
		}
		ms, err := v.Reader.Mentions(ctx, c.Mentions)
		for i := range ms {
			hide := false
			if ms[i].Event == "" { // rejected: its event cannot be judged
				hide = true
			} else {
				hide, err = v.hidesID(ctx, ms[i].Event)
			}
			if hide || err != nil {
				return true, err
			}
		}
		return false, err
	})
}

// hidesPart reports whether an event is hidden or a hidden report tells it,
// too: what is said of its changes names reports.
func (v *veiled) hidesPart(ctx context.Context, id string) (bool, error) {
	e, err := v.Reader.Event(ctx, id)
	if isNotFound(err) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	hide, err := v.covered(ctx, &e)
	for i := 0; i < len(e.Members) && !hide && err == nil; i++ {
		hide, err = v.hidesReport(ctx, e.Members[i].Report)
	}
	return hide, err
}

func (v *veiled) hidesChange(ctx context.Context) func(*store.Change) (bool, error) {
	return func(c *store.Change) (bool, error) {
		if len(v.hidden) == 0 {
			return false, nil
		}
		if c.Event != "" {
			if hide, err := v.hidesPart(ctx, c.Event); hide || err != nil {
				return true, err
			}
		}
		if c.Report == "" {
			return false, nil
		}
		return v.hidesReport(ctx, tocsin.ReportID(c.Report))
	}
}

// Changes implements [store.Reader].
func (v *veiled) Changes(ctx context.Context, after int64, limit int) ([]store.Change, error) {
	return pages(after, limit, func(after int64, limit int) ([]store.Change, error) { return v.Reader.Changes(ctx, after, limit) },
		func(c *store.Change) int64 { return c.Number }, v.hidesChange(ctx))
}

// ChangesOf implements [store.Reader].
func (v *veiled) ChangesOf(ctx context.Context, event string) ([]store.Change, error) {
	cs, err := v.Reader.ChangesOf(ctx, event)
	return kept(cs, err, v.hidesChange(ctx))
}

// Setting implements [store.Reader]: of what people made at the desk only
// what is of situations that the viewer may see.
func (v *veiled) Setting(ctx context.Context, name string) (string, error) {
	value, err := v.Reader.Setting(ctx, name)
	if err != nil || value == "" {
		return value, err
	}
	switch name {
	case situationsSetting:
		return pruned(value, func(s *Situation) bool { return !s.Open(v.viewer) })
	case marksSetting:
		return pruned(value, func(m *Mark) bool {
			situation, _, _ := strings.Cut(m.Key, "/")
			return v.hidesAlert(&store.Alert{Situation: situation, Opened: m.Day})
		})
	case arrowsSetting:
		return pruned(value, func(n *ArrowNote) bool { return v.hidesAlert(&store.Alert{Situation: n.Situation, Opened: n.Day}) })
	}
	return value, nil
}

func pruned[T any](list string, hides func(*T) bool) (string, error) {
	var items []T
	if err := json.Unmarshal([]byte(list), &items); err != nil {
		return "", fmt.Errorf("watch: %w", err)
	}
	b, err := json.Marshal(slices.DeleteFunc(items, func(t T) bool { return hides(&t) }))
	return string(b), err
}

func (v *veiled) hidesAlert(a *store.Alert) bool {
	return slices.ContainsFunc(v.hidden, func(s veiledSituation) bool { return s.alert(a) })
}

// Alert implements [store.AlertReader].
func (v *veiled) Alert(ctx context.Context, number int64) (store.Alert, error) {
	a, err := v.Reader.Alert(ctx, number)
	if err == nil && v.hidesAlert(&a) {
		return store.Alert{}, gone("alert", number)
	}
	return a, err
}

// Alerts implements [store.AlertReader].
func (v *veiled) Alerts(ctx context.Context, open bool, before int64, limit int) ([]store.Alert, error) {
	return pages(before, limit, func(before int64, limit int) ([]store.Alert, error) { return v.Reader.Alerts(ctx, open, before, limit) },
		func(a *store.Alert) int64 { return a.Number }, func(a *store.Alert) (bool, error) { return v.hidesAlert(a), nil })
}

// Notices implements [store.AlertReader].
func (v *veiled) Notices(ctx context.Context, after int64, limit int) ([]store.Notice, error) {
	return pages(after, limit, func(after int64, limit int) ([]store.Notice, error) { return v.Reader.Notices(ctx, after, limit) },
		func(n *store.Notice) int64 { return n.Number }, func(n *store.Notice) (bool, error) { return v.hidesAlert(&n.Alert), nil })
}
