package gazetteer

import (
	"math"

	"tocsin"
	"tocsin/gazetteer/table"
)

// A candidate is one place that a name can mean.
type candidate struct {
	kind    refKind // refRecord for a record of the table
	index   int     // in countries, regions or the table
	country int     // index in countries; -1 for none
	brief   table.Brief
	flags   uint8
	score   float64
}

const refRecord refKind = 255

// How much each sign speaks for a reading, on the scale of the decimal
// logarithm of population: a city ten times as large outweighs 1. Tuned on
// news with known coordinates.
const (
	countryPrior    = 7.5 // a country's name means the country
	regionPrior     = 7.2
	capitalBonus    = 1.0
	seatBonus       = 0.4
	sectionMalus    = 1.0
	alternateMalus  = 2.0 // an older or a foreign name
	englishMalus    = 0.4 // a spelling, or a name listed as English
	ownTownMalus    = 2.0 // an area named like a town is the town unless "province" stands beside it
	areaMalus       = 0.5
	admin2Malus     = 1.3
	ownTownShare    = 8
	areaShare       = 0.5 // of shareBonus for an area that is named like a country
	areaWordBonus   = 5.0
	fullTestimony   = 2.0 // names that speak for some country, before a report is wholly about one
	shareBonus      = 3.0 // times the country's share of the report's mentions
	sentenceBonus   = 0.8
	withinBonus     = 6.0 // "Springfield, Illinois"
	confirmingShare = 0.2 // of the report's mentions, for a small town to be believed
	leastMargin     = 0.5 // to the best reading in another country, for a name to speak for its country
	leastScore      = 4.0
	senseBonus      = 4.0 // the same name was resolved by "Springfield, Illinois" elsewhere
)

const mostCandidates = 48

// candidates lists what a match can mean.
func (r *reading) candidates(m *match, out []candidate) []candidate {
	for _, ref := range m.own {
		c := candidate{kind: ref.kind, index: ref.index, country: ref.index}
		if ref.kind == refRegion {
			c.country = r.a.regions[ref.index].country
		}
		out = append(out, c)
	}
	if m.short > 0 {
		b := r.a.table.Brief(m.short - 1)
		return append(out, candidate{kind: refRecord, index: m.short - 1, country: r.a.countryOf(b), brief: b})
	}
	for i := m.from; i < m.to && len(out) < mostCandidates; i++ {
		h := r.a.table.Hit(i)
		if h.Flags&table.Stripped != 0 && !m.admin {
			continue
		}
		b := r.a.table.Brief(h.Record)
		out = append(out, candidate{kind: refRecord, index: h.Record, country: r.a.countryOf(b), brief: b, flags: h.Flags})
	}
	return out
}

// prior scores a candidate by itself.
func (r *reading) prior(c *candidate, m *match) float64 {
	switch c.kind {
	case refCountry:
		if r.a.countries[c.index].dependency {
			return countryPrior - 0.5
		}
		return countryPrior
	case refAdjective:
		return countryPrior - 1
	case refRegion:
		return regionPrior
	}
	s := math.Log10(float64(c.brief.Population) + 10)
	switch {
	case c.flags&(r.a.listed|table.Respelled) != 0:
		s -= englishMalus
	case c.flags&table.Alternate != 0:
		s -= alternateMalus
	}
	switch c.brief.Kind {
	case table.Capital:
		s += capitalBonus
	case table.Seat1:
		s += seatBonus
	case table.Section:
		s -= sectionMalus
	case table.Admin1:
		return s + r.areaPrior(c, m, areaMalus)
	case table.Admin2:
		return s + r.areaPrior(c, m, admin2Malus)
	}
	if m.admin {
		s -= 1
	}
	return s
}

// areaPrior: an area that a town of its own is named like, and that the town
// makes up a good part of, is meant only beside the word for it.
func (r *reading) areaPrior(c *candidate, m *match, malus float64) float64 {
	if m.admin {
		return areaWordBonus
	}
	for i := m.from; i < m.to; i++ {
		h := r.a.table.Hit(i)
		b := r.a.table.Brief(h.Record)
		inside := b.Admin1 == c.index || b.Admin2 == c.index
		if inside && b.Kind > table.Admin2 && b.Population > c.brief.Population/ownTownShare {
			return -ownTownMalus
		}
	}
	return -malus
}

// tally counts for each country how often the report names it or what can
// only lie in it.
func (r *reading) tally() {
	r.weight = make([]float64, len(r.a.countries))
	r.said = make(map[uint64]testimony, len(r.found))
	for i := range r.found {
		m := &r.found[i]
		if m.use == rejected || m.use == doubtful {
			continue
		}
		if c, w := r.testimony(m); c >= 0 {
			r.weight[c] += w
			r.total += w
			said := r.said[m.sum]
			r.said[m.sum] = testimony{c, said.weight + w}
		}
	}
}

// A testimony is how much the mentions of one name say for a country.
type testimony struct {
	country int
	weight  float64
}

// testimony is the country a match speaks for before anything is resolved.
func (r *reading) testimony(m *match) (country int, weight float64) {
	cs := r.candidates(m, r.scratch[:0])
	r.scratch = cs
	best, second := -1, 0.0
	for i := range cs {
		cs[i].score = r.prior(&cs[i], m)
		if best < 0 || cs[i].score > cs[best].score {
			best = i
		}
	}
	if best < 0 || cs[best].country < 0 {
		return -1, 0
	}
	for i := range cs {
		if cs[i].country != cs[best].country {
			second = max(second, cs[i].score)
		}
	}
	margin := cs[best].score - second
	if margin <= leastMargin || cs[best].score < leastScore {
		return -1, 0
	}
	weight = min(margin/2, 1)
	if cs[best].kind == refAdjective {
		weight *= 0.7
	}
	return cs[best].country, weight
}

// resolve chooses a candidate for every match that is a place. Names that the
// text itself places ("Paris, Texas") go first and settle the others; in the
// end every name is looked at again beside the places then known.
func (r *reading) resolve() {
	for pass := range 3 {
		for i := range r.found {
			m := &r.found[i]
			if m.use == rejected || pass == 0 && !r.inList(i) {
				continue
			}
			r.choose(i)
		}
		if pass == 1 {
			r.anchor()
		}
	}
}

func (r *reading) choose(i int) {
	m := &r.found[i]
	cs := r.candidates(m, r.scratch[:0])
	r.scratch = cs
	m.best = candidate{country: -1, score: math.Inf(-1)}
	nation := r.nation(m)
	for j := range cs {
		c := &cs[j]
		c.score = r.prior(c, m) + r.context(c, i) + r.near(c, m)
		if !(nation && c.kind == refRecord && !r.withinArea(i)) {
			c.score += r.containment(c, i)
		}
		if sense, ok := r.sense(m.sum); ok && sense.kind == c.kind && sense.index == c.index {
			c.score += senseBonus
		}
		if c.score > m.best.score {
			m.best = *c
		}
	}
	if len(cs) == 0 || m.use == doubtful && !r.confirmed(m, i) {
		m.use = rejected
		return
	}
	if m.use == doubtful {
		m.use = place
	}
	if _, ok := r.sense(m.sum); !ok && r.containment(&m.best, i) > 0 {
		r.senses = append(r.senses, sense{m.sum, m.best})
	}
}

// nation reports whether the match is the name of a country.
func (r *reading) nation(m *match) bool { return len(m.own) > 0 && m.own[0].kind == refCountry }

// withinArea reports whether the match that i is said to lie in can be a
// first-level area. A nation's name before another nation's is an item of a
// list ("China, Japan"), before a state's it may be a town ("Cuba, Missouri").
func (r *reading) withinArea(i int) bool {
	o := r.container(i)
	return o >= 0 && len(r.found[o].own) == 0
}

// context scores how much the rest of the report is about the candidate's
// country.
func (r *reading) context(c *candidate, i int) float64 {
	if c.country < 0 || r.total == 0 {
		return 0
	}
	if c.kind == refRecord && c.brief.Kind != table.Admin1 && r.nation(&r.found[i]) {
		return 0 // a country's name is the country's, whatever the report is about
	}
	s := shareBonus * r.share(c.country, r.found[i].sum)
	if c.kind == refRecord && c.brief.Kind == table.Admin1 && r.nation(&r.found[i]) {
		s *= areaShare // its country is named for other reasons too
	}
	from := i
	for from > 0 && r.found[from-1].sentence == r.found[i].sentence {
		from--
	}
	for j := from; j < len(r.found) && r.found[j].sentence == r.found[i].sentence; j++ {
		o := &r.found[j]
		if j != i && o.use != rejected && len(o.own) == 1 && r.refCountry(o.own[0]) == c.country {
			return s + sentenceBonus
		}
	}
	return s
}

// share is the country's share of what the report's other names speak for: a
// name is no witness for itself.
func (r *reading) share(country int, sum uint64) float64 {
	w, total := r.weight[country], r.total
	if own := r.said[sum]; own.weight > 0 {
		total -= own.weight
		if own.country == country {
			w -= own.weight
		}
	}
	if total < 0.5 {
		return 0
	}
	return w / total * min(1, total/fullTestimony)
}

// confirmed reports whether a doubtful town lies in a country the report is
// about or in a place named right after it, or whether the recogniser calls
// it a place and the name is borne in one country only.
func (r *reading) confirmed(m *match, i int) bool {
	c := m.best.country
	if c >= 0 && r.total > 0 && r.weight[c]/r.total >= confirmingShare || r.containment(&m.best, i) > 0 {
		return true
	}
	e := r.entity(m.Span)
	return e != nil && e.Label == "LOC" && e.Len() == m.Len() && r.oneCountry(m)
}

func (r *reading) oneCountry(m *match) bool {
	for i := m.from + 1; i < m.to; i++ {
		if r.a.table.Brief(r.a.table.Hit(i).Record).Country != r.a.table.Brief(r.a.table.Hit(m.from).Record).Country {
			return false
		}
	}
	return true
}

func (r *reading) refCountry(ref ownRef) int {
	if ref.kind == refRegion {
		return r.a.regions[ref.index].country
	}
	return ref.index
}

// withAreaWord takes "province" into the span of an area's name.
func (r *reading) withAreaWord(m *match) tocsin.Span {
	s := m.Span
	c := &m.best
	if m.admin && c.kind == refRecord && c.brief.Kind <= table.Admin2 && s.End < len(r.class) && r.class[s.End]&area != 0 && r.cover[s.End] == 0 {
		s.End++
	}
	return s
}

// placeOf is the resolved match as the vocabulary has it.
func (r *reading) placeOf(m *match) tocsin.Place {
	p := tocsin.Place{Span: r.withAreaWord(m)}
	p.Head = r.head(p.Span)
	switch c := &m.best; c.kind {
	case refCountry, refAdjective:
		r.a.setCountry(&p, c.index)
	case refRegion:
		r.a.setRegion(&p, c.index)
	default:
		r.a.setRecord(&p, c.index)
	}
	return p
}
