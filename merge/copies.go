package merge

import (
	"cmp"
	"encoding/binary"
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

// A Print is what is compared of a report's wording.
type Print struct {
	Report    tocsin.ReportID
	Published tocsin.Day
	Publisher string
	Signature Signature
}

// Bands are the keys under which a report's wording is kept. They begin with
// the days of publication: reprints follow soon, and an index in the order of
// time grows at its end.
func (p *Print) Bands() []uint64 { return p.bands(0) }

// Lookups are the keys of which a report that reprints this one, or that it
// reprints, has at least one, almost surely.
func (p *Print) Lookups() []uint64 { return slices.Concat(p.bands(-1), p.bands(0), p.bands(1)) }

const (
	bandBits = 40            // of a key for the wording
	bandDays = reprintBy + 1 // that share the rest
)

func (p *Print) bands(later int) []uint64 {
	day := number(p.Published)
	if p.Published.IsZero() {
		day = 0
	}
	out := p.Signature.Bands()
	for i, b := range out {
		out[i] = uint64(day/bandDays+later)<<bandBits&(1<<63-1) | b>>(64-bandBits)
	}
	return out
}

// Before orders reports by publication.
func (p *Print) Before(q *Print) bool {
	return cmp.Or(number(p.Published)-number(q.Published), cmp.Compare(p.Report, q.Report)) < 0
}

// Reprints reports whether p has its wording from q, an earlier report of
// another outlet, and how large the share is.
func (p *Print) Reprints(q *Print) (float64, bool) {
	if !q.Before(p) || p.Published.Sub(q.Published) > reprintBy || p.Publisher == q.Publisher && p.Publisher != "" {
		return 0, false
	}
	share := p.Signature.Contained(&q.Signature)
	return share, share > reprint
}

// Original is the earliest of the reports whose wording p has.
func Original(p *Print, among []Print) (Copy, bool) {
	var first *Print
	share := 0.0
	for i := range among {
		if s, ok := p.Reprints(&among[i]); ok && (first == nil || among[i].Before(first)) {
			first, share = &among[i], s
		}
	}
	if first == nil {
		return Copy{}, false
	}
	return Copy{Of: first.Report, Outlet: cmp.Or(first.Publisher, string(first.Report)), How: fmt.Sprintf("%.0f %% of its wording is that of %s", 100*share, first.Report)}, true
}

// Root follows copies of copies to the first report.
func Root(c Copy, of func(tocsin.ReportID) (Copy, bool)) Copy {
	for range reprintBy {
		next, ok := of(c.Of)
		if !ok {
			break
		}
		c.Of, c.Outlet = next.Of, next.Outlet
	}
	return c
}

// Copies finds reprints among reports: of reports that share most of the
// shorter one's wording within a week, the first is the original.
func Copies(reports []tocsin.Report) map[tocsin.ReportID]Copy {
	prints := make([]Print, len(reports))
	byBand := map[uint64][]int{}
	for i := range reports {
		r := &reports[i]
		prints[i] = Print{Report: r.ID, Published: r.Published, Publisher: r.Publisher, Signature: Sign(r.Text)}
		for _, b := range prints[i].Signature.Bands() {
			byBand[b] = append(byBand[b], i)
		}
	}
	direct := map[tocsin.ReportID]Copy{}
	for i := range prints {
		seen := map[int]bool{}
		var among []Print
		for _, b := range prints[i].Signature.Bands() {
			for _, j := range byBand[b] {
				if !seen[j] {
					seen[j] = true
					among = append(among, prints[j])
				}
			}
		}
		if c, ok := Original(&prints[i], among); ok {
			direct[reports[i].ID] = c
		}
	}
	out := map[tocsin.ReportID]Copy{}
	for id, c := range direct {
		out[id] = Root(c, func(id tocsin.ReportID) (Copy, bool) { c, ok := direct[id]; return c, ok })
	}
	return out
}

// MarshalBinary writes the size and the slots, big-endian.
func (s Signature) MarshalBinary() ([]byte, error) {
	b := binary.BigEndian.AppendUint32(make([]byte, 0, 4*(slots+1)), uint32(s.Size))
	for _, v := range s.Slots {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b, nil
}

// UnmarshalBinary reads what MarshalBinary wrote; nothing is a text without
// words. The error wraps [tocsin.ErrInvalid].
func (s *Signature) UnmarshalBinary(b []byte) error {
	*s = Signature{}
	if len(b) == 0 {
		return nil
	}
	if len(b) != 4*(slots+1) {
		return fmt.Errorf("merge: signature of %d bytes: %w", len(b), tocsin.ErrInvalid)
	}
	s.Size = int(binary.BigEndian.Uint32(b))
	for i := range s.Slots {
		s.Slots[i] = binary.BigEndian.Uint32(b[4*(i+1):])
	}
	return nil
}
