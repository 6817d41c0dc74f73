package quantity

import "tocsin"

// oneWithoutNumber reads what counts as one without a number: "an attack submarine",
// and a ship or aircraft named with its class, "the cruiser Varyag".
func (s *scan) oneWithoutNumber(i int) int {
	c := s.cues[i-s.sent.Start]
	if c == nil || c.role&rArticle == 0 || s.at(i).UPOS == "NOUN" {
		return i
	}
	p := s.phraseAt(s.afterAge(i + 1))
	if p.head < 0 || plural(s.at(p.head)) && s.at(p.head).UPOS != "PROPN" {
		return i
	}
	if s.touches(p.end-1) && s.form(p.end) == "-" {
		return i // a bomb-making guide
	}
	span := tocsin.Span{Start: i, End: p.end}
	q := tocsin.Quantity{Span: span, Head: p.head, Num: i}
	named := s.nameInside(&q, &p) || s.nameBefore(&q, &p)
	if !named && (s.is(i, rThe) || !s.countsOne(span, &p)) {
		return i
	}
	if named && !isCraft(p.class) {
		return i
	}
	one := 1.0
	q.Low, q.High, q.Bound = &one, &one, tocsin.Exactly
	s.describe(&q, &p, &amount{})
	next := q.End
	if !named {
		next = s.named(&q, &p)
	}
	s.doc.Quantities = append(s.doc.Quantities, q)
	return next
}

// afterAge skips the age before a person: "a 19-year-old man".
func (s *scan) afterAge(j int) int {
	if s.endsOld(j) {
		return j + 1
	}
	if s.word(j).Kind == 0 {
		return j
	}
	for k := j + 1; k < min(j+5, s.sent.End); k++ {
		switch {
		case s.is(k, rOld):
			return k + 1
		case s.form(k) != "-" && !s.is(k, rAgeUnit):
			return j
		}
	}
	return j
}

func isCraft(class string) bool { return class == tocsin.WhatVessel || class == tocsin.WhatAircraft }

// countsOne holds for one thing of a countable class, and for one person to
// whom something was done.
func (s *scan) countsOne(span tocsin.Span, p *phrase) bool {
	switch p.class {
	case tocsin.WhatVessel, tocsin.WhatAircraft, tocsin.WhatVehicle, tocsin.WhatWeapon:
		return true
	case person, tocsin.WhatPersonnel, tocsin.WhatMigrants, tocsin.WhatDisplaced:
		return s.is(span.Start+1, rSingle) || s.outcome(span, p) != ""
	case tocsin.WhatDuration:
		return p.first == p.head && s.measures(span)
	}
	return false
}

// measures holds for "a week" as a length: after "for" or "within", or as the
// object of giving.
func (s *scan) measures(span tocsin.Span) bool {
	return s.is(span.Start-1, rLengthFore) || s.is(span.End, rLengthTo)
}

// nameInside splits "the survey vessel Oruç Reis" into class and name: the
// last common noun is the counted one, what follows is the name.
func (s *scan) nameInside(q *tocsin.Quantity, p *phrase) bool {
	k := p.head
	for k >= p.first && (s.at(k).UPOS != "NOUN" || isUpper(initial(s.at(k).Form))) {
		k--
	}
	if k < p.first || k == p.head {
		return s.nameBehind(q, p)
	}
	inner := *p
	inner.head, inner.end = k, k+1
	inner.class, inner.unit, inner.known = "", "", false
	s.classify(&inner)
	if !isCraft(inner.class) || plural(s.at(k)) {
		return false
	}
	end := s.nameEnd(k + 1)
	q.Names = []string{s.slice(k+1, end)}
	q.Head, q.End = k, end
	*p = inner
	return true
}

// nameBehind reads a name that the phrase did not take because it stands in
// apposition: "a second tanker, the Mesdar".
func (s *scan) nameBehind(q *tocsin.Quantity, p *phrase) bool {
	if !isCraft(p.class) || s.at(p.head).UPOS != "NOUN" {
		return false
	}
	j := p.end
	if s.form(j) == "," && s.is(j+1, rThe) && s.isName(j+2) {
		j += 2
	} else if !s.isName(j) || s.isDated(j) {
		return false
	}
	end := s.nameEnd(j)
	if j > p.end && s.form(end) != "," && s.form(end) != "." {
		return false
	}
	q.Names = []string{s.slice(j, end)}
	q.End = end
	return true
}

// nameBefore reads the name that the phrase stands in apposition to: "the
// Varyag, a guided missile cruiser,".
func (s *scan) nameBefore(q *tocsin.Quantity, p *phrase) bool {
	i := q.Start
	if p.class != tocsin.WhatVessel || s.is(i, rThe) || s.form(i-1) != "," || plural(s.at(p.head)) {
		return false
	}
	k := i - 1
	for s.isName(k-1) && s.at(k-1).UPOS != "DET" {
		k--
	}
	if k == i-1 || !s.is(k-1, rThe) && s.sent.Contains(k-1) && s.at(k-1).UPOS != "VERB" && s.at(k-1).UPOS != "ADP" {
		return false
	}
	q.Names = []string{s.slice(k, i-1)}
	return true
}

// isName accepts a proper noun and any capitalised word: ships bear names that
// a tagger takes for adjectives and adverbs.
func (s *scan) isName(i int) bool {
	if !s.sent.Contains(i) {
		return false
	}
	t := s.at(i)
	return t.UPOS == "PROPN" || isUpper(initial(t.Form))
}

// nameEnd is the token after a name that starts at k: capitalised words,
// numbers and what joins them.
func (s *scan) nameEnd(k int) int {
	end := k
	for s.sent.Contains(k) && !s.isDated(k) {
		t := s.at(k)
		switch {
		case s.isName(k) || t.UPOS == "NUM" || t.UPOS == "X":
			end = k + 1
		case t.Form == "-" || t.Form == "/" || s.is(k, rOf):
			if !s.isName(k+1) || !s.is(k, rOf) && !s.touches(k) {
				return end
			}
		default:
			return end
		}
		k++
	}
	return end
}

func (s *scan) slice(from, to int) string {
	return s.doc.Slice(tocsin.Span{Start: from, End: to})
}

// named reads the list of names behind a count: "three destroyers—USS A, USS
// B and USS C". It takes no more names than were counted, and all or none, and
// returns the token after what it read.
func (s *scan) named(q *tocsin.Quantity, p *phrase) int {
	if !isCraft(p.class) || q.Low == nil || *q.Low > 12 || !s.sent.Contains(q.End) {
		return q.End
	}
	switch s.form(q.End) {
	case "—", "–", "-", "--", ",", ":", "(":
	default:
		return q.End
	}
	want := int(*q.Low)
	var names []string
	k := q.End + 1
	for len(names) < want {
		start := s.nameStart(k)
		end := s.nameEnd(start)
		if end == start || !s.isName(start) {
			break
		}
		names = append(names, s.slice(start, end))
		k = end
		if s.form(k) == "," {
			k++
		}
		if s.is(k, rAnd) {
			k++
		}
	}
	if len(names) < want {
		return q.End
	}
	q.Names = names
	return k
}

// nameStart skips the class of a listed unit: "the gunboats Berdyansk".
func (s *scan) nameStart(k int) int {
	for n := 0; n < 4 && s.sent.Contains(k) && (s.at(k).UPOS == "DET" || s.at(k).UPOS == "NOUN" || s.at(k).UPOS == "ADJ" || s.is(k, rNamely)); n++ {
		k++
	}
	return k
}

// bareLength reads "after days of fighting": a length with no number.
func (s *scan) bareLength(i int) int {
	t := s.at(i)
	if t.UPOS != "NOUN" || !plural(t) || s.isDated(i) || !s.sent.Contains(i-1) {
		return i
	}
	if s.a.nouns[t.Lemma].class != tocsin.WhatDuration {
		return i
	}
	if !s.is(i-1, rLengthOf) {
		return i
	}
	two := 2.0
	s.doc.Quantities = append(s.doc.Quantities, tocsin.Quantity{
		Span: tocsin.Span{Start: i, End: i + 1}, Head: i, Num: i,
		What: tocsin.WhatDuration, Unit: t.Lemma, Low: &two, Bound: tocsin.Indefinite,
	})
	return i + 1
}
