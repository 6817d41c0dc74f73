package gazetteer

import (
	"strings"
	"unicode"

	"tocsin"
)

// crudeDoc cuts and tags text by shape alone: a capitalised word inside a
// sentence is a proper noun; one at its start is if the corpus never writes
// it small.
func crudeDoc(text string, small map[string]bool) *tocsin.Doc {
	d := &tocsin.Doc{Text: text, Lang: "en"}
	start := 0
	flush := func(end int) {
		if end > start {
			d.Tokens = append(d.Tokens, tocsin.Token{Start: start, End: end, Form: text[start:end], Head: -1})
		}
	}
	for i, r := range text {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		glue := (r == '.' || r == '\'' || r == '’') && i > start && i+1 < len(text) && unicode.IsLetter(rune(text[i+1])) && !strings.HasPrefix(text[i+len(string(r)):], "s ")
		if word || glue {
			continue
		}
		flush(i)
		start = i
		if rest := text[i+len(string(r)):]; (r == '\'' || r == '’') && (strings.HasPrefix(rest, "s ") || strings.HasPrefix(rest, "s.")) {
			continue // the clitic 's
		}
		if !unicode.IsSpace(r) {
			flush(i + len(string(r)))
		}
		start = i + len(string(r))
	}
	flush(len(text))
	begin := 0
	for i := range d.Tokens {
		f := d.Tokens[i].Form
		last := i+1 == len(d.Tokens)
		stop := f == "!" || f == "?" || f == "." && (last || upper(d.Tokens[i+1].Form) && i > 0 && len(d.Tokens[i-1].Form) > 2)
		gap := !last && strings.Contains(text[d.Tokens[i].End:d.Tokens[i+1].Start], "\n")
		if stop || gap || last {
			d.Sents = append(d.Sents, tocsin.Span{Start: begin, End: i + 1})
			begin = i + 1
		}
	}
	for _, s := range d.Sents {
		for i := s.Start; i < s.End; i++ {
			t := &d.Tokens[i]
			switch {
			case upper(t.Form) && (i > s.Start || !small[strings.ToLower(t.Form)]):
				t.UPOS = "PROPN"
			case upper(t.Form):
				t.UPOS = "X"
			}
		}
	}
	return d
}

// smallWords are the words that a text writes small.
func smallWords(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if w == strings.ToLower(w) {
			out[w] = true
		}
	}
	return out
}
