package coder

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"tocsin"
	"tocsin/nlp/conllu"
	"tocsin/plover"
)

func lexicon(t testing.TB) *Lexicon {
	t.Helper()
	l, err := LoadLexicon("en")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// told writes candidates as "TYPE/mode trigger; …".
func told(d *tocsin.Doc, cands []Candidate) string {
	var out []string
	for _, c := range cands {
		s := string(c.Type)
		for _, m := range c.Modes {
			s += "/" + string(m)
		}
		out = append(out, s+" "+d.Slice(c.Trigger))
	}
	return strings.Join(out, "; ")
}

// TestTrees matches sentences whose trees are fixed: passives, relatives,
// light verbs, nouns, speech, refusals, sport, weather and daily life.
func TestTrees(t *testing.T) {
	f, err := os.Open("testdata/trees.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l, in, n := lexicon(t), conllu.NewReader(f), 0
	for {
		s, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		n++
		d, want := oneSentence(t, s)
		if got := told(d, l.Match(d, 0)); got != want {
			t.Errorf("%s\n got %s\nwant %s", d.Text, got, want)
		}
	}
	if n < 60 {
		t.Errorf("%d sentences, want at least 60", n)
	}
}

func oneSentence(t *testing.T, s *conllu.Sentence) (d *tocsin.Doc, want string) {
	t.Helper()
	var b strings.Builder
	w := conllu.NewWriter(&b)
	if err := errors.Join(w.Write(s), w.Flush()); err != nil {
		t.Fatal(err)
	}
	d, err := conllu.ReadDoc(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	want, _ = s.Comment("want")
	return d, want
}

// TestCandidatesAreWellFormed: types, modes, contexts and spans of whatever
// matches are valid, in text order, one candidate of a type to a trigger.
func TestCandidatesAreWellFormed(t *testing.T) {
	b, err := os.ReadFile("testdata/trees.conllu")
	if err != nil {
		t.Fatal(err)
	}
	d, err := conllu.ReadDoc(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	l := lexicon(t)
	for k := range d.Sents {
		last := -1
		for _, c := range l.Match(d, k) {
			if c.Head <= last || !d.Sents[k].Contains(c.Head) || c.Trigger.IsZero() || !c.Trigger.Contains(c.Head) {
				t.Errorf("sentence %d: head %d, trigger %v", k, c.Head, c.Trigger)
			}
			last = c.Head
			if !plover.ValidType(c.Type) || !plover.ValidCAMEO(c.CAMEO) {
				t.Errorf("sentence %d: type %s, CAMEO %s", k, c.Type, c.CAMEO)
			}
			for _, m := range c.Modes {
				if !plover.ValidMode(c.Type, m) {
					t.Errorf("sentence %d: %s has no mode %s", k, c.Type, m)
				}
			}
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	raw, err := os.ReadFile("testdata/trees.conllu")
	if err != nil {
		b.Fatal(err)
	}
	d, err := conllu.ReadDoc(strings.NewReader(string(raw)))
	if err != nil {
		b.Fatal(err)
	}
	l := lexicon(b)
	b.ReportAllocs()
	for b.Loop() {
		for k := range d.Sents {
			l.Match(d, k)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(d.Tokens)), "ns/word")
}
