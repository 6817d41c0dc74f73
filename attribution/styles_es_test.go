package attribution_test

import (
	"testing"

	"tocsin"
	"tocsin/attribution"
	"tocsin/nlp"
)

// TestSpanishStyles reads the ways in which Spanish reports quote: who is the
// source, by which cue, with which stance. No source: nothing is told.
func TestSpanishStyles(t *testing.T) {
	e, err := nlp.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	a, err := attribution.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, source, cue, stance string }{
		{"«Nadie disparó», aseguró el ministro.", "el ministro", "asegurar", "assert"},
		{"—No vamos a retroceder —advirtió la líder sindical.", "la líder sindical", "advertir", "assert"},
		{"Según la policía, dos hombres cruzaron el río.", "la policía", "según", "assert"},
		{"De acuerdo con la armada, dos lanchas se hundieron.", "la armada", "de acuerdo con", "assert"},
		{"Dos lanchas se hundieron, confirmó la armada.", "la armada", "confirmar", "assert"},
		{"Ramírez: «El puente está cerrado».", "Ramírez", ":", "assert"},
		{"Dijo que el puente estaba cerrado.", "Dijo", "decir", "assert"},
		{"El general negó haber ordenado el ataque.", "El general", "negar", "deny"},
		{"El ejército desmintió que hubiera muertos.", "El ejército", "desmentir", "deny"},
		{"La junta acusó a la milicia de minar el puerto.", "La junta", "acusar", "accuse"},
		{"El general se negó a salir.", "", "negar", "deny"},
		{"El barco zarpó del puerto.", "", "", ""},
	} {
		doc := &tocsin.Doc{Text: c.text, Lang: "es"}
		e.Annotate(doc)
		a.Annotate(doc)
		found := false
		for _, q := range doc.Quotes {
			same := q.CueLemma == c.cue && q.Stance == c.stance
			if same && c.source == "" {
				t.Errorf("%q: found %s by %q", c.text, q.CueLemma, doc.Slice(q.Source))
			}
			found = found || same && doc.Slice(q.Source) == c.source
		}
		if !found && c.source != "" {
			t.Errorf("%q: no %s by %q", c.text, c.cue, c.source)
			for _, q := range doc.Quotes {
				t.Logf("  %s/%s by %q", q.CueLemma, q.Stance, doc.Slice(q.Source))
			}
		}
	}
}
