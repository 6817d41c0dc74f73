package langtrain

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text is what there is of one language.
type text struct {
	lines [][]string // running text, cut at white space
	held  [][]string // the same, kept for the report
	words []string   // a word list; may be empty
}

func readText(dir, lang string, held int) (*text, error) {
	b, err := os.ReadFile(filepath.Join(dir, lang+".txt"))
	if err != nil {
		return nil, fmt.Errorf("langtrain: %w", err)
	}
	t := &text{}
	for i, line := range strings.Split(string(b), "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case i%held == held-1:
			t.held = append(t.held, words)
		default:
			t.lines = append(t.lines, words)
		}
	}
	if len(t.lines) == 0 {
		return nil, fmt.Errorf("langtrain: %s.txt: empty", lang)
	}
	b, err = os.ReadFile(filepath.Join(dir, lang+".words"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("langtrain: %w", err)
	}
	t.words = strings.Fields(string(b))
	return t, nil
}

// window draws a stretch of text: mostly of the length of a headline, a third
// of them from the word list, some with foreign names in between, which tell
// nothing about the language.
func (t *text) window(rng *rand.Rand, names []string) string {
	var out []string
	if len(t.words) > 0 && rng.IntN(3) == 0 {
		for range 2 + rng.IntN(6) {
			out = append(out, t.words[rng.IntN(len(t.words))])
		}
	} else {
		line := t.lines[rng.IntN(len(t.lines))]
		n := 2 + rng.IntN(9)
		if rng.IntN(8) == 0 {
			n = 10 + rng.IntN(30)
		}
		at := rng.IntN(max(1, len(line)-n+1))
		out = append(out, line[at:min(len(line), at+n)]...)
	}
	if len(names) > 0 && rng.IntN(4) == 0 {
		at := rng.IntN(len(out) + 1)
		for range 1 + rng.IntN(2) {
			out = append(out[:at], append([]string{names[rng.IntN(len(names))]}, out[at:]...)...)
		}
	}
	return strings.Join(out, " ")
}

// collectNames lists the words of the English and Spanish texts that have a
// capital inside a sentence: mostly names.
func collectNames(texts []*text, langs []string) []string {
	seen := map[string]bool{}
	var names []string
	for k, t := range texts {
		if langs[k] != "en" && langs[k] != "es" {
			continue
		}
		for _, line := range t.lines {
			for i := 1; i < len(line); i++ {
				w := strings.TrimFunc(line[i], func(r rune) bool { return !unicode.IsLetter(r) })
				first, _ := utf8.DecodeRuneInString(w)
				before, _ := utf8.DecodeLastRuneInString(line[i-1])
				if len(w) > 3 && unicode.IsUpper(first) && unicode.IsLower(before) && !seen[w] {
					seen[w] = true
					names = append(names, w)
				}
			}
		}
	}
	return names
}
