package eval

import (
	"fmt"
	"io"
	"strings"

	"tocsin"
	"tocsin/nlp/conllu"
)

// Parsing is how well a system's words agree with a treebank's. On given
// words every Tally has the same totals, so that F is plain accuracy.
type Parsing struct {
	Sentences, Words         Tally
	UPOS, XPOS, Feats, Lemma Tally
	UAS, LAS                 Tally // LAS leaves subtypes of relations out
}

// Values lists the F of every figure, 0 to 1.
func (p *Parsing) Values() []Value {
	var out []Value
	for _, x := range []struct {
		name string
		t    Tally
	}{
		{"sentences", p.Sentences}, {"words", p.Words}, {"upos", p.UPOS}, {"xpos", p.XPOS},
		{"feats", p.Feats}, {"lemma", p.Lemma}, {"uas", p.UAS}, {"las", p.LAS},
	} {
		_, _, f := x.t.PRF()
		out = append(out, Value{Name: x.name, Value: f})
	}
	return out
}

// Print writes every figure.
func (p *Parsing) Print(w io.Writer) {
	for _, v := range p.Values() {
		fmt.Fprintf(w, "%-20s %.4f\n", v.Name, v.Value)
	}
}

// ReadTreebank reads all sentences of a CoNLL-U stream.
func ReadTreebank(r io.Reader) ([]*conllu.Sentence, error) {
	in := conllu.NewReader(r)
	var out []*conllu.Sentence
	for {
		s, err := in.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("eval: %w", err)
		}
		out = append(out, s)
	}
}

// CompareTrees scores the analyses of two treebanks of the same text by
// position, as the CoNLL 2018 shared task did: a system word is right if a
// gold word covers the same characters and the annotation agrees; words inside
// a multiword token are matched by form. White space does not count. It is an
// error if the characters differ.
func CompareTrees(gold, system []*conllu.Sentence) (*Parsing, error) {
	g, s := layOut(gold), layOut(system)
	if g.text != s.text {
		return nil, fmt.Errorf("eval: the texts differ at %q: %w", differ(g.text, s.text), tocsin.ErrInvalid)
	}
	p := &Parsing{}
	p.Sentences = Tally{common(g.ends, s.ends), len(s.ends), len(g.ends)}
	pairs := align(g.words, s.words)
	partner := make(map[*placed]*placed, len(pairs)) // system word: its gold word
	for _, x := range pairs {
		partner[x[1]] = x[0]
	}
	for _, t := range []*Tally{&p.Words, &p.UPOS, &p.XPOS, &p.Feats, &p.Lemma, &p.UAS, &p.LAS} {
		*t = Tally{0, len(s.words), len(g.words)}
	}
	for _, x := range pairs {
		p.count(x[0], x[1], partner)
	}
	return p, nil
}

// count adds one aligned pair.
func (p *Parsing) count(g, s *placed, partner map[*placed]*placed) {
	p.Words.Right++
	add := func(t *Tally, ok bool) {
		if ok {
			t.Right++
		}
	}
	add(&p.UPOS, g.word.UPOS == s.word.UPOS)
	add(&p.XPOS, g.word.XPOS == s.word.XPOS)
	add(&p.Feats, g.word.Feats == s.word.Feats)
	add(&p.Lemma, g.word.Lemma == "_" || g.word.Lemma == s.word.Lemma)
	head := g.head == nil && s.head == nil || s.head != nil && g.head != nil && partner[s.head] == g.head
	add(&p.UAS, head)
	add(&p.LAS, head && bare(g.word.Rel) == bare(s.word.Rel))
}

// bare is a relation without its subtype.
func bare(rel string) string {
	rel, _, _ = strings.Cut(rel, ":")
	return rel
}

// placed is a word with the characters that its token covers.
type placed struct {
	word       *conllu.Word
	head       *placed // nil at the root
	start, end int     // bytes of the text without white space
	multi      bool    // inside a multiword token
}

type layout struct {
	text  string
	words []*placed
	ends  [][2]int // bounds of sentences
}

// layOut places the words of a treebank on its text without white space.
func layOut(sents []*conllu.Sentence) layout {
	var out layout
	var text strings.Builder
	for _, s := range sents {
		from, first := text.Len(), len(out.words)
		for i := 0; i < len(s.Words); {
			if r := rangeAt(s, i+1); r != nil {
				a, z := write(&text, r.Form)
				for ; i < r.Last; i++ {
					out.words = append(out.words, &placed{word: &s.Words[i], start: a, end: z, multi: true})
				}
				continue
			}
			a, z := write(&text, s.Words[i].Form)
			out.words = append(out.words, &placed{word: &s.Words[i], start: a, end: z})
			i++
		}
		for _, w := range out.words[first:] {
			if h := w.word.Head; h > 0 && first+h-1 < len(out.words) {
				w.head = out.words[first+h-1]
			}
		}
		out.ends = append(out.ends, [2]int{from, text.Len()})
	}
	out.text = text.String()
	return out
}

func rangeAt(s *conllu.Sentence, i int) *conllu.Range {
	for k := range s.Ranges {
		if s.Ranges[k].First == i {
			return &s.Ranges[k]
		}
	}
	return nil
}

// write adds a form without its white space and returns where it stands.
func write(b *strings.Builder, form string) (start, end int) {
	start = b.Len()
	for _, f := range strings.Fields(form) {
		b.WriteString(f)
	}
	return start, b.Len()
}

func common(a, b [][2]int) int {
	in := make(map[[2]int]bool, len(a))
	for _, x := range a {
		in[x] = true
	}
	n := 0
	for _, x := range b {
		if in[x] {
			n++
		}
	}
	return n
}

func differ(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return a[i:min(len(a), i+20)]
}

// align pairs gold words with system words.
func align(g, s []*placed) [][2]*placed {
	var out [][2]*placed
	for i, j := 0, 0; i < len(g) && j < len(s); {
		if !g[i].multi && !s[j].multi {
			switch {
			case g[i].start == s[j].start && g[i].end == s[j].end:
				out = append(out, [2]*placed{g[i], s[j]})
				i, j = i+1, j+1
			case g[i].end <= s[j].end:
				i++
			default:
				j++
			}
			continue
		}
		i2, j2 := region(g, s, i, j)
		out = append(out, sequence(g[i:i2], s[j:j2])...)
		i, j = i2, j2
	}
	return out
}

// region ends where both sides have left the multiword tokens that start at i
// or j.
func region(g, s []*placed, i, j int) (int, int) {
	end := 0
	if g[i].multi {
		end = g[i].end
	}
	if s[j].multi && g[i].start <= s[j].end {
		end = max(end, s[j].end)
	}
	for grown := true; grown; {
		grown = false
		for i < len(g) && g[i].start < end {
			if g[i].multi && g[i].end > end {
				end, grown = g[i].end, true
			}
			i++
		}
		for j < len(s) && s[j].start < end {
			if s[j].multi && s[j].end > end {
				end, grown = s[j].end, true
			}
			j++
		}
	}
	return i, j
}

// sequence is the longest common subsequence by form.
func sequence(g, s []*placed) [][2]*placed {
	best := make([][]int, len(g)+1)
	for i := range best {
		best[i] = make([]int, len(s)+1)
	}
	same := func(i, j int) bool { return strings.EqualFold(g[i].word.Form, s[j].word.Form) }
	for i := len(g) - 1; i >= 0; i-- {
		for j := len(s) - 1; j >= 0; j-- {
			if best[i][j] = max(best[i+1][j], best[i][j+1]); same(i, j) {
				best[i][j] = max(best[i][j], 1+best[i+1][j+1])
			}
		}
	}
	var out [][2]*placed
	for i, j := 0, 0; i < len(g) && j < len(s); {
		switch {
		case same(i, j) && best[i][j] == 1+best[i+1][j+1]:
			out = append(out, [2]*placed{g[i], s[j]})
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}
