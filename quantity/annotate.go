package quantity

import (
	"math"
	"strings"

	"tocsin"
	"tocsin/internal/number"
)

// Annotate sets doc.Quantities in text order. It needs tokens and sentences,
// uses tags and trees, and skips numbers inside the dates of doc.Times.
func (a *Annotator) Annotate(doc *tocsin.Doc) {
	doc.Quantities = nil
	s := scan{a: a, doc: doc}
	times := doc.Times
	for _, sent := range doc.Sents {
		if sent.Start < 0 || sent.End > len(doc.Tokens) || sent.IsZero() {
			continue
		}
		s.start(sent)
		for len(times) > 0 && times[0].Start < sent.End {
			s.markDated(&times[0])
			times = times[1:]
		}
		for i := sent.Start; i < sent.End; {
			if next := s.read(i); next > i {
				i = next
			} else {
				i++
			}
		}
	}
}

// markDated keeps the tokens of a date from being counted. A length without
// an anchor ("for three days") is a quantity as well.
func (s *scan) markDated(w *tocsin.When) {
	if w.Kind == "DURATION" && (w.First.IsZero() || s.is(w.Start, rSince)) {
		return
	}
	for i := max(w.Start, s.sent.Start); i < min(w.End, s.sent.End); i++ {
		s.dated[i-s.sent.Start] = true
	}
}

// read appends the quantity that starts at token i and returns the token after
// it; i itself if there is none.
func (s *scan) read(i int) int {
	if s.isDated(i) {
		return i
	}
	if next := s.counted(i); next > i {
		return next
	}
	if next := s.oneWithoutNumber(i); next > i {
		return next
	}
	return s.bareLength(i)
}

// counted reads a number with its limits and its noun phrase.
func (s *scan) counted(i int) int {
	bound, k := tocsin.Bound(""), i
	definite := s.is(i, rDefinite)
	if definite {
		k++
	}
	for {
		b, next := s.limit(k, false)
		if b == "" || s.isAmount(k) && !s.isAmount(next) {
			break
		}
		if bound == "" || bound == tocsin.Exactly || bound == tocsin.About && b != tocsin.Exactly {
			bound = b
		}
		k = next
	}
	am, ok := s.amountAt(k)
	if !ok || k > i && s.isDated(k) || s.excluded(k, &am) {
		return i
	}
	if b, next := s.limit(am.end, true); b != "" {
		bound, am.end = b, next
	}
	p := s.phraseOf(&am)
	if s.unfit(k, &am, &p, definite) {
		return max(am.end, i)
	}
	if b, next := s.limit(p.end, true); b != "" {
		bound, p.end = b, next
	}
	q := tocsin.Quantity{Span: tocsin.Span{Start: i, End: max(p.end, am.end)}, Head: p.head, Num: am.num}
	if p.head < 0 {
		q.Head = am.num
	}
	q.Low, q.High, q.Bound = limits(&am, bound)
	s.describe(&q, &p, &am)
	next := s.named(&q, &p)
	s.doc.Quantities = append(s.doc.Quantities, q)
	return next
}

func (s *scan) isAmount(i int) bool {
	_, ok := s.amountAt(i)
	return ok
}

// phraseOf reads what follows the number, over "more" and "other".
func (s *scan) phraseOf(am *amount) phrase {
	j := am.end
	if am.currency != "" {
		return phrase{head: -1, end: j, first: j}
	}
	if s.form(j) == "-" && s.touches(j-1) && s.touches(j) {
		return s.hyphenated(j + 1)
	}
	if am.share > 0 {
		return s.whole(am)
	}
	if am.of {
		return s.ofPhrase(j)
	}
	if s.countsOf(am) { // dos millones de votos
		return s.ofPhrase(j + 1)
	}
	p := s.phraseAt(j)
	if p.head < 0 && p.end <= am.end {
		p.end = am.end
		if s.is(am.end, rMore) {
			p.end++
		}
	}
	return p
}

// countsOf reports whether the number is a noun itself and what it counts
// follows: "un centenar de barcos".
func (s *scan) countsOf(am *amount) bool {
	k := s.word(am.num).Kind
	if k != number.Scale && k != number.Group || !s.is(am.end, rOf) || !s.sent.Contains(am.end+1) {
		return false
	}
	next := s.at(am.end + 1).UPOS
	return next == "NOUN" || next == "ADJ" || next == "PROPN"
}

// ofPhrase reads what follows "hundreds of", which may have a determiner.
func (s *scan) ofPhrase(j int) phrase {
	k := j
	for s.sent.Contains(k) && (s.at(k).UPOS == "DET" || isPossessor(s.at(k))) {
		k++
	}
	p := s.phraseAt(k)
	if p.head < 0 && p.state == "" {
		p.end = j
	}
	return p
}

// limits turns a number and its bound into the two ends.
func limits(am *amount, b tocsin.Bound) (low, high *float64, _ tocsin.Bound) {
	l, h := am.low, am.high
	switch {
	case am.vague && (b == "" || b == tocsin.About || b == tocsin.Exactly):
		return &l, nil, tocsin.Indefinite
	case !am.vague && l != h:
		return &l, &h, tocsin.RangeBound
	}
	switch b {
	case tocsin.AtLeast, tocsin.MoreThan:
		return &l, nil, b
	case tocsin.AtMost, tocsin.LessThan:
		return nil, &l, b
	case tocsin.About:
		return &l, &l, b
	}
	if am.pair || am.share > 0 {
		return &l, &l, tocsin.About
	}
	return &l, &l, tocsin.Exactly
}

// describe fills What and Unit.
func (s *scan) describe(q *tocsin.Quantity, p *phrase, am *amount) {
	switch {
	case am.currency != "":
		q.What, q.Unit = tocsin.WhatMoney, am.currency
		return
	case p.class == percent, am.share > 0 && am.low < 1:
		q.What, q.Unit = tocsin.WhatOther, percent
		if am.share > 0 {
			v := math.Round(100 * am.share)
			q.Low, q.High, q.Bound = &v, &v, tocsin.About
		}
		return
	}
	q.What = s.outcome(q.Span, p)
	if q.What == "" {
		q.What = s.whatOf(q, p)
	}
	q.Unit = s.unit(q, p)
}

// whatOf is what the noun alone says; a bare number counts what was counted
// last.
func (s *scan) whatOf(q *tocsin.Quantity, p *phrase) string {
	switch {
	case p.class == "" && p.head < 0, s.others(p):
		what, _ := s.antecedent(q.Start)
		if p.head >= 0 && outcomes[what] {
			return tocsin.WhatOther // nobody says that they were hurt too
		}
		return what
	case p.class == person && s.mustered(p.head):
		return tocsin.WhatPersonnel
	case p.class == "", p.class == person:
		return tocsin.WhatOther
	}
	return p.class
}

// others reports whether the phrase is "others", which counts what was counted
// before it.
func (s *scan) others(p *phrase) bool { return p.head >= 0 && s.is(p.head, rOther) }

// mustered reports whether the counted are men whom somebody sends or calls
// up, like troops.
func (s *scan) mustered(i int) bool {
	if i < 0 || !s.lemmaIs(s.at(i), rMen) || !s.sent.Contains(s.at(i).Head) || !tocsin.RelIs(s.at(i).Rel, "obj", "nsubj:pass", "nmod", "obl") {
		return false
	}
	return s.lemmaIs(s.at(s.at(i).Head), rMuster)
}

// antecedent is what a number without a noun counts: the latest quantity or
// plural noun of troops or material before it in this sentence, else in the
// one before.
func (s *scan) antecedent(i int) (what, unit string) {
	from := s.sent.Start
	if q := s.lastCounted(i, from); q != nil {
		return q.What, q.Unit
	}
	if what, unit := s.lastPlural(i, from); what != "" {
		return what, unit
	}
	if k := s.doc.SentOf(from) - 1; k >= 0 {
		from = s.doc.Sents[k].Start
		if q := s.lastCounted(i, from); q != nil {
			return q.What, q.Unit
		}
		if what, unit := s.lastPlural(s.sent.Start, from); what != "" {
			return what, unit
		}
	}
	return tocsin.WhatOther, person
}

func (s *scan) lastCounted(i, from int) *tocsin.Quantity {
	for k := len(s.doc.Quantities) - 1; k >= 0; k-- {
		q := &s.doc.Quantities[k]
		if q.Start < from {
			return nil
		}
		if q.What != tocsin.WhatMoney && q.What != tocsin.WhatDuration && q.End <= i {
			return q
		}
	}
	return nil
}

func (s *scan) lastPlural(i, from int) (what, unit string) {
	for k := i - 1; k >= from; k-- {
		t := s.at(k)
		if t.UPOS != "NOUN" || !plural(t) {
			continue
		}
		switch n, _ := s.a.nounOf("", t); n.class {
		case tocsin.WhatPersonnel, tocsin.WhatVessel, tocsin.WhatAircraft, tocsin.WhatVehicle, tocsin.WhatWeapon, tocsin.WhatMigrants, tocsin.WhatDisplaced:
			if n.unit == "" {
				n.unit = strings.ToLower(t.Lemma)
			}
			return n.class, n.unit
		}
	}
	return "", ""
}

// unit is the counted noun in the singular with the nouns that modify it.
func (s *scan) unit(q *tocsin.Quantity, p *phrase) string {
	if p.head < 0 || p.state != "" || s.others(p) && !outcomes[q.What] && q.What != tocsin.WhatOther {
		what, unit := s.antecedent(q.Start)
		if outcomes[q.What] && q.What != what {
			return person
		}
		return unit
	}
	head := s.at(p.head)
	first := p.head
	for k := p.head - 1; k >= max(p.first, q.Start) && s.sortsUnit(k, p.head); k-- {
		first = k
	}
	for first < p.head && (s.at(first).UPOS == "PUNCT" || s.at(first).Form == "-") {
		first++
	}
	var b strings.Builder
	for k := first; k < p.head; k++ {
		b.WriteString(s.at(k).Form)
		if !s.touches(k) {
			b.WriteByte(' ')
		}
	}
	b.WriteString(s.headUnit(p, head, first < p.head))
	return b.String()
}

// headUnit is the singular of the counted noun. Troops are soldiers, but
// militia troops stay troops.
func (s *scan) headUnit(p *phrase, head *tocsin.Token, modified bool) string {
	if _, _, ok := s.model(p.head); ok || p.model {
		return strings.TrimSuffix(head.Form, "s")
	}
	lemma, form := strings.ToLower(head.Lemma), strings.ToLower(head.Form)
	switch {
	case modified && s.is(p.head, rTroops):
		return "troop"
	case p.unit != "":
		return p.unit
	case head.UPOS == "PROPN", p.name:
		return strings.TrimSuffix(head.Form, "s")
	case s.a.singular(form) != form:
		return s.a.singular(form)
	case s.lemmaIs(head, rPeople):
		return person
	case plural(head) && lemma == form:
		return strings.TrimSuffix(lemma, "s")
	}
	return lemma
}

// sortsUnit accepts a modifier that says what sort of thing is counted: a
// common noun, a type designation, the pieces of a hyphened word.
func (s *scan) sortsUnit(k, head int) bool {
	t := s.at(k)
	joined := t.Form == "-" || s.touches(k) && s.at(k+1).Form == "-" || s.touches(k-1) && s.at(k-1).Form == "-"
	switch {
	case joined, t.UPOS == "NOUN":
		return true
	case t.UPOS == "ADJ":
		_, ok := s.a.nouns[strings.ToLower(t.Form)+" "+s.at(head).Lemma]
		return ok || s.sent.Contains(k-1) && strings.ContainsAny(s.at(k-1).Form, "0123456789") && s.sent.Contains(k-2) && s.at(k-2).Form == "-"
	}
	_, _, model := s.model(k)
	return model
}
