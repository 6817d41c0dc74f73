package article

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/language"
)

// fillAddress prefers the canonical address, so that one article has one
// address however it was reached. A canonical address on another site, or the
// front page given for an article, is not believed.
func (p *page) fillAddress(d *draft, fetched string) {
	for _, c := range []struct{ from, value string }{
		{fromMeta, p.head.canonical},
		{fromMeta, p.head.first("og:url")},
		{fromJSONLD, p.ld.url},
	} {
		if u := p.resolve(c.value); u != nil && p.sameSite(u) {
			d.set("url", &d.URL, u.String(), c.from)
		}
	}
	d.set("url", &d.URL, fetched, fromGiven)
}

func (p *page) resolve(ref string) *url.URL {
	if ref == "" {
		return nil
	}
	if p.base == nil {
		return parseAddress(ref)
	}
	u, err := p.base.Parse(ref)
	if err != nil {
		return nil
	}
	u.Fragment = ""
	return parseAddress(u.String())
}

func (p *page) sameSite(u *url.URL) bool {
	if p.base == nil {
		return true
	}
	front := u.Path == "" || u.Path == "/"
	return bareHost(u) == bareHost(p.base) && (!front || u.Path == p.base.Path)
}

// bareHost is the host without the labels for devices and formats.
func bareHost(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	for _, pre := range []string{"www.", "m.", "amp.", "mobile.", "edition."} {
		host = strings.TrimPrefix(host, pre)
	}
	return host
}

func (p *page) fillTitle(d *draft) {
	site := firstOf(d.Publisher, p.ld.publisher, p.head.first("og:site_name"))
	d.set("title", &d.Title, trimSite(p.ld.headline, site), fromJSONLD)
	d.set("title", &d.Title, trimSite(p.head.first("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"), site), fromMeta)
	if h := p.heading(); h != nil {
		d.set("title", &d.Title, inlineText(h), fromHTML)
	}
	d.set("title", &d.Title, trimSite(p.head.title, site), fromHTML)
}

// heading is the first-level heading of the article: the only one of the page,
// or the one that its title repeats; nil if neither is there.
func (p *page) heading() *html.Node {
	if len(p.head.h1) == 1 {
		return p.head.h1[0]
	}
	for _, h := range p.head.h1 {
		if s := inlineText(h); s != "" && strings.Contains(p.head.title, s) {
			return h
		}
	}
	return nil
}

// trimSite takes the name of the site off the end of a title.
func trimSite(title, site string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » "} {
		if i := strings.LastIndex(title, sep); i > 0 && site != "" && strings.EqualFold(title[i+len(sep):], site) {
			return title[:i]
		}
	}
	return title
}

func (p *page) fillPublisher(d *draft) {
	d.set("publisher", &d.Publisher, plainName(p.ld.publisher), fromJSONLD)
	d.set("publisher", &d.Publisher, p.head.first("og:site_name", "dc.publisher", "dcterms.publisher", "application-name"), fromMeta)
	if u := parseAddress(d.URL); u != nil {
		d.set("publisher", &d.Publisher, strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."), fromURL)
	}
}

func (p *page) fillByline(d *draft) {
	var names []string
	for _, a := range p.ld.authors {
		if name := cleanByline(a); name != "" && len(names) < 8 {
			names = appendNew(names, name)
		}
	}
	d.set("byline", &d.Byline, strings.Join(names, ", "), fromJSONLD)
	for _, key := range []string{"author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "cxenseparse:author"} {
		d.set("byline", &d.Byline, cleanByline(p.head.first(key)), fromMeta)
	}
	for _, n := range p.head.bylines {
		d.set("byline", &d.Byline, cleanByline(inlineText(n)), fromHTML)
	}
	d.Byline = cutPublisher(d.Byline, d.Publisher)
}

func appendNew(list []string, s string) []string {
	for _, old := range list {
		if strings.EqualFold(old, s) {
			return list
		}
	}
	return append(list, s)
}

// maxByline is the longest byline in characters; what is longer is a
// biography.
const maxByline = 120

// cleanByline strips a byline down to names: no "By", no addresses, no roles
// behind a bar. What names no one gives "".
func cleanByline(s string) string {
	s = collapse(s)
	for _, pre := range []string{"by ", "por ", "written by ", "reported by ", "by: ", "por: "} {
		if len(s) > len(pre) && strings.EqualFold(s[:len(pre)], pre) {
			s = s[len(pre):]
		}
	}
	s, _, _ = strings.Cut(s, " | ")
	s, _, _ = strings.Cut(s, " • ")
	var kept []string
	for w := range strings.FieldsSeq(s) {
		if !strings.Contains(w, "@") && !strings.Contains(w, "://") {
			kept = append(kept, w)
		}
	}
	s = strings.Trim(strings.Join(kept, " "), " ,;:-–—|()")
	if utf8.RuneCountInString(s) > maxByline || isRole(s) {
		return ""
	}
	return plainName(s)
}

// isRole recognises the names of accounts that stand in for a person.
func isRole(s string) bool {
	switch strings.ToLower(s) {
	case "admin", "administrator", "webmaster", "editor", "author", "no author", "staff", "redacción", "redaccion", "user", "guest", "anónimo", "anonymous", "unknown":
		return true
	}
	return false
}

// plainName returns s unless it is an address, which some pages give for a
// name.
func plainName(s string) string {
	if strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "/") {
		return ""
	}
	return s
}

// cutPublisher takes the publisher off the end of a byline ("Ana Ruiz, Norte
// Press"), unless the publisher is all of it.
func cutPublisher(byline, publisher string) string {
	n := len(byline) - len(publisher)
	if publisher == "" || n <= 0 || !strings.EqualFold(byline[n:], publisher) {
		return byline
	}
	return strings.TrimRight(byline[:n], " ,;:-–—|(")
}

func (p *page) fillLang(d *draft) {
	d.set("lang", &d.Lang, baseLang(p.ld.lang), fromJSONLD)
	d.set("lang", &d.Lang, baseLang(p.head.lang), fromHTML)
	d.set("lang", &d.Lang, baseLang(p.head.first("og:locale", "content-language", "dc.language")), fromMeta)
}

// baseLang reduces a tag ("en_US") to its language ("en"); "" if it is none.
func baseLang(s string) string {
	tag, err := language.Parse(strings.TrimSpace(s))
	if err != nil {
		return ""
	}
	base, conf := tag.Base()
	if conf != language.Exact || base.String() == "und" {
		return ""
	}
	return base.String()
}
