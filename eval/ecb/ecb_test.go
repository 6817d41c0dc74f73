package ecb

import (
	"errors"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"tocsin"
)

const article = `<Document doc_name="1_1ecb.xml">
<token t_id="1" sentence="0" number="0">They</token><token t_id="2" sentence="0" number="1">do</token><token t_id="3" sentence="0" number="2">n't</token>
<token t_id="4" sentence="0" number="3">fire</token><token t_id="5" sentence="0" number="4">.</token>
<token t_id="6" sentence="1" number="0">One</token><token t_id="7" sentence="1" number="1">attack</token>
<Markables><NEG_ACTION_OCCURRENCE m_id="1"><token_anchor t_id="4"/></NEG_ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="2"><token_anchor t_id="7"/></ACTION_OCCURRENCE><HUMAN_PART m_id="3"><token_anchor t_id="1"/></HUMAN_PART></Markables>
<Relations><CROSS_DOC_COREF r_id="9" note="ACT1"><source m_id="1"/><target m_id="5"/></CROSS_DOC_COREF></Relations></Document>`

func TestRead(t *testing.T) {
	corpus := fstest.MapFS{
		"ECB+/1/1_1ecb.xml":                 {Data: []byte(article)},
		"ECBplus_coreference_sentences.csv": {Data: []byte("Topic,File,Sentence Number\n1,1ecb,0\n")},
	}
	docs, err := Read(corpus, 1)
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d articles, %v", len(docs), err)
	}
	d := docs[0]
	if d.Text != "They don't fire.\nOne attack" || len(d.Actions) != 1 {
		t.Fatalf("%q, %+v", d.Text, d.Actions)
	}
	if a := d.Actions[0]; d.Text[a.Start:a.End] != "fire" || a.Chain != "ACT1" {
		t.Errorf("%q in chain %q", d.Text[a.Start:a.End], a.Chain)
	}
	if d.Address != "" || d.Dated || d.Day != Neutral() {
		t.Errorf("%+v", d)
	}
	page := strings.Replace(article, `sentence="0" number="0">They<`, `sentence="7" number="0">http</token><token t_id="8" sentence="7" number="1">://a.example/2012/05/03<`, 1)
	corpus["ECB+/1/1_1ecb.xml"].Data = []byte(page)
	if docs, err = Read(corpus, 1); err != nil || docs[0].Address != "http://a.example/2012/05/03" || !docs[0].Dated || !strings.HasPrefix(docs[0].Text, "do") {
		t.Errorf("a page: %+v, %v", docs, err)
	}
	if _, err := Read(corpus, 2); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("a topic that is not there: %v", err)
	}
}

// TestDates: pages tell their day in the address or in a line of their own; the
// other articles of the topic take the day of most.
func TestDates(t *testing.T) {
	text := func(lines ...string) string { return strings.Join(lines, "\n") }
	docs := []Document{
		{Address: "http://news.example/2012/05/03/fire", Text: text("Fire in Vik", "A barn burnt.")},
		{Address: "http://news.example/20120504-fire", Text: "A barn burnt."},
		{Text: text("Fire in Vik", "Updated: 3 May 2012, 7 pm", "A barn burnt.")},
		{Text: text("POSTED 5 / 3 / 2012 by staff", "A barn burnt.")},
		{Text: text("Fire in Vik", "A barn that was built on May 9, 2001 burnt.")},
		{Text: text("Fire in Vik", "version 2012.13.45", "A barn burnt.")},
	}
	date(docs)
	for i, want := range []string{"2012-05-03", "2012-05-04", "2012-05-03", "2012-05-03", "2012-05-03", "2012-05-03"} {
		if docs[i].Day.String() != want || docs[i].Dated != (i < 4) {
			t.Errorf("%d: %s, dated %v, want %s", i, docs[i].Day, docs[i].Dated, want)
		}
	}
	quiet := []Document{{Text: "A barn burnt."}}
	if date(quiet); quiet[0].Day != Neutral() || quiet[0].Dated {
		t.Errorf("no day told: %+v", quiet[0])
	}
}

// TestUndated: what was reckoned from a day that the article does not tell is
// left out.
func TestUndated(t *testing.T) {
	ms := []tocsin.Mention{
		{Background: true, Time: &tocsin.EventTime{Basis: tocsin.Relative}},
		{Background: true, Time: &tocsin.EventTime{Basis: tocsin.Stated}},
		{Background: true},
	}
	Undated(ms)
	if ms[0].Time != nil || ms[0].Background || ms[1].Time == nil || ms[1].Background || !ms[2].Background {
		t.Errorf("%+v", ms)
	}
}

func TestScore(t *testing.T) {
	docs := []Document{{Name: "d", Actions: []Action{{0, 4, "x"}, {5, 9, "x"}, {10, 14, "y"}, {15, 19, "z"}}}}
	at := func(start int, event, lemma string) Coded {
		return Coded{Document: "d", Trigger: tocsin.Segment{Start: start, End: start + 3}, Event: event, Lemma: lemma}
	}
	var s Score
	s.Add(docs, []Coded{at(0, "a", "fire"), at(5, "a", "shoot"), at(10, "b", "fire"), at(40, "c", "meet")})
	got := s.Figures()
	for name, want := range map[string]float64{"matched": 0.75, "b3_f": 1, "lemma_b3_p": 2. / 3, "lemma_b3_r": 2. / 3, "gain": 1. / 3} {
		if math.Abs(got[name]-want) > 1e-9 {
			t.Errorf("%s is %f, want %f", name, got[name], want)
		}
	}
}

// FuzzParse: whatever the bytes, the actions of an article that is accepted lie
// in its text.
func FuzzParse(f *testing.F) {
	f.Add([]byte(article))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := parse("d", b, map[int]bool{0: true, 1: true})
		if err != nil {
			return
		}
		n := len([]rune(d.Text))
		for _, a := range d.Actions {
			if a.Start < 0 || a.End > n || a.Start >= a.End {
				t.Errorf("action %d to %d of %d", a.Start, a.End, n)
			}
		}
	})
}
