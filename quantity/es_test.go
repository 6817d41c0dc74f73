package quantity

import (
	"fmt"
	"testing"

	"tocsin"
	"tocsin/nlp"
)

func TestLoadSpanish(t *testing.T) {
	if _, err := Load("es"); err != nil {
		t.Fatal(err)
	}
}

// TestSpanish reads sentences with the engine: what is counted, and how much.
func TestSpanish(t *testing.T) {
	e, err := nlp.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	a, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"Al menos 17 personas murieron en la plaza.", "[killed 17 - at_least]"},
		{"Más de 60 vecinos resultaron heridos.", "[injured 60 - more_than]"},
		{"El rey envió unos 3.500 soldados a la frontera.", "[personnel 3500 3500 about]"},
		{"La deuda es de 4,5 millones de euros.", "[money 4.5e+06 4.5e+06 exactly]"},
		{"El plan costará mil millones de dólares.", "[money 1e+09 1e+09 exactly]"},
		{"Detuvieron a una treintena de jóvenes.", "[detained 30 30 about]"},
		{"Llegaron decenas de barcos.", "[vessel 20 - indefinite]"},
		{"Entre 10 y 15 camiones cruzaron el puente.", "[vehicle 10 15 range]"},
		{"Subió un 12 por ciento.", "[other 12 12 exactly]"},
		{"El toque de queda dura 48 horas.", "[duration 48 48 exactly]"},
		{"La policía detuvo a tres mujeres.", "[detained 3 3 exactly]"},
		{"La resolución 2231 sigue vigente.", ""},
		{"Murieron doce soldados en el puente.", "[killed 12 12 exactly]"},
		{"Once mineros, y no nueve, murieron en la explosión.", "[killed 11 11 exactly]"},
		{"No murieron nueve mineros.", "[killed 9 9 exactly]"},
		{"Unos 2004 soldados llegaron a Quito.", "[personnel 2004 2004 about]"},
		{"Enviaron a 300 hombres al puerto.", "[personnel 300 300 exactly]"},
		{"Trescientos hombres bailaron en la plaza.", "[other 300 300 exactly]"},
	} {
		doc := &tocsin.Doc{Text: c.text, Lang: "es", Date: tocsin.Day{Year: 2025, Month: 8, Date: 20}}
		e.Annotate(doc)
		a.Annotate(doc)
		got := ""
		for _, q := range doc.Quantities {
			got += fmt.Sprintf("[%s %s %s %s]", q.What, limitOf(q.Low), limitOf(q.High), q.Bound)
		}
		if got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

// TestMen reads English sentences with the engine: men who are sent are
// troops, a number that is corrected is none.
func TestMen(t *testing.T) {
	e, err := nlp.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	a := load(t)
	for _, c := range []struct{ text, want string }{
		{"Peru will deploy fewer than 300 men to the pass.", "[personnel - 300 less_than]"},
		{"Six howitzers were shipped on Monday. Four others had been shipped in May.", "[weapon 6 6 exactly][weapon 4 4 exactly]"},
		{"Six men were killed on Monday. Four others wept.", "[killed 6 6 exactly][other 4 4 exactly]"},
		{"Some 300 men danced in the square.", "[other 300 300 about]"},
		{"A general said 900 reservists, not 1,200, had been called up.", "[personnel 900 900 exactly]"},
		{"The general said he was not sure that 1,200 reservists had come.", "[personnel 1200 1200 exactly]"},
	} {
		doc := &tocsin.Doc{Text: c.text, Lang: "en", Date: published}
		e.Annotate(doc)
		a.Annotate(doc)
		got := ""
		for _, q := range doc.Quantities {
			got += fmt.Sprintf("[%s %s %s %s]", q.What, limitOf(q.Low), limitOf(q.High), q.Bound)
		}
		if got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

func limitOf(v *float64) string {
	if v == nil {
		return "-"
	}
	return fmt.Sprint(*v)
}
