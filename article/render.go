package article

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// A renderer writes the text of a tree: paragraphs separated by a blank line,
// runs of white space as one blank, line breaks as line feeds.
type renderer struct {
	out   strings.Builder
	gap   int  // line feeds owed before the next word: 0, 1 (line) or 2 (paragraph)
	space bool // a blank is owed before the next word
	pre   int  // depth of preformatted elements
}

// render returns the text of n.
func render(n *html.Node) string {
	var r renderer
	r.node(n)
	return r.out.String()
}

func (r *renderer) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		r.text(n.Data)
		return
	case html.CommentNode, html.DoctypeNode:
		return
	}
	gap := gapOf(n.Data)
	switch n.Data {
	case "script", "style", "noscript", "template", "iframe", "svg", "figure", "figcaption", "button", "form":
		return
	case "br":
		r.lineBreak()
		return
	case "pre":
		r.pre++
		defer func() { r.pre-- }()
	}
	r.gap = max(r.gap, gap)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.node(c)
	}
	r.gap = max(r.gap, gap)
}

// gapOf is the distance an element keeps from its neighbours, in line feeds.
func gapOf(tag string) int {
	switch tag {
	case "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre",
		"table", "tr", "section", "article", "main", "header", "footer", "aside", "body", "html", "hr", "details",
		"summary", "figure", "figcaption", "caption", "address", "fieldset", "graphic", "head", "quote", "list", "item":
		return 2
	case "td", "th":
		return 1
	}
	return 0
}

// lineBreak turns one break into a line and two into a paragraph.
func (r *renderer) lineBreak() { r.gap = min(r.gap+1, 2) }

func (r *renderer) text(s string) {
	for _, c := range s {
		switch {
		case r.pre > 0 && c == '\n':
			r.lineBreak()
		case unicode.IsSpace(c):
			r.space = true
		case isInvisible(c):
		default:
			r.rune(c)
		}
	}
}

// rune writes one visible character after what is owed before it.
func (r *renderer) rune(c rune) {
	switch {
	case r.out.Len() == 0:
	case r.gap == 2:
		r.out.WriteString("\n\n")
	case r.gap == 1:
		r.out.WriteByte('\n')
	case r.space:
		r.out.WriteByte(' ')
	}
	r.gap, r.space = 0, false
	r.out.WriteRune(c)
}

// isInvisible holds characters that no reader sees and that would split
// words: control characters, soft hyphens, zero-width blanks, byte order marks.
func isInvisible(c rune) bool {
	switch c {
	case 0xad, 0x200b, 0x2060, 0xfeff:
		return true
	}
	return unicode.IsControl(c)
}

// dropFurniture leaves out the paragraphs of a text that are not the
// reporter's: its title and byline at the top, and the calls to read, share or
// subscribe in between.
func dropFurniture(text, title, byline string) string {
	parts := strings.Split(text, "\n\n")
	kept := parts[:0]
	for i, s := range parts {
		if i < 3 && (strings.EqualFold(s, title) || byline != "" && strings.EqualFold(cleanByline(s), byline)) || isFurniture(s) {
			continue
		}
		kept = append(kept, s)
	}
	return strings.Join(kept, "\n\n")
}
