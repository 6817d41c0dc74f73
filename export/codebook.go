package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"tocsin"
	"tocsin/internal/tsv"
)

// A Column is one column of a layout and what it holds.
type Column struct{ Name, Meaning string }

// Codebook lists the columns of a format in their order; GeoJSON, JSON Lines
// and annotations have none, their fields are those of the record.
func Codebook(f Format) ([]Column, error) {
	name := string(f)
	if f == CSV || f == Parquet {
		name = "table"
	}
	var out []Column
	text, err := tsv.Text(tables, "codebook.tsv")
	if err == nil {
		err = tsv.Rows("codebook.tsv", text, 3, func(c []string) error {
			if c[0] == name {
				out = append(out, Column{c[1], c[2]})
			}
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return out, nil
}

// WriteCodebook writes the codebook of a format as Markdown.
func WriteCodebook(w io.Writer, f Format) error {
	cols, err := Codebook(f)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# Codebook: %s\n\n", f)
	switch f {
	case GDELTEvents, GDELTMentions:
		b.WriteString("Tab-separated, no header. Columns in this order.\n\n")
	case GeoJSON:
		b.WriteString("A FeatureCollection (RFC 7946); properties are the event as in JSON Lines. An event without a point or city has a null geometry.\n")
	case JSONLines:
		b.WriteString("One event a line with its mentions; fields as in the record's definition.\n")
	case Annotations:
		b.WriteString("One W3C Web Annotation a line for each mention; positions count Unicode code points of the normalised text.\n")
	}
	if len(cols) > 0 {
		b.WriteString("| column | meaning |\n|---|---|\n")
	}
	for _, c := range cols {
		fmt.Fprintf(&b, "| %s | %s |\n", c.Name, c.Meaning)
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// A Manifest says what an export holds and of what it was made. It has no
// time of its own: the same record gives the same manifest.
type Manifest struct {
	Tool    string            `json:"tool"`
	Format  Format            `json:"format"`
	Query   map[string]string `json:"query"` // filters that were set
	Events  int               `json:"events"`
	SHA256  string            `json:"sha256"` // of the file
	Tables  map[string]string `json:"tables"` // SHA-256 of the tables that gave codes
	Sources []Source          `json:"sources"`
}

// A Source is a report behind the exported events.
type Source struct {
	Report     tocsin.ReportID `json:"report"`
	URL        string          `json:"url,omitempty"`
	Publisher  string          `json:"publisher"`
	TextSHA256 string          `json:"text_sha256"`
}

// Tables are the SHA-256 hashes of the tables that give codes, by name.
func Tables() (map[string]string, error) {
	out := map[string]string{}
	for _, name := range []string{"countries.tsv", "codebook.tsv"} {
		text, err := tsv.Text(tables, name)
		if err != nil {
			return nil, fmt.Errorf("export: %w", err)
		}
		sum := sha256.Sum256([]byte(text))
		out[name] = hex.EncodeToString(sum[:])
	}
	return out, nil
}
