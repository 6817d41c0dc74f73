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

// relate says how the claims stand to each other: the same holder who says
// something else later has taken back the earlier word.
func relate(claims []tocsin.ValueClaim) []tocsin.Pair {
	out := []tocsin.Pair{}
	for j := range claims {
		for i := range j {
			a, b := &claims[i], &claims[j]
			p := tocsin.Pair{A: i, B: j, Is: tocsin.Contradicts}
			switch {
			case allows(a.Low, a.High, a.Bound).meets(allows(b.Low, b.High, b.Bound)):
				p.Is = tocsin.Compatible
			case a.Holder == b.Holder && a.Kind == b.Kind && a.Said.Before(b.Said):
				p = tocsin.Pair{A: j, B: i, Is: tocsin.Supersedes}
			case a.Holder == b.Holder && a.Kind == b.Kind && b.Said.Before(a.Said):
				p.Is = tocsin.Supersedes
			}
			out = append(out, p)
		}
	}
	return out
}

// comparisons sets the claims on each thing that the members count side by
// side, the most claimed first.
func (g *Group) comparisons() []tocsin.Comparison {
	out, voices := []tocsin.Comparison{}, g.voices()
	for _, p := range g.profiles {
		for i := range p.m.Quantities {
			q := &p.m.Quantities[i]
			k := slices.IndexFunc(out, func(c tocsin.Comparison) bool { return comparable(&c, q) })
			if k < 0 {
				k = len(out)
				out = append(out, tocsin.Comparison{What: q.What, Unit: q.Unit})
			}
			for _, c := range p.m.Claims {
				g.addClaim(&out[k], &p, q, &c, voices)
			}
		}
	}
	for i := range out {
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

// addClaim adds one voice; a reprint and a repetition of the same words by
// the same holder add their report only.
func (g *Group) addClaim(c *tocsin.Comparison, p *profile, q *tocsin.Measure, claim *tocsin.Claim, voices map[string]string) {
	m := p.m
	if claim.Status == tocsin.Negated {
		return // who denies the act gives no number of it
	}
	v := tocsin.ValueClaim{
		Holder: told(voices, p.holder(claim)), Kind: claim.Holder.Kind, Country: claim.Holder.Country,
		Report: m.Report.ID, Mention: m.ID, Said: m.Report.Published,
		Low: q.Low, High: q.High, Bound: q.Bound, Text: q.Text, Sentence: m.Sentence.Text, AlsoIn: []tocsin.ReportID{},
	}
	v.Outlet, _ = p.source()
	if claim.SaidOn != nil {
		v.Said = *claim.SaidOn
	}
	for i := range c.Claims {
		old := &c.Claims[i]
		same := (old.Holder == v.Holder || old.Report != v.Report && old.Kind == v.Kind) && old.Bound == v.Bound && equal(old.Low, v.Low) && equal(old.High, v.High)
		if same && g.root(old.Mention) == p.origin {
			if old.Report != v.Report && !slices.Contains(old.AlsoIn, v.Report) {
				old.AlsoIn = append(old.AlsoIn, v.Report)
			}
			return
		}
	}
	c.Claims = append(c.Claims, v)
}

// root is the report whose wording a member has.
func (g *Group) root(mention string) string {
	i := slices.IndexFunc(g.profiles, func(p profile) bool { return p.m.ID == mention })
	return g.profiles[i].origin
}

func equal(a, b *float64) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
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

// told is the name under which a holder is told.
func told(voices map[string]string, name string) string { return cmp.Or(voices[name], name) }

// holders are the voices of all claims, each once, sorted.
func (g *Group) holders() []string {
	out, voices := []string{}, g.voices()
	for _, p := range g.profiles {
		for _, c := range p.m.Claims {
			out = append(out, told(voices, p.holder(&c)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
