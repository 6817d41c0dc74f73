package record_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
	"tocsin/store/sqlite"
)

// drift makes reports of few acts on few days, many of which have most of
// their wording from the one before: what is whose reprint changes as reports
// come, and reprints of reprints drift away from the first.
func drift(seed uint64, n int) []record.Entry {
	w := newWorld(seed, 20, 3)
	var out []record.Entry
	for len(out) < n {
		e := w.report()
		out = append(out, e)
		for range w.IntN(6) {
			e = w.rewrite(&e)
			out = append(out, e)
		}
	}
	return out[:n]
}

// rewrite is a report by another outlet that changes some words, some days
// earlier or later; every other one tells it of a day as much later, so that
// reprints of reprints tell other events.
func (w *world) rewrite(e *record.Entry) record.Entry {
	w.n++
	out, shift, moves := w.entry(400+w.IntN(8)), w.IntN(9)-2, w.IntN(2) == 0
	out.Report.Published = e.Report.Published.AddDays(shift)
	out.Report.Text = e.Report.Text
	for i, m := range e.Mentions {
		m.ID, m.Report = fmt.Sprintf("%s-%d", out.Report.ID, i), w.source(&out.Report)
		if m.Time != nil && moves {
			when := *m.Time
			when.First, when.Last = when.First.AddDays(shift), when.Last.AddDays(shift)
			m.Time = &when
		}
		words := strings.Fields(m.Sentence.Text)
		for range 4 {
			words[len(words)-1-w.IntN(5)] = strings.TrimSpace(w.words(1))
		}
		text := strings.Join(words, " ")
		out.Report.Text = strings.Replace(out.Report.Text, m.Sentence.Text, text, 1)
		m.Sentence.Text = text
		out.Mentions = append(out.Mentions, m)
	}
	w.seal(&out)
	return out
}

var worlds = flag.Int("worlds", 8, "worlds of TestNothingRemembered")

// series makes reports that tell in the same words what others told in the
// weeks before, in an order of chance: reprints of reprints of reports that
// may come last, and tell events of other weeks.
func series(seed uint64, n int) []record.Entry {
	w := newWorld(seed, 1, 1)
	var out []record.Entry
	first := tocsin.Day{Year: 2031, Month: 5, Date: 5}
	for w.n < n {
		w.n++
		e, day := w.entry(w.IntN(5)), w.IntN(28)
		e.Report.Published, e.Doc = first.AddDays(day), &tocsin.Doc{}
		monday := first.AddDays(day / 7 * 7)
		a := worldAct{kind: "COERCE", cameo: "173", quad: "material conflict", verb: "detained", a: "DNK", b: "NOR", day: monday, count: 4, town: fmt.Sprintf("Town %d", w.n%2)}
		text := fmt.Sprintf("DNK vessels detained NOR trawlers near %s and %.0f people were hurt, officials of the foreign ministry said late in the evening.", a.town, a.count)
		m := w.tell(&e, a, w.sentence(&e, text), 0)
		m.Time = &tocsin.EventTime{First: monday, Last: monday, Basis: tocsin.Relative}
		e.Mentions, e.Doc.Text = append(e.Mentions, m), e.Report.Text
		w.seal(&e)
		out = append(out, e)
	}
	return out
}

// told is every event of the record that entries make, as JSON: added so many
// at once, by a new recorder after so many steps.
func told(t *testing.T, entries []record.Entry, atOnce, steps int) []string {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var r *record.Recorder
	for step := 0; len(entries) > 0; step++ {
		if step%steps == 0 {
			if r, err = record.New(s, record.KeepExcerpts, time.Now); err != nil {
				t.Fatal(err)
			}
		}
		n := min(atOnce, len(entries))
		if added, err := r.Add(t.Context(), entries[:n]...); err != nil || added != n {
			t.Fatalf("%d of %d added: %v", added, n, err)
		}
		entries = entries[n:]
	}
	return events(t, s)
}

func events(t *testing.T, s store.Store) (out []string) {
	t.Helper()
	err := s.View(t.Context(), func(r store.Reader) error {
		es, _, err := r.Events(t.Context(), store.Query{Background: true, Limit: 1 << 20})
		for i := range es {
			line, err := json.Marshal(&es[i])
			if err != nil {
				return err
			}
			out = append(out, string(line))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestNothingRemembered: the record is a function of the reports in it, not
// of how they came, in what order, or of what a recorder remembers.
func TestNothingRemembered(t *testing.T) {
	for seed := range uint64(*worlds) {
		entries := series(seed, 16)
		if seed%8 == 7 {
			entries = drift(seed, 40)
		}
		want := told(t, entries, 1, 1<<20)
		shuffled := append([]record.Entry(nil), entries...)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for name, got := range map[string][]string{
			"a recorder for each report":          told(t, entries, 1, 1),
			"a recorder for five":                 told(t, entries, 1, 5),
			"eleven at once":                      told(t, entries, 11, 1<<20),
			"eleven at once, a recorder for each": told(t, entries, 11, 1),
			"in another order":                    told(t, shuffled, 7, 3),
		} {
			if len(got) != len(want) {
				t.Errorf("world %d, %s: %d events, want %d", seed, name, len(got), len(want))
			}
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Fatalf("world %d, %s: event\n%s\nwant\n%s", seed, name, got[i], want[i])
				}
			}
		}
	}
}
