// Package crawl fetches pages from the web, politely and with care: it says
// who it is, obeys robots.txt (RFC 9309) and Retry-After, has one connection
// per host and pauses between pages, asks only for what has changed, stops at
// caps on time, size and redirects, and connects to public addresses only.
package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"tocsin"
)

// The defaults of [Options].
const (
	DefaultTimeout      = 30 * time.Second
	DefaultMaxBytes     = 10 << 20
	DefaultMaxRedirects = 5
	DefaultPause        = time.Second
	DefaultMaxWait      = 5 * time.Second
)

// product is the name that robots.txt files address.
const product = "tocsin"

// Options sets limits; the zero value is safe and has the defaults.
type Options struct {
	// Contact is an address (of mail or of a page) where the owner of a site
	// finds who is fetching. It becomes part of the User-Agent.
	Contact string

	Timeout      time.Duration // for a page, robots.txt and redirects included, waiting for a turn not; 0: DefaultTimeout
	MaxBytes     int64         // of the body, decompressed; 0: DefaultMaxBytes
	MaxRedirects int           // 0: DefaultMaxRedirects; negative: none

	// AllowPrivate lets the fetch reach loopback, private and other addresses
	// that are not of the public internet.
	AllowPrivate bool

	// Pause is the least time between two pages of one host; 0: DefaultPause,
	// negative: none.
	Pause time.Duration
	// MaxWait is how long a fetch waits for a host that asked to be left alone
	// (Retry-After); longer holds are a [HoldError]. 0: DefaultMaxWait.
	MaxWait time.Duration

	// Now tells the time; nil: time.Now.
	Now func() time.Time
}

// A Page is what one fetch brought.
type Page struct {
	URL       string      // as asked for
	FinalURL  string      // after redirects
	Status    int         // 200 to 299, or 304 if it is as it was
	Moved     bool        // every redirect on the way was a permanent one
	Header    http.Header // of the last response
	Body      []byte      // decompressed
	FetchedAt time.Time
}

func (o Options) withDefaults() Options {
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.MaxRedirects == 0 {
		o.MaxRedirects = DefaultMaxRedirects
	}
	if o.Pause == 0 {
		o.Pause = DefaultPause
	}
	if o.MaxWait <= 0 {
		o.MaxWait = DefaultMaxWait
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// userAgent names the program and, if it is known, its owner.
func (o *Options) userAgent() string {
	if o.Contact == "" {
		return "Tocsin/1.0 (reads news reports)"
	}
	return "Tocsin/1.0 (+" + o.Contact + ")"
}

// Fetch reads one page over HTTP or HTTPS. It makes a single attempt. Errors
// wrap [ErrRobots], [ErrPrivate], [ErrTooLarge] or [ErrRedirects], a
// *[StatusError], tocsin.ErrInvalid for an address that is none, and
// tocsin.ErrTransient for what may work later, such as a timeout. A canceled
// ctx gives its own error.
func Fetch(ctx context.Context, address string, opt Options) (Page, error) {
	c := NewClient(opt)
	defer c.Close()
	return c.Fetch(ctx, address, Validators{})
}

// parseAddress accepts absolute http and https addresses without credentials.
func parseAddress(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil {
		return nil, fmt.Errorf("crawl: address: %v: %w", err, tocsin.ErrInvalid)
	}
	if err := checkAddress(u); err != nil {
		return nil, fmt.Errorf("crawl: %w", err)
	}
	return u, nil
}

func checkAddress(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("scheme %q is neither http nor https: %w", u.Scheme, tocsin.ErrInvalid)
	case u.Hostname() == "":
		return fmt.Errorf("address without host: %w", tocsin.ErrInvalid)
	case u.User != nil:
		return fmt.Errorf("address with credentials: %w", tocsin.ErrInvalid)
	}
	return nil
}

// location returns where a response redirects to; nil if it does not.
func location(resp *http.Response) (*url.URL, error) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	u, err := resp.Location()
	if err != nil {
		return nil, fmt.Errorf("redirect: %v: %w", err, tocsin.ErrInvalid)
	}
	u.Fragment = ""
	if err := checkAddress(u); err != nil {
		return nil, fmt.Errorf("redirect: %w", err)
	}
	return u, nil
}

// read takes the body of the last response and closes it.
func (v *visit) read(resp *http.Response) (Page, error) {
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotModified && v.known != (Validators{}) {
		return Page{FinalURL: resp.Request.URL.String(), Status: resp.StatusCode, Header: resp.Header}, nil
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return Page{}, &StatusError{Code: resp.StatusCode, RetryAfter: retryAfter(resp.Header, v.client.opt.Now())}
	}
	if resp.ContentLength > v.client.opt.MaxBytes {
		return Page{}, fmt.Errorf("%w: %d bytes, over %d", ErrTooLarge, resp.ContentLength, v.client.opt.MaxBytes)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, v.client.opt.MaxBytes+1))
	if err != nil {
		return Page{}, err
	}
	if int64(len(body)) > v.client.opt.MaxBytes {
		return Page{}, fmt.Errorf("%w: over %d bytes", ErrTooLarge, v.client.opt.MaxBytes)
	}
	return Page{FinalURL: resp.Request.URL.String(), Status: resp.StatusCode, Header: resp.Header, Body: body}, nil
}

// maxRobots is how much of a robots.txt is read; RFC 9309 asks for 500 KiB.
const maxRobots = 500 << 10

// readRobots fetches the robots.txt of a site. As RFC 9309 has it, a file that
// is not there (4xx, or too many redirects) allows everything, and one that
// cannot be had now (5xx, no connection) forbids everything for now.
func (v *visit) readRobots(ctx context.Context, site *url.URL) (*robots, error) {
	u := &url.URL{Scheme: site.Scheme, Host: site.Host, Path: "/robots.txt"}
	for range DefaultMaxRedirects + 1 {
		resp, err := v.client.get(ctx, u, "text/plain, */*;q=0.1", Validators{})
		if err != nil {
			return nil, robotsUnreachable(err)
		}
		next, locErr := location(resp)
		if locErr == nil && next == nil {
			return v.readRules(resp)
		}
		resp.Body.Close()
		if locErr != nil {
			return nil, fmt.Errorf("%w: cannot be read: %w", ErrRobots, locErr)
		}
		u = next
	}
	return &robots{}, nil
}

// robotsUnreachable leaves alone what is not about robots.txt: an address that
// is private, a host that does not exist.
func robotsUnreachable(err error) error {
	var dns *net.DNSError
	if errors.Is(err, ErrPrivate) || errors.As(err, &dns) {
		return err
	}
	return fmt.Errorf("%w: cannot be read: %w", ErrRobots, err)
}

func (v *visit) readRules(resp *http.Response) (*robots, error) {
	defer resp.Body.Close()
	switch {
	case resp.StatusCode >= 500:
		return nil, fmt.Errorf("%w: cannot be read: %w", ErrRobots, &StatusError{Code: resp.StatusCode, RetryAfter: retryAfter(resp.Header, v.client.opt.Now())})
	case resp.StatusCode >= 300:
		return &robots{}, nil
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxRobots))
	if err != nil {
		return nil, robotsUnreachable(err)
	}
	return parseRobots(body), nil
}
