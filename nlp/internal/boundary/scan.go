package boundary

// A gap is the white space before a word.
type gap uint8

const (
	glued     gap = iota
	space         // one or more blanks
	newline       // one line break
	paragraph     // a blank line, or the start of the text
)

// A word is one word with what the sentence features ask of it.
type word struct {
	start, end  int32
	hash        uint64 // of its folded characters
	shape       shape
	first, last class
	size        uint8 // characters, at most 255
	gap         gap   // before it
	toStop      uint8 // words to the next one that can end a sentence, at most 255
}

// A Scanner cuts texts. It holds memory for reuse and is not safe for
// concurrent use.
type Scanner struct {
	Fused Fused
	words []word
	chunk chunk
	split [splitFeatures]uint64
	end   [endFeatures]uint64
	idx   [max(splitFeatures, endFeatures)]uint32
}

// A Judge decides at one possible boundary, given as a byte of the text, from
// the indices of its features. Above zero is a boundary.
type Judge interface {
	Split(features []uint32, at int) float32
	End(features []uint32, at int) float32
}

// Segment cuts a text into words, as byte ranges, and sentences, as ranges of
// words. White space always ends a word and a blank line always a sentence;
// the judge decides the rest.
func (s *Scanner) Segment(text string, j Judge) (tokens, sents [][2]int) {
	s.scan(text, j)
	tokens = make([][2]int, len(s.words))
	for i, w := range s.words {
		tokens[i] = [2]int{int(w.start), int(w.end)}
	}
	return tokens, s.sentences(text, j)
}

// scan fills s.words.
func (s *Scanner) scan(text string, j Judge) {
	s.words = s.words[:0]
	s.chunk.tail = tail{class: none}
	g := paragraph
	for at := 0; at < len(text); {
		end, plain := chunkEnd(text, at)
		if end > at {
			s.cut(text, at, end, plain, g, j)
		}
		var after gap
		at, after = skipSpace(text, end)
		g = after
	}
}

// chunkEnd returns where the white-space-free stretch at byte at ends, and
// whether it is only ASCII letters.
func chunkEnd(text string, at int) (end int, plain bool) {
	plain = true
	for i := at; i < len(text); {
		b := text[i]
		if b|0x20 >= 'a' && b|0x20 <= 'z' {
			i++
			continue
		}
		if b < 128 {
			if isSpace(rune(b)) {
				return i, plain
			}
			plain = false
			i++
			continue
		}
		r, size := decode(text, i)
		if isSpace(r) {
			return i, plain
		}
		plain = false
		i += size
	}
	return len(text), plain
}

// skipSpace returns where white space ends and what kind it was.
func skipSpace(text string, at int) (int, gap) {
	breaks, i := 0, at
	for i < len(text) {
		b := text[i]
		if b == '\n' {
			breaks++
		}
		if b < 128 {
			if !isSpace(rune(b)) {
				break
			}
			i++
			continue
		}
		r, size := decode(text, i)
		if !isSpace(r) {
			break
		}
		if r == '\u2029' {
			breaks = 2
		} else if r == '\u2028' || r == '\u0085' {
			breaks++
		}
		i += size
	}
	switch {
	case breaks > 1:
		return i, paragraph
	case breaks == 1:
		return i, newline
	}
	return i, space
}

// cut adds the words of text[start:end].
func (s *Scanner) cut(text string, start, end int, plain bool, g gap, j Judge) {
	c := &s.chunk
	c.load(text, start, end)
	defer func() { c.tail = tail{c.char[len(c.char)-1], c.class[len(c.class)-1]} }()
	c.address = [2]int{}
	if plain && s.Fused[c.hash[c.len()]] == 0 {
		s.add(text, 0, c.len(), g)
		return
	}
	c.next, c.address = peek(text, end), c.findAddress()
	from := 0
	for i := 1; i < c.len(); i++ {
		if !c.candidate(i, s.Fused) {
			continue
		}
		c.split(&s.split, from, i)
		if j.Split(index(s.split[:], s.idx[:]), start+int(c.off[i])) > 0 {
			s.add(text, from, i, g)
			from, g = i, glued
		}
	}
	s.add(text, from, c.len(), g)
}

// peek describes the chunk after byte at.
func peek(text string, at int) nextChunk {
	at, g := skipSpace(text, at)
	if at >= len(text) || g == paragraph {
		return nextChunk{class: none}
	}
	h, first := uint64(basis), none
	for i, n := at, 0; i < len(text) && n < reach; n++ {
		r, size := decode(text, i)
		if isSpace(r) {
			break
		}
		k := classOf(r)
		if first == none {
			first = k
		}
		h = mix(h, uint64(fold(r, k)))
		i += size
	}
	return nextChunk{first, h}
}

// add appends the characters i to j of the chunk as a word.
func (s *Scanner) add(text string, i, j int, g gap) {
	c := &s.chunk
	h := c.hash[j]
	if i > 0 {
		h = c.span(i, j)
	}
	sh := address
	if i < c.address[0] || i >= c.address[1] {
		sh = shapeOf(c.char[i:j], c.class[i:j], g)
	}
	s.words = append(s.words, word{
		start: int32(c.start) + c.off[i], end: int32(c.start) + c.off[j],
		hash: h, shape: sh, first: c.class[i], last: c.class[j-1],
		size: uint8(min(j-i, 255)), gap: g,
	})
}

// index turns feature values into table indices, each with its own seed. The
// tables mask off the bits they do not need.
func index(values []uint64, idx []uint32) []uint32 {
	for k, v := range values {
		h := (v + uint64(k+1)*0xD6E8FEB86659FD93) * prime
		h ^= h >> 32
		idx[k] = uint32(h * prime >> 32)
	}
	return idx[:len(values)]
}
