// Package gazetteer finds the places that a report names and says where they
// are. It reads GeoNames' towns and administrative areas from a packed table
// and seas, regions, rivers, bases and crossings from a table of its own.
package gazetteer

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"tocsin"
	"tocsin/gazetteer/table"
)

//go:embed data/places.bin
var placesBin []byte

//go:embed data/countries.tsv
var countriesTSV string

//go:embed data/regions.tsv
var regionsTSV string

//go:embed data/abbreviations.tsv
var abbreviationsTSV string

//go:embed data/words.tsv
var wordsTSV string

// A country is one line of countries.tsv.
type country struct {
	alpha2, alpha3, name string
	lat, lon             float64
	capital              int  // record number; -1 for none
	dependency           bool // its code is another state's
}

// A region is one line of regions.tsv.
type region struct {
	id, name string
	kind     string // sea, region, point or city
	class    string // strait, gulf, peninsula, base, …
	lat, lon float64
	alpha3   string
	country  int // index in Annotator.countries; -1 for none
}

// What an own name refers to.
type refKind uint8

const (
	refCountry   refKind = iota
	refAdjective         // Venezuelan, Syrian: no place, but a country
	refRegion
)

// An ownRef is one name of the tables of this package.
type ownRef struct {
	kind     refKind
	needsThe bool // "the Gulf", "the Strip"
	capitals bool // written in capitals: US, UAE
	index    int
}

// An Annotator fills [tocsin.Doc.Places]. It is immutable after [Load].
type Annotator struct {
	table     *table.Table
	countries []country
	regions   []region
	own       map[uint64][]ownRef // by folded name
	ofTable   []int               // country number of the table to index in countries; -1 unknown
	words     map[string]class    // by lower-case word
	shorts    map[string]short    // abbreviations of areas
}

// A short is the area that an abbreviation stands for, after the name of a
// place and a comma or anywhere.
type short struct {
	record int
	alone  bool
}

// Load parses the embedded tables for texts of a language (BCP 47: "en"). An
// error names the file and line, or wraps [tocsin.ErrLanguage].
func Load(lang string) (*Annotator, error) {
	if lang != "en" && lang != "es" { // places.bin has the names of both
		return nil, fmt.Errorf("gazetteer: language %q: %w", lang, tocsin.ErrLanguage)
	}
	t, err := table.Open(placesBin)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: places.bin: %w", err)
	}
	a := &Annotator{table: t, own: make(map[uint64][]ownRef, 4096), words: make(map[string]class, 1024), shorts: map[string]short{}}
	for _, file := range []struct {
		name, text string
		columns    int
		add        func(f []string) error
	}{
		{"countries.tsv", countriesTSV, 7, a.addCountry},
		{"regions.tsv", regionsTSV, 6, a.addRegion},
		{"words.tsv", wordsTSV, 2, a.addWord},
		{"abbreviations.tsv", abbreviationsTSV, 2, a.abbreviations()},
	} {
		if err := eachRow(file.text, file.columns, file.add); err != nil {
			return nil, fmt.Errorf("gazetteer: %s:%w", file.name, err)
		}
	}
	a.linkCountries()
	return a, nil
}

// eachRow calls add for each row of a table; rows may leave out trailing empty
// columns beyond the first least.
func eachRow(text string, least int, add func([]string) error) error {
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < least {
			return fmt.Errorf("%d: %d columns, want %d", n+1, len(f), least)
		}
		if err := add(f); err != nil {
			return fmt.Errorf("%d: %w", n+1, err)
		}
	}
	return nil
}

func (a *Annotator) addCountry(f []string) error {
	lat, lon, err := degrees(f[3], f[4])
	if err != nil {
		return err
	}
	c := country{alpha2: f[0], alpha3: f[1], name: f[2], lat: lat, lon: lon, capital: -1}
	if len(c.alpha2) != 2 || len(c.alpha3) != 3 && c.alpha3 != "" {
		return fmt.Errorf("country code %q, %q", f[0], f[1])
	}
	n := len(a.countries)
	for _, other := range a.countries {
		c.dependency = c.dependency || other.alpha3 == c.alpha3
	}
	a.countries = append(a.countries, c)
	for _, name := range append(strings.Split(f[5], "|"), f[2]) {
		a.addName(name, refCountry, n)
	}
	for _, name := range strings.Split(f[6], "|") {
		a.addName(name, refAdjective, n)
		a.addName(name+"s", refAdjective, n)
	}
	return nil
}

func (a *Annotator) addRegion(f []string) error {
	lat, lon, err := degrees(f[4], f[5])
	if err != nil {
		return err
	}
	f = append(f, "")
	r := region{id: "tocsin:" + slug(f[0]), name: f[0], kind: f[2], class: f[3], lat: lat, lon: lon, alpha3: f[6], country: -1}
	if r.kind != "sea" && r.kind != "region" && r.kind != "point" && r.kind != "city" {
		return fmt.Errorf("type %q", r.kind)
	}
	for i := range a.countries {
		if a.countries[i].alpha3 == r.alpha3 && !a.countries[i].dependency && r.alpha3 != "" {
			r.country = i
		}
	}
	if r.alpha3 != "" && r.country < 0 {
		return fmt.Errorf("no country %q", r.alpha3)
	}
	a.regions = append(a.regions, r)
	for _, name := range append(strings.Split(f[1], "|"), f[0]) {
		a.addName(name, refRegion, len(a.regions)-1)
	}
	return nil
}

// addName files a name and notes the small words it contains, so that the
// scan knows which lower-case words can continue a name.
func (a *Annotator) addName(name string, kind refKind, index int) {
	bare, the := strings.CutPrefix(name, "the ")
	key := table.Fold(bare)
	if key.Empty() {
		return
	}
	refs := a.own[key.Sum()]
	for i := range refs {
		if refs[i].kind == kind && refs[i].index == index {
			refs[i].needsThe = refs[i].needsThe && the
			return
		}
	}
	a.own[key.Sum()] = append(refs, ownRef{kind, the, inCapitals(bare), index})
	for _, w := range strings.FieldsFunc(bare, func(r rune) bool { return r == ' ' || r == '-' }) {
		if unicode.IsLower([]rune(w)[0]) {
			a.words[strings.ToLower(w)] |= inName
		}
	}
}

func (a *Annotator) addWord(f []string) error {
	c, ok := classes[f[1]]
	if !ok {
		return fmt.Errorf("class %q", f[1])
	}
	a.words[f[0]] |= c
	return nil
}

// abbreviations returns the function that files a row, with the codes of the
// first-level areas at the front of the table.
func (a *Annotator) abbreviations() func(f []string) error {
	areas, _ := a.table.Admin2s()
	codes := make(map[string]int, areas)
	for n := range areas {
		codes[a.table.Code(n)] = n
	}
	return func(f []string) error {
		n, ok := codes[f[1]]
		if !ok {
			return fmt.Errorf("no area %q", f[1])
		}
		a.shorts[f[0]] = short{n, len(f) > 2 && f[2] == "alone"}
		return nil
	}
}

// linkCountries maps the table's country numbers to those of countries.tsv
// and finds the capitals.
func (a *Annotator) linkCountries() {
	a.ofTable = make([]int, a.table.Countries())
	numbers := make(map[string]int, len(a.countries))
	for i, c := range a.countries {
		numbers[c.alpha2] = i
	}
	for n := range a.ofTable {
		a.ofTable[n] = -1
		if i, ok := numbers[a.table.Country(n)]; ok {
			a.ofTable[n] = i
		}
	}
	_, from := a.table.Admin2s()
	for n := from; n < a.table.Len(); n++ {
		if a.table.KindOf(n) != table.Capital {
			continue
		}
		if c := a.countryOf(a.table.Brief(n)); c >= 0 {
			a.countries[c].capital = n
		}
	}
}

func (a *Annotator) countryOf(b table.Brief) int {
	if b.Country < len(a.ofTable) {
		return a.ofTable[b.Country]
	}
	return -1
}

func degrees(lat, lon string) (float64, float64, error) {
	y, err := strconv.ParseFloat(lat, 64)
	if err != nil {
		return 0, 0, err
	}
	x, err := strconv.ParseFloat(lon, 64)
	if err == nil && (y < -90 || y > 90 || x < -180 || x > 180) {
		err = fmt.Errorf("coordinates %s, %s", lat, lon)
	}
	return y, x, err
}

// slug is the name in lower-case ASCII with hyphens: "gulf-of-cadiz".
func slug(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		r = unicode.ToLower(table.Base(r))
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r == '\'' || r == '’' || r == '.':
			return -1
		}
		return '-'
	}, name), "-")
}

// inCapitals reports whether a word of two letters or more has no small one.
func inCapitals(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 2
}
