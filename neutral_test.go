package tocsin_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// nationWords are the names, adjectives and demonyms of all countries as the
// table of actors has them, lower case, one word each.
func nationWords(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, lang := range []string{"en", "es"} {
		eachRow(t, filepath.Join("actor", "data", lang+".countries.tsv"), func(line int, cols []string) {
			if line == 1 || len(cols) < 4 {
				return
			}
			for _, cell := range cols[1:4] {
				for name := range strings.SplitSeq(cell, "|") {
					if w := strings.ToLower(name); len(w) > 3 && !strings.ContainsAny(w, " -.") {
						out[w] = true
					}
				}
			}
		})
	}
	for _, w := range []string{"granada", "irán"} {
		delete(out, w) // a grenade; "they will go"
	}
	if len(out) < 300 {
		t.Fatalf("only %d words for nations", len(out))
	}
	return out
}

func eachRow(t *testing.T, name string, visit func(line int, cols []string)) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for line := 1; in.Scan(); line++ {
		visit(line, strings.Split(in.Text(), "\t"))
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
}

// TestTablesNameNoNation: no rule of the coder, of quotation, status, time,
// quantities or framing may name a country. Only actors and places do. The
// first column of these tables is what a row looks for; examples come later.
func TestTablesNameNoNation(t *testing.T) {
	nations := nationWords(t)
	seen := 0
	for _, dir := range []string{"coder/data/en", "coder/data/es", "attribution/data", "factuality/data", "framing/data", "quantity/data", "timex/data"} {
		files, err := filepath.Glob(filepath.Join(filepath.FromSlash(dir), "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if ext := filepath.Ext(name); ext != ".tsv" && ext != ".rules" {
				continue
			}
			eachRow(t, name, func(line int, cols []string) {
				seen++
				for _, w := range strings.FieldsFunc(rule(name, cols), func(r rune) bool { return !unicode.IsLetter(r) }) {
					if nations[strings.ToLower(w)] {
						t.Errorf("%s:%d: the rule names %q", name, line, w)
					}
				}
			})
		}
	}
	if seen < 2000 {
		t.Errorf("only %d rows looked at", seen)
	}
}

// rule is the part of a row that decides, without examples: the whole row of
// word classes, else the first cell. Comments decide nothing.
func rule(name string, cols []string) string {
	if strings.HasPrefix(cols[0], "#") || filepath.Ext(name) == ".rules" && !strings.HasPrefix(cols[0], "match ") {
		return ""
	}
	if base := filepath.Base(name); base == "classes.tsv" || base == "contexts.tsv" || base == "en.words.tsv" {
		return strings.Join(cols, " ")
	}
	return cols[0]
}
