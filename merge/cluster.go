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
	profiles []*profile
	near     [][]weighed // of each, those before it that do not exclude it, in order
}

// weighed is the evidence between a mention and another one.
type weighed struct {
	to  int
	sum float32
}

// Size is the number of mentions.
func (b *Block) Size() int { return len(b.profiles) }

// sum is what was found of two members.
func (b *Block) sum(i, j int) float32 {
	i, j = max(i, j), min(i, j)
	k, found := slices.BinarySearchFunc(b.near[i], j, func(x weighed, j int) int { return x.to - j })
	if !found {
		return never
	}
	return b.near[i][k].sum
}

// A Reading is a mention as it is compared, with what is known of its report.
// It is never changed once made.
type Reading struct{ profile }

// Read makes the reading of a mention. The set says what is known of its
// report.
func (m *Merger) Read(mention *tocsin.Mention, set *Set) *Reading {
	return &Reading{m.profile(mention, set)}
}

// Readings are those of all mentions of a set; it adds to the set what its
// mentions tell of their reports.
func (m *Merger) Readings(set *Set) []*Reading {
	set.readParties()
	out := make([]*Reading, len(set.Mentions))
	for i := range set.Mentions {
		out[i] = m.Read(&set.Mentions[i], set)
	}
	return out
}

// Mention is the ID of the mention.
func (r *Reading) Mention() string { return r.m.ID }

// Links reports whether a mention belongs to a block by itself.
func (r *Reading) Links(b *Block) bool {
	for _, p := range b.profiles {
		if linked(&r.profile, p) {
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

// Grow merges new mentions with blocks that they may belong to: it returns the
// blocks that come of both. The outcome is that of merging all mentions anew.
// The set says what people say of pairs; it needs no mentions.
func (m *Merger) Grow(blocks []*Block, fresh []*Reading, set *Set) []*Block {
	w := &weigher{human: set.verdicts(), titles: m.titles, blocks: blocks}
	for i, b := range blocks {
		for j, p := range b.profiles {
			w.ps = append(w.ps, spot{profile: p, block: i, at: j})
		}
	}
	for _, r := range fresh {
		w.ps = append(w.ps, spot{profile: &r.profile, block: -1})
	}
	slices.SortFunc(w.ps, func(a, b spot) int {
		return cmp.Or(a.published-b.published, cmp.Compare(a.m.Report.ID, b.m.Report.ID),
			a.m.Trigger.Start-b.m.Trigger.Start, cmp.Compare(a.m.ID, b.m.ID))
	})
	w.prepare()
	var out []*Block
	for _, component := range w.components() {
		out = append(out, w.block(component))
	}
	return out
}

// verdicts are what people say of pairs of mentions.
func (s *Set) verdicts() map[[2]string]float32 {
	if len(s.Same)+len(s.Apart) == 0 {
		return nil
	}
	out := map[[2]string]float32{}
	for _, p := range s.Same {
		out[[2]string{min(p[0], p[1]), max(p[0], p[1])}] = verdict
	}
	for _, p := range s.Apart {
		out[[2]string{min(p[0], p[1]), max(p[0], p[1])}] = -verdict
	}
	return out
}

// verdict is the weight of what people say of a pair.
const verdict = -never * 1000

// A spot is a profile with its place in a block; block is -1 for a new one.
type spot struct {
	*profile
	block, at int
}

// A weigher compares profiles, with the word of people before all evidence.
type weigher struct {
	ps       []spot
	blocks   []*Block
	human    map[[2]string]float32
	titles   map[string]bool
	spots    [][]int     // of each block's members
	compared [][]weighed // of each spot with those before it that do not exclude it
	at       []int       // of each spot in the block that is being made; -1 for none
}

// prepare says where the members of blocks are among the spots.
func (w *weigher) prepare() {
	w.compared, w.at, w.spots = make([][]weighed, len(w.ps)), make([]int, len(w.ps)), make([][]int, len(w.blocks))
	for i, b := range w.blocks {
		w.spots[i] = make([]int, len(b.profiles))
	}
	for i, p := range w.ps {
		w.at[i] = -1
		if p.block >= 0 {
			w.spots[p.block][p.at] = i
		}
	}
}

// weigh is the evidence that two profiles are of one event, and whether it
// links them.
func (w *weigher) weigh(p, q *profile) (sum float32, links bool) {
	if len(w.human) > 0 {
		if v, ok := w.human[[2]string{min(p.m.ID, q.m.ID), max(p.m.ID, q.m.ID)}]; ok {
			return v, v > link
		}
	}
	e := compare(p, q)
	s := e.Sum()
	return float32(s), s > link && p.family == q.family && p.meets(q)
}

// A forest is a union of sets, by the parent of each member.
type forest []int

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = i
	}
	return f
}

func (f forest) find(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

func (f forest) join(i, j int) { f[f.find(i)] = f.find(j) }

// components groups profiles that chains of links connect. The result does
// not depend on their order, so a component can be worked on alone. What was
// one block is connected already, and two blocks are not linked by themselves.
func (w *weigher) components() [][]int {
	parents := newForest(len(w.ps))
	first := make([]int, len(w.blocks)) // of each block
	for i := range first {
		first[i] = -1
	}
	for i := range w.ps {
		if b := w.ps[i].block; b >= 0 && first[b] < 0 {
			first[b] = i
		} else if b >= 0 {
			parents.join(i, first[b])
		}
	}
	w.links(parents)
	groups := map[int][]int{}
	for i := range w.ps {
		r := parents.find(i)
		groups[r] = append(groups[r], i)
	}
	out := make([][]int, 0, len(groups))
	for _, g := range groups {
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b []int) int { return a[0] - b[0] })
	return out
}

// links joins every new spot with what it is linked to. Types that nobody
// mixes up are not compared, unless people have put two mentions together.
func (w *weigher) links(parents forest) {
	family, at := map[int][]int{}, map[string]int{}
	for i := range w.ps {
		family[w.ps[i].family] = append(family[w.ps[i].family], i)
		if len(w.human) > 0 {
			at[w.ps[i].m.ID] = i
		}
	}
	for i := range w.ps {
		if w.ps[i].block >= 0 {
			continue
		}
		for _, j := range family[w.ps[i].family] {
			if w.ps[j].block >= 0 || j < i {
				w.link(max(i, j), min(i, j), parents)
			}
		}
	}
	for pair := range w.human {
		i, known := at[pair[0]]
		j, other := at[pair[1]]
		if known && other && (w.ps[i].block < 0 || w.ps[j].block < 0) && w.ps[i].family != w.ps[j].family {
			w.link(max(i, j), min(i, j), parents)
		}
	}
}

// link weighs two spots, the later one first.
func (w *weigher) link(i, j int, parents forest) {
	if i == j {
		return
	}
	s, links := w.weigh(w.ps[i].profile, w.ps[j].profile)
	if s > never/2 {
		w.compared[i] = append(w.compared[i], weighed{j, s})
	}
	if links {
		parents.join(i, j)
	}
}

// block makes the block of a component and groups its members.
func (w *weigher) block(component []int) *Block {
	b := &Block{profiles: make([]*profile, len(component)), near: make([][]weighed, len(component))}
	of := map[int]bool{} // blocks that become one
	for i, c := range component {
		w.at[c] = i
		of[w.ps[c].block] = true
	}
	delete(of, -1)
	for i, c := range component {
		b.profiles[i] = w.ps[c].profile
		b.near[i] = w.near(c)
		if p := w.ps[c]; len(of) > 1 && p.block >= 0 {
			for j, d := range component[:i] {
				if q := w.ps[d]; q.block >= 0 && q.block != p.block {
					if s, _ := w.weigh(p.profile, q.profile); s > never/2 {
						b.near[i] = append(b.near[i], weighed{j, s})
					}
				}
			}
		}
		slices.SortFunc(b.near[i], func(x, y weighed) int { return x.to - y.to })
	}
	for _, c := range component {
		w.at[c] = -1
	}
	for _, members := range b.agglomerate() {
		g := Group{titles: w.titles, block: b, at: members}
		for _, i := range members {
			g.profiles = append(g.profiles, b.profiles[i])
		}
		b.Groups = append(b.Groups, g)
	}
	return b
}

// near is what is known of a spot and those before it in the block that is
// being made.
func (w *weigher) near(c int) []weighed {
	p := w.ps[c]
	out := make([]weighed, 0, len(w.compared[c])+8)
	if p.block >= 0 {
		old := w.blocks[p.block].near[p.at]
		out = make([]weighed, 0, len(w.compared[c])+len(old))
		for _, x := range old {
			out = append(out, weighed{w.at[w.spots[p.block][x.to]], x.sum})
		}
	}
	for _, x := range w.compared[c] {
		if w.at[x.to] >= 0 {
			out = append(out, weighed{w.at[x.to], x.sum})
		}
	}
	return out
}
