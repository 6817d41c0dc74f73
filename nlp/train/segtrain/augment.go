package segtrain

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin/internal/tsv"
)

// The treebanks hold few of the abbreviations that news is full of. These are
// put where they may stand, so that the models learn the kind and not only
// the words: a title does not end a sentence, a country or an hour may.
//
//go:embed data/*.tsv
var tables embed.FS

// abbreviations are those of a language by what they stand for: title, double
// (two titles), place, hour, firm, numbered (before a number), type (of a
// weapon), month; ending and adverbial, phrases with one of them in braces; turn and
// aside, marks of dialogue (see dialogue).
type abbreviations map[string][]string

func loadAbbreviations(lang string) (abbreviations, error) {
	out := abbreviations{}
	name := lang + ".abbreviations.tsv"
	text, err := tsv.Text(tables, name)
	if err != nil {
		return nil, fmt.Errorf("segtrain: %w", err)
	}
	err = tsv.Rows(name, text, 2, func(c []string) error {
		out[c[0]] = append(out[c[0]], c[1])
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("segtrain: %w", err)
	}
	return out, nil
}

// phrase writes a phrase of a kind, its braces filled; the first word follows
// a blank, as all others do.
func (a abbreviations) phrase(kind string, rng *rand.Rand) []piece {
	if len(a[kind]) == 0 {
		return nil
	}
	words := strings.Fields(pick(a[kind], rng))
	out := words[:0:0]
	for _, w := range words {
		for strings.Contains(w, "{") {
			open, shut := strings.Index(w, "{"), strings.Index(w, "}")
			w = w[:open] + a.fill(w[open+1:shut], rng) + w[shut+1:]
		}
		out = append(out, strings.Fields(w)...)
	}
	return spaced(out)
}

func (a abbreviations) fill(kind string, rng *rand.Rand) string {
	switch {
	case kind == "digit":
		return string(rune('1' + rng.IntN(9)))
	case kind == "letter":
		return capital(rng)
	case len(a[kind]) == 0:
		return ""
	}
	return pick(a[kind], rng)
}

// augment puts abbreviations into a text: each at about one in every n of the
// places where it may stand.
func (a abbreviations) augment(ps []piece, rng *rand.Rand) []piece {
	ps = a.dialogue(ps, rng)
	out := make([]piece, 0, len(ps)+len(ps)/16)
	for i, p := range ps {
		before, next := piece{ends: true}, piece{}
		if i > 0 {
			before = ps[i-1]
		}
		if i+1 < len(ps) {
			next = ps[i+1]
		}
		switch {
		case p.form == "." && p.ends && p.gap == "" && isPlain(before) && next.gap == " ":
			out = append(out, a.endings(p, rng)...)
		case p.upos == "PROPN" && before.upos != "PROPN" && isCapital(p.form) && p.gap == " ":
			out = append(out, a.name(p, next, before.ends, rng)...)
		case p.upos == "NUM" && p.gap == " " && isDigits(p.form):
			out = append(out, a.prefixed(p, "numbered", 12, rng)...)
		case p.upos == "ADP" && !before.ends && p.gap == " " && isPlain(before):
			out = append(out, a.prefixed(p, "adverbial", 60, rng)...)
		case (p.upos == "NOUN" || p.upos == "ADJ") && before.upos == "DET" && p.gap == " ":
			if rng.IntN(2) == 0 {
				out = append(out, a.prefixed(p, "place", 60, rng)...)
			} else {
				out = append(out, a.designated(p, rng)...)
			}
		default:
			out = append(out, p)
		}
	}
	return out
}

// endings replaces the period of a sentence, once in twelve, by an
// abbreviation that carries it.
func (a abbreviations) endings(p piece, rng *rand.Rand) []piece {
	if rng.IntN(12) != 0 || len(a["ending"]) == 0 {
		return []piece{p}
	}
	out := a.phrase("ending", rng)
	out[len(out)-1].ends = true
	return out
}

// name puts a title before a name or makes an initial of the first name.
func (a abbreviations) name(p, next piece, starts bool, rng *rand.Rand) []piece {
	switch draw := rng.IntN(40); {
	case draw < 2 && next.upos == "PROPN" && next.gap == " ":
		p.form = capital(rng) + "."
		return []piece{p}
	case draw == 2 && next.upos == "PROPN" && next.gap == " ":
		return []piece{p, {form: capital(rng) + ".", gap: " "}}
	case draw < 6:
		t := piece{form: pick(a["title"], rng), gap: p.gap}
		p.gap = " "
		return []piece{t, p}
	case draw == 6 && !starts:
		return append(a.phrase("double", rng), p)
	}
	return []piece{p}
}

// prefixed puts a phrase of a kind before p, once in n.
func (a abbreviations) prefixed(p piece, kind string, n int, rng *rand.Rand) []piece {
	if rng.IntN(n) != 0 {
		return []piece{p}
	}
	return append(a.phrase(kind, rng), p)
}

// series are the letters after the number of a type of weapon.
var series = [...]string{"", "", "", "A", "B", "C", "M", "MK", "SM", "PMU", "s", "K"}

// designated puts a type of aircraft or weapon before p, once in sixty.
func (a abbreviations) designated(p piece, rng *rand.Rand) []piece {
	if len(a["type"]) == 0 || rng.IntN(60) != 0 {
		return []piece{p}
	}
	return []piece{
		{form: pick(a["type"], rng), gap: p.gap}, {form: "-"},
		{form: strconv.Itoa(1+rng.IntN(140)) + pick(series[:], rng)}, {form: p.form, gap: " "},
	}
}

func spaced(words []string) []piece {
	out := make([]piece, len(words))
	for i, w := range words {
		out[i] = piece{form: w, gap: " "}
	}
	return out
}

func pick(words []string, rng *rand.Rand) string { return words[rng.IntN(len(words))] }

func capital(rng *rand.Rand) string { return string(rune('A' + rng.IntN(26))) }

func isCapital(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) && n < len(s)
}

// isPlain reports a word of letters only.
func isPlain(p piece) bool {
	return p.form != "" && strings.IndexFunc(p.form, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }
