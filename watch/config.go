package watch

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
	"golang.org/x/text/language"

	"tocsin"
)

// A Config is what a desk watches and how it is told.
type Config struct {
	Situations []Situation `toml:"situation" json:"situations"`
	Channels   []Channel   `toml:"channel" json:"channels"`
}

// A Situation is a confrontation that a desk follows. An event belongs to it
// if it is between the two states of a dyad or takes place in one of the
// places; if words are given, a sentence that tells it must have one of them.
type Situation struct {
	Name   string      `toml:"name" json:"name"` // short, for addresses: lower-case letters, digits and hyphens
	Title  string      `toml:"title" json:"title"`
	Dyads  [][2]string `toml:"dyads" json:"dyads"`   // ISO 3166-1 alpha-3, in either direction
	Places []string    `toml:"places" json:"places"` // ISO 3166-1 alpha-3
	Words  []string    `toml:"words" json:"words"`
	Rules  []Rule      `toml:"rule" json:"rules"` // the defaults of DefaultRules if none is given

	Visibility string `toml:"visibility" json:"visibility"` // who may see it: public (the default), limited (who is logged in) or restricted (editors)
	Embargo    int    `toml:"embargo" json:"embargo"`       // days for which only editors see what is new

	Origin  string    `toml:"-" json:"origin"`           // where it is kept: file or desk
	Author  string    `toml:"-" json:"author,omitempty"` // who made it at the desk
	Changed time.Time `toml:"-" json:"changed,omitzero"`
}

// A Rule is one way to ring. Zero fields take the defaults of its kind.
type Rule struct {
	Kind      string  `toml:"kind" json:"kind"`           // one of RuleKinds
	Threshold float64 `toml:"threshold" json:"threshold"` // where it rings
	Release   float64 `toml:"release" json:"release"`     // where an open alert still holds
	Window    int     `toml:"window" json:"window"`       // days that are looked at
	Memory    int     `toml:"memory" json:"memory"`       // days before those that they are held against
	Floor     int     `toml:"floor" json:"floor"`         // least count that rings
	Hold      int     `toml:"hold" json:"hold"`           // days after which an alert that does not hold is cancelled
}

// A Channel is one way in which notices go out.
type Channel struct {
	Name       string   `toml:"name" json:"name"`
	Kind       string   `toml:"kind" json:"kind"`             // feed, webhook, mail or cap
	Situations []string `toml:"situations" json:"situations"` // all if empty
	Quiet      Hours    `toml:"quiet" json:"quiet"`           // "22:00-07:00": notices wait
	Zone       string   `toml:"zone" json:"zone"`             // of the quiet hours, as "Europe/Madrid"; UTC if empty
	Digest     bool     `toml:"digest" json:"digest"`         // one message for all that wait

	File   string `toml:"file" json:"file"`     // feed: .json for JSON Feed, .rss or .xml for RSS 2.0; cap: a folder
	Link   string `toml:"link" json:"link"`     // address of the desk, for links in feeds and CAP
	URL    string `toml:"url" json:"url"`       // webhook
	Secret string `toml:"secret" json:"secret"` // webhook: name of the file with the signing key

	Private bool `toml:"private" json:"private"` // webhook: the address may be of a private network

	Server   string   `toml:"server" json:"server"` // mail: host:port
	TLS      string   `toml:"tls" json:"tls"`       // mail: required (the default), tls (from the start) or none
	User     string   `toml:"user" json:"user"`
	Password string   `toml:"password" json:"password"` // name of the file with the password
	From     string   `toml:"from" json:"from"`         // mail, and sender of CAP
	To       []string `toml:"to" json:"to"`
	Status   string   `toml:"status" json:"status"` // cap: Actual, Exercise, System, Test (the default) or Draft
}

// Hours are the hours of a day in which notices wait, in minutes since
// midnight; the end may be before the start. Zero is none.
type Hours struct{ From, To int }

// UnmarshalText reads "22:00-07:00".
func (h *Hours) UnmarshalText(b []byte) error {
	from, to, ok := strings.Cut(string(b), "-")
	start, err1 := time.Parse("15:04", strings.TrimSpace(from))
	end, err2 := time.Parse("15:04", strings.TrimSpace(to))
	if !ok || err1 != nil || err2 != nil {
		return fmt.Errorf("hours %q are not of the form 22:00-07:00: %w", b, tocsin.ErrInvalid)
	}
	*h = Hours{start.Hour()*60 + start.Minute(), end.Hour()*60 + end.Minute()}
	return nil
}

// MarshalText writes "22:00-07:00", and nothing for no hours.
func (h Hours) MarshalText() ([]byte, error) {
	if h == (Hours{}) {
		return nil, nil
	}
	return fmt.Appendf(nil, "%02d:%02d-%02d:%02d", h.From/60, h.From%60, h.To/60, h.To%60), nil
}

// Contains reports whether the hours hold at t, in t's zone.
func (h Hours) Contains(t time.Time) bool {
	m := t.Hour()*60 + t.Minute()
	if h.From <= h.To {
		return m >= h.From && m < h.To
	}
	return m >= h.From || m < h.To
}

// ParseConfig reads a TOML file of situations and channels. Errors wrap
// [tocsin.ErrInvalid] and begin with "name:line:".
func ParseConfig(name string, text []byte) (*Config, error) {
	var c Config
	d := toml.NewDecoder(strings.NewReader(string(text))).DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return nil, decodeError(name, err)
	}
	at := headers(text)
	if err := c.complete(func(i int, table string) string { return fmt.Sprintf("%s:%d", name, at.line(table, i)) }); err != nil {
		return nil, err
	}
	return &c, nil
}

func decodeError(name string, err error) error {
	var strict *toml.StrictMissingError
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &strict) && len(strict.Errors) > 0:
		e := &strict.Errors[0]
		line, _ := e.Position()
		return fmt.Errorf("%s:%d: unknown key %s: %w", name, line, strings.Join(e.Key(), "."), tocsin.ErrInvalid)
	case errors.As(err, &decode):
		line, _ := decode.Position()
		return fmt.Errorf("%s:%d: %s: %w", name, line, strings.TrimPrefix(decode.Error(), "toml: "), tocsin.ErrInvalid)
	}
	return fmt.Errorf("%s:1: %w: %w", name, err, tocsin.ErrInvalid)
}

// tableLines are the lines of the headers of arrays of tables, by name.
type tableLines map[string][]int

func headers(text []byte) tableLines {
	out := tableLines{}
	var p unstable.Parser
	p.Reset(text)
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.ArrayTable {
			continue
		}
		var path []string
		line := 0
		for it := e.Key(); it.Next(); {
			path = append(path, string(it.Node().Data))
			line = p.Shape(it.Node().Raw).Start.Line
		}
		key := strings.Join(path, ".")
		out[key] = append(out[key], line)
	}
	return out
}

// line of the i-th table; inline tables have none of their own.
func (l tableLines) line(table string, i int) int {
	if i < len(l[table]) {
		return l[table][i]
	}
	return 1
}

// complete checks the values and fills in the defaults. where names the place
// of the i-th table.
func (c *Config) complete(where func(i int, table string) string) error {
	names, rule := map[string]bool{}, 0
	for i := range c.Situations {
		s := &c.Situations[i]
		ps := s.Problems()
		if names[s.Name] {
			ps = append(ps, Problem{Field: "name", Code: "taken", Value: s.Name})
		}
		if len(ps) > 0 {
			line := where(i, "situation")
			if ps[0].Field == "rules" {
				line = where(rule+ps[0].index, "situation.rule")
			}
			return fmt.Errorf("%s: situation %q: %w", line, s.Name, ps)
		}
		rule += len(s.Rules)
		s.complete(originFile)
		names[s.Name] = true
	}
	channels := map[string]bool{}
	for i := range c.Channels {
		ch := &c.Channels[i]
		if err := ch.check(names, channels); err != nil {
			return fmt.Errorf("%s: channel %q: %w: %w", where(i, "channel"), ch.Name, err, tocsin.ErrInvalid)
		}
	}
	return nil
}

// isName allows what needs no escaping in addresses and file names.
func isName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') }) &&
		!strings.HasPrefix(s, "-") && !strings.HasSuffix(s, "-")
}

// isCountry allows the codes of RECORDS: ISO 3166-1 alpha-3 codes of countries
// that are or were, those that it leaves to its users and that begin with XK or
// XX, and the codes of bodies that are no country.
func isCountry(s string) bool {
	if len(s) != 3 || strings.ContainsFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		return false
	}
	if strings.HasPrefix(s, "XK") || strings.HasPrefix(s, "XX") || slices.Contains([]string{"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}, s) {
		return true
	}
	region, err := language.ParseRegion(s)
	return err == nil && region.IsCountry()
}

// DefaultRules are the rules of a situation that names none: the ladder and
// the record of casualties, which are the easiest to explain.
func DefaultRules() []Rule {
	out := []Rule{{Kind: kindLadder}, {Kind: kindRecord}}
	for i := range out {
		out[i].fill()
	}
	return out
}

func (c *Channel) check(situations, channels map[string]bool) error {
	if !isName(c.Name) || channels[c.Name] {
		return errors.New("the name must be lower-case letters and digits, joined by hyphens, and its own")
	}
	channels[c.Name] = true
	for _, s := range c.Situations {
		if !situations[s] {
			return fmt.Errorf("there is no situation %q", s)
		}
	}
	if _, err := time.LoadLocation(c.Zone); err != nil {
		return fmt.Errorf("unknown time zone %q", c.Zone)
	}
	switch c.Kind {
	case "feed":
		return c.needs(c.File, "file")
	case "cap":
		c.Status = cmp.Or(c.Status, "Test")
		if !slices.Contains([]string{"Actual", "Exercise", "System", "Test", "Draft"}, c.Status) {
			return fmt.Errorf("status %q is not one of CAP's", c.Status)
		}
		return errors.Join(c.needs(c.File, "file"), c.needs(c.From, "from"))
	case "webhook":
		if u, err := url.Parse(c.URL); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			return fmt.Errorf("url %q is not an http address", c.URL)
		}
		return c.needs(c.Secret, "secret")
	case "mail":
		c.TLS = cmp.Or(c.TLS, "required")
		if !slices.Contains([]string{"required", "tls", "none"}, c.TLS) {
			return fmt.Errorf("tls %q is not required, tls or none", c.TLS)
		}
		return errors.Join(c.needs(c.Server, "server"), c.needs(c.From, "from"), c.needs(strings.Join(c.To, ""), "to"))
	}
	return fmt.Errorf("kind %q is not feed, webhook, mail or cap", c.Kind)
}

func (c *Channel) needs(value, key string) error {
	if value == "" {
		return fmt.Errorf("%s is needed", key)
	}
	return nil
}
