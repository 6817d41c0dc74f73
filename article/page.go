package article

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"tocsin"
)

// maxNodes bounds the tree of a page. The largest news pages have some 20,000
// nodes; the time of the extractors grows faster than the tree.
const maxNodes = 150_000

// A page is a parsed HTML page with what its head and markup say about it.
type page struct {
	root *html.Node
	head head
	ld   linked
	base *url.URL // where the page was fetched; nil if unknown
}

// Page makes a report of an HTML page that was fetched from address, which may
// be empty. Options.URL wins over address. Text is the running text, paragraphs
// separated by a blank line, without the title. Errors wrap tocsin.ErrInvalid
// (too large, too deep, no article text) or tocsin.ErrNoDate.
func Page(b []byte, address string, opt Options) (tocsin.Report, error) {
	p, err := parsePage(b, &opt)
	if err != nil {
		return tocsin.Report{}, err
	}
	d := newDraft(&opt)
	p.base = parseAddress(firstOf(opt.URL, address))
	p.fillAddress(d, address)
	p.fillTitle(d)
	p.fillPublisher(d)
	p.fillByline(d)
	p.fillLang(d)
	late, _ := p.lateDay(&opt) // needs the markup that extraction clears away
	text := p.text()
	if name := cutSuffixFold(d.Byline, d.Publisher); name != "" {
		d.Byline = name
	}
	p.fillDay(d, text, late, &opt)
	d.Text = dropFurniture(text, d.Title, d.Byline)
	return d.finish()
}

// parsePage decodes and parses a page within the limits.
func parsePage(b []byte, opt *Options) (p *page, err error) {
	if len(b) > MaxPage {
		return nil, fmt.Errorf("article: page of %d bytes, over %d: %w", len(b), MaxPage, tocsin.ErrInvalid)
	}
	s, err := decode(b, opt.ContentType)
	if err != nil {
		return nil, err
	}
	root, err := html.Parse(strings.NewReader(normalise(s)))
	if err != nil {
		return nil, fmt.Errorf("article: page: %v: %w", err, tocsin.ErrInvalid)
	}
	p = &page{root: root}
	if n := p.survey(); n > maxNodes {
		return nil, fmt.Errorf("article: page of %d nodes, over %d: %w", n, maxNodes, tocsin.ErrInvalid)
	}
	return p, nil
}

// survey reads the head and the structured data, counts the nodes, and takes
// out what never holds text for a reader.
func (p *page) survey() int {
	n := 0
	var scripts []string
	var drop []*html.Node
	for node := range p.root.Descendants() {
		n++
		if node.Type == html.CommentNode {
			drop = append(drop, node)
		}
		if node.Type != html.ElementNode {
			continue
		}
		switch node.Data {
		case "script":
			if isLinkedData(node) {
				scripts = append(scripts, nodeText(node))
			}
			drop = append(drop, node)
		case "style", "noscript", "template", "iframe", "svg", "object", "canvas":
			drop = append(drop, node)
		default:
			p.head.read(node)
		}
	}
	for _, node := range drop {
		if node.Parent != nil {
			node.Parent.RemoveChild(node)
		}
	}
	p.ld = readLinked(scripts)
	return n
}

func parseAddress(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	return u
}

// firstOf returns the first string that is not empty.
func firstOf(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}
