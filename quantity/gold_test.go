package quantity

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

type goldQuantity struct {
	Start, End int
	What       string
	Low, High  *float64
	Bound      string
}

// TestGoldQuantities measures, without a parser, how many quantities of the
// development records are found with their class, limits and bound.
func TestGoldQuantities(t *testing.T) {
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	a := load(t)
	total, right := 0, 0
	for _, name := range []string{"seed", "standoff-en.dev", "types-en.dev", "wikinews-en.dev"} {
		f, err := os.Open(filepath.Join(dir, "gold", name+".jsonl"))
		if err != nil {
			t.Skip("no reference material")
		}
		in := bufio.NewScanner(f)
		in.Buffer(nil, 1<<24)
		for in.Scan() {
			n, ok := scoreReport(t, a, in.Bytes())
			total, right = total+n, right+ok
		}
		f.Close()
	}
	t.Logf("right %d of %d", right, total)
	if float64(right) < 0.65*float64(total) {
		t.Errorf("right %d of %d", right, total)
	}
}

func scoreReport(t *testing.T, a *Annotator, line []byte) (total, right int) {
	t.Helper()
	var r struct {
		Report   struct{ Text, Published string }
		Mentions []struct{ Quantities []goldQuantity }
	}
	if err := json.Unmarshal(line, &r); err != nil {
		t.Fatal(err)
	}
	day, err := tocsin.ParseDay(r.Report.Published)
	if err != nil {
		t.Fatal(err)
	}
	doc := roughdoc.New(r.Report.Text, day)
	a.Annotate(doc)
	seen := map[int]bool{}
	for _, m := range r.Mentions {
		for _, g := range m.Quantities {
			if seen[g.Start] {
				continue
			}
			seen[g.Start] = true
			total++
			if found(doc, &g) {
				right++
			}
		}
	}
	return total, right
}

// found reports whether an overlapping quantity agrees with the gold one.
func found(doc *tocsin.Doc, g *goldQuantity) bool {
	from, to := byteOf(doc.Text, g.Start), byteOf(doc.Text, g.End)
	for i := range doc.Quantities {
		q := &doc.Quantities[i]
		if doc.Tokens[q.Start].Start >= to || from >= doc.Tokens[q.End-1].End {
			continue
		}
		if q.What == g.What && string(q.Bound) == g.Bound && end(q.Low) == end(g.Low) && end(q.High) == end(g.High) {
			return true
		}
	}
	return false
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
