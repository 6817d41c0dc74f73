//go:build unix

package record_test

import (
	"flag"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
	"tocsin/store/sqlite"
)

var (
	scale   = flag.Int("reports", 400, "reports of TestScale; 200000 shows whether the rate lasts")
	longest = flag.Duration("for", 0, "end TestScale after so long, 0 for never")
	dense   = flag.Int("dense", 200, "reports of TestDense, all of one event")
	from    = flag.Int("from", 0, "reports that the file of TestScale has already, by an earlier run")
	keep    = flag.String("record", "", "file that TestScale writes and leaves; by default one that it removes")
)

// processor is how long this process has been at work: other programs on the
// machine slow down the clock on the wall only.
func processor(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestScale adds reports of a made-up world and tells the rates of the first
// and of the last tenth, the time of a page, and the size of the file. It
// fails only if something is lost: how fast is for people to read.
func TestScale(t *testing.T) {
	file := *keep
	if file == "" {
		file = filepath.Join(t.TempDir(), "record.db")
	}
	s, err := sqlite.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := record.New(s, record.KeepExcerpts, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(7, 100, 120)
	for range *from {
		w.report()
	}
	const batch = 100
	var rates, work []float64
	begun := time.Now()
	for done := *from; done < *scale && (*longest == 0 || time.Since(begun) < *longest); {
		start, before, used := time.Now(), done, processor(t)
		for done-before < (*scale-*from)/10 {
			var es []record.Entry
			for range batch {
				es = append(es, w.report())
			}
			if n, err := r.Add(t.Context(), es...); n != batch || err != nil {
				t.Fatalf("%d added, %v", n, err)
			}
			done += batch
		}
		rates = append(rates, float64(done-before)/time.Since(start).Seconds())
		work = append(work, float64(done-before)/(processor(t)-used).Seconds())
		t.Logf("%d reports: %.0f reports/s, %.0f reports a second of the processor", done, rates[len(rates)-1], work[len(work)-1])
	}
	page(t, s, w)
	if st, err := os.Stat(file); err == nil {
		last := len(rates) - 1
		t.Logf("last part at %.0f %% of the first's rate, %.0f %% by the processor's clock, file of %d MB", 100*rates[last]/rates[0], 100*work[last]/work[0], st.Size()>>20)
	}
}

// TestDense adds reports that all tell one event, ten at once, and tells the
// rates.
func TestDense(t *testing.T) {
	r, s := open(t)
	w := newWorld(7, 1<<30, 1)
	const batch, parts = 10, 5
	for part := range parts {
		used, wall := processor(t), time.Now()
		for range *dense / parts / batch {
			var es []record.Entry
			for range batch {
				w.n++
				e := w.entry(w.n)
				e.Report.Published, e.Doc = w.day.AddDays(w.n%2), &tocsin.Doc{}
				a := worldAct{kind: "ASSAULT", cameo: "190", quad: "material conflict", verb: "attacked", a: "DNK", b: "NOR", town: "Town 1", day: w.day, count: float64(10 + w.IntN(6))}
				e.Mentions = append(e.Mentions, w.mention(&e, a))
				e.Doc.Text = e.Report.Text
				es = append(es, e)
			}
			if n, err := r.Add(t.Context(), es...); n != batch || err != nil {
				t.Fatalf("%d added, %v", n, err)
			}
		}
		n := float64(*dense / parts)
		t.Logf("%d reports: %.0f reports/s, %.0f reports a second of the processor", (part+1)*(*dense)/parts, n/time.Since(wall).Seconds(), n/(processor(t)-used).Seconds())
	}
	if es := events(t, s); len(es) > 1+*dense/50 {
		t.Errorf("%d events, want few", len(es))
	}
}

// page reads the first page of the busiest dyad a few times.
func page(t *testing.T, s *sqlite.Store, w *world) {
	t.Helper()
	var took []time.Duration
	for range 5 {
		start := time.Now()
		err := s.View(t.Context(), func(r store.Reader) error {
			es, _, err := r.Events(t.Context(), store.Query{Dyad: [2]string{w.states[0], w.states[1]}})
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
