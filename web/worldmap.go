package web

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"golang.org/x/text/language"

	"tocsin"
	"tocsin/internal/tsv"
)

// world are the outlines of land, by country. They take no side in any
// dispute and are never filled to mean more than "somewhere in here".
type world struct {
	outlines []outline
	byCode   map[string]string
}

type outline struct{ Code, Path string }

// mapScale is how many units of the outlines make a degree; north is up, so
// latitudes are negative.
const mapScale = 5

func loadWorld() (*world, error) {
	w := &world{byCode: map[string]string{}}
	text, err := tsv.Text(tables, "world.tsv")
	if err != nil {
		return nil, err
	}
	err = tsv.Rows("world.tsv", text, 3, func(c []string) error {
		code := ""
		if n, err := strconv.Atoi(c[0]); err == nil {
			region, err := language.EncodeM49(n)
			if err != nil {
				return fmt.Errorf("%s: %w", c[1], err)
			}
			code = region.ISO3()
			w.byCode[code] = c[2]
		}
		w.outlines = append(w.outlines, outline{code, c[2]})
		return nil
	})
	return w, err
}

// A spot is a place of the map with its events.
type spot struct {
	Key       string           `json:"-"`
	Name      string           `json:"name"`
	Country   string           `json:"country"`
	Precision tocsin.Precision `json:"precision"`
	Lat       *float64         `json:"lat"`
	Lon       *float64         `json:"lon"`
	Events    []tocsin.Event   `json:"events"`
	X, Y, R   int              `json:"-"`
	Path      string           `json:"-"` // outline of a country, drawn hatched
	Number    int              `json:"number"`
}

// Wide reports whether the place is an area without a sharp edge.
func (s *spot) Wide() bool {
	return s.Precision != tocsin.PrecisionPoint && s.Precision != tocsin.PrecisionCity
}

type mapData struct {
	Land     []outline
	Spots    []spot
	Nowhere  []tocsin.Event // without a place
	Unplaced []spot         // with a place that has no point and no outline
	Box      string
}

// mapPage draws where events took place, as exactly as the reports tell it
// and no more, with the same events in a list beside.
func mapPage(r *request) (*answer, error) {
	q, err := r.query()
	if err != nil {
		return nil, err
	}
	if r.form.Get("limit") == "" {
		q.Limit = 2 * defaultPage
	}
	es, next, err := r.read.Events(r.ctx, q)
	if err != nil {
		return nil, err
	}
	if es == nil {
		es = []tocsin.Event{}
	}
	d := r.server.world.draw(es)
	return &answer{view: "map", title: r.words.T("map.title"), data: d, json: d.Spots, events: es, next: next}, nil
}

// draw puts events on the map.
func (w *world) draw(es []tocsin.Event) mapData {
	d := mapData{Land: w.outlines}
	by := map[string]*spot{}
	for _, e := range es {
		if e.Place == nil {
			d.Nowhere = append(d.Nowhere, e)
			continue
		}
		p := e.Place
		key := cmp.Or(p.Gazetteer, p.Country+" "+p.Name)
		s := entry(by, key, spot{Key: key, Name: p.Name, Country: p.Country, Precision: p.Precision, Lat: p.Lat, Lon: p.Lon})
		s.Events = append(s.Events, e)
	}
	for _, s := range by {
		w.place(s)
		if s.Path == "" && s.Lat == nil {
			d.Unplaced = append(d.Unplaced, *s)
		} else {
			d.Spots = append(d.Spots, *s)
		}
	}
	order := func(a, b spot) int { return cmp.Or(len(b.Events)-len(a.Events), cmp.Compare(a.Key, b.Key)) }
	slices.SortFunc(d.Spots, order)
	slices.SortFunc(d.Unplaced, order)
	for i := range d.Spots {
		d.Spots[i].Number = i + 1
	}
	d.Box = box(d.Spots)
	return d
}

// The radii of spots, in map units: a town, and an area of which only the
// middle is known.
const (
	townRadius = 4
	wideRadius = 14
)

// place finds where a spot is drawn. A country is its hatched outline, never
// a point: nobody told one.
func (w *world) place(s *spot) {
	if s.Precision == tocsin.PrecisionCountry {
		s.Path, s.Lat, s.Lon = w.byCode[s.Country], nil, nil
		return
	}
	if s.Lat == nil || s.Lon == nil {
		s.Lat, s.Lon = nil, nil
		return
	}
	s.X, s.Y = int(math.Round(*s.Lon*mapScale)), int(math.Round(-*s.Lat*mapScale))
	s.R = townRadius
	if s.Wide() {
		s.R = wideRadius
	}
	s.R += min(4, len(s.Events)/2)
}

// box is the part of the world that holds the spots with points, or all of
// it.
func box(spots []spot) string {
	const margin, least = 60, 300
	x0, y0, x1, y1 := math.MaxInt, math.MaxInt, math.MinInt, math.MinInt
	for i := range spots {
		if s := &spots[i]; s.Lat != nil {
			x0, y0, x1, y1 = min(x0, s.X), min(y0, s.Y), max(x1, s.X), max(y1, s.Y)
		}
	}
	if x0 > x1 {
		return "-900 -420 1800 720"
	}
	x0, y0, x1, y1 = x0-margin, y0-margin, x1+margin, y1+margin
	grow := func(lo, hi, want int) (int, int) {
		add := max(0, want-(hi-lo)) / 2
		return lo - add, hi + add
	}
	x0, x1 = grow(x0, x1, max(least, 2*(y1-y0)))
	y0, y1 = grow(y0, y1, (x1-x0)/2)
	return fmt.Sprintf("%d %d %d %d", x0, y0, x1-x0, y1-y0)
}
