package actor

import (
	"strings"
	"testing"
)

func TestLoad(t *testing.T) {
	a, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	if got := a.CountryName("PER"); got != "Peru" {
		t.Errorf("CountryName(PER) = %q", got)
	}
	if got := a.COW("DEU"); got != "GMY" {
		t.Errorf("COW(DEU) = %q", got)
	}
	if len(a.names) < 190 {
		t.Errorf("%d countries", len(a.names))
	}
}

func TestTableErrorsNameTheLine(t *testing.T) {
	a := &Annotator{trie: newTrie(), names: map[string]string{"PER": "Peru"}, rule: map[string]string{}}
	for _, c := range []struct {
		text string
		row  func([]string) error
		want string
	}{
		{"h\nx\ty\n", a.addBody, "x.tsv:2: 2 columns"},
		{"h\nIncas\tPER\tWAR\torganisation\n", a.addBody, `x.tsv:2: unknown sector "WAR"`},
		{"h\nIncas\tPER\tREB\ttribe\n", a.addBody, `x.tsv:2: unknown kind "tribe"`},
		{"h\n\nIncas\tINC\t\torganisation\n", a.addBody, `x.tsv:3: organisation of unknown country "INC"`},
	} {
		err := eachRow("x.tsv", c.text, 4, c.row)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %s", c.text, err, c.want)
		}
	}
}
