package actor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tocsin"
)

// A side is how one country appears in the mirrored sentences: single words,
// so that one tree fits them all.
type side struct{ code, name, adjective, seat, city string }

var sides = []side{
	{"PER", "Peru", "Peruvian", "Lima", "Arequipa"},
	{"CHL", "Chile", "Chilean", "Santiago", "Valparaiso"},
	{"KEN", "Kenya", "Kenyan", "Nairobi", "Kisumu"},
	{"UGA", "Uganda", "Ugandan", "Kampala", "Gulu"},
	{"IRN", "Iran", "Iranian", "Tehran", "Tabriz"},
	{"IRQ", "Iraq", "Iraqi", "Baghdad", "Basra"},
	{"RUS", "Russia", "Russian", "Moscow", "Smolensk"},
	{"UKR", "Ukraine", "Ukrainian", "Kyiv", "Kharkiv"},
	{"CHN", "China", "Chinese", "Beijing", "Shanghai"},
	{"JPN", "Japan", "Japanese", "Tokyo", "Nagasaki"},
	{"POL", "Poland", "Polish", "Warsaw", "Lublin"},
	{"DEU", "Germany", "German", "Berlin", "Dresden"},
	{"CUB", "Cuba", "Cuban", "Havana", "Camaguey"},
	{"VEN", "Venezuela", "Venezuelan", "Caracas", "Maracaibo"},
	{"TUR", "Turkey", "Turkish", "Ankara", "Izmir"},
	{"GRC", "Greece", "Greek", "Athens", "Thessaloniki"},
}

// The sentences of TestMirroredReports, in the words of the first two sides. Reports
// are separated by empty lines.
const mirrored = `Peru accused Chile of sending patrol boats across the border. The Foreign Ministry in Lima summoned the Chilean ambassador.
Peruvian troops shelled Chilean positions near Valparaiso. The army said its soldiers had answered fire.
Santiago rejected the charge. The defence minister called it a provocation.
Chile threatened to close the border. A spokesman for the government in Lima said Peru would not yield.
Peruvian police arrested six Chilean journalists. Chile demanded their release.
The two countries agreed to talk. Both sides withdrew their troops.
Lima and Santiago signed a treaty. They promised to respect it.
Protesters marched through Valparaiso. The police fired tear gas at the demonstrators.
Rebels killed eleven soldiers in Peru, the army said. The rebels come from Chile.
Peruvian jets bombed a Chilean village. The jets returned to Peru.
A Chilean court sentenced two Peruvian sailors. The sailors had crossed the border.
The Peruvian navy seized a Chilean tanker. The tanker was taken to Arequipa.
Chile recalled its ambassador from Lima. The embassy remained open.
Gunmen attacked a bus in Arequipa. Hundreds of people fled to Chile.
The Chilean and Peruvian presidents met in Geneva. The presidents shook hands.
The government of Peru thanked Chile. Chile said it was glad.
Chilean warplanes violated Peruvian airspace, Lima said. Santiago denied it.
Peru will send 500 soldiers to the Chilean border. The soldiers leave on Monday.
The United Nations urged Peru and Chile to stop their dispute.
Refugees from Chile crossed into Peru. They were fed by the Red Cross.
Chile expelled a Peruvian diplomat. The diplomat had met opposition leaders.
Peru's president visited Santiago. The president praised the Chilean hosts.
The interior minister of Chile said gunmen had entered from Peru.
Peru blamed its neighbour. Its neighbour blamed Peru.
Chilean hackers broke into the ministry in Lima.
Fishermen from Arequipa were detained by the Chilean coast guard.
Peru lifted its sanctions against Chile. The sanctions had hurt Chilean companies.
The parliament in Santiago voted to cut ties with Peru.
Chilean soldiers and police entered Peru. Lima called them invaders.
Peruvian and Chilean forces exchanged fire for three hours.`

// TestMirroredReports puts other countries into one tree: every party must change with
// them and nothing else.
func TestMirroredReports(t *testing.T) {
	prepare, stage := stages(t)
	day, _ := tocsin.ParseDay("2014-05-07")
	for _, text := range strings.Split(mirrored, "\n") {
		base := &tocsin.Doc{Text: text, Lang: "en", Date: day}
		prepare(base)
		stage.Annotate(base)
		want := pattern(base, sides[0], sides[1])
		for i, a := range sides {
			b := sides[i^1]
			other := recast(base, []side{sides[0], sides[1]}, []side{a, b})
			stage.Annotate(other)
			if got := pattern(other, a, b); !slices.Equal(got, want) {
				t.Errorf("%s\n got %q\nwant %q", other.Text, got, want)
			}
		}
	}
}

// pattern is the parties of the doc with X and Y for the two countries, but
// for adjectives, which a table of organisations may join to their noun.
func pattern(doc *tocsin.Doc, x, y side) []string {
	code := strings.NewReplacer(x.code, "X", y.code, "Y")
	var out []string
	for _, a := range doc.Actors {
		if doc.Tokens[a.Head].Rel != "amod" {
			out = append(out, fmt.Sprint(a.Head, " ", code.Replace(a.Country), a.Sectors, a.Kind, a.From < 0))
		}
	}
	return out
}

// recast is the doc with the words of some sides put in place of others; tree
// and names stay.
func recast(doc *tocsin.Doc, from, to []side) *tocsin.Doc {
	words, codes := make(map[string]string), make(map[string]string)
	for i, f := range from {
		t := to[i]
		words[f.name], words[f.adjective], words[f.seat], words[f.city] = t.name, t.adjective, t.seat, t.city
		codes[f.code] = t.code
	}
	out := *doc
	out.Tokens = slices.Clone(doc.Tokens)
	out.Places = slices.Clone(doc.Places)
	out.Text = ""
	end := 0
	for i := range out.Tokens {
		tok := &out.Tokens[i]
		out.Text += doc.Text[end:tok.Start]
		end = tok.End
		form := doc.Text[tok.Start:tok.End]
		if w, ok := words[form]; ok {
			tok.Form, tok.Lemma, form = w, w, w
		}
		tok.Start = len(out.Text)
		out.Text += form
		tok.End = len(out.Text)
	}
	for i := range out.Places {
		if c, ok := codes[out.Places[i].Country]; ok {
			out.Places[i].Country = c
		}
	}
	return &out
}
