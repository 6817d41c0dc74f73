package web_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/auth"
	"tocsin/store"
	"tocsin/watch"
	"tocsin/web"
	"tocsin/web/demo"
)

// TestMakeSituation makes, changes and removes a situation in forms.
func TestMakeSituation(t *testing.T) {
	s := ownRecord(t)
	h := desk(t, s)
	to := sent(t, h, "/situations/new", 303, "title", "Río Zarumilla: 2ª fase", "dyads", "ecu–per, PER/ECU; ", "words", "Troops, tropas", "rule", "ladder", "rule", "surprise", "visibility", "public", "author", "ana")
	if to != "/situations/rio-zarumilla-2-fase" {
		t.Fatalf("led to %s", to)
	}
	page := get(h, to+"?since=2031-03-01", "en").Body.String()
	for _, want := range []string{"<h1>Río Zarumilla: 2ª fase</h1>", "Ecuador – Peru", "tropas", `id="readings"`, "data-edit"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if !strings.Contains(get(h, "/", "en").Body.String(), `href="`+to+`"`) {
		t.Error("the first page does not list it")
	}
	if form := get(h, to+"/edit", "en").Body.String(); !strings.Contains(form, `value="ECU-PER, PER-ECU"`) || !strings.Contains(form, `value="surprise" checked`) {
		t.Error("the form does not hold what was made")
	}
	sent(t, h, to+"/edit", 303, "title", "Lower river", "dyads", "ECU-PER", "rule", "ladder", "visibility", "public", "author", "ana")
	if page := get(h, to, "en").Body.String(); !strings.Contains(page, "<h1>Lower river</h1>") {
		t.Error("the change did not hold")
	}
	sent(t, h, to+"/remove", 422, "form", "remove", "author", "ana")
	sent(t, h, to+"/remove", 303, "form", "remove", "sure", "1", "author", "ana")
	if w := get(h, to, "en"); w.Code != http.StatusNotFound {
		t.Errorf("removed, it answers %d", w.Code)
	}
	sent(t, h, to+"/remove", 404, "sure", "1")
}

// TestBadSituations: what is wrong stands beside its field, and what was
// written is kept.
func TestBadSituations(t *testing.T) {
	h := desk(t, ownRecord(t))
	for _, c := range []struct {
		field string
		form  url.Values
	}{
		{"title", url.Values{"dyads": {"ECU-PER"}, "rule": {"ladder"}}},
		{"title", url.Values{"title": {"!!!"}, "dyads": {"ECU-PER"}, "rule": {"ladder"}}},
		{"title", url.Values{"title": {"New"}, "dyads": {"ECU-PER"}, "rule": {"ladder"}}},
		{"title", url.Values{"title": {"Zarumilla"}, "dyads": {"ECU-PER"}, "rule": {"ladder"}}},
		{"dyads", url.Values{"title": {"x"}, "rule": {"ladder"}}},
		{"dyads", url.Values{"title": {"x"}, "dyads": {"Ecuador and Peru"}, "rule": {"ladder"}}},
		{"dyads", url.Values{"title": {"x"}, "dyads": {"ECU-ECU"}, "rule": {"ladder"}}},
		{"dyads", url.Values{"title": {"x"}, "dyads": {"ECU-QQQ"}, "rule": {"ladder"}}},
		{"places", url.Values{"title": {"x"}, "places": {"<b>"}, "rule": {"ladder"}}},
		{"rule", url.Values{"title": {"x"}, "dyads": {"ECU-PER"}}},
		{"rule", url.Values{"title": {"x"}, "dyads": {"ECU-PER"}, "rule": {"war"}}},
		{"visibility", url.Values{"title": {"x"}, "dyads": {"ECU-PER"}, "rule": {"ladder"}, "visibility": {"nobody"}}},
		{"embargo", url.Values{"title": {"x"}, "dyads": {"ECU-PER"}, "rule": {"ladder"}, "embargo": {"soon"}}},
		{"embargo", url.Values{"title": {"x"}, "dyads": {"ECU-PER"}, "rule": {"ladder"}, "embargo": {"-1"}}},
	} {
		c.form.Set("words", `"quoted" <i>`)
		c.form.Set("form", "situation")
		w := post(h, "/situations/new", c.form, nil)
		page := w.Body.String()
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(page, `href="#situation-`+c.field+`"`) {
			t.Errorf("%v: %d, nothing beside %s", c.form, w.Code, c.field)
		}
		if !strings.Contains(page, `value="&#34;quoted&#34; &lt;i&gt;"`) {
			t.Errorf("%v: what was written is lost", c.form)
		}
		elements(t, "form", page)
	}
	for at, want := range map[string]int{"/situations/jan-mayen/edit": 409, "/situations/none/edit": 404, "/situations/none": 404} {
		if w := get(h, at, "en"); w.Code != want {
			t.Errorf("%s: %d", at, w.Code)
		}
	}
	sent(t, h, "/situations/zarumilla/edit", 409, "title", "x", "dyads", "ECU-PER", "rule", "ladder")
	sent(t, h, "/situations/zarumilla/remove", 409, "sure", "1")
}

// TestArrow: a person's arrow holds with its note, and is given back.
func TestArrow(t *testing.T) {
	h := desk(t, ownRecord(t))
	var list struct {
		Data []struct {
			Name  string
			Arrow struct{ Direction, Reason string }
		}
	}
	arrow := func() string {
		t.Helper()
		if err := json.Unmarshal(get(h, "/situations.json", "en").Body.Bytes(), &list); err != nil || len(list.Data) != 3 {
			t.Fatalf("%v %d", err, len(list.Data))
		}
		for _, s := range list.Data {
			if s.Name == "zarumilla" {
				return s.Arrow.Direction
			}
		}
		return ""
	}
	rule := arrow()
	other := watch.Deteriorated
	if rule == other {
		other = watch.Improved
	}
	const at = "/situations/zarumilla/arrow"
	sent(t, h, at, 303, "arrow", other, "reason", "seen at the <bridge>", "author", "ana")
	if got := arrow(); got != other {
		t.Errorf("arrow %s, want %s", got, other)
	}
	if page := get(h, "/situations/zarumilla", "en").Body.String(); !strings.Contains(page, "seen at the &lt;bridge&gt;") || !strings.Contains(page, "ana") {
		t.Error("the note is not told")
	}
	sent(t, h, at, 422, "form", "arrow", "arrow", "sideways", "reason", "x", "author", "ana")
	sent(t, h, at, 422, "form", "arrow", "arrow", other, "author", "ana")
	sent(t, h, at, 303, "arrow", "", "reason", "mistake", "author", "ana")
	if got := arrow(); got != rule {
		t.Errorf("given back, the arrow is %s, want %s", got, rule)
	}
	sent(t, h, "/situations/none/arrow", 404, "arrow", other, "reason", "x", "author", "ana")
}

// TestSituationBrief: only what was reported since a day is in a brief, and history
// never among its news.
func TestSituationBrief(t *testing.T) {
	h := desk(t, demoRecord(t))
	var b struct {
		Data struct {
			News, Background []struct {
				Event    tocsin.Event
				Tellings []struct{ Mention tocsin.Mention }
			}
		}
	}
	if err := json.Unmarshal(get(h, "/situations/jan-mayen.json?since=2031-03-10", "en").Body.Bytes(), &b); err != nil || len(b.Data.News) == 0 {
		t.Fatalf("%v, %d news", err, len(b.Data.News))
	}
	since := tocsin.Day{Year: 2031, Month: 3, Date: 10}
	for _, n := range b.Data.News {
		if n.Event.Background {
			t.Error("history among the news")
		}
		for _, l := range n.Tellings {
			if l.Mention.Report.Published.Before(since) {
				t.Errorf("%s was told on %s", l.Mention.ID, l.Mention.Report.Published)
			}
		}
	}
	for _, at := range []string{"/situations/jan-mayen.csv?since=2031-03-03", "/situations/jan-mayen.rss?since=2031-03-03", "/situations/jan-mayen.geojson?since=2031-03-03", "/situations.csv", "/situations.feed.json"} {
		if w := get(h, at, "es"); w.Code != http.StatusOK || w.Body.Len() < 100 {
			t.Errorf("%s: %d, %d bytes", at, w.Code, w.Body.Len())
		}
	}
	if w := get(h, "/situations/jan-mayen?since=monday", "en"); w.Code != http.StatusBadRequest {
		t.Errorf("monday: %d", w.Code)
	}
}

// TestAlerts: the list filters, and each alert explains itself.
func TestAlerts(t *testing.T) {
	h := desk(t, ownRecord(t))
	list := func(filter string) (out []store.Alert) {
		t.Helper()
		var l struct{ Data []store.Alert }
		if err := json.Unmarshal(get(h, "/alerts.json?"+filter, "en").Body.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		return l.Data
	}
	all := list("")
	open, cancelled := list("state=open"), list("state=cancelled")
	if len(all) < 4 || len(open) == 0 || len(cancelled) == 0 || len(list("situation=zarumilla"))+len(list("situation=jan-mayen"))+len(list("situation=lake-victoria")) != len(all) {
		t.Fatalf("%d alerts, %d open, %d cancelled", len(all), len(open), len(cancelled))
	}
	if n := len(list("dyad=PER,ECU")); n != len(list("situation=zarumilla")) || len(list("rule=none")) != 0 || len(list("rule=ladder&limit=1")) != 1 {
		t.Errorf("%d of the pair", n)
	}
	page := get(h, "/alerts/1", "es").Body.String()
	for _, want := range []string{"La información cambió", "Noruega hacia Islandia", "Referencia", "Salta en", "Hechos que la causan", `href="/events/`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(strings.ToLower(get(h, "/alerts/1", "en").Body.String()), "likely") {
		t.Error("an alert forecasts")
	}
	w := get(h, "/alerts/1/cap.xml", "en")
	var cap struct {
		Status string `xml:"status"`
		Refs   string `xml:"references"`
		Web    string `xml:"info>web"`
	}
	if err := xml.Unmarshal(w.Body.Bytes(), &cap); err != nil || w.Code != 200 || cap.Status != "Draft" || cap.Web != "http://example.com/alerts/1" || !strings.Contains(cap.Refs, "tocsin@example.com,") {
		t.Errorf("%d %+v %v", w.Code, cap, err)
	}
	sent(t, h, "/alerts/1/verdict", 303, "verdict", "hit", "note", "it <was>", "author", "ana")
	if page := get(h, "/alerts/1", "en").Body.String(); !strings.Contains(page, "ana") || !strings.Contains(page, "it &lt;was&gt;") {
		t.Error("the mark is not told")
	}
	sent(t, h, "/alerts/1/verdict", 422, "form", "verdict", "verdict", "maybe", "author", "ana")
	sent(t, h, "/alerts/1/verdict", 422, "form", "verdict", "verdict", "hit")
	sent(t, h, "/alerts/99/verdict", 404, "verdict", "hit", "author", "ana")
	for at, want := range map[string]int{"/alerts/99": 404, "/alerts/x": 404, "/alerts?state=loud": 400, "/alerts?dyad=x": 404, "/alerts?after=x": 400, "/alerts.csv": 200, "/alerts.rss": 200, "/alerts/1.csv": 200, "/alerts/99/cap.xml": 404, "/alerts/x/cap.xml": 404, "/alerts/1.feed.json": 200, "/alerts/1.geojson": 200} {
		if w := get(h, at, "en"); w.Code != want {
			t.Errorf("%s: %d, want %d", at, w.Code, want)
		}
	}
}

// TestBacktest: the rules ring on past days as they did, and marks count.
func TestBacktest(t *testing.T) {
	h := desk(t, ownRecord(t))
	var b struct {
		Data struct {
			Test struct {
				Rings []struct{ Alert store.Alert }
				Total watch.Score
			}
		}
	}
	run := func() {
		t.Helper()
		if err := json.Unmarshal(get(h, "/backtest.json?situation=jan-mayen&from=2031-03-03&to=2031-03-21", "en").Body.Bytes(), &b); err != nil {
			t.Fatal(err)
		}
	}
	run()
	if len(b.Data.Test.Rings) == 0 || b.Data.Test.Total.Unmarked != len(b.Data.Test.Rings) {
		t.Fatalf("%+v", b.Data.Test)
	}
	a := b.Data.Test.Rings[0].Alert
	field := "verdict:" + a.Opened.String() + ":" + a.Key
	to := sent(t, h, "/backtest", 303, "situation", "jan-mayen", "from", "2031-03-03", "to", "2031-03-21", "author", "ana", field, "false")
	if to != "/backtest?from=2031-03-03&situation=jan-mayen&to=2031-03-21" {
		t.Errorf("led to %s", to)
	}
	if run(); b.Data.Test.Total.False != 1 {
		t.Errorf("%+v", b.Data.Test.Total)
	}
	for _, bad := range [][]string{{field, "false"}, {field, "maybe", "author", "ana"}, {"verdict:yesterday:x", "hit", "author", "ana"}} {
		sent(t, h, "/backtest", 422, append(bad, "form", "backtest", "from", "2031-03-03")...)
	}
	for at, want := range map[string]int{"/backtest": 200, "/backtest?situation=none&from=2031-03-03": 404, "/backtest?from=1900-01-01": 400, "/backtest?from=2031-03-21&to=2031-03-03": 400, "/backtest.csv?from=2031-03-03": 200} {
		if w := get(h, at, "en"); w.Code != want {
			t.Errorf("%s: %d, want %d", at, w.Code, want)
		}
	}
}

// TestLimits: the page names the sources, the gaps and the errors.
func TestLimits(t *testing.T) {
	h := desk(t, demoRecord(t))
	for lang, words := range map[string][]string{"en": {"No automatic verdicts", "Meridian Wire", "Days without reports", "8 Mar 2031"}, "es": {"Ningún dictamen automático", "Meridian Wire", "Español"}} {
		page := get(h, "/limits", lang).Body.String()
		for _, want := range words {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %s", lang, want)
			}
		}
	}
}

// TestLoginForm: the login speaks the reader's language, and its answers are
// guarded as all are.
func TestLoginForm(t *testing.T) {
	d, err := web.New(web.Options{Store: demoRecord(t), Login: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang   string
		failed bool
		code   int
		want   []string
	}{
		{"en", false, 200, []string{`<html lang="en"`, ">Name</label>", ">Password</label>", `value="/events?x=%22"`}},
		{"es", true, 403, []string{`<html lang="es"`, ">Nombre</label>", ">Contraseña</label>", `role="alert"`, "incorrectos"}},
	} {
		r := httptest.NewRequest(http.MethodGet, "/login", nil)
		r.Header.Set("Accept-Language", c.lang)
		w := httptest.NewRecorder()
		d.LoginForm(w, r, c.failed, `/events?x=%22`)
		for _, want := range c.want {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: no %s", c.lang, want)
			}
		}
		if w.Code != c.code || w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("%s: %d %v", c.lang, w.Code, w.Header())
		}
		elements(t, "/login", w.Body.String())
	}
}

// TestSharedDesk: through the gate, an editor's forms carry the session's
// token, and a reader's page has none.
func TestSharedDesk(t *testing.T) {
	s := ownRecord(t)
	now := time.Now()
	for name, role := range map[string]auth.Role{"rita": auth.Reader, "eva": auth.Editor} {
		if err := auth.Add(context.Background(), s, name, role, "a long enough secret", now); err != nil {
			t.Fatal(err)
		}
	}
	c, err := demo.Situations()
	if err != nil {
		t.Fatal(err)
	}
	gate, err := auth.New(s, auth.Options{Rate: 1000})
	if err != nil {
		t.Fatal(err)
	}
	h := gate.Wrap(deskOf(t, web.Options{Store: s, Watch: c, Login: true}))
	login := func(name string) string {
		w := post(h, "/login", url.Values{"name": {name}, "password": {"a long enough secret"}, "to": {"/situations/new"}}, nil)
		return w.Result().Cookies()[0].String()
	}
	if w := get(h, "/situations/new", "en", "Cookie", login("rita")); w.Code != http.StatusForbidden {
		t.Errorf("a reader makes situations: %d", w.Code)
	}
	cookie := login("eva")
	page := get(h, "/situations/new", "en", "Cookie", cookie).Body.String()
	_, rest, _ := strings.Cut(page, `name="csrf" value="`)
	token, _, _ := strings.Cut(rest, `"`)
	for csrf, want := range map[string]int{token: 303, "wrong": 403, "": 403} {
		r := httptest.NewRequest(http.MethodPost, "/situations/new", strings.NewReader(url.Values{"csrf": {csrf}, "title": {"River"}, "dyads": {"ECU-PER"}, "rule": {"ladder"}, "visibility": {"public"}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Cookie", cookie)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("token %q: %d, want %d: %.200s", csrf, w.Code, want, w.Body)
		}
	}
}

// TestHidden: a situation shows to those alone for whom it is.
func TestHidden(t *testing.T) {
	s := ownRecord(t)
	err := s.Update(bg, func(w store.Writer) error {
		for _, v := range watch.Visibilities() {
			if err := watch.Save(bg, w, &watch.Situation{Name: "is-" + v, Dyads: [][2]string{{"ECU", "PER"}}, Visibility: v}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	h := deskOf(t, web.Options{Store: s, Login: true})
	for _, c := range []struct {
		who  *auth.Person
		sees int
	}{{nil, 1}, {&auth.Person{Name: "rita", Role: auth.Reader}, 2}, {&auth.Person{Name: "eva", Role: auth.Editor}, 3}} {
		for i, v := range watch.Visibilities() {
			r := httptest.NewRequest(http.MethodGet, "/situations/is-"+v, nil)
			if c.who != nil {
				r = r.WithContext(auth.With(r.Context(), *c.who))
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if want := map[bool]int{true: 200, false: 404}[i < c.sees]; w.Code != want {
				t.Errorf("%v looks at a %s situation: %d", c.who, v, w.Code)
			}
		}
	}
}
