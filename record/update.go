package record

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// An update brings the events up to date with new mentions of one report.
type update struct {
	*Recorder
	w      store.Writer
	ctx    context.Context
	copies map[tocsin.ReportID]merge.Copy // of reports looked at; zero for own words
	people *people
}

func newUpdate(ctx context.Context, r *Recorder, w store.Writer) *update {
	return &update{Recorder: r, w: w, ctx: ctx, copies: map[tocsin.ReportID]merge.Copy{}}
}

// run replaces the mentions of a report and merges anew all that they, or the
// mentions of reports whose original has changed, can touch.
func (u *update) run(id tocsin.ReportID, mentions []tocsin.Mention, turned []tocsin.ReportID) error {
	var err error
	if u.people, err = readPeople(u.ctx, u.w); err != nil {
		return err
	}
	touched := map[string]bool{} // components
	fresh := mentions
	olds, err := u.w.MentionsOf(u.ctx, id)
	if err != nil {
		return err
	}
	stale := eventsOf(olds)
	for _, m := range olds {
		touched[m.Component] = true
	}
	if err := u.put(id, mentions); err != nil {
		return err
	}
	for _, other := range turned {
		ms, err := u.w.MentionsOf(u.ctx, other)
		if err != nil {
			return err
		}
		for _, m := range ms {
			touched[m.Component] = true
			stale[m.Event] = true
			fresh = append(fresh, m.Mention)
		}
		if err := u.put(other, bare(ms)); err != nil { // their keys have changed
			return err
		}
	}
	all, err := u.reach(fresh, touched)
	if err != nil {
		return err
	}
	return u.regroup(all, stale)
}

func bare(ms []store.Mention) []tocsin.Mention {
	out := make([]tocsin.Mention, len(ms))
	for i := range ms {
		out[i] = ms[i].Mention
	}
	return out
}

func eventsOf(ms []store.Mention) map[string]bool {
	out := map[string]bool{}
	for _, m := range ms {
		if m.Event != "" {
			out[m.Event] = true
		}
	}
	return out
}

// put writes the mentions of a report with their keys. Where they were
// already, they keep their event until they are merged anew.
func (u *update) put(id tocsin.ReportID, ms []tocsin.Mention) error {
	copies, err := u.copiesOf(id)
	if err != nil {
		return err
	}
	out := make([]store.Mention, len(ms))
	for i := range ms {
		out[i].Mention = ms[i]
		for _, k := range u.merger.Keys(&ms[i], copies) {
			out[i].Keys = append(out[i].Keys, store.Key(k))
		}
	}
	return u.w.PutMentions(u.ctx, id, out)
}

// copiesOf are the copies among reports.
func (u *update) copiesOf(ids ...tocsin.ReportID) (map[tocsin.ReportID]merge.Copy, error) {
	out := map[tocsin.ReportID]merge.Copy{}
	for _, id := range ids {
		c, ok, err := u.copyOf(id)
		if err != nil {
			return nil, err
		}
		if ok {
			out[id] = c
		}
	}
	return out, nil
}

// reach collects the mentions whose events can change: those of every
// component that was touched or that holds a mention linked to a fresh one,
// by evidence or by people.
func (u *update) reach(fresh []tocsin.Mention, touched map[string]bool) ([]store.Mention, error) {
	var loose []string
	for i := range fresh {
		linked, err := u.linked(&fresh[i])
		if err != nil {
			return nil, err
		}
		for _, m := range linked {
			touched[m.Component] = true
		}
		loose = append(loose, fresh[i].ID)
	}
	delete(touched, "")
	components := make([]string, 0, len(touched))
	for c := range touched {
		components = append(components, c)
	}
	slices.Sort(components)
	ids, err := u.w.Component(u.ctx, components)
	if err != nil {
		return nil, err
	}
	ids = append(ids, loose...)
	slices.Sort(ids)
	return u.w.Mentions(u.ctx, slices.Compact(ids))
}

// linked are the stored mentions that share a component with m.
func (u *update) linked(m *tocsin.Mention) ([]store.Mention, error) {
	mine, err := u.copiesOf(m.Report.ID)
	if err != nil {
		return nil, err
	}
	var keys []store.Key
	for _, k := range u.merger.Lookups(m, mine) {
		keys = append(keys, store.Key(k))
	}
	ids, err := u.w.Near(u.ctx, keys)
	if err != nil {
		return nil, err
	}
	near, err := u.w.Mentions(u.ctx, slices.Concat(ids, u.people.partners[m.ID]))
	if err != nil {
		return nil, err
	}
	var out []store.Mention
	for i := range near {
		o := &near[i]
		copies, err := u.copiesOf(m.Report.ID, o.Report.ID)
		if err != nil {
			return nil, err
		}
		if o.ID != m.ID && (slices.Contains(u.people.partners[m.ID], o.ID) || u.merger.Linked(m, &o.Mention, copies)) {
			out = append(out, *o)
		}
	}
	return out, nil
}

// regroup merges mentions and writes what came of it. stale are events that
// lost mentions.
func (u *update) regroup(all []store.Mention, stale map[string]bool) error {
	set := merge.Set{Copies: map[tocsin.ReportID]merge.Copy{}, Same: u.people.same, Apart: u.people.apart}
	old := eventsOf(all)
	for id := range stale {
		old[id] = true
	}
	delete(old, "")
	for i := range all {
		if u.people.rejected[all[i].ID] {
			if err := u.w.PutComponent(u.ctx, all[i].Component, map[string]string{all[i].ID: ""}); err != nil {
				return err
			}
			continue
		}
		set.Mentions = append(set.Mentions, all[i].Mention)
		c, err := u.copiesOf(all[i].Report.ID)
		if err != nil {
			return err
		}
		for id, of := range c {
			set.Copies[id] = of
		}
	}
	heirs := map[string]string{} // mention to event
	for _, groups := range u.merger.Components(set) {
		component := groups[0].Mentions()[0]
		home := map[string]string{}
		for i := range groups {
			e := groups[i].Event()
			u.people.fix(&e)
			if err := u.keepEvent(&e); err != nil {
				return err
			}
			for _, m := range e.Members {
				home[m.Mention] = e.ID
			}
			delete(old, e.ID)
		}
		if err := u.w.PutComponent(u.ctx, component, home); err != nil {
			return err
		}
		for m, e := range home {
			heirs[m] = e
		}
	}
	return u.drop(old, heirs)
}

// drop removes events that are no more; an event's ID is its first mention's,
// and leads to the event that has that mention now.
func (u *update) drop(old map[string]bool, heirs map[string]string) error {
	gone := make([]string, 0, len(old))
	for id := range old {
		gone = append(gone, id)
	}
	slices.Sort(gone)
	for _, id := range gone {
		if err := u.w.DropEvent(u.ctx, id, heirs[id]); err != nil {
			return err
		}
		text := "no report tells it any more"
		if heirs[id] != "" {
			text = "is part of " + heirs[id]
		}
		if err := u.note(id, "gone", text); err != nil {
			return err
		}
	}
	return nil
}

// keepEvent writes an event and notes how it differs from before.
func (u *update) keepEvent(e *tocsin.Event) error {
	before, err := u.w.Event(u.ctx, e.ID)
	switch {
	case isNotFound(err) || err == nil && before.ID != e.ID:
		err = u.note(e.ID, "new", fmt.Sprintf("%s, told by %s", e.Type, e.FirstReport))
	case err == nil:
		err = u.noteDifference(&before, e)
	}
	if err != nil {
		return err
	}
	return u.w.PutEvent(u.ctx, e)
}

func (u *update) noteDifference(before, e *tocsin.Event) error {
	for _, d := range []struct {
		kind, text string
		differs    bool
	}{
		{"status", fmt.Sprintf("%s, was %s", e.Status, before.Status), e.Status != before.Status},
		{"grown", fmt.Sprintf("%d reports, %d independent; were %d, %d", e.Reports, len(e.Origins), before.Reports, len(before.Origins)),
			e.Reports != before.Reports || len(e.Origins) != len(before.Origins)},
		{"values", "other claims on its numbers", claims(e) != claims(before)},
	} {
		if d.differs {
			if err := u.note(e.ID, d.kind, d.text); err != nil {
				return err
			}
		}
	}
	return nil
}

// claims counts the claims on numbers.
func claims(e *tocsin.Event) int {
	n := 0
	for _, c := range e.Comparisons {
		n += len(c.Claims)
	}
	return n
}

func (u *update) note(event, kind, text string) error {
	return u.w.AddChange(u.ctx, &store.Change{At: u.now().UTC(), Kind: kind, Event: event, Text: text})
}

// sortedPair puts two IDs in order.
func sortedPair(a, b string) [2]string {
	if cmp.Compare(a, b) > 0 {
		a, b = b, a
	}
	return [2]string{a, b}
}
