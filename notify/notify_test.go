package notify_test

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tocsin"
	"tocsin/notify"
	"tocsin/store"
	"tocsin/store/sqlite"
	"tocsin/watch"
)

var (
	day  = tocsin.Day{Year: 2031, Month: 5, Date: 9}
	noon = time.Date(2031, 5, 9, 12, 0, 0, 0, time.UTC)
)

// rung is a record with an alert that was raised, updated and cancelled.
func rung(t *testing.T) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	err = s.Update(t.Context(), func(w store.Writer) error {
		a := store.Alert{Key: "strait/ladder/XXA>XXB", Situation: "strait", Rule: "ladder", From: "XXA", To: "XXB", Open: true, Opened: day, Formula: "level > 2", Events: []string{"e1"}}
		if err := w.PutAlert(t.Context(), &a); err != nil {
			return err
		}
		for i, kind := range []string{store.NoticeAlert, store.NoticeUpdate, store.NoticeCancel} {
			n := store.Notice{Day: day.AddDays(i), At: noon, Kind: kind, Text: "Reporting changed: <b>acts</b> & more", Alert: a}
			if err := w.AddNotice(t.Context(), &n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

var quick = notify.Sender{Wait: time.Millisecond}

func deliver(t *testing.T, s store.Store, ch watch.Channel, at time.Time) (int, error) {
	t.Helper()
	ch.Name = "desk"
	sent, err := quick.Deliver(t.Context(), s, &watch.Config{Channels: []watch.Channel{ch}}, at)
	return sent["desk"], err
}

// TestWebhook: each notice is posted once, signed, again after an error that
// may pass, and not at all in quiet hours.
func TestWebhook(t *testing.T) {
	var mu sync.Mutex
	var kinds []string
	calls := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if calls++; calls == 2 {
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
		body, _ := io.ReadAll(r.Body)
		if r.Header.Get(notify.SignatureHeader) != notify.Sign([]byte("key"), body) {
			t.Errorf("signature %q", r.Header.Get(notify.SignatureHeader))
		}
		var m struct{ Notices []store.Notice }
		if err := json.Unmarshal(body, &m); err != nil || len(m.Notices) != 1 {
			t.Errorf("body %s, %v", body, err)
			return
		}
		kinds = append(kinds, m.Notices[0].Kind)
	}))
	defer srv.Close()
	s := rung(t)
	ch := watch.Channel{Kind: "webhook", Private: true, URL: srv.URL, Secret: file(t, "key\n"), Quiet: watch.Hours{From: 22 * 60, To: 7 * 60}}
	if n, err := deliver(t, s, ch, noon.Add(11*time.Hour)); n != 0 || err != nil || calls != 0 {
		t.Errorf("quiet hours: %d sent, %v", n, err)
	}
	if n, err := deliver(t, s, ch, noon); n != 3 || err != nil || strings.Join(kinds, " ") != "alert update cancel" || calls != 4 {
		t.Errorf("%d sent in %d calls: %v, %v", n, calls, kinds, err)
	}
	if n, err := deliver(t, s, ch, noon); n != 0 || err != nil || calls != 4 {
		t.Errorf("again: %d sent, %v", n, err)
	}
}

// TestWebhookFails: what is refused is not tried again at once, but at the
// next delivery.
func TestWebhookFails(t *testing.T) {
	status := http.StatusForbidden
	calls := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { calls++; w.WriteHeader(status) }))
	defer srv.Close()
	s := rung(t)
	ch := watch.Channel{Kind: "webhook", Private: true, URL: srv.URL, Secret: file(t, "key"), Digest: true}
	if n, err := deliver(t, s, ch, noon); n != 0 || err == nil || calls != 1 {
		t.Errorf("refused: %d sent in %d calls, %v", n, calls, err)
	}
	status = http.StatusNoContent
	if n, err := deliver(t, s, ch, noon); n != 3 || err != nil || calls != 2 {
		t.Errorf("taken in one digest: %d sent in %d calls, %v", n, calls, err)
	}
}

// postOffice is a small SMTP server; it sends each letter on the channel.
func postOffice(t *testing.T) (address string, letters chan string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	letters = make(chan string, 10)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serveMail(c, letters)
		}
	}()
	return l.Addr().String(), letters
}

func serveMail(c net.Conn, letters chan<- string) {
	defer c.Close()
	r := bufio.NewReader(c)
	fmt.Fprint(c, "220 office.example ESMTP\r\n")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		switch verb, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(line)), " "); verb {
		case "EHLO", "HELO":
			fmt.Fprint(c, "250 office.example\r\n")
		case "DATA":
			fmt.Fprint(c, "354 go on\r\n")
			var letter strings.Builder
			for {
				line, err := r.ReadString('\n')
				if err != nil || line == ".\r\n" {
					break
				}
				letter.WriteString(line)
			}
			letters <- letter.String()
			fmt.Fprint(c, "250 kept\r\n")
		case "QUIT":
			fmt.Fprint(c, "221 bye\r\n")
			return
		default:
			fmt.Fprint(c, "250 fine\r\n")
		}
	}
}

func TestMail(t *testing.T) {
	address, letters := postOffice(t)
	ch := watch.Channel{Kind: "mail", Server: address, TLS: "none", From: "desk@office.example", To: []string{"ana@office.example"}, Link: "https://desk.example"}
	if n, err := deliver(t, rung(t), ch, noon); n != 3 || err != nil {
		t.Fatalf("%d sent, %v", n, err)
	}
	letter := <-letters
	for _, want := range []string{"Subject: [strait] alert: Reporting changed", "Auto-Submitted: auto-generated", "Formula:    level > 2", "https://desk.example/events/e1", "It is no forecast"} {
		if !strings.Contains(letter, want) {
			t.Errorf("no %q in\n%s", want, letter)
		}
	}
	ch.TLS = "required"
	if n, err := deliver(t, rung(t), ch, noon); n != 0 || err == nil {
		t.Errorf("a server without TLS: %d sent, %v", n, err)
	}
}

func TestFeeds(t *testing.T) {
	s := rung(t)
	name := filepath.Join(t.TempDir(), "alerts.json")
	if n, err := deliver(t, s, watch.Channel{Kind: "feed", File: name, Link: "https://desk.example/"}, noon); n != 3 || err != nil {
		t.Fatalf("%d sent, %v", n, err)
	}
	b, err := os.ReadFile(name)
	var feed struct {
		Version string
		Items   []struct{ ID, URL, Title string }
	}
	if err != nil || json.Unmarshal(b, &feed) != nil || len(feed.Items) != 3 || feed.Items[0].ID != "tocsin-strait-1-3" || feed.Items[0].URL != "https://desk.example/alerts/1" {
		t.Errorf("%s, %v", b, err)
	}
	name = filepath.Join(t.TempDir(), "alerts.rss")
	if n, err := deliver(t, rung(t), watch.Channel{Kind: "feed", File: name}, noon); n != 3 || err != nil {
		t.Fatalf("%d sent, %v", n, err)
	}
	b, err = os.ReadFile(name)
	var rss struct {
		Items []struct {
			Title string `xml:"title"`
			GUID  string `xml:"guid"`
		} `xml:"channel>item"`
	}
	if err != nil || xml.Unmarshal(b, &rss) != nil || len(rss.Items) != 3 || rss.Items[2].Title != "[strait] alert: Reporting changed: <b>acts</b> & more" {
		t.Errorf("%s, %v", b, err)
	}
}

// TestCAP: update and cancel refer to every message before.
func TestCAP(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cap")
	ch := watch.Channel{Kind: "cap", File: dir, From: "desk@office.example", Status: "Test"}
	if n, err := deliver(t, rung(t), ch, noon); n != 3 || err != nil {
		t.Fatalf("%d sent, %v", n, err)
	}
	for i, want := range []struct {
		kind string
		refs int
	}{{"Alert", 0}, {"Update", 1}, {"Cancel", 2}} {
		b, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("tocsin-strait-1-%d.xml", i+1)))
		if err != nil {
			t.Fatal(err)
		}
		var a struct {
			XMLName xml.Name `xml:"urn:oasis:names:tc:emergency:cap:1.2 alert"`
			Sent    string   `xml:"sent"`
			MsgType string   `xml:"msgType"`
			Refs    string   `xml:"references"`
			Urgency string   `xml:"info>urgency"`
		}
		if err := xml.Unmarshal(b, &a); err != nil {
			t.Fatal(err)
		}
		if a.MsgType != want.kind || len(strings.Fields(a.Refs)) != want.refs || a.Sent != "2031-05-09T12:00:00+00:00" || a.Urgency != "Unknown" {
			t.Errorf("%+v, want %+v", a, want)
		}
	}
}

// TestWebhookStaysOut: a webhook reaches no private network, by address, by
// name or by redirect, unless its channel allows it.
func TestWebhookStaysOut(t *testing.T) {
	reached := 0
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached++ }))
	defer inside.Close()
	_, port, err := net.SplitHostPort(inside.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	s := rung(t)
	for _, address := range []string{inside.URL, "http://localhost:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://0.0.0.0:" + port, "http://2130706433:" + port} {
		ch := watch.Channel{Kind: "webhook", URL: address, Secret: file(t, "key")}
		if n, err := deliver(t, s, ch, noon); n != 0 || err == nil || reached > 0 {
			t.Errorf("%s: %d sent, %v", address, n, err)
		}
	}
	// A redirect is not followed, also where the first address is allowed.
	outside := httptest.NewServer(http.RedirectHandler(inside.URL, http.StatusTemporaryRedirect))
	defer outside.Close()
	ch := watch.Channel{Kind: "webhook", Private: true, URL: outside.URL, Secret: file(t, "key")}
	if n, err := deliver(t, s, ch, noon); n != 0 || err == nil || reached > 0 {
		t.Errorf("redirected: %d sent, %v", n, err)
	}
	ch.URL = inside.URL
	if n, err := deliver(t, s, ch, noon); n != 3 || err != nil || reached != 3 {
		t.Errorf("allowed: %d sent, %v", n, err)
	}
}
