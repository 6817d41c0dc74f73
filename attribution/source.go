package attribution

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
	"tocsin/internal/morph"
)

// nounSource returns the source of cue noun n; ok is false where the noun
// needs one and none is named. "Reports" are their own source.
func (r *run) nounSource(f *frame, n int) (src int, ok bool) {
	for _, p := range f.source {
		switch p.slot {
		case slotPoss:
			src = r.owner(n)
		case slotPrep:
			src = r.marked(n, p.prep, "nmod", "obl")
			if h := r.toks[n].Head; src < 0 && h >= 0 && r.is(n, "obj") {
				if s := r.marked(h, p.prep, "obl", "obl:agent"); s > n && s <= n+4 {
					src = s
				}
			}
		}
		if src >= 0 {
			return src, true
		}
	}
	if h := r.toks[n].Head; h >= 0 && r.is(n, "obj", "nsubj:pass") && r.kin(h, isLight) {
		if src = r.subject(h); src >= 0 {
			return src, true
		}
	}
	if r.kin(n, isRumour) {
		return n, true
	}
	return -1, f.unnamed || f.class == "claim" || f.class == "accuse"
}

// owner returns the possessor or the capitalised adjective or name before a
// noun: "Kyiv's claim", "the Russian claim".
func (r *run) owner(n int) int {
	if p := r.child(n, "nmod:poss"); p >= 0 {
		return p
	}
	for c := r.first[n]; c >= 0; c = r.next[c] {
		first, _ := utf8.DecodeRuneInString(r.toks[c].Form)
		if int(c) > r.sent.Start && unicode.IsUpper(first) && r.is(int(c), "amod", "compound") {
			return int(c)
		}
	}
	return -1
}

// described is the noun phrase of a source with the relative clauses and
// participles that follow it, as far as neither cue nor content stands in them.
func (r *run) described(src int, cue tocsin.Span, content []tocsin.Span) tocsin.Span {
	out := r.untimed(r.phrase(src), src)
	if out.Overlaps(cue) && !cue.Contains(src) { // a broken tree
		if src < cue.Start {
			return tocsin.Span{Start: out.Start, End: cue.Start}
		}
		return tocsin.Span{Start: cue.End, End: out.End}
	}
	for c := r.first[src]; c >= 0; c = r.next[c] {
		i := int(c)
		if i < src || !r.is(i, "acl:") {
			continue
		}
		p := r.reach(i)
		if p.Overlaps(cue) || p.End-out.End > 30 || slices.ContainsFunc(content, p.Overlaps) || p.Start > out.End+1 || p.Start > out.End && r.toks[out.End].Form != "," {
			continue
		}
		out.End = max(out.End, p.End)
	}
	for out.End > src+1 && r.toks[out.End-1].UPOS == "PUNCT" {
		out.End--
	}
	return out
}

// untimed cuts a phrase before the day of saying that the tree hung on it,
// "the ministry on Friday denied", and before a circumstance behind a comma.
func (r *run) untimed(p tocsin.Span, head int) tocsin.Span {
	for c := r.first[head]; c >= 0; c = r.next[c] {
		if i := int(c); i > head && r.is(i, "nmod", "nmod:unmarked", "obl", "obl:unmarked") && r.dated(i) {
			if at := r.reach(i).Start; at > head && at < p.End {
				p.End = at
			}
		}
	}
	for i := head + 1; i+1 < p.End; i++ { // "his lawyer, by guards"
		if r.toks[i].Form == "," && r.kin(i+1, isBy) {
			p.End = i
		}
	}
	for p.End > head+1 && r.toks[p.End-1].UPOS == "PUNCT" {
		p.End--
	}
	return p
}

// dated reports whether token i heads a day or hour, not a stretch of time.
func (r *run) dated(i int) bool {
	for k := range r.doc.Times {
		if w := &r.doc.Times[k]; w.Head == i || w.Contains(i) {
			return w.Kind != "DURATION" && w.Kind != "SET"
		}
	}
	return false
}

// kindOf says by its words what kind of holder a source is.
func (r *run) kindOf(head int) tocsin.Kind {
	t := &r.toks[head]
	if r.named(head) {
		return tocsin.Person
	}
	if n := r.calling(head); n >= 0 {
		return r.kindOf(n)
	}
	if t.UPOS == "PROPN" {
		return r.nameKind(head)
	}
	known := r.kindWord(head)
	if app := r.child(head, "appos"); app >= 0 && known != tocsin.Organisation && known != tocsin.Document && r.toks[app].UPOS == "PROPN" && r.nameKind(app) == tocsin.Person {
		return tocsin.Person
	}
	switch {
	case t.UPOS == "PRON" && r.kin(head, isHe):
		return tocsin.Person
	case t.UPOS == "PRON" && r.kin(head, isBody):
		return tocsin.Organisation
	case t.UPOS == "ADJ" && unicode.IsUpper(rune(t.Form[0])):
		return tocsin.Government
	}
	if r.kin(head, isRumour) && t.Feat("Number") == "Plur" || r.kin(head, isRumour) && t.Feats == "" && strings.HasSuffix(t.Form, "s") {
		return tocsin.Unnamed // "reports" are rumours; "a report" is a paper
	}
	if r.kin(head, isDesk|isOfficial) {
		return r.deskKind(head, r.kin(head, isOfficial))
	}
	if k := r.kindWord(head); k != "" {
		return k
	}
	if r.child(head, "flat", "nmod:desc") >= 0 {
		return tocsin.Person
	}
	return tocsin.Unnamed
}

// deskKind says for whom an unnamed spokesman speaks; officials are unnamed
// unless they are called the government's.
func (r *run) deskKind(head int, official bool) tocsin.Kind {
	for c := r.first[head]; c >= 0; c = r.next[c] {
		if !r.is(int(c), "compound", "nmod:poss", "nmod", "amod") {
			continue
		}
		switch {
		case official && r.kin(int(c), isRuling):
			return tocsin.Government
		case !official && r.kindWord(int(c)) == tocsin.Organisation:
			return tocsin.Organisation
		case !official && r.entity(int(c)) == "ORG" && !r.stateName(int(c)):
			return tocsin.Organisation
		}
	}
	if official {
		return tocsin.Unnamed
	}
	return tocsin.Government
}

// named reports whether the phrase of a head names a person by title and
// name: "the minister, Ann Berg", "Minister of Trade Ann Berg".
func (r *run) named(head int) bool {
	if k := r.kindWord(head); k == tocsin.Organisation || k == tocsin.Document {
		return false // "the channel Rustavi"
	}
	p := r.phrase(head)
	for k := range r.doc.Ents {
		e := &r.doc.Ents[k]
		if e.Start >= p.End {
			break
		}
		if e.Label != "PER" || e.Start < p.Start {
			continue
		}
		if e.Contains(head) || e.End == p.End && e.Start > head && (r.toks[e.Start-1].Form == "," || r.titled(head, e.Start)) {
			return true
		}
	}
	return false
}

// titled reports whether nothing but the title stands between its head and
// the name: no possessive, and no preposition unless the title is capitalised.
func (r *run) titled(head, name int) bool {
	for i := head + 1; i < name; i++ {
		if r.toks[i].UPOS == "ADP" && r.toks[head].UPOS != "PROPN" || r.toks[i].XPOS == "POS" || r.toks[i].UPOS == "DET" {
			return false
		}
	}
	return true
}

// entity is the label of the name that covers token i, or "".
func (r *run) entity(i int) string {
	at, ok := slices.BinarySearchFunc(r.doc.Ents, i, func(e tocsin.Entity, i int) int {
		switch {
		case e.End <= i:
			return -1
		case e.Start > i:
			return 1
		}
		return 0
	})
	if !ok {
		return ""
	}
	return r.doc.Ents[at].Label
}

// nameKind says what kind of holder a name is: by the name recogniser, else
// by the words of the name.
func (r *run) nameKind(head int) tocsin.Kind {
	state := r.stateName(head)
	switch label := r.entity(head); {
	case label == "PER":
		return tocsin.Person
	case label == "LOC" || state || label == "" && r.place(head):
		return tocsin.Government
	case label == "ORG":
		return tocsin.Organisation
	}
	if k := r.kindWord(head); k != "" {
		return k
	}
	if f := r.toks[head].Form; len(f) > 1 && f == strings.ToUpper(f) {
		return tocsin.Organisation // an abbreviation
	}
	return tocsin.Person
}

// place reports whether the token is in the name of a country or a big city:
// a capital that denies something is its government. Small places are left to
// surnames.
func (r *run) place(head int) bool {
	for k := range r.doc.Places {
		if p := &r.doc.Places[k]; p.Contains(head) {
			return p.Precision == tocsin.PrecisionCountry || p.Population >= capitalSize
		}
	}
	return false
}

// capitalSize is the population from which a city's name can stand for a
// government.
const capitalSize = 200_000

// calling returns the common noun before a name that fell off it: "the news
// agency" of "the news agency Jana"; -1 for none.
func (r *run) calling(head int) int {
	n := head - 1
	if n >= r.sent.Start && r.toks[head].UPOS == "PROPN" && r.is(head, "nsubj") && r.is(n, "nsubj") && r.toks[n].UPOS == "NOUN" &&
		r.toks[n].Head == r.toks[head].Head && r.kindWord(n) != tocsin.Unnamed && r.kindWord(n) != "" && r.entity(head) != "PER" {
		return n
	}
	return -1
}

// stateName reports whether the name's words make it a public body.
func (r *run) stateName(head int) bool {
	if r.kin(head, isState) {
		return true
	}
	for c := r.first[head]; c >= 0; c = r.next[c] {
		if r.is(int(c), "compound:", "flat:", "amod", "nmod") && r.kin(int(c), isState) {
			return true
		}
	}
	return false
}

// resolve fills what other stages know about the quote: party, day of saying;
// and the medium.
func (r *run) resolve(f *find) {
	if f.q.Head >= 0 && (f.drops || f.q.Source != f.q.Cue) {
		f.q.Party = r.party(f.q.Head)
	}
	if f.q.Party >= 0 && (!r.sure(f.q.Head) || r.takesUpName(f.q.Party) || r.doc.Actors[f.q.Party].Kind == tocsin.Government && r.toks[f.q.Head].UPOS == "PROPN" && f.q.Source.Len() == 1) {
		a := &r.doc.Actors[f.q.Party]
		if a.Kind != "" && a.Kind != tocsin.Narrator {
			f.q.Holder = a.Kind
		}
	}
	r.sent = r.doc.Sents[max(r.doc.SentOf(f.cue), 0)]
	if !f.stands() { // nothing is said
		f.q.SaidOn = r.saidOn(f)
	}
	f.q.Medium = r.medium(f)
}

// takesUpName reports whether an actor is a person named before: "the minister"
// after "Ann Berg, the minister".
func (r *run) takesUpName(party int) bool {
	a := &r.doc.Actors[party]
	return a.From >= 0 && a.From < party && a.Kind == tocsin.Person && a.Name != "" && !a.Private && r.doc.Actors[a.From].Kind == tocsin.Person
}

// sure reports whether the source's own words settle its kind: a common noun
// that the table knows, or a title with a name.
func (r *run) sure(head int) bool {
	return r.toks[head].UPOS == "NOUN" && r.kindWord(head) != "" || r.named(head) || r.calling(head) >= 0
}

func (r *run) party(head int) int {
	for k := range r.doc.Actors {
		if r.doc.Actors[k].Head == head {
			return k
		}
	}
	return -1
}

// saidOn finds the time phrase that modifies the cue, its medium, or the verb
// that an accompanying cue shares its time with ("… on Monday, accusing …").
func (r *run) saidOn(f *find) int {
	for k := range r.doc.Times {
		w := &r.doc.Times[k]
		if w.Start >= r.sent.End || w.Head < 0 || w.Head >= len(r.toks) {
			break
		}
		if w.Start < r.sent.Start || w.Kind == "DURATION" || w.Kind == "SET" || inside(f.q.Content, w.Head) || f.q.Source.Contains(w.Head) {
			continue
		}
		if r.modifies(w.Head, f.cue) || w.Start == f.cue+1 && r.toks[w.Head].Head == f.head && f.head > w.Head || f.q.Head >= 0 && w.Head > f.q.Head && r.toks[w.Head].Head == f.q.Head {
			return k
		}
	}
	return -1
}

func inside(spans []tocsin.Span, i int) bool {
	for _, s := range spans {
		if s.Contains(i) {
			return true
		}
	}
	return false
}

// modifies reports whether the time at token t hangs on the cue: directly, by
// way of a nominal, or on the verb that a participle cue goes with.
func (r *run) modifies(t, cue int) bool {
	for n := 0; n < 3; n++ {
		h := r.toks[t].Head
		if h == cue {
			return true
		}
		if h < 0 {
			return false
		}
		if r.inForm(cue, morph.Gerund) && r.is(cue, "advcl:") && h == r.toks[cue].Head {
			return true
		}
		if oneOf(r.toks[h].UPOS, "VERB", "AUX") {
			return false
		}
		t = h
	}
	return false
}

// medium names what carried the words: "in a televised address".
func (r *run) medium(f *find) string {
	for c := r.first[f.cue]; c >= 0; c = r.next[c] {
		i := int(c)
		if !r.is(i, "obl:", "obj", "iobj") || !r.kin(i, isMedium) || inside(f.q.Content, i) {
			continue
		}
		if r.is(i, "obl:") && !r.hasMark(i, isVia) {
			continue
		}
		if r.is(i, "obj", "iobj") && !r.kin(i, isGathering) {
			continue
		}
		start := i
		for d := r.first[i]; d >= 0; d = r.next[d] {
			if r.is(int(d), "amod", "compound:") {
				start = min(start, int(d))
			}
		}
		return strings.Join(strings.Fields(r.doc.Slice(tocsin.Span{Start: start, End: i + 1})), " ")
	}
	return ""
}
