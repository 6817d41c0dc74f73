package merge

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"tocsin"
)

// aboutMargin is how far "about n" reaches to both sides, as a share of n.
const aboutMargin = 0.10

// A span is the numbers that a claim allows; open ends leave their limit out.
type span struct {
	low, high         float64
	openLow, openHigh bool
}

// allows reads a bound: "about n" is n ± 10 %, indefinite and at least are
// unlimited above, more than and less than leave n itself out.
func allows(low, high *float64, bound tocsin.Bound) span {
	s := span{low: math.Inf(-1), high: math.Inf(1)}
	if low != nil {
		s.low = *low
	}
	if high != nil {
		s.high = *high
	}
	switch bound {
	case tocsin.About:
		s.low -= math.Abs(s.low) * aboutMargin
		s.high += math.Abs(s.high) * aboutMargin
	case tocsin.AtLeast, tocsin.Indefinite:
		s.high = math.Inf(1)
	case tocsin.MoreThan:
		s.high, s.openLow = math.Inf(1), true
	case tocsin.AtMost:
		s.low = math.Inf(-1)
	case tocsin.LessThan:
		s.low, s.openHigh = math.Inf(-1), true
	}
	return s
}

func (s span) meets(t span) bool {
	if s.low > t.low || s.low == t.low && s.openLow {
		s, t = t, s
	}
	// s begins first; they meet if it reaches t's lower limit.
	if s.high == t.low {
		return !s.openHigh && !t.openLow
	}
	return s.high > t.low
}

// Relate says whether two measures of the same thing can both be true.
func Relate(a, b *tocsin.Measure) tocsin.Relation {
	if allows(a.Low, a.High, a.Bound).meets(allows(b.Low, b.High, b.Bound)) {
		return tocsin.Compatible
	}
	return tocsin.Contradicts
}

// mostRelated is how many claims are related pair by pair. What is claimed
// more often is the same few numbers over and over.
const mostRelated = 60

// relate says how the claims stand to each other. Of more than mostRelated
// claims it relates the first one of each value to the others of these, and
// what a holder said to what the holder said before.
func relate(claims []tocsin.ValueClaim) []tocsin.Pair {
	out := []tocsin.Pair{}
	if len(claims) <= mostRelated {
		for j := range claims {
			for i := range j {
				out = append(out, pairOf(claims, i, j))
			}
		}
		return out
	}
	seen, by := map[measured]bool{}, map[string][]int{}
	var firsts []int
	for j := range claims {
		c := &claims[j]
		for _, i := range by[c.Holder] {
			if p := pairOf(claims, i, j); p.Is == tocsin.Supersedes {
				out = append(out, p)
			}
		}
		by[c.Holder] = append(by[c.Holder], j)
		value := valueOf(c.Low, c.High, c.Bound)
		if seen[value] {
			continue
		}
		seen[value] = true
		for _, i := range firsts {
			if p := pairOf(claims, i, j); p.Is != tocsin.Supersedes {
				out = append(out, p)
			}
		}
		firsts = append(firsts, j)
	}
	return out
}

// pairOf relates claim i to the later claim j: the same holder who says
// something else on a later day has taken back the earlier word.
func pairOf(claims []tocsin.ValueClaim, i, j int) tocsin.Pair {
	a, b := &claims[i], &claims[j]
	same := a.Kind == b.Kind && (a.Holder == b.Holder || ofOneState(a, b))
	switch {
	case allows(a.Low, a.High, a.Bound).meets(allows(b.Low, b.High, b.Bound)):
		return tocsin.Pair{A: i, B: j, Is: tocsin.Compatible}
	case same && a.Said.Before(b.Said):
		return tocsin.Pair{A: j, B: i, Is: tocsin.Supersedes}
	case same && b.Said.Before(a.Said):
		return tocsin.Pair{A: i, B: j, Is: tocsin.Supersedes}
	}
	return tocsin.Pair{A: i, B: j, Is: tocsin.Contradicts}
}

// ofOneState reports whether a state as a whole and one of its institutions
// speak: "Bogotá" says later what its defence ministry said first. Two
// institutions stay two voices.
func ofOneState(a, b *tocsin.ValueClaim) bool {
	const whole = "Government of " // the name that a state has in every record
	return a.Kind == tocsin.Government && a.Country != "" && a.Country == b.Country &&
		(strings.HasPrefix(a.Holder, whole) || strings.HasPrefix(b.Holder, whole))
}

// measured is a number with its bound, to be looked up by.
type measured struct {
	low, high float64
	none      [2]bool // no limit
	bound     tocsin.Bound
}

func valueOf(low, high *float64, bound tocsin.Bound) measured {
	v := measured{bound: bound, none: [2]bool{low == nil, high == nil}}
	if low != nil {
		v.low = *low
	}
	if high != nil {
		v.high = *high
	}
	return v
}

// comparisons sets the claims on each thing that the members count side by
// side, the most claimed first.
func (g *Group) comparisons(voices map[string]string) []tocsin.Comparison {
	out := []tocsin.Comparison{}
	var tables []table
	for _, p := range g.profiles {
		for i := range p.m.Quantities {
			q := &p.m.Quantities[i]
			k := slices.IndexFunc(out, func(c tocsin.Comparison) bool { return comparable(&c, q) })
			if k < 0 {
				k = len(out)
				out = append(out, tocsin.Comparison{What: q.What, Unit: q.Unit})
				tables = append(tables, table{})
			}
			for c := range p.m.Claims {
				if claim := &p.m.Claims[c]; claim.Status != tocsin.Negated { // who denies the act gives no number of it
					tables[k].add(p.valueClaim(q, claim, voices), p.origin)
				}
			}
		}
	}
	for i := range out {
		out[i].Claims = tables[i].claims
		out[i].Relations = relate(out[i].Claims)
	}
	slices.SortStableFunc(out, func(a, b tocsin.Comparison) int { return len(b.Claims) - len(a.Claims) })
	return out
}

// comparable reports whether a number counts what a comparison is about.
// Units are names for the same things in other words or languages, except for
// money and for what has no class.
func comparable(c *tocsin.Comparison, q *tocsin.Measure) bool {
	if c.What != q.What {
		return false
	}
	switch c.What {
	case tocsin.WhatMoney, tocsin.WhatOther, tocsin.WhatDuration:
		return strings.EqualFold(c.Unit, q.Unit)
	}
	return true
}

// A table is the claims on one number, with a way to find those of one wording.
type table struct {
	claims []tocsin.ValueClaim
	of     map[told]([]int)
}

// told is a number in the wording of a report.
type told struct {
	measured
	origin string
}

// add adds one voice; a reprint and a repetition of the same words by the
// same holder add their report only. Claims of a report follow each other.
func (t *table) add(v tocsin.ValueClaim, origin string) {
	k := told{valueOf(v.Low, v.High, v.Bound), origin}
	for _, i := range t.of[k] {
		old := &t.claims[i]
		if old.Holder != v.Holder && (old.Report == v.Report || old.Kind != v.Kind) {
			continue
		}
		if old.Report != v.Report && (len(old.AlsoIn) == 0 || old.AlsoIn[len(old.AlsoIn)-1] != v.Report) {
			old.AlsoIn = append(old.AlsoIn, v.Report)
		}
		return
	}
	if t.of == nil {
		t.of = map[told][]int{}
	}
	t.of[k] = append(t.of[k], len(t.claims))
	t.claims = append(t.claims, v)
}

// valueClaim is one voice of a mention on one of its numbers.
func (p *profile) valueClaim(q *tocsin.Measure, claim *tocsin.Claim, voices map[string]string) tocsin.ValueClaim {
	m := p.m
	v := tocsin.ValueClaim{
		Holder: nameOf(voices, p.holder(claim)), Kind: claim.Holder.Kind, Country: claim.Holder.Country,
		Report: m.Report.ID, Mention: m.ID, Said: m.Report.Published,
		Low: q.Low, High: q.High, Bound: q.Bound, Text: q.Text, Sentence: m.Sentence.Text, AlsoIn: []tocsin.ReportID{},
	}
	v.Outlet, _ = p.source()
	if claim.SaidOn != nil {
		v.Said = *claim.SaidOn
	}
	return v
}

// holder names who stands behind a claim: the outlet for its own voice, the
// words of the text for those without a name.
func (p *profile) holder(c *tocsin.Claim) string {
	switch {
	case c.Holder.Kind == tocsin.Narrator:
		name, _ := p.source()
		return name
	case c.Holder.Name != "":
		return c.Holder.Name
	case c.Holder.Segment != nil:
		return c.Holder.Text
	}
	return cmp.Or(c.Holder.Country, string(c.Holder.Kind))
}

// nameOf is the name under which a holder is told.
func nameOf(voices map[string]string, name string) string { return cmp.Or(voices[name], name) }

// holders are the voices of all claims, each once, sorted.
func (g *Group) holders(voices map[string]string) []string {
	out := []string{}
	for _, p := range g.profiles {
		for _, c := range p.m.Claims {
			out = append(out, nameOf(voices, p.holder(&c)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
