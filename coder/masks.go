package coder

import "tocsin"

// This file tells the classes of the words of a sentence.

func (v *view) mask(i int) classMask {
	v.fill()
	m := v.own[i-v.s.Start]
	for c := v.first(i); c >= 0; c = v.after(c) {
		switch rel := v.tok(c).Rel; {
		case rel == "compound":
			m |= v.own[c-v.s.Start] & v.lex.lends
		case rel == "amod" && v.personal() && v.lex.of(v.tok(i).Lemma) == 0:
			m |= v.own[c-v.s.Start] // "presuntos insurgentes", with the adjective for head
		case rel == "conj", rel == "flat", rel == "appos", rel == "nmod:desc":
			m |= v.own[c-v.s.Start]
		case rel == "nmod" && (m&v.lex.measure != 0 || v.personal() && v.tok(i).UPOS == "NUM") && v.cased(c, roleOf):
			m |= v.mask(c)
		}
	}
	return m
}

func (v *view) fill() {
	if v.own != nil {
		return
	}
	v.own = make([]classMask, v.s.Len())
	for i := range v.own {
		t := v.tok(v.s.Start + i)
		m := v.lex.of(t.Lemma)
		if m == 0 || t.XPOS == "NNS" {
			m |= v.lex.of(t.Form)
		}
		if w := v.whole(v.s.Start + i); w != "" {
			m |= v.lex.of(w)
		}
		switch t.UPOS {
		case "VERB":
			m &^= v.lex.topics
		case "PROPN":
			switch {
			case m&v.lex.date != 0:
			case i == 0 && m != 0 && entityAt(v.d, v.s.Start) == "":
				m |= v.lex.party // a noun with the capital of the sentence: "Manifestantes …"
			case t.XPOS == "NNPS" && !v.plays(v.s.Start+i, rolePlurals):
				m |= v.lex.person | v.lex.party // "Kurds", "Muslims": people, no institution
			default:
				m |= v.lex.name | v.lex.party
			}
		case "NUM":
			if t.Rel != "nummod" && !v.inTime(v.s.Start+i) {
				m |= v.lex.count // "another three followed": it stands for what it counts
			}
		case "PRON":
			if t.Feat("PronType") != "Int" && t.Feat("PronType") != "Ind" && t.Feat("Reflex") != "Yes" {
				m |= v.lex.party
				if v.personal() && t.Feat("Case") == "Acc" {
					m |= v.lex.person // "los expulsaron"
				}
			}
		}
		if m&(v.lex.person|v.lex.force|v.lex.government) != 0 {
			m |= v.lex.party
		}
		v.own[i] = m
	}
	for i := range v.d.Actors {
		a := &v.d.Actors[i]
		if v.s.Contains(a.Head) && v.acts(a) {
			v.own[a.Head-v.s.Start] |= v.actorMask(a) | v.nationals(a)
		}
	}
}

func (v *view) acts(a *tocsin.Actor) bool {
	m := v.own[a.Head-v.s.Start]
	return m&v.lex.date == 0 && v.tok(a.Head).Feat("Reflex") != "Yes" && (a.Kind != tocsin.Document || m&v.lex.names["AGREEMENT"] != 0)
}

func (v *view) actorMask(a *tocsin.Actor) classMask {
	m := v.lex.party
	if len(a.Sectors) == 0 {
		return m
	}
	switch a.Sectors[0] {
	case "MIL", "REB", "PRM", "UAF", "COP", "SPY":
		m |= v.lex.force
	case "GOV", "LEG", "JUD":
		m |= v.lex.government
	}
	return m
}
