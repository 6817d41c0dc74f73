package timex

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/roughdoc"
)

var published = tocsin.Day{Year: 2025, Month: 8, Date: 20} // a Wednesday

func load(t testing.TB) *Annotator {
	t.Helper()
	a, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// bracketed takes the marks out of "He left [on Monday]." and returns the
// marked phrases.
func bracketed(s string) (text string, spans []string) {
	for {
		before, rest, ok := strings.Cut(s, "[")
		text += before
		if !ok {
			return text, spans
		}
		var in string
		in, s, _ = strings.Cut(rest, "]")
		text += in
		spans = append(spans, in)
	}
}

// refuses holds for rules that only keep others from matching.
func (r *rule) refuses() bool {
	if r.name != "age" && r.name != "lasting" && r.name != "not-a-weekday" && r.name != "not-a-day" && r.name != "not-an-hour" {
		return false
	}
	_, ok := r.make(&context{}, &match{})
	return !ok
}

// TestRules runs the examples that stand with each rule.
func TestRules(t *testing.T) {
	testRules(t, load(t), roughdoc.New)
}

// A reading of an example makes its document.
type docOf = func(text string, published tocsin.Day) *tocsin.Doc

func testRules(t *testing.T, a *Annotator, read docOf) {
	for _, r := range a.rules {
		if len(r.yes) == 0 && !r.refuses() {
			t.Errorf("rule %s has no example", r.name)
		}
		for _, line := range r.yes {
			checkYes(t, a, read, r.name, line)
		}
		for _, line := range r.no {
			doc := read(line, published)
			a.Annotate(doc)
			for _, w := range doc.Times {
				t.Errorf("rule %s: %q: found %q = %s, want nothing", r.name, line, doc.Slice(w.Span), w.Value)
			}
		}
	}
}

func checkYes(t *testing.T, a *Annotator, read docOf, rule, line string) {
	t.Helper()
	left, right, ok := strings.Cut(line, " = ")
	if !ok {
		t.Fatalf("rule %s: %q lacks a value", rule, line)
	}
	text, spans := bracketed(left)
	wants := strings.Split(right, ";")
	doc := read(text, published)
	a.Annotate(doc)
	if len(doc.Times) != len(spans) || len(spans) != len(wants) {
		t.Errorf("rule %s: %q: %d expressions, want %d: %v", rule, line, len(doc.Times), len(spans), shown(doc))
		return
	}
	for i, w := range doc.Times {
		f := strings.Fields(wants[i])
		if got := doc.Slice(w.Span); got != spans[i] || w.Value != f[0] {
			t.Errorf("rule %s: %q: got [%s] = %s", rule, line, got, w.Value)
		}
		if len(f) == 3 && (w.First.String() != f[1] || w.Last.String() != f[2]) {
			t.Errorf("rule %s: %q: days %s to %s", rule, line, w.First, w.Last)
		}
		if !w.Contains(w.Head) {
			t.Errorf("rule %s: %q: head %d outside %v", rule, line, w.Head, w.Span)
		}
	}
}

func shown(doc *tocsin.Doc) (out []string) {
	for _, w := range doc.Times {
		out = append(out, doc.Slice(w.Span)+" = "+w.Value)
	}
	return out
}

func TestTablesComplain(t *testing.T) {
	for _, c := range []struct{ words, rules, want string }{
		{"monday\tWD\t1\t-", "", "1: 4 columns, want 5"},
		{"monday\tWDX\t1\t-\t-", "", "1: bad class, number or guard"},
		{"", "match WD", `1: "match" before the first rule`},
		{"", "rule x\nmatch WDX\n", `2: rule x: unknown class "WDX"`},
		{"", "rule x\nmatch WD\nmake nothing", `3: rule x: unknown maker "nothing"`},
		{"", "rule x\nmatch WD", "1: rule x lacks match or make"},
		{"", "rule x\nsay WD", `2: rule x: unknown key "say"`},
	} {
		a := &Annotator{words: map[string]*entry{}, blank: &entry{}, digit: &entry{}}
		err := a.parseWords(c.words)
		if err == nil {
			err = a.parseRules(c.rules)
		}
		if err == nil || err.Error() != c.want {
			t.Errorf("%q %q: error %v, want %s", c.words, c.rules, err, c.want)
		}
	}
}

func TestRolesComplain(t *testing.T) {
	for text, want := range map[string]string{
		"since":                "1: want role, words",
		"since\t":              "1: want role, words",
		"# head\nsinse\tsince": `2: unknown role "sinse"`,
	} {
		a := &Annotator{words: map[string]*entry{}}
		if err := a.parseRoles(text); err == nil || err.Error() != want {
			t.Errorf("%q: error %v, want %s", text, err, want)
		}
	}
}
