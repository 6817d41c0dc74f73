package tocsin

import "strings"

// A Span is a half-open range [Start, End) of token indices of one [Doc].
type Span struct{ Start, End int }

// Len is the number of tokens in the span.
func (s Span) Len() int { return s.End - s.Start }

// IsZero reports whether the span covers no token.
func (s Span) IsZero() bool { return s.End <= s.Start }

// Contains reports whether token i lies in the span.
func (s Span) Contains(i int) bool { return i >= s.Start && i < s.End }

// Overlaps reports whether the two spans share a token.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// A Token is one syntactic word as Universal Dependencies defines it.
type Token struct {
	Start, End int    // bytes of Doc.Text, half-open
	Form       string // the word; differs from the text only inside multi-word tokens (Spanish del = de + el)
	Lemma      string
	UPOS       string // UD universal tag: NOUN, VERB, PROPN, …
	XPOS       string // treebank tag: NN, VBD, … (Penn tags in English)
	Feats      string // UD features, "Mood=Ind|Tense=Past"; empty for none
	Head       int    // index into Doc.Tokens; -1 at the root of a sentence
	Rel        string // UD relation with subtype: nsubj, nsubj:pass, obl:agent, …
}

// Feat returns the value of one UD feature ("Past" for "Tense"), or "".
func (t *Token) Feat(name string) string {
	rest := t.Feats
	for rest != "" {
		var kv string
		kv, rest, _ = strings.Cut(rest, "|")
		if k, v, ok := strings.Cut(kv, "="); ok && k == name {
			return v
		}
	}
	return ""
}

// An Entity is a name found by the name recogniser.
type Entity struct {
	Span
	Label string // PER, LOC or ORG
}

// A Doc is one report and everything the pipeline has learned about it.
// Text never changes; annotations only point into it. Each stage owns one
// field and no stage edits another's. Only tokens know bytes.
type Doc struct {
	Report    ReportID
	URL       string
	Title     string
	Publisher string
	Lang      string // BCP 47: "en", "es"
	Date      Day    // day of publication: the anchor for "yesterday"
	Text      string

	Tokens     []Token    // nlp; heads point inside the sentence
	Sents      []Span     // nlp; contiguous, in order, cover all tokens
	Ents       []Entity   // nlp; in order, do not overlap
	Times      []When     // timex
	Places     []Place    // gazetteer
	Actors     []Actor    // actor
	Quantities []Quantity // quantity
	Quotes     []Quote    // attribution
	Status     []Factual  // factuality
	Frames     []Frame    // framing
	Notes      []Note     // any stage: what it left undone, where, and why
}

// A Note says what a stage could not do, where, and why.
type Note struct {
	Stage string // the package that writes it
	Span  Span   // where; zero if it is about the whole report
	Text  string
}

// Slice returns the text that a span of tokens covers.
func (d *Doc) Slice(s Span) string {
	if s.IsZero() {
		return ""
	}
	return d.Text[d.Tokens[s.Start].Start:d.Tokens[s.End-1].End]
}

// SentOf returns the index of the sentence that holds token i, or -1.
func (d *Doc) SentOf(i int) int {
	lo, hi := 0, len(d.Sents)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Sents[mid].End <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(d.Sents) && d.Sents[lo].Contains(i) {
		return lo
	}
	return -1
}

// Children returns the dependents of token i in text order.
func (d *Doc) Children(i int) []int {
	var out []int
	s := d.Sents[d.SentOf(i)]
	for j := s.Start; j < s.End; j++ {
		if d.Tokens[j].Head == i {
			out = append(out, j)
		}
	}
	return out
}

// Child returns the first dependent of token i whose relation is one of rels,
// or -1. A relation without a subtype matches only itself: "nsubj" does not
// match "nsubj:pass". With a trailing colon it matches every subtype as well:
// "nsubj:" matches both.
func (d *Doc) Child(i int, rels ...string) int {
	s := d.Sents[d.SentOf(i)]
	for j := s.Start; j < s.End; j++ {
		if d.Tokens[j].Head == i && RelIs(d.Tokens[j].Rel, rels...) {
			return j
		}
	}
	return -1
}

// RelIs reports whether rel is one of rels, in the notation of [Doc.Child].
func RelIs(rel string, rels ...string) bool {
	for _, want := range rels {
		base, any := strings.CutSuffix(want, ":")
		if rel == base || any && strings.HasPrefix(rel, want) {
			return true
		}
	}
	return false
}

// Subtree returns the smallest span that holds token i and all it dominates.
func (d *Doc) Subtree(i int) Span {
	s := d.Sents[d.SentOf(i)]
	out := Span{i, i + 1}
	for j := s.Start; j < s.End; j++ {
		if d.Dominates(i, j) {
			out.Start, out.End = min(out.Start, j), max(out.End, j+1)
		}
	}
	return out
}

// Dominates reports whether token i is j or an ancestor of j. It stops after
// as many steps as the sentence has tokens, so a malformed tree cannot hang it.
func (d *Doc) Dominates(i, j int) bool {
	for n := len(d.Tokens); j >= 0 && n >= 0; n-- {
		if i == j {
			return true
		}
		j = d.Tokens[j].Head
	}
	return false
}
