package tocsin

// A Participant is a party of an event without its place in a text.
type Participant struct {
	Name    string   `json:"name"`
	Country string   `json:"country"` // as in Party
	Sectors []string `json:"sectors"`
}

// A Site is where an event took place without its place in a text.
type Site struct {
	Name      string    `json:"name"`
	Country   string    `json:"country"`
	Lat       *float64  `json:"lat,omitempty"`
	Lon       *float64  `json:"lon,omitempty"`
	Gazetteer string    `json:"gazetteer,omitempty"`
	Precision Precision `json:"precision"`
}

// Disputed is the status of an event that one side tells as done and another
// denies. Only events have it; every claim keeps its own status.
const Disputed Status = "disputed"

// A Member says which mention belongs to an event and why.
type Member struct {
	Mention string   `json:"mention"` // Mention.ID
	Report  ReportID `json:"report"`
	Why     string   `json:"why"` // evidence that ties it to the others, strongest first

	// Edit is what a later version of the page did to the sentence: corrected,
	// withdrawn, or replaced by another one; empty while it stands.
	Edit string `json:"edit,omitempty"`
}

// An Origin is an independent source of an event: an outlet that tells it in
// words of its own.
type Origin struct {
	Name    string     `json:"name"`
	Reports []ReportID `json:"reports"`
	How     string     `json:"how"` // "own words", "copy of r1", "relayed by X"
}

// A Relation says how two claims stand to each other.
type Relation string

// The relations: ranges that meet are compatible, the later word of the same
// holder supersedes, anything else contradicts.
const (
	Compatible  Relation = "compatible"
	Contradicts Relation = "contradicts"
	Supersedes  Relation = "supersedes"
)

// A ValueClaim is one voice on one number of an event.
type ValueClaim struct {
	Holder   string     `json:"holder"`
	Kind     Kind       `json:"kind"`
	Country  string     `json:"country"`
	Outlet   string     `json:"outlet"` // origin of the report that tells it
	Report   ReportID   `json:"report"`
	Mention  string     `json:"mention"`
	Said     Day        `json:"said"` // day of saying, or of publication if the report does not tell
	Low      *float64   `json:"low"`
	High     *float64   `json:"high"`
	Bound    Bound      `json:"bound"`
	Text     string     `json:"text"`
	Sentence string     `json:"sentence"`
	AlsoIn   []ReportID `json:"also_in"`        // copies of the report, which add no claim
	Edit     string     `json:"edit,omitempty"` // as that of the Member with the mention
}

// A Pair relates two claims of a [Comparison] by their indices; A is the later
// one if it supersedes B.
type Pair struct {
	A  int      `json:"a"`
	B  int      `json:"b"`
	Is Relation `json:"is"`
}

// A Comparison sets every claim on one number of an event side by side.
type Comparison struct {
	What      string       `json:"what"`
	Unit      string       `json:"unit"`
	Claims    []ValueClaim `json:"claims"`
	Relations []Pair       `json:"relations"`
}

// An Event is one event of the world as its mentions in many reports tell it.
type Event struct {
	ID          string        `json:"id"` // of its first mention; stable while that mention stays
	Type        string        `json:"type"`
	Modes       []string      `json:"modes"`
	Contexts    []string      `json:"contexts"`
	CAMEO       string        `json:"cameo"`
	Quad        string        `json:"quad"`
	Score       float64       `json:"score"`
	MID         *MID          `json:"mid,omitempty"`
	Actors      []Participant `json:"actors"`
	Recipients  []Participant `json:"recipients"`
	First       Day           `json:"first"` // of the act, inclusive
	Last        Day           `json:"last"`
	Dated       bool          `json:"dated"` // a mention tells the day; otherwise it is read from the days of publication
	Place       *Site         `json:"place"`
	Status      Status        `json:"status"`
	Background  bool          `json:"background"` // only told as history
	Reports     int           `json:"reports"`
	Origins     []Origin      `json:"origins"` // its length counts the independent sources
	Holders     []string      `json:"holders"`
	FirstReport ReportID      `json:"first_report"`
	Reported    Day           `json:"reported"` // day of publication of the first report
	Members     []Member      `json:"members"`
	Comparisons []Comparison  `json:"comparisons"`
}
