package timex

import (
	"os"
	"path/filepath"
	"testing"

	"tocsin"
	"tocsin/eval/timeml"
	"tocsin/nlp"
)

// TestTempEvalSpanish measures spans and values on the Spanish training texts
// of TempEval-2, read by the engine.
func TestTempEvalSpanish(t *testing.T) {
	docs, err := timeml.ReadTables(os.DirFS(filepath.Join(sharedDir(t), "data", "time-tempeval2-es", "train", "data")))
	if err != nil {
		t.Skip(err)
	}
	a, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	parser, err := nlp.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	var s timeml.Score
	for _, d := range docs {
		doc := &tocsin.Doc{Text: d.Text, Lang: "es", Date: d.Day}
		parser.Annotate(doc)
		a.Annotate(doc)
		s.Add(d, doc)
	}
	for _, f := range s.Faults {
		if testing.Verbose() {
			t.Logf("FAULT %s want %q %s %s got %q %s %s", f.Document, f.WantText, f.Want.Kind, f.Want.Value, f.GotText, f.Got.Kind, f.Got.Value)
		}
	}
	floors := map[string]float64{"strict_f": 0.88, "value_f": 0.84}
	for _, f := range s.Figures() {
		t.Logf("%s %.3f", f.Name, f.Value)
		if f.Value < floors[f.Name] {
			t.Errorf("%s is %.3f, want %.3f", f.Name, f.Value, floors[f.Name])
		}
	}
}
