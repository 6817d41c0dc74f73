package record

import (
	"slices"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// A job is one merge: what is new, what it reaches, and what was before.
type job struct {
	written map[tocsin.ReportID][]tocsin.Mention // reports whose mentions are put anew
	fresh   []tocsin.Mention                     // to be merged: the written ones, and those of blocks merged anew
	turned  []tocsin.ReportID                    // whose mentions are put anew because their original has changed
	read    map[string]*merge.Reading            // of the fresh ones, by mention
	anew    map[string]bool                      // components to merge from the start
	reached map[string]*block

	was   map[string]place // of mentions before
	stale map[string]bool  // events before
	seen  map[string]brief // of events before, as far as known
	size  map[string]int   // members of events before
	all   bool             // write every event, grown or not
}

// A place is where a mention belongs.
type place struct{ component, event string }

func newJob() *job {
	return &job{
		written: map[tocsin.ReportID][]tocsin.Mention{}, read: map[string]*merge.Reading{}, anew: map[string]bool{}, reached: map[string]*block{},
		was: map[string]place{}, stale: map[string]bool{}, seen: map[string]brief{}, size: map[string]int{},
	}
}

// redo notes that the components of mentions are to be merged from the start.
func (j *job) redo(ms []store.Mention) {
	for i := range ms {
		j.noteOld(ms[i].ID, place{ms[i].Component, ms[i].Event})
		if ms[i].Component != "" {
			j.anew[ms[i].Component] = true
		}
	}
}

func (j *job) noteOld(mention string, p place) {
	if _, known := j.was[mention]; known {
		return
	}
	j.was[mention] = p
	if p.event != "" {
		j.stale[p.event] = true
		j.size[p.event]++
	}
}

// merge brings the events up to date with a job.
func (u *update) merge(j *job) error {
	set, err := u.about()
	if err != nil {
		return err
	}
	fresh, err := u.readings(j, &set, 0)
	if err != nil {
		return err
	}
	for _, r := range fresh {
		if err := u.reach(r, j); err != nil {
			return err
		}
	}
	known := len(j.fresh)
	if err := u.gather(j); err != nil {
		return err
	}
	more, err := u.readings(j, &set, known)
	if err != nil {
		return err
	}
	fresh = append(fresh, more...)
	var parts []*merge.Block
	for _, name := range sorted(j.reached) {
		b := j.reached[name]
		parts = append(parts, b.parts...)
		for m, e := range b.home {
			j.noteOld(m, place{name, e})
		}
		for e, s := range b.seen {
			j.seen[e] = s
		}
		u.blocks.drop(name)
	}
	return u.settle(j, u.merger.Grow(parts, fresh, &set))
}

// readings reads the fresh mentions from the one with index from on. It
// leaves out those that people have rejected.
func (u *update) readings(j *job, set *merge.Set, from int) (out []*merge.Reading, err error) {
	for _, m := range j.fresh[from:] {
		r, err := u.read(set, m)
		if err != nil {
			return nil, err
		}
		j.read[m.ID] = r
		if !u.people.rejected[m.ID] {
			out = append(out, r)
		}
	}
	return out, nil
}

// gather adds what the blocks that are merged anew hold beside the written
// reports.
func (u *update) gather(j *job) error {
	have := map[string]bool{}
	for i := range j.fresh {
		have[j.fresh[i].ID] = true
	}
	for _, name := range sorted(j.anew) {
		ms, err := u.component(name)
		if err != nil {
			return err
		}
		for i := range ms {
			j.noteOld(ms[i].ID, place{name, ms[i].Event})
			if _, written := j.written[ms[i].Report.ID]; !written && !have[ms[i].ID] {
				j.fresh = append(j.fresh, ms[i].Mention)
			}
		}
		u.blocks.drop(name)
	}
	return nil
}

// settle writes what came of a merge.
func (u *update) settle(j *job, blocks []*merge.Block) error {
	fresh := map[string]bool{}
	for i := range j.fresh {
		fresh[j.fresh[i].ID] = true
	}
	now := map[string]place{}
	for _, part := range blocks {
		b := &block{name: part.Groups[0].Mentions()[0], parts: []*merge.Block{part}, home: map[string]string{}, seen: map[string]brief{}}
		for i := range part.Groups {
			members := part.Groups[i].Mentions()
			for _, m := range members {
				b.home[m], now[m] = members[0], place{b.name, members[0]}
			}
			if err := u.settleGroup(j, b, &part.Groups[i], members, fresh); err != nil {
				return err
			}
			delete(j.stale, members[0])
		}
		u.blocks.put(b)
	}
	if err := u.move(j, now); err != nil {
		return err
	}
	heirs := map[string]string{}
	for m, p := range now {
		heirs[m] = p.event
	}
	return u.drop(j.stale, heirs)
}

// settleGroup writes the event of a group, unless it is what it was.
func (u *update) settleGroup(j *job, b *block, g *merge.Group, members []string, fresh map[string]bool) error {
	id := members[0]
	same := !j.all && j.size[id] == len(members) && !slices.ContainsFunc(members, func(m string) bool { return fresh[m] || j.was[m].event != id })
	before, known := j.seen[id]
	if same {
		if known {
			b.seen[id] = before
		}
		return nil
	}
	e := g.Event()
	u.people.fix(&e)
	if err := u.outlets(&e); err != nil {
		return err
	}
	b.seen[id] = briefOf(&e)
	switch {
	case !j.stale[id]:
		return u.keepEvent(&e, nil)
	case !known:
		old, err := u.w.Event(u.ctx, id)
		if err != nil {
			return err
		}
		before = briefOf(&old)
	}
	return u.keepEvent(&e, &before)
}

// move writes the mentions of the job's reports, and where others have gone.
func (u *update) move(j *job, now map[string]place) error {
	done := map[string]bool{}
	for _, id := range sorted(j.written) {
		ms := j.written[id]
		out := make([]store.Mention, len(ms))
		for i := range ms {
			p := now[ms[i].ID]
			out[i] = store.Mention{Mention: ms[i], Component: p.component, Event: p.event}
			for _, k := range j.read[ms[i].ID].Keys() {
				out[i].Keys = append(out[i].Keys, store.Key(k))
			}
			done[ms[i].ID] = true
		}
		if err := u.w.PutMentions(u.ctx, id, out); err != nil {
			return err
		}
	}
	homes := map[string]map[string]string{}
	put := func(m string, p place) {
		if !done[m] && j.was[m] != p {
			if homes[p.component] == nil {
				homes[p.component] = map[string]string{}
			}
			homes[p.component][m] = p.event
		}
	}
	for m, p := range now {
		put(m, p)
	}
	for i := range j.fresh {
		if m := j.fresh[i].ID; u.people.rejected[m] {
			put(m, place{})
		}
	}
	for _, c := range sorted(homes) {
		if err := u.w.PutComponent(u.ctx, c, homes[c]); err != nil {
			return err
		}
	}
	return nil
}

// sorted are the keys of a map in order: nothing may depend on chance.
func sorted[K ~string, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
