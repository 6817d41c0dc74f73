package pipeline

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"tocsin"
)

// agreement is the least share of what the English and the Spanish of one
// story must have in common, field by field.
const agreement = 0.9

// TestPairs codes the same story in both languages, one sentence a line, and
// counts where the two records say the same. Events are compared line by line,
// the other fields between events of one line and type.
func TestPairs(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "pairs", "*.txtar"))
	if err != nil || len(files) < 20 {
		t.Fatalf("%d pairs: %v", len(files), err)
	}
	s := shares{}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil || len(a.Files) != 2 {
			t.Fatalf("%s: %d texts: %v", name, len(a.Files), err)
		}
		day, err := tocsin.ParseDay(strings.TrimSpace(string(a.Comment)))
		if err != nil {
			t.Fatal(err)
		}
		lines := [2][][]tocsin.Mention{}
		for i, f := range a.Files {
			lines[i] = byLine(t, f.Name, string(f.Data), day)
		}
		if len(lines[0]) != len(lines[1]) {
			t.Fatalf("%s: %d and %d lines", name, len(lines[0]), len(lines[1]))
		}
		for i := range lines[0] {
			where := fmt.Sprintf("%s line %d", strings.TrimSuffix(filepath.Base(name), ".txtar"), i+1)
			s.compare(t, where, lines[0][i], lines[1][i])
		}
	}
	for _, field := range []string{"events", "actors", "recipients", "numbers", "claims", "times", "places"} {
		n := s[field]
		share := float64(n.same) / float64(n.all)
		t.Logf("%-11s %3d of %3d  %.3f", field, n.same, n.all, share)
		if share < agreement {
			t.Errorf("%s agree in %.3f, want %.2f", field, share, agreement)
		}
	}
}

// byLine codes a text and sorts its mentions by the line of their trigger.
func byLine(t *testing.T, lang, text string, day tocsin.Day) [][]tocsin.Mention {
	t.Helper()
	_, ms, err := loaded(t).Code(tocsin.Report{ID: "pair", Lang: lang, Published: day, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	out := make([][]tocsin.Mention, strings.Count(text, "\n"))
	letters := []rune(text) // segments count code points
	for _, m := range ms {
		n := strings.Count(string(letters[:m.Trigger.Start]), "\n")
		out[n] = append(out[n], m)
	}
	return out
}

// shares counts for each field how often it is the same.
type shares map[string]struct{ same, all int }

func (s shares) count(t *testing.T, where, field, a, b string) {
	n := s[field]
	n.all++
	if a == b {
		n.same++
	} else {
		t.Logf("%s: %s: en %s  es %s", where, field, a, b)
	}
	s[field] = n
}

func (s shares) compare(t *testing.T, where string, en, es []tocsin.Mention) {
	left := slices.Clone(es)
	for i := range en {
		a := &en[i]
		k := slices.IndexFunc(left, func(m tocsin.Mention) bool { return m.Type == a.Type })
		if k < 0 {
			s.count(t, where, "events", a.Type, "nothing")
			continue
		}
		b := &left[k]
		s.count(t, where, "events", a.Type, b.Type)
		what := where + " " + a.Type
		s.count(t, what, "actors", lands(a.Actors), lands(b.Actors))
		s.count(t, what, "recipients", lands(a.Recipients), lands(b.Recipients))
		s.count(t, what, "numbers", numbers(a.Quantities), numbers(b.Quantities))
		s.count(t, what, "claims", held(a.Claims), held(b.Claims))
		s.count(t, what, "times", days(a.Time), days(b.Time))
		s.count(t, what, "places", land(a.Place), land(b.Place))
		left = slices.Delete(left, k, k+1)
	}
	for i := range left {
		s.count(t, where, "events", "nothing", left[i].Type)
	}
}

func sorted(list []string) string {
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " | ")
}

func lands(ps []tocsin.Party) string {
	var out []string
	for _, p := range ps {
		out = append(out, "<"+p.Country+">")
	}
	return sorted(out)
}

func numbers(qs []tocsin.Measure) string {
	var out []string
	for _, q := range qs {
		out = append(out, fmt.Sprintf("%s %s..%s %s", q.What, bound(q.Low), bound(q.High), q.Bound))
	}
	return sorted(out)
}

func bound(x *float64) string {
	if x == nil {
		return ""
	}
	return fmt.Sprint(*x)
}

func held(cs []tocsin.Claim) string {
	var out []string
	for _, c := range cs {
		out = append(out, fmt.Sprint(c.Holder.Kind == "narrator", c.Holder.Country, c.Status))
	}
	return sorted(out)
}

func days(x *tocsin.EventTime) string {
	if x == nil {
		return ""
	}
	return fmt.Sprint(x.First, x.Last)
}

func land(p *tocsin.EventPlace) string {
	if p == nil {
		return ""
	}
	return p.Country
}
