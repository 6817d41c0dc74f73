package article

import (
	"strings"

	"golang.org/x/net/html"
)

// A head is what the meta elements, links and a few telling elements of a
// page say. Only the first value of each key is kept.
type head struct {
	meta      map[string]string // by lower-case name, property or itemprop
	canonical string
	lang      string
	title     string       // the title element
	h1        []*html.Node // headings of the first level
	times     []*html.Node // time elements
	bylines   []*html.Node // elements marked as naming the author
	dates     []*html.Node // elements marked as holding a date
}

// maxMarks bounds how many telling elements are kept of each kind.
const maxMarks = 32

func (h *head) read(n *html.Node) {
	switch n.Data {
	case "html":
		h.lang = firstOf(attr(n, "lang"), attr(n, "xml:lang"))
	case "meta":
		h.readMeta(n)
	case "link":
		if h.canonical == "" && strings.EqualFold(attr(n, "rel"), "canonical") {
			h.canonical = strings.TrimSpace(attr(n, "href"))
		}
	case "title":
		if h.title == "" && n.Namespace == "" {
			h.title = inlineText(n)
		}
	case "h1":
		h.h1 = keep(h.h1, n)
	case "time":
		h.times = keep(h.times, n)
	default:
		switch {
		case namesAuthor(n):
			h.bylines = keep(h.bylines, n)
		case namesDate(n):
			h.dates = keep(h.dates, n)
		}
	}
	if prop := attr(n, "itemprop"); prop != "" && n.Data != "meta" {
		h.readMicrodata(strings.ToLower(prop), n)
	}
}

func keep(list []*html.Node, n *html.Node) []*html.Node {
	if len(list) < maxMarks {
		list = append(list, n)
	}
	return list
}

func (h *head) readMeta(n *html.Node) {
	content := collapse(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		if k := strings.ToLower(strings.TrimSpace(attr(n, key))); k != "" {
			h.put(k, content)
		}
	}
}

// readMicrodata keeps the properties of schema.org that carry their value in
// an attribute of visible markup.
func (h *head) readMicrodata(prop string, n *html.Node) {
	if prop == "datepublished" {
		h.put(prop, collapse(firstOf(attr(n, "content"), attr(n, "datetime"))))
	}
}

func (h *head) put(key, value string) {
	if h.meta == nil {
		h.meta = map[string]string{}
	}
	if _, ok := h.meta[key]; !ok && value != "" {
		h.meta[key] = value
	}
}

// first returns the value of the first of keys that the page has.
func (h *head) first(keys ...string) string {
	for _, k := range keys {
		if v := h.meta[k]; v != "" {
			return v
		}
	}
	return ""
}

// namesAuthor reports whether an element is marked as the byline of the page.
func namesAuthor(n *html.Node) bool {
	if attr(n, "rel") == "author" || strings.EqualFold(attr(n, "itemprop"), "author") {
		return true
	}
	for class := range strings.FieldsSeq(strings.ToLower(attr(n, "class"))) {
		switch class {
		case "byline", "by-line", "author", "author-name", "article-author", "byline__name", "article__byline", "article-byline", "story-byline", "autor", "firma":
			return true
		}
	}
	return false
}

// namesDate reports whether an element is marked as holding a date.
func namesDate(n *html.Node) bool {
	for class := range strings.FieldsSeq(strings.ToLower(attr(n, "class"))) {
		switch class {
		case "date", "dateline", "timestamp", "time", "published", "pubdate", "publish-date", "published-date", "post-date", "posted-on",
			"entry-date", "article-date", "article__date", "byline-timestamp", "fecha", "fecha-publicacion", "meta-date":
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// nodeText is all text below n, as it stands.
func nodeText(n *html.Node) string {
	var sb strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			sb.WriteString(c.Data)
		}
	}
	return sb.String()
}

// inlineText is the text below n on one line.
func inlineText(n *html.Node) string { return collapse(nodeText(n)) }

// collapse makes every run of white space one blank and trims the ends.
func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }
