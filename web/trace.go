package web

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
)

// A trace says how an event came to be told: who had it first, who tells it in
// words of their own, who only repeats it, and what outlets changed since.
type trace struct {
	First   *telling
	Own     []tocsin.Origin
	Repeats []telling
	Edits   []store.Edit
}

// Trace follows an event from its first telling on.
func (v *view) Trace(e tocsin.Event, ts []telling) (*trace, error) {
	t := &trace{Own: e.Origins}
	for i := range ts {
		if ts[i].Report.ID == e.FirstReport && t.First == nil {
			t.First = &ts[i]
		}
		again := slices.ContainsFunc(t.Repeats, func(o telling) bool { return o.Report.ID == ts[i].Report.ID })
		if ts[i].Origin != "" && !again {
			t.Repeats = append(t.Repeats, ts[i])
		}
	}
	var err error
	t.Edits, err = v.r.edits(reportsOf(&e))
	return t, err
}

// reportsOf are the reports that tell an event, each once.
func reportsOf(e *tocsin.Event) []tocsin.ReportID {
	var out []tocsin.ReportID
	for _, m := range e.Members {
		if !slices.Contains(out, m.Report) {
			out = append(out, m.Report)
		}
	}
	return out
}

// edits are what later versions changed in reports.
func (r *request) edits(reports []tocsin.ReportID) ([]store.Edit, error) {
	var out []store.Edit
	for _, id := range reports {
		e, err := r.read.Edit(r.ctx, id)
		if errors.Is(err, tocsin.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// EditsOf are what each version of a page changed in the one before.
func (v *view) EditsOf(versions []store.Report) ([]store.Edit, error) {
	ids := make([]tocsin.ReportID, len(versions))
	for i := range versions {
		ids[i] = versions[i].ID
	}
	return v.r.edits(ids)
}

// Signs says in the reader's language what ties tellings together: "wording
// +4.0, time +2.6".
func (v *view) Signs(evidence string) string {
	parts := strings.Split(evidence, ", ")
	for i, p := range parts {
		if k := strings.LastIndexByte(p, ' '); k > 0 {
			parts[i] = v.Label("sign", p[:k]) + " " + strings.Replace(strings.Replace(p[k+1:], "-", "−", 1), ".", v.T("number.point"), 1)
		}
	}
	return strings.Join(parts, "; ")
}

// How says in the reader's language how an outlet came by what it tells.
func (v *view) How(how string) string {
	if how == "own words" {
		return v.T("how.own")
	}
	if outlet, ok := strings.CutPrefix(how, "relayed by "); ok {
		return v.T("how.relayed", outlet)
	}
	if m := copyPattern.FindStringSubmatch(how); m != nil {
		return v.T("how.copy", m[1], m[2])
	}
	return how
}

// The texts that the record keeps of changes and copies.
var (
	copyPattern  = regexp.MustCompile(`^(\d+) % of its wording is that of (.+)$`)
	newPattern   = regexp.MustCompile(`^([A-Z]+), told by (.+)$`)
	grownPattern = regexp.MustCompile(`^(\d+) reports, (\d+) independent; were (\d+), (\d+)$`)
	wasPattern   = regexp.MustCompile(`^(\w+), was (\w+)$`)
	editPattern  = regexp.MustCompile(`^(.+) changed (\S+): of the sentences around events, (\d+) went and (\d+) came(?:; (.*))?$`)
)

// ChangeText says in the reader's language what the record notes of a change.
func (v *view) ChangeText(c store.Change) string { return v.words.change(c.Text) }

func (w *words) change(text string) string {
	if m := newPattern.FindStringSubmatch(text); m != nil {
		return w.T("changed.new", w.Label("type", m[1]), m[2])
	}
	if m := grownPattern.FindStringSubmatch(text); m != nil {
		return w.T("changed.grown", m[1], m[2], m[3], m[4])
	}
	if m := wasPattern.FindStringSubmatch(text); m != nil {
		return w.T("changed.status", w.Label("status", m[1]), w.Label("status", m[2]))
	}
	if m := editPattern.FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(w.T("changed.edited", m[1], m[2], m[3], m[4]) + " " + m[5])
	}
	for _, f := range []struct{ text, key string }{{"other claims on its numbers", "changed.values"}, {"no report tells it any more", "changed.gone"}} {
		if text == f.text {
			return w.T(f.key)
		}
	}
	for _, f := range []struct{ before, key string }{{"is part of ", "changed.part"}} {
		if rest, ok := strings.CutPrefix(text, f.before); ok {
			return w.T(f.key, rest)
		}
	}
	for _, f := range []struct{ after, key string }{{" corrected what it told", "changed.corrected"}, {" tells it no more", "changed.withdrawn"}, {" tells it in other words", "changed.replaced"}} {
		if rest, ok := strings.CutSuffix(text, f.after); ok {
			return w.T(f.key, rest)
		}
	}
	if kind, reason, ok := strings.Cut(text, ": "); ok && slices.Contains([]string{store.Merge, store.Split, store.Fix, store.Reject, store.Remark}, kind) {
		return w.Label("correction", kind) + ": " + reason
	}
	return text
}
