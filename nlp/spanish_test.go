package nlp

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"tocsin"
	"tocsin/nlp/conllu"
)

const historia = `Dos fragatas zarparon del puerto de Callao el lunes, según la Armada. «No vamos a disparar primero», dijo la ministra Rosa Paredes, acusándolos de mentir.

Tres manifestantes fueron detenidos por la policía en Bogotá. Se negaron a decírselo al juez.`

func spanish(t testing.TB) *Engine {
	t.Helper()
	e, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestSpanish(t *testing.T) {
	doc := &tocsin.Doc{Text: historia}
	spanish(t).Annotate(doc)
	if len(doc.Sents) != 4 {
		t.Errorf("%d sentences, want 4", len(doc.Sents))
	}
	checkTrees(t, doc)
	want := map[string]string{
		"zarparon": "zarpar VERB root", "dijo": "decir VERB root", "acusando": "acusar VERB advcl", "los": "él PRON obj",
		"fueron": "ser AUX aux:pass", "policía": "policía NOUN obl:agent", "manifestantes": "manifestante NOUN nsubj:pass",
		"detenidos": "detener VERB root", "negaron": "negar VERB root",
	}
	seen := map[string]bool{}
	for _, tok := range doc.Tokens {
		seen[tok.Form] = true
		if w := want[tok.Form]; w != "" && w != tok.Lemma+" "+tok.UPOS+" "+tok.Rel {
			t.Errorf("%s is %s %s %s, want %s", tok.Form, tok.Lemma, tok.UPOS, tok.Rel, w)
		}
	}
	for form := range want {
		if !seen[form] {
			t.Errorf("no word %s", form)
		}
	}
	var names []string
	for _, e := range doc.Ents {
		names = append(names, doc.Slice(e.Span)+"/"+e.Label)
	}
	s := strings.Join(names, " ")
	for _, n := range []string{"Rosa Paredes/PER", "Bogotá/LOC"} {
		if !strings.Contains(s, n) {
			t.Errorf("names found: %s, not %s", s, n)
		}
	}
}

// TestSpanishRoundTrip: multi-word tokens survive CoNLL-U.
func TestSpanishRoundTrip(t *testing.T) {
	doc := &tocsin.Doc{Text: historia}
	spanish(t).Annotate(doc)
	var b bytes.Buffer
	if err := conllu.Write(&b, doc); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\tdecírselo\t") {
		t.Error("no multi-word token decírselo")
	}
	again, err := conllu.ReadDoc(&b)
	if err != nil {
		t.Fatal(err)
	}
	if again.Text != doc.Text || !reflect.DeepEqual(again.Tokens, doc.Tokens) || !reflect.DeepEqual(again.Sents, doc.Sents) {
		t.Error("changed by writing and reading")
	}
}

func TestKnownInfinitive(t *testing.T) {
	p := &parser{
		upos: []string{"VERB", "NOUN"}, scripts: []string{"l-2+ar", "l-1+", "k-0+"},
		infinitives: map[string]bool{"repetir": true, "cantar": true}, byCut: []int{1, 0},
	}
	for _, c := range []struct {
		key  lemmaKey
		want string
	}{
		{lemmaKey{"repetiré", 0, 0}, "repetir"},
		{lemmaKey{"cantas", 0, 0}, "cantar"},
		{lemmaKey{"trufas", 0, 0}, "trufar"}, // no known verb: what the script says
		{lemmaKey{"repetiré", 1, 0}, "repetiar"},
	} {
		if got := p.lemma(c.key); got != c.want {
			t.Errorf("%+v: %s, want %s", c.key, got, c.want)
		}
	}
}
