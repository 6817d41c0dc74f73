package quantity_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tocsin"
	"tocsin/nlp"
	"tocsin/quantity"
)

// A specCase is one case of a Recognizers-Text specification.
type specCase struct {
	Input, NotSupported string
	Results             []specResult
}

type specResult struct {
	Text       string
	Resolution struct{ Value, Unit string }
}

// scope reads the table of testdata/scope.md: files and patterns.
func scope(t *testing.T) (files []string, out []*regexp.Regexp) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "scope.md"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		f := strings.Split(line, "`")
		switch {
		case len(f) < 3:
		case strings.HasPrefix(line, "| file "):
			files = append(files, f[1])
		case strings.HasPrefix(line, "| out "):
			out = append(out, regexp.MustCompile("(?i)"+strings.ReplaceAll(f[1], `\|`, "|")))
		}
	}
	return files, out
}

func readSpecs(t *testing.T, path string) (out []specCase) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skip("no reference material")
	}
	if err := json.Unmarshal(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), &out); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return out
}

// TestSpecs measures numbers with units on the Recognizers-Text cases in
// scope: the value, and the last word of the unit.
func TestSpecs(t *testing.T) {
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	files, out := scope(t)
	a, err := quantity.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	parser, err := nlp.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	right, total := 0, 0
	for _, name := range files {
		r, n := 0, 0
		for _, c := range readSpecs(t, filepath.Join(dir, "data", "recognizers-text-specs", "NumberWithUnit", "English", name+".json")) {
			doc := &tocsin.Doc{Text: c.Input, Lang: "en"}
			parser.Annotate(doc)
			a.Annotate(doc)
			for i := range c.Results {
				x := &c.Results[i]
				if skip(&c, x, out) {
					continue
				}
				n++
				if got := unmatched(doc, x); got == "" {
					r++
				} else if testing.Verbose() {
					t.Logf("%s | %q want %q = %s %s: %s", name, c.Input, x.Text, x.Resolution.Value, x.Resolution.Unit, got)
				}
			}
		}
		t.Logf("%s: %d of %d", name, r, n)
		right, total = right+r, total+n
	}
	t.Logf("right %d of %d: %.3f", right, total, float64(right)/float64(total))
	if float64(right) < 0.88*float64(total) {
		t.Errorf("right %d of %d, want 0.88", right, total)
	}
}

// skip leaves out units without a number, cases that two or more of the
// library's own platforms do not support, and the patterns of the scope.
func skip(c *specCase, x *specResult, out []*regexp.Regexp) bool {
	if x.Resolution.Value == "" || strings.Contains(c.NotSupported, ",") {
		return true
	}
	for _, r := range out {
		if r.MatchString(x.Text) || r.MatchString("in: "+c.Input) || r.MatchString("unit: "+x.Resolution.Unit) {
			return true
		}
	}
	return false
}

// unmatched is empty if a quantity over the expected words has its value and
// unit, else what was found.
func unmatched(doc *tocsin.Doc, x *specResult) string {
	want, _ := strconv.ParseFloat(x.Resolution.Value, 64)
	unit := lastWord(x.Resolution.Unit)
	got := ""
	for _, q := range doc.Quantities {
		v := math.NaN()
		if q.Low != nil {
			v = *q.Low
		} else if q.High != nil {
			v = *q.High
		}
		text := strings.ToLower(doc.Slice(q.Span))
		got += "[" + text + " = " + strconv.FormatFloat(v, 'g', -1, 64) + " " + q.Unit + "]"
		same := v == want || q.High != nil && *q.High == want
		words := strings.ToLower(x.Text)
		if same && (lastWord(q.Unit) == unit || strings.Contains(q.Unit, unit)) && (strings.Contains(words, text) || strings.Contains(text, strings.Fields(words)[0])) {
			return ""
		}
	}
	return got + "."
}

func lastWord(unit string) string {
	f := strings.Fields(strings.ToLower(unit))
	if len(f) == 0 {
		return ""
	}
	last := f[len(f)-1]
	if same, ok := spellings[last]; ok {
		return same
	}
	return last
}

// spellings are units that are written in two ways.
var spellings = map[string]string{"pence": "penny", "metre": "meter", "kilometre": "kilometer", "litre": "liter", "ft": "foot", "km": "kilometer", "kg": "kilogram", "dm": "decimeter"}
