package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"tocsin"
	"tocsin/api"
	"tocsin/auth"
	"tocsin/record"
	"tocsin/store"
	"tocsin/store/sqlite"
	"tocsin/watch"
	"tocsin/web"
	"tocsin/web/demo"
)

type serveCmd struct {
	recordFlags
	situationFlags
	Listen      string   `default:"127.0.0.1:8090" placeholder:"ADDR" help:"Address to answer on (default 127.0.0.1:8090)."`
	Login       bool     `help:"Ask for a login on this machine's own addresses too, as behind a proxy."`
	Public      bool     `help:"Where there is a login, let everybody read without one."`
	Secure      bool     `help:"The desk is reached over TLS only: keep its cookies to that."`
	Frames      []string `placeholder:"ORIGIN" help:"Sites that may show embed cards in a frame, as https://news.example; * for all (default: none)."`
	ProxyHeader string   `placeholder:"HEADER" help:"Header in which a proxy names the person whom it has logged in, as X-Remote-User."`
	ProxyFrom   []string `placeholder:"CIDR" help:"Addresses of that proxy, as 10.0.0.5 or 10.0.0.0/24; nobody else is believed."`
	Demo        bool     `help:"Serve a record of invented reports, made anew at every start and thrown away at the end."`
}

// Help gives examples below the flags.
func (serveCmd) Help() string {
	return `Serves the record as pages for a browser, until interrupted. On this machine's own addresses there is no login, and everybody may also change the record through the API. On others, people log in (tocsin user add) as reader, editor or admin, and programs send a token (tocsin user token).

Examples:
  tocsin serve --demo
  tocsin serve --db crisis.db --listen 127.0.0.1:8090
  tocsin serve --db crisis.db --listen 0.0.0.0:8090 --public`
}

// Run serves until an interrupt.
func (c *serveCmd) Run(t *terminal) (err error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	defer listener.Close() // closed already after a good end
	s, done, err := c.store(ctx, t)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	desk, err := c.desk(ctx, s, isLoopback(listener.Addr()) && !c.Login)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.err, "open http://%s in a browser; interrupt to stop\n", listener.Addr())
	return serve(ctx, listener, desk)
}

// desk makes the pages and the API over a record. On this machine's own
// addresses everybody may change it; elsewhere there is a login.
func (c *serveCmd) desk(ctx context.Context, s store.Store, local bool) (http.Handler, error) {
	conf, err := c.watched()
	if err != nil {
		return nil, err
	}
	answers, err := newAPI(s, conf, !local)
	if err != nil {
		return nil, err
	}
	rec, err := record.New(s, record.KeepExcerpts, time.Now)
	if err != nil {
		return nil, err
	}
	o := web.Options{Store: s, API: answers, Recorder: rec, Watch: conf, Login: !local, Secure: c.Secure, Public: c.Public, Frames: c.Frames, Demo: c.Demo, Version: toolVersion(), Local: local}
	if local {
		return web.New(o)
	}
	desk, err := newDesks(o)
	if err != nil {
		return nil, err
	}
	proxy, err := c.proxy()
	if err != nil {
		return nil, err
	}
	return gated(ctx, s, desk, auth.Options{Public: c.Public, Secure: c.Secure, Proxy: proxy, Form: desk[watch.Viewer{}].LoginForm})
}

// desks are the pages as strangers, people who are logged in, and editors see
// them: each kind has a desk of its own, so that nothing that a desk keeps
// between two requests reaches another kind.
type desks map[watch.Viewer]*web.Server

func newDesks(o web.Options) (desks, error) {
	out := desks{}
	for _, v := range []watch.Viewer{{}, {Member: true}, {Member: true, Editor: true}} {
		of := o
		of.Store = &watch.Veil{Store: o.Store, Viewer: func(context.Context) watch.Viewer { return v },
			Today: func() tocsin.Day { return tocsin.DayOf(time.Now().UTC()) },
			Config: func(ctx context.Context, r store.Reader) (*watch.Config, error) {
				all, _, err := watch.Load(ctx, r, o.Watch)
				return all, err
			}}
		of.Watch = o.Watch.Open(v)
		desk, err := web.New(of)
		if err != nil {
			return nil, err
		}
		out[v] = desk
	}
	return out, nil
}

// ServeHTTP implements [http.Handler].
func (d desks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d[api.Viewer(r.Context(), true)].ServeHTTP(w, r)
}

// proxy reads the flags of a proxy that logs people in.
func (c *serveCmd) proxy() (auth.Proxy, error) {
	p := auth.Proxy{Header: c.ProxyHeader}
	if (c.ProxyHeader == "") != (len(c.ProxyFrom) == 0) {
		return p, usageError{errors.New("--proxy-header and --proxy-from go together")}
	}
	for _, from := range c.ProxyFrom {
		prefix, err := netip.ParsePrefix(from)
		if at, e := netip.ParseAddr(from); e == nil {
			prefix, err = netip.PrefixFrom(at, at.BitLen()), nil
		}
		if err != nil {
			return p, usageError{fmt.Errorf("--proxy-from: %w", err)}
		}
		p.From = append(p.From, prefix.Masked())
	}
	return p, nil
}

// watched are the situations of the file, or of the demonstration; nil for no
// file.
func (c *serveCmd) watched() (*watch.Config, error) {
	if c.Demo {
		return demo.Situations()
	}
	return c.file()
}

// store opens the record, or makes the one of the demonstration; done closes
// it.
func (c *serveCmd) store(ctx context.Context, t *terminal) (s store.Store, done func() error, err error) {
	if !c.Demo {
		if _, err := os.Stat(c.DB); err != nil {
			return nil, nil, fmt.Errorf("%w: tocsin ingest makes a record, --db names one, --demo shows one", err)
		}
		db, err := sqlite.Open(ctx, c.DB)
		if err != nil {
			return nil, nil, err
		}
		return db, db.Close, nil
	}
	dir, err := os.MkdirTemp("", "tocsin-demo-")
	if err != nil {
		return nil, nil, err
	}
	db, err := demoStore(ctx, t, dir)
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return db, func() error { return errors.Join(db.Close(), os.RemoveAll(dir)) }, nil
}

// demoStore makes a record of the invented reports.
func demoStore(ctx context.Context, t *terminal, dir string) (*sqlite.Store, error) {
	start := time.Now()
	db, err := sqlite.Open(ctx, filepath.Join(dir, "demo.db"))
	if err != nil {
		return nil, err
	}
	n, err := demo.Fill(ctx, db, toolVersion())
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	fmt.Fprintf(t.err, "%d invented reports read in %.1f s\n", n, time.Since(start).Seconds())
	return db, nil
}

// The limits of a connection: a reader that stalls holds nothing for long.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 30 * time.Second
	idleTimeout   = 2 * time.Minute
	graceTime     = 5 * time.Second
	maxHeader     = 64 << 10
)

// serve answers until ctx ends, then lets what is under way finish.
func serve(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{Handler: h, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceTime)
	defer cancel()
	if err := srv.Shutdown(grace); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// isLoopback reports whether an address is this machine's own.
func isLoopback(a net.Addr) bool {
	ap, err := netip.ParseAddrPort(a.String())
	return err == nil && ap.Addr().IsLoopback()
}
