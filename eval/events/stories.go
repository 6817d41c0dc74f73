package events

import (
	"slices"

	"tocsin"
	"tocsin/eval"
)

// CountRoots counts events by the root of their CAMEO code and the roles of
// their parties, sentence by sentence:
//
//	root_p, root_r, root_f  roots, each as often as it is told
//	actor_f                 root with the primary sector of the actor
//	target_f                root with the primary sector of the recipient
//	roles_f                 root with both
//
// A gold side without a role asks for none.
func CountRoots(cases []Case, found [][]tocsin.Mention) *Score {
	var roots, actors, targets, both eval.Tally
	s := &Score{}
	for i := range cases {
		c := &cases[i]
		var gold, got []triple
		for _, g := range c.Gold {
			gold = append(gold, triple{g.Root, roleOf(g.Source), roleOf(g.Target)})
		}
		for k := range found[i] {
			m := &found[i][k]
			got = append(got, triple{root(m), sectorOf(m.Actors), sectorOf(m.Recipients)})
		}
		one := tally(only(gold, false, false), only(got, false, false), same)
		roots = roots.Add(one)
		actors = actors.Add(tally(only(gold, true, false), only(got, true, false), same))
		targets = targets.Add(tally(only(gold, false, true), only(got, false, true), same))
		all := tally(gold, got, same)
		both = both.Add(all)
		if all.Right < all.Gold || all.Right < all.Predicted {
			s.Faults = append(s.Faults, Fault{c, "roles", outline(found[i])})
		}
	}
	s.Values = append([]eval.Value{number("sentences", len(cases))}, f1("root", roots)...)
	for _, x := range []struct {
		name string
		t    eval.Tally
	}{{"actor_f", actors}, {"target_f", targets}, {"roles_f", both}} {
		_, _, f := x.t.PRF()
		s.Values = append(s.Values, eval.Value{Name: x.name, Value: f})
	}
	return s
}

func only(ts []triple, source, target bool) []triple {
	out := slices.Clone(ts)
	for i := range out {
		if !source {
			out[i].source = ""
		}
		if !target {
			out[i].target = ""
		}
	}
	return out
}

// roleOf is the role of the first side as a PLOVER sector: CAMEO's MED is the
// press, its HLH is health, and its NGO is a body of civil society.
func roleOf(sides []Side) string {
	if len(sides) == 0 {
		return ""
	}
	switch r := sides[0].Role; r {
	case "MED":
		return "JRN"
	case "HLH":
		return "MED"
	case "NGO":
		return "SOC"
	default:
		return r
	}
}

// sectorOf is the sector of the first party as the set could say it: CAMEO has
// no paramilitaries, which are unaligned armed forces there.
func sectorOf(ps []tocsin.Party) string {
	if len(ps) == 0 || len(ps[0].Sectors) == 0 {
		return ""
	}
	if s := ps[0].Sectors[0]; s != "PRM" {
		return s
	}
	return "UAF"
}

// CountStories counts stories of violence:
//
//	assault  share of stories with a mention of type ASSAULT (COERCE seize or
//	         restrict do not count)
//	country  share with an ASSAULT whose place, actor or recipient is of the
//	         story's country
//	harmed   share, of the stories with a victim or target, with an ASSAULT a
//	         recipient of which, or whose place or count, holds the head word of
//	         one
func CountStories(cases []Case, found [][]tocsin.Mention) *Score {
	var any, placed, hurt, victims int
	s := &Score{}
	for i := range cases {
		c := &cases[i]
		ms := slices.DeleteFunc(slices.Clone(found[i]), func(m tocsin.Mention) bool { return m.Type != "ASSAULT" })
		where := slices.ContainsFunc(ms, func(m tocsin.Mention) bool { return lies(&m, c.Countries) })
		whom := slices.ContainsFunc(ms, func(m tocsin.Mention) bool { return hits(&m, c.Harmed) })
		if len(ms) > 0 {
			any++
		}
		if where {
			placed++
		}
		if len(c.Harmed) > 0 {
			victims++
		}
		if whom {
			hurt++
		}
		if !where || !whom && len(c.Harmed) > 0 {
			s.Faults = append(s.Faults, Fault{c, "story", outline(found[i])})
		}
	}
	s.Values = []eval.Value{number("stories", len(cases)), share("assault", any, len(cases)),
		share("country", placed, len(cases)), share("harmed", hurt, victims)}
	return s
}

// lies reports whether the mention takes place in, or is done by or to, one
// of the countries.
func lies(m *tocsin.Mention, in []string) bool {
	if m.Place != nil && slices.Contains(in, m.Place.Country) {
		return true
	}
	return slices.ContainsFunc(append(slices.Clone(m.Actors), m.Recipients...), func(p tocsin.Party) bool { return slices.Contains(in, p.Country) })
}

// hits reports whether a recipient of the mention, its place or what it counts
// has one of the words.
func hits(m *tocsin.Mention, heads []string) bool {
	texts := []string{}
	for i := range m.Recipients {
		texts = append(texts, m.Recipients[i].Text)
	}
	for i := range m.Quantities {
		texts = append(texts, m.Quantities[i].Text)
	}
	if m.Place != nil {
		texts = append(texts, m.Place.Text)
	}
	for _, t := range texts {
		if slices.ContainsFunc(words(t), func(w string) bool { return slices.Contains(heads, w) }) {
			return true
		}
	}
	return false
}
