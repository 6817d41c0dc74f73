package record_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"tocsin"
	"tocsin/pipeline"
	"tocsin/record"
	"tocsin/store"
	"tocsin/store/sqlite"
)

// dispute is the coded reports of the test's dispute, in the order of the
// file: coding costs more than all the tests.
var dispute = sync.OnceValues(func() ([]record.Entry, error) {
	a, err := txtar.ParseFile(filepath.Join("testdata", "fishing.txtar"))
	if err != nil {
		return nil, err
	}
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		return nil, err
	}
	var out []record.Entry
	for _, f := range a.Files {
		head, text, _ := strings.Cut(string(f.Data), "\n")
		h := strings.Split(head, " | ")
		day, err := tocsin.ParseDay(h[1])
		if err != nil {
			return nil, err
		}
		rep := tocsin.Report{ID: tocsin.ReportID(strings.TrimSuffix(f.Name, ".txt")), Publisher: h[0], Published: day, Lang: h[2], Text: text}
		doc, ms, err := p.Code(rep)
		if err != nil {
			return nil, err
		}
		out = append(out, record.Entry{Report: rep, Mentions: ms, Doc: doc, Custody: store.Custody{Tool: "test"}})
	}
	return out, nil
})

func entries(t *testing.T) []record.Entry {
	t.Helper()
	es, err := dispute()
	if err != nil {
		t.Fatal(err)
	}
	return slices.Clone(es)
}

func open(t *testing.T) (*record.Recorder, *sqlite.Store) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	r, err := record.New(s, record.KeepExcerpts, func() time.Time { return time.Date(2031, 6, 1, 0, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	return r, s
}

func addAll(t *testing.T, r *record.Recorder, es []record.Entry) {
	t.Helper()
	for _, e := range es {
		if n, err := r.Add(t.Context(), e); n != 1 || err != nil {
			t.Fatalf("%s: %d added, %v", e.Report.ID, n, err)
		}
	}
}

func all(t *testing.T, s store.Store) []tocsin.Event {
	t.Helper()
	var out []tocsin.Event
	err := s.View(t.Context(), func(r store.Reader) (err error) {
		out, _, err = r.Events(t.Context(), store.Query{Background: true, Limit: 1000})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// one finds the only event of a type and mode between two countries.
func one(t *testing.T, es []tocsin.Event, kind, mode, actor, recipient string) tocsin.Event {
	t.Helper()
	var out []tocsin.Event
	has := func(ps []tocsin.Participant, c string) bool {
		return c == "" || slices.ContainsFunc(ps, func(p tocsin.Participant) bool { return p.Country == c })
	}
	for _, e := range es {
		if e.Type == kind && (mode == "" || slices.Contains(e.Modes, mode)) && !e.Background && has(e.Actors, actor) && has(e.Recipients, recipient) {
			out = append(out, e)
		}
	}
	if len(out) != 1 {
		t.Fatalf("%d events %s %s > %s: %s", len(out), kind, actor, recipient, show(out))
	}
	return out[0]
}

func show(v any) string {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestOneAccount(t *testing.T) {
	r, s := open(t)
	addAll(t, r, entries(t))
	es := all(t, s)
	seizure := one(t, es, "COERCE", "seize", "DNK", "NOR")
	if seizure.Status != tocsin.Disputed {
		t.Errorf("seizure is %s", seizure.Status)
	}
	if seizure.Reports != 5 || len(seizure.Origins) != 3 {
		t.Errorf("seizure told by %d reports, origins %+v", seizure.Reports, seizure.Origins)
	}
	if got := seizure.First.String(); got != "2031-05-05" {
		t.Errorf("seizure on %s", got)
	}
	for _, e := range es {
		if e.Background != (e.First.Year == 1994) {
			t.Errorf("history: %s", show(e))
		}
	}
}

// TestOrder: the record is the same whatever the order of arrival.
func TestOrder(t *testing.T) {
	r, s := open(t)
	addAll(t, r, entries(t))
	want := show(all(t, s))
	for seed := range uint64(6) {
		es := entries(t)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(es), func(i, j int) { es[i], es[j] = es[j], es[i] })
		r, s := open(t)
		addAll(t, r, es)
		if got := show(all(t, s)); got != want {
			t.Errorf("seed %d: the record differs:\n%s", seed, difference(want, got))
		}
	}
}

func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d: %s | %s", i, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}

// TestRecode: coding a report again the same way changes nothing, and taking
// all its mentions away takes its events away.
func TestRecode(t *testing.T) {
	r, s := open(t)
	es := entries(t)
	addAll(t, r, es)
	want := show(all(t, s))
	for _, e := range es {
		if _, err := r.Recode(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if got := show(all(t, s)); got != want {
		t.Errorf("coded again: %s", difference(want, got))
	}
	r2, s2 := open(t)
	addAll(t, r2, es[:len(es)-1])
	if _, err := r.Recode(t.Context(), record.Entry{Report: es[len(es)-1].Report}); err != nil {
		t.Fatal(err)
	}
	if got, want := show(all(t, s)), show(all(t, s2)); got != want {
		t.Errorf("without the last: %s", difference(want, got))
	}
	if _, err := r.Recode(t.Context(), record.Entry{Report: tocsin.Report{ID: "none"}}); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("a report that is not there: %v", err)
	}
}

func TestTwice(t *testing.T) {
	r, s := open(t)
	es := entries(t)
	addAll(t, r, es)
	want := show(all(t, s))
	if n, err := r.Add(t.Context(), es...); n != 0 || err != nil {
		t.Errorf("%d added again, %v", n, err)
	}
	if got := show(all(t, s)); got != want {
		t.Errorf("added twice: %s", difference(want, got))
	}
}

func TestCorrections(t *testing.T) {
	r, s := open(t)
	es := entries(t)
	addAll(t, r, es)
	before := show(all(t, s))
	frigate := one(t, all(t, s), "RETREAT", "release", "DNK", "")
	seizure := one(t, all(t, s), "COERCE", "seize", "DNK", "NOR")
	for name, c := range map[string]store.Correction{
		"merge":  {Kind: store.Merge, Mentions: []string{frigate.Members[0].Mention, seizure.Members[0].Mention}},
		"reject": {Kind: store.Reject, Mentions: []string{frigate.Members[0].Mention}},
		"fix":    {Kind: store.Fix, Mentions: []string{seizure.Members[0].Mention}, Field: "status", Value: `"occurred"`},
		"split":  {Kind: store.Split, Mentions: []string{seizure.Members[0].Mention, seizure.Members[len(seizure.Members)-1].Mention}},
	} {
		c.Author, c.Reason = "ana", "checked by telephone"
		if err := r.Correct(t.Context(), &c); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		corrected := show(all(t, s))
		if corrected == before {
			t.Errorf("%s changed nothing", name)
		}
		for _, e := range es {
			if _, err := r.Recode(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}
		if got := show(all(t, s)); got != corrected {
			t.Errorf("%s does not outlive coding again: %s", name, difference(corrected, got))
		}
		if err := r.Undo(t.Context(), c.Number, "ben"); err != nil {
			t.Fatal(err)
		}
		if got := show(all(t, s)); got != before {
			t.Errorf("%s undone: %s", name, difference(before, got))
		}
	}
}

func TestCorrectionsRefused(t *testing.T) {
	r, s := open(t)
	addAll(t, r, entries(t))
	m := all(t, s)[0].Members[0].Mention
	for name, c := range map[string]store.Correction{
		"no author":  {Kind: store.Reject, Mentions: []string{m}, Reason: "x"},
		"no reason":  {Kind: store.Reject, Mentions: []string{m}, Author: "ana"},
		"kind":       {Kind: "improve", Mentions: []string{m}, Author: "ana", Reason: "x"},
		"one merged": {Kind: store.Merge, Mentions: []string{m}, Author: "ana", Reason: "x"},
		"field":      {Kind: store.Fix, Mentions: []string{m}, Field: "id", Value: `"x"`, Author: "ana", Reason: "x"},
		"value":      {Kind: store.Fix, Mentions: []string{m}, Field: "first", Value: `"Monday"`, Author: "ana", Reason: "x"},
	} {
		if err := r.Correct(t.Context(), &c); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	err := r.Correct(t.Context(), &store.Correction{Kind: store.Reject, Mentions: []string{"none"}, Author: "ana", Reason: "x"})
	if !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("no such mention: %v", err)
	}
}

// TestRedact: the words and what only they told are gone, the custody stays.
func TestRedact(t *testing.T) {
	r, s := open(t)
	es := entries(t)
	addAll(t, r, es)
	if err := r.Redact(t.Context(), "a3"); err != nil {
		t.Fatal(err)
	}
	b := show(all(t, s))
	if strings.Contains(b, "protesters") || strings.Contains(b, `"a3"`) {
		t.Error("words of a redacted report are left")
	}
	if n, err := s.Verify(t.Context()); n != len(es) || err != nil {
		t.Errorf("custody: %d links, %v", n, err)
	}
}

func TestExcerpts(t *testing.T) {
	r, s := open(t)
	es := entries(t)
	addAll(t, r, es)
	err := s.View(t.Context(), func(rd store.Reader) error {
		for _, e := range es {
			got, err := rd.Report(t.Context(), e.Report.ID)
			if err != nil {
				return err
			}
			runes := []rune(e.Report.Text)
			if got.Text != "" || len(got.Excerpts) == 0 {
				t.Errorf("%s keeps %d bytes of text, %d excerpts", e.Report.ID, len(got.Text), len(got.Excerpts))
			}
			for _, x := range got.Excerpts {
				if string(runes[x.Start:x.End]) != x.Text {
					t.Errorf("%s: %d to %d is %q, not %q", e.Report.ID, x.Start, x.End, string(runes[x.Start:x.End]), x.Text)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
