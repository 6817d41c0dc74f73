package main

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"tocsin/gazetteer/table"
)

// A pack fills the builder.
type pack struct {
	builder *table.Builder
	listed  []listing
	centres map[string]point // of areas, by code
}

// A listing is the names of one language, by GeoNames id and area code.
type listing struct {
	flag  uint8
	names map[string]string
}

// A point is in degrees.
type point struct{ lat, lon float64 }

// An extent is the box around an area's towns, with their people.
type extent struct{ south, north, west, east, people float64 }

// extents bounds the towns of each area. No area spans the antimeridian with
// towns on both sides of it, except in the far east of Russia and in Fiji,
// where the error is accepted.
func extents(towns []town, code func(town) string) map[string]extent {
	out := map[string]extent{}
	for _, t := range towns {
		if t.feature == "PPLX" {
			continue // its people are counted with the town it is part of
		}
		e, ok := out[code(t)]
		if !ok {
			e = extent{south: t.lat, north: t.lat, west: t.lon, east: t.lon}
		}
		e.south, e.north = math.Min(e.south, t.lat), math.Max(e.north, t.lat)
		e.west, e.east = math.Min(e.west, t.lon), math.Max(e.east, t.lon)
		e.people += float64(t.population)
		out[code(t)] = e
	}
	return out
}

// centre is the centroid of an area's shape, or else the middle of the box
// around its towns: people live on one side of many areas.
func (p *pack) centre(code string, e extent) point {
	if c, ok := p.centres[code]; ok {
		return c
	}
	return point{(e.south + e.north) / 2, (e.west + e.east) / 2}
}

// areas adds the areas that have a town and returns their record numbers by
// code.
func (p *pack) areas(kind table.Kind, areas []area, extents map[string]extent, parents map[string]int) map[string]int {
	out := map[string]int{}
	for _, a := range areas {
		e, ok := extents[a.Code]
		if !ok {
			continue
		}
		parent := -1
		if parents != nil {
			above := a.Code[:strings.LastIndexByte(a.Code, '.')]
			if n, ok := parents[above]; ok {
				parent = n
			}
		}
		c := p.centre(a.Code, e)
		n := p.builder.Add(table.Record{
			ID: a.Code, Name: shown(a.Name, a.Code[:2]), Country: a.Code[:2], Kind: kind,
			Lat: c.lat, Lon: c.lon, Population: int(e.people), Admin1: parent, Admin2: -1,
		}, 0)
		out[a.Code] = n
		p.areaNames(n, kind, a.Name, 0)
		for _, l := range p.listed {
			if name := l.names[a.Code]; name != "" && name != a.Name {
				p.areaNames(n, kind, name, table.Alternate|l.flag)
			}
		}
	}
	return out
}

// generic lists the words for kinds of area; an area can be named without its
// word if the text has one beside the name.
var generic = []string{
	"Province", "Oblast", "Governorate", "State", "Region", "Department", "District", "County", "Prefecture",
	"Republic", "Krai", "Kray", "Okrug", "Rayon", "Raion", "Voivodeship", "Canton", "Municipality", "Parish", "Division",
	"Territory", "Autonomous Region", "Autonomous Republic", "Kommun", "Kommune", "City", "Muhafazat", "Wilaya",
	"Autonomous City", "Regency", "Kabupaten", "Kota", "Amphoe", "Khet", "Provincia de", "Provincia del", "Departamento de", "Departamento del", "Estado de", "Región de", "Óblast de", "Gobernación de", "Condado de", "Prefectura de", "Provincia di",
	"Shahrestān-e", "Distrito de", "Municipio", "Municipio de", "Comuna", "Oraşul", "Municipiul", "Arrondissement de", "Subcounty", "Township", "Parish of",
	"Province de", "Daïra de", "Caza de", "Cercle de", "Département de", "Délégation de", "Commune of", "Préfecture de",
	"County of", "Partido de", "Municipality of", "Circunscrição de", "Borough of", "Republic of", "State of", "Region of",
	provinceOf,
}

// provinceOf is how GeoNames calls the provinces of the Philippines, which are
// second-level areas but known by the bare name.
const provinceOf = "Province of"

func (p *pack) areaNames(n int, kind table.Kind, name string, flags uint8) {
	p.builder.Name(n, name, flags)
	for _, g := range generic {
		bare, found := strings.CutSuffix(name, " "+strings.ToLower(g))
		if !found {
			bare, found = strings.CutSuffix(name, " "+g)
		}
		if !found {
			bare, found = strings.CutPrefix(name, g+" ")
		}
		if !found || len(bare) < 3 {
			continue
		}
		bare = strings.TrimSuffix(bare, " Autonomous")
		if kind == table.Admin1 || g == provinceOf {
			p.builder.Name(n, bare, flags|table.Alternate|table.Respelled)
		} else {
			p.builder.Name(n, bare, flags|table.Alternate|table.Stripped)
		}
	}
}

var kinds = map[string]table.Kind{
	"PPLC": table.Capital, "PPLG": table.Seat1, "PPLA": table.Seat1, "PPLA2": table.Seat2, "PPLA3": table.Seat3,
	"PPLX": table.Section, "PPLH": table.Section, "PPLCH": table.Section,
}

// kept reports whether a town goes into the table: seats of administration,
// a thousand people or more, and places whose population nobody recorded.
func kept(t town) bool {
	switch {
	case t.feature == "PPLH" || t.feature == "PPLCH":
		return false
	case t.feature == "PPLX":
		return t.population >= 10000 || t.population == 0 && len(t.alternates) >= 3
	case t.population >= 1000 || t.population == 0:
		return true
	}
	return strings.HasPrefix(t.feature, "PPLA") && t.feature < "PPLA4" || t.feature == "PPLC"
}

func (p *pack) towns(towns []town, admin1, admin2 map[string]int) {
	for _, t := range towns {
		if !kept(t) {
			continue
		}
		kind, ok := kinds[t.feature]
		if !ok {
			kind = table.Town
		}
		r := table.Record{
			Name: shown(t.name, t.country), Country: t.country, Kind: kind,
			Lat: t.lat, Lon: t.lon, Population: t.population, Admin1: -1, Admin2: -1,
		}
		if n, ok := admin1[t.admin1Code()]; ok {
			r.Admin1 = n
		}
		if n, ok := admin2[t.admin2Code()]; ok {
			r.Admin2 = n
		}
		p.townNames(p.builder.Add(r, t.id), t)
	}
}

func (p *pack) townNames(n int, t town) {
	p.name(n, t.name, 0)
	p.name(n, t.ascii, 0)
	for _, l := range p.listed {
		if name := l.names[strconv.FormatUint(uint64(t.id), 10)]; name != "" && name != t.name {
			p.name(n, name, table.Alternate|l.flag)
		}
	}
	for _, alt := range t.alternates {
		if !usable(alt) {
			continue
		}
		flags := uint8(table.Alternate)
		if akin(alt, t.ascii) {
			flags |= table.Respelled
		}
		p.name(n, alt, flags)
	}
}

// name adds a name and, for the two ways of writing Saint, the other way.
func (p *pack) name(n int, name string, flags uint8) {
	p.builder.Name(n, name, flags)
	if rest, ok := strings.CutPrefix(name, "Saint "); ok {
		p.builder.Name(n, "St "+rest, flags)
	} else if rest, ok := strings.CutPrefix(name, "St. "); ok {
		p.builder.Name(n, "Saint "+rest, flags)
	}
}

// akin reports whether fewer than half of the letters differ, so that one
// name is a spelling of the other and not an older or a foreign name.
func akin(a, b string) bool {
	x, y := bare(a), bare(b)
	if len(x) == 0 || len(y) == 0 || x[0] != y[0] {
		return false
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range y {
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return 2*row[len(y)] <= max(len(x), len(y))
}

// bare is the name in small letters without the Arabic article.
func bare(name string) []rune {
	name = strings.ToLower(name)
	for _, article := range []string{"al-", "al ", "el-", "el ", "ad ", "an ", "ar ", "as ", "ash ", "at ", "az "} {
		if rest, ok := strings.CutPrefix(name, article); ok {
			return []rune(rest)
		}
	}
	return []rune(name)
}

// usable keeps alternates that English or Spanish text could contain: Latin
// letters, capitalised, four letters or more, no airport codes, no long
// official styles.
func usable(alt string) bool {
	letters, lower := 0, 0
	for i, r := range alt {
		switch {
		case unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r), unicode.IsDigit(r):
			return false
		case i == 0 && unicode.IsLower(r):
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.IsLower(r) {
			lower++
		}
	}
	return letters >= 4 && lower > 0 && len(alt) <= 40 && strings.Count(alt, " ") < 5
}

// transliterated lists countries whose GeoNames names carry the marks of a
// scholarly transliteration that no newspaper prints.
const transliterated = "AE AF BD BH DZ EG ER ET GE IL IN IQ IR JO JP KP KR KW LB LK LY MM MR NP OM PK PS QA RU SA SD SY TH TJ UA BY KZ UZ KG YE DJ KM BG CN TW KH LA MV BT"

// shown is the name as an English paper prints it.
func shown(name, country string) string {
	if !strings.Contains(transliterated, country) {
		return name
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '‘', '’', '`', '\'', 'ʼ', 'ʻ', 'ʹ':
			return -1
		}
		if r < 0x80 || unicode.Is(unicode.Mn, r) {
			if r < 0x80 {
				return r
			}
			return -1
		}
		return table.Base(r)
	}, name)
}
