package source

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/url"

	"tocsin"
	"tocsin/store"
)

// An outline is a feed, or a folder of outlines.
type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	XMLURL   string    `xml:"xmlUrl,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

type opml struct {
	XMLName xml.Name  `xml:"opml"`
	Version string    `xml:"version,attr"`
	Title   string    `xml:"head>title"`
	Body    []outline `xml:"body>outline"`
}

// ReadOPML lists the feeds of an OPML document, folders flattened, each
// address once. The error wraps tocsin.ErrInvalid.
func ReadOPML(b []byte) ([]Entry, error) {
	s, err := xmlText(b, "")
	if err != nil {
		return nil, err
	}
	var doc opml
	if err := newXML(s).Decode(&doc); err != nil {
		return nil, fmt.Errorf("source: OPML: %v: %w", err, tocsin.ErrInvalid)
	}
	var out []Entry
	seen := map[string]bool{}
	var walk func([]outline)
	walk = func(os []outline) {
		for _, o := range os {
			title := o.Title
			if title == "" {
				title = o.Text
			}
			if address, ok := plainAddress(&url.URL{}, o.XMLURL); ok && !seen[address] {
				seen[address] = true
				out = append(out, Entry{Link: store.Link{URL: address, Title: oneLine(title)}})
			}
			walk(o.Outlines)
		}
	}
	walk(doc.Body)
	return out, nil
}

// WriteOPML writes sources as OPML 2.0.
func WriteOPML(w io.Writer, sources []store.Source) error {
	doc := opml{Version: "2.0", Title: "Sources"}
	for _, s := range sources {
		title := s.Title
		if title == "" {
			title = s.URL
		}
		doc.Body = append(doc.Body, outline{Text: title, Title: title, Type: "rss", XMLURL: s.URL})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
