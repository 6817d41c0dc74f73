package conllu

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// ReadDoc reads a whole stream into one Doc: its text, tokens, sentences and
// the entities that MISC names as NER=B-LOC, NER=I-LOC. Spaces come from
// SpacesAfter and SpaceAfter=No in MISC, else from "# text" where it agrees
// with the words, else one space; a new paragraph or document starts after a
// blank line. Heads are indices of the whole Doc. Report is the id of the first
// "# newdoc". A stream without a sentence is an empty Doc.
func ReadDoc(r io.Reader) (*tocsin.Doc, error) {
	in, b := NewReader(r), builder{}
	for {
		s, err := in.Read()
		if errors.Is(err, io.EOF) {
			return b.finish(), nil
		}
		if err != nil {
			return nil, err
		}
		b.add(s)
	}
}

// A DocReader reads the documents of a stream one by one. A document ends
// where the next "# newdoc" starts.
type DocReader struct {
	in   *Reader
	next *Sentence
}

// NewDocReader returns a DocReader on r.
func NewDocReader(r io.Reader) *DocReader { return &DocReader{in: NewReader(r)} }

// Read returns the next document, or io.EOF after the last.
func (d *DocReader) Read() (*tocsin.Doc, error) {
	var b builder
	for n := 0; ; n++ {
		s := d.next
		if d.next = nil; s == nil {
			var err error
			if s, err = d.in.Read(); errors.Is(err, io.EOF) && n > 0 {
				return b.finish(), nil
			} else if err != nil {
				return nil, err
			}
		}
		if hasKey(s, "newdoc") || hasKey(s, "newdoc id") {
			if n > 0 {
				d.next = s
				return b.finish(), nil
			}
		}
		b.add(s)
	}
}

func hasKey(s *Sentence, key string) bool {
	_, ok := s.Comment(key)
	return ok
}

// startsParagraph reports whether a blank line precedes the sentence in the
// raw text.
func startsParagraph(s *Sentence) bool {
	return hasKey(s, "newpar") || hasKey(s, "newpar id") || hasKey(s, "newdoc") || hasKey(s, "newdoc id")
}

// A builder grows one Doc.
type builder struct {
	doc  tocsin.Doc
	text strings.Builder
	gap  string // space owed before the next sentence
	sure bool   // whether MISC says that the gap is so
}

func (b *builder) add(s *Sentence) {
	if id, ok := s.Comment("newdoc id"); ok && len(b.doc.Sents) == 0 {
		b.doc.Report = tocsin.ReportID(id)
	}
	if len(b.doc.Sents) == 0 {
		v, _ := Attr(s.Words[0].Misc, "SpacesBefore")
		b.gap, b.sure = spaceUnescapes.Replace(v), true
	}
	if !b.sure && startsParagraph(s) {
		b.gap = "\n\n"
	}
	b.text.WriteString(b.gap)
	base := len(b.doc.Tokens)
	gaps := textGaps(s)
	for i, r := 0, s.Ranges; i < len(s.Words); {
		first, last, form, misc := i, i, s.Words[i].Form, s.Words[i].Misc
		if len(r) > 0 && r[0].First == i+1 {
			last, form, misc, r = r[0].Last-1, r[0].Form, r[0].Misc, r[1:]
		}
		b.token(s.Words[first:last+1], form, base)
		i = last + 1
		b.gap, b.sure = gapAfter(misc)
		if !b.sure && gaps != nil && i < len(s.Words) {
			b.gap = gaps[last]
		}
		if i < len(s.Words) {
			b.text.WriteString(b.gap)
		}
	}
	b.doc.Sents = append(b.doc.Sents, tocsin.Span{Start: base, End: len(b.doc.Tokens)})
}

// token writes one surface token and adds its words.
func (b *builder) token(words []Word, form string, base int) {
	start := b.text.Len()
	b.text.WriteString(form)
	cuts := cutRange(words, form)
	for i := range words {
		w := &words[i]
		t := tocsin.Token{
			Start: start + cuts[i][0], End: start + cuts[i][1], Form: w.Form,
			Lemma: blank(w.Lemma), UPOS: blank(w.UPOS), XPOS: blank(w.XPOS), Feats: blank(w.Feats),
			Head: -1, Rel: blank(w.Rel),
		}
		if w.Form == "_" && w.Lemma == "_" {
			t.Lemma = "_"
		}
		if w.Head > 0 {
			t.Head = base + w.Head - 1
		}
		b.entity(w.Misc)
		b.doc.Tokens = append(b.doc.Tokens, t)
	}
}

// entity opens or extends an entity at the token about to be added.
func (b *builder) entity(misc string) {
	v, _ := Attr(misc, "NER")
	mark, label, ok := strings.Cut(v, "-")
	if !ok || label == "" {
		return
	}
	at, n := len(b.doc.Tokens), len(b.doc.Ents)
	if inside := mark == "I" || mark == "E"; inside && n > 0 && b.doc.Ents[n-1].End == at && b.doc.Ents[n-1].Label == label {
		b.doc.Ents[n-1].End++
		return
	}
	b.doc.Ents = append(b.doc.Ents, tocsin.Entity{Span: tocsin.Span{Start: at, End: at + 1}, Label: label})
}

func (b *builder) finish() *tocsin.Doc {
	if b.sure {
		b.text.WriteString(b.gap) // white space at the end of the file
	}
	b.doc.Text = b.text.String()
	return &b.doc
}

func blank(s string) string {
	if s == "_" {
		return ""
	}
	return s
}

// textGaps aligns the surface tokens with "# text" and returns the space
// after each, at the index of the token's last word; nil if they disagree.
func textGaps(s *Sentence) []string {
	text, ok := s.Comment("text")
	if !ok {
		return nil
	}
	gaps := make([]string, len(s.Words))
	for i, r := 0, s.Ranges; i < len(s.Words); i++ {
		form := s.Words[i].Form
		if len(r) > 0 && r[0].First == i+1 {
			i, form, r = r[0].Last-1, r[0].Form, r[1:]
		}
		rest, found := strings.CutPrefix(text, form)
		if !found {
			return nil
		}
		text = strings.TrimLeftFunc(rest, unicode.IsSpace)
		gaps[i] = rest[:len(rest)-len(text)]
	}
	return gaps
}

// cutRange gives each word of a surface token its bytes. Words that spell the
// token when joined get their own letters. Else start_char and end_char in
// MISC decide, if they divide the token; else all words share the whole token
// (Spanish del = de + el).
func cutRange(words []Word, form string) [][2]int {
	n := utf8.RuneCountInString(form)
	lens, spelled := make([]int, len(words)), ""
	for i, w := range words {
		lens[i], spelled = utf8.RuneCountInString(w.Form), spelled+w.Form
	}
	if spelled != form && !statedLengths(words, n, lens) {
		return shared(len(words), len(form))
	}
	cuts, at := make([][2]int, len(words)), 0
	for i, k := range lens {
		from := at
		for ; k > 0; k-- {
			_, size := utf8.DecodeRuneInString(form[at:])
			at += size
		}
		cuts[i] = [2]int{from, at}
	}
	return cuts
}

func shared(words, size int) [][2]int {
	cuts := make([][2]int, words)
	for i := range cuts {
		cuts[i] = [2]int{0, size}
	}
	return cuts
}

// statedLengths fills lens from start_char and end_char if these cut n letters
// into parts of at least one.
func statedLengths(words []Word, n int, lens []int) bool {
	stated, sum := make([]int, len(words)), 0
	for i, w := range words {
		a, _ := Attr(w.Misc, "start_char")
		z, _ := Attr(w.Misc, "end_char")
		from, err := strconv.Atoi(a)
		to, err2 := strconv.Atoi(z)
		if err != nil || err2 != nil || to-from < 1 || to-from > n {
			return false
		}
		stated[i] = to - from
		sum += to - from
	}
	if sum != n {
		return false
	}
	copy(lens, stated)
	return true
}

// Parse reads a Doc from a snippet written by hand. It is ReadDoc with looser
// lines: indentation is ignored, columns may be parted by runs of blanks if
// the line has no tab, and the last columns (from DEPS on) may be left out.
func Parse(snippet string) (*tocsin.Doc, error) {
	lines := strings.Split(snippet, "\n")
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			cols := strings.Split(line, "\t")
			if len(cols) == 1 {
				cols = strings.Fields(line)
			}
			for len(cols) >= 8 && len(cols) < 10 {
				cols = append(cols, "_")
			}
			line = strings.Join(cols, "\t")
		}
		lines[i] = line
	}
	doc, err := ReadDoc(strings.NewReader(strings.Join(lines, "\n")))
	if err != nil {
		return nil, fmt.Errorf("snippet: %w", err)
	}
	return doc, nil
}
