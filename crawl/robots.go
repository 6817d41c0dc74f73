package crawl

import (
	"bytes"
	"net/url"
	"strings"
)

// Robots is a robots.txt as RFC 9309 reads it. The zero value allows
// everything.
type robots struct {
	groups []group
}

type group struct {
	agents []string // lower case
	rules  []rule
}

type rule struct {
	path  string // normalised; may hold "*" and end in "$"
	allow bool
}

// parseRobots reads what it understands and passes over the rest; it cannot
// fail. Lines end in CR, LF or both.
func parseRobots(b []byte) *robots {
	r := &robots{}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	for line := range strings.FieldsFuncSeq(string(b), func(c rune) bool { return c == '\n' || c == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if ok {
			r.line(strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value))
		}
	}
	return r
}

func (r *robots) line(key, value string) {
	last := len(r.groups) - 1
	switch key {
	case "user-agent":
		if last < 0 || len(r.groups[last].rules) > 0 {
			r.groups = append(r.groups, group{})
			last++
		}
		r.groups[last].agents = append(r.groups[last].agents, agentName(value))
	case "allow", "disallow":
		if last < 0 {
			return // a rule before any group is about no one
		}
		if value != "" && value[0] != '/' && value[0] != '*' {
			value = "/" + value
		}
		// An empty rule matches nothing, yet it closes the list of agents.
		r.groups[last].rules = append(r.groups[last].rules, rule{normalPath(value), key == "allow"})
	}
}

// agentName is the product token of a user-agent line: letters, "-" and "_".
func agentName(s string) string {
	s = strings.ToLower(s)
	if strings.HasPrefix(s, "*") {
		return "*"
	}
	end := strings.IndexFunc(s, func(c rune) bool { return (c < 'a' || c > 'z') && c != '-' && c != '_' })
	if end >= 0 {
		s = s[:end]
	}
	return s
}

// allows reports whether agent (lower case) may fetch u. All groups that name
// the agent count together; those for everyone count only if there is none.
// The longest matching rule decides, and of equal ones that which allows.
func (r *robots) allows(agent string, u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return true
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	path = normalPath(path)
	best, allowed := 0, true
	for _, rule := range r.rulesFor(agent) {
		if n := len(rule.path); n > 0 && (n > best || n == best && rule.allow) && matches(rule.path, path) {
			best, allowed = n, rule.allow
		}
	}
	return allowed
}

func (r *robots) rulesFor(agent string) []rule {
	for _, name := range []string{agent, "*"} {
		var rules []rule
		found := false
		for _, g := range r.groups {
			for _, a := range g.agents {
				if a == name {
					rules = append(rules, g.rules...)
					found = true
					break
				}
			}
		}
		if found {
			return rules
		}
	}
	return nil
}

// matches reports whether a pattern matches the beginning of path: "*" stands
// for any characters, "$" at the end for the end of the path.
func matches(pattern, path string) bool {
	pattern, toEnd := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	for i, part := range parts[1:] {
		if toEnd && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !toEnd || rest == ""
}

const hexDigits = "0123456789ABCDEF"

// normalPath writes a path or pattern so that equal ones compare equal:
// escaped letters, digits, "-", ".", "_" and "~" as themselves, other escapes in upper
// case, and bytes outside ASCII escaped.
func normalPath(s string) string {
	var sb strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		escaped := false
		if c == '%' && i+2 < len(s) {
			hi, lo := unhex(s[i+1]), unhex(s[i+2])
			if hi >= 0 && lo >= 0 {
				c, escaped = byte(hi<<4|lo), true
				i += 2
			}
		}
		if c >= 0x80 || c <= ' ' || escaped && !isUnreserved(c) {
			sb.WriteByte('%')
			sb.WriteByte(hexDigits[c>>4])
			sb.WriteByte(hexDigits[c&15])
			continue
		}
		sb.WriteByte(c)
	}
	return sb.String()
}

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
