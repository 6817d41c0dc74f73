package actor

import (
	"tocsin"
)

// speakers resolves "I" and "we" inside quotation marks to whoever speaks:
// the subject of a verb of saying outside the marks in the same sentence, else
// the last one before, else the next one.
func (r *reader) speakers() {
	inside := r.quoted()
	for i := range r.found {
		m := &r.found[i]
		sort := r.pronoun(m.head)
		if sort != speaker && sort != speakers || m.country != "" {
			continue
		}
		j := -1
		if inside[m.head] {
			j = r.speakerOf(m, inside)
		} else if sort == speakers {
			j = r.voiceOf(i) // "our guns answered, the navy said"
		}
		if j >= 0 && r.found[j].country != "" {
			r.stand(i, j)
		}
	}
	r.ownedBySpeakers()
}

// ownedBySpeakers completes phrases like "our forces", which had to wait for
// their pronoun.
func (r *reader) ownedBySpeakers() {
	for i := range r.found {
		m := &r.found[i]
		if m.owner < 0 {
			continue
		}
		j := r.mentionAt(m.owner)
		if j < 0 {
			continue
		}
		if s := r.pronoun(m.owner); (s == speaker || s == speakers) && r.found[j].country != "" {
			m.country = ""
			r.inherit(i)
			if o := &r.found[j]; s == speakers && r.like(m.head, men) && len(o.sectors) > 0 && ofState(o.sectors[0]) && o.sectors[0] != "GOV" {
				m.sectors = o.sectors
			}
		}
	}
}

// quoted marks the tokens between quotation marks. A straight mark opens and
// closes in turn and never reaches over more than ten sentences.
func (r *reader) quoted() []bool {
	in := make([]bool, len(r.doc.Tokens))
	open := -1
	for t := range r.doc.Tokens {
		switch r.doc.Tokens[t].Form {
		case "“", "«", "``":
			open = t
		case "”", "»", "''":
			open = r.close(in, open, t)
		case "\"":
			if open >= 0 {
				open = r.close(in, open, t)
			} else {
				open = t
			}
		}
	}
	return in
}

func (r *reader) close(in []bool, open, t int) int {
	if open >= 0 && r.doc.SentOf(t)-r.doc.SentOf(open) <= 10 {
		for u := open + 1; u < t; u++ {
			in[u] = true
		}
	}
	return -1
}

// speakerOf is the mention that says what m stands in, -1 if none is near.
func (r *reader) speakerOf(m *mention, inside []bool) int {
	best, near := -1, 1<<30
	for j := range r.found {
		o := &r.found[j]
		gap := o.sentence - m.sentence
		if gap < -2 || gap > 1 || inside[o.head] || !r.says(o) || o.country == "" && o.name == "" {
			continue
		}
		cost := 0
		switch {
		case gap < 0:
			cost = -gap * 1000
		case gap > 0:
			cost = 2500
		}
		if d := o.head - m.head; d < 0 {
			cost -= d
		} else {
			cost += d
		}
		if cost < near {
			best, near = j, cost
		}
	}
	return best
}

// says reports whether the mention is subject of a verb of saying.
func (r *reader) says(m *mention) bool {
	tok := &r.doc.Tokens[m.head]
	if tok.Rel == "nsubj" && r.inside(m.head, tok.Head) {
		return r.like(tok.Head, saying)
	}
	if m.kind == "" || m.kind == tocsin.Unnamed && m.agent == nil {
		return false
	}
	t := m.span.End
	if t < len(r.doc.Tokens) && r.doc.Tokens[t].Form == "," {
		t++
	}
	return t < len(r.doc.Tokens) && r.doc.Tokens[t].UPOS == "VERB" && r.like(t, saying) && r.child(t, "nsubj") < 0
}
