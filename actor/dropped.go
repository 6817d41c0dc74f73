package actor

import "strings"

// dropped reports whether token t is a finite verb whose subject the language
// leaves out, so that the verb itself stands for it: "Exigió disculpas".
// Impersonal verbs have none to leave out.
func (r *reader) dropped(t int) bool {
	tok := &r.doc.Tokens[t]
	if !r.a.grammar.drops || tok.UPOS != "VERB" || strings.HasPrefix(tok.Rel, "acl") {
		return false
	}
	finite := strings.Contains(tok.Feats, "VerbForm=Fin")
	for k := r.kid[t]; k > 0; k = r.next[k-1] {
		kid := &r.doc.Tokens[k-1]
		switch kid.Rel {
		case "nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl:pass", "expl:impers":
			return false
		case "aux", "aux:pass", "cop":
			finite = finite || strings.Contains(kid.Feats, "VerbForm=Fin")
		}
	}
	return finite && !r.like(t, impersonal)
}

// understoodSort is the pronoun that a verb without a subject stands for, by
// its person and number or those of its auxiliary.
func (r *reader) understoodSort(t int) pronounSort {
	if !r.dropped(t) {
		return notPronoun
	}
	feats := r.doc.Tokens[t].Feats
	if !strings.Contains(feats, "Person=") {
		for k := r.kid[t]; k > 0; k = r.next[k-1] {
			if kid := &r.doc.Tokens[k-1]; strings.HasPrefix(kid.Rel, "aux") && strings.Contains(kid.Feats, "Person=") {
				feats = kid.Feats
			}
		}
	}
	plural := strings.Contains(feats, "Number=Plur")
	switch {
	case strings.Contains(feats, "Person=1") && plural:
		return speakers
	case strings.Contains(feats, "Person=1"):
		return speaker
	case strings.Contains(feats, "Person=2"):
		return notPronoun
	case plural:
		return several
	}
	return single
}
