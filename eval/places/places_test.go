package places

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"tocsin"
)

const corpus = `<articles>
<article><text>Ñandú met Ana in Lima, Peru.</text><toponyms>
<toponym><phrase>Lima</phrase><start>17</start><end>21</end><gaztag geonameid="1"><lat>-12</lat><lon>-77</lon><country geonameid="2">Peru</country></gaztag></toponym>
<toponym><phrase>Peru</phrase><start>23</start><end>27</end><gaztag geonameid="2"><lat>-10</lat><lon>-76</lon><country geonameid="2">Peru</country></gaztag></toponym>
<toponym><phrase>Ana</phrase><start>10</start><end>13</end></toponym>
</toponyms></article>
<article><text>Rain in Oslo.</text><locations><location><name>Oslo</name><start>8</start><end>12</end><lat>59.9</lat><lon>10.7</lon></location></locations></article>
</articles>`

func TestRead(t *testing.T) {
	as, err := Read(strings.NewReader(corpus))
	if err != nil || len(as) != 2 || len(as[0].Toponyms) != 2 || len(as[1].Toponyms) != 1 {
		t.Fatalf("%+v, %v", as, err)
	}
	for _, a := range as {
		for _, p := range a.Toponyms {
			if a.Text[p.Start:p.End] != p.Text {
				t.Errorf("%q is not %q", a.Text[p.Start:p.End], p.Text)
			}
		}
	}
	past := strings.Replace(corpus, "<end>12</end>", "<end>99</end>", 1)
	if as, err := Read(strings.NewReader(past)); err != nil || len(as[1].Toponyms) != 0 {
		t.Error(as, err)
	}
	if _, err := Read(strings.NewReader(corpus[:200])); !errors.Is(err, tocsin.ErrInvalid) {
		t.Error(err)
	}
}

// annotate takes every word that is a key of known for a place.
func annotate(known map[string]tocsin.Place) func(string) (*tocsin.Doc, error) {
	return func(text string) (*tocsin.Doc, error) {
		d := &tocsin.Doc{Text: text}
		at := 0
		for _, w := range strings.Fields(text) {
			at += strings.Index(text[at:], w)
			bare := strings.Trim(w, ",.")
			n := len(d.Tokens)
			d.Tokens = append(d.Tokens, tocsin.Token{Form: bare, Start: at, End: at + len(bare)})
			if p, ok := known[bare]; ok {
				p.Span = tocsin.Span{Start: n, End: n + 1}
				d.Places = append(d.Places, p)
			}
			at += len(w)
		}
		return d, nil
	}
}

func TestCompare(t *testing.T) {
	as, err := Read(strings.NewReader(corpus))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]tocsin.Place{
		"Ana":  {Country: "USA", Lat: 33, Lon: -117},
		"Lima": {Country: "USA", Lat: 40.7, Lon: -84.1},
		"Peru": {Country: "PER"},
		"met":  {Country: "PER"}, // in small letters: counts for nothing
	}
	s, err := Compare(as, System{
		Annotate: annotate(known),
		Centre:   func(p tocsin.Place) (float64, float64, bool) { return -10, -76, p.Country == "PER" },
		Country:  func(name string) string { return map[string]string{"Peru": "PER"}[name] },
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.Gold != 3 || s.Found != 2 || s.Predicted != 3 || s.Right != 2 || s.Near != 1 || s.Named != 2 || s.Country != 1 {
		t.Errorf("%+v", s)
	}
	var out bytes.Buffer
	s.Print(&out)
	for _, want := range []string{"span_p               0.667", "acc161               0.500", "country              0.500"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if len(s.Faults) != 4 { // Ana extra, Lima far and of another country, Oslo missed
		t.Errorf("%+v", s.Faults)
	}
}

// FuzzRead: no panic, and toponyms lie in their texts.
func FuzzRead(f *testing.F) {
	f.Add([]byte(corpus))
	f.Add([]byte(`<articles><article><text>x</text></article></articles>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		as, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, a := range as {
			for _, p := range a.Toponyms {
				if p.Start < 0 || p.Start >= p.End || p.End > len(a.Text) {
					t.Fatalf("%+v in %q", p, a.Text)
				}
			}
		}
	})
}
