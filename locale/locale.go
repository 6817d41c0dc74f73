// Package locale puts the program's own words into the reader's language. The
// words of reports are never translated.
package locale

import (
	"embed"
	"fmt"
	"strings"

	"tocsin"
	"tocsin/internal/tsv"
)

//go:embed data/*.tsv
var tables embed.FS

// Languages are the languages that the program speaks, BCP 47.
func Languages() []string { return []string{"en", "es"} }

// A Catalog gives the program's English words in one language; the nil
// Catalog is English.
type Catalog map[string]string

// Load returns the words of a language. The error wraps [tocsin.ErrLanguage]
// if the program does not speak it, and names file and line of a bad table.
func Load(lang string) (Catalog, error) {
	if lang == "en" {
		return nil, nil
	}
	c := Catalog{}
	text, err := tsv.Text(tables, lang+".tsv")
	if err == nil {
		err = tsv.Rows(lang+".tsv", text, 2, func(f []string) error {
			if _, dup := c[f[0]]; dup || f[1] == "" {
				return fmt.Errorf("%q stands twice or for nothing: %w", f[0], tocsin.ErrInvalid)
			}
			c[f[0]] = f[1]
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("locale: %w", err)
	}
	return c, nil
}

// Text is an English text in the catalog's language, or itself where the
// catalog has none.
func (c Catalog) Text(english string) string {
	if s, ok := c[english]; ok {
		return s
	}
	return english
}

// Textf is [fmt.Sprintf] with the format in the catalog's language.
func (c Catalog) Textf(format string, args ...any) string {
	return fmt.Sprintf(c.Text(format), args...)
}

// Choose picks a language: the wanted one if it is not empty, otherwise what
// LC_ALL, LC_MESSAGES or LANG of an environment ("NAME=value") say, in that
// order, otherwise English.
func Choose(wanted string, env []string) string {
	if wanted != "" {
		return wanted
	}
	for _, name := range []string{"LC_ALL=", "LC_MESSAGES=", "LANG="} {
		for _, e := range env {
			value, ok := strings.CutPrefix(e, name)
			if !ok || value == "" {
				continue
			}
			base, _, _ := strings.Cut(value, "_")
			for _, l := range Languages() {
				if base == l {
					return l
				}
			}
			return "en"
		}
	}
	return "en"
}
