package source_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"tocsin"
	"tocsin/source"
	"tocsin/store"
)

const (
	rssHead  = `<?xml version="1.0"?><rss version="2.0"><channel><title>Señal</title><language>es-VE</language>`
	rssItem  = `<item><title>A &amp; B</title><link> /news/1?utm_source=x&amp;id=7&amp;fbclid=z#top </link><pubDate>Thu, 08 May 2025 23:30:00 -0400</pubDate></item>`
	rssOther = `<item><guid isPermaLink="true">https://x.example/news/2</guid><description>Two</description></item>`
	rssTail  = `</channel></rss>`
)

func addresses(l source.Listing) []string {
	var out []string
	for _, e := range l.Entries {
		out = append(out, e.URL)
	}
	return out
}

func TestReadFeed(t *testing.T) {
	one, two := "https://x.example/news/1?id=7", "https://x.example/news/2"
	whole := rssHead + rssItem + rssOther + rssTail
	latin := strings.ReplaceAll(whole, "ñ", "\xf1")
	for name, c := range map[string]struct {
		feed, contentType string
		want              []string
		cut               bool
	}{
		"rss":             {whole, "", []string{one, two}, false},
		"latin-1":         {strings.Replace(latin, `"1.0"?`, `"1.0" encoding="ISO-8859-1"?`, 1), "", []string{one, two}, false},
		"says utf-8":      {strings.Replace(latin, `"1.0"?`, `"1.0" encoding="UTF-8"?`, 1), "text/xml; charset=utf-8", []string{one, two}, false},
		"says nothing":    {latin, "", []string{one, two}, false},
		"header knows":    {latin, "text/xml; charset=windows-1252", []string{one, two}, false},
		"utf-8 as latin":  {strings.Replace(whole, `"1.0"?`, `"1.0" encoding="ISO-8859-1"?`, 1), "", []string{one, two}, false},
		"byte order mark": {"\xef\xbb\xbf" + whole, "", []string{one, two}, false},
		"control bytes":   {strings.Replace(whole, "Two", "T\x00w\x0bo", 1), "", []string{one, two}, false},
		"entity":          {strings.Replace(whole, "Two", "T&nbsp;w&eacute;", 1), "", []string{one, two}, false},
		"cut":             {rssHead + rssItem + rssOther[:30], "", []string{one}, true},
		"wrong end":       {rssHead + rssItem + "<item><title>x</item>" + rssOther + rssTail, "", []string{one, two}, false},
		"rdf":             {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Señal</title></channel><item><link>/news/2</link></item></rdf:RDF>`, "", []string{two}, false},
		"atom":            {`<feed xmlns="http://www.w3.org/2005/Atom"><title>Señal</title><entry><link rel="alternate" href="/news/2"/><id>urn:x</id></entry></feed>`, "", []string{two}, false},
		"json":            {`{"version":"https://jsonfeed.org/version/1","title":"Señal","items":[{"id":"x","url":"/news/2"},{"id":"y"},{"id":"z","url":"mailto:x@x.example"}]}`, "", []string{two}, false},
	} {
		l, err := source.ReadFeed([]byte(c.feed), "https://x.example/feed", c.contentType)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.Equal(addresses(l), c.want) || l.Title != "Señal" || (l.Fault != "") != c.cut {
			t.Errorf("%s: %q, title %q, fault %q", name, addresses(l), l.Title, l.Fault)
		}
		if len(c.want) == 2 && (l.Entries[0].Published != tocsin.Day{Year: 2025, Month: 5, Date: 8} || l.Entries[0].Title != "A & B" || l.Entries[0].Lang != "es-VE") {
			t.Errorf("%s: %+v", name, l.Entries[0])
		}
	}
	for _, bad := range []string{"", "<rss>", "<rss><channel><item><title>x", "hello", "{}", `{"version":"https://jsonfeed.org/version/1","items":[{"url":`} {
		if l, err := source.ReadFeed([]byte(bad), "https://x.example/", ""); len(l.Entries) > 0 || err != nil && !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%q: %v, %v", bad, l, err)
		}
	}
}

// FuzzReadFeed: a feed never panics, entries are http(s) addresses, and what
// stands before a fault is kept.
func FuzzReadFeed(f *testing.F) {
	f.Add([]byte(rssOther + rssTail))
	f.Add([]byte("<item><title>\xff</item></rss>"))
	f.Add([]byte("]]></channel>"))
	f.Add([]byte("<!-- "))
	f.Fuzz(func(t *testing.T, tail []byte) {
		l, err := source.ReadFeed(append([]byte(rssHead+rssItem), tail...), "https://x.example/feed", "")
		if err != nil && !errors.Is(err, tocsin.ErrInvalid) {
			t.Fatal(err)
		}
		for _, e := range l.Entries {
			if !strings.HasPrefix(e.URL, "http") {
				t.Fatalf("address %q", e.URL)
			}
		}
		if _, err := source.ReadSitemap(tail, "https://x.example/", ""); err != nil && !errors.Is(err, tocsin.ErrInvalid) {
			t.Fatal(err)
		}
		if _, err := source.ReadOPML(tail); err != nil && !errors.Is(err, tocsin.ErrInvalid) {
			t.Fatal(err)
		}
		source.Detect(tail)
	})
}

func TestReadSitemap(t *testing.T) {
	const pages = `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://x.example/a</loc><lastmod>2025-05-09</lastmod><news:news><news:publication><news:name>X</news:name><news:language>es</news:language></news:publication><news:publication_date>2025-05-08T23:00:00-04:00</news:publication_date><news:title>Uno &amp; dos</news:title></news:news></url>
<url><loc>https://x.example/b</loc></url>`
	for _, tail := range []string{"</urlset>", "", "<url><loc>https://x.exa", "<url></wrong>"} {
		l, err := source.ReadSitemap([]byte(pages+tail), "https://x.example/sitemap.xml", "")
		if err != nil || !slices.Equal(addresses(l), []string{"https://x.example/a", "https://x.example/b"}) || (l.Fault == "") != (tail == "</urlset>") {
			t.Errorf("%q: %v, %q, %v", tail, addresses(l), l.Fault, err)
			continue
		}
		e := l.Entries[0]
		if (e.Published != tocsin.Day{Year: 2025, Month: 5, Date: 8}) || e.Title != "Uno & dos" || e.Lang != "es" || e.Mark != "map:2025-05-09" {
			t.Errorf("%+v", e)
		}
	}
	l, err := source.ReadSitemap([]byte(`<sitemapindex><sitemap><loc>https://x.example/1.xml.gz</loc></sitemap></sitemapindex>`), "https://x.example/", "")
	if err != nil || len(l.Lists) != 1 || len(l.Entries) != 0 {
		t.Errorf("%+v, %v", l, err)
	}
}

func TestOPML(t *testing.T) {
	want := []store.Source{{URL: "https://x.example/rss?a=1&b=2", Title: `"Señal" & Cía`}, {URL: "https://y.example/atom"}}
	var b bytes.Buffer
	if err := source.WriteOPML(&b, want); err != nil {
		t.Fatal(err)
	}
	got, err := source.ReadOPML(b.Bytes())
	if err != nil || len(got) != 2 || got[0].URL != want[0].URL || got[0].Title != want[0].Title || got[1].URL != want[1].URL {
		t.Errorf("%+v, %v\n%s", got, err, &b)
	}
	if _, err := source.ReadOPML([]byte("<html>")); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("no OPML: %v", err)
	}
}

func TestDetect(t *testing.T) {
	for head, want := range map[string]source.Kind{
		"<rss version='2.0'>": source.Feed,
		"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x > y -->\n<!DOCTYPE rss>\n<rss>": source.Feed,
		"<feed xmlns='x'>":           source.Feed,
		"<atom:feed xmlns:atom='x'>": source.Feed,
		"<rdf:RDF>":                  source.Feed,
		`{"version": "https://jsonfeed.org/version/1.1"`: source.Feed,
		`{"id":"a","text":"b"}`:                          source.Reports,
		"<urlset>":                                       source.Sitemap,
		"<sitemapindex xmlns=''>":                        source.Sitemap,
		"<opml version='1.0'>":                           source.OPML,
		"WARC/1.0\r\n":                                   source.WARC,
		"\x1f\x8b\x08\x00":                               source.Gzip,
		"<!DOCTYPE html><html>":                          source.Reports,
		"A plain report about feeds.":                    source.Reports,
		"\xff\xfe<\x00r\x00s\x00s\x00>\x00":              source.Feed,
		"<?xml version='1.0'?><other>":                   source.Unknown,
		"%PDF-1.7":                                       source.Unknown,
		"":                                               source.Reports, // an empty text, which package article refuses
	} {
		if got := source.Detect([]byte(head)); got != want {
			t.Errorf("%q is %d, want %d", head, got, want)
		}
	}
}
