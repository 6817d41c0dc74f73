package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tocsin"
)

func readFixture(t *testing.T) ([]Gold, []tocsin.Mention) {
	t.Helper()
	g, err := os.Open("testdata/gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	gold, err := ReadGold(g)
	if err != nil {
		t.Fatal(err)
	}
	p, err := os.Open("testdata/pred.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	pred, err := ReadMentions(p)
	if err != nil {
		t.Fatal(err)
	}
	return gold, pred
}

// TestCompare holds the figures to those that the reference scorer gave for
// the same files (testdata/score.txt).
func TestCompare(t *testing.T) {
	gold, pred := readFixture(t)
	s, err := Compare(gold, pred)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/score.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	s.Print(&got, 0)
	if got.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	got.Reset()
	s.Print(&got, 1)
	if !strings.Contains(got.String(), `ASSAULT false: want "", got "killing"`) {
		t.Errorf("the worst sentence is not told:\n%s", got.String())
	}
}

func TestCompareRefusesStrayTriggers(t *testing.T) {
	gold, pred := readFixture(t)
	for _, bad := range []tocsin.Segment{{Start: 0, End: 3, Text: "xyz"}, {Start: -1, End: 3}, {Start: 0, End: 9999}, {Start: 4, End: 2}} {
		p := pred[0]
		p.Trigger = bad
		if _, err := Compare(gold, []tocsin.Mention{p}); err == nil {
			t.Errorf("trigger %v was accepted", bad)
		}
	}
}

func TestPredict(t *testing.T) {
	gold, pred := readFixture(t)
	ms, err := Predict(gold, func(r tocsin.Report) ([]tocsin.Mention, error) {
		if r.ID == "b" {
			return nil, tocsin.ErrLanguage
		}
		return pred[:1], nil
	})
	if err != nil || len(ms) != 1 {
		t.Errorf("%d mentions, error %v", len(ms), err)
	}
	stop := errors.New("stop")
	if _, err := Predict(gold, func(tocsin.Report) ([]tocsin.Mention, error) { return nil, stop }); !errors.Is(err, stop) {
		t.Errorf("error %v", err)
	}
}

func TestReadersNameTheLine(t *testing.T) {
	if _, err := ReadGold(strings.NewReader("{}\n\n{\n")); err == nil || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("error %v", err)
	}
	if _, err := ReadMentions(strings.NewReader(`{"report":{"published":"soon"}}`)); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("error %v", err)
	}
}

// TestAgainstReference disturbs gold records at random and compares every
// figure with the reference scorer, where that is at hand.
func TestAgainstReference(t *testing.T) {
	shared := os.Getenv("TOCSIN_SHARED")
	if shared == "" {
		shared = "../../shared"
	}
	script := filepath.Join(shared, "contract", "score.py")
	python, err := exec.LookPath("python3")
	if _, err2 := os.Stat(script); err != nil || err2 != nil {
		t.Skip("no reference scorer here")
	}
	files, _ := filepath.Glob(filepath.Join(shared, "gold", "*.jsonl"))
	files = append(files, "testdata/gold.jsonl")
	for _, file := range files {
		compareWithReference(t, python, script, file)
	}
}

func compareWithReference(t *testing.T, python, script, file string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	gold, err := ReadGold(f)
	if err != nil {
		t.Fatal(err)
	}
	pred := disturb(gold, rand.New(rand.NewPCG(1, 2)))
	path := filepath.Join(t.TempDir(), "pred.jsonl")
	var buf bytes.Buffer
	if err := WriteMentions(&buf, pred); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, script, "--json", file, path).Output()
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	var want map[string]any
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	s, err := Compare(gold, pred)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range s.Values() {
		if w, ok := want[v.Name].(float64); !ok || math.Abs(w-v.Value) > 1e-9 {
			t.Errorf("%s: %s is %v, want %v", filepath.Base(file), v.Name, v.Value, want[v.Name])
		}
	}
}

// disturb drops, doubles and changes mentions.
func disturb(gold []Gold, r *rand.Rand) []tocsin.Mention {
	var out []tocsin.Mention
	for i := range gold {
		for _, m := range gold[i].Mentions {
			if r.IntN(5) == 0 {
				continue
			}
			if r.IntN(8) == 0 {
				out = append(out, m)
			}
			out = append(out, change(m, r))
		}
	}
	return out
}

func change(m tocsin.Mention, r *rand.Rand) tocsin.Mention {
	one := func() bool { return r.IntN(6) == 0 }
	if one() {
		m.Type = "COERCE"
	}
	if one() {
		m.Actors, m.Recipients = m.Recipients, m.Actors
	}
	if one() {
		m.Time, m.Place, m.Quantities = nil, nil, nil
	}
	if one() {
		m.Place = &tocsin.EventPlace{}
	}
	if one() {
		m.Claims = append([]tocsin.Claim{{Status: tocsin.Possible, Holder: tocsin.Holder{Kind: tocsin.Unnamed, Country: "FRA"}}}, m.Claims...)
	}
	if one() {
		m.Background, m.Modes = !m.Background, nil
	}
	return m
}

func TestFloors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "floors.json")
	f, err := ReadFloors(path)
	if err != nil || len(f) != 0 {
		t.Fatalf("%v, %v", f, err)
	}
	if err := f.Update("dev", map[string]float64{"detection_f": 0.5, "false_alarm_rate": 0.2}); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(path); err != nil {
		t.Fatal(err)
	}
	if f, err = ReadFloors(path); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		got map[string]float64
		ok  bool
	}{
		{map[string]float64{"detection_f": 0.5, "false_alarm_rate": 0.2}, true},
		{map[string]float64{"detection_f": 0.6, "false_alarm_rate": 0.1}, true},
		{map[string]float64{"detection_f": 0.49, "false_alarm_rate": 0.2}, false},
		{map[string]float64{"detection_f": 0.5, "false_alarm_rate": 0.21}, false},
		{map[string]float64{"detection_f": 0.5}, false},
	} {
		if err := f.Check("dev", c.got); (err == nil) != c.ok {
			t.Errorf("Check(%v) = %v", c.got, err)
		}
	}
	if err := f.Update("dev", map[string]float64{"detection_f": 0.7, "false_alarm_rate": 0.3}); err == nil {
		t.Error("a ceiling was raised")
	}
	if f["dev"]["detection_f"] != 0.5 {
		t.Error("a refused update changed a floor")
	}
	if err := f.Update("dev", map[string]float64{"detection_f": 0.7}); err != nil || f["dev"]["detection_f"] != 0.7 {
		t.Errorf("a floor did not rise: %v, %v", f, err)
	}
}

func TestReadCoNLL(t *testing.T) {
	got, err := ReadCoNLL(strings.NewReader("Ana NC B-PER\nPaz NC I-PER\n\n\nen O\nLima\tB-LOC\n"))
	if err != nil || len(got) != 2 || strings.Join(got[0].Tokens, " ") != "Ana Paz" || got[1].Tags[1] != "B-LOC" {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := ReadCoNLL(strings.NewReader("word\n")); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("a word without a tag: %v", err)
	}
}

// FuzzReadCoNLL: every sentence has words and a tag for each; names lie inside.
func FuzzReadCoNLL(f *testing.F) {
	f.Add("Ana NC B-PER\nPaz NC I-PER\n\nen O\n")
	f.Add("a I-LOC\nb I-ORG\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ReadCoNLL(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, s := range got {
			if len(s.Tokens) == 0 || len(s.Tokens) != len(s.Tags) {
				t.Fatalf("%+v", s)
			}
			for _, e := range s.Spans() {
				if e.Start < 0 || e.End <= e.Start || e.End > len(s.Tokens) {
					t.Fatalf("name %+v of %d words", e, len(s.Tokens))
				}
			}
		}
	})
}
