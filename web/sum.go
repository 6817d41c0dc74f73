package web

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"tocsin"
)

// sum makes the lists of a state of the index. History is counted apart and
// in nothing else.
func (x *index) sum() *snapshot {
	s := &snapshot{Reports: slices.Clone(x.reports), Days: map[tocsin.Day]*dayCount{}, change: x.change,
		history: maps.Clone(x.history), memo: &sync.Map{}, days: map[tocsin.ReportID]tocsin.Day{}, langs: map[tocsin.ReportID]string{}}
	for _, r := range s.Reports {
		s.days[r.ID], s.langs[r.ID] = r.Published, r.Lang
		if s.Today.Before(r.Published) {
			s.Today = r.Published
		}
	}
	s.Outlets = outlets(s.Reports)
	dyads, parties, places := map[[2]string]*dyad{}, map[string]*party{}, map[string]*place{}
	s.named = named(x.events)
	for _, r := range x.events {
		if r.background {
			s.past++
			continue
		}
		s.events++
		s.addDyads(dyads, r)
		s.addParties(parties, r)
		s.addPlace(places, r)
		s.addDay(r)
	}
	s.Dyads = listed(dyads, func(d *dyad) (tally, string) { return d.tally, d.A + d.B })
	s.Parties = listed(parties, func(p *party) (tally, string) { return p.tally, p.Code })
	s.Places = listed(places, func(p *place) (tally, string) { return p.tally, p.Country })
	return s
}

// listed sorts by recent activity, then by all, then by name.
func listed[K comparable, V any](by map[K]*V, key func(*V) (tally, string)) []V {
	out := make([]V, 0, len(by))
	for _, v := range by {
		out = append(out, *v)
	}
	slices.SortFunc(out, func(a, b V) int {
		ta, na := key(&a)
		tb, nb := key(&b)
		return cmp.Or(tb.Recent-ta.Recent, tb.Events-ta.Events, strings.Compare(na, nb))
	})
	return out
}

func entry[K comparable, V any](by map[K]*V, k K, fresh V) *V {
	if by[k] == nil {
		by[k] = &fresh
	}
	return by[k]
}

func (s *snapshot) addDyads(by map[[2]string]*dyad, r *row) {
	seen := map[[2]string]bool{}
	add := func(a, b string) {
		k := [2]string{min(a, b), max(a, b)}
		if a == b || !isCountry(a) || !isCountry(b) || seen[k] {
			return
		}
		seen[k] = true
		entry(by, k, dyad{A: k[0], B: k[1]}).add(r, s.Today)
	}
	for i, a := range r.actors {
		for _, b := range slices.Concat(r.actors[:i], r.recipients) {
			add(a, b)
		}
	}
}

func (s *snapshot) addParties(by map[string]*party, r *row) {
	for _, c := range r.actors {
		p := entry(by, c, party{Code: c})
		p.Acts++
		p.add(r, s.Today)
	}
	for _, c := range r.recipients {
		p := entry(by, c, party{Code: c})
		p.Suffered++
		if !slices.Contains(r.actors, c) {
			p.add(r, s.Today)
		}
	}
}

func (s *snapshot) addPlace(by map[string]*place, r *row) {
	if r.place == "" {
		return
	}
	p := entry(by, cmp.Or(r.country, noCountry), place{Country: cmp.Or(r.country, noCountry), Names: map[string]int{}})
	p.add(r, s.Today)
	p.Names[r.place]++
}

// noCountry stands for the places that belong to no country or to a disputed
// one: seas, straits, regions.
const noCountry = "none"

func (s *snapshot) addDay(r *row) {
	d := entry(s.Days, r.first, dayCount{})
	d.Events++
	if conflict(r.quad) {
		d.Conflict++
	}
	if r.status == tocsin.Occurred || r.status == tocsin.Ongoing || r.status == tocsin.Disputed {
		d.Level = max(d.Level, r.rung.Level)
	}
}

func outlets(reports []reportRow) []outlet {
	by := map[string]*outlet{}
	for i := range reports {
		r := &reports[i]
		o := entry(by, r.Publisher, outlet{Name: r.Publisher, First: r.Published})
		o.Reports++
		if r.CopyOf != "" {
			o.Copies++
		}
		if o.Last.Before(r.Published) {
			o.Last = r.Published
		}
		if r.Published.Before(o.First) {
			o.First = r.Published
		}
		if r.Lang != "" && !slices.Contains(o.Langs, r.Lang) {
			o.Langs = append(o.Langs, r.Lang)
		}
	}
	out := make([]outlet, 0, len(by))
	for _, o := range by {
		out = append(out, *o)
	}
	slices.SortFunc(out, func(a, b outlet) int { return cmp.Or(b.Reports-a.Reports, strings.Compare(a.Name, b.Name)) })
	return out
}

// named lists the events of parties without a country, and of places in none.
func named(events map[string]*row) map[string][]string {
	by := map[string][]*row{}
	for _, r := range events {
		for _, c := range slices.Concat(r.actors, r.recipients) {
			if key := "party " + c; !isCountry(c) && !slices.Contains(by[key], r) {
				by[key] = append(by[key], r)
			}
		}
		if r.country == "" && r.place != "" {
			by["place "+noCountry] = append(by["place "+noCountry], r)
		}
	}
	out := map[string][]string{}
	for key, rows := range by {
		slices.SortFunc(rows, func(a, b *row) int { return cmp.Or(b.first.Sub(a.first), strings.Compare(a.id, b.id)) })
		for _, r := range rows {
			out[key] = append(out[key], r.id)
		}
	}
	return out
}
