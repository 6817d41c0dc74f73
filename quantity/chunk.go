package quantity

import (
	"strings"

	"tocsin"
)

// A phrase is the noun phrase that a number counts.
type phrase struct {
	head, end   int // head -1: the number stands alone
	first       int // first token after the number
	class, unit string
	known       bool // the noun is in the table
	name        bool // as the name of a type
	model       bool // it ends in a type designation
	state       string
}

// phraseAt reads the noun phrase from token j on: adjectives, nouns, names and
// type designations up to the last noun.
func (s *scan) phraseAt(j int) phrase {
	p := phrase{head: -1, end: j, first: j}
	if s.is(j, rOf) {
		return s.partitive(j)
	}
	if s.is(j, rOut) && s.is(j+1, rOf) {
		return s.partitive(j + 1) // 200 out of 500 prisoners
	}
	if s.form(j) == "%" {
		return phrase{head: j, end: j + 1, first: j, class: percent, known: true}
	}
	if s.is(j, rPer) && s.is(j+1, rCent) {
		return phrase{head: j + 1, end: j + 2, first: j, class: percent, known: true}
	}
	if s.measuresNext(j) {
		return s.hyphenated(j)
	}
	if s.isSum(j) {
		p.head, p.end = j, j+1
		s.classify(&p)
		return p
	}
	for k := j; k < s.sent.End; {
		next, isNoun, ok := s.step(k, p.head)
		if !ok {
			break
		}
		if isNoun {
			p.head, p.end = next-1, next
		}
		k = next
	}
	s.classify(&p)
	if p.head < 0 {
		s.stateAlone(&p, j)
	}
	return p
}

// isSum holds for the name of a money right behind its number that the tagger
// took for another kind of word. "Won" and "real" are left to it.
func (s *scan) isSum(j int) bool {
	if !s.sent.Contains(j) || s.word(j-1).Kind == 0 {
		return false
	}
	t := s.at(j)
	if t.UPOS == "NOUN" || t.UPOS == "PROPN" || t.UPOS == "ADJ" || t.XPOS == "VBD" || isParticiple(t) {
		return false
	}
	n, _ := s.a.nounOf("", t)
	return n.class == tocsin.WhatMoney
}

// measuresNext holds for "three day stay", "one million dollar reward": a length
// or sum in the singular that measures the noun behind it.
func (s *scan) measuresNext(j int) bool {
	if !s.sent.Contains(j+1) || s.at(j).UPOS != "NOUN" || plural(s.at(j)) || s.word(j-1).Kind == 0 || s.word(j-1).Value == 1 {
		return false
	}
	if next := s.at(j + 1); next.UPOS != "NOUN" && next.UPOS != "ADJ" && next.UPOS != "PROPN" {
		return false
	}
	n, _ := s.a.nounOf("", s.at(j))
	return n.class == tocsin.WhatDuration || n.class == tocsin.WhatMoney
}

// hyphenated reads the unit of "72-hour": only lengths and money measure so.
func (s *scan) hyphenated(j int) phrase {
	p := phrase{head: j, end: j + 1, first: j}
	s.classify(&p)
	if p.class != tocsin.WhatDuration && p.class != tocsin.WhatMoney {
		p.class = sort
	}
	return p
}

// partitive reads "three of its jets", "18 of the world's countries", "four of
// the 20 sailors"; "of them" leaves the number alone.
func (s *scan) partitive(j int) phrase {
	none := phrase{head: -1, end: j, first: j}
	k := s.afterDeterminers(j + 1)
	if n, ok := s.single(k); ok && n.share == 0 && !n.vague {
		k = n.end
	} else if k == j+1 { // no determiner: "four of jets" is not read
		return none
	}
	p := s.phraseAt(k)
	if h := p.head; h < 0 || s.at(h).UPOS == "NOUN" && !plural(s.at(h)) {
		return none
	}
	return p
}

// step takes one more token into the phrase; head is the noun so far.
func (s *scan) step(k, head int) (next int, isNoun, ok bool) {
	t := s.at(k)
	if s.isDated(k) {
		return k, false, false
	}
	if _, end, ok := s.model(k); ok {
		return end, true, head < 0 || !plural(s.at(head))
	}
	switch t.UPOS {
	case "NOUN":
		return k + 1, true, head < 0 || !plural(s.at(head)) || s.isDoubt(head) || t.Rel != "" && s.at(head).Rel == "compound" && s.at(head).Head >= k
	case "PROPN":
		return k + 1, true, head < 0 || s.at(head).UPOS == "PROPN" || !plural(s.at(head)) && s.leadsToNoun(k)
	case "ADJ":
		if head >= 0 && s.isDoubt(head) {
			return k + 1, true, true
		}
		return k + 1, false, s.leadsToNoun(k)
	case "VERB":
		return k + 1, false, (isParticiple(t) || isGerund(t) || t.XPOS == "VBD") && head < 0 && s.leadsToNoun(k) && !s.governs(k)
	case "ADV":
		return k + 1, false, head < 0 && s.leadsToNoun(k)
	case "PUNCT", "SYM":
		joint := (t.Form == "-" || t.Form == "–") && s.touches(k-1) && s.touches(k)
		comma := t.Form == "," && head < 0 && k > s.sent.Start && s.at(k-1).UPOS == "ADJ" && s.sent.Contains(k+1) && s.at(k+1).UPOS == "ADJ"
		return k + 1, false, joint || comma
	case "ADP", "PART":
		return k + 1, false, t.Form == "-" && s.touches(k-1) && s.touches(k)
	case "CCONJ":
		return k + 1, false, head < 0 && k > 0 && s.at(k-1).UPOS == "ADJ" && s.sent.Contains(k+1) && (s.at(k+1).UPOS == "ADJ" || s.at(k+1).UPOS == "NOUN")
	}
	return k, false, false
}

// isDoubt holds for "presuntos" before the noun, which taggers take for one.
func (s *scan) isDoubt(k int) bool { return s.is(k, rAlleged) }

// governs reports whether a participle is a verb of its own rather than a
// modifier of the noun behind it.
func (s *scan) governs(k int) bool {
	t := s.at(k)
	return tocsin.RelIs(t.Rel, "acl", "advcl", "conj", "root", "ccomp", "xcomp") && !isParticiple(t)
}

// leadsToNoun reports whether a noun follows before the phrase must end.
func (s *scan) leadsToNoun(k int) bool {
	for i := k + 1; i < min(k+5, s.sent.End); i++ {
		if s.isDated(i) {
			return false
		}
		switch t := s.at(i); t.UPOS {
		case "NOUN":
			return true
		case "PROPN":
			if s.at(k).UPOS != "PROPN" || plural(t) {
				return true
			}
		case "CCONJ":
			if s.at(k).UPOS != "ADJ" || i > k+1 {
				return false
			}
		case "ADJ", "VERB", "NUM":
			if t.UPOS == "VERB" && !isParticiple(t) && !isGerund(t) {
				return false
			}
		case "PUNCT", "SYM":
			if t.Form != "-" {
				return false
			}
		default:
			return t.Form == "-"
		}
	}
	return false
}

func plural(t *tocsin.Token) bool {
	return t.XPOS == "NNS" || t.XPOS == "NNPS" || t.Feat("Number") == "Plur"
}

// longestModel bounds the letters of a type designation.
const longestModel = 10

// model recognises a type designation, one token or cut at its hyphen: F-16,
// MiG - 29s, and gives its class and end.
func (s *scan) model(k int) (class string, end int, ok bool) {
	form := s.at(k).Form
	letters, digits := form, ""
	if i := strings.IndexByte(form, '-'); i > 0 {
		letters, digits = form[:i], form[i+1:] // M23 and MH17 are no types
		end = k + 1
	} else if s.touches(k) && s.touches(k+1) && s.at(k+1).Form == "-" {
		digits, end = s.at(k+2).Form, k+3
	}
	if !isDigit(initial(digits)) || len(letters) > longestModel || !isUpper(initial(letters)) {
		return "", 0, false
	}
	class, ok = s.a.models[strings.ToLower(letters)]
	for ok && s.sent.Contains(end+1) && s.at(end).Form == "-" && s.touches(end-1) && s.touches(end) {
		end += 2 // a second part: Su-30-MK
	}
	return class, end, ok
}

// classify names what the head counts.
func (s *scan) classify(p *phrase) {
	if p.head < 0 {
		return
	}
	head := s.at(p.head)
	if class, ok := s.modelEnding(p); ok {
		p.class, p.known, p.model = class, true, true
		return
	}
	n, ok := s.qualified(p.head)
	if !ok {
		n, ok = s.a.nounOf(s.lemmaBefore(p), head)
	}
	switch {
	case ok:
		p.class, p.unit, p.known, p.name = n.class, n.unit, true, n.name
		if n.class == tocsin.WhatPersonnel && s.isCraftFighter(p) {
			p.class = tocsin.WhatAircraft
		}
	case head.UPOS == "PROPN" && plural(head):
		p.class, p.known = person, true // Afghans, Venezuelans
	}
}

// qualified looks up a noun with the adjective behind it: "hombres armados".
func (s *scan) qualified(head int) (noun, bool) {
	if !s.sent.Contains(head+1) || s.at(head+1).Head != head || s.at(head+1).Rel != "amod" {
		return noun{}, false
	}
	n, ok := s.a.nouns[strings.ToLower(s.at(head).Lemma)+" "+strings.ToLower(s.at(head+1).Lemma)]
	return n, ok
}

// isCraftFighter tells "Su-35 fighters" and "stealth jet fighters" from men:
// an aircraft stands right before the noun.
func (s *scan) isCraftFighter(p *phrase) bool {
	if !s.lemmaIs(s.at(p.head), rFighter) {
		return false
	}
	for k := p.first; k < p.head; k++ {
		class, _, _ := s.model(k)
		if class == tocsin.WhatAircraft || s.a.nouns[s.form(k)].class == tocsin.WhatAircraft {
			return true
		}
	}
	return false
}

// modelEnding reports whether the phrase ends in a type designation.
func (s *scan) modelEnding(p *phrase) (string, bool) {
	for k := max(p.first, p.head-4); k <= p.head; k++ {
		if class, end, ok := s.model(k); ok && end == p.end {
			return class, true
		}
	}
	return "", false
}

// lemmaBefore is the modifier next to the head, for two-word entries.
func (s *scan) lemmaBefore(p *phrase) string {
	if p.head <= p.first {
		return ""
	}
	k := p.head - 1
	if s.at(k).Form == "-" && k > p.first {
		k--
	}
	return strings.ToLower(s.at(k).Form)
}

// nounOf looks up a head with its modifier, then alone, by lemma and by form.
func (a *Annotator) nounOf(before string, head *tocsin.Token) (noun, bool) {
	lemma, form := strings.ToLower(head.Lemma), strings.ToLower(head.Form)
	singular, upper := strings.TrimSuffix(form, "s"), isUpper(initial(head.Form))
	if before != "" {
		for _, w := range [...]string{lemma, singular} {
			if n, ok := a.nouns[before+" "+w]; ok && (upper || !n.name) {
				return n, true
			}
		}
	}
	for _, w := range [...]string{lemma, form, singular} {
		if n, ok := a.nouns[w]; ok && (upper || !n.name) {
			return n, true
		}
	}
	return personal(a, form)
}

// shortestPerson is the length of the shortest compound of -man that is one.
const shortestPerson = 6

// personal reads the compounds of -man and -woman, also in the plural.
func personal(a *Annotator, form string) (noun, bool) {
	base := a.singular(form)
	if n, ok := a.nouns[base]; ok {
		return n, true
	}
	for _, e := range a.endings {
		if strings.HasSuffix(base, e.singular) && len(base) >= shortestPerson {
			return noun{class: person}, true
		}
	}
	return noun{}, false
}

// singular undoes the plural of the endings that make persons.
func (a *Annotator) singular(form string) string {
	for _, e := range a.endings {
		if cut, ok := strings.CutSuffix(form, e.plural); ok {
			return cut + e.singular
		}
	}
	return form
}

// stateAlone reads "three dead", "20 wounded": the state stands in for the
// counted noun.
func (s *scan) stateAlone(p *phrase, j int) {
	for s.is(j, rOther) {
		j++
	}
	if !s.sent.Contains(j) || s.isDated(j) {
		return
	}
	t := s.at(j)
	if w := s.a.verbs[strings.ToLower(t.Form)]; w.adj != "" && t.XPOS != "VBD" {
		p.state, p.head, p.end = w.adj, j, j+1
	}
}
