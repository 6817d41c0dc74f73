package tocsin

// A Segment is a stretch of the report's text in Unicode code points,
// half-open, with its words: the selector of the W3C Web Annotation model.
type Segment struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Party is an actor or recipient of a mention.
type Party struct {
	Segment
	Name     string   `json:"name"`
	Country  string   `json:"country"`
	Sectors  []string `json:"sectors"`
	Wikidata string   `json:"wikidata,omitempty"`
}

// EventTime is when the event took place.
type EventTime struct {
	Segment
	Timex string `json:"timex"`
	First Day    `json:"first"`
	Last  Day    `json:"last"`
	Basis Basis  `json:"basis"`
}

// EventPlace is where the event took place.
type EventPlace struct {
	Segment
	Name      string    `json:"name"`
	Country   string    `json:"country"`
	Lat       *float64  `json:"lat,omitempty"`
	Lon       *float64  `json:"lon,omitempty"`
	Gazetteer string    `json:"gazetteer,omitempty"`
	Precision Precision `json:"precision"`
}

// Measure is a number that measures the event.
type Measure struct {
	Segment
	What  string   `json:"what"`
	Unit  string   `json:"unit"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	Bound Bound    `json:"bound"`
	Names []string `json:"names"`
}

// Holder is who stands behind a claim. A narrator has no segment.
type Holder struct {
	Kind Kind `json:"kind"`
	*Segment
	Name    string   `json:"name"`
	Country string   `json:"country"`
	Sectors []string `json:"sectors"`
}

// Claim is one voice on the event.
type Claim struct {
	Holder    Holder   `json:"holder"`
	Cue       *Segment `json:"cue"`
	Status    Status   `json:"status"`
	Quoted    bool     `json:"quoted"`
	SaidOn    *Day     `json:"said_on"`
	RelayedBy string   `json:"relayed_by"`
}

// MID is the Militarized Interstate Dispute reading of the event.
type MID struct {
	Code  int `json:"code"`
	Level int `json:"level"` // hostility 1 to 5
}

// SourceRef says which report a mention comes from.
type SourceRef struct {
	ID        ReportID `json:"id"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title,omitempty"`
	Publisher string   `json:"publisher,omitempty"`
	Published Day      `json:"published"`
	Lang      string   `json:"lang"`
}

// Sentence is the sentence that tells the event.
type Sentence struct {
	Index int `json:"index"`
	Segment
}

// A Mention is one event as one sentence of one report tells it. Its JSON
// form is the program's published record.
type Mention struct {
	ID         string      `json:"id"` // same text and same code version give the same ID
	Report     SourceRef   `json:"report"`
	Sentence   Sentence    `json:"sentence"`
	Type       string      `json:"type"` // PLOVER type
	Modes      []string    `json:"modes"`
	Contexts   []string    `json:"contexts"`
	CAMEO      string      `json:"cameo"`
	Quad       string      `json:"quad"`
	Score      float64     `json:"score"` // PLOVER score, -10 to 10
	MID        *MID        `json:"mid,omitempty"`
	Trigger    Segment     `json:"trigger"`
	Actors     []Party     `json:"actors"`
	Recipients []Party     `json:"recipients"`
	Time       *EventTime  `json:"time"`
	Place      *EventPlace `json:"place"`
	Quantities []Measure   `json:"quantities"`
	Claims     []Claim     `json:"claims"`
	Background bool        `json:"background"`
	Framing    []Segment   `json:"framing"`
}
