package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/auth"
	"tocsin/store"
	"tocsin/store/sqlite"
	"tocsin/web"
)

// ownRecord is a copy of the record of the invented reports, to be changed.
func ownRecord(t testing.TB) *sqlite.Store {
	t.Helper()
	own := filepath.Join(t.TempDir(), "own.db")
	if err := demoRecord(t).Backup(bg, own); err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(bg, own)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// post sends a form as a browser does.
func post(h http.Handler, address string, form url.Values, person *auth.Person) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept-Language", "en")
	if person != nil {
		r = r.WithContext(auth.With(r.Context(), *person))
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// sent posts a form and wants a status; it returns where the reader is led,
// or the page.
func sent(t *testing.T, h http.Handler, address string, want int, fields ...string) string {
	t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	w := post(h, address, form, nil)
	if w.Code != want {
		t.Fatalf("%s %v: %d, want %d: %.300s", address, fields, w.Code, want, w.Body)
	}
	if want == http.StatusSeeOther {
		return w.Header().Get("Location")
	}
	return w.Body.String()
}

// events are those that a filter selects.
func events(t *testing.T, h http.Handler, filter string) []tocsin.Event {
	t.Helper()
	var list struct{ Data []tocsin.Event }
	if err := json.Unmarshal(get(h, "/events.json?limit=1000&"+filter, "en").Body.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	return list.Data
}

// TestRoles: on a desk with a login only editors change something, and others
// see no form.
func TestRoles(t *testing.T) {
	s := ownRecord(t)
	h := deskOf(t, web.Options{Store: s, Login: true})
	e := events(t, h, "dyad=NOR,ISL")[0]
	form := url.Values{"form": {"note"}, "reason": {"seen"}, "author": {"somebody else"}}
	reader, editor := &auth.Person{Name: "rita", Role: auth.Reader, CSRF: "r"}, &auth.Person{Name: "eva", Role: auth.Editor, CSRF: "e"}
	for _, at := range []string{"/events/" + e.ID + "/corrections", "/situations/new", "/corrections/1/undo", "/backtest", "/alerts/1/verdict", "/situations/x/remove"} {
		for _, p := range []*auth.Person{nil, reader} {
			if w := post(h, at, form, p); w.Code != http.StatusForbidden {
				t.Errorf("%s as %v: %d", at, p, w.Code)
			}
		}
	}
	if w := post(h, "/events/"+e.ID+"/corrections", form, editor); w.Code != http.StatusSeeOther {
		t.Fatalf("editor: %d %.200s", w.Code, w.Body)
	}
	page := get(h, "/corrections", "en").Body.String()
	if !strings.Contains(page, "eva: seen") || strings.Contains(page, "somebody else") || strings.Contains(page, "<form method=\"post\"") {
		t.Error("the author is not who is logged in, or a stranger sees a form")
	}
	r := httptest.NewRequest(http.MethodGet, "/events/"+e.ID, nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r.WithContext(auth.With(r.Context(), *editor)))
	if page := w.Body.String(); strings.Count(page, `name="csrf" value="e"`) < 6 || strings.Contains(page, `name="author"`) {
		t.Error("the editor's forms carry no token, or ask for a name")
	}
}

// TestForeignForms: a form of another site is turned away.
func TestForeignForms(t *testing.T) {
	h := deskOf(t, web.Options{Store: ownRecord(t)})
	r := httptest.NewRequest(http.MethodPost, "/situations/new", strings.NewReader("title=x&dyads=NOR-ISL&rule=ladder"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("%d", w.Code)
	}
	if w := get(h, "/situations/x", "en"); w.Code != http.StatusNotFound {
		t.Errorf("it was made: %d", w.Code)
	}
	if w := post(h, "/situations/new.json", url.Values{}, nil); w.Code != http.StatusNotFound {
		t.Errorf("a form for data: %d", w.Code)
	}
	for _, at := range []string{"/events", "/", "/situations"} {
		if w := post(h, at, url.Values{}, nil); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("POST %s: %d", at, w.Code)
		}
	}
}

// TestCorrecting walks through every form of an event, and back.
func TestCorrecting(t *testing.T) {
	s := ownRecord(t)
	h := deskOf(t, web.Options{Store: s})
	es := events(t, h, "dyad=ECU,PER")
	a, b := es[0], es[1]
	at := "/events/" + a.ID + "/corrections"
	sent(t, h, at, 303, "form", "note", "author", "ana", "reason", "asked the <b>desk</b>")
	page := get(h, "/events/"+a.ID, "en").Body.String()
	if !strings.Contains(page, "ana: asked the &lt;b&gt;desk&lt;/b&gt;") {
		t.Error("the note is not in the history")
	}
	to := sent(t, h, at, 303, "form", "merge", "with", "http://desk.example/events/"+b.ID, "author", "ana", "reason", "same clash")
	merged := strings.TrimSuffix(strings.TrimPrefix(to, "/events/"), "#history")
	if n := len(events(t, h, "dyad=ECU,PER")); n != len(es)-1 || merged != a.ID && merged != b.ID {
		t.Fatalf("%d events after a merge of %d, led to %s", n, len(es), to)
	}
	var list struct{ Data []store.Correction }
	if err := json.Unmarshal(get(h, "/corrections.json", "en").Body.Bytes(), &list); err != nil || len(list.Data) != 2 || list.Data[0].Kind != store.Merge {
		t.Fatalf("%v %v", list.Data, err)
	}
	sent(t, h, "/corrections/2/undo", 303, "author", "ben")
	if n := len(events(t, h, "dyad=ECU,PER")); n != len(es) {
		t.Errorf("%d events after undo, want %d", n, len(es))
	}
	if page := get(h, "/corrections", "en").Body.String(); !strings.Contains(page, "undone by ben") {
		t.Error("the undo is not told")
	}
	sent(t, h, at, 303, "form", "reject", "author", "ana", "reason", "a drill")
	if n := len(events(t, h, "dyad=ECU,PER")); n != len(es)-1 {
		t.Errorf("%d events after a rejection", n)
	}
	if w := get(h, "/events/"+a.ID, "en"); w.Code != http.StatusGone {
		t.Errorf("the rejected event: %d", w.Code)
	}
}

// TestFixing: only what differs is corrected, and a bad value is told beside
// its field with all input kept.
func TestFixing(t *testing.T) {
	h := deskOf(t, web.Options{Store: ownRecord(t)})
	e := events(t, h, "dyad=NOR,ISL")[0]
	at := "/events/" + e.ID + "/corrections"
	bad := url.Values{"form": {"fix"}, "type": {"WAR"}, "status": {string(e.Status)}, "actors": {"NOR, Navy of X (XXQ)"}, "first": {"yesterday"}, "last": {e.Last.String()}, "place": {"Ber\"gen"}, "country": {"QQQ"}, "precision": {"city"}, "author": {"ana"}, "reason": {"read the <original>"}}
	w := post(h, at, bad, nil)
	for _, want := range []string{`value="Ber&#34;gen"`, `value="read the &lt;original&gt;"`, `href="#fix-type"`, `href="#fix-first"`, `href="#fix-country"`, `href="#fix-actors"`, `role="alert"`, `id="fix-first-flaw">Write a day`, `aria-invalid="true"`} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%d: no %s", w.Code, want)
		}
	}
	good := url.Values{"form": {"fix"}, "type": {e.Type}, "status": {"disputed"}, "actors": {"NOR"}, "recipients": {"Government of Iceland (ISL)"}, "first": {e.First.String()}, "last": {e.Last.String()}, "author": {"ana"}, "reason": {"original"}}
	if e.Place != nil {
		good.Set("place", e.Place.Name)
		good.Set("country", e.Place.Country)
		good.Set("precision", string(e.Place.Precision))
	}
	if w := post(h, at, good, nil); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %.300s", w.Code, w.Body)
	}
	var one struct{ Data tocsinEvent }
	if err := json.Unmarshal(get(h, "/events/"+e.ID+".json", "en").Body.Bytes(), &one); err != nil {
		t.Fatal(err)
	}
	got := one.Data.Event
	if got.Status != tocsin.Disputed || len(got.Recipients) != 1 || got.Recipients[0].Name != "Government of Iceland" || got.First != e.First {
		t.Errorf("%+v", got)
	}
	good.Set("actors", "NOR")
	if w := post(h, at, good, nil); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "Nothing differs") {
		t.Errorf("the same again: %d", w.Code)
	}
}

type tocsinEvent struct{ Event tocsin.Event }

// TestBadCorrections: what cannot be done is refused, and nothing changes.
func TestBadCorrections(t *testing.T) {
	h := deskOf(t, web.Options{Store: ownRecord(t)})
	e := events(t, h, "dyad=NOR,ISL")[0]
	at := "/events/" + e.ID + "/corrections"
	for _, c := range [][]string{
		{"form", "note", "author", "ana"},
		{"form", "note", "reason", "x"},
		{"form", "merge", "with", "nothing", "author", "ana", "reason", "x"},
		{"form", "merge", "with", e.ID, "author", "ana", "reason", "x"},
		{"form", "split", "author", "ana", "reason", "x"},
		{"form", "split", "mention", "not-of-it", "author", "ana", "reason", "x"},
		{"form", "destroy", "author", "ana", "reason", "x"},
		{"author", "ana", "reason", "x"},
	} {
		if page := sent(t, h, at, 422, c...); !strings.Contains(page, `role="alert"`) && c[0] == "form" && c[1] != "destroy" {
			t.Errorf("%v: no word on what is wrong", c)
		}
	}
	if page := get(h, "/corrections", "en").Body.String(); !strings.Contains(page, "Nobody has corrected anything yet") {
		t.Error("something was kept")
	}
	sent(t, h, "/events/nothing/corrections", 404, "form", "note", "author", "ana", "reason", "x")
	sent(t, h, "/corrections/99/undo", 404, "author", "ana")
	sent(t, h, "/corrections/x/undo", 404, "author", "ana")
}

// TestReview: an event that was accepted leaves the queue, and comes back
// when that is undone.
func TestReview(t *testing.T) {
	still := time.Now() // no time passes, so every event is compared
	h := deskOf(t, web.Options{Store: ownRecord(t), Now: func() time.Time { return still }})
	type row struct {
		Event  tocsin.Event
		Doubts []struct{ Kind, Other string }
	}
	queue := func(filter string) (out []row) {
		t.Helper()
		var list struct{ Data []row }
		if err := json.Unmarshal(get(h, "/review.json?limit=500"+filter, "en").Body.Bytes(), &list); err != nil {
			t.Fatal(err)
		}
		return list.Data
	}
	all := queue("")
	if len(all) < 5 || len(queue("&kind=contradiction")) == 0 || len(queue("&kind=contradiction")) >= len(all) {
		t.Fatalf("%d wait, %d of them for contradiction", len(all), len(queue("&kind=contradiction")))
	}
	if to := sent(t, h, "/events/"+all[0].Event.ID+"/corrections", 303, "form", "accept", "back", "review", "author", "ana", "reason", "read"); to != "/review" {
		t.Errorf("led to %s", to)
	}
	if n := len(queue("")); n != len(all)-1 {
		t.Errorf("%d wait after one of %d was accepted", n, len(all))
	}
	sent(t, h, "/corrections/1/undo", 303, "author", "ana")
	if n := len(queue("")); n != len(all) {
		t.Errorf("%d wait after the undo, want %d", n, len(all))
	}
	alike := queue("&kind=alike")[0]
	other := ""
	for _, d := range alike.Doubts {
		if d.Other != "" {
			other = d.Other
		}
	}
	sent(t, h, "/events/"+alike.Event.ID+"/corrections", 303, "form", "apart", "with", other, "author", "ana", "reason", "two raids")
	for _, x := range queue("&kind=alike") {
		for _, d := range x.Doubts {
			if x.Event.ID == alike.Event.ID && d.Other == other {
				t.Error("the pair that a person keeps apart is in doubt still")
			}
		}
	}
}
