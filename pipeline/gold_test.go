package pipeline

import (
	"os"
	"path/filepath"
	"testing"

	"tocsin"
	"tocsin/eval"
)

// TestFloors holds the whole chain to the floors of eval/floors.json where
// the gold records are at hand (TOCSIN_SHARED names the folder that has them).
func TestFloors(t *testing.T) {
	shared := os.Getenv("TOCSIN_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	floors, err := eval.ReadFloors(filepath.Join("..", "eval", "floors.json"))
	if err != nil {
		t.Fatal(err)
	}
	p := loaded(t)
	code := func(r tocsin.Report) ([]tocsin.Mention, error) {
		_, ms, err := p.Code(r)
		return ms, err
	}
	for _, set := range []struct {
		name  string
		files []string
	}{
		{"seed", []string{"seed.jsonl"}},
		{"english", []string{"seed.jsonl", "standoff-en.dev.jsonl", "types-en.dev.jsonl", "wikinews-en.dev.jsonl"}},
	} {
		gold := readGold(t, filepath.Join(shared, "gold"), set.files)
		pred, err := eval.Predict(gold, code)
		if err != nil {
			t.Fatal(err)
		}
		score, err := eval.Compare(gold, pred)
		if err != nil {
			t.Fatal(err)
		}
		got := score.Figures()
		t.Logf("%s: detection F %.3f, full F %.3f, false alarms %.3f", set.name, got["detection_f"], got["full_f"], got["false_alarm_rate"])
		if err := floors.Check(set.name, got); err != nil {
			t.Error(err)
		}
	}
}

func readGold(t *testing.T, dir string, files []string) []eval.Gold {
	t.Helper()
	var out []eval.Gold
	for _, name := range files {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Skip("no gold records here")
		}
		g, err := eval.ReadGold(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, g...)
	}
	return out
}
