package actor_test

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/actor"
	"tocsin/gazetteer"
	"tocsin/nlp"
	"tocsin/timex"
)

// A sideCase is a short report, the first words of a party in it and the
// country that it must have; "-" for none.
type sideCase struct{ text, span, want string }

var englishSides = []sideCase{
	// halves of one name
	{"North Korea moved rockets to the coast. The North said it was ready.", "The North", "PRK"},
	{"South Korea sent a ship. Northern troops crossed the line.", "Northern troops", "PRK"},
	{"North Korea moved rockets. Three southern fishermen were held.", "Three southern fishermen", "KOR"},
	{"The Korean People's Army issued a warning. It threatened the South with new blows.", "the South", "KOR"},
	{"South Korea and North Korea traded fire. Washington and Seoul held talks. The two Koreas fought a battle in 2002.", "The two Koreas", "PRK"},
	{"South Africa sent troops abroad. Northern fishermen went home.", "Northern fishermen", "ZAF"},
	// whom a speaker calls names
	{"Peru sent two ships. The puppet army fired first, the navy of Ecuador said.", "The puppet army", "PER"},
	{"Peru sent two ships. The army fired first, the navy of Peru said.", "The army", "PER"},
	{"Ecuador protested. The Peruvian empire has sent its ships, Defence Minister Tito Vaca said.", "Defence Minister Tito Vaca", "ECU"},
	// against whom an office acts
	{"Chile and Peru traded accusations. The minister demanded of Lima an apology.", "The minister", "CHL"},
	{"Peru and Chile traded accusations. In response to Santiago, the army sent 500 soldiers to the coast.", "the army", "PER"},
	{"Chile and Peru are at odds. The minister threatened to answer any incursion by Chile.", "The minister", "PER"},
	// whose attack kills whom
	{"Ghana and Togo are at odds. Nine people were killed in the Ghanaian raid.", "Nine people", "TGO"},
	{"Togo and Ghana are at odds. Three farmers died in Ghana's bombardment of the border.", "Three farmers", "TGO"},
	{"Togo and Ghana are at odds. Six villagers died in the flood in Ghana.", "Six villagers", "GHA"},
	// the flag of warships
	{"Three frigates had been sent to the waters off Panama.", "Three frigates", "-"},
	{"Two Dutch frigates left for the strait. Three frigates had been sent there in May.", "Three frigates", "NLD"},
	{"Troops were deployed in Lima on Monday.", "Troops", "PER"},
	// names after titles
	{"Ecuador will send soldiers to the Colombian border, Defence Minister Wilmer Ponce said on Sunday.", "Defence Minister Wilmer Ponce", "ECU"},
}

var spanishSides = []sideCase{
	{"Corea del Norte movió cohetes a la costa. El Sur respondió con treinta disparos.", "El Sur", "KOR"},
	{"El sur de Chile sufrió un temblor.", "El sur", "CHL"},
	{"Ghana y Togo discuten. El ejército títere disparó contra nuestras lanchas, dijo la armada de Togo.", "El ejército títere", "GHA"},
	{"El imperio chileno ordenó el envío de dos fragatas a las costas de Perú, afirmó el ministro de Defensa, almirante Ramiro Oteo.", "el ministro de Defensa", "PER"},
	{"Chile envió dos fragatas a la frontera con Perú, afirmó el ministro de Defensa, general Ramiro Oteo.", "el ministro de Defensa", "CHL"},
	{"Chile y Perú discuten. La cancillería exigió a Santiago que retire las naves.", "La cancillería", "PER"},
	{"Chile y Perú discuten. El canciller amenazó con responder a cualquier incursión de Perú.", "El canciller", "CHL"},
	{"Chile y Perú discuten. El ejército envió 500 soldados en respuesta a Santiago.", "El ejército", "PER"},
	{"Perú y Chile discuten. Nueve personas murieron en el bombardeo peruano.", "Nueve personas", "CHL"},
}

// TestSides: who is on which side, read from short invented reports.
func TestSides(t *testing.T) {
	for lang, cases := range map[string][]sideCase{"en": englishSides, "es": spanishSides} {
		annotate := annotators(t, lang)
		for _, c := range cases {
			doc := &tocsin.Doc{Text: c.text, Lang: lang, Date: tocsin.Day{Year: 2021, Month: 5, Date: 5}}
			annotate(doc)
			got := ""
			for i := range doc.Actors {
				if a := &doc.Actors[i]; strings.HasPrefix(doc.Slice(a.Span), c.span) && got == "" {
					if got = a.Country; got == "" {
						got = "-"
					}
				}
			}
			if got != c.want {
				t.Errorf("%s: %q is of %q, want %q", c.text, c.span, got, c.want)
			}
		}
	}
}

// annotators is the chain of a language up to and including this stage.
func annotators(t *testing.T, lang string) func(*tocsin.Doc) {
	t.Helper()
	words, err1 := nlp.Load(lang)
	times, err2 := timex.Load(lang)
	places, err3 := gazetteer.Load(lang)
	actors, err4 := actor.Load(lang)
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return func(doc *tocsin.Doc) {
		words.Annotate(doc)
		times.Annotate(doc)
		places.Annotate(doc)
		actors.Annotate(doc)
	}
}
