package train

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"sort"
	"strings"

	"tocsin/nlp"
)

// Export makes the model that is shipped of the averaged parameters: weights
// in eight bits, and the scores it has on the development corpus before that.
func (t *Trainer) Export(meta nlp.Meta) *nlp.Model {
	a := t.opt.average
	c, d := &t.c, t.c.Dim
	meta.Dim, meta.Arc, meta.Label, meta.Tag, meta.Name, meta.Buckets = d, c.ArcDim, c.LabelDim, c.TagHidden, c.NameHidden, c.Buckets
	m := &nlp.Model{Meta: meta}
	add := func(b nlp.Block) { m.Blocks = append(m.Blocks, b) }
	for i, name := range []string{"upos", "xpos", "feats", "scripts"} {
		add(nlp.Words(name, t.t.labels[i]))
	}
	add(nlp.Words("rels", t.t.rels))
	add(nlp.Words("lemmas", t.lemmas))
	if len(t.verbs) > 0 {
		add(nlp.Words("infinitives", t.verbs))
	}
	add(nlp.Words("vector-words", t.lex.vec.Words))
	add(t.vectorBlock())
	add(nlp.Words("form-words", t.t.forms))
	add(nlp.QuantizeRows("forms", len(t.t.forms), nlp.EmbedDim, a.forms))
	add(nlp.QuantizeRows("parts", c.Buckets, nlp.EmbedDim, a.parts))
	t.exportLayers(a, add)
	for _, name := range []string{"conv", "tag", "name", "mlp", "arc", "lab"} {
		b := t.l.blocks[t.l.byName[name]]
		add(nlp.QuantizeColumns(name, b.rows, b.cols, t.l.view(a.dense, name)))
		bias := t.l.blocks[t.l.byName[name+"b"]]
		add(nlp.Floats(bias.name, 1, bias.cols, t.l.view(a.dense, bias.name)))
	}
	return m
}

// exportLayers writes the recurrent layers. The place rows of the first
// matrix are kept apart: they do not depend on the form.
func (t *Trainer) exportLayers(a *params, add func(nlp.Block)) {
	d := t.c.Dim
	for k := range layers {
		w := t.l.blocks[t.l.byName[layerName("w", k)]]
		x := t.l.view(a.dense, w.name)
		rows := w.rows
		if k == 0 {
			rows = nlp.InputDim
			add(nlp.Floats("place", 2, w.cols, x[rows*w.cols:(rows+2)*w.cols]))
		}
		add(nlp.QuantizeColumns(w.name, rows, w.cols, x[:rows*w.cols]))
		g := layerName("g", k)
		add(nlp.Floats(g, 2*gateVecs, d, t.l.view(a.dense, g)))
	}
}

func (t *Trainer) vectorBlock() nlp.Block {
	n := len(t.lex.vec.Words)
	scale := make([]float32, n)
	for i := range scale {
		scale[i] = nlp.VectorScale
	}
	return nlp.Block{Name: "vectors", Kind: nlp.KindRows, Rows: n, Cols: nlp.VectorDim, Int8: t.lex.vec.Data, Scale: scale}
}

// countLemmas lists "form\tUPOS\tlemma" for the pairs that the training data
// lemmatise in one way, and for irregular forms that they do not have. Where
// treebanks differ, the first one's way counts.
func countLemmas(corpora []*Corpus, irregular map[string]string) []string {
	known := map[string]string{}
	for i, c := range slices.Backward(corpora) {
		if i == 0 { // the irregular forms are surer than all but the first treebank
			maps.Copy(known, irregular)
		}
		for key, n := range c.lemmaCounts() {
			l, ok := n.dominant()
			switch {
			case ok && !strings.ContainsAny(key+l, "\n"):
				known[key] = l
			case !ok && n.total() > 1:
				delete(known, key)
			}
		}
	}
	out := make([]string, 0, len(known))
	for key, l := range known {
		out = append(out, key+"\t"+l)
	}
	sort.Strings(out)
	return out
}

// lemmaCounts counts the lemmas of each "form\tUPOS".
func (c *Corpus) lemmaCounts() map[string]*counter {
	count := map[string]*counter{}
	if c.bare {
		return count
	}
	for _, s := range c.sents {
		for _, w := range s.Words {
			key := w.Form + "\t" + w.UPOS
			if count[key] == nil {
				count[key] = &counter{}
			}
			count[key].see(w.Lemma)
		}
	}
	return count
}

func (c *counter) total() int {
	n := 0
	for _, k := range c.n {
		n += k
	}
	return n
}

// dominant is the string seen in nine of ten cases, if it was seen at least
// twice.
func (c *counter) dominant() (string, bool) {
	best := ""
	for _, s := range c.order {
		if c.n[s] > c.n[best] {
			best = s
		}
	}
	return best, c.n[best] >= 2 && c.n[best]*10 >= c.total()*9
}

// ReadIrregular reads a table of irregular forms, JSON of the shape
// {"verb": {"fled": ["flee"]}, "noun": {…}}, as "form\tUPOS" to lemma. Forms
// with several lemmas, and forms that are their own lemma, are left out.
func ReadIrregular(path string) (map[string]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	var table map[string]map[string][]string
	if err := json.Unmarshal(b, &table); err != nil {
		return nil, fmt.Errorf("train: %s: %w", path, err)
	}
	out := map[string]string{}
	for kind, upos := range map[string]string{"verb": "VERB", "noun": "NOUN"} {
		for form, lemmas := range table[kind] {
			if len(lemmas) == 1 && lemmas[0] != form && !strings.ContainsAny(form+lemmas[0], "\t\n") {
				out[form+"\t"+upos] = lemmas[0]
			}
		}
	}
	return out, nil
}
