// Package truecase gives caseless text its capitals back: wire copy in capitals
// only, archives in small letters only. Every stage behind it reads names by
// their capitals.
package truecase

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

//go:embed data
var tables embed.FS

// A Caser knows how names are written. It is not changed after loading and
// safe for concurrent use.
type Caser struct {
	names map[string]string // lower case: as written
	words Words             // of the language: what is none of them is a name
}

// Load reads the names of a language (BCP 47). The error wraps
// [tocsin.ErrLanguage] where there are none.
func Load(lang string) (*Caser, error) {
	b, err := tables.ReadFile("data/" + lang + ".names.txt")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("truecase: language %q: %w", lang, tocsin.ErrLanguage)
	}
	if err != nil {
		return nil, fmt.Errorf("truecase: %w", err)
	}
	c, err := parse(string(b))
	if err != nil {
		return nil, err
	}
	if b, err = tables.ReadFile("data/" + lang + ".words.bin"); err != nil {
		return nil, fmt.Errorf("truecase: %w", err)
	}
	c.words = Words(b)
	return c, nil
}

// parse reads one name a line.
func parse(text string) (*Caser, error) {
	c := &Caser{names: map[string]string{}}
	n := 0
	for line := range strings.Lines(text) {
		n++
		name := strings.TrimRight(line, "\r\n")
		low := strings.ToLower(name)
		if name == low || len(name) != len(low) || strings.ContainsFunc(name, unicode.IsSpace) {
			return nil, fmt.Errorf("truecase: names.txt:%d: %q is no word with capitals", n, name)
		}
		c.names[low] = name
	}
	return c, nil
}

// fewLetters is how many letters a text must have to be judged caseless.
const fewLetters = 80

// Caseless reports whether a text has no two cases: of its letters at most
// one in a hundred is of the rarer case. Short texts never are.
func Caseless(text string) bool {
	upper, lower := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper+lower >= fewLetters && min(upper, lower)*100 <= upper+lower
}

// Restore returns the text in small letters with capitals where sentences
// begin and in names. The result has as many bytes as the text, and letters
// stand at the same bytes.
func (c *Caser) Restore(text string) string {
	out := []byte(lowered(text))
	start := true
	for i := 0; i < len(out); {
		n := wordLen(out[i:])
		if n == 0 {
			start = start && !sentenceBody(out[i]) || opens(out, i)
			_, size := utf8.DecodeRune(out[i:])
			i += size
			continue
		}
		word := out[i : i+n]
		switch name, ok := c.names[string(word)]; {
		case ok:
			copy(word, name)
		case word[0] >= 'a' && word[0] <= 'z' && (start || c.unknown(word)):
			word[0] -= 'a' - 'A'
		}
		start = false
		i += n
	}
	return string(out)
}

// unknown reports whether the word is none of the language and looks like a
// name.
func (c *Caser) unknown(word []byte) bool {
	w := string(word)
	return len(w) > 2 && len(c.words) > 0 && !c.words.Has(w) && !c.words.Has(strings.TrimSuffix(w, "s"))
}

// lowered puts a text in small letters, but those of which the small form has
// another length.
func lowered(text string) string {
	return strings.Map(func(r rune) rune {
		if low := unicode.ToLower(r); utf8.RuneLen(low) == utf8.RuneLen(r) {
			return low
		}
		return r
	}, text)
}

// wordLen is the length of the word that b begins with: letters, and single
// stops between single letters ("u.s.").
func wordLen(b []byte) int {
	n := letters(b)
	if n != 1 {
		return n
	}
	for n+1 < len(b) && b[n] == '.' && letters(b[n+1:]) == 1 {
		n += 2
	}
	if n > 1 && n < len(b) && b[n] == '.' {
		n++
	}
	return n
}

func letters(b []byte) int {
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if !unicode.IsLetter(r) {
			break
		}
		n += size
	}
	return n
}

// sentenceBody reports whether a byte that is no letter shows that a sentence
// is under way: a digit or a dash.
func sentenceBody(b byte) bool { return b >= '0' && b <= '9' || b == '-' || b == ',' }

// opens reports whether a sentence begins behind byte i: a stop before space,
// or a new paragraph.
func opens(b []byte, i int) bool {
	switch b[i] {
	case '.', '!', '?':
		return i+1 < len(b) && (b[i+1] == ' ' || b[i+1] == '\n')
	case '\n':
		return true
	}
	return false
}
