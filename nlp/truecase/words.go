package truecase

import "hash/fnv"

// Words is a set of words that takes a byte and a half for each: a Bloom filter. It
// holds all that were added, and by accident about one in a hundred of all others.
type Words []byte

// probes is how many bits stand for a word.
const probes = 7

// NewWords makes an empty set for n words.
func NewWords(n int) Words { return make(Words, n*3/2+1) }

// Add puts a word into the set.
func (w Words) Add(word string) {
	for i := range w.bits(word) {
		w[i/8] |= 1 << (i % 8)
	}
}

// Has reports whether a word is in the set. An empty set has none.
func (w Words) Has(word string) bool {
	if len(w) == 0 {
		return false
	}
	for i := range w.bits(word) {
		if w[i/8]&(1<<(i%8)) == 0 {
			return false
		}
	}
	return true
}

// bits yields the places of a word: two hashes give all of them.
func (w Words) bits(word string) func(yield func(uint64) bool) {
	return func(yield func(uint64) bool) {
		h := fnv.New64a()
		h.Write([]byte(word))
		sum := h.Sum64()
		step := sum>>32 | 1
		for i := range uint64(probes) {
			if !yield((sum + i*step) % (uint64(len(w)) * 8)) {
				return
			}
		}
	}
}
