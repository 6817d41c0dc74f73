package number

import (
	"strings"
	"testing"
)

func words(s string) []Word {
	table := Words()
	var out []Word
	for f := range strings.FieldsSeq(strings.ReplaceAll(s, "-", " - ")) {
		w, ok := table[f]
		if v, isDigit := Digit(f); !ok && isDigit {
			w = Word{Digits, v}
		}
		out = append(out, w)
	}
	return out
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		text  string
		value float64
		used  int
	}{
		{"4,000 soldiers", 4000, 1},
		{"4.5 million people", 4.5e6, 2},
		{"1.2bn euros", 1.2e9, 1},
		{"16.4 million", 16400000, 2},
		{"four million men", 4e6, 2},
		{"twenty-five", 25, 3},
		{"twenty five", 25, 2},
		{"two hundred and fifty ships", 250, 4},
		{"one thousand two hundred", 1200, 4},
		{"three hundred thousand", 300000, 3},
		{"two million three hundred thousand", 2.3e6, 5},
		{"a hundred men", 100, 2},
		{"a dozen ships", 12, 2},
		{"two dozen", 24, 2},
		{"400-billion-dollar", 4e11, 3},
		{"half a million", 5e5, 3},
		{"two and a half years", 2.5, 4},
		{"several hundred", 200, 2},
		{"two point five million men", 2.5e6, 4},
		{"nine point nought four", 9.04, 4},
		{"two point seventy-one", 2.71, 5},
		{"one point of order", 1, 1},
		{"two million and three hundred", 2000300, 5},
		{"several dozen", 24, 2},
		{"two and three", 2, 1},
		{"five and 20", 5, 1},
		{"20 and 30", 20, 1},
		{"3 million and 20", 3e6, 2},
		{"a soldier", 0, 0},
		{"several men", 0, 0},
		{"and two", 0, 0},
		{"hundred", 0, 0},
		{"third", 0, 0},
		{"twenty-third", 20, 1},
	} {
		if v, n := Read(words(c.text)); v != c.value || n != c.used {
			t.Errorf("%q = %v in %d words, want %v in %d", c.text, v, n, c.value, c.used)
		}
	}
}

func TestDigit(t *testing.T) {
	for s, want := range map[string]float64{"7": 7, "1,234,567": 1234567, "0.5": 0.5, "40k": 40000, "4.5m": 4.5e6, "1,000.25": 1000.25} {
		if got, ok := Digit(s); !ok || got != want {
			t.Errorf("Digit(%q) = %v %v, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "k", "F-16", "1,23", "12,3456", "1.2.3", "13:40", "2nd", "1,", ".", "4th", "1990s", "1e9", "12345678901234567890123456789"} {
		if got, ok := Digit(s); ok {
			t.Errorf("Digit(%q) = %v, want none", s, got)
		}
	}
}

func FuzzDigit(f *testing.F) {
	f.Add("4,000")
	f.Add("1.2bn")
	f.Fuzz(func(t *testing.T, s string) {
		if v, ok := Digit(s); ok && v < 0 {
			t.Errorf("Digit(%q) = %v", s, v)
		}
	})
}
