package boundary

import "unicode/utf8"

// endFeatures is how many features the end of a sentence has.
const endFeatures = 44

// A state is what is known of the sentence so far.
type state struct {
	first    int  // its first word
	opened   bool // inside quotation marks
	bracket  int8
	title    uint8 // words that start with a capital, at most 255
	words    uint8 // words with letters, at most 255
	previous shape // last word of the sentence before
}

func (st *state) see(w *word) {
	switch {
	case w.shape == openQuote:
		st.opened = true
	case w.shape == closeQuote:
		st.opened = false
	case w.first == opening && st.bracket < 3:
		st.bracket++
	case w.first == closing && st.bracket > 0:
		st.bracket--
	}
	if w.first.isLetter() {
		st.words = min(st.words, 254) + 1
		if w.first == upper {
			st.title = min(st.title, 254) + 1
		}
	}
}

// sentences groups s.words.
func (s *Scanner) sentences(text string, j Judge) [][2]int {
	s.measureStops()
	lines := measureLines(text)
	sents := make([][2]int, 0, len(s.words)/12+1)
	st := state{previous: edge}
	for t := range s.words {
		st.see(&s.words[t])
		if !s.ends(t, &st, &lines, text, j) {
			continue
		}
		sents = append(sents, [2]int{st.first, t + 1})
		st = state{first: t + 1, previous: s.words[t].shape}
	}
	return sents
}

// ends decides whether a sentence ends with word t.
func (s *Scanner) ends(t int, st *state, lines *lineRule, text string, j Judge) bool {
	if t+1 == len(s.words) || s.words[t+1].gap == paragraph {
		return true
	}
	w, next := &s.words[t], &s.words[t+1]
	if next.gap == newline && lines.endsLine(text, w, next) {
		return true
	}
	if !possibleEnd(w, next, s.words[st.first].first == lower) {
		return false
	}
	s.describe(text, t, st)
	score := j.End(index(s.end[:], s.idx[:]), int(w.end))
	if next.gap == newline && w.shape.stops() {
		score += newlineBonus
	}
	return score > 0
}

// possibleEnd rules out the many places that are not worth a question: before a
// comma, between words that touch unless the first is a full stop, and inside
// running lower-case text, unless the sentence itself began in lower case.
func possibleEnd(w, next *word, informal bool) bool {
	if next.gap == glued {
		return w.shape.stops() && next.shape != closeQuote || next.shape == bullet
	}
	if next.first == lower && w.shape != address && next.shape != address {
		return (informal || !w.last.isLetter()) && w.shape != commaMark && w.last != digit
	}
	return next.shape != commaMark
}

// measureStops counts backwards how far the next full stop is.
func (s *Scanner) measureStops() {
	far := uint8(0)
	for t := len(s.words) - 1; t >= 0; t-- {
		w := &s.words[t]
		if t+1 == len(s.words) || s.words[t+1].gap == paragraph || w.shape.stops() {
			far = 0
		} else {
			far = min(far, 254) + 1
		}
		w.toStop = far
	}
}

var outside = word{shape: edge, first: none, last: none}

// at returns the word k after word t, or a blank one beyond the paragraph.
func (s *Scanner) at(t, k int) *word {
	step := 1
	if k < 0 {
		step = -1
	}
	for i := t; i != t+k; i += step {
		b := max(i, i+step)
		if b >= len(s.words) || b <= 0 || s.words[b].gap == paragraph {
			return &outside
		}
	}
	return &s.words[t+k]
}

// describe fills s.end with the features of a sentence end after word t.
func (s *Scanner) describe(text string, t int, st *state) {
	p2, p1, w, n1, n2 := s.at(t, -2), s.at(t, -1), &s.words[t], &s.words[t+1], s.at(t, 2)
	n3 := s.at(t, 3)
	first := &s.words[st.first]
	sp2, sp1, sw, sn1, sn2 := uint64(p2.shape), uint64(p1.shape), uint64(w.shape), uint64(n1.shape), uint64(n2.shape)
	pair := sw<<8 | sn1
	long := bucket(t + 1 - st.first)
	glue := uint64(0)
	if n1.gap == glued {
		glue = 1
	}
	mood := st.mood()
	cased := mix(n1.hash, uint64(n1.first))
	wide := uint64(0)
	if n1.start-w.end > 1 {
		wide = 1
	}
	s.end = [endFeatures]uint64{
		pair, w.hash, cased, p1.hash, n2.hash, mix(w.hash, n1.hash), mix(p1.hash, w.hash), mix(w.hash, sn1),
		mix(p1.hash, pair), sp1<<16 | pair, pair<<8 | sn2, sp1<<24 | pair<<8 | sn2, mix(mix(p1.hash, w.hash), cased),
		mix(cased, sw), mix(cased, sp1<<8|sw), mix(w.hash, pair<<1|glue), mix(mix(w.hash, cased), glue),
		mix(w.hash, mood<<8|sn1), mood<<16 | pair, long<<16 | pair, mix(first.hash, pair), uint64(first.shape)<<16 | pair,
		uint64(first.shape)<<24 | long<<16 | pair, uint64(min(w.size, 8))<<16 | pair,
		mix(suffix(text, w, 3), sn1), mix(suffix(text, n1, 2), sw<<8|uint64(n1.first)), mix(suffix(text, n1, 3), pair),
		bucket(int(n1.toStop))<<16 | pair, uint64(st.previous)<<16 | pair, st.caps()<<16 | pair, st.caps()<<24 | long<<16 | pair,
		mix(cased, mix(n2.hash, sw)), sp2<<32 | sp1<<24 | pair<<8 | sn2, mix(mix(p2.hash, p1.hash), w.hash),
		mix(w.hash, uint64(w.first)<<16|uint64(w.size)), mix(p1.hash, mix(cased, sw)), mix(mix(p1.hash, uint64(p1.first)), pair),
		mix(w.hash, sp1<<16|pair), mix(mix(n2.hash, sn2), pair), pair<<16 | sn2<<8 | uint64(n3.shape),
		mix(mix(p2.hash, sp1), pair), bucket(int(n1.toStop))<<24 | long<<16 | pair, mix(first.hash, mix(w.hash, sn1)), wide<<16 | pair,
	}
}

// mood is whether the sentence so far has open quotation marks or brackets.
func (st *state) mood() uint64 {
	m := uint64(st.bracket)
	if st.opened {
		m |= 4
	}
	return m
}

// caps tells headings from prose: how many of the words have a capital.
func (st *state) caps() uint64 {
	switch {
	case st.words == 0:
		return 5
	case st.title == 0:
		return 0
	case st.title == st.words:
		return 4
	case 2*st.title >= st.words:
		return 3
	case st.title == 1:
		return 1
	}
	return 2
}

// bucket is n on a coarse scale.
func bucket(n int) uint64 {
	switch {
	case n <= 4:
		return uint64(n)
	case n <= 6:
		return 5
	case n <= 9:
		return 6
	case n <= 14:
		return 7
	case n <= 22:
		return 8
	case n <= 35:
		return 9
	}
	return 10
}

// suffix hashes the last n bytes of a word.
func suffix(text string, w *word, n int) uint64 {
	h := uint64(basis)
	for _, b := range []byte(text[max(int(w.start), int(w.end)-n):w.end]) {
		h = mix(h, uint64(b))
	}
	return h
}

func decode(text string, i int) (rune, int) { return utf8.DecodeRuneInString(text[i:]) }
