package gazetteer_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"tocsin"
	"tocsin/eval/places"
	"tocsin/gazetteer"
	"tocsin/nlp"
)

// chain reads words and names with the language engine and then the places.
var chain = sync.OnceValues(func() (annotate func(string) (*tocsin.Doc, error), err error) {
	engine, err := nlp.Load("en")
	if err != nil {
		return nil, err
	}
	a, err := gazetteer.Load("en")
	if err != nil {
		return nil, err
	}
	return func(text string) (*tocsin.Doc, error) {
		d := &tocsin.Doc{Text: text, Lang: "en"}
		engine.Annotate(d)
		a.Annotate(d)
		return d, nil
	}, nil
})

func chained(t testing.TB) func(string) (*tocsin.Doc, error) {
	t.Helper()
	annotate, err := chain()
	if err != nil {
		t.Skip(err)
	}
	return annotate
}

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

// floors hold the figures on texts with known coordinates.
var floors = map[string]map[string]float64{
	"GeoVirus": {"span_f": 0.92, "acc161": 0.89},
	"TR-News":  {"span_f": 0.84, "acc161": 0.89, "country": 0.95},
}

func TestMeasureGeoparsing(t *testing.T) {
	dir := sharedDir(t)
	annotate := chained(t)
	a, err := gazetteer.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(floors)) {
		file, err := os.Open(filepath.Join(dir, "data", "geoparsing", "Corpora", name+".xml"))
		if err != nil {
			t.Skip(err)
		}
		defer file.Close()
		articles, err := places.Read(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := places.Compare(articles, places.System{Annotate: annotate, Centre: a.Centre, Country: a.CountryCode})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range s.Values() {
			t.Logf("%s %s %.3f", name, v.Name, v.Value)
			if floor := floors[name][v.Name]; v.Value < floor {
				t.Errorf("%s %s: %.3f, floor %.2f", name, v.Name, v.Value, floor)
			}
		}
		if testing.Verbose() {
			logFaults(t, s.Faults)
		}
	}
}

func logFaults(t *testing.T, faults []places.Fault) {
	count := map[string]int{}
	for _, f := range faults {
		p := f.Place
		count[fmt.Sprintf("%s %q -> %q %s %s %s %.1f,%.1f want %.1f,%.1f", f.Kind, f.Text, p.Name, p.Country, p.Precision, p.Gazetteer, p.Lat, p.Lon, f.Lat, f.Lon)]++
	}
	keys := slices.Collect(maps.Keys(count))
	slices.SortFunc(keys, func(x, y string) int {
		if count[x] != count[y] {
			return count[y] - count[x]
		}
		return strings.Compare(x, y)
	})
	for _, k := range keys {
		t.Log(count[k], k)
	}
}

// TestMeasureGold counts how often a gold place of an event is found and has
// the right country.
func TestMeasureGold(t *testing.T) {
	dir := sharedDir(t)
	annotate := chained(t)
	files, _ := filepath.Glob(filepath.Join(dir, "gold", "*en.dev.jsonl"))
	var gold, found, right int
	for _, file := range append(files, filepath.Join(dir, "gold", "seed.jsonl")) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Skip(err)
		}
		for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
			var rec struct {
				Report   struct{ ID, Text string }
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
			d, _ := annotate(rec.Report.Text)
			at := offsets(rec.Report.Text)
			for _, m := range rec.Mentions {
				if m.Place == nil {
					continue
				}
				gold++
				p := overlapping(d, at[m.Place.Start], at[m.Place.End])
				switch {
				case p == nil:
					t.Logf("%s: missed %q %s", rec.Report.ID, m.Place.Text, m.Place.Country)
				case p.Country != m.Place.Country:
					found++
					t.Logf("%s: wrong %q %s: %s %q", rec.Report.ID, m.Place.Text, m.Place.Country, p.Country, p.Name)
				default:
					found++
					right++
				}
			}
		}
	}
	t.Logf("gold places %d, found %d, right country %d", gold, found, right)
	if right*100 < 88*gold {
		t.Errorf("country right for %d of %d", right, gold)
	}
}

// offsets are the bytes at which code points start, and the end.
func offsets(text string) []int {
	var at []int
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}

func overlapping(d *tocsin.Doc, start, end int) *tocsin.Place {
	for i, p := range d.Places {
		if d.Tokens[p.Start].Start < end && start < d.Tokens[p.End-1].End {
			return &d.Places[i]
		}
	}
	return nil
}
