package boundary

import "unicode/utf8"

// A chunk is a stretch of text without white space, decoded.
type chunk struct {
	start int     // byte of the text
	off   []int32 // byte of each character relative to start, and the end
	char  []rune  // folded
	class []class
	hash  []uint64 // of the folded characters before each place
	// address is where a URL or mail address starts and ends; empty if none
	address [2]int
	next    nextChunk
	tail    tail // end of the chunk before
}

// nextChunk is what a decision may know of the chunk that follows.
type nextChunk struct {
	class class // of its first character
	hash  uint64
}

// A tail is what a decision may know of the chunk before.
type tail struct {
	char  rune
	class class
}

const (
	prime = 0x9E3779B97F4A7C15
	basis = 0xcbf29ce484222325
)

// mix joins a value to a hash.
func mix(h, v uint64) uint64 {
	h = (h ^ v) * prime
	return h ^ h>>29
}

// load decodes text[start:end] into c, reusing its memory.
func (c *chunk) load(text string, start, end int) {
	c.start = start
	c.off, c.char, c.class, c.hash = c.off[:0], c.char[:0], c.class[:0], c.hash[:0]
	h := uint64(basis)
	for i := start; i < end; {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:end])
		}
		k := classOf(r)
		f := fold(r, k)
		c.off, c.char, c.class, c.hash = append(c.off, int32(i-start)), append(c.char, f), append(c.class, k), append(c.hash, h)
		h = mix(h, uint64(f))
		i += size
	}
	c.off, c.hash = append(c.off, int32(end-start)), append(c.hash, h)
}

func (c *chunk) len() int { return len(c.char) }

// charAt and classAt look outside the chunk without harm.
func (c *chunk) charAt(i int) uint64 {
	if uint(i) < uint(len(c.char)) {
		return uint64(c.char[i])
	}
	return 1
}

func (c *chunk) classAt(i int) uint64 {
	if uint(i) < uint(len(c.class)) {
		return uint64(c.class[i])
	}
	return uint64(none)
}

// span hashes the folded characters i to j.
func (c *chunk) span(i, j int) uint64 {
	h := uint64(basis)
	for _, r := range c.char[i:min(j, len(c.char))] {
		h = mix(h, uint64(r))
	}
	return h
}

// shape hashes the classes i to j with runs written once.
func (c *chunk) shape(i, j int) uint64 {
	h, last := uint64(basis), none
	for _, k := range c.class[i:j] {
		if k != last {
			h = mix(h, uint64(k))
		}
		last = k
	}
	return h
}
