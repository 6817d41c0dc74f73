package article

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"tocsin"
)

// A Format is a kind of input.
type Format int

// The formats that [Sniff] tells apart.
const (
	Unknown Format = iota // neither markup, JSON nor text
	HTML
	JSONLines
	Text
)

// sniffLen is how much of an input Sniff needs to see.
const sniffLen = 4096

// Sniff decides by content what an input is; head is its beginning, 4 KiB or
// all of it. Names and extensions have no say.
func Sniff(head []byte) Format {
	if bytes.HasPrefix(head, []byte{0xfe, 0xff}) || bytes.HasPrefix(head, []byte{0xff, 0xfe}) {
		return sniffText(utf16Head(head))
	}
	if bytes.IndexByte(head, 0) >= 0 || isArchive(head) {
		return Unknown
	}
	return sniffText(bytes.TrimPrefix(head, utf8BOM))
}

func sniffText(head []byte) Format {
	head = bytes.TrimLeft(head, " \t\r\n\f")
	switch {
	case len(head) > 1 && head[0] == '{' && isObjectStart(head[1:]):
		return JSONLines
	case len(head) > 0 && head[0] == '<' && looksLikeHTML(head):
		return HTML
	case bytes.HasPrefix(head, []byte("<?xml")):
		return Unknown // a feed or another document of data
	}
	return Text
}

// isObjectStart tells a JSON object from a text that opens with a brace.
func isObjectStart(rest []byte) bool {
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return len(rest) == 0 || rest[0] == '"' || rest[0] == '}'
}

// looksLikeHTML finds a tag that only pages have. A text may open with "<" for
// another reason, so a lone angle bracket is not enough.
func looksLikeHTML(head []byte) bool {
	low := bytes.ToLower(head)
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<article", "<div", "<p>", "<h1"} {
		if bytes.Contains(low, []byte(tag)) {
			return true
		}
	}
	return false
}

// isArchive recognises the common files that are text to no one.
func isArchive(head []byte) bool {
	for _, magic := range []string{"%PDF-", "PK\x03\x04", "\x1f\x8b", "\x89PNG", "\xff\xd8\xff", "GIF8"} {
		if strings.HasPrefix(string(head[:min(len(head), 8)]), magic) {
			return true
		}
	}
	return false
}

// utf16Head is enough of a UTF-16 text in ASCII to sniff at.
func utf16Head(head []byte) []byte {
	out := make([]byte, 0, len(head)/2)
	for i, b := range head[2:] {
		little := head[0] == 0xff
		if b != 0 && (i%2 == 0) == little {
			out = append(out, b)
		}
	}
	return out
}

// A Piece is a report with the hash of the bytes that it was read from.
type Piece struct {
	tocsin.Report
	Raw string // SHA-256 in hex: of the page, the text, or the line without its line feed
}

func piece(rep tocsin.Report, b []byte, err error) (Piece, error) {
	if err != nil {
		return Piece{}, err
	}
	return Piece{Report: rep, Raw: RawHash(b)}, nil
}

// RawHash is the SHA-256 of bytes as they were received, in hex.
func RawHash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// bare leaves the hashes out.
func bare(pieces iter.Seq2[Piece, error]) iter.Seq2[tocsin.Report, error] {
	return func(yield func(tocsin.Report, error) bool) {
		for p, err := range pieces {
			if !yield(p.Report, err) {
				return
			}
		}
	}
}

// Read yields the reports of an input whose format it finds out itself. An
// error ends the sequence, except that of a bad line of JSON Lines (see
// [Lines]), after which it goes on.
func Read(r io.Reader, opt Options) iter.Seq2[tocsin.Report, error] { return bare(Pieces(r, opt)) }

// Pieces is [Read] with the hashes of what was read.
func Pieces(r io.Reader, opt Options) iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		br := bufio.NewReaderSize(r, 64<<10)
		head, err := br.Peek(sniffLen)
		if err != nil && !errors.Is(err, io.EOF) {
			yield(Piece{}, fmt.Errorf("article: read: %w", err))
			return
		}
		switch Sniff(head) {
		case JSONLines:
			lines(br, opt)(yield)
		case HTML:
			yield(whole(br, func(b []byte) (tocsin.Report, error) { return Page(b, opt.URL, opt) }))
		case Text:
			yield(whole(br, func(b []byte) (tocsin.Report, error) { return PlainText(b, opt) }))
		default:
			yield(Piece{}, fmt.Errorf("article: neither HTML, plain text nor JSON Lines: %w", tocsin.ErrInvalid))
		}
	}
}

// Open yields the reports of a file as [Read] does; "-" is standard input.
// Errors name the file.
func Open(name string, opt Options) iter.Seq2[tocsin.Report, error] {
	return func(yield func(tocsin.Report, error) bool) {
		in := os.Stdin
		if name != "-" {
			f, err := os.Open(name)
			if err != nil {
				yield(tocsin.Report{}, fmt.Errorf("article: %w", err))
				return
			}
			defer f.Close()
			in = f
		}
		for rep, err := range Read(in, opt) {
			if err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			}
			if !yield(rep, err) {
				return
			}
		}
	}
}

// Fetched makes a report of what a server sent for address: a page or a plain
// text. The caller sets Options.ContentType from the answer, and
// Options.NotAfter to the day of the fetch, or the day after where zones are
// in doubt.
func Fetched(b []byte, address string, opt Options) (tocsin.Report, error) {
	switch Sniff(b[:min(len(b), sniffLen)]) {
	case HTML:
		return Page(b, address, opt)
	case Text:
		rep, err := PlainText(b, opt)
		if err == nil && rep.URL == "" {
			rep.URL, rep.Found["url"] = address, fromGiven
		}
		return rep, err
	}
	return tocsin.Report{}, fmt.Errorf("article: %s is neither a page nor a plain text: %w", address, tocsin.ErrInvalid)
}

// whole reads one report of at most MaxPage bytes.
func whole(r io.Reader, read func([]byte) (tocsin.Report, error)) (Piece, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxPage+1))
	if err != nil {
		return Piece{}, fmt.Errorf("article: read: %w", err)
	}
	rep, err := read(b)
	return piece(rep, b, err)
}
