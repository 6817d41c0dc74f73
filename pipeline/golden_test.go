package pipeline_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"tocsin"
	"tocsin/nlp/conllu"
	"tocsin/pipeline"
)

var update = flag.Bool("update", false, "rewrite the golden reports with what the program says now")

// TestReports walks each golden report through the whole chain. A file of
// testdata/reports holds the report as a line of JSON, its syntax, and its
// mentions; the difference shows which stage moved.
func TestReports(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "reports", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden reports: %v", err)
	}
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := walk(t, p, section(a, "report.json"))
			if *update {
				a.Files = got
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for _, f := range got {
				if want := section(a, f.Name); !bytes.Equal(want, f.Data) {
					t.Errorf("%s differs; run with -update and read the diff:\n%s", f.Name, firstDifference(want, f.Data))
				}
			}
		})
	}
}

// walk codes a report and returns the sections of its golden file.
func walk(t *testing.T, p *pipeline.Pipeline, report []byte) []txtar.File {
	t.Helper()
	var rep tocsin.Report
	if err := json.Unmarshal(report, &rep); err != nil {
		t.Fatal(err)
	}
	doc, mentions, err := p.Code(rep)
	if err != nil {
		t.Fatal(err)
	}
	var tree, lines bytes.Buffer
	if err := conllu.Write(&tree, doc); err != nil {
		t.Fatal(err)
	}
	enc := json.NewEncoder(&lines)
	enc.SetEscapeHTML(false)
	for i := range mentions {
		if err := enc.Encode(&mentions[i]); err != nil {
			t.Fatal(err)
		}
	}
	return []txtar.File{{Name: "report.json", Data: report}, {Name: "doc.conllu", Data: tree.Bytes()}, {Name: "mentions.jsonl", Data: lines.Bytes()}}
}

func section(a *txtar.Archive, name string) []byte {
	for _, f := range a.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

// firstDifference shows the first line in which two texts differ.
func firstDifference(want, got []byte) string {
	w, g := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range max(len(w), len(g)) {
		var a, b string
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return "want " + a + "\ngot  " + b
		}
	}
	return ""
}
