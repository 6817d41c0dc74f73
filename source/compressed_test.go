package source

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func gzipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.Bytes()
}

func brotlied(s string) []byte {
	var b bytes.Buffer
	z := brotli.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.Bytes()
}

func zstandard(t testing.TB, s string, opts ...zstd.EOption) []byte {
	t.Helper()
	z, err := zstd.NewWriter(nil, opts...)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	return z.EncodeAll([]byte(s), nil)
}

// TestDecompressed: whatever the header claims, what is compressed is opened
// and what is not stays.
func TestDecompressed(t *testing.T) {
	page := strings.Repeat("<p>The ministry recalled its envoy.</p>\n", 50)
	for _, c := range []struct {
		name, coding string
		body         []byte
		want         string
	}{
		{"plain", "", []byte(page), page},
		{"plain under br", "br", []byte(page), page},
		{"plain under gzip", "gzip", []byte(page), page},
		{"gzip", "gzip", gzipped(page), page},
		{"gzip without a header", "", gzipped(page), page},
		{"brotli", " BR ", brotlied(page), page},
		{"zstd", "zstd", zstandard(t, page), page},
		{"zstd in two frames", "", append(zstandard(t, page), zstandard(t, "end")...), page + "end"},
		{"empty", "br", nil, ""},
	} {
		if got := string(decompressed(c.body, c.coding)); got != c.want {
			t.Errorf("%s: %d bytes, want %d", c.name, len(got), len(c.want))
		}
	}
	for name, b := range map[string][]byte{"gzip": gzipped(page), "zstd": zstandard(t, page)} {
		if got := decompressed(b[:12], ""); strings.Contains(page, string(got)) == bytes.Equal(got, b[:12]) && len(got) > 0 {
			t.Errorf("%s cut short: %q", name, got)
		}
	}
}

// TestZstdArchive: frames of records behind a dictionary in a frame of its own,
// plain or compressed.
func TestZstdArchive(t *testing.T) {
	dict := bytes.Repeat([]byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: "), 8)
	for name, kept := range map[string][]byte{"plain": rawDict(t, dict), "compressed": zstandard(t, string(rawDict(t, dict)))} {
		enc := zstd.WithEncoderDict(rawDict(t, dict))
		head := binary.LittleEndian.AppendUint32(nil, zstdDict)
		file := append(binary.LittleEndian.AppendUint32(head, uint32(len(kept))), kept...)
		for _, block := range []string{"one", "two"} {
			file = append(file, zstandard(t, "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\n"+block+"\r\n\r\n", enc)...)
		}
		if k := Detect(file); k != Zstd {
			t.Fatalf("%s: kind %d", name, k)
		}
		z, err := newZstd(bytes.NewReader(file))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		a := NewArchive(z)
		for _, want := range []string{"one", "two"} {
			if rec, err := a.Next(); err != nil || string(rec.Block) != want {
				t.Errorf("%s: %q %v, want %q", name, rec.Block, err, want)
			}
		}
		if _, err := a.Next(); err != io.EOF {
			t.Errorf("%s: end: %v", name, err)
		}
	}
}

// rawDict is a dictionary in the format of RFC 8878.
func rawDict(t testing.TB, history []byte) []byte {
	t.Helper()
	var samples [][]byte
	for i := range 40 { // they differ, or there would be nothing to code
		samples = append(samples, fmt.Appendf(nil, "WARC/1.0 %x response %d of %x\r\n", i*i*7919, i, i*104729))
	}
	b, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 7, Contents: samples, History: history, Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// FuzzDecompressed: any bytes under any coding give no panic, and what was
// compressed whole comes back whole.
func FuzzDecompressed(f *testing.F) {
	f.Add([]byte("a story"), "br")
	f.Add([]byte("\x28\xb5\x2f\xfd\x00"), "zstd")
	f.Add([]byte("\x5d\x2a\x4d\x18\xff\xff\xff\xff"), "")
	f.Add([]byte("\x1f\x8b\x08\x00"), "gzip")
	f.Fuzz(func(t *testing.T, b []byte, coding string) {
		decompressed(b, coding)
		for name, z := range map[string][]byte{"gzip": gzipped(string(b)), "zstd": zstandard(t, string(b)), "br": brotlied(string(b))} {
			if got := decompressed(z, name); !bytes.Equal(got, b) && name != "br" {
				t.Fatalf("%s: %q, want %q", name, got, b)
			}
		}
	})
}
