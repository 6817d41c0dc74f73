// Package store says how the record is kept: reports with their custody, the
// mentions coded in them, the events merged from those, people's corrections,
// and what changed when. Package sqlite keeps it in one file; storetest is the
// suite that every store passes.
package store

import (
	"context"
	"time"

	"tocsin"
)

// A Store keeps one record. It is safe for concurrent use: many read while
// one writes.
type Store interface {
	// View reads one state of the record.
	View(ctx context.Context, read func(Reader) error) error
	// Update writes all that write does, or nothing if it fails. One runs at
	// a time; the others wait.
	Update(ctx context.Context, write func(Writer) error) error
	// Backup writes a copy of the record to a new file while others use it.
	Backup(ctx context.Context, file string) error
	Close() error
}

// A Reader reads the record. Methods that look one thing up return an error
// that wraps [tocsin.ErrNotFound] if it is not there.
type Reader interface {
	// Report returns a report; its Text is empty if only excerpts are kept.
	Report(ctx context.Context, id tocsin.ReportID) (Report, error)
	// Copy says whose wording a report has; nil for its own.
	Copy(ctx context.Context, id tocsin.ReportID) (*Copy, error)
	// Reports lists reports in the order in which they were added, after the
	// one with sequence number after.
	Reports(ctx context.Context, after int64, limit int) ([]Report, error)
	// Versions are the reports of one address, oldest first.
	Versions(ctx context.Context, url string) ([]Report, error)
	// Prints are the prints that share a band with bands.
	Prints(ctx context.Context, bands []uint64) ([]Print, error)

	// Mentions returns mentions in the order of ids, leaving out those that
	// are not there.
	Mentions(ctx context.Context, ids []string) ([]Mention, error)
	// MentionsOf are the mentions of a report in the order of the text.
	MentionsOf(ctx context.Context, id tocsin.ReportID) ([]Mention, error)
	// Near are the components of mentions with a key that meets one of keys,
	// sorted, each once.
	Near(ctx context.Context, keys []Key) ([]string, error)
	// Component are the IDs of the mentions of components, sorted.
	Component(ctx context.Context, components []string) ([]string, error)

	// Event returns an event; an ID that another event has taken over leads
	// to that one.
	Event(ctx context.Context, id string) (tocsin.Event, error)
	// Events lists events, the latest first, and the cursor of the next page,
	// empty on the last one.
	Events(ctx context.Context, q Query) (events []tocsin.Event, next string, err error)
	// Acts lists events as Events does, but without what is claimed of them
	// and by whom: Origins and Comparisons are empty, and Members name each
	// report once and nothing else. It is for looking at many.
	Acts(ctx context.Context, q Query) (events []tocsin.Event, next string, err error)

	// Corrections are all corrections, oldest first, undone ones included.
	Corrections(ctx context.Context) ([]Correction, error)
	// Changes lists what changed after the change with number after, oldest
	// first.
	Changes(ctx context.Context, after int64, limit int) ([]Change, error)
	// ChangesOf lists the changes of an event, oldest first; those of one that
	// is no more, too.
	ChangesOf(ctx context.Context, event string) ([]Change, error)
	// Edit returns what the next version of a report's page changed.
	Edit(ctx context.Context, id tocsin.ReportID) (Edit, error)
	// Sources are the feeds and sitemaps that are followed, by address.
	Sources(ctx context.Context) ([]Source, error)
	Source(ctx context.Context, url string) (Source, error)
	// Page returns what is remembered of a page or a file.
	Page(ctx context.Context, key string) (Page, error)
	// Setting returns a value that Set kept, empty if none.
	Setting(ctx context.Context, name string) (string, error)
	Searcher
	SummaryReader
	AlertReader
	PeopleReader
}

// A Writer changes the record.
type Writer interface {
	Reader
	AlertWriter
	PeopleWriter
	// AddReport adds a report at the end of the chain of custody; it sets
	// its sequence number and hashes. It reports false, and changes nothing, if
	// the report is there already.
	AddReport(ctx context.Context, r *Report, p Print) (bool, error)
	// PutExcerpts replaces what is kept of a report's words beside its text.
	PutExcerpts(ctx context.Context, id tocsin.ReportID, excerpts []tocsin.Segment, withheld Withheld) error
	// DropText removes what is kept of a report's words, with its mentions;
	// its custody stays.
	DropText(ctx context.Context, id tocsin.ReportID) error
	// PutCopy says whose wording a report has; nil for its own.
	PutCopy(ctx context.Context, id tocsin.ReportID, c *Copy) error
	// PutMentions replaces the mentions of a report.
	PutMentions(ctx context.Context, id tocsin.ReportID, ms []Mention) error
	// PutComponent says to which component and event mentions belong.
	PutComponent(ctx context.Context, component string, events map[string]string) error
	// PutEvent adds an event or replaces the one with its ID.
	PutEvent(ctx context.Context, e *tocsin.Event) error
	// DropEvent removes an event; its ID leads to heir from now on, if there
	// is one.
	DropEvent(ctx context.Context, id, heir string) error
	// AddCorrection adds a correction and sets its number.
	AddCorrection(ctx context.Context, c *Correction) error
	// Undo marks a correction as undone.
	Undo(ctx context.Context, number int64, author string, at time.Time) error
	// AddChange adds a change and sets its number.
	AddChange(ctx context.Context, c *Change) error
	// PutEdit keeps what the next version of a page changed in a report.
	PutEdit(ctx context.Context, e *Edit) error
	// PutSource adds a source or replaces the one with its address.
	PutSource(ctx context.Context, s *Source) error
	DropSource(ctx context.Context, url string) error
	// PutPage remembers a page.
	PutPage(ctx context.Context, p *Page) error
	// Set keeps a value under a name.
	Set(ctx context.Context, name, value string) error
}

// A Report is a report with its custody.
type Report struct {
	tocsin.Report
	Custody
	Excerpts  []tocsin.Segment `json:"excerpts"`             // sentences with mentions, and their neighbours
	Withheld  Withheld         `json:"withheld,omitempty"`   // covered in the excerpts, not in Text
	TakenDown bool             `json:"taken_down,omitempty"` // the words were removed; custody stays
	Copy      *Copy            `json:"copy,omitempty"`
}

// Custody is how a report came to be here. Each link holds the hash of the
// one before, so that no line can be changed or taken out unseen.
type Custody struct {
	Seq        int64             `json:"seq"`
	FinalURL   string            `json:"final_url,omitempty"` // after redirects
	Fetched    time.Time         `json:"fetched"`
	Headers    map[string]string `json:"headers,omitempty"`
	RawSHA256  string            `json:"raw_sha256"`  // of the bytes received, hex
	TextSHA256 string            `json:"text_sha256"` // of the normalised text, hex
	Tool       string            `json:"tool"`        // version of the program
	Previous   string            `json:"previous"`    // Hash of the link before; empty at the first
	Hash       string            `json:"hash"`
}

// A Copy says which report a reprint reprints.
type Copy struct {
	Of     tocsin.ReportID `json:"of"`
	Outlet string          `json:"outlet"`
	How    string          `json:"how"`
}

// A Print is the fingerprint of a report's wording.
type Print struct {
	Report    tocsin.ReportID
	Published tocsin.Day
	Publisher string
	Signature []byte
	Bands     []uint64
}

// A Mention is a mention with its place among the others.
type Mention struct {
	tocsin.Mention
	Keys      []Key
	Component string // empty until merged
	Event     string // empty until merged
}

// A Key is one name under which mentions that could share an event are
// found: of one family of types, with one party, on days Lo to Hi, counted
// from 1970.
type Key struct {
	Family int
	Name   string
	Lo, Hi int
}

// A Query selects events; zero fields select all.
type Query struct {
	Dyad       [2]string // countries, in either direction
	Actor      string    // on either side: a country, or the name of a party that has none
	Alone      bool      // the Actor acts and names no recipient
	Conflict   bool      // acts of conflict, by their quad
	Type       string
	Status     tocsin.Status
	Place      string // country, or NoCountry
	Holder     string // part of a name, in any case and with or without accents
	Since      tocsin.Day
	Until      tocsin.Day
	Told       tocsin.Day // a report published on this day or later tells it
	Background bool       // history too
	Past       bool       // history only
	Limit      int        // 0 means 100
	After      string
}

// A Correction is what a person changed. It names mentions, whose IDs stay
// when reports are coded again, never events.
type Correction struct {
	Number   int64     `json:"number"`
	At       time.Time `json:"at"`
	Author   string    `json:"author"`
	Kind     string    `json:"kind"` // merge, split, fix, reject or note
	Mentions []string  `json:"mentions"`
	Field    string    `json:"field,omitempty"` // of fix: JSON name of a field of Event
	Value    string    `json:"value,omitempty"` // of fix: JSON; of note: the text
	Reason   string    `json:"reason"`
	UndoneBy string    `json:"undone_by,omitempty"`
	UndoneAt time.Time `json:"undone_at,omitzero"`
}

// The kinds of correction.
const (
	Merge  = "merge"  // the mentions tell one event
	Split  = "split"  // the first mention's event does not hold the others
	Fix    = "fix"    // the field of the event that holds the mention has the value
	Reject = "reject" // the mentions tell no event
	Remark = "note"   // about the event that holds the mention
)

// A Change is one line of the record's history.
type Change struct {
	Number int64     `json:"number"`
	At     time.Time `json:"at"`
	Kind   string    `json:"kind"` // new, grown, status, values, gone, corrected, edited, withdrawn
	Event  string    `json:"event,omitempty"`
	Report string    `json:"report,omitempty"`
	Text   string    `json:"text"`
}
