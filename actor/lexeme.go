package actor

import "tocsin"

// A sense is what a proper name can stand for, as a set of bits.
type sense uint8

const (
	stateName   sense = 1 << iota // Venezuela, Transnistria
	adjective                     // Venezuelan
	demonym                       // a Briton
	demonyms                      // Britons
	seat                          // Caracas, the Kremlin: the place that stands for its government
	bodyName                      // an organisation
	holderName                    // full name of somebody in offices.tsv
	surname                       // short name of somebody in offices.tsv
	nationality = adjective | demonym | demonyms
)

// A party is a row of the countries, regions or organisations table.
type party struct {
	name    string   // as exported
	short   string   // of a state, without "Government of"
	country string   // ISO 3166-1 alpha-3 or an international code
	sectors []string // of the party itself; for a state that of its government
	kind    tocsin.Kind
	region  bool // part of a state: its name is no government
}

// A lexeme is everything one name or word of the tables can mean.
type lexeme struct {
	senses  sense
	minimum shape    // least capitalisation for the proper senses
	state   *party   // for stateName, nationality and seat
	bodies  []*party // for bodyName, the best known first
	holders []*term  // for holderName and surname, by row
	head    *agent   // as head noun of a party's noun phrase
	mod     *agent   // as modifier of another noun
	through bool     // counts or groups: "dozens of protesters" are protesters
}

// A scope says where a noun without a national modifier takes its country.
type scope uint8

const (
	noScope     scope = iota // nowhere: gunmen, analysts
	stateScope               // from the state the text is about: army, minister
	peopleScope              // from where the sentence takes place: villagers
	armedScope               // from the armed group the text is about: insurgents
	bodyScope                // none of its own: group, movement
)

// A force says how firmly a word gives its sector.
type force uint8

const (
	firm    force = iota
	weak          // only if no other word of the phrase gives one: spokesman
	overrun       // whatever the head says: rebel troops
	added         // beside the head's: opposition lawmakers
)

// An agent is a row of agents.tsv: what a common noun or modifier says of the
// party it denotes.
type agent struct {
	sectors []string
	force   force
	kind    tocsin.Kind
	scope   scope
	office  string // class of office that offices.tsv lists holders of
	plural  bool
}

// A term is a row of offices.tsv: one person in one office.
type term struct {
	name     string
	country  string
	office   string
	sectors  []string
	from, to tocsin.Day // to is zero while in office
	woman    bool
}

func (t *term) holdsOn(d tocsin.Day) bool {
	return !d.Before(t.from) && (t.to.IsZero() || !t.to.Before(d))
}

// outdated reports whether the day lies so long after the table's last change of
// office that somebody else may hold one that it leaves open.
func (a *Annotator) outdated(t *term, d tocsin.Day) bool {
	return t.to.IsZero() && d.Sub(a.compiled) > 366
}

// official reports whether the term is of an office that a person can leave.
func (t *term) official() bool {
	return len(t.sectors) > 0 && (t.sectors[0] == "GOV" || t.sectors[0] == "LEG")
}
