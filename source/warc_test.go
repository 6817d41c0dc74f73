package source_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tocsin"
	"tocsin/article"
	"tocsin/source"
	"tocsin/store"
)

// record writes one record.
func record(kind, uri, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2025-05-08T10:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, len(block), block)
}

func zip(parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		_, _ = io.WriteString(z, p) // a buffer takes all
		_ = z.Close()
	}
	return b.Bytes()
}

// blocks reads an archive to its end.
func blocks(t testing.TB, b []byte) (out []string, damaged int) {
	t.Helper()
	a := source.NewArchive(bytes.NewReader(b))
	for n := 0; ; n++ {
		rec, err := a.Next()
		switch {
		case errors.Is(err, io.EOF):
			return out, damaged
		case errors.Is(err, tocsin.ErrInvalid):
			damaged++
		case err != nil:
			t.Fatal(err)
		default:
			out = append(out, string(rec.Block))
		}
		if n > len(b)+10 {
			t.Fatal("the archive does not end")
		}
	}
}

func TestArchive(t *testing.T) {
	a, b, c := record("response", "https://x.example/a", "one"), record("response", "https://x.example/b", "two"), record("response", "https://x.example/c", "three")
	damaged := zip(b)
	damaged[len(damaged)/2] ^= 0xff
	for name, x := range map[string]struct {
		archive []byte
		want    []string
	}{
		"plain":           {[]byte(a + b + c), []string{"one", "two", "three"}},
		"compressed":      {zip(a, b, c), []string{"one", "two", "three"}},
		"one member":      {zip(a + b + c), []string{"one", "two", "three"}},
		"empty":           {nil, nil},
		"no record":       {[]byte("hello\nworld\n"), nil},
		"junk between":    {[]byte(a + "junk\r\n\r\n" + b), []string{"one", "two"}},
		"zeros between":   {slices.Concat(zip(a), make([]byte, 100), zip(b)), []string{"one", "two"}},
		"damaged member":  {slices.Concat(zip(a), damaged, zip(c)), []string{"one", "three"}},
		"too long":        {[]byte(a + strings.Replace(b, "Length: 3", "Length: 60", 1) + c), []string{"one", "two", "three"}},
		"too short":       {[]byte(a + strings.Replace(b, "Length: 3", "Length: 1", 1) + c), []string{"one", "t", "three"}},
		"no length":       {[]byte(a + strings.Replace(b, "Content-Length", "Length", 1) + c), []string{"one", "three"}},
		"no colon":        {[]byte(strings.Replace(a, "WARC-Date: 2", "WARC-Date 2", 1) + b), []string{"one", "two"}},
		"bare line feeds": {[]byte(strings.ReplaceAll(a+b, "\r", "")), []string{"one", "two"}},
		"cut":             {[]byte(a + b[:len(b)-5]), []string{"one", "tw"}},
		"cut header":      {[]byte(a + b[:40]), []string{"one"}},
		"other version":   {[]byte(strings.ReplaceAll(a, "WARC/1.0", "WARC/1.1")), []string{"one"}},
	} {
		got, _ := blocks(t, x.archive)
		// a length that is too long keeps what is between the records
		for i := range got {
			got[i] = strings.TrimSpace(got[i])
		}
		if name == "damaged member" {
			got = slices.DeleteFunc(got, func(s string) bool { return s != "one" && s != "three" })
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: got %q, want %q", name, got, x.want)
		}
	}
}

// FuzzArchive: whatever comes behind them, whole records are read; and where
// an archive is cut, those before the cut are.
func FuzzArchive(f *testing.F) {
	f.Add([]byte("WARC/1.0\r\nContent-Length: 5\r\n\r\nhe"), uint16(3), true)
	f.Add(zip(record("response", "https://x.example/", "x"))[:30], uint16(200), false)
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00"), uint16(90), true)
	f.Fuzz(func(t *testing.T, tail []byte, cut uint16, compressed bool) {
		whole := []string{"one", "two\r\nlines", "three"}
		var archive []byte
		var ends []int
		for _, w := range whole {
			r := []byte(record("response", "https://x.example/", w))
			if compressed {
				r = zip(string(r))
			}
			archive = append(archive, r...)
			ends = append(ends, len(archive))
		}
		got, _ := blocks(t, append(slices.Clone(archive), tail...))
		if len(got) < 3 || !slices.Equal(got[:3], whole) {
			t.Fatalf("read %q", got)
		}
		at := int(cut) % len(archive)
		got, _ = blocks(t, archive[:at])
		for i, end := range ends {
			if end <= at && (len(got) <= i || got[i] != whole[i]) {
				t.Fatalf("cut at %d: %q", at, got)
			}
		}
	})
}

// TestCaptures: what archives hold of pages, and what is no page.
func TestCaptures(t *testing.T) {
	page := strings.ReplaceAll(story(1, 2), "\n", "\r\n")
	head := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
	chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(page), page)
	records := []string{
		record("warcinfo", "", "software: x"),
		record("request", "https://x.example/r", "GET / HTTP/1.1\r\n\r\n"),
		record("response", "https://x.example/2025/05/08/plain", head+"\r\n"+page),
		record("response", "<https://x.example/2025/05/08/brackets>", head+"\r\n"+page),
		record("response", "https://x.example/2025/05/08/chunks", head+"Transfer-Encoding: chunked\r\n\r\n"+chunked),
		record("response", "https://x.example/2025/05/08/decoded", head+"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"+page),
		record("response", "https://x.example/2025/05/08/zipped", head+"Content-Encoding: gzip\r\n\r\n"+string(zip(page))),
		record("response", "https://x.example/2025/05/08/gone", "HTTP/1.1 404 Not Found\r\n\r\n"+page),
		record("resource", "https://x.example/2025/05/08/resource", page),
		record("revisit", "https://x.example/2025/05/08/revisit", head+"\r\n"),
		record("response", "https://x.example/2025/05/08/empty", head+"\r\n"),
		record("response", "https://x.example/2025/05/08/odd", "what"),
	}
	file := filepath.Join(t.TempDir(), "x.warc.gz")
	if err := os.WriteFile(file, zip(records...), 0o600); err != nil {
		t.Fatal(err)
	}
	want := []string{"plain", "brackets", "chunks", "decoded", "zipped", "resource"}
	pages := map[string]store.Page{}
	open := func() (got []string, known int) {
		o := source.New(source.Options{Article: article.Options{}, Tool: "test", Page: func(key string) (store.Page, error) {
			if p, ok := pages[key]; ok {
				return p, nil
			}
			return store.Page{}, tocsin.ErrNotFound
		}})
		for it, err := range o.Open(t.Context(), file) {
			if err != nil {
				t.Error(err)
			}
			if it.Page != nil {
				pages[it.Page.Key] = *it.Page
			}
			if it.Known {
				known++
			}
			if it.ID == "" {
				continue
			}
			got = append(got, it.URL[strings.LastIndex(it.URL, "/")+1:])
			if it.Custody.Fetched.Hour() != 10 || len(it.Custody.RawSHA256) != 64 || it.Custody.FinalURL != it.URL {
				t.Errorf("%s: custody %+v", it.URL, it.Custody)
			}
		}
		return got, known
	}
	if got, _ := open(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, known := open(); len(got) > 0 || known != len(want) {
		t.Errorf("again: %v, %d known", got, known)
	}
}
