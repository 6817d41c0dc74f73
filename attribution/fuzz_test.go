package attribution_test

import (
	"testing"

	"tocsin"
	"tocsin/attribution"
)

// FuzzAnnotate builds malformed trees: whatever the heads, relations and
// sentence cuts, spans stay inside the Doc, sources and cues are in range,
// and no quote is nested in itself.
func FuzzAnnotate(f *testing.F) {
	a, err := attribution.Load("en")
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("\x01\x02\x03said\x00\x10\x22"))
	words := []string{"said", "\"", "“", "”", ",", ":", "ministry", "Oslo", "which", "denied", "accused", "of", "report", "that", "according", "to", "\n", "he", "'", "quoted", "as"}
	lemmas := []string{"say", "\"", "“", "”", ",", ":", "ministry", "Oslo", "which", "deny", "accuse", "of", "report", "that", "accord", "to", ".", "he", "'", "quote", "as"}
	tags := []string{"VERB", "NOUN", "PUNCT", "PRON", "ADJ", "PROPN"}
	rels := []string{"nsubj", "ccomp", "parataxis", "obj", "acl:relcl", "conj", "advcl", "case", "mark", "obl", "xcomp", "nmod", "root"}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := &tocsin.Doc{}
		start := 0
		for k := 0; k+3 < len(data) && k < 400; k += 4 {
			w := int(data[k]) % len(words)
			at := len(doc.Text)
			doc.Text += words[w]
			head := int(data[k+1])%(len(data)/4) - 1
			doc.Tokens = append(doc.Tokens, tocsin.Token{Start: at, End: len(doc.Text), Form: words[w], Lemma: lemmas[w],
				UPOS: tags[int(data[k+2])%len(tags)], Head: head, Rel: rels[int(data[k+3])%len(rels)]})
			if data[k+2] > 200 || k+7 >= len(data) || k+4 >= 400 {
				doc.Sents = append(doc.Sents, tocsin.Span{Start: start, End: len(doc.Tokens)})
				start = len(doc.Tokens)
			}
			if data[k+3]%2 == 0 {
				doc.Text += " "
			}
		}
		n := len(doc.Tokens)
		for i := range doc.Tokens {
			s := doc.Sents[doc.SentOf(i)]
			if h := doc.Tokens[i].Head; !s.Contains(h) {
				doc.Tokens[i].Head = -1
			}
		}
		a.Annotate(doc)
		for k, q := range doc.Quotes {
			if q.Cue.IsZero() || q.Cue.End > n || q.Head >= n || q.Source.End > n || q.Outer == k || q.Holder == tocsin.Narrator {
				t.Fatalf("quote %d: %+v of %d tokens", k, q, n)
			}
			last := 0
			for _, s := range q.Content {
				if s.IsZero() || s.Start < last || s.End > n {
					t.Fatalf("quote %d: content %v of %d tokens", k, q.Content, n)
				}
				last = s.End
			}
		}
	})
}
