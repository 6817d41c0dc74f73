package gazetteer

import (
	"math"

	"tocsin/gazetteer/table"
)

// An anchor is a place that the report names, beside which other names are
// understood: "London" is another town where Windsor, Sarnia and Ontario are.
type anchor struct {
	sum      uint64
	index    int // of the record
	admin1   int // record of the area it lies in; -1 for none
	kind     table.Kind
	lat, lon float64
}

const (
	mostAnchors = 40
	nearby      = 120.0 // kilometres
	nearBonus   = 0.7   // for each place nearby
	areaBonus   = 1.3   // for the area that the report names
	townBonus   = 1.0   // to an area for each of its towns
	mostNear    = 2.0
)

// anchor notes the records resolved so far, each once.
func (r *reading) anchor() {
	for i := range r.found {
		m := &r.found[i]
		if m.use != place && m.use != evidence || m.best.kind != refRecord || len(r.anchors) == mostAnchors || r.anchored(m) {
			continue
		}
		b := &m.best.brief
		r.anchors = append(r.anchors, anchor{m.sum, m.best.index, b.Admin1, b.Kind, b.Lat, b.Lon})
	}
}

func (r *reading) anchored(m *match) bool {
	for _, a := range r.anchors {
		if a.index == m.best.index {
			return true
		}
	}
	return false
}

// near scores a town by the other places of the report that it lies beside or
// in, and an area by its towns. A name is no neighbour of its own.
func (r *reading) near(c *candidate, m *match) float64 {
	if c.kind != refRecord || len(r.anchors) == 0 {
		return 0
	}
	s := 0.0
	for _, a := range r.anchors {
		switch {
		case a.sum == m.sum:
		case c.brief.Kind == table.Admin1:
			if a.admin1 == c.index {
				s += townBonus
			}
		case a.kind == table.Admin1:
			if a.index == c.brief.Admin1 {
				s += areaBonus
			}
		case close(c.brief.Lat, c.brief.Lon, a.lat, a.lon):
			s += nearBonus
		}
	}
	return math.Min(s, mostNear)
}

// close reports whether two points are nearby, on a plane: good enough at
// such distances.
func close(lat1, lon1, lat2, lon2 float64) bool {
	const perDegree = 111.2
	y := (lat1 - lat2) * perDegree
	if math.Abs(y) > nearby {
		return false
	}
	x := (lon1 - lon2) * perDegree * math.Cos(lat1*math.Pi/180)
	return x*x+y*y <= nearby*nearby
}
