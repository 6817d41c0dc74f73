// Package quantity finds the numbers of a text with what they count:
// "more than 2.5 million reservists", "a dozen jets", "the cruiser Varyag".
//
// The noun phrase is read from the surface, so that a misparsed tree does not
// lose the number; whether the counted were killed, detained or displaced is
// read from the tree, and where the tree says nothing from the words next to
// the phrase.
package quantity

import (
	"embed"
	"fmt"
	"strings"

	"tocsin"
	"tocsin/internal/number"
	"tocsin/internal/tsv"
)

//go:embed data/*.tsv
var tables embed.FS

// An Annotator fills Doc.Quantities. It is read-only after [Load] and safe for
// concurrent use.
type Annotator struct {
	numbers *number.Language
	endings []ending
	cues    map[string]*cue
	nouns   map[string]noun
	verbs   map[string]verb
	models  map[string]string
}

// A cue is a lower-case word that can begin or continue a number phrase.
type cue struct {
	word     number.Word
	role     role
	currency string     // what money a sign is
	vague    float64    // dozens, hundreds: the least they mean
	limits   []modifier // phrases that begin with the word, longest first
}

type modifier struct {
	rest  []string // words after the first
	bound tocsin.Bound
	after bool
}

// A noun says what its referents are.
type noun struct {
	class, unit string
	name        bool // counts only where it is written with a capital
}

// A verb says what becomes of its arguments; "" is nothing. The same entry
// serves adjectives and nouns ("dead", "death").
type verb struct {
	obj, people, subj, life string
	adj, noun, toll, self   string
}

// The classes of nouns that are no What of a record.
const (
	person  = "person"
	percent = "percent"
	sort    = "sort" // "two-state": says of what sort, counts nothing
)

var nounClasses = map[string]bool{
	tocsin.WhatPersonnel: true, person: true, tocsin.WhatVessel: true, tocsin.WhatAircraft: true,
	tocsin.WhatVehicle: true, tocsin.WhatWeapon: true, tocsin.WhatMigrants: true, tocsin.WhatDisplaced: true,
	tocsin.WhatDuration: true, tocsin.WhatMoney: true, tocsin.WhatOther: true, percent: true,
}

var outcomes = map[string]bool{
	tocsin.WhatKilled: true, tocsin.WhatInjured: true, tocsin.WhatMissing: true, tocsin.WhatDetained: true,
	tocsin.WhatDeported: true, tocsin.WhatDisplaced: true, tocsin.WhatOther: true,
}

var bounds = map[string]tocsin.Bound{
	"about": tocsin.About, "at_least": tocsin.AtLeast, "more_than": tocsin.MoreThan, "at_most": tocsin.AtMost,
	"less_than": tocsin.LessThan, "exactly": tocsin.Exactly,
}

// Load parses the embedded tables of a language (BCP 47: "en"). An error names
// the file and line, or wraps [tocsin.ErrLanguage].
func Load(lang string) (*Annotator, error) {
	numbers, err := number.Load(lang)
	if err != nil {
		return nil, fmt.Errorf("quantity: %w", err)
	}
	a := &Annotator{numbers: numbers, cues: map[string]*cue{}, nouns: map[string]noun{}, verbs: map[string]verb{}, models: map[string]string{}}
	for w, n := range numbers.Words() {
		a.cue(w).word = n
	}
	for _, t := range []struct {
		file string
		add  func(f []string) error
	}{
		{lang + ".nouns.tsv", a.addNoun}, {lang + ".verbs.tsv", a.addVerb}, {lang + ".modifiers.tsv", a.addModifier},
		{lang + ".roles.tsv", a.addRole}, {"models.tsv", a.addModel}, {"types.tsv", a.addType},
	} {
		text, err := tsv.Text(tables, t.file)
		if err == nil {
			err = tsv.Rows(t.file, text, 1, t.add)
		}
		if err != nil {
			return nil, fmt.Errorf("quantity: %w", err)
		}
	}
	return a, nil
}

func (a *Annotator) cue(word string) *cue {
	c := a.cues[word]
	if c == nil {
		c = &cue{}
		a.cues[word] = c
	}
	return c
}

func (a *Annotator) addNoun(f []string) error {
	if len(f) != 3 || f[0] == "" || !nounClasses[f[1]] {
		return fmt.Errorf("want noun, class, unit")
	}
	if _, dup := a.nouns[f[0]]; dup {
		return fmt.Errorf("%q stands twice", f[0])
	}
	unit := f[2]
	if unit == "-" {
		unit = ""
	}
	a.nouns[f[0]] = noun{class: f[1], unit: unit}
	return nil
}

func (a *Annotator) addVerb(f []string) error {
	if len(f) != 3 || !outcomes[f[1]] {
		return fmt.Errorf("want word, outcome, argument")
	}
	v := a.verbs[f[0]]
	switch f[2] {
	case "obj":
		v.obj = f[1]
	case "people":
		v.people = f[1]
	case "subj":
		v.subj = f[1]
	case "any":
		v.obj, v.subj = f[1], f[1]
	case "life":
		v.life = f[1]
	case "adj":
		v.adj = f[1]
	case "noun":
		v.noun = f[1]
	case "toll":
		v.toll = f[1]
	case "self":
		v.self = f[1]
	default:
		return fmt.Errorf("unknown argument %q", f[2])
	}
	a.verbs[f[0]] = v
	return nil
}

func (a *Annotator) addModifier(f []string) error {
	if len(f) != 3 || bounds[f[1]] == "" || f[2] != "before" && f[2] != "after" {
		return fmt.Errorf("want words, bound, side")
	}
	words := strings.Fields(f[0])
	if len(words) == 0 {
		return fmt.Errorf("no words")
	}
	c := a.cue(words[0])
	m := modifier{words[1:], bounds[f[1]], f[2] == "after"}
	at := 0
	for at < len(c.limits) && len(c.limits[at].rest) >= len(m.rest) {
		at++
	}
	c.limits = append(c.limits[:at], append([]modifier{m}, c.limits[at:]...)...)
	return nil
}

// addType keeps a name of a type of equipment, in every language the same. A
// noun of the language comes first.
func (a *Annotator) addType(f []string) error {
	if len(f) != 2 || !nounClasses[f[1]] {
		return fmt.Errorf("want name, class")
	}
	n, dup := a.nouns[f[0]]
	if dup && n.name {
		return fmt.Errorf("%q stands twice", f[0])
	}
	if !dup {
		a.nouns[f[0]] = noun{class: f[1], name: true}
	}
	return nil
}

func (a *Annotator) addModel(f []string) error {
	if len(f) != 2 || !nounClasses[f[1]] {
		return fmt.Errorf("want letters, class")
	}
	a.models[f[0]] = f[1]
	return nil
}
