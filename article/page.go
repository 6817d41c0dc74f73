package article

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"tocsin"
)

// minWords is the length of the shortest text that is a report and not the
// label of a button.
const minWords = 5

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
	d.Text = dropFurniture(p.text(), d.Title, d.Byline)
	if len(strings.Fields(d.Text)) < minWords {
		d.Text = ""
	}
	p.fillDay(d, d.Text, late, &opt)
	return d.finish()
}

// parsePage decodes and parses a page within the limits.
func parsePage(b []byte, opt *Options) (*page, error) {
	if len(b) > MaxPage {
		return nil, fmt.Errorf("article: page of %d bytes, over %d: %w", len(b), MaxPage, tocsin.ErrInvalid)
	}
	s, err := decode(b, opt.ContentType)
	if err != nil {
		return nil, err
	}
	s = normalise(s)
	if err := weigh(s); err != nil {
		return nil, err
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return nil, fmt.Errorf("article: page: %v: %w", err, tocsin.ErrInvalid)
	}
	p := &page{root: root}
	p.survey()
	return p, nil
}

// survey reads the head and the structured data, and takes out what never
// holds text for a reader.
func (p *page) survey() {
	var scripts []string
	var drop []*html.Node
	for node := range p.root.Descendants() {
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
		case "meta", "link":
			p.head.read(node)
			drop = append(drop, node) // else a search for dates takes that of the last change
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
