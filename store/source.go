package store

import (
	"time"

	"tocsin"
)

// A Source is a feed or sitemap that is looked at again and again, with what
// is known of its health.
type Source struct {
	URL      string        `json:"url"`
	Title    string        `json:"title,omitempty"`
	Added    time.Time     `json:"added"`
	Least    time.Duration `json:"least,omitempty"` // shortest time between two looks; 0: the program's
	Interval time.Duration `json:"interval"`        // adapts to how often something new comes
	Next     time.Time     `json:"next,omitzero"`   // not before
	Checked  time.Time     `json:"checked,omitzero"`
	Worked   time.Time     `json:"worked,omitzero"` // last look that was no failure
	Fresh    time.Time     `json:"fresh,omitzero"`  // last look that brought a new page
	Failures int           `json:"failures,omitempty"`
	Error    string        `json:"error,omitempty"` // of the last look; empty if it worked
	Gone     bool          `json:"gone,omitempty"`  // the server says for good
	Moved    string        `json:"moved,omitempty"` // permanent new address
	Lost     int           `json:"lost,omitempty"`  // pages given up after many tries
	Links    []Link        `json:"links,omitempty"` // pages that could not be had yet

	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// A Link is a page that a source names.
type Link struct {
	URL       string     `json:"url"`
	Title     string     `json:"title,omitempty"`
	Published tocsin.Day `json:"published,omitzero"`
	Lang      string     `json:"lang,omitempty"`
	Mark      string     `json:"mark,omitempty"` // changes when the source says that the page did
	Tries     int        `json:"tries,omitempty"`
	Next      time.Time  `json:"next,omitzero"` // not before
}

// A Page is what is remembered of bytes that were read, so that they need not
// be fetched or read again.
type Page struct {
	Key          string          `json:"-"`   // address; of bytes from an archive their hash, too
	Raw          string          `json:"raw"` // SHA-256, hex
	ETag         string          `json:"etag,omitempty"`
	LastModified string          `json:"last_modified,omitempty"`
	Mark         string          `json:"mark,omitempty"`
	Fetched      time.Time       `json:"fetched"`
	Looks        int             `json:"looks,omitempty"`   // how often it was found unchanged
	Outcome      string          `json:"outcome,omitempty"` // why it gave no report; empty if it gave one
	Tool         string          `json:"tool,omitempty"`    // version that found so
	Report       tocsin.ReportID `json:"report,omitempty"`
}

// An Edit is what the next version of a page changed in a report.
type Edit struct {
	Report tocsin.ReportID `json:"report"` // the version before
	Later  tocsin.ReportID `json:"later"`
	At     time.Time       `json:"at"`             // when the later one was fetched
	Note   string          `json:"note,omitempty"` // the outlet's own word on the correction
	Out    []string        `json:"out"`            // sentences that are gone, of those with events and their neighbours
	In     []string        `json:"in"`             // sentences with events, and their neighbours, that came
}
