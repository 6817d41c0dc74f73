package coder

import (
	"slices"
	"strings"

	"tocsin"
	"tocsin/plover"
)

// Match returns the places of one sentence where the lexicon sees an event,
// in text order: one per event, not one per word.
func (l *Lexicon) Match(d *tocsin.Doc, sent int) []Candidate {
	_, out := l.match(d, sent, l.profile(d))
	return out
}

// match is Match for a report of which the profile is known; it also returns the
// view it took of the sentence, nil where no word has a row.
func (l *Lexicon) match(d *tocsin.Doc, sent int, p profile) (*view, []Candidate) {
	s := d.Sents[sent]
	var v *view
	var found []hit
	for i := s.Start; i < s.End; i++ {
		t := &d.Tokens[i]
		if t.UPOS != "VERB" && t.UPOS != "NOUN" && t.UPOS != "ADJ" && t.UPOS != "ADV" {
			continue
		}
		if l.rulesFor(t) == nil && !beforeHyphen(d, i) {
			continue
		}
		if v == nil {
			v = newView(d, s, l.classes)
		}
		if h, ok := l.at(v, i, l.rulesAt(v, i)); ok {
			found = append(found, h)
		}
	}
	if found == nil {
		return v, nil
	}
	found = slices.DeleteFunc(found, func(h hit) bool { return p.foreign(v, &h) })
	return v, l.candidates(v, merge(v, found))
}

// rulesAt returns the rules of token i: those of the hyphenated word that it
// heads, or its own.
func (l *Lexicon) rulesAt(v *view, i int) []*rule {
	if w := v.whole(i); w != "" && l.rules[w] != nil {
		return l.rules[w]
	}
	return l.rulesFor(v.tok(i))
}

// rulesFor returns the rules of a token by its lemma; where that is unknown,
// by what it may have been cut or stretched from ("revok", "bombe").
func (l *Lexicon) rulesFor(t *tocsin.Token) []*rule {
	lemma := strings.ToLower(t.Lemma)
	if l.endings != nil && t.UPOS == "NOUN" && strings.HasSuffix(lemma, "r") && lemma != strings.ToLower(t.Form) {
		lemma = strings.ToLower(t.Form) // a noun taken for a form of its verb: "emboscada"
	}
	if l.endings != nil && t.UPOS == "VERB" && astray(lemma, t.Form) {
		if r := l.verbOf(t); r != nil {
			return r
		}
	}
	if r := l.rules[lemma]; r != nil {
		return r
	}
	switch {
	case l.endings != nil && (t.UPOS == "VERB" || t.Feat("VerbForm") == "Part"):
		return l.verbOf(t)
	case l.endings != nil && t.UPOS == "NOUN":
		return l.rules[strings.TrimSuffix(strings.ToLower(t.Form), "s")]
	case t.UPOS == "VERB":
		return l.byForm(strings.ToLower(t.Form))
	case t.UPOS == "NOUN" && len(lemma) > 5 && strings.HasSuffix(lemma, "ing"):
		return l.byForm(lemma)
	}
	return nil
}

// byForm undoes the regular endings of verbs.
func (l *Lexicon) byForm(form string) []*rule {
	for _, e := range []string{"ied", "ies", "ed", "ing", "es", "s"} {
		stem, ok := strings.CutSuffix(form, e)
		if !ok || len(stem) < 3 {
			continue
		}
		if e[0] == 'i' && e != "ing" {
			return l.rules[stem+"y"]
		}
		if r := l.rules[stem]; r != nil {
			return r
		}
		if r := l.rules[stem+"e"]; r != nil {
			return r
		}
		if n := len(stem); stem[n-1] == stem[n-2] {
			return l.rules[stem[:n-1]]
		}
		return nil
	}
	return nil
}

// beforeHyphen reports whether token i is part of a hyphenated word.
func beforeHyphen(d *tocsin.Doc, i int) bool {
	return i+1 < len(d.Tokens) && d.Tokens[i+1].Form == "-" || i > 0 && d.Tokens[i-1].Form == "-"
}

// hit is a rule that fits at a token.
type hit struct {
	rule  *rule
	head  int
	light int
	tried []string
	gone  bool // merged into another
}

// at returns the heaviest rule that fits at token i and tells an event.
func (l *Lexicon) at(v *view, i int, rules []*rule) (hit, bool) {
	h := hit{head: i}
	prt := v.ownParticle(i, rules)
	for _, r := range rules {
		if !r.pat.matches(v, i) {
			continue
		}
		if c := v.violated(i, r.unless); c != nil {
			h.tried = append(h.tried, r.sense.Source+": "+c.text)
			if prt != "" && slices.Contains(r.pat.particles, prt) {
				return h, false // what is no "shot down" is no "shot" either
			}
			continue
		}
		if r.sense.Type == "" {
			return h, false
		}
		h.rule, h.light = r, l.lightOf(v, i, r)
		return h, l.told(v, &h)
	}
	return h, false
}

// ownParticle returns the particle of verb i if some of the rules want it:
// "shot down" is then no "shot".
func (v *view) ownParticle(i int, rules []*rule) string {
	c := v.find(i, "compound:prt")
	if c < 0 {
		return ""
	}
	l := v.lemma(c)
	for _, r := range rules {
		if slices.Contains(r.pat.particles, l) {
			return l
		}
	}
	return ""
}

// violated returns the first exception that holds at i, or nil.
func (v *view) violated(i int, unless []cond) *cond {
	for k := range unless {
		if c := &unless[k]; c.met(v, i) != c.not {
			return c
		}
	}
	return nil
}

// lightOf returns the light verb of an event noun: the verb whose subject
// does what the noun names; -1 for none. Besides the verbs that are light by
// themselves it is one that the row asks for, unless its subject is at the
// other end ("ignored the ultimatum").
func (l *Lexicon) lightOf(v *view, i int, r *rule) int {
	if !v.posIs(i, 'n') {
		return -1
	}
	h := v.light(i)
	if h < 0 {
		return -1
	}
	answer := v.plays(h, roleAnswer) || v.plays(h, roleDeny)
	if answer && directed(r.sense.Type) {
		return -1
	}
	if lemma := v.lemma(h); l.govern[lemma].light || r.wants(lemma) && !answer {
		return h
	}
	return -1
}

// directed: who answers such an act is whom it was directed at.
func directed(t plover.Type) bool {
	return t == plover.Accuse || t == plover.Request || t == plover.Threaten
}

// wants reports whether the row names the verb as its light one.
func (r *rule) wants(lemma string) bool {
	for k := range r.pat.needs {
		if c := &r.pat.needs[k]; c.key == "light" && !c.not && slices.Contains(c.value.words, lemma) {
			return true
		}
	}
	return false
}

func (l *Lexicon) candidates(v *view, hits []hit) []Candidate {
	out := make([]Candidate, 0, len(hits))
	for i := range hits {
		h := &hits[i]
		if h.gone {
			continue
		}
		c := Candidate{
			Sense: h.rule.sense, Head: h.head, Light: h.light,
			Trigger: trigger(v, h), Tried: h.tried,
		}
		if l.refine(v, h, &c) {
			out = append(out, c)
		}
	}
	return slices.Clip(out)
}

// trigger is the words that name the event: the head with its particle, and
// the words that the pattern names beside it.
func trigger(v *view, h *hit) tocsin.Span {
	span := tocsin.Span{Start: h.head, End: h.head + 1}
	grow := func(i int) {
		if i >= 0 && i >= span.Start-maxGap && i < span.End+maxGap {
			span.Start, span.End = min(span.Start, i), max(span.End, i+1)
		}
	}
	if p := h.rule.pat.particles; len(p) > 0 {
		grow(v.particle(h.head, p))
	}
	for k := range h.rule.pat.needs {
		c := &h.rule.pat.needs[k]
		if c.not || len(c.value.words) == 0 {
			continue
		}
		switch c.key {
		case "obj":
			if o := v.object(h.head); o > h.head && slices.Contains(c.value.words, v.lemma(o)) && v.find(o, "det", "nmod:poss", "amod", "nummod") < 0 {
				grow(o) // "opened fire", not "recalled its ambassador"
			}
		case "mod", "case":
			for k := v.first(h.head); k >= 0; k = v.after(k) {
				if slices.Contains(c.value.words, v.lemma(k)) {
					grow(k)
				}
			}
		}
	}
	return span
}

// maxGap is how far from its head a word may stand and still be part of the
// trigger.
const maxGap = 3
