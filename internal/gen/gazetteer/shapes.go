package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
)

// A ring is a closed line of longitude and latitude.
type ring [][2]float64

// A shape is one area of the map: polygons, each an outer ring and its holes.
type shape struct {
	polygons     [][]ring
	south, north float64
	west, east   float64
	moment       [2]float64 // of the outer rings: area times longitude, area times latitude
	area         float64    // in square degrees of the equator
	pastDateLine bool       // western longitudes count on from 180
}

// readShapes reads a GeoJSON collection of polygons.
func readShapes(file string) ([]shape, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var in struct {
		Features []struct {
			Geometry struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var out []shape
	for i, f := range in.Features {
		var s shape
		switch f.Geometry.Type {
		case "Polygon":
			s.polygons = make([][]ring, 1)
			err = json.Unmarshal(f.Geometry.Coordinates, &s.polygons[0])
		case "MultiPolygon":
			err = json.Unmarshal(f.Geometry.Coordinates, &s.polygons)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: feature %d: %w", file, i, err)
		}
		s.measure()
		out = append(out, s)
	}
	return out, nil
}

// measure sets the bounds, the area and the moment. Holes are left out: what
// is cut out of an area lies around its centre as often as not.
func (s *shape) measure() {
	s.bounds()
	if s.east-s.west > 300 {
		s.pastDateLine = true
		for _, p := range s.polygons {
			for _, r := range p {
				for i := range r {
					r[i][0] = unwrapped(r[i][0])
				}
			}
		}
		s.bounds()
	}
	for _, p := range s.polygons {
		if len(p) > 0 {
			s.add(p[0])
		}
	}
}

// unwrapped counts western longitudes on from 180.
func unwrapped(lon float64) float64 {
	if lon < 0 {
		return lon + 360
	}
	return lon
}

func (s *shape) bounds() {
	s.south, s.north, s.west, s.east = 90, -90, 360, -360
	for _, p := range s.polygons {
		for _, r := range p {
			for _, v := range r {
				s.west, s.east = math.Min(s.west, v[0]), math.Max(s.east, v[0])
				s.south, s.north = math.Min(s.south, v[1]), math.Max(s.north, v[1])
			}
		}
	}
}

func (s *shape) add(r ring) {
	var area, x, y, middle float64
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		w := a[0]*b[1] - b[0]*a[1]
		area += w / 2
		x += (a[0] + b[0]) * w / 6
		y += (a[1] + b[1]) * w / 6
	}
	if area == 0 {
		return
	}
	middle = y / area
	true := math.Abs(area) * math.Cos(middle*math.Pi/180)
	s.area += true
	s.moment[0] += true * x / area
	s.moment[1] += true * middle
}

// contains reports whether a point lies in the shape, by the even-odd rule.
func (s *shape) contains(lat, lon float64) bool {
	if s.pastDateLine {
		lon = unwrapped(lon)
	}
	if lat < s.south || lat > s.north || lon < s.west || lon > s.east {
		return false
	}
	in := false
	for _, p := range s.polygons {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				a, b := r[i-1], r[i]
				if (a[1] > lat) != (b[1] > lat) && lon < a[0]+(lat-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
					in = !in
				}
			}
		}
	}
	return in
}

// centresByShape finds the centre of each area from the shapes in which most
// towns are the area's. Shapes and codes need not be of one edition, nor an
// area be one shape.
func centresByShape(towns []town, shapes []shape, code func(town) string) map[string]point {
	counts := make([]map[string]int, len(shapes))
	for i := range shapes {
		counts[i] = map[string]int{}
	}
	for _, t := range towns {
		for i := range shapes {
			if shapes[i].contains(t.lat, t.lon) {
				counts[i][code(t)]++
				break
			}
		}
	}
	sums := map[string]shape{}
	for i, s := range shapes {
		best, n := "", 0
		for c, k := range counts[i] {
			if k > n || k == n && c < best {
				best, n = c, k
			}
		}
		if best == "" {
			continue
		}
		sum := sums[best]
		sum.area += s.area
		sum.moment[0] += s.moment[0]
		sum.moment[1] += s.moment[1]
		sums[best] = sum
	}
	out := map[string]point{}
	for c, s := range sums {
		if s.area > 0 {
			p := point{s.moment[1] / s.area, s.moment[0] / s.area}
			if p.lon > 180 {
				p.lon -= 360
			}
			out[c] = p
		}
	}
	return out
}
