package coder

import "tocsin"

// This file answers who stands where in the frame of a predicate once
// passives, relatives, participles, control, raising and coordination are
// undone. Answers are tokens that head noun phrases; -1 or nil for none.

// fillers returns what stands in a slot, best first: usually one token, more
// where a preposition occurs several times.
func (s *scene) fillers(a *act, slot Slot) []int {
	switch slot {
	case "subj":
		return s.coSubjects(s.doerOf(a))
	case "obj":
		return s.coSubjects(s.undergoer(a))
	case "iobj":
		return some(s.v.find(a.verb, "iobj"))
	case "poss":
		return s.owners(a.Head)
	case "comp":
		return some(s.complementSubject(a.Head))
	}
	out := s.behind(a, string(slot))
	if len(out) == 0 && s.v.lex.roles.sets[string(slot)].has(rolePersonal) && !s.nominal(a) {
		return some(s.v.someone(a.Head, false))
	}
	return out
}

func some(i int) []int {
	if i < 0 {
		return nil
	}
	return []int{i}
}

// coSubjects adds the other subjects that a verb has where the tree misses
// their coordination: a second nsubj, or a party behind "and" before the verb.
func (s *scene) coSubjects(i int) []int {
	if i < 0 {
		return nil
	}
	v, out := s.v, []int{i}
	h := v.head(i)
	if h < i || v.tok(i).Rel != "nsubj" && v.tok(i).Rel != "nsubj:pass" {
		return out
	}
	for k := i + 1; k < h; k++ {
		t := v.tok(k)
		if t.UPOS == "VERB" && t.Rel != "amod" {
			break // "guards who fled, officials said"
		}
		if len(s.actors[k]) == 0 || s.timed(k) || t.Rel == "conj" || t.Rel == "appos" || t.UPOS == "PRON" && t.Rel == "nmod:poss" {
			continue
		}
		start := s.doc.Actors[s.actors[k][0]].Start
		joined := start > i && v.s.Contains(start-1) && v.tok(start-1).UPOS == "CCONJ" && !s.prepositional(k)
		if joined || t.Rel == v.tok(i).Rel && t.Head == h && v.tok(i).Head == h && s.known(s.actors[k]) {
			out = append(out, k)
		}
	}
	return out
}

// doerOf is who does what the event names.
func (s *scene) doerOf(a *act) int {
	if !s.nominal(a) {
		return s.doer(a.Head)
	}
	return s.nounDoer(a)
}

// doer is what acts at the verb i: its subject, or the by-phrase of a passive.
func (s *scene) doer(i int) int {
	if s.v.stray(i) {
		return s.named(s.phraseOf(s.v.subject(i)))
	}
	if s.v.passive(i) {
		return s.agent(i)
	}
	return s.surface(i, 0)
}

// named is the head of the actor that the token k is a part of, or k.
func (s *scene) named(k int) int {
	if k < 0 || len(s.actors[k]) > 0 {
		return k
	}
	for i := range s.doc.Actors {
		if a := &s.doc.Actors[i]; a.Contains(k) && s.v.s.Contains(a.Head) {
			return a.Head
		}
	}
	return k
}

// phraseOf climbs from the last noun of a phrase to the one that heads it:
// "miners in Lima", "Lima and Quito".
func (s *scene) phraseOf(k int) int {
	v := s.v
	for n := 0; n < maxHops && k >= 0; n++ {
		h := v.head(k)
		if h < 0 || h > k || !nominalTag(v.tok(h)) || v.tok(k).Rel != "conj" && !(v.tok(k).Rel == "nmod" && v.find(k, "case") >= 0) {
			break
		}
		k = h
	}
	return k
}

// agent is the phrase with "by" under i.
func (s *scene) agent(i int) int {
	for c := s.v.first(i); c >= 0; c = s.v.after(c) {
		if tocsin.RelIs(s.v.tok(c).Rel, "obl:", "nmod:", "obj") && s.v.cased(c, roleAgent) && !s.timed(c) && nominalTag(s.v.tok(c)) {
			if of := s.nmod(c, roleOf); of >= 0 && s.v.plays(c, roleBehalf) {
				return of // "por parte de …"
			}
			return c
		}
	}
	return -1
}

func nominalTag(t *tocsin.Token) bool {
	switch t.UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "X":
		return true
	}
	return false
}

// timed reports whether the phrase at i is a time.
func (s *scene) timed(i int) bool {
	for _, k := range s.times[s.index] {
		if s.doc.Times[k].Contains(i) {
			return true
		}
	}
	return false
}

// undergoer is what the event is done to.
func (s *scene) undergoer(a *act) int {
	if !s.nominal(a) {
		return s.patient(a.Head, 0)
	}
	if o := s.v.find(a.Head, "obj"); o >= 0 {
		return s.antecedent(o, a.Head) // a verb that the tagger takes for a noun
	}
	if of := s.nmod(a.Head, roleOf); of >= 0 {
		return of
	}
	return -1
}

// patient is the object of the verb i, or the subject of its passive.
func (s *scene) patient(i, depth int) int {
	v := s.v
	if v.stray(i) {
		return s.named(v.object(i))
	}
	if v.passive(i) {
		if v.tok(i).Rel == "amod" || v.tok(i).Rel == "acl" {
			return v.head(i)
		}
		if n := s.surface(i, depth); n >= 0 || v.tok(i).Rel != "root" {
			return n
		}
		return v.someone(i, true)
	}
	if o := v.directObject(i); o >= 0 {
		return v.underTime(s.antecedent(o, i))
	}
	if o := v.find(i, "iobj"); o >= 0 && v.reflexive(i) != o {
		return s.antecedent(o, i)
	}
	if o := v.people(i); o >= 0 {
		return o
	}
	if o := v.pastTime(i); o >= 0 {
		return o
	}
	if v.tok(i).Rel == "amod" {
		return -1
	}
	if k := s.rightOf(i); k >= 0 {
		return k
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		if c > i && v.tok(c).Rel == "obl" && nominalTag(v.tok(c)) && !s.timed(c) && (v.find(c, "case") < 0 || v.misread(c)) {
			return c // an object the tree takes for a circumstance
		}
	}
	if v.tok(i).Rel == "acl:relcl" && v.find(i, "nsubj") >= 0 && s.antecedent(v.find(i, "nsubj"), i) != v.head(i) {
		return v.head(i) // "the tanker Iran seized"
	}
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.tok(c).Rel == "conj" && v.tok(c).UPOS == "VERB" && v.find(c, "nsubj", "nsubj:pass", "aux") < 0 && depth < maxHops {
			return s.patient(c, depth+1) // "attacked and looted the embassy"
		}
	}
	return -1
}

// behind lists what stands behind a preposition under the event: under its
// head, its light verb, its object and the infinitive it governs.
func (s *scene) behind(a *act, prep string) []int {
	out := s.phrases(nil, a.Head, prep)
	if s.v.stray(a.Head) {
		out = s.phrases(out, s.v.head(a.Head), prep)
	}
	if a.Light >= 0 {
		out = s.phrases(out, a.Light, prep)
	}
	if !s.nominal(a) {
		for c := s.v.first(a.Head); c >= 0; c = s.v.after(c) {
			if tocsin.RelIs(s.v.tok(c).Rel, "obj", "xcomp", "nsubj:pass", "iobj") {
				out = s.phrases(out, c, prep)
				if k := s.v.find(c, "conj"); k >= 0 {
					out = s.phrases(out, k, prep) // "sent tanks and men to Kyiv"
				}
				if k := s.v.find(c, "acl"); k >= 0 && s.v.passive(k) && len(out) == 0 {
					out = s.phrases(out, k, prep) // "lifted curbs imposed on Kyiv"
				}
			}
		}
		if len(out) == 0 && s.v.personal() {
			out = s.underObject(a.Head, prep)
		}
		if len(out) == 0 {
			out = s.astray(a, prep)
		}
		return out
	}
	if of := s.nmod(a.Head, roleOf); len(out) == 0 && of >= 0 {
		out = s.phrases(out, of, prep) // "the withdrawal of troops from …"
	}
	if h := s.setter(a.Head); a.Light < 0 && h >= 0 {
		out = s.phrases(out, h, prep)
	}
	if k := s.next(a.Head, prep); len(out) == 0 && k >= 0 {
		out = append(out, k)
	}
	if len(out) == 0 {
		out = s.astray(a, prep)
	}
	return out
}

// astray lists what the tree hangs on a time or place of the event though it
// belongs to the event itself: "met on Saturday with envoys".
func (s *scene) astray(a *act, prep string) []int {
	var out []int
	for _, i := range []int{a.Head, a.Light} {
		if i < 0 {
			continue
		}
		for c := s.v.first(i); c >= 0; c = s.v.after(c) {
			if _, place := s.placed[c]; tocsin.RelIs(s.v.tok(c).Rel, "obl:", "nmod") && (place || s.timed(c)) {
				out = s.phrases(out, c, prep)
			}
		}
	}
	return out
}

// next is the party behind a preposition that follows the event noun i at
// once, wherever the tree hangs it.
func (s *scene) next(i int, prep string) int {
	v := s.v
	if k := i + 1; !v.s.Contains(k) || v.tok(k).UPOS != "ADP" || v.lemma(k) != prep {
		return -1
	}
	for k := i + 2; k < min(v.s.End, i+2+maxPhrase); k++ {
		switch v.tok(k).UPOS {
		case "DET", "ADJ", "NUM":
			continue
		case "NOUN", "PROPN":
			if len(s.actors[k]) > 0 && !s.timed(k) {
				return k
			}
			continue
		}
		return -1
	}
	return -1
}

// maxPhrase is how many words of a phrase are looked through for its head.
const maxPhrase = 6

func (s *scene) phrases(out []int, i int, prep string) []int {
	v := s.v
	for c := v.first(i); c >= 0; c = v.after(c) {
		if !tocsin.RelIs(v.tok(c).Rel, "obl:", "nmod:", "advcl", "acl", "advmod", "xcomp", "obj", "iobj") || !v.caseIs(c, prep) || s.timed(c) {
			continue
		}
		out = append(out, s.antecedent(c, i))
		out = s.phrases(out, c, prep)
	}
	return out
}

// rightOf is the party right behind the verb i that the tree hangs on what
// stands in front of it: the second name of "Lima accused Quito".
func (s *scene) rightOf(i int) int {
	v := s.v
	for k := i + 1; k < min(v.s.End, i+maxPhrase); k++ {
		switch t := v.tok(k); t.UPOS {
		case "DET", "ADJ", "NUM":
		case "NOUN", "PROPN", "PRON":
			if len(s.actors[k]) > 0 && t.Head < i && !s.timed(k) {
				return k
			}
		default:
			return -1
		}
	}
	return -1
}
