package segtrain

import "slices"

// quantile returns the size that one weight in n exceeds, among those that
// are not zero.
func quantile(weights []float32, n int) float32 {
	var sizes []float32
	for _, w := range weights {
		if w != 0 {
			sizes = append(sizes, max(w, -w))
		}
	}
	if len(sizes) == 0 {
		return 1
	}
	slices.Sort(sizes)
	return sizes[len(sizes)-1-len(sizes)/n]
}
