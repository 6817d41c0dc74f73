// Package nlp is the language engine: it splits text into sentences and
// words, tags and lemmatises them, parses them, and finds names. One shared
// recurrent encoder (three bidirectional SRU layers) feeds all heads; it runs
// in eight-bit integer arithmetic with the same result on every machine.
package nlp

import (
	"embed"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"tocsin"
	"tocsin/nlp/kernel"
	"tocsin/nlp/segment"
)

//go:embed data/*.model data/*.tsv
var models embed.FS

// An Engine annotates text of one language. It is safe for concurrent use.
type Engine struct {
	p   *parser
	seg *segment.Segmenter

	// free holds scratch space between calls. A sync.Pool would throw the
	// caches of word inputs away at every second garbage collection.
	mu   sync.Mutex
	free []*scratch
}

// take returns scratch space that nobody else uses.
func (e *Engine) take() *scratch {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := len(e.free)
	if n == 0 {
		return e.p.newScratch()
	}
	s := e.free[n-1]
	e.free = e.free[:n-1]
	return s
}

// give returns scratch space, if no more of it is kept than can be used at once.
func (e *Engine) give(s *scratch) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.free) < runtime.GOMAXPROCS(0) {
		e.free = append(e.free, s)
	}
}

// Load makes the embedded engine of a language (BCP 47: "en") ready, with the
// fastest kernels the processor has. The error wraps [tocsin.ErrLanguage] if
// there is none.
func Load(lang string) (*Engine, error) {
	seg, err := segment.Load(lang)
	if err != nil {
		return nil, fmt.Errorf("nlp: %w", err)
	}
	model, err := models.ReadFile("data/" + lang + ".model")
	if err != nil {
		return nil, fmt.Errorf("nlp: language %q: %w", lang, tocsin.ErrLanguage)
	}
	e, err := New(model, seg, kernel.Best())
	if err != nil {
		return nil, err
	}
	return e, e.p.loadForms(lang + ".lemmas.tsv")
}

// New makes an engine of a model's file, a segmenter, which may be nil if only
// [Engine.Parse] is called, and kernels of a level.
func New(model []byte, seg *segment.Segmenter, level kernel.Level) (*Engine, error) {
	m, err := ParseModel(model)
	if err != nil {
		return nil, err
	}
	p, err := newParser(m, level)
	if err != nil {
		return nil, err
	}
	return &Engine{p: p, seg: seg}, nil
}

// Meta tells what model the engine runs.
func (e *Engine) Meta() Meta { return e.p.meta }

// Annotate fills Tokens, Sents and Ents from the text.
func (e *Engine) Annotate(doc *tocsin.Doc) {
	words, sents := e.seg.Words(doc.Text)
	doc.Tokens = make([]tocsin.Token, len(words))
	for i, w := range words {
		doc.Tokens[i] = tocsin.Token{Start: w.Start, End: w.End, Form: w.Form}
	}
	doc.Sents = make([]tocsin.Span, len(sents))
	for i, s := range sents {
		doc.Sents[i] = tocsin.Span{Start: s[0], End: s[1]}
	}
	e.Parse(doc)
	unflatten(doc)
}

// Parse fills in everything but the words and sentences, which are kept as
// they are: Lemma, UPOS, XPOS, Feats, Head, Rel of each token, and Ents.
func (e *Engine) Parse(doc *tocsin.Doc) {
	s := e.take()
	defer e.give(s)
	doc.Ents = doc.Ents[:0]
	var b batch
	var held []tocsin.Span
	b.reset()
	flush := func() {
		if len(held) > 0 {
			s.run(&b)
			for i, span := range held {
				s.fill(doc, span, b.start[i])
			}
		}
		b.reset()
		held = held[:0]
	}
	for _, sent := range doc.Sents {
		for _, piece := range pieces(sent) {
			if b.rows() > 0 && b.rows()+piece.Len()+1 > batchRows {
				flush()
			}
			held = append(held, piece)
			b.start = append(b.start, b.rows()+piece.Len()+1)
			for i := piece.Start; i < piece.End; i++ {
				b.forms = append(b.forms, doc.Tokens[i].Form)
			}
		}
	}
	flush()
	for _, sent := range doc.Sents {
		joinPieces(doc, sent)
	}
}

// pieces cuts a sentence that is too long to parse whole.
func pieces(sent tocsin.Span) []tocsin.Span {
	if sent.Len() <= maxWords {
		return []tocsin.Span{sent}
	}
	var out []tocsin.Span
	for a := sent.Start; a < sent.End; a += maxWords {
		out = append(out, tocsin.Span{Start: a, End: min(a+maxWords, sent.End)})
	}
	return out
}

// joinPieces makes one tree of a sentence that was parsed in pieces: the
// roots of the later ones hang on the first root.
func joinPieces(doc *tocsin.Doc, sent tocsin.Span) {
	if sent.Len() <= maxWords {
		return
	}
	first := -1
	for i := sent.Start; i < sent.End; i++ {
		t := &doc.Tokens[i]
		switch {
		case t.Head >= 0:
		case first < 0:
			first = i
		default:
			t.Head, t.Rel = first, "parataxis"
		}
	}
}

// fill writes what the heads say about one sentence, whose root row is at.
func (s *scratch) fill(doc *tocsin.Doc, span tocsin.Span, at int) {
	p, n := s.p, span.Len()
	for i := range n {
		row, t := at+1+i, &doc.Tokens[span.Start+i]
		s.tagToken(t, s.tags[row*p.tagCols:(row+1)*p.tagCols])
		h := int(s.heads[row])
		t.Head = span.Start + h - 1
		if h == 0 {
			t.Head = -1
		}
		t.Rel = s.relation(s.labs[row*p.labelCols:][:len(p.rels)], h == 0)
	}
	nc := pad(len(nameTags))
	tags := size(&s.bio, n)
	s.back = Viterbi(s.names[(at+1)*nc:], nc, n, tags, s.back)
	for _, e := range Names(tags) {
		doc.Ents = append(doc.Ents, tocsin.Entity{
			Span:  tocsin.Span{Start: span.Start + e.Start, End: span.Start + e.End},
			Label: e.Label,
		})
	}
}

// relation picks the best relation: root for the root and never elsewhere.
func (s *scratch) relation(row []float32, root bool) string {
	if root {
		return "root"
	}
	row[s.p.rootRel] = negInf
	return s.p.rels[s.p.kr.ArgMax(row)]
}

// tagToken picks the best tags of a token and makes its lemma.
func (s *scratch) tagToken(t *tocsin.Token, row []float32) {
	p := s.p
	best := func(b int, names []string) int { return p.kr.ArgMax(row[p.tagAt[b]:][:len(names)]) }
	u := best(0, p.upos)
	t.UPOS, t.XPOS, t.Feats = p.upos[u], p.xpos[best(1, p.xpos)], p.feats[best(2, p.feats)]
	key := lemmaKey{t.Form, uint8(u), int32(best(3, p.scripts))}
	lemma, ok := s.lemmas[key]
	if !ok {
		lemma = p.lemma(key)
		if len(s.lemmas) >= cacheLemmas {
			clear(s.lemmas)
		}
		s.lemmas[lemmaKey{strings.Clone(t.Form), key.upos, key.script}] = lemma
	}
	t.Lemma = lemma
}

// lemma is what the training data know of the form as that part of speech,
// or else what the lemma script makes of it.
func (p *parser) lemma(k lemmaKey) string {
	if l, ok := p.lemmas[k.form+"\t"+p.upos[k.upos]]; ok {
		return l
	}
	form := Canonical(k.form)
	lemma := Apply(p.scripts[k.script], form)
	if u := p.upos[k.upos]; p.infinitives[lemma] || p.infinitives == nil || u != "VERB" && u != "AUX" {
		return lemma
	}
	if known := p.knownInfinitive(form); known != "" {
		return known
	}
	return lemma
}

// knownInfinitive is the first lemma of a known verb that a script makes of a
// form that its own script makes no verb of; the scripts that cut least are
// tried first. It is "" if there is none.
func (p *parser) knownInfinitive(form string) string {
	for _, i := range p.byCut {
		if l := Apply(p.scripts[i], form); p.infinitives[l] {
			return l
		}
	}
	return ""
}
