package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// policy lets a page load its own style and script and nothing else; no
// inline script or style runs, so no stored text can.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard sets what every answer says of itself, and turns away requests that
// were led here under a foreign name.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		guarded(w.Header())
		if s.Local && !loopback(r.Host) {
			http.Error(w, "this desk answers on this machine only", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// guarded sets what every answer says of itself.
func guarded(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
}

// loopback reports whether a Host header names this machine.
func loopback(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	if name == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil && a.IsLoopback()
}

// minCompressed is the size below which packing costs more than it saves.
const minCompressed = 1 << 10

// buffered keeps an answer to be hashed and packed when it is whole.
type buffered struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
	kept   *keptPage // to be sent in place of body; nil for none
	packer *packer
}

func (b *buffered) WriteHeader(status int)      { b.status = status }
func (b *buffered) Write(p []byte) (int, error) { return b.body.Write(p) }

// compressed packs answers, and answers 304 where the reader has the same
// bytes already.
func compressed(next http.Handler) http.Handler {
	p := &packer{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b := &buffered{ResponseWriter: w, status: http.StatusOK, packer: p}
		next.ServeHTTP(b, r)
		b.send(w, r)
	})
}

func (b *buffered) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	k := b.kept
	if k == nil {
		k = &keptPage{body: b.body.Bytes()}
		if b.status == http.StatusOK {
			k.tag = tagOf(k.body)
		}
	}
	if b.status == http.StatusOK {
		h.Set("ETag", k.tag)
		if h.Get("Cache-Control") == "" {
			h.Set("Cache-Control", "private, no-cache")
		}
		if strings.Contains(r.Header.Get("If-None-Match"), k.tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	maps.Copy(h, k.head)
	body := k.body
	if len(body) >= minCompressed && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		if body = k.packed; body == nil {
			body = b.packer.pack(k.body)
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(b.status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// A packer packs with gzip. Its writers are used again: making one costs as
// much as packing a page.
type packer struct{ writers sync.Pool }

func (p *packer) pack(body []byte) []byte {
	var out bytes.Buffer
	z, ok := p.writers.Get().(*gzip.Writer)
	if !ok {
		z = gzip.NewWriter(nil)
	}
	z.Reset(&out)
	z.Write(body) // writing to memory does not fail
	z.Close()
	p.writers.Put(z)
	return out.Bytes()
}

// assets are the style and the script, each under a name with the hash of
// its content, so that browsers may keep them for ever.
type assets struct {
	files map[string][]byte // by hashed name
	names map[string]string // plain name to address
}

func loadAssets() (assets, error) {
	a := assets{files: map[string][]byte{}, names: map[string]string{}}
	entries, err := staticFiles.ReadDir("static")
	if err != nil {
		return a, err
	}
	for _, e := range entries {
		b, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			return a, err
		}
		sum := sha256.Sum256(b)
		ext := path.Ext(e.Name())
		name := strings.TrimSuffix(e.Name(), ext) + "." + hex.EncodeToString(sum[:6]) + ext
		a.files[name], a.names[e.Name()] = b, "/static/"+name
	}
	return a, nil
}

// ServeHTTP implements [http.Handler].
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	b, ok := a.files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(b))
}
