package gazetteer

import (
	"tocsin"
	"tocsin/gazetteer/table"
)

// setCountry leaves the point empty: a country is nowhere in particular.
func (a *Annotator) setCountry(p *tocsin.Place, n int) {
	c := &a.countries[n]
	p.Name, p.Country, p.Gazetteer, p.Precision = c.name, c.alpha3, "geonames:"+c.alpha2, tocsin.PrecisionCountry
	if c.dependency {
		p.Precision, p.Lat, p.Lon = tocsin.PrecisionAdmin1, c.lat, c.lon
	}
}

func (a *Annotator) setRegion(p *tocsin.Place, n int) {
	r := &a.regions[n]
	p.Name, p.Country, p.Lat, p.Lon, p.Gazetteer = r.name, r.alpha3, r.lat, r.lon, r.id
	p.Precision = tocsin.Precision(r.kind)
}

func (a *Annotator) setRecord(p *tocsin.Place, n int) {
	r := a.table.Record(n)
	p.Name, p.Lat, p.Lon, p.Population = r.Name, round(r.Lat), round(r.Lon), r.Population
	p.Gazetteer = "geonames:" + r.ID
	if c := a.countryOf(a.table.Brief(n)); c >= 0 {
		p.Country = a.countries[c].alpha3
	}
	switch r.Kind {
	case table.Admin1:
		p.Precision = tocsin.PrecisionAdmin1
	case table.Admin2:
		p.Precision = tocsin.PrecisionAdmin2
	default:
		p.Precision = tocsin.PrecisionCity
	}
}

// round keeps four decimals, ten metres: the table holds no more.
func round(deg float64) float64 {
	if deg < 0 {
		return -round(-deg)
	}
	return float64(int(deg*1e4+0.5)) / 1e4
}
