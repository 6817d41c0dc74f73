package merge

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"

	"tocsin"
	"tocsin/internal/tsv"
)

// acts is a set of acts that a word may stand for, one bit each. The lowest
// bit says that the word may stand for any other act of its family.
type acts uint64

const (
	anyAct     acts = 1
	mostActs        = 63
	stemLetter      = 3 // the fewest letters of a stem
	stemBytes       = 12
)

// loadActs reads the tables of stems, by language.
func loadActs() (map[string]map[string]acts, error) {
	const suffix = ".acts.tsv"
	files, err := fs.Glob(tables, "data/*"+suffix)
	if err != nil {
		return nil, err
	}
	out, bits := map[string]map[string]acts{}, map[string]acts{}
	for _, file := range files {
		lang := strings.TrimSuffix(strings.TrimPrefix(file, "data/"), suffix)
		out[lang] = map[string]acts{}
		text, err := tsv.Text(tables, lang+suffix)
		if err != nil {
			return nil, err
		}
		if err := tsv.Rows(lang+suffix, text, 2, func(f []string) error { return addStem(out[lang], bits, f[0], f[1]) }); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// addStem adds a row of a table; bits numbers the acts of all tables.
func addStem(to map[string]acts, bits map[string]acts, stem, name string) error {
	if n := utf8.RuneCountInString(stem); n < stemLetter || len(stem) > stemBytes || stem != strings.ToLower(stem) {
		return fmt.Errorf("a stem is of %d letters to %d bytes, lower case, not %q: %w", stemLetter, stemBytes, stem, tocsin.ErrInvalid)
	}
	name, general := strings.CutSuffix(name, "*")
	if bits[name] == 0 {
		if len(bits) == mostActs {
			return fmt.Errorf("more than %d acts: %w", mostActs, tocsin.ErrInvalid)
		}
		bits[name] = 1 << (len(bits) + 1)
	}
	to[stem] |= bits[name]
	if general {
		to[stem] |= anyAct
	}
	return nil
}

// actsOf are the acts of the longest stem that a word begins with.
func (mg *Merger) actsOf(lang, word string) acts {
	lang, _, _ = strings.Cut(lang, "-")
	stems := mg.acts[lang]
	for n := min(len(word), stemBytes); n >= stemLetter; n-- {
		if a, ok := stems[word[:n]]; ok {
			return a
		}
	}
	return 0
}

// triggerSign: tellers of one act often use one word for it, or one that means
// the same. Whoever says "shot" and whoever says "stabbed" tell two acts, unless
// two states and a day say otherwise.
func triggerSign(a, b *profile) float64 {
	switch {
	case a.m.Report.Lang == b.m.Report.Lang && sameStem(a.trigger, b.trigger):
		return 1.4
	case a.acts&b.acts&^anyAct != 0:
		return 1
	case a.acts != 0 && b.acts != 0 && (a.acts|b.acts)&anyAct != 0:
		return -0.6
	case a.acts != 0 && b.acts != 0 && a.rich() && b.rich():
		return -0.8
	case a.acts != 0 && b.acts != 0:
		return -2
	case a.m.Report.Lang != b.m.Report.Lang:
		return 0
	}
	return -0.4
}

// sameStem reports whether two triggers have a word in common, but for its
// ending.
func sameStem(a, b []string) bool {
	const stem = 4 // letters: killed, killing
	for _, x := range a {
		for _, y := range b {
			if x == y || len(x) >= stem && len(y) >= stem && x[:stem] == y[:stem] {
				return true
			}
		}
	}
	return false
}
