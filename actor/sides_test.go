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
	// who is meant by a neighbour, a side, a captive
	{"Ghana and Togo are at odds. Ghana's neighbour sent troops.", "Ghana's neighbour", "TGO"},
	{"Ghana accused its neighbour Togo of spying.", "its neighbour", "TGO"},
	{"Thailand and Cambodia are at odds. The Thai army accused the other side of shelling it.", "the other side", "KHM"},
	{"Thailand and Cambodia are at odds. More than 900 villagers were evacuated on the Thai side.", "900 villagers", "THA"},
	{"India and Pakistan are at odds. Pakistan will release the captured pilot.", "the captured pilot", "IND"},
	{"India and Pakistan are at odds. Pakistan promoted the pilot.", "the pilot", "PAK"},
	{"Germany urged both sides to talk. Greece and Turkey have sent ships. Greek jets circled. Turkish jets left.", "both sides", "GRC"},
	{"Russia and Ukraine are at odds. Ukraine called a battalion up. A new battalion will be deployed in Crimea, the Kremlin said.", "A new battalion", "RUS"},
	{"Jets of Azerbaijan hit two Armenian towns, Yerevan said on Tuesday, and killed 49 soldiers.", "49 soldiers", "ARM"},
	{"Washington and Seoul agreed. North Korea fired shells, the Joint Chiefs of Staff in Seoul said.", "the Joint Chiefs", "KOR"},
	{"North Korea fired shells, the Joint Chiefs of Staff in Washington said.", "the Joint Chiefs", "USA"},
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
	{"Gendarmes marroquíes llegaron a la isla. El Gobierno español exigió la retirada de los gendarmes. «Es parte de nuestro territorio», replicó el ministro de Turismo, Nabil Ziani.", "el ministro de Turismo", "MAR"},
	{"España y Marruecos discuten. La Unión Europea pidió a ambas partes que hablen.", "ambas partes", "ESP"},
	{"Estados Unidos sobrevolará Guyana, según la embajada en Georgetown.", "la embajada", "USA"},
	{"Chile y Perú discuten. Miles de vecinos huyeron de Arica.", "Miles de vecinos", "CHL"},
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
