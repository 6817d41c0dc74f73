package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tocsin"
)

// An Extent is a half-open stretch of a text in code points.
type Extent struct{ Start, End int }

// An Attribution is one quotation as readers marked it: who speaks, the words
// that introduce it, and what is said, each possibly in parts. Source and
// Content may be empty.
type Attribution struct {
	Source, Cue, Content []Extent
}

// ReadAttributions reads brat standoff in which events named Attribution
// (with any ending) link spans by the roles Source, Cue and Content. Other
// lines are left alone. Errors name the line.
func ReadAttributions(r io.Reader) ([]Attribution, error) {
	spans := map[string][]Extent{}
	var links [][]string
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxLine)
	for line := 1; in.Scan(); line++ {
		id, rest, ok := strings.Cut(in.Text(), "\t")
		switch {
		case !ok || id == "":
			continue
		case id[0] == 'T':
			where, _, _ := strings.Cut(rest, "\t")
			s, err := bratExtents(where)
			if err != nil {
				return nil, fmt.Errorf("eval: attributions: line %d: %w", line, err)
			}
			spans[id] = s
		case id[0] == 'E' && strings.HasPrefix(rest, "Attribution"):
			links = append(links, strings.Fields(rest)[1:])
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("eval: attributions: %w", err)
	}
	out := make([]Attribution, 0, len(links))
	for _, roles := range links {
		var a Attribution
		for _, role := range roles {
			name, id, _ := strings.Cut(role, ":")
			switch strings.TrimRight(name, "0123456789") {
			case "Source":
				a.Source = append(a.Source, spans[id]...)
			case "Cue":
				a.Cue = append(a.Cue, spans[id]...)
			case "Content":
				a.Content = append(a.Content, spans[id]...)
			}
		}
		out = append(out, a)
	}
	return out, nil
}

// maxLine bounds a line of annotation: a content can be a whole speech.
const maxLine = 4 << 20

// bratExtents reads "Content 12 40;52 60".
func bratExtents(where string) ([]Extent, error) {
	_, list, ok := strings.Cut(where, " ")
	if !ok {
		return nil, fmt.Errorf("span %q: %w", where, tocsin.ErrInvalid)
	}
	var out []Extent
	for part := range strings.SplitSeq(list, ";") {
		from, to, _ := strings.Cut(part, " ")
		start, err := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if err != nil || err2 != nil || start < 0 || end < start {
			return nil, fmt.Errorf("span %q: %w", where, tocsin.ErrInvalid)
		}
		out = append(out, Extent{start, end})
	}
	return out, nil
}

// AttributionScore counts cues found, code points of sources and contents
// shared between matched attributions, matched parts that are the same, and
// code points that stand in some source or content on both sides, whichever
// attribution they belong to.
type AttributionScore struct {
	Cue, Source, Content                Tally
	SourceOverlap, ContentOverlap       Tally
	CueExact, SourceExact, ContentExact Tally // parts, without punctuation at their ends
}

// Add compares the quotes of one Doc with what readers marked in its text.
// Quotes with the same cue count as one: conjoined sources are one phrase to
// readers, who mark outermost attributions only: nested quotes are left out. A
// quote matches an attribution whose cue overlaps its own.
func (s *AttributionScore) Add(gold []Attribution, doc *tocsin.Doc) {
	pred, runes := quoted(doc), []rune(doc.Text)
	used := make([]bool, len(gold))
	s.Cue.Gold += len(gold)
	s.Cue.Predicted += len(pred)
	for _, p := range pred {
		s.Source.Predicted += size(merged(p.Source))
		s.Content.Predicted += size(merged(p.Content))
		if g := bestCue(gold, used, p); g >= 0 {
			used[g] = true
			s.Cue.Right++
			s.Source.Right += shared(gold[g].Source, p.Source)
			s.Content.Right += shared(gold[g].Content, p.Content)
			s.exact(&gold[g], &p, runes)
		}
	}
	s.parts(gold, pred)
	for _, g := range gold {
		s.Source.Gold += size(merged(g.Source))
		s.Content.Gold += size(merged(g.Content))
	}
}

// parts counts the parts there are, and what sources and contents share as
// marks on the text.
func (s *AttributionScore) parts(gold, pred []Attribution) {
	gather := func(list []Attribution, source bool) (all []Extent, n int) {
		for k := range list {
			part := list[k].Content
			if source {
				part = list[k].Source
			}
			all, n = append(all, part...), n+min(len(part), 1)
		}
		return merged(all), n
	}
	for _, x := range []struct {
		source         bool
		overlap, exact *Tally
	}{{true, &s.SourceOverlap, &s.SourceExact}, {false, &s.ContentOverlap, &s.ContentExact}} {
		g, ng := gather(gold, x.source)
		p, np := gather(pred, x.source)
		*x.overlap = x.overlap.Add(Tally{Gold: size(g), Predicted: size(p), Right: shared(g, p)})
		*x.exact = x.exact.Add(Tally{Gold: ng, Predicted: np})
	}
	s.CueExact = s.CueExact.Add(Tally{Gold: len(gold), Predicted: len(pred)})
}

// exact counts the parts of two matched attributions that have the same words.
func (s *AttributionScore) exact(gold, pred *Attribution, runes []rune) {
	for _, x := range []struct {
		g, p []Extent
		t    *Tally
	}{{gold.Cue, pred.Cue, &s.CueExact}, {gold.Source, pred.Source, &s.SourceExact}, {gold.Content, pred.Content, &s.ContentExact}} {
		if len(x.g) > 0 && slices.Equal(words(x.g, runes), words(x.p, runes)) {
			x.t.Right++
		}
	}
}

// words are the offsets of the letters and digits that extents cover.
func words(list []Extent, text []rune) []int {
	var out []int
	for _, e := range merged(list) {
		for i := e.Start; i < min(e.End, len(text)); i++ {
			if unicode.IsLetter(text[i]) || unicode.IsDigit(text[i]) {
				out = append(out, i)
			}
		}
	}
	return out
}

// Values lists precision, recall and F of cues, of the code points of sources
// and contents in matched attributions (source, content), of those that stand
// in any (source_overlap, content_overlap), and of equal parts (…_exact).
func (s *AttributionScore) Values() []Value {
	var out []Value
	for _, x := range []struct {
		name string
		t    Tally
	}{
		{"cue", s.Cue}, {"source", s.Source}, {"content", s.Content},
		{"source_overlap", s.SourceOverlap}, {"content_overlap", s.ContentOverlap},
		{"cue_exact", s.CueExact}, {"source_exact", s.SourceExact}, {"content_exact", s.ContentExact},
	} {
		p, r, f := x.t.PRF()
		out = append(out, Value{Name: x.name + "_p", Value: p}, Value{Name: x.name + "_r", Value: r}, Value{Name: x.name + "_f", Value: f})
	}
	return out
}

// Print writes every figure, "name value" a line.
func (s *AttributionScore) Print(w io.Writer) {
	for _, v := range s.Values() {
		fmt.Fprintf(w, "%-20s %.4f\n", v.Name, v.Value)
	}
}

// An AttributedText is one text with what readers marked in it.
type AttributedText struct {
	Name         string
	Text         string
	Attributions []Attribution
}

// ReadAttributedTexts reads a folder of texts, text/NAME.txt, and of brat
// standoff beside it, attributions/NAME.ann or NAME_READER.ann, in the order of
// their names; the first reader counts. A text without standoff is an error.
func ReadAttributedTexts(dir fs.FS) ([]AttributedText, error) {
	names, err := fs.Glob(dir, "text/*.txt")
	if err != nil {
		return nil, fmt.Errorf("eval: attributions: %w", err)
	}
	marks, err := fs.ReadDir(dir, "attributions")
	if err != nil {
		return nil, fmt.Errorf("eval: attributions: %w", err)
	}
	var out []AttributedText
	for _, name := range names {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, fmt.Errorf("eval: attributions: %w", err)
		}
		stem := strings.TrimSuffix(path.Base(name), ".txt")
		k := slices.IndexFunc(marks, func(e fs.DirEntry) bool { return standoffOf(e.Name(), stem) })
		if k < 0 {
			return nil, fmt.Errorf("eval: attributions: %s: no standoff: %w", stem, tocsin.ErrInvalid)
		}
		f, err := dir.Open("attributions/" + marks[k].Name())
		if err != nil {
			return nil, fmt.Errorf("eval: attributions: %w", err)
		}
		as, err := ReadAttributions(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", stem, err)
		}
		out = append(out, AttributedText{Name: stem, Text: string(text), Attributions: as})
	}
	return out, nil
}

// standoffOf reports whether a file name is that of a text's standoff, with or
// without the name of a reader.
func standoffOf(name, stem string) bool {
	rest, ok := strings.CutPrefix(name, stem)
	rest, ann := strings.CutSuffix(rest, ".ann")
	return ok && ann && (rest == "" || rest[0] == '_' && !strings.Contains(rest[1:], "_"))
}

// bestCue returns the unused attribution whose cue overlaps that of p and
// that shares most content with it; -1 for none.
func bestCue(gold []Attribution, used []bool, p Attribution) int {
	best, most := -1, -1
	for k, g := range gold {
		if used[k] || shared(g.Cue, p.Cue) == 0 {
			continue
		}
		if n := shared(g.Content, p.Content) + shared(g.Source, p.Source); n > most {
			best, most = k, n
		}
	}
	return best
}

// quoted turns the quotes of a Doc into attributions in code points, one a cue.
func quoted(doc *tocsin.Doc) []Attribution {
	points := codePoints(doc.Text)
	at := func(s tocsin.Span) Extent {
		return Extent{points[doc.Tokens[s.Start].Start], points[doc.Tokens[s.End-1].End]}
	}
	var out []Attribution
	last := tocsin.Span{Start: -1}
	for _, q := range doc.Quotes {
		if q.Outer >= 0 {
			continue
		}
		if q.Cue != last {
			out = append(out, Attribution{Cue: []Extent{at(q.Cue)}})
			last = q.Cue
		}
		a := &out[len(out)-1]
		for _, c := range q.Content {
			a.Content = append(a.Content, at(c))
		}
		if !q.Source.IsZero() {
			a.Source = append(a.Source, at(q.Source))
		}
	}
	return out
}

// codePoints maps every byte offset of a text to its offset in code points.
func codePoints(text string) []int {
	out := make([]int, len(text)+1)
	n := -1
	for i := range len(text) {
		if text[i]&0xC0 != 0x80 {
			n++
		}
		out[i] = n
	}
	out[len(text)] = n + 1
	return out
}

func size(list []Extent) (n int) {
	for _, e := range list {
		n += e.End - e.Start
	}
	return n
}

// shared counts the code points that lie in both lists.
func shared(a, b []Extent) (n int) {
	a, b = merged(a), merged(b)
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	return n
}

// merged sorts extents and joins those that overlap.
func merged(list []Extent) []Extent {
	list = slices.Clone(list)
	slices.SortFunc(list, func(x, y Extent) int { return cmp.Compare(x.Start, y.Start) })
	var out []Extent
	for _, e := range list {
		if k := len(out) - 1; k >= 0 && e.Start <= out[k].End {
			out[k].End = max(out[k].End, e.End)
			continue
		}
		out = append(out, e)
	}
	return out
}
