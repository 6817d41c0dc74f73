package coder

import (
	"tocsin"
	"tocsin/plover"
)

// merge drops hits that name an event another hit already names: the results
// of an attack, the content of a promise, and the two halves of "carried out
// strikes that hit …".
func merge(v *view, hits []hit) []hit {
	for i := range hits {
		for j := range hits {
			if i == j || hits[i].gone || hits[j].gone {
				continue
			}
			if same(v, &hits[i], &hits[j]) != "" {
				hits[i].gone = true
			}
		}
	}
	return hits
}

// same says why a names no event beside b; it is empty if it does.
func same(v *view, a, b *hit) string {
	switch {
	case repeats(v, a, b):
		return "it says again"
	case contentOf(v, a, b):
		return "it is the content of"
	case resultOf(v, a, b):
		return "it is the result of"
	case echoes(v, a, b):
		return "it only carries"
	case byMeansOf(v, a, b):
		return "it only says that it answers with"
	case purposeOf(v, a, b):
		return "it is what this is for:"
	}
	return ""
}

// repeats: a relative clause that says the same word again adds no event.
func repeats(v *view, a, b *hit) bool {
	return a.rule.sense.Type == b.rule.sense.Type && v.lemma(a.head) == v.lemma(b.head) && a.head > b.head &&
		v.tok(a.head).UPOS == "VERB" && v.underRelative(a.head)
}

func (v *view) underRelative(i int) bool {
	for n := 0; n < maxHops && i >= 0; n++ {
		if tocsin.RelIs(v.tok(i).Rel, "acl:relcl") {
			return true
		}
		if v.tok(i).Rel != "conj" {
			return false
		}
		i = v.head(i)
	}
	return false
}

// contentOf reports whether a is what the promise, threat or demand b is
// about. A definite noun inside is an act of its own ("an end to its
// bombing").
func contentOf(v *view, a, b *hit) bool {
	if !b.rule.commit || a.head == b.head || !v.d.Dominates(b.head, a.head) {
		return false
	}
	for i := a.head; i != b.head; i = v.head(i) {
		switch rel := v.tok(i).Rel; {
		case rel == "acl:relcl" && v.whichever(v.head(i)):
			continue // "to sink any vessel that enters its waters"
		case rel == "conj" && v.head(i) == b.head,
			tocsin.RelIs(rel, "acl:relcl", "parataxis") && !(v.personal() && v.tok(i).Feat("Mood") == "Sub"),
			rel == "advcl" && !v.marked(i, roleWithin),
			rel == "obl" && v.marked(i, roleAround):
			return false
		case rel == "ccomp" && tocsin.RelIs(v.tok(b.head).Rel, "root") && b.rule.sense.Type == plover.Support:
			return false
		}
	}
	t := v.tok(a.head)
	return t.UPOS != "NOUN" || !definite(v, a.head)
}

// whichever reports whether the noun at i stands for all of its kind.
func (v *view) whichever(i int) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel == "det" && v.plays(c, roleWhichever) {
			return true
		}
	}
	return false
}

func definite(v *view, i int) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if rel := v.tok(c).Rel; rel == "nmod:poss" || rel == "det" && v.plays(c, roleDefinite) {
			return true
		}
	}
	return false
}

// resultOf reports whether a tells what the attack b did to its victims in
// the same clause.
func resultOf(v *view, a, b *hit) bool {
	if !a.rule.result || b.rule.sense.Type != plover.Assault && b.rule.sense.Type != plover.Protest {
		return false
	}
	if v.personal() && a.head > b.head && v.underRelative(a.head) && (v.d.Dominates(b.head, a.head) || b.light >= 0 && v.d.Dominates(b.light, a.head)) {
		return true // "un ataque contra la base en el que murieron dos"
	}
	if b.rule.result {
		return v.head(a.head) == b.head && tocsin.RelIs(v.tok(a.head).Rel, "conj", "advcl")
	}
	if v.tok(b.head).UPOS == "NOUN" && v.argumentOf(b, a.head) || resultClause(v, a.head, b) {
		return true
	}
	if v.find(a.head, "nsubj") >= 0 || v.marked(a.head, roleAfter) {
		return false
	}
	if v.stray(a.head) {
		return a.head > b.head // its subject is beyond recovery
	}
	// "two were killed" and "killing two" beside an attack
	return v.subject(a.head) < 0 || a.head > b.head && v.tok(a.head).XPOS == "VBG" && v.tok(a.head).Rel == "advcl" && v.find(a.head, "mark") < 0
}

// resultClause reports whether the verb a is coordinated with, participial or
// relative to b, or "when b happened" explains it.
func resultClause(v *view, a int, b *hit) bool {
	for n, i := 0, a; n < maxHops && i >= 0; n++ {
		h := v.head(i)
		if h == b.head || h >= 0 && h == b.light {
			switch v.tok(i).Rel {
			case "conj", "acl", "acl:relcl", "xcomp":
				return true
			case "advcl":
				return !v.marked(i, roleAfter) && !v.marked(i, roleBefore)
			}
			return false
		}
		if v.tok(i).Rel != "conj" {
			break
		}
		i = h
	}
	return v.head(b.head) == a && v.tok(b.head).Rel == "advcl" && (v.marked(b.head, roleWhile) || v.wh(b.head))
}

// wh: "when" is an adverb of its clause in UD.
func (v *view) wh(i int) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.plays(c, roleWhen) {
			return true
		}
	}
	return false
}

// argumentOf reports whether the event noun of b is subject or circumstance
// of the verb at a, itself or through what it counts.
func (v *view) argumentOf(b *hit, a int) bool {
	i := b.head
	for n := 0; n < maxHops; n++ {
		h := v.head(i)
		if h < 0 {
			return false
		}
		rel := v.tok(i).Rel
		if h == a {
			return tocsin.RelIs(rel, "nsubj", "nsubj:pass", "obl:", "obj") && !v.marked(i, roleAfter) && !v.marked(i, roleBefore)
		}
		if rel == "nmod" || rel == "conj" {
			i = h
			continue
		}
		// "a bombing was reported to have killed …"
		return tocsin.RelIs(rel, "nsubj", "nsubj:pass") && v.grammatical(a) == i
	}
	return false
}

// purposeOf reports whether a is what forces are moved for by b: "sent troops
// to guard the border".
func purposeOf(v *view, a, b *hit) bool {
	return a.rule.sense.Type == plover.Mobilize && b.rule.sense.Type == plover.Mobilize && a.head > b.head &&
		v.tok(a.head).UPOS == "VERB" && v.marked(a.head, roleAim) && v.infinitive(a.head) && v.d.Dominates(b.head, a.head)
}

// byMeansOf reports whether b is how a was done: "retaliated by shelling the
// camp", "replied with the bombing of …".
func byMeansOf(v *view, a, b *hit) bool {
	if a.rule.sense.Type != b.rule.sense.Type || v.head(b.head) != a.head || !v.plays(a.head, roleResponding) {
		return false
	}
	return v.tok(b.head).XPOS == "VBG" && v.marked(b.head, roleAgent) || v.tok(b.head).UPOS == "NOUN" && v.cased(b.head, roleTogether)
}

// echoes reports whether a only carries the event noun b of the same type
// ("strikes hit the town"), or names the same act again inside it ("hit in a
// raid").
func echoes(v *view, a, b *hit) bool {
	if a.rule.sense.Type != b.rule.sense.Type {
		return false
	}
	if b.rule.sense.Reciprocal && b.rule.sense.Type == plover.Assault && v.tok(b.head).UPOS == "VERB" && v.tok(a.head).UPOS == "NOUN" && v.object(b.head) == a.head {
		return true // "traded artillery fire"
	}
	if a.rule.sense.Reciprocal && a.rule.sense.Type == plover.Assault && v.tok(a.head).UPOS == "VERB" && v.object(a.head) == b.head {
		return false
	}
	if v.tok(b.head).UPOS != "NOUN" {
		if v.tok(a.head).UPOS == "NOUN" && tocsin.RelIs(v.tok(a.head).Rel, "appos", "parataxis") && a.head > b.head && v.d.Dominates(b.head, a.head) && v.find(a.head, "nmod:poss") < 0 {
			return true // "abducted the envoy, another raid that …"
		}
		return v.personal() && !b.rule.result && v.tok(a.head).UPOS == "NOUN" && v.head(a.head) == b.head && v.marked(a.head, roleDuring)
	}
	if v.tok(a.head).UPOS == "VERB" {
		if a.rule.sense.Type == plover.Assault && v.head(b.head) == a.head && v.marked(b.head, roleDuring) {
			return !v.personal() || a.rule.result
		}
		s := v.subject(a.head)
		return s == b.head || v.object(a.head) == b.head || b.light == a.head || s >= 0 && v.head(b.head) == s && v.tok(b.head).Rel == "nmod"
	}
	// noun under noun: "an act of repression", "a wave of attacks"
	return false
}
