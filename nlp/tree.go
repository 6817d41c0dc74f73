package nlp

import (
	"math"

	"tocsin"
)

// rootPenalty makes a second arc from the root dearer than any other choice.
const rootPenalty = 1e4

// Decode finds the best single-rooted tree over n words. scores is (n+1) rows
// of stride ld; row d holds the scores of every head 0..n for dependent d, row
// 0 is not read. Scores are made log-probabilities only when the greedy choice
// is no tree, as then they must be comparable across rows. heads[d-1] is set
// to the head of word d, 0 for the root.
func (t *TreeDecoder) Decode(scores []float32, ld, n int, heads []int32, argmax func([]float32) int) {
	roots := 0
	for d := 1; d <= n; d++ {
		row := scores[d*ld : d*ld+n+1]
		row[d] = negInf
		heads[d-1] = int32(argmax(row))
		if heads[d-1] == 0 {
			roots++
		}
	}
	if roots == 1 && acyclic(heads[:n]) {
		return
	}
	t.edmonds(scores, ld, n, heads)
}

// acyclic reports whether every word reaches the root.
func acyclic(heads []int32) bool {
	// mark[i] is the number of the walk that passed i; walks are numbered from 1.
	var buf [256]int32
	mark := buf[:]
	if len(heads)+1 > len(buf) {
		mark = make([]int32, len(heads)+1)
	}
	for i := range heads {
		walk := int32(i + 1)
		at := walk
		for at != 0 && mark[at] == 0 {
			mark[at] = walk
			at = heads[at-1]
		}
		if at != 0 && mark[at] == walk {
			return false
		}
	}
	return true
}

// A TreeDecoder finds trees; it holds the buffers of Chu-Liu/Edmonds. The zero
// value is ready; it must not be used by two goroutines at once.
type TreeDecoder struct {
	w      []float64
	levels []contracted
}

// contracted is the graph after a contraction.
type contracted struct {
	w    []float64
	arcs []arc // before the contraction
}

// level returns room for a graph of n nodes after depth+1 contractions.
func (t *TreeDecoder) level(depth, n int) ([]float64, []arc) {
	if depth == len(t.levels) {
		t.levels = append(t.levels, contracted{})
	}
	l := &t.levels[depth]
	if cap(l.w) < n*n {
		l.w, l.arcs = make([]float64, n*n), make([]arc, n*n)
	}
	l.w, l.arcs = l.w[:n*n], l.arcs[:n*n]
	for i := range l.w {
		l.w[i] = math.Inf(-1)
	}
	clear(l.arcs)
	return l.w, l.arcs
}

// edmonds runs Chu-Liu/Edmonds (Edmonds 1967) on log-softmax scores.
func (t *TreeDecoder) edmonds(scores []float32, ld, n int, heads []int32) {
	m := n + 1
	if cap(t.w) < m*m {
		t.w = make([]float64, m*m)
	}
	w := t.w[:m*m]
	for d := 1; d <= n; d++ {
		row := scores[d*ld : d*ld+m]
		z := logSumExp(row)
		for h := range m {
			w[h*m+d] = float64(row[h]) - z
		}
		w[d] -= rootPenalty
	}
	parent := t.maxArborescence(0, m, w)
	for d := 1; d <= n; d++ {
		heads[d-1] = int32(parent[d])
	}
}

// maxArborescence returns, for each node but 0, its head in the best tree
// rooted at node 0 of a graph of n nodes; w[h*n+d] is the score of the arc
// from h to d. Each level contracts all cycles of the greedy choice at once,
// which are disjoint, so that few levels are needed.
func (t *TreeDecoder) maxArborescence(depth, n int, w []float64) []int {
	parent := make([]int, n)
	for d := 1; d < n; d++ {
		best := -1
		for h := range n {
			if h != d && (best < 0 || w[h*n+d] > w[best*n+d]) {
				best = h
			}
		}
		parent[d] = best
	}
	comp, k, cyclic := components(parent)
	if k == n {
		return parent
	}
	sub, arcs := t.level(depth, k)
	contract(sub, arcs, n, w, parent, comp, k, cyclic)
	for b, a := range t.maxArborescence(depth+1, k, sub) {
		if b > 0 { // the arc into a component opens its cycle where it enters
			e := arcs[a*k+b]
			parent[e.dep] = int(e.head)
		}
	}
	return parent
}

// components numbers the nodes so that those of one cycle share a number and
// all others have their own; node 0 is number 0. cyclic tells which nodes lie
// on a cycle.
func components(parent []int) (comp []int, k int, cyclic []bool) {
	n := len(parent)
	comp, cyclic = make([]int, n), make([]bool, n)
	seen := make([]int, n) // number of the walk that passed, from 1
	for i := 1; i < n; i++ {
		at := i
		for at != 0 && seen[at] == 0 {
			seen[at] = i
			at = parent[at]
		}
		for at != 0 && seen[at] == i && !cyclic[at] {
			cyclic[at] = true
			at = parent[at]
		}
	}
	k = 1
	for i := 1; i < n; i++ {
		if comp[i] != 0 {
			continue
		}
		comp[i] = k
		for at := parent[i]; cyclic[i] && at != i; at = parent[at] {
			comp[at] = k
		}
		k++
	}
	return comp, k, cyclic
}

// arc is one arc of the graph before contraction.
type arc struct{ head, dep int32 }

// contract puts into sub the best arc between each two components: what it adds,
// less the arc of the cycle that it replaces.
func contract(sub []float64, arcs []arc, n int, w []float64, parent, comp []int, k int, cyclic []bool) {
	for d := 1; d < n; d++ {
		b, loss := comp[d], 0.0
		if cyclic[d] {
			loss = w[parent[d]*n+d]
		}
		for h := range n {
			if at := comp[h]*k + b; comp[h] != b && w[h*n+d]-loss > sub[at] {
				sub[at], arcs[at] = w[h*n+d]-loss, arc{int32(h), int32(d)}
			}
		}
	}
}

// unflatten makes modifiers of the parts of names that stand behind a
// preposition of their own. Treebanks differ: for some the ministry "de
// Defensa de Lima" is one flat name; whose ministry it is must be seen.
func unflatten(doc *tocsin.Doc) {
	for i := range doc.Tokens {
		if doc.Tokens[i].Rel != "case" {
			continue
		}
		if h := doc.Tokens[i].Head; h > i && doc.Tokens[h].Rel == "flat" {
			doc.Tokens[h].Rel = "nmod"
		}
	}
}
