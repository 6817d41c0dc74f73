// Package article turns bytes into reports: HTML pages, plain text and JSON
// Lines. It finds the running text and, with the place where each was found,
// the title, the byline, the publisher, the address, the language and the
// publication day.
//
// The values of Report.Found are "flag" (the caller's options), "given" (a
// field of a JSON line, or the address the caller fetched), "json-ld", "meta",
// "html" (visible markup: a heading, a time element), "url", "dateline",
// "feed" (what led to the page) and "text" (a header line or title line of a
// plain text).
//
// The package reads no clock: a report without a publication day is an error
// that wraps tocsin.ErrNoDate, never a report of today.
package article

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"tocsin"
)

// Limits on what is read, in bytes. Input beyond them is an error, so that no
// report is ever read in part.
const (
	MaxPage = 10 << 20 // one HTML page or plain text
	MaxLine = 16 << 20 // one line of JSON Lines
)

// The places that Report.Found names.
const (
	fromFlag     = "flag"
	fromGiven    = "given"
	fromJSONLD   = "json-ld"
	fromMeta     = "meta"
	fromHTML     = "html"
	fromURL      = "url"
	fromDateline = "dateline"
	fromText     = "text"
	fromFeed     = "feed"
)

// Options is what the caller knows better than the bytes. In pages and plain
// texts a field that is set wins; in JSON Lines, where one set of options
// meets many reports, it fills what a line leaves open.
type Options struct {
	Date      tocsin.Day // publication day
	Lang      string     // BCP 47
	URL       string     // address of the report
	Publisher string

	// NotAfter is the last day on which the report can have been published,
	// such as the day it was fetched. Later days are not believed. Zero sets
	// no limit.
	NotAfter tocsin.Day

	// What a feed or sitemap says of the report fills what the report itself
	// leaves open; a day that is only guessed from a page's layout ranks below.
	FeedDate  tocsin.Day
	FeedTitle string
	FeedLang  string

	// ContentType is the Content-Type the server sent, if any; it helps to
	// find the character encoding.
	ContentType string
}

// believes reports whether d can be the day of publication.
func (o *Options) believes(d tocsin.Day) bool {
	return !d.IsZero() && (o.NotAfter.IsZero() || !o.NotAfter.Before(d))
}

// A draft is a report being filled; the first source of a field wins.
type draft struct {
	tocsin.Report
}

func newDraft(opt *Options) *draft {
	d := &draft{}
	d.Found = map[string]string{}
	d.day(opt.Date, fromFlag)
	d.set("lang", &d.Lang, opt.Lang, fromFlag)
	d.set("publisher", &d.Publisher, opt.Publisher, fromFlag)
	d.set("url", &d.URL, opt.URL, fromFlag)
	return d
}

// set fills a field that is still empty and notes where the value came from.
func (d *draft) set(key string, field *string, value, from string) {
	if *field == "" && value != "" {
		*field = value
		d.Found[key] = from
	}
}

func (d *draft) day(day tocsin.Day, from string) {
	if d.Published.IsZero() && !day.IsZero() {
		d.Published = day
		d.Found["published"] = from
	}
}

// feed fills what is still open with what led to the report.
func (d *draft) feed(opt *Options) {
	if opt.believes(opt.FeedDate) {
		d.day(opt.FeedDate, fromFeed)
	}
	d.set("title", &d.Title, opt.FeedTitle, fromFeed)
	d.set("lang", &d.Lang, baseLang(opt.FeedLang), fromFeed)
}

// finish gives the report its ID and refuses one that lacks text or day.
func (d *draft) finish() (tocsin.Report, error) {
	if d.Text == "" {
		return tocsin.Report{}, fmt.Errorf("article: no text: %w", tocsin.ErrInvalid)
	}
	if d.Published.IsZero() {
		return tocsin.Report{}, fmt.Errorf("article: %w", tocsin.ErrNoDate)
	}
	if d.ID == "" {
		d.ID = HashID(d.Text)
	}
	return d.Report, nil
}

// HashID is the ID of a report that brings none: 16 hex digits of the SHA-256
// of its text.
func HashID(text string) tocsin.ReportID {
	sum := sha256.Sum256([]byte(text))
	return tocsin.ReportID(hex.EncodeToString(sum[:8]))
}
