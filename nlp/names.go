package nlp

// Tags of the name recogniser, in the order of its output columns.
var nameTags = [7]string{"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"}

// NameTags lists the BIO tags of the name recogniser by output column.
func NameTags() []string { return nameTags[:] }

// mayFollow reports whether name tag b may come right after a (-1 at the start).
func mayFollow(a, b int) bool {
	if b == 0 || b%2 == 1 {
		return true
	}
	return a == b || a == b-1
}

// Viterbi finds the best legal sequence of name tags. scores is n rows of
// stride ld with a score per tag; out gets the tag of each row. back is
// scratch space, grown as needed and returned.
func Viterbi(scores []float32, ld, n int, out []int8, back []int8) []int8 {
	const k = len(nameTags)
	if cap(back) < n*k {
		back = make([]int8, n*k)
	}
	back = back[:n*k]
	var cur, next [k]float32
	for b := range k {
		cur[b] = negInf
		if mayFollow(-1, b) {
			cur[b] = scores[b]
		}
	}
	for i := 1; i < n; i++ {
		row := scores[i*ld : i*ld+k]
		for b := range k {
			best := 0
			for a := 1; a < k; a++ {
				if mayFollow(a, b) && (cur[a] > cur[best] || !mayFollow(best, b)) {
					best = a
				}
			}
			next[b] = cur[best] + row[b]
			if !mayFollow(best, b) {
				next[b] = negInf
			}
			back[i*k+b] = int8(best)
		}
		cur = next
	}
	best := 0
	for b := range k {
		if cur[b] > cur[best] {
			best = b
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = int8(best)
		if i > 0 {
			best = int(back[i*k+best])
		}
	}
	return back
}

// A Name is a run of words tagged as one name: the half-open range of words
// and its label, PER, LOC or ORG.
type Name struct {
	Start, End int
	Label      string
}

// Names reads the names off a sequence of tags. An inside tag without its
// beginning starts a name.
func Names(tags []int8) []Name {
	var out []Name
	for i, t := range tags {
		if t == 0 {
			continue
		}
		label := nameTags[t][2:]
		open := len(out) > 0 && out[len(out)-1].End == i && out[len(out)-1].Label == label
		if t%2 == 0 && open {
			out[len(out)-1].End = i + 1
			continue
		}
		out = append(out, Name{i, i + 1, label})
	}
	return out
}
