package merge

import (
	"cmp"
	"slices"
)

// A weigher compares the profiles of a set, with the word of people before
// all evidence.
type weigher struct {
	ps    []profile
	human map[[2]int]float64 // indices, the lower first
}

func newWeigher(set *Set, ps []profile) *weigher {
	w := &weigher{ps: ps, human: map[[2]int]float64{}}
	at := make(map[string]int, len(ps))
	for i := range ps {
		at[ps[i].m.ID] = i
	}
	put := func(pairs [][2]string, verdict float64) {
		for _, p := range pairs {
			i, ok1 := at[p[0]]
			j, ok2 := at[p[1]]
			if ok1 && ok2 {
				w.human[[2]int{min(i, j), max(i, j)}] = verdict
			}
		}
	}
	put(set.Same, -never*1000)
	put(set.Apart, never*1000)
	return w
}

// sum is the evidence that two profiles are of one event.
func (w *weigher) sum(i, j int) float64 {
	if v, ok := w.human[[2]int{min(i, j), max(i, j)}]; ok {
		return v
	}
	e := compare(&w.ps[i], &w.ps[j])
	return e.Sum()
}

// components groups profiles that chains of links connect. The result does
// not depend on their order, so a component can be worked on alone.
func (w *weigher) components() [][]int {
	ps := w.ps
	parent := make([]int, len(ps))
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i := range ps {
		for j := range i {
			if w.sum(i, j) > link {
				parent[find(i)] = find(j)
			}
		}
	}
	groups := map[int][]int{}
	for i := range ps {
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

// A group is mentions that are taken for one event so far.
type group struct {
	members []int
	gone    bool
}

// agglomerate joins the members of a component, most alike first, as long as
// the mean evidence between two groups speaks for it and no pair forbids it.
// Ties go to the earlier mentions, which come first.
func (w *weigher) agglomerate(component []int) [][]int {
	n := len(component)
	sums := make([]float64, n*n) // between groups, over all pairs
	barred := make([]bool, n*n)
	for i := range n {
		for j := range i {
			s := w.sum(component[i], component[j])
			sums[i*n+j], sums[j*n+i] = s, s
			barred[i*n+j] = s < never/2
			barred[j*n+i] = barred[i*n+j]
		}
	}
	groups := make([]group, n)
	for i := range groups {
		groups[i].members = []int{component[i]}
	}
	for {
		a, b := closest(groups, sums, barred)
		if a < 0 {
			break
		}
		absorb(groups, sums, barred, a, b)
	}
	var out [][]int
	for _, g := range groups {
		if !g.gone {
			slices.Sort(g.members)
			out = append(out, g.members)
		}
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// closest finds the two groups with the highest mean evidence above join, or
// -1.
func closest(groups []group, sums []float64, barred []bool) (int, int) {
	n := len(groups)
	best, a, b := join, -1, -1
	for i := range n {
		if groups[i].gone {
			continue
		}
		for j := range i {
			if groups[j].gone || barred[i*n+j] {
				continue
			}
			mean := sums[i*n+j] / float64(len(groups[i].members)*len(groups[j].members))
			if mean > best {
				best, a, b = mean, j, i
			}
		}
	}
	return a, b
}

// absorb makes group b part of a.
func absorb(groups []group, sums []float64, barred []bool, a, b int) {
	n := len(groups)
	for k := range n {
		sums[a*n+k] += sums[b*n+k]
		sums[k*n+a] = sums[a*n+k]
		barred[a*n+k] = barred[a*n+k] || barred[b*n+k]
		barred[k*n+a] = barred[a*n+k]
	}
	groups[a].members = append(groups[a].members, groups[b].members...)
	groups[b] = group{gone: true}
}
