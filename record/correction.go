package record

import (
	"embed"
	"fmt"
	"strings"

	"tocsin"
	"tocsin/internal/tsv"
)

//go:embed data/corrections.tsv data/withheld.tsv
var tables embed.FS

// corrections are the words with which outlets correct their own reports, in
// all languages: a note may be in another language than the report.
type corrections struct{ start, inside []string }

func loadCorrections() (*corrections, error) {
	const name = "corrections.tsv"
	text, err := tsv.Text(tables, name)
	if err != nil {
		return nil, err
	}
	c := &corrections{}
	err = tsv.Rows(name, text, 4, func(cells []string) error {
		phrase := cells[2]
		if phrase == "" || phrase != strings.ToLower(phrase) {
			return fmt.Errorf("phrase %q is not in lower case: %w", phrase, tocsin.ErrInvalid)
		}
		switch cells[1] {
		case "start":
			c.start = append(c.start, phrase)
		case "inside":
			c.inside = append(c.inside, phrase)
		default:
			return fmt.Errorf("where is %q, want start or inside: %w", cells[1], tocsin.ErrInvalid)
		}
		if !c.is(cells[3]) {
			return fmt.Errorf("the example %q has not the phrase: %w", cells[3], tocsin.ErrInvalid)
		}
		return nil
	})
	return c, err
}

// longestNote is the length in bytes of the longest sentence that can be a
// note.
const longestNote = 600

// is reports whether a sentence says that the report was wrong before.
func (c *corrections) is(sentence string) bool {
	if len(sentence) > longestNote {
		return false
	}
	s := strings.ToLower(strings.TrimSpace(sentence))
	for _, p := range c.start {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	for _, p := range c.inside {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}
