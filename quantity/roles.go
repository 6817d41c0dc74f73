package quantity

import (
	"fmt"
	"strconv"
	"strings"

	"tocsin"
)

// A role is a set of parts a word can play around numbers. The tables say
// which words play them; the comments say what for.
type role uint64

const (
	rArticle    role = 1 << iota // a, an, another, the, one: one thing without a number
	rThe                         // the: names rather than counts, unless a name follows
	rDefinite                    // the, these, those: before a number
	rOne                         // one: mostly a pronoun
	rSeveral                     // several, multiple: at least two
	rTwin                        // twin: two
	rA                           // a: before few, couple, pair
	rFew                         // few
	rCouple                      // couple: two or so
	rPair                        // pair: two, with rOf
	rOf                          // of: before what is counted
	rAnd                         // and
	rBetween                     // between 30 and 40
	rTo                          // to, or: link a range
	rFrom                        // from: "from 3 to 5" is no range of a count
	rMore                        // more, each: behind a number without a noun
	rOther                       // more, others: between a number and a state
	rParticle                    // over, about: may belong to the verb before
	rParts                       // hand, take, give: verbs that take rParticle (lemmas)
	rDesignator                  // nouns whose number names rather than counts
	rParty                       // nouns for those who act: "the two countries" (lemmas)
	rBelieved                    // verbs between "were" and "dead" (lemmas)
	rAged                        // aged, ages: an age follows
	rAgeLink                     // of, to, between: between them and the age
	rOld                         // old: behind an age
	rAgeUnit                     // year, month: between an age and rOld
	rNoCount                     // o'clock, times: behind a number that counts nothing
	rOccasion                    // time, way: counted, yet no quantity (lemmas)
	rNo                          // no, the: before a one that is a pronoun
	rIncluding                   // including, them: a part of the whole before
	rOut                         // out: before "of", between a part and its whole
	rTurn                        // go: "went missing" (lemmas)
	rAmong                       // among: begins an insertion that names some of them
	rLose                        // lose (lemmas)
	rLife                        // life (lemmas)
	rTake                        // take: "took three soldiers prisoner" (lemmas)
	rPrisoner                    // prisoner, hostage, captive (lemmas)
	rBe                          // be (lemmas)
	rLengthFore                  // for, within: a length follows
	rLengthOf                    // for, after: a bare length follows
	rLengthTo                    // to: a length stands before
	rSingle                      // single: one person
	rPeople                      // people: printed as person (lemmas)
	rTroops                      // troop, troops: printed as troop behind a modifier
	rWho                         // who, and: behind an age in commas
	rNamely                      // namely: before names
	rPossessive                  // 's
	rFighter                     // fighter: a man or an aircraft (lemmas)
	rPer                         // por: before rCent
	rHeld                        // presos: behind a noun says what became of it, however it is tagged
	rDative                      // a: before an object that is a person
	rAlleged                     // presuntos: never the counted noun itself
	rSince                       // desde: a length that goes on ("desde hace dos días")
	rCent                        // ciento: percent in two words
	rDenied                      // not: before a number that another corrects
	rMen                         // men: troops where they are sent (lemmas)
	rMuster                      // deploy, gather: verbs for what is done with troops (lemmas)
)

var roles = map[string]role{
	"article": rArticle, "the": rThe, "definite": rDefinite, "one": rOne, "several": rSeveral, "twin": rTwin, "a": rA,
	"few": rFew, "couple": rCouple, "pair": rPair, "of": rOf, "and": rAnd, "between": rBetween, "to": rTo, "from": rFrom,
	"more": rMore, "other": rOther, "particle": rParticle, "parts": rParts, "designator": rDesignator, "party": rParty,
	"believed": rBelieved, "aged": rAged, "age-link": rAgeLink, "old": rOld, "age-unit": rAgeUnit, "no-count": rNoCount,
	"occasion": rOccasion, "no": rNo, "including": rIncluding, "among": rAmong, "out": rOut, "turn": rTurn, "lose": rLose, "life": rLife, "take": rTake,
	"prisoner": rPrisoner, "be": rBe, "before-length": rLengthFore, "before-bare-length": rLengthOf, "after-length": rLengthTo,
	"single": rSingle, "people": rPeople, "troops": rTroops, "who": rWho, "namely": rNamely, "possessive": rPossessive,
	"fighter": rFighter, "per": rPer, "cent": rCent, "since": rSince, "alleged": rAlleged, "held": rHeld, "dative": rDative,
	"denied": rDenied, "men": rMen, "muster": rMuster,
}

// addRole keeps a row of role and words; the words of "vague" and "currency"
// have a value in the third column.
func (a *Annotator) addRole(f []string) error {
	if len(f) < 2 || f[1] == "" {
		return fmt.Errorf("want role, words")
	}
	value := ""
	if len(f) > 2 {
		value = f[2]
	}
	words := strings.Fields(f[1])
	switch r := roles[f[0]]; {
	case f[0] == "vague":
		v, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return fmt.Errorf("%q needs a number", f[1])
		}
		for _, w := range words {
			a.cue(w).vague = v
		}
	case f[0] == "currency":
		for _, w := range words {
			a.cue(strings.ToLower(w)).currency = value
		}
	case f[0] == "person-ending":
		a.endings = append(a.endings, ending{words[0], value})
	case r == 0:
		return fmt.Errorf("unknown role %q", f[0])
	default:
		for _, w := range words {
			a.cue(w).role |= r
		}
	}
	return nil
}

// An ending makes a noun a person, in the plural and in the singular: -men,
// -man.
type ending struct{ plural, singular string }

// is reports whether token i plays one of the roles.
func (s *scan) is(i int, r role) bool {
	if !s.sent.Contains(i) {
		return false
	}
	c := s.cues[i-s.sent.Start]
	return c != nil && c.role&r != 0
}

// lemmaIs reports whether the lemma of a token plays one of the roles.
func (s *scan) lemmaIs(t *tocsin.Token, r role) bool {
	c := s.a.lookup(t.Lemma)
	return c != nil && c.role&r != 0
}

// isParticiple holds for past participles.
func isParticiple(t *tocsin.Token) bool {
	return t.XPOS == "VBN" || t.XPOS != "VBD" && t.Feat("VerbForm") == "Part" && t.Feat("Tense") != "Pres"
}

// isGerund holds for -ing forms and their like.
func isGerund(t *tocsin.Token) bool {
	return t.XPOS == "VBG" || t.Feat("VerbForm") == "Ger"
}

// isPossessor holds for possessive pronouns that stand like an article.
func isPossessor(t *tocsin.Token) bool {
	return t.XPOS == "PRP$" || t.UPOS == "PRON" && t.Feat("Poss") == "Yes"
}
