package timex

import (
	"os"
	"path/filepath"
	"testing"

	"tocsin/eval/timeml"
)

// TestTempEvalSpanish measures spans and values on the Spanish training texts
// of TempEval-2, without a parser.
func TestTempEvalSpanish(t *testing.T) {
	docs, err := timeml.ReadTables(os.DirFS(filepath.Join(sharedDir(t), "data", "time-tempeval2-es", "train", "data")))
	if err != nil {
		t.Skip(err)
	}
	a, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	var s timeml.Score
	for _, d := range docs {
		doc := spanish(d.Text, d.Day)
		a.Annotate(doc)
		s.Add(d, doc)
	}
	for _, f := range s.Faults {
		if testing.Verbose() {
			t.Logf("FAULT %s want %q %s %s got %q %s %s", f.Document, f.WantText, f.Want.Kind, f.Want.Value, f.GotText, f.Got.Kind, f.Got.Value)
		}
	}
	floors := map[string]float64{"strict_f": 0.86, "value_f": 0.82}
	for _, f := range s.Figures() {
		t.Logf("%s %.3f", f.Name, f.Value)
		if f.Value < floors[f.Name] {
			t.Errorf("%s is %.3f, want %.3f", f.Name, f.Value, floors[f.Name])
		}
	}
}
