package coder

import (
	"slices"
	"strings"

	"tocsin"
)

// This file sees through the commonest errors of the parser: finite verbs taken
// for modifiers or participles, objects taken for circumstances.

// mainVerb reports whether what looks like a participle under the root noun is
// the verb of the sentence: it stands behind a comma, as after an apposition
// ("Li, the mayor, called …"), or the sentence, as its full stop shows, is no
// headline and has no other verb.
func (v *view) mainVerb(i int) bool {
	h := v.head(i)
	for n := 0; n < maxHops && h >= 0 && v.tok(h).Rel == "nmod" && v.tok(i).Rel == "acl"; n++ {
		h = v.head(h) // "Nurses from two charities gave …"
	}
	if h >= 0 && h != v.head(i) && v.find(h, "cop", "nsubj:") >= 0 {
		return false
	}
	if i == v.s.Start || h < 0 || v.tok(h).Rel != "root" || v.find(i, "obl:agent") >= 0 || !strings.HasPrefix(v.tok(i).XPOS, "VB") {
		return false
	}
	return v.tok(i-1).Form == "," || v.tok(v.s.End-1).Form == "."
}

// stray reports whether the verb at i is finite though the parser made it a
// modifier of the noun behind it ("Cairo severed ties"): that noun is its
// object, and the nominal in front its subject.
func (v *view) stray(i int) bool {
	t := v.tok(i)
	if !tocsin.RelIs(t.Rel, "amod", "compound") || v.head(i) <= i {
		return false
	}
	if v.squeezed(i) {
		return true
	}
	switch {
	case t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP", t.XPOS == "VBG" && !strings.HasSuffix(t.Form, "ing"):
		return true
	case t.XPOS == "VBG":
		return v.governed(i)
	case t.XPOS != "VBN":
		return false
	case v.find(i, "nsubj") >= 0:
		return true
	}
	if v.wedged(i) {
		return true
	}
	if n := i + 1; n < v.head(i) && v.head(n) == v.head(i) && tocsin.RelIs(v.tok(n).Rel, "det", "nummod", "nmod:poss") {
		return true // "wounded ten soldiers": a modifier would stand behind the number
	}
	// "the envoy voiced alarm", "broke with Lima and restored ties", "have used force"
	p := v.before(i)
	return p >= 0 && (v.lemma(p) == "have" || v.head(p) == v.head(i) &&
		(v.tok(p).Rel == "compound" || v.tok(p).Rel == "cc" && v.tok(v.head(i)).Rel != "conj"))
}

// wedged reports whether the participle at i stands right behind a name, with no
// determiner before it, and the noun behind it is the subject of nothing: "Rabat
// and Algiers severed relations in 2021, and …".
func (v *view) wedged(i int) bool {
	if i == v.s.Start || v.tok(i-1).UPOS != "PROPN" || v.tok(i-1).Head == i {
		return false
	}
	h := v.head(i)
	return tocsin.RelIs(v.tok(h).Rel, "conj", "root", "appos", "parataxis", "nsubj") && v.tok(h).UPOS == "NOUN" && v.find(h, "det", "nmod:poss", "case", "cop") < 0 &&
		(v.tok(h).Rel != "nsubj" || v.find(v.head(h), "nsubj") != h)
}

// squeezed reports whether the participle at i stands between two names in a
// sentence whose root is no verb: it is the verb ("Prime Minister Li accused
// President Lee").
func (v *view) squeezed(i int) bool {
	if v.tok(i).UPOS != "VERB" || i == v.s.Start || i+1 >= v.s.End || v.tok(i-1).UPOS != "PROPN" || v.tok(i+1).UPOS != "PROPN" {
		return false
	}
	for k := v.s.Start; k < v.s.End; k++ {
		if v.tok(k).Rel == "root" {
			return v.tok(k).UPOS == "PROPN" || v.tok(k).UPOS == "NOUN"
		}
	}
	return false
}

// governed reports whether the gerund at i stands right behind the verb whose
// object the parser makes of the noun behind it: "involves arming the militia".
func (v *view) governed(i int) bool {
	p := i - 1
	return p >= v.s.Start && v.tok(p).UPOS == "VERB" && v.head(v.head(i)) == p && slices.Contains(gerundive, v.lemma(p))
}

// gerundive verbs take a gerund as their object.
var gerundive = []string{
	"involve", "include", "begin", "start", "stop", "deny", "consider", "suggest", "mean", "risk", "continue", "keep", "avoid",
	"halt", "resume", "finish", "admit", "plan", "oppose", "favour", "favor", "propose", "recommend", "cease", "mention",
}

// before is the head of the name or the word right in front of i, or -1.
func (v *view) before(i int) int {
	p := i - 1
	for n := 0; n < maxHops && p >= v.s.Start && v.tok(p).Rel == "flat" && v.head(p) < p; n++ {
		p = v.head(p)
	}
	if p < v.s.Start {
		return -1
	}
	return p
}

// bare reports whether the oblique at i has no preposition and is no time: an
// object that the tree takes for a circumstance.
func (v *view) bare(i int) bool {
	return nominalTag(v.tok(i)) && v.find(i, "case") < 0 && !v.inTime(i) && v.lex.of(v.tok(i).Lemma)&v.lex.date == 0
}

// inTime reports whether token i is part of a time phrase. Times are in order.
func (v *view) inTime(i int) bool {
	k, _ := slices.BinarySearchFunc(v.d.Times, i, func(t tocsin.When, i int) int {
		if t.End <= i {
			return -1
		}
		return 1
	})
	return k < len(v.d.Times) && v.d.Times[k].Contains(i)
}

// misread reports whether the oblique at i is an object behind a particle
// ("broke off relations") or behind words that limit its number ("more than a
// dozen ships", "between ten and twenty men").
func (v *view) misread(i int) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel != "case" {
			continue
		}
		l := v.lemma(c)
		if n := v.head(i); c == n+1 && (slices.Contains(particles, l) || l == "in" && slices.Contains(handing, v.lemma(n))) {
			return true
		}
		if v.tok(c).XPOS == "RP" || (l == "than" || l == "between") && v.find(i, "nummod") >= 0 {
			return true
		}
		return c > v.s.Start && v.tok(c-1).XPOS == "RP" && v.find(i, "nummod") > c // "up to 16 advisers"
	}
	return false
}

// particles are adverbs that, right behind a verb, seldom start a phrase.
var particles = []string{"off", "up", "down", "back", "away", "over"}

// handing verbs take "in" as a particle: "turned in their rifles".
var handing = []string{"turn", "hand", "give", "bring"}
