package article

import (
	"strings"
	"time"

	"github.com/go-shiori/dom"
	dps "github.com/markusmobius/go-dateparser"
	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"

	"tocsin"
)

// The meta keys that carry the first publication, best first. Keys for the
// last change ("article:modified_time") are left out on purpose.
var publishedKeys = []string{
	"article:published_time", "og:article:published_time", "og:published_time", "article:published",
	"datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
	"pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "ptime", "rnews:datepublished",
	"dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date",
	"citation_publication_date", "article.published", "published", "displaydate", "originalpublicationdate", "date",
}

// A finding is a day with where it was found.
type finding struct {
	day  tocsin.Day
	at   stamp
	from string
}

// fillDay sets the day of publication: structured data, meta elements, a time
// element in the head of the article, the address, the dateline, and last the
// day that the visible markup shows.
func (p *page) fillDay(d *draft, text string, late tocsin.Day, opt *Options) {
	found := p.stamped(opt)
	if u, ok := addressDay(d.URL); ok && opt.believes(u) {
		found = append(found, finding{day: u, from: fromURL})
	}
	if len(found) > 0 {
		best := ownZone(found)
		d.day(best.day, best.from)
	}
	if day, ok := dateline(text); ok {
		if day.Year == 0 {
			day = withYear(day, p.lastTouched(d.URL, opt))
		}
		if opt.believes(day) {
			d.day(day, fromDateline)
		}
	}
	d.feed(opt)
	d.day(late, fromHTML)
}

// stamped lists the days that machine-readable parts of the page give, best
// first.
func (p *page) stamped(opt *Options) []finding {
	var out []finding
	add := func(s, from string) {
		if day, at, ok := parseStamp(s); ok && opt.believes(day) {
			out = append(out, finding{day, at, from})
		}
	}
	add(p.ld.published, fromJSONLD)
	for _, key := range publishedKeys {
		if v := p.head.first(key); v != "" {
			add(v, fromMeta)
		}
	}
	for _, n := range p.head.times {
		if inArticleHead(n) || p.besideHeading(n) {
			add(firstOf(attr(n, "datetime"), inlineText(n)), fromHTML)
		}
	}
	return out
}

// ownZone returns the best finding, or a later one that tells the newsroom's
// own day better: a stamp in UTC is often a server's, and near midnight names
// another day. The same instant written with an offset tells it, and so does a
// bare day that the instant falls on somewhere in the world.
func ownZone(found []finding) finding {
	best := found[0]
	if best.at.zone != zoneUTC {
		return best
	}
	for _, f := range found[1:] {
		if f.at.zone == zoneOffset && f.at.at.Sub(best.at.at).Abs() < time.Minute {
			return f
		}
	}
	for _, f := range found[1:] {
		if f.at.zone == zoneNone && mayFallOn(best.at.at, f.day) {
			return f
		}
	}
	return best
}

// mayFallOn reports whether an instant falls on the day in some zone of the
// world: they reach from 14 hours before UTC to 12 after.
func mayFallOn(at time.Time, day tocsin.Day) bool {
	start := day.Time()
	return !at.Before(start.Add(-14*time.Hour)) && at.Before(start.Add(36*time.Hour))
}

// addressDay reads /2025/08/18/ or /2025-08-18/ or -20250818 in the path.
func addressDay(address string) (tocsin.Day, bool) {
	u := parseAddress(address)
	if u == nil {
		return tocsin.Day{}, false
	}
	path := u.Path
	for i := 0; i < len(path); i++ {
		if isDigit(path[i]) && (i == 0 || !isDigit(path[i-1])) {
			day, rest, ok := isoDay(path[i:])
			if ok && (rest == "" || !isDigit(rest[0])) {
				return day, true
			}
		}
	}
	return monthNameDay(path)
}

// monthNameDay reads /2025/aug/18/.
func monthNameDay(path string) (tocsin.Day, bool) {
	parts := strings.Split(strings.ToLower(path), "/")
	for i := 0; i+2 < len(parts); i++ {
		y, _, ok := digits(parts[i], 4, 4)
		m := months[parts[i+1]]
		d := dayNumber(parts[i+2])
		if ok && m > 0 && d > 0 {
			return validDay(y, m, d)
		}
	}
	return tocsin.Day{}, false
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// lastTouched is a day before which the report was published: that of the
// last change, or the end of the year that its address names.
func (p *page) lastTouched(address string, opt *Options) tocsin.Day {
	for _, s := range []string{p.ld.modified, p.head.first("article:modified_time", "og:updated_time", "lastmod", "last-modified", "dcterms.modified")} {
		if day, _, ok := parseStamp(s); ok && opt.believes(day) {
			return day
		}
	}
	if u := parseAddress(address); u != nil {
		for part := range strings.SplitSeq(u.Path, "/") {
			if y, rest, ok := digits(part, 4, 4); ok && rest == "" && y >= 1990 && y <= lastYear {
				return tocsin.Day{Year: y, Month: time.December, Date: 31}
			}
		}
	}
	return opt.NotAfter
}

// inArticleHead reports whether a time element is about the article and not
// about a comment, a teaser or the clock of the page.
func inArticleHead(n *html.Node) bool {
	inside := attr(n, "pubdate") != "" || strings.Contains(strings.ToLower(attr(n, "class")), "publish")
	for up := n; up != nil; up = up.Parent {
		switch up.Data {
		case "aside", "nav", "footer", "blockquote":
			return false
		case "li":
			if !inside {
				return false // a teaser in a list; the article itself may be an item, too
			}
		case "article", "main":
			inside = true
		}
		mark := strings.ToLower(attr(up, "class") + " " + attr(up, "id"))
		if contains(mark, []string{"comment", "related", "sidebar"}) && up.Data != "body" && up.Data != "html" {
			return false
		}
	}
	return inside
}

// lateDay is the day that the visible markup shows: the first element marked as
// a date after the heading, or what a search of all markup finds. The search completes partial
// dates from a current time; it runs with two, four years apart, and only a
// day that both give was on the page.
func (p *page) lateDay(opt *Options) (tocsin.Day, bool) {
	if !opt.Date.IsZero() || len(p.stamped(opt)) > 0 {
		return tocsin.Day{}, false
	}
	for _, n := range p.head.dates {
		if day, ok := shownDay(n); ok && opt.believes(day) && p.besideHeading(n) {
			return day, true
		}
	}
	tree := p.withoutMargins()
	first, ok := p.searchDay(tree, opt, 2016)
	if !ok {
		return first, false
	}
	second, ok := p.searchDay(tree, opt, 2020)
	newYear := first.Month == time.January && first.Date == 1 // what the search makes of a lone year, as in a copyright line
	if !ok || newYear || first != second || !opt.believes(first) {
		return tocsin.Day{}, false
	}
	return first, true
}

// shownDay reads the day in the text of a short element: "Written: 2025-08-18
// 15:03", "Monday, 18 August 2025".
func shownDay(n *html.Node) (tocsin.Day, bool) {
	s := inlineText(n)
	if len(s) > 120 {
		return tocsin.Day{}, false
	}
	if day, ok := findDay(s); ok && day.Year != 0 {
		return day, true
	}
	for w := range strings.FieldsSeq(s) {
		if day, _, ok := isoDay(w); ok {
			return day, true
		}
	}
	return tocsin.Day{}, false
}

// besideHeading reports whether n stands within a few levels of the heading of
// the article: teasers of other articles have their dates elsewhere.
func (p *page) besideHeading(n *html.Node) bool {
	up := p.heading()
	for range 3 {
		if up == nil {
			return false
		}
		if up = up.Parent; up == nil || up.Data == "body" {
			return false
		}
		for at := n; at != nil; at = at.Parent {
			if at == up {
				return true
			}
		}
	}
	return false
}

// withoutMargins copies the tree without the parts that are about other pages.
func (p *page) withoutMargins() *html.Node {
	root := dom.Clone(p.root, true)
	var drop []*html.Node
	for n := range root.Descendants() {
		switch n.Data {
		case "aside", "nav", "footer":
			drop = append(drop, n)
		}
	}
	for _, n := range drop {
		n.Parent.RemoveChild(n)
	}
	return root
}

func (p *page) searchDay(root *html.Node, opt *Options, year int) (day tocsin.Day, ok bool) {
	defer func() {
		if recover() != nil { // a fault of the library on one page is no day found
			day, ok = tocsin.Day{}, false
		}
	}()
	latest := time.Date(lastYear, 1, 1, 0, 0, 0, 0, time.UTC)
	if !opt.NotAfter.IsZero() {
		latest = opt.NotAfter.AddDays(1).Time()
	}
	o := htmldate.Options{
		UseOriginalDate: true, SkipExtensiveSearch: true, MaxDate: latest,
		MinDate:          time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC),
		DateParserConfig: &dps.Configuration{CurrentTime: time.Date(year, time.December, 30, 0, 0, 0, 0, time.UTC)},
	}
	if p.base != nil {
		o.URL = p.base.String()
	}
	res, err := htmldate.FromDocument(root, o)
	if err != nil || res.IsZero() {
		return tocsin.Day{}, false
	}
	return tocsin.DayOf(res.DateTime), true
}
