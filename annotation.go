package tocsin

// A Basis says how a day is known.
type Basis string

// Stated is a full date in the text; Relative was resolved against the day of
// publication or another phrase.
const (
	Stated   Basis = "stated"
	Relative Basis = "relative"
)

// A When is one TIMEX3 expression of the text with its value.
type When struct {
	Span
	Head        int    // token that the syntax attaches (the noun: "Monday" of "on Monday")
	Kind        string // TIMEX3 type: DATE, TIME, DURATION or SET
	Value       string // TIMEX3 value: 2025-08-18, 2025-W34, P3D, …
	First, Last Day    // inclusive; zero for a DURATION or SET that no day anchors
	Basis       Basis
}

// Precision says how exactly a place is known.
type Precision string

// The precisions, finest first.
const (
	PrecisionPoint   Precision = "point"
	PrecisionCity    Precision = "city"
	PrecisionAdmin2  Precision = "admin2"
	PrecisionAdmin1  Precision = "admin1"
	PrecisionCountry Precision = "country"
	PrecisionSea     Precision = "sea"
	PrecisionRegion  Precision = "region"
)

// A Place is a toponym of the text resolved to where it is. Names that stand
// for a government are still listed: whether one is the place of an event is
// for syntax to say.
type Place struct {
	Span                 // the name, without preposition or article
	Head       int       // token that the syntax attaches
	Name       string    // the gazetteer's English name
	Country    string    // ISO 3166-1 alpha-3; empty at sea and where disputed
	Lat, Lon   float64   // degrees, WGS 84; both 0 when Precision allows no point
	Gazetteer  string    // "geonames:5128581" or "tocsin:black-sea"
	Precision  Precision // never finer than the name supports
	Population int       // 0 unknown
}

// A Kind says what sort of party or holder stands behind words.
type Kind string

// The kinds of RECORDS: narrator is the outlet's own voice.
const (
	Narrator     Kind = "narrator"
	Person       Kind = "person"
	Organisation Kind = "organisation"
	Government   Kind = "government"
	Document     Kind = "document"
	Unnamed      Kind = "unnamed"
)

// An Actor is a noun phrase or pronoun of the text that denotes a party,
// resolved as of the report's day. A phrase that stands for several parties
// ("the two countries") has one Actor for each, all with the same Span.
// Conjuncts are separate actors, each with its own span and head.
type Actor struct {
	Span              // whole noun phrase without relative clauses and without its conjuncts
	Head     int      // token that the syntax attaches
	Name     string   // resolved name ("Government of Venezuela"); empty if unknown
	Country  string   // ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC; empty if unknown
	Sectors  []string // PLOVER sectors, primary first
	Kind     Kind     // Person, Organisation, Government, Document or Unnamed
	Wikidata string   // optional
	From     int      // index in Doc.Actors of the antecedent a pronoun or short form stands for; -1 for none
	Private  bool     // a named person with no public role: exported by role only
}

// What a quantity counts.
const (
	WhatPersonnel = "personnel"
	WhatVessel    = "vessel"
	WhatAircraft  = "aircraft"
	WhatVehicle   = "vehicle"
	WhatWeapon    = "weapon"
	WhatKilled    = "killed"
	WhatInjured   = "injured"
	WhatMissing   = "missing"
	WhatDetained  = "detained"
	WhatDeported  = "deported"
	WhatDisplaced = "displaced"
	WhatMigrants  = "migrants"
	WhatMoney     = "money"
	WhatDuration  = "duration"
	WhatOther     = "other"
)

// A Bound says how a number limits the truth.
type Bound string

// The bounds of RECORDS.
const (
	Exactly    Bound = "exactly"
	About      Bound = "about"
	AtLeast    Bound = "at_least"
	MoreThan   Bound = "more_than"
	AtMost     Bound = "at_most"
	LessThan   Bound = "less_than"
	RangeBound Bound = "range"
	Indefinite Bound = "indefinite"
)

// A Quantity is a number of the text with what it counts. What is read from
// the noun alone ("ten soldiers": personnel); the coder may refine it from
// the verb ("ten soldiers were killed": killed).
type Quantity struct {
	Span           // number with its modifier and the noun phrase it counts ("more than four million militia troops")
	Head  int      // token of the counted noun, or of the number if it stands alone
	Num   int      // token of the (last) number word
	What  string   // one of the What constants
	Unit  string   // as said, singular, lower case: "destroyer"
	Low   *float64 // nil: no lower limit
	High  *float64 // nil: no upper limit
	Bound Bound
	Names []string // named units: USS Gravely
}

// A Quote is one attribution: a source, the cue that introduces it, and what
// the source is made to say.
type Quote struct {
	Source   Span   // the source's noun phrase; zero if the source is only implied
	Head     int    // token that heads the source; -1 without one
	Holder   Kind   // never Narrator
	Party    int    // index in Doc.Actors of the holder; -1 unresolved
	Cue      Span   // the reporting word or phrase
	CueLemma string // its lemma: say, deny, according to
	Stance   string // assert, deny, doubt, accuse, ask, order: read from the cue
	Manner   string // how the cue puts it: said, claimed, admitted, denied, doubted, accused, asked, ordered, thought, held, seemed
	Content  []Span // what is said; several parts when the cue splits it
	Quoted   []Span // the parts of Content inside quotation marks
	SaidOn   int    // index in Doc.Times of the day of saying; -1 for none
	Medium   string // "televised address", "statement"; empty if not told
	Relay    Span   // an outer source that relays ("state TV said the minister had …"); zero for none
	Outer    int    // index in Doc.Quotes of the quote this one is nested in; -1 for none
}

// A Status says how firmly an event is told.
type Status string

// The statuses of RECORDS.
const (
	Occurred Status = "occurred"
	Ongoing  Status = "ongoing"
	Planned  Status = "planned"
	Possible Status = "possible"
	Negated  Status = "negated"
)

// A Factual is the status of the predicate at Token as the innermost voice
// tells it, before what the quote's own stance adds.
type Factual struct {
	Token  int
	Status Status
	Cue    Span // the words that decide it ("will", "denied"); zero for plain assertion
}

// StatusOf returns the status of the predicate at token i; Occurred if no
// stage said otherwise.
func (d *Doc) StatusOf(i int) Factual {
	lo, hi := 0, len(d.Status)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Status[mid].Token < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(d.Status) && d.Status[lo].Token == i {
		return d.Status[lo]
	}
	return Factual{Token: i, Status: Occurred}
}

// A Frame is a loaded word outside quotation marks.
type Frame struct {
	Span
	Voice int // index in Doc.Quotes of the voice that uses it; -1 for the outlet
}
