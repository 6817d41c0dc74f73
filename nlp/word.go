package nlp

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sizes of the input vector of a word: what is known of its form alone.
const (
	VectorDim   = 100                  // pretrained vector, frozen
	FlagDim     = 12                   // binary marks of the shape
	EmbedDim    = 96                   // trained vectors: of the form, and of its parts
	WordDim     = VectorDim + FlagDim  // where the trained parts begin
	InputDim    = WordDim + 2*EmbedDim // 304
	VectorScale = 4.0 / 254            // stored int8 to the range the encoder likes: unit vectors times 4
	maxPartRune = 40                   // longer words (URLs) lend only their first characters
)

// Normal is the form under which words are looked up: lower case, digits to 0.
func Normal(form string) string {
	plain := true
	for i := 0; i < len(form); i++ {
		if c := form[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || '1' <= c && c <= '9' {
			plain = false
			break
		}
	}
	if plain {
		return form
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '1' && r <= '9':
			return '0'
		}
		return unicode.ToLower(r)
	}, form)
}

// vectorKeys are the keys tried in turn in the table of pretrained vectors.
func vectorKeys(form string) [3]string {
	low := strings.ToLower(form)
	norm := Normal(form)
	return [3]string{low, norm, strings.Trim(norm, ".-'_*\"")}
}

// Flags marks the shape of a form; known says that it has a vector.
func Flags(form string, known bool) (out [FlagDim]float32) {
	var upper, lower, digit, punct, runes, high int
	for i, r := range form {
		runes++
		switch {
		case unicode.IsUpper(r):
			upper++
			if i == 0 {
				out[0] = 1
			}
		case unicode.IsLower(r):
			lower++
		case unicode.IsDigit(r):
			digit++
		case unicode.IsPunct(r) || unicode.IsSymbol(r):
			punct++
		}
		if r >= utf8.RuneSelf && unicode.IsLetter(r) {
			high++
		}
	}
	letters := upper + lower
	mark := func(i int, on bool) {
		if on {
			out[i] = 1
		}
	}
	mark(1, upper > 1 && lower == 0)
	mark(2, digit > 0)
	mark(3, digit > 0 && digit == runes)
	mark(4, strings.Contains(form, "-"))
	mark(5, punct > 0 && punct == runes)
	mark(6, runes == 1)
	mark(7, !known)
	mark(8, upper > 1 && lower > 0)
	mark(9, letters > 0 && strings.ContainsAny(form, "@/_."))
	mark(10, strings.ContainsAny(form, "'’"))
	mark(11, high > 0)
	return out
}

// Shape maps letters to X and x and digits to d, with runs cut at two.
func Shape(form string) string {
	var b strings.Builder
	var last rune
	run := 0
	for _, r := range form {
		c := r
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLower(r):
			c = 'x'
		case unicode.IsDigit(r):
			c = 'd'
		}
		if c == last {
			run++
		} else {
			last, run = c, 1
		}
		if run <= 2 {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// Parts appends the rows of the sub-word table that a form sums: the exact
// form, its shape, prefixes and suffixes of one to four characters, and all
// character 3- and 4-grams of ^form$. Rows are hashed into n buckets.
func Parts(dst []int32, form string, n int) []int32 {
	add := func(kind byte, s string) { dst = append(dst, int32(hash(kind, s)%uint64(n))) }
	add('w', form)
	add('s', Shape(form))
	rs := []rune("^" + Normal(form) + "$")
	if len(rs) > maxPartRune {
		rs = rs[:maxPartRune]
	}
	core := rs[1 : len(rs)-1]
	for k := 1; k <= 4 && k <= len(core); k++ {
		add('p', string(core[:k]))
		add('x', string(core[len(core)-k:]))
	}
	for k := 3; k <= 4; k++ {
		for i := 0; i+k <= len(rs); i++ {
			add('g', string(rs[i:i+k]))
		}
	}
	return dst
}

// hash is FNV-1a over a kind and a string.
func hash(kind byte, s string) uint64 {
	h := (uint64(14695981039346656037) ^ uint64(kind)) * 1099511628211
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h ^ h>>29
}

// PartScale is what the sum over n sub-word rows is multiplied with.
func PartScale(n int) float32 { return float32(1 / math.Sqrt(float64(n))) }

// VectorRow finds the pretrained vector of a form in the table of words; -1
// if it has none.
func VectorRow(rows map[string]int32, form string) int32 {
	for _, key := range vectorKeys(form) {
		if r, ok := rows[key]; ok && key != "" {
			return r
		}
	}
	if bare := WithoutAccents(strings.ToLower(form)); bare != form {
		if r, ok := rows[bare]; ok {
			return r
		}
	}
	return -1
}

// WithoutAccents writes the accented Latin letters of a form plain, as most
// English text has foreign names; a form without any is returned as it is.
func WithoutAccents(form string) string {
	for i := 0; i < len(form); i++ {
		if form[i] >= utf8.RuneSelf {
			return plainLetters.Replace(form)
		}
	}
	return form
}

var plainLetters = strings.NewReplacer(
	"á", "a", "à", "a", "â", "a", "ã", "a", "ä", "a", "é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "ì", "i", "î", "i", "ï", "i",
	"ó", "o", "ò", "o", "ô", "o", "õ", "o", "ö", "o", "ú", "u", "ù", "u", "û", "u", "ü", "u", "ñ", "n", "ç", "c")

// Canonical writes typographic quotation marks and apostrophes as the plain
// ones that most of the training text uses.
func Canonical(form string) string {
	if !strings.ContainsAny(form, "’‘“”") {
		return form
	}
	return canonicalQuotes.Replace(form)
}

var canonicalQuotes = strings.NewReplacer("’", "'", "‘", "'", "“", "\"", "”", "\"")
