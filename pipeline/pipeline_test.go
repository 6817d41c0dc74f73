package pipeline

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"tocsin"
)

// once is shared: loading costs more than all the tests.
var once = sync.OnceValues(func() (*Pipeline, error) { return New(Options{}) })

func loaded(t testing.TB) *Pipeline {
	t.Helper()
	p, err := once()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var day = tocsin.Day{Year: 2026, Month: 3, Date: 12}

const sample = "The French navy seized a Russian tanker off Brest on Tuesday, the defence ministry in Paris said. " +
	"Moscow accused France of piracy and recalled its ambassador."

func TestCode(t *testing.T) {
	doc, ms, err := loaded(t).Code(tocsin.Report{ID: "r", Lang: "en-GB", Published: day, Text: sample})
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Sents) != 2 {
		t.Errorf("%d sentences", len(doc.Sents))
	}
	var types []string
	for _, m := range ms {
		types = append(types, m.Type)
		if r := []rune(sample); string(r[m.Trigger.Start:m.Trigger.End]) != m.Trigger.Text {
			t.Errorf("trigger %+v does not point at its text", m.Trigger)
		}
	}
	if got := strings.Join(types, " "); got != "COERCE ACCUSE SANCTION" {
		t.Fatalf("types %q", got)
	}
	seized := ms[0]
	if len(seized.Actors) != 1 || seized.Actors[0].Country != "FRA" || seized.Time == nil || seized.Time.First.String() != "2026-03-10" {
		t.Errorf("seizure by %+v at %+v", seized.Actors, seized.Time)
	}
	if c := seized.Claims; len(c) != 1 || c[0].Holder.Country != "FRA" || c[0].Status != tocsin.Occurred {
		t.Errorf("claims %+v", c)
	}
}

// TestCaselessReports: wire copy in capitals and archives in small letters tell
// the same events, in the words of the report.
func TestCaselessReports(t *testing.T) {
	for _, text := range []string{strings.ToUpper(sample), strings.ToLower(sample)} {
		doc, ms, err := loaded(t).Code(tocsin.Report{ID: "r", Lang: "en", Published: day, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		if doc.Text != text || len(doc.Notes) == 0 {
			t.Errorf("text %q, notes %v", doc.Text, doc.Notes)
		}
		got := ""
		for _, m := range ms {
			got += m.Type + " " + m.Actors[0].Country + " "
			if !strings.Contains(text, m.Trigger.Text) || !strings.Contains(text, m.Actors[0].Text) {
				t.Errorf("%q by %q in %q", m.Trigger.Text, m.Actors[0].Text, text)
			}
		}
		if got != "COERCE FRA ACCUSE RUS SANCTION RUS " {
			t.Errorf("%s from %q", got, text)
		}
	}
}

// TestCodeSpanish: the language is told or guessed, and regional varieties
// share their tables.
func TestCodeSpanish(t *testing.T) {
	const text = "La marina francesa detuvo el martes un petrolero ruso frente a las costas de Brest, según el Ministerio de Defensa."
	for _, lang := range []string{"es", "es-VE", ""} {
		doc, ms, err := loaded(t).Code(tocsin.Report{ID: "r", Lang: lang, Published: day, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		if doc.Lang != "es" || len(ms) != 1 || ms[0].Type != "COERCE" || len(ms[0].Actors) != 1 || ms[0].Actors[0].Country != "FRA" {
			t.Errorf("%q: language %s, %+v", lang, doc.Lang, ms)
		}
	}
}

func TestCodeRefuses(t *testing.T) {
	for _, c := range []struct {
		rep  tocsin.Report
		want error
	}{
		{tocsin.Report{ID: "fr", Lang: "fr", Published: day, Text: sample}, tocsin.ErrLanguage},
		{tocsin.Report{ID: "guess", Published: day, Text: "La marine française a arraisonné mardi un pétrolier russe au large de Brest, a annoncé le ministère de la Défense, qui parle d'un contrôle de routine."}, tocsin.ErrLanguage},
		{tocsin.Report{ID: "day", Lang: "en", Text: sample}, tocsin.ErrNoDate},
		{tocsin.Report{ID: "void", Lang: "en", Published: day, Text: " \n"}, tocsin.ErrInvalid},
	} {
		doc, ms, err := loaded(t).Code(c.rep)
		if !errors.Is(err, c.want) || doc != nil || ms != nil {
			t.Errorf("%s: error %v, want %v", c.rep.ID, err, c.want)
		}
		if err != nil && !strings.Contains(err.Error(), string(c.rep.ID)) {
			t.Errorf("error %q does not name the report", err)
		}
	}
}

func TestCodeTakesWhatItIsGiven(t *testing.T) {
	p := *loaded(t)
	p.opts = Options{Date: day, Lang: "en"}
	if _, ms, err := p.Code(tocsin.Report{ID: "r", Text: sample}); err != nil || len(ms) == 0 {
		t.Errorf("%d mentions, error %v", len(ms), err)
	}
}

// faulty stands for a stage with a bug.
type faulty struct{}

func (faulty) Annotate(*tocsin.Doc) { panic("index out of range") }

func TestFaultNamesTheReport(t *testing.T) {
	c, err := load("en")
	if err != nil {
		t.Fatal(err)
	}
	c.stages = append(c.stages, faulty{})
	p := &Pipeline{chains: map[string]func() (*chain, error){"en": func() (*chain, error) { return c, nil }}}
	_, _, err = p.Code(tocsin.Report{ID: "r-17", Lang: "en", Published: day, Text: sample})
	if err == nil || !strings.Contains(err.Error(), `"r-17"`) || !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("error %v", err)
	}
}

// TestMirror: swapping the two sides of a text swaps them in the record and
// changes nothing else.
func TestMirror(t *testing.T) {
	const text = "Chilean police arrested two Peruvian sailors near Arica on Monday. Peru condemned the arrests and threatened Chile with sanctions."
	swap := strings.NewReplacer("Chilean", "Peruvian", "Peruvian", "Chilean", "Chile", "Peru", "Peru", "Chile")
	p := loaded(t)
	_, a, err := p.Code(tocsin.Report{ID: "m", Lang: "en", Published: day, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	_, b, err := p.Code(tocsin.Report{ID: "m", Lang: "en", Published: day, Text: swap.Replace(text)})
	if err != nil || len(a) == 0 || len(a) != len(b) {
		t.Fatalf("%d and %d mentions, error %v", len(a), len(b), err)
	}
	other := map[string]string{"CHL": "PER", "PER": "CHL"}
	for i := range a {
		if a[i].Type != b[i].Type || a[i].Background != b[i].Background {
			t.Errorf("%s %q became %s", a[i].Type, a[i].Trigger.Text, b[i].Type)
		}
		if mirror(a[i].Actors, other) != mirror(b[i].Actors, nil) || mirror(a[i].Recipients, other) != mirror(b[i].Recipients, nil) {
			t.Errorf("%q: %v → %v became %v → %v", a[i].Trigger.Text, mirror(a[i].Actors, nil), mirror(a[i].Recipients, nil), mirror(b[i].Actors, nil), mirror(b[i].Recipients, nil))
		}
	}
}

func mirror(ps []tocsin.Party, swap map[string]string) string {
	var out []string
	for _, p := range ps {
		c := p.Country
		if s := swap[c]; s != "" {
			c = s
		}
		out = append(out, c+"/"+strings.Join(p.Sectors, "+"))
	}
	return strings.Join(out, " ")
}

// TestWorkIsTheSameForAnyJobs: results do not depend on how many reports are
// read at a time.
func TestWorkIsTheSameForAnyJobs(t *testing.T) {
	reports := func(yield func(tocsin.Report, error) bool) {
		for i := range 12 {
			text := sample
			if i%2 == 1 {
				text = "Peru condemned the arrests and threatened Chile with sanctions on Friday. " + sample
			}
			if !yield(tocsin.Report{ID: tocsin.ReportID(rune('a' + i)), Lang: "en", Published: day, Text: text}, nil) {
				return
			}
		}
	}
	run := func(jobs int) string {
		var out strings.Builder
		err := loaded(t).Work(jobs, reports, func(r Result) error {
			for _, m := range r.Mentions {
				fmt.Fprintf(&out, "%s %s %+v %+v\n", m.ID, m.Type, m.Actors, m.Recipients)
			}
			return r.Err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if one, many := run(1), run(6); one != many || one == "" {
		t.Errorf("one at a time:\n%s\nsix at a time:\n%s", one, many)
	}
}
