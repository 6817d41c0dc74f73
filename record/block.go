package record

import (
	"maps"
	"slices"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// A block is a component as the store has it, ready to grow.
type block struct {
	name  string
	parts []*merge.Block    // one, unless the rules of merging have changed since
	home  map[string]string // mention to event
	seen  map[string]brief  // of events, as far as known
}

func (b *block) size() int { return len(b.home) }

// remembered bounds the mentions that a recorder remembers, twice over: a
// mention with its profile takes some 5 KB. A new mention looks two months
// back, which should be in it for a hundred reports a day.
const remembered = 120_000

// A cache remembers blocks in two generations: what the younger one was not
// asked for while it filled is forgotten. It also remembers whom reports speak
// of, so that a block can be read without all the mentions of its reports.
type cache struct {
	young, old map[string]*block
	size       int // mentions in young
	parties    map[tocsin.ReportID][]string
}

func newCache() cache {
	return cache{young: map[string]*block{}, old: map[string]*block{}, parties: map[tocsin.ReportID][]string{}}
}

// rememberedReports bounds the reports of which a recorder remembers whom they
// speak of.
const rememberedReports = 50_000

// keepParties takes over what a step has read or changed.
func (c *cache) keepParties(of map[tocsin.ReportID][]string) {
	if len(c.parties)+len(of) > rememberedReports {
		clear(c.parties)
	}
	maps.Copy(c.parties, of)
}

func (c *cache) get(name string) *block {
	if b := c.young[name]; b != nil {
		return b
	}
	b := c.old[name]
	if b != nil {
		c.put(b)
	}
	return b
}

func (c *cache) put(b *block) {
	if c.size > remembered {
		c.old, c.young, c.size = c.young, map[string]*block{}, 0
	}
	c.young[b.name] = b
	c.size += b.size()
}

func (c *cache) drop(name string) {
	if b := c.young[name]; b != nil {
		c.size -= b.size()
	}
	delete(c.young, name)
	delete(c.old, name)
}

// block is the component of a name, read from the store if it is not
// remembered.
func (u *update) block(name string) (*block, error) {
	if b := u.blocks.get(name); b != nil {
		return b, nil
	}
	ms, err := u.component(name)
	if err != nil {
		return nil, err
	}
	b := &block{name: name, home: map[string]string{}, seen: map[string]brief{}}
	set, err := u.about()
	if err != nil {
		return nil, err
	}
	var members []*merge.Reading
	for i := range ms {
		if u.people.rejected[ms[i].ID] {
			continue
		}
		b.home[ms[i].ID] = ms[i].Event
		r, err := u.read(&set, ms[i].Mention)
		if err != nil {
			return nil, err
		}
		members = append(members, r)
	}
	b.parts = u.merger.Grow(nil, members, &set)
	u.blocks.put(b)
	return b, nil
}

// component reads the mentions of a component.
func (u *update) component(name string) ([]store.Mention, error) {
	ids, err := u.w.Component(u.ctx, []string{name})
	if err != nil {
		return nil, err
	}
	return u.w.Mentions(u.ctx, ids)
}

// read makes the reading of a mention, which outlives the step; set gathers
// what is known of reports.
func (u *update) read(set *merge.Set, m tocsin.Mention) (*merge.Reading, error) {
	if err := u.include(set, m.Report.ID); err != nil {
		return nil, err
	}
	return u.merger.Read(&m, set), nil
}

// reach finds the blocks that a new mention is linked to, by evidence or by
// people, leaving out those that are merged anew.
func (u *update) reach(r *merge.Reading, j *job) error {
	lookups := r.Lookups()
	keys := make([]store.Key, len(lookups))
	for i, k := range lookups {
		keys[i] = store.Key(k)
	}
	near, err := u.w.Near(u.ctx, keys)
	if err != nil {
		return err
	}
	partners, err := u.w.Mentions(u.ctx, u.people.partners[r.Mention()])
	if err != nil {
		return err
	}
	for _, p := range partners {
		near = append(near, p.Component)
	}
	for i, name := range near {
		if name == "" || j.anew[name] || j.reached[name] != nil || slices.Contains(near[:i], name) {
			continue
		}
		b, err := u.block(name)
		if err != nil {
			return err
		}
		byPeople := slices.ContainsFunc(partners, func(p store.Mention) bool { return p.Component == name })
		if byPeople || slices.ContainsFunc(b.parts, r.Links) {
			j.reached[name] = b
		}
	}
	return nil
}
