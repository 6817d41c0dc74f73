package actor

import (
	"fmt"
	"strings"
	"testing"

	"tocsin"
	"tocsin/nlp/conllu"
)

// tree builds a report of one or more sentences, each written as
// form/UPOS/head/rel words. Penn tags are made up from the rest. A word
// written in [brackets] opens or continues a personal name.
func tree(t testing.TB, day string, sentences ...string) *tocsin.Doc {
	t.Helper()
	var b strings.Builder
	for _, s := range sentences {
		in := false
		for i, w := range strings.Fields(s) {
			c := strings.Split(w, "/")
			if len(c) != 4 {
				t.Fatalf("word %q", w)
			}
			form, ner := strings.Trim(c[0], "[]"), "_"
			if form != c[0] {
				ner = "NER=B-PER"
				if in {
					ner = "NER=I-PER"
				}
			}
			in = form != c[0]
			fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\t_\t%s\t%s\t_\t%s\n", i+1, form, lemma(form, c[1]), c[1], penn(form, c[1]), c[2], c[3], ner)
		}
		b.WriteString("\n")
	}
	doc, err := conllu.Parse(b.String())
	if err != nil {
		t.Fatal(err)
	}
	if doc.Date, err = tocsin.ParseDay(day); err != nil {
		t.Fatal(err)
	}
	return doc
}

func lemma(form, upos string) string {
	switch form {
	case "said":
		return "say"
	}
	if upos == "NOUN" && strings.HasSuffix(form, "s") {
		return strings.TrimSuffix(form, "s")
	}
	return form
}

func penn(form, upos string) string {
	switch {
	case form == "'s":
		return "POS"
	case upos == "NOUN" && strings.HasSuffix(form, "s"):
		return "NNS"
	case upos == "PROPN":
		return "NNP"
	}
	return "XX"
}

// parties lists the actors of the token with the given form as
// "name|country|sectors|kind".
func parties(doc *tocsin.Doc, form string) []string {
	var out []string
	for _, a := range doc.Actors {
		if doc.Tokens[a.Head].Form == form {
			out = append(out, fmt.Sprintf("%s|%s|%s|%s", a.Name, a.Country, strings.Join(a.Sectors, " "), a.Kind))
		}
	}
	return out
}

func load(t testing.TB) *Annotator {
	t.Helper()
	a, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestPhrases(t *testing.T) {
	a := load(t)
	for _, c := range []struct{ day, text, head, want string }{
		{"2020-05-05", "Bolivian/ADJ/2/amod commandos/NOUN/3/nsubj landed/VERB/0/root", "commandos", "|BOL|MIL|unnamed"},
		{"2020-05-05", "Lima/PROPN/2/nsubj protested/VERB/0/root", "Lima", "Government of Peru|PER|GOV|government"},
		{"2020-05-05", "the/DET/2/det US/PROPN/3/nsubj left/VERB/0/root", "US", "Government of the United States|USA|GOV|government"},
		{"2020-05-05", "they/PRON/2/nsubj told/VERB/0/root us/PRON/2/obj", "us", "||| unnamed"},
		{"2020-05-05", "Ghana/PROPN/3/nmod:poss 's/PART/1/case navy/NOUN/4/nsubj sailed/VERB/0/root", "navy", "|GHA|MIL|government"},
		{"2020-05-05", "the/DET/2/det government/NOUN/5/nsubj of/ADP/4/case Peru/PROPN/2/nmod fell/VERB/0/root", "government", "Government of Peru|PER|GOV|government"},
		{"2020-05-05", "two/NUM/3/nummod Kenyan/ADJ/3/amod officials/NOUN/4/nsubj spoke/VERB/0/root", "officials", "|KEN|GOV|unnamed"},
		{"2020-05-05", "U.N./PROPN/2/compound officials/NOUN/3/nsubj spoke/VERB/0/root", "officials", "United Nations|UNO||unnamed"},
		{"2020-05-05", "Houthi/PROPN/2/compound rebels/NOUN/3/nsubj fired/VERB/0/root", "rebels", "Houthis|YEM|REB|organisation"},
		{"2020-05-05", "the/DET/2/det Taliban/PROPN/3/nsubj attacked/VERB/0/root", "Taliban", "Taliban|AFG|REB|organisation"},
		{"2020-05-05", "a/DET/4/det Taliban/PROPN/4/compound 's/PART/2/case spokesman/NOUN/5/nsubj spoke/VERB/0/root", "spokesman", "Taliban|AFG|REB|organisation"},
		{"2015-01-01", "the/DET/3/det Chilean/ADJ/3/amod president/NOUN/4/nsubj spoke/VERB/0/root", "president", "Michelle Bachelet|CHL|GOV|person"},
		{"2019-01-01", "the/DET/3/det Chilean/ADJ/3/amod president/NOUN/4/nsubj spoke/VERB/0/root", "president", "Sebastián Piñera|CHL|GOV|person"},
		{"2019-01-01", "a/DET/4/det former/ADJ/4/amod Chilean/ADJ/4/amod president/NOUN/5/nsubj spoke/VERB/0/root", "president", "|CHL|ELI|person"},
		{"2010-01-01", "[Michelle]/PROPN/3/nsubj [Bachelet]/PROPN/1/flat spoke/VERB/0/root", "Michelle", "Michelle Bachelet|CHL|GOV|person"},
		{"2012-01-01", "[Michelle]/PROPN/3/nsubj [Bachelet]/PROPN/1/flat spoke/VERB/0/root", "Michelle", "Michelle Bachelet|CHL|ELI|person"},
		{"2020-05-05", "Ghanaian/ADJ/2/amod colonel/NOUN/3/nmod:desc [Kofi]/PROPN/5/nsubj [Mensah]/PROPN/3/flat spoke/VERB/0/root", "Kofi", "Kofi Mensah|GHA|MIL|person"},
		{"2020-05-05", "pro-Russian/ADJ/2/amod demonstrators/NOUN/6/nsubj in/ADP/4/case Moldova/PROPN/2/nmod have/AUX/6/aux marched/VERB/0/root", "demonstrators", "|MDA|CVL|unnamed"},
		{"2020-05-05", "Abkhaz/ADJ/2/amod forces/NOUN/3/nsubj fired/VERB/0/root", "forces", "|GEO|MIL|government"},
		{"2020-05-05", "dozens/NOUN/5/nsubj of/ADP/4/case Thai/ADJ/4/amod soldiers/NOUN/1/nmod fled/VERB/0/root", "dozens", "|THA|MIL|unnamed"},
		{"2020-05-05", "Malian/ADJ/2/amod rebel/NOUN/3/compound troops/NOUN/4/nsubj fled/VERB/0/root", "troops", "|MLI|REB|unnamed"},
		{"2020-05-05", "Malian/ADJ/3/amod government/NOUN/3/compound troops/NOUN/4/nsubj fled/VERB/0/root", "troops", "|MLI|MIL|unnamed"},
		{"2020-05-05", "gunmen/NOUN/2/nsubj killed/VERB/0/root him/PRON/2/obj in/ADP/5/case Kenya/PROPN/2/obl", "gunmen", "||UAF|unnamed"},
		{"2020-05-05", "an/DET/2/det idea/NOUN/3/nsubj won/VERB/0/root", "idea", ""},
		{"2020-05-05", "turkey/NOUN/2/nsubj tasted/VERB/0/root good/ADJ/2/xcomp", "turkey", ""},
		{"2020-05-05", "a/DET/3/det Portuguese/ADJ/3/amod statement/NOUN/4/nsubj warned/VERB/0/root", "statement", "|PRT||document"},
	} {
		doc := tree(t, c.day, c.text)
		a.Annotate(doc)
		got, want := strings.Join(parties(doc, c.head), " + "), strings.ReplaceAll(c.want, "| unnamed", "|unnamed")
		if got != want {
			t.Errorf("%s: %q is %q, want %q", doc.Text, c.head, got, want)
		}
	}
}

func TestReference(t *testing.T) {
	a := load(t)
	for _, c := range []struct {
		text []string
		head string
		want string
	}{
		{[]string{"Chad/PROPN/2/nsubj closed/VERB/0/root its/PRON/4/nmod:poss border/NOUN/2/obj"}, "its", "Government of Chad|TCD|GOV|government"},
		{[]string{"Chad/PROPN/2/nsubj accused/VERB/0/root Sudan/PROPN/2/obj", "It/PRON/2/nsubj sent/VERB/0/root troops/NOUN/2/obj"}, "It", "Government of Chad|TCD|GOV|government"},
		{[]string{"Chad/PROPN/2/nsubj accused/VERB/0/root Sudan/PROPN/2/obj", "The/DET/3/det two/NUM/3/nummod countries/NOUN/4/nsubj quarrelled/VERB/0/root"}, "countries",
			"Government of Chad|TCD|GOV|government + Government of Sudan|SDN|GOV|government"},
		{[]string{"Chad/PROPN/4/nsubj and/CCONJ/3/cc Sudan/PROPN/1/conj clashed/VERB/0/root", "They/PRON/2/nsubj quarrelled/VERB/0/root"}, "They",
			"Government of Chad|TCD|GOV|government + Government of Sudan|SDN|GOV|government"},
		{[]string{"Ugandan/ADJ/2/amod minister/NOUN/3/nmod:desc [Ruth]/PROPN/5/nsubj [Okello]/PROPN/3/flat resigned/VERB/0/root", "[Okello]/PROPN/2/nsubj apologised/VERB/0/root"}, "Okello",
			"Ruth Okello|UGA|GOV|person"},
		{[]string{"Ugandan/ADJ/2/amod minister/NOUN/3/nmod:desc [Ruth]/PROPN/5/nsubj [Okello]/PROPN/3/flat resigned/VERB/0/root", "She/PRON/2/nsubj apologised/VERB/0/root"}, "She",
			"Ruth Okello|UGA|GOV|person"},
		{[]string{`"/PUNCT/4/punct We/PRON/4/nsubj will/AUX/4/aux fight/VERB/7/ccomp "/PUNCT/4/punct Nepal/PROPN/7/nsubj said/VERB/0/root`}, "We", "Government of Nepal|NPL|GOV|government"},
		{[]string{"Rain/NOUN/2/nsubj fell/VERB/0/root", "It/PRON/2/nsubj stopped/VERB/0/root"}, "It", "|||unnamed"},
		{[]string{"the/DET/5/det Polish/ADJ/5/amod and/CCONJ/4/cc Lithuanian/ADJ/2/conj presidents/NOUN/6/nsubj met/VERB/0/root"}, "presidents",
			"|POL|GOV|person + |LTU|GOV|person"},
		{[]string{"Moroccan/ADJ/3/amod patrol/NOUN/3/compound boats/NOUN/4/nsubj fired/VERB/0/root", "Spain/PROPN/2/nsubj protested/VERB/0/root", "The/DET/3/det patrol/NOUN/3/compound boats/NOUN/4/nsubj left/VERB/0/root"}, "boats",
			"|MAR|MIL|organisation + |MAR|MIL|organisation"},
		{[]string{"Spain/PROPN/2/nsubj protested/VERB/0/root", "The/DET/2/det regime/NOUN/3/nsubj fell/VERB/0/root"}, "regime", "Government of Spain|ESP|GOV|government"},
		{[]string{"The/DET/2/det delegations/NOUN/7/nsubj of/ADP/4/case Ghana/PROPN/2/nmod and/CCONJ/6/cc Togo/PROPN/4/conj met/VERB/0/root"}, "delegations",
			"|GHA|GOV|unnamed + |TGO|GOV|unnamed"},
		{[]string{"[Aziz]/PROPN/7/nsubj [Dahan]/PROPN/1/flat is/AUX/7/cop a/DET/7/det Moroccan/ADJ/7/amod army/NOUN/7/compound judge/NOUN/0/root"}, "Aziz", "Aziz Dahan|MAR|JUD|person"},
		{[]string{"[Aziz]/PROPN/7/nsubj [Dahan]/PROPN/1/flat is/AUX/7/cop no/DET/7/det Moroccan/ADJ/7/amod army/NOUN/7/compound judge/NOUN/0/root"}, "Aziz", "Aziz Dahan|||person"},
		{[]string{"The/DET/2/det destroyer/NOUN/3/nsubj sailed/VERB/0/root", "HMS/PROPN/2/compound Bold/PROPN/3/nsubj followed/VERB/0/root"}, "Bold", "HMS Bold|GBR|MIL|organisation"},
		{[]string{"World/NOUN/2/compound leaders/NOUN/3/nsubj met/VERB/0/root Peru/PROPN/3/obj"}, "leaders", "||GOV|person"},
		{[]string{"LIMA/PROPN/4/nsubj -/PUNCT/1/punct Troops/NOUN/4/nsubj marched/VERB/0/root"}, "LIMA", ""},
		{[]string{"NATO/PROPN/4/nsubj -/PUNCT/1/punct founded/VERB/1/acl grew/VERB/0/root"}, "NATO", "NATO|IGO||organisation"},
	} {
		doc := tree(t, "2020-05-05", c.text...)
		a.Annotate(doc)
		if got := strings.Join(parties(doc, c.head), " + "); got != c.want {
			t.Errorf("%s: %q is %q, want %q", doc.Text, c.head, got, c.want)
		}
	}
}

// TestMirror: swapping two countries in a text swaps them in the actors and
// changes nothing else.
func TestMirror(t *testing.T) {
	a := load(t)
	const text = "X/PROPN/2/nsubj attacked/VERB/0/root Y/PROPN/4/nmod:poss army/NOUN/2/obj in/ADP/6/case its/PRON/7/nmod:poss capital/NOUN/2/obl"
	var got [2]string
	for i, swap := range []*strings.Replacer{strings.NewReplacer("X", "Norway", "Y", "Cuba"), strings.NewReplacer("X", "Cuba", "Y", "Norway")} {
		doc := tree(t, "2020-05-05", swap.Replace(text))
		a.Annotate(doc)
		for _, p := range doc.Actors {
			got[i] += fmt.Sprintf("%d %s %v %s %d;", p.Head, p.Country, p.Sectors, p.Kind, p.From)
		}
	}
	if back := strings.NewReplacer("NOR", "CUB", "CUB", "NOR").Replace(got[1]); got[0] != back {
		t.Errorf("not a mirror image:\n%s\n%s", got[0], back)
	}
}

// FuzzAnnotate: whatever the trees and names are, Annotate does not panic, and
// every actor lies in the report and refers to an actor of it.
func FuzzAnnotate(f *testing.F) {
	a := load(f)
	f.Add("The two countries said Chad 's army and Sudan attacked its ally", []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 200, 31, 12})
	f.Add("\" We , the French president , will fight \" U.S. officials said", []byte{0, 9, 4, 4, 255, 17, 2, 90})
	rels := []string{"nsubj", "obj", "nmod", "nmod:poss", "conj", "amod", "flat", "appos", "case", "root", "nmod:desc", "compound", "obl", "acl:relcl", "cc", "det"}
	tags := []string{"NOUN", "PROPN", "PRON", "ADJ", "VERB", "NUM", "DET", "ADP"}
	f.Fuzz(func(t *testing.T, text string, shape []byte) {
		doc := randomDoc(text, shape, rels, tags)
		a.Annotate(doc)
		for i, p := range doc.Actors {
			if p.Start < 0 || p.End > len(doc.Tokens) || p.Head < 0 || p.Head >= len(doc.Tokens) || p.From < -1 || p.From >= len(doc.Actors) {
				t.Fatalf("actor %d: %+v of %d tokens, %d actors", i, p, len(doc.Tokens), len(doc.Actors))
			}
			if p.Kind == "" || len(p.Country) != 0 && len(p.Country) != 3 {
				t.Fatalf("actor %d: %+v", i, p)
			}
		}
	})
}

// randomDoc makes a report of the words of a text, with heads, relations,
// tags, sentences and names drawn from bytes.
func randomDoc(text string, shape []byte, rels, tags []string) *tocsin.Doc {
	doc := &tocsin.Doc{Text: text, Date: tocsin.Day{Year: 2020, Month: 1, Date: 2}}
	at := func(i int) int {
		if len(shape) == 0 {
			return i
		}
		return int(shape[i%len(shape)]) + i/len(shape)
	}
	for i, start := 0, 0; start < len(text) && i < 200; i++ {
		end := strings.IndexByte(text[start:], ' ')
		if end < 0 {
			end = len(text) - start
		}
		doc.Tokens = append(doc.Tokens, tocsin.Token{Start: start, End: start + end, Form: text[start : start+end],
			UPOS: tags[at(i)%len(tags)], Rel: rels[at(i+1)%len(rels)], Head: at(i+2)%40 - 3})
		start += end + 1
	}
	n := len(doc.Tokens)
	doc.Sents = []tocsin.Span{{Start: 0, End: n / 2}, {Start: n / 2, End: n}}
	doc.Ents = []tocsin.Entity{{Span: tocsin.Span{Start: at(3)%40 - 2, End: at(4)%40 - 1}, Label: "PER"}, {Span: tocsin.Span{Start: at(5) % 40, End: at(6) % 50}, Label: "ORG"}}
	doc.Places = []tocsin.Place{{Span: tocsin.Span{Start: at(7)%40 - 2, End: at(8) % 40}, Country: "FRA"}}
	return doc
}
