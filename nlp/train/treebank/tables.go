package treebank

import (
	"embed"
	"strings"

	"tocsin/internal/tsv"
)

//go:embed data/*.tsv
var tables embed.FS

// LoadGazetteer makes the gazetteer of a language (BCP 47) of the embedded
// table of names and cues, and of further names by kind.
func LoadGazetteer(lang string, more map[string][]string) (*Gazetteer, error) {
	g := &Gazetteer{kinds: map[string]string{}, given: map[string]bool{}, cues: map[string]map[string]bool{}, tables: map[string][]string{}}
	name := lang + ".names.tsv"
	text, err := tsv.Text(tables, name)
	if err != nil {
		return nil, err
	}
	for _, kind := range []string{"LOC", "ORG", "PER"} {
		for _, n := range more[kind] {
			g.add(n, kind)
			g.tables[kind] = append(g.tables[kind], n)
		}
	}
	return g, tsv.Rows(name, text, 2, func(cells []string) error {
		switch kind, n := cells[0], cells[1]; kind {
		case "LOC", "ORG", "PER":
			g.add(n, kind)
			if len(strings.Fields(n)) <= 3 {
				g.tables[kind] = append(g.tables[kind], n)
			}
		case "given":
			g.given[lower(n)] = true
		default:
			if g.cues[kind] == nil {
				g.cues[kind] = map[string]bool{}
			}
			g.cues[kind][n] = true
		}
		return nil
	})
}
