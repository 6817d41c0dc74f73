package events

import (
	"slices"
	"strings"

	"tocsin"
	"tocsin/eval"
	"tocsin/plover"
)

// CountRecords counts sentences with one gold event each:
//
//	type     share of records with a mention of the right type
//	pair     share of records with a mention of the right type whose countries
//	         include one of the gold source's and one of the gold target's; where
//	         the gold names one side only, that one; both sides of a reciprocal
//	         act stand on either side
//	placed   as pair, but where a mention has no recipient, its place is one:
//	         the set has the place of an act for its target, our records do not
//	actors   as pair, but the source only; of the records with the right type
//	targets  as pair, but the target only; of the records with the right type
func CountRecords(cases []Case, found [][]tocsin.Mention) *Score {
	var typed, paired, placed, sources, targets int
	s := &Score{}
	for i := range cases {
		c, kind := &cases[i], "type"
		g := &c.Gold[0]
		ms := slices.DeleteFunc(slices.Clone(found[i]), func(m tocsin.Mention) bool { return !slices.Contains(g.Types, m.Type) })
		if len(ms) > 0 {
			typed++
			kind = "pair"
		}
		if slices.ContainsFunc(ms, func(m tocsin.Mention) bool { return holds(&m, g.Source, false) }) {
			sources++
		}
		if slices.ContainsFunc(ms, func(m tocsin.Mention) bool { return holds(&m, g.Target, true) }) {
			targets++
		}
		if slices.ContainsFunc(ms, func(m tocsin.Mention) bool { return holds(&m, g.Source, false) && aims(&m, g.Target) }) {
			placed++
		}
		if slices.ContainsFunc(ms, func(m tocsin.Mention) bool { return holds(&m, g.Source, false) && holds(&m, g.Target, true) }) {
			paired++
			continue
		}
		s.Faults = append(s.Faults, Fault{c, kind, outline(found[i])})
	}
	s.Values = []eval.Value{
		number("records", len(cases)), share("type", typed, len(cases)), share("pair", paired, len(cases)),
		share("placed", placed, len(cases)),
		share("actors", sources, typed), share("targets", targets, typed),
	}
	return s
}

// holds reports whether one of the sides is on a side of the mention: among
// its actors, or among its recipients. A mention without recipients that has
// several actors has them on both sides. No gold side holds of anything.
func holds(m *tocsin.Mention, sides []Side, recipient bool) bool {
	ps := m.Actors
	if recipient && (len(m.Recipients) > 0 || len(m.Actors) < 2) {
		ps = m.Recipients
	}
	for _, s := range sides {
		if slices.ContainsFunc(ps, func(p tocsin.Party) bool { return sameCountry(s.Country, p.Country) }) {
			return true
		}
	}
	return len(sides) == 0
}

// aims is holds for the recipient, with the place where there is none.
func aims(m *tocsin.Mention, sides []Side) bool {
	if holds(m, sides, true) {
		return true
	}
	return len(m.Recipients) == 0 && m.Place != nil &&
		slices.ContainsFunc(sides, func(s Side) bool { return s.Country == m.Place.Country })
}

// sameCountry: the sets write IGO for any body that is no state's.
func sameCountry(gold, got string) bool {
	return international(gold) == international(got)
}

// CountRelations counts sentences with one type and the words of two parties:
//
//	type_r           share of sentences with a mention of the right type
//	type_p           share of the types seen in the sentences that are right;
//	                 CONCEDE and RETREAT count as one
//	pair_accuracy    share of sentences where the mention that best fits the two
//	                 given parties has the right type; nothing seen is wrong
//	pair_precision   the same share of the sentences with a mention of one of
//	                 the two at least
//	pair_seen        share of sentences with a mention of both parties
func CountRelations(cases []Case, found [][]tocsin.Mention) *Score {
	var right, seen, correct, touched, both, exact int
	s := &Score{}
	for i := range cases {
		c, ms := &cases[i], found[i]
		types := kinds(ms)
		seen += len(types)
		hit := slices.ContainsFunc(ms, typeIn(c.Gold[0].Types))
		if hit {
			right++
		}
		best, fit := bestFor(ms, &c.Gold[0])
		ok := fit >= 0 && slices.Contains(c.Gold[0].Types, ms[best].Type)
		if ok {
			correct++
		}
		if fit > 0 {
			touched++
			if ok {
				exact++
			}
		}
		if fit == 2 {
			both++
		}
		switch {
		case !hit:
			s.Faults = append(s.Faults, Fault{c, "type", outline(ms)})
		case len(types) > 1:
			s.Faults = append(s.Faults, Fault{c, "extra", outline(ms)})
		case fit < 2:
			s.Faults = append(s.Faults, Fault{c, "party", outline(ms)})
		}
	}
	n := len(cases)
	s.Values = []eval.Value{number("sentences", n), share("type_r", right, n), share("type_p", right, seen),
		share("pair_accuracy", correct, n), share("pair_precision", exact, touched), share("pair_seen", both, n)}
	return s
}

// kinds are the different types of mentions, with the two kinds of yielding
// as one.
func kinds(ms []tocsin.Mention) []string {
	var out []string
	for i := range ms {
		out = appendNew(out, yielding(ms[i].Type))
	}
	return out
}

// bestFor is the mention that fits the gold parties best, and how many of the
// two it has; -1 if there is no mention.
func bestFor(ms []tocsin.Mention, g *Event) (best, fit int) {
	best, fit = -1, -1
	for i := range ms {
		n := 0
		others := ms[i].Recipients
		if len(others) == 0 && len(ms[i].Actors) > 1 {
			others = ms[i].Actors
		}
		if worded(ms[i].Actors, g.Source) {
			n++
		}
		if worded(others, g.Target) {
			n++
		}
		if n > fit {
			best, fit = i, n
		}
	}
	return best, fit
}

// worded reports whether a party shares a word of weight with a gold side.
func worded(ps []tocsin.Party, sides []Side) bool {
	for _, s := range sides {
		want := words(s.Text)
		for i := range ps {
			for _, w := range words(ps[i].Text) {
				if (len(w) > 3 || len(words(ps[i].Text)) == 1) && slices.Contains(want, w) {
					return true
				}
			}
		}
	}
	return false
}

// triple is an event as a code between two parties.
type triple struct{ kind, source, target string }

// CountTriples counts events as source country, code and target country, each
// ordered pair of parties for itself. A party whose country the gold leaves
// open ("---") may be of any. CAMEO has one class for the two PLOVER types of
// yielding, so they count as one; gold events of classes that are no PLOVER
// type (statements, appeals) count for the roots only. A reciprocal act holds
// both ways; where the gold has one way only, the other counts for nothing.
//
//	type_p, type_r, type_f       PLOVER types of a sentence, which the gold
//	                             codes get by the crosswalk
//	triple_p, triple_r, triple_f type and both countries
//	root_p, root_r, root_f       CAMEO root and both countries
func CountTriples(cases []Case, found [][]tocsin.Mention) *Score {
	var types, triples, roots eval.Tally
	s := &Score{}
	for i := range cases {
		c := &cases[i]
		var gold, goldRoots, got, gotRoots []triple
		for _, g := range c.Gold {
			t := triple{source: countryOf(g.Source), target: countryOf(g.Target)}
			if t.kind = yielding(strings.Join(g.Types, "")); t.kind != "" {
				gold = append(gold, t)
			}
			t.kind = g.Root
			goldRoots = append(goldRoots, t)
		}
		for k := range found[i] {
			got = append(got, triplesOf(&found[i][k], yielding(found[i][k].Type), gold)...)
			gotRoots = append(gotRoots, triplesOf(&found[i][k], root(&found[i][k]), goldRoots)...)
		}
		types = types.Add(tally(bare(gold), bare(got), same))
		one := tally(gold, got, triple.covers)
		triples, roots = triples.Add(one), roots.Add(tally(goldRoots, gotRoots, triple.covers))
		if one.Right < one.Gold || one.Right < one.Predicted {
			s.Faults = append(s.Faults, Fault{c, "triple", outline(found[i])})
		}
	}
	s.Values = append([]eval.Value{number("sentences", len(cases))}, f1("type", types)...)
	s.Values = append(append(s.Values, f1("triple", triples)...), f1("root", roots)...)
	return s
}

// yielding merges the two PLOVER types that are one class of CAMEO.
func yielding(t string) string {
	if t == string(plover.Retreat) {
		return string(plover.Concede)
	}
	return t
}

// covers reports whether the triple b is what the gold triple g wants.
func (g triple) covers(b triple) bool {
	return g.kind == b.kind && (g.source == "" || g.source == b.source) && (g.target == "" || g.target == b.target)
}

func same[T comparable](a, b T) bool { return a == b }

// countryOf is the country of the first side; all bodies between states count
// as one.
func countryOf(sides []Side) string {
	if len(sides) == 0 {
		return ""
	}
	return international(sides[0].Country)
}

func international(country string) string {
	if plover.ValidInternational(country) {
		return "IGO"
	}
	return country
}

func root(m *tocsin.Mention) string {
	if len(m.CAMEO) < 2 {
		return ""
	}
	return m.CAMEO[:2]
}

// triplesOf spreads a mention over its pairs of parties.
func triplesOf(m *tocsin.Mention, kind string, gold []triple) []triple {
	from, to := countries(m.Actors), countries(m.Recipients)
	var out []triple
	if len(m.Recipients) == 0 && len(from) > 1 {
		for i, a := range from {
			for _, b := range from[:i] {
				out = append(out, eitherWay(triple{kind, b, a}, gold)...)
			}
		}
		return out
	}
	for _, a := range orNone(from) {
		for _, b := range orNone(to) {
			out = append(out, triple{kind, a, b})
		}
	}
	return out
}

// eitherWay is a triple and its reverse, or that one of them which is gold if
// the other is not.
func eitherWay(t triple, gold []triple) []triple {
	back := triple{t.kind, t.target, t.source}
	switch there, here := slices.Contains(gold, t), slices.Contains(gold, back); {
	case there && !here:
		return []triple{t}
	case here && !there:
		return []triple{back}
	}
	return []triple{t, back}
}

func countries(ps []tocsin.Party) []string {
	var out []string
	for i := range ps {
		if c := international(ps[i].Country); !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func orNone(list []string) []string {
	if len(list) == 0 {
		return []string{""}
	}
	return list
}

// bare drops the parties, and what then is the same.
func bare(ts []triple) []triple {
	var out []triple
	for _, t := range ts {
		if t = (triple{kind: t.kind}); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// tally pairs elements one to one, as far as they fit.
func tally[T any](gold, got []T, fit func(gold, got T) bool) eval.Tally {
	t := eval.Tally{Gold: len(gold), Predicted: len(got)}
	left := slices.Clone(got)
	for _, g := range gold {
		if i := slices.IndexFunc(left, func(x T) bool { return fit(g, x) }); i >= 0 {
			t.Right++
			left = slices.Delete(left, i, i+1)
		}
	}
	return t
}
