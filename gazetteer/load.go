// Package gazetteer finds the places that a report names and says where they
// are. It reads GeoNames' towns and administrative areas from a packed table
// and seas, regions, rivers, bases and crossings from a table of its own.
package gazetteer

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"tocsin/gazetteer/table"
	"tocsin/internal/tsv"
)

//go:embed data/places.bin
var placesBin []byte

//go:embed data/*.tsv
var tables embed.FS

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
	exonyms   map[uint64][2]int   // by folded name: entries of the index of the name they stand for
	anaphors  map[string]string   // nouns that take up a place named before, and what it must be
	after     bool                // modifiers stand behind what they modify: "aguas venezolanas"
	small     bool                // words of nationality begin with a small letter
	listed    uint8               // flag of the names of the table that the language uses
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
	t, err := table.Open(placesBin)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: places.bin: %w", err)
	}
	a := &Annotator{
		table: t, own: make(map[uint64][]ownRef, 4096), words: make(map[string]class, 1024),
		shorts: map[string]short{}, anaphors: map[string]string{}, exonyms: map[uint64][2]int{},
	}
	for _, file := range []struct {
		name    string
		columns int
		add     func(f []string) error
	}{
		{"languages.tsv", 4, a.addLanguage(lang)},
		{lang + ".words.tsv", 2, a.addWord},
		{lang + ".anaphors.tsv", 2, a.addAnaphor},
		{"countries.tsv", 5, a.addCountry},
		{lang + ".countries.tsv", 3, a.addNames()},
		{"regions.tsv", 5, a.addRegion},
		{lang + ".regions.tsv", 2, a.addRegionNames()},
		{lang + ".exonyms.tsv", 2, a.addExonym},
		{"abbreviations.tsv", 2, a.abbreviations()},
	} {
		text, err := tsv.Text(tables, file.name)
		if err == nil {
			err = tsv.Rows(file.name, text, file.columns, file.add)
		}
		if err != nil {
			return nil, fmt.Errorf("gazetteer: %w", err)
		}
	}
	a.linkCountries()
	return a, nil
}

// addLanguage reads: language, where adjectives stand, first letter of words
// of nationality, which of the table's names are the language's.
func (a *Annotator) addLanguage(lang string) func(f []string) error {
	return func(f []string) error {
		if f[0] != lang {
			return nil
		}
		a.after, a.small = f[1] == "after", f[2] == "small"
		switch f[3] {
		case "English":
			a.listed = table.English
		case "Spanish":
			a.listed = table.Spanish | table.English
		default:
			return fmt.Errorf("names of %q", f[3])
		}
		return nil
	}
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
	for _, other := range a.countries {
		c.dependency = c.dependency || other.alpha3 == c.alpha3
	}
	a.countries = append(a.countries, c)
	return nil
}

// addNames returns the function that reads: alpha-2 code, names, adjectives
// and nationals in all their forms.
func (a *Annotator) addNames() func(f []string) error {
	numbers := map[string]int{}
	return func(f []string) error {
		for i := len(numbers); i < len(a.countries); i++ {
			numbers[a.countries[i].alpha2] = i
		}
		n, ok := numbers[f[0]]
		if !ok {
			return fmt.Errorf("no country %q", f[0])
		}
		for _, name := range strings.Split(f[1], "|") {
			a.addName(name, refCountry, n)
		}
		for _, name := range strings.Split(f[2], "|") {
			a.addName(name, refAdjective, n)
		}
		return nil
	}
}

// addRegionNames returns the function that reads: English name of a region,
// its names in the language.
func (a *Annotator) addRegionNames() func(f []string) error {
	numbers := map[string]int{}
	return func(f []string) error {
		for i := len(numbers); i < len(a.regions); i++ {
			numbers[a.regions[i].name] = i
		}
		n, ok := numbers[f[0]]
		if !ok {
			return fmt.Errorf("no region %q", f[0])
		}
		for _, name := range strings.Split(f[1], "|") {
			a.addName(name, refRegion, n)
		}
		return nil
	}
}

// addExonym reads: a name in the language, the name under which the packed
// table lists the place.
func (a *Annotator) addExonym(f []string) error {
	from, to := a.table.Find(table.Fold(f[1]))
	if from == to {
		return fmt.Errorf("no place %q", f[1])
	}
	a.exonyms[table.Fold(f[0]).Sum()] = [2]int{from, to}
	a.addInside(f[0])
	return nil
}

// find returns the entries of the packed table's index for a name.
func (a *Annotator) find(key table.Key) (from, to int) {
	if e, ok := a.exonyms[key.Sum()]; ok {
		return e[0], e[1]
	}
	return a.table.Find(key)
}

func (a *Annotator) addAnaphor(f []string) error {
	a.anaphors[f[0]] = f[1]
	a.words[f[0]] |= anaphor
	return nil
}

func (a *Annotator) addRegion(f []string) error {
	lat, lon, err := degrees(f[3], f[4])
	if err != nil {
		return err
	}
	f = append(f, "")
	r := region{id: "tocsin:" + slug(f[0]), name: f[0], kind: f[1], class: f[2], lat: lat, lon: lon, alpha3: f[5], country: -1}
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
	a.addInside(bare)
}

// addInside notes the words with small letters inside a name and, where names
// may begin with one ("mar Rojo"), the first.
func (a *Annotator) addInside(name string) {
	for i, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' }) {
		if !unicode.IsLower([]rune(w)[0]) {
			continue
		}
		a.words[strings.ToLower(w)] |= inName
		if i == 0 && a.small {
			a.words[strings.ToLower(w)] |= nameStart
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
