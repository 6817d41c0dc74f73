package pipeline

import (
	"errors"
	"slices"
	"testing"

	"tocsin"
	"tocsin/coder"
)

// TestExplain: an explanation has the events that coding gives, and a reason
// for every word that has none.
func TestExplain(t *testing.T) {
	const text = sample + " The players want to hit the target. The navy would have to attack, critics said. " +
		"Two policemen were killed in the clash with rebels. France will send tanks to Ukraine, Paris said. Clouds drifted."
	rep := tocsin.Report{ID: "r", Lang: "en", Published: day, Text: text}
	p := loaded(t)
	_, ms, err := p.Code(rep)
	if err != nil {
		t.Fatal(err)
	}
	doc, xs, err := p.Explain(rep, -1)
	if err != nil || len(xs) != len(doc.Sents) {
		t.Fatalf("%d explanations of %d sentences, %v", len(xs), len(doc.Sents), err)
	}
	var told []string
	for _, x := range xs {
		for _, look := range x.Looks {
			if (look.Quiet == "") != (look.Record != nil) {
				t.Errorf("sentence %d, %q: quiet because %q, record %v", x.Sentence, doc.Tokens[look.Head].Form, look.Quiet, look.Record)
			}
			if look.Record != nil {
				told = append(told, look.Record.Mention.ID)
				checkTrials(t, &look)
			}
		}
	}
	var want []string
	for _, m := range ms {
		want = append(want, m.ID)
	}
	if len(want) < 5 || !slices.Equal(told, want) {
		t.Errorf("explained %v, coded %v", told, want)
	}
}

// checkTrials: one row wins, it is the record's, and those it beats come after.
func checkTrials(t *testing.T, look *coder.Look) {
	t.Helper()
	won := slices.IndexFunc(look.Trials, func(x coder.Trial) bool { return x.Outcome == coder.Chosen })
	if won < 0 || look.Trials[won].Sense != look.Record.Candidate.Sense {
		t.Errorf("%+v is not the row of the record", look.Trials)
		return
	}
	for i, x := range look.Trials {
		if x.Outcome == coder.Lighter && i < won || x.Outcome == coder.Barred && x.Cond == "" {
			t.Errorf("row %s: %s %q", x.Sense.Source, x.Outcome, x.Cond)
		}
	}
}

func TestExplainNoSuchSentence(t *testing.T) {
	rep := tocsin.Report{ID: "r", Lang: "en", Published: day, Text: sample}
	if _, xs, err := loaded(t).Explain(rep, 7); !errors.Is(err, tocsin.ErrInvalid) || xs != nil {
		t.Errorf("%v, %v", xs, err)
	}
	_, xs, err := loaded(t).Explain(rep, 1)
	if err != nil || len(xs) != 1 || xs[0].Sentence != 1 {
		t.Errorf("%v, %v", xs, err)
	}
}
