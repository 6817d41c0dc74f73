package framing

import (
	"strings"

	"tocsin"
	"tocsin/internal/morph"
)

// Annotate fills doc.Frames from Tokens, Ents and Quotes.
func (a *Annotator) Annotate(doc *tocsin.Doc) {
	doc.Frames = nil
	if len(doc.Tokens) == 0 {
		return
	}
	quoted := quotedTokens(doc)
	for i := 0; i < len(doc.Tokens); i++ {
		if quoted != nil && quoted[i] || closed(doc.Tokens[i].UPOS) {
			continue
		}
		if s, ok := a.at(doc, i); ok && !inEntity(doc, s) {
			doc.Frames = append(doc.Frames, tocsin.Frame{Span: s, Voice: voice(doc, s)})
			i = s.End - 1
		}
	}
}

// closed are the tags with which no entry begins.
func closed(upos string) bool {
	switch upos {
	case "PUNCT", "PRON", "NUM", "AUX", "CCONJ", "PART", "SYM":
		return true
	}
	return false
}

// at is the longest loaded phrase that begins at token i.
func (a *Annotator) at(doc *tocsin.Doc, i int) (best tocsin.Span, ok bool) {
	var buf [2][32]byte
	t := &doc.Tokens[i]
	keys := [2][]byte{lower(buf[0][:0], t.Lemma), lower(buf[1][:0], t.Form)}
	for k, key := range keys {
		if k == 1 && string(key) == string(keys[0]) {
			break
		}
		for _, p := range a.patterns[string(key)] {
			s := tocsin.Span{Start: i, End: i + len(p.words)}
			if s.Len() > best.Len() && matches(doc, s, p.words) && a.loaded(doc, s, p.entry) {
				best, ok = s, true
			}
		}
	}
	if ok {
		return best, true
	}
	return a.ending(doc, i)
}

// ending finds "US-backed", written as one token or as three.
func (a *Annotator) ending(doc *tocsin.Doc, i int) (tocsin.Span, bool) {
	form := doc.Tokens[i].Form
	if n := strings.LastIndexByte(form, '-'); n > 0 {
		entry, ok := a.endings[form[n+1:]]
		s := tocsin.Span{Start: i, End: i + 1}
		return s, ok && capital(form[0]) && !among(a.entries[entry].Before, form[:n])
	}
	if i+2 >= len(doc.Tokens) || doc.Tokens[i+1].Form != "-" || !capital(form[0]) {
		return tocsin.Span{}, false
	}
	entry, ok := a.endings[doc.Tokens[i+2].Form]
	return tocsin.Span{Start: i, End: i + 3}, ok && !among(a.entries[entry].Before, form)
}

func capital(c byte) bool { return c >= 'A' && c <= 'Z' }

func matches(doc *tocsin.Doc, s tocsin.Span, words []string) bool {
	if s.End > len(doc.Tokens) {
		return false
	}
	for j, w := range words {
		if !is(&doc.Tokens[s.Start+j], w) {
			return false
		}
	}
	return true
}

// is reports whether a token's lemma or form is the word, whatever the case.
func is(t *tocsin.Token, word string) bool {
	return strings.EqualFold(t.Lemma, word) || strings.EqualFold(t.Form, word)
}

// loaded checks the tag and the words beside the phrase. Proper nouns are
// names ("Liberation Front"), except that labels for creeds are often tagged
// so and a capital may only open the sentence.
func (a *Annotator) loaded(doc *tocsin.Doc, s tocsin.Span, entry int) bool {
	e := &a.entries[entry]
	if s.Len() == 1 && !tagged(e, &doc.Tokens[s.Start]) {
		return false
	}
	return !beside(doc, s.Start, -1, e.Before) && !beside(doc, s.End-1, 1, e.Behind)
}

func tagged(e *Entry, t *tocsin.Token) bool {
	switch t.UPOS {
	case "", "X":
		return true
	case "NOUN":
		return e.Tags == "" || strings.Contains(e.Tags, "N")
	case "PROPN":
		return e.Class == "label"
	case "VERB":
		// Participles of adjectives are often tagged as verbs.
		return e.Tags == "" || strings.Contains(e.Tags, "V") || e.Tags == "A" && morph.Of(t)&(morph.Participle|morph.Past) != 0
	case "ADJ":
		return e.Tags == "" || strings.Contains(e.Tags, "A")
	case "ADV":
		return e.Tags == "" || strings.ContainsAny(e.Tags, "RA")
	}
	return e.Tags == ""
}

// beside reports whether the next word in a direction, past a hyphen, is one
// of words.
func beside(doc *tocsin.Doc, i, step int, words []string) bool {
	if len(words) == 0 {
		return false
	}
	i += step
	if i >= 0 && i < len(doc.Tokens) && doc.Tokens[i].Form == "-" {
		i += step
	}
	if i < 0 || i >= len(doc.Tokens) {
		return false
	}
	for _, w := range words {
		if is(&doc.Tokens[i], w) {
			return true
		}
	}
	return false
}

func among(words []string, word string) bool {
	for _, w := range words {
		if strings.EqualFold(w, strings.TrimSuffix(word, ".")) {
			return true
		}
	}
	return false
}

// lower appends the word in lower case if it fits, or nothing.
func lower(buf []byte, word string) []byte {
	if len(word) > cap(buf) {
		return buf
	}
	for i := range len(word) {
		c := word[i]
		if capital(c) {
			c += 'a' - 'A'
		}
		buf = append(buf, c)
	}
	return buf
}

// inEntity reports whether the phrase lies in a longer name.
func inEntity(doc *tocsin.Doc, s tocsin.Span) bool {
	lo, hi := 0, len(doc.Ents)
	for lo < hi {
		mid := (lo + hi) / 2
		if doc.Ents[mid].End <= s.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(doc.Ents) && doc.Ents[lo].Overlaps(s) && doc.Ents[lo].Len() > s.Len()
}

// voice is the innermost quote whose content holds the phrase, or -1.
func voice(doc *tocsin.Doc, s tocsin.Span) int {
	best, size := -1, 0
	for q := range doc.Quotes {
		for _, c := range doc.Quotes[q].Content {
			if c.Contains(s.Start) && (best < 0 || c.Len() < size) {
				best, size = q, c.Len()
			}
		}
	}
	return best
}
