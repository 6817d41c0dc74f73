// Package roughdoc makes a Doc from plain text for tests of the stages that
// work over tokens: words cut at spaces and punctuation, tags guessed from
// the form, no tree. It stands in for the parser where a test needs whole
// texts and no model.
package roughdoc

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// New tags text as one document of English. Sentences end at a full stop,
// question or exclamation mark before a space and a capital letter.
func New(text string, published tocsin.Day) *tocsin.Doc {
	doc := &tocsin.Doc{Lang: "en", Date: published, Text: text}
	for i := 0; i < len(text); {
		if r, n := utf8.DecodeRuneInString(text[i:]); unicode.IsSpace(r) {
			i += n
			continue
		}
		n := wordLen(text[i:])
		doc.Tokens = append(doc.Tokens, tocsin.Token{Start: i, End: i + n, Form: text[i : i+n], Head: -1})
		i += n
	}
	doc.Sents = sentences(doc)
	for _, s := range doc.Sents {
		for i := s.Start; i < s.End; i++ {
			tag(doc, s, i)
		}
	}
	return doc
}

func wordLen(s string) int {
	n := strings.IndexFunc(s, unicode.IsSpace)
	if n < 0 {
		n = len(s)
	}
	word := s[:n]
	if r, size := utf8.DecodeRuneInString(word); strings.ContainsRune("\"“”‘(),;:[]—'’!?$€£", r) && !strings.HasPrefix(word, "'s") && !strings.HasPrefix(word, "’s") {
		return size
	}
	if i := strings.IndexAny(word, "\"“”()[];—"); i > 0 {
		return wordLen(word[:i])
	}
	if i := strings.IndexByte(word, '-'); i == 0 {
		return 1
	} else if i > 0 {
		return wordLen(word[:i])
	}
	for len(word) > 1 && strings.ContainsRune(",;:!?'’%", lastRune(word)) {
		word = word[:len(word)-utf8.RuneLen(lastRune(word))]
	}
	for _, suffix := range []string{"'s", "’s"} {
		if cut, ok := strings.CutSuffix(word, suffix); ok && cut != "" {
			return len(cut)
		}
	}
	if cut, ok := strings.CutSuffix(word, "."); ok && cut != "" && !abbreviated(cut) {
		return len(cut)
	}
	return len(word)
}

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

func abbreviated(word string) bool {
	if strings.Contains(word, ".") {
		return !unicode.IsDigit(rune(word[0]))
	}
	switch strings.ToLower(word) {
	case "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mr", "mrs", "gen", "lt", "col", "sen", "rep", "st":
		return true
	}
	return false
}

func sentences(doc *tocsin.Doc) []tocsin.Span {
	var out []tocsin.Span
	start := 0
	for i := range doc.Tokens {
		t := doc.Tokens[i]
		last := i+1 == len(doc.Tokens)
		if last || (t.Form == "." || t.Form == "!" || t.Form == "?") && unicode.IsUpper(firstRune(doc.Tokens[i+1].Form)) {
			out = append(out, tocsin.Span{Start: start, End: i + 1})
			start = i + 1
		}
	}
	return out
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
