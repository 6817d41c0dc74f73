package langtrain

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tocsin/nlp/internal/charmodel"
)

// folder writes a small training folder.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"en.txt":             "the minister said that the ships were there\nthey have not left the harbour with the troops\n",
		"es.txt":             "el ministro dijo que los barcos estaban allí\nno han salido del puerto con las tropas\n",
		"es.words":           "guerra\nfrontera\nejército\n",
		"latin-other.txt":    "ministern sade att fartygen var där\nde har inte lämnat hamnen\n",
		"ru.txt":             "министр сказал что корабли были там\n",
		"uk.txt":             "міністр сказав що кораблі були там\n",
		"cyrillic-other.txt": "министърът каза че корабите са били там\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Repeat(text, 30)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTrain(t *testing.T) {
	cfg := Config{Dir: folder(t), Latin: []string{"en", "es"}, Windows: 500, Bits: 12}
	cfg.Out = filepath.Join(cfg.Dir, "lang.bin")
	var files [2][]byte
	for i := range files {
		lines := 0
		if err := Train(cfg, func(string) { lines++ }); err != nil {
			t.Fatal(err)
		}
		if lines == 0 {
			t.Error("no progress")
		}
		files[i], _ = os.ReadFile(cfg.Out)
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two runs differ")
	}
	m, err := charmodel.Unmarshal(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"the troops have left": 0, "las tropas han salido": 1, "fartygen var där": 2} {
		p := m.Latin.Probabilities(charmodel.Features(text, nil))
		if p[want] < 0.6 {
			t.Errorf("%q: %v", text, p)
		}
	}
}

func TestTrainWithoutText(t *testing.T) {
	if err := Train(Config{Dir: t.TempDir()}, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

func TestWindow(t *testing.T) {
	x := &text{lines: [][]string{strings.Fields("a b c d e f")}}
	rng := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		w := strings.Fields(x.window(rng, []string{"Name"}))
		if len(w) < 2 || len(w) > 8 {
			t.Fatalf("window %q", w)
		}
	}
	if got := strings.Join(x.lines[0], " "); got != "a b c d e f" {
		t.Errorf("the text was changed to %q", got)
	}
}
