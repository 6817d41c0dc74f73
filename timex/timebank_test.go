package timex_test

import (
	"path/filepath"
	"testing"

	"tocsin"
	"tocsin/eval/timeml"
	"tocsin/nlp"
	"tocsin/timex"
)

// TestTempEval measures spans and values on the training texts of TempEval-3,
// read by the parser.
func TestTempEval(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "data", "time-tempeval3", "TBAQ-cleaned")
	var docs []*timeml.Document
	for _, part := range []string{"AQUAINT", "TimeBank"} {
		d, err := timeml.ReadDir(filepath.Join(dir, part))
		if err != nil {
			t.Skip(err)
		}
		docs = append(docs, d...)
	}
	a, err := timex.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	parser, err := nlp.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	var s timeml.Score
	for _, d := range docs {
		doc := &tocsin.Doc{Text: d.Text, Lang: "en", Date: d.Day}
		parser.Annotate(doc)
		a.Annotate(doc)
		s.Add(d, doc)
	}
	floors := map[string]float64{"strict_f": 0.84, "value_f": 0.79}
	for _, f := range s.Figures() {
		t.Logf("%s %.3f", f.Name, f.Value)
		if f.Value < floors[f.Name] {
			t.Errorf("%s is %.3f, want %.3f", f.Name, f.Value, floors[f.Name])
		}
	}
}
