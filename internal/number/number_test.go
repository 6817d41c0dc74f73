package number

import (
	"errors"
	"strings"
	"testing"

	"tocsin"
)

func load(t testing.TB) *Language {
	t.Helper()
	l, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// marked is a language of words and marks as Spanish has them.
func marked(t testing.TB) *Language {
	t.Helper()
	l := &Language{words: map[string]Word{}, magnitudes: map[string]float64{}}
	for _, row := range []string{
		"un article 1", "uno unit 1", "dos unit 2", "tres unit 3", "cinco unit 5", "treinta ten 30", "cien hundreds 100", "doscientos hundreds 200",
		"mil bare 1e3", "millón scale 1e6", "millones scale 1e6", "y link 0", "medio half 0.5", "docena group 12",
		". thousands 0", ", thousands 0", ". decimal 0", ", decimal 0",
	} {
		if err := l.add(strings.Fields(row)); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func words(l *Language, s string) []Word {
	var out []Word
	for f := range strings.FieldsSeq(strings.ReplaceAll(s, "-", " - ")) {
		w, ok := l.words[f]
		if v, isDigit := l.Digit(f); !ok && isDigit {
			w = Word{Digits, v}
		}
		out = append(out, w)
	}
	return out
}

func TestRead(t *testing.T) {
	l := load(t)
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
		{"a million and a half people", 1.5e6, 5},
		{"half million", 5e5, 2},
		{"a soldier", 0, 0},
		{"several men", 0, 0},
		{"and two", 0, 0},
		{"hundred", 0, 0},
		{"third", 0, 0},
		{"twenty-third", 20, 1},
	} {
		if v, n := Read(words(l, c.text)); v != c.value || n != c.used {
			t.Errorf("%q = %v in %d words, want %v in %d", c.text, v, n, c.value, c.used)
		}
	}
}

func TestDigit(t *testing.T) {
	l := load(t)
	for s, want := range map[string]float64{"7": 7, "1,234,567": 1234567, "0.5": 0.5, "40k": 40000, "4.5m": 4.5e6, "1,000.25": 1000.25} {
		if got, ok := l.Digit(s); !ok || got != want {
			t.Errorf("Digit(%q) = %v %v, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "k", "F-16", "1,23", "12,3456", "1.2.3", "13:40", "2nd", "1,", ".", "4th", "1990s", "1e9", "12345678901234567890123456789"} {
		if got, ok := l.Digit(s); ok {
			t.Errorf("Digit(%q) = %v, want none", s, got)
		}
	}
}

// TestOtherWords reads what English has not: hundreds in one word, a thousand
// without a number, tens linked by a word, marks with two meanings.
func TestOtherWords(t *testing.T) {
	l := marked(t)
	for text, want := range map[string]float64{
		"doscientos treinta y cinco": 235, "mil": 1000, "dos mil": 2000, "dos mil cien": 2100, "mil doscientos": 1200,
		"dos mil millones": 2e9, "mil millones": 1e9, "treinta y un mil": 31000, "un millón y medio": 1.5e6, "medio millón": 5e5,
		"dos y medio": 2.5, "tres millones doscientos mil": 3.2e6, "cien mil": 1e5, "una docena": 0, "un barco": 0, "millones": 0, "dos docena": 24,
		"4,5 millones": 4.5e6, "4.5 millones": 4.5e6, "4.000": 4000, "4,000": 4000, "1.234.567": 1234567, "1.234,5": 1234.5, "12.000.5": 0, "0,25": 0.25,
	} {
		if v, _ := Read(words(l, text)); v != want {
			t.Errorf("%q = %v, want %v", text, v, want)
		}
	}
	if v, n := Read(words(l, "dos y tres")); v != 2 || n != 1 {
		t.Errorf("two numbers read as %v in %d", v, n)
	}
}

func TestTableComplains(t *testing.T) {
	for _, row := range []string{"one unit x", "one units 1", "uno unit 1", ",, decimal 0"} {
		if err := marked(t).add(strings.Fields(row)); err == nil {
			t.Errorf("%q is taken", row)
		}
	}
	if _, err := Load("xx"); !errors.Is(err, tocsin.ErrLanguage) {
		t.Errorf("a missing table gives %v", err)
	}
}

func FuzzDigit(f *testing.F) {
	en, two := load(f), marked(f)
	f.Add("4,000")
	f.Add("1.2bn")
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range []*Language{en, two} {
			if v, ok := l.Digit(s); ok && v < 0 {
				t.Errorf("Digit(%q) = %v", s, v)
			}
		}
	})
}
