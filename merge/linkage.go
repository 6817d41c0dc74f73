package merge

import (
	"cmp"
	"slices"
)

// A linkage is average linkage at work: groups of mentions, the evidence
// between them, and for each group the one that it is most like.
type linkage struct {
	n       int
	members [][]int
	sums    []float64 // between groups, over all pairs of members
	barred  []bool    // some pair excludes each other
	best    []int     // most alike among the groups before it; -1 for none
	mean    []float64 // evidence for best
}

// agglomerate joins the members of a block, most alike first, as long as the
// mean evidence between two groups speaks for it and no pair forbids it. Ties
// go to the earlier mentions, which come first.
func (b *Block) agglomerate() [][]int {
	l := newLinkage(b)
	for {
		i := l.closest()
		if i < 0 {
			break
		}
		l.absorb(l.best[i], i)
	}
	var out [][]int
	for _, g := range l.members {
		if g != nil {
			slices.Sort(g)
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return out
}

func newLinkage(b *Block) *linkage {
	n := len(b.profiles)
	l := &linkage{n: n, members: make([][]int, n), sums: make([]float64, n*n), barred: make([]bool, n*n), best: make([]int, n), mean: make([]float64, n)}
	at := 0
	for i := range n {
		l.members[i] = []int{i}
		for j := range i {
			s := float64(b.sums[at])
			at++
			l.sums[i*n+j], l.sums[j*n+i] = s, s
			l.barred[i*n+j], l.barred[j*n+i] = s < never/2, s < never/2
		}
	}
	for i := range n {
		l.look(i)
	}
	return l
}

// look finds the group before i that i is most like.
func (l *linkage) look(i int) {
	l.best[i], l.mean[i] = -1, join
	for j := range i {
		if l.members[j] == nil || l.barred[i*l.n+j] {
			continue
		}
		if m := l.between(i, j); m > l.mean[i] {
			l.best[i], l.mean[i] = j, m
		}
	}
}

func (l *linkage) between(i, j int) float64 {
	return l.sums[i*l.n+j] / float64(len(l.members[i])*len(l.members[j]))
}

// closest is the group that is most like its best, or -1.
func (l *linkage) closest() int {
	out := -1
	for i := range l.n {
		if l.members[i] != nil && l.best[i] >= 0 && (out < 0 || l.mean[i] > l.mean[out]) {
			out = i
		}
	}
	return out
}

// absorb makes group b part of a, which comes before it.
func (l *linkage) absorb(a, b int) {
	n := l.n
	for k := range n {
		l.sums[a*n+k] += l.sums[b*n+k]
		l.sums[k*n+a] = l.sums[a*n+k]
		l.barred[a*n+k] = l.barred[a*n+k] || l.barred[b*n+k]
		l.barred[k*n+a] = l.barred[a*n+k]
	}
	l.members[a] = append(l.members[a], l.members[b]...)
	l.members[b] = nil
	l.look(a)
	for k := a + 1; k < n; k++ {
		switch {
		case l.members[k] == nil:
		case l.best[k] == a || l.best[k] == b:
			l.look(k)
		case !l.barred[k*n+a]:
			if m := l.between(k, a); m > l.mean[k] || m == l.mean[k] && a < l.best[k] {
				l.best[k], l.mean[k] = a, m
			}
		}
	}
}
