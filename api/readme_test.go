package api_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadme: the README lists every path of the API, and no other.
func TestReadme(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(b), "| API | |")
	if !ok {
		t.Fatal("no table")
	}
	table, _, _ = strings.Cut(table, "\n\n")
	listed := map[string]bool{}
	for _, cell := range strings.Split(table, "`") {
		for _, word := range strings.Fields(cell) {
			if path := strings.TrimPrefix(word, "/api/v1"); strings.HasPrefix(path, "/") {
				listed[path] = true
			}
		}
	}
	var doc struct{ Paths map[string]map[string]any }
	start(t, nil, nil).ask("GET", "/api/openapi.json", nil, &doc, 200)
	for path := range doc.Paths {
		short := strings.TrimPrefix(path, "/api/v1")
		if !listed[short] {
			t.Errorf("the README does not list %s", path)
		}
		delete(listed, short)
	}
	for path := range listed {
		t.Errorf("the README lists %s, which is not there", path)
	}
}
