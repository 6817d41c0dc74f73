package coder

import (
	"fmt"
	"slices"
	"strings"
)

// The pattern language. A pattern is a head and what must stand around it:
//
//	fire.v obj=WEAPON into|over=*      verb "fire" with an object of class WEAPON and a phrase in "into" or "over"
//	call.v +up                         verb with a particle
//	strike.n case=on mod=hunger        noun: "on hunger strike"
//	withdrawal.n light=announce        noun that a verb governs as its object (or passive subject)
//
// The head is lemmas joined by "|" and a word class: v verb, n noun, a
// adjective, x any. A need is key=value or key!=value; both sides may hold
// alternatives joined by "|". Values are lemmas, names of semantic classes in
// capitals, or * for any word. Keys are
//
//	subj obj iobj    arguments, through passives, relatives, conjuncts and control
//	comp             head of the governed clause ("refuse to meet": meet)
//	inf              the same, but only infinitives
//	mod              adjective or compound before a noun
//	poss             possessor
//	case             preposition before a noun, or "to" before a verb
//	light            verb that governs the noun as object, or as subject of a passive
//	gov              whatever word governs the head
//	aux              auxiliary ("will")
//	has              any word below the head
//	near             any word of the sentence
//	num              "plur" or "sing"
//	neg              * for a negated head
//	refl             the reflexive pronoun of a verb ("se retiró")
//	det              determiner ("the")
//	with to on …     the nominal governed through that preposition
//
// A column of exceptions holds needs of which none may be met.
type cond struct {
	text  string
	key   string
	preps []string // keys that are prepositions
	not   bool
	value values
}

// values is the right side of a need.
type values struct {
	any   bool
	words []string
	mask  classMask
}

// pattern is one compiled pattern.
type pattern struct {
	lemmas    []string
	pos       byte
	particles []string
	needs     []cond
	weight    int // how much the pattern says: the heavier of two that match wins
}

var plainKeys = []string{"subj", "obj", "iobj", "comp", "mod", "poss", "case", "light", "gov", "aux", "has", "near", "num", "neg", "det", "inf", "refl"}

// Weights of what a pattern asks for.
const (
	weightWord  = 4
	weightClass = 3
	weightAny   = 2
)

func parsePattern(s string, classes *classes) (pattern, error) {
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return pattern{}, fmt.Errorf("empty pattern")
	}
	lemmas, pos, ok := strings.Cut(fields[0], ".")
	if !ok || len(pos) != 1 || !strings.Contains("vnax", pos) {
		return pattern{}, fmt.Errorf("head %q is not lemma.v, .n, .a or .x", fields[0])
	}
	p := pattern{lemmas: strings.Split(lemmas, "|"), pos: pos[0]}
	for _, f := range fields[1:] {
		if prt, ok := strings.CutPrefix(f, "+"); ok {
			p.particles = strings.Split(prt, "|")
			p.weight += weightWord
			continue
		}
		c, err := parseCond(f, classes)
		if err != nil {
			return pattern{}, err
		}
		p.needs = append(p.needs, c)
		p.weight += c.weight()
	}
	return p, nil
}

func parseConds(s string, classes *classes) ([]cond, error) {
	var out []cond
	for _, f := range strings.Fields(s) {
		c, err := parseCond(f, classes)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func parseCond(s string, classes *classes) (cond, error) {
	key, val, ok := strings.Cut(s, "=")
	if !ok || val == "" {
		return cond{}, fmt.Errorf("%q is not key=value", s)
	}
	c := cond{text: s}
	key, c.not = strings.CutSuffix(key, "!")
	if slices.Contains(plainKeys, key) {
		c.key = key
	} else {
		c.preps = strings.Split(key, "|")
	}
	if slices.Contains(c.preps, "") {
		return cond{}, fmt.Errorf("%q has no key", s)
	}
	for _, w := range strings.Split(val, "|") {
		if err := c.value.add(w, classes); err != nil {
			return cond{}, err
		}
	}
	return c, nil
}

func (v *values) add(w string, classes *classes) error {
	switch {
	case w == "*":
		v.any = true
	case w == strings.ToUpper(w) && w != strings.ToLower(w):
		m, ok := classes.names[w]
		if !ok {
			return fmt.Errorf("no class %s", w)
		}
		v.mask |= m
	case w == "":
		return fmt.Errorf("empty alternative")
	default:
		v.words = append(v.words, w)
	}
	return nil
}

func (c *cond) weight() int {
	switch {
	case c.not:
		return 0
	case c.value.any:
		return weightAny
	case len(c.value.words) > 0:
		return weightWord
	}
	return weightClass
}
