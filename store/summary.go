package store

import (
	"context"

	"tocsin"
)

// A SummaryReader reads what is counted over the whole record. Stores keep
// the counts as they write, so that a list costs its length, not that of the
// record.
type SummaryReader interface {
	// State is a number that grows whenever reports, mentions, events,
	// corrections or changes do anything but stay as they are.
	State(ctx context.Context) (int64, error)
	Summary(ctx context.Context) (Summary, error)
	// Lines lists reports in short, the latest addition first.
	Lines(ctx context.Context, q LineQuery) ([]Line, error)
	// LinesOf returns reports in short, in the order of ids; those that are
	// not there are left out.
	LinesOf(ctx context.Context, ids []tocsin.ReportID) ([]Line, error)
	// Outlets lists the outlets from one on, those with most reports first.
	Outlets(ctx context.Context, from, limit int) ([]Outlet, error)
	// Outlet returns one outlet.
	Outlet(ctx context.Context, name string) (Outlet, error)
	// Tallies lists pairs of countries, parties or countries with events in
	// them, from one on: first those with most news of since and later, then
	// those with most news of all, then by name.
	Tallies(ctx context.Context, kind TallyKind, since tocsin.Day, from, limit int) ([]Tally, error)
	// Tally returns one of them, without its error if there is none: its
	// counts are 0 then.
	Tally(ctx context.Context, kind TallyKind, a, b string, since tocsin.Day) (Tally, error)
	// TalliesWith lists the pairs that a country is in, those with most news
	// first; Recent and Last are not counted.
	TalliesWith(ctx context.Context, country string, limit int) ([]Tally, error)
	// Sites are the places of a country in which most news took place.
	Sites(ctx context.Context, country string, limit int) ([]Site, error)
	// Days counts the events of a query by the first day of the act, in the
	// order of days; days before Since are left out, limit and cursor are not
	// looked at.
	Days(ctx context.Context, q Query) ([]DayCount, error)
}

// NoCountry stands for the places that belong to no country or to a disputed
// one: seas, straits, regions.
const NoCountry = "none"

// A Summary counts what is in the record.
type Summary struct {
	Reports    int
	Outlets    int
	Events     int        // news
	Background int        // events told as history only
	Changes    int64      // number of the last one
	Latest     tocsin.Day // of publication; zero without reports
}

// A Line is a report in short.
type Line struct {
	ID        tocsin.ReportID `json:"id"`
	Seq       int64           `json:"seq"`
	Published tocsin.Day      `json:"published"`
	Publisher string          `json:"publisher"`
	Title     string          `json:"title"`
	Lang      string          `json:"lang"`
	CopyOf    tocsin.ReportID `json:"copy_of,omitempty"`
}

// A LineQuery selects reports; zero fields select all.
type LineQuery struct {
	Outlet *string         // of this name
	CopyOf tocsin.ReportID // in the words of this report
	Before int64           // sequence number; 0 for the latest on
	Limit  int
}

// An Outlet is a source with its reports.
type Outlet struct {
	Name    string     `json:"outlet"`
	Reports int        `json:"reports"`
	Copies  int        `json:"copies"` // reports in another outlet's words
	First   tocsin.Day `json:"first"`
	Last    tocsin.Day `json:"last"`
	Langs   []string   `json:"langs"`
}

// A TallyKind says what a Tally counts for.
type TallyKind string

// The kinds of Tally: A and B of a dyad are countries in alphabetical order; A
// of a party is a country, or the name of a party without one; A of a place is
// a country or [NoCountry].
const (
	Dyads   TallyKind = "dyad"
	Parties TallyKind = "party"
	Places  TallyKind = "place"
)

// A Tally counts news: events, by what they are.
type Tally struct {
	A           string
	B           string // of a dyad
	Events      int
	Recent      int // since the day asked for
	Conflict    int
	Cooperation int
	Acts        int // of a party: events in which it acts
	Suffered    int // of a party: events directed at it
	Last        tocsin.Day
}

// A Site is a place with the number of its events.
type Site struct {
	Name   string
	Events int
}

// A DayCount is what one day saw.
type DayCount struct {
	Day          tocsin.Day
	Events       int
	Conflict     int
	Done         int // events told as done, even if somebody denies it
	DoneConflict int
	Level        int // highest hostility of what is told as done: 1 to 5, 0 for none
}
