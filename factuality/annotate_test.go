package factuality_test

import (
	"fmt"
	"strings"
	"testing"

	"tocsin"
	"tocsin/factuality"
	"tocsin/nlp/conllu"
)

// parse builds a Doc of one sentence from tokens written
// "form|lemma|UPOS|XPOS|head|relation".
func parse(t testing.TB, text string) *tocsin.Doc {
	t.Helper()
	var b strings.Builder
	for i, w := range strings.Fields(text) {
		p := strings.Split(w, "|")
		if len(p) != 6 {
			t.Fatalf("bad token %q", w)
		}
		fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\t_\t%s\t%s\t_\t_\n", i+1, p[0], p[1], p[2], p[3], p[4], p[5])
	}
	doc, err := conllu.Parse(b.String() + "\n")
	if err != nil {
		t.Fatal(err)
	}
	doc.Lang = "en"
	return doc
}

func TestAnnotate(t *testing.T) {
	a, err := factuality.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, text, want string }{
		{"plain", `Rebels|rebel|NOUN|NNS|2|nsubj shelled|shell|VERB|VBD|0|root Arda|Arda|PROPN|NNP|2|obj`, ""},
		{"negation", `Rebels|rebel|NOUN|NNS|4|nsubj did|do|AUX|VBD|4|aux not|not|PART|RB|4|advmod shell|shell|VERB|VB|0|root Arda|Arda|PROPN|NNP|4|obj`, "shell negated (not)"},
		{"future", `Rebels|rebel|NOUN|NNS|3|nsubj will|will|AUX|MD|3|aux shell|shell|VERB|VB|0|root Arda|Arda|PROPN|NNP|3|obj`, "shell planned (will)"},
		{"no future", `Rebels|rebel|NOUN|NNS|4|nsubj will|will|AUX|MD|4|aux not|not|PART|RB|4|advmod shell|shell|VERB|VB|0|root Arda|Arda|PROPN|NNP|4|obj`, "shell negated (not)"},
		{"may not stays open", `Rebels|rebel|NOUN|NNS|4|nsubj may|may|AUX|MD|4|aux not|not|PART|RB|4|advmod leave|leave|VERB|VB|0|root`, "leave possible (may)"},
		{"could not", `Rebels|rebel|NOUN|NNS|4|nsubj could|could|AUX|MD|4|aux not|not|PART|RB|4|advmod leave|leave|VERB|VB|0|root`, "leave negated (not)"},
		{"no argument", `No|no|DET|DT|2|det shot|shot|NOUN|NN|4|nsubj:pass was|be|AUX|VBD|4|aux:pass fired|fire|VERB|VBN|0|root`, "shot negated (No); fired negated (No)"},
		{"not a single", `Not|not|ADV|RB|4|advmod a|a|DET|DT|4|det single|single|ADJ|JJ|4|amod shot|shot|NOUN|NN|6|nsubj:pass was|be|AUX|VBD|6|aux:pass fired|fire|VERB|VBN|0|root`, "fired negated (Not)"},
		{"failed", `Rebels|rebel|NOUN|NNS|2|nsubj failed|fail|VERB|VBD|0|root to|to|PART|TO|4|mark leave|leave|VERB|VB|2|xcomp`, "leave negated (failed)"},
		{"did not fail", `Rebels|rebel|NOUN|NNS|4|nsubj did|do|AUX|VBD|4|aux not|not|PART|RB|4|advmod fail|fail|VERB|VB|0|root to|to|PART|TO|6|mark leave|leave|VERB|VB|4|xcomp`, "fail negated (not)"},
		{"plan to launch an attack", `Rebels|rebel|NOUN|NNS|2|nsubj plan|plan|VERB|VBP|0|root to|to|PART|TO|4|mark launch|launch|VERB|VB|2|xcomp an|a|DET|DT|6|det attack|attack|NOUN|NN|4|obj`, "launch planned (plan); attack planned (plan)"},
		{"called off", `Rebels|rebel|NOUN|NNS|2|nsubj called|call|VERB|VBD|0|root off|off|ADP|RP|2|compound:prt the|the|DET|DT|5|det strike|strike|NOUN|NN|2|obj`, "strike negated (called)"},
		{"purpose", `Oslo|Oslo|PROPN|NNP|2|nsubj sent|send|VERB|VBD|0|root ships|ship|NOUN|NNS|2|obj to|to|PART|TO|5|mark block|block|VERB|VB|2|advcl ports|port|NOUN|NNS|5|obj`, "block planned (to)"},
		{"condition", `If|if|SCONJ|IN|3|mark talks|talk|NOUN|NNS|3|nsubj fail|fail|VERB|VBP|6|advcl tanks|tank|NOUN|NNS|6|nsubj may|may|AUX|MD|6|aux move|move|VERB|VB|0|root`, "fail possible (If); move possible (may)"},
		{"going on", `Tanks|tank|NOUN|NNS|3|nsubj are|be|AUX|VBP|3|aux shelling|shell|VERB|VBG|0|root Arda|Arda|PROPN|NNP|3|obj`, "shelling ongoing (are)"},
		{"perfect progressive", `Ships|ship|NOUN|NNS|4|nsubj have|have|AUX|VBP|4|aux been|be|AUX|VBN|4|aux escorting|escort|VERB|VBG|0|root it|it|PRON|PRP|4|obj`, "escorting ongoing (been)"},
		{"reported past progressive", `Oslo|Oslo|PROPN|NNP|2|nsubj said|say|VERB|VBD|0|root troops|troops|NOUN|NNS|5|nsubj were|be|AUX|VBD|5|aux leaving|leave|VERB|VBG|2|ccomp`, "leaving ongoing (were)"},
		{"backdrop past progressive", `The|the|DET|DT|2|det man|man|NOUN|NN|6|nsubj who|who|PRON|WP|5|nsubj was|be|AUX|VBD|5|aux visiting|visit|VERB|VBG|2|acl:relcl died|die|VERB|VBD|0|root`, ""},
		{"condition without if", `Had|have|AUX|VBD|3|aux Oslo|Oslo|PROPN|NNP|3|nsubj fired|fire|VERB|VBN|6|advcl they|they|PRON|PRP|6|nsubj would|would|AUX|MD|6|aux flee|flee|VERB|VB|0|root .|.|PUNCT|.|6|punct`, "fired possible (Had); flee planned (would)"},
		{"a question is none", `Had|have|AUX|VBD|3|aux Oslo|Oslo|PROPN|NNP|3|nsubj fired|fire|VERB|VBN|0|root ?|?|PUNCT|.|3|punct`, "fired possible ()"},
		{"open whether", `It|it|PRON|PRP|3|expl is|be|AUX|VBZ|3|cop plain|plain|ADJ|JJ|0|root whether|whether|SCONJ|IN|6|mark he|he|PRON|PRP|6|nsubj fled|flee|VERB|VBD|3|csubj`, "fled possible (whether)"},
		{"not this but that", `It|it|PRON|PRP|2|nsubj hit|hit|VERB|VBD|0|root not|not|PART|RB|5|advmod a|a|DET|DT|5|det base|base|NOUN|NN|2|obj but|but|CCONJ|CC|8|cc a|a|DET|DT|8|det school|school|NOUN|NN|5|conj`, ""},
		{"due", `Ships|ship|NOUN|NNS|5|nsubj are|be|AUX|VBP|5|cop due|due|ADJ|JJ|5|mark to|to|PART|TO|3|fixed sail|sail|VERB|VB|0|root`, "sail planned (due)"},
		{"yet to", `Oslo|Oslo|PROPN|NNP|2|nsubj has|have|VERB|VBZ|0|root yet|yet|ADV|RB|2|advmod to|to|PART|TO|5|mark sail|sail|VERB|VB|2|xcomp`, "sail negated (has)"},
		{"hedge", `A|a|DET|DT|2|det salvo|salvo|NOUN|NN|4|nsubj reportedly|reportedly|ADV|RB|4|advmod struck|strike|VERB|VBD|0|root Arda|Arda|PROPN|NNP|4|obj`, "struck possible (reportedly)"},
		{"appears", `The|the|DET|DT|2|det jet|jet|NOUN|NN|3|nsubj appears|appear|VERB|VBZ|0|root to|to|PART|TO|6|mark have|have|AUX|VB|6|aux crashed|crash|VERB|VBN|3|xcomp`, "crashed possible (appears)"},
		{"modifier", `A|a|DET|DT|3|det planned|planned|ADJ|JJ|3|amod exercise|exercise|NOUN|NN|4|nsubj worries|worry|VERB|VBZ|0|root Oslo|Oslo|PROPN|NNP|4|obj`, "exercise planned (planned)"},
		{"possibility of", `The|the|DET|DT|2|det risk|risk|NOUN|NN|6|nsubj of|of|ADP|IN|5|case an|a|DET|DT|5|det attack|attack|NOUN|NN|2|nmod grew|grow|VERB|VBD|0|root`, "attack possible (risk)"},
		{"presupposed attack", `Oslo|Oslo|PROPN|NNP|3|nsubj will|will|AUX|MD|3|aux condemn|condemn|VERB|VB|0|root the|the|DET|DT|5|det attack|attack|NOUN|NN|3|obj`, "condemn planned (will)"},
		{"to be", `Ships|ship|NOUN|NNS|4|nsubj are|be|AUX|VBP|4|cop to|to|PART|TO|4|mark leave|leave|VERB|VB|0|root`, "leave planned (are)"},
		{"denial is the speaker's", `Oslo|Oslo|PROPN|NNP|2|nsubj denied|deny|VERB|VBD|0|root sending|send|VERB|VBG|2|xcomp tanks|tank|NOUN|NNS|3|obj`, ""},
		{"without", `They|they|PRON|PRP|2|nsubj left|leave|VERB|VBD|0|root without|without|SCONJ|IN|4|mark firing|fire|VERB|VBG|2|advcl`, "firing negated (without)"},
		{"shared auxiliary", `They|they|PRON|PRP|3|nsubj will|will|AUX|MD|3|aux land|land|VERB|VB|0|root and|and|CCONJ|CC|5|cc attack|attack|VERB|VB|3|conj`, "land planned (will); attack planned (will)"},
		{"not only", `They|they|PRON|PRP|4|nsubj not|not|PART|RB|3|advmod only|only|ADV|RB|4|advmod fired|fire|VERB|VBD|0|root`, ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			doc := parse(t, tc.text)
			a.Annotate(doc)
			var got []string
			for _, s := range doc.Status {
				got = append(got, fmt.Sprintf("%s %s (%s)", doc.Tokens[s.Token].Form, s.Status, doc.Slice(s.Cue)))
			}
			if g := strings.Join(got, "; "); g != tc.want {
				t.Errorf("got %q, want %q", g, tc.want)
			}
		})
	}
}

// A quote of an onlooker turns plans into possibilities.
func TestForeseen(t *testing.T) {
	a, err := factuality.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	text := `Analysts|analyst|NOUN|NNS|2|nsubj say|say|VERB|VBP|0|root troops|troops|NOUN|NNS|5|nsubj will|will|AUX|MD|5|aux leave|leave|VERB|VB|2|ccomp`
	for _, tc := range []struct {
		head int
		want tocsin.Status
	}{{0, tocsin.Possible}, {2, tocsin.Planned}} {
		doc := parse(t, text)
		doc.Quotes = []tocsin.Quote{{Head: tc.head, Party: -1, Outer: -1, Content: []tocsin.Span{{Start: 2, End: 5}}}}
		a.Annotate(doc)
		if got := doc.StatusOf(4).Status; got != tc.want {
			t.Errorf("source %q: %s, want %s", doc.Tokens[tc.head].Form, got, tc.want)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	a, err := factuality.Load("en")
	if err != nil {
		f.Fatal(err)
	}
	words := []string{"will", "not", "fail", "attack", "if", "to", "no", "go", "call", "off", "reportedly", "be", "?", "would", "'d"}
	tags := []string{"VERB", "NOUN", "ADJ", "AUX", "PART", "PUNCT", "DET"}
	rels := []string{"root", "aux", "advmod", "xcomp", "obj", "nsubj", "advcl", "mark", "conj", "cop", "acl", "det"}
	f.Add([]byte("\x01\x02\x03\x04\x05\x06\x07\x08"))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := &tocsin.Doc{}
		n := min(len(data)/4, 100)
		for k := range n {
			w := words[int(data[4*k])%len(words)]
			head := int(data[4*k+1])%n - 1
			doc.Tokens = append(doc.Tokens, tocsin.Token{Start: len(doc.Text), End: len(doc.Text) + len(w), Form: w, Lemma: w,
				UPOS: tags[int(data[4*k+2])%len(tags)], XPOS: "VB", Head: head, Rel: rels[int(data[4*k+3])%len(rels)]})
			doc.Text += w
		}
		if n > 0 {
			doc.Sents = []tocsin.Span{{Start: 0, End: n}}
		}
		a.Annotate(doc)
		last := -1
		for _, s := range doc.Status {
			if s.Token <= last || s.Token >= n || s.Status == tocsin.Occurred || s.Cue.Start < 0 || s.Cue.End > n {
				t.Fatalf("status %+v of %d tokens", s, n)
			}
			last = s.Token
		}
	})
}
