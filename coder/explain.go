package coder

import (
	"slices"

	"tocsin"
)

// An Explanation is why one sentence tells the events it tells, or none.
type Explanation struct {
	Sentence int    // index in Doc.Sents
	Looks    []Look // predicates that the lexicon knows, in text order
	Unknown  []int  // verbs of which the lexicon has no row, as tokens
}

// A Look is one predicate of the sentence and what came of it.
type Look struct {
	Head   int      // token
	Trials []Trial  // the rows of its lemma, heaviest first
	Quiet  string   // why it tells no event; empty if it tells one
	Record *Account // the event; nil if there is none
}

// Outcome says how a row of the lexicon fared at a predicate.
type Outcome string

// The outcomes of a row. The first one that is chosen wins; lighter ones are
// the runner-up senses.
const (
	Chosen  Outcome = "chosen"
	Lacking Outcome = "lacking" // something its pattern asks for is not there
	Barred  Outcome = "barred"  // one of its exceptions holds
	Lighter Outcome = "lighter" // it fits, but another that asks for more won
)

// A Trial is one row of the lexicon tried at a predicate.
type Trial struct {
	Sense   *Sense // Type is empty for a row that keeps words quiet
	Outcome Outcome
	Cond    string // the need that is not met, or the exception that holds; empty for the word class
}

// An Account is an event with what its parts were read from.
type Account struct {
	Candidate  Candidate
	Mention    tocsin.Mention
	Status     tocsin.Factual // status of the predicate before any quote; its cue
	Actors     []Filling      // slots of the actor, in the order they were tried
	Recipients []Filling
	Final      [2][]int // actors and recipients written down, indices in Doc.Actors
	Voices     []int    // quotes that tell the event, indices in Doc.Quotes
}

// A Filling is what stands in a slot of the predicate's frame.
type Filling struct {
	Slot   Slot
	Tokens []int   // heads of the phrases; empty if nothing stands there
	Actors [][]int // for each, the parties it denotes, indices in Doc.Actors
}

// Explain tells why sentence k of the report has the events that [Coder.Code]
// gives it. It reads the sentences before, too: what they told may count.
func (c *Coder) Explain(doc *tocsin.Doc, k int) Explanation {
	if k < 0 || k >= len(doc.Sents) {
		return Explanation{Sentence: k}
	}
	doc = mend(doc)
	p := newPage(doc)
	p.profile = c.lex.profile(doc)
	var s *scene
	var here []tocsin.Mention
	for i := 0; i <= k; i++ {
		s, here = c.read(p, i)
	}
	x := c.lex.explain(doc, k)
	x.account(s, here)
	kept := c.Code(doc)
	for i := range x.Looks {
		look := &x.Looks[i]
		if look.Record != nil && !slices.ContainsFunc(kept, func(m tocsin.Mention) bool { return m.ID == look.Record.Mention.ID }) {
			look.Quiet = "the report as a whole is of something else, and no power acts here"
		}
	}
	return x
}

// explain tries every row at every predicate of a sentence.
func (l *Lexicon) explain(d *tocsin.Doc, k int) Explanation {
	x := Explanation{Sentence: k}
	v := newView(d, d.Sents[k], l.classes)
	var hits []hit
	for i := v.s.Start; i < v.s.End; i++ {
		upos := v.tok(i).UPOS
		if upos != "VERB" && upos != "NOUN" && upos != "ADJ" && upos != "ADV" {
			continue
		}
		rules := l.rulesAt(v, i)
		if rules == nil {
			if upos == "VERB" {
				x.Unknown = append(x.Unknown, i)
			}
			continue
		}
		look := Look{Head: i, Trials: trials(v, i, rules)}
		if h, ok := l.at(v, i, rules); ok {
			hits = append(hits, h)
		} else {
			look.Quiet = l.silence(v, &h, look.Trials)
		}
		x.Looks = append(x.Looks, look)
	}
	x.weed(v, hits, l.profile(d))
	return x
}

// trials tries the rows at token i, the heaviest first.
func trials(v *view, i int, rules []*rule) []Trial {
	var out []Trial
	won := false
	for _, r := range rules {
		t := Trial{Sense: r.sense}
		if need, ok := r.pat.lacks(v, i); !ok {
			t.Outcome, t.Cond = Lacking, need
		} else if c := v.violated(i, r.unless); c != nil {
			t.Outcome, t.Cond = Barred, c.text
		} else if won {
			t.Outcome = Lighter
		} else {
			t.Outcome, won = Chosen, true
		}
		out = append(out, t)
	}
	return out
}

// lacks returns the first need of the pattern that is not met at i; ok is
// true if there is none.
func (p *pattern) lacks(v *view, i int) (need string, ok bool) {
	if p.matches(v, i) {
		return "", true
	}
	if !v.posIs(i, p.pos) {
		return "", false
	}
	for k := range p.needs {
		if c := &p.needs[k]; c.met(v, i) == c.not {
			return c.text, false
		}
	}
	return "+particle", false
}

// silence says why no row tells an event at a predicate.
func (l *Lexicon) silence(v *view, h *hit, ts []Trial) string {
	for _, t := range ts {
		if t.Outcome == Chosen && t.Sense.Type == "" {
			return "a row for what only looks like an event won"
		}
	}
	if h.rule == nil {
		return "no row fits"
	}
	return l.hush(v, h)
}

// weed says which of the hits belong to another kind of report or to an event
// that another predicate names.
func (x *Explanation) weed(v *view, hits []hit, p profile) {
	kept := slices.Clone(hits)
	for i := range hits {
		if p.foreign(v, &hits[i]) {
			x.look(hits[i].head).Quiet = "the report is about an accident, a disaster, sport or markets"
		}
	}
	kept = slices.DeleteFunc(kept, func(h hit) bool { return p.foreign(v, &h) })
	kept = merge(v, kept)
	for i := range kept {
		for j := range kept {
			if a, b := &kept[i], &kept[j]; a.gone && i != j && same(v, a, b) != "" {
				x.look(a.head).Quiet = same(v, a, b) + " “" + v.tok(b.head).Form + "”"
			}
		}
	}
}

// look returns the look at token head, or nil.
func (x *Explanation) look(head int) *Look {
	for i := range x.Looks {
		if x.Looks[i].Head == head {
			return &x.Looks[i]
		}
	}
	return nil
}

// account adds to the looks the records made of them.
func (x *Explanation) account(s *scene, ms []tocsin.Mention) {
	if s != nil {
		for i, a := range s.acts {
			if look := x.look(a.Head); look != nil && i < len(ms) {
				look.Record, look.Quiet = s.account(a, ms[i]), ""
			}
		}
	}
	for i := range x.Looks {
		if look := &x.Looks[i]; look.Record == nil && look.Quiet == "" {
			look.Quiet = "what must or should be done is no deed"
		}
	}
}

func (s *scene) account(a *act, m tocsin.Mention) *Account {
	f := s.doc.StatusOf(a.Head)
	if f.Status == tocsin.Occurred && a.Light >= 0 {
		f = s.doc.StatusOf(a.Light)
	}
	return &Account{
		Candidate: a.Candidate, Mention: m, Status: f,
		Actors: s.fillings(a, a.Sense.Actor), Recipients: s.fillings(a, a.Sense.Recipient),
		Final: [2][]int{s.given(a.actors), s.given(a.recipients)}, Voices: s.voices(a),
	}
}

// given turns parties into the actors of the report that they were made of.
func (p *page) given(as []int) []int {
	out := make([]int, len(as))
	for n, i := range as {
		out[n] = p.origin(i)
	}
	return out
}

func (s *scene) fillings(a *act, slots []Slot) []Filling {
	var out []Filling
	for _, slot := range slots {
		f := Filling{Slot: slot}
		for _, h := range s.fillers(a, slot) {
			f.Tokens = append(f.Tokens, h)
			f.Actors = append(f.Actors, s.given(s.partiesAt(h, 0)))
		}
		out = append(out, f)
	}
	return out
}
