package coder

import (
	"fmt"
	"strings"

	"tocsin"
)

// An adjunct is a set of roles that words play where a phrase tells when,
// where or how many. The table adjuncts.tsv lists them, one role a line.
type adjunct uint32

const (
	adPlace    adjunct = 1 << iota // before where something is
	adInside                       // the same, of those that nest in a phrase
	adGoal                         // before where something goes
	adBound                        // the same, of voyages only
	adInto                         // before what is fired into
	adSource                       // before where something leaves
	adSurface                      // before what something is on
	adSide                         // nouns for a part of a place
	adDistance                     // nouns for how far it is
	adOrder                        // before what has another time
	adTime                         // before a time
	adWith                         // before what happens at the same time
	adAmid                         // before what happens in the same place
	adReach                        // verbs whose object is a place
	adKilled                       // what a verb does to people, here and below
	adInjured
	adDetained
	adDeported
	adDisplaced
	adMissing
	adTotal    // nouns for the whole that a part is added to
	adOccasion // nouns for one time of several
	adCount    // verbs by which a side gives its own number
)

var adjuncts = map[string]adjunct{
	"place": adPlace, "inside": adInside, "goal": adGoal, "bound": adBound, "into": adInto, "source": adSource,
	"surface": adSurface, "side": adSide, "distance": adDistance, "order": adOrder, "time": adTime, "with": adWith, "amid": adAmid,
	"reach": adReach, "killed": adKilled, "injured": adInjured, "detained": adDetained, "deported": adDeported,
	"displaced": adDisplaced, "missing": adMissing, "count": adCount, "occasion": adOccasion, "total": adTotal,
}

// fates are the roles of verbs that say what became of people.
var fates = []struct {
	role adjunct
	what string
}{
	{adKilled, tocsin.WhatKilled}, {adInjured, tocsin.WhatInjured}, {adDetained, tocsin.WhatDetained},
	{adDeported, tocsin.WhatDeported}, {adDisplaced, tocsin.WhatDisplaced}, {adMissing, tocsin.WhatMissing},
}

// parseAdjuncts reads role and lemmas; a role may stand on several lines.
func parseAdjuncts(file, text string) (map[string]adjunct, error) {
	out := map[string]adjunct{}
	err := eachRow(file, text, 2, func(_ string, f []string) error {
		r, ok := adjuncts[f[0]]
		if !ok {
			return fmt.Errorf("no role %q", f[0])
		}
		for _, lemma := range strings.Fields(f[1]) {
			out[lemma] |= r
		}
		return nil
	})
	return out, err
}

// adjoins reports whether the word at i plays one of the roles.
func (v *view) adjoins(i int, r adjunct) bool { return v.lex.adjuncts[v.lemma(i)]&r != 0 }

// prefaced reports whether i stands behind a word of one of the roles.
func (v *view) prefaced(i int, r adjunct) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if tocsin.RelIs(v.tok(c).Rel, "case", "mark") && v.adjoins(c, r) {
			return true
		}
	}
	return false
}

// fate is what a verb does to people, "" if nothing that is counted.
func (v *view) fate(i int) string {
	have := v.lex.adjuncts[v.lemma(i)]
	for _, f := range fates {
		if have&f.role != 0 {
			return f.what
		}
	}
	return ""
}
