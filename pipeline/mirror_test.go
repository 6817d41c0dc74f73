package pipeline

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"tocsin"
)

// side is a country as a template may name it.
type side struct{ iso, country, adj, people, capital, leader string }

// mirrorPairs is how many pairs of countries each template is tried with.
const mirrorPairs = 4

// mirrorFloor is the part of the sentences whose record must mirror (0.978 do). The rest
// is named in the log: there the parser reads one name unlike another.
const mirrorFloor = 0.97

// TestMirrorOfSentences: two countries that change places in a text change places in its
// record, and nothing else changes.
func TestMirrorOfSentences(t *testing.T) {
	a, err := txtar.ParseFile(filepath.Join("testdata", "mirror.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	sides := readSides(t, string(a.Files[0].Data))
	templates := strings.Split(strings.TrimSpace(string(a.Files[1].Data)), "\n")
	tried, equal, events := 0, 0, 0
	for n, tmpl := range templates {
		for k := range mirrorPairs {
			x, y := sides[(n*mirrorPairs*2+2*k)%len(sides)], sides[(n*mirrorPairs*2+2*k+1+2*(n%5))%len(sides)]
			there, here := fill(tmpl, x, y), fill(tmpl, y, x)
			p, q := outline(t, there, x, y), outline(t, here, y, x)
			tried++
			events += strings.Count(p, "\n")
			if p == q {
				equal++
				continue
			}
			t.Logf("%s\n%s%s\n%s", there, p, here, q)
		}
	}
	t.Logf("%d of %d sentences mirror, %d events", equal, tried, events)
	if tried < 200 || float64(events) < 0.9*float64(tried) {
		t.Errorf("only %d sentences with %d events", tried, events)
	}
	if float64(equal) < mirrorFloor*float64(tried) {
		t.Errorf("%d of %d mirror, the floor is %v", equal, tried, mirrorFloor)
	}
}

func readSides(t *testing.T, table string) []side {
	t.Helper()
	var out []side
	for line := range strings.Lines(table) {
		f := strings.Split(strings.TrimSpace(line), "|")
		if len(f) != 6 {
			t.Fatalf("%q has %d columns", line, len(f))
		}
		out = append(out, side{f[0], f[1], f[2], f[3], f[4], f[5]})
	}
	return out
}

// fill names the sides in a template.
func fill(tmpl string, a, b side) string {
	var pairs []string
	for _, p := range []struct {
		letter string
		side
	}{{"A", a}, {"B", b}} {
		name := p.leader
		for _, title := range []string{"President ", "Prime Minister ", "Chancellor "} {
			name = strings.TrimPrefix(name, title)
		}
		country := p.country
		if strings.HasPrefix(country, "United ") || country == "Philippines" {
			country = "the " + country
		}
		pairs = append(pairs, "{"+p.letter+"}", country, "{"+p.letter+".adj}", p.adj, "{"+p.letter+".people}", p.people,
			"{"+p.letter+".capital}", p.capital, "{"+p.letter+".leader}", p.leader, "{"+p.letter+".name}", name)
	}
	s := strings.NewReplacer(pairs...).Replace(tmpl)
	for _, v := range "AEIOU" {
		s = strings.ReplaceAll(s, " a "+string(v), " an "+string(v))
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// outline is the record of a text without its words, one event a line, with
// the two countries and their people called A and B.
func outline(t *testing.T, text string, a, b side) string {
	t.Helper()
	_, ms, err := loaded(t).Code(tocsin.Report{ID: "m", Lang: "en", Published: tocsin.Day{Year: 2025, Month: 8, Date: 20}, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	name := strings.NewReplacer(a.iso, "A", b.iso, "B", unit(a), "A", unit(b), "B", `"person"`, "A") // of the two, only A's people are counted
	for i := range ms {
		m := &ms[i]
		place := ""
		if m.Place != nil {
			place = "in " + m.Place.Country
		}
		var when string
		if m.Time != nil {
			when = m.Time.Timex
		}
		line := fmt.Sprint(m.Type, m.Modes, m.CAMEO, m.Contexts, parties(m.Actors), ">", parties(m.Recipients), when, place, measures(m.Quantities), claims(m.Claims), m.Background, mid(m.MID))
		out.WriteString("    " + name.Replace(line) + "\n")
	}
	return out.String()
}

// unit is what a count of a country's people counts.
func unit(s side) string { return `"` + strings.TrimSuffix(s.people, "s") + `"` }

func parties(ps []tocsin.Party) string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Country+strings.Join(p.Sectors, ","))
	}
	return fmt.Sprint(out)
}

func measures(qs []tocsin.Measure) string {
	var out []string
	for _, q := range qs {
		b, _ := json.Marshal([]any{q.What, q.Unit, q.Low, q.High, q.Bound})
		out = append(out, string(b))
	}
	return fmt.Sprint(out)
}

func claims(cs []tocsin.Claim) string {
	var out []string
	for _, c := range cs {
		out = append(out, fmt.Sprint(c.Holder.Kind, c.Holder.Country, c.Holder.Sectors, c.Status, c.Quoted))
	}
	return fmt.Sprint(out)
}

func mid(m *tocsin.MID) string {
	if m == nil {
		return ""
	}
	return fmt.Sprint("MID", m.Code, m.Level)
}
