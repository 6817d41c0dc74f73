package locale_test

import (
	"errors"
	"regexp"
	"slices"
	"testing"

	"tocsin"
	"tocsin/locale"
)

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		wanted string
		env    []string
		want   string
	}{
		{"", nil, "en"},
		{"es", []string{"LANG=en_GB.UTF-8"}, "es"},
		{"", []string{"LANG=es_VE.UTF-8"}, "es"},
		{"", []string{"LANG=es_VE.UTF-8", "LC_ALL=en_US"}, "en"},
		{"", []string{"LC_ALL=", "LC_MESSAGES=es_ES", "LANG=en_US"}, "es"},
		{"", []string{"LANG=C.UTF-8"}, "en"},
		{"", []string{"LANG=fr_FR"}, "en"},
		{"", []string{"LANGUAGE=es"}, "en"},
	} {
		if got := locale.Choose(c.wanted, c.env); got != c.want {
			t.Errorf("%q, %v: %s, want %s", c.wanted, c.env, got, c.want)
		}
	}
}

// TestFormats: a translation takes the same values in the same order.
func TestFormats(t *testing.T) {
	verb := regexp.MustCompile(`%[sdqv]`)
	for _, lang := range locale.Languages() {
		c, err := locale.Load(lang)
		if err != nil {
			t.Fatal(err)
		}
		if lang != "en" && len(c) < 100 {
			t.Errorf("%s has %d texts", lang, len(c))
		}
		for english, other := range c {
			if a, b := verb.FindAllString(english, -1), verb.FindAllString(other, -1); !slices.Equal(a, b) {
				t.Errorf("%q takes %v, %q %v", english, a, other, b)
			}
		}
	}
	if _, err := locale.Load("xx"); !errors.Is(err, tocsin.ErrLanguage) {
		t.Errorf("a language that the program does not speak: %v", err)
	}
}

func TestText(t *testing.T) {
	c, err := locale.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Text("who"); got != "quién" {
		t.Errorf("who: %q", got)
	}
	if got := c.Text("nothing of the kind"); got != "nothing of the kind" {
		t.Errorf("what is not there: %q", got)
	}
	if got := locale.Catalog(nil).Textf("relayed by %s", "X"); got != "relayed by X" {
		t.Errorf("English: %q", got)
	}
}
