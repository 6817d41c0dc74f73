package segment

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin/internal/tsv"
)

// A Word is one syntactic word. All words of a multi-word token cover the
// whole token: in "del" both "de" and "el" have the bytes of "del". Starts and
// ends therefore never fall, and what runs from any word to any later one is
// whole words of the text.
type Word struct {
	Start, End int    // bytes of the text, half-open
	Form       string // the word; not the text only inside a multi-word token
}

// A splitter knows the multi-word tokens of a language: a table of the
// fixed ones, and pronouns joined to infinitives, gerunds and imperatives.
type splitter struct {
	parts   map[string][]string
	keep    map[string]bool // words after which "Al" and "Del" are part of a name
	clitics map[string]bool
	verbs   map[string]bool // infinitives
	orders  map[string]bool // imperatives that are not regular, without their n
}

// loadSplitter reads the tables of a language; nil if it has none.
func loadSplitter(lang string) (*splitter, error) {
	name := lang + ".words.tsv"
	text, err := tsv.Text(models, name)
	if err != nil {
		return nil, nil // the language writes each word by itself
	}
	x := &splitter{parts: map[string][]string{}, keep: map[string]bool{}, clitics: map[string]bool{}, verbs: map[string]bool{}, orders: map[string]bool{}}
	err = tsv.Rows(name, text, 2, func(c []string) error {
		switch c[0] {
		case "split":
			x.parts[c[1]] = strings.Fields(c[2])
		case "keep":
			x.keep[c[1]] = true
		case "order":
			x.orders[c[1]] = true
		default:
			x.clitics[c[1]] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	name = lang + ".verbs.tsv"
	if text, err = tsv.Text(models, name); err != nil {
		return nil, err
	}
	return x, tsv.Rows(name, text, 1, func(c []string) error {
		x.verbs[c[0]] = true
		return nil
	})
}

// Parts cuts one word of running text into its syntactic words.
func (s *Segmenter) Parts(word string) []string {
	if s.split == nil || !s.split.mayEnd(word) {
		return []string{word}
	}
	var out []string
	for _, w := range s.split.split(nil, [2]int{}, word, "", false) {
		out = append(out, w.Form)
	}
	return out
}

// Verbs lists the infinitives of a language that the segmenter knows, in
// order; none for a language whose verbs carry no pronouns.
func Verbs(lang string) []string {
	x, err := loadSplitter(lang)
	if x == nil || err != nil {
		return nil
	}
	return slices.Sorted(maps.Keys(x.verbs))
}

// words cuts multi-word tokens and counts the sentences anew.
func (x *splitter) words(text string, tokens, sents [][2]int) ([]Word, [][2]int) {
	out := make([]Word, 0, len(tokens)+len(tokens)/8)
	for k, s := range sents {
		from := len(out)
		for i := s[0]; i < s[1]; i++ {
			t := tokens[i]
			form := text[t[0]:t[1]]
			if !x.mayEnd(form) {
				out = append(out, Word{t[0], t[1], form})
				continue
			}
			next := ""
			if i+1 < s[1] {
				next = text[tokens[i+1][0]:tokens[i+1][1]]
			}
			out = x.split(out, t, form, next, i == s[0] || !startsWord(text[tokens[i-1][0]:]))
		}
		sents[k] = [2]int{from, len(out)}
	}
	return out, sents
}

// mayEnd is a quick look at the last letter: contractions and pronouns end in
// l, e, o, a or s.
func (x *splitter) mayEnd(form string) bool {
	if len(form) < 2 {
		return false
	}
	switch form[len(form)-1] {
	case 'l', 'e', 'o', 'a', 's', 'L', 'E', 'O', 'A', 'S':
		return true
	}
	return false
}

// startsWord reports whether a token begins with a letter or digit: what
// follows a mark may have a capital as the first word of a sentence has.
func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// split appends the words of a token.
func (x *splitter) split(out []Word, t [2]int, form, next string, first bool) []Word {
	low := strings.ToLower(form)
	title := form != low && !isUpper(form[1:])
	parts := x.parts[low]
	switch {
	case parts != nil && title && hasCapital(next) && (!first || x.keep[strings.ToLower(next)]):
		parts = nil
	case parts == nil && (!title || first):
		parts = x.enclitics(low)
	}
	if parts == nil {
		return append(out, Word{t[0], t[1], form})
	}
	for i, p := range parts {
		switch {
		case form != low && !title:
			p = strings.ToUpper(p)
		case title && i == 0:
			p = strings.ToUpper(p[:1]) + p[1:]
		}
		out = append(out, Word{t[0], t[1], p})
	}
	return out
}

func hasCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// isUpper reports that s has no small letter.
func isUpper(s string) bool { return strings.ToUpper(s) == s }

// enclitics are a verb and the one or two pronouns joined to it, or nil.
func (x *splitter) enclitics(low string) []string {
	for _, n := range [...]int{3, 2} {
		if len(low) < n+2 || !x.clitics[low[len(low)-n:]] {
			continue
		}
		stem, last := low[:len(low)-n], low[len(low)-n:]
		if verb := x.verb(stem, last, 1); verb != "" {
			return []string{verb, last}
		}
		for _, m := range [...]int{3, 2} {
			if len(stem) < m+2 || !x.clitics[stem[len(stem)-m:]] {
				continue
			}
			if verb := x.verb(stem[:len(stem)-m], last, 2); verb != "" {
				return []string{verb, stem[len(stem)-m:], last}
			}
		}
	}
	return nil
}

// verb is the form of the verb that stem is before n pronouns, the last one
// given; "" if it is none.
func (x *splitter) verb(stem, clitic string, n int) string {
	bare := withoutAcute(stem)
	accented := bare != stem
	switch {
	case x.verbs[stem]:
		return stem
	case x.verbs[bare] && n == 2, accented && strings.HasSuffix(bare, "ndo") && len(bare) > 4:
		return bare
	case isInfinitive(bare) && len(bare) > 6 && clitic != "me" && clitic != "te" && clitic != "nos":
		return bare // of a verb that the table does not have
	case accented && x.commands(bare):
		return bare
	}
	return ""
}

func isInfinitive(s string) bool {
	return strings.HasSuffix(s, "ar") || strings.HasSuffix(s, "er") || strings.HasSuffix(s, "ir")
}

// commands reports an imperative: a regular one of a known verb (habla, hable,
// hablen, come, coma, vivan) or one of the table.
func (x *splitter) commands(form string) bool {
	if x.orders[form] || x.orders[strings.TrimSuffix(form, "n")] {
		return true
	}
	form = strings.TrimSuffix(form, "n")
	if len(form) < 3 {
		return false
	}
	root := form[:len(form)-1]
	switch form[len(form)-1] {
	case 'a':
		return x.verbs[root+"ar"] || x.verbs[root+"er"] || x.verbs[root+"ir"]
	case 'e':
		return x.verbs[root+"ar"] || x.verbs[root+"er"] || x.verbs[root+"ir"] || strings.HasSuffix(root, "qu") && x.verbs[root[:len(root)-2]+"car"]
	}
	return false
}

func withoutAcute(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return acutes.Replace(s)
		}
	}
	return s
}

var acutes = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u")
