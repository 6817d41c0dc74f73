// Package tsv reads the tables that stages embed: lines of cells between tabs,
// empty lines and lines that begin with "#" left out. Errors read like a
// compiler's: "en.cues.tsv:12: …".
package tsv

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"tocsin"
)

// Text returns the file data/name of tables. Tables are named after their
// language, so one that is not there means a language that is not supported:
// the error then wraps [tocsin.ErrLanguage].
func Text(tables fs.FS, name string) (string, error) {
	b, err := fs.ReadFile(tables, "data/"+name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("no table %s: %w", name, tocsin.ErrLanguage)
	}
	return string(b), err
}

// Rows calls row for each line of a table's text with its cells, of which
// there are at least least. It stops at the first fault.
func Rows(name, text string, least int, row func(cells []string) error) error {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) < least {
			return fmt.Errorf("%s:%d: %d columns, want %d: %w", name, n, len(cells), least, tocsin.ErrInvalid)
		}
		if err := row(cells); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return nil
}
