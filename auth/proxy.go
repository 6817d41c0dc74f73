package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
)

// A Proxy stands before the desk and has logged people in: it says who asks in
// a header, which it must take off what comes from outside. Nobody else is
// believed. A person whom the desk knows by that name has the role given here;
// others are readers.
type Proxy struct {
	Header string         // "X-Remote-User"; empty for no proxy
	From   []netip.Prefix // addresses of the proxy
}

// proxied is the person whom a trusted proxy names.
func (g *Gate) proxied(r *http.Request) (p Person, known bool) {
	if g.Proxy.Header == "" || !g.Proxy.trusts(peer(r)) {
		return p, false
	}
	names := r.Header.Values(g.Proxy.Header)
	if len(names) != 1 || !isName(names[0]) {
		return p, false
	}
	p = Person{Name: names[0], Role: Reader, CSRF: g.formToken(names[0])}
	err := g.store.View(r.Context(), func(rd store.Reader) error {
		known, err := rd.Person(r.Context(), p.Name)
		if err == nil {
			p.Role = Role(known.Role)
		}
		return err
	})
	if err != nil && !errors.Is(err, tocsin.ErrNotFound) {
		g.Log.Error("auth", "error", err)
		return p, false
	}
	return p, true
}

// formToken is what forms of a person carry whom a proxy logged in: the
// browser sends the proxy's cookie with forms of other sites, too.
func (g *Gate) formToken(name string) string {
	h := hmac.New(sha256.New, g.key)
	h.Write([]byte(name))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

func (p *Proxy) trusts(at netip.Addr) bool {
	return slices.ContainsFunc(p.From, func(from netip.Prefix) bool { return from.Contains(at) })
}

// peer is the other end of the connection.
func peer(r *http.Request) netip.Addr {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr().Unmap().WithZone("")
}

// address is where a request comes from, as the connection says it: headers
// can be made up. Only a proxy on this machine, or the one that is trusted to
// log people in, is believed, on its last hop.
func (g *Gate) address(r *http.Request) string {
	at := peer(r)
	if !at.IsValid() {
		return r.RemoteAddr
	}
	if !at.IsLoopback() && !(g.Proxy.Header != "" && g.Proxy.trusts(at)) {
		return at.String()
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	if ip, err := netip.ParseAddr(strings.TrimSpace(hops[len(hops)-1])); err == nil {
		return ip.Unmap().WithZone("").String()
	}
	return at.String()
}
