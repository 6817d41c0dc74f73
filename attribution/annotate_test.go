package attribution_test

import (
	"fmt"
	"strings"
	"testing"

	"tocsin"
	"tocsin/attribution"
	"tocsin/nlp/conllu"
)

// parse builds a Doc from tokens written "form|lemma|UPOS|head|relation" with
// an optional Penn tag; a line is a sentence, an empty line a new paragraph.
func parse(t testing.TB, text string) *tocsin.Doc {
	t.Helper()
	var b strings.Builder
	par := false
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 {
			par = b.Len() > 0
			continue
		}
		if par {
			b.WriteString("# newpar\n")
			par = false
		}
		for i, w := range words {
			p := strings.Split(w, "|")
			if len(p) < 5 {
				t.Fatalf("bad token %q", w)
			}
			xpos := "_"
			if len(p) > 5 {
				xpos = p[5]
			}
			fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\t_\t%s\t%s\t_\t_\n", i+1, p[0], p[1], p[2], xpos, p[3], p[4])
		}
		b.WriteString("\n")
	}
	doc, err := conllu.Parse(b.String())
	if err != nil {
		t.Fatal(err)
	}
	doc.Lang = "en"
	return doc
}

// show writes a quote as "source / cue / stance / holder / content".
func show(doc *tocsin.Doc, q *tocsin.Quote) string {
	var parts []string
	for _, s := range q.Content {
		parts = append(parts, doc.Slice(s))
	}
	out := fmt.Sprintf("%s / %s / %s / %s / %s", doc.Slice(q.Source), doc.Slice(q.Cue), q.Stance, q.Holder, strings.Join(parts, " … "))
	if !q.Relay.IsZero() {
		out += " / via " + doc.Slice(q.Relay)
	}
	return out
}

func TestAnnotate(t *testing.T) {
	a, err := attribution.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, text string
		want       []string
	}{
		{"indirect", `
The|the|DET|2|det ministry|ministry|NOUN|3|nsubj said|say|VERB|0|root rebels|rebel|NOUN|5|nsubj shelled|shell|VERB|3|ccomp Arda|Arda|PROPN|5|obj .|.|PUNCT|3|punct`,
			[]string{"The ministry / said / assert / government / rebels shelled Arda"}},
		{"trailing cue as root", `
Rebels|rebel|NOUN|2|nsubj shelled|shell|VERB|6|ccomp Arda|Arda|PROPN|2|obj ,|,|PUNCT|6|punct officials|official|NOUN|6|nsubj said|say|VERB|0|root .|.|PUNCT|6|punct`,
			[]string{"officials / said / assert / unnamed / Rebels shelled Arda"}},
		{"trailing cue as aside", `
Rebels|rebel|NOUN|2|nsubj shelled|shell|VERB|0|root Arda|Arda|PROPN|2|obj ,|,|PUNCT|6|punct officials|official|NOUN|6|nsubj said|say|VERB|2|parataxis .|.|PUNCT|2|punct`,
			[]string{"officials / said / assert / unnamed / Rebels shelled Arda"}},
		{"time clause stays the narrator's", `
Oslo|Oslo|PROPN|2|nsubj said|say|VERB|0|root troops|troops|NOUN|4|nsubj left|leave|VERB|2|ccomp after|after|SCONJ|7|mark jets|jet|NOUN|7|nsubj struck|strike|VERB|4|advcl .|.|PUNCT|2|punct`,
			[]string{"Oslo / said / assert / person / troops left"}},
		{"time clause taken for what an aside says", `
Troops|troops|NOUN|2|nsubj left|leave|VERB|0|root ,|,|PUNCT|5|punct Oslo|Oslo|PROPN|5|nsubj said|say|VERB|2|parataxis ,|,|PUNCT|9|punct after|after|SCONJ|9|mark jets|jet|NOUN|9|nsubj struck|strike|VERB|5|ccomp .|.|PUNCT|2|punct`,
			[]string{"Oslo / said / assert / person / Troops left"}},
		{"coordinated clause after a comma stays the narrator's", `
Oslo|Oslo|PROPN|2|nsubj said|say|VERB|0|root troops|troops|NOUN|4|nsubj left|leave|VERB|2|ccomp ,|,|PUNCT|8|punct and|and|CCONJ|8|cc jets|jet|NOUN|8|nsubj struck|strike|VERB|4|conj .|.|PUNCT|2|punct`,
			[]string{"Oslo / said / assert / person / troops left"}},
		{"denial with gerund", `
Minsk|Minsk|PROPN|2|nsubj denied|deny|VERB|0|root sending|send|VERB|2|xcomp|VBG tanks|tank|NOUN|3|obj .|.|PUNCT|2|punct`,
			[]string{"Minsk / denied / deny / person / sending tanks"}},
		{"accusation and relative denial", `
Oslo|Oslo|PROPN|2|nsubj accused|accuse|VERB|0|root Minsk|Minsk|PROPN|2|obj of|of|SCONJ|5|mark shelling|shell|VERB|2|advcl|VBG Arda|Arda|PROPN|5|obj ,|,|PUNCT|10|punct which|which|PRON|10|obj Minsk|Minsk|PROPN|10|nsubj denied|deny|VERB|6|acl:relcl .|.|PUNCT|2|punct`,
			[]string{"Oslo / accused / accuse / person / of shelling Arda", "Minsk / denied / deny / person / of shelling Arda"}},
		{"according to", `
Two|two|NUM|2|nummod boats|boat|NOUN|3|nsubj sank|sink|VERB|0|root ,|,|PUNCT|8|punct according|accord|VERB|8|case to|to|ADP|5|fixed the|the|DET|8|det navy|navy|NOUN|3|obl .|.|PUNCT|3|punct`,
			[]string{"the navy / according to / assert / government / Two boats sank"}},
		{"two sources are two holders", `
Boats|boat|NOUN|2|nsubj sank|sink|VERB|7|ccomp ,|,|PUNCT|7|punct police|police|NOUN|7|nsubj and|and|CCONJ|6|cc witnesses|witness|NOUN|4|conj say|say|VERB|0|root`,
			[]string{"police / say / assert / government / Boats sank", "witnesses / say / assert / unnamed / Boats sank"}},
		{"quoted as saying", `
Interfax|Interfax|PROPN|2|nsubj quoted|quote|VERB|0|root the|the|DET|4|det ministry|ministry|NOUN|2|obj as|as|SCONJ|6|mark saying|say|VERB|2|advcl|VBG jets|jet|NOUN|8|nsubj crashed|crash|VERB|6|ccomp .|.|PUNCT|2|punct`,
			[]string{"the ministry / saying / assert / government / jets crashed / via Interfax"}},
		{"relay", `
TV|tv|NOUN|2|nsubj said|say|VERB|0|root the|the|DET|4|det minister|minister|NOUN|5|nsubj warned|warn|VERB|2|ccomp that|that|SCONJ|8|mark dams|dam|NOUN|8|nsubj broke|break|VERB|5|ccomp .|.|PUNCT|2|punct`,
			[]string{"TV / said / assert / organisation / the minister warned that dams broke", "the minister / warned / assert / unnamed / that dams broke / via TV"}},
		{"reports of", `
Reports|report|NOUN|5|nsubj of|of|ADP|4|case an|a|DET|4|det attack|attack|NOUN|1|nmod spread|spread|VERB|0|root .|.|PUNCT|5|punct`,
			[]string{"Reports / Reports / assert / unnamed / of an attack"}},
		{"denied claim by another", `
Oslo|Oslo|PROPN|2|nsubj denied|deny|VERB|0|root a|a|DET|4|det claim|claim|NOUN|2|obj by|by|ADP|6|case Minsk|Minsk|PROPN|4|nmod that|that|SCONJ|9|mark ships|ship|NOUN|9|nsubj sailed|sail|VERB|4|acl .|.|PUNCT|2|punct`,
			[]string{"Oslo / denied / deny / person / that ships sailed", "Minsk / claim / assert / person / that ships sailed"}},
		{"claimed responsibility", `
Rebels|rebel|NOUN|2|nsubj claimed|claim|VERB|0|root responsibility|responsibility|NOUN|2|obj for|for|ADP|6|case the|the|DET|6|det attack|attack|NOUN|3|nmod .|.|PUNCT|2|punct`,
			[]string{"Rebels / claimed responsibility / assert / unnamed / for the attack"}},
		{"passive without a speaker", `
He|he|PRON|3|nsubj:pass is|be|AUX|3|aux:pass said|say|VERB|0|root to|to|PART|6|mark have|have|AUX|6|aux fled|flee|VERB|3|xcomp .|.|PUNCT|3|punct`,
			[]string{" / said / assert / unnamed / He … to have fled"}},
		{"negated saying only raises the matter", `
Oslo|Oslo|PROPN|4|nsubj did|do|AUX|4|aux not|not|PART|4|advmod say|say|VERB|0|root that|that|SCONJ|7|mark troops|troops|NOUN|7|nsubj left|leave|VERB|4|ccomp .|.|PUNCT|4|punct`,
			[]string{"Oslo / say / doubt / person / that troops left"}},
		{"speech over three sentences", `
“|"|PUNCT|3|punct We|we|PRON|3|nsubj won|win|VERB|0|root .|.|PUNCT|3|punct
They|they|PRON|2|nsubj ran|run|VERB|0|root .|.|PUNCT|2|punct
We|we|PRON|2|nsubj stay|stay|VERB|6|ccomp ,|,|PUNCT|6|punct ”|"|PUNCT|6|punct he|he|PRON|6|nsubj said|say|VERB|0|root .|.|PUNCT|6|punct
“|"|PUNCT|4|punct Nobody|nobody|PRON|4|nsubj will|will|AUX|4|aux leave|leave|VERB|0|root .|.|PUNCT|4|punct ”|"|PUNCT|4|punct`,
			[]string{"he / said / assert / person / We won . They ran . We stay … Nobody will leave ."}},
		{"headline", `
Envoy|envoy|NOUN|0|root :|:|PUNCT|4|punct Strait|strait|NOUN|4|nsubj closed|close|VERB|1|parataxis`,
			[]string{"Envoy / : / assert / unnamed / Strait closed"}},
		{"no speech", `
The|the|DET|2|det note|note|NOUN|3|nsubj hung|hang|VERB|0|root on|on|ADP|6|case a|a|DET|6|det wall|wall|NOUN|3|obl .|.|PUNCT|3|punct`, nil},
		{"label before a colon", `
Update|update|NOUN|0|root :|:|PUNCT|4|punct Strait|strait|NOUN|4|nsubj closed|close|VERB|1|parataxis`, nil},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			doc := parse(t, tc.text)
			a.Annotate(doc)
			var got []string
			for k := range doc.Quotes {
				got = append(got, show(doc, &doc.Quotes[k]))
			}
			if strings.Join(got, "\n") != strings.Join(tc.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tc.want, "\n"))
			}
		})
	}
}
