// Package export writes events in the formats that researchers and desks use:
// own tables (CSV, JSON Lines, Parquet, GeoJSON), the layouts of GDELT 2.0,
// POLECAT and ICEWS, and W3C Web Annotations of the spans. The same events in
// the same order give the same bytes.
package export

import (
	"embed"
	"fmt"
	"io"
	"iter"
	"strconv"
	"sync"

	"tocsin"
	"tocsin/internal/tsv"
)

//go:embed data/*.tsv
var tables embed.FS

// A Row is one event with its mentions in the order of its members.
type Row struct {
	Event    tocsin.Event
	Mentions []tocsin.Mention
}

// A Format is a layout of the output.
type Format string

// The formats.
const (
	CSV           Format = "csv"
	JSONLines     Format = "jsonl"
	Parquet       Format = "parquet"
	GeoJSON       Format = "geojson"
	GDELTEvents   Format = "gdelt-events"
	GDELTMentions Format = "gdelt-mentions"
	POLECAT       Format = "polecat"
	ICEWS         Format = "icews"
	Annotations   Format = "annotations"
)

// Formats lists every format.
func Formats() []Format {
	return []Format{CSV, JSONLines, Parquet, GeoJSON, GDELTEvents, GDELTMentions, POLECAT, ICEWS, Annotations}
}

// Extension is what the format's files are called.
func (f Format) Extension() string {
	switch f {
	case CSV:
		return ".csv"
	case JSONLines:
		return ".jsonl"
	case Parquet:
		return ".parquet"
	case GeoJSON:
		return ".geojson"
	case GDELTEvents:
		return ".export.CSV"
	case GDELTMentions:
		return ".mentions.CSV"
	case Annotations:
		return ".annotations.jsonl"
	}
	return "." + string(f) + ".txt"
}

// Write writes rows in a format. The error wraps [tocsin.ErrInvalid] for an
// unknown one; an error of rows ends the writing and is returned.
func Write(w io.Writer, f Format, rows iter.Seq2[Row, error]) error {
	c, err := codes()
	if err != nil {
		return err
	}
	switch f {
	case CSV:
		return writeCSV(w, c, rows)
	case JSONLines:
		return writeJSONLines(w, rows)
	case Parquet:
		return writeParquet(w, c, rows)
	case GeoJSON:
		return writeGeoJSON(w, rows)
	case GDELTEvents:
		return writeTabs(w, nil, rows, c.gdeltEvent)
	case GDELTMentions:
		return writeTabs(w, nil, rows, c.gdeltMentions)
	case POLECAT:
		return writeTabs(w, polecatColumns(), rows, c.polecat)
	case ICEWS:
		return writeTabs(w, icewsColumns(), rows, c.icews)
	case Annotations:
		return writeAnnotations(w, rows)
	}
	return fmt.Errorf("export: format %q is not one of %v: %w", f, Formats(), tocsin.ErrInvalid)
}

// A country is one state in the schemes that exports speak.
type country struct{ cow, number, fips, cameo, name string }

// crosswalk is the table of countries by ISO code.
type crosswalk map[string]country

// codes reads the embedded table, once.
var codes = sync.OnceValues(func() (crosswalk, error) {
	c := crosswalk{}
	text, err := tsv.Text(tables, "countries.tsv")
	if err == nil {
		err = tsv.Rows("countries.tsv", text, 6, func(f []string) error {
			if _, dup := c[f[0]]; dup || len(f[0]) != 3 || len(f[3]) != 2 {
				return fmt.Errorf("%s, FIPS %s: %w", f[0], f[3], tocsin.ErrInvalid)
			}
			c[f[0]] = country{f[1], f[2], f[3], f[4], f[5]}
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return c, nil
})

// cameo is the CAMEO code of a country; international codes are their own.
func (c crosswalk) cameo(iso string) string {
	if x, ok := c[iso]; ok {
		return x.cameo
	}
	return iso
}

func (c crosswalk) name(iso string) string {
	if x, ok := c[iso]; ok {
		return x.name
	}
	return iso
}

func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}
