package merge

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"tocsin"
)

// A Copy says which report another reprints.
type Copy struct {
	Of     tocsin.ReportID `json:"of"`
	Outlet string          `json:"outlet"` // that published the original
	How    string          `json:"how"`
}

const (
	slots     = 128 // of a signature
	bandSlots = 4   // in a band: of two reports that share half of their shingles, 88 % share a band
	shingle   = 3   // words: reprints change spellings and cut paragraphs
	reprint   = 0.5 // least share of the shorter text's shingles
	reprintBy = 7   // days after the original
)

// A Signature is a one-permutation MinHash of a text's word shingles: the
// share of equal slots estimates how alike two texts are.
type Signature struct {
	Slots [slots]uint32
	Size  int // number of different shingles
}

// Sign makes the signature of a text. Its value is the same on every machine.
func Sign(text string) Signature {
	var s Signature
	for i := range s.Slots {
		s.Slots[i] = ^uint32(0)
	}
	seen := map[uint64]bool{}
	ring := make([]string, 0, shingle)
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(ring) == shingle {
			ring = append(ring[:0], ring[1:]...)
		}
		if ring = append(ring, w); len(ring) < shingle {
			continue
		}
		h := hash(ring)
		if seen[h] {
			continue
		}
		seen[h] = true
		k := h % slots
		s.Slots[k] = min(s.Slots[k], uint32(h>>32))
	}
	s.Size = len(seen)
	s.densify()
	return s
}

// densify fills empty slots from the next full one, so that short texts can
// be compared slot by slot.
func (s *Signature) densify() {
	if s.Size == 0 {
		return
	}
	full := s.Slots
	for i := range s.Slots {
		for k := i; s.Slots[i] == ^uint32(0); k++ {
			if v := full[(k+1)%slots]; v != ^uint32(0) {
				s.Slots[i] = bits.RotateLeft32(v, (k+1-i)%31)
			}
		}
	}
}

// Bands are keys of which two reprints share at least one, almost surely.
func (s *Signature) Bands() []uint64 {
	if s.Size == 0 {
		return nil
	}
	out := make([]uint64, 0, slots/bandSlots)
	for b := 0; b < slots; b += bandSlots {
		h := uint64(b + 1)
		for _, v := range s.Slots[b : b+bandSlots] {
			h = mix(h ^ uint64(v))
		}
		out = append(out, h)
	}
	return out
}

// Contained estimates which share of the shorter text's shingles the longer
// one has, 0 to 1.
func (s *Signature) Contained(t *Signature) float64 {
	if s.Size == 0 || t.Size == 0 {
		return 0
	}
	same := 0
	for i := range s.Slots {
		if s.Slots[i] == t.Slots[i] {
			same++
		}
	}
	j := float64(same) / slots
	both := j / (1 + j) * float64(s.Size+t.Size)
	return min(1, both/float64(min(s.Size, t.Size)))
}

// hash is FNV-1a over the words with a final mix.
func hash(ws []string) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range ws {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ ' ') * 1099511628211
	}
	return mix(h)
}

// mix is the finalizer of splitmix64.
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// Copies finds reprints among reports: of reports that share most of the
// shorter one's wording within a week, the first is the original.
func Copies(reports []tocsin.Report) map[tocsin.ReportID]Copy {
	order := slices.Clone(reports)
	slices.SortFunc(order, func(a, b tocsin.Report) int {
		return cmp.Or(number(a.Published)-number(b.Published), cmp.Compare(a.ID, b.ID))
	})
	sigs := make([]Signature, len(order))
	byBand := map[uint64][]int{}
	out := map[tocsin.ReportID]Copy{}
	for i := range order {
		sigs[i] = Sign(order[i].Text)
		seen := map[int]bool{}
		best, share := -1, reprint
		for _, b := range sigs[i].Bands() {
			for _, j := range byBand[b] {
				if seen[j] || order[i].Published.Sub(order[j].Published) > reprintBy {
					continue
				}
				seen[j] = true
				if c := sigs[i].Contained(&sigs[j]); c > share && order[j].Publisher != order[i].Publisher {
					best, share = j, c
				}
			}
			byBand[b] = append(byBand[b], i)
		}
		if best >= 0 {
			out[order[i].ID] = copyOf(&order[best], out, share)
		}
	}
	return out
}

// copyOf names the original: what a reprint reprints itself, in the end.
func copyOf(r *tocsin.Report, known map[tocsin.ReportID]Copy, share float64) Copy {
	c := Copy{Of: r.ID, Outlet: cmp.Or(r.Publisher, string(r.ID))}
	if root, ok := known[r.ID]; ok {
		c.Of, c.Outlet = root.Of, root.Outlet
	}
	c.How = fmt.Sprintf("%.0f %% of its wording is that of %s", 100*share, c.Of)
	return c
}
