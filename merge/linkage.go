package merge

import (
	"cmp"
	"math"
	"slices"
)

// A linkage is average linkage at work: groups of mentions, the evidence
// between those that do not exclude each other, and for each group the one
// that it is most like. In a long chain of links most mentions exclude each
// other by their days, so what is kept grows with the chain, not with its
// square.
type linkage struct {
	members [][]int
	ties    [][]tie   // of each group with others, in their order
	best    []int     // most alike among the groups before it; -1 for none
	mean    []float64 // evidence for best
}

// A tie is the evidence between two groups, over all pairs of members; none if
// some pair excludes each other.
type tie struct {
	to  int
	sum float64
}

var none = math.NaN()

func (t *tie) holds() bool { return t.sum == t.sum }

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
	l := &linkage{members: make([][]int, n), ties: make([][]tie, n), best: make([]int, n), mean: make([]float64, n)}
	later := make([]int, n)
	for i := range n {
		for _, x := range b.near[i] {
			later[x.to]++
		}
	}
	for i := range n { // in order, so that all ties are
		l.members[i] = []int{i}
		l.ties[i] = make([]tie, 0, len(b.near[i])+later[i])
		for _, x := range b.near[i] {
			l.ties[i] = append(l.ties[i], tie{x.to, float64(x.sum)})
		}
	}
	for i := range n {
		for _, x := range b.near[i] {
			l.ties[x.to] = append(l.ties[x.to], tie{i, float64(x.sum)})
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
	for k := range l.ties[i] {
		t := &l.ties[i][k]
		if t.to > i {
			break
		}
		if m := l.between(i, t); t.holds() && m > l.mean[i] {
			l.best[i], l.mean[i] = t.to, m
		}
	}
}

func (l *linkage) between(i int, t *tie) float64 {
	return t.sum / float64(len(l.members[i])*len(l.members[t.to]))
}

// tie is the one of group i to group j.
func (l *linkage) tie(i, j int) *tie {
	k, found := slices.BinarySearchFunc(l.ties[i], j, func(t tie, j int) int { return t.to - j })
	if !found {
		return nil
	}
	return &l.ties[i][k]
}

// closest is the group that is most like its best, or -1.
func (l *linkage) closest() int {
	out := -1
	for i := range l.members {
		if l.members[i] != nil && l.best[i] >= 0 && (out < 0 || l.mean[i] > l.mean[out]) {
			out = i
		}
	}
	return out
}

// absorb makes group b part of a, which comes before it.
func (l *linkage) absorb(a, b int) {
	touched := make([]int, 0, len(l.ties[a])+len(l.ties[b]))
	for _, g := range []int{a, b} {
		for _, t := range l.ties[g] {
			if t.holds() && t.to != a && t.to != b {
				touched = append(touched, t.to)
			}
		}
	}
	slices.Sort(touched)
	touched = slices.Compact(touched)
	for _, k := range touched {
		l.move(k, a, b)
	}
	l.members[a] = append(l.members[a], l.members[b]...)
	l.members[b] = nil
	l.tie(a, b).sum = none
	l.ties[b] = nil
	l.look(a)
	for _, k := range touched {
		if k > a {
			l.lookAgain(k, a, b)
		}
	}
}

// move makes of the ties of group k with a and b one with a: none, if it has
// none with one of them.
func (l *linkage) move(k, a, b int) {
	toA, toB, back := l.tie(k, a), l.tie(k, b), l.tie(a, k)
	sum := none
	if toA != nil && toB != nil {
		sum = toA.sum + toB.sum
	}
	if toA != nil {
		toA.sum, back.sum = sum, sum
	}
	if toB != nil {
		toB.sum = none
	}
}

// lookAgain brings the best of group k up to date after a has absorbed b.
func (l *linkage) lookAgain(k, a, b int) {
	if l.members[k] == nil {
		return
	}
	if l.best[k] == a || l.best[k] == b {
		l.look(k)
		return
	}
	t := l.tie(k, a)
	if t == nil || !t.holds() {
		return
	}
	if m := l.between(k, t); m > l.mean[k] || m == l.mean[k] && a < l.best[k] {
		l.best[k], l.mean[k] = a, m
	}
}
