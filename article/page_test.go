package article

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tocsin"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestPageGolden(t *testing.T) {
	for name, address := range map[string]string{
		"desk-jsonld": "https://harbour-dispatch.example/world/cape-orla-collision?ref=home",
		"wire-meta":   "https://valley-courier.example/news/border-posts",
		"blog-loose":  "",
	} {
		t.Run(name, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join("testdata", name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			rep, err := Page(b, address, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(rep, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("testdata", name+".golden.json"), append(got, '\n'))
		})
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs; got\n%s", file, got)
	}
}

// story is long enough for an extractor to believe in it.
const story = `<p>The coast guard of the island republic said on Sunday that its cutter had turned back two trawlers near the western shoal.</p>
<p>The trawlers' owners said that the boats had been fishing in open water and that no warning had been given before the cutter came alongside.</p>
<p>The foreign ministry said it would answer the protest in writing within the week.</p>`

func TestPageDay(t *testing.T) {
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	for name, c := range map[string]struct {
		head, address string
		body          string // before the story
		want, from    string // want "" for no day
	}{
		"json-ld": {head: ld(`{"@type":"NewsArticle","datePublished":"2025-08-18T23:30:00-04:00"}`), want: "2025-08-18", from: "json-ld"},
		"json-ld list and trailing comma": {head: ld(`[{"@type":"BreadcrumbList"},{"@type":["Article","ReportageNewsArticle"],"datePublished":"2025-08-18",},]`),
			want: "2025-08-18", from: "json-ld"},
		"json-ld with entities":  {head: ld(`{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2025-08-18&quot;}`), want: "2025-08-18", from: "json-ld"},
		"json-ld raw line break": {head: ld("{\"@type\":\"NewsArticle\",\"headline\":\"a\nb\",\"datePublished\":\"2025-08-18\"}"), want: "2025-08-18", from: "json-ld"},
		"modified only":          {head: ld(`{"@type":"NewsArticle","dateModified":"2025-08-18"}`)},
		"list of others":         {head: ld(`{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2025-08-18"}]}`)},
		"json-ld before meta": {head: ld(`{"@type":"NewsArticle","datePublished":"2025-08-18"}`) + `<meta property="article:published_time" content="2025-08-16">`,
			want: "2025-08-18", from: "json-ld"},
		"meta":          {head: `<meta name="parsely-pub-date" content="2025-08-18T09:00:00Z">`, want: "2025-08-18", from: "meta"},
		"meta modified": {head: `<meta property="article:modified_time" content="2025-08-18T09:00:00Z">`},
		"utc stamp, local address": {head: `<meta property="article:published_time" content="2025-08-19T01:30:00Z">`,
			address: "https://a.example/2025/08/18/trawlers", want: "2025-08-18", from: "url"},
		"offset stamp beats address": {head: `<meta property="article:published_time" content="2025-08-19T01:30:00+02:00">`,
			address: "https://a.example/2025/08/18/trawlers", want: "2025-08-19", from: "meta"},
		"utc stamp far from address": {head: `<meta property="article:published_time" content="2025-08-22T01:30:00Z">`,
			address: "https://a.example/2025/08/18/trawlers", want: "2025-08-22", from: "meta"},
		"time element":         {body: `<article><time datetime="2025-08-18T10:00">Monday</time></article>`, want: "2025-08-18", from: "html"},
		"time of a teaser":     {body: `<aside><article><time datetime="2025-08-18">x</time></article></aside>`},
		"address":              {address: "https://a.example/news/2025/08/18/trawlers", want: "2025-08-18", from: "url"},
		"address, month name":  {address: "https://a.example/2025/aug/18/trawlers", want: "2025-08-18", from: "url"},
		"address, no such day": {address: "https://a.example/2025/02/31/trawlers"},
		"dateline":             {body: `<p>PORT ALBA, 18 August 2025 (Norte Press) — The republic's navy was put on alert on Sunday night after a clash.</p>`, want: "2025-08-18", from: "dateline"},
		"dateline without year": {body: `<p>PORT ALBA, Aug 18 (Norte Press) — The republic's navy was put on alert on Sunday night after a clash.</p>`,
			head: `<meta property="article:modified_time" content="2025-08-20T00:00:00Z">`, want: "2025-08-18", from: "dateline"},
		"dateline of last year": {body: `<p>PORT ALBA, Dec 30 (Norte Press) — The republic's navy was put on alert on Sunday night after a clash.</p>`,
			head: `<meta property="article:modified_time" content="2025-01-02T00:00:00Z">`, want: "2024-12-30", from: "dateline"},
		"dateline without any year": {body: `<p>PORT ALBA, Aug 18 (Norte Press) — The republic's navy was put on alert on Sunday night after a clash.</p>`},
		"copyright year":            {body: `<div>Copyright 2024</div>`},
		"nothing":                   {},
	} {
		t.Run(name, func(t *testing.T) {
			b := "<html><head>" + c.head + "</head><body>" + c.body + "<article>" + story + "</article></body></html>"
			if strings.HasPrefix(c.body, "<p>") {
				b = "<html><head>" + c.head + "</head><body><article>" + c.body + story + "</article></body></html>"
			}
			rep, err := Page([]byte(b), c.address, Options{})
			if c.want == "" {
				if !errors.Is(err, tocsin.ErrNoDate) {
					t.Fatalf("error %v, day %v from %s; want ErrNoDate", err, rep.Published, rep.Found["published"])
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if rep.Published.String() != c.want || rep.Found["published"] != c.from {
				t.Errorf("%s from %s, want %s from %s", rep.Published, rep.Found["published"], c.want, c.from)
			}
		})
	}
}

func TestPageOptionsWin(t *testing.T) {
	b := `<html lang="es"><head><meta property="article:published_time" content="2025-08-18"><meta property="og:site_name" content="Norte"></head><body>` + story
	rep, err := Page([]byte(b), "https://norte.example/x", Options{
		Date: tocsin.Day{Year: 2025, Month: 8, Date: 1}, Lang: "en", Publisher: "Sur", URL: "https://sur.example/y"})
	if err != nil {
		t.Fatal(err)
	}
	if rep.Published.String() != "2025-08-01" || rep.Lang != "en" || rep.Publisher != "Sur" || rep.URL != "https://sur.example/y" {
		t.Errorf("options lost: %+v", rep)
	}
	for _, k := range []string{"published", "lang", "publisher", "url"} {
		if rep.Found[k] != "flag" {
			t.Errorf("found[%s] = %q, want flag", k, rep.Found[k])
		}
	}
}

func TestNotAfter(t *testing.T) {
	b := `<html><head><meta property="article:published_time" content="2031-01-05"><meta name="date" content="2025-08-18"></head><body>` + story
	rep, err := Page([]byte(b), "", Options{NotAfter: tocsin.Day{Year: 2025, Month: 8, Date: 20}})
	if err != nil || rep.Published.String() != "2025-08-18" {
		t.Errorf("%v, %v; want the day that is not in the future", rep.Published, err)
	}
}

func TestCanonicalAddress(t *testing.T) {
	for name, c := range map[string]struct{ canonical, fetched, want string }{
		"relative":       {"/a", "https://n.example/a?x=1", "https://n.example/a"},
		"mobile":         {"https://www.n.example/a", "https://m.n.example/a", "https://www.n.example/a"},
		"other site":     {"https://evil.example/a", "https://n.example/a", "https://n.example/a"},
		"front page":     {"https://n.example/", "https://n.example/a", "https://n.example/a"},
		"not an address": {"javascript:alert(1)", "https://n.example/a", "https://n.example/a"},
	} {
		b := `<html><head><link rel="canonical" href="` + c.canonical + `"></head><body>` + story
		rep, err := Page([]byte(b), c.fetched, Options{Date: tocsin.Day{Year: 2025, Month: 8, Date: 18}})
		if err != nil || rep.URL != c.want {
			t.Errorf("%s: %q, %v; want %q", name, rep.URL, err, c.want)
		}
	}
}

func TestCleanByline(t *testing.T) {
	for in, want := range map[string]string{
		"By Marta Kelén":                     "Marta Kelén",
		"Por  Ana Ruiz":                      "Ana Ruiz",
		"By Owen Strand owen@desk.example":   "Owen Strand",
		"Ines Varro | Harbour Dispatch":      "Ines Varro",
		"admin":                              "",
		"https://desk.example/people/varro":  "",
		"Byron Hale":                         "Byron Hale",
		strings.Repeat("long biography ", 9): "",
	} {
		if got := cleanByline(in); got != want {
			t.Errorf("cleanByline(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPageRefuses(t *testing.T) {
	nested := strings.Repeat("<b x=%>", 400)
	for name, b := range map[string]string{
		"empty":     "",
		"no text":   "<html><body><nav>Home</nav></body></html>",
		"too large": strings.Repeat("a", MaxPage+1),
		"too deep":  strings.Repeat("<div>", 2000),
		"too many":  strings.Repeat("<p>x", maxNodes),
		"reopened":  "<p>" + numbered(nested) + "</p>" + strings.Repeat("<p>x</p>", 30_000),
	} {
		start := time.Now()
		_, err := Page([]byte(b), "", Options{Date: tocsin.Day{Year: 2025, Month: 8, Date: 18}})
		if !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: error %v, want ErrInvalid", name, err)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: took %v", name, d)
		}
	}
}

// numbered replaces each % by another letter sequence, so that no two tags are
// alike.
func numbered(s string) string {
	var sb strings.Builder
	n := 0
	for _, r := range s {
		if r == '%' {
			n++
			sb.WriteString(strings.Repeat("y", n%20+1) + strings.Repeat("z", n/20+1))
			continue
		}
		sb.WriteRune(r)
	}
	return sb.String()
}
