package gazetteer

import (
	"tocsin"
	"tocsin/gazetteer/table"
)

// An Entry is one place that a name can mean.
type Entry struct {
	ID         string // "geonames:703448" or "tocsin:black-sea"
	Name       string
	Country    string // ISO 3166-1 alpha-3; empty at sea and where disputed
	Area       string // name of the first-level area it lies in; empty for none
	Lat, Lon   float64
	Population int // 0 unknown
	Precision  tocsin.Precision
}

// Lookup lists what a name can mean, countries and regions first, then by
// population. Case, accents, apostrophes and hyphens do not matter. Unlike a
// [tocsin.Place], the Entry of a country carries its centre.
func (a *Annotator) Lookup(name string) []Entry {
	key := table.Fold(name)
	var out []Entry
	for _, ref := range a.own[key.Sum()] {
		var p tocsin.Place
		switch ref.kind {
		case refCountry:
			a.setCountry(&p, ref.index)
			p.Lat, p.Lon = a.countries[ref.index].lat, a.countries[ref.index].lon
		case refRegion:
			a.setRegion(&p, ref.index)
		default:
			continue
		}
		out = append(out, entryOf(p, ""))
	}
	from, to := a.find(key)
	for i := from; i < to; i++ {
		h := a.table.Hit(i)
		var p tocsin.Place
		a.setRecord(&p, h.Record)
		area := a.table.Record(a.table.Brief(h.Record).Admin1).Name
		out = append(out, entryOf(p, area))
	}
	return out
}

func entryOf(p tocsin.Place, area string) Entry {
	return Entry{p.Gazetteer, p.Name, p.Country, area, p.Lat, p.Lon, p.Population, p.Precision}
}

// Centre is a point inside a place that has none of its own, for measuring
// distances: the middle of its country. It reports false at sea and where no
// country is known.
func (a *Annotator) Centre(p tocsin.Place) (lat, lon float64, ok bool) {
	if p.Lat != 0 || p.Lon != 0 {
		return p.Lat, p.Lon, true
	}
	if p.Precision == tocsin.PrecisionSea || p.Country == "" {
		return 0, 0, false
	}
	for i := range a.countries {
		if c := &a.countries[i]; c.alpha3 == p.Country && !c.dependency {
			return c.lat, c.lon, true
		}
	}
	return 0, 0, false
}

// CountryCode is the ISO 3166-1 alpha-3 code of the country or dependency
// with an English name, "" if there is none.
func (a *Annotator) CountryCode(name string) string {
	for _, ref := range a.own[table.Fold(name).Sum()] {
		if ref.kind == refCountry {
			return a.countries[ref.index].alpha3
		}
	}
	return ""
}
