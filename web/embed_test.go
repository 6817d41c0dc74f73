package web_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"

	"tocsin/web"
)

// TestEmbed: cards show in frames of the sites that are named, and nothing
// else does.
func TestEmbed(t *testing.T) {
	s := demoRecord(t)
	h := deskOf(t, web.Options{Store: s, Frames: []string{"https://news.example"}})
	e := events(t, h, "dyad=ECU,PER")[0]
	for _, at := range []string{"/embed/event/" + e.ID, "/embed/claims/" + e.ID, "/embed/dyad/PER/ECU"} {
		w := get(h, at, "es")
		csp := w.Header().Get("Content-Security-Policy")
		if w.Code != http.StatusOK || !strings.Contains(csp, "frame-ancestors https://news.example") || strings.Contains(csp, "unsafe") || w.Header().Get("X-Frame-Options") != "" {
			t.Errorf("%s: %d %q %v", at, w.Code, csp, w.Header())
		}
		page := w.Body.String()
		elements(t, at, page)
		if strings.Contains(page, "<script") || strings.Contains(page, "<form") || !strings.Contains(page, `<html lang="es">`) {
			t.Errorf("%s has script or forms, or is in another language", at)
		}
	}
	if w := get(h, "/events/"+e.ID, "en"); w.Header().Get("X-Frame-Options") != "DENY" || !strings.Contains(w.Body.String(), "application/json+oembed") {
		t.Error("a page shows in frames, or does not tell of its card")
	}
	plain := deskOf(t, web.Options{Store: s})
	if w := get(plain, "/embed/event/"+e.ID, "en"); w.Header().Get("X-Frame-Options") != "DENY" || strings.Contains(get(plain, "/events/"+e.ID, "en").Body.String(), "oembed") {
		t.Error("a card shows in frames that nobody named")
	}
	for at, want := range map[string]int{"/embed/event/nothing": 404, "/embed/dyad/XX/PER": 404, "/embed/dyad/ABC/XYZ": 404, "/embed/claims/x": 404, "/embed": 404} {
		if w := get(h, at, "en"); w.Code != want {
			t.Errorf("%s: %d", at, w.Code)
		}
	}
}

// TestEmbedLogin: a desk that asks for a login offers no cards to strangers,
// a public one does.
func TestEmbedLogin(t *testing.T) {
	s := demoRecord(t)
	for public, want := range map[bool]int{false: http.StatusNotFound, true: http.StatusOK} {
		h := deskOf(t, web.Options{Store: s, Frames: []string{"*"}, Login: true, Public: public})
		if w := get(h, "/oembed?url="+url.QueryEscape("http://example.com/dyads/ECU-PER"), "en"); w.Code != want {
			t.Errorf("public %v: %d", public, w.Code)
		}
	}
}

// TestFrames: what is no origin cannot get into the policy.
func TestFrames(t *testing.T) {
	for _, bad := range []string{"news.example", "https://a.example; script-src *", "https://a.example/path", "'self' *", "javascript:x", "", "https://u:p@a.example"} {
		if _, err := web.New(web.Options{Store: demoRecord(t), Frames: []string{bad}}); err == nil {
			t.Errorf("%q is an origin", bad)
		}
	}
}

// TestOEmbed: the description of a card names it, for addresses of this desk
// only.
func TestOEmbed(t *testing.T) {
	h := deskOf(t, web.Options{Store: demoRecord(t), Frames: []string{"*"}})
	e := events(t, h, "dyad=ECU,PER")[0]
	ask := func(address, more string) (int, []byte) {
		w := get(h, "/oembed?url="+url.QueryEscape(address)+more, "en")
		return w.Code, w.Body.Bytes()
	}
	var o struct {
		Type, Version, HTML string
		Width, Height       int
	}
	code, body := ask("http://example.com/events/"+e.ID, "&maxwidth=300&maxheight=9000")
	if err := json.Unmarshal(body, &o); err != nil || code != 200 || o.Type != "rich" || o.Version != "1.0" || o.Width != 300 || o.Height != 400 || !strings.Contains(o.HTML, `src="http://example.com/embed/event/`+e.ID+`"`) {
		t.Errorf("%d %s %v", code, body, err)
	}
	code, body = ask("http://example.com/dyads/ECU-PER", "&format=xml")
	var x struct {
		HTML string `xml:"html"`
	}
	if err := xml.Unmarshal(body, &x); err != nil || code != 200 || !strings.Contains(x.HTML, "/embed/dyad/ECU/PER") {
		t.Errorf("%d %s %v", code, body, err)
	}
	for _, bad := range []string{"http://evil.example/events/" + e.ID, "http://example.com/reports/demo-12", "http://example.com/events/nothing", "javascript:alert(1)", ""} {
		if code, _ := ask(bad, ""); code != http.StatusNotFound {
			t.Errorf("%q: %d", bad, code)
		}
	}
	if code, _ := ask("http://example.com/events/"+e.ID, "&format=yaml"); code != http.StatusNotFound {
		t.Errorf("yaml: %d", code)
	}
}

// TestEvidence: the bundle has what the page has, its hashes hold, and it is
// the same each time.
func TestEvidence(t *testing.T) {
	h := desk(t, demoRecord(t))
	e := events(t, h, "dyad=ECU,PER")[0]
	at := "/events/" + e.ID + "/evidence.zip"
	w := get(h, at, "en")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/zip" || !strings.Contains(w.Header().Get("Content-Disposition"), "evidence-"+e.ID+".zip") {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	if again := get(h, at, "en"); !bytes.Equal(again.Body.Bytes(), w.Body.Bytes()) {
		t.Error("two bundles of one event differ")
	}
	files := unpacked(t, w.Body.Bytes())
	for _, line := range strings.Split(strings.TrimSpace(string(files["SHA256SUMS"])), "\n") {
		sum, name, _ := strings.Cut(line, "  ")
		if got := sha256.Sum256(files[name]); hex.EncodeToString(got[:]) != sum || len(files[name]) == 0 {
			t.Errorf("%s: another hash", name)
		}
	}
	var b struct {
		Permalink string
		Mentions  []any
		Reports   []struct {
			Hash       string
			TextSHA256 string `json:"text_sha256"`
		}
	}
	if err := json.Unmarshal(files["evidence.json"], &b); err != nil || len(b.Mentions) != len(e.Members) || b.Permalink != "http://example.com/events/"+e.ID {
		t.Fatalf("%v %+v", err, b)
	}
	md := string(files["evidence.md"])
	for _, want := range []string{b.Permalink, b.Reports[0].Hash, b.Reports[0].TextSHA256, "Demonstration"} {
		if want == "" || !strings.Contains(md, want) {
			t.Errorf("evidence.md has no %q", want)
		}
	}
	for at, want := range map[string]int{"/events/nothing/evidence.zip": 404, "/events/" + e.ID + "/evidence.zip.json": 404} {
		if w := get(h, at, "en"); w.Code != want {
			t.Errorf("%s: %d", at, w.Code)
		}
	}
}

func unpacked(t *testing.T, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[path.Base(f.Name)], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestHostileEvidence: text of reports is no markup in a bundle.
func TestHostileEvidence(t *testing.T) {
	for _, s := range []string{"<script>alert(1)</script>", "](javascript:alert(1))", "a\n# b", "`x` | <img src=x>", "![x](y)", "http://x/<script>"} {
		h := desk(t, hostile(t, s))
		w := get(h, "/events/m1/evidence.zip", "en")
		if w.Code != http.StatusOK {
			t.Fatalf("%q: %d %s", s, w.Code, w.Body)
		}
		md := string(unpacked(t, w.Body.Bytes())["evidence.md"])
		bare := strings.NewReplacer(`\<`, "", `\]`, "", `\[`, "").Replace(md) // what is escaped is text
		if strings.Contains(bare, s) || strings.Contains(bare, "<script") || strings.Contains(bare, "](") || strings.Contains(md, "\n# b") {
			t.Errorf("%q stands in the bundle as it is:\n%s", s, md)
		}
	}
}

// TestSecure: links of a desk behind TLS are https.
func TestSecure(t *testing.T) {
	s := demoRecord(t)
	h := deskOf(t, web.Options{Store: s, Secure: true, Frames: []string{"*"}})
	e := events(t, h, "dyad=ECU,PER")[0]
	if page := get(h, "/events/"+e.ID, "en").Body.String(); !strings.Contains(page, "https://example.com/events/"+e.ID) || strings.Contains(page, "http://example.com") {
		t.Error("a link is not https")
	}
	if w := get(h, "/oembed?url="+url.QueryEscape("https://example.com/events/"+e.ID), "en"); w.Code != http.StatusOK {
		t.Errorf("oembed: %d", w.Code)
	}
}

// TestCite: a citation has all that somebody needs to find it again.
func TestCite(t *testing.T) {
	h := desk(t, demoRecord(t))
	e := events(t, h, "dyad=ECU,PER")[0]
	page := get(h, "/events/"+e.ID, "en").Body.String()
	for _, want := range []string{"<textarea", "http://example.com/events/" + e.ID + "#m-", "data-copy", "asserted by"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
}
