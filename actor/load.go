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
	"strings"

	"tocsin"
	"tocsin/plover"
)

//go:embed data/*.tsv
var tables embed.FS

// An Annotator finds parties. It is safe for concurrent use.
type Annotator struct {
	trie  *trie
	terms []*term
	held  map[officeKey][]*term // by country and class of office
	codes map[string]codes      // by ISO 3166-1 alpha-3
	names map[string]string     // ISO 3166-1 alpha-3 to English name
	rule  map[string]string     // ISO 3166-1 alpha-3 to the name of its government
	ships map[string][]*party   // prefix of a ship's name to the forces that use it
	lands map[string][]string   // noun for a kind of state to the states of that kind
}

type officeKey struct{ country, office string }

type codes struct{ cow, cameo string }

// Load parses the embedded tables for texts of a language (BCP 47: "en"). An
// error names the file and line, or wraps [tocsin.ErrLanguage].
func Load(lang string) (*Annotator, error) {
	if lang != "en" {
		return nil, fmt.Errorf("actor: language %q: %w", lang, tocsin.ErrLanguage)
	}
	a := &Annotator{
		trie:  newTrie(),
		held:  make(map[officeKey][]*term),
		codes: make(map[string]codes),
		names: make(map[string]string),
		rule:  make(map[string]string),
		ships: make(map[string][]*party),
		lands: make(map[string][]string),
	}
	for _, t := range []struct {
		file    string
		columns int
		row     func(*Annotator, []string) error
	}{
		{"countries.tsv", 9, (*Annotator).addCountry},
		{"regions.tsv", 7, (*Annotator).addRegion},
		{"organisations.tsv", 4, (*Annotator).addBody},
		{"offices.tsv", 8, (*Annotator).addTerm},
		{"agents.tsv", 5, (*Annotator).addAgents},
		{"lands.tsv", 2, (*Annotator).addLands},
		{"ships.tsv", 3, (*Annotator).addShip},
	} {
		text, err := tables.ReadFile("data/" + t.file)
		if err != nil {
			return nil, fmt.Errorf("actor: %w", err)
		}
		if err := eachRow(t.file, string(text), t.columns, func(row []string) error { return t.row(a, row) }); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// eachRow calls f with the cells of every line after the header. Lines that
// are empty or begin with # are skipped.
func eachRow(file, text string, columns int, f func([]string) error) error {
	for n, line := range strings.Split(text, "\n") {
		if n == 0 || line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != columns {
			return fmt.Errorf("actor: %s:%d: %d columns, want %d: %w", file, n+1, len(cells), columns, tocsin.ErrInvalid)
		}
		if err := f(cells); err != nil {
			return fmt.Errorf("actor: %s:%d: %w", file, n+1, err)
		}
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

// addCountry reads: ISO code, COW and CAMEO codes, names, adjectives, people,
// seats of government, and names and adjectives in Spanish, which English
// texts do without.
func (a *Annotator) addCountry(c []string) error {
	iso, names := c[0], list(c[3])
	if len(iso) != 3 || len(names) == 0 {
		return fmt.Errorf("country %q without a code or name: %w", iso, tocsin.ErrInvalid)
	}
	if _, ok := a.names[iso]; ok {
		return fmt.Errorf("country %s twice: %w", iso, tocsin.ErrInvalid)
	}
	a.names[iso], a.rule[iso] = names[0], "Government of "+article(names[0])
	a.codes[iso] = codes{c[1], c[2]}
	p := &party{name: a.rule[iso], short: names[0], country: iso, sectors: []string{"GOV"}, kind: tocsin.Government}
	a.addState(p, names, list(c[4]), list(c[5]), list(c[6]))
	return nil
}

// article puts "the" before the names of states that take it.
func article(name string) string {
	for _, s := range []string{"United ", "Republic", "Islands", "Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Comoros", "Seychelles", "Emirates", "Vatican"} {
		if strings.Contains(name, s) {
			return "the " + name
		}
	}
	return name
}

// addRegion reads: names, adjectives, people, seats, the state it belongs to,
// sectors, Spanish names.
func (a *Annotator) addRegion(c []string) error {
	iso := c[4]
	if _, ok := a.names[iso]; !ok {
		return fmt.Errorf("region of unknown country %q: %w", iso, tocsin.ErrInvalid)
	}
	p := &party{country: iso, sectors: []string{"GOV"}, kind: tocsin.Government, region: true}
	if names := list(c[0]); len(names) > 0 {
		p.name = names[0]
	}
	if c[5] != "" {
		var err error
		if p.sectors, err = sectors(c[5]); err != nil {
			return err
		}
	}
	a.addState(p, list(c[0]), list(c[1]), list(c[2]), list(c[3]))
	return nil
}

// addState enters the names, adjectives, demonyms and seats of a state. An
// adjective in -n or -i doubles as demonym with a regular plural, one in -se,
// -sh or -ch as the plural itself.
func (a *Annotator) addState(p *party, names, adjectives, people, seats []string) {
	for _, n := range names {
		a.proper(n, stateName).state = p
		if rest, ok := strings.CutPrefix(n, "The "); ok {
			a.proper(rest, stateName).state = p
		}
	}
	for _, n := range adjectives {
		a.proper(n, adjective).state = p
		switch n[len(n)-1] {
		case 'n', 'i', 't', 'b', 'k', 'c':
			a.proper(n, demonym).state = p
			a.proper(n+"s", demonyms).state = p
		case 'e', 'h', 'z', 's':
			a.proper(n, demonyms).state = p
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
	for _, n := range names {
		l := a.proper(n, bodyName)
		l.bodies = append(l.bodies, p)
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

// plural is the regular English plural of the last word.
func plural(w string) string {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "man") && !strings.HasSuffix(w, "rman"):
		return w[:n-2] + "en"
	case strings.HasSuffix(w, "y") && n > 1 && !strings.ContainsRune("aeiou", rune(w[n-2])):
		return w[:n-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	}
	return w + "s"
}

// CountryName returns the English name of an ISO 3166-1 alpha-3 code (KOS for
// Kosovo), or "".
func (a *Annotator) CountryName(iso string) string { return a.names[iso] }

// COW returns the Correlates of War abbreviation of an ISO 3166-1 alpha-3
// code, or "".
func (a *Annotator) COW(iso string) string { return a.codes[iso].cow }

// CAMEO returns the CAMEO country code of an ISO 3166-1 alpha-3 code, or "".
func (a *Annotator) CAMEO(iso string) string { return a.codes[iso].cameo }
