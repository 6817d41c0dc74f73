package web_test

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"tocsin"
	"tocsin/store"
	"tocsin/store/sqlite"
	"tocsin/watch"
)

// hostile is a record of one report and one event in which every text is s.
func hostile(t testing.TB, s string) store.Store {
	t.Helper()
	db, err := sqlite.Open(bg, filepath.Join(t.TempDir(), "hostile.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	day := tocsin.Day{Year: 2031, Month: 3, Date: 4}
	seg := tocsin.Segment{Start: 0, End: utf8.RuneCountInString(s), Text: s}
	m := tocsin.Mention{ID: "m1", Type: "ASSAULT", Modes: []string{s}, Quad: s, Trigger: seg, Sentence: tocsin.Sentence{Segment: seg},
		Report:     tocsin.SourceRef{ID: "r1", URL: s, Title: s, Publisher: s, Published: day, Lang: s},
		Actors:     []tocsin.Party{{Segment: seg, Name: s}},
		Recipients: []tocsin.Party{{Segment: seg, Name: s, Country: "NOR"}},
		Time:       &tocsin.EventTime{Segment: seg, First: day, Last: day},
		Place:      &tocsin.EventPlace{Segment: seg, Name: s, Precision: tocsin.PrecisionRegion},
		Claims:     []tocsin.Claim{{Holder: tocsin.Holder{Kind: tocsin.Person, Segment: &seg, Name: s}, Cue: &seg, Status: tocsin.Occurred, RelayedBy: s}},
		Framing:    []tocsin.Segment{seg}}
	one := 1.0
	e := tocsin.Event{ID: "m1", Type: s, Modes: []string{s}, Quad: s, Actors: []tocsin.Participant{{Name: s}}, Recipients: []tocsin.Participant{{Name: s, Country: "NOR"}},
		First: day, Last: day, Place: &tocsin.Site{Name: s, Precision: tocsin.PrecisionRegion, Lat: &one, Lon: &one}, Status: tocsin.Disputed, Reports: 1, Origins: []tocsin.Origin{{Name: s, How: s, Reports: []tocsin.ReportID{"r1"}}},
		Holders: []string{s}, FirstReport: "r1", Reported: day, Members: []tocsin.Member{{Mention: "m1", Report: "r1", Why: s}},
		Comparisons: []tocsin.Comparison{{What: s, Unit: s, Claims: []tocsin.ValueClaim{{Holder: s, Outlet: s, Report: "r1", Mention: "m1", Low: &one, High: &one, Text: s, Sentence: s, Said: day}}}}}
	err = db.Update(bg, func(w store.Writer) error {
		r := &store.Report{Report: tocsin.Report{ID: "r1", URL: s, Title: s, Byline: s, Publisher: s, Published: day, Lang: s, Text: s}, Excerpts: []tocsin.Segment{seg}}
		r.Copy = &store.Copy{Of: "r1", Outlet: s, How: s}
		if _, err := w.AddReport(bg, r, store.Print{}); err != nil {
			return err
		}
		if err := w.PutMentions(bg, "r1", []store.Mention{{Mention: m, Event: "m1"}}); err != nil {
			return err
		}
		if err := w.PutEvent(bg, &e); err != nil {
			return err
		}
		if err := w.AddCorrection(bg, &store.Correction{Author: s, Kind: store.Remark, Mentions: []string{"m1"}, Reason: s}); err != nil {
			return err
		}
		a := &store.Alert{Key: s, Situation: s, Title: s, Rule: s, From: "NOR", To: "ISL", Open: true, Opened: day, Seen: day, Headline: s, Formula: s, Inputs: []store.Input{{Name: s}}, Events: []string{"m1", s}}
		if err := w.PutAlert(bg, a); err != nil {
			return err
		}
		if err := w.AddNotice(bg, &store.Notice{Day: day, Kind: s, Text: s, Alert: *a}); err != nil {
			return err
		}
		if err := watch.Save(bg, w, &watch.Situation{Name: "hostile", Title: s, Words: []string{s}, Dyads: [][2]string{{"NOR", "ISL"}}, Author: s}); err != nil {
			return err
		}
		if err := watch.PutArrowNote(bg, w, watch.ArrowNote{Situation: "hostile", Day: day, Days: 7, Direction: watch.Improved, Note: s, Author: s}); err != nil {
			return err
		}
		return w.AddChange(bg, &store.Change{At: time.Unix(0, 0), Kind: s, Event: "m1", Text: s})
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// elements are the tags and attributes that a page may have; text never adds
// one.
func elements(t *testing.T, at, page string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			switch tok.Data {
			case "img", "iframe", "object", "embed", "base", "style", "video", "audio", "template", "math":
				t.Errorf("%s: element %s", at, tok.Data)
			}
			for _, a := range tok.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
					t.Errorf("%s: attribute %s=%q of %s", at, a.Key, a.Val, tok.Data)
				}
				if (a.Key == "href" || a.Key == "src" || a.Key == "action") && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "http") && !strings.HasPrefix(a.Val, "?") {
					t.Errorf("%s: %s of %s is %q", at, a.Key, tok.Data, a.Val)
				}
				if tok.Data == "script" && a.Key == "src" && !strings.HasPrefix(a.Val, "/static/desk.") {
					t.Errorf("%s: script %q", at, a.Val)
				}
			}
		}
	}
}

// pagesOf are the pages of the hostile record, and those that echo the
// address.
func pagesOf(s string) []string {
	q := strings.NewReplacer("%", "%25", " ", "+", "&", "%26", "#", "%23", "+", "%2B", ";", "%3B", "?", "%3F", "\n", "%0A", "\r", "%0D", "\x00", "%00", `"`, "%22", "<", "%3C", ">", "%3E").Replace(s)
	return []string{"/", "/events", "/events/m1", "/events/m1/claims", "/events/m1/alike", "/embed/event/m1", "/embed/claims/m1", "/alerts", "/alerts/1", "/situations", "/situations/hostile", "/situations/hostile/edit", "/situations/new?dyad=" + q, "/backtest?from=2031-03-03", "/review", "/corrections", "/limits", "/alerts?situation=" + q, "/actors", "/actors/NOR", "/places", "/places/none", "/sources", "/reports", "/reports/r1",
		"/map", "/calendar", "/changes", "/health", "/search?q=" + q, "/events?holder=" + q, "/events?type=" + q, "/search?lang=" + q + "&theme=" + q}
}

// FuzzText: stored and reflected text stays text on every page and in every
// form.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `javascript:alert(1)`, `' onclick='alert(1)`, `</title><script>x</script>`, `]]></description><script>`,
		`{{.Data}}`, `<svg onload=x>`, "data:text/html,<script>x</script>", `\" autofocus onfocus=x`, "a\x00b", "“quoted” & <b>bold</b>", `--><script>`, `../../etc`, `//evil.example`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 200 || s == "" {
			t.Skip()
		}
		for _, c := range s {
			if c < ' ' || c == 0x7f || c > 0xff && c < 0x2000 {
				t.Skip() // an address with these does not parse
			}
		}
		h := desk(t, hostile(t, s))
		for _, at := range pagesOf(s) {
			w := get(h, at, "en")
			if w.Code >= http.StatusInternalServerError {
				t.Fatalf("%s: %d", at, w.Code)
			}
			elements(t, at, w.Body.String())
		}
		if w := get(h, "/events.json", "en"); !json.Valid(w.Body.Bytes()) {
			t.Error("no valid JSON")
		}
		for _, at := range []string{"/events.csv", "/events.rss", "/changes.rss", "/events.feed.json", "/reports.csv"} {
			if w := get(h, at, "en"); w.Code != http.StatusOK || strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
				t.Errorf("%s: %d %s", at, w.Code, w.Header().Get("Content-Type"))
			}
		}
	})
}
