package eval

import (
	"strings"
	"testing"
)

const goldTree = `# text = He can't stop. Go
1	He	he	PRON	PRP	_	4	nsubj	_	_
2-3	can't	_	_	_	_	_	_	_	_
2	ca	can	AUX	MD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	stop	stop	VERB	VB	VerbForm=Inf	0	root	_	_
5	.	.	PUNCT	.	_	4	punct	_	_

1	Go	go	VERB	VB	_	0	root	_	_

`

// The system joins the sentences, keeps "can't" whole and finds another
// subtype and another tag.
const systemTree = `1	He	he	PRON	PRP	_	3	nsubj:pass	_	_
2	can't	can't	AUX	MD	_	3	aux	_	_
3	stop	stop	NOUN	NN	_	0	root	_	_
4	.	.	PUNCT	.	_	3	punct	_	_
5	Go	go	VERB	VB	_	3	parataxis	_	_

`

func TestCompareTrees(t *testing.T) {
	gold, err := ReadTreebank(strings.NewReader(goldTree))
	if err != nil {
		t.Fatal(err)
	}
	system, err := ReadTreebank(strings.NewReader(systemTree))
	if err != nil {
		t.Fatal(err)
	}
	p, err := CompareTrees(gold, system)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name      string
		got, want Tally
	}{
		{"sentences", p.Sentences, Tally{0, 1, 2}},
		{"words", p.Words, Tally{4, 5, 6}},
		{"upos", p.UPOS, Tally{3, 5, 6}},
		{"xpos", p.XPOS, Tally{3, 5, 6}},
		{"feats", p.Feats, Tally{3, 5, 6}},
		{"lemma", p.Lemma, Tally{4, 5, 6}},
		{"uas", p.UAS, Tally{3, 5, 6}},
		{"las", p.LAS, Tally{3, 5, 6}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
	same, err := CompareTrees(gold, gold)
	if err != nil || same.LAS != (Tally{6, 6, 6}) || same.Sentences != (Tally{2, 2, 2}) {
		t.Errorf("a treebank against itself: %+v, %v", same, err)
	}
	if _, err := CompareTrees(gold, system[:0]); err == nil {
		t.Error("different texts were compared")
	}
}

func TestNames(t *testing.T) {
	in := "# x\n1\tKofi\tB-PER\t-\t-\n2\tAnnan\tI-PER\t-\t-\n3\tleft\tO\t-\t-\n4\tGhana\tI-LOC\n5\tTogo\tB-LOC\n6\tx\tB-OTH\n\n"
	s, err := ReadIOB2(strings.NewReader(in))
	if err != nil || len(s) != 1 {
		t.Fatal(s, err)
	}
	gold := s[0].Spans()
	if len(gold) != 3 || gold[0].End != 2 || gold[1].Label != "LOC" {
		t.Fatalf("spans %v", gold)
	}
	got := CompareNames(gold, gold[:2]).Add(CompareNames(gold[2:], gold[:1]))
	if got != (Tally{2, 3, 4}) {
		t.Errorf("%+v", got)
	}
	if _, err := ReadIOB2(strings.NewReader("1\tKofi\n")); err == nil {
		t.Error("two columns were read")
	}
}
