package record_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
	"tocsin/store/sqlite"
)

var scale = flag.Int("reports", 400, "reports of TestScale; 200000 shows whether the rate lasts")

// A world makes up acts and the reports that tell them: some pairs of states
// are busy, most are not, and a day's reports tell the acts of the last days.
type world struct {
	*rand.Rand
	day  tocsin.Day
	acts []worldAct
	n    int
}

type worldAct struct {
	kind, cameo, a, b, town string
	day                     tocsin.Day
	killed                  float64
}

func newWorld() *world {
	return &world{Rand: rand.New(rand.NewPCG(7, 7)), day: tocsin.Day{Year: 2001, Month: 1, Date: 1}}
}

// state draws a country, the first ones far more often.
func (w *world) state() string {
	i := int(60 * w.Float64() * w.Float64())
	return fmt.Sprintf("X%c%c", 'A'+i/10, 'A'+i%10)
}

func (w *world) act() worldAct {
	kinds := [][2]string{{"ASSAULT", "190"}, {"ACCUSE", "112"}, {"MOBILIZE", "154"}, {"CONSULT", "042"}, {"SANCTION", "163"}, {"COERCE", "173"}, {"THREATEN", "138"}}
	k := kinds[w.IntN(len(kinds))]
	return worldAct{kind: k[0], cameo: k[1], a: w.state(), b: w.state(), town: fmt.Sprintf("town %d", w.IntN(400)), day: w.day.AddDays(-w.IntN(3)), killed: float64(w.IntN(40))}
}

// report tells five acts; now and then a day ends.
func (w *world) report() record.Entry {
	if w.n%25 == 0 {
		w.day = w.day.AddDays(1)
		w.acts = w.acts[:0]
		for range 30 {
			w.acts = append(w.acts, w.act())
		}
	}
	w.n++
	id := tocsin.ReportID(fmt.Sprintf("r%07d", w.n))
	e := record.Entry{Report: tocsin.Report{ID: id, Publisher: fmt.Sprintf("Outlet %d", w.IntN(300)), Published: w.day, Lang: "en"}}
	for i := range 5 {
		e.Mentions = append(e.Mentions, w.mention(&e.Report, i, w.acts[w.IntN(len(w.acts))]))
		e.Report.Text += e.Mentions[i].Sentence.Text + " "
	}
	return e
}

func (w *world) mention(r *tocsin.Report, i int, a worldAct) tocsin.Mention {
	text := fmt.Sprintf("%s %s of %s near %s, outlet %s said in words %d.", a.a, a.kind, a.b, a.town, r.Publisher, w.IntN(1_000_000))
	start := len(r.Text)
	m := tocsin.Mention{
		ID: fmt.Sprintf("%s-%d", r.ID, i), Type: a.kind, CAMEO: a.cameo, Modes: []string{}, Contexts: []string{}, Framing: []tocsin.Segment{},
		Report:   tocsin.SourceRef{ID: r.ID, Publisher: r.Publisher, Published: r.Published, Lang: "en"},
		Sentence: tocsin.Sentence{Index: i, Segment: tocsin.Segment{Start: start, End: start + len(text), Text: text}},
		Trigger:  tocsin.Segment{Start: start + 4, End: start + 4 + len(a.kind), Text: a.kind},
		Actors:   []tocsin.Party{{Country: a.a, Sectors: []string{"GOV"}}}, Recipients: []tocsin.Party{{Country: a.b, Sectors: []string{"GOV"}}},
		Place:      &tocsin.EventPlace{Name: a.town, Country: a.b, Precision: tocsin.PrecisionCity},
		Quantities: []tocsin.Measure{{What: "killed", Unit: "person", Low: &a.killed, High: &a.killed, Bound: tocsin.Exactly, Names: []string{}}},
		Claims:     []tocsin.Claim{{Holder: tocsin.Holder{Kind: tocsin.Narrator, Sectors: []string{}}, Status: tocsin.Occurred}},
	}
	if w.IntN(3) > 0 { // a third leave the day open
		m.Time = &tocsin.EventTime{First: a.day, Last: a.day, Basis: tocsin.Relative}
	}
	return m
}

// TestScale adds reports of a made-up world and tells the rates of the first
// and of the last tenth, the time of a page, and the size of the file. It
// fails only if something is lost: how fast is for people to read.
func TestScale(t *testing.T) {
	file := filepath.Join(t.TempDir(), "record.db")
	s, err := sqlite.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := record.New(s, record.KeepExcerpts, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld()
	const batch = 40
	var rates []float64
	for done := 0; done < *scale; {
		start, from := time.Now(), done
		for done-from < *scale/10 {
			var es []record.Entry
			for range batch {
				es = append(es, w.report())
			}
			if n, err := r.Add(t.Context(), es...); n != batch || err != nil {
				t.Fatalf("%d added, %v", n, err)
			}
			done += batch
		}
		rates = append(rates, float64(done-from)/time.Since(start).Seconds())
		t.Logf("%d reports: %.0f reports/s", done, rates[len(rates)-1])
	}
	page(t, s)
	if st, err := os.Stat(file); err == nil {
		t.Logf("last tenth at %.0f %% of the first's rate, file of %d MB", 100*rates[len(rates)-1]/rates[0], st.Size()>>20)
	}
}

// page reads the first page of the busiest dyad a few times.
func page(t *testing.T, s *sqlite.Store) {
	t.Helper()
	var took []time.Duration
	for range 5 {
		start := time.Now()
		err := s.View(t.Context(), func(r store.Reader) error {
			es, _, err := r.Events(t.Context(), store.Query{Dyad: [2]string{"XAA", "XAB"}})
			if len(es) == 0 {
				t.Error("no event of the busiest dyad")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	t.Logf("first page of a dyad, five times: %s", took)
}
