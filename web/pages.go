package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"tocsin/auth"
)

// A kept page is an answer that is ready to be sent again while the record
// stays as it is.
type keptPage struct {
	head   http.Header // what told tells of it
	body   []byte
	packed []byte // nil for small ones
	tag    string
}

// pages keeps answers by what was asked. The first reader of a page after the
// record has changed waits for it to be made; the others get the same bytes.
type pages struct {
	mu   sync.Mutex
	by   map[string]*keptPage
	size int
}

// maxPages bounds what is kept for one state of the record, in bytes. What
// does not fit any more is made anew each time.
const maxPages = 32 << 20

func (p *pages) get(key string) *keptPage {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.by[key]
}

func (p *pages) put(key string, k *keptPage) {
	p.mu.Lock()
	defer p.mu.Unlock()
	size := len(key) + len(k.body) + len(k.packed)
	if p.size+size > maxPages || p.by[key] != nil {
		return
	}
	if p.by == nil {
		p.by = map[string]*keptPage{}
	}
	p.by[key], p.size = k, p.size+size
}

// key is what an answer depends on besides the record; empty where it may
// not be kept, since the reader may be somebody.
func (r *request) key() string {
	if _, known := auth.Who(r.ctx); known || r.Method != http.MethodGet || r.Header.Get("Authorization") != "" {
		return ""
	}
	for _, c := range r.Cookies() {
		if _, choice := choices()[c.Name]; !choice {
			return ""
		}
	}
	format, _ := r.ctx.Value(formatKey{}).(string)
	return strings.Join([]string{r.words.lang, format, r.choice("theme"), r.choice("keys"), r.origin(), r.URL.EscapedPath(), r.form.Encode()}, "\x00")
}

// deskState names what people set at the desk and what rang, which pages show
// besides the record.
func (r *request) deskState() (string, error) {
	out := ""
	for _, name := range []string{"watch.situations", "watch.marks", "watch.arrows", "watch.day"} {
		v, err := r.read.Setting(r.ctx, name)
		if err != nil {
			return "", err
		}
		out += "\x00" + v
	}
	last, err := r.server.bell.latest(r.ctx, r.read)
	sum := sha256.Sum256([]byte(out))
	return "\x00" + hex.EncodeToString(sum[:]) + strconv.FormatInt(last, 10), err
}

// told are the headers that belong to what an answer says.
func told() []string { return []string{"Content-Type", "Content-Disposition", "Link"} }

// keep makes a page of what was written.
func (b *buffered) keep() *keptPage {
	body := b.body.Bytes()
	k := &keptPage{head: http.Header{}, body: bytes.Clone(body), tag: tagOf(body)}
	for _, name := range told() {
		if v := b.Header().Values(name); len(v) > 0 {
			k.head[name] = v
		}
	}
	if len(body) >= minCompressed {
		k.packed = b.packer.pack(body)
	}
	return k
}

func tagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return `W/"` + hex.EncodeToString(sum[:12]) + `"`
}
