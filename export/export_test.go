package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"tocsin"
)

func ptr(v float64) *float64 { return &v }

// sample is one event with a tab and a newline where they hurt, and one that
// is known to a country only.
func sample() []Row {
	day := tocsin.Day{Year: 2031, Month: 5, Date: 5}
	m := tocsin.Mention{
		ID: "m1", Type: "COERCE", Trigger: tocsin.Segment{Start: 15, End: 21, Text: "seized"},
		Report:     tocsin.SourceRef{ID: "r1", URL: "https://fjord-wire.example/1", Publisher: "Fjord\tWire", Published: day.AddDays(1), Lang: "en"},
		Sentence:   tocsin.Sentence{Index: 2, Segment: tocsin.Segment{Start: 4, End: 39, Text: "Police\nthe seized a Danish trawler."}},
		Actors:     []tocsin.Party{{Segment: tocsin.Segment{Start: 4, End: 10, Text: "Police"}, Country: "NOR"}},
		Recipients: []tocsin.Party{},
	}
	seizure := tocsin.Event{
		ID: "m1", Type: "COERCE", Modes: []string{"seize"}, CAMEO: "171", Quad: "material conflict", Score: -7, MID: &tocsin.MID{Code: 15, Level: 4},
		Actors:     []tocsin.Participant{{Name: "Norwegian police", Country: "NOR", Sectors: []string{"COP", "GOV"}}},
		Recipients: []tocsin.Participant{{Country: "DNK", Sectors: []string{"AGR"}}},
		First:      day, Last: day, Dated: true, Status: tocsin.Disputed, Reports: 3, Reported: day.AddDays(1), FirstReport: "r1",
		Place:   &tocsin.Site{Name: "Bergen", Country: "NOR", Lat: ptr(60.39), Lon: ptr(5.32), Gazetteer: "geonames:3161732", Precision: tocsin.PrecisionCity},
		Origins: []tocsin.Origin{{Name: "Fjord Wire"}}, Holders: []string{"Fjord Wire", "Ministry"},
		Comparisons: []tocsin.Comparison{{What: "vessel", Claims: []tocsin.ValueClaim{{Holder: "Ministry", Low: ptr(1), High: ptr(1), Bound: tocsin.Exactly}}}},
	}
	talks := tocsin.Event{
		ID: "m2", Type: "CONSULT", CAMEO: "040", Quad: "verbal cooperation", First: day.AddDays(9), Last: day.AddDays(9), Status: tocsin.Planned,
		Actors: []tocsin.Participant{{Country: "NOR"}, {Country: "ROU"}}, Place: &tocsin.Site{Name: "Romania", Country: "ROU", Lat: ptr(46), Lon: ptr(25), Precision: tocsin.PrecisionCountry},
	}
	return []Row{{seizure, []tocsin.Mention{m}}, {talks, nil}}
}

func seq(rows []Row) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func written(t *testing.T, f Format) string {
	t.Helper()
	var a, b bytes.Buffer
	if err := errors.Join(Write(&a, f, seq(sample())), Write(&b, f, seq(sample()))); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Errorf("%s: two exports differ", f)
	}
	return a.String()
}

func TestTabbedLayouts(t *testing.T) {
	for f, columns := range map[Format]int{GDELTEvents: 61, GDELTMentions: 16, POLECAT: 40, ICEWS: 20} {
		lines := strings.Split(strings.TrimSuffix(written(t, f), "\n"), "\n")
		book, err := Codebook(f)
		if err != nil || len(book) != columns {
			t.Errorf("%s: codebook of %d columns, %v", f, len(book), err)
		}
		want := map[Format]int{GDELTEvents: 2, GDELTMentions: 1, POLECAT: 3, ICEWS: 3}[f]
		if len(lines) != want {
			t.Errorf("%s: %d lines, want %d", f, len(lines), want)
		}
		for _, l := range lines {
			if n := strings.Count(l, "\t") + 1; n != columns {
				t.Errorf("%s: %d columns in %q", f, n, l)
			}
		}
		if f == POLECAT || f == ICEWS {
			for i, name := range strings.Split(lines[0], "\t") {
				if book[i].Name != name {
					t.Errorf("%s: column %q is %q in the codebook", f, name, book[i].Name)
				}
			}
		}
	}
}

// cell finds a column of a layout without a header by its codebook.
func cell(t *testing.T, f Format, line, column string) string {
	t.Helper()
	book, err := Codebook(f)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range book {
		if c.Name == column {
			return strings.Split(line, "\t")[i]
		}
	}
	t.Fatalf("%s has no column %s", f, column)
	return ""
}

func TestGDELT(t *testing.T) {
	lines := strings.Split(written(t, GDELTEvents), "\n")
	for _, c := range []struct {
		line         int
		column, want string
	}{
		{0, "SQLDATE", "20310505"}, {0, "MonthYear", "203105"}, {0, "Actor1Code", "NORCOPGOV"}, {0, "Actor2CountryCode", "DNK"},
		{0, "EventCode", "171"}, {0, "EventBaseCode", "171"}, {0, "EventRootCode", "17"}, {0, "QuadClass", "4"}, {0, "NumArticles", "3"}, {0, "NumSources", "1"},
		{0, "Actor2Geo_CountryCode", "DA"}, {0, "ActionGeo_Type", "4"}, {0, "ActionGeo_Lat", "60.39"}, {0, "ActionGeo_FeatureID", "3161732"},
		{0, "DATEADDED", "20310506000000"}, {0, "SOURCEURL", "https://fjord-wire.example/1"},
		{1, "Actor2CountryCode", "ROM"}, {1, "QuadClass", "1"}, {1, "ActionGeo_Type", "1"}, {1, "ActionGeo_CountryCode", "RO"},
	} {
		if got := cell(t, GDELTEvents, lines[c.line], c.column); got != c.want {
			t.Errorf("line %d %s: %q, want %q", c.line, c.column, got, c.want)
		}
	}
	m := written(t, GDELTMentions)
	for column, want := range map[string]string{"SentenceID": "3", "Actor1CharOffset": "4", "Actor2CharOffset": "-1", "ActionCharOffset": "15", "MentionSourceName": "Fjord Wire"} {
		if got := cell(t, GDELTMentions, strings.TrimSuffix(m, "\n"), column); got != want {
			t.Errorf("%s: %q, want %q", column, got, want)
		}
	}
}

func TestCSV(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(written(t, CSV))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	book, err := Codebook(CSV)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i, name := range rows[0] {
		if book[i].Name != name {
			t.Errorf("column %q is %q in the codebook", name, book[i].Name)
		}
		got[name] = rows[1][i]
	}
	for name, want := range map[string]string{
		"id": "m1", "actors": "NOR", "actor_cow": "385", "recipient_sectors": "AGR", "mid_level": "4", "lat": "60.39",
		"numbers": "vessel exactly 1..1 (Ministry)", "status": "disputed", "sentence": "Police\nthe seized a Danish trawler.",
	} {
		if got[name] != want {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
}

func TestParquet(t *testing.T) {
	data := written(t, Parquet)
	rs, err := parquet.Read[Record](strings.NewReader(data), int64(len(data)))
	if err != nil || len(rs) != 2 || rs[0].ID != "m1" || rs[0].Lat == nil || *rs[0].Lat != 60.39 || rs[1].Actors != "NOR ROU" {
		t.Errorf("%+v, %v", rs, err)
	}
}

func TestGeoJSON(t *testing.T) {
	var got struct {
		Type     string
		Features []struct {
			Geometry *struct {
				Type        string
				Coordinates []float64
			}
			Properties struct{ ID string }
		}
	}
	if err := json.Unmarshal([]byte(written(t, GeoJSON)), &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "FeatureCollection" || len(got.Features) != 2 || got.Features[0].Geometry.Coordinates[0] != 5.32 {
		t.Errorf("%+v", got)
	}
	if got.Features[1].Geometry != nil {
		t.Error("a point in the middle of a country")
	}
}

func TestAnnotations(t *testing.T) {
	var got annotation
	if err := json.Unmarshal([]byte(written(t, Annotations)), &got); err != nil {
		t.Fatal(err)
	}
	want := []any{
		map[string]any{"type": "TextQuoteSelector", "exact": "seized", "prefix": "Police\nthe ", "suffix": " a Danish trawler."},
		map[string]any{"type": "TextPositionSelector", "start": 15.0, "end": 21.0},
	}
	if a, _ := json.Marshal(got.Target.Selector); string(a) != string(must(t, want)) {
		t.Errorf("selectors %s", a)
	}
}

func must(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWriteStops(t *testing.T) {
	stop := errors.New("stop")
	for _, f := range Formats() {
		err := Write(&bytes.Buffer{}, f, func(yield func(Row, error) bool) { yield(Row{}, stop) })
		if !errors.Is(err, stop) {
			t.Errorf("%s: %v", f, err)
		}
	}
	if err := Write(&bytes.Buffer{}, "gopher", seq(nil)); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("an unknown format: %v", err)
	}
}

func TestCodebooks(t *testing.T) {
	for _, f := range Formats() {
		var b bytes.Buffer
		if err := WriteCodebook(&b, f); err != nil || b.Len() < 60 {
			t.Errorf("%s: %q, %v", f, b.String(), err)
		}
	}
}
