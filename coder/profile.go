package coder

import (
	"strings"

	"tocsin"
	"tocsin/plover"
)

// profile is what a report is about, counted over its nouns: words of
// politics and arms, of accidents and natural disasters, of sport and markets.
type profile struct {
	nouns, political, armed, calamity, leisure int
	fires                                      int // those that burn, or are opened
	states                                     int // governments that are told to be somebody
}

// fewNouns is how many nouns a report has that may tell of nothing but who
// deals with whom: there, states count as politics.
const fewNouns = 20

// profileWords bounds the cost: what a long report is about shows early.
const profileWords = 300

func (l *Lexicon) profile(d *tocsin.Doc) profile {
	var p profile
	c := l.classes
	for i := range min(len(d.Tokens), profileWords) {
		t := &d.Tokens[i]
		if t.UPOS != "NOUN" && t.UPOS != "PROPN" {
			continue
		}
		p.nouns++
		m := c.words[strings.ToLower(t.Lemma)]
		if m&c.political != 0 {
			p.political++
		}
		if m&c.armed != 0 && m&c.vague == 0 {
			p.armed++
		}
		if c.roles.sets[t.Lemma].has(roleBurning) {
			p.fires++
		}
		if m&c.calamity != 0 {
			p.calamity++
		}
		if m&c.leisure != 0 {
			p.leisure++
		}
	}
	for i := range min(len(d.Actors), fewNouns) {
		if a := &d.Actors[i]; a.Kind == tocsin.Government && a.Country != "" {
			p.states++
		}
	}
	return p
}

// accident reports whether the report tells of an accident or a natural
// disaster rather than of violence.
func (p profile) accident() bool {
	bad := p.calamity
	if p.armed == 0 && bad > 0 {
		bad += p.fires // nobody is there to open it
	}
	return bad >= 2 && bad > p.armed
}

// idle reports whether sport, markets or shows are what it tells of.
func (p profile) idle() bool { return p.leisure >= 3 && p.leisure > p.political }

// heated reports whether politics or arms are what it tells of.
func (p profile) heated() bool {
	if p.accident() || p.leisure > 0 && p.political <= p.leisure {
		return false
	}
	return p.political >= 2 && p.political*8 >= p.nouns || p.nouns <= fewNouns && p.political+p.states >= 2
}

// foreign reports whether the hit is in the words of another kind of report:
// the victims of an accident and what follows it by rule, the moves of players
// and investors.
func (p profile) foreign(v *view, h *hit) bool {
	switch {
	case p.idle() && !h.rule.strong, h.rule.loose && !p.heated():
		return true
	case !p.accident():
		return false
	case h.rule.sense.Type != plover.Assault:
		return v.plays(h.head, roleAftermath)
	}
	s := v.subject(h.head)
	return s < 0 || v.mask(s)&(v.lex.armed|v.lex.force) == 0 || v.mask(s)&v.lex.craft != 0 && v.mask(s)&v.lex.weapon == 0
}
