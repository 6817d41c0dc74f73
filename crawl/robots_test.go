package crawl

import (
	"net/url"
	"strings"
	"testing"
)

func TestRobots(t *testing.T) {
	for _, c := range []struct {
		name, file, path string
		want             bool
	}{
		{"nothing", "", "/a", true},
		{"root", "User-agent: *\nDisallow: /", "/a", false},
		{"empty rule", "User-agent: *\nDisallow:", "/a", true},
		{"robots.txt itself", "User-agent: *\nDisallow: /", "/robots.txt", true},
		{"longest wins", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"longest wins, other order", "User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", false},
		{"tie allows", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
		{"own group only", "User-agent: *\nDisallow: /\n\nUser-agent: tocsin\nDisallow: /x", "/a", true},
		{"own group, rule", "User-agent: *\nAllow: /\n\nUser-agent: TOCSIN\nDisallow: /a", "/a", false},
		{"groups of one agent join", "User-agent: tocsin\nDisallow: /a\n\nUser-agent: tocsin\nDisallow: /b", "/a", false},
		{"several agents", "User-agent: other\nUser-agent: tocsin\nDisallow: /a", "/a", false},
		{"name is no prefix", "User-agent: toc\nDisallow: /", "/a", true},
		{"version is no name", "User-agent: tocsin/1.0\nDisallow: /", "/a", false},
		{"wildcard", "User-agent: *\nDisallow: /*/print", "/news/1/print?x", false},
		{"wildcard is anchored", "User-agent: *\nDisallow: /a*b", "/z/a1b", true},
		{"end", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf", false},
		{"not the end", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", true},
		{"query", "User-agent: *\nDisallow: /*?print", "/a?print=1", false},
		{"case of paths", "User-agent: *\nDisallow: /A", "/a", true},
		{"comment", "# all\nUser-agent: * # every\nDisallow: /a # closed", "/a", false},
		{"rule before group", "Disallow: /\nUser-agent: *\nAllow: /", "/a", true},
		{"unknown lines", "Sitemap: http://n.example/s\nUser-agent: *\nCrawl-delay: x\nDisallow: /a", "/a", false},
		{"escapes", "User-agent: *\nDisallow: /%7euser/%c3%a9", "/~user/%C3%A9", false},
		{"bytes", "User-agent: *\nDisallow: /é", "/%c3%a9", false},
		{"escaped slash is no slash", "User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
		{"byte order mark, CR", "\xef\xbb\xbfUser-agent: *\rDisallow: /a\r", "/a", false},
		{"empty path", "User-agent: *\nDisallow: /", "", false},
	} {
		u, err := url.Parse("https://n.example" + c.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := parseRobots([]byte(c.file)).allows(product, u); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// FuzzRobots checks that appending a group for us alone decides for us, and
// that a rule for others changes nothing.
func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*a*b*$"), "/x/y?z")
	f.Add([]byte("user-agent:tocsin\nallow:%\n"), "/%zz%41")
	f.Fuzz(func(t *testing.T, b []byte, path string) {
		u := &url.URL{Scheme: "https", Host: "n.example", Path: "/" + path}
		got := parseRobots(b).allows(product, u)
		if parseRobots(b).allows(product, u) != got {
			t.Error("two readings differ")
		}
		other := append(append([]byte{}, b...), "\nUser-agent: someoneelse\nDisallow: /\n"...)
		open := strings.HasSuffix(strings.TrimRight(string(b), "\r\n \t"), ":") || lastLineIsAgent(b)
		if !open && parseRobots(other).allows(product, u) != got {
			t.Error("a group for another agent changed the answer")
		}
		if strings.Contains(strings.ToLower(string(b)), product) {
			return
		}
		own := append(append([]byte{}, b...), "\nUser-agent: other\nAllow: /\nUser-agent: tocsin\nDisallow: /\n"...)
		if u.EscapedPath() != "/robots.txt" && parseRobots(own).allows(product, u) {
			t.Error("the group for us was not obeyed")
		}
	})
}

// lastLineIsAgent reports whether a file ends in a group without rules, which
// what is appended would join.
func lastLineIsAgent(b []byte) bool {
	r := parseRobots(b)
	n := len(r.groups)
	return n > 0 && len(r.groups[n-1].rules) == 0
}
