package source

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"tocsin"
	"tocsin/article"
	"tocsin/store"
)

// A location is an element url or sitemap of the sitemap protocol, with the
// news extension.
type location struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    struct {
		Title       string `xml:"title"`
		Date        string `xml:"publication_date"`
		Publication struct {
			Language string `xml:"language"`
		} `xml:"publication"`
	} `xml:"news"`
}

// maxEntries is how many pages one sitemap can list, by its protocol.
const maxEntries = 50_000

// ReadSitemap reads a sitemap, or a sitemap of sitemaps, that was fetched from
// address. One that is cut short gives the entries before the cut. The error
// wraps tocsin.ErrInvalid.
func ReadSitemap(b []byte, address, contentType string) (Listing, error) {
	base, err := url.Parse(address)
	if err != nil {
		return Listing{}, fmt.Errorf("source: sitemap: %v: %w", err, tocsin.ErrInvalid)
	}
	s, err := xmlText(b, contentType)
	if err != nil {
		return Listing{}, err
	}
	var out Listing
	d := newXML(s)
	for len(out.Entries)+len(out.Lists) < maxEntries {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			out.Fault = err.Error()
			break
		}
		if start, ok := tok.(xml.StartElement); ok {
			out.location(d, &start, base)
		}
	}
	if out.Fault != "" && len(out.Entries)+len(out.Lists) == 0 {
		return Listing{}, fmt.Errorf("source: sitemap: %s: %w", out.Fault, tocsin.ErrInvalid)
	}
	return out, nil
}

// location reads an element if it lists a page.
func (l *Listing) location(d *xml.Decoder, start *xml.StartElement, base *url.URL) {
	if start.Name.Local != "url" && start.Name.Local != "sitemap" {
		return
	}
	var loc location
	if err := d.DecodeElement(&loc, start); err != nil {
		l.Fault = err.Error() // the next token fails, too
		return
	}
	address, ok := plainAddress(base, loc.Loc)
	if !ok {
		return
	}
	e := Entry{Link: store.Link{URL: address, Title: oneLine(loc.News.Title), Lang: loc.News.Publication.Language, Mark: "map:" + loc.LastMod}}
	e.Published, _ = article.Day(loc.News.Date)
	if start.Name.Local == "sitemap" {
		l.Lists = append(l.Lists, e)
	} else {
		l.Entries = append(l.Entries, e)
	}
}

// elementOf is the name of a start or end tag with its prefix; empty for
// other tokens.
func elementOf(tok xml.Token) (name string, opens bool) {
	full := func(n xml.Name) string {
		if n.Space == "" {
			return n.Local
		}
		return n.Space + ":" + n.Local
	}
	switch t := tok.(type) {
	case xml.StartElement:
		return full(t.Name), true
	case xml.EndElement:
		return full(t.Name), false
	}
	return "", false
}

// changed is the day that the mark of a sitemap's entry tells.
func changed(mark string) (tocsin.Day, bool) {
	_, lastmod, _ := strings.Cut(mark, ":")
	return article.Day(lastmod)
}
