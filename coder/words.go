package coder

import (
	"fmt"
	"slices"
	"strings"

	"tocsin"
)

// A role is what a word of grammar, or a verb or noun that hands on parties
// and tellings, does in a sentence: the same in every language, by other
// words. The table words.tsv lists them, one role a line.
type role uint

const (
	roleOf      role = iota // before what a noun belongs to or measures
	roleAgent               // before who does it, in a passive
	roleAim                 // before a clause of purpose
	roleContent             // before the infinitive that a noun or verb governs
	roleWithin              // before an infinitive that is part of what is promised or asked
	roleAfter
	roleBefore
	roleSince
	roleWhen   // adverb that makes two clauses one event
	roleWhile  // conjunction that makes two clauses one event
	roleDuring // before an event in which something happens
	roleAround // before what goes on around a promise, not in it
	roleUnmet  // before what must first come to pass
	roleIf
	roleAimed       // before what an attack is aimed at, or where it is
	roleAddressed   // before whom a call addresses
	roleBlameClause // before the clause for which somebody is blamed
	roleBlameNoun   // before the noun for which somebody is blamed
	roleAdnominal   // before a clause that says what a noun is about
	roleAscribed    // before whom an act is ascribed to
	rolePlaced      // before the state or act somebody is put in
	roleTogether    // between the sides of a reciprocal act
	roleFrom
	roleMere     // before a place where something only is
	roleRelative // relative pronouns
	roleNegation
	roleDefinite // determiners of what is known
	rolePair
	roleMust           // auxiliaries of a demand
	roleWill           // auxiliaries of the future
	roleHave           // auxiliaries of the perfect
	roleAccustom       // verbs of habit
	roleFormer         // adverbs of what is long past
	roleSubjectControl // verbs whose subject does what they govern, even when they have an object
	roleAddressing     // verbs of calling on somebody
	roleBlaming        // verbs whose object does, or has done, what they govern
	roleAscribing      // verbs that make somebody the author of their object
	roleShare          // nouns for a part in an act
	roleSupporting     // verbs whose subject does the act that their object names
	rolePlacing        // verbs that put somebody, or oneself, in a state or an act
	roleAnswer         // verbs whose subject a demand, threat or charge was directed at
	roleHarming        // verbs that tell what an attack did to their object
	roleSuffering      // verbs that tell what an attack did to their subject
	roleHappening      // verbs that only say that their subject takes place
	roleSumming        // nouns that take up an act told before them
	roleOrdering       // verbs that make of an act of arms one that is only planned
	roleOrder          // the verb of command
	roleDeny
	roleAccuse
	roleLocality   // words for where people live, not for who
	roleAftermath  // what authorities do after any accident
	roleBurning    // nouns of fire: those that burn, or are opened
	rolePronominal // verbs whose reflexive is no passive
	rolePlurals    // plurals in the names of states and bodies
	roleDrone
	roleBehalf     // noun in the preposition of who does what a noun names
	roleLocution   // nouns that are prepositions with "a" and "de": a través de
	roleBe         // auxiliary of the passive where the tree tells none
	rolePersonal   // preposition of objects that are people
	roleErrand     // before the talks that somebody goes to
	roleAgainst    // before whom force is shown to
	roleDeterring  // verbs for what force is shown for
	roleGuarding   // verbs of defence
	roleFacing     // before whom somebody is guarded from
	roleResponse   // nouns for an answer
	roleResponding // verbs for an answer
	roleWhichever  // determiners of all of a kind
	roleTowards    // before whom a gesture or an answer is for
	roleCrew       // who sails or flies what is seized
	roleDead       // nouns for the dead
	roleNaming     // verbs that say what something is
	roleLegation   // nouns for a state's house abroad
	roleGuise      // before what an act is meant as
	roleCount
)

var roleNames = [roleCount]string{
	"of", "agent", "aim", "content", "within", "after", "before", "since", "when", "while", "during", "around", "unmet", "if", "aimed", "addressed", "blame-clause", "blame-noun", "adnominal", "ascribed", "placed", "together", "from", "mere", "relative", "negation", "definite", "pair", "must", "will", "have", "accustom", "former", "subject-control", "addressing", "blaming", "ascribing", "share", "supporting", "placing", "answer", "harming", "suffering", "happening", "summing", "ordering", "order", "deny", "accuse", "locality", "aftermath", "burning", "pronominal", "plural-names", "drone", "behalf", "locution", "be", "personal", "errand",
	"against", "deterring", "guarding", "facing", "response", "responding", "whichever", "towards", "crew", "dead", "naming", "legation", "guise",
}

// roleSet is a set of roles, one bit each.
type roleSet [(roleCount + 63) / 64]uint64

func (s *roleSet) add(r role)     { s[r/64] |= 1 << (r % 64) }
func (s roleSet) has(r role) bool { return s[r/64]&(1<<(r%64)) != 0 }

// words knows the roles of words.
type words struct {
	sets  map[string]roleSet // lemma, lower case: its roles
	lists [roleCount][]string
}

// parseWords reads role and lemmas. Every role must have its line; one that a
// language has no words for has an empty cell.
func parseWords(file, text string) (*words, error) {
	w := &words{sets: map[string]roleSet{}}
	seen := map[int]bool{}
	err := eachRow(file, text, 2, func(_ string, f []string) error {
		r := slices.Index(roleNames[:], f[0])
		if r < 0 {
			return fmt.Errorf("no role %q", f[0])
		}
		seen[r] = true
		for _, lemma := range strings.Fields(f[1]) {
			set := w.sets[lemma]
			set.add(role(r))
			w.sets[lemma] = set
			w.lists[r] = append(w.lists[r], lemma)
		}
		return nil
	})
	for r, name := range roleNames {
		if err == nil && !seen[r] {
			err = fmt.Errorf("%s: no role %s", file, name)
		}
	}
	return w, err
}

// plays reports whether the word at i has a role.
func (v *view) plays(i int, r role) bool { return v.lex.roles.sets[v.lemma(i)].has(r) }

// cased reports whether i stands behind a preposition of the role.
func (v *view) cased(i int, r role) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel == "case" && v.plays(c, r) {
			return true
		}
	}
	return false
}

// marked reports whether i stands behind a preposition or conjunction of the
// role.
func (v *view) marked(i int, r role) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if tocsin.RelIs(v.tok(c).Rel, "mark", "case") && v.plays(c, r) {
			return true
		}
	}
	return false
}
