package places

import (
	"fmt"
	"io"
	"math"
	"strings"

	"tocsin"
	"tocsin/eval"
)

// Near is the distance in kilometres (100 miles) within which a place counts
// as right in the literature on resolving toponyms.
const Near = 161

// A System is what is scored.
type System struct {
	// Annotate fills Tokens and Places of a text.
	Annotate func(text string) (*tocsin.Doc, error)
	// Centre is where a place without a point of its own lies: the middle of
	// a country. It reports false for a place that is nowhere in particular.
	Centre func(tocsin.Place) (lat, lon float64, ok bool)
	// Country is the ISO 3166-1 alpha-3 code for an English name, "" unknown.
	Country func(name string) string
}

// A Score counts toponyms. A toponym is found if a place overlaps it; a place
// is right if a toponym overlaps it.
type Score struct {
	Gold, Found      int
	Predicted, Right int
	Near             int // of Found: within the distance of the package's Near
	Named, Country   int // of Found: the corpus names the country; it is the same
	Faults           []Fault
}

// A Fault is one toponym or place that went wrong.
type Fault struct {
	Kind    string // missed, extra, far or country
	Article int
	Text    string
	Place   tocsin.Place // zero if missed
	Lat     float64      // of the toponym, as Lon
	Lon     float64
}

// Compare annotates the articles and scores the places. References in small
// letters ("the region") are no toponyms and count for nothing.
func Compare(articles []Article, s System) (*Score, error) {
	out := &Score{}
	for n := range articles {
		doc, err := s.Annotate(articles[n].Text)
		if err != nil {
			return nil, fmt.Errorf("places: article %d: %w", n+1, err)
		}
		out.add(n, &articles[n], doc, &s)
	}
	return out, nil
}

func (out *Score) add(n int, a *Article, doc *tocsin.Doc, s *System) {
	out.Gold += len(a.Toponyms)
	for i := range a.Toponyms {
		t := &a.Toponyms[i]
		p := covering(doc, t)
		if p == nil {
			out.fault("missed", n, t, tocsin.Place{})
			continue
		}
		out.Found++
		out.resolve(n, t, *p, s)
	}
	for _, p := range doc.Places {
		if text := doc.Slice(p.Span); text == strings.ToLower(text) {
			continue
		}
		out.Predicted++
		if a.marks(doc, p.Span) {
			out.Right++
		} else {
			out.fault("extra", n, &Toponym{Text: doc.Slice(p.Span)}, p)
		}
	}
}

// resolve judges where a found toponym was put.
func (out *Score) resolve(n int, t *Toponym, p tocsin.Place, s *System) {
	lat, lon := p.Lat, p.Lon
	known := lat != 0 || lon != 0
	if !known {
		lat, lon, known = s.Centre(p)
	}
	if known && kilometres(lat, lon, t.Lat, t.Lon) <= Near {
		out.Near++
	} else {
		p.Lat, p.Lon = lat, lon
		out.fault("far", n, t, p)
	}
	code := ""
	if t.Country != "" {
		code = s.Country(t.Country)
	}
	if code == "" {
		return
	}
	out.Named++
	if code == p.Country {
		out.Country++
	} else {
		out.fault("country", n, t, p)
	}
}

func (out *Score) fault(kind string, n int, t *Toponym, p tocsin.Place) {
	out.Faults = append(out.Faults, Fault{kind, n, t.Text, p, t.Lat, t.Lon})
}

// covering is the place that shares most bytes with the toponym; the shorter
// of two that share as many.
func covering(doc *tocsin.Doc, t *Toponym) *tocsin.Place {
	var best *tocsin.Place
	most := 0
	for i := range doc.Places {
		p := &doc.Places[i]
		start, end := bounds(doc, p.Span)
		shared := min(end, t.End) - max(start, t.Start)
		if shared > most || shared == most && best != nil && p.Len() < best.Len() {
			best, most = p, shared
		}
	}
	return best
}

func (a *Article) marks(doc *tocsin.Doc, s tocsin.Span) bool {
	start, end := bounds(doc, s)
	for i := range a.Toponyms {
		if start < a.Toponyms[i].End && a.Toponyms[i].Start < end {
			return true
		}
	}
	return false
}

func bounds(doc *tocsin.Doc, s tocsin.Span) (start, end int) {
	return doc.Tokens[s.Start].Start, doc.Tokens[s.End-1].End
}

// Values lists the figures: precision, recall and F of spans, and of the
// found toponyms the share within 161 km and, if the corpus names countries,
// the share with the right country.
func (out *Score) Values() []eval.Value {
	p, r := share(out.Right, out.Predicted), share(out.Found, out.Gold)
	f := 0.0
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	vs := []eval.Value{
		{Name: "gold", Value: float64(out.Gold), Count: true},
		{Name: "predicted", Value: float64(out.Predicted), Count: true},
		{Name: "span_p", Value: p}, {Name: "span_r", Value: r}, {Name: "span_f", Value: f},
		{Name: "acc161", Value: share(out.Near, out.Found)},
	}
	if out.Named > 0 {
		vs = append(vs, eval.Value{Name: "country", Value: share(out.Country, out.Named)})
	}
	return vs
}

// Print writes one "name value" a line.
func (out *Score) Print(w io.Writer) {
	for _, v := range out.Values() {
		if v.Count {
			fmt.Fprintf(w, "%-20s %d\n", v.Name, int(v.Value))
		} else {
			fmt.Fprintf(w, "%-20s %.3f\n", v.Name, v.Value)
		}
	}
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// kilometres is the distance on a sphere of the Earth's mean radius.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const rad, radius = math.Pi / 180, 6371
	y, x := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	h := y*y + math.Cos(lat1*rad)*math.Cos(lat2*rad)*x*x
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}
