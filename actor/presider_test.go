package actor

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/gazetteer"
	"tocsin/nlp"
)

// TestPresiders: whoever presides over a firm, a union or a chamber is not the
// president of the country, and several governments are not one.
func TestPresiders(t *testing.T) {
	for _, c := range []struct{ lang, text, span, want string }{
		{"en", "French firm Oriel opened a plant in Lyon. The company's president asked Paris for help.", "The company's president", "FRA BUS "},
		{"en", "Chile raised taxes on Monday. The president of the miners' union, Rosa Prado, urged Congress to act.", "The president of the miners", "CHL LAB Rosa Prado"},
		{"en", "Chile raised taxes on Monday. The president of Chile praised the law.", "The president of Chile", "CHL GOV Sebastián Piñera"},
		{"en", "Chile raised taxes on Monday. The country's president praised the law.", "The country's president", "CHL GOV Sebastián Piñera"},
		{"en", "Norway and Denmark wrote to Russia. Envoys came. The governments of the alliance waited. The governments rejected it.", "The governments", " GOV "},
		{"es", "La empresa francesa Oriel abrió una planta en Lyon. El presidente de la empresa pidió ayuda a París.", "El presidente de la empresa", "FRA BUS "},
		{"es", "Chile subió los impuestos el lunes. La presidenta del sindicato minero, Rosa Prado, pidió actuar al Congreso.", "La presidenta del sindicato", "CHL LAB Rosa Prado"},
		{"es", "Chile subió los impuestos el lunes. El presidente de la República elogió la ley.", "El presidente de la República", "CHL GOV Sebastián Piñera"},
	} {
		parser, err := nlp.Load(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		places, err := gazetteer.Load(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Load(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		doc := &tocsin.Doc{Lang: c.lang, Text: c.text, Date: tocsin.Day{Year: 2019, Month: 5, Date: 3}}
		parser.Annotate(doc)
		places.Annotate(doc)
		a.Annotate(doc)
		got := "nobody"
		for _, x := range doc.Actors {
			if s := doc.Slice(x.Span); strings.HasPrefix(s, c.span) {
				got = x.Country + " " + strings.Join(x.Sectors, " ") + " " + x.Name
			}
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
