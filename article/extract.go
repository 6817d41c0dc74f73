package article

import (
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// enough is the length of prose, in bytes, from which the first extractor is
// believed without a second opinion; proseLine is the length from which a
// paragraph counts as prose and not as a label.
const (
	enough    = 250
	proseLine = 60
)

// prose is the number of bytes of s in paragraphs that can be running text.
func prose(s string) int {
	n := 0
	for p := range strings.SplitSeq(s, "\n\n") {
		if len(p) >= proseLine && !isFurniture(p) {
			n += len(p)
		}
	}
	return n
}

// text returns the running text of the page: the first extractor's, or the
// longest of three when that is suspiciously short. The page must not be used
// afterwards.
func (p *page) text() string {
	best := p.trafilatura()
	if prose(best) >= enough {
		return best
	}
	for _, other := range []string{p.readability(), bodyText(p.ld.body)} {
		if prose(other) > prose(best) || best == "" {
			best = other
		}
	}
	return best
}

func (p *page) trafilatura() (out string) {
	defer func() {
		if recover() != nil { // a fault of the library counts as nothing found
			out = ""
		}
	}()
	res, err := trafilatura.ExtractDocument(p.root, trafilatura.Options{
		OriginalURL:      p.base,
		ExcludeComments:  true,
		HtmlDateMode:     trafilatura.Disabled,
		HtmlDateOverride: &htmldate.Result{},
	})
	if err != nil || res.ContentNode == nil {
		return ""
	}
	return render(res.ContentNode)
}

func (p *page) readability() (out string) {
	defer func() {
		if recover() != nil {
			out = ""
		}
	}()
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	art, err := parser.ParseAndMutate(p.root, p.base)
	if err != nil || art.Node == nil {
		return ""
	}
	return render(art.Node)
}

// bodyText is the articleBody of structured data, which is plain text in some
// pages and markup in others.
func bodyText(s string) string {
	if s == "" {
		return ""
	}
	s = html.UnescapeString(s)
	if !strings.Contains(s, "<") {
		s = "<pre>" + s + "</pre>"
	}
	root, err := html.Parse(strings.NewReader(normalise(s)))
	if err != nil {
		return ""
	}
	return render(root)
}
