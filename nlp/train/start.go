package train

import "tocsin/nlp"

// startFrom copies what a model of another language has in common with this
// one: encoder, sub-words, arcs and names, but no table of labels or words.
// Blocks of another shape are left as they are.
func (t *Trainer) startFrom(m *nlp.Model) {
	if m == nil {
		return
	}
	for i := range m.Blocks {
		b := &m.Blocks[i]
		if b.Name == "parts" && b.Rows == t.c.Buckets {
			dequantize(t.p.parts, b)
		}
		at, ok := t.l.byName[b.Name]
		if !ok {
			continue
		}
		switch b.Name {
		case "tag", "tagb", "lab", "labb":
			continue // their columns are labels of a language
		}
		to := t.l.blocks[at]
		rows := to.rows
		if b.Name == layerName("w", 0) {
			rows = nlp.InputDim // the rest are marks of the place, which are not exact rows
		}
		if b.Rows == rows && b.Cols == to.cols {
			dequantize(t.l.view(t.p.dense, b.Name), b)
		}
	}
}

// dequantize writes the numbers of a block to dst.
func dequantize(dst []float32, b *nlp.Block) {
	copy(dst, b.Float)
	for i, v := range b.Int8 {
		at := i % b.Cols
		if b.Kind == nlp.KindRows {
			at = i / b.Cols
		}
		dst[i] = float32(v) * b.Scale[at]
	}
}
