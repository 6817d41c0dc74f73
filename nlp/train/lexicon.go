package train

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"tocsin/nlp"
	"tocsin/nlp/conllu"
)

// Vectors are pretrained word vectors: 100 signed bytes a word, the most
// frequent word first.
type Vectors struct {
	Words []string
	Data  []int8
}

// ReadVectors reads the first n vectors of a table: wordsPath holds a word a
// line, dataPath 100 signed bytes for each.
func ReadVectors(dataPath, wordsPath string, n int) (*Vectors, error) {
	data, err := os.ReadFile(dataPath)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	text, err := os.ReadFile(wordsPath)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	words := strings.Split(string(bytes.TrimSpace(text)), "\n")
	if len(data) != len(words)*nlp.VectorDim {
		return nil, fmt.Errorf("train: %s: %d bytes for %d words", dataPath, len(data), len(words))
	}
	n = min(n, len(words))
	v := &Vectors{Words: words[:n], Data: make([]int8, n*nlp.VectorDim)}
	for i := range v.Data {
		v.Data[i] = int8(data[i])
	}
	return v, nil
}

// Only keeps the vectors of the words that keep accepts, at most n.
func (v *Vectors) Only(n int, keep func(word string) bool) *Vectors {
	out := &Vectors{}
	for i, w := range v.Words {
		if len(out.Words) < n && keep(w) {
			out.Words = append(out.Words, w)
			out.Data = append(out.Data, v.Data[i*nlp.VectorDim:(i+1)*nlp.VectorDim]...)
		}
	}
	return out
}

// lexicon knows every form of the data and where its inputs are.
type lexicon struct {
	c      *Config
	vec    *Vectors
	vecRow map[string]int32
	row    map[string]int32
	seen   map[string]*form
	names  namePool // to put in the place of others
}

func newLexicon(c *Config, v *Vectors, t tables) *lexicon {
	x := &lexicon{c: c, vec: v, vecRow: index(v.Words), row: index(t.forms), seen: map[string]*form{}}
	delete(x.row, "")
	return x
}

func (x *lexicon) form(text string) *form {
	if f := x.seen[text]; f != nil {
		return f
	}
	plain := nlp.Canonical(text)
	f := &form{text: text, vector: nlp.VectorRow(x.vecRow, plain), row: x.row[nlp.Normal(plain)]}
	f.parts = nlp.Parts(nil, plain, x.c.Buckets)
	fl := nlp.Flags(plain, f.vector >= 0)
	f.flags = fl[:]
	x.seen[text] = f
	return f
}

// sentences turns a corpus into training sentences.
func (x *lexicon) sentences(co *Corpus, t tables, source int) []*sentence {
	var idx [4]map[string]int32
	for b := range idx {
		idx[b] = index(t.labels[b])
	}
	rels := index(t.rels)
	out := make([]*sentence, 0, len(co.sents))
	for _, s := range co.sents {
		if len(s.Words) == 0 {
			continue
		}
		out = append(out, x.sentence(s, co.nameTags(s), idx, rels, source))
	}
	return out
}

func (x *lexicon) sentence(s *conllu.Sentence, names []string, idx [4]map[string]int32, rels map[string]int32, source int) *sentence {
	out := &sentence{words: make([]word, len(s.Words)), source: source}
	for i, w := range s.Words {
		o := &out.words[i]
		o.form, o.head, o.name = x.form(w.Form), int32(w.Head), -1
		for b, l := range labelsOf(w) {
			o.tags[b] = lookup(idx[b], l)
		}
		o.rel = lookup(rels, w.Rel)
		if names != nil {
			o.name = nameOf(names[i])
		}
	}
	return out
}

func lookup(m map[string]int32, s string) int32 {
	if i, ok := m[s]; ok {
		return i
	}
	return -1
}

// inputs writes the input rows of a sentence, root first, drawing word and
// vector dropout from p.
func (x *lexicon) inputs(dst []float32, in int, s *sentence, m *params, p *pass) {
	s.dress(p, x.names, x.c.Swap)
	place := dst[nlp.InputDim:in]
	place[1] = 1
	p.markSource(place, s)
	for i := range s.words {
		f := s.words[i].worn
		row := dst[(i+1)*in : (i+2)*in]
		copy(row[nlp.VectorDim:], f.flags)
		if f.vector >= 0 && !p.chance(x.c.DropVector) {
			for j, v := range x.vec.Data[int(f.vector)*nlp.VectorDim:][:nlp.VectorDim] {
				row[j] = float32(v) * nlp.VectorScale
			}
		}
		s.words[i].drawn(p, x.c.DropWord)
		at := nlp.WordDim
		copy(row[at:], m.forms[int(s.words[i].used)*nlp.EmbedDim:][:nlp.EmbedDim])
		sumParts(row[at+nlp.EmbedDim:][:nlp.EmbedDim], f.parts, m.parts)
		place := row[nlp.InputDim:]
		if i == 0 {
			place[0] = 1
		}
		p.markSource(place, s)
	}
}

// markSource tells the encoder which corpus's ways to follow: the first one's
// without a mark, the second treebank's, or those of the corpora of names.
func (p *pass) markSource(place []float32, s *sentence) {
	if s.source > 0 {
		place[min(s.source+1, placeDim-1)] = 1
	}
}

// drawn decides which row of the form table the word uses this time.
func (w *word) drawn(p *pass, q float32) {
	w.used = w.worn.row
	if p.chance(q) {
		w.used = 0
	}
}

func sumParts(dst []float32, rows []int32, table []float32) {
	for _, r := range rows {
		for j, v := range table[int(r)*nlp.EmbedDim:][:nlp.EmbedDim] {
			dst[j] += v
		}
	}
	by := nlp.PartScale(len(rows))
	for j := range dst {
		dst[j] *= by
	}
}
