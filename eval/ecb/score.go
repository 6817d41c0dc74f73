package ecb

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"tocsin"
)

// A Coded is a mention of an article with the event it was merged to and the
// lemma that heads its trigger.
type Coded struct {
	Document string
	Trigger  tocsin.Segment
	Event    string
	Lemma    string
}

// A BCubed sums up B³ over mentions.
type BCubed struct {
	precision, recall float64
	n                 int
}

// add compares the clusters of one set of mentions with their chains.
func (b *BCubed) add(chains, clusters []string) {
	type cell struct{ chain, cluster string }
	both, chain, cluster := map[cell]float64{}, map[string]float64{}, map[string]float64{}
	for i := range chains {
		both[cell{chains[i], clusters[i]}]++
		chain[chains[i]]++
		cluster[clusters[i]]++
	}
	for i := range chains {
		n := both[cell{chains[i], clusters[i]}]
		b.precision += n / cluster[clusters[i]]
		b.recall += n / chain[chains[i]]
	}
	b.n += len(chains)
}

// PRF are precision, recall and their harmonic mean.
func (b *BCubed) PRF() (p, r, f float64) {
	if b.n == 0 {
		return 0, 0, 0
	}
	p, r = b.precision/float64(b.n), b.recall/float64(b.n)
	return p, r, 2 * p * r / (p + r)
}

// A Score sums up topics.
type Score struct {
	Gold, Matched    int
	Merged, Baseline BCubed
}

// Add compares the articles of a topic with the mentions coded in them. Of two
// mentions that could match a marked action the first in the text does.
func (s *Score) Add(docs []Document, coded []Coded) {
	by := map[string][]Coded{}
	for _, c := range coded {
		by[c.Document] = append(by[c.Document], c)
	}
	var chains, events, lemmas []string
	for i := range docs {
		s.Gold += len(docs[i].Actions)
		used := make([]bool, len(docs[i].Actions))
		mine := by[docs[i].Name]
		slices.SortStableFunc(mine, func(a, b Coded) int { return cmp.Or(a.Trigger.Start-b.Trigger.Start, a.Trigger.End-b.Trigger.End) })
		for _, c := range mine {
			for k, a := range docs[i].Actions {
				if !used[k] && c.Trigger.Start < a.End && a.Start < c.Trigger.End {
					used[k] = true
					chains, events, lemmas = append(chains, a.Chain), append(events, c.Event), append(lemmas, c.Lemma)
					break
				}
			}
		}
	}
	s.Matched += len(chains)
	s.Merged.add(chains, events)
	s.Baseline.add(chains, lemmas)
}

// Figures are the share of marked actions with a mention; b3_p, b3_r and b3_f
// of the merged events and, with lemma_ before, of the baseline; and gain, by
// how much b3_f is above the baseline's.
func (s *Score) Figures() map[string]float64 {
	p, r, f := s.Merged.PRF()
	bp, br, bf := s.Baseline.PRF()
	return map[string]float64{
		"matched": float64(s.Matched) / float64(max(1, s.Gold)),
		"b3_p":    p, "b3_r": r, "b3_f": f, "lemma_b3_p": bp, "lemma_b3_r": br, "lemma_b3_f": bf, "gain": f - bf,
	}
}

// Print writes one "name value" a line.
func (s *Score) Print(w io.Writer) {
	got := s.Figures()
	for _, name := range []string{"matched", "b3_p", "b3_r", "b3_f", "lemma_b3_p", "lemma_b3_r", "lemma_b3_f", "gain"} {
		fmt.Fprintf(w, "%s %.3f\n", name, got[name])
	}
	fmt.Fprintf(w, "mentions %d\n", s.Matched)
}
