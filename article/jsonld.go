package article

import (
	"encoding/json"
	"html"
	"strings"

	xhtml "golang.org/x/net/html"
)

// Linked is what the structured data (JSON-LD, vocabulary schema.org) of a
// page says about its article.
type linked struct {
	headline  string
	published string
	modified  string
	authors   []string
	publisher string
	url       string
	lang      string
	body      string
}

func isLinkedData(n *xhtml.Node) bool {
	kind, _, _ := strings.Cut(strings.ToLower(attr(n, "type")), ";")
	return strings.TrimSpace(kind) == "application/ld+json"
}

// maxLinked bounds how deep and how far a block of structured data is walked.
const (
	maxLinkedDepth = 24
	maxLinkedNodes = 20_000
)

// A graph is the structured data of a page: its articles, best kind first
// found first, and every node that others may point to.
type graph struct {
	ranked [4][]map[string]any // by rank of the type; 0 is no article
	byID   map[string]map[string]any
	nodes  int
}

// readLinked reads the blocks of one page. Blocks that cannot be read at all
// are passed over: broken ones are everyday.
func readLinked(blocks []string) linked {
	g := &graph{byID: map[string]map[string]any{}}
	for _, b := range blocks {
		var v any
		if json.Unmarshal([]byte(b), &v) != nil && json.Unmarshal([]byte(repairJSON(b)), &v) != nil {
			continue
		}
		g.walk(v, 0)
	}
	var out linked
	for rank := len(g.ranked) - 1; rank > 0; rank-- {
		if nodes := g.ranked[rank]; len(nodes) > 0 {
			g.fill(&out, nodes[0], rank)
		}
	}
	return out
}

// walk collects articles and named nodes. Lists of other pages are not
// entered: their articles are not this one.
func (g *graph) walk(v any, depth int) {
	if g.nodes++; depth > maxLinkedDepth || g.nodes > maxLinkedNodes {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			g.walk(e, depth+1)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			g.byID[id] = v
		}
		if rank := rankType(v["@type"]); rank > 0 {
			g.ranked[rank] = append(g.ranked[rank], v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "isPartOf"} {
			g.walk(v[key], depth+1)
		}
	}
}

// rankType tells news articles (3) from other articles (2), from pages (1),
// from everything else (0).
func rankType(v any) int {
	best := 0
	for _, t := range stringsOf(v, 0) {
		t = t[strings.LastIndexAny(t, "/:#")+1:]
		rank := 0
		switch {
		case strings.HasSuffix(t, "NewsArticle"), t == "LiveBlogPosting", t == "Report":
			rank = 3
		case strings.HasSuffix(t, "Article"), strings.HasSuffix(t, "Posting"):
			rank = 2
		case t == "WebPage", t == "ItemPage":
			rank = 1
		}
		best = max(best, rank)
	}
	return best
}

// fill takes what out still lacks from one node. A page (rank 1) is believed
// about its days and language only: its name is often that of the site.
func (g *graph) fill(out *linked, n map[string]any, rank int) {
	take := func(field *string, keys ...string) {
		for _, k := range keys {
			if s := stringsOf(n[k], 0); *field == "" && len(s) > 0 {
				*field = collapse(html.UnescapeString(s[0]))
			}
		}
	}
	take(&out.published, "datePublished", "dateCreated")
	take(&out.modified, "dateModified")
	take(&out.lang, "inLanguage")
	if rank == 1 {
		return
	}
	take(&out.headline, "headline", "name")
	take(&out.url, "url", "mainEntityOfPage", "@id")
	if s := stringsOf(n["articleBody"], 0); out.body == "" && len(s) > 0 {
		out.body = s[0]
	}
	if out.authors == nil {
		out.authors = g.names(firstValue(n["author"], n["creator"]), 0)
	}
	if names := g.names(n["publisher"], 0); out.publisher == "" && len(names) > 0 {
		out.publisher = names[0]
	}
}

func firstValue(all ...any) any {
	for _, v := range all {
		if v != nil {
			return v
		}
	}
	return nil
}

// names reads people or organisations: plain names, nodes with a name, or
// pointers to such nodes, alone or in lists.
func (g *graph) names(v any, depth int) []string {
	if depth > 4 {
		return nil
	}
	switch v := v.(type) {
	case string:
		return []string{collapse(html.UnescapeString(v))}
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, g.names(e, depth+1)...)
		}
		return out
	case map[string]any:
		if v["name"] != nil {
			return g.names(v["name"], depth+1)
		}
		if id, ok := v["@id"].(string); ok && g.byID[id] != nil {
			return g.names(g.byID[id]["name"], depth+1)
		}
	}
	return nil
}

// stringsOf reads a string, a list of strings, or the value, name or ID that
// stands for one.
func stringsOf(v any, depth int) []string {
	if depth > 4 {
		return nil
	}
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, stringsOf(e, depth+1)...)
		}
		return out
	case map[string]any:
		return stringsOf(firstValue(v["@value"], v["@id"], v["alternateName"], v["name"]), depth+1)
	}
	return nil
}

// repairJSON mends what publishers' templates most often break: entities,
// comment and CDATA wrappers, raw line breaks in strings, trailing commas.
func repairJSON(s string) string {
	s = strings.TrimSpace(s)
	for _, wrap := range []string{"<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>"} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, wrap), wrap))
	}
	if !strings.Contains(s, `"`) {
		s = html.UnescapeString(s)
	}
	var out strings.Builder
	out.Grow(len(s))
	inString := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case inString && c == '\\' && i+1 < len(s):
			out.WriteByte(c)
			i++
			out.WriteByte(s[i])
			continue
		case c == '"':
			inString = !inString
		case inString && c < ' ':
			c = ' '
		case !inString && (c == ',' || c == ';') && closes(s[i+1:]):
			continue
		}
		out.WriteByte(c)
	}
	return out.String()
}

// closes reports whether nothing but a closing bracket or the end follows.
func closes(rest string) bool {
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case ' ', '\t', '\r', '\n':
		case '}', ']':
			return true
		default:
			return false
		}
	}
	return true
}
