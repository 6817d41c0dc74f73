package merge

import (
	"cmp"
	"math"
	"slices"

	"tocsin"
)

// Event folds the members of a group into one account.
func (g *Group) Event() tocsin.Event {
	first := g.profiles[0].m
	e := tocsin.Event{
		ID: first.ID, FirstReport: first.Report.ID, Reported: first.Report.Published,
		Status: g.status(), Background: g.background(), Reports: g.reports(), Origins: g.origins(),
	}
	lead := g.lead()
	e.Type, e.CAMEO, e.Quad, e.Score, e.MID = lead.Type, lead.CAMEO, lead.Quad, lead.Score, lead.MID
	e.Modes = g.told(func(m *tocsin.Mention) []string { return m.Modes }, e.Type)
	e.Contexts = g.told(func(m *tocsin.Mention) []string { return m.Contexts }, "")
	e.Actors = g.participants(func(m *tocsin.Mention) []tocsin.Party { return m.Actors })
	e.Recipients = g.participants(func(m *tocsin.Mention) []tocsin.Party { return m.Recipients })
	e.First, e.Last, e.Dated = g.days()
	e.Place = g.place()
	voices := g.voices()
	e.Comparisons = g.comparisons(voices)
	e.Holders = g.holders(voices)
	e.Members = g.members()
	return e
}

// lead is the mention that stands for the group: of the commonest type, told
// with the strongest MID reading and the finest code; the earliest of those.
func (g *Group) lead() *tocsin.Mention {
	n := map[string]int{}
	for _, p := range g.profiles {
		n[p.m.Type]++
	}
	level := func(m *tocsin.Mention) int {
		if m.MID == nil {
			return 0
		}
		return m.MID.Level
	}
	return slices.MaxFunc(g.profiles, func(a, b *profile) int {
		return cmp.Or(n[a.m.Type]-n[b.m.Type], cmp.Compare(b.m.Type, a.m.Type), level(a.m)-level(b.m), len(a.m.CAMEO)-len(b.m.CAMEO))
	}).m
}

// background: history everywhere it is told.
func (g *Group) background() bool {
	return !slices.ContainsFunc(g.profiles, func(p *profile) bool { return !p.m.Background })
}

func (g *Group) reports() int {
	seen := map[tocsin.ReportID]bool{}
	for _, p := range g.profiles {
		seen[p.m.Report.ID] = true
	}
	return len(seen)
}

// told are the labels that at least a quarter of the members that have any
// carry; of says which type they must belong to, empty for any.
func (g *Group) told(labels func(*tocsin.Mention) []string, of string) []string {
	n, all := map[string]int{}, 0
	for _, p := range g.profiles {
		ls := labels(p.m)
		if len(ls) == 0 || of != "" && p.m.Type != of {
			continue
		}
		all++
		for _, l := range ls {
			n[l]++
		}
	}
	out := []string{}
	for l, k := range n {
		if 4*k >= all {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return out
}

// participants are the parties that at least a fifth of the members which
// name any name, the commonest first: one slip among many tellings adds none.
func (g *Group) participants(side func(*tocsin.Mention) []tocsin.Party) []tocsin.Participant {
	type tally struct {
		n     int
		party tocsin.Party
	}
	counts, all := map[string]*tally{}, 0
	for _, p := range g.profiles {
		parties := side(p.m)
		if len(parties) == 0 {
			continue
		}
		all++
		for _, q := range parties {
			k := cmp.Or(q.Country, q.Name)
			if counts[k] == nil {
				counts[k] = &tally{party: q}
			}
			counts[k].n++
		}
	}
	out := []tocsin.Participant{}
	for _, t := range counts {
		if 5*t.n >= all && cmp.Or(t.party.Country, t.party.Name) != "" {
			out = append(out, tocsin.Participant{Name: t.party.Name, Country: t.party.Country, Sectors: t.party.Sectors})
		}
	}
	slices.SortFunc(out, func(a, b tocsin.Participant) int {
		ka, kb := cmp.Or(a.Country, a.Name), cmp.Or(b.Country, b.Name)
		return cmp.Or(counts[kb].n-counts[ka].n, cmp.Compare(ka, kb))
	})
	return out
}

// days are the narrowest days that most of the dated members tell: those of
// what was done before those of what was planned. Without any it is the day
// of the first report.
func (g *Group) days() (first, last tocsin.Day, dated bool) {
	type span struct{ lo, hi tocsin.Day }
	n := map[span]int{}
	for pass := range 2 {
		for _, p := range g.profiles {
			if p.dated && (pass == 1 || !p.planned) {
				n[span{p.m.Time.First, p.m.Time.Last}]++
			}
		}
		if len(n) > 0 {
			break
		}
	}
	if len(n) == 0 {
		d := g.profiles[0].m.Report.Published
		return d, d, false
	}
	best := span{}
	for s, k := range n {
		width, than := s.hi.Sub(s.lo), math.MaxInt
		if n[best] > 0 {
			than = best.hi.Sub(best.lo)
		}
		if c := cmp.Or(than-width, k-n[best], number(best.lo)-number(s.lo)); n[best] == 0 || c > 0 {
			best = s
		}
	}
	return best.lo, best.hi, true
}

// place is the finest place of the country that most members tell.
func (g *Group) place() *tocsin.Site {
	n := map[string]int{}
	for _, p := range g.profiles {
		if p.m.Place != nil {
			n[p.m.Place.Country]++
		}
	}
	var best *tocsin.EventPlace
	for _, p := range g.profiles {
		q := p.m.Place
		if q != nil && (best == nil || cmp.Or(n[q.Country]-n[best.Country], cmp.Compare(best.Country, q.Country), fineness(q.Precision)-fineness(best.Precision)) > 0) {
			best = q
		}
	}
	if best == nil {
		return nil
	}
	return &tocsin.Site{Name: best.Name, Country: best.Country, Lat: best.Lat, Lon: best.Lon, Gazetteer: best.Gazetteer, Precision: best.Precision}
}

func fineness(p tocsin.Precision) int {
	return -slices.Index([]tocsin.Precision{tocsin.PrecisionPoint, tocsin.PrecisionCity, tocsin.PrecisionAdmin2, tocsin.PrecisionAdmin1,
		tocsin.PrecisionSea, tocsin.PrecisionRegion, tocsin.PrecisionCountry}, p)
}

// status is what all claims together come to: what one voice tells as done
// and another denies is disputed; what was only planned or feared falls with
// the first denial; a plan ends when it is carried out.
func (g *Group) status() tocsin.Status {
	n := map[tocsin.Status]int{}
	last := tocsin.Occurred
	for _, p := range g.profiles {
		for _, c := range p.m.Claims {
			n[c.Status]++
			if c.Status == tocsin.Occurred || c.Status == tocsin.Ongoing {
				last = c.Status
			}
		}
	}
	done := n[tocsin.Occurred] + n[tocsin.Ongoing]
	switch {
	case done > 0 && n[tocsin.Negated] > 0:
		return tocsin.Disputed
	case done > 0:
		return last
	case n[tocsin.Negated] > 0:
		return tocsin.Negated
	case n[tocsin.Planned] > 0:
		return tocsin.Planned
	}
	return tocsin.Possible
}

// members says of each mention what ties it to the one it is most like, as
// the evidence tells: people's word on a pair says nothing about that.
func (g *Group) members() []tocsin.Member {
	out := make([]tocsin.Member, len(g.profiles))
	for i, p := range g.profiles {
		out[i] = tocsin.Member{Mention: p.m.ID, Report: p.m.Report.ID}
		like, best := -1, float32(math.Inf(-1))
		for j := range g.profiles {
			if j == i {
				continue
			}
			s := g.block.sum(g.at[i], g.at[j])
			if s >= verdict || s <= -verdict {
				e := compare(p, g.profiles[j])
				s = float32(e.Sum())
			}
			if s > best {
				like, best = j, s
			}
		}
		if like >= 0 {
			e := compare(p, g.profiles[like])
			out[i].Why = e.String()
		}
	}
	return out
}

// origins are the independent sources: reprints count for the outlet that
// they reprint, reports that only relay for the outlet that they name, and an
// outlet counts once.
func (g *Group) origins() []tocsin.Origin {
	var out []tocsin.Origin
	at := map[string]int{}
	for _, p := range g.profiles {
		name, how := p.source()
		i, known := at[name]
		if !known {
			i = len(out)
			at[name] = i
			out = append(out, tocsin.Origin{Name: name, How: how})
		}
		// Members of a report follow each other.
		if rs := out[i].Reports; len(rs) == 0 || rs[len(rs)-1] != p.m.Report.ID {
			out[i].Reports = append(rs, p.m.Report.ID)
		}
		if how == ownWords {
			out[i].How = how
		}
	}
	slices.SortFunc(out, func(a, b tocsin.Origin) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

const ownWords = "own words"

// source names the outlet behind a mention.
func (p *profile) source() (name, how string) {
	m := p.m
	if p.of != nil {
		return p.of.Outlet, p.of.How
	}
	relay := ""
	for _, c := range m.Claims {
		if c.RelayedBy == "" || relay != "" && c.RelayedBy != relay {
			return outlet(m), ownWords
		}
		relay = c.RelayedBy
	}
	if relay == "" {
		return outlet(m), ownWords
	}
	return relay, "relayed by " + outlet(m)
}

func outlet(m *tocsin.Mention) string { return cmp.Or(m.Report.Publisher, string(m.Report.ID)) }
