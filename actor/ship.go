package actor

import "tocsin"

// asShip takes a ship's name with the prefix of its navy: "USS Vincent".
func (r *reader) asShip(h int, m *mention) bool {
	if r.doc.Tokens[h].UPOS != "PROPN" {
		return false
	}
	for t := h; t >= 0 && t >= h-3; t-- {
		if p := r.prefix(t); p != nil {
			m.country, m.sectors, m.kind = p.country, p.sectors, p.kind
			m.name, m.named, m.settled, m.plural = r.doc.Slice(tocsin.Span{Start: t, End: max(h+1, t+2)}), true, true, false
			return true
		}
		if t < h && r.doc.Tokens[t].UPOS != "PROPN" {
			return false
		}
	}
	return false
}

// prefix is the force that the prefix of a ship's name at token t stands for,
// of those that share it the one whose country the report is about most; nil
// if there is none.
func (r *reader) prefix(t int) *party {
	if r.shape(t) == lowerCase || t+1 >= len(r.doc.Tokens) || r.shape(t+1) == lowerCase || r.doc.Tokens[t+1].UPOS == "PUNCT" {
		return nil
	}
	navies := r.a.ships[r.doc.Tokens[t].Form]
	if len(navies) == 0 {
		return nil
	}
	best, top := navies[0], 0.0
	for _, p := range navies {
		for _, w := range r.prior {
			if w.country == p.country && w.w > top {
				best, top = p, w.w
			}
		}
	}
	return best
}

// byShips takes the country of the ships that the phrase of h names: "the
// destroyer USS Vincent", "two frigates, HMS Argus and HMS Bold".
func (r *reader) byShips(h int, m *mention) bool {
	if r.craft(h) != 's' {
		return false
	}
	for t := h + 1; t < min(int(r.hi[h])+1, len(r.doc.Tokens)); t++ {
		if p := r.prefix(t); p != nil {
			m.country = p.country
			return true
		}
	}
	return false
}
