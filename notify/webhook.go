package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/sethvargo/go-retry"

	"tocsin"
	"tocsin/crawl"
	"tocsin/store"
	"tocsin/watch"
)

// SignatureHeader holds the hexadecimal HMAC-SHA256 of the body under the
// channel's key.
const SignatureHeader = "X-Tocsin-Signature"

// Sign is the value of [SignatureHeader] for a body.
func Sign(key, body []byte) string {
	h := hmac.New(sha256.New, key)
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// A message is the body of a webhook.
type message struct {
	Notices []store.Notice `json:"notices"`
}

// webhook posts notices as JSON. It tries again where that may help: when
// the network fails, and on 408, 425, 429 and 5xx.
func (s *Sender) webhook(ctx context.Context, ch *watch.Channel, ns []store.Notice) error {
	key, err := readSecret(ch.Secret)
	if err != nil {
		return err
	}
	body, err := json.Marshal(message{ns})
	if err != nil {
		return err
	}
	client := s.Client
	if client == nil {
		t := transport(ch.Private)
		defer t.CloseIdleConnections()
		client = &http.Client{Transport: t, Timeout: 15 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	return s.again(ctx, func(ctx context.Context) error { return post(ctx, client, ch.URL, key, body, ns) })
}

// transport refuses private networks unless the channel allows them: whoever
// rules over the name in a webhook's address must not reach into the desk's
// network. It uses no proxy, which would resolve names behind that check.
func transport(private bool) *http.Transport {
	d := &net.Dialer{Timeout: 10 * time.Second}
	if !private {
		d.ControlContext = crawl.RefusePrivate
	}
	return &http.Transport{DialContext: d.DialContext, ForceAttemptHTTP2: true, TLSHandshakeTimeout: 10 * time.Second}
}

// again calls do until it succeeds or an error is not worth another try.
func (s *Sender) again(ctx context.Context, do func(context.Context) error) error {
	back := retry.WithMaxRetries(s.tries(), retry.NewExponential(s.wait()))
	return retry.Do(ctx, back, func(ctx context.Context) error {
		err := do(ctx)
		if tocsin.Retry(err) {
			return retry.RetryableError(err)
		}
		return err
	})
}

func post(ctx context.Context, client *http.Client, url string, key, body []byte, ns []store.Notice) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "tocsin")
	req.Header.Set(SignatureHeader, Sign(key, body))
	req.Header.Set("Idempotency-Key", identifier(&ns[0])+"+"+strconv.Itoa(len(ns)-1))
	res, err := client.Do(req)
	if errors.Is(err, crawl.ErrPrivate) {
		return fmt.Errorf("%w: private = true in its channel allows that", err)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", err, tocsin.ErrTransient)
	}
	defer res.Body.Close()
	io.Copy(io.Discard, io.LimitReader(res.Body, 1<<16)) // so that the connection can serve again
	switch {
	case res.StatusCode/100 == 2:
		return nil
	case res.StatusCode/100 == 5, res.StatusCode == http.StatusTooManyRequests, res.StatusCode == http.StatusRequestTimeout, res.StatusCode == http.StatusTooEarly:
		return fmt.Errorf("%s answered %s: %w", url, res.Status, tocsin.ErrTransient)
	}
	return fmt.Errorf("%s answered %s", url, res.Status)
}

// readSecret reads a key or a password from a file, without the end of line.
func readSecret(file string) ([]byte, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	s := strings.TrimRight(string(b), "\r\n")
	if s == "" {
		return nil, fmt.Errorf("%s is empty: %w", file, tocsin.ErrInvalid)
	}
	return []byte(s), nil
}
