package timex

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/roughdoc"
)

// TestRulesSpanish runs the examples of the Spanish rules.
func TestRulesSpanish(t *testing.T) {
	a, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	testRules(t, a, spanish)
}

// closed are words whose tag hardly varies.
var closed = func() map[string]string {
	out := map[string]string{}
	for tag, words := range map[string]string{
		"ADP": "de a en desde hasta durante tras entre por para con sin hacia",
		"DET": "el la los las un una unos unas este esta ese esa",
		"ADV": "ayer hoy ya antes después recientemente",
		"ADJ": "pasado pasada próximo próxima último última actual futuro",
	} {
		for w := range strings.FieldsSeq(words) {
			out[w] = tag
		}
	}
	return out
}()

// spanish stands in for the Spanish engine: contractions are two words, verbs
// are told by their endings.
func spanish(text string, published tocsin.Day) *tocsin.Doc {
	doc := roughdoc.New(text, published)
	doc.Lang = "es"
	var out []tocsin.Token
	for _, t := range doc.Tokens {
		t.XPOS = ""
		t.Feats = ""
		switch low := strings.ToLower(t.Form); {
		case closed[low] != "":
			t.UPOS = closed[low]
		case low == "del" || low == "al":
			a, b := t, t
			a.End, a.Form, a.UPOS = t.End-1, low[:len(low)-1], "ADP"
			b.Start, b.Form, b.UPOS = t.End-1, "el", "DET"
			if low == "del" {
				a.Form = "de"
			}
			out = append(out, a, b)
			continue
		case strings.HasSuffix(low, "rá") || strings.HasSuffix(low, "rán"):
			t.UPOS, t.Feats = "VERB", "Mood=Ind|Tense=Fut|VerbForm=Fin"
		case strings.HasSuffix(low, "ó") || strings.HasSuffix(low, "aron") || strings.HasSuffix(low, "ieron"):
			t.UPOS, t.Feats = "VERB", "Mood=Ind|Tense=Past|VerbForm=Fin"
		case strings.HasSuffix(low, "mente"):
			t.UPOS = "ADV"
		case t.UPOS == "VERB" || t.UPOS == "AUX" || t.UPOS == "NOUN":
			t.UPOS = "NOUN"
			if strings.HasSuffix(low, "s") {
				t.Feats = "Number=Plur"
			}
		}
		out = append(out, t)
	}
	doc.Tokens = out
	doc.Sents = doc.Sents[:0]
	start := 0
	for i := range out {
		if i+1 == len(out) || out[i].Form == "." {
			doc.Sents = append(doc.Sents, tocsin.Span{Start: start, End: i + 1})
			start = i + 1
		}
	}
	return doc
}
