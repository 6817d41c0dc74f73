package train

import (
	"math/rand/v2"
	"slices"

	"tocsin/nlp"
)

// Scores are percentages on the development corpus with gold words; Name is
// the span F1 of names.
type Scores struct{ UPOS, XPOS, Feats, Script, UAS, LAS, Name float64 }

// Evaluate scores the averaged model, in float arithmetic, on the development
// corpus. LAS compares relations without their subtypes.
func (t *Trainer) Evaluate() Scores {
	var n tally
	p := t.work[0]
	batch := make([]*sentence, 0, 64)
	flush := func() {
		if len(batch) > 0 {
			p.load(batch, t.opt.average, t.lex, false, rand.New(rand.NewPCG(1, 1)))
			p.forward(t.opt.average)
			t.scoreBatch(p, &n)
		}
		batch = batch[:0]
	}
	words := 0
	for _, s := range t.dev {
		batch = append(batch, s)
		if words += s.len(); words > t.c.BatchWords {
			flush()
			words = 0
		}
	}
	flush()
	return n.scores()
}

type tally struct {
	words, heads, labels      int
	tags                      [4]int
	nameGold, nameGot, nameOK int
}

func (n *tally) scores() Scores {
	w := float64(max(1, n.words)) / 100
	s := Scores{float64(n.tags[0]) / w, float64(n.tags[1]) / w, float64(n.tags[2]) / w, float64(n.tags[3]) / w,
		float64(n.heads) / w, float64(n.labels) / w, 0}
	if n.nameOK > 0 {
		s.Name = 200 * float64(n.nameOK) / float64(n.nameGold+n.nameGot)
	}
	return s
}

func (t *Trainer) scoreBatch(p *pass, n *tally) {
	heads := make([][]int32, len(p.sents))
	var dec nlp.TreeDecoder
	for i, s := range p.sents {
		arcs, k := p.arcScores(i)
		heads[i] = make([]int32, s.len())
		dec.Decode(arcs, k, s.len(), heads[i], argmax)
	}
	p.forwardLabels(t.opt.average, func(i, j int) int { return int(heads[i][j-1]) })
	for i, s := range p.sents {
		n.words += s.len()
		t.scoreTree(p, i, heads[i], n)
		t.scoreTags(p, i, n)
		t.scoreNames(p, i, n)
	}
}

func argmax(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}

func (t *Trainer) scoreTree(p *pass, i int, heads []int32, n *tally) {
	c := p.l.cols("lab")
	for j := range p.sents[i].words {
		w := &p.sents[i].words[j]
		if heads[j] != w.head {
			continue
		}
		n.heads++
		rel := argmax(p.labs[(p.start[i]+1+j)*c:][:p.s.rels])
		if w.rel >= 0 && nlp.BaseRel(t.t.rels[rel]) == nlp.BaseRel(t.t.rels[w.rel]) {
			n.labels++
		}
	}
}

func (t *Trainer) scoreTags(p *pass, i int, n *tally) {
	tc := p.l.cols("tag")
	for j := range p.sents[i].words {
		row := p.tags[(p.start[i]+1+j)*tc:][:tc]
		for b, width := range [4]int{p.s.upos, p.s.xpos, p.s.feats, p.s.script} {
			if int32(argmax(row[:width])) == p.sents[i].words[j].tags[b] {
				n.tags[b]++
			}
			row = row[pad(width):]
		}
	}
}

func (t *Trainer) scoreNames(p *pass, i int, n *tally) {
	nc, s := p.l.cols("name"), p.sents[i]
	if slices.ContainsFunc(s.words, func(w word) bool { return w.name < 0 }) {
		return
	}
	got, gold := make([]int8, s.len()), make([]int8, s.len())
	nlp.Viterbi(p.names[(p.start[i]+1)*nc:], nc, s.len(), got, nil)
	for j := range s.words {
		gold[j] = int8(s.words[j].name)
	}
	want := map[nlp.Name]bool{}
	for _, e := range nlp.Names(gold) {
		want[e] = true
	}
	n.nameGold += len(want)
	for _, e := range nlp.Names(got) {
		n.nameGot++
		if want[e] {
			n.nameOK++
		}
	}
}
