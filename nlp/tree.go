package nlp

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
type TreeDecoder struct{ w []float64 }

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
	nodes := make([]int, m)
	for i := range nodes {
		nodes[i] = i
	}
	parent := maxArborescence(nodes, func(h, d int) float64 { return w[h*m+d] })
	for d := 1; d <= n; d++ {
		heads[d-1] = int32(parent[d])
	}
}

// maxArborescence returns, for each node but 0, its head in the best tree
// rooted at node 0. Nodes are numbered 0..len(nodes)-1; weight(h, d) is the
// score of the arc from h to d. It contracts one cycle a level.
func maxArborescence(nodes []int, weight func(h, d int) float64) []int {
	n := len(nodes)
	parent := make([]int, n)
	for d := 1; d < n; d++ {
		best := -1
		for h := range n {
			if h != d && (best < 0 || weight(h, d) > weight(best, d)) {
				best = h
			}
		}
		parent[d] = best
	}
	cycle := findCycle(parent)
	if cycle == nil {
		return parent
	}
	return contract(parent, cycle, weight)
}

// findCycle returns the nodes of one cycle of the graph, or nil.
func findCycle(parent []int) []int {
	seen := make([]int, len(parent))
	for i := 1; i < len(parent); i++ {
		at := i
		for at != 0 && seen[at] == 0 {
			seen[at] = i
			at = parent[at]
		}
		if at == 0 || seen[at] != i {
			continue
		}
		cycle := []int{at}
		for x := parent[at]; x != at; x = parent[x] {
			cycle = append(cycle, x)
		}
		return cycle
	}
	return nil
}

// contract replaces a cycle by one node, solves the smaller problem, and
// opens the cycle where the solution enters it.
func contract(parent, cycle []int, weight func(h, d int) float64) []int {
	n := len(parent)
	in := make([]bool, n)
	for _, x := range cycle {
		in[x] = true
	}
	rest := make([]int, 0, n) // new number -> old number; the cycle is the last
	for i := range n {
		if !in[i] {
			rest = append(rest, i)
		}
	}
	c := len(rest)
	m := c + 1
	w := make([]float64, m*m)
	enter := make([]int, m) // by head: the cycle node it would enter at
	leave := make([]int, m) // by dependent: the cycle node it would hang on
	for a, i := range rest {
		for b, j := range rest {
			w[a*m+b] = weight(i, j)
		}
		w[a*m+c], enter[a] = bestEntry(i, cycle, parent, weight)
		w[c*m+a], leave[a] = bestExit(i, cycle, weight)
	}
	sub := maxArborescence(make([]int, m), func(h, d int) float64 { return w[h*m+d] })
	out := append([]int(nil), parent...)
	for a, i := range rest {
		if a == 0 {
			continue
		}
		if sub[a] == c {
			out[i] = leave[a]
		} else {
			out[i] = rest[sub[a]]
		}
	}
	out[enter[sub[c]]] = rest[sub[c]]
	return out
}

// bestEntry is the gain of breaking the cycle by an arc from h, and where.
func bestEntry(h int, cycle, parent []int, weight func(h, d int) float64) (float64, int) {
	best, at := 0.0, -1
	for _, x := range cycle {
		if g := weight(h, x) - weight(parent[x], x); at < 0 || g > best {
			best, at = g, x
		}
	}
	return best, at
}

// bestExit is the best arc from a node of the cycle to d.
func bestExit(d int, cycle []int, weight func(h, d int) float64) (float64, int) {
	best, at := 0.0, -1
	for _, x := range cycle {
		if g := weight(x, d); at < 0 || g > best {
			best, at = g, x
		}
	}
	return best, at
}
