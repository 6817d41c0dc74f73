package attribution_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"tocsin"
	"tocsin/attribution"
	"tocsin/factuality"
	"tocsin/nlp"
)

// engine loads the parser once; tests that need it are skipped without a model.
var engine = sync.OnceValues(func() (*nlp.Engine, error) { return nlp.Load("en") })

// read runs the parser, attribution and factuality over a text.
func read(t testing.TB, text string) *tocsin.Doc {
	t.Helper()
	e, err := engine()
	if err != nil {
		t.Fatal(err)
	}
	a, err := attribution.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	f, err := factuality.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	doc := &tocsin.Doc{Text: text, Lang: "en"}
	e.Annotate(doc)
	a.Annotate(doc)
	f.Annotate(doc)
	return doc
}

// holders lists who tells the act that a word names, with the status that he
// gives it: the innermost quotes whose content it stands in, attitudes and
// orders apart; the narrator if there is none.
func holders(t *testing.T, doc *tocsin.Doc, word string) []string {
	t.Helper()
	at := slices.IndexFunc(doc.Tokens, func(k tocsin.Token) bool { return k.Form == word })
	if at < 0 {
		t.Fatalf("no word %q", word)
	}
	status := doc.StatusOf(at).Status
	var in []int
	for k, q := range doc.Quotes {
		if q.Stance != "ask" && q.Stance != "order" && slices.ContainsFunc(q.Content, func(s tocsin.Span) bool { return s.Contains(at) }) {
			in = append(in, k)
		}
	}
	var out []string
	for _, k := range in {
		if slices.ContainsFunc(in, func(j int) bool { return doc.Quotes[j].Outer == k }) {
			continue
		}
		q, s := &doc.Quotes[k], status
		switch {
		case q.Stance == "deny":
			s = tocsin.Negated
		case q.Stance == "doubt" && s == tocsin.Occurred:
			s = tocsin.Possible
		}
		out = append(out, fmt.Sprintf("%s %s", doc.Slice(q.Source), s))
	}
	if len(out) == 0 {
		out = []string{"narrator " + string(status)}
	}
	return out
}

// TestHolders reads fresh sentences from the text up: who holds the act that
// one word names, and how firmly.
func TestHolders(t *testing.T) {
	tests := []struct{ text, word, want string }{
		{"The ministry denied a claim by rebels that its jets had bombed the hospital.", "bombed", "The ministry negated; rebels occurred"},
		{"Kigali denied an allegation by Kinshasa that its soldiers had crossed the border.", "crossed", "Kigali negated; Kinshasa occurred"},
		{"Human rights groups say guards beat the prisoners, but the ministry rejects the claim.", "beat", "Human rights groups occurred; the ministry negated"},
		{"Ankara denied that its planes had bombed the camp.", "bombed", "Ankara negated"},
		{"The junta neither confirmed nor denied that it had detained the priest.", "detained", "The junta possible"},
		{"The army has not shelled the village, the spokesman insisted.", "shelled", "the spokesman negated"},
		{"The army shelled the village, residents told a local radio station.", "shelled", "residents occurred"},
		{"\"Our troops did not fire,\" the colonel said.", "fire", "the colonel negated"},
		{"\"They burned the market,\" said Amina Diallo, a trader.", "burned", "Amina Diallo, a trader occurred"},
		{"\"They burned the market,\" a trader said, weeping. \"Nobody stopped them.\"", "stopped", "a trader negated"},
		{"The minister, quoted by the state news agency, said the border had been closed.", "closed", "The minister occurred"},
		{"State television reported that the governor had been killed.", "killed", "State television occurred"},
		{"A leaked memo says the ministry paid the militia.", "paid", "A leaked memo occurred"},
		{"In a letter to the council, Oslo said its ship had been rammed.", "rammed", "Oslo occurred"},
		{"On Telegram, the governor wrote that drones had hit a depot.", "hit", "the governor occurred"},
		{"The mayor tweeted that protesters had stormed the town hall.", "stormed", "The mayor occurred"},
		{"It was reported that the king had left the country.", "left", " occurred"},
		{"The rebels are said to have mined the road.", "mined", " occurred"},
		{"The UN refugee agency and the Red Cross said 3,000 people had fled.", "fled", "The UN refugee agency occurred; the Red Cross occurred"},
		{"Tokyo counted nine missile launches.", "launches", "Tokyo occurred"},
		{"The convoy, the governor said, was ambushed near Gao.", "ambushed", "the governor occurred"},
		{"Troops, officials said, had entered the town, and they had arrested the mayor.", "entered", "officials occurred"},
		{"Troops, officials said, had entered the town, and they had arrested the mayor.", "arrested", "narrator occurred"},
		{"Iran's foreign minister said Israel had attacked the site, adding that two guards were killed.", "attacked", "Iran's foreign minister occurred"},
		{"Iran's foreign minister said Israel had attacked the site, adding that two guards were killed.", "killed", "Iran's foreign minister occurred"},
		{"The commission said that no one had been arrested and threatened to expel the envoy.", "arrested", "The commission negated"},
		{"The commission said that no one had been arrested and threatened to expel the envoy.", "threatened", "narrator occurred"},
		{"Police said nobody had been hurt and accused the students of throwing stones.", "hurt", "Police negated"},
		{"Police said nobody had been hurt and accused the students of throwing stones.", "accused", "narrator occurred"},
		{"The police chief said officers had detained 40 people and warned that more arrests would follow.", "detained", "The police chief occurred"},
		{"Diplomats believe the general has fled.", "fled", "Diplomats occurred"},
		{"The prime minister doubts that the rebels fired the rocket.", "fired", "The prime minister possible"},
		{"The governor said that the militia would attack the dam.", "attack", "The governor planned"},
		{"The union accused the army of shelling the plant.", "shelling", "The union occurred"},
		{"An official who asked not to be named said the ship had been seized.", "seized", "An official who asked not to be named occurred"},
		{"According to the ruling, a host must hand over the guest list.", "hand", "the ruling possible"},
		{"Two boats sank off the cape, according to the coast guard.", "sank", "the coast guard occurred"},
		// attitudes and orders tell of no act: it stays the narrator's
		{"The president wants the army to seize the port.", "seize", "narrator possible"},
		{"The senator backs the plan to send tanks.", "send", "narrator planned"},
		{"The envoy called the raid a crime.", "raid", "narrator occurred"},
		{"Villagers praised the soldiers who freed the hostages.", "freed", "narrator occurred"},
		{"The bloc condemned the attack on the embassy.", "attack", "narrator occurred"},
		{"The king ordered the fleet to sail.", "sail", "narrator planned"},
		{"Two thirds of voters oppose the invasion.", "invasion", "narrator occurred"},
		{"The general is wary of a raid.", "raid", "narrator occurred"},
		{"Anger over the killing of a student grew.", "killing", "narrator occurred"},
	}
	right := 0
	for _, tt := range tests {
		got := strings.Join(holders(t, read(t, tt.text), tt.word), "; ")
		if got == tt.want {
			right++
			continue
		}
		t.Logf("%s\n\t%s: got %q, want %q", tt.text, tt.word, got, tt.want)
	}
	t.Logf("%d of %d hold", right, len(tests))
	if right < len(tests)*9/10 {
		t.Errorf("%d of %d hold", right, len(tests))
	}
}

// TestAttitudes runs the examples of the table of attitudes. Its base forms
// lead the parser astray here and there, so not all can hold.
func TestAttitudes(t *testing.T) {
	b, err := os.ReadFile("data/en.attitudes.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	var text strings.Builder
	for row := range strings.Lines(string(b)) {
		c := strings.Split(strings.TrimSpace(row), "\t")
		if row[0] == '#' {
			continue
		}
		if len(c) != 7 || c[3] != "ask" {
			t.Fatalf("row %q: want seven columns and the stance ask", row)
		}
		rows = append(rows, c)
		text.WriteString(c[6] + "\n\n")
	}
	doc := read(t, text.String())
	right, at := 0, 0
	for _, c := range rows {
		at += strings.Index(doc.Text[at:], c[6])
		if slices.ContainsFunc(doc.Quotes, func(q tocsin.Quote) bool {
			from := doc.Tokens[q.Cue.Start].Start
			return from >= at && from < at+len(c[6]) && strings.HasPrefix(c[1], strings.Fields(q.CueLemma)[0]) || from >= at && from < at+len(c[6]) && strings.HasSuffix(q.CueLemma, c[1])
		}) {
			right++
		} else {
			t.Logf("%s %s: no quote in %q", c[0], c[1], c[6])
		}
		at += len(c[6])
	}
	t.Logf("%d of %d examples hold", right, len(rows))
	if right < len(rows)*3/4 {
		t.Errorf("%d of %d examples hold", right, len(rows))
	}
}
