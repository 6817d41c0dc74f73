package pipeline_test

import (
	"testing"

	"tocsin"
	"tocsin/pipeline"
)

// TestPlaces: where the first event of a sentence took place, whatever words
// lead to the place; empty where the sentence does not tell.
func TestPlaces(t *testing.T) {
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Chilean police detained nine Bolivian customs officers near Arica.", "Arica"},
		{"en", "The ship was attacked off the coast of Yemen.", "coast of Yemen"},
		{"en", "Russian troops shelled a market on the outskirts of Kharkiv.", "Kharkiv"},
		{"en", "Peru's army withdrew its troops from the province of Huanta.", "Provincia de Huanta"},
		{"en", "The Colombian navy seized a submarine 30 miles from Cartagena.", "Cartagena"},
		{"en", "The mayor of Kharkiv condemned the attack on the market.", ""},
		{"en", "Police arrested the ambassador of Peru on Monday.", ""},
		{"es", "Carabineros chilenos detuvieron a nueve aduaneros bolivianos cerca de Arica.", "Arica"},
		{"es", "El buque fue atacado frente a las costas de Yemen.", "costas de Yemen"},
		{"es", "Tropas rusas bombardearon un mercado en las afueras de Járkov.", "Kharkiv"},
		{"es", "Un dron ruso impactó contra un edificio residencial de Odesa.", "Odesa"},
		{"es", "El Ejército peruano retiró sus tropas de la provincia de Huanta.", "Provincia de Huanta"},
		{"es", "La Armada colombiana capturó un submarino a 30 millas de Cartagena.", "Cartagena"},
		{"es", "El alcalde de Odesa condenó el lunes el ataque contra el mercado.", ""},
		{"es", "La policía detuvo el lunes al embajador de Perú.", ""},
	} {
		_, ms, err := p.Code(tocsin.Report{ID: "r", Lang: c.lang, Published: tocsin.Day{Year: 2022, Month: 7, Date: 5}, Text: c.text})
		if err != nil || len(ms) == 0 {
			t.Errorf("%q: %d mentions, %v", c.text, len(ms), err)
			continue
		}
		got := ""
		if ms[0].Place != nil {
			got = ms[0].Place.Name
		}
		if got != c.want {
			t.Errorf("%q: in %q, want %q", c.text, got, c.want)
		}
	}
}
