package actor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainLetters pairs letters with diacritics with the ASCII letters that
// papers write instead ("Erdoğan" and "Erdogan" are one man).
const plainLetters = "àaáaâaãaäaåaāaăaąaçcćcčcĉcďdđdðdèeéeêeëeēeėeęeěeğgģgġghìhħhìiíiîiïiīiįiıiķkĺlļlľlłlñnńnņnňnòoóoôoõoöoøoōoőoŕrřrśsşsșsšsţtťtțtùuúuûuüuūuůuűuųuýyÿyźzżzžzəeạaảaấaầaẩaậaắaằaặaẹeẽeếeềeểeệeịiọoỏoốoồoổoộoớoờoợoụuủuứuừuửuữuựuỳyỹyʻ'ʼ'’'‘'`'"

// plainOf maps what plainLetters pairs.
var plainOf = func() map[rune]byte {
	m := make(map[rune]byte, 160)
	for s := plainLetters; len(s) > 0; {
		r, n := utf8.DecodeRuneInString(s)
		m[r] = s[n]
		s = s[n+1:]
	}
	return m
}()

// fold appends s to buf in lower case without diacritics and full stops, so
// that "U.S.", "Chávez" and "PEOPLE’S" meet "us", "chavez" and "people's".
func fold(buf []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r == '.':
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			buf = append(buf, byte(r))
		default:
			r = unicode.ToLower(r)
			if b, ok := plainOf[r]; ok {
				buf = append(buf, b)
			} else if !unicode.Is(unicode.Mn, r) {
				buf = utf8.AppendRune(buf, r)
			}
		}
	}
	return buf
}

// A shape is how a word is capitalised.
type shape uint8

const (
	lowerCase shape = iota
	capital         // a capital letter (or digit) first
	allCaps         // at least two letters and every one a capital
)

func shapeOf(s string) shape {
	first, upper, lower := true, 0, 0
	out := lowerCase
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
		if first && (unicode.IsUpper(r) || unicode.IsDigit(r)) {
			out = capital
		}
		first = false
	}
	if upper > 1 && lower == 0 {
		return allCaps
	}
	return out
}

// pieces splits a name or word into the parts that the trie walks: at blanks
// and hyphens, and before a possessive ending, as treebank tokens are split.
func pieces(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || isHyphen(r) }) {
		w = string(fold(nil, w))
		stem, tail := splitPossessive(w)
		if stem != "" {
			out = append(out, stem)
		}
		if tail != "" {
			out = append(out, tail)
		}
	}
	return out
}

func isHyphen(r rune) bool {
	return r == '-' || r == '‐' || r == '‑' || r == '–' || r == '—' || r == '/'
}

// splitPossessive cuts "'s" or a bare final "'" off a folded word.
func splitPossessive(w string) (stem, tail string) {
	if s, ok := strings.CutSuffix(w, "'s"); ok {
		return s, "'s"
	}
	if s, ok := strings.CutSuffix(w, "'"); ok && s != "" {
		return s, "'"
	}
	return w, ""
}
