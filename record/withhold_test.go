package record_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/pipeline"
	"tocsin/record"
	"tocsin/store"
)

// TestWithheld: what the record shows of private persons is what they are.
func TestWithheld(t *testing.T) {
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for id, c := range map[string]struct {
		lang, title, text string
		hidden, shown     []string
	}{
		"en": {"en", "Police detain Marta Quilez at the port",
			"Police in Norway detained a teacher, Marta Quilez, on Monday. “The officers attacked us,” Quilez said. Denmark expelled two Norwegian diplomats on Tuesday, the foreign minister, Anders Holk, said.",
			[]string{"Marta", "Quilez"}, []string{"teacher", "Anders Holk", "Norwegian diplomats"}},
		"es": {"es", "Detenida la maestra Rosa Bermejo",
			"La policía de Chile detuvo el lunes a la maestra Rosa Bermejo. El ministro de Defensa de Chile, Anselmo Urrutia, acusó el martes a Bolivia de atacar un puesto fronterizo.",
			[]string{"Rosa", "Bermejo"}, []string{"maestra", "Anselmo Urrutia", "Bolivia"}},
	} {
		rep := tocsin.Report{ID: tocsin.ReportID(id), Title: c.title, Publisher: "Fjord Wire", Published: tocsin.Day{Year: 2031, Month: 5, Date: 7}, Lang: c.lang, Text: c.text}
		doc, ms, err := p.Code(rep)
		if err != nil || len(ms) == 0 {
			t.Fatalf("%s: %d mentions, %v", id, len(ms), err)
		}
		before, _ := json.Marshal(ms)
		r, s := open(t)
		if _, err := r.Add(t.Context(), record.Entry{Report: rep, Doc: doc, Mentions: ms, Custody: store.Custody{Tool: "test", Fetched: time.Date(2031, 5, 7, 9, 0, 0, 0, time.UTC)}}); err != nil {
			t.Fatal(err)
		}
		if after, _ := json.Marshal(ms); string(after) != string(before) {
			t.Errorf("%s: the caller's mentions were changed", id)
		}
		kept := everything(t, s, rep.ID)
		for _, name := range c.hidden {
			if strings.Contains(kept, name) {
				t.Errorf("%s: %q is kept: %s", id, name, kept[max(0, strings.Index(kept, name)-200):])
			}
		}
		for _, name := range c.shown {
			if !strings.Contains(kept, name) {
				t.Errorf("%s: %q is not kept", id, name)
			}
		}
	}
}

// everything is all that the record shows of a report, as JSON.
func everything(t *testing.T, s store.Store, id tocsin.ReportID) string {
	t.Helper()
	var out []byte
	err := s.View(t.Context(), func(r store.Reader) error {
		rep, err := r.Report(t.Context(), id)
		if err != nil {
			return err
		}
		ms, err := r.MentionsOf(t.Context(), id)
		if err != nil {
			return err
		}
		for _, m := range ms {
			for _, x := range append(m.Actors, m.Recipients...) {
				covered := strings.ContainsRune(x.Text, store.Cover)
				if got := len([]rune(x.Text)); covered && got != x.End-x.Start {
					t.Errorf("%q has %d letters, its place %d", x.Text, got, x.End-x.Start)
				}
			}
		}
		es, _, err := r.Events(t.Context(), store.Query{Background: true, Limit: 100})
		if err != nil {
			return err
		}
		out, err = json.Marshal([]any{rep, ms, es})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
