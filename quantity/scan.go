package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
	"tocsin/internal/number"
)

// A scan is the reading of one sentence.
type scan struct {
	a     *Annotator
	doc   *tocsin.Doc
	sent  tocsin.Span
	words []number.Word // by token from sent.Start
	cues  []*cue
	dated []bool // inside a date, a time of day or a length that a day anchors
}

// An amount is a number as read: low and high are equal unless it is a range.
type amount struct {
	low, high float64
	vague     bool
	end       int // token after the number
	num       int // last number word
	of        bool
	share     float64 // of a whole: 0.5 in "half of the 40 prisoners"; 0 for counts
	pair      bool    // "a couple of": two or so
	currency  string
}

// start reads the words of a sentence.
func (s *scan) start(sent tocsin.Span) {
	s.sent = sent
	s.words, s.cues, s.dated = s.words[:0], s.cues[:0], s.dated[:0]
	for i := sent.Start; i < sent.End; i++ {
		form := s.doc.Tokens[i].Form
		c := s.a.lookup(form)
		var w number.Word
		if c != nil {
			w = c.word
		} else if v, ok := s.a.numbers.Digit(form); ok {
			w = number.Word{Kind: number.Digits, Value: v}
		}
		s.words, s.cues, s.dated = append(s.words, w), append(s.cues, c), append(s.dated, false)
	}
}

// longestCue bounds the bytes of a word of the tables.
const longestCue = 24

// lookup finds the cue of a form in any case.
func (a *Annotator) lookup(form string) *cue {
	var buf [longestCue]byte
	word := buf[:0]
	for _, r := range form {
		if len(word)+utf8.UTFMax > len(buf) {
			return nil
		}
		word = utf8.AppendRune(word, unicode.ToLower(r))
	}
	return a.cues[string(word)]
}

func (s *scan) at(i int) *tocsin.Token { return &s.doc.Tokens[i] }

// form is the lower-case form of token i, "" outside the sentence.
func (s *scan) form(i int) string {
	if !s.sent.Contains(i) {
		return ""
	}
	return strings.ToLower(s.doc.Tokens[i].Form)
}

// word is the part that token i plays in a number.
func (s *scan) word(i int) number.Word {
	if !s.sent.Contains(i) {
		return number.Word{}
	}
	return s.words[i-s.sent.Start]
}

func (s *scan) isDated(i int) bool { return s.sent.Contains(i) && s.dated[i-s.sent.Start] }

// touches reports whether tokens i and i+1 stand together without a space.
func (s *scan) touches(i int) bool {
	return s.sent.Contains(i) && s.sent.Contains(i+1) && s.at(i).End == s.at(i+1).Start
}

// limit reads the phrase that limits a number before (or after) it, and the
// token behind it; "" if none.
func (s *scan) limit(i int, after bool) (tocsin.Bound, int) {
	if !s.sent.Contains(i) || s.cues[i-s.sent.Start] == nil || s.isParticle(i) {
		return "", i
	}
	for _, m := range s.cues[i-s.sent.Start].limits {
		if m.after != after || i+len(m.rest) >= s.sent.End {
			continue
		}
		ok := true
		for k, w := range m.rest {
			ok = ok && s.form(i+1+k) == w
		}
		if ok {
			return m.bound, i + 1 + len(m.rest)
		}
	}
	return "", i
}

// isParticle tells "handed over three hostages" from "over three hostages".
func (s *scan) isParticle(i int) bool {
	if !s.is(i, rParticle) || !s.sent.Contains(i-1) {
		return false
	}
	return s.at(i).Rel == "compound:prt" || s.lemmaIs(s.at(i-1), rParts)
}

// amountAt reads a number, a range or a vague number at token i.
func (s *scan) amountAt(i int) (amount, bool) {
	if !s.sent.Contains(i) || s.isDated(i) {
		return amount{}, false
	}
	if s.is(i, rBetween) {
		return s.betweenAt(i)
	}
	sign := 0
	currency := s.currency(i)
	if currency != "" {
		sign = 1
	}
	am, ok := s.single(i + sign)
	if !ok {
		return am, false
	}
	am.currency = currency
	if r, ok := s.rangeFrom(am); ok {
		return r, true
	}
	return am, true
}

// rounds holds for nouns of number that are taken roughly: "una treintena", "un
// centenar". A dozen is counted.
func (s *scan) rounds(i, n int) bool {
	last := s.word(i + n - 1)
	return n == 2 && last.Kind == number.Group && last.Value >= 10 && last.Value != 12 && (s.word(i).Kind == number.Article || s.word(i).Kind == number.Half)
}

// single reads one number or vague number.
func (s *scan) single(i int) (amount, bool) {
	if !s.sent.Contains(i) {
		return amount{}, false
	}
	if am, ok := s.vagueAt(i); ok {
		return am, true
	}
	if am, ok := s.fractionAt(i); ok {
		return am, true
	}
	v, n := number.Read(s.words[i-s.sent.Start:])
	if n == 0 {
		return amount{}, false
	}
	first := s.word(i).Kind
	few := first == number.Several
	return amount{low: v, high: v, vague: few, end: i + n, num: i + n - 1, pair: s.rounds(i, n)}, true
}

// vagueAt reads "hundreds", "tens of thousands", "several dozen", "a few".
func (s *scan) vagueAt(i int) (amount, bool) {
	am := amount{vague: true, low: 2, num: i, end: i + 1}
	switch {
	case s.is(i, rSeveral):
		if v, n := number.Read(s.words[i-s.sent.Start:]); n > 1 {
			am.low, am.num, am.end = v, i+n-1, i+n
			return am, true
		}
		if big, ok := s.plural(i + 1); ok { // several tens of thousands
			return big, true
		}
		return am, true
	case s.is(i, rTwin):
		return amount{low: 2, high: 2, num: i, end: i + 1}, true
	case s.is(i, rA):
		return s.fewAt(i)
	}
	return s.plural(i)
}

// fewAt reads "a few", "a few hundred", "a couple of", "a pair of".
func (s *scan) fewAt(i int) (amount, bool) {
	switch {
	case s.is(i+1, rFew):
		am := amount{vague: true, low: 2, num: i + 1, end: i + 2}
		if w := s.word(i + 2); w.Kind == number.Hundred || w.Kind == number.Scale || w.Kind == number.Group {
			am.low, am.num, am.end = 2*w.Value, i+2, i+3
		}
		return am, true
	case s.is(i+1, rCouple|rPair):
		am := amount{low: 2, high: 2, num: i + 1, end: i + 2, pair: s.is(i+1, rCouple)}
		if s.is(i+2, rOf) {
			am.end++
			if w := s.word(i + 3); w.Kind == number.Hundred || w.Kind == number.Scale || w.Kind == number.Group {
				am.low, am.high, am.num, am.end = 2*w.Value, 2*w.Value, i+3, i+4
			}
		} else if s.is(i+1, rPair) {
			return am, false
		}
		return am, true
	}
	return amount{}, false
}

// plural reads "dozens", "hundreds of thousands", each with its "of".
func (s *scan) plural(i int) (amount, bool) {
	if !s.sent.Contains(i) || s.cues[i-s.sent.Start] == nil {
		return amount{}, false
	}
	v := s.cues[i-s.sent.Start].vague
	if v == 0 {
		return amount{}, false
	}
	am := amount{vague: true, low: v, num: i, end: i + 1}
	for s.is(am.end, rOf) && s.sent.Contains(am.end+1) {
		next := s.cues[am.end+1-s.sent.Start]
		if next == nil || next.vague == 0 {
			break
		}
		am.low *= next.vague / 2
		am.num, am.end = am.end+1, am.end+2
	}
	if s.is(am.end, rOf) {
		am.end, am.of = am.end+1, true
	}
	return am, true
}

// betweenAt reads "between 30 and 40".
func (s *scan) betweenAt(i int) (amount, bool) {
	a, ok := s.single(i + 1)
	if !ok || !s.is(a.end, rAnd) {
		return amount{}, false
	}
	b, ok := s.single(a.end + 1)
	if !ok || b.low <= a.low && b.high <= a.high {
		return amount{}, false
	}
	return spread(a, b), true
}

// rangeFrom continues a number to "10 to 15", "three or four", "10-15".
func (s *scan) rangeFrom(a amount) (amount, bool) {
	if a.vague || a.end+1 >= s.sent.End {
		return a, false
	}
	if dash := isDash(s.form(a.end)); dash && (!s.touches(a.end-1) || !s.touches(a.end)) || !dash && !s.is(a.end, rTo) {
		return a, false
	}
	b, ok := s.single(a.end + 1)
	if !ok || b.vague || s.isDated(a.end+1) {
		return a, false
	}
	a = scaled(a, b)
	if b.low <= a.low || b.low > 100*a.low || s.is(a.num-1, rFrom) && s.is(a.end, rTo) {
		return a, false
	}
	return spread(a, b), true
}

// scaled gives the start of "two to three million" the scale of its end.
func scaled(a, b amount) amount {
	for _, unit := range [...]float64{1e9, 1e6, 1e3, 100} {
		if b.low >= 2*unit && a.low < 100 && b.low/unit > a.low && b.low/unit < 100 {
			a.low, a.high = a.low*unit, a.high*unit
			break
		}
	}
	return a
}

func spread(a, b amount) amount {
	return amount{low: a.low, high: max(b.high, b.low), end: b.end, num: b.num}
}

func isDash(form string) bool { return form == "-" || form == "–" || form == "—" }

// currency names the money of a sign before a number, "" if i is none.
func (s *scan) currency(i int) string {
	if c := s.cues[i-s.sent.Start]; c != nil {
		return c.currency
	}
	return ""
}
