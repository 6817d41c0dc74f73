package article

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tocsin"
)

// The longest title line, in characters, and the number of lines at the top
// that may be a header.
const (
	maxTitle    = 160
	maxHeadRows = 12
)

// PlainText makes a report of a plain text: all of it, exactly as given but
// for the byte order mark, line ends (line feeds) and composed characters
// (NFC). Header lines at the top ("Published: 2025-08-18", "By: …", "Title: …",
// "Source: …", "URL: …") and a title line followed by a blank line stay in the
// text and fill the fields. Without such a day a dateline that names its year
// gives it.
func PlainText(text []byte, opt Options) (tocsin.Report, error) {
	if len(text) > MaxPage {
		return tocsin.Report{}, fmt.Errorf("article: text of %d bytes, over %d: %w", len(text), MaxPage, tocsin.ErrInvalid)
	}
	s, err := decode(text, opt.ContentType)
	if err != nil {
		return tocsin.Report{}, err
	}
	d := newDraft(&opt)
	d.Text = normalise(s)
	if strings.TrimSpace(d.Text) == "" {
		d.Text = ""
	}
	body := d.header(d.Text, &opt)
	body = d.titleLine(body)
	if day, ok := dateline(body); ok && day.Year != 0 && opt.believes(day) {
		d.day(day, fromDateline)
	}
	d.feed(&opt)
	return d.finish()
}

// header reads the "Key: value" lines at the top and returns what follows.
func (d *draft) header(text string, opt *Options) string {
	rest := strings.TrimLeft(text, "\n")
	for range maxHeadRows {
		row, tail, _ := strings.Cut(rest, "\n")
		key, value, ok := strings.Cut(row, ":")
		if !ok || !d.headerField(strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), opt) {
			break
		}
		rest = tail
	}
	return rest
}

// headerField takes one header line; false if key is none of those known.
func (d *draft) headerField(key, value string, opt *Options) bool {
	switch key {
	case "date", "published", "publication date", "published on", "posted", "dateline", "fecha", "publicado":
		if day, _, ok := parseStamp(value); ok && opt.believes(day) {
			d.day(day, fromText)
		}
	case "title", "headline", "título", "titular":
		d.set("title", &d.Title, value, fromText)
	case "by", "author", "byline", "por", "autor":
		d.set("byline", &d.Byline, cleanByline(value), fromText)
	case "source", "publisher", "outlet", "fuente", "medio":
		d.set("publisher", &d.Publisher, value, fromText)
	case "url", "link":
		d.set("url", &d.URL, value, fromText)
	case "lang", "language", "idioma":
		d.set("lang", &d.Lang, baseLang(value), fromText)
	default:
		return false
	}
	return true
}

// titleLine takes a short first line that no full stop ends and a blank line
// follows, and returns what comes after it.
func (d *draft) titleLine(text string) string {
	row, tail, ok := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	row = strings.TrimSpace(row)
	blank, _, more := strings.Cut(tail, "\n")
	if !ok || !more || strings.TrimSpace(blank) != "" || strings.TrimSpace(tail) == "" {
		return text
	}
	if row == "" || strings.HasSuffix(row, ".") || strings.HasSuffix(row, ":") || utf8.RuneCountInString(row) > maxTitle {
		return text
	}
	d.set("title", &d.Title, row, fromText)
	return tail
}
