package actor

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/gazetteer"
	"tocsin/nlp"
)

func TestLoadSpanish(t *testing.T) {
	a, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"venezolanas", "franceses", "iraníes", "Estados Unidos", "ONU", "ministras de Defensa", "portavoces", "guerrilleros", "jueces"} {
		if a.trie.find(w) == nil {
			t.Errorf("no %q", w)
		}
	}
	if _, err := Load("xx"); err == nil {
		t.Error("a language without tables loads")
	}
}

// TestSpanish reads texts with the parser: country, sectors and name of the
// party whose span begins with some words.
func TestSpanish(t *testing.T) {
	parser, err := nlp.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	places, err := gazetteer.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	a, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, span, want string // want is country, sectors, name; empty: no party there
	}{
		{"Tropas kenianas cruzaron la frontera con Somalia. Capturaron a tres hombres.", "Tropas", "KEN MIL "},
		{"Tropas kenianas cruzaron la frontera con Somalia. Capturaron a tres hombres.", "Capturaron", "KEN MIL "},
		{"El portavoz del Ejército nigeriano afirmó que sus hombres avanzaban.", "sus hombres", "NGA MIL "},
		{"Los pescadores hondureños denunciaron que una lancha patrullera nicaragüense los detuvo.", "una lancha", "NIC MIL "},
		{"Los pescadores hondureños denunciaron que una lancha patrullera nicaragüense los detuvo.", "los", "HND AGR "},
		{"Guerrilleros del ELN secuestraron a cuatro ingenieros. El grupo exige un rescate.", "El grupo", "COL REB ELN"},
		{"Los presidentes polaco y ucraniano se vieron en Leópolis.", "Los presidentes", "POL GOV "},
		{"El Gobierno de Malí expulsó a la embajadora sueca.", "la embajadora", "SWE GOV "},
		{"Un juez de Quito ordenó la captura de dos contrabandistas.", "Un juez", "ECU JUD "},
		{"En la plaza llovía y hacía frío.", "llovía", ""},
	} {
		doc := &tocsin.Doc{Lang: "es", Text: c.text, Date: tocsin.Day{Year: 2019, Month: 5, Date: 3}}
		parser.Annotate(doc)
		places.Annotate(doc)
		a.Annotate(doc)
		got := ""
		for i := range doc.Actors {
			if p := &doc.Actors[i]; strings.HasPrefix(doc.Slice(p.Span), c.span) {
				got = p.Country + " " + strings.Join(p.Sectors, ",") + " " + p.Name
				break
			}
		}
		if got != c.want {
			t.Errorf("%s: %q is %q, want %q", c.text, c.span, got, c.want)
		}
	}
}
