package timex

import "tocsin"

// A tense says which way the clause of an expression looks.
type tense uint8

const (
	unknown tense = iota
	past
	future
)

// tense reads the clause of the expression being resolved.
func (c *context) tense() tense {
	head := c.head(c.core)
	if c.prepositionBefore(rUntil) {
		if g := c.doc.Tokens[head].Head; c.doc.Tokens[head].Rel != "" && c.sent.Contains(g) && c.isPluperfect(g) {
			return past // "had not called until Thursday"
		}
		return future
	}
	if c.doc.Tokens[head].Rel == "" {
		return c.nearestTense()
	}
	if c.datesPastAct(head) || c.followsPast() {
		return past
	}
	for i, steps := c.doc.Tokens[head].Head, 0; i >= 0 && i < len(c.doc.Tokens) && steps < 8; i, steps = c.doc.Tokens[i].Head, steps+1 {
		t := &c.doc.Tokens[i]
		if steps == 0 && c.ahead(t) && (c.a.lemmaRole(t)&rAppoint != 0 || c.prepositionBefore(rSetFor)) {
			return future
		}
		if out, ok := c.tenseOf(i); ok {
			return out
		}
	}
	return unknown
}

// followsPast holds for "he said Friday" and "he said on Friday he would": a
// finite verb in the past right before the expression is what it dates,
// whatever the tree says.
func (c *context) followsPast() bool {
	i := c.core.Start - 1
	if c.is(i, rOn|rIn) {
		i--
	}
	t := c.plainToken(i)
	return t != nil && t.UPOS == "VERB" && isPast(t) && !c.ahead(t)
}

// datesPastAct holds for "will answer Monday's attack": an expression inside a
// noun phrase follows the tense of the clause only if the noun is something
// that is scheduled, like a summit.
func (c *context) datesPastAct(head int) bool {
	t := &c.doc.Tokens[head]
	if t.Head < 0 || t.Head >= len(c.doc.Tokens) || !tocsin.RelIs(t.Rel, "nmod", "nmod:", "compound") {
		return false
	}
	g := &c.doc.Tokens[t.Head]
	return g.UPOS == "NOUN" && c.a.lemmaRole(g)&(rScheduled|rAhead) == 0
}

// tenseOf reads one possible predicate: its auxiliaries, its own form, and for
// an infinitive whether what governs it looks ahead. ok is false if the token
// is no predicate that tells.
func (c *context) tenseOf(i int) (out tense, ok bool) {
	t := &c.doc.Tokens[i]
	infinitive := t.XPOS == "" && t.Feat("VerbForm") == "Inf"
	perfect := false
	for j := max(c.sent.Start, i-12); j < min(c.sent.End, i+3); j++ {
		ch := &c.doc.Tokens[j]
		if ch.Head != i {
			continue
		}
		switch {
		case tocsin.RelIs(ch.Rel, "aux:") && c.a.lemmaRole(ch)&rHave != 0 || tocsin.RelIs(ch.Rel, "aux:", "cop") && isPast(ch):
			perfect = true
		case tocsin.RelIs(ch.Rel, "aux:") && c.isFuture(ch): // not "could not be found on Friday"
			out = future
		case ch.Rel == "mark" && ch.UPOS == "PART":
			infinitive = true
		}
	}
	switch {
	case perfect:
		return past, true
	case out == future:
		return future, true
	case infinitive:
		return future, c.governedAhead(t) || t.Rel == "acl" // an agreement to leave
	case c.a.lemmaRole(t)&rPresent != 0 && isPresent(t):
		return future, true // they meet on Friday
	case c.isFuture(t):
		return future, true
	case isPast(t):
		return past, true
	case t.UPOS == "ADJ" && c.ahead(t):
		return future, true
	case t.UPOS == "ADJ" && t.Rel != "root":
		return unknown, true // open, absent on a day, past or not
	case t.UPOS == "VERB" && isParticiple(t) && !c.ahead(t):
		return past, t.Rel == "acl" || t.Rel == "advcl"
	}
	return unknown, false
}

// ahead holds for lemmas that govern what is still to be done.
func (c *context) ahead(t *tocsin.Token) bool { return c.a.lemmaRole(t)&rAhead != 0 }

// isFuture holds for auxiliaries and endings of the future.
func (c *context) isFuture(t *tocsin.Token) bool {
	if t.Feat("Tense") == "Fut" {
		return true
	}
	r := c.a.roleOf(t.Form)
	return t.XPOS == "MD" && r&rNotFuture == 0 || t.UPOS == "AUX" && (r|c.a.lemmaRole(t))&rFuture != 0
}

// isPast holds for finite verbs in a past tense.
func isPast(t *tocsin.Token) bool {
	tense := t.Feat("Tense")
	return t.XPOS == "VBD" || (tense == "Past" || tense == "Imp") && t.Feat("VerbForm") == "Fin"
}

func isPresent(t *tocsin.Token) bool {
	return t.XPOS == "VBP" || t.XPOS == "VBZ" || t.Feat("Tense") == "Pres" && t.Feat("VerbForm") == "Fin"
}

// isParticiple holds for past participles.
func isParticiple(t *tocsin.Token) bool {
	return t.XPOS == "VBN" || t.XPOS != "VBD" && t.Feat("VerbForm") == "Part" && t.Feat("Tense") != "Pres"
}

// governedAhead reports whether an infinitive depends on a word like "plan",
// or on "going" or a form of be ("is to begin").
func (c *context) governedAhead(t *tocsin.Token) bool {
	if t.Head < 0 || t.Head >= len(c.doc.Tokens) {
		return false
	}
	g := &c.doc.Tokens[t.Head]
	if c.isPluperfect(t.Head) { // "had been due to leave on Friday"
		return false
	}
	return c.ahead(g) || c.a.lemmaRole(g)&rBe != 0 || c.a.lemmaRole(g)&rGo != 0 && (g.XPOS == "VBG" || g.XPOS == "")
}

// isPluperfect holds for a predicate with "had".
func (c *context) isPluperfect(i int) bool {
	for j := max(c.sent.Start, i-6); j < i; j++ {
		ch := &c.doc.Tokens[j]
		if ch.Head == i && c.a.lemmaRole(ch)&rHave != 0 && isPast(ch) {
			return true
		}
	}
	return false
}

// datesVerb reports whether the expression modifies a finite verb itself: then
// its tense is sure to be that of what is dated.
func (c *context) datesVerb() bool {
	t := &c.doc.Tokens[c.head(c.core)]
	if t.Head < 0 || t.Head >= len(c.doc.Tokens) {
		return true
	}
	return c.doc.Tokens[t.Head].UPOS == "VERB" && tocsin.RelIs(t.Rel, "obl", "obl:")
}

// nearestTense is for text without a tree: the nearest verb form before the
// expression, else the first after it.
func (c *context) nearestTense() tense {
	for i := c.core.Start - 1; i >= c.sent.Start; i-- {
		if out := c.looks(i); out != unknown {
			return out
		}
	}
	for i := c.core.End; i < c.sent.End; i++ {
		if out := c.looks(i); out != unknown {
			return out
		}
	}
	return unknown
}

func (c *context) looks(i int) tense {
	switch t := &c.doc.Tokens[i]; {
	case c.isFuture(t) || t.XPOS == "MD":
		return future
	case isPast(t):
		return past
	}
	return unknown
}

// nearest places a day (or a month, if date is 0) without a year. The tense
// decides between the last and the next one unless the other is many times
// closer: a report that means so distant a day says the year. said is the
// direction that the words give, if any.
func (c *context) nearest(month, date int, said tense) (tocsin.Day, bool) {
	if c.pub.IsZero() {
		return tocsin.Day{}, false
	}
	before, ok1 := lastOn(c.pub.Year, month, date, c.pub, -1)
	after, ok2 := lastOn(c.pub.Year, month, date, c.pub, 1)
	if !ok1 || !ok2 {
		return before, ok1
	}
	switch said {
	case past:
		return before, true
	case future:
		return after, true
	}
	behind, ahead := c.pub.Sub(before), after.Sub(c.pub)
	weight := 4
	switch c.tense() {
	case past:
		if c.datesVerb() {
			weight = 12
		}
	case future:
		if behind*6 < ahead {
			return before, true
		}
		return after, true
	}
	if ahead*weight < behind {
		return after, true
	}
	return before, true
}

// lastOn is the closest such day in one direction, the day of publication and
// the current month included. 29 February takes up to eight years to find.
func lastOn(y, month, date int, pub tocsin.Day, step int) (tocsin.Day, bool) {
	for range 9 {
		d, ok := exists(y, month, max(date, 1))
		if date == 0 && ok && int(pub.Month) == month && y == pub.Year {
			return d, true
		}
		if ok && (step < 0 && !pub.Before(d) || step > 0 && !d.Before(pub)) {
			return d, true
		}
		y += step
	}
	return tocsin.Day{}, false
}
