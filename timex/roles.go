package timex

import (
	"fmt"
	"strings"

	"tocsin"
)

// A role is a set of parts a word can play around time expressions. The
// tables say which words play them; the comments say what for.
type role uint64

const (
	rArticle    role = 1 << iota // a, an: one, and rates
	rDefinite                    // the
	rNear                        // this: an article that stays with its noun
	rOn                          // on: before a day of the month
	rIn                          // in: before a length that lies ahead
	rAt                          // at: between a day and its hour
	rSince                       // from the expression to publication
	rUntil                       // from publication to the expression
	rFrom                        // begins a range
	rTo                          // links a range that "from" or months make plain
	rBetween                     // begins a range with rAnd
	rAnd                         // links it
	rAs                          // stands before an expression but is not taken
	rRound                       // about, before, early: between a preposition and a date
	rAdverb                      // early, late, earlier, later: before "on Monday"
	rHolds                       // in, during, of: a number behind is a year
	rNearYear                    // and, or, before, "(": the same, more weakly
	rMonthFore                   // in, since, late: the name of a month follows
	rByDay                       // by, until, for: a day of the month follows
	rAhead                       // words that govern what is still to be done (lemmas)
	rAppoint                     // the one of them that always dates what is to come (lemmas)
	rSetFor                      // for, by: the day that rAhead sets
	rScheduled                   // nouns for what has an appointed day (lemmas)
	rPresent                     // verbs whose simple present tells of an appointment (lemmas)
	rFuture                      // auxiliaries of the future (forms)
	rNotFuture                   // modals that look back (forms)
	rHave                        // auxiliaries of the perfect (lemmas)
	rBe                          // copula: "is to begin" (lemmas)
	rGo                          // "is going to begin" (lemmas)
	rHalf                        // half
	rCouple                      // couple: two
	rWhole                       // a, all, whole, long: one
	rVagueFore                   // of, and: before a plural unit that is no length
	rBareAfter                   // of, to, in: a bare "a year" before is a length
	rBareFore                    // for, in, within, last: a bare "a year" behind is a length
	rEve                         // the day before a feast
	rHours                       // hours: a part of the day
	rBefore                      // before, earlier: back from the anchor
	rLater                       // later, after, afterwards: ahead of it
	rLinks                       // after, before: may govern what follows
	rLatest                      // latest: the one completed
	rEnded                       // ended: the end of the period follows
	rOfIn                        // of, in: "the year of …" is not this year
	rCut                         // offensive: makes a season no date
	rPeople                      // people (lemmas)
	rUnclear                     // months that are other words too: May, March
	rName                        // of, for: behind rUnclear, makes a name of it
	rSuffix                      // letters of an ordinal in digits: 3rd
	rDecades                     // letters of a decade in digits: 1990s
	rClock                       // letters of an hour in digits: 15h
	rPossessive                  // 's
	rEarlier                     // earlier: the part of a period before publication
	rYearWord                    // the word "year" inside a spoken one
)

var roles = map[string]role{
	"article": rArticle, "definite": rDefinite, "near": rNear, "on": rOn, "in": rIn, "at": rAt, "since": rSince, "until": rUntil,
	"from": rFrom, "to": rTo, "between": rBetween, "and": rAnd, "as": rAs, "round": rRound, "adverb": rAdverb,
	"holds": rHolds, "near-year": rNearYear, "before-month": rMonthFore, "by-day": rByDay, "ahead": rAhead,
	"appoint": rAppoint, "set-for": rSetFor, "scheduled": rScheduled, "present": rPresent, "future": rFuture,
	"not-future": rNotFuture, "have": rHave, "be": rBe, "go": rGo, "half": rHalf, "couple": rCouple, "whole": rWhole,
	"before-vague": rVagueFore, "after-bare": rBareAfter, "before-bare": rBareFore, "eve": rEve, "hours": rHours,
	"before": rBefore, "later": rLater, "links": rLinks, "latest": rLatest, "ended": rEnded, "of-in": rOfIn, "cut": rCut,
	"people": rPeople, "unclear": rUnclear, "name": rName, "ordinal-suffix": rSuffix, "decade-suffix": rDecades,
	"clock-suffix": rClock, "possessive": rPossessive, "earlier": rEarlier, "year-word": rYearWord,
}

// A phrase is the words that limit a number in front of it. Those in square
// brackets must stand there but are not taken.
type phrase struct {
	words []string
	taken int
}

// parseRoles reads lines of role and words. "limit" and "hedge" take phrases,
// one a line.
func (a *Annotator) parseRoles(text string) error {
	for n, line := range lines(text) {
		name, rest, ok := strings.Cut(line, "\t")
		words := strings.Fields(rest)
		if !ok || len(words) == 0 {
			return fmt.Errorf("%d: want role, words", n)
		}
		switch r := roles[name]; {
		case name == "limit":
			a.limits = append(a.limits, phraseOf(words))
		case name == "hedge":
			a.hedges = append(a.hedges, phraseOf(words))
		case r == 0:
			return fmt.Errorf("%d: unknown role %q", n, name)
		default:
			for _, w := range words {
				a.entryOf(w).role |= r
			}
		}
	}
	return nil
}

func phraseOf(words []string) phrase {
	p := phrase{}
	for _, w := range words {
		open := strings.HasPrefix(w, "[")
		if !open {
			p.taken++
		}
		p.words = append(p.words, strings.Trim(w, "[]"))
	}
	return p
}

// entryOf is the entry of a word, made if it is new.
func (a *Annotator) entryOf(word string) *entry {
	e := a.words[word]
	if e == nil {
		e = &entry{}
		a.words[word] = e
	}
	return e
}

// roleOf is what the tables say of a form in any case.
func (a *Annotator) roleOf(form string) role {
	if e := a.lookup(form); e != nil {
		return e.role
	}
	return 0
}

// lemmaRole is what they say of the lemma of a token.
func (a *Annotator) lemmaRole(t *tocsin.Token) role { return a.roleOf(t.Lemma) }

// is reports whether the word at token i plays one of the roles.
func (c *context) is(i int, r role) bool {
	return i >= 0 && i < len(c.doc.Tokens) && c.a.roleOf(c.doc.Tokens[i].Form)&r != 0
}

// prepositionBefore reports whether a word of one of the roles stands before
// the expression.
func (c *context) prepositionBefore(r role) bool {
	i := c.core.Start - 1
	return i >= c.sent.Start && c.is(i, r)
}

// followedBy reports whether a word of one of the roles follows it.
func (c *context) followedBy(r role) bool {
	i := c.core.End
	return i < c.sent.End && c.is(i, r)
}

// says reports whether the expression holds a word of one of the roles.
func (c *context) says(r role) bool {
	for i := c.core.Start; i < c.core.End; i++ {
		if c.is(i, r) {
			return true
		}
	}
	return false
}

// phraseBefore is the number of tokens before token i that the longest of the
// phrases takes there; 0 if none does.
func (c *context) phraseBefore(list []phrase, i, floor int) int {
	taken := 0
	for _, p := range list {
		from := i - len(p.words)
		if from < floor || p.taken <= taken {
			continue
		}
		ok := true
		for k, w := range p.words {
			ok = ok && strings.EqualFold(c.doc.Tokens[from+k].Form, w)
		}
		if ok {
			taken = p.taken
		}
	}
	return taken
}
