package truecase

import (
	"errors"
	"strings"
	"testing"

	"tocsin"
)

func load(t testing.TB) *Caser {
	t.Helper()
	c, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRestore(t *testing.T) {
	c := load(t)
	for in, want := range map[string]string{
		"the army of colombia said on monday. it denied the u.s. report.": "The army of Colombia said on Monday. It denied the U.S. report.",
		"TROOPS LEFT LIMA. PERU AND ECUADOR MAY TALK, THE U.N. SAID.":     "Troops left Lima. Peru and Ecuador may talk, the U.N. said.",
		"at 2030 they met in paris\n\nno bread was eaten":                 "At 2030 they met in Paris\n\nNo bread was eaten",
		"3 ships left":  "3 ships left",
		"ÉTÉ à İzmir ſ": "",
	} {
		got := c.Restore(in)
		if len(got) != len(in) || want != "" && got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestCaseless(t *testing.T) {
	long := strings.Repeat("the army said that it had left the town. ", 4)
	for text, want := range map[string]bool{
		long: true, strings.ToUpper(long): true, long + "Lima": true, "the army": false, "": false,
		strings.Repeat("The army left Lima. ", 9): false, "2030: 17 - 4": false,
	} {
		if Caseless(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func TestUnknownWordsAreNames(t *testing.T) {
	got := load(t).Restore("the murder of orsolino vandrecha shocked the villagers")
	if want := "The murder of Orsolino Vandrecha shocked the villagers"; got != want {
		t.Errorf("%q", got)
	}
}

func TestWords(t *testing.T) {
	w := NewWords(1000)
	for i := range 1000 {
		w.Add(strings.Repeat("a", i%30) + string(rune('a'+i%26)) + string(rune('0'+i/100)))
	}
	others := 0
	for i := range 1000 {
		if !w.Has(strings.Repeat("a", i%30) + string(rune('a'+i%26)) + string(rune('0'+i/100))) {
			t.Fatal("a word is lost")
		}
		if w.Has("other" + strings.Repeat("b", i)) {
			others++
		}
	}
	if others > 30 || Words(nil).Has("a") {
		t.Errorf("%d of 1000 others", others)
	}
}

func TestLoadRefuses(t *testing.T) {
	if _, err := Load("xx"); !errors.Is(err, tocsin.ErrLanguage) {
		t.Error(err)
	}
	for _, text := range []string{"lima\n", "Two Words\n", "\n"} {
		if _, err := parse(text); err == nil {
			t.Errorf("%q passes", text)
		}
	}
}

// FuzzRestore: bytes stay where they are, and only case changes.
func FuzzRestore(f *testing.F) {
	c := load(f)
	f.Add("the u.s. left lima. it İ ſ K")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		got := c.Restore(text)
		if len(got) != len(text) || !strings.EqualFold(got, text) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func BenchmarkRestore(b *testing.B) {
	c := load(b)
	text := strings.Repeat("THE ARMY OF COLOMBIA SAID ON MONDAY THAT IT HAD LEFT MEDELLIN. ", 50)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		c.Restore(text)
	}
}
