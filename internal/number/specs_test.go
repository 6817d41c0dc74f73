package number

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
)

// A specCase is one case of a Recognizers-Text specification.
type specCase struct {
	Input, NotSupported string
	Results             []struct {
		Text       string
		Resolution struct{ Subtype, Value string }
	}
}

// outOfScope are the classes of cases that a count in news does not have; the
// reasons are in testdata/scope.md.
func outOfScope(t *testing.T, file string) (out []*regexp.Regexp) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if f := strings.Split(line, "`"); strings.HasPrefix(line, "| out ") && len(f) > 2 {
			out = append(out, regexp.MustCompile("(?i)"+strings.ReplaceAll(f[1], `\|`, "|")))
		}
	}
	return out
}

var token = regexp.MustCompile(`[0-9][0-9.,]*[0-9](?:[a-zA-Z]+\b)?|[0-9](?:[a-zA-Z]+\b)?|[\pL]+|[-‑]`)

// found reads the numbers of a text: their words and values.
func found(l *Language, text string) (texts []string, values []float64) {
	spans := token.FindAllStringIndex(text, -1)
	words := make([]Word, len(spans))
	for i, s := range spans {
		form := strings.ToLower(text[s[0]:s[1]])
		words[i] = l.words[form]
		if v, ok := l.Digit(text[s[0]:s[1]]); ok {
			words[i] = Word{Digits, v}
		}
	}
	for i := 0; i < len(words); {
		v, n := Read(words[i:])
		if n == 0 {
			i++
			continue
		}
		texts, values = append(texts, strings.ToLower(text[spans[i][0]:spans[i+n-1][1]])), append(values, v)
		i += n
	}
	return texts, values
}

// TestSpecs measures the numbers of the Recognizers-Text cases in scope.
func TestSpecs(t *testing.T) {
	for _, c := range []struct {
		lang, folder, scope string
		least               float64
	}{{"en", "English", "scope.md", 0.92}, {"es", "Spanish", "scope.es.md", 0.9}} {
		t.Run(c.lang, func(t *testing.T) {
			l, err := Load(c.lang)
			if err != nil {
				t.Fatal(err)
			}
			measure(t, l, readSpecs(t, c.folder), outOfScope(t, c.scope), c.least)
		})
	}
}

func readSpecs(t *testing.T, folder string) (cases []specCase) {
	t.Helper()
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(dir, "data", "recognizers-text-specs", "Number", folder, "NumberModel.json"))
	if err != nil {
		t.Skip("no reference material")
	}
	if err := json.Unmarshal(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func measure(t *testing.T, l *Language, cases []specCase, out []*regexp.Regexp, least float64) {
	right, total := 0, 0
	for _, c := range cases {
		texts, values := found(l, c.Input)
		for _, r := range c.Results {
			if skip(&c, r.Text, r.Resolution.Subtype, out) {
				continue
			}
			total++
			if holds(texts, values, r.Text, r.Resolution.Value) {
				right++
			} else if testing.Verbose() {
				t.Logf("%q: want %q = %s, got %q %v", c.Input, r.Text, r.Resolution.Value, texts, values)
			}
		}
	}
	t.Logf("right %d of %d", right, total)
	if float64(right) < least*float64(total) {
		t.Errorf("right %d of %d, want %.2f", right, total, least)
	}
}

func skip(c *specCase, text, subtype string, out []*regexp.Regexp) bool {
	if strings.Contains(c.NotSupported, ",") || subtype != "integer" && subtype != "decimal" {
		return true
	}
	for _, r := range out {
		if r.MatchString(text) || r.MatchString("in: "+c.Input) {
			return true
		}
	}
	return false
}

func holds(texts []string, values []float64, text, value string) bool {
	want, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 64)
	for i := range texts {
		if err == nil && texts[i] == strings.ToLower(strings.TrimSpace(text)) && math.Abs(values[i]-want) <= 1e-9*math.Abs(want) {
			return true
		}
	}
	return false
}
