package source

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed"

	"tocsin"
	"tocsin/article"
	"tocsin/store"
)

// A Listing is what a feed or sitemap lists.
type Listing struct {
	Title   string
	Lang    string
	Entries []Entry
	Lists   []Entry // of a sitemap of sitemaps: those
	Fault   string  // why the listing may lack entries; empty if it is whole
}

// An Entry is one page of a listing.
type Entry struct {
	store.Link
	Body string // HTML of the report that a feed carries itself; may be an excerpt
}

// ReadFeed reads RSS, Atom or JSON Feed that was fetched from address. A feed
// that is cut short or broken gives the entries before the fault. The error
// wraps tocsin.ErrInvalid.
func ReadFeed(b []byte, address, contentType string) (Listing, error) {
	s, err := xmlText(b, contentType)
	if err != nil {
		return Listing{}, err
	}
	fault := ""
	feed, err := parseFeed(s)
	if err != nil {
		cut, ok := untilFault(s)
		if !ok {
			return Listing{}, fmt.Errorf("source: feed: %v: %w", err, tocsin.ErrInvalid)
		}
		fault = oneLine(err.Error())
		if feed, err = parseFeed(cut); err != nil {
			return Listing{}, fmt.Errorf("source: feed: %s: %w", fault, tocsin.ErrInvalid)
		}
	}
	out := Listing{Title: oneLine(feed.Title), Lang: feed.Language, Fault: fault}
	base, err := url.Parse(address)
	if err != nil {
		return Listing{}, fmt.Errorf("source: feed: %v: %w", err, tocsin.ErrInvalid)
	}
	for _, it := range feed.Items {
		if e, ok := entryOf(it, base); ok {
			e.Lang = feed.Language
			out.Entries = append(out.Entries, e)
		}
	}
	return out, nil
}

// parseFeed keeps a fault of the library on one feed from ending the program.
func parseFeed(s string) (feed *gofeed.Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			feed, err = nil, fmt.Errorf("%v", r)
		}
	}()
	return gofeed.NewParser().Parse(strings.NewReader(s))
}

// untilFault is an XML feed up to its last whole entry from which a reader
// can go on, closed anew. Entries are tried from the fault backwards.
func untilFault(s string) (string, bool) {
	d := newXML(s)
	var open []string
	end, path := int64(-1), []string(nil)
	for {
		tok, err := d.RawToken()
		if err != nil {
			break
		}
		name, opens := elementOf(tok)
		switch {
		case name == "":
		case opens:
			open = append(open, name)
		case len(open) > 0 && open[len(open)-1] == name:
			open = open[:len(open)-1]
			if local := name[strings.IndexByte(name, ':')+1:]; (local == "item" || local == "entry") && len(open) <= 2 {
				end, path = d.InputOffset(), append([]string(nil), open...)
			}
		default: // the wrong end tag: the fault is here
			return closed(s, end, path)
		}
	}
	return closed(s, end, path)
}

func closed(s string, end int64, path []string) (string, bool) {
	if end < 0 {
		return "", false
	}
	var sb strings.Builder
	sb.WriteString(s[:end])
	for i := len(path) - 1; i >= 0; i-- {
		sb.WriteString("</" + path[i] + ">")
	}
	return sb.String(), true
}

// entryOf reads one item; false if it names no page.
func entryOf(it *gofeed.Item, base *url.URL) (Entry, bool) {
	link := it.Link
	if x := it.Extensions["feedburner"]["origLink"]; len(x) > 0 && x[0].Value != "" {
		link = x[0].Value
	}
	if link == "" && (strings.HasPrefix(it.GUID, "http://") || strings.HasPrefix(it.GUID, "https://")) {
		link = it.GUID
	}
	e := Entry{Body: it.Content}
	if len(e.Body) < len(it.Description) {
		e.Body = it.Description
	}
	address, ok := plainAddress(base, link)
	if !ok {
		return Entry{}, false
	}
	e.URL, e.Title = address, oneLine(it.Title)
	if day, ok := article.Day(it.Published); ok {
		e.Published = day
	} else if it.PublishedParsed != nil {
		e.Published = tocsin.DayOf(*it.PublishedParsed)
	} else if day, ok := article.Day(it.Updated); ok {
		e.Published = day
	}
	e.Mark = "feed:" + fingerprint(it.Title, it.Published, it.Updated)
	return e, true
}

// fingerprint changes when one of the parts does.
func fingerprint(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:6])
}

// plainAddress is the absolute address of a link without fragment and without
// the parameters that only tell a site where a reader came from.
func plainAddress(base *url.URL, link string) (string, bool) {
	u, err := base.Parse(strings.TrimSpace(link))
	if err != nil || link == "" || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", false
	}
	u.Fragment = ""
	var kept []string
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(strings.ToLower(part), "=")
		if part != "" && !strings.HasPrefix(name, "utm_") && name != "fbclid" && name != "gclid" {
			kept = append(kept, part)
		}
	}
	u.RawQuery = strings.Join(kept, "&")
	return u.String(), true
}
