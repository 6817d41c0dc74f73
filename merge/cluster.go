package merge

import (
	"cmp"
	"slices"

	"tocsin"
)

// A Block is a component: mentions that chains of links connect. It remembers
// what was compared, so that it can grow without comparing again. It is never
// changed once made.
type Block struct {
	Groups   []Group // its events, in the order of their first mention
	profiles []profile
	sums     []float32 // of all pairs; of i and j < i at i*(i-1)/2+j
}

// Size is the number of mentions.
func (b *Block) Size() int { return len(b.profiles) }

func (b *Block) links(p *profile) bool {
	for i := range b.profiles {
		if linked(p, &b.profiles[i]) {
			return true
		}
	}
	return false
}

// linked reports whether the evidence links two profiles.
func linked(p, q *profile) bool {
	if p.family != q.family || !p.meets(q) {
		return false // soon told
	}
	e := compare(p, q)
	return e.Sum() > link
}

// Links reports whether a mention belongs to a block by itself. The set says
// what is known of its report.
func (m *Merger) Links(mention *tocsin.Mention, set *Set, b *Block) bool {
	p := m.profile(mention, set)
	return b.links(&p)
}

// Grow merges new mentions with blocks that they may belong to: it returns the
// blocks that come of both. The outcome is that of merging all mentions anew.
func (m *Merger) Grow(blocks []*Block, fresh Set) []*Block {
	fresh.readParties()
	w := &weigher{human: fresh.verdicts(), titles: m.titles}
	for i, b := range blocks {
		for j := range b.profiles {
			w.ps = append(w.ps, spot{profile: b.profiles[j], block: i, at: j})
		}
	}
	w.blocks = blocks
	for i := range fresh.Mentions {
		w.ps = append(w.ps, spot{profile: m.profile(&fresh.Mentions[i], &fresh), block: -1})
	}
	slices.SortFunc(w.ps, func(a, b spot) int {
		return cmp.Or(a.published-b.published, cmp.Compare(a.m.Report.ID, b.m.Report.ID),
			a.m.Trigger.Start-b.m.Trigger.Start, cmp.Compare(a.m.ID, b.m.ID))
	})
	var out []*Block
	for _, component := range w.components() {
		out = append(out, w.block(component))
	}
	return out
}

// verdicts are what people say of pairs of mentions.
func (s *Set) verdicts() map[[2]string]float32 {
	out := map[[2]string]float32{}
	for _, p := range s.Same {
		out[[2]string{min(p[0], p[1]), max(p[0], p[1])}] = -never * 1000
	}
	for _, p := range s.Apart {
		out[[2]string{min(p[0], p[1]), max(p[0], p[1])}] = never * 1000
	}
	return out
}

// A spot is a profile with its place in a block; block is -1 for a new one.
type spot struct {
	profile
	block, at int
}

// A weigher compares profiles, with the word of people before all evidence.
type weigher struct {
	ps     []spot
	blocks []*Block
	human  map[[2]string]float32
	titles map[string]bool
}

// sum is the evidence that two profiles are of one event.
func (w *weigher) sum(i, j int) float32 {
	p, q := &w.ps[i], &w.ps[j]
	if p.block >= 0 && p.block == q.block {
		a, b := max(p.at, q.at), min(p.at, q.at)
		return w.blocks[p.block].sums[a*(a-1)/2+b]
	}
	if len(w.human) > 0 {
		if v, ok := w.human[[2]string{min(p.m.ID, q.m.ID), max(p.m.ID, q.m.ID)}]; ok {
			return v
		}
	}
	e := compare(&p.profile, &q.profile)
	return float32(e.Sum())
}

// linked is [linked] with the word of people before it.
func (w *weigher) linked(i, j int) bool {
	p, q := &w.ps[i], &w.ps[j]
	if len(w.human) > 0 {
		if v, ok := w.human[[2]string{min(p.m.ID, q.m.ID), max(p.m.ID, q.m.ID)}]; ok {
			return v > link
		}
	}
	return linked(&p.profile, &q.profile)
}

// components groups profiles that chains of links connect. The result does
// not depend on their order, so a component can be worked on alone. What was
// one block is connected already, and two blocks are not linked by themselves.
func (w *weigher) components() [][]int {
	parent := make([]int, len(w.ps))
	first := make([]int, len(w.blocks)) // of each block
	for i := range first {
		first[i] = -1
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i := range w.ps {
		parent[i] = i
		if b := w.ps[i].block; b >= 0 && first[b] < 0 {
			first[b] = i
		} else if b >= 0 {
			parent[find(i)] = find(first[b])
		}
	}
	for i := range w.ps {
		for j := range i {
			if (w.ps[i].block < 0 || w.ps[j].block < 0) && w.linked(i, j) {
				parent[find(i)] = find(j)
			}
		}
	}
	groups := map[int][]int{}
	for i := range w.ps {
		r := find(i)
		groups[r] = append(groups[r], i)
	}
	out := make([][]int, 0, len(groups))
	for _, g := range groups {
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b []int) int { return a[0] - b[0] })
	return out
}

// block makes the block of a component and groups its members.
func (w *weigher) block(component []int) *Block {
	b := &Block{profiles: make([]profile, len(component)), sums: make([]float32, 0, len(component)*(len(component)-1)/2)}
	for i, c := range component {
		b.profiles[i] = w.ps[c].profile
		for _, d := range component[:i] {
			b.sums = append(b.sums, w.sum(c, d))
		}
	}
	for _, members := range b.agglomerate() {
		g := Group{titles: w.titles}
		for _, i := range members {
			g.profiles = append(g.profiles, b.profiles[i])
		}
		b.Groups = append(b.Groups, g)
	}
	return b
}
