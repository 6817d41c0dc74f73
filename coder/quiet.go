package coder

import (
	"fmt"
	"strings"

	"tocsin"
	"tocsin/plover"
)

// governing is what a word does to the event it governs.
type governing struct {
	light bool // its subject does what the governed noun names
	skip  bool // what it governs is not told as an event: risk of, prevent, want
	carry bool // noun whose infinitive is an act: decision to expel
}

// parseGovernors reads lemma and effect.
func parseGovernors(file, text string) (map[string]governing, error) {
	out := map[string]governing{}
	return out, eachRow(file, text, 2, func(_ string, f []string) error {
		for _, lemma := range strings.Fields(f[1]) {
			g := out[lemma]
			switch f[0] {
			case "light":
				g.light = true
			case "skip":
				g.skip = true
			case "carry":
				g.carry = true
			default:
				return fmt.Errorf("no effect %q", f[0])
			}
			out[lemma] = g
		}
		return nil
	})
}

// parseDomains reads a domain and its words.
func parseDomains(file, text string) (map[string]bool, error) {
	out := map[string]bool{}
	return out, eachRow(file, text, 2, func(_ string, f []string) error {
		for _, w := range strings.Fields(f[1]) {
			out[w] = true
		}
		return nil
	})
}

// told reports whether the words at h tell an event.
func (l *Lexicon) told(v *view, h *hit) bool { return l.hush(v, h) == "" }

// hush says what keeps the words at h from telling an event: they are a
// modifier, a purpose, a wish, a general truth, or the language of sport and
// markets. It is empty if they tell one.
func (l *Lexicon) hush(v *view, h *hit) string {
	t := v.tok(h.head)
	switch {
	case tocsin.RelIs(t.Rel, "amod", "compound", "flat", "fixed") && !h.rule.attr && !v.stray(h.head) && !(v.personal() && v.find(h.head, "obl:agent") >= 0):
		return "it only modifies another word"
	case l.purpose(v, h.head), h.light >= 0 && l.purpose(v, h.light):
		return "it is a purpose, not a deed"
	case l.wished(v, h.head):
		return "what governs it makes it a wish, a risk or a failure"
	case v.conditional(h.head):
		return "it is a condition"
	case v.personal() && t.Rel == "csubj" && t.Feat("VerbForm") == "Inf":
		return "it is a notion, not a deed"
	case v.habitual(h.head):
		return "it is a habit"
	case t.UPOS == "NOUN" && l.generic(v, h.head):
		return "the noun above makes it a notion"
	case !h.rule.strong && l.borrowed(v, h):
		return "the sentence speaks of sport, markets, shows or nature and of no political party"
	}
	return ""
}

// purpose: an infinitive of purpose names an aim, not an act; but what
// somebody decided or ordered to do is one.
func (l *Lexicon) purpose(v *view, i int) bool {
	t := v.tok(i)
	if t.Rel == "conj" && v.head(i) >= 0 && v.find(i, "mark", "nsubj") < 0 && v.tok(v.head(i)).UPOS == "VERB" && t.Feat("VerbForm") == "Inf" {
		return l.purpose(v, v.head(i))
	}
	if t.UPOS != "VERB" || t.Rel != "advcl" && t.Rel != "acl" || !v.marked(i, roleAim) {
		return false
	}
	h := v.head(i)
	return h < 0 || !l.govern[v.lemma(h)].carry
}

// wished: what somebody wants, hopes, fears or prevents has not happened.
func (l *Lexicon) wished(v *view, i int) bool {
	h := v.head(i)
	switch t := v.tok(i); {
	case h < 0:
		return false
	case t.Rel == "conj" && t.UPOS == "VERB" && v.find(i, "nsubj") < 0:
		return v.tok(h).UPOS == "VERB" && l.wished(v, h)
	case t.Rel == "acl" && v.marked(i, roleOf):
		return l.govern[v.lemma(h)].skip
	case tocsin.RelIs(t.Rel, "xcomp", "ccomp"), tocsin.RelIs(t.Rel, "obj", "nsubj:pass", "advcl", "obl") && v.tok(h).UPOS == "VERB" && !v.marked(i, roleAfter):
		return l.govern[v.lemma(h)].skip || l.purpose(v, h) && v.tok(h).UPOS == "VERB" && !(t.UPOS == "NOUN" && definite(v, i)) // "to protest the arrests": they are taken for granted
	}
	return false
}

// conditional: what must first come to pass ("unless it withdraws", "if it
// is not freed", "whether to strike").
func (v *view) conditional(i int) bool {
	for n := 0; n < 2 && i >= 0; n++ {
		if v.marked(i, roleUnmet) || v.marked(i, roleIf) && v.negated(i) {
			return true
		}
		if v.tok(i).Rel != "conj" {
			break
		}
		i = v.head(i)
	}
	return false
}

// habitual: "usually", "every year".
func (v *view) habitual(i int) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if tocsin.RelIs(v.tok(c).Rel, "advmod", "amod", "det") && v.lex.of(v.tok(c).Lemma)&v.lex.habit != 0 {
			return true
		}
	}
	return v.tok(i).Rel == "xcomp" && v.head(i) >= 0 && v.plays(v.head(i), roleAccustom)
}

// generic: a noun under one that makes it a mere notion ("the risk of war").
func (l *Lexicon) generic(v *view, i int) bool {
	t, h := v.tok(i), v.head(i)
	for n := 0; n < maxHops && h >= 0 && t.Rel == "conj"; n++ {
		t, h = v.tok(h), v.head(h)
	}
	return h >= 0 && tocsin.RelIs(t.Rel, "nmod") && v.tok(h).UPOS == "NOUN" && l.govern[v.lemma(h)].skip
}

// borrowed: sport, markets and show business borrow the words of war; beside
// their vocabulary an event needs a political or armed party.
func (l *Lexicon) borrowed(v *view, h *hit) bool {
	cue := false
	for i := v.s.Start; i < v.s.End && !cue; i++ {
		cue = i != h.head && l.domains[v.lemma(i)]
	}
	if !cue {
		return false
	}
	at := h.head
	if h.light >= 0 {
		at = h.light
	}
	political := v.lex.force | v.lex.government
	for _, k := range []int{v.subject(at), v.object(h.head)} {
		if k >= 0 && (v.mask(k)&political != 0 || v.partyName(k)) {
			return false
		}
	}
	return true
}

// partyName: an actor that the actor stage resolved to a country or sector.
func (v *view) partyName(k int) bool {
	for i := range v.d.Actors {
		if a := &v.d.Actors[i]; a.Head == k && a.Country != "" && v.tok(k).UPOS == "PROPN" {
			return true
		}
	}
	return false
}

// asked reports whether a verb stands under "must" or "should", which make of
// what others are to do a demand.
func (v *view) asked(i int) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if tocsin.RelIs(v.tok(c).Rel, "aux") && v.plays(c, roleMust) {
			return true
		}
	}
	return false
}

// refused reports whether the verb at i stands under a negated "will".
func (v *view) refused(i int) bool {
	if !v.negated(i) {
		return false
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel == "aux" && v.plays(c, roleWill) {
			return true
		}
	}
	return v.tok(i).Feat("Tense") == "Fut"
}

// demandMode is the mode of a demand for an act of type t.
func demandMode(t plover.Type, negated bool) (plover.Mode, string) {
	switch {
	case negated || t == plover.Retreat || t == plover.Concede:
		return "yield", "105"
	case t == plover.Consult:
		return "meet", "106"
	case t == plover.Aid || t == plover.Cooperate || t == plover.Support || t == plover.Agree || t == plover.Sanction:
		return "assist", "101"
	}
	return "", ""
}
