package gazetteer

import (
	"tocsin"
	"tocsin/gazetteer/table"
)

// refer resolves "the region", "the peninsula", "the capital", "there" to the
// place last named that the noun fits.
func (r *reading) refer() {
	for i := range r.doc.Tokens {
		t := &r.doc.Tokens[i]
		if len(t.Form) < 3 || upper(t.Form) || r.class[i]&anaphor == 0 || r.inMatch(i) {
			continue
		}
		want := r.a.anaphors[t.Form]
		if want == "" || r.inPhrase(tocsin.Span{Start: i, End: i + 1}) {
			continue
		}
		start, ok := r.definite(i)
		if !ok {
			continue
		}
		p, ok := r.antecedent(i, want)
		if !ok && want == "region" && r.isA(r.preposition(start), locative) {
			p, ok = tocsin.Place{Name: r.form(i), Precision: tocsin.PrecisionRegion}, true // somewhere abroad
		}
		if ok {
			p.Span = tocsin.Span{Start: start, End: i + 1}
			p.Head = i
			r.spans = append(r.spans, p)
		}
	}
}

// definite reports whether token i refers back: "there" as an adverb, a noun
// with the, this or that and nothing else that would name a place of its own.
// start is the first token after the determiner.
func (r *reading) definite(i int) (start int, ok bool) {
	if r.isA(i, thereWord) {
		t := &r.doc.Tokens[i]
		return i, t.UPOS == "ADV" && t.XPOS != "EX" && t.Rel != "expl"
	}
	if r.nominal(i+1) || r.is(i+1, "-", "'s", "’s") || r.isA(i+1, ofWord|betweenWord|withWord|whereWord) || r.matchAt(i+1) != nil ||
		r.is(i+1, ",") && r.matchAt(i+2) != nil {
		return 0, false
	}
	start = i
	for start > 1 && hyphen(r.form(start-1)) && r.class[start-2]&direction != 0 {
		start -= 2
	}
	if want := r.a.anaphors[r.form(i)]; want == "city" || want == "border" {
		start = r.described(start)
	}
	for r.isA(start-1, sameWord) {
		start--
	}
	if m := r.matchAt(start - 1); m != nil && m.best.kind == refAdjective && r.a.anaphors[r.form(i)] == "capital" {
		return m.Start, true
	}
	return start, r.isA(start-1, article|thisWord)
}

// described steps over at most two words in small letters that describe a town
// or a border: "the lake city", "the north-eastern crossings".
func (r *reading) described(start int) int {
	for n := 0; n < 2 && start > 1; n++ {
		t := &r.doc.Tokens[start-1]
		if upper(t.Form) || t.UPOS != "NOUN" && t.UPOS != "ADJ" && r.class[start-1]&direction == 0 {
			break
		}
		start--
		for start > 1 && hyphen(r.form(start-1)) {
			start -= 2
		}
	}
	return start
}

func (r *reading) antecedent(i int, want string) (tocsin.Place, bool) {
	switch want {
	case "country", "quarter", "capital":
		c := r.current(i, r.namedNext(i))
		if m := r.lastTown(i); m != nil && want == "capital" && m.best.brief.Kind == table.Capital {
			c = m.best.country
		}
		if m := r.matchAt(i - 1); m != nil && want == "capital" {
			c = m.best.country
		}
		return r.national(i, c, want)
	case "border":
		return r.lastBorder(i)
	}
	return r.lastPlace(i, want)
}

// namedNext is the country that the words right after token i name, -1 if they
// name none: in "guards the country against Peru" it is another than "the
// country".
func (r *reading) namedNext(i int) int {
	for j := i + 1; j < min(i+5, len(r.doc.Tokens)); j++ {
		if m := r.matchAt(j); m != nil && m.use != rejected && m.best.kind == refCountry && r.sameSentence(m, i) {
			return m.best.country
		}
	}
	return -1
}

// lastBorder is the border of the country that is the sentence's subject, or
// else the one last spoken of. An act upon another country "near the border"
// may be on either side of it.
func (r *reading) lastBorder(i int) (tocsin.Place, bool) {
	if c := r.subject(i); c >= 0 && (!r.isA(i-2, besideWord) || r.alone(c, i)) {
		return r.borderOf(c), true
	}
	for j := len(r.spans) - 1; j >= 0; j-- {
		p := r.spans[j]
		if p.End <= i && (r.class[p.Start]|r.class[p.End-1])&border != 0 {
			return p, true
		}
	}
	return tocsin.Place{}, false
}

// alone reports whether the sentence of token i names no country but c.
func (r *reading) alone(c, i int) bool {
	for j := range r.found {
		m := &r.found[j]
		if m.use != rejected && m.best.country >= 0 && m.best.country != c && r.sameSentence(m, i) {
			return false
		}
	}
	return true
}

func (r *reading) borderOf(c int) tocsin.Place {
	return tocsin.Place{Name: "border of " + r.a.countries[c].name, Country: r.a.countries[c].alpha3, Precision: tocsin.PrecisionRegion}
}

// national is the country itself, its capital or a quarter of it.
func (r *reading) national(i, c int, want string) (p tocsin.Place, ok bool) {
	if c < 0 {
		return p, false
	}
	switch {
	case want == "quarter":
		p.Name = r.doc.Tokens[i].Form + " of " + r.a.countries[c].name
		p.Country, p.Precision = r.a.countries[c].alpha3, tocsin.PrecisionRegion
	case want == "country":
		r.a.setCountry(&p, c)
	case r.a.countries[c].capital < 0:
		return p, false
	default:
		r.a.setRecord(&p, r.a.countries[c].capital)
	}
	return p, true
}

// lastPlace is the last match or phrase before token i, at most three
// sentences back, that the noun fits.
func (r *reading) lastPlace(i int, want string) (best tocsin.Place, ok bool) {
	s := r.doc.SentOf(i)
	for j := range r.spans {
		if p := &r.spans[j]; p.End <= i && (want == "any" || want == "region" && p.Precision == tocsin.PrecisionRegion && r.class[p.End-1]&border == 0 && r.class[p.Start]&border == 0) && s-r.doc.SentOf(p.Start) <= 3 && (!ok || p.End > best.End) {
			best, ok = *p, true
		}
	}
	for j := range r.found {
		m := &r.found[j]
		if m.End > i || m.use != place || (want == "any" || want == "region") && r.agent(m) || m.best.kind == refAdjective || s-m.sentence > 3 || ok && m.End <= best.End {
			continue
		}
		if n := r.around(m, want); n >= 0 {
			best, ok = tocsin.Place{Span: m.Span}, true
			r.a.setRegion(&best, n)
		} else if r.fits(m, want) && !r.inPhrase(m.Span) {
			best, ok = r.placeOf(m), true
		}
	}
	return best, ok
}

// around is the region of the wanted class that a town lies in, going by the
// name of its first-level area ("Simferopol … the peninsula"), or -1.
func (r *reading) around(m *match, want string) int {
	if m.best.kind != refRecord || m.best.brief.Admin1 < 0 {
		return -1
	}
	for _, ref := range r.a.own[table.Fold(r.a.table.Record(m.best.brief.Admin1).Name).Sum()] {
		if ref.kind == refRegion && r.a.regions[ref.index].class == want {
			return ref.index
		}
	}
	return -1
}

// agent reports whether a name stands for a government or an owner, which
// is not where things happen: "Ankara sent ships to the area". A capital is
// taken for its government unless a preposition of place introduces it.
func (r *reading) agent(m *match) bool {
	if m.best.kind == refRecord && m.best.brief.Kind == table.Capital && (m.Start == 0 || r.class[m.Start-1]&locative == 0 || r.seats(m)) {
		return true
	}
	return tocsin.RelIs(r.doc.Tokens[r.head(m.Span)].Rel, "nsubj:", "nmod:poss")
}

// seats reports whether the name only says where whoever acts or speaks sits:
// "the ministry in Athens said".
func (r *reading) seats(m *match) bool {
	t := &r.doc.Tokens[r.head(m.Span)]
	if t.Rel == "nmod" && t.Head >= 0 && t.Head < len(r.doc.Tokens) && tocsin.RelIs(r.doc.Tokens[t.Head].Rel, "nsubj:") {
		return true
	}
	// or the name follows the subject at once, wherever the tree hangs it
	for k, n := m.Start-2, 0; k >= 0 && n < 3 && r.doc.SentOf(k) == m.sentence; k, n = r.doc.Tokens[k].Head, n+1 {
		if t := &r.doc.Tokens[k]; tocsin.RelIs(t.Rel, "nsubj:") {
			return true
		} else if !tocsin.RelIs(t.Rel, "nmod", "flat", "compound", "amod") {
			return false
		}
	}
	return false
}

func (r *reading) fits(m *match, want string) bool {
	p := r.placeOf(m)
	switch want {
	case "region":
		return p.Precision != tocsin.PrecisionCountry && p.Precision != tocsin.PrecisionPoint
	case "any":
		return p.Precision != tocsin.PrecisionCountry
	case "city":
		return p.Precision == tocsin.PrecisionCity
	case "admin":
		return p.Precision == tocsin.PrecisionAdmin1
	}
	return m.best.kind == refRegion && r.a.regions[m.best.index].class == want ||
		want == "islands" && m.best.kind == refCountry && r.a.countries[m.best.index].dependency
}

// current is the country the report speaks of at token i: of those named in
// this sentence before i or in the two before it, the one named most in the
// whole report; not the country except.
func (r *reading) current(i, except int) int {
	s, best := r.doc.SentOf(i), -1
	for j := range r.found {
		m := &r.found[j]
		if m.Start > i {
			break
		}
		c := m.best.country
		if m.use == rejected || c < 0 || c == except || s-m.sentence > 2 {
			continue
		}
		if best < 0 || r.weight[c] > r.weight[best] {
			best = c
		}
	}
	if best >= 0 {
		return best
	}
	for c, w := range r.weight {
		if c != except && w > 0 && (best < 0 || w > r.weight[best]) {
			best = c
		}
	}
	return best
}

// possessor is the country that "its" at token i stands for: the subject of
// the sentence if that is one, else the first country named before i, else
// the current one.
func (r *reading) possessor(i int) int {
	if c := r.subject(i); c >= 0 {
		return c
	}
	for j := range r.found {
		if m := &r.found[j]; m.Start < i && m.use != rejected && m.best.country >= 0 && r.sameSentence(m, i) {
			return m.best.country
		}
	}
	return r.current(i, -1)
}

// subjectAt reports whether token h is a subject or says whose or of which
// country a subject is: "Thai jets", "Kenya's army".
func (r *reading) subjectAt(h int) bool {
	t := &r.doc.Tokens[h]
	for n := 0; n < 3 && t.Head >= 0 && t.Head < len(r.doc.Tokens) && tocsin.RelIs(t.Rel, "amod", "compound", "nmod:poss"); n++ {
		t = &r.doc.Tokens[t.Head]
	}
	return tocsin.RelIs(t.Rel, "nsubj:")
}

// subject is the country named as the last subject before token i in its
// sentence, or -1.
func (r *reading) subject(i int) int {
	c := -1
	for j := range r.found {
		m := &r.found[j]
		if m.Start > i || m.use == rejected || m.best.country < 0 || !r.sameSentence(m, i) {
			continue
		}
		if r.subjectAt(r.head(m.Span)) {
			c = m.best.country
		}
	}
	return c
}
