package source

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
	"time"
)

// A capture is a page as an archive holds it.
type capture struct {
	address string
	fetched time.Time // zero if the archive does not tell
	header  http.Header
	raw     []byte // as stored
	body    []byte // decoded
}

// captured returns the page in a record; false if it holds none: requests,
// metadata, repeats of earlier records, failures of the server.
func captured(rec *Record) (capture, bool) {
	c := capture{address: strings.Trim(rec.Header.Get("Warc-Target-Uri"), "<> "), header: http.Header{}}
	if at, err := time.Parse(time.RFC3339, rec.Header.Get("Warc-Date")); err == nil {
		c.fetched = at.UTC()
	}
	switch strings.ToLower(rec.Header.Get("Warc-Type")) {
	case "response":
		return c, c.response(rec.Block)
	case "resource", "conversion":
		c.header.Set("Content-Type", rec.Header.Get("Content-Type"))
		c.raw, c.body = rec.Block, rec.Block
		return c, len(rec.Block) > 0
	}
	return c, false
}

// response splits an HTTP response. It is read by hand: archives hold bodies
// that are decoded already under headers that still tell their coding.
func (c *capture) response(block []byte) bool {
	status, rest, ok := bytes.Cut(block, []byte("\n"))
	fields := strings.Fields(string(status))
	if !ok || len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") {
		return false
	}
	if code, err := strconv.Atoi(fields[1]); err != nil || code < 200 || code > 299 {
		return false
	}
	for {
		var line []byte
		line, rest, ok = bytes.Cut(rest, []byte("\n"))
		if len(bytes.TrimSpace(line)) == 0 || !ok {
			break
		}
		if name, value, ok := strings.Cut(string(line), ":"); ok {
			c.header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
	c.raw = rest
	c.body = decoded(rest, c.header)
	return len(c.body) > 0
}

// decoded takes chunks and compression off a body where they really are.
func decoded(b []byte, h http.Header) []byte {
	if strings.EqualFold(firstHeader(h, "Transfer-Encoding", "X-Crawler-Transfer-Encoding"), "chunked") {
		out, err := io.ReadAll(httputil.NewChunkedReader(bufio.NewReader(bytes.NewReader(b))))
		if err == nil && len(out) > 0 {
			b = out
		}
	}
	return decompressed(b, firstHeader(h, "Content-Encoding", "X-Crawler-Content-Encoding"))
}

func firstHeader(h http.Header, names ...string) string {
	for _, n := range names {
		if v := h.Get(n); v != "" {
			return v
		}
	}
	return ""
}

// maxUnzipped is how much of a compressed page or sitemap is read; sitemaps
// have up to 50 MiB.
const maxUnzipped = 64 << 20
