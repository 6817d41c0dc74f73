package table

import (
	"unicode"
	"unicode/utf8"
)

// Base letters of the Latin blocks U+00C0–U+024F and U+1E00–U+1EFF, one byte
// a rune: '?' has no base letter, the bytes 1 to 4 stand for ss, ae, oe, th.
const (
	latin = "aaaaaa\x02ceeeeiiiidnooooo?ouuuuy\x04\x01aaaaaa\x02ceeeeiiiidnooooo?ouuuuy\x04y" +
		"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooo\x03\x03rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" +
		"???????????????a?ff?????????????oo?????????????uu???????????????????dddlllnnnaaiioouuuuuuuuuu?aaaa????ggkkoooo??jdddgg??nnaa????aaaaeeeeiiiioooorrrruuuusstt??hh??????aaeeooooooooyy????????????????????????????"
	latinMore = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas??\x01?" +
		"aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????"
)

var ligatures = [...]string{1: "ss", 2: "ae", 3: "oe", 4: "th"}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// A Key is the hash of a folded name, built word by word so that every prefix
// of a run of tokens can be looked up without building a string. Folding
// lowers case, strips diacritics, drops apostrophes and full stops, and makes
// hyphens and spaces one separator: "Deir ez-Zor", "DEIR EZ ZOR" and
// "Deïr ez‑Zor" have the same key. The zero Key is the empty name.
type Key struct {
	h       uint64
	pending bool // a separator is due before the next letter
}

// Fold is the key of a whole name.
func Fold(name string) Key { return Key{}.Add(name) }

// Space puts a separator after the key.
func (k Key) Space() Key {
	k.pending = k.h != 0
	return k
}

// Empty reports whether the name has no letter or digit so far.
func (k Key) Empty() bool { return k.h == 0 }

// Add appends text to the name.
func (k Key) Add(text string) Key {
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			k = k.ascii(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		k = k.wide(r)
		i += n
	}
	return k
}

func (k Key) ascii(c byte) Key {
	switch {
	case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		return k.put(c)
	case c >= 'A' && c <= 'Z':
		return k.put(c + 'a' - 'A')
	case c == '\'' || c == '`' || c == '.':
		return k
	}
	return k.Space()
}

func (k Key) wide(r rune) Key {
	base := byte('?')
	switch {
	case r >= 0xC0 && r < 0xC0+rune(len(latin)):
		base = latin[r-0xC0]
	case r >= 0x1E00 && r < 0x1E00+rune(len(latinMore)):
		base = latinMore[r-0x1E00]
	case r >= 0x2B0 && r < 0x370, r == '’', r == '‘', r == '´':
		return k // modifier letters, combining marks and apostrophes
	case r < 0xC0 || r >= 0x2000 && r < 0x2070:
		return k.Space() // dashes and spaces of any width
	}
	if int(base) < len(ligatures) {
		return k.put(ligatures[base][0]).put(ligatures[base][1])
	}
	if base != '?' {
		return k.put(base)
	}
	for ; r > 0; r >>= 8 {
		k = k.put(byte(r))
	}
	return k
}

func (k Key) put(c byte) Key {
	if k.h == 0 {
		k.h = fnvOffset
	}
	if k.pending {
		k.h = (k.h ^ ' ') * fnvPrime
		k.pending = false
	}
	k.h = (k.h ^ uint64(c)) * fnvPrime
	return k
}

// Sum is the 40-bit hash the table is keyed by. FNV's high bits are its
// weakest, so they are mixed once more.
func (k Key) Sum() uint64 {
	h := k.h
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	return h >> 24
}

// Base is the Latin letter that r is a variant of, in r's case; r itself if it
// is none or stands for two letters.
func Base(r rune) rune {
	base := byte('?')
	switch {
	case r >= 0xC0 && r < 0xC0+rune(len(latin)):
		base = latin[r-0xC0]
	case r >= 0x1E00 && r < 0x1E00+rune(len(latinMore)):
		base = latinMore[r-0x1E00]
	}
	switch {
	case base == '?' || int(base) < len(ligatures):
		return r
	case unicode.IsUpper(r):
		return rune(base) + 'A' - 'a'
	}
	return rune(base)
}
