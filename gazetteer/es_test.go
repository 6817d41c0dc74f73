package gazetteer

import (
	"fmt"
	"testing"

	"tocsin"
	"tocsin/internal/roughdoc"
)

func TestSpanish(t *testing.T) {
	a, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	day, _ := tocsin.ParseDay("2025-03-01")
	for _, c := range []struct{ text, want string }{
		{"Un dron cayó cerca de Járkov, en Ucrania.", "Járkov:UKR:city Ucrania:UKR:country"},
		{"El buque entró en aguas territoriales venezolanas.", "aguas territoriales venezolanas:VEN:sea"},
		{"Tres buques patrullan las aguas frente a Lampedusa.", "aguas frente a Lampedusa:ITA:sea"},
		{"El avión violó el espacio aéreo de Polonia.", "espacio aéreo de Polonia:POL:country"},
		{"Hubo combates en el norte de Siria.", "norte de Siria:SYR:region"},
		{"Las tropas esperan en la frontera entre Kenia y Somalia.", "frontera entre Kenia y Somalia:KEN:region"},
		{"El petrolero cruzó el estrecho de Ormuz y el mar Rojo.", "estrecho de Ormuz::sea mar Rojo::sea"},
		{"La marcha salió de Nueva York hacia Estados Unidos.", "Nueva York:USA:city Estados Unidos:USA:country"},
		{"Los soldados rusos comieron chile y granada.", ""},
		{"La fragata navega hacia el Atlántico Sur.", "Atlántico Sur::sea"},
		{"Hubo disparos en el Caribe y en la Franja de Gaza.", "el Caribe::region Franja de Gaza:PSE:region"},
		{"La Marina británica envió dos fragatas.", ""},
		{"Miles marcharon en El Alto y Dusambé.", "El Alto:BOL:city Dusambé:TJK:city"},
		{"Una explosión sacudió el aeropuerto internacional de Minsk.", "aeropuerto internacional de Minsk:BLR:point"},
	} {
		doc := roughdoc.New(c.text, day)
		a.Annotate(doc)
		got := ""
		for _, p := range doc.Places {
			if got != "" {
				got += " "
			}
			got += fmt.Sprintf("%s:%s:%s", doc.Slice(p.Span), p.Country, p.Precision)
		}
		if got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}
