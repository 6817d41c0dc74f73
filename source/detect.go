// Package source turns what people point at into reports: files, folders,
// JSON Lines, WARC archives, single addresses, feeds (RSS, Atom, JSON Feed),
// sitemaps and lists of feeds (OPML). Every report comes with its custody:
// where it was, when it was fetched, and the hash of the bytes.
//
// What earlier runs have read is left out, so an ingest that was cut short is
// simply run again. State that must not run ahead of the reports it follows
// from is yielded after them, to be kept after them.
package source

import (
	"bytes"

	"tocsin/article"
)

// A Kind is what an input holds.
type Kind int

// The kinds that [Detect] tells apart.
const (
	Unknown Kind = iota
	Reports      // a page, a plain text or JSON Lines
	Feed
	Sitemap // of pages, or of sitemaps
	OPML
	WARC
	Gzip // of any of the others
	Zstd // of any of the others
)

// headLen is how much of an input Detect needs to see.
const headLen = 8 << 10

// Detect decides by content what an input is; head is its beginning, 8 KiB or
// all of it. Names, extensions and declared types have no say.
func Detect(head []byte) Kind {
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b\x08")):
		return Gzip
	case isZstd(head):
		return Zstd
	case bytes.HasPrefix(head, []byte("WARC/")):
		return WARC
	}
	switch rootOf(head) {
	case "rss", "feed", "RDF":
		return Feed
	case "urlset", "sitemapindex":
		return Sitemap
	case "opml":
		return OPML
	}
	switch article.Sniff(head) {
	case article.JSONLines:
		if isJSONFeed(head) {
			return Feed
		}
		return Reports
	case article.HTML, article.Text:
		return Reports
	}
	return Unknown
}

// isJSONFeed: the version of a JSON Feed is an address, and stands near its
// top.
func isJSONFeed(head []byte) bool {
	return bytes.Contains(head, []byte("jsonfeed.org/version/")) || bytes.Contains(head, []byte(`jsonfeed.org\/version\/`))
}

// rootOf is the local name of the root element of an XML document whose
// beginning is head; empty if it is none. In UTF-16 it looks past the zeros.
func rootOf(head []byte) string {
	if len(head) > 1 && (head[0] == 0xff && head[1] == 0xfe || head[0] == 0xfe && head[1] == 0xff) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	for {
		head = bytes.TrimLeft(head, " \t\r\n")
		end := []byte(">")
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			end = []byte("-->")
		case bytes.HasPrefix(head, []byte("<?")):
			end = []byte("?>")
		case bytes.HasPrefix(head, []byte("<!")):
		case len(head) > 1 && head[0] == '<':
			name, _, _ := bytes.Cut(head[1:], []byte(">"))
			if i := bytes.IndexAny(name, " \t\r\n/"); i >= 0 {
				name = name[:i]
			}
			if i := bytes.IndexByte(name, ':'); i >= 0 {
				name = name[i+1:]
			}
			return string(name)
		default:
			return ""
		}
		i := bytes.Index(head, end)
		if i < 0 {
			return ""
		}
		head = head[i+len(end):]
	}
}
