package crawl

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"tocsin"
)

// outside makes a client to which "public.example" is the test server and
// everything else is what it is.
func outside(t *testing.T, srv *httptest.Server) *Client {
	t.Helper()
	c := NewClient(Options{Contact: "desk@reader.example", Timeout: 5 * time.Second})
	t.Cleanup(c.Close)
	tr := newTransport(false)
	guarded := tr.DialContext
	tr.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasPrefix(address, "public.example:") {
			return (&net.Dialer{}).DialContext(ctx, network, srv.Listener.Addr().String())
		}
		return guarded(ctx, network, address)
	}
	c.http.Transport = tr
	return c
}

// TestGuardRedirects: a public page that redirects into a private network
// leads nowhere.
func TestGuardRedirects(t *testing.T) {
	var reached atomic.Int32
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer inside.Close()
	to := map[string]string{
		"/address": inside.URL + "/x", "/name": strings.Replace(inside.URL, "127.0.0.1", "localhost", 1) + "/x",
		"/mapped": strings.Replace(inside.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1) + "/x", "/twice": "http://public.example/address", "/cloud": "http://169.254.169.254/latest/meta-data",
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to[r.URL.Path] == "" {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, to[r.URL.Path], http.StatusFound)
	}))
	defer srv.Close()
	for path := range to {
		_, err := outside(t, srv).Fetch(t.Context(), "http://public.example"+path, Validators{})
		if !errors.Is(err, ErrPrivate) || tocsin.Retry(err) {
			t.Errorf("%s: error %v, want ErrPrivate", path, err)
		}
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("the private server was reached %d times", n)
	}
}

// rebinding is a resolver that tells a public address first, and then the
// loopback one.
func rebinding(t *testing.T) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		asked := 0
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response = true
			m.Additionals = nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				address := [4]byte{8, 8, 8, 8}
				if asked++; asked > 1 {
					address = [4]byte{127, 0, 0, 1}
				}
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: address}}}
			}
			if b, err := m.Pack(); err == nil {
				conn.WriteTo(b, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// TestGuardRebinding: a name that was public when it was looked at is refused
// when the connection would go elsewhere.
func TestGuardRebinding(t *testing.T) {
	var reached atomic.Int32
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer inside.Close()
	_, port, err := net.SplitHostPort(inside.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	r := rebinding(t)
	if at, err := r.LookupHost(t.Context(), "rebind.example"); err != nil || len(at) != 1 || at[0] != "8.8.8.8" {
		t.Fatalf("the first look: %v, %v", at, err)
	}
	d := &net.Dialer{Timeout: 5 * time.Second, Resolver: r, ControlContext: RefusePrivate}
	if _, err := d.DialContext(t.Context(), "tcp", net.JoinHostPort("rebind.example", port)); !errors.Is(err, ErrPrivate) {
		t.Errorf("the connection: %v", err)
	}
	d.ControlContext = nil // the name does lead there
	c, err := d.DialContext(t.Context(), "tcp", net.JoinHostPort("rebind.example", port))
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	if n := reached.Load(); n != 0 {
		t.Errorf("the private server was reached %d times", n)
	}
}
