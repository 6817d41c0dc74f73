package timex

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"tocsin"
	"tocsin/internal/roughdoc"
)

// sharedDir is the reference material that measures quality; tests that need
// it are skipped where it is absent.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "gold")); err != nil {
		t.Skip("no reference material")
	}
	return dir
}

type goldReport struct {
	Report struct {
		ID, Text, Published string
	}
	Mentions []struct {
		Time *goldTime
	}
}

type goldTime struct {
	Start, End        int
	Text, First, Last string
	Timex, Basis      string
}

func goldReports(t *testing.T, path string) (out []goldReport) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var r goldReport
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// byteOf turns an offset in code points into one in bytes.
func byteOf(text string, runes int) int {
	i := 0
	for ; runes > 0 && i < len(text); runes-- {
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
	}
	return i
}

// TestGoldTimes measures how many of the times that the development records
// give are resolved to the same first and last day.
func TestGoldTimes(t *testing.T) {
	a, dir := load(t), sharedDir(t)
	total, right, exact := 0, 0, 0
	for _, name := range []string{"seed", "standoff-en.dev", "types-en.dev", "wikinews-en.dev"} {
		for _, r := range goldReports(t, filepath.Join(dir, "gold", name+".jsonl")) {
			day, err := tocsin.ParseDay(r.Report.Published)
			if err != nil {
				t.Fatal(err)
			}
			doc := roughdoc.New(r.Report.Text, day)
			a.Annotate(doc)
			seen := map[int]bool{}
			for _, m := range r.Mentions {
				if m.Time == nil || seen[m.Time.Start] {
					continue
				}
				seen[m.Time.Start] = true
				total++
				w, same := overlapping(doc, m.Time)
				if w != nil && w.First.String() == m.Time.First && w.Last.String() == m.Time.Last {
					right++
					if same {
						exact++
					} else if testing.Verbose() {
						t.Logf("%s: span %q, want %q", r.Report.ID, doc.Slice(w.Span), m.Time.Text)
					}
				} else if testing.Verbose() {
					t.Logf("%s: %q = %s %s..%s, got %v", r.Report.ID, m.Time.Text, m.Time.Timex, m.Time.First, m.Time.Last, w)
				}
			}
		}
	}
	t.Logf("days right %d of %d, also the span %d", right, total, exact)
	if float64(right) < 0.9*float64(total) {
		t.Errorf("days right %d of %d", right, total)
	}
}

// overlapping finds the expression that covers the gold phrase and whether
// its ends agree.
func overlapping(doc *tocsin.Doc, g *goldTime) (*tocsin.When, bool) {
	from, to := byteOf(doc.Text, g.Start), byteOf(doc.Text, g.End)
	for i := range doc.Times {
		w := &doc.Times[i]
		start, end := doc.Tokens[w.Start].Start, doc.Tokens[w.End-1].End
		if start < to && from < end {
			return w, start == from && end == to
		}
	}
	return nil, false
}
