package conllu

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tocsin"
)

const twoSentences = `# newdoc id = r1
# sent_id = 1
# text = Troops didn't cross the Bug.
1	Troops	troop	NOUN	NNS	Number=Plur	4	nsubj	_	_
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	cross	cross	VERB	VB	_	0	root	_	_
5	the	the	DET	DT	_	6	det	_	_
6	Bug	Bug	PROPN	NNP	_	4	obj	_	NER=B-LOC|SpaceAfter=No
7	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = 2
# newpar id = p2
# text = “Zürich waits.”
1	“	“	PUNCT	` + "``" + `	_	3	punct	_	SpaceAfter=No
2	Zürich	Zürich	PROPN	NNP	_	3	nsubj	_	NER=B-LOC
3	waits	wait	VERB	VBZ	_	0	root	_	SpaceAfter=No
3.1	waits	_	_	_	_	_	_	_	_
4	.	.	PUNCT	.	_	3	punct	_	SpaceAfter=No
5	”	”	PUNCT	''	_	3	punct	_	_

`

func TestReadDoc(t *testing.T) {
	doc, err := ReadDoc(strings.NewReader(twoSentences))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Troops didn't cross the Bug.\n\n“Zürich waits.”"; doc.Text != want {
		t.Errorf("text %q, want %q", doc.Text, want)
	}
	var forms []string
	for i, tok := range doc.Tokens {
		forms = append(forms, doc.Text[tok.Start:tok.End])
		if forms[i] != tok.Form {
			t.Errorf("token %d covers %q, form %q", i, forms[i], tok.Form)
		}
	}
	if got := strings.Join(forms, " "); got != "Troops did n't cross the Bug . “ Zürich waits . ”" {
		t.Errorf("words %s", got)
	}
	if doc.Tokens[9].Head != -1 || doc.Tokens[8].Head != 9 || doc.Tokens[0].Head != 3 {
		t.Errorf("heads are not indices of the document: %+v", doc.Tokens)
	}
	if doc.Report != "r1" || len(doc.Sents) != 2 || doc.Sents[1] != (tocsin.Span{Start: 7, End: 12}) {
		t.Errorf("report %q, sentences %v", doc.Report, doc.Sents)
	}
	if len(doc.Ents) != 2 || doc.Ents[1] != (tocsin.Entity{Span: tocsin.Span{Start: 8, End: 9}, Label: "LOC"}) {
		t.Errorf("entities %v", doc.Ents)
	}
}

func TestWriteKeepsFile(t *testing.T) {
	in := NewReader(strings.NewReader(twoSentences))
	var out bytes.Buffer
	w := NewWriter(&out)
	for {
		s, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(s); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	if out.String() != twoSentences {
		t.Errorf("got\n%s", out.String())
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	row := func(id, head string) string {
		rel := "dep"
		if head == "_" {
			rel = "_"
		}
		return id + "\ta\t_\t_\t_\t_\t" + head + "\t" + rel + "\t_\t_\n"
	}
	for name, c := range map[string]struct{ in, want string }{
		"columns":    {"1\ta\n", "line 1: 2 columns"},
		"id":         {row("1", "0") + row("3", "1"), `line 2: ID "3", want 2`},
		"head":       {row("1", "x"), `HEAD "x"`},
		"outside":    {row("1", "0") + row("2", "9"), "sentence at line 1: word 2: head 9 of 2"},
		"cycle":      {row("1", "0") + row("2", "3") + row("3", "2"), "its own ancestor"},
		"self":       {row("1", "0") + row("2", "2"), "its own ancestor"},
		"two roots":  {row("1", "0") + row("2", "0"), "both roots"},
		"no root":    {row("1", "2") + row("2", "1"), "no root"},
		"half":       {row("1", "0") + row("2", "_"), "only some"},
		"comment":    {row("1", "0") + "# late\n", "line 2: comment after"},
		"utf8":       {"# \xff\n", "line 1: not UTF-8"},
		"no words":   {"# only\n\n", "sentence at line 1: no words"},
		"range":      {"1-1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", `range "1-1"`},
		"range ends": {"1-3\ta\t_\t_\t_\t_\t_\t_\t_\t_\n" + row("1", "0") + row("2", "1"), "after the last word"},
		"empty node": {row("1", "0") + "2.1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", `empty node "2.1", want 1.1`},
		"long":       {"# " + strings.Repeat("x", MaxLine) + "\n", "line 1: longer than"},
	} {
		_, err := ReadDoc(strings.NewReader(c.in))
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

func TestMultiwordSpans(t *testing.T) {
	for _, c := range []struct {
		form  string
		words []string
		want  string
	}{
		{"cannot", []string{"can", "not"}, "can|not"},
		{"del", []string{"de", "el"}, "del|del"},
		{"dámelo", []string{"da", "me", "lo"}, "dámelo|dámelo|dámelo"},
		{"à", []string{"a", "a"}, "à|à"},
		{"au", []string{"à", "le"}, "au|au"},
	} {
		words := make([]Word, len(c.words))
		for i, w := range c.words {
			words[i].Form = w
		}
		var got []string
		for _, cut := range cutRange(words, c.form) {
			got = append(got, c.form[cut[0]:cut[1]])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %v, want %s", c.form, got, c.want)
		}
	}
}

func TestParseSnippet(t *testing.T) {
	doc, err := Parse(`
		# text = It's Kyiv.
		1  It    it    PRON  PRP  _  3  nsubj  _  _
		2  's    be    AUX   VBZ  _  3  cop
		3  Kyiv  Kyiv  PROPN NNP  _  0  root   _  NER=B-LOC
		4  .     .     PUNCT .    _  3  punct
	`)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Text != "It's Kyiv." || len(doc.Ents) != 1 {
		t.Errorf("text %q, entities %v", doc.Text, doc.Ents)
	}
	if _, err := Parse("1 a b"); err == nil {
		t.Error("three columns were accepted")
	}
}

func TestDocReader(t *testing.T) {
	in := NewDocReader(strings.NewReader(twoSentences + twoSentences))
	for range 2 {
		doc, err := in.Read()
		if err != nil || len(doc.Sents) != 2 || strings.HasPrefix(doc.Text, "\n") {
			t.Fatalf("document %+v: %v", doc, err)
		}
	}
	if _, err := in.Read(); !errors.Is(err, io.EOF) {
		t.Errorf("after the last document: %v", err)
	}
}

func TestWriteDoc(t *testing.T) {
	doc := &tocsin.Doc{
		Report: "x", Text: " Kyïv\tfell.\n\nNo.",
		Tokens: []tocsin.Token{
			{Start: 1, End: 6, Form: "Kyïv", UPOS: "PROPN", Head: 1, Rel: "nsubj"},
			{Start: 7, End: 11, Form: "fell", Lemma: "fall", Head: -1, Rel: "root"},
			{Start: 11, End: 12, Form: ".", Head: 1, Rel: "punct"},
			{Start: 14, End: 16, Form: "No"},
			{Start: 16, End: 17, Form: "."},
		},
		Sents: []tocsin.Span{{Start: 0, End: 3}, {Start: 3, End: 5}},
		Ents:  []tocsin.Entity{{Span: tocsin.Span{Start: 0, End: 1}, Label: "LOC"}},
	}
	want := `# newdoc id = x
# newpar
# sent_id = x-1
# text = Kyïv fell.
1	Kyïv	_	PROPN	_	_	2	nsubj	_	start_char=1|end_char=5|NER=B-LOC|SpacesBefore=\s|SpacesAfter=\t
2	fell	fall	_	_	_	0	root	_	start_char=6|end_char=10|SpaceAfter=No
3	.	_	_	_	_	2	punct	_	start_char=10|end_char=11|SpacesAfter=\n\n

# newpar
# sent_id = x-2
# text = No.
1	No	_	_	_	_	_	_	_	start_char=13|end_char=15|SpaceAfter=No
2	.	_	_	_	_	_	_	_	start_char=15|end_char=16|SpaceAfter=No

`
	var out strings.Builder
	if err := Write(&out, doc); err != nil {
		t.Fatal(err)
	}
	if out.String() != want {
		t.Errorf("got\n%s", out.String())
	}
	doc.Tokens[2].Head = 4
	if err := Write(io.Discard, doc); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("head outside the sentence: %v", err)
	}
}

// FuzzReadDoc: whatever is read is a tree in every sentence and survives
// writing and reading again; everything else is an error.
func FuzzReadDoc(f *testing.F) {
	f.Add(twoSentences)
	f.Add("1-2\tdel\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\tde\t_\t_\t_\t_\t_\t_\t_\t_\n2\tel\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER\n")
	f.Add("1-2\tà\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n2\ta\t_\t_\t_\t_\t1\tx\t_\tSpacesAfter=\\n|NER=B-PER\n3\t.\t_\t_\t_\t_\t1\tx\t_\t_\n")
	f.Fuzz(func(t *testing.T, in string) {
		doc, err := ReadDoc(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, s := range doc.Sents {
			checkSentence(t, doc, s)
		}
		var out bytes.Buffer
		if err := Write(&out, doc); err != nil {
			t.Fatalf("cannot write what was read: %v", err)
		}
		again, err := ReadDoc(&out)
		if err != nil {
			t.Fatalf("cannot read what was written: %v\n%s", err, out.String())
		}
		again.Report, doc.Report = "", ""
		if !reflect.DeepEqual(doc, again) {
			t.Errorf("first  %+v\nsecond %+v", doc, again)
		}
	})
}

func checkSentence(t *testing.T, doc *tocsin.Doc, s tocsin.Span) {
	roots, parsed := 0, doc.Tokens[s.Start].Rel != ""
	for i := s.Start; i < s.End; i++ {
		h, steps := i, 0
		for ; h >= 0 && steps <= s.Len(); steps++ {
			if h = doc.Tokens[h].Head; h >= 0 && !s.Contains(h) {
				t.Fatalf("head %d outside %v", h, s)
			}
		}
		if steps > s.Len() {
			t.Fatalf("token %d is in a cycle", i)
		}
		if doc.Tokens[i].Head < 0 {
			roots++
		}
	}
	if parsed && roots != 1 {
		t.Fatalf("%d roots", roots)
	}
}

// TestTreebanks reads whole treebanks where they are at hand and checks that
// "# text" agrees with the text that was rebuilt.
func TestTreebanks(t *testing.T) {
	root := os.Getenv("TOCSIN_SHARED")
	if root == "" {
		root = "../../../shared"
	}
	files, _ := filepath.Glob(filepath.Join(root, "data", "ud-*", "*dev*.conllu"))
	if len(files) == 0 {
		t.Skip("no treebanks")
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		in, n := NewReader(f), 0
		for {
			s, err := in.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", filepath.Base(name), err)
			}
			n++
			var b builder
			b.add(s)
			text, _ := s.Comment("text")
			b.finish()
			if got := b.doc.Slice(b.doc.Sents[0]); oneLine(got) != oneLine(text) {
				t.Errorf("%s:%d: %q, text %q", filepath.Base(name), s.Line, got, text)
			}
		}
		t.Logf("%s: %d sentences", filepath.Base(name), n)
	}
}

// FuzzReader: a sentence that is read is written back as it was.
func FuzzReader(f *testing.F) {
	f.Add(twoSentences)
	f.Fuzz(func(t *testing.T, in string) {
		s, err := NewReader(strings.NewReader(in)).Read()
		if err != nil {
			return
		}
		var out bytes.Buffer
		w := NewWriter(&out)
		if err := w.Write(s); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		again, err := NewReader(&out).Read()
		if err != nil {
			t.Fatal(err)
		}
		s.Line, again.Line = 0, 0
		if !reflect.DeepEqual(s, again) {
			t.Errorf("first  %+v\nsecond %+v", s, again)
		}
	})
}
