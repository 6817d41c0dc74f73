package quantity

import (
	"math"

	"tocsin/internal/number"
)

// fractionAt reads a share of a whole: "half of", "a third of", "two thirds
// of". The value is that of the share; [scan.whole] multiplies.
func (s *scan) fractionAt(i int) (amount, bool) {
	share, end := 0.0, i
	switch first := s.word(i); first.Kind {
	case number.Half:
		share, end = first.Value, i+1
	case number.Article, number.Unit:
		if w := s.word(i + 1); w.Kind == number.Fraction || w.Kind == number.Half {
			share, end = first.Value*w.Value, i+2
		}
	}
	if share <= 0 || share >= 1 || !s.is(end, rOf) {
		return amount{}, false
	}
	return amount{low: share, high: share, share: share, num: end - 1, end: end}, true
}

// whole reads what a share is taken of and, where that has a number, makes the
// amount its share: "half of the 40 prisoners" is about 20 of them.
func (s *scan) whole(am *amount) phrase {
	k := s.afterDeterminers(am.end + 1)
	if n, ok := s.single(k); ok && n.share == 0 {
		p := s.phraseAt(n.end)
		if p.head >= 0 {
			v := math.Round(am.share * n.low)
			am.low, am.high = v, v
			am.vague = n.vague
			return p
		}
	}
	p := s.phraseAt(k)
	if p.head < 0 {
		p.end = am.end
	}
	return p
}

// afterDeterminers skips articles, possessors and what they belong to: "the
// city's".
func (s *scan) afterDeterminers(k int) int {
	for s.sent.Contains(k) && (s.at(k).UPOS == "DET" || isPossessor(s.at(k))) {
		k++
	}
	for i := k; i < min(k+3, s.sent.End); i++ {
		if s.is(i, rPossessive) || s.form(i) == "'" {
			return i + 1
		}
	}
	return k
}
