package boundary

// reach is how many characters each side of a boundary its features may look
// at, so that a chunk without end costs no more than a long one.
const reach = 20

// splitFeatures is how many features a boundary between words has.
const splitFeatures = 30

// candidate reports whether a word may end before character i of the chunk.
// Between two letters that is only so before n't and in words that were seen
// written together; within a number or an address it is never so.
func (c *chunk) candidate(i int, fused Fused) bool {
	a, b := c.class[i-1], c.class[i]
	switch {
	case i > c.address[0] && i < c.address[1]:
		return false
	case a == digit && b == digit:
		return false
	case !a.isLetter() || !b.isLetter():
		return true
	case c.char[i] == 'n' && i+2 < c.len() && c.class[i+1] == apostrophe && c.char[i+2] == 't':
		return true
	}
	from, to := i-1, i+1
	for from > 0 && i-from <= maxFused && c.class[from-1].isLetter() {
		from--
	}
	for to < c.len() && to-i <= maxFused && c.class[to].isLetter() {
		to++
	}
	return fused.has(c.span(from, to), i-from)
}

// split fills f with the features of a boundary before character i, in a word
// that began at character from.
func (c *chunk) split(f *[splitFeatures]uint64, from, i int) {
	n := c.len()
	a, b, d, e := c.charAt(i-2), c.charAt(i-1), c.charAt(i), c.charAt(i+1)
	ka, kb, kd, ke := c.classAt(i-2), c.classAt(i-1), c.classAt(i), c.classAt(i+1)
	lo, hi := max(0, i-reach), min(n, i+reach)
	word, rest := c.span(max(from, lo), i), c.span(i, hi)
	left, right := uint64(min(i-from, 6)), uint64(min(n-i, 6))
	sides := kb<<8 | kd
	classes := ka<<24 | sides<<8 | ke
	next := uint64(c.next.class)
	run := i
	for run < hi && c.class[run].isLetter() {
		run++
	}
	first := uint64(0)
	if from == 0 {
		first = 1
	}
	*f = [splitFeatures]uint64{
		mix(b, d), mix(mix(a, b), d), mix(mix(b, d), e), mix(mix(a, b), mix(d, e)),
		mix(mix(c.charAt(i-3), a), mix(b, d)), mix(mix(b, d), mix(e, c.charAt(i+2))),
		classes, classes<<8 | c.classAt(i-3), classes<<8 | c.classAt(i+2),
		classes<<24 | c.classAt(i-3)<<16 | c.classAt(i-4)<<8 | c.classAt(i+2),
		mix(word, d), mix(rest, kb), mix(word, rest), mix(c.hash[n], uint64(i)),
		mix(c.shape(max(from, lo), i), c.shape(i, hi)),
		sides<<16 | left<<8 | right, mix(b, d) ^ right<<40, mix(mix(b, d), next<<8|right),
		mix(rest, next<<8|sides), mix(word, next<<16|right<<8|kd),
		mix(mix(b, d), uint64(c.tail.char)), sides<<16 | first<<8 | uint64(c.tail.class),
		mix(c.span(i, min(n, i+3)), kb), mix(c.span(max(from, i-3), i), kd<<8|right),
		mix(c.span(i, run), b), mix(d, kb), mix(b, kd),
		mix(rest, c.next.hash), mix(c.hash[n], 7), uint64(c.bag())<<16 | sides,
	}
}

// bag tells what the whole chunk holds: it tells addresses from prose.
func (c *chunk) bag() (set uint32) {
	for _, k := range c.class[:min(len(c.class), 4*reach)] {
		if k > digit && k != period && k != comma && k != apostrophe {
			set |= 1 << (k - digit)
		}
	}
	for _, r := range c.char[:min(len(c.char), 4*reach)] {
		if r == '@' {
			set |= 1 << 15
		}
	}
	return set
}

// maxFused is the longest run of letters that Fused can hold.
const maxFused = 16

// Fused knows the runs of letters that are two words written together
// ("cannot", "dont"): the hash of the folded letters gives the set of places
// where a word may end, as bits.
type Fused map[uint64]uint32

func (f Fused) has(run uint64, at int) bool { return f[run]>>at&1 != 0 }

// Add learns that the word run may be cut before its character at.
func (f Fused) Add(run string, at int) {
	var c chunk
	c.load(run, 0, len(run))
	if c.len() <= maxFused {
		f[c.span(0, c.len())] |= 1 << at
	}
}
