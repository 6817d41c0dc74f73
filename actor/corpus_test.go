package actor_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"tocsin"
)

// A marked phrase of testdata/parties.txt.
type marked struct {
	start, end int // bytes of the text
	want       []string
}

type markedReport struct {
	name, text string
	day        tocsin.Day
	phrases    []marked
}

// TestParties reads invented reports through the whole chain and counts the
// marked phrases whose country and sector come out right. With TOCSIN_SHOW set
// it prints the others.
func TestParties(t *testing.T) {
	annotate := chain(t)
	var phrases, country, sector int
	for _, rep := range readMarked(t, "testdata/parties.txt") {
		doc := &tocsin.Doc{Text: rep.text, Lang: "en", Date: rep.day}
		annotate(doc)
		for _, m := range rep.phrases {
			phrases++
			c, s := m.judge(doc)
			country += count(c)
			sector += count(c && s)
			if os.Getenv("TOCSIN_SHOW") != "" && !(c && s) {
				t.Logf("%s: %q want %v; got %v", rep.name, rep.text[m.start:m.end], m.want, show(doc, m.actors(doc)))
			}
		}
	}
	n := float64(phrases)
	t.Logf("%d phrases: country %.3f, with sector %.3f", phrases, float64(country)/n, float64(sector)/n)
	if float64(country) < 0.94*n || float64(sector) < 0.93*n {
		t.Errorf("%d and %d of %d phrases are below the floors", country, sector, phrases)
	}
}

// actors are those of the phrase's highest token.
func (m marked) actors(doc *tocsin.Doc) []tocsin.Actor {
	return candidates(doc, goldParty{startByte: m.start, endByte: m.end})
}

// judge compares the parties found for the phrase with those wanted.
func (m marked) judge(doc *tocsin.Doc) (country, sector bool) {
	got := m.actors(doc)
	if m.want[0] == "!" {
		none := !slices.ContainsFunc(got, func(a tocsin.Actor) bool { return a.Country != "" })
		return none, none
	}
	if m.want[0] == "* *" {
		return true, true
	}
	country, sector = len(got) == len(m.want), true
	for _, w := range m.want {
		c, s, _ := strings.Cut(w, " ")
		i := slices.IndexFunc(got, func(a tocsin.Actor) bool { return c == "*" || a.Country == strings.Trim(c, "-") })
		country = country && i >= 0
		sector = sector && i >= 0 && (s == "*" || primary(got[i].Sectors) == strings.Trim(s, "-"))
	}
	return country, sector
}

func show(doc *tocsin.Doc, actors []tocsin.Actor) []string {
	var out []string
	for _, a := range actors {
		out = append(out, fmt.Sprintf("%q %s %s %v", doc.Slice(a.Span), a.Name, a.Country, a.Sectors))
	}
	return out
}

func readMarked(t *testing.T, file string) []markedReport {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []markedReport
	for n, line := range strings.Split(string(text), "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '=':
			name, day, _ := strings.Cut(line[2:], " ")
			d, err := tocsin.ParseDay(day)
			if err != nil {
				t.Fatalf("%s:%d: %v", file, n+1, err)
			}
			out = append(out, markedReport{name: name, day: d})
		default:
			rep := &out[len(out)-1]
			if err := rep.read(line); err != nil {
				t.Fatalf("%s:%d: %v", file, n+1, err)
			}
		}
	}
	return out
}

// read takes the marks out of a line and notes what they say.
func (rep *markedReport) read(line string) error {
	var text strings.Builder
	for line != "" {
		before, rest, found := strings.Cut(line, "{")
		text.WriteString(before)
		if !found {
			break
		}
		inner, after, closed := strings.Cut(rest, "}")
		words, want, barred := strings.Cut(inner, "|")
		if !closed || !barred || strings.Contains(words, "{") {
			return fmt.Errorf("bad mark at %q: %w", rest, tocsin.ErrInvalid)
		}
		start := text.Len()
		text.WriteString(words)
		rep.phrases = append(rep.phrases, marked{start, text.Len(), strings.Split(want, "+")})
		line = after
	}
	rep.text = text.String()
	return nil
}
