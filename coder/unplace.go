package coder

import (
	"tocsin"
	"tocsin/plover"
)

// unplace takes towns and regions that are hit, taken or left from the
// recipients: they are where it happened. A country stays a party.
func (s *scene) unplace(a *act) {
	switch a.Type {
	case plover.Assault, plover.Coerce, plover.Mobilize, plover.Retreat, plover.Concede:
	default:
		return
	}
	var keep []int
	for _, i := range a.recipients {
		h := s.doc.Actors[i].Head
		p, ok := s.placed[h]
		switch prec := s.precision(p, ok); {
		case ok && s.misplaced(i, p):
			keep = append(keep, i) // "the North", a state, is no region of its neighbour
			continue
		case prec == tocsin.PrecisionCountry, a.Type == plover.Concede && s.v.personal() && s.v.cased(h, rolePersonal):
			keep = append(keep, i)
			continue
		case prec == "":
			if !s.locality(i) && !(leaving(a.Type) && s.v.cased(h, roleFrom)) {
				keep = append(keep, i)
			}
			continue
		case prec == tocsin.PrecisionPoint:
			keep = append(keep, i)
		}
		a.where = p
	}
	a.recipients = keep
}

// misplaced reports whether the words of the actor i are no place of the country
// that they stand for.
func (s *scene) misplaced(i, p int) bool {
	x, land := &s.doc.Actors[i], s.doc.Places[p].Country
	return x.Country != "" && land != "" && x.Country != land && x.Kind == tocsin.Government
}

// leaving: what stands behind "from" is where it is left.
func leaving(t plover.Type) bool { return t == plover.Retreat || t == plover.Concede }

// locality reports whether an actor is only where people live: by its noun,
// or a name of a place nobody knows.
func (s *scene) locality(i int) bool {
	x := &s.doc.Actors[i]
	if s.v.plays(x.Head, roleLocality) {
		return true
	}
	return x.Country == "" && entityAt(s.doc, x.Head) == "LOC"
}

func (s *scene) precision(p int, ok bool) tocsin.Precision {
	if !ok {
		return ""
	}
	return s.doc.Places[p].Precision
}
