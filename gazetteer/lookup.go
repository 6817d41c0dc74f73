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
	from, to := a.table.Find(key)
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
