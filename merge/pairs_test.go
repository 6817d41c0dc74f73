package merge

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"tocsin"
)

// A pair is two reports that each tell an act, marked with a star.
type pair struct {
	name    string
	same    bool
	all     []tocsin.Mention
	starred []int
}

// readPairs reads testdata/pairs.txt, which says how it is laid out.
func readPairs(t *testing.T) []pair {
	t.Helper()
	b, err := os.ReadFile("testdata/pairs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []pair
	var report tocsin.SourceRef
	for i, line := range strings.Split(string(b), "\n") {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case kind == "" || kind == "#":
		case kind == "same" || kind == "apart":
			out = append(out, pair{name: rest, same: kind == "same"})
		case kind[0] >= '0' && kind[0] <= '9':
			day, err := tocsin.ParseDay(kind)
			if err != nil {
				t.Fatalf("pairs.txt:%d: %v", i+1, err)
			}
			report = tocsin.SourceRef{ID: tocsin.ReportID(fmt.Sprint("r", i)), Publisher: fmt.Sprint("Outlet ", i), Published: day, Lang: rest}
		default:
			p := &out[len(out)-1]
			starred := kind == "*"
			if !starred {
				rest = kind + " " + rest
			} else {
				p.starred = append(p.starred, len(p.all))
			}
			m, err := readMention(rest)
			if err != nil {
				t.Fatalf("pairs.txt:%d: %v", i+1, err)
			}
			m.ID, m.Report = fmt.Sprint("m", i), report
			p.all = append(p.all, m)
		}
	}
	return out
}

func readMention(line string) (tocsin.Mention, error) {
	f := strings.Split(line, "|")
	if len(f) != 7 {
		return tocsin.Mention{}, fmt.Errorf("%d fields", len(f))
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	head := append(strings.Split(f[0], " "), "", "")
	m := tocsin.Mention{Type: head[0], CAMEO: head[1], Modes: split(head[2], ",")}
	actors, recipients, _ := strings.Cut(f[1], ">")
	m.Actors, m.Recipients = readParties(actors), readParties(recipients)
	when, past := strings.CutSuffix(f[2], "past")
	m.Background = past
	if when = strings.TrimSpace(when); when != "" {
		first, last, ok := strings.Cut(when, "..")
		if !ok {
			last = first
		}
		m.Time = &tocsin.EventTime{}
		var err error
		if m.Time.First, err = tocsin.ParseDay(first); err != nil {
			return m, err
		}
		if m.Time.Last, err = tocsin.ParseDay(last); err != nil {
			return m, err
		}
	}
	if p := split(f[3], ":"); len(p) > 2 {
		m.Place = &tocsin.EventPlace{Name: p[0], Country: p[1], Precision: tocsin.Precision(p[2])}
		if len(p) > 4 {
			m.Place.Lat, m.Place.Lon = number64(p[3]), number64(p[4])
		}
	}
	for _, q := range split(f[4], "; ") {
		c := strings.Split(q, ":")
		m.Quantities = append(m.Quantities, tocsin.Measure{What: c[0], Unit: c[1], Bound: tocsin.Bound(c[2]), Low: number64(c[3]), High: number64(c[4])})
	}
	for _, c := range split(f[5], "; ") {
		v := strings.Split(c, ":")
		m.Claims = append(m.Claims, tocsin.Claim{Holder: tocsin.Holder{Kind: tocsin.Kind(v[0]), Country: v[1]}, Status: tocsin.Status(v[2])})
	}
	before, rest, _ := strings.Cut(f[6], "[")
	word, after, _ := strings.Cut(rest, "]")
	start := int(hash([]string{before + word + after}) % 100_000) // sentences stand apart
	length := func(s string) int { return len([]rune(s)) }
	m.Sentence.Segment = tocsin.Segment{Start: start, End: start + length(before+word+after), Text: before + word + after}
	for _, side := range [][]tocsin.Party{m.Actors, m.Recipients} {
		for i := range side {
			side[i].Start = start + length(m.Sentence.Text[:max(0, strings.Index(m.Sentence.Text, side[i].Text))])
		}
	}
	m.Trigger = tocsin.Segment{Start: start + length(before), End: start + length(before+word), Text: word}
	return m, nil
}

func split(s, by string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, by)
}

func readParties(s string) []tocsin.Party {
	var out []tocsin.Party
	for _, p := range split(strings.TrimSpace(s), "; ") {
		f := strings.SplitN(p, ":", 5)
		out = append(out, tocsin.Party{Country: f[0], Sectors: split(f[1], "+"), Name: f[2], Wikidata: f[3], Segment: tocsin.Segment{Text: f[4]}})
	}
	return out
}

func number64(s string) *float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil
	}
	return &v
}

// TestPairs: tellings of one act come together, look-alikes stay apart, and
// whatever is linked has a key in common.
func TestPairs(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	pairs := readPairs(t)
	if len(pairs) < 40 {
		t.Errorf("only %d pairs", len(pairs))
	}
	for _, p := range pairs {
		if len(p.starred) != 2 {
			t.Errorf("%s: %d mentions with a star", p.name, len(p.starred))
			continue
		}
		a, b := &p.all[p.starred[0]], &p.all[p.starred[1]]
		set := Set{Mentions: p.all}
		set.readParties()
		one := false
		for _, g := range m.Groups(set) {
			ids := strings.Join(g.Mentions(), " ") + " "
			one = one || strings.Contains(ids, a.ID+" ") && strings.Contains(ids, b.ID+" ")
		}
		if e := m.Compare(a, b, &set); one != p.same {
			t.Errorf("%s: one event %v: %s: %.1f", p.name, one, e.String(), e.Sum())
		}
		if m.Linked(a, b, &set) && !meet(m.Read(a, &set).Lookups(), m.Read(b, &set).Keys()) {
			t.Errorf("%s: linked without a common key", p.name)
		}
	}
}
