package coder

import (
	"fmt"
	"strings"
)

// A classMask is a set of semantic classes, one bit each.
type classMask uint64

// classes knows which words belong to which semantic classes.
type classes struct {
	names    map[string]classMask // class name: its bit
	words    map[string]classMask // lemma, lower case: its classes
	roles    *words               // roles of words of grammar
	adjuncts map[string]adjunct   // roles of words around times, places and numbers

	political, armed, calamity classMask // unions of classes
	vague                      classMask // words of arms that as often are none
	craft                      classMask // what may crash
	leisure                    classMask // words of sport, markets and shows
	topics                     classMask // what a report may be about; verbs do not tell ("stormed")
	lends                      classMask // what a compound lends to the noun it stands before ("army base")

	party, person, force, government, place, measure, habit, date, weapon, name, count classMask
}

// Classes that the program itself assigns, besides those of the table: a NAME
// is any proper noun; a PARTY any word that can stand for somebody.
const (
	className    = "NAME"
	classParty   = "PARTY"
	classLeisure = "LEISURE"
)

// parseClasses reads the table: class, then lemmas separated by spaces. A
// class may stand on several lines.
func parseClasses(file, text string) (*classes, error) {
	c := &classes{names: map[string]classMask{}, words: map[string]classMask{}}
	c.bit(className)
	c.bit(classParty)
	err := eachRow(file, text, 2, func(_ string, f []string) error {
		if f[0] != strings.ToUpper(f[0]) {
			return fmt.Errorf("class %q is not in capitals", f[0])
		}
		m, err := c.bit(f[0])
		for _, w := range strings.Fields(f[1]) {
			c.words[w] |= m
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for name, field := range map[string]*classMask{
		classParty: &c.party, className: &c.name, "PERSON": &c.person, "FORCE": &c.force, "GOVERNMENT": &c.government,
		"PLACE": &c.place, "MEASURE": &c.measure, "HABIT": &c.habit, "DATE": &c.date, "WEAPON": &c.weapon, "COUNT": &c.count,
	} {
		if *field = c.names[name]; *field == 0 {
			return nil, fmt.Errorf("%s: no class %s", file, name)
		}
	}
	c.political = c.union("FORCE", "GOVERNMENT", "OFFICIAL", "COURT", "VIOLENCE", "SANCTIONS", "ENVOY", "CROWD")
	c.armed, c.vague = c.union("FORCE", "WEAPON", "VIOLENCE"), c.names["VAGUE"]
	c.craft = c.union("AIRCRAFT", "VEHICLE")
	c.calamity = c.union("STORM", "CRASH")
	c.topics = c.union("STORM", "CRASH", "SPORT", "SHOW", "FINANCE", "DISEASE", "WEATHER", "ACCIDENT")
	c.lends = c.union("FORCE", "POLICE", "MILITIA", "WEAPON", "VESSEL", "AIRCRAFT", "DIGITAL", "COURT", "SPORT", "SHOW", "GOVERNMENT")
	return c, nil
}

func (c *classes) bit(name string) (classMask, error) {
	m, ok := c.names[name]
	if !ok {
		if len(c.names) == 64 {
			return 0, fmt.Errorf("class %s is one too many: at most 64", name)
		}
		m = 1 << len(c.names)
		c.names[name] = m
	}
	return m, nil
}

func (c *classes) union(names ...string) classMask {
	var m classMask
	for _, n := range names {
		m |= c.names[n]
	}
	return m
}

// markLeisure adds the words of sport, markets and shows.
func (c *classes) markLeisure(words map[string]bool) (err error) {
	c.leisure, err = c.bit(classLeisure)
	for w := range words {
		c.words[w] |= c.leisure
	}
	return err
}

// of returns the classes of a lemma, whatever its case. A hyphenated word that
// is not in the table has those of its last part ("ex-spy"), a plural those of
// its singular.
func (c *classes) of(lemma string) classMask {
	lemma = strings.ToLower(lemma)
	m, ok := c.words[lemma]
	if ok {
		return m
	}
	if i := strings.LastIndexByte(lemma, '-'); i > 0 {
		return c.words[lemma[i+1:]]
	}
	if stem, ok := strings.CutSuffix(lemma, "s"); ok {
		if m, ok := c.words[stem]; ok || !c.personal() {
			return m
		}
		return c.words[strings.TrimSuffix(stem, "e")]
	}
	if c.personal() {
		return c.words[unaccented(lemma)]
	}
	return 0
}
