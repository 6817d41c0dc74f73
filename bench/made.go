package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"tocsin"
	"tocsin/record"
	"tocsin/store/sqlite"
)

// A world makes up acts and the reports that tell them: some pairs of states
// are busy, most are not; a day's reports tell the acts of the last days, a few
// tell history; some parties have no country, some displays of force name
// nobody, and officials speak.
type world struct {
	*rand.Rand
	day  tocsin.Day
	acts []act
	n    int
}

// An act is what happened.
type act struct {
	kind, cameo, quad string
	a, b              tocsin.Party
	town              string
	day               tocsin.Day
	killed            float64
	past              bool
}

func newWorld() *world {
	return &world{Rand: rand.New(rand.NewPCG(11, 7)), day: tocsin.Day{Year: 2010, Month: 1, Date: 1}}
}

// state draws a country, the first ones far more often.
func (w *world) state() tocsin.Party {
	i := int(60 * w.Float64() * w.Float64())
	code := fmt.Sprintf("X%c%c", 'A'+i/10, 'A'+i%10)
	return tocsin.Party{Name: "Government of " + code, Country: code, Sectors: []string{"GOV"}}
}

func (w *world) party() tocsin.Party {
	if w.IntN(20) == 0 {
		return tocsin.Party{Name: fmt.Sprintf("Front %d", w.IntN(3000)), Sectors: []string{"REB"}}
	}
	return w.state()
}

func (w *world) act() act {
	kinds := [][3]string{
		{"ASSAULT", "190", "material conflict"}, {"ACCUSE", "112", "verbal conflict"}, {"MOBILIZE", "154", "material conflict"}, {"CONSULT", "042", "verbal cooperation"},
		{"SANCTION", "163", "material conflict"}, {"COERCE", "173", "material conflict"}, {"THREATEN", "138", "verbal conflict"}, {"AID", "071", "material cooperation"},
	}
	k := kinds[w.IntN(len(kinds))]
	x := act{kind: k[0], cameo: k[1], quad: k[2], a: w.party(), b: w.party(), town: fmt.Sprintf("town %d", w.IntN(4000)), day: w.day.AddDays(-w.IntN(3)), killed: float64(w.IntN(40))}
	switch {
	case w.IntN(15) == 0:
		x.past, x.day = true, w.day.AddDays(-400-w.IntN(4000))
	case x.kind == "MOBILIZE" && w.IntN(3) == 0:
		x.b = tocsin.Party{}
	}
	return x
}

// reportsADay is how many reports a day has.
const reportsADay = 60

// report tells five acts; now and then a day ends.
func (w *world) report() record.Entry {
	if w.n%reportsADay == 0 {
		w.day = w.day.AddDays(1)
		w.acts = w.acts[:0]
		for range 75 {
			w.acts = append(w.acts, w.act())
		}
	}
	w.n++
	r := tocsin.Report{ID: tocsin.ReportID(fmt.Sprintf("r%07d", w.n)), Publisher: fmt.Sprintf("Outlet %d", int(400*w.Float64()*w.Float64())), Published: w.day, Lang: []string{"en", "es"}[w.IntN(2)]}
	r.URL = "https://" + strings.ReplaceAll(strings.ToLower(r.Publisher), " ", "-") + ".example/" + string(r.ID)
	e := record.Entry{Report: r}
	for i := range 5 {
		x := w.acts[w.IntN(len(w.acts))]
		e.Mentions = append(e.Mentions, w.mention(&e.Report, i, &x))
	}
	e.Report.Title = e.Mentions[0].Sentence.Text
	for i := range e.Mentions {
		e.Mentions[i].Report.Title = e.Report.Title
	}
	return e
}

func (w *world) mention(r *tocsin.Report, i int, x *act) tocsin.Mention {
	text := fmt.Sprintf("%s %s of %s near %s, %s said in words %d while troops left port %d.", x.a.Name, x.kind, x.b.Name, x.town, r.Publisher, w.IntN(1_000_000), w.IntN(5000))
	start := len(r.Text)
	r.Text += text + " "
	m := tocsin.Mention{
		ID: fmt.Sprintf("%s-%d", r.ID, i), Type: x.kind, CAMEO: x.cameo, Quad: x.quad, Modes: []string{}, Contexts: []string{}, Framing: []tocsin.Segment{}, Background: x.past,
		Report:   tocsin.SourceRef{ID: r.ID, URL: r.URL, Publisher: r.Publisher, Published: r.Published, Lang: r.Lang},
		Sentence: tocsin.Sentence{Index: i, Segment: tocsin.Segment{Start: start, End: start + len(text), Text: text}},
		Trigger:  tocsin.Segment{Start: start + len(x.a.Name) + 1, End: start + len(x.a.Name) + 1 + len(x.kind), Text: x.kind},
		Actors:   []tocsin.Party{x.a}, Recipients: []tocsin.Party{},
		Place:      &tocsin.EventPlace{Name: x.town, Country: x.b.Country, Precision: tocsin.PrecisionCity, Lat: new(float64), Lon: new(float64)},
		Quantities: []tocsin.Measure{{What: "killed", Unit: "person", Low: &x.killed, High: &x.killed, Bound: tocsin.Exactly, Names: []string{}}},
		Claims:     []tocsin.Claim{{Holder: w.holder(x), Status: w.status()}},
	}
	if x.b.Name != "" {
		m.Recipients = append(m.Recipients, x.b)
	}
	*m.Place.Lat, *m.Place.Lon = 140*w.Float64()-70, 340*w.Float64()-170
	if x.past || w.IntN(3) > 0 { // a third leave the day open
		m.Time = &tocsin.EventTime{First: x.day, Last: x.day, Basis: tocsin.Relative}
	}
	return m
}

func (w *world) holder(x *act) tocsin.Holder {
	if w.IntN(2) == 0 {
		return tocsin.Holder{Kind: tocsin.Narrator, Sectors: []string{}}
	}
	return tocsin.Holder{Kind: tocsin.Government, Segment: &tocsin.Segment{Text: "ministry"}, Name: x.a.Name, Country: x.a.Country, Sectors: []string{"GOV"}}
}

func (w *world) status() tocsin.Status {
	if n := w.IntN(12); n < 3 {
		return []tocsin.Status{tocsin.Planned, tocsin.Ongoing, tocsin.Negated}[n]
	}
	return tocsin.Occurred
}

// batch is how many reports are added in one step.
const batch = 100

// makeRecord writes a record of made-up reports to a new file.
func makeRecord(ctx context.Context, file string, n int, out io.Writer) error {
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("%s is there already", file)
	}
	s, err := sqlite.Open(ctx, file)
	if err != nil {
		return err
	}
	defer s.Close()
	r, err := record.New(s, record.KeepExcerpts, time.Now)
	if err != nil {
		return err
	}
	w, start := newWorld(), time.Now()
	for done := 0; done < n; {
		var es []record.Entry
		for range min(batch, n-done) {
			es = append(es, w.report())
		}
		if _, err := r.Add(ctx, es...); err != nil {
			return err
		}
		if done += len(es); done%5000 == 0 || done == n {
			fmt.Fprintf(out, "%d reports, %.0f a second\n", done, float64(done)/time.Since(start).Seconds())
		}
	}
	return nil
}
