package gazetteer

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"unicode"

	"tocsin"
)

// sharedDir is the folder of reference material, or the test is skipped.
func sharedDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "geoparsing")); err != nil {
		t.Skip("no reference material")
	}
	return dir
}

type goldPlace struct {
	start, end int // bytes
	lat, lon   float64
	text       string
}

type goldText struct {
	text   string
	places []goldPlace
}

type corpusXML struct {
	Articles []struct {
		Text      string `xml:"text"`
		Locations []struct {
			Name       string `xml:"name"`
			Start, End int
			Lat, Lon   float64
			S          int     `xml:"start"`
			E          int     `xml:"end"`
			La         float64 `xml:"lat"`
			Lo         float64 `xml:"lon"`
		} `xml:"locations>location"`
		Toponyms []struct {
			Phrase string  `xml:"phrase"`
			S      int     `xml:"start"`
			E      int     `xml:"end"`
			La     float64 `xml:"gaztag>lat"`
			Lo     float64 `xml:"gaztag>lon"`
		} `xml:"toponyms>toponym"`
	} `xml:"article"`
}

func readCorpus(t testing.TB, file string) []goldText {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Skip(err)
	}
	var c corpusXML
	if err := xml.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	var out []goldText
	for _, a := range c.Articles {
		g := goldText{text: a.Text}
		at := offsets(a.Text)
		for _, l := range a.Locations {
			g.places = append(g.places, goldPlace{at(l.S), at(l.E), l.La, l.Lo, l.Name})
		}
		for _, l := range a.Toponyms {
			g.places = append(g.places, goldPlace{at(l.S), at(l.E), l.La, l.Lo, l.Phrase})
		}
		out = append(out, g)
	}
	return out
}

// offsets converts code points to bytes.
func offsets(text string) func(int) int {
	var at []int
	for i := range text {
		at = append(at, i)
	}
	return func(n int) int {
		if n < 0 || n >= len(at) {
			return len(text)
		}
		return at[n]
	}
}

// crudeDoc cuts and tags text by shape alone: a capitalised word inside a
// sentence is a proper noun; one at its start is if the corpus never writes
// it small.
func crudeDoc(text string, small map[string]bool) *tocsin.Doc {
	d := &tocsin.Doc{Text: text, Lang: "en"}
	start := 0
	flush := func(end int) {
		if end > start {
			d.Tokens = append(d.Tokens, tocsin.Token{Start: start, End: end, Form: text[start:end], Head: -1})
		}
	}
	for i, r := range text {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		glue := (r == '.' || r == '\'' || r == '’') && i > start && i+1 < len(text) && unicode.IsLetter(rune(text[i+1])) && !strings.HasPrefix(text[i+len(string(r)):], "s ")
		if word || glue {
			continue
		}
		flush(i)
		start = i
		if rest := text[i+len(string(r)):]; (r == '\'' || r == '’') && (strings.HasPrefix(rest, "s ") || strings.HasPrefix(rest, "s.")) {
			continue // the clitic 's
		}
		if !unicode.IsSpace(r) {
			flush(i + len(string(r)))
		}
		start = i + len(string(r))
	}
	flush(len(text))
	begin := 0
	for i := range d.Tokens {
		f := d.Tokens[i].Form
		last := i+1 == len(d.Tokens)
		stop := f == "!" || f == "?" || f == "." && (last || upper(d.Tokens[i+1].Form) && i > 0 && len(d.Tokens[i-1].Form) > 2)
		gap := !last && strings.Contains(text[d.Tokens[i].End:d.Tokens[i+1].Start], "\n")
		if stop || gap || last {
			d.Sents = append(d.Sents, tocsin.Span{Start: begin, End: i + 1})
			begin = i + 1
		}
	}
	for _, s := range d.Sents {
		for i := s.Start; i < s.End; i++ {
			t := &d.Tokens[i]
			switch {
			case upper(t.Form) && (i > s.Start || !small[strings.ToLower(t.Form)]):
				t.UPOS = "PROPN"
			case upper(t.Form):
				t.UPOS = "X"
			}
		}
	}
	return d
}

// realDoc is set where the language engine is at hand.
var realDoc func(text string) *tocsin.Doc

func docOf(text string, small map[string]bool) *tocsin.Doc {
	if realDoc != nil {
		return realDoc(text)
	}
	return crudeDoc(text, small)
}

func smallWords(texts []goldText) map[string]bool {
	out := map[string]bool{}
	for _, g := range texts {
		for _, w := range strings.FieldsFunc(g.text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if w == strings.ToLower(w) {
				out[w] = true
			}
		}
	}
	return out
}

func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	h := math.Pow(math.Sin((lat2-lat1)*rad/2), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin((lon2-lon1)*rad/2), 2)
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(h)))
}

func TestMeasureGeoparsing(t *testing.T) {
	dir := sharedDir(t)
	a := load(t)
	for _, name := range []string{"GeoVirus", "TR-News"} {
		texts := readCorpus(t, filepath.Join(dir, "data", "geoparsing", "Corpora", name+".xml"))
		small := smallWords(texts)
		var gold, pred, hit, near int
		missed, extra, far := map[string]int{}, map[string]int{}, map[string]int{}
		for _, g := range texts {
			d := docOf(g.text, small)
			a.Annotate(d)
			gold += len(g.places)
			pred += len(d.Places)
			for _, p := range d.Places {
				if text := d.Slice(p.Span); text == strings.ToLower(text) {
					pred-- // "the region": no toponym, and no error
					continue
				}
				s, e := d.Tokens[p.Start].Start, d.Tokens[p.End-1].End
				found := false
				for _, gp := range g.places {
					found = found || s < gp.end && gp.start < e
				}
				if !found {
					extra[d.Slice(p.Span)+"|"+string(p.Precision)]++
				}
			}
			for _, gp := range g.places {
				i := overlapping(d, gp)
				if i < 0 {
					missed[gp.text]++
					continue
				}
				hit++
				p := d.Places[i]
				lat, lon := p.Lat, p.Lon
				if es := a.Lookup(p.Name); lat == 0 && lon == 0 && len(es) > 0 {
					lat, lon = es[0].Lat, es[0].Lon
				}
				if kilometres(lat, lon, gp.lat, gp.lon) <= 161 || p.Precision == tocsin.PrecisionCountry && kilometres(lat, lon, gp.lat, gp.lon) < 700 {
					near++
				} else {
					far[fmt.Sprintf("%s -> %s %s %s %.1f,%.1f gold %.1f,%.1f", gp.text, p.Name, p.Country, p.Precision, lat, lon, gp.lat, gp.lon)]++
				}
			}
		}
		p, r := float64(hit)/float64(pred), float64(hit)/float64(gold)
		t.Logf("%s: gold %d, found %d, P %.3f R %.3f F %.3f, near of found %.3f", name, gold, pred, p, r, 2*p*r/(p+r), float64(near)/float64(hit))
		if testing.Verbose() {
			t.Log("missed", top(missed, 60))
			t.Log("extra", top(extra, 60))
			t.Log("far", top(far, 40))
		}
	}
}

func overlapping(d *tocsin.Doc, g goldPlace) int {
	for i, p := range d.Places {
		if d.Tokens[p.Start].Start < g.end && g.start < d.Tokens[p.End-1].End {
			return i
		}
	}
	return -1
}

func top(m map[string]int, n int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return m[keys[i]] > m[keys[j]] || m[keys[i]] == m[keys[j]] && keys[i] < keys[j] })
	for i := range keys {
		keys[i] = fmt.Sprintf("%s×%d", keys[i], m[keys[i]])
	}
	return keys[:min(n, len(keys))]
}

// TestMeasureGold counts how often a gold place of an event is found and has
// the right country.
func TestMeasureGold(t *testing.T) {
	dir := sharedDir(t)
	a := load(t)
	files, _ := filepath.Glob(filepath.Join(dir, "gold", "*en.dev.jsonl"))
	var gold, found, right int
	for _, file := range append(files, filepath.Join(dir, "gold", "seed.jsonl")) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Skip(err)
		}
		for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
			var rec struct {
				Report   struct{ Text string }
				Mentions []struct {
					Place *struct {
						Start, End int
						Text       string
						Country    string
					}
				}
			}
			if err := json.Unmarshal([]byte(line), &rec); err != nil {
				t.Fatal(err)
			}
			d := docOf(rec.Report.Text, smallWords([]goldText{{text: rec.Report.Text}}))
			a.Annotate(d)
			at := offsets(rec.Report.Text)
			for _, m := range rec.Mentions {
				if m.Place == nil {
					continue
				}
				gold++
				i := overlapping(d, goldPlace{start: at(m.Place.Start), end: at(m.Place.End)})
				switch {
				case i < 0:
					t.Logf("missed %q %s", m.Place.Text, m.Place.Country)
				case d.Places[i].Country != m.Place.Country:
					found++
					t.Logf("wrong %q %s: %s %q", m.Place.Text, m.Place.Country, d.Places[i].Country, d.Places[i].Name)
				default:
					found++
					right++
				}
			}
		}
	}
	t.Logf("gold places %d, found %d, right country %d", gold, found, right)
}
