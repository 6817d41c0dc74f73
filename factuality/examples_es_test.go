package factuality_test

import (
	"os"
	"strings"
	"testing"

	"tocsin"
	"tocsin/factuality"
	"tocsin/nlp"
)

// TestSpanishExamples runs the examples of the Spanish table, read by the
// engine: the word in brackets has the status of its row. A wrong tree costs an
// example, so not all can hold.
func TestSpanishExamples(t *testing.T) {
	e, err := nlp.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	a, err := factuality.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("data/es.tsv")
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	for row := range strings.Lines(string(b)) {
		c := strings.Split(strings.TrimSpace(row), "\t")
		if row[0] == '#' || len(c) < 5 || strings.Contains("lst", c[0]) {
			continue
		}
		before, rest, _ := strings.Cut(c[4], "[")
		word, after, ok := strings.Cut(rest, "]")
		if !ok {
			t.Errorf("%s: no word in brackets in %q", c[1], c[4])
			continue
		}
		all++
		doc := &tocsin.Doc{Text: before + word + after, Lang: "es"}
		e.Annotate(doc)
		a.Annotate(doc)
		got := tocsin.Status("")
		for i := range doc.Tokens {
			if doc.Tokens[i].Start == len(before) {
				got = doc.StatusOf(i).Status
			}
		}
		if string(got) == c[3] {
			right++
		} else {
			t.Logf("%s %s: %s in %q, want %s", c[0], c[1], got, c[4], c[3])
		}
	}
	t.Logf("%d of %d examples hold", right, all)
	if float64(right) < 0.85*float64(all) {
		t.Errorf("%d of %d examples hold", right, all)
	}
}

// TestSpanishPlain holds told acts to be done.
func TestSpanishPlain(t *testing.T) {
	e, err := nlp.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	a, err := factuality.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	for text, word := range map[string]string{
		"La guardia atacó el puerto el lunes.":                  "atacó",
		"Se trata de un ataque contra el puerto.":               "ataque",
		"El presidente dijo que no.":                            "dijo",
		"La policía detiene a tres hombres en el puerto.":       "detiene",
		"Acusó al alcalde de minar el puerto.":                  "minar",
		"La milicia logró tomar el puerto.":                     "tomar",
		"Después de tomar el puerto, la milicia cerró la base.": "tomar",
	} {
		doc := &tocsin.Doc{Text: text, Lang: "es"}
		e.Annotate(doc)
		a.Annotate(doc)
		for i := range doc.Tokens {
			if doc.Tokens[i].Form == word && doc.StatusOf(i).Status != tocsin.Occurred {
				t.Errorf("%q: %s is %s", text, word, doc.StatusOf(i).Status)
			}
		}
	}
}
