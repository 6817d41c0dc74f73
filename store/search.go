package store

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tocsin"
)

// A Searcher finds reports by words.
type Searcher interface {
	// Search finds the reports that hold all of words in their title, in the
	// sentences kept of them, or in the names of the parties and places told
	// of: see [Terms] for what words may say, which is anything. It returns one
	// hit a report and the cursor of the next page, empty on the last one.
	// Reports come in windows of [SearchWindow], the latest additions first;
	// in each window those that hold the words closest together come first. A
	// cursor that is none is an error that wraps [tocsin.ErrInvalid].
	Search(ctx context.Context, words string, limit int, after string) (hits []Hit, next string, err error)
}

// SearchWindow is how many reports are set in the order of how well they fit:
// a search for rare words orders all it finds, one for common words stays
// quick and tells the news first.
const SearchWindow = 100

// A Hit is a report that a search found, with the sentence that says it best.
type Hit struct {
	Line
	Start int      `json:"start"` // of Text in the report, in code points; -1 if Text is its title
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"` // stretches of Text that are words searched for, half-open, in code points
}

// A Term is one condition of a search.
type Term struct {
	Words  []string // folded; several must stand side by side
	Prefix bool     // the last word may go on
	Not    bool     // reports with it are left out
}

// maxTerms bounds the conditions of a search; what is beyond is not looked at.
const maxTerms = 16

// Terms reads what somebody types to search: words that all must be there, in
// any case and with or without accents; "words in quotation marks" that must
// stand side by side; word* for words that begin so; -word for what must not
// be there. Any text is a search, if perhaps one for nothing.
func Terms(s string) []Term {
	var out []Term
	for s != "" && len(out) < maxTerms {
		var t Term
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
		s, t.Not = strings.CutPrefix(s, "-")
		raw := ""
		if rest, quoted := strings.CutPrefix(s, `"`); quoted {
			raw, s, _ = strings.Cut(rest, `"`)
		} else {
			end := strings.IndexFunc(s, func(c rune) bool { return unicode.IsSpace(c) || c == '"' })
			if end < 0 {
				end = len(s)
			}
			raw, s = s[:end], s[end:]
		}
		s, t.Prefix = cutStar(raw, s)
		for _, w := range tokens(raw) {
			t.Words = append(t.Words, w.folded)
		}
		if len(t.Words) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// cutStar tells whether a term ends in a star, inside or behind its quotes.
func cutStar(raw, rest string) (string, bool) {
	if after, ok := strings.CutPrefix(rest, "*"); ok {
		return after, true
	}
	return rest, strings.HasSuffix(raw, "*")
}

// A token is a word of a text.
type token struct {
	folded     string
	start, end int // code points
}

// tokens cuts text into runs of letters and digits, and folds each to small
// letters without accents, as the indices of stores do.
func tokens(text string) []token {
	var out []token
	var word []byte
	at, start := 0, 0
	flush := func() {
		if len(word) > 0 {
			out = append(out, token{string(word), start, at})
			word = word[:0]
		}
	}
	for _, c := range text {
		switch {
		case c < 0x80 && isWord(c):
			if len(word) == 0 {
				start = at
			}
			word = append(word, byte(unicode.ToLower(c)))
		case unicode.Is(unicode.Mn, c):
		case isWord(c):
			if len(word) == 0 {
				start = at
			}
			word = append(word, bare(c)...)
		default:
			flush()
		}
		at++
	}
	flush()
	return out
}

func isWord(c rune) bool {
	if c < 0x80 {
		return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	return unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.Is(unicode.Co, c)
}

// bare is a letter as a small one without its accents.
func bare(c rune) string {
	s := norm.NFD.String(string(unicode.ToLower(c)))
	if i := strings.IndexFunc(s, func(c rune) bool { return unicode.Is(unicode.Mn, c) }); i > 0 {
		return s[:i]
	}
	return s
}

// A finder looks for the terms of a search in texts.
type finder struct{ terms []Term }

// find marks the words of text that terms name, and counts how many of the
// terms, and how many words of them side by side, it holds.
func (f *finder) find(text string) (marks [][2]int, terms int) {
	ts := tokens(text)
	for i := range f.terms {
		t := &f.terms[i]
		found := false
		for k := 0; !t.Not && k+len(t.Words) <= len(ts); k++ {
			if t.at(ts[k:]) {
				found = true
				marks = append(marks, [2]int{ts[k].start, ts[k+len(t.Words)-1].end})
			}
		}
		if found {
			terms++
		}
	}
	slices.SortFunc(marks, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return joined(marks), terms
}

func (t *Term) at(ts []token) bool {
	for i, w := range t.Words {
		if ts[i].folded != w && !(t.Prefix && i == len(t.Words)-1 && strings.HasPrefix(ts[i].folded, w)) {
			return false
		}
	}
	return true
}

// joined makes one of marks that overlap.
func joined(marks [][2]int) [][2]int {
	out := [][2]int{}
	for _, m := range marks {
		if n := len(out); n > 0 && m[0] < out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], m[1])
		} else {
			out = append(out, m)
		}
	}
	return out
}

// The weights of a hit: a term in the sentence that it shows, in the title,
// and the shown sentence holding all of them.
const (
	sentenceWeight = 4
	titleWeight    = 3
	wholeWeight    = 8
)

// Rank makes the hits of reports that a store has found for words, given
// latest first, and orders them by how well they fit. Stores share it, so that
// they agree.
func Rank(words string, found []Line, kept [][]tocsin.Segment) []Hit {
	f := finder{terms: Terms(words)}
	all := 0
	for _, t := range f.terms {
		if !t.Not {
			all++
		}
	}
	out := make([]Hit, len(found))
	score := map[int64]int{}
	for i, l := range found {
		h, n := f.hit(l, kept[i])
		_, title := f.find(l.Title)
		out[i], score[l.Seq] = h, sentenceWeight*n+titleWeight*title
		if n == all {
			score[l.Seq] += wholeWeight
		}
	}
	slices.SortStableFunc(out, func(a, b Hit) int { return score[b.Seq] - score[a.Seq] })
	return out
}

// hit picks the sentence with most of the terms, of equal ones the first.
func (f *finder) hit(l Line, kept []tocsin.Segment) (Hit, int) {
	best, most := Hit{Line: l, Start: -1, Text: l.Title}, -1
	for _, s := range kept {
		if marks, n := f.find(s.Text); n > most {
			best.Start, best.Text, best.Marks, most = s.Start, s.Text, marks, n
		}
	}
	if most < 0 {
		best.Marks, _ = f.find(l.Title)
	}
	return best, max(most, 0)
}
