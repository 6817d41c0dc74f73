package merge

import (
	"cmp"
	"slices"

	"tocsin"
)

// A StatusClaim is one voice on whether an event happened.
type StatusClaim struct {
	Holder   string          `json:"holder"`
	Kind     tocsin.Kind     `json:"kind"`
	Country  string          `json:"country"`
	Status   tocsin.Status   `json:"status"`
	Outlet   string          `json:"outlet"` // origin of the report that tells it
	Report   tocsin.ReportID `json:"report"`
	Mention  string          `json:"mention"`
	Said     tocsin.Day      `json:"said"` // day of saying, or of publication
	Sentence string          `json:"sentence"`
}

// Statuses sets side by side who says that an event happened, who denies it,
// and who plans or fears it, and how each stands to the others. The set holds
// the event's mentions. A holder who repeats a status is listed once, as said
// first.
func (m *Merger) Statuses(set Set) ([]StatusClaim, []tocsin.Pair) {
	g := Group{titles: m.titles}
	for i := range set.Mentions {
		p := m.profile(&set.Mentions[i], &set)
		g.profiles = append(g.profiles, &p)
	}
	voices := g.voices()
	out := []StatusClaim{}
	for i := range g.profiles {
		p := g.profiles[i]
		for k := range p.m.Claims {
			out = append(out, p.statusClaim(&p.m.Claims[k], voices))
		}
	}
	slices.SortFunc(out, func(a, b StatusClaim) int {
		return cmp.Or(number(a.Said)-number(b.Said), cmp.Compare(a.Report, b.Report), cmp.Compare(a.Mention, b.Mention), cmp.Compare(a.Holder, b.Holder))
	})
	seen := map[[2]string]bool{}
	out = slices.DeleteFunc(out, func(c StatusClaim) bool {
		k := [2]string{c.Holder, string(c.Status)}
		was := seen[k]
		seen[k] = true
		return was
	})
	pairs := []tocsin.Pair{}
	for j := range out {
		for i := range j {
			pairs = append(pairs, relateStatus(out, i, j))
		}
	}
	return out, pairs
}

func (p *profile) statusClaim(c *tocsin.Claim, voices map[string]string) StatusClaim {
	s := StatusClaim{
		Holder: nameOf(voices, p.holder(c)), Kind: c.Holder.Kind, Country: c.Holder.Country, Status: c.Status,
		Report: p.m.Report.ID, Mention: p.m.ID, Said: p.m.Report.Published, Sentence: p.m.Sentence.Text,
	}
	s.Outlet, _ = p.source()
	if c.SaidOn != nil {
		s.Said = *c.SaidOn
	}
	return s
}

// relateStatus: only a denial contradicts; what is planned or feared may come
// about. The later word of one holder supersedes.
func relateStatus(cs []StatusClaim, i, j int) tocsin.Pair {
	a, b := &cs[i], &cs[j]
	switch {
	case (a.Status == tocsin.Negated) == (b.Status == tocsin.Negated):
		return tocsin.Pair{A: i, B: j, Is: tocsin.Compatible}
	case a.Holder == b.Holder && a.Said.Before(b.Said):
		return tocsin.Pair{A: j, B: i, Is: tocsin.Supersedes}
	}
	return tocsin.Pair{A: i, B: j, Is: tocsin.Contradicts}
}
