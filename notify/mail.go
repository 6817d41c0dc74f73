package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

// mail sends notices as one message of plain text.
func (s *Sender) mail(ctx context.Context, ch *watch.Channel, ns []store.Notice) error {
	msg, err := compose(ch, ns)
	if err != nil {
		return err
	}
	c, err := client(ch)
	if err != nil {
		return err
	}
	return s.again(ctx, func(ctx context.Context) error {
		err := c.DialAndSendWithContext(ctx, msg)
		var send *mail.SendError
		if err != nil && (!errors.As(err, &send) || send.IsTemp()) {
			err = fmt.Errorf("%w: %w", err, tocsin.ErrTransient)
		}
		return err
	})
}

func compose(ch *watch.Channel, ns []store.Notice) (*mail.Msg, error) {
	m := mail.NewMsg()
	if err := errors.Join(m.From(ch.From), m.To(ch.To...)); err != nil {
		return nil, fmt.Errorf("%w: %w", err, tocsin.ErrInvalid)
	}
	m.SetMessageIDWithValue(identifier(&ns[len(ns)-1]) + "@tocsin")
	m.SetDateWithValue(ns[len(ns)-1].At)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	if len(ns) == 1 {
		m.Subject(Subject(&ns[0]))
		m.SetBodyString(mail.TypeTextPlain, Body(&ns[0], ch.Link))
		return m, nil
	}
	m.Subject(fmt.Sprintf("Reporting changed: %d notices", len(ns)))
	var parts []string
	for i := range ns {
		parts = append(parts, Body(&ns[i], ch.Link))
	}
	m.SetBodyString(mail.TypeTextPlain, strings.Join(parts, "\n----\n\n"))
	return m, nil
}

func client(ch *watch.Channel) (*mail.Client, error) {
	host, p, err := net.SplitHostPort(ch.Server)
	if err != nil {
		return nil, fmt.Errorf("server %q: %w: %w", ch.Server, err, tocsin.ErrInvalid)
	}
	port, err := strconv.Atoi(p)
	if err != nil {
		return nil, fmt.Errorf("server %q: %w: %w", ch.Server, err, tocsin.ErrInvalid)
	}
	options := []mail.Option{mail.WithPort(port)}
	switch ch.TLS {
	case "tls":
		options = append(options, mail.WithSSL())
	case "none":
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if ch.User != "" {
		password, err := readSecret(ch.Password)
		if err != nil {
			return nil, err
		}
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(ch.User), mail.WithPassword(string(password)))
	}
	return mail.NewClient(host, options...)
}
