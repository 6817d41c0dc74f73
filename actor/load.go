// Package actor finds the parties of a report: who acts, who is acted upon,
// and who says so. It resolves names, offices, nationalities, capitals that
// stand for governments, agent nouns and pronouns to a country, PLOVER sectors
// and a kind of holder, as of the report's day.
//
// Every table treats every country alike: what is read for one is read for
// any other in the same words.
package actor

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/tsv"
	"tocsin/plover"
)

//go:embed data/*.tsv
var tables embed.FS

// An Annotator finds parties. It is safe for concurrent use.
type Annotator struct {
	trie     *trie
	terms    []*term
	held     map[officeKey][]*term // by country and class of office
	codes    map[string]codes      // by ISO 3166-1 alpha-3
	names    map[string]string     // ISO 3166-1 alpha-3 to English name
	rule     map[string]string     // ISO 3166-1 alpha-3 to the name of its government
	states   map[string]*party     // by ISO 3166-1 alpha-3
	bodies   map[string]*party     // organisations by their first name
	ships    map[string][]*party   // prefix of a ship's name to the forces that use it
	lands    map[string][]string   // noun for a kind of state to the states of that kind
	words    map[string]class
	sexes    map[string]byte // nouns, and endings after a hyphen: 'f' or 'm'
	pronouns map[string]pronounSort
	compass  map[string]byte   // words for points of the compass, to the first letter of the point's class
	halves   map[string][]half // name shared by states but for a point of the compass
	halfOf   map[string]string // by ISO 3166-1 alpha-3, the name that it shares
	compiled tocsin.Day        // the latest change of office that the table knows
	grammar  grammar
}

type officeKey struct{ country, office string }

type codes struct{ cow, cameo string }

// Load parses the embedded tables for texts of a language (BCP 47: "en"). An
// error names the file and line, or wraps [tocsin.ErrLanguage].
func Load(lang string) (*Annotator, error) {
	a := &Annotator{
		trie:     newTrie(),
		held:     make(map[officeKey][]*term),
		codes:    make(map[string]codes),
		names:    make(map[string]string),
		rule:     make(map[string]string),
		states:   make(map[string]*party),
		bodies:   make(map[string]*party),
		ships:    make(map[string][]*party),
		lands:    make(map[string][]string),
		words:    make(map[string]class),
		sexes:    make(map[string]byte),
		pronouns: make(map[string]pronounSort),
		compass:  make(map[string]byte),
		halves:   make(map[string][]half),
		halfOf:   make(map[string]string),
	}
	for _, t := range []struct {
		file    string
		columns int
		row     func([]string) error
	}{
		{"languages.tsv", 5, a.addGrammar(lang)},
		{lang + ".words.tsv", 2, a.addWords},
		{"countries.tsv", 4, a.addCountry},
		{lang + ".countries.tsv", 5, a.addNames},
		{lang + ".regions.tsv", 7, a.addRegion},
		{"organisations.tsv", 4, a.addBody},
		{lang + ".organisations.tsv", 2, a.addAlias},
		{"offices.tsv", 8, a.addTerm},
		{lang + ".people.tsv", 3, a.addSpelling},
		{lang + ".agents.tsv", 5, a.addAgents},
		{lang + ".lands.tsv", 2, a.addLands},
		{"ships.tsv", 3, a.addShip},
	} {
		text, err := tsv.Text(tables, t.file)
		if err != nil {
			return nil, fmt.Errorf("actor: language %q: %w", lang, err)
		}
		if err := eachRow(t.file, text, t.columns, t.row); err != nil {
			return nil, err
		}
	}
	a.pairHalves()
	return a, nil
}

// eachRow calls f with the cells of every line after the header. Lines that
// are empty or begin with # are skipped.
func eachRow(file, text string, columns int, f func([]string) error) error {
	header := true
	err := tsv.Rows(file, text, 1, func(cells []string) error {
		if header {
			header = false
			return nil
		}
		if len(cells) != columns {
			return fmt.Errorf("%d columns, want %d: %w", len(cells), columns, tocsin.ErrInvalid)
		}
		return f(cells)
	})
	if err != nil {
		return fmt.Errorf("actor: %w", err)
	}
	return nil
}

// list splits a cell at bars; an empty cell has no items.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

// addCountry reads: ISO code, COW and CAMEO codes, English name.
func (a *Annotator) addCountry(c []string) error {
	iso, name := c[0], c[3]
	if len(iso) != 3 || name == "" {
		return fmt.Errorf("country %q without a code or name: %w", iso, tocsin.ErrInvalid)
	}
	if _, ok := a.names[iso]; ok {
		return fmt.Errorf("country %s twice: %w", iso, tocsin.ErrInvalid)
	}
	a.names[iso], a.rule[iso] = name, "Government of "+article(name)
	a.codes[iso] = codes{c[1], c[2]}
	a.states[iso] = &party{name: a.rule[iso], short: name, country: iso, sectors: []string{"GOV"}, kind: tocsin.Government}
	return nil
}

// addNames reads: ISO code, names, adjectives, people, seats of government.
func (a *Annotator) addNames(c []string) error {
	p, ok := a.states[c[0]]
	if !ok {
		return fmt.Errorf("names of unknown country %q: %w", c[0], tocsin.ErrInvalid)
	}
	a.addState(p, list(c[1]), list(c[2]), list(c[3]), list(c[4]))
	return nil
}

// article puts "the" before the English names of states that take it.
func article(name string) string {
	for _, s := range []string{"United ", "Republic", "Islands", "Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Comoros", "Seychelles", "Emirates", "Vatican"} {
		if strings.Contains(name, s) {
			return "the " + name
		}
	}
	return name
}

// addRegion reads: the name as exported, names, adjectives, people, seats, the
// state it belongs to, sectors.
func (a *Annotator) addRegion(c []string) error {
	iso := c[5]
	if _, ok := a.names[iso]; !ok {
		return fmt.Errorf("region of unknown country %q: %w", iso, tocsin.ErrInvalid)
	}
	p := &party{name: c[0], country: iso, sectors: []string{"GOV"}, kind: tocsin.Government, region: true}
	if c[6] != "" {
		var err error
		if p.sectors, err = sectors(c[6]); err != nil {
			return err
		}
	}
	a.addState(p, list(c[1]), list(c[2]), list(c[3]), list(c[4]))
	return nil
}

// addState enters the names, adjectives, demonyms and seats of a state.
func (a *Annotator) addState(p *party, names, adjectives, people, seats []string) {
	for _, n := range names {
		a.proper(n, stateName).state = p
		a.addHalf(p, n)
		if rest, ok := strings.CutPrefix(n, "The "); ok {
			a.proper(rest, stateName).state = p
		}
	}
	for _, n := range adjectives {
		if a.grammar.small {
			a.addInflected(p, n)
		} else {
			a.addAdjective(p, n)
		}
	}
	for _, n := range people {
		one, many, ok := strings.Cut(n, "/")
		if !ok {
			many = plural(one)
		}
		a.proper(one, demonym).state = p
		a.proper(many, demonyms).state = p
	}
	for _, n := range seats {
		a.proper(n, seat).state = p
	}
}

// addAdjective enters an English adjective. One in -n or -i doubles as demonym
// with a regular plural, one in -se, -sh or -ch as the plural itself.
func (a *Annotator) addAdjective(p *party, n string) {
	a.proper(n, adjective).state = p
	switch n[len(n)-1] {
	case 'n', 'i', 't', 'b', 'k', 'c':
		a.proper(n, demonym).state = p
		a.proper(n+"s", demonyms).state = p
	case 'e', 'h', 'z', 's':
		a.proper(n, demonyms).state = p
	}
}

// addInflected enters the four forms of a Romance adjective, each of which is
// a noun for the people as well, with a small letter.
func (a *Annotator) addInflected(p *party, n string) {
	one, many := inflect(n)
	for i, forms := range [2][]string{one, many} {
		s := adjective | demonym
		if i == 1 {
			s = adjective | demonyms
		}
		for _, f := range forms {
			l := a.proper(f, s)
			l.state, l.minimum = p, lowerCase
		}
	}
}

// proper enters a proper name. A name that is one word of capitals needs
// capitals in the text ("US"), any other a capital first.
func (a *Annotator) proper(name string, s sense) *lexeme {
	l := a.trie.add(name)
	need := capital
	if len(name) <= 8 && shapeOf(name) == allCaps && !strings.Contains(name, " ") {
		need = allCaps
	}
	if l.senses == 0 || need < l.minimum {
		l.minimum = need
	}
	l.senses |= s
	return l
}

// addBody reads: names, country or international code, sectors, kind.
func (a *Annotator) addBody(c []string) error {
	names := list(c[0])
	if len(names) == 0 {
		return fmt.Errorf("organisation without a name: %w", tocsin.ErrInvalid)
	}
	p := &party{name: names[0], country: c[1]}
	var err error
	if p.sectors, err = sectors(c[2]); err != nil {
		return err
	}
	if p.kind, err = kind(c[3]); err != nil {
		return err
	}
	if _, ok := a.names[c[1]]; !ok && c[1] != "" && !international(c[1]) {
		return fmt.Errorf("organisation of unknown country %q: %w", c[1], tocsin.ErrInvalid)
	}
	if _, ok := a.bodies[p.name]; !ok {
		a.bodies[p.name] = p
	}
	for _, n := range names {
		l := a.proper(n, bodyName)
		l.bodies = append(l.bodies, p)
	}
	return nil
}

// addAlias reads: the first name of an organisation, its names in the
// language.
func (a *Annotator) addAlias(c []string) error {
	p, ok := a.bodies[c[0]]
	if !ok {
		return fmt.Errorf("names of unknown organisation %q: %w", c[0], tocsin.ErrInvalid)
	}
	for _, n := range list(c[1]) {
		l := a.proper(n, bodyName)
		if !slices.Contains(l.bodies, p) {
			l.bodies = append(l.bodies, p)
		}
		if shapeOf(n) == lowerCase {
			l.minimum = lowerCase
		}
	}
	return nil
}

func international(code string) bool { return plover.ValidInternational(code) }

// sectors splits a cell of PLOVER sectors at commas, primary first.
func sectors(cell string) ([]string, error) {
	if cell == "" {
		return nil, nil
	}
	out := strings.Split(cell, ",")
	for _, s := range out {
		if !plover.ValidSector(s) {
			return nil, fmt.Errorf("unknown sector %q: %w", s, tocsin.ErrInvalid)
		}
	}
	return out, nil
}

// kind reads a kind of party or holder.
func kind(cell string) (tocsin.Kind, error) {
	switch k := tocsin.Kind(cell); k {
	case tocsin.Person, tocsin.Organisation, tocsin.Government, tocsin.Document, tocsin.Unnamed:
		return k, nil
	}
	return "", fmt.Errorf("unknown kind %q: %w", cell, tocsin.ErrInvalid)
}

// CountryName returns the English name of an ISO 3166-1 alpha-3 code (KOS for
// Kosovo), or "".
func (a *Annotator) CountryName(iso string) string { return a.names[iso] }

// COW returns the Correlates of War abbreviation of an ISO 3166-1 alpha-3
// code, or "".
func (a *Annotator) COW(iso string) string { return a.codes[iso].cow }

// CAMEO returns the CAMEO country code of an ISO 3166-1 alpha-3 code, or "".
func (a *Annotator) CAMEO(iso string) string { return a.codes[iso].cameo }
