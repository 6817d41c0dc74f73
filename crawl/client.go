package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"tocsin"
)

// A Client fetches many pages. It has one connection per host, leaves a pause
// between two pages of a host, asks a host for its robots.txt once a day, and
// stays away from hosts as long as they ask. It is safe for concurrent use;
// fetches from one host wait for each other.
type Client struct {
	opt  Options
	http *http.Client

	mu    sync.Mutex
	hosts map[string]*host // by scheme, name and port
}

// A host is what a client remembers of one site.
type host struct {
	turn chan struct{} // holds the one token

	// The rest belongs to the holder of the token.
	last   time.Time // end of the last page
	hold   time.Time // not before: Retry-After
	rules  *robots
	failed error     // why robots.txt could not be read
	asked  time.Time // for robots.txt
}

// How long an answer to the question for robots.txt counts. RFC 9309 allows a
// day; a file that could not be had is asked for again sooner.
const (
	robotsFresh = 24 * time.Hour
	robotsRetry = 10 * time.Minute
)

// Validators are what a server gave with a page to ask for it again: with
// them a fetch can bring status 304 and no body.
type Validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// ValidatorsOf are the validators in the header of a page.
func ValidatorsOf(h http.Header) Validators {
	return Validators{ETag: h.Get("ETag"), LastModified: h.Get("Last-Modified")}
}

// A HoldError says that a host asked to be left alone for longer than a fetch
// waits; no request was made. It wraps tocsin.ErrTransient.
type HoldError struct {
	Host  string
	Until time.Time
}

// Error names the host and the time.
func (e *HoldError) Error() string {
	return fmt.Sprintf("%s asks to wait until %s", e.Host, e.Until.UTC().Format(time.RFC3339))
}

// Unwrap gives tocsin.ErrTransient.
func (e *HoldError) Unwrap() error { return tocsin.ErrTransient }

// NewClient makes a client. Close it to end its connections.
func NewClient(opt Options) *Client {
	opt = opt.withDefaults()
	return &Client{
		opt: opt, hosts: map[string]*host{},
		http: &http.Client{
			Transport:     newTransport(opt.AllowPrivate),
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// Close ends the connections that are idle.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// A visit is one fetch with all its hops.
type visit struct {
	client *Client
	known  Validators
	budget time.Duration // what is left of Options.Timeout
}

// Fetch reads one page as the function [Fetch] does. known are the validators
// of the page as it is known, if it is. A host on hold gives a *[HoldError].
func (c *Client) Fetch(ctx context.Context, address string, known Validators) (Page, error) {
	u, err := parseAddress(address)
	if err != nil {
		return Page{}, err
	}
	v := &visit{client: c, known: known, budget: c.opt.Timeout}
	page, err := v.follow(ctx, u)
	if err != nil {
		return Page{}, fmt.Errorf("crawl: %s: %w", u.Redacted(), classify(ctx, err))
	}
	page.URL = address
	page.FetchedAt = c.opt.Now()
	return page, nil
}

// follow takes one hop after the other. It never holds the turns of two
// hosts: visits that cross would wait for each other.
func (v *visit) follow(ctx context.Context, u *url.URL) (Page, error) {
	moved := true
	for hops := 0; ; hops++ {
		page, next, err := v.hop(ctx, u, hops == 0)
		if err != nil {
			return Page{}, err
		}
		if next == nil {
			page.Moved = moved && hops > 0
			return page, nil
		}
		if hops >= v.client.opt.MaxRedirects {
			return Page{}, fmt.Errorf("%w: %d", ErrRedirects, hops+1)
		}
		moved = moved && (page.Status == http.StatusMovedPermanently || page.Status == http.StatusPermanentRedirect)
		u = next
	}
}

// hop makes one request when it is its turn. It asks robots.txt before: a
// redirect may lead to another site or to a closed part of the same.
func (v *visit) hop(ctx context.Context, u *url.URL, first bool) (page Page, next *url.URL, err error) {
	h, err := v.client.take(ctx, u, first)
	if err != nil {
		return Page{}, nil, err
	}
	defer func() { h.turn <- struct{}{} }()
	start := time.Now()
	inner, cancel := context.WithTimeout(ctx, v.budget)
	defer cancel()
	defer func() {
		v.budget -= time.Since(start)
		h.last = time.Now()
	}()
	if err := v.mayFetch(inner, h, u); err != nil {
		return Page{}, nil, err
	}
	resp, err := v.client.get(inner, u, "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, text/plain;q=0.8, */*;q=0.1", v.known)
	if err != nil {
		return Page{}, nil, err
	}
	next, err = location(resp)
	if err != nil || next != nil {
		_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection can be used again
		resp.Body.Close()
		return Page{Status: resp.StatusCode}, next, err
	}
	page, err = v.read(resp)
	h.heed(err)
	return page, nil, err
}

// heed keeps away from a host that asks for it.
func (h *host) heed(err error) {
	var status *StatusError
	if errors.As(err, &status) && status.RetryAfter > 0 {
		h.hold = time.Now().Add(status.RetryAfter)
	}
}

// take waits for the turn at the host of u, for its pause if a new page is
// asked for, and for the end of a short hold.
func (c *Client) take(ctx context.Context, u *url.URL, pause bool) (*host, error) {
	h := c.host(u)
	select {
	case <-h.turn:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	now := time.Now()
	var wait time.Duration
	if pause && !h.last.IsZero() {
		wait = h.last.Add(c.opt.Pause).Sub(now)
	}
	if hold := h.hold.Sub(now); hold > c.opt.MaxWait {
		h.turn <- struct{}{}
		return nil, &HoldError{Host: u.Host, Until: h.hold}
	} else {
		wait = max(wait, hold)
	}
	if wait <= 0 {
		return h, nil
	}
	select {
	case <-time.After(wait):
		return h, nil
	case <-ctx.Done():
		h.turn <- struct{}{}
		return nil, ctx.Err()
	}
}

func (c *Client) host(u *url.URL) *host {
	name := u.Scheme + "://" + u.Host
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[name]
	if h == nil {
		h = &host{turn: make(chan struct{}, 1)}
		h.turn <- struct{}{}
		c.hosts[name] = h
	}
	return h
}

// mayFetch asks the robots.txt of the site of u.
func (v *visit) mayFetch(ctx context.Context, h *host, u *url.URL) error {
	age := time.Since(h.asked)
	if h.rules == nil && (h.failed == nil || age > robotsRetry) || age > robotsFresh {
		h.rules, h.failed = v.readRobots(ctx, u)
		h.heed(h.failed)
		h.asked = time.Now()
		if errors.Is(h.failed, context.Canceled) {
			h.asked = time.Time{} // says nothing about the host
			err := h.failed
			h.failed = nil
			return err
		}
	}
	switch {
	case h.failed != nil:
		return h.failed
	case !h.rules.allows(product, u):
		return fmt.Errorf("%w: %s", ErrRobots, u.Path)
	}
	return nil
}

func (c *Client) get(ctx context.Context, u *url.URL, accept string, known Validators) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%v: %w", err, tocsin.ErrInvalid)
	}
	req.Header.Set("User-Agent", c.opt.userAgent())
	req.Header.Set("Accept", accept)
	if known.ETag != "" {
		req.Header.Set("If-None-Match", known.ETag)
	}
	if known.LastModified != "" {
		req.Header.Set("If-Modified-Since", known.LastModified)
	}
	resp, err := c.http.Do(req)
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err // Fetch names the address itself
	}
	return resp, err
}
