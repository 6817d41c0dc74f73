package quantity

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/roughdoc"
	"tocsin/internal/tsv"
	"tocsin/nlp/conllu"
)

var published = tocsin.Day{Year: 2025, Month: 8, Date: 20}

func load(t testing.TB) *Annotator {
	t.Helper()
	a, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// shown writes quantities as "text | what unit low..high bound names".
func shown(doc *tocsin.Doc) []string {
	var out []string
	for _, q := range doc.Quantities {
		s := fmt.Sprintf("%s | %s %s %s..%s %s", doc.Slice(q.Span), q.What, q.Unit, end(q.Low), end(q.High), q.Bound)
		for _, n := range q.Names {
			s += " <" + n + ">"
		}
		out = append(out, s)
	}
	return out
}

func end(v *float64) string {
	if v == nil {
		return ""
	}
	return fmt.Sprintf("%.10g", *v)
}

func compare(t *testing.T, doc *tocsin.Doc, want []string) {
	t.Helper()
	got := shown(doc)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s\n got %q\nwant %q", doc.Text, got, want)
	}
}

// TestNumbers needs no tree: limits, ranges, vague numbers, what is counted.
func TestNumbers(t *testing.T) {
	a := load(t)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"The army sent 4,000 soldiers.", []string{"4,000 soldiers | personnel soldier 4000..4000 exactly"}},
		{"The army sent about 4,000 troops.", []string{"about 4,000 troops | personnel soldier 4000..4000 about"}},
		{"The army sent at least 12 tanks.", []string{"at least 12 tanks | vehicle tank 12.. at_least"}},
		{"The army sent more than 2.5 million reservists.", []string{"more than 2.5 million reservists | personnel reservist 2500000.. more_than"}},
		{"The army sent fewer than 50 guards.", []string{"fewer than 50 guards | personnel guard ..50 less_than"}},
		{"The army sent up to 3,000 troops.", []string{"up to 3,000 troops | personnel soldier ..3000 at_most"}},
		{"The army sent no fewer than 30 trucks.", []string{"no fewer than 30 trucks | vehicle truck 30.. at_least"}},
		{"The navy sent a dozen warships.", []string{"a dozen warships | vessel warship 12..12 exactly"}},
		{"The navy sent more than two dozen warships.", []string{"more than two dozen warships | vessel warship 24.. more_than"}},
		{"The navy sent several frigates.", []string{"several frigates | vessel frigate 2.. indefinite"}},
		{"The army sent several hundred soldiers.", []string{"several hundred soldiers | personnel soldier 200.. indefinite"}},
		{"The army sent dozens of tanks.", []string{"dozens of tanks | vehicle tank 24.. indefinite"}},
		{"The army sent tens of thousands of soldiers.", []string{"tens of thousands of soldiers | personnel soldier 20000.. indefinite"}},
		{"The army sent hundreds of thousands of rifles.", []string{"hundreds of thousands of rifles | weapon rifle 200000.. indefinite"}},
		{"The army sent between 300 and 400 men.", []string{"between 300 and 400 men | other man 300..400 range"}},
		{"The army sent 10 to 15 helicopters.", []string{"10 to 15 helicopters | aircraft helicopter 10..15 range"}},
		{"The army sent three or four drones.", []string{"three or four drones | aircraft drone 3..4 range"}},
		{"The army sent two to three million rifles.", []string{"two to three million rifles | weapon rifle 2000000..3000000 range"}},
		{"The army sent 20 or more tanks.", []string{"20 or more tanks | vehicle tank 20.. at_least"}},
		{"It paid 40 million dollars.", []string{"40 million dollars | money dollar 40000000..40000000 exactly"}},
		{"It paid $4.5 million.", []string{"$4.5 million | money dollar 4500000..4500000 exactly"}},
		{"It paid more than €1.2bn.", []string{"more than €1.2bn | money euro 1200000000.. more_than"}},
		{"They talked for 40 minutes.", []string{"40 minutes | duration minute 40..40 exactly"}},
		{"A 72-hour truce began.", []string{"72-hour | duration hour 72..72 exactly"}},
		{"It fell after weeks of fighting.", []string{"weeks | duration week 2.. indefinite"}},
		{"Output fell by 45 percent.", []string{"45 percent | other percent 45..45 exactly"}},
		{"The navy sent an attack submarine.", []string{"an attack submarine | vessel attack submarine 1..1 exactly"}},
		{"It fired a ballistic missile.", []string{"a ballistic missile | weapon ballistic missile 1..1 exactly"}},
		{"It lost half of its 60 tanks.", []string{"half of its 60 tanks | vehicle tank 30..30 about"}},
		{"It lost a third of the fleet.", []string{"a third of the fleet | other percent 33..33 about"}},
		{"It lost four of the 20 tanks.", []string{"four of the 20 tanks | vehicle tank 4..4 exactly"}},
		{"It lost 20 out of 50 tanks.", []string{"20 out of 50 tanks | vehicle tank 20..20 exactly"}},
		{"It sent a couple of hundred tanks.", []string{"a couple of hundred tanks | vehicle tank 200..200 about"}},
		{"It sent six Tornados and two Merkavas.", []string{"six Tornados | aircraft Tornado 6..6 exactly", "two Merkavas | vehicle Merkava 2..2 exactly"}},
		{"It lost three of its jets.", []string{"three of its jets | aircraft jet 3..3 exactly"}},
	} {
		doc := roughdoc.New(c.text, published)
		a.Annotate(doc)
		compare(t, doc, c.want)
	}
}

// TestNoQuantities lists numbers that count nothing.
func TestNoQuantities(t *testing.T) {
	a := load(t)
	for _, text := range []string{
		"The 34-year-old man spoke.",
		"The man, aged 34, spoke.",
		"The man is 34 years old.",
		"It broke Resolution 1701.",
		"It lost flight MH17.",
		"The G7 met.",
		"It lost an appeal.",
		"It met in 2019.",
		"The two countries agreed.",
		"The team won 2-1.",
		"No one came.",
		"One of the envoys came.",
		"It failed three times.",
		"The Group of Eight met.",
		"A two-state solution was praised.",
		"The Boeing 737-800 landed.",
		"They met at 13:40.",
		"The movement M23 denied it.",
	} {
		doc := roughdoc.New(text, published)
		a.Annotate(doc)
		compare(t, doc, nil)
	}
}

// TestParsed reads whole trees: who was killed, held or driven out, named
// units, numbers without a noun.
func TestParsed(t *testing.T) {
	a := load(t)
	f, err := os.Open("testdata/parsed.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := conllu.ReadDoc(f)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/parsed.want")
	if err != nil {
		t.Fatal(err)
	}
	a.Annotate(doc)
	got := ""
	k := 0
	for _, s := range doc.Sents {
		got += doc.Slice(s) + "\n"
		for all := shown(doc); k < len(all) && doc.Quantities[k].Start < s.End; k++ {
			got += "\t" + all[k] + "\n"
		}
	}
	for i, line := range strings.Split(string(want), "\n") {
		if g := strings.Split(got, "\n"); i >= len(g) || g[i] != line {
			t.Fatalf("line %d: want %q\nall: %s", i+1, line, got)
		}
	}
}

// TestDates leaves numbers inside dates alone and counts lengths.
func TestDates(t *testing.T) {
	a := load(t)
	doc := roughdoc.New("On 12 May 30 soldiers marched for three days.", published)
	doc.Times = []tocsin.When{
		{Span: tocsin.Span{Start: 0, End: 3}, Kind: "DATE", First: published, Last: published},
		{Span: tocsin.Span{Start: 6, End: 9}, Kind: "DURATION"},
	}
	a.Annotate(doc)
	compare(t, doc, []string{"30 soldiers | personnel soldier 30..30 exactly", "three days | duration day 3..3 exactly"})
}

func TestTablesComplain(t *testing.T) {
	a := load(t)
	for _, c := range []struct {
		add  func([]string) error
		text string
		want string
	}{
		{a.addNoun, "# x\ntank\tvehicle", "t:2: want noun, class, unit"},
		{a.addNoun, "tank\tvehicle\t-", `t:1: "tank" stands twice`},
		{a.addVerb, "kill\tkilled\tbody", `t:1: unknown argument "body"`},
		{a.addModifier, "about\tnearly\tbefore", "t:1: want words, bound, side"},
		{a.addModel, "f", "t:1: want letters, class"},
	} {
		if err := tsv.Rows("t", c.text, 1, c.add); err == nil || err.Error() != c.want {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}

// TestMalformed gives trees and forms that no parser should: nothing panics.
func TestMalformed(t *testing.T) {
	a := load(t)
	for _, head := range []int{-7, 0, 3, 1 << 30} {
		for _, rel := range []string{"", "nmod:poss", "obj", "nsubj:pass", "nummod", "conj", "root"} {
			doc := roughdoc.New("The 20 soldiers of the F-16 were killed on Monday, 3 May, two days after the raid by the ship Alder.", published)
			for i := range doc.Tokens {
				doc.Tokens[i].Head, doc.Tokens[i].Rel = head, rel
			}
			a.Annotate(doc)
			for i := range doc.Tokens {
				doc.Tokens[i].Form = doc.Tokens[i].Form[:i%2*len(doc.Tokens[i].Form)]
			}
			a.Annotate(doc)
		}
	}
	for _, sents := range [][]tocsin.Span{nil, {{Start: -1, End: 2}}, {{Start: 0, End: 99}}, {{Start: 3, End: 1}}} {
		doc := roughdoc.New("He left on Monday with 20 men.", published)
		doc.Sents = sents
		a.Annotate(doc)
	}
}

func FuzzAnnotate(f *testing.F) {
	a := load(f)
	f.Add("Between 30 and 40 of the 72-hour F-16s - about $4.5 million - were killed by a P-8, several dozen")
	f.Fuzz(func(t *testing.T, text string) {
		doc := roughdoc.New(text, published)
		a.Annotate(doc)
		last := 0
		for _, q := range doc.Quantities {
			if q.Start < last || q.End <= q.Start || q.End > len(doc.Tokens) || !q.Contains(q.Head) || !q.Contains(q.Num) {
				t.Fatalf("%q: bad span %+v", text, q)
			}
			if q.What == "" || q.Bound == "" || q.Low == nil && q.High == nil {
				t.Fatalf("%q: incomplete %+v", text, q)
			}
			if q.Low != nil && q.High != nil && *q.Low > *q.High {
				t.Fatalf("%q: low above high %+v", text, q)
			}
			last = q.End
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	a := load(b)
	doc := roughdoc.New(strings.Repeat("The ministry said that about three dozen ships had left the port with 4,000 soldiers. Nothing else was known of their course in the open sea. ", 40), published)
	b.ReportAllocs()
	for b.Loop() {
		a.Annotate(doc)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(doc.Tokens)), "ns/word")
}

// TestEquipment holds the size of the tables of equipment.
func TestEquipment(t *testing.T) {
	a, n := load(t), 0
	for _, x := range a.nouns {
		switch x.class {
		case tocsin.WhatVessel, tocsin.WhatAircraft, tocsin.WhatVehicle, tocsin.WhatWeapon:
			n++
		}
	}
	if n < 700 || len(a.models) < 80 {
		t.Errorf("%d types and classes, %d designations", n, len(a.models))
	}
}
