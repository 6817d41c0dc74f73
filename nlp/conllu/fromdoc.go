package conllu

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// Write prints a Doc. Each word has start_char and end_char in MISC: its place
// in Doc.Text in code points. Doc.Text is kept to the byte: [ReadDoc] gives
// back the same text, tokens, sentences and entities. Tokens must be in order,
// sentences must cover them, and heads must stay inside their sentence.
func Write(w io.Writer, doc *tocsin.Doc) error {
	p := printer{doc: doc, out: NewWriter(w), ner: entityMarks(doc)}
	if !utf8.ValidString(doc.Text) {
		return fmt.Errorf("conllu: text is not UTF-8: %w", tocsin.ErrInvalid)
	}
	for i, s := range doc.Sents {
		sent, err := p.sentence(i, s)
		if err != nil {
			return fmt.Errorf("conllu: sentence %d: %w: %w", i+1, err, tocsin.ErrInvalid)
		}
		if err := p.out.Write(sent); err != nil {
			return fmt.Errorf("conllu: write: %w", err)
		}
	}
	if err := p.out.Flush(); err != nil {
		return fmt.Errorf("conllu: write: %w", err)
	}
	return nil
}

// A printer turns the sentences of one Doc into Sentences.
type printer struct {
	doc   *tocsin.Doc
	out   *Writer
	ner   []string
	bytes int // how far runes has counted
	runes int
}

// entityMarks returns the BIO mark of each token, "" outside.
func entityMarks(doc *tocsin.Doc) []string {
	marks := make([]string, len(doc.Tokens))
	for _, e := range doc.Ents {
		for i := max(e.Start, 0); i < min(e.End, len(marks)); i++ {
			mark := "I-"
			if i == e.Start {
				mark = "B-"
			}
			marks[i] = mark + e.Label
		}
	}
	return marks
}

func (p *printer) sentence(i int, span tocsin.Span) (*Sentence, error) {
	if span.IsZero() || span.Start < 0 || span.End > len(p.doc.Tokens) {
		return nil, fmt.Errorf("tokens %d to %d of %d", span.Start, span.End, len(p.doc.Tokens))
	}
	s := &Sentence{Comments: p.comments(i, span)}
	for t := span.Start; t < span.End; t++ {
		if err := p.checkToken(t); err != nil {
			return nil, err
		}
	}
	p.ranges(s, span)
	for t, r := span.Start, s.Ranges; t < span.End; t++ {
		id := t - span.Start + 1
		if len(r) > 0 && id > r[0].Last {
			r = r[1:]
		}
		s.Words = append(s.Words, p.word(t, span, len(r) > 0 && id >= r[0].First))
	}
	return s, checkTree(s.Words)
}

func (p *printer) comments(i int, span tocsin.Span) []string {
	var out []string
	id := strconv.Itoa(i + 1)
	if report := oneLine(string(p.doc.Report)); report != "" {
		if id = report + "-" + id; i == 0 {
			out = append(out, "# newdoc id = "+report)
		}
	}
	if i == 0 || strings.Count(p.gap(span.Start-1), "\n") > 1 {
		out = append(out, "# newpar")
	}
	return append(out, "# sent_id = "+id, "# text = "+oneLine(p.doc.Slice(span)))
}

// oneLine replaces white space by ordinary spaces, so that a comment stays one
// line.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s))
}

func (p *printer) checkToken(t int) error {
	tok := &p.doc.Tokens[t]
	if tok.Start < 0 || tok.End <= tok.Start || tok.End > len(p.doc.Text) {
		return fmt.Errorf("token %d covers bytes %d to %d of %d", t, tok.Start, tok.End, len(p.doc.Text))
	}
	if t > 0 && tok.Start < p.doc.Tokens[t-1].Start {
		return fmt.Errorf("token %d starts before token %d", t, t-1)
	}
	for _, s := range []string{tok.Form, tok.Lemma, tok.UPOS, tok.XPOS, tok.Feats, tok.Rel, p.ner[t]} {
		if strings.ContainsAny(s, "\t\n\r") || !utf8.ValidString(s) {
			return fmt.Errorf("token %d: %q cannot stand in a column", t, s)
		}
	}
	if strings.TrimSpace(tok.Form) == "" {
		return fmt.Errorf("token %d has no form", t)
	}
	return nil
}

func (p *printer) word(t int, span tocsin.Span, inRange bool) Word {
	tok := &p.doc.Tokens[t]
	w := Word{
		Form: tok.Form, Lemma: orBlank(tok.Lemma), UPOS: orBlank(tok.UPOS), XPOS: orBlank(tok.XPOS),
		Feats: orBlank(tok.Feats), Head: -1, Rel: "_", Deps: "_", Misc: p.misc(t, inRange),
	}
	switch {
	case tok.Rel == "": // not parsed
	case tok.Head < 0:
		w.Head, w.Rel = 0, tok.Rel
	case span.Contains(tok.Head):
		w.Head, w.Rel = tok.Head-span.Start+1, tok.Rel
	default:
		w.Head, w.Rel = MaxWords+1, tok.Rel // outside: checkTree will say so
	}
	return w
}

// misc is the MISC column of one token: where it is, its entity and the space
// after it, which inside a range is the range's to tell.
func (p *printer) misc(t int, inRange bool) string {
	tok := &p.doc.Tokens[t]
	attrs := []string{
		"start_char=" + strconv.Itoa(p.codePoint(tok.Start)),
		"end_char=" + strconv.Itoa(p.codePoint(tok.End)),
	}
	if p.ner[t] != "" {
		attrs = append(attrs, "NER="+p.ner[t])
	}
	if t == 0 && tok.Start > 0 {
		attrs = append(attrs, "SpacesBefore="+spaceEscapes.Replace(p.doc.Text[:tok.Start]))
	}
	if gap := gapAttr(p.gap(t)); gap != "" && !inRange {
		attrs = append(attrs, gap)
	}
	return strings.Join(attrs, "|")
}

// gap is the text between token t and the next.
func (p *printer) gap(t int) string {
	end, next := p.doc.Tokens[t].End, len(p.doc.Text)
	if t+1 < len(p.doc.Tokens) {
		next = p.doc.Tokens[t+1].Start
	}
	return p.doc.Text[end:max(end, next)]
}

// codePoint turns a byte offset into code points; it counts on from the last
// call.
func (p *printer) codePoint(b int) int {
	if b < p.bytes {
		p.bytes, p.runes = 0, 0
	}
	p.runes += utf8.RuneCountInString(p.doc.Text[p.bytes:b])
	p.bytes = b
	return p.runes
}

// ranges adds a multiword token wherever the forms do not spell the text: the
// longest run of words that touch, or the words that share the same letters.
func (p *printer) ranges(s *Sentence, span tocsin.Span) {
	toks := p.doc.Tokens
	for i := span.Start; i < span.End; {
		end, differs := i+1, toks[i].Form != p.doc.Text[toks[i].Start:toks[i].End]
		sharing := end < span.End && toks[end].Start < toks[i].End
		for end < span.End && p.joins(end, sharing) {
			differs = differs || toks[end].Form != p.doc.Text[toks[end].Start:toks[end].End]
			end++
		}
		if (differs || sharing) && end-i > 1 {
			s.Ranges = append(s.Ranges, Range{
				First: i - span.Start + 1, Last: end - span.Start, Form: p.doc.Text[toks[i].Start:toks[end-1].End],
				Feats: "_", Misc: orBlank(gapAttr(p.gap(end - 1))),
			})
		}
		i = end
	}
}

// joins reports whether token t belongs to the run before it.
func (p *printer) joins(t int, sharing bool) bool {
	toks := p.doc.Tokens
	if sharing {
		return toks[t].Start < toks[t-1].End
	}
	return toks[t].Start == toks[t-1].End && (t+1 >= len(toks) || toks[t+1].Start >= toks[t].End)
}

func orBlank(s string) string {
	if s == "" {
		return "_"
	}
	return s
}
