package nlp

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tocsin"
	"tocsin/nlp/conllu"
	"tocsin/nlp/kernel"
	"tocsin/nlp/segment"
)

const story = `Two frigates left Norport on Monday, officials said. “We won't fire first,” the minister told reporters.

The U.S. Navy's patrol—three ships and about 400 sailors—had reached the strait by noon; Beijing denied that its coast guard rammed a trawler.`

func engine(t testing.TB, level kernel.Level) *Engine {
	t.Helper()
	seg, err := segment.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	model, err := models.ReadFile("data/en.model")
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(model, seg, level)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestAnnotateIsWhole(t *testing.T) {
	doc := &tocsin.Doc{Text: story}
	engine(t, kernel.Best()).Annotate(doc)
	if len(doc.Sents) != 3 {
		t.Errorf("%d sentences, want 3", len(doc.Sents))
	}
	checkTrees(t, doc)
	want := map[string]string{"frigates": "frigate", "left": "leave", "won't": "", "said": "say"}
	for _, tok := range doc.Tokens {
		if l := want[tok.Form]; l != "" && tok.Lemma != l {
			t.Errorf("lemma of %s is %s", tok.Form, tok.Lemma)
		}
		if tok.UPOS == "" || tok.XPOS == "" || tok.Rel == "" {
			t.Errorf("token %+v is not annotated", tok)
		}
	}
	var names []string
	for _, e := range doc.Ents {
		names = append(names, doc.Slice(e.Span)+"/"+e.Label)
	}
	if s := strings.Join(names, " "); !strings.Contains(s, "U.S. Navy/ORG") || !strings.Contains(s, "Beijing/LOC") {
		t.Errorf("names found: %s", s)
	}
}

// checkTrees: every sentence has one root and every head lies inside it.
func checkTrees(t *testing.T, doc *tocsin.Doc) {
	t.Helper()
	for _, s := range doc.Sents {
		roots := 0
		for i := s.Start; i < s.End; i++ {
			h := doc.Tokens[i].Head
			switch {
			case h == -1:
				roots++
			case !s.Contains(h) || h == i:
				t.Fatalf("token %d has head %d outside its sentence %v", i, h, s)
			}
			if !doc.Dominates(root(doc, s), i) {
				t.Fatalf("token %d does not hang on the root of %v", i, s)
			}
		}
		if roots != 1 {
			t.Fatalf("sentence %v has %d roots", s, roots)
		}
	}
}

func root(doc *tocsin.Doc, s tocsin.Span) int {
	for i := s.Start; i < s.End; i++ {
		if doc.Tokens[i].Head == -1 {
			return i
		}
	}
	return -1
}

// TestLevelsAgree: all kernels give the same annotation to the last token.
func TestLevelsAgree(t *testing.T) {
	text := story + "\n\n" + strings.Repeat("Protesters, who had marched since dawn, threw stones at 12 police vans near Rua 7 — nobody was hurt! ", 3)
	text += "\n\n" + sharedText()
	best := kernel.Best()
	want := &tocsin.Doc{Text: text}
	engine(t, best).Annotate(want)
	slowest := kernel.Portable
	if testing.Short() { // plain Go under the race detector takes minutes
		slowest = min(kernel.AVX2, best)
	}
	for l := slowest; l < best; l++ {
		got := &tocsin.Doc{Text: text}
		engine(t, l).Annotate(got)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%v and %v annotate differently", l, best)
		}
	}
}

// sharedText is a report to measure agreement on, if it is there.
func sharedText() string {
	b, err := os.ReadFile(filepath.Join(sharedDir(), "seed", "report.txt"))
	if err != nil {
		return ""
	}
	return string(b)
}

func sharedDir() string {
	if d := os.Getenv("TOCSIN_SHARED"); d != "" {
		return d
	}
	return filepath.Join("..", "..", "shared")
}

// TestBatchingIsInvisible: a sentence is annotated the same alone and among
// others.
func TestBatchingIsInvisible(t *testing.T) {
	e := engine(t, kernel.Best())
	all := &tocsin.Doc{Text: strings.Repeat(story+"\n\n", 9)}
	e.Annotate(all)
	one := &tocsin.Doc{Text: story}
	e.Annotate(one)
	n := len(one.Tokens)
	for i, tok := range all.Tokens {
		want := one.Tokens[i%n]
		if tok.Lemma != want.Lemma || tok.Rel != want.Rel || tok.UPOS != want.UPOS || (tok.Head < 0) != (want.Head < 0) ||
			tok.Head >= 0 && tok.Head-i/n*n != want.Head {
			t.Fatalf("token %d is %+v among others, %+v alone", i, tok, want)
		}
	}
}

func TestLongSentence(t *testing.T) {
	doc := &tocsin.Doc{}
	var b strings.Builder
	for i := range 2*maxWords + 100 {
		start := b.Len()
		fmt.Fprintf(&b, "w%d ", i)
		doc.Tokens = append(doc.Tokens, tocsin.Token{Start: start, End: b.Len() - 1, Form: fmt.Sprintf("w%d", i)})
	}
	doc.Text = b.String()
	doc.Sents = []tocsin.Span{{Start: 0, End: len(doc.Tokens)}}
	engine(t, kernel.Best()).Parse(doc)
	checkTrees(t, doc)
}

func TestEmptyText(t *testing.T) {
	for _, text := range []string{"", " \n\n ", "\x00", "\xff\xfe"} {
		doc := &tocsin.Doc{Text: text}
		engine(t, kernel.Best()).Annotate(doc)
		checkTrees(t, doc)
	}
}

func TestParseKeepsWords(t *testing.T) {
	gold, err := conllu.Parse("1\tShe\t_\t_\t_\t_\t_\t_\t_\t_\n2\tfled\t_\t_\t_\t_\t_\t_\t_\t_\n")
	if err != nil {
		t.Fatal(err)
	}
	engine(t, kernel.Best()).Parse(gold)
	if len(gold.Tokens) != 2 || gold.Tokens[1].Lemma != "flee" || gold.Tokens[0].Head != 1 || gold.Tokens[0].Rel != "nsubj" {
		t.Errorf("parsed as %+v", gold.Tokens)
	}
}

func TestModelErrors(t *testing.T) {
	english, err := models.ReadFile("data/en.model")
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"empty":   nil,
		"text":    []byte("hello"),
		"cut":     english[:len(english)/2],
		"flipped": append(append([]byte(nil), english[:5000]...), append([]byte{^english[5000]}, english[5001:]...)...),
	} {
		if _, err := New(b, nil, kernel.Portable); err == nil {
			t.Errorf("%s: accepted as a model", name)
		}
	}
}

// FuzzParseModel: whatever ParseModel accepts is written back the same.
func FuzzParseModel(f *testing.F) {
	m := &Model{Meta: Meta{Lang: "xx"}, Blocks: []Block{
		Words("upos", []string{"NOUN", "VERB"}), Floats("place", 1, 2, []float32{1, 2}),
		QuantizeColumns("w", 2, 2, []float32{1, -2, 3, 0}), QuantizeRows("t", 2, 2, []float32{1, -2, 3, 0}),
	}}
	b, err := m.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := ParseModel(b)
		if err != nil {
			return
		}
		c, err := m.Encode()
		if err != nil {
			t.Fatal(err)
		}
		n, err := ParseModel(c)
		if err != nil || !reflect.DeepEqual(m, n) {
			t.Fatalf("a model changed on the way through its file: %v", err)
		}
		if d, _ := n.Encode(); !bytes.Equal(c, d) {
			t.Fatal("two encodings differ")
		}
	})
}

// BenchmarkAnnotate measures words and sentences, syntax and names together.
func BenchmarkAnnotate(b *testing.B) {
	e := engine(b, kernel.Best())
	text := strings.Repeat(story+"\n\n", 40)
	doc := &tocsin.Doc{Text: text}
	e.Annotate(doc)
	words := len(doc.Tokens)
	b.ReportAllocs()
	for b.Loop() {
		d := &tocsin.Doc{Text: text}
		e.Annotate(d)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkLoad measures start-up.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load("en"); err != nil {
			b.Fatal(err)
		}
	}
}
