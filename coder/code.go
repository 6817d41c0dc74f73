package coder

import (
	"fmt"
	"slices"

	"tocsin"
	"tocsin/plover"
)

// A Coder reads events from annotated reports. It is not changed after
// loading and safe for concurrent use.
type Coder struct {
	lex *Lexicon
}

// Load reads the embedded lexicon.
func Load(lang string) (*Coder, error) {
	l, err := LoadLexicon(lang)
	if err != nil {
		return nil, fmt.Errorf("coder: load: %w", err)
	}
	return &Coder{lex: l}, nil
}

// Code returns the mentions of a report in text order. The Doc must have
// been through the stages before this one; a stage left out makes the record
// poorer, not wrong. The Doc is not changed.
func (c *Coder) Code(doc *tocsin.Doc) []tocsin.Mention {
	doc = mend(doc)
	p := newPage(doc)
	p.profile = c.lex.profile(doc)
	var acts []*act
	for k := range doc.Sents {
		if s, _ := c.read(p, k); s != nil {
			acts = append(acts, s.acts...)
		}
	}
	return weigh(doc, p.profile, p.earlier, acts)
}

// read codes one sentence after those before it; the scene is nil where the
// lexicon sees nothing.
func (c *Coder) read(p *page, k int) (*scene, []tocsin.Mention) {
	v, cands := c.lex.match(p.doc, k, p.profile)
	if len(cands) == 0 {
		return nil, nil
	}
	s := newScene(p, v, k, cands)
	s.resolve()
	first := len(p.earlier)
	out := make([]tocsin.Mention, 0, len(s.acts))
	for _, a := range s.acts {
		out = append(out, s.record(a))
	}
	p.earlier = append(p.earlier, out...)
	p.history = append(p.history, s.acts...)
	return s, p.earlier[first:]
}

// page is one report while it is coded.
type page struct {
	shelf
	doc     *tocsin.Doc
	actors  map[int][]int // head token: actors there
	placed  map[int]int   // head token: the place there
	runes   runeIndex
	earlier []tocsin.Mention // what the sentences before have told
	history []*act           // the same, as acts
	profile profile          // what the report is about
	origins []int            // of the parties added to the actors, what they were made of
}

func newPage(doc *tocsin.Doc) *page {
	own := *doc
	own.Actors = slices.Clip(doc.Actors) // what is added is the page's own
	doc = &own
	p := &page{
		shelf: newShelf(doc), doc: doc, runes: indexRunes(doc.Text),
		actors: make(map[int][]int, len(doc.Actors)), placed: make(map[int]int, len(doc.Places)),
	}
	for i := range doc.Actors {
		h := doc.Actors[i].Head
		p.actors[h] = append(p.actors[h], i)
	}
	for i := range doc.Places {
		p.placed[doc.Places[i].Head] = i
	}
	return p
}

// scene is one sentence while it is coded.
type scene struct {
	*page
	v     *view
	index int
	acts  []*act
}

// act is one event of the sentence with what has been found about it.
type act struct {
	Candidate
	verb       int   // token that carries tense: the verb, or what governs the noun
	elided     int   // verb without a subject that stands for the actors; -1 for none
	actors     []int // indices in Doc.Actors
	recipients []int
	told       []int // other verbs that tell the same act: what an attack did
	theme      int   // head of the recipient's phrase where that is no party: an act, a place
	when       int   // index in Doc.Times; -1 for none
	where      int   // index in Doc.Places; -1 for none
	quantities []tocsin.Measure
	claims     []tocsin.Claim
	background bool
}

func newScene(p *page, v *view, index int, cands []Candidate) *scene {
	s := &scene{page: p, v: v, index: index}
	for _, c := range cands {
		s.acts = append(s.acts, &act{Candidate: c, verb: c.Head, elided: -1, theme: -1, when: -1, where: -1})
	}
	return s
}

// at returns the act whose head or light verb is token i, or nil.
func (s *scene) at(i int) *act {
	for _, a := range s.acts {
		if a.Head == i || a.Light == i && i >= 0 {
			return a
		}
	}
	return nil
}

// tells reports whether token i carries the act: its head, its light verb, or
// a verb that tells the same act.
func (a *act) tells(i int) bool {
	return i >= 0 && (i == a.Head || i == a.Light || slices.Contains(a.told, i))
}

// resolve finds everything about the acts of the sentence. Parties come first:
// places, times and claims depend on who acts.
func (s *scene) resolve() {
	for _, a := range s.acts {
		a.verb = s.carrier(a)
		a.told = s.telling(a)
		s.cast(a)
	}
	for _, a := range s.acts {
		s.castByActs(a)
	}
	for _, a := range s.acts {
		s.locate(a)
		s.rally(a)
		s.disown(a)
		s.resume(a)
		s.bereave(a)
		s.aims(a)
		s.estrange(a)
		s.spare(a)
		s.date(a)
		s.measure(a)
		s.attribute(a)
		s.adopt(a)
	}
	s.lend()
	s.lendTimes()
	for _, a := range s.acts {
		a.background = s.past(a, 0)
	}
}

// carrier is the verb that carries the tense of an event: itself, its light
// verb, or for another noun the noun.
func (s *scene) carrier(a *act) int {
	if a.Light >= 0 {
		return a.Light
	}
	return a.Head
}

// nominal reports whether an event is named by a noun.
func (s *scene) nominal(a *act) bool {
	switch t := s.v.tok(a.Head); t.UPOS {
	case "NOUN", "PROPN":
		return true
	case "ADJ": // a noun that the tagger takes for an adjective
		return tocsin.RelIs(t.Rel, "nsubj", "nsubj:pass", "obj", "obl", "nmod")
	}
	return false
}

// speech reports whether the type is a commitment, threat or demand: the
// saying is the event, so what is only planned has occurred.
func speech(t plover.Type) bool {
	return t == plover.Agree || t == plover.Concede || t == plover.Threaten || t == plover.Request
}
