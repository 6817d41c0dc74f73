package article

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"tocsin"
)

func TestLines(t *testing.T) {
	in := "\xef\xbb\xbf" + `{"id":"a1","text":"  Two\r\nlines e\u0301\u00a0 ","published":"2025-08-18","lang":"en","title":"T","publisher":"P","url":"https://n.example/1"}` + "\r\n" +
		"\n" +
		`{"text":"no id","published":"2025-08-18T23:00:00-05:00"}` + "\n" +
		`{"text":"cut off` + "\n" +
		`{"id":7,"text":"x","published":"yesterday"}` + "\n" +
		`{"id":8,"text":"x"}` + "\n" +
		`{"id":9,"published":"2025-08-18"}` + "\n" +
		`{"id":10,"text":"","published":"2025-08-18"}` + "\n" +
		"{\"text\":\"\xff\",\"published\":\"2025-08-18\"}\n" +
		`{"id":11,"text":"last","published":"2025-08-18"}`
	var reps []tocsin.Report
	var bad []int
	for rep, err := range Lines(strings.NewReader(in), Options{}) {
		var le *LineError
		switch {
		case err == nil:
			reps = append(reps, rep)
		case errors.As(err, &le):
			bad = append(bad, le.Line)
			if want := le.Line == 6; errors.Is(err, tocsin.ErrNoDate) != want || errors.Is(err, tocsin.ErrInvalid) == want {
				t.Errorf("line %d: class of %v", le.Line, err)
			}
		default:
			t.Fatal(err)
		}
	}
	if len(reps) != 3 || len(bad) != 6 || bad[0] != 4 || bad[5] != 9 {
		t.Fatalf("%d reports, bad lines %v", len(reps), bad)
	}
	if reps[0].Text != "  Two\r\nlines e\u0301\u00a0 " || reps[0].ID != "a1" || reps[0].Found["published"] != "given" {
		t.Errorf("first report %+v", reps[0])
	}
	if reps[1].ID != HashID("no id") || reps[1].Published.String() != "2025-08-18" {
		t.Errorf("second report %+v", reps[1])
	}
	if reps[2].ID != "11" {
		t.Errorf("last report %+v", reps[2])
	}
}

func TestLinesOptionsFill(t *testing.T) {
	in := `{"text":"a","published":"2025-08-18","publisher":"P"}` + "\n" + `{"text":"b"}`
	var days, pubs []string
	for rep, err := range Lines(strings.NewReader(in), Options{Date: tocsin.Day{Year: 2025, Month: 1, Date: 2}, Publisher: "Q"}) {
		if err != nil {
			t.Fatal(err)
		}
		days = append(days, rep.Published.String()+" "+rep.Found["published"])
		pubs = append(pubs, rep.Publisher)
	}
	if strings.Join(days, ",") != "2025-08-18 given,2025-01-02 flag" || strings.Join(pubs, ",") != "P,Q" {
		t.Errorf("days %v, publishers %v", days, pubs)
	}
}

func TestLongLine(t *testing.T) {
	in := `{"text":"` + strings.Repeat("x", MaxLine) + `"}` + "\n" + `{"text":"y","published":"2025-08-18"}`
	n, bad := 0, 0
	for _, err := range Lines(strings.NewReader(in), Options{}) {
		if err != nil {
			bad++
		} else {
			n++
		}
	}
	if n != 1 || bad != 1 {
		t.Errorf("%d reports, %d errors; want 1, 1", n, bad)
	}
}

func TestLinesStop(t *testing.T) {
	for range Lines(strings.NewReader(strings.Repeat(`{"text":"y","published":"2025-08-18"}`+"\n", 3)), Options{}) {
		break
	}
	var got error
	for _, err := range Lines(iotest.ErrReader(os.ErrDeadlineExceeded), Options{}) {
		got = err
	}
	if !errors.Is(got, os.ErrDeadlineExceeded) {
		t.Errorf("error of the reader lost: %v", got)
	}
}

func TestSniff(t *testing.T) {
	for in, want := range map[string]Format{
		"<!DOCTYPE html><html>":             HTML,
		"\n  <html lang=en>":                HTML,
		"\xef\xbb\xbf<!doctype HTML>":       HTML,
		"<?xml version='1.0'?><html>":       HTML,
		"<?xml version='1.0'?><rss>":        Unknown,
		`{"text":"x"}`:                      JSONLines,
		"{\n":                               JSONLines,
		"{braces} open this text":           Text,
		"< 5 ships were seen":               Text,
		"PORT ALBA, Aug 18 - The navy":      Text,
		"":                                  Text,
		"%PDF-1.7":                          Unknown,
		"\x1f\x8b\x08":                      Unknown,
		"a\x00b":                            Unknown,
		"\xff\xfeT\x00w\x00o\x00":           Text,
		"\xfe\xff\x00<\x00h\x00t\x00m\x00l": HTML,
	} {
		if got := Sniff([]byte(in)); got != want {
			t.Errorf("Sniff(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestPlainText(t *testing.T) {
	for name, c := range map[string]struct{ in, text, day, from, title string }{
		"dateline":    {"PORT ALBA, Aug 18, 2025 (Norte Press) - The navy sailed.\n", "PORT ALBA, Aug 18, 2025 (Norte Press) - The navy sailed.\n", "2025-08-18", "dateline", ""},
		"header":      {"Title: Navy sails\nPublished: 18 August 2025\n\nThe navy sailed.\n", "Title: Navy sails\nPublished: 18 August 2025\n\nThe navy sailed.\n", "2025-08-18", "text", "Navy sails"},
		"title":       {"Navy sails\n\nPORT ALBA, 2025-08-18 — The navy sailed.", "Navy sails\n\nPORT ALBA, 2025-08-18 — The navy sailed.", "2025-08-18", "dateline", "Navy sails"},
		"line ends":   {"\xef\xbb\xbfDate: 2025-08-18\r\n\r\nIt sailed.", "Date: 2025-08-18\n\nIt sailed.", "2025-08-18", "text", ""},
		"composed":    {"Date: 2025-08-18\n\nOrla\u0301 sailed.", "Date: 2025-08-18\n\nOrlá sailed.", "2025-08-18", "text", ""},
		"windows":     {"Date: 2025-08-18\n\nThe \x93navy\x94 sailed.", "Date: 2025-08-18\n\nThe “navy” sailed.", "2025-08-18", "text", ""},
		"UTF-16":      {"\xff\xfeD\x00a\x00t\x00e\x00:\x002\x000\x002\x005\x00-\x000\x008\x00-\x001\x008\x00\n\x00x\x00", "Date:2025-08-18\nx", "2025-08-18", "text", ""},
		"no year":     {"PORT ALBA, Aug 18 (Norte Press) - The navy sailed.", "", "", "", ""},
		"no dateline": {"The navy sailed on Aug 18, 2025 - a Monday.", "", "", "", ""},
		"blank":       {" \n", "", "", "", ""},
	} {
		rep, err := PlainText([]byte(c.in), Options{})
		if c.day == "" {
			if err == nil {
				t.Errorf("%s: day %s, want an error", name, rep.Published)
			}
			continue
		}
		if err != nil || rep.Text != c.text || rep.Published.String() != c.day || rep.Found["published"] != c.from || rep.Title != c.title {
			t.Errorf("%s: %+v, %v", name, rep, err)
		}
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	write := func(name, s string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	for file, want := range map[string]int{
		write("page.txt", `<html><head><meta name="date" content="2025-08-18"></head><body>`+story+`</body></html>`): 1,
		write("lines.txt", `{"text":"a","published":"2025-08-18"}`+"\n"+`{"text":"b","published":"2025-08-18"}`):     2,
		write("text.html", "Date: 2025-08-18\n\nThe navy sailed."):                                                   1,
	} {
		n := 0
		for _, err := range Open(file, Options{}) {
			if err != nil {
				t.Errorf("%s: %v", file, err)
			}
			n++
		}
		if n != want {
			t.Errorf("%s: %d reports, want %d", file, n, want)
		}
	}
	for _, err := range Open(filepath.Join(dir, "missing"), Options{}) {
		if !errors.Is(err, os.ErrNotExist) {
			t.Errorf("missing file: %v", err)
		}
	}
	for _, err := range Open(write("bad", "%PDF-1.7"), Options{}) {
		if !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), "bad") {
			t.Errorf("archive: %v", err)
		}
	}
}

func TestFetched(t *testing.T) {
	const address = "https://n.example/x"
	rep, err := Fetched([]byte("Date: 2025-08-18\n\nThe navy sailed."), address, Options{})
	if err != nil || rep.URL != address || rep.Found["url"] != "given" {
		t.Errorf("text: %+v, %v", rep, err)
	}
	rep, err = Fetched([]byte(`<html><head><meta name="date" content="2025-08-18"><link rel="canonical" href="/y"></head><body>`+story), address, Options{})
	if err != nil || rep.URL != "https://n.example/y" {
		t.Errorf("page: %+v, %v", rep, err)
	}
	if _, err = Fetched([]byte("%PDF-1.7"), address, Options{}); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("archive: %v", err)
	}
}

func FuzzPage(f *testing.F) {
	f.Add([]byte("<html><head><title>T</title></head><body>" + story))
	f.Add([]byte(`<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"<p>a</p><script>b"}</script><p>x`))
	f.Add([]byte("<p>a<b>b<br><br>c<style>d</style><noscript><p>e"))
	opt := Options{Date: tocsin.Day{Year: 2025, Month: 8, Date: 18}}
	f.Fuzz(func(t *testing.T, b []byte) {
		rep, err := Page(b, "https://n.example/x", opt)
		if err != nil {
			return
		}
		again, err := Page(b, "https://n.example/x", opt)
		if err != nil || again.Text != rep.Text || again.ID != rep.ID {
			t.Error("two readings differ")
		}
		checkText(t, rep.Text)
	})
}

// checkText checks what every text of a page holds: UTF-8 in composed form, no
// white space but single blanks, line feeds and blank lines.
func checkText(t *testing.T, s string) {
	t.Helper()
	if strings.ToValidUTF8(s, "") != s {
		t.Error("not UTF-8")
	}
	for _, no := range []string{"\n\n\n", "  ", " \n", "\n ", "\t", "\r", "\x00"} {
		if strings.Contains(s, no) {
			t.Errorf("text has %q: %q", no, s)
		}
	}
	if s != strings.TrimSpace(s) {
		t.Errorf("untrimmed text %q", s)
	}
}

// FuzzPageMarkup puts strings into places that hold no text for a reader and
// finds none of them in the text.
func FuzzPageMarkup(f *testing.F) {
	f.Add("alert(1)", "x")
	f.Add("var a = '<p>'", "--")
	f.Fuzz(func(t *testing.T, hidden, class string) {
		hidden = "zqx" + strings.Map(letters, hidden) + "zqx"
		b := "<html><head><style>" + hidden + "</style></head><body class=\"" + strings.Map(letters, class) + "\"><article>" + story +
			"<script>" + hidden + "</script><noscript>" + hidden + "</noscript><!-- " + hidden + " --></article></body></html>"
		rep, err := Page([]byte(b), "", Options{Date: tocsin.Day{Year: 2025, Month: 8, Date: 18}})
		if err == nil && strings.Contains(rep.Text, hidden) {
			t.Errorf("hidden text in %q", rep.Text)
		}
	})
}

func letters(r rune) rune {
	if 'a' <= r && r <= 'z' || r == ' ' {
		return r
	}
	return -1
}

func FuzzLines(f *testing.F) {
	f.Add("one", "two\r\n\u2028", []byte("{bad"))
	f.Add("\x00", "\ufffd  ", []byte(`{"text":1}`))
	f.Fuzz(func(t *testing.T, a, b string, junk []byte) {
		junk = bytes.ReplaceAll(junk, []byte("\n"), nil)
		a, b = strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?")
		var in bytes.Buffer
		enc := json.NewEncoder(&in)
		want := []string{}
		for _, s := range []string{a, b} {
			if s != "" {
				want = append(want, s)
			}
			if err := enc.Encode(map[string]string{"text": s, "published": "2025-08-18", "id": "same"}); err != nil {
				t.Fatal(err)
			}
			in.Write(junk)
			in.WriteByte('\n')
		}
		var got []string
		for rep, err := range Lines(&in, Options{}) {
			if err == nil && rep.ID == "same" {
				got = append(got, rep.Text)
			}
		}
		if strings.Join(got, "\x01") != strings.Join(want, "\x01") && !bytes.Contains(junk, []byte("same")) {
			t.Errorf("texts %q, want %q", got, want)
		}
	})
}

func FuzzPlainText(f *testing.F) {
	f.Add([]byte("Title: a\nDate: 18 Aug 2025\n\nPORT ALBA, 2025-08-18 — b"))
	f.Fuzz(func(t *testing.T, b []byte) {
		rep, err := PlainText(b, Options{Date: tocsin.Day{Year: 2025, Month: 8, Date: 18}})
		if err != nil {
			return
		}
		if strings.ToValidUTF8(rep.Text, "") != rep.Text || strings.Contains(rep.Text, "\r") {
			t.Errorf("text %q", rep.Text)
		}
		again, err := PlainText([]byte(rep.Text), Options{Date: rep.Published})
		if err != nil || again.Text != rep.Text {
			t.Errorf("reading %q again gives %q, %v", rep.Text, again.Text, err)
		}
	})
}

func FuzzStamp(f *testing.F) {
	for _, s := range []string{"2025-08-18T10:00:00Z", "Mon, 18 Aug 2025 02:41:00 GMT", "18/08/2025", "18 de agosto de 2025", "1755500000", "20250818"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		day, _, ok := parseStamp(s)
		if _, err := tocsin.ParseDay(day.String()); ok && err != nil {
			t.Errorf("%q gives a day that does not exist: %v", s, err)
		}
	})
}
