package timex

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/roughdoc"
	"tocsin/nlp/conllu"
)

// TestTense reads trees: the governing clause decides where "Friday" lies.
func TestTense(t *testing.T) {
	a := load(t)
	for _, c := range []struct{ snippet, want string }{
		{`1 Ministers minister NOUN NNS _ 3 nsubj
2 will will AUX MD _ 3 aux
3 meet meet VERB VB _ 0 root
4 on on ADP IN _ 5 case
5 Friday Friday PROPN NNP _ 3 obl`, "2025-08-22"},
		{`1 Ministers minister NOUN NNS _ 2 nsubj
2 met meet VERB VBD Mood=Ind|Tense=Past|VerbForm=Fin 0 root
3 on on ADP IN _ 4 case
4 Friday Friday PROPN NNP _ 2 obl`, "2025-08-15"},
		{`1 Talks talk NOUN NNS _ 3 nsubj:pass
2 are be AUX VBP _ 3 aux:pass
3 scheduled schedule VERB VBN _ 0 root
4 for for ADP IN _ 5 case
5 Friday Friday PROPN NNP _ 3 obl`, "2025-08-22"},
		{`1 Rebels rebel NOUN NNS _ 2 nsubj
2 vowed vow VERB VBD Mood=Ind|Tense=Past|VerbForm=Fin 0 root
3 to to PART TO _ 4 mark
4 leave leave VERB VB _ 2 xcomp
5 by by ADP IN _ 6 case
6 Friday Friday PROPN NNP _ 4 obl`, "2025-08-22"},
		{`1 They they PRON PRP _ 3 nsubj
2 will will AUX MD _ 3 aux
3 answer answer VERB VB _ 0 root
4 Friday Friday PROPN NNP _ 6 nmod:poss
5 's 's PART POS _ 4 case
6 attack attack NOUN NN _ 3 obj`, "2025-08-15"},
		{`1 They they PRON PRP _ 3 nsubj
2 will will AUX MD _ 3 aux
3 attend attend VERB VB _ 0 root
4 Friday Friday PROPN NNP _ 6 nmod:poss
5 's 's PART POS _ 4 case
6 summit summit NOUN NN _ 3 obj`, "2025-08-22"},
	} {
		doc := parsed(t, c.snippet)
		a.Annotate(doc)
		if len(doc.Times) != 1 || doc.Times[0].Value != c.want {
			t.Errorf("%q: %v, want %s", doc.Text, shown(doc), c.want)
		}
	}
}

func parsed(t *testing.T, snippet string) *tocsin.Doc {
	t.Helper()
	var b strings.Builder
	for line := range strings.SplitSeq(snippet, "\n") {
		b.WriteString(strings.Join(strings.Fields(line), "\t") + "\t_\t_\n")
	}
	doc, err := conllu.Parse(b.String() + "\n")
	if err != nil {
		t.Fatal(err)
	}
	doc.Date = published
	return doc
}

func TestHeadIsWhatTheTreeGoverns(t *testing.T) {
	a := load(t)
	doc := parsed(t, `1 It it PRON PRP _ 2 nsubj
2 sank sink VERB VBD _ 0 root
3 on on ADP IN _ 4 case
4 March March PROPN NNP _ 2 obl
5 26 26 NUM CD _ 4 nummod`)
	a.Annotate(doc)
	if len(doc.Times) != 1 || doc.Times[0].Head != 3 || doc.Times[0].Start != 2 || doc.Times[0].Basis != tocsin.Relative {
		t.Errorf("got %+v", doc.Times)
	}
}

// TestPeriods reads expressions that cover more than one phrase.
func TestPeriods(t *testing.T) {
	a := load(t)
	for text, want := range map[string]string{
		"They fought from March to May.":               "2025-03-01 2025-05-31",
		"They fought from March to May 2018.":          "2018-03-01 2018-05-31",
		"They fought from November to February 2018.":  "2017-11-01 2018-02-28",
		"They fought between 2003 and 2005.":           "2003-01-01 2005-12-31",
		"They fought between 2 and 5 May.":             "2025-05-02 2025-05-05",
		"The curfew is in force until Friday.":         "2025-08-20 2025-08-22",
		"They have camped there since early July.":     "2025-07-01 2025-08-20",
		"They have camped there since 2019.":           "2019-01-01 2025-08-20",
		"They were seized over the past two weeks.":    "2025-08-06 2025-08-20",
		"The base closed at the beginning of 2024.":    "2024-01-01 2024-04-30",
		"It was agreed in the 1990s.":                  "1990-01-01 1999-12-31",
		"The aid came three months ago.":               "2025-05-01 2025-05-31",
		"It was founded two decades ago.":              "2005-01-01 2005-12-31",
		"They landed in the early hours of Aug. 3.":    "2025-08-03 2025-08-03",
		"The raid on the night of 3 March failed.":     "2025-03-03 2025-03-03",
		"The summit was held at the end of last year.": "2024-09-01 2024-12-31",
	} {
		doc := roughdoc.New(text, published)
		a.Annotate(doc)
		if len(doc.Times) != 1 {
			t.Errorf("%q: %v", text, shown(doc))
			continue
		}
		if got := doc.Times[0].First.String() + " " + doc.Times[0].Last.String(); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestBasis(t *testing.T) {
	a := load(t)
	for text, want := range map[string]tocsin.Basis{
		"They met on 18 August 2024.": tocsin.Stated,
		"They met in 2019.":           tocsin.Stated,
		"They met in March 2018.":     tocsin.Stated,
		"They met on 18 August.":      tocsin.Relative,
		"They met on Monday.":         tocsin.Relative,
	} {
		doc := roughdoc.New(text, published)
		a.Annotate(doc)
		if len(doc.Times) != 1 || doc.Times[0].Basis != want {
			t.Errorf("%q: %+v, want %s", text, doc.Times, want)
		}
	}
}

// TestNoDay leaves out what only the day of publication could resolve.
func TestNoDay(t *testing.T) {
	a := load(t)
	doc := roughdoc.New("They met on Monday, last week and on 3 May 2019.", tocsin.Day{})
	a.Annotate(doc)
	if got := shown(doc); len(got) != 1 || got[0] != "on 3 May 2019 = 2019-05-03" {
		t.Errorf("got %v", got)
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
	f.Add("They met on Monday, 18 August 2025, two days after the raid of 2024-05-01.")
	f.Add("from May to the 31st of mid-1990s at 25:61 p.m. in 2 or 3 days' time")
	f.Fuzz(func(t *testing.T, text string) {
		doc := roughdoc.New(text, published)
		a.Annotate(doc)
		end := 0
		for _, w := range doc.Times {
			if w.Start < end || w.End <= w.Start || w.End > len(doc.Tokens) || !w.Contains(w.Head) {
				t.Fatalf("%q: bad span %+v", text, w)
			}
			if w.Value == "" || w.Last.Before(w.First) {
				t.Fatalf("%q: bad value %+v", text, w)
			}
			if day := w.Kind == "DATE" || w.Kind == "TIME"; day && w.First.IsZero() && !strings.HasSuffix(w.Value, "_REF") {
				t.Fatalf("%q: no days %+v", text, w)
			}
			end = w.End
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	a := load(b)
	text := strings.Repeat("The ministry said on Monday that three ships had left the port two days earlier. Nothing else was known of their course in the open sea. ", 40)
	doc := roughdoc.New(text, published)
	b.ReportAllocs()
	for b.Loop() {
		a.Annotate(doc)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(doc.Tokens)), "ns/word")
}
