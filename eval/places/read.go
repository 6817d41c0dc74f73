// Package places scores how well the places of a text are found and resolved,
// against news with coordinates in the XML of two corpora: TR-News (Kamalloo
// and Rafiei 2018) and GeoVirus (Gritta et al. 2018).
package places

import (
	"encoding/xml"
	"fmt"
	"io"

	"tocsin"
)

// A Toponym is one name of a place that the annotators marked.
type Toponym struct {
	Start, End int // bytes of the text
	Text       string
	Lat, Lon   float64
	Country    string // English name; empty where the corpus does not say
}

// An Article is one text with its toponyms in the order of the file.
type Article struct {
	Text     string
	Toponyms []Toponym
}

// element is an article in either form: GeoVirus lists locations, TR-News
// toponyms. Offsets count code points.
type element struct {
	Text      string `xml:"text"`
	Locations []struct {
		Name  string  `xml:"name"`
		Start int     `xml:"start"`
		End   int     `xml:"end"`
		Lat   float64 `xml:"lat"`
		Lon   float64 `xml:"lon"`
	} `xml:"locations>location"`
	Toponyms []struct {
		Phrase string `xml:"phrase"`
		Start  int    `xml:"start"`
		End    int    `xml:"end"`
		Tag    *struct {
			Lat     float64 `xml:"lat"`
			Lon     float64 `xml:"lon"`
			Country string  `xml:"country"`
		} `xml:"gaztag"`
	} `xml:"toponyms>toponym"`
}

// Read reads a corpus. Left out are toponyms without coordinates, of which
// nobody has said where they are, and those that the published files place
// past the end of the text. An error wraps [tocsin.ErrInvalid].
func Read(r io.Reader) ([]Article, error) {
	var in struct {
		Articles []element `xml:"article"`
	}
	if err := xml.NewDecoder(r).Decode(&in); err != nil {
		return nil, fmt.Errorf("places: %w: %w", tocsin.ErrInvalid, err)
	}
	out := make([]Article, 0, len(in.Articles))
	for n := range in.Articles {
		out = append(out, in.Articles[n].article())
	}
	return out, nil
}

func (e *element) article() Article {
	a := Article{Text: e.Text}
	at := make([]int, 0, len(e.Text)+1) // bytes by code points
	for i := range e.Text {
		at = append(at, i)
	}
	at = append(at, len(e.Text))
	add := func(start, end int, t Toponym) {
		if start >= 0 && start < end && end < len(at) {
			t.Start, t.End = at[start], at[end]
			a.Toponyms = append(a.Toponyms, t)
		}
	}
	for _, l := range e.Locations {
		add(l.Start, l.End, Toponym{Text: l.Name, Lat: l.Lat, Lon: l.Lon})
	}
	for _, l := range e.Toponyms {
		if l.Tag != nil {
			add(l.Start, l.End, Toponym{Text: l.Phrase, Lat: l.Tag.Lat, Lon: l.Tag.Lon, Country: l.Tag.Country})
		}
	}
	return a
}
