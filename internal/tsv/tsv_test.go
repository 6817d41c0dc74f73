package tsv_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"tocsin"
	"tocsin/internal/tsv"
)

func TestText(t *testing.T) {
	tables := fstest.MapFS{"data/en.words.tsv": {Data: []byte("a\tb\n")}}
	if text, err := tsv.Text(tables, "en.words.tsv"); text != "a\tb\n" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := tsv.Text(tables, "xx.words.tsv"); !errors.Is(err, tocsin.ErrLanguage) {
		t.Errorf("a missing table gives %v", err)
	}
}

func TestRows(t *testing.T) {
	var got []string
	row := func(f []string) error {
		if f[0] == "bad" {
			return errors.New("no good")
		}
		got = append(got, strings.Join(f, "|"))
		return nil
	}
	if err := tsv.Rows("t.tsv", "# head\n\na\tb\r\nc\td\te\n", 2, row); err != nil || strings.Join(got, " ") != "a|b c|d|e" {
		t.Errorf("%v, %v", got, err)
	}
	for text, want := range map[string]string{
		"a\tb\nc\n":         "t.tsv:2: 1 columns, want 2: invalid",
		"#\n#\nbad\tb\nc\n": "t.tsv:3: no good",
	} {
		if err := tsv.Rows("t.tsv", text, 2, row); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
