package timex

import "tocsin"

// A tense says which way the clause of an expression looks.
type tense uint8

const (
	unknown tense = iota
	past
	future
)

// futureLemmas govern things still to be done: "plan to", "scheduled for".
func futureLemmas() map[string]bool {
	out := map[string]bool{}
	for _, w := range []string{
		"plan", "schedule", "expect", "due", "set", "slate", "agree", "vow", "pledge", "promise", "threaten", "propose",
		"intend", "hope", "order", "urge", "demand", "ask", "prepare", "aim", "want", "decide", "likely", "ready", "deadline",
		"tell", "instruct", "require", "invite", "ultimatum", "await",
	} {
		out[w] = true
	}
	return out
}

// tense reads the clause of the expression being resolved.
func (c *context) tense() tense {
	if c.prepositionBefore("until", "till") {
		return future
	}
	head := c.head(c.core)
	if c.doc.Tokens[head].Rel == "" {
		return c.nearestTense()
	}
	for i, steps := c.doc.Tokens[head].Head, 0; i >= 0 && i < len(c.doc.Tokens) && steps < 8; i, steps = c.doc.Tokens[i].Head, steps+1 {
		t := &c.doc.Tokens[i]
		if steps == 0 && c.a.future[t.Lemma] && c.prepositionBefore("for", "by") {
			return future
		}
		if out, ok := c.tenseOf(i); ok {
			return out
		}
	}
	return unknown
}

// tenseOf reads one possible predicate: its auxiliaries, its own form, and for
// an infinitive whether what governs it looks ahead. ok is false if the token
// is no predicate that tells.
func (c *context) tenseOf(i int) (out tense, ok bool) {
	t := &c.doc.Tokens[i]
	infinitive := false
	perfect := false
	for j := max(c.sent.Start, i-12); j < min(c.sent.End, i+3); j++ {
		ch := &c.doc.Tokens[j]
		if ch.Head != i {
			continue
		}
		switch {
		case tocsin.RelIs(ch.Rel, "aux:") && ch.Lemma == "have" || tocsin.RelIs(ch.Rel, "aux:", "cop") && ch.XPOS == "VBD":
			perfect = true
		case tocsin.RelIs(ch.Rel, "aux:") && ch.XPOS == "MD":
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
		return future, c.governedAhead(t)
	case t.XPOS == "VBD" || t.Feat("Tense") == "Past" && t.Feat("VerbForm") == "Fin":
		return past, true
	case t.UPOS == "VERB" && t.XPOS == "VBN" && !c.a.future[t.Lemma]:
		return past, t.Rel == "acl" || t.Rel == "advcl"
	}
	return unknown, false
}

// governedAhead reports whether an infinitive depends on a word like "plan",
// or on "going" or a form of be ("is to begin").
func (c *context) governedAhead(t *tocsin.Token) bool {
	if t.Head < 0 || t.Head >= len(c.doc.Tokens) {
		return false
	}
	g := &c.doc.Tokens[t.Head]
	return c.a.future[g.Lemma] || g.Lemma == "be" || g.Lemma == "go" && g.XPOS == "VBG"
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
	case t.XPOS == "MD":
		return future
	case t.XPOS == "VBD" || t.Feat("Tense") == "Past" && t.Feat("VerbForm") == "Fin":
		return past
	}
	return unknown
}

// nearest places a day (or a month, if date is 0) without a year: in the past
// if the clause is, ahead if it looks ahead, else wherever it is closer, with
// the past preferred beyond two months.
func (c *context) nearest(month, date int) (tocsin.Day, bool) {
	if c.pub.IsZero() {
		return tocsin.Day{}, false
	}
	y := c.pub.Year
	before, ok1 := lastOn(y, month, date, c.pub, -1)
	after, ok2 := lastOn(y, month, date, c.pub, 1)
	switch t := c.tense(); {
	case !ok1 || !ok2:
		return before, ok1
	case t == past:
		return before, true
	case t == future:
		return after, true
	}
	if after.Sub(c.pub) <= 60 && c.pub.Sub(before) > 120 {
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
