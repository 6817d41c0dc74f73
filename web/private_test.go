package web_test

import (
	"path/filepath"
	"strings"
	"testing"

	"tocsin"
	"tocsin/store"
	"tocsin/store/sqlite"
)

// TestPrivatePersons: somebody without a public role stands as what they are,
// in the record beside a report and on the page of the event.
func TestPrivatePersons(t *testing.T) {
	db, err := sqlite.Open(bg, filepath.Join(t.TempDir(), "private.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	day := tocsin.Day{Year: 2031, Month: 3, Date: 4}
	name := strings.Repeat(string(store.Cover), 5)
	text := "Police arrested " + name + ", a fisherman."
	seg := tocsin.Segment{Start: 0, End: len([]rune(text)), Text: text}
	who := tocsin.Segment{Start: 16, End: 21, Text: name}
	m := tocsin.Mention{ID: "m1", Type: "COERCE", Trigger: tocsin.Segment{Start: 7, End: 15, Text: "arrested"}, Sentence: tocsin.Sentence{Segment: seg},
		Report:     tocsin.SourceRef{ID: "r1", Publisher: "Gazette", Published: day, Lang: "en"},
		Actors:     []tocsin.Party{{Segment: tocsin.Segment{Start: 0, End: 6, Text: "Police"}, Sectors: []string{"COP"}}},
		Recipients: []tocsin.Party{{Segment: who, Sectors: []string{"AGR"}}},
		Claims:     []tocsin.Claim{{Holder: tocsin.Holder{Kind: tocsin.Person, Segment: &who, Sectors: []string{"CVL"}}, Status: tocsin.Occurred}}}
	e := tocsin.Event{ID: "m1", Type: "COERCE", Actors: []tocsin.Participant{{Sectors: []string{"COP"}}}, Recipients: []tocsin.Participant{{Sectors: []string{"AGR"}}}, First: day, Last: day,
		Status: tocsin.Occurred, Reports: 1, FirstReport: "r1", Reported: day, Members: []tocsin.Member{{Mention: "m1", Report: "r1"}}}
	err = db.Update(bg, func(w store.Writer) error {
		r := &store.Report{Report: tocsin.Report{ID: "r1", Publisher: "Gazette", Published: day, Lang: "en"}, Excerpts: []tocsin.Segment{seg}}
		if _, err := w.AddReport(bg, r, store.Print{}); err != nil {
			return err
		}
		if err := w.PutMentions(bg, "r1", []store.Mention{{Mention: m, Event: "m1"}}); err != nil {
			return err
		}
		return w.PutEvent(bg, &e)
	})
	if err != nil {
		t.Fatal(err)
	}
	h := desk(t, db)
	for at, words := range map[string][]string{
		"/events/m1":  {"police → somebody in farming or fishing", "asserted by a civilian", "name withheld"},
		"/reports/r1": {"<dd>somebody in farming or fishing</dd>", "asserted by a civilian", "name withheld"},
	} {
		page := get(h, at, "en").Body.String()
		for _, want := range words {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %q", at, want)
			}
		}
	}
	if page := get(h, "/events/m1", "es").Body.String(); !strings.Contains(page, "policía → alguien del campo o de la pesca") || !strings.Contains(page, "nombre omitido") {
		t.Error("no Spanish word for them")
	}
}
