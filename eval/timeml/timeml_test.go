package timeml

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/roughdoc"
)

const sample = `<?xml version="1.0" ?>
<TimeML><DOCID>x</DOCID>
<DCT><TIMEX3 tid="t0" type="TIME" value="2020-08-05T10:00" functionInDocument="CREATION_TIME">5 August</TIMEX3></DCT>
<TITLE>On <TIMEX3 tid="t9" type="DATE" value="2019">2019</TIMEX3></TITLE>
<TEXT>Rebels &amp; guards <EVENT eid="e1" class="OCCURRENCE">fought</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2020-08-03">Monday</TIMEX3> for <TIMEX3 tid="t2" type="DURATION" value="PT2H">two hours</TIMEX3>.</TEXT>
</TimeML>`

func TestRead(t *testing.T) {
	doc, err := Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	if doc.Text != "Rebels & guards fought on Monday for two hours." || doc.Day.String() != "2020-08-05" || len(doc.Times) != 2 {
		t.Fatalf("got %+v", doc)
	}
	for i, want := range []string{"Monday", "two hours"} {
		if x := doc.Times[i]; doc.Text[x.Start:x.End] != want {
			t.Errorf("expression %d is %q, want %q", i, doc.Text[x.Start:x.End], want)
		}
	}
	if _, err := Read(strings.NewReader("<TimeML><TEXT>")); err == nil {
		t.Error("broken file accepted")
	}
}

// spanOf finds the tokens of a phrase.
func spanOf(t *testing.T, doc *tocsin.Doc, phrase string) tocsin.Span {
	t.Helper()
	at := strings.Index(doc.Text, phrase)
	s := tocsin.Span{Start: -1}
	for i, tok := range doc.Tokens {
		if tok.Start == at {
			s.Start = i
		}
		if tok.End == at+len(phrase) {
			s.End = i + 1
		}
	}
	if s.Start < 0 || s.End == 0 {
		t.Fatalf("no tokens for %q in %q", phrase, doc.Text)
	}
	return s
}

func TestAdd(t *testing.T) {
	gold, err := Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	doc := roughdoc.New(gold.Text, gold.Day)
	a, b := spanOf(t, doc, "on Monday"), spanOf(t, doc, "two")
	doc.Times = []tocsin.When{
		{Span: a, Head: a.End - 1, Kind: "DATE", Value: "2020-08-03/2020-08-05"},
		{Span: b, Head: b.Start, Kind: "DURATION", Value: "PT3H"},
	}
	var s Score
	s.Add(gold, doc)
	if s.Gold != 2 || s.Found != 2 || s.Overlap != 2 || s.Strict != 1 || s.Value != 1 || s.Type != 2 || len(s.Faults) != 1 {
		t.Errorf("got %+v", s)
	}
	doc.Times = doc.Times[:1]
	s = Score{}
	s.Add(gold, doc)
	if s.Found != 1 || s.Overlap != 1 || len(s.Faults) != 1 || s.Faults[0].WantText != "two hours" {
		t.Errorf("got %+v", s)
	}
	var b2 strings.Builder
	s.Print(&b2)
	if !strings.Contains(b2.String(), "strict_p     1.0000\nstrict_r     0.5000\n") {
		t.Errorf("printed %s", b2.String())
	}
}

func TestConvert(t *testing.T) {
	day := tocsin.Day{Year: 2020, Month: 8, Date: 5}
	for _, c := range []struct{ text, phrase, value, want string }{
		{"They fought from May to June.", "from May to June", "2020-05/2020-06", "May=2020-05 June=2020-06"},
		{"They fought two days after it.", "two days after", "2020-08-01", "two days=2020-08-01"},
		{"They fight until Friday.", "until Friday", "2020-08-05/2020-08-07", "Friday=2020-08-07"},
		{"They read Monday's note.", "Monday's", "2020-08-03", "Monday=2020-08-03"},
		{"They fought about two days.", "about two days", "P2D", "about two days=P2D"},
	} {
		doc := roughdoc.New(c.text, day)
		s := spanOf(t, doc, c.phrase)
		var got []string
		for _, x := range convert(doc, &tocsin.When{Span: s, Head: s.End - 1, Kind: "DATE", Value: c.value}) {
			got = append(got, doc.Text[x.Start:x.End]+"="+x.Value)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %v, want %s", c.phrase, got, c.want)
		}
	}
}

func TestReadDir(t *testing.T) {
	dir := t.TempDir()
	if _, err := ReadDir(dir); err == nil {
		t.Error("empty folder accepted")
	}
	if err := os.WriteFile(filepath.Join(dir, "a.tml"), []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(dir, "again")
	if err := os.Mkdir(again, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(again, "a.tml"), []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	docs, err := ReadDir(dir)
	if err != nil || len(docs) != 1 || docs[0].Name != "a.tml" {
		t.Errorf("got %v, %v", docs, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(t *testing.T, s string) {
		doc, err := Read(strings.NewReader(s))
		if err != nil {
			return
		}
		end := 0
		for _, x := range doc.Times {
			if x.Start < end || x.End < x.Start || x.End > len(doc.Text) {
				t.Fatalf("expression %+v in a text of %d bytes", x, len(doc.Text))
			}
			end = x.End
		}
	})
}
