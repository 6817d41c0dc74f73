package nlp

import (
	"fmt"
	"slices"

	"tocsin"
	"tocsin/nlp/kernel"
)

const layerCount = 3

// parser is a model made ready to run: weights packed for the kernel, tables
// indexed. It never changes after loading and is shared by all goroutines.
type parser struct {
	meta Meta
	kr   *kernel.Kernel

	upos, xpos, feats, scripts, rels []string
	rootRel                          int // column of the relation "root"

	vecRow map[string]int32
	vecs   []int8
	row    map[string]int32
	forms  *Block
	parts  *Block
	lemmas map[string]string // "form\tUPOS" to lemma, where the training data know better

	infinitives map[string]bool // verbs of a language whose lemmas are checked; nil for none
	byCut       []int           // scripts by how many letters they cut, where lemmas are checked

	place              []float32 // first-layer vectors of: first word, root
	zero               []float32 // as long as the longest row that is rectified
	layer              [layerCount]*kernel.Weights
	gates              [layerCount][]float32
	conv, tag, name    *kernel.Weights
	convBias           []float32
	mlp, arc, lab      *kernel.Weights
	tagAt              [4]int // first column of UPOS, XPOS, FEATS, scripts
	tagCols, labelCols int
}

// pad rounds up to a multiple of 16, the width that label blocks are stored in.
func pad(n int) int { return (n + 15) &^ 15 }

// newParser checks that every block of a model is there and of the right
// shape, and packs the weights.
func newParser(m *Model, level kernel.Level) (*parser, error) {
	kr, err := kernel.New(level)
	if err != nil {
		return nil, fmt.Errorf("nlp: %w", err)
	}
	p := &parser{meta: m.Meta, kr: kr}
	d := m.Meta.Dim
	for _, v := range []int{d, m.Meta.Arc, m.Meta.Label, m.Meta.Tag, m.Meta.Name} {
		if v <= 0 || v%16 != 0 || v > 4096 {
			return nil, fmt.Errorf("nlp: model: a layer of %d units: %w", v, tocsin.ErrInvalid)
		}
	}
	l := loader{m: m}
	p.loadTables(&l)
	p.loadWeights(&l, d)
	if l.err != nil {
		return nil, l.err
	}
	return p, nil
}

// loader fetches blocks and keeps the first error.
type loader struct {
	m   *Model
	err error
}

func (l *loader) find(name, kind string, rows, cols int) *Block {
	k, err := l.m.Find(name, kind, rows, cols)
	if err != nil {
		if l.err == nil {
			l.err = err
		}
		return &Block{}
	}
	return k
}

func (l *loader) words(name string) []string { return l.find(name, KindText, -1, -1).Text }

// weights packs a block with its bias; bias may be "".
func (l *loader) weights(name, bias string, rows, cols int) *kernel.Weights {
	k := l.find(name, KindColumns, rows, cols)
	var b []float32
	if bias != "" {
		b = l.find(bias, KindFloat, 1, cols).Float
	}
	if l.err != nil {
		return nil
	}
	return kernel.Pack(rows, cols, k.Int8, k.Scale, b)
}

func (p *parser) loadTables(l *loader) {
	p.upos, p.xpos = l.words("upos"), l.words("xpos")
	p.feats, p.scripts, p.rels = l.words("feats"), l.words("scripts"), l.words("rels")
	p.rootRel = slices.Index(p.rels, "root")
	words := l.words("vector-words")
	p.vecs = l.find("vectors", KindRows, len(words), VectorDim).Int8
	p.vecRow = rowsOf(words)
	forms := l.words("form-words")
	p.forms = l.find("forms", KindRows, len(forms), EmbedDim)
	p.row = rowsOf(forms)
	delete(p.row, "")
	p.parts = l.find("parts", KindRows, l.m.Meta.Buckets, EmbedDim)
	if l.err == nil && (p.rootRel < 0 || len(forms) == 0 || l.m.Meta.Buckets == 0 || len(p.upos)*len(p.xpos)*len(p.feats)*len(p.scripts) == 0) {
		l.err = fmt.Errorf("nlp: model: an empty table, or no root relation: %w", tocsin.ErrInvalid)
	}
	p.loadInfinitives(l.m)
	p.lemmas = map[string]string{}
	for _, line := range l.words("lemmas") {
		if k, v, ok := cutLast(line, '\t'); ok {
			p.lemmas[k] = v
		}
	}
}

// loadInfinitives reads the list of verbs, which a model need not have.
func (p *parser) loadInfinitives(m *Model) {
	k, err := m.Find("infinitives", KindText, -1, -1)
	if err != nil {
		return
	}
	p.infinitives = make(map[string]bool, len(k.Text))
	for _, v := range k.Text {
		p.infinitives[v] = true
	}
	cut := make([]int, len(p.scripts))
	for i, s := range p.scripts {
		if _, err := fmt.Sscanf(s, "l-%d+", &cut[i]); err == nil {
			p.byCut = append(p.byCut, i)
		}
	}
	slices.SortStableFunc(p.byCut, func(a, b int) int { return cut[a] - cut[b] })
}

// rowsOf maps each word to its row.
func rowsOf(words []string) map[string]int32 {
	m := make(map[string]int32, len(words))
	for i, w := range words {
		m[w] = int32(i)
	}
	return m
}

func cutLast(s string, sep byte) (before, after string, ok bool) {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == sep {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

func (p *parser) loadWeights(l *loader, d int) {
	p.place = l.find("place", KindFloat, 2, 8*d).Float
	in, cols := InputDim, 8*d
	for k := range layerCount {
		id := string(rune('1' + k))
		p.layer[k] = l.weights("w"+id, "", in, cols)
		p.gates[k] = l.find("g"+id, KindFloat, 8, d).Float
		in, cols = 2*d, 6*d
	}
	m := l.m.Meta
	hid := m.Tag + m.Name
	p.conv = l.weights("conv", "", 2*d, 3*hid)
	p.convBias = l.find("convb", KindFloat, 1, hid).Float
	at := 0
	for b, n := range []int{len(p.upos), len(p.xpos), len(p.feats), len(p.scripts)} {
		p.tagAt[b] = at
		at += pad(n)
	}
	p.tagCols, p.labelCols = at, pad(len(p.rels))
	p.tag = l.weights("tag", "tagb", m.Tag, at)
	p.name = l.weights("name", "nameb", m.Name, pad(len(nameTags)))
	p.zero = make([]float32, max(2*m.Arc, hid))
	p.mlp = l.weights("mlp", "mlpb", 2*d, 2*m.Arc+2*m.Label)
	p.arc = l.weights("arc", "arcb", m.Arc, m.Arc)
	p.lab = l.weights("lab", "labb", m.Label, p.labelCols)
}
