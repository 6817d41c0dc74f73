package timex_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/nlp"
	"tocsin/timex"
)

// sharedDir is the reference material that measures quality; tests that need
// it are skipped where it is absent.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err != nil {
		t.Skip("no reference material")
	}
	return dir
}

// A specCase is one case of a Recognizers-Text specification.
type specCase struct {
	Input        string
	NotSupported string
	Context      struct{ ReferenceDateTime string }
	Results      []specResult
}

type specResult struct {
	Text, Type, TypeName string
	Start, End, Length   int
	Resolution           *struct{ Values []map[string]string }
	Value                *specValue
}

type specValue struct {
	Timex                            string
	Mod                              string
	FutureResolution, PastResolution map[string]string
	Values                           []map[string]string
}

// kind is the type without the library's prefix.
func (r *specResult) kind() string {
	return strings.TrimPrefix(strings.TrimPrefix(r.TypeName+r.Type, "datetimeV2."), "DateTime.")
}

// a specAnswer is one of the readings that a case allows.
type specAnswer struct {
	timex, start, end, mod string
}

func (r *specResult) answers() (out []specAnswer) {
	day := func(m map[string]string, keys ...string) string {
		for _, k := range keys {
			if len(m[k]) >= 10 {
				return m[k][:10]
			}
		}
		return ""
	}
	read := func(timex, mod string, m map[string]string) {
		a := specAnswer{timex: timex, mod: mod}
		if d := day(m, "value", "date", "dateTime"); d != "" {
			a.start, a.end = d, d
		} else {
			a.start, a.end = day(m, "start", "startDate", "startDateTime"), day(m, "end", "endDate", "endDateTime")
			if e, err := tocsin.ParseDay(a.end); err == nil && r.kind() == "daterange" {
				a.end = e.AddDays(-1).String()
			}
		}
		out = append(out, a)
	}
	if r.Resolution != nil {
		for _, m := range r.Resolution.Values {
			read(m["timex"], m["Mod"], m)
		}
	}
	if v := r.Value; v != nil && len(v.Values) > 0 {
		for _, m := range v.Values {
			read(m["timex"], m["Mod"], m)
		}
	} else if v != nil {
		read(v.Timex, v.Mod, v.FutureResolution)
		read(v.Timex, v.Mod, v.PastResolution)
	}
	return out
}

// fits reports whether an expression has one of the allowed readings.
func (a *specAnswer) fits(kind string, w *tocsin.When) bool {
	first, last := w.First.String(), w.Last.String()
	inside := a.start != "" && a.start == a.end && first <= a.start && a.start <= last
	switch {
	case kind == "duration" || kind == "set":
		return w.Value == a.timex
	case a.timex == w.Value:
		return true
	case kind == "time":
		_, part, _ := strings.Cut(w.Value, "T")
		return clockEqual(part, strings.TrimPrefix(a.timex, "T"))
	case kind == "datetime" && strings.Contains(w.Value, "T"):
		_, part, _ := strings.Cut(w.Value, "T")
		_, want, _ := strings.Cut(a.timex, "T")
		return first == a.start && clockEqual(part, want)
	case kind == "timerange" || kind == "datetimerange":
		return a.fitsHours(w)
	case inside && coarse(w): // "two years ago" is a year in TIMEX3
		return true
	case kind == "date" && a.start == a.end && w.First == w.Last && near(first, a.start):
		return true
	case strings.Contains(w.Value, "/") && first == a.start && a.end >= first && a.end <= last:
		return true
	case a.mod == "since" || a.mod == "after" || a.end == "":
		return first == a.start || next(last) == a.start || last == a.start
	case a.mod == "before" || a.mod == "until" || a.start == "":
		return last == a.end || next(last) == a.end || next(a.end) == first
	case a.mod == "start" || a.mod == "mid" || a.mod == "end":
		return first >= a.start && last <= a.end || a.start >= first && a.end <= last
	}
	return first == a.start && (last == a.end || last == next(a.end)) || w.Kind == "DURATION" && next(first) == a.start && (last == a.end || next(last) == a.end)
}

// fitsHours compares spans of hours and parts of the day. The library writes
// (T09,T17,PT8H) for 09:00/17:00 and TMO for a morning.
func (a *specAnswer) fitsHours(w *tocsin.When) bool {
	want, span := a.timex, strings.HasPrefix(a.timex, "(")
	if span {
		f := strings.Split(strings.Trim(want, "()"), ",")
		want = f[0]
		if _, to, ok := strings.Cut(w.Value, "/"); !ok || !sameClock(to, f[1]) {
			return false
		}
	}
	from, _, _ := strings.Cut(w.Value, "/")
	return sameClock(from, want) && (a.start == "" || a.start == w.First.String())
}

// sameClock compares what stands behind the T of two values.
func sameClock(a, b string) bool {
	_, x, ok1 := strings.Cut(a, "T")
	_, y, ok2 := strings.Cut(b, "T")
	return ok1 && ok2 && clockEqual(x, y)
}

// coarse holds for a month or year.
func coarse(w *tocsin.When) bool {
	return len(w.Value) == len("2006") || len(w.Value) == len("2006-01")
}

// near holds for the two customs of "next Friday", a week apart.
func near(a, b string) bool {
	x, err1 := tocsin.ParseDay(a)
	y, err2 := tocsin.ParseDay(b)
	if err1 != nil || err2 != nil {
		return false
	}
	n := x.Sub(y)
	return n == 7 || n == -7
}

func next(day string) string {
	d, err := tocsin.ParseDay(day)
	if err != nil {
		return ""
	}
	return d.AddDays(1).String()
}

func clockEqual(a, b string) bool {
	if len(a) == 2 {
		a += ":00"
	}
	if len(b) == 2 {
		b += ":00"
	}
	return a == strings.TrimSuffix(b, ":00:00")+strings.Repeat(":00", strings.Count(b, ":")/2) || a == b || a+":00" == b
}

// core takes off what the two conventions treat differently: prepositions and
// articles in front.
func core(s string) string {
	f := strings.Fields(strings.ToLower(strings.Trim(s, " .,")))
	for len(f) > 1 && strings.Contains(" on in at by since until till before after during from about throughout within over through for the a an up to of between as my el la los las en de del al desde hasta durante tras antes después para entre por ", " "+f[0]+" ") {
		f = f[1:]
	}
	return strings.TrimSuffix(strings.TrimSuffix(strings.Join(f, " "), "'s"), "’s")
}

func readSpecs(t *testing.T, path string) (out []specCase) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), &raw); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, r := range raw {
		var c specCase
		_ = json.Unmarshal(r, &c) // fields of other shapes belong to cases out of scope
		out = append(out, c)
	}
	return out
}

// A specSet is the cases of one language, what is in scope, and what reads the
// texts.
type specSet struct {
	lang, folder, scope string
	least               float64
}

// TestSpecs measures the readings of the Recognizers-Text cases in scope; the
// scope is in testdata/scope.md and scope.es.md.
func TestSpecs(t *testing.T) {
	for _, set := range []specSet{{"en", "English", "scope.md", 0.85}, {"es", "Spanish", "scope.es.md", 0.8}} {
		t.Run(set.lang, func(t *testing.T) { set.measure(t) })
	}
}

func (set *specSet) measure(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(sharedDir(t), "data", "recognizers-text-specs", "DateTime", set.folder, "*.json"))
	if len(files) == 0 {
		t.Skip("no specifications")
	}
	sort.Strings(files)
	a, err := timex.Load(set.lang)
	if err != nil {
		t.Fatal(err)
	}
	read := timex.SpanishDoc
	if parser, err := nlp.Load(set.lang); err == nil {
		read = func(text string, day tocsin.Day) *tocsin.Doc {
			doc := &tocsin.Doc{Text: text, Lang: set.lang, Date: day}
			parser.Annotate(doc)
			return doc
		}
	} else if set.lang == "en" {
		t.Skip(err)
	}
	scoped, types, out := scope(t, set.scope)
	right, total := 0, 0
	for _, path := range files {
		if !scoped[strings.TrimSuffix(filepath.Base(path), ".json")] {
			continue
		}
		r, n := 0, 0
		for _, c := range readSpecs(t, path) {
			pub, err := time.Parse("2006-01-02T15:04:05", c.Context.ReferenceDateTime)
			if err != nil {
				pub = time.Date(2016, 11, 7, 0, 0, 0, 0, time.UTC)
			}
			doc := read(c.Input, tocsin.DayOf(pub))
			a.Annotate(doc)
			for i := range c.Results {
				x := &c.Results[i]
				if !types[x.kind()] || young(&c) || matchesAny(out, x.Text) || matchesAny(out, x.kind()+": "+x.Text) {
					continue
				}
				n++
				got := specRight(doc, x)
				if got == "" {
					r++
				} else if testing.Verbose() {
					t.Logf("%s | %s | %s | %q want %q %v: %s", filepath.Base(path), x.kind(), c.NotSupported, c.Input, x.Text, x.answers(), got)
				}
			}
		}
		t.Logf("%s: %d of %d", filepath.Base(path), r, n)
		right, total = right+r, total+n
	}
	share := float64(right) / float64(total)
	t.Logf("right %d of %d: %.3f", right, total, share)
	if share < set.least {
		t.Errorf("right %d of %d, want %.2f", right, total, set.least)
	}
}

// scope reads the table of testdata/scope.md: files, types and patterns of
// what is left out.
func scope(t *testing.T, file string) (files, types map[string]bool, out []*regexp.Regexp) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	files, types = map[string]bool{}, map[string]bool{}
	for line := range strings.SplitSeq(string(b), "\n") {
		f := strings.Split(line, "`")
		switch {
		case len(f) < 3:
		case strings.HasPrefix(line, "| file "):
			files[f[1]] = true
		case strings.HasPrefix(line, "| type "):
			types[f[1]] = true
		case strings.HasPrefix(line, "| out "):
			out = append(out, regexp.MustCompile("(?i)"+strings.ReplaceAll(f[1], `\|`, "|")))
		}
	}
	return files, types, out
}

// young holds for cases that two or more of the library's own platforms do
// not support.
func young(c *specCase) bool { return strings.Contains(c.NotSupported, ",") }

func matchesAny(out []*regexp.Regexp, text string) bool {
	for _, r := range out {
		if r.MatchString(text) {
			return true
		}
	}
	return false
}

// specRight is empty if the expected expression was found, else what was.
func specRight(doc *tocsin.Doc, x *specResult) string {
	got := ""
	for i := range doc.Times {
		w := &doc.Times[i]
		text := doc.Slice(w.Span)
		got += "[" + text + " = " + w.Value + " " + w.First.String() + ".." + w.Last.String() + "]"
		if core(text) != core(x.Text) {
			continue
		}
		answers := x.answers()
		if len(answers) == 0 {
			return ""
		}
		for _, a := range answers {
			if a.fits(x.kind(), w) {
				return ""
			}
		}
	}
	return got + "."
}
