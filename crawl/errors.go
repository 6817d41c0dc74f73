package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"tocsin"
)

// Why a fetch was not made or not finished; test with errors.Is.
var (
	ErrRobots    = errors.New("refused by robots.txt")
	ErrPrivate   = errors.New("not a public address")
	ErrTooLarge  = errors.New("page too large")
	ErrRedirects = errors.New("too many redirects")
)

// A StatusError is an answer other than success.
type StatusError struct {
	Code       int
	RetryAfter time.Duration // as the server asked; 0 if it did not
}

// Error is "status 404 Not Found".
func (e *StatusError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("status %d %s", e.Code, http.StatusText(e.Code)))
}

// Unwrap gives the class: tocsin.ErrNotFound for 404 and 410,
// tocsin.ErrTransient for 408, 425, 429 and 5xx but 501, else
// tocsin.ErrInvalid.
func (e *StatusError) Unwrap() error {
	switch e.Code {
	case http.StatusNotFound, http.StatusGone:
		return tocsin.ErrNotFound
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return tocsin.ErrTransient
	case http.StatusNotImplemented:
		return tocsin.ErrInvalid
	}
	if e.Code >= 500 {
		return tocsin.ErrTransient
	}
	return tocsin.ErrInvalid
}

// maxRetryAfter bounds what a server can ask for.
const maxRetryAfter = 24 * time.Hour

// retryAfter reads the header of that name: seconds, or a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	s := h.Get("Retry-After")
	if n, err := strconv.Atoi(s); err == nil && n >= 0 {
		return min(time.Duration(min(n, 1<<20))*time.Second, maxRetryAfter)
	}
	if at, err := http.ParseTime(s); err == nil {
		return min(max(at.Sub(now), 0), maxRetryAfter)
	}
	return 0
}

// classify adds tocsin.ErrTransient to what may pass by itself: timeouts,
// connections refused or lost, a resolver in trouble. A host that does not
// exist gets tocsin.ErrNotFound. What the caller canceled stays as it is.
func classify(caller context.Context, err error) error {
	var dns *net.DNSError
	switch {
	case caller.Err() != nil && errors.Is(caller.Err(), context.Canceled):
		return caller.Err()
	case errors.Is(err, ErrPrivate):
		return err
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Errorf("%w: %w", err, tocsin.ErrNotFound)
	case isTransient(err):
		return fmt.Errorf("%w: %w", err, tocsin.ErrTransient)
	}
	return err
}

func isTransient(err error) bool {
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return true
	}
	for _, target := range []error{syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.EHOSTUNREACH, syscall.ENETUNREACH, syscall.EPIPE, io.ErrUnexpectedEOF, io.EOF} {
		if errors.Is(err, target) {
			return true
		}
	}
	return false
}
