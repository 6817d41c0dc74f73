package article

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestExamples reads the examples of the repository.
func TestExamples(t *testing.T) {
	for name, want := range map[string]struct {
		day, publisher, from string
		reports, words       int
	}{
		"strait-standoff.html":  {"2025-09-16", "Meridian Post", "meta", 1, 300},
		"border-clash.txt":      {"2025-10-07", "", "dateline", 1, 300},
		"sanctions-talks.jsonl": {"2025-03-11", "Northern Ledger", "given", 3, 170},
	} {
		n := 0
		for rep, err := range Open(filepath.Join("..", "examples", name), Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n > 1 {
				continue
			}
			words := len(strings.Fields(rep.Text))
			if rep.Published.String() != want.day || rep.Found["published"] != want.from || rep.Publisher != want.publisher || words < want.words {
				t.Errorf("%s: %s from %s, %q, %d words", name, rep.Published, rep.Found["published"], rep.Publisher, words)
			}
			if strings.Contains(rep.Text, "Read more") || strings.Contains(rep.Text, "Photo:") || strings.Contains(rep.Text, "About us") {
				t.Errorf("%s: furniture in %q", name, rep.Text)
			}
		}
		if n != want.reports {
			t.Errorf("%s: %d reports, want %d", name, n, want.reports)
		}
	}
}
