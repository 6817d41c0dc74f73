package charmodel

import "unicode"

const (
	prime    = 0x9E3779B97F4A7C15
	longest  = 4 // characters in an n-gram
	wordSize = 7 // longest word that is a feature of its own
)

// Features appends the hashes of the n-grams of text, 1 to 4 characters long
// and with the edges of words, and of its short words. Case, digits and marks
// do not count; an apostrophe does. Bits are to be taken from the top.
func Features(text string, out []uint32) []uint32 {
	var g grams
	g.push(edge, &out)
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			g.push(unicode.ToLower(r), &out)
		case (r == '\'' || r == '’') && g.last[0] != edge:
			g.push('\'', &out)
		case g.last[0] != edge:
			g.push(edge, &out)
		}
	}
	if g.last[0] != edge {
		g.push(edge, &out)
	}
	return out
}

const edge = ' '

// grams remembers the last characters and the word that is being read.
type grams struct {
	last [longest]rune // newest first
	word uint64
	size int
}

func (g *grams) push(r rune, out *[]uint32) {
	copy(g.last[1:], g.last[:])
	g.last[0] = r
	if r == edge {
		if g.size > 1 && g.size <= wordSize {
			*out = append(*out, hash(g.word, 9))
		}
		g.word, g.size = 0, 0
	} else {
		g.word, g.size = (g.word^uint64(r))*prime, g.size+1
	}
	h := uint64(0)
	for n, c := range g.last {
		if c == 0 {
			return
		}
		h = (h ^ uint64(c)) * prime
		h ^= h >> 31
		if n > 0 || r != edge {
			*out = append(*out, hash(h, uint64(n)))
		}
		if n > 0 && c == edge {
			return // n-grams do not reach over words
		}
	}
}

func hash(h, seed uint64) uint32 {
	h = (h + seed*0xD6E8FEB86659FD93) * prime
	h ^= h >> 32
	return uint32(h * prime >> 32)
}
